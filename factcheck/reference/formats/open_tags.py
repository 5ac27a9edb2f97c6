"""The elements of a page that are open: HTML lets end tags be left out, and what follows closes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

VOID = frozenset(
    {"br", "img", "hr", "input", "col", "wbr", "meta", "link", "area", "base", "embed", "source", "track", "param"}
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TABLES = ("table", "template")
_SCOPES = (*_TABLES, "td", "th", "caption", "object", "html")
_LISTS = ("ul", "ol", "menu", *_SCOPES)
_CELLS = ("td", "th", "caption", "colgroup")
_ROWS = ("tr", *_CELLS)
_GROUPS = ("tbody", "thead", "tfoot", *_ROWS)
_SECTIONS = frozenset({"address", "article", "aside", "center", "details", "dialog", "div", "figure", "footer", "form"})
_PARTS = frozenset({"blockquote", "dd", "dl", "dt", "fieldset", "figcaption", "header", "hgroup", "hr", "li", "main"})
_OTHERS = frozenset({"dir", "menu", "nav", "ol", "p", "pre", "search", "section", "summary", "table", "ul"})
_BLOCKS = HEADINGS | _SECTIONS | _PARTS | _OTHERS
_CLOSES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {  # a tag: what it closes, and within what
    "li": (("li",), _LISTS),
    "dt": (("dt", "dd"), ("dl", *_SCOPES)),
    "dd": (("dt", "dd"), ("dl", *_SCOPES)),
    "option": (("option",), ("select", "datalist", *_SCOPES)),
    "optgroup": (("option", "optgroup"), ("select", "datalist", *_SCOPES)),
    "td": (_CELLS, _TABLES),
    "th": (_CELLS, _TABLES),
    "tr": (_ROWS, _TABLES),
    **dict.fromkeys(("tbody", "thead", "tfoot", "caption", "colgroup"), (_GROUPS, _TABLES)),
    "button": (("button",), _SCOPES),
    **dict.fromkeys(HEADINGS, (tuple(HEADINGS), _SCOPES)),
}


class OpenTags:
    """The open elements; `closed` gets the tag and the place of each shown one that ends, the innermost first.

    >>> ended = []
    >>> tags = OpenTags(lambda tag, place: ended.append(tag))
    >>> for tag in ("ul", "li", "b", "li"):
    ...     tags.make_room(tag)
    ...     _ = tags.begin(tag, False)
    >>> tags.end("ul")
    >>> ended
    ['b', 'li', 'li', 'ul']
    """

    def __init__(self, closed: Callable[[str, int], object]) -> None:
        self._closed = closed
        self._open: list[tuple[str, bool]] = []  # a tag, and whether the page shows it
        self._places: dict[str, list[int]] = {}  # where each tag is open: no search, however deep a page is nested
        self._hidden_from = -1  # the place of the outermost element that is not shown

    @property
    def hidden(self) -> bool:
        """Whether what follows is not shown."""
        return self._hidden_from >= 0

    def make_room(self, tag: str) -> None:
        """Close what a start tag closes without a word."""
        if tag in _BLOCKS:
            self._close_last(("p",), ("button", *_SCOPES))
        if tag in _CLOSES:
            closes, within = _CLOSES[tag]
            first = min((place for one in closes if (place := self._last((one,))) > self._last(within)), default=-1)
            self._close_from(first)

    def begin(self, tag: str, hidden: bool) -> int:
        """Open an element for which room was made, and give its place; a void one is not open."""
        if tag in VOID:
            return -1
        if hidden and not self.hidden:
            self._hidden_from = len(self._open)
        self._places.setdefault(tag, []).append(len(self._open))
        self._open.append((tag, not self.hidden))
        return len(self._open) - 1

    def end(self, tag: str) -> None:
        """Close an element and all within it; an end tag of nothing that is open is passed over."""
        self._close_last(HEADINGS if tag in HEADINGS else (tag,), _within(tag))

    def _close_last(self, tags: Iterable[str], within: Iterable[str]) -> None:
        place = self._last(tags)
        if place > self._last(within):
            self._close_from(place)

    def _last(self, tags: Iterable[str]) -> int:
        return max((places[-1] for tag in tags if (places := self._places.get(tag))), default=-1)

    def _close_from(self, place: int) -> None:
        while 0 <= place < len(self._open):
            tag, shown = self._open.pop()
            self._places[tag].pop()
            if self._hidden_from == len(self._open):
                self._hidden_from = -1
            if shown:
                self._closed(tag, len(self._open))


def _within(tag: str) -> tuple[str, ...]:
    """What an end tag does not reach out of: that of a part of a table leaves no table, any other no cell."""
    if tag in _SCOPES and tag not in _GROUPS:
        return ()
    return _TABLES if tag in _GROUPS else _SCOPES
