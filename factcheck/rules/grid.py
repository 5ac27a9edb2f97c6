"""The tables and the lists of amounts of a draft as grids: rows and columns of cells, each with what it amounts to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby

from factcheck.document import Block, BlockKind
from factcheck.frozen import record
from factcheck.languages.words import word_set
from factcheck.model import Claim, Interval, Modifier, Quantity, Span
from factcheck.patterns import lazy
from factcheck.rules.draft import Draft, quantity_of, word_pattern

_MARKS = lazy(r"[\s*†‡§¹²³⁴⁵⁶⁷⁸⁹⁰_`~]|\[[\da-z]{1,2}\]|\([a-z]\)")
_GROUPED = lazy(r"[+-]?\d{1,3}(?: \d{3})+")  # "1 234": in a cell of a table a blank can only group digits
_PLAIN = lazy(r"\d{1,9}")
_TRIMMED = " \t*†‡§:.,_`~"
_MOST_CELLS = 200_000


@record
class Cell:
    """A cell that holds text: where it stands, and the amount where it holds one and nothing else."""

    span: Span
    text: str
    claim: Claim | None = None
    amount: Quantity | None = None

    @property
    def place(self) -> Span:
        """Where its figure stands, or its text."""
        return self.span if self.claim is None else self.claim.mention.span

    @property
    def is_empty(self) -> bool:
        """Whether it stands for nothing: a dash, "nil"."""
        return self.amount is None and self.text.strip().lower() in word_set("totals", "empty_cells")

    @property
    def label(self) -> str:
        """The text in lower case, without marks and brackets behind it."""
        text = self.text.lower().strip(_TRIMMED)
        head, bracket, _ = text.partition(" (")
        return (head if bracket and head else text).strip(_TRIMMED)


Row = tuple[Cell | None, ...]


@record
class Grid:
    """A table of the draft; row 0 is its header. `about` are the words right above and below it."""

    rows: tuple[Row, ...]
    about: str = ""
    is_list: bool = False
    is_turned: bool = False

    @property
    def width(self) -> int:
        """How many columns it has."""
        return max((len(row) for row in self.rows), default=0)

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell there, None where nothing stands."""
        cells = self.rows[row]
        return cells[column] if column < len(cells) else None

    def turned(self) -> Grid:
        """The same with rows for columns, so that what is true of columns can be asked of rows."""
        columns = tuple(tuple(self.cell(row, at) for row in range(len(self.rows))) for at in range(self.width))
        return Grid(columns, self.about, self.is_list, not self.is_turned)

    def label(self, row: int) -> str:
        """What a row is called: its first cell, or the first with a name where a rank stands before it."""
        cells = [cell for cell in self.rows[row] if cell is not None and cell.text.strip()]
        named = [cell for cell in cells if cell.amount is None and not cell.is_empty]
        if cells and self.is_turned:
            return cells[0].label
        return named[0].label if named else ""


def grids(draft: Draft) -> Iterator[Grid]:
    """Every table of the draft, and every list whose items are a name and an amount, in order."""
    claims: dict[int, list[Claim]] = defaultdict(list)
    for claim in draft.claims:
        claims[claim.block].append(claim)
    blocks = list(enumerate(draft.document.blocks))
    for (table, list_id), group in groupby(blocks, key=lambda pair: (pair[1].table, pair[1].list_id)):
        found = list(group)
        if table >= 0 and len(found) <= _MOST_CELLS:
            yield _table(draft, found, claims)
        elif list_id >= 0 and found[0][1].kind is BlockKind.LIST_ITEM:
            grid = _list(draft, found, claims)
            if grid is not None:
                yield grid


def _table(draft: Draft, found: Sequence[tuple[int, Block]], claims: dict[int, list[Claim]]) -> Grid:
    width = max(block.column for _, block in found) + 1
    rows: dict[int, list[Cell | None]] = {}
    for index, block in found:
        rows.setdefault(block.row, [None] * width)[block.column] = _cell(draft, index, block.span, claims)
    body = tuple(tuple(rows.get(at, ())) for at in range(max(rows) + 1))
    return Grid(_label_first(body, width), _about(draft, found[0][0], found[-1][0]))


def _label_first(rows: tuple[Row, ...], width: int) -> tuple[Row, ...]:
    """The rows with the first column of names in front: a rank, a number or a date may stand before it."""

    def names(column: int) -> int:
        cells = [row[column] for row in rows[1:] if column < len(row)]
        return sum(cell is not None and cell.amount is None and not cell.is_empty for cell in cells)

    best = next((column for column in range(width) if names(column) * 2 > len(rows) - 1), 0)
    order = [best, *(column for column in range(width) if column != best)]
    return tuple(tuple(row[column] for column in order) if row else () for row in rows)


def _about(draft: Draft, first: int, last: int) -> str:
    blocks = draft.document.blocks
    near = {blocks[first].heading, first - 1, last + 1} - {-1, len(blocks)}
    return " ".join(draft.text[blocks[at].span.start : blocks[at].span.end][:400] for at in sorted(near)).lower()


def _list(draft: Draft, found: Sequence[tuple[int, Block]], claims: dict[int, list[Claim]]) -> Grid | None:
    """The grid of "Schools: £40,250", "Clubs: £31,500", "Total: £71,750"; None where an item is of another form."""
    rows: list[Row] = [(None, None)]
    for index, block in found:
        text = draft.text[block.span.start : block.span.end]
        colon = text.rfind(": ")
        if colon < 0 or len(text) > 200 or "\n" in text:
            return None
        middle = block.span.start + colon
        name = Cell(Span(block.span.start, middle), text[:colon])
        rows.append((name, _cell(draft, index, Span(middle + 2, block.span.end), claims)))
    return Grid(tuple(rows), _about(draft, found[0][0], found[-1][0]), is_list=True)


def _cell(draft: Draft, index: int, span: Span, claims: dict[int, list[Claim]]) -> Cell:
    text = draft.text[span.start : span.end]
    inside = [claim for claim in claims.get(index, []) if span.start <= claim.mention.start]
    claim = inside[0] if inside else None
    amount = _amount(draft, span, text, inside)
    return Cell(span, text, claim if amount is not None and inside else None, amount)


def _amount(draft: Draft, span: Span, text: str, claims: Sequence[Claim]) -> Quantity | None:
    """What a cell amounts to; None for text, a range, a hedged figure, or several."""
    bare = _MARKS.sub("", text)
    if _GROUPED.fullmatch(text.strip(_TRIMMED)) or (_PLAIN.fullmatch(bare) and len(claims) <= 1):
        value = Fraction(int(bare))
        scaled = quantity_of(claims[0]) if len(claims) == 1 and claims[0].mention.quantity is not None else None
        if scaled is None or scaled.unit is None or scaled.unit.dimension == "calendar":
            return Quantity(value, Interval.point(value), Fraction(1))
        return scaled
    if not claims or claims[0].mention.quantity is None or len(claims) > 2:
        return None
    mention, quantity = claims[0].mention, quantity_of(claims[0])
    noun = mention.noun_span.end if mention.noun_span is not None else 0
    end = max(mention.end, noun)
    rest = _MARKS.sub("", draft.text[span.start : mention.start]) + _MARKS.sub("", draft.text[end : span.end])
    if len(claims) == 2:
        rest = "" if _is_share_behind(draft, claims[0], claims[1], span) else rest
    if rest or quantity.modifier is not Modifier.EXACT or quantity.value is None:
        return None
    return quantity


def _is_share_behind(draft: Draft, one: Claim, other: Claim, span: Span) -> bool:
    """Whether the cell reads "120 (45%)"."""
    between, after = draft.between(one, other), draft.text[other.mention.end : span.end]
    share = other.mention.quantity is not None and other.mention.quantity.unit is not None
    opened = one.mention.start == span.start and between.strip() == "(" and after.strip() == ")"
    return share and opened and quantity_of(other).unit != quantity_of(one).unit


def is_total(label: str) -> bool:
    """Whether a label says that its line is the sum of others: "Total", "Total income", "Grand total", "Subtotal"."""
    return is_plain_total(label) or label.startswith(("total ", "subtotal ", "sub-total ")) or label.endswith(" total")


def is_plain_total(label: str) -> bool:
    """Whether a label says nothing but that."""
    return label in word_set("totals", "total_labels") or label in word_set("totals", "subtotal_labels")


def is_aside(label: str) -> bool:
    """Whether a line is no part of a sum: a rank, an average, a price, "of which"."""
    words = label.split()
    if label in word_set("totals", "identity_headers"):
        return True
    opening = {words[0], " ".join(words[:2])} if words else set()
    return (
        bool(opening & word_set("totals", "of_which"))
        or word_pattern("not_additive", "totals").search(label) is not None
    )
