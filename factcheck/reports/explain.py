"""Everything about one figure: how it was read, the facts considered, and the comparison that gave the verdict."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from factcheck.model import Claim, Fact, Judgement, Link, Mention, Quantity, Span, Verdict
from factcheck.pins.words import pin_comment, pin_row
from factcheck.reports.figure_lists import MARKS
from factcheck.reports.layout import Line, Piece, excerpt, folded, line, visible
from factcheck.reports.terminal import PIPED_WIDTH
from factcheck.reports.wording import (
    cell_row,
    counted,
    fact_place,
    fact_value,
    interval_text,
    listed,
    number_text,
    related_text,
    shortened,
    source_text,
    strength_text,
    unit_text,
    with_unit,
)

if TYPE_CHECKING:
    from factcheck.document import Document

_CONSIDERED: Final = 6  # facts shown; the scores of the rest are lower still
_CELLS: Final = 12


def explanation_lines(document: Document, judgement: Judgement, width: int | None = None) -> Iterator[Line]:
    """The explanation of one figure. `width` is the terminal's, None for a pipe."""
    yield from _where(document, judgement.claim, width or PIPED_WIDTH)
    yield from _section("How it was read", reading_rows(judgement.claim), width)
    yield from _considered(document, judgement, width)
    yield from _section("Comparison", comparison_rows(judgement), width)
    yield from _verdict(judgement, width)


def _where(document: Document, claim: Claim, width: int) -> Iterator[Line]:
    mention = claim.mention
    place, last = document.place(mention.start), document.place(max(mention.start, mention.end - 1))
    source = document.source_line(place.line)
    end = last.column if last.line == place.line else len(source)
    shown, carets = excerpt(source, place.column - 1, end, width - 2)
    head = f'{document.name}:{place.line}:{place.column}: "{mention.surface}" (figure {claim.id})'
    yield line(Piece(visible(head), "bold"))
    yield line(Piece("| ", "dim"), shown)
    yield line(Piece("| ", "dim"), Piece(carets, "bold"))


def reading_rows(claim: Claim) -> Iterator[tuple[str, str]]:
    """What each stage made of the figure, name by name; what there is not is left out."""
    mention, quantity = claim.mention, claim.mention.quantity
    if quantity:
        yield from _written(mention, quantity)
        if quantity.value is not None:
            yield "value", with_unit(number_text(quantity.value), quantity.unit)
        if quantity.ends:
            yield "ends", " and ".join(number_text(end) for end in quantity.ends)
        yield "allows", interval_text(quantity.interval) + _why_this_wide(claim)
        yield "unit", unit_text(quantity.unit) + (f', written "{unit}"' if (unit := mention.unit_text.strip()) else "")
        hedge = f', by "{quantity.hedge}"' if quantity.hedge else ""
        yield "modifier", quantity.modifier.value.replace("_", " ") + hedge
    yield "kind", claim.kind.value + (f", going {claim.direction.value}" if claim.direction else "")
    yield from _context(claim)
    yield "status", claim.status.value if claim.is_claim else f"not a claim: {claim.reason or mention.reason}"
    yield "rule", mention.rule


def _written(mention: Mention, quantity: Quantity) -> Iterator[tuple[str, str]]:
    """The number and the scale word as they stand in the draft, where the figure is more than its number."""
    number = _part(mention, mention.number)
    if number and number != mention.surface:
        yield "number", f'"{number}"'
    if scale := _part(mention, mention.scale_span):
        yield "scale", f'"{scale}", times {number_text(quantity.scale)}'


def _part(mention: Mention, span: Span | None) -> str:
    return "" if span is None else mention.surface[span.start - mention.start : span.end - mention.start]


def _context(claim: Claim) -> Iterator[tuple[str, str]]:
    if claim.subject:
        yield "subject", claim.subject
    if claim.entities:
        yield "names", ", ".join(name.text + (" (from before)" if name.carried else "") for name in claim.entities)
    if claim.period:
        stated = "stated" if claim.period_stated else "from the context"
        yield "period", f"{claim.period.label} ({stated})"
    if claim.base:
        yield "base", claim.base


def _why_this_wide(claim: Claim) -> str:
    """The last written digit, where it is what gives the interval its width."""
    quantity = claim.mention.quantity
    if quantity is None or quantity.hedge or quantity.quantum is None or quantity.interval.is_point:
        return ""
    return f" (its last digit counts {number_text(quantity.quantum)})"


def _considered(document: Document, judgement: Judgement, width: int | None) -> Iterator[Line]:
    links = judgement.considered or judgement.links
    yield line(Piece("Facts considered", "bold"))
    if not links:
        yield line("  none")
    for link in links[:_CONSIDERED]:
        yield from _link(
            link,
            pin="" if judgement.pin else _pin(document, judgement, link.fact),
            used=any(link.fact == other.fact for other in judgement.links),
            width=width,
        )
    if len(links) > _CONSIDERED:
        yield line(Piece(f"  and {counted(len(links) - _CONSIDERED, 'more fact')} with lower scores", "dim"))


def _pin(document: Document, judgement: Judgement, fact: Fact) -> str:
    """What pins the figure to a fact, to be copied: a comment, or a row of the table of pins for plain text."""
    if document.format == "text":
        return pin_row(document.name, judgement.claim.mention.surface, fact)
    return pin_comment(fact)


def _link(link: Link, *, pin: str, used: bool, width: int | None) -> Iterator[Line]:
    """A fact with its score and the reasons for it; the one that the verdict rests on with all that there is."""
    fact = link.fact
    place = fact_place(fact) if used else shortened(fact_place(fact), width or PIPED_WIDTH)
    mark = "→" if used else " "
    yield line(f"{mark} {link.score:.2f}  ", Piece(visible(fact_value(fact)), "bold"), visible(f"  {place}"))
    about = ", ".join(part for part in (fact.measure, fact.entity, fact.period.label if fact.period else "") if part)
    parts = ", ".join(f"{name} {part:.2f}" for name, part in link.parts)
    rows = {"is": about, "fits": parts, "because": "; ".join(link.reasons)}
    if used:
        rows |= {"source": source_text(fact), "note": fact.note, "cells": _cells(fact)}
    rows["pin it"] = pin
    for name, text in rows.items():
        if text:
            yield from _entry(name, text, width, indent=8)


def _cells(fact: Fact) -> str:
    """The cells of a calculation; that of a plain fact is its place."""
    if not fact.derivation:
        return ""
    shown = [f"{cell_row(cell)} {cell.column} = {cell.text}" for cell in fact.cells]
    return listed(shown, _CELLS, "cell")


def comparison_rows(judgement: Judgement) -> Iterator[tuple[str, str]]:
    """The two intervals that were held against each other and what came of it, name by name."""
    claim = judgement.claim
    quantity = claim.mention.quantity
    if not judgement.links or quantity is None:
        yield "", "none was made: " + (judgement.message or _no_comparison(judgement))
        return
    fact = judgement.links[0].fact
    yield "draft", with_unit(interval_text(quantity.interval), quantity.unit)
    yield "table", with_unit(interval_text(fact.interval), fact.unit)
    if judgement.comparison:
        yield "so", judgement.comparison
    if judgement.strength is not None:
        weak = "; a figure of one digit, so the confirmation is weak" if judgement.weak else ""
        yield "strength", strength_text(judgement.strength) + weak


def _no_comparison(judgement: Judgement) -> str:
    if judgement.verdict is Verdict.NOT_A_CLAIM:
        return judgement.claim.reason or judgement.claim.mention.reason
    return "no fact is about this figure"


def _verdict(judgement: Judgement, width: int | None) -> Iterator[Line]:
    mark, style = MARKS[judgement.verdict]
    name = judgement.verdict.value.replace("_", " ")
    yield line(Piece("Verdict", "bold"))
    code = f" {judgement.code}" if judgement.code else ""
    yield line("  ", Piece(f"{mark} {name}{code}", style))
    rows = {
        "diagnosis": judgement.diagnosis.value.replace("_", " ") if judgement.diagnosis else "",
        "message": judgement.message,
        "suggestion": f'"{judgement.suggestion}"' if judgement.suggestion else "",
    }
    for entry, text in rows.items():
        if text:
            yield from _entry(entry, text, width, indent=2)
    for other in judgement.related:
        yield from _entry("against", related_text(other), width, indent=2)


def _section(title: str, entries: Iterator[tuple[str, str]], width: int | None) -> Iterator[Line]:
    yield line(Piece(title, "bold"))
    for name, text in entries:
        yield from _entry(name, text, width, indent=2)


def _entry(name: str, text: str, width: int | None, indent: int) -> Iterator[Line]:
    head = " " * indent + (f"{name:<10} " if name else "")
    text = visible(text)
    rows = folded(text, width - len(head), "") if width else [text]
    yield line(Piece(head, "dim"), rows[0])
    for row in rows[1:]:
        yield line(" " * len(head), row)
