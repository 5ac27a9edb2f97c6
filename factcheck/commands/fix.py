"""What --fix, --diff and their kin do: the drafts are mended, and written or shown; people are told on stderr."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

import typer

from factcheck.commands.printing import emit, fail, say
from factcheck.results import FINDINGS, OK, UNREADABLE

if TYPE_CHECKING:
    from factcheck.fixes.mending import Again, Left, Mended, Wishes
    from factcheck.results import Report


def wishes(*, fix: bool, diff: bool, unsafe: bool, quotations: bool) -> Wishes | None:
    """What is to be fixed, None for nothing; ends the program for wishes that only --fix or --diff can fulfil."""
    if not (fix or diff):
        for asked, name in ((unsafe, "--unsafe-fixes"), (quotations, "--fix-quotations")):
            if asked:
                fail(f"{name} says what to fix, and nothing is to be fixed", "add --diff to see it, --fix to write it")
        return None
    from factcheck.fixes.mending import Wishes  # noqa: PLC0415 - most runs fix nothing

    return Wishes(unsafe, quotations)


def mend(report: Report, wanted: Wishes, again: Again, *, diff: bool) -> tuple[Report, str | None]:
    """The report on the mended drafts, and the text of a draft from standard input that is now to be printed.

    The drafts are written to their files. With `diff` nothing is written: the changes are shown, and the program ends.
    """
    from factcheck.fixes.mending import mended  # noqa: PLC0415 - most runs fix nothing

    made = mended(report, wanted, again)
    if diff:
        _show(made)
    return made.report, _write(made)


def _show(made: Mended) -> NoReturn:
    """Prints what would change; the exit code says whether there is anything."""
    import sys  # noqa: PLC0415

    from factcheck.fixes.writing import diff_lines  # noqa: PLC0415
    from factcheck.reports.layout import visible  # noqa: PLC0415

    lines = (line for draft in made.drafts for line in diff_lines(draft))
    on_terminal = sys.stdout.isatty()  # where a draft's own escape sequences must do nothing
    emit(visible(line.rstrip("\n")) + "\n" if on_terminal else line for line in lines)
    _tell_left(made.left)
    drafts = f" in {_counted(len(made.drafts), 'draft')}" if len(made.drafts) > 1 else ""
    say(f"Would fix {_counted(made.fixed, 'figure')}{drafts}." if made.drafts else "Nothing to fix.")
    if any(problem.code == "FC904" for problem in made.report.problems):
        raise typer.Exit(UNREADABLE)
    raise typer.Exit(FINDINGS if made.drafts else OK)


def _write(made: Mended) -> str | None:
    from factcheck.fixes.writing import write_draft  # noqa: PLC0415
    from factcheck.writing import WriteError  # noqa: PLC0415

    printed = next((one.document.source for one in made.report.documents if one.document.path is None), None)
    failed = []
    for draft in made.drafts:
        try:
            if draft.document.path is not None:
                write_draft(draft)
        except WriteError as error:
            failed.append(str(error))
        else:
            say(f"Fixed {_counted(draft.fixed, 'figure')} in {draft.document.name}.")
    _tell_left(made.left)
    if failed:
        fail("; ".join(failed), "the report is left out, since not every fix could be written")
    if not made.drafts:
        say("Nothing to fix.")
    return printed


def _tell_left(left: Sequence[Left]) -> None:
    """Says of each figure that was to be fixed and was not, why."""
    for one in left:
        finding = one.finding
        where = f"{one.document.name}:{finding.line}:{finding.column}"
        say(f'{where}: {finding.code} -> "{finding.suggestion}" was not written: {one.why}')


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
