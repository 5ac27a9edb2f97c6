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
from factcheck.reference.formats.open_tags import HEADINGS, VOID, OpenTags
from factcheck.reference.headers import unit_phrase
from factcheck.reference.limits import PAGE_BYTES, SHEET_CELLS, SHEETS, check_cells_of_table
from factcheck.reference.reading import Doubt, RawTable, TableRefusedError

if TYPE_CHECKING:
    from factcheck.reference.packages import TableDescription

_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ICON = re.compile(r"(?:^|\s)(?:icon|material-(?:icons|symbols)[\w-]*)(?:\s|$)", re.IGNORECASE)
_SILENT = frozenset({"script", "style", "template", "noscript", "select", "svg"})
_OF_TABLES = frozenset({"table", "tbody", "thead", "tfoot", "tr", "td", "th", "caption"})
_PARTING = frozenset({"br", "p", "div", "li", "ul", "ol", "dd", "dt", "hr"})
_MARK = re.compile(r"[(\[]?(?:note\s?)?(?:\d{1,3}|[a-z]|[*†‡§]{1,3})[)\]]?(?:[,\s]+(?:\d{1,3}|[a-z]))*", re.IGNORECASE)
_POWERS = {"2": "²", "3": "³"}
_MOST_COLUMNS = 1000  # that a cell may span, as browsers have it
_LONGEST_HEADING = 2000
_DEEPEST = 100  # tables within tables


@dataclass
class _Cell:
    line: int
    right: int
    down: int
    is_header: bool
    texts: list[str] = field(default_factory=list)
    asides: list[str] = field(default_factory=list)  # of buttons and the like, which count where nothing else does

    @property
    def text(self) -> str:
        return " ".join("".join(self.texts).split()) or " ".join("".join(self.asides).split())


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
        self._tags = OpenTags(self._closed)
        self._in_heading = False
        self._raised: list[str] | None = None  # the text of an open <sup>
        self._aside: tuple[int, list[str]] | None = None  # the place and text of an open button or decoration

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag opens: a table, a row, a cell, or something that is not shown."""
        given = {name: value or "" for name, value in attrs}
        self._tags.make_room(tag)
        is_aside = self._is_aside(tag, given)
        place = self._tags.begin(tag, _is_hidden(tag, given) or (is_aside and self._aside is not None))
        if self._tags.hidden:
            return
        if is_aside and self._raised is None:
            self._aside = (place, [])
        elif tag == "table":
            self._begin_table()
        elif tag in HEADINGS and not self.open:
            self._in_heading, self.heading = True, ""
        elif self.open:
            self._inside(tag, given)

    def _is_aside(self, tag: str, given: dict[str, str]) -> bool:
        """Whether an element of a cell is a button, or one that a page reader passes over."""
        in_cell = bool(self.open) and self.open[-1].cell is not None and tag not in VOID and tag not in _OF_TABLES
        return in_cell and (tag == "button" or given.get("aria-hidden", "").lower() == "true")

    def _begin_table(self) -> None:
        if len(self.open) >= _DEEPEST:
            raise TableRefusedError(f"holds tables within tables, {_DEEPEST} deep; save the table alone")
        if self.open:
            self.open[-1].holds_tables = True
        if len(self.tables) >= SHEETS:
            raise TableRefusedError(f"holds more than {SHEETS} tables; at most {SHEETS} are read. Save the table alone")
        table = _Table(self.getpos()[0], " ".join(self.heading.split()))
        self.open.append(table)
        self.tables.append(table)

    def _inside(self, tag: str, given: dict[str, str]) -> None:
        table = self.open[-1]
        if tag == "tr":
            table.rows.append((self.getpos()[0], []))
        elif tag in ("td", "th"):
            if not table.rows:
                table.rows.append((self.getpos()[0], []))
            right = _span(given.get("colspan", ""), _MOST_COLUMNS)
            down = _span(given.get("rowspan", ""), 65_534)
            table.cell = _Cell(self.getpos()[0], right, down, tag == "th")
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
        self._tags.end(tag)

    def _closed(self, tag: str, place: int) -> None:
        """An element that was shown ends."""
        if self._aside is not None and place == self._aside[0]:
            self._end_aside(tag)
        elif tag in HEADINGS:
            self._in_heading = False
        elif tag == "sup" and self._raised is not None:
            raised, self._raised = "".join(self._raised).strip(), None
            self.handle_data(self._superscript(raised))
        elif self.open and tag == "table":
            self.open.pop()
        elif self.open and tag in ("td", "th"):
            self.open[-1].cell = None
        elif self.open and tag == "caption":
            self.open[-1].in_caption = False

    def _end_aside(self, tag: str) -> None:
        """What a button of a header says is the header; of another cell only where it says nothing else."""
        text = "".join(self._aside[1]) if self._aside is not None else ""
        self._aside = None
        cell = self.open[-1].cell if self.open else None
        if cell is not None and any(map(str.isalnum, text)):  # anything else is an icon
            (cell.texts if tag == "button" and cell.is_header else cell.asides).append(text)

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
        if self._tags.hidden:
            return
        if self._raised is not None:
            self._raised.append(data)
        elif self._aside is not None:
            self._aside[1].append(data)
        elif self._in_heading and not self.open:
            if len(self.heading) < _LONGEST_HEADING:  # each table looks at it
                self.heading += data[:_LONGEST_HEADING]
        elif self.open:
            table = self.open[-1]
            if table.in_caption:
                table.caption.append(data)
            elif table.cell is not None:
                table.cell.texts.append(data)


def _is_unit(text: str) -> bool:
    return unit_phrase(text.lstrip("([")) is not None


def _is_hidden(tag: str, given: dict[str, str]) -> bool:
    if tag in ("i", "span") and _ICON.search(given.get("class", "")) is not None:
        return True
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
    if not page.rawdata.startswith("<"):  # a tag or comment that never ends is no text, and each "<" of it a search
        page.close()
    return page.tables


def _with_figures(tables: list[_Table]) -> Iterator[tuple[int, _Found]]:
    """The tables that hold figures, each with its number in the page; one that only arranges others is none."""
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
            text = cell.text
            texts += [text, *([""] if len(row) == 1 else [text]) * (cell.right - 1)]
            check_cells_of_table(1, cells + len(texts), SHEET_CELLS)
            if cell.down > 1:
                waiting |= {at: (cell.down - 1, texts[at]) for at in range(start, len(texts))}
        _take_waiting(texts, waiting, to_the_end=True)
        cells += len(texts)
        check_cells_of_table(1, cells, SHEET_CELLS)
        yield line, texts


def _take_waiting(texts: list[str], waiting: dict[int, tuple[int, str]], to_the_end: bool = False) -> None:
    """Write the cells that reach down from rows above."""
    greatest = max(waiting, default=-1) if to_the_end else -1
    while len(texts) in waiting or greatest >= len(texts):
        at = len(texts)
        left, text = waiting.pop(at, (0, ""))
        if left > 1:
            waiting[at] = (left - 1, text)
        texts.append(text)
