"""The list of figures that `extract` prints for a person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from factcheck.model import Claim, Direction, Modifier, Quantity, Status
from factcheck.reports.layout import Line, Piece, line, visible
from factcheck.reports.summary import problem_text
from factcheck.reports.wording import counted, interval_text, number_text, with_unit

if TYPE_CHECKING:
    from factcheck.document import Document
    from factcheck.results import Extraction


_HEDGES: Final = {modifier: modifier.value.replace("_", " ") for modifier in Modifier} | {
    Modifier.EXACT: "",
    Modifier.APPROXIMATE: "about",
}


def extraction_lines(extraction: Extraction) -> Iterator[Line]:
    """Every figure in a line, document by document, and how many there are."""
    for document in extraction.documents:
        note = f" ({document.document.note})" if document.document.note else ""
        yield line(Piece(visible(document.name), "bold"), ": " + _how_many(document.claims) + visible(note))
        for claim in document.claims:
            yield _figure(document.document, claim)
        yield line()
    for problem in extraction.problems:
        yield line(Piece(visible(problem_text(problem)), "red"))
    counts = extraction.counts
    if extraction.documents:
        claims = f"{counted(counts['claim'], 'claim')}, {counts['not_a_claim']} not a claim"
        found = f"{counted(counts['total'], 'figure')}: {claims}"
        yield line(Piece(found if counts["total"] else "No figures found.", "bold"))
    else:
        yield line(Piece("No draft was read.", "bold"))


def quantity_text(quantity: Quantity) -> str:
    """A quantity in a few words: its value with its unit, or its interval, and its hedge."""
    if quantity.value is None:
        return with_unit(interval_text(quantity.interval), quantity.unit)
    text = with_unit(number_text(quantity.value), quantity.unit)
    return f"{_HEDGES[quantity.modifier]} {text}".strip()


def about_text(claim: Claim) -> str:
    """What a claim is about: subject, names and period."""
    names = ", ".join(name.text for name in claim.entities)
    parts = (claim.subject, f"({names})" if names else "", f"[{claim.period.label}]" if claim.period else "")
    return " ".join(part for part in parts if part)


def _figure(document: Document, claim: Claim) -> Line:
    place = document.place(claim.mention.start)
    head = f"  {f'{place.line}:{place.column}':>8} "
    surface = Piece(visible(f'"{claim.mention.surface}"'), "bold" if claim.is_claim else "dim")
    if not claim.is_claim:
        reason = claim.reason or claim.mention.reason
        return line(head, surface, Piece(visible(f" not a claim: {reason}"), "dim"))
    return line(head, surface, visible(f" {_reading(claim)}"))


def _reading(claim: Claim) -> str:
    quantity = claim.mention.quantity
    parts = [quantity_text(quantity) if quantity else "", claim.kind.value]
    if claim.direction:
        parts.append({Direction.UP: "up", Direction.DOWN: "down"}[claim.direction])
    if claim.status is not Status.ASSERTED:
        parts.append(claim.status.value)
    about = about_text(claim)
    return "= " + ", ".join(part for part in parts if part) + (f"; {about}" if about else "")


def _how_many(claims: tuple[Claim, ...]) -> str:
    return counted(len(claims), "figure") if claims else "no figures found"
