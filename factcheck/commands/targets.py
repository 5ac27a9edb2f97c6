"""Figures named by their place: `draft.md:12` or `draft.md:12:30`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from factcheck.model import Judgement, Place

if TYPE_CHECKING:
    from factcheck.results import DocumentReport

# The path is as short as the places after it allow, so that a drive letter stays in it.
_TARGET = re.compile(r"(?P<path>.+?):(?P<line>\d{1,9})(?::(?P<column>\d{1,9}))?:?", re.DOTALL)
_NEAREST = 3


def parse_target(target: str) -> tuple[str, Place] | None:
    """The path and the place of a target; column 0 stands for the whole line. None when there is no place.

    >>> parse_target("notes/draft.md:12:30")
    ('notes/draft.md', Place(line=12, column=30))
    """
    match = _TARGET.fullmatch(target)
    if match is None:
        return None
    return match["path"], Place(int(match["line"]), int(match["column"] or 0))


def figures_at(document: DocumentReport, place: Place) -> tuple[Judgement, ...]:
    """The figures that start on a line, or the one that covers a column of it."""
    on_line = [judgement for judgement in document.judgements if _start(document, judgement).line == place.line]
    if not place.column:
        return tuple(on_line)
    return tuple(judgement for judgement in on_line if _covers(document, judgement, place.column))


def nearest_text(document: DocumentReport, place: Place) -> str:
    """Where the nearest figures are, in words."""
    if not document.judgements:
        return "the draft holds no figures"

    def distance(judgement: Judgement) -> tuple[int, int]:
        start = _start(document, judgement)
        return abs(start.line - place.line), abs(start.column - place.column)

    nearest = sorted(document.judgements, key=distance)[:_NEAREST]
    return "the nearest are " + ", ".join(_named(document, judgement) for judgement in nearest)


def _named(document: DocumentReport, judgement: Judgement) -> str:
    start = _start(document, judgement)
    return f'{start.line}:{start.column} "{judgement.claim.mention.surface}"'


def _covers(document: DocumentReport, judgement: Judgement, column: int) -> bool:
    mention = judgement.claim.mention
    first, last = document.document.place(mention.start), document.document.place(max(mention.start, mention.end - 1))
    return first.column <= column and (last.line > first.line or column <= last.column)


def _start(document: DocumentReport, judgement: Judgement) -> Place:
    return document.document.place(judgement.claim.mention.start)
