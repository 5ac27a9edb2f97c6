"""The tables of an HTML page: every <table> with rows of figures, named by its number in the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from factcheck.frozen import record
from factcheck.reference.formats.encodings import decoded
from factcheck.reference.formats.files import TableFile
from factcheck.reference.formats.grids import Grid, holds_figures, squared, table_of
from factcheck.reference.headers import unit_phrase
from factcheck.reference.limits import PAGE_BYTES, SHEET_CELLS, SHEETS, check_cells_of_table
from factcheck.reference.reading import Doubt, RawTable, TableRefusedError

if TYPE_CHECKING:
    from factcheck.reference.packages import TableDescription

_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SILENT = frozenset({"script", "style", "template", "noscript", "select", "button"})
_VOID = frozenset(
    {"br", "img", "hr", "input", "col", "wbr", "meta", "link", "area", "base", "embed", "source", "track"}
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PARTING = frozenset({"br", "p", "div", "li", "ul", "ol", "dd", "dt", "hr"})
_MARK = re.compile(r"[(\[]?(?:note\s?)?(?:\d{1,3}|[a-z]|[*†‡§]{1,3})[)\]]?(?:[,\s]+(?:\d{1,3}|[a-z]))*", re.IGNORECASE)
_POWERS = {"2": "²", "3": "³"}
_MOST_COLUMNS = 1000  # that a cell may span, as browsers have it
_DEEPEST = 100  # tables within tables


@dataclass
class _Cell:
    line: int
    right: int
    down: int
    texts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.texts).split())


@dataclass
class _Table:
    line: int
    heading: str
    rows: list[tuple[int, list[_Cell]]] = field(default_factory=list)
    caption: list[str] = field(default_factory=list)
    holds_tables: bool = False
    cell: _Cell | None = None
    in_caption: bool = False


class _Page(HTMLParser):
    """Collects tables while the page goes by."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self.open: list[_Table] = []
        self.heading = ""
        self._hidden = 0  # how many open tags lie within one that is not shown
        self._in_heading = False
        self._raised: list[str] | None = None  # the text of an open <sup>

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag opens: a table, a row, a cell, or something that is not shown."""
        given = {name: value or "" for name, value in attrs}
        if self._hidden:
            self._hidden += tag not in _VOID
        elif tag not in _VOID and _is_hidden(tag, given):
            self._hidden = 1
        elif tag == "table":
            self._begin_table()
        elif tag in _HEADINGS and not self.open:
            self._in_heading, self.heading = True, ""
        elif self.open:
            self._inside(tag, given)

    def _begin_table(self) -> None:
        if len(self.open) >= _DEEPEST:
            raise TableRefusedError(f"holds tables within tables, {_DEEPEST} deep; save the table alone")
        if self.open:
            self.open[-1].holds_tables = True
        table = _Table(self.getpos()[0], " ".join(self.heading.split()))
        self.open.append(table)
        self.tables.append(table)

    def _inside(self, tag: str, given: dict[str, str]) -> None:
        table = self.open[-1]
        if tag == "tr":
            table.cell = None
            table.rows.append((self.getpos()[0], []))
        elif tag in ("td", "th"):
            if not table.rows:
                table.rows.append((self.getpos()[0], []))
            right = _span(given.get("colspan", ""), _MOST_COLUMNS)
            down = _span(given.get("rowspan", ""), 65_534)
            table.cell = _Cell(self.getpos()[0], right, down)
            table.rows[-1][1].append(table.cell)
        elif tag == "caption":
            table.in_caption = True
        elif tag == "sup":
            self._raised = []
        elif tag in _PARTING:
            self.handle_data(" ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  # the base's
        """A tag that closes itself holds nothing."""
        if tag in _PARTING:
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        """A tag closes."""
        if self._hidden:
            self._hidden -= tag not in _VOID
        elif tag in _HEADINGS:
            self._in_heading = False
        elif tag == "table" and self.open:
            self.open.pop()
        elif tag == "sup" and self._raised is not None:
            raised, self._raised = "".join(self._raised).strip(), None
            self.handle_data(self._superscript(raised))
        elif self.open and tag in ("td", "th", "tr"):
            self.open[-1].cell = None
        elif self.open and tag == "caption":
            self.open[-1].in_caption = False

    def _superscript(self, raised: str) -> str:
        """A raised text as it is read: a power behind a unit, nothing behind a name, else a mark in brackets."""
        cell = self.open[-1].cell if self.open else None
        before = "".join(cell.texts[-2:]).rstrip() if cell else ""
        if raised in _POWERS and before[-1:].isalpha() and _is_unit(f"{before.split()[-1]}{_POWERS[raised]}"):
            return _POWERS[raised]
        if _MARK.fullmatch(raised) and (before[-1:].isalpha() or before.endswith((")", "."))):
            return ""
        return raised if not raised or raised.startswith(("[", "(")) or not raised.isalnum() else f"[{raised}]"

    def handle_data(self, data: str) -> None:
        """Text belongs to the innermost cell, caption or heading."""
        if self._hidden:
            return
        if self._raised is not None:
            self._raised.append(data)
        elif self._in_heading and not self.open:
            self.heading += data
        elif self.open:
            table = self.open[-1]
            if table.in_caption:
                table.caption.append(data)
            elif table.cell is not None:
                table.cell.texts.append(data)


def _is_unit(text: str) -> bool:
    return unit_phrase(text.lstrip("([")) is not None


def _is_hidden(tag: str, given: dict[str, str]) -> bool:
    return tag in _SILENT or "hidden" in given or _INVISIBLE.search(given.get("style", "")) is not None


def _span(text: str, most: int) -> int:
    text = text.strip()
    return min(most, max(1, int(text))) if text.isascii() and text.isdigit() and len(text) < 9 else 1


@record
class _Found:
    titles: tuple[str, ...]
    grid: Grid


class HtmlFile:
    """The tables of a page that hold figures."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.doubts: tuple[Doubt, ...] = ()
        declared = _CHARSET.search(data[:4000])
        text, _, notes = decoded(data, declared[1].decode("ascii") if declared else "")
        self._notes = tuple(Doubt(one, 1, 1) for one in notes)
        self._tables = {f"table {number}": found for number, found in _with_figures(_parsed(text))}
        self.parts = tuple(self._tables)
        if not self.parts:
            raise TableRefusedError("holds no table with rows of figures; save the page that shows the table", 1, 1)

    def read(self, part: str, said: TableDescription | None) -> RawTable:  # noqa: ARG002  # nothing to be said of it
        """One of the tables; the first where none is named."""
        name = part or self.parts[0]
        found = self._tables.get(name)
        if found is None:
            raise TableRefusedError(f'has no "{part}" with figures; it has {", ".join(self.parts)}')
        form = f"HTML, {name} of the page"
        return table_of(found.grid, self._data, part=name, titles=found.titles, form=form, doubts=self._notes)


def opened(file: TableFile) -> HtmlFile:
    """The tables of an HTML page."""
    return HtmlFile(file.data(PAGE_BYTES))


def _parsed(text: str) -> list[_Table]:
    page = _Page()
    page.feed(text)
    page.close()
    return page.tables


def _with_figures(tables: list[_Table]) -> Iterator[tuple[int, _Found]]:
    """The tables that hold figures, each with its number in the page; one that only arranges others is none."""
    if len(tables) > SHEETS:
        raise TableRefusedError(f"holds {len(tables):,} tables; at most {SHEETS} are read. Save the table alone")
    for number, table in enumerate(tables, 1):
        if table.holds_tables:
            continue
        grid = squared(_spread(table))
        if holds_figures(grid):
            caption = " ".join("".join(table.caption).split())
            yield number, _Found(tuple(text for text in (caption, table.heading) if text), grid)


def _spread(table: _Table) -> Iterator[tuple[int, list[str]]]:
    """The rows with every cell in all columns and rows that it spans; a cell over a whole row stays one."""
    waiting: dict[int, tuple[int, str]] = {}  # column: how many more rows, and the text
    cells = 0
    for line, row in table.rows:
        texts: list[str] = []
        for cell in row:
            _take_waiting(texts, waiting)
            start = len(texts)
            spanned = [""] * (cell.right - 1) if len(row) == 1 else [cell.text] * (cell.right - 1)
            texts += [cell.text, *spanned]
            if cell.down > 1:
                waiting |= {at: (cell.down - 1, texts[at]) for at in range(start, len(texts))}
        _take_waiting(texts, waiting, to_the_end=True)
        cells += len(texts)
        check_cells_of_table(1, cells, SHEET_CELLS)
        yield line, texts


def _take_waiting(texts: list[str], waiting: dict[int, tuple[int, str]], to_the_end: bool = False) -> None:
    """Write the cells that reach down from rows above."""
    while len(texts) in waiting or (to_the_end and waiting and max(waiting) >= len(texts)):
        at = len(texts)
        left, text = waiting.pop(at, (0, ""))
        if left > 1:
            waiting[at] = (left - 1, text)
            texts.append(text)
        else:
            texts.append(text)
