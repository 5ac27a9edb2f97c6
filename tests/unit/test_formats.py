"""Tables in every format: what is read of small files, and what is said of broken ones (tests/cases/tables/formats)."""

from __future__ import annotations

import gzip
import json
import sqlite3
import struct
import sys
import time
import tomllib
import zipfile
from contextlib import closing
from importlib import import_module
from pathlib import Path

import openpyxl
import pytest

import factcheck
from factcheck.model import Finding, Verdict
from factcheck.reference import limits
from factcheck.reference.formats import FORMATS
from factcheck.reference.formats.twins import first_twin
from factcheck.reference.formats.workbooks import filled
from factcheck.reference.reading import TableRefusedError
from factcheck.reference.store import ReferenceStore, load_reference
from tests.unit.table_files import Case, write_case, write_excel, write_ods_content, write_parquet

ROOT = Path(__file__).parents[2]
CASES = Path(__file__).parents[1] / "cases" / "tables" / "formats"
FAMILIES = {path.stem: tomllib.loads(path.read_text("utf-8"))["cases"] for path in sorted(CASES.glob("*.toml"))}
ALL = [pytest.param(case, id=f"{family}: {case['title']}") for family, cases in FAMILIES.items() for case in cases]
READ = [
    pytest.param(case, id=f"{family}: {case['title']}")
    for family, cases in FAMILIES.items()
    for case in cases
    if "read" in case
]
KEYS = frozenset(
    {"title", "file", "text", "encoding", "hex", "sheets", "columns", "types", "sql", "members", "beside", "cut"}
    | {"read", "told", "form"}
)


def as_read(store: ReferenceStore) -> str:
    """The tables of a store as text: name, header, rows."""
    lines = []
    for table in store.tables:
        lines += [table.name, " | ".join(field.name for field in table.fields)]
        lines += [f"{line}: {' | '.join(row)}".rstrip() for line, row in zip(table.lines, table.rows, strict=True)]
    return "\n".join(lines)


def as_told(finding: Finding) -> str:
    return f"{finding.line}:{finding.column}: {finding.code} {finding.severity}: {finding.message}"


def loaded(folder: Path, case: Case) -> ReferenceStore:
    return load_reference([write_case(folder, case)])


@pytest.mark.parametrize("case", ALL)
def test_a_file_is_read_as_a_person_reads_it(case: Case, tmp_path: Path) -> None:
    assert set(case) <= KEYS
    store = loaded(tmp_path, case)
    assert as_read(store) == case.get("read", "").strip()
    assert [as_told(finding) for finding in store.problems] == case.get("told", [])
    if "form" in case:
        assert [table.form for table in store.tables] == case["form"]


@pytest.mark.parametrize("case", READ)
def test_a_file_cut_off_anywhere_is_a_finding_or_a_table(case: Case, tmp_path: Path) -> None:
    path = write_case(tmp_path, case)
    data = path.read_bytes()
    for size in range(0, len(data), max(1, len(data) // 12)):
        path.write_bytes(data[:size])
        store = load_reference([path])
        assert store.tables or store.problems


TOWNS = "town,people\nElm,1200\nOak,880\n"


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def messages(*sources: Path) -> list[str]:
    return [finding.message for finding in load_reference(sources).problems]


def test_a_folder_takes_tables_and_what_a_description_names(tmp_path: Path) -> None:
    write(tmp_path, "README.md", "| town | people |\n|---|---|\n| Elm | 1200 |\n")
    write(tmp_path, "page.html", "<table><tr><td>town<td>people<tr><td>Elm<td>3</table>")
    write(tmp_path, "settings.json", '[{"town": "Elm", "people": 1200}]')
    write(tmp_path, "towns.csv", TOWNS)
    write(tmp_path, "more/roads.json", '[{"road": "A1", "km": 3.5}]')
    write(tmp_path, "more/datapackage.json", '{"resources": [{"path": "roads.json", "title": "Roads"}]}')
    store = load_reference(tmp_path)
    assert [(one.name, one.title) for one in store.tables] == [("towns.csv", "towns"), ("more/roads.json", "Roads")]
    assert [one.message.partition(";")[0] for one in store.problems] == ['"page.html" is passed over']


def test_a_description_speaks_of_a_sheet(tmp_path: Path) -> None:
    rows = [["town", "people"], ["Elm", 3], ["Oak", 4]]
    write_excel(tmp_path / "book.xlsx", {"Now": {"rows": rows}, "Then": {"rows": rows}})
    resources = [{"path": "book.xlsx", "title": "Towns then", "dialect": {"sheetName": "Then"}}]
    resources.append({"path": "book.xlsx", "title": "Towns some day", "dialect": {"sheetName": "Later"}})
    write(tmp_path, "datapackage.json", json.dumps({"resources": resources}))
    store = load_reference(tmp_path)
    assert {table.name: table.title for table in store.tables} == {
        "book.xlsx:Now": "Now",
        "book.xlsx:Then": "Towns then",
    }
    (problem,) = store.problems
    assert problem.message == (
        'table refused: describes "Later" of "book.xlsx", which has "Now", "Then"; correct the name'
    )


@pytest.mark.parametrize(
    ("name", "extra", "package"), [("book.xlsx", "excel", "openpyxl"), ("towns.parquet", "parquet", "pyarrow")]
)
def test_a_missing_package_is_named_with_its_extra(
    name: str, extra: str, package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_excel(tmp_path / "book.xlsx", {"Towns": {"rows": [["town", "people"], ["Elm", 3]]}})
    write_parquet(tmp_path / "towns.parquet", {"town": ["Elm"], "people": [3]}, {})
    write(tmp_path, "towns.csv", TOWNS)
    for module in [one for one in sys.modules if one.partition(".")[0] == package]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, package, None)
    store = load_reference([tmp_path / name, tmp_path / "towns.csv"])
    assert [table.name for table in store.tables] == ["towns.csv"]
    (problem,) = store.problems
    assert f'files need {package}: pip install "factcheck-figures[{extra}]"' in problem.message


def test_every_extra_that_a_format_names_is_one_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    for form in FORMATS:
        if form.extra:
            assert any(one.startswith(form.needs) for one in extras[form.extra])
            assert form.extra in extras["tables"][0]


def lying_zip(path: Path, name: str, size: int) -> None:
    """A zip file that says of its only file that it unpacks to `size` bytes."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, "x" * 77_777)
    path.write_bytes(path.read_bytes().replace(struct.pack("<I", 77_777), struct.pack("<I", size)))


def test_what_unpacks_to_too_much_is_refused_and_not_unpacked(tmp_path: Path) -> None:
    (tmp_path / "bomb.csv.gz").write_bytes(gzip.compress(b"0" * 3_000_000) * 200)
    lying_zip(tmp_path / "bomb.zip", "towns.csv", limits.TEXT_BYTES + 1)
    lying_zip(tmp_path / "bomb.xlsx", "xl/worksheets/sheet1.xml", limits.WORKBOOK_BYTES + 1)
    assert messages(tmp_path / "bomb.csv.gz") == [
        "table refused: unpacks to more than 500 MB, which is not read. Split it, or save the table as Parquet"
    ]
    assert "unpacks to 500 MB; at most 500 MB are read" in messages(tmp_path / "bomb.zip")[0]
    assert "unpacks to 100 MB; at most 100 MB are read" in messages(tmp_path / "bomb.xlsx")[0]


def test_tables_that_unpack_to_too_much_together_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factcheck.reference.formats.archives.ARCHIVE_BYTES", 3 * limits.MEGABYTE)
    for size, refused in ((1_400_000, []), (1_600_000, ["unpack to 3 MB; at most 3 MB are read"])):
        members = {"a.csv": TOWNS + "\n" * size, "b.csv": TOWNS + "\n" * size, "map.png": "0" * 9_000_000}
        path = write_case(tmp_path, {"file": "county.zip", "members": members})
        assert [text in one for text, one in zip(refused, messages(path), strict=True)] == [True] * len(refused)
        description = json.dumps({"resources": [{"path": "a.csv"}]})
        path = write_case(tmp_path, {"file": "one.zip", "members": members | {"datapackage.json": description}})
        assert messages(path) == []


@pytest.mark.parametrize("name", ["book.xlsx", "book.ods"])
def test_a_workbook_of_too_many_sheets_is_refused(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = "excel" if name == "book.xlsx" else "opendocument"
    monkeypatch.setattr(f"factcheck.reference.formats.{module}.SHEETS", 2)
    sheets = dict.fromkeys(("2022", "2023", "2024"), BOOK["Towns"])
    (message,) = messages(write_case(tmp_path, {"file": name, "sheets": sheets}))
    assert "has 3 sheets; at most 2 are read. Split it" in message


def test_a_sheet_with_cells_far_apart_is_no_wait(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    near, far, scattered = book.worksheets[0], book.create_sheet("Far"), book.create_sheet("Scattered")
    for row, town in enumerate(("town", "Elm", "Oak"), 1):
        near.append([town, "people" if row == 1 else row])
        far.cell(row * 300_000, 1, town)
        far.cell(row * 300_000, 16_000, "people" if row == 1 else row)
    for place in range(1, 2001):
        scattered.cell(place * 500, place * 8, place)
    book.save(tmp_path / "book.xlsx")
    store = load_reference(tmp_path / "book.xlsx")
    assert [(table.part, len(table.rows)) for table in store.tables] == [("Sheet", 2), ("Far", 2)]
    (problem,) = store.problems
    assert "has 2,000 rows of 2,000 columns; at most 2,000,000 cells are read" in problem.message
    assert problem.path == str(tmp_path / "book.xlsx")


def with_xml(path: Path, member: str, before: str, xml: str) -> Path:
    """A packed file with some XML put into one of its members."""
    with zipfile.ZipFile(path) as archive:
        texts = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    texts[member] = texts[member].replace(before, xml + before, 1)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts.items():
            archive.writestr(name, text)
    return path


BOOK = {"Towns": {"rows": [["town", "people"], ["Elm", 3], ["Oak", 4]]}}
SHEET_XML = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    "areas", [["A10:B400000"], ["A:A"], [f"A{row}:J{row + 999}" for row in range(1, 30_000, 1000)]]
)
def test_a_workbook_that_merges_too_many_cells_is_refused_before_it_is_opened(
    areas: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_excel(tmp_path / "book.xlsx", BOOK)
    merges = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    with_xml(tmp_path / "book.xlsx", SHEET_XML, "<pageMargins", f"<mergeCells>{merges}</mergeCells>")
    monkeypatch.delattr(openpyxl, "load_workbook")
    assert "cells are read" not in messages(write_case(tmp_path, {"file": "plain.xlsx", "sheets": BOOK}))[0]
    (message,) = messages(tmp_path / "book.xlsx")
    assert f"the most of them in {areas[0]}; at most 200,000 are read. Unmerge them" in message


@pytest.mark.parametrize("name", ["book.xlsx", "book.ods"])
def test_a_document_type_is_refused_wherever_it_stands(name: str, tmp_path: Path) -> None:
    path = write_case(tmp_path, {"file": name, "sheets": BOOK})
    member, root = (SHEET_XML, "<worksheet") if name == "book.xlsx" else ("content.xml", "<office:document-content")
    with_xml(path, member, root, "<!--" + " " * 2000 + '--><!DOCTYPE x [<!ENTITY many "1234567890">]>')
    (message,) = messages(path)
    assert "has XML with a document type, which no spreadsheet program writes" in message


def test_merged_cells_that_cover_one_another_are_bounded() -> None:
    texts = {(row, column): "x" for row in range(300) for column in range(300)}
    crossing = [(row, column, 299, 298) for row in range(100) for column in range(1, 100)]
    with pytest.raises(TableRefusedError, match="has merged cells that cover one another"):
        filled(texts, crossing)
    assert len(texts) == 300 * 300


def test_a_view_that_never_ends_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factcheck.reference.formats.sqlite_tables.QUERY_SECONDS", 0.2)
    endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select i, 2 from n"
    sql = "create table towns (town, people); insert into towns values ('Elm', 3); create view every as " + endless  # noqa: S608
    path = write_case(tmp_path, {"file": "county.sqlite", "sql": sql})
    store = load_reference(path)
    assert [table.part for table in store.tables] == ["towns"]
    assert "takes more than" in store.problems[0].message


ENDLESS = "with recursive n(i) as (select 1 union all select i + 1 from n) select {} from n"


@pytest.mark.parametrize("selected", ["i, 2", "count(*), 2"])  # one without end, one without a first row
def test_many_views_that_never_end_take_no_longer_than_one(
    selected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factcheck.reference.formats.sqlite_tables.QUERY_SECONDS", 0.5)
    views = "".join(f"create view every{n} as {ENDLESS.format(selected)};" for n in range(40))
    sql = "create table towns (town, people); insert into towns values ('Elm', 3);" + views  # noqa: S608
    path = write_case(tmp_path, {"file": "county.sqlite", "sql": sql})
    started = time.monotonic()
    store = load_reference(path)
    assert time.monotonic() - started < 40 * 0.5 / 2  # half of what they would take one by one
    assert [table.part for table in store.tables] == ["towns"]
    assert len([one for one in store.problems if "takes more than" in one.message]) == 40


def test_a_database_that_is_being_written_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "county.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("pragma journal_mode = wal")
        connection.execute("create table towns (town, people)")
        connection.commit()
        assert "has changes that are not written into it yet" in messages(path)[0]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["county.sqlite"]


@pytest.mark.parametrize("text", ["[" * 200_000, '{"a":' * 200_000, "<table>" * 20_000, "<table><tr><td>" * 200])
def test_what_is_nested_without_end_is_refused(text: str, tmp_path: Path) -> None:
    name = "deep.html" if text.startswith("<") else "deep.json"
    assert len(messages(write(tmp_path, name, text))) == 1


class Compared(str):
    """A text that counts how often it is compared."""

    __slots__ = ()
    times = 0

    def __eq__(self, other: object) -> bool:
        Compared.times += 1
        return str(self) == str(other)

    __hash__ = str.__hash__


def test_a_name_that_occurs_twice_is_found_in_one_walk() -> None:
    names = [Compared(f"town {number}") for number in range(2000)]
    assert first_twin([*names, Compared("town 1999")]) == "town 1999"
    assert 0 < Compared.times < 2 * len(names)  # texts of one hash are compared


def test_a_long_object_that_names_something_twice_is_refused(tmp_path: Path) -> None:
    names = [*range(50_000), 49_999]
    (message,) = messages(write(tmp_path, "t.json", "{" + ", ".join(f'"n{name}": 1' for name in names) + "}"))
    assert 'an object names "n49999" twice' in message


UNFORESEEN = [ValueError("odd"), RecursionError("deep"), UnicodeError("half"), ArithmeticError(), MemoryError()]


@pytest.mark.parametrize("error", UNFORESEEN, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("step", ["formats.delimited.opened", "making.check_headers", "shelving.shelve"])
def test_what_nobody_foresaw_in_one_file_leaves_the_others(
    step: str, error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module, _, name = f"factcheck.reference.{step}".rpartition(".")
    real = getattr(import_module(module), name)
    calls = []

    def failing(*given: object, **named: object) -> object:
        calls.append(given)
        if len(calls) == 1:
            raise error
        return real(*given, **named)

    monkeypatch.setattr(f"{module}.{name}", failing)
    write(tmp_path, "a.csv", TOWNS)
    write(tmp_path, "b.csv", TOWNS)
    store = load_reference(tmp_path)
    assert [table.name for table in store.tables] == ["b.csv"]
    (problem,) = store.problems
    assert (problem.code, problem.path) == ("FC901", str(tmp_path / "a.csv"))
    assert f"cannot be read ({type(error).__name__}" in problem.message
    assert problem.message.endswith("save it again, or save the table as CSV")


SHEET = '<table:table table:name="Towns">{}</table:table>'
ROW = "<table:table-row>{}</table:table-row>"
TEXT = "<table:table-cell {}><text:p>{}</text:p></table:table-cell>"


@pytest.mark.parametrize(
    ("given", "text", "shown"),
    [
        ('office:value-type="float" office:value="abc"', "12", "12"),
        ('office:value-type="float" office:value="1e999"', "12", "12"),
        ('office:value-type="float" office:value="12.5"', "12,5", "12.5"),
        ("", '1<text:s text:c="x"/>2<text:s text:c="3"/>3', "1 2   3"),
        ("", "4<text:span>5<text:note>6</text:note>7</text:span>8", "4578"),
        ("", "<text:span>" * 5000 + "9" + "</text:span>0" * 5000, "9" + "0" * 5000),
    ],
)
def test_a_cell_of_an_ods_file_is_read_whatever_is_written_in_it(
    given: str, text: str, shown: str, tmp_path: Path
) -> None:
    rows = [TEXT.format("", "town") + TEXT.format("", "people"), TEXT.format("", "Elm") + TEXT.format(given, text)]
    write_ods_content(tmp_path / "book.ods", SHEET.format("".join(map(ROW.format, rows))))
    (table,) = load_reference(tmp_path / "book.ods").tables
    assert table.rows == (("Elm", shown),)


def test_cells_that_span_without_end_are_refused(tmp_path: Path) -> None:
    rows = "<tr><td colspan=1000 rowspan=65000>1<td>2" * 5000
    (message,) = messages(write(tmp_path, "wide.html", f"<table>{rows}</table>"))
    assert f"at most {limits.SHEET_CELLS:,} cells are read" in message


def test_the_limits_stand_in_the_documentation() -> None:
    page = " ".join((ROOT / "docs" / "reference-tables.md").read_text("utf-8").split())
    for figure in (
        f"{limits.TEXT_BYTES // limits.MEGABYTE} MB",
        f"{limits.PAGE_BYTES // limits.MEGABYTE} MB",
        f"{limits.WORKBOOK_BYTES // limits.MEGABYTE} MB",
        f"{limits.BINARY_BYTES // 1000 // limits.MEGABYTE} GB",
        f"{limits.CELLS // 1_000_000} million cells",
        f"{limits.SHEET_CELLS // 1_000_000} million cells",
        f"{limits.MERGED_CELLS:,} merged cells",
        f"unpack to {limits.ARCHIVE_BYTES // 1000 // limits.MEGABYTE} GB together",
        f"{limits.SHEETS} tables",
        f"{limits.MEMBERS:,} files",
        f"{limits.QUERY_SECONDS} seconds",
    ):
        assert figure in page, figure


def test_a_check_against_a_workbook_names_sheet_and_cell(tmp_path: Path) -> None:
    rows = [["Towns of the county"], [], ["Town", "People 2023", "People 2024"], ["Elm", 1200, 1250], ["Oak", 880, 910]]
    write_excel(tmp_path / "county.xlsx", {"Towns": {"rows": rows}, "Roads": {"rows": [["Road", "km"], ["A1", 3.5]]}})
    report = factcheck.check("In 2024, Oak had 980 people.", reference=tmp_path / "county.xlsx")
    (judgement,) = [one for one in report if one.claim.is_claim]
    assert judgement.verdict is Verdict.CONTRADICTED
    assert "county.xlsx:Towns cell C5" in judgement.message
    (cell,) = judgement.links[0].fact.cells
    assert (cell.part, cell.address, cell.line, cell.column) == ("Towns", "C5", 5, "People 2024")


def test_a_folder_tells_which_files_it_passes_over_and_how_to_use_them(tmp_path: Path) -> None:
    (tmp_path / "towns.csv").write_text(TOWNS, encoding="utf-8")
    (tmp_path / "README.md").write_text("# Towns\n", encoding="utf-8")
    assert load_reference([tmp_path]).problems == ()
    (tmp_path / "rates.json").write_text('[{"town": "Elm", "rate": 3}]', encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "pictures.zip", "w") as archive:
        archive.writestr("elm.png", "")
    for _ in range(2):  # anew, and from what is kept
        (problem,) = load_reference([tmp_path]).problems
        assert as_told(problem) == (
            '0:0: FC906 note: "pictures.zip" and "rates.json" are passed over; a file of this kind counts where it is '
            f"named itself (--reference {tmp_path.as_posix()}/pictures.zip) or has a description "
            '("factcheck tables init" writes one)'
        )
    assert load_reference([tmp_path / "rates.json"]).tables


def test_a_folder_of_files_that_nobody_named_says_so(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<table><tr><td>Town<td>2023<tr><td>Elm<td>3</table>", encoding="utf-8")
    (problem,) = load_reference([tmp_path]).problems
    assert (problem.code, problem.path) == ("FC901", str(tmp_path))
    assert 'holds no table but "page.html", which nobody has named' in problem.message


def test_a_description_of_a_table_outside_its_folder_is_told_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "said").mkdir()
    (tmp_path / "towns.csv").write_text(TOWNS, encoding="utf-8")
    package = tmp_path / "said" / "datapackage.yaml"
    package.write_text("resources: [{path: ../towns.csv}, {path: gone.csv}]", encoding="utf-8")
    outside, gone = load_reference([package]).problems
    assert '"../towns.csv", which lies outside the folder of the description' in outside.message
    assert '"gone.csv", which is not there' in gone.message
