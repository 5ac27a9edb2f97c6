"""Every row of the tables of docs/figures.md is what happens: the words in bold are found and read as the row says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

import factcheck
from factcheck.extraction import mentions_in
from factcheck.model import Claim, Quantity
from factcheck.reports.wording import interval_text, number_text
from tests.documents import ROOT

PAGE = ROOT / "docs" / "figures.md"
BOLD = re.compile(r"\*\*(.+?)\*\*")
WRITTEN, NOT_READ = "written", "not read"


@dataclass(frozen=True)
class Row:
    """A row of a table: the sentence as printed, and what the other columns say."""

    sentence: str
    said: dict[str, str]

    @property
    def text(self) -> str:
        return BOLD.sub(r"\1", self.sentence)


def rows(first: str) -> Iterator[Row]:
    """The rows of the tables whose first column has this name."""
    columns: list[str] = []
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else []
        if not cells:
            columns = []
        elif not columns:
            columns = cells
        elif columns[0] == first and set(line) - set("|-"):
            yield Row(cells[0], dict(zip(columns[1:], cells[1:], strict=True)))


def each_row(first: str) -> pytest.MarkDecorator:
    found = list(rows(first))
    return pytest.mark.parametrize("row", found, ids=[row.sentence for row in found])


def value(quantity: Quantity) -> str:
    if quantity.value is not None:
        return number_text(quantity.value)
    return " to ".join(number_text(end) for end in quantity.ends)


SHOWN: dict[str, Callable[[Claim, Quantity], str]] = {
    "value": lambda _, quantity: value(quantity),
    "unit": lambda _, quantity: "" if quantity.unit is None else quantity.unit.name,
    "allows": lambda _, quantity: interval_text(quantity.interval),
    "modifier": lambda _, quantity: quantity.modifier.value.replace("_", " "),
}
TOLD: dict[str, Callable[[Claim], str]] = {
    "reason": lambda claim: claim.mention.reason,
    "period": lambda claim: claim.mention.period.label if claim.mention.period else "",
    "kind": lambda claim: claim.kind.value,
    "direction": lambda claim: claim.direction.value if claim.direction else "",
    "status": lambda claim: claim.status.value,
}


@each_row(WRITTEN)
def test_what_is_written_is_read_as_the_page_says(row: Row) -> None:
    bold = BOLD.search(row.sentence)
    assert bold is not None
    claims = [
        claim
        for claim in factcheck.extract(row.text, locale=row.said.get("locale"))
        if claim.mention.start == bold.start()
    ]
    assert [claim.mention.surface for claim in claims] == [bold[1]]
    quantity = claims[0].mention.quantity
    for column, said in row.said.items():
        if column == "locale":
            continue
        if column in TOLD:
            assert TOLD[column](claims[0]) == said
        else:
            assert quantity is not None
            assert SHOWN[column](claims[0], quantity) == said


@each_row(NOT_READ)
def test_what_is_not_read_gives_no_mention(row: Row) -> None:
    assert [mention.surface for mention in mentions_in(row.text)] == []


def test_the_page_has_every_family() -> None:
    assert len(list(rows(WRITTEN))) > 90
    assert list(rows(NOT_READ))
