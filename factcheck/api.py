"""The Python way in: `extract`, `check` and `load_reference`.

A draft is a `str` (the text itself), a `Path` (a file or a folder) or a `Document`, or a sequence of these.
"""

from __future__ import annotations

import datetime as dt
import os
import warnings
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.document import Document
from factcheck.model import Finding, Pin, Severity
from factcheck.readers import ReadError, find_drafts, read_path, read_text
from factcheck.results import Extraction, Report, TableUse, unreadable
from factcheck.terms import Terms

if TYPE_CHECKING:
    import pandas as pd

    from factcheck.reference.store import ReferenceStore

    Draft = str | Path | Document
    TableSource = str | Path | pd.DataFrame
    Reference = ReferenceStore | TableSource | Sequence[TableSource] | Mapping[str, pd.DataFrame]

LONGEST_FILE_NAME = 255


def extract(
    draft: Draft | Sequence[Draft],
    locale: str | None = None,
    *,
    words: bool = False,
    as_of: dt.date | str | None = None,
) -> Extraction:
    """Every figure of a draft, or of several, normalized; no tables are needed.

    `locale` ("de", "en-GB") says how the drafts write numbers and dates, whatever they declare themselves; ValueError
    for one that is not known. `words` adds the words that act as figures ("rose", "fewer", "the lowest") as claims of
    their own, with a reason instead of a quantity. `as_of` (a date or "2022-11-20") is the day from
    which the draft speaks and "last year" counts; without it the draft's own date is used.
    Raises ReadError when a single draft cannot be read; of several, those that cannot are `problems` of the result.

    >>> [str(claim.mention.quantity.value) for claim in extract("They sent 3.1 million masks.")]
    ['3100000']
    """
    from factcheck.pipeline import run_extract  # noqa: PLC0415

    day = _day(as_of)
    drafts, problems = gathered(draft)
    extraction = run_extract(drafts, locale, words=words, as_of=day)
    return replace(extraction, problems=(*problems, *extraction.problems))


def check(
    draft: Draft | Sequence[Draft],
    reference: Reference | None = None,
    as_of: dt.date | str | None = None,
    locale: str | None = None,
    pins: Sequence[Pin] | Path = (),
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    extend_select: Sequence[str] = (),
    require_reasons: bool = True,
) -> Report:
    """Every figure of a draft, or of several, with a verdict.

    `reference` is a `ReferenceStore`, or what `load_reference` takes, or None for no tables at all. `as_of` (a date
    or "2022-11-20") is the day from which the draft speaks; without it the draft's own date is used. `locale` ("de",
    "en-GB") says how the drafts write numbers and dates, whatever they declare themselves. `pins` name the facts that
    some figures are about, which are then not searched for: a sequence of `Pin`, or the path of a file of pins.
    `select` names the rules that run by codes or the starts of codes, `("FC1", "FC4")`; without it all but the optional
    ones do. `extend_select` adds to them, `("FC5",)` for published statistics, and `ignore` takes away. A comment in a
    draft, `<!-- factcheck: ignore[FC101] reason -->`, leaves a finding out only with a reason, unless
    `require_reasons` is False.
    Raises ReadError when a single draft cannot be read; of several, those that cannot are `problems` of the result.
    Raises ValueError for an `as_of` that is no day, an unknown locale or a code that no rule has, TypeError for a
    reference that is no table, ModuleNotFoundError where an optional rule needs a package that is not installed.
    """
    from factcheck.rules.selection import selected_codes  # noqa: PLC0415

    codes = selected_codes(select, ignore, extend_select)
    day = _day(as_of)
    store = None if reference is None else load_reference(reference)
    drafts, problems = gathered(draft)
    given, doubts = _pins(pins)
    terms = Terms(store, day, locale, codes, require_reasons)
    report = check_each(drafts, terms, given, codes=codes, problems=(*problems, *doubts))
    return replace(
        report,
        as_of=day,
        locale=locale,
        reference=reference_names(reference),
        select=tuple(select),
        ignore=tuple(ignore),
        extend_select=tuple(extend_select),
    )


def check_each(
    drafts: Sequence[Path | Document],
    terms: Terms | Callable[[Path | Document], Terms],
    pins: Sequence[Pin],
    *,
    codes: frozenset[str],
    problems: Sequence[Finding],
) -> Report:
    """The report on drafts, each on its terms; of the run's `problems` those of its `codes` are told."""
    from factcheck.pipeline import run_check  # noqa: PLC0415

    report = run_check(drafts, terms, pins)
    return replace(
        report,
        problems=_selected((*problems, *report.problems), codes),
        tables=tuple(map(_portable, report.tables)),
        codes=codes,
    )


def _selected(problems: Sequence[Finding], codes: Collection[str]) -> tuple[Finding, ...]:
    """The problems of a run that are told; what could not be read is told whatever was ignored."""
    return tuple(one for one in problems if one.code in codes or one.severity is Severity.ERROR)


def _pins(pins: Sequence[Pin] | Path) -> tuple[Sequence[Pin], Sequence[Finding]]:
    if not isinstance(pins, Path):
        return pins, ()
    from factcheck.pins.toml_files import read_pins  # noqa: PLC0415

    return read_pins(pins)


def _day(as_of: dt.date | str | None) -> dt.date | None:
    """The day that was asked for; a time of day is dropped."""
    if isinstance(as_of, dt.datetime):
        return as_of.date()
    if as_of is None or isinstance(as_of, dt.date):
        return as_of
    if not isinstance(as_of, str):
        raise TypeError(f'as_of must be a date or a text such as "2022-11-20", not {type(as_of).__name__}')
    try:
        return dt.date.fromisoformat(as_of)
    except ValueError:
        raise ValueError(f'as_of is "{as_of}", which is no day; write it as "2022-11-20"') from None


def load_reference(sources: Reference) -> ReferenceStore:
    """The reference tables of files, folders, data frames or "builtin" (the shipped ones), one or several.

    Frames may be named: `{"harvest": frame}`. A table that cannot be used is one of the store's `problems`; the others
    can be used all the same. Raises TypeError for what can be no table at all.
    """
    from factcheck.reference import store  # noqa: PLC0415

    if isinstance(sources, store.ReferenceStore):
        return sources
    if isinstance(sources, Mapping):
        return store.load_reference(sources)
    if isinstance(sources, Sequence) and not isinstance(sources, str):
        return store.load_reference(sources)
    return store.load_reference([sources])


def gathered(draft: Draft | Sequence[Draft]) -> tuple[list[Path | Document], list[Finding]]:
    """The drafts to run, folders opened and texts read, and what could not be found of several."""
    if isinstance(draft, str | Path | Document):
        return _opened(draft, alone=True), []
    drafts: list[Path | Document] = []
    problems: list[Finding] = []
    for number, one in enumerate(draft, 1):
        try:
            drafts += _opened(one, name=f"<text {number}>")
        except ReadError as error:
            problems.append(unreadable(error))
    return distinct(drafts), problems


def reference_names(reference: Reference | None) -> tuple[str, ...]:
    """What was asked for as reference, as it was given."""
    if reference is None:
        return ()
    if isinstance(reference, Mapping):
        return tuple(reference)
    sources = reference if isinstance(reference, list | tuple) else (reference,)
    return tuple(str(one) if isinstance(one, str | Path) else f"<{type(one).__name__}>" for one in sources)


def _opened(draft: Draft, *, name: str = "<text>", alone: bool = False) -> list[Path | Document]:
    if isinstance(draft, Document):
        return [draft]
    if isinstance(draft, str):
        _warn_of_a_file_name(draft)
        return [read_text(draft, name)]
    if alone and not draft.is_dir():
        return [read_path(draft)]
    return list(find_drafts(draft))


def _warn_of_a_file_name(text: str) -> None:
    """A string is a text, never a file; one that names a file was probably meant as a Path."""
    # os.path, because Path.is_file raises for names that the system finds too long.
    if len(text) <= LONGEST_FILE_NAME and "\n" not in text and os.path.isfile(text):  # noqa: PTH113
        message = f"{text!r} is checked as a text; for the file of that name pass pathlib.Path({text!r})"
        warnings.warn(message, stacklevel=4)


def distinct(drafts: list[Path | Document]) -> list[Path | Document]:
    """Each file once, however often it was named; texts stay as they are."""
    seen: set[Path] = set()
    kept: list[Path | Document] = []
    for draft in drafts:
        if isinstance(draft, Path):
            if draft.resolve() in seen:
                continue
            seen.add(draft.resolve())
        kept.append(draft)
    return kept


def _portable(table: TableUse) -> TableUse:
    """The table, a shipped one under `builtin/` wherever the program is installed."""
    from factcheck.reference.shipped import builtin_folder  # noqa: PLC0415

    try:
        inside = Path(table.path).relative_to(builtin_folder())
    except ValueError:
        return table
    return replace(table, path=f"builtin/{inside.as_posix()}")
