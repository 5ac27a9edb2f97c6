"""The index of a table on disk: the same answers with it and without, whatever happens to its files."""

from __future__ import annotations

import os
import random
import re
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import closing
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest

import factcheck
from factcheck.linking.ledger import MOST_AT_ONCE
from factcheck.model import Diagnosis, Fact
from factcheck.reference import cache
from factcheck.reference.normalise import tokenize
from factcheck.reference.store import ReferenceStore, load_reference

HERDS = """Farm,Year,Goats,Milk price (EUR)
Hill,2023,40,2.1
Hill,2022,30,2.0
Dale,2022,"1,020",1.9
Dale,2023,unclear,1.8
Total,2023,40,
"""
DESCRIPTION = """{"resources": [{"path": "herds.csv", "title": "Herds", "description": "What the valley holds",
"schema": {"fields": [{"name": "Farm"}, {"name": "Year"}, {"name": "Goats", "unit": "goats", "scale": "thousand"},
{"name": "Milk price (EUR)"}]}}]}"""
LOADS = "import sys; from factcheck.reference.store import load_reference; print(load_reference(sys.argv[1]))"


MIDDLES = [first + second for first in ("ar", "el", "in", "or", "ul") for second in ("b", "d", "g", "k", "m", "n", "t")]
ENDS = ("aby", "eford", "iham", "oton", "ustead", "alow", "ewick", "ogate")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for indexes, as FACTCHECK_CACHE names it."""
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    place = tmp_path / "tables"
    place.mkdir()
    (place / "herds.csv").write_text(HERDS, encoding="utf-8")
    (place / "ships.csv").write_text("Ship,Crew\nAurora,44\nBeagle,65\n", encoding="utf-8")
    return place


def facts(store: ReferenceStore) -> list[Fact]:
    """Every fact of a store, by walking it and by looking each entity and period up."""
    found = [series.fact(cell) for series in store.series for cell in series.cells]
    for series in store.series:
        for name in series.entity_names:
            found += [series.fact(cell) for cell in series.cells_of(name)]
        for period in (None, *series.periods):
            found += [series.fact(cell) for cell in series.cells_at(period)]
    return found


def told(store: ReferenceStore) -> list[str]:
    return [f"{one.code} {one.path}:{one.line}:{one.column} {one.message}" for one in store.problems]


def indexes(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"*{cache.ENDING}"))


def without(tables: Path | str, monkeypatch: pytest.MonkeyPatch) -> ReferenceStore:
    """The store that no cache had a part in."""
    with monkeypatch.context() as patch:
        patch.setenv(cache.VARIABLE, cache.OFF)
        return load_reference(tables)


def test_a_table_is_the_same_from_its_file_from_its_index_and_without_one(
    folder: Path, tables: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cold, warm, bare = load_reference(tables), load_reference(tables), without(tables, monkeypatch)
    assert len(indexes(folder)) == 2
    assert facts(cold) == facts(warm) == facts(bare)
    assert told(cold) == told(warm) == told(bare) != []
    for one, other in zip(cold.tables, warm.tables, strict=True):
        assert one == other
        assert [series.totals for series in warm.series] == [series.totals for series in bare.series]


def test_the_shipped_tables_are_the_same_from_their_indexes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bare, cold = without("builtin", monkeypatch), load_reference("builtin")
    warm = load_reference("builtin")
    assert len(indexes(folder)) == len(warm.tables)
    for one, two, three in zip(bare.series, cold.series, warm.series, strict=True):
        assert (one.measure, one.names, one.unit, one.scale, one.kind) == (
            three.measure,
            three.names,
            three.unit,
            three.scale,
            three.kind,
        )
        assert [one.fact(cell) for cell in one.cells] == [three.fact(cell) for cell in three.cells], one
        assert list(one.cells) == list(two.cells)


def test_files_are_the_user_s_own(folder: Path, tables: Path) -> None:
    load_reference(tables)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_a_changed_table_and_a_changed_description_are_read_anew(folder: Path, tables: Path) -> None:
    goats = load_reference(tables).series[0]
    assert goats.fact(goats.cells[0]).value == 40
    (tables / "datapackage.json").write_text(DESCRIPTION, encoding="utf-8")
    goats = load_reference(tables).series[0]
    assert goats.fact(goats.cells[0]).value == 40_000
    (tables / "herds.csv").write_text(HERDS.replace("2023,40", "2023,41"), encoding="utf-8")
    goats = load_reference(tables).series[0]
    assert goats.fact(goats.cells[0]).value == 41_000
    assert len(indexes(folder)) == 4


def test_a_new_table_of_a_folder_is_seen_and_a_removed_one_is_gone(folder: Path, tables: Path) -> None:
    assert folder == cache.cache_folder()
    assert [table.name for table in load_reference(tables).tables] == ["herds.csv", "ships.csv"]
    (tables / "crews.csv").write_text("Ship,Cooks\nAurora,4\n", encoding="utf-8")
    (tables / "ships.csv").unlink()
    assert [table.name for table in load_reference(tables).tables] == ["crews.csv", "herds.csv"]


@pytest.mark.parametrize("named", ["towns.sqlite", "."])
def test_a_database_with_changes_beside_it_is_not_taken_from_what_was_kept(
    folder: Path, tmp_path: Path, named: str
) -> None:
    (tmp_path / "data").mkdir()
    place = tmp_path / "data" / "towns.sqlite"
    with closing(sqlite3.connect(place)) as connection:
        connection.executescript("pragma journal_mode = wal; create table towns (town, people)")
        connection.executescript("insert into towns values ('Elm', 1200)")
    source = place.parent / named
    assert [facts(load_reference(source))[0].value for _ in range(2)] == [1200, 1200]
    with closing(sqlite3.connect(place)) as connection:
        connection.executescript("update towns set people = 1300")  # the file itself stays as it is
        for _ in range(2):
            assert "has changes that are not written into it yet" in told(load_reference(source))[0]
    assert facts(load_reference(source))[0].value == 1300
    assert folder.is_dir()


def test_another_program_reads_anew(folder: Path, tables: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_reference(tables)
    monkeypatch.setattr(cache, "FORMAT", cache.FORMAT + 1)
    cache.program_digest.cache_clear()
    load_reference(tables)
    cache.program_digest.cache_clear()
    assert len(indexes(folder)) == 4


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("kind", ["cut", "flipped", "zeros", "empty", "text", "longer"])
def test_a_damaged_index_is_made_anew(
    folder: Path, tables: Path, monkeypatch: pytest.MonkeyPatch, kind: str, seed: int
) -> None:
    wanted = facts(load_reference(tables))
    chance = random.Random(f"{kind} {seed}")  # noqa: S311 - the same faults every time
    for path in folder.iterdir():
        data = bytearray(path.read_bytes())
        at = chance.randrange(len(data))
        if kind == "cut":
            data = data[:at]
        elif kind == "flipped":
            data[at] ^= 1 << chance.randrange(8)
        elif kind == "zeros":
            data[at : at + 512] = bytes(len(data[at : at + 512]))
        elif kind == "longer":
            data += data[:at]
        else:
            data = bytearray(b"" if kind == "empty" else b"SQLite format 3\0 it is not")
        path.write_bytes(data)
    assert facts(load_reference(tables)) == wanted
    assert facts(load_reference(tables)) == facts(without(tables, monkeypatch))


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
@pytest.mark.parametrize("step", range(12))
def test_a_program_that_is_killed_leaves_nothing_that_is_believed(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """Killed at a step of the writing: when the n-th call of the functions that write begins."""
    table = tmp_path / "towns.csv"
    rows = (f"Town{at},{year},{at * year}\n" for at in range(300) for year in range(2000, 2010))
    table.write_text("Town,Year,Visitors\n" + "".join(rows), encoding="utf-8")
    program = f"""
import os, signal, sys, sqlite3
from factcheck.reference import cache, shelving
calls = 0
def counted(function):
    def called(*arguments, **named):
        global calls
        calls += 1
        if calls > {step}:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*arguments, **named)
    return called
for holder, names in ((shelving, ("shelve", "_write_pages", "_write_names", "first_word", "as_json")),
                      (shelving._Writer, ("write", "_gathered", "_insert", "finish")),
                      (cache, ("_seal", "_opened")), (cache.Path, ("replace",))):
    for name in names:
        setattr(holder, name, counted(getattr(holder, name)))
from factcheck.reference.store import load_reference
load_reference(sys.argv[1])
"""
    done = subprocess.run([sys.executable, "-c", program, str(table)], check=False, capture_output=True)  # noqa: S603
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert len(indexes(folder)) <= 1
    assert facts(load_reference(table)) == facts(without(table, monkeypatch))


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
def test_a_program_killed_at_any_time_leaves_nothing_that_is_believed(
    folder: Path, tables: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(4)  # noqa: S311
    for _ in range(6):
        child = subprocess.Popen([sys.executable, "-c", LOADS, str(tables)], stdout=subprocess.DEVNULL)  # noqa: S603
        timer = threading.Timer(chance.uniform(0.1, 0.6), child.kill)
        timer.start()
        child.wait()
        timer.cancel()
        assert facts(load_reference(tables)) == facts(without(tables, monkeypatch))
        for path in chance.sample(list(folder.iterdir()), 2):
            path.unlink()


def test_programs_that_start_together_agree(folder: Path, tables: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command = [sys.executable, "-c", LOADS, str(tables)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]  # noqa: S603
    assert len({child.communicate()[0] for child in running}) == 1
    assert [child.returncode for child in running] == [0, 0, 0]
    assert not list(folder.glob("*.part"))
    assert facts(load_reference(tables)) == facts(without(tables, monkeypatch))


def test_threads_may_share_a_store(folder: Path, tables: Path) -> None:
    store = load_reference(tables)
    wanted = facts(load_reference(tables))
    assert folder.is_dir()
    found: list[list[Fact]] = []
    threads = [threading.Thread(target=lambda: found.append(facts(store))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [wanted] * 4


def test_a_folder_that_cannot_be_written_to_is_told_of_once(
    tables: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "file" / "cache"))
    store, bare = load_reference(tables), without(tables, monkeypatch)
    notes = [one for one in store.problems if "cannot be kept" in one.message]
    assert [(one.code, one.severity.value) for one in notes] == [("FC906", "note")]
    assert facts(store) == facts(bare)


def test_a_full_disk_is_no_error(folder: Path, tables: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path) -> None:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(cache, "_seal", full)
    store = load_reference(tables)
    assert "No space left on device" in store.problems[-1].message
    assert facts(store) == facts(without(tables, monkeypatch))
    assert list(folder.iterdir()) == []


def test_nothing_is_kept_where_it_is_not_wanted(tables: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cache.VARIABLE, cache.OFF)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    assert load_reference(tables).tables
    assert not (tmp_path / "home").exists()


def test_data_frames_are_indexed_in_memory(folder: Path) -> None:
    store = load_reference({"herds": pd.DataFrame({"Farm": ["Hill", "Dale"], "Goats": [40, 20]})})
    assert [fact.value for fact in facts(store)[:2]] == [40, 20]
    assert not folder.exists()


def test_what_is_old_goes_and_what_is_in_use_stays(folder: Path, tables: Path) -> None:
    load_reference(tables)
    old, new = indexes(folder)
    left = folder / f"{old.stem}.0123456789ab.part"
    left.write_bytes(b"left")
    strange = folder / "notes.txt"
    strange.write_text("not ours", encoding="utf-8")
    for path, days in ((old, cache.UNUSED_DAYS + 1), (left, 1)):
        moment = path.stat().st_mtime - days * 86_400
        os.utime(path, (moment, moment))
    (tables / "crews.csv").write_text("Ship,Cooks\nAurora,4\n", encoding="utf-8")
    kept = cache.held(folder).files
    (folder / f"{new.stem}.known").unlink(missing_ok=True)
    assert cache.clear(folder / "nowhere") == cache.Held(0, 0)
    load_reference(tables / "crews.csv")
    assert not old.exists()
    assert not left.exists()
    assert new.exists()
    assert strange.exists()
    assert cache.held(folder).files == kept - 2 + 2  # an index, and what the file is known to hold
    cache.clear(folder)
    assert list(folder.iterdir()) == [strange]


def test_an_index_larger_than_all_that_is_kept_stays_for_the_next_run(
    folder: Path, tables: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_reference(tables / "ships.csv")
    (unused,) = indexes(folder)
    monkeypatch.setattr(cache, "MOST_BYTES", 100)
    load_reference(tables / "herds.csv")
    (used,) = indexes(folder)
    assert used != unused
    written = used.stat().st_mtime_ns, used.stat().st_ino
    load_reference(tables / "herds.csv")
    assert (used.stat().st_mtime_ns, used.stat().st_ino) == written


def test_all_that_the_reading_of_tables_imports_tells_programs_apart() -> None:
    package = Path(cache.__file__).parents[1]
    files = [file for name in ("reference", "units", "languages") for file in (package / name).rglob("*.py")]
    parts = {part for file in files for part in re.findall(r"from factcheck\.(\w+)", file.read_text("utf-8"))}
    meant = {name.removesuffix(".py") for name in cache._MEANING}
    assert "numerals" in parts
    assert parts - {"version"} <= meant
    assert all((package / name).exists() for name in cache._MEANING)


def test_another_version_of_a_library_reads_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "site-packages"
    digests = []
    monkeypatch.syspath_prepend(str(place))
    for version in ("3.1.4", "3.1.5"):
        (place / f"openpyxl-{version}.dist-info").mkdir(parents=True)
        cache.program_digest.cache_clear()
        digests.append(cache.program_digest())
        (place / f"openpyxl-{version}.dist-info").rmdir()
    cache.program_digest.cache_clear()
    assert digests[0] != digests[1]


def test_names_of_many_tables_are_found_as_from_one_tree(folder: Path) -> None:
    from factcheck.linking.index import EntityTarget, LinkIndex  # noqa: PLC0415
    from factcheck.reference.index import NameIndex  # noqa: PLC0415
    from factcheck.reference.shelving import table_names  # noqa: PLC0415

    store = load_reference("builtin")
    assert folder.is_dir()
    names = [
        (name, EntityTarget(table.name, field, text), score, how)
        for table in store.tables
        for name, field, text, score, how in table_names(table)
    ]
    whole = NameIndex(names)
    late = LinkIndex(store).names
    chance = random.Random(7)  # noqa: S311
    for _ in range(60):
        words = [_with_a_slip(chance.choice(names)[0], chance) for _ in range(chance.randrange(1, 12))]
        text = chance.choice([", ", " ", " and ", ". "]).join(words)
        tokens = tokenize(text)
        assert late.find(tokens) == whole.find(tokens), text


def _with_a_slip(name: str, chance: random.Random) -> str:
    """A name, every second time with two letters swapped or one left out, or in small letters."""
    at = chance.randrange(len(name))
    slips = (name, name, name, name[:at] + name[at + 1 :], name[:at] + name[at : at + 2][::-1] + name[at + 2 :])
    return chance.choice((*slips, name.lower()))


TOWNS = [f"{first}{middle}{last}" for first in "BCDFGKLMNPRT" for middle in MIDDLES for last in ENDS]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> ReferenceStore:
    """A table of more towns than anybody looks through."""
    rows = (f"{town},{100_003 + 37 * at}\n" for at, town in enumerate(TOWNS))
    path = tmp_path_factory.mktemp("many") / "towns.csv"
    path.write_text("Town,Visitors\n" + "".join(rows), encoding="utf-8")
    return load_reference(path)


def test_numbers_are_found_by_what_they_are(many: ReferenceStore, folder: Path, tables: Path) -> None:
    assert len(TOWNS) > MOST_AT_ONCE
    found = many.facts_with_value(Fraction(100_040), Fraction(100_077), "")
    assert [(fact.entity, int(fact.value)) for fact in found] == [(TOWNS[1], 100_040), (TOWNS[2], 100_077)]
    assert list(many.facts_with_value(Fraction(100_040), Fraction(100_077), "currency")) == []
    prices = load_reference(tables).facts_with_value(Fraction("1.85"), Fraction(2), "currency")
    assert [str(float(fact.value)) for fact in prices] == ["2.0", "1.9"]
    assert folder.is_dir()


def test_a_figure_of_another_row_is_told_among_thousands(many: ReferenceStore) -> None:
    text = f"In all, {TOWNS[5]} had {100_003 + 37 * 2000:,} visitors."
    (figure,) = factcheck.check(text, reference=many).documents[0].judgements
    assert (figure.diagnosis, TOWNS[2000] in figure.message) == (Diagnosis.NEIGHBOUR_ROW, True)


def printed(*arguments: str) -> str:
    command = [sys.executable, "-m", "factcheck", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603


def test_the_command_tells_what_is_kept_and_clears_it(
    folder: Path, tables: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert printed("cache", "info") == f"{folder}\n0 files, 0.0 MB\n"
    load_reference(tables / "ships.csv")
    assert printed("cache", "info").startswith(f"{folder}\n2 files, 0.")
    assert printed("cache", "clear").startswith(f"{folder}\nremoved 2 files, 0.")
    assert list(folder.iterdir()) == []
    monkeypatch.setenv(cache.VARIABLE, cache.OFF)
    assert printed("cache", "info") == "no indexes are kept: FACTCHECK_CACHE is off\n"
