"""What starting the program may import: a command feels instant only while this list stays short."""

import subprocess
import sys
from pathlib import Path

import pytest

from factcheck.reference.formats import FORMATS
from factcheck.reports.formats import FORMATS as REPORTS

# Imported by no command: 300 ms, 60 ms (and two seconds at its first call), 100 ms, ...
HEAVY = frozenset({"pandas", "numpy", "quantulum3", "pydantic", "pint", "babel", "jsonschema", "inflect"}) | {
    "openpyxl",
    "pyarrow",
    "scipy",
    "jinja2",
    "markupsafe",
    "factcheck.rules.statistics",
}
# What only some runs need: a configuration, a file to write, a page, another format.
RARE = frozenset({"tomllib", "secrets", "tempfile", "xml", "jinja2", "markupsafe", "rich", "concurrent"})
STARTUP = frozenset({"typing", "re", "json", "regex", "markdown_it", "factcheck.model"})
COMMAND_LINE = frozenset({"typer", "click", "rich"})

DRAFT = """# Aid

The ministry sent $40 million in November 2022. Crews cleared 41 settlements, about two thirds of all.
"""


def loaded(code: str, *arguments: str) -> set[str]:
    """The modules that a program has imported when it ends."""
    program = f"import sys\ntry:\n    {code}\nexcept SystemExit:\n    pass\nprint(*sys.modules, file=sys.stderr)"
    command = [sys.executable, "-c", program, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8")  # noqa: S603
    return set(done.stderr.splitlines()[-1].split())


def imports_of(code: str, *arguments: str) -> set[str]:
    """The packages among them, and the modules of our own."""
    return {name if name.startswith("factcheck") else name.partition(".")[0] for name in loaded(code, *arguments)}


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.md"
    path.write_text(DRAFT, "utf-8")
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "aid.csv").write_text("Place,Year,Settlements cleared\nCoast,2022,41\n", "utf-8")
    return path


HOMES = {name: form.home.partition(":")[0] for name, form in REPORTS.items()}
NEEDED = {"html": frozenset({"jinja2", "markupsafe"})}
MAIN = "from factcheck.cli import main; main()"


def test_the_package_itself_imports_nothing_else() -> None:
    assert not imports_of("import factcheck") & (HEAVY | COMMAND_LINE | STARTUP)


def test_version_is_answered_before_the_command_line_is_loaded() -> None:
    assert not imports_of(MAIN, "--version") & (HEAVY | COMMAND_LINE | STARTUP)


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "csv"])
def test_extract_imports_nothing_heavy(draft: Path, form: str) -> None:
    assert not imports_of(MAIN, "extract", str(draft), "--format", form) & (HEAVY | {"rich"})


@pytest.mark.parametrize("form", sorted(REPORTS))
def test_check_imports_nothing_heavy_and_the_format_asked_for_alone(draft: Path, form: str) -> None:
    tables = str(draft.parent / "tables")
    found = loaded(MAIN, "check", str(draft), "--reference", tables, "--format", form)
    own = {HOMES[form], "text"}  # whose marks and words others share
    assert {home for home in HOMES.values() if f"factcheck.reports.{home}" in found} <= own
    packages = {name.partition(".")[0] for name in found}
    assert not packages & (HEAVY | {"rich"}) - NEEDED.get(form, frozenset())


def test_a_plain_check_imports_nothing_that_only_other_runs_need(draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    monkeypatch.chdir(draft.parent)  # where no configuration is
    loaded(MAIN, "check", str(draft), "--reference", str(draft.parent / "tables"))
    found = imports_of(MAIN, "check", str(draft), "--reference", str(draft.parent / "tables"))
    assert found & RARE == set()


def test_python_use_needs_no_command_line(draft: Path) -> None:
    code = "import factcheck; factcheck.check('They cleared 41 places.')"
    assert not imports_of(code) & (HEAVY | COMMAND_LINE)


def test_a_check_against_csv_loads_no_reader_of_other_tables(draft: Path) -> None:
    (draft.parent / "tables" / "README.md").write_text("| a | b |\n|---|---|\n| x | 1 |\n", "utf-8")
    found = loaded(MAIN, "check", str(draft), "--reference", str(draft.parent / "tables"))
    readers = {name.rpartition(".")[2] for name in found if name.startswith("factcheck.reference.formats.")}
    assert not readers & {form.module for form in FORMATS if form.name != "CSV"}


def test_the_formats_not_asked_for_are_not_imported(draft: Path) -> None:
    assert "factcheck.reports.machine" not in loaded(MAIN, "extract", str(draft))


def test_a_table_whose_index_is_kept_is_not_read_again(draft: Path) -> None:
    reading = {"factcheck.reference.making", "factcheck.reference.sources", "factcheck.reference.packages"}
    tables = str(draft.parent / "tables")
    for reference in (tables, "builtin"):
        first = loaded(MAIN, "check", str(draft), "--reference", reference)
        again = loaded(MAIN, "check", str(draft), "--reference", reference)
        assert first & again
        assert not again & reading


def test_a_parquet_table_whose_index_is_kept_needs_no_reader(draft: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = draft.parent / "tables" / "cleared.parquet"
    table = {"Place": ["Coast", "Hills"], "Settlements cleared": [41, 12]}
    parquet.write_table(pyarrow.table(table), path)
    assert "pyarrow" in imports_of(MAIN, "check", str(draft), "--reference", str(path))
    assert not imports_of(MAIN, "check", str(draft), "--reference", str(path)) & HEAVY


def test_what_reads_a_configuration_is_imported_only_where_there_is_one(draft: Path) -> None:
    (draft.parent / ".git").mkdir()
    (draft.parent / "pyproject.toml").write_text('[project]\nname = "factcheck-stories"\n', "utf-8")
    reading = {
        "tomllib",
        "factcheck.configuration.reading",
        "factcheck.configuration.keys",
        "factcheck.configuration.globs",
    }
    assert not loaded(MAIN, "check", str(draft)) & reading
    (draft.parent / "pyproject.toml").unlink()
    assert not loaded(MAIN, "check", str(draft)) & reading
    (draft.parent / "factcheck.toml").write_text('reference = "tables"\n', "utf-8")
    found = imports_of(MAIN, "check", str(draft))
    assert "tomllib" in found
    assert not found & HEAVY
