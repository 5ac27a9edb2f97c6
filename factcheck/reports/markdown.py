"""Markdown for a comment on a pull request or the summary of a job: short, safe to paste, never past its limit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from factcheck.exact import share_text
from factcheck.model import Finding, Judgement, Severity, Verdict
from factcheck.reports.layout import visible
from factcheck.reports.places import file_name, finding_file, finding_region
from factcheck.reports.summary import tables_lines
from factcheck.reports.wording import counted, source_text

if TYPE_CHECKING:
    from factcheck.document import Document
    from factcheck.reports.formats import How
    from factcheck.results import Report

# GitHub refuses a comment of more than 65,536 characters; bytes are never fewer than these.
LIMIT: Final = 60_000
_LONGEST: Final = 400  # characters of one cell
_SHARE: Final = 3 * LIMIT // 4  # of the findings, so that room stays for what is to be checked by hand
_MARKS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_SPECIAL: Final = re.compile(r"[\\`*_\[\]|~{}]")
_LINKS: Final = re.compile(r"(?<=:)(?=//)|(?<=\bwww)(?=\.)|(?<=[@#])(?=\w)", re.IGNORECASE)
_TICKS: Final = re.compile("`+")
_PART: Final = "\u200b"  # fills no room, and parts what would else be a link, a mention or an issue


def chunks(report: Report, how: How) -> Iterator[str]:
    """The headline, the findings as a table, and folded away what to check by hand and the tables."""
    told = list(_told(report))
    head = [_headline(report, how), "", _tally(report), ""]
    rows = [_row(document, finding) for document, finding in told]
    tail = _problems(report)
    room = _SHARE - _size([*head, *tail])
    kept = _fitting(rows, room)
    yield from (line + "\n" for line in (*head, *tail))
    if kept:
        yield "| Where | Rule | What is wrong | Write instead |\n|---|---|---|---|\n"
        yield from (row + "\n" for row in kept)
        yield "\n"
    if len(kept) < len(rows):
        left = counted(len(rows) - len(kept), "more finding")
        yield f"**And {left}**, which find no room here; the other formats have them all.\n\n"
    room = LIMIT - 2000 - _size([*head, *tail, *kept])
    yield from _by_hand(report, room)
    yield from _folded("Reference tables", [f"- {text(one.strip())}" for one in tables_lines(report)], 1500)


def text(words: str) -> str:
    r"""Plain words that stay plain words in Markdown: no mark-up, links, mentions or formulas.

    >>> text("a|b <b> @press")
    'a\\|b &lt;b&gt; @\u200bpress'
    """
    words = visible(words).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    words = _LINKS.sub(_PART, _SPECIAL.sub(r"\\\g<0>", words))
    return words.replace("$", "<span>$</span>")  # between two dollar signs GitHub reads a formula


def code(words: str) -> str:
    """Words as code, whatever backticks they hold; a pipe would end the cell of a table."""
    words = visible(words).replace("|", "\\|")
    fence = "`" * (1 + max((len(ticks) for ticks in _TICKS.findall(words)), default=0))
    pad = " " if words.startswith("`") or words.endswith("`") else ""
    return f"{fence}{pad}{words}{pad}{fence}"


def _told(report: Report) -> Iterator[tuple[Document, Finding]]:
    """The findings of the drafts, the loudest first, else by place."""
    found = [(one.document, finding) for one in report.documents for finding in one.findings]
    return iter(sorted(found, key=lambda pair: -pair[1].severity.level))


def _headline(report: Report, how: How) -> str:
    passed = report.exit_code(how.fail_on) == 0
    numbers = [
        counted(number, severity.value)
        for severity in Severity
        if (number := sum(one.severity is severity for one in report.findings))
    ]
    what = ", ".join(numbers) or ("no findings" if report.documents else "no draft was read")
    drafts = text(file_name(report.documents[0].name)) if len(report.documents) == 1 else ""
    return f"### {'✅' if passed else '❌'} factcheck: {what} in {drafts or counted(len(report.documents), 'draft')}"


def _tally(report: Report) -> str:
    counts = report.counts
    parts = [
        f"{counts[verdict.value]} {verdict.value.replace('_', ' ')}" for verdict in Verdict if counts[verdict.value]
    ]
    told = f"{counted(counts['total'], 'figure')}: {', '.join(parts)}." if parts else "No figures found."
    if report.coverage is not None:
        claims, share = counted(report.claims, "checkable figure"), share_text(report.coverage)
        told += f" Tables confirm {share} of {claims}."
    if report.set_aside:
        told += f" {counted(len(report.set_aside), 'finding')} set aside."
    return told


def _problems(report: Report) -> list[str]:
    """What is wrong with the run itself, which nobody may overlook."""
    found = (*report.problems, *report.notices)
    lines = []
    for one in found[:20]:
        place = ":".join(part for part in (file_name(one.path), str(one.line or "")) if part)
        lines.append(f"> **{one.code}** {f'{code(place)}: ' if place else ''}{text(_cut(one.message))}")
        lines.append(">")
    if len(found) > 20:
        lines.append(f"> and {counted(len(found) - 20, 'more problem')} of the run")
    return [*lines, ""] if lines else []


def _row(document: Document, finding: Finding) -> str:
    place = finding_region(document, finding)
    where = finding_file(document, finding) + (f":{place.line}:{place.column}" if place else "")
    rule = f"{finding.code} {_MARKS[finding.severity]}"
    told = text(_cut(finding.message))
    fact = finding.fact
    if fact and (source := source_text(fact)) and fact.source.title not in finding.message:
        told += f"<br>Source: {text(_cut(source))}"
    instead = code(_cut(finding.suggestion)) if finding.suggestion else ""
    return f"| {code(_cut(where))} | {rule} | {told} | {instead} |"


def _by_hand(report: Report, room: int) -> Iterator[str]:
    """The figures that no table covers, or that are borne out weakly, to look up."""
    if not report.reference_given:
        return
    lines = [
        f"- {code(_cut(_where(one.document, judgement)))} {code(_cut(judgement.claim.mention.surface))}"
        + (": confirmed weakly" if judgement.weak else "")
        for one in report.documents
        for judgement in one.judgements
        if judgement.verdict is Verdict.NOT_COVERED or judgement.weak
    ]
    yield from _folded(f"To check by hand: {counted(len(lines), 'figure')}", lines, room)


def _where(document: Document, judgement: Judgement) -> str:
    place = document.place(judgement.claim.mention.start)
    return f"{file_name(document.name)}:{place.line}:{place.column}"


def _folded(title: str, lines: Sequence[str], room: int) -> Iterator[str]:
    """Lines under a title that opens them; those past the room are only counted."""
    if not lines:
        return
    kept = _fitting(lines, room - 200)
    yield f"<details><summary>{title}</summary>\n\n"
    yield from (line + "\n" for line in kept)
    if len(kept) < len(lines):
        yield f"\nAnd {len(lines) - len(kept):,} more.\n"
    yield "\n</details>\n"


def _fitting(lines: Sequence[str], room: int) -> list[str]:
    """The first lines, as many as fit."""
    kept: list[str] = []
    for line in lines:
        room -= _size([line])
        if room < 0:
            break
        kept.append(line)
    return kept


def _size(lines: Sequence[str]) -> int:
    return sum(len(line.encode("utf-8")) + 1 for line in lines)


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"
