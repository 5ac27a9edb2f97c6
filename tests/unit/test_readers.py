"""Readers: what is text, where it stands, and what is said of files that cannot be read."""

from __future__ import annotations

import os
import stat
import tomllib
from pathlib import Path
from typing import Any

import pytest

from factcheck.document import BlockKind, Document
from factcheck.readers import ReadError, find_drafts, read_path, read_text
from factcheck.readers.registry import MAX_BYTES

CASES = Path(__file__).parent.parent / "cases" / "readers"
ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def load(name: str, key: str) -> list[Any]:
    cases = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    return [pytest.param(case, id=case[key][:40]) for case in cases]


def seen(document: Document) -> list[str]:
    found = []
    for block in document.blocks:
        place = document.place(block.span.start)
        text = document.text[block.span.start : block.span.end]
        found.append(f"{block.kind.value}: {text} @{place.line}:{place.column}")
    return found


@pytest.mark.parametrize("case", load("markdown", "name"))
def test_markdown(case: dict[str, Any]) -> None:
    document = read_text(case["source"])
    assert seen(document) == case["blocks"]
    assert document.title == case.get("title", "")
    assert document.date == case.get("date")


@pytest.mark.parametrize("case", load("markdown", "name"))
def test_every_figure_is_found_where_it_stands(case: dict[str, Any]) -> None:
    document = read_text(case["source"])
    for offset, char in enumerate(document.text):
        if char.isdigit():
            place = document.place(offset)
            assert document.source_line(place.line)[place.column - 1] == char
            assert document.source[document.source_map.source_offset(offset)] == char


@pytest.mark.parametrize("case", load("datelines", "text"))
@pytest.mark.parametrize("form", ["text", "markdown"])
def test_dateline(case: dict[str, Any], form: str) -> None:
    document = read_text(f"A heading\n\n{case['text']}\n\nMore.", format=form)
    assert document.date == case.get("date")
    assert document.date_origin == ("dateline" if "date" in case else "")


def test_front_matter_outranks_the_dateline() -> None:
    document = read_text("---\nas_of: 2024-05-06\n---\n\nOBAN, 1 May 2023. Text.")
    assert document.date is not None
    assert (document.date.isoformat(), document.date_origin) == ("2024-05-06", "front matter")


def test_table_cells_know_their_headers() -> None:
    document = read_text("## Ports\n\n| port | ships |\n|---|---|\n| Oban | 41 |\n\nafter\n\n| x |\n|---|\n| 5 |")
    cell = next(block for block in document.blocks if document.text[block.span.start : block.span.end] == "41")
    assert (cell.table, cell.row, cell.column, cell.row_header, cell.column_header) == (0, 1, 1, "Oban", "ships")
    assert cell.heading == 0
    assert document.blocks[-1].table == 1


def test_cells_of_html_tables_know_their_headers() -> None:
    html = "<table><tr><th>Town</th><th>Ships</th></tr><tr><td>Arn</td><td><b>12</b></td></tr></table>"
    blocks = read_text(f"{html}\n\n| A |\n|---|\n| b |\n").blocks
    cells = [block for block in blocks if block.kind is BlockKind.TABLE_CELL]
    places = [(cell.table, cell.row, cell.column) for cell in cells]
    assert places == [(0, 0, 0), (0, 0, 1), (0, 1, 0), (0, 1, 1), (1, 0, 0), (1, 1, 0)]
    assert (cells[3].row_header, cells[3].column_header) == ("Arn", "Ships")


def test_lists_are_told_apart() -> None:
    document = read_text("- a\n- b\n  - c\n\ntext\n\n* d")
    items = [block for block in document.blocks if block.kind is BlockKind.LIST_ITEM]
    assert [(item.level, item.list_id) for item in items] == [(1, 0), (1, 0), (2, 1), (1, 2)]


def test_plain_text_is_its_own_source() -> None:
    source = "Big news\r\n\r\nOne 1.\r\nTwo **2**.\r\n\r\n \r\n- three 3\r\n  more\r\n- four 4"
    document = read_text(source, format="text")
    assert document.text == source
    assert document.title == "Big news"
    assert seen(document) == [
        "heading: Big news @1:1",
        "paragraph: One 1.\r\nTwo **2**. @3:1",
        "list_item: three 3\r\n  more @7:3",
        "list_item: four 4 @9:3",
    ]
    assert document.blocks[1].heading == 0


@pytest.mark.parametrize("first", ["Only line", "It ended.", "x" * 200, "Two\nlines"])
def test_no_heading_in_plain_text(first: str) -> None:
    rest = "" if first == "Only line" else "\n\nMore text."
    document = read_text(first + rest, format="text")
    assert document.blocks[0].kind is BlockKind.PARAGRAPH
    assert document.title == ""


@pytest.mark.parametrize("form", ["text", "markdown"])
@pytest.mark.parametrize("text", ["", "\ufeff", " \n\n", "\n"])
def test_an_empty_draft_is_no_error(text: str, form: str) -> None:
    document = read_text(text, format=form)
    assert document.blocks == ()
    assert document.title == ""


def test_a_wrong_format_is_a_wrong_call() -> None:
    with pytest.raises(ValueError, match="markdown"):
        read_text("x", format="word")


@pytest.mark.parametrize(
    "source",
    [
        "> " * 3000 + "5",
        "\n".join("  " * depth + "- 5" for depth in range(400)),
        "[" * 5000,
        "*" * 5000 + "5",
        "<" * 5000,
    ],
)
def test_deep_nesting_does_not_crash(source: str) -> None:
    document = read_text(source)
    assert document.format == "markdown"


def test_too_deep_nesting_is_said_aloud() -> None:
    assert "too deeply" in read_text("\n".join("  " * depth + "- 5" for depth in range(400))).note


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    draft = tmp_path / "draft.txt"
    text = "Der Weg ist 5 km lang – für 12 €.\nZweite Zeile.\n"
    if encoding == "utf-32":
        draft.write_bytes(b"\xff\xfe\x00\x00" + text.encode("utf-32-le"))
    else:
        draft.write_bytes(text.encode(encoding))
    if encoding in ("utf-16-le", "utf-16-be"):
        text = "The road is 5 km long for 12.\nA second line.\n"
        draft.write_bytes(text.encode(encoding))
    assert read_path(draft).text == text


def test_latin_1_is_read_with_a_note(tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_bytes("The café took £5 – “fine” at 20 °C.".encode("cp1252"))
    document = read_path(draft)
    assert document.text == "The café took £5 – “fine” at 20 °C."
    assert "Windows-1252" in document.note


BROKEN = {
    "broken UTF-8": ("Das Öl kostet 5 €.\nÜber ".encode() + b"\xff\xfe 7", 2, 6),
    "a cut character": ("für über fünf €".encode()[:-1], 1, 15),
    "a stray byte": (b"fine\nabc \xff def", 2, 5),
    "half a pair": (b"\xff\xfea\x00\x00\xd8b\x00", 1, 2),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_text_names_its_place(tmp_path: Path, name: str) -> None:
    data, line, column = BROKEN[name]
    draft = tmp_path / "draft.txt"
    draft.write_bytes(data)
    with pytest.raises(ReadError) as caught:
        read_path(draft)
    error = caught.value
    assert (error.path, error.line, error.column) == (draft, line, column)
    assert "save it as UTF-8" in error.fix
    assert str(error).startswith(f"{draft}:{line}:{column}: broken")


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.txt", b"\x00\x01\x02\x03 abc \x00", "binary"),
        ("a.md", bytes(range(256)) * 4, "binary"),
        ("a.txt", b"%PDF-1.7\n1 0 obj", "PDF"),
        ("a.md", b"PK\x03\x04abc", "zip"),
        ("a.docx", b"text", ".docx"),
        ("a.csv", b"1,2", ".csv"),
    ],
)
def test_what_is_no_draft(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    draft = tmp_path / name
    draft.write_bytes(data)
    with pytest.raises(ReadError, match=says):
        read_path(draft)


def test_an_unknown_suffix_names_what_is_read(tmp_path: Path) -> None:
    draft = tmp_path / "a.docx"
    draft.write_bytes(b"x")
    with pytest.raises(ReadError) as caught:
        read_path(draft)
    assert ".md" in caught.value.fix
    assert ".txt" in caught.value.fix


def test_suffixes(tmp_path: Path) -> None:
    for name, form in (("a.md", "markdown"), ("B.MD", "markdown"), ("c.markdown", "markdown"), ("d.txt", "text")):
        (tmp_path / name).write_text("x")
        assert read_path(tmp_path / name).format == form
    (tmp_path / "NOTES").write_text("x")
    assert read_path(tmp_path / "NOTES").format == "text"
    assert read_path(tmp_path / "a.md", name="draft").name == "draft"


def test_missing_things(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file"):
        read_path(tmp_path / "none.md")
    with pytest.raises(ReadError, match="folder"):
        read_path(tmp_path)
    with pytest.raises(ReadError, match="no such file"):
        find_drafts(tmp_path / "none")
    with pytest.raises(ReadError, match="cannot be read"):
        read_path(tmp_path / "a\0b.md")


@pytest.mark.skipif(ROOT or os.name == "nt", reason="permissions do not bind here")
def test_a_locked_file(tmp_path: Path) -> None:
    draft = tmp_path / "a.md"
    draft.write_text("x")
    draft.chmod(0)
    with pytest.raises(ReadError, match="may not be read"):
        read_path(draft)
    draft.chmod(stat.S_IRUSR | stat.S_IWUSR)


def test_a_file_too_large(tmp_path: Path) -> None:
    draft = tmp_path / "a.md"
    with draft.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(ReadError, match="larger than 50 MB"):
        read_path(draft)


def test_drafts_of_a_folder(tmp_path: Path) -> None:
    for name in (
        "b.md",
        "a.txt",
        "sub/c.markdown",
        ".hidden.md",
        ".git/d.md",
        "reference_data/e.md",
        "x.csv",
        "LICENSE",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [path.relative_to(tmp_path).as_posix() for path in find_drafts(tmp_path)] == [
        "a.txt",
        "b.md",
        "sub/c.markdown",
    ]
    assert find_drafts(tmp_path / "b.md") == [tmp_path / "b.md"]


def test_a_folder_without_drafts(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("1")
    with pytest.raises(ReadError, match="no draft") as caught:
        find_drafts(tmp_path)
    assert ".markdown" in caught.value.fix


@pytest.mark.parametrize(
    "unit", ["It has **5** [cats](x) & `6` dogs.\n\n", "| 1 | 2 |\n|---|---|\n| 3 | 4 |\n\n", "- a 5\n", "x &amp; "]
)
def test_pieces_grow_with_the_text(unit: str) -> None:
    small, large = (read_text(unit * times) for times in (50, 100))
    assert len(large.source_map.starts) <= 2 * len(small.source_map.starts) + 2
    assert large.text.startswith(small.text.rstrip())
