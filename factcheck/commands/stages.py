"""What becomes of a report before it is told: what did not change is set aside, then what is known already."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.commands.inputs import STDIN
from factcheck.commands.printing import fail, say

if TYPE_CHECKING:
    from factcheck.aside.baseline import Codes, Entry
    from factcheck.aside.git import Revision
    from factcheck.aside.since import Changes
    from factcheck.configuration.in_force import InForce
    from factcheck.results import Report


class Stages:
    """The stages of one run, in their order. What they need is read before the run, and once.

    Ends the program for a baseline that is none, and for a revision that git does not know.
    """

    def __init__(self, drafts: Sequence[str], in_force: InForce, since: str) -> None:
        baseline = in_force.run.baseline
        self.codes = _codes_of(in_force)
        self.revision = _revision(since, drafts) if since else None
        self.file = Path(baseline)
        self.entries = _entries(self.file) if baseline else None
        self.changes: Changes | None = None

    def __call__(self, report: Report) -> Report:
        """The report after all stages; a pure function of the report, as often as it is called in one run."""
        if self.revision is not None:
            from factcheck.aside.since import only_changed  # noqa: PLC0415 - few runs ask for it

            self.changes = self.changes or _changes(self.revision, report)
            report = only_changed(report, self.changes)
        if self.entries is not None:
            from factcheck.aside.baseline import with_baseline  # noqa: PLC0415 - few runs have one

            report = with_baseline(report, self.entries, self.file, self.codes)
        return report


def check_baseline(file: Path, in_force: InForce) -> None:
    """Ends the program, before the long run, for a baseline that cannot be written or would write over something."""
    from factcheck.writing import WriteError, check_writable  # noqa: PLC0415 - few runs ask for it

    try:
        check_writable(file)
    except WriteError as error:
        fail(str(error))
    if file.exists():
        _entries(file)
    if any(Path(name.partition("=")[2] or name).resolve() == file.resolve() for name in in_force.run.output):
        fail(f"{file} cannot be the baseline and the report too", "name another file")


def known_from_now(report: Report, file: Path, in_force: InForce) -> Report:
    """Writes the findings of a report into a baseline, and gives the report as it is with that; says what it did.

    What the file has of other drafts, and of rules that did not run, stays in it.
    """
    from factcheck.aside.baseline import baseline_text, with_baseline  # noqa: PLC0415 - few runs ask for it
    from factcheck.writing import WriteError, write_whole  # noqa: PLC0415

    before = _entries(file) if file.exists() else ()
    codes = _codes_of(in_force)
    text, count = baseline_text(report, file, before, codes)
    try:
        write_whole(file, [text])
    except WriteError as error:
        fail(str(error))
    say(f"wrote {file}: {count} known finding{'' if count == 1 else 's'}")
    return with_baseline(report, _entries(file), file, codes)


def _codes_of(in_force: InForce) -> Codes:
    """What gives the rules that run on a draft, as the settings for its path have it."""

    def codes(path: Path | None) -> Collection[str]:
        from factcheck.rules.selection import selected_codes  # noqa: PLC0415 - only a baseline asks

        settings = in_force.of(path)
        return selected_codes(settings.select, settings.ignore, settings.extend_select)

    return codes


def _revision(name: str, drafts: Iterable[str]) -> Revision:
    from factcheck.aside.git import GitError, Revision  # noqa: PLC0415 - few runs ask git

    revision = Revision(name)
    try:
        for draft in drafts:
            if draft == STDIN:
                fail("--since cannot tell what changed in standard input", "name the draft's file")
            path = Path(draft).resolve()
            folder = path if path.is_dir() else path.parent
            if folder.is_dir():
                revision.commit_for(folder)
    except GitError as error:
        fail(str(error))
    return revision


def _changes(revision: Revision, report: Report) -> Changes:
    from factcheck.aside.git import GitError  # noqa: PLC0415
    from factcheck.aside.since import changes_since  # noqa: PLC0415

    paths = [one.document.path for one in report.documents if one.document.path is not None]
    try:
        return changes_since(revision, paths)
    except GitError as error:
        fail(str(error))


def _entries(file: Path) -> tuple[Entry, ...]:
    from factcheck.aside.baseline import BaselineError, read_baseline  # noqa: PLC0415

    try:
        return read_baseline(file)
    except BaselineError as error:
        fail(str(error))
