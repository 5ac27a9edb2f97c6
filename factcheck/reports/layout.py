"""Lines for a terminal: pieces of text with a style each, measured in the cells they fill."""

from __future__ import annotations

import unicodedata
from functools import cache

from factcheck.frozen import record


@record
class Piece:
    """Some text and how it looks: "bold", "red", "dim", ..., or "" for plain."""

    text: str
    style: str = ""


Line = tuple[Piece, ...]

_LONG = 2000  # characters past which a line fits no terminal and is not measured first


def line(*parts: str | Piece) -> Line:
    """A line of pieces; bare strings are plain."""
    return tuple(Piece(part) if isinstance(part, str) else part for part in parts)


def plain(pieces: Line) -> str:
    """A line without its styles."""
    return "".join(piece.text for piece in pieces)


def visible(text: str) -> str:
    r"""Text that cannot move a terminal's cursor or turn its reading order: such characters become "�".

    >>> visible("a\x1b[31mb\tc")
    'a�[31mb c'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_shown, text))


def cells(text: str) -> int:
    """How many terminal cells a visible text fills: wide characters two, combining marks none.

    >>> cells("東京 é")
    6
    """
    return len(text) if text.isascii() else sum(map(_cell, text))


def excerpt(source: str, start: int, end: int, width: int) -> tuple[str, str]:
    """The part of a source line around [start, end) that fits the width, and the carets that go under it.

    >>> excerpt("They sent 41 trucks", 10, 12, 40)
    ('They sent 41 trucks', '          ^^')
    """
    end = max(start + 1, min(end, len(source)))
    left, right = _window(source, start, end, width)
    head, tail = "…" if left else "", "…" if right < len(source) else ""
    before, marked = visible(source[left:start]), visible(source[start:end])
    if not left:
        before = before.lstrip()
    shown = head + before + marked + visible(source[end:right]).rstrip() + tail
    return shown, " " * cells(head + before) + "^" * max(1, cells(marked))


def folded(text: str, width: int, indent: str) -> list[str]:
    """The text in lines of at most `width` cells, broken at spaces; all but the first are indented.

    >>> folded("  one two three", 9, "    ")
    ['  one two', '    three']
    """
    words = text.lstrip(" ")
    lines, current = [], " " * (len(text) - len(words))
    for word in words.split(" "):
        if current.strip() and cells(current) + 1 + cells(word) > width:
            lines.append(current)
            current = indent + word
        else:
            current = f"{current} {word}" if current.strip() else current + word
    return [*lines, current]


def rows_of(text: str, width: int | None, indent: str) -> list[str]:
    """A text that a terminal may show, in lines of at most `width` cells; one line where there is no width."""
    text = visible(text)
    return folded(text, width, indent) if width else [text]


def _window(source: str, start: int, end: int, width: int) -> tuple[int, int]:
    """Where to cut a line so that the marked part stays, with more of what comes before than after."""
    room = max(20, width) - 2
    if len(source) <= _LONG and cells(visible(source)) <= room + 2:
        return 0, len(source)
    spare = max(0, room - cells(visible(source[start:end])))
    left = _reach(source, start, -1, spare * 3 // 5)
    right = _reach(source, end, 1, spare - cells(visible(source[left:start])))
    return _word_start(source, left, start), right


def _reach(source: str, position: int, step: int, room: int) -> int:
    """How far one can go from a position until the cells are used up."""
    edge = 0 if step < 0 else len(source)
    while position != edge:
        room -= _cell(source[position - 1 if step < 0 else position])
        if room < 0:
            break
        position += step
    return position


def _word_start(source: str, left: int, limit: int) -> int:
    """The start of the next word, so that no word is cut in two on the left."""
    if left == 0:
        return 0
    space = source.find(" ", left, limit)
    return left if space < 0 else space + 1


@cache
def _shown(character: str) -> str:
    if character in "\t\n\r\u2028\u2029\x0b\x0c\x85":
        return " "
    category = unicodedata.category(character)
    # Cf holds the bidirectional controls; joiners inside words and emoji are harmless and keep words whole.
    return (
        "�" if category in {"Cc", "Cs"} or (category == "Cf" and character not in "\u200c\u200d\u00ad") else character
    )


@cache
def _cell(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
