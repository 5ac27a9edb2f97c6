"""Documents: where a piece of the text stands in its source."""

from __future__ import annotations

import pickle

import pytest

from factcheck.document import BlockKind, Document, Piece, SourceMap, line_starts
from factcheck.model import Place, Span
from factcheck.readers import read_text


def test_pieces_map_character_for_character() -> None:
    mapped = SourceMap.of([Piece(0, 2, 3), Piece(3, 7, 4)])
    assert [mapped.source_offset(offset) for offset in range(7)] == [2, 3, 4, 7, 8, 9, 10]


def test_what_lies_between_pieces_maps_to_the_end_of_the_one_before() -> None:
    mapped = SourceMap.of([Piece(0, 2, 3), Piece(5, 20, 1)])
    assert mapped.source_offset(4) == 5
    assert mapped.source_offset(99) == 21


def test_an_empty_map_maps_to_the_start() -> None:
    assert SourceMap.of([]).source_offset(3) == 0


@pytest.mark.parametrize(
    ("source", "starts"),
    [("", [0]), ("a", [0]), ("a\n", [0, 2]), ("a\r\nb\rc\nd", [0, 3, 5, 7]), ("a\u2028b\x0cc", [0])],
)
def test_lines(source: str, starts: list[int]) -> None:
    assert line_starts(source) == starts


def test_places_and_lines() -> None:
    document = read_text("One 1.\r\n\r\nTwo 22 \U0001f600 3.\r\n", format="text")
    offset = document.text.index("3.")
    assert document.place(offset) == Place(3, 10)
    assert document.source_line(3) == "Two 22 \U0001f600 3."
    assert document.source_line(0) == document.source_line(9) == ""


def test_block_at() -> None:
    document = read_text("First.\n\nSecond.", format="text")
    assert [document.block_at(offset) for offset in (0, 5, 7, 8, 14)] == [0, 0, 0, 1, 1]
    assert read_text("", format="text").block_at(0) == -1


def test_code_is_known() -> None:
    document = read_text("Use `-j 4` on 8 cores.\n\n```\nrun 16\n```\n")
    places = {figure: document.text.index(figure) for figure in ("4", "8", "16")}
    inside = {figure: document.in_code(Span(at, at + 1)) for figure, at in places.items()}
    assert inside == {"4": True, "8": False, "16": True}
    assert document.blocks[-1].kind is BlockKind.CODE


def test_documents_can_be_sent_to_other_processes() -> None:
    document = read_text("# A\n\n- 5 cats")
    document.place(3)
    again = pickle.loads(pickle.dumps(document))  # noqa: S301 - our own bytes
    assert again == document
    assert again.place(4) == document.place(4)


def test_a_bare_document() -> None:
    document = Document("x", "", ())
    assert document.place(0) == Place(1, 1)
