"""FC405: a figure of the prose against the cell of the draft's own table that its sentence names by row and column."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from factcheck.document import BlockKind
from factcheck.frozen import record
from factcheck.model import Claim, Diagnosis, Finding
from factcheck.patterns import lazy
from factcheck.rules.draft import Draft, dimension, loosened, quantity_of
from factcheck.rules.sentence_words import calendar_words, hollow, root_of
from factcheck.rules.tellings import Telling, tellings

_WORD = lazy(r"[^\W_]+")
_BRACKETS = lazy(r"\([^()]*\)|\[[^\[\]]*\]")
_SCALE = lazy(r"(?<![^\W\d_])(?:(?P<k>thousands?|000s?|k)|(?P<m>millions?|m|mn|mio)|(?P<b>billions?|bn|b))(?![^\W\d_])")
_FACTORS = {"k": Fraction(1000), "m": Fraction(10**6), "b": Fraction(10**9)}
_ROWS_KEPT = 8  # rows under one word of their header
_MOST_COLUMNS = 16
_FARTHEST = 20  # a figure so many times the cell is in another unit, and no mistake
_LEFT_OVER = 2  # words of the clause that neither the row nor the column has


@record
class Row:
    """A row of a table in the draft: the words of its header, and its cells with figures."""

    table: int
    words: frozenset[str]
    cells: tuple[Claim, ...]


class Tables:
    """The tables of a draft, by the words of their rows."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        grouped: dict[tuple[int, int], list[Claim]] = defaultdict(list)
        for claim in draft.claims:
            block = draft.block(claim)
            if block.kind is BlockKind.TABLE_CELL and block.row > 0 and block.column > 0 and _is_cell(claim):
                grouped[block.table, block.row].append(claim)
        self.rows: dict[str, list[Row]] = defaultdict(list)
        self.values: dict[int, list[Claim]] = defaultdict(list)
        for (table, _), cells in grouped.items():
            self.values[table].extend(cells)
            words = header_words(draft.block(cells[0]).row_header)
            for word in words:
                if len(self.rows[word]) < _ROWS_KEPT:
                    self.rows[word].append(Row(table, words, tuple(cells[:_MOST_COLUMNS])))

    def cells_of(self, said: frozenset[str]) -> list[Claim]:
        """The cells whose row and column are both named in full by some words."""
        rows = {id(row): row for word in said for row in self.rows.get(word, ()) if row.words <= said}
        cells = [cell for row in rows.values() for cell in row.cells]
        named = [(cell, header_words(self.draft.block(cell).column_header)) for cell in cells]
        return [cell for cell, words in named if words and words <= said]


def prose_against_tables(draft: Draft) -> Iterator[Finding]:
    """Figures of the prose that differ from the one cell of a table of the draft that their sentence names."""
    tables = Tables(draft)
    if not tables.values:
        return
    told = tellings(draft)
    figures: dict[object, int] = defaultdict(int)
    for telling in told:
        figures[telling.claim.sentence, telling.measure] += 1
    for telling in told:
        if figures[telling.claim.sentence, telling.measure] > 1 or telling.kind not in {"amount", "share"}:
            continue
        cell = _cell_for(draft, telling, tables)
        if cell is not None:
            yield _finding(draft, telling.claim, cell)


def header_words(text: str) -> frozenset[str]:
    """The roots of a header without what stands in brackets; years and other numbers count."""
    found = (root_of(word.lower()) for word in _WORD.findall(_BRACKETS.sub(" ", text)))
    return frozenset(found) - (hollow() - {"total"})


def _is_cell(claim: Claim) -> bool:
    quantity = claim.mention.quantity
    return claim.is_claim and quantity is not None and quantity.value is not None and quantity.value > 0


def _cell_for(draft: Draft, telling: Telling, tables: Tables) -> Claim | None:
    """The cell that the sentence names and contradicts; None where it names none or several, or another has it."""
    claim = telling.claim
    tokens = telling.sentence.tokens
    said = frozenset(token.root for token in tokens) | frozenset(token.text for token in tokens)
    cells = tables.cells_of(said)
    fitting = [cell for cell in cells if _comparable(draft, telling, cell)]
    if len(cells) != 1 or len(fitting) != 1 or telling.limits:
        return None
    cell = fitting[0]
    block = draft.block(cell)
    known = header_words(block.row_header) | header_words(block.column_header)
    left = telling.near - known - {telling.thing}
    if len(left) > _LEFT_OVER or telling.names - known:
        return None
    dates = {date for date in telling.sentence.dates if date[0].isdigit() or date in calendar_words()}
    if dates - known:
        return None
    if not _is_near(draft, claim, cell) or any(_agrees(draft, claim, other) for other in tables.values[block.table]):
        return None
    return cell


def _comparable(draft: Draft, telling: Telling, cell: Claim) -> bool:
    """Whether a figure and a cell are in one unit; a bare cell counts what its headers name."""
    mine, theirs = quantity_of(telling.claim), quantity_of(cell)
    if dimension(mine) != dimension(theirs):
        return False
    if dimension(mine) != "count":
        return mine.unit is not None and theirs.unit is not None and mine.unit.name == theirs.unit.name
    block = draft.block(cell)
    return telling.thing in header_words(block.row_header) | header_words(block.column_header)


def _agrees(draft: Draft, claim: Claim, cell: Claim) -> bool:
    """Whether a cell allows the figure, in its own scale or in the one that its header gives."""
    mine, theirs = loosened(quantity_of(claim)), loosened(quantity_of(cell))
    best, value = quantity_of(claim).best, quantity_of(cell).value
    if best is None or not value:
        return True
    return any(mine.overlaps(theirs.scaled(factor)) for factor in _factors(draft, cell))


def _factors(draft: Draft, cell: Claim) -> list[Fraction]:
    block = draft.block(cell)
    found = _SCALE.search(f"{block.column_header} {block.row_header}".lower())
    return [Fraction(1)] if found is None else [Fraction(1), _FACTORS[found.lastgroup or "k"]]


def _is_near(draft: Draft, claim: Claim, cell: Claim) -> bool:
    best, value = quantity_of(claim).best, quantity_of(cell).value
    if not best or not value:
        return False
    ratios = [best / (value * factor) for factor in _factors(draft, cell)]
    return any(Fraction(1, _FARTHEST) < ratio < _FARTHEST for ratio in ratios)


def _finding(draft: Draft, claim: Claim, cell: Claim) -> Finding:
    block = draft.block(cell)
    where = f"{block.row_header}, {block.column_header}"
    message = f"“{claim.mention.surface}” here and “{cell.mention.surface}” in the table ({where})"
    return draft.finding("FC405", claim, message, Diagnosis.VALUE, related=[(cell, "the table's figure")])
