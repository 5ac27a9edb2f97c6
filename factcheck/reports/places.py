"""Where findings stand, as programs ask for it: files from the working directory, lines and columns of the source."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from factcheck.frozen import record
from factcheck.records import finding_place

if TYPE_CHECKING:
    from factcheck.document import Document
    from factcheck.model import Finding, Related, Span
    from factcheck.results import Report


@record
class Region:
    """A stretch of a source: lines and columns count from 1, columns in code points; the end is left out."""

    line: int
    column: int
    end_line: int
    end_column: int


def file_name(name: str) -> str:
    """A path from the working directory where it lies below it, with forward slashes; "./" is left out.

    >>> file_name("./drafts/may.md")
    'drafts/may.md'
    """
    path = os.path.normpath(name) if name else name
    here = os.getcwd()  # noqa: PTH109 - a text
    if os.path.isabs(path) and path.startswith(here + os.sep):  # noqa: PTH117
        path = path[len(here) + 1 :]
    return path.replace(os.sep, "/")


def finding_file(document: Document | None, finding: Finding) -> str:
    """The file that a finding speaks of; "" for the run as a whole."""
    return file_name(document.name if document else finding.path or finding.document)


def finding_region(document: Document | None, finding: Finding) -> Region | None:
    """The stretch of the source that a finding marks; None where it has no place."""
    span = finding.span or (finding.claim.mention.span if finding.claim else None)
    if document is not None and span is not None:
        return region(document, span)
    place = finding_place(document, finding)
    if not place.line:
        return None
    column = max(1, place.column)
    return Region(place.line, column, place.line, column + bool(place.column))


def region(document: Document, span: Span) -> Region:
    """The stretch of the source in which a span of the text stands."""
    first, last = document.place(span.start), document.place(max(span.start, span.end - 1))
    return Region(first.line, first.column, last.line, last.column + (span.end > span.start))


def unbroken(document: Document, span: Span) -> Region | None:
    """The stretch of the source that reads just as the span does; None where mark-up stands between."""
    first = document.source_map.source_offset(span.start)
    last = document.source_map.source_offset(max(span.start, span.end - 1))
    text = document.text[span.start : span.end]
    if not text or document.source[first : last + 1] != text:
        return None
    return region(document, span)


def related_region(document: Document, other: Related) -> tuple[str, Region]:
    """The file and the stretch of another place that a finding speaks of; of another draft its start alone."""
    if other.document and other.document != document.name:
        return file_name(other.document), Region(other.line, other.column, other.line, other.column + 1)
    return file_name(document.name), region(document, other.span)


def all_findings(report: Report) -> Iterator[tuple[Document | None, Finding]]:
    """Every finding that counts, with its draft; then what is wrong with the run itself, with none."""
    for one in report.documents:
        for finding in one.findings:
            yield one.document, finding
    for finding in (*report.problems, *report.notices):
        yield None, finding


def words(finding: Finding) -> str:
    """A finding's message, and what to write instead where the message leaves it out."""
    suggestion = finding.suggestion
    return finding.message + (f' -> "{suggestion}"' if suggestion and " -> " not in finding.message else "")
