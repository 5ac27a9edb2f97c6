"""A configuration file: where it is found, what may stand in it, and what is said of mistakes."""

from __future__ import annotations

import datetime as dt
import os
import tomllib
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from factcheck.configuration.finding import Finder
from factcheck.configuration.globs import fits
from factcheck.configuration.in_force import settings_in_force
from factcheck.configuration.mistakes import ConfigurationError
from factcheck.configuration.reading import read_configuration
from factcheck.configuration.toml_lines import key_lines
from factcheck.rules.selection import selected_codes
from factcheck.settings import Settings


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory that is the root of a repository, so that no search leaves it."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(name: str, text: str) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def mistakes(text: str, name: str = "factcheck.toml") -> list[str]:
    with pytest.raises(ConfigurationError) as caught:
        read_configuration(write(name, text))
    return [str(one) for one in caught.value.mistakes]


# What is wrong


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('refrence = "tables"', 'there is no key "refrence"; the closest is "reference"'),
        ('fail_on = "error"', 'there is no key "fail_on"; the closest is "fail-on"'),
        ("zzz = 1", 'there is no key "zzz"'),
        ('as-of = "next week"', 'as-of must be a day written as 2022-11-20, not "next week"'),
        ('as-of = "2022-02-30"', 'as-of must be a day written as 2022-11-20, not "2022-02-30"'),
        ("as-of = 2022-11-20T10:00:00", "must be a day without a time, such as 2022-11-20, not 2022-11-20 10:00"),
        ("as-of = 2022", "as-of must be a day written as 2022-11-20, not 2022"),
        (
            'locale = "xx"',
            'locale "xx" is no known locale; write a language or a language and its country: de, en-GB',
        ),
        ('select = ["FC7"]', 'select names a rule that is none: no rule code starts with "FC7"'),
        ('ignore = ["FC1O1"]', 'no rule code starts with "FC1O1"; the closest is FC'),
        ("ignore = [1]", "ignore must hold texts in quotation marks only, not 1"),
        ("select = true", "select must be a list of texts, not true"),
        ("min-coverage = 80", "min-coverage must be a share from 0 to 1, not 80; for 80 percent write 0.8"),
        ('min-coverage = "80%"', 'min-coverage must be a share from 0 to 1, such as 0.8, not "80%"'),
        ("min-coverage = nan", "min-coverage must be a share from 0 to 1, such as 0.8, not NaN"),
        ("min-coverage = -0.5", "min-coverage must be a share from 0 to 1, not -0.5"),
        ('fail-on = "warnings"', "which is none of error, warning, note, not-covered, never; the closest is warning"),
        ('format = "jason"', "the closest is json"),
        ('output = "jason=a.json"', 'output cannot be: "jason" is no format'),
        ('output = "json=/etc/report.json"', '"/etc/report.json", outside the folder of this file; say --output'),
        ('output = "json=../report.json"', 'output names "../report.json", outside the folder of this file'),
        ('require-reasons = "no"', 'require-reasons must be true or false, without quotation marks, not "no"'),
        ('pins = ""', "pins is empty; take the key out, or say something"),
        ("pins = 3", "pins must be a text in quotation marks, not 3"),
        ("reference = {}", "reference must be a list of texts, not a table of keys"),
        ('exclude = ["/"]', 'exclude has the pattern "/", which fits nothing'),
        ('paths = "a"', "paths stands in an override only"),
        ("[tool.factcheck]\npins = 'x'", "in this file the keys stand at the top, without [tool.factcheck]"),
        ("[overrides]\nlocale = 'de'", "overrides begin with [[overrides]], each with its paths"),
        ('[[overrides]]\nlocale = "de"', "paths are missing: say which drafts this override is for"),
        ("overrides = [{paths = []}]", "paths are none: say which drafts this override is for"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place_and_what_to_write(desk: Path, text: str, told: str) -> None:
    (message,) = mistakes(text)
    assert message.startswith("factcheck.toml:1: ")
    assert told in message


def test_all_mistakes_of_a_file_are_told_in_their_order(desk: Path) -> None:
    text = """\
locale = "de"
fail-on = "eror"

select = [
  "FC1",
]
refrence = ["a"]

[[overrides]]
paths = ["archive/**"]
locale = "tlh"
fail-on = "never"

[[overrides]]
path = ["x"]
"""
    assert [one.partition(": ")[0] for one in mistakes(text)] == [
        f"factcheck.toml:{line}" for line in (2, 7, 11, 12, 14, 15)
    ]


def test_what_concerns_the_run_is_refused_in_an_override(desk: Path) -> None:
    (message,) = mistakes('[[overrides]]\npaths = "a"\nfail-on = "never"')
    assert message == (
        "factcheck.toml:3: fail-on concerns the run as a whole and cannot differ from draft to draft; "
        "write it above the overrides"
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("locale = de", "factcheck.toml:1: this is no TOML: Invalid value"),
        ('locale = "de"\nlocale = "fr"\n', "factcheck.toml:2: this is no TOML: Cannot overwrite a value"),
        ("select = [\n'FC1',\n", "factcheck.toml:2: this is no TOML: Invalid value"),
        ("a = " + "[" * 5000, "factcheck.toml"),
    ],
)
def test_broken_toml_is_told_with_its_line(desk: Path, text: str, told: str) -> None:
    (message,) = mistakes(text)
    assert message.startswith(told)


def test_a_file_that_is_no_text_is_told(desk: Path) -> None:
    Path("factcheck.toml").write_bytes(b'locale = "de"\n# caf\xe9\n')
    with pytest.raises(ConfigurationError, match=r"factcheck.toml:2: is not written in UTF-8; save it so"):
        read_configuration(Path("factcheck.toml"))


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read_is_told(desk: Path) -> None:
    write("factcheck.toml", "").chmod(0)
    with pytest.raises(ConfigurationError, match=r"cannot be read \(Permission denied\)"):
        read_configuration(Path("factcheck.toml"))


def test_mistakes_in_a_pyproject_have_the_lines_of_that_file(desk: Path) -> None:
    text = '[project]\nname = "factcheck-notes"\n\n[tool.factcheck]\nlocale = "de"\nselct = ["FC1"]\n'
    assert mistakes(text, "pyproject.toml") == ['pyproject.toml:6: there is no key "selct"; the closest is "select"']
    assert mistakes("[tool]\nfactcheck = 3\n", "pyproject.toml") == [
        "pyproject.toml:2: must be a section, [tool.factcheck], with keys below it"
    ]


# What is read


def test_every_key_is_read_and_paths_are_those_beside_the_file(desk: Path) -> None:
    write(
        "desk/factcheck.toml",
        """\
reference = ["tables", "builtin", "/srv/tables"]
pins = "desk.pins.toml"
locale = "en-GB"
as-of = 2022-11-20
select = "fc1"
ignore = ["FC101"]
extend-select = ["FC401"]
fail-on = "warning"
min-coverage = 0.85
format = "json"
output = ["csv=out/figures.csv"]
baseline = "../known.json"
require-reasons = false
fix-quotations = true
exclude = ["old"]
""",
    )
    assert settings_in_force({}, ["desk"]).run == Settings(
        reference=("desk/tables", "builtin", "/srv/tables"),
        pins="desk/desk.pins.toml",
        locale="en-GB",
        as_of=dt.date(2022, 11, 20),
        select=("FC1",),
        ignore=("FC101",),
        extend_select=("FC401",),
        fail_on="warning",
        min_coverage=Fraction(85, 100),
        format="json",
        output=("csv=desk/out/figures.csv",),
        baseline="known.json",
        require_reasons=False,
        fix_quotations=True,
    )


@pytest.mark.parametrize(
    ("text", "where", "line"),
    [
        ("# one\na = 1\n", ("a",), 2),
        ('a = """\nb = 1\n"""\nb = 2', ("b",), 4),
        ("a = '''\n''b = 1'''\nb = 2", ("b",), 3),
        ("a = [ # ]\n 1,\n]\nb = 2", ("b",), 4),
        ('[tool]\nfactcheck.locale = "de"', ("tool", "factcheck", "locale"), 2),
        ('["tool"."fact\\u0063heck"]\nx = 1', ("tool", "factcheck", "x"), 2),
        ("[[a]]\nb = 1\n[a.c]\n[[a]]\nb = 2\n[a.c]\nd = 1", ("a", 1, "c", "d"), 7),
        ("a = { b = 1 }\nd = 3", ("d",), 2),
        ("a = 1\r\nb = 2\r\n", ("b",), 2),
        ('a."b.c" = 1', ("a", "b.c"), 1),
        ("a = 1.5\nb=2", ("b",), 2),
        ("a = '[[b]]'\n[[b]]\nc = 'x=y'\nd = 1", ("b", 0, "d"), 4),
    ],
)
def test_the_line_of_a_key(text: str, where: tuple[str | int, ...], line: int) -> None:
    tomllib.loads(text)
    assert key_lines(text)[where] == line


# Where it is found


def locale_of(draft: str, **more: Any) -> str:
    return settings_in_force({}, [draft], **more).of(Path(draft)).locale


def test_the_nearest_file_upward_from_the_draft_counts(desk: Path) -> None:
    write("factcheck.toml", 'locale = "de"')
    write("sport/football/factcheck.toml", 'locale = "fr"')
    for path in ("a.md", "sport/b.md", "sport/football/c.md", "sport/football/cup/d.md"):
        write(path, "")
    drafts = ["a.md", "sport/b.md", "sport/football/c.md", "sport/football/cup/d.md"]
    assert [locale_of(one) for one in drafts] == ["de", "de", "fr", "fr"]
    together = settings_in_force({}, drafts)
    assert [together.of(Path(one)).locale for one in drafts] == ["de", "de", "fr", "fr"]


def test_a_draft_with_none_above_it_has_that_of_the_working_directory(
    desk: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    write("factcheck.toml", 'locale = "de"')
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / ".git").mkdir()
    (elsewhere / "a.md").write_text("", "utf-8")
    assert locale_of(str(elsewhere / "a.md")) == "de"
    (elsewhere / "factcheck.toml").write_text('locale = "fr"', "utf-8")
    assert locale_of(str(elsewhere / "a.md")) == "fr"
    assert settings_in_force({}, ["-"]).of(None).locale == "de"


def test_the_way_up_ends_at_a_repository_and_at_home(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("factcheck.toml", 'locale = "de"')
    write("a/b/c.md", "")
    monkeypatch.chdir("a/b")
    assert Finder().above(str(desk / "a" / "b")) is not None
    monkeypatch.setenv("HOME", str(desk / "a"))
    assert Finder().above(str(desk / "a" / "b")) is None
    monkeypatch.setenv("HOME", "/nowhere")
    (desk / "a" / ".git").write_text("gitdir: elsewhere", "utf-8")
    assert Finder().above(str(desk / "a" / "b")) is None


def test_in_one_folder_the_hidden_file_comes_first_and_a_pyproject_last(desk: Path) -> None:
    write("pyproject.toml", '[tool.factcheck]\nlocale = "de"')
    assert locale_of("a.md") == "de"
    write("factcheck.toml", 'locale = "fr"')
    assert locale_of("a.md") == "fr"
    write(".factcheck.toml", 'locale = "it"')
    assert locale_of("a.md") == "it"


@pytest.mark.parametrize(
    "text",
    [
        "[tool.factcheck]\nlocale = 'de'",
        "[ tool . 'factcheck' ]\nlocale = 'de'",
        '["tool"."factcheck"]\nlocale = "de"',
        "[tool]\nfactcheck.locale = 'de'",
        "tool.factcheck.locale = 'de'",
        "tool = {factcheck = {locale = 'de'}}",
        "[tool]\nfactcheck = {locale = 'de'}",
    ],
)
def test_the_section_of_a_pyproject_may_be_written_in_any_way(desk: Path, text: str) -> None:
    write("pyproject.toml", text)
    assert locale_of("a.md") == "de"


@pytest.mark.parametrize("text", ["", '[project]\nname = "x"', '[project]\nname = "factcheck"', "[tool.ruff]\n"])
def test_a_pyproject_without_the_section_is_passed_over(desk: Path, text: str) -> None:
    write("factcheck.toml", 'locale = "de"')
    write("docs/pyproject.toml", text)
    assert locale_of("docs/a.md") == "de"


def test_a_broken_pyproject_of_another_program_is_no_concern(desk: Path) -> None:
    write("pyproject.toml", "[tool.ruff\n")
    assert locale_of("a.md") == ""


def test_one_file_may_be_named_and_none_may_be_asked_for(desk: Path) -> None:
    write("factcheck.toml", 'locale = "de"')
    other = write("other/settings.toml", 'locale = "fr"\nreference = "t"')
    named = settings_in_force({}, ["a.md"], config=other)
    assert (named.of(Path("a.md")).locale, named.run.reference) == ("fr", ("other/t",))
    assert locale_of("a.md", isolated=True) == ""
    with pytest.raises(ConfigurationError, match=r"pyproject.toml: has no section \[tool.factcheck\]"):
        settings_in_force({}, ["a.md"], config=write("pyproject.toml", "[project]\n"))
    with pytest.raises(ConfigurationError, match=r"gone.toml: cannot be read \(No such file or directory\)"):
        settings_in_force({}, ["a.md"], config=Path("gone.toml"))


def test_the_run_goes_by_the_folder_that_holds_all_drafts(desk: Path) -> None:
    write("factcheck.toml", 'fail-on = "note"')
    write("sport/factcheck.toml", 'fail-on = "never"\nlocale = "fr"')
    write("city/factcheck.toml", 'min-coverage = 0.5\nlocale = "de"')
    drafts = ["sport/a.md", "city/b.md"]
    for one in drafts:
        write(one, "")
    assert settings_in_force({}, drafts[:1]).run.fail_on == "never"
    assert settings_in_force({}, ["sport"]).run.fail_on == "never"
    both = settings_in_force({}, drafts)
    assert (both.run.fail_on, both.run.locale, both.run.min_coverage) == ("note", "", None)
    assert [both.of(Path(one)).locale for one in drafts] == ["fr", "de"]
    assert [(name, said.origin) for name, said in both.idle([Path(one) for one in drafts])] == [
        ("fail-on", "sport/factcheck.toml:1"),
        ("min-coverage", "city/factcheck.toml:1"),
    ]


def counting(ask: Callable[[str], bool], asked: list[str]) -> Callable[[str], bool]:
    def asking(path: str) -> bool:
        asked.append(path)
        return ask(path)

    return asking


def test_without_a_file_nothing_is_read_and_little_is_asked(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    for name in ("isfile", "exists"):
        real = getattr(os.path, name)
        monkeypatch.setattr(os.path, name, counting(real, asked))
    drafts = [f"a/{number}.md" for number in range(50)]
    Path("a").mkdir()
    in_force = settings_in_force({}, drafts)
    assert {in_force.of(Path(one)) for one in drafts} == {Settings()}
    assert len(asked) <= 8


# How places combine


def held(typed: dict[str, Any], text: str, draft: str = "a.md") -> Settings:
    write("factcheck.toml", text)
    return settings_in_force(typed, [draft]).of(Path(draft))


def test_the_command_line_wins(desk: Path) -> None:
    settings = held({"locale": "fr", "reference": ("x",)}, 'locale = "de"\nreference = ["a", "b"]\nfail-on = "never"')
    assert (settings.locale, settings.reference, settings.fail_on) == ("fr", ("x",), "never")


@pytest.mark.parametrize(
    ("file", "typed", "runs", "not_run"),
    [
        ('ignore = ["FC406"]', {"ignore": ("FC405",)}, ["FC404"], ["FC405", "FC406"]),
        ('ignore = ["FC4"]', {"extend_select": ("FC406",)}, ["FC406", "FC101"], ["FC405"]),
        ('ignore = ["FC406"]', {"extend_select": ("FC406",)}, ["FC406"], []),
        ('ignore = ["FC406"]', {"extend_select": ("FC4",)}, ["FC406"], []),
        ('ignore = ["FC4", "FC101"]', {"select": ("FC4",)}, ["FC406"], ["FC101", "FC102"]),
        ('select = ["FC4"]', {"ignore": ("FC406",)}, ["FC405"], ["FC406", "FC101"]),
        ('select = ["FC406"]', {"ignore": ("FC4",)}, [], ["FC406", "FC101"]),
        ('select = ["FC4"]', {"extend_select": ("FC101",)}, ["FC101", "FC406"], ["FC102"]),
        ('extend-select = ["FC406"]\nignore = ["FC4"]', {}, ["FC406"], ["FC405"]),
        ('extend-select = ["FC406"]', {"ignore": ("fc4",)}, ["FC101"], ["FC406"]),
        ("", {"ignore": ("FC4",), "extend_select": ("FC406",)}, ["FC406"], ["FC405"]),
        ('extend-select = ["FC406"]', {"ignore": ("FC4",), "extend_select": ("FC406",)}, ["FC406"], ["FC405"]),
    ],
)
def test_how_selections_combine(
    desk: Path, file: str, typed: dict[str, Any], runs: list[str], not_run: list[str]
) -> None:
    settings = held(typed, file)
    codes = selected_codes(settings.select, settings.ignore, settings.extend_select)
    assert set(runs) <= codes
    assert not set(not_run) & codes


OVERRIDES = """\
locale = "de"
ignore = ["FC406"]
[[overrides]]
paths = ["archive/**"]
locale = "fr"
as-of = 2020-01-01
ignore = ["FC407"]
[[overrides]]
paths = ["archive/new", "*.txt"]
locale = "it"
reference = "tables"
"""


@pytest.mark.parametrize(
    ("draft", "locale", "as_of", "ignore", "reference"),
    [
        ("a.md", "de", None, ("FC406",), ()),
        ("archive/a.md", "fr", dt.date(2020, 1, 1), ("FC406", "FC407"), ()),
        ("archive/new/x/a.md", "it", dt.date(2020, 1, 1), ("FC406", "FC407"), ("tables",)),
        ("notes/a.txt", "it", None, ("FC406",), ("tables",)),
    ],
)
def test_the_last_override_that_fits_decides_key_by_key(
    desk: Path, draft: str, locale: str, as_of: dt.date | None, ignore: tuple[str, ...], reference: tuple[str, ...]
) -> None:
    settings = held({}, OVERRIDES, draft)
    assert (settings.locale, settings.as_of, settings.ignore, settings.reference) == (locale, as_of, ignore, reference)
    assert held({"locale": "es"}, OVERRIDES, draft).locale == "es"


def test_who_said_it_is_known(desk: Path) -> None:
    write("factcheck.toml", OVERRIDES)
    said = settings_in_force({"ignore": ("FC1",)}, ["archive/a.md"]).said_for(Path("archive/a.md"))
    assert said["locale"].origin == "factcheck.toml:5 (for archive/**)"
    assert said["ignore"].origin == "factcheck.toml:2, factcheck.toml:7 (for archive/**), command line"


# Patterns of paths


@pytest.mark.parametrize(
    ("pattern", "inside", "outside"),
    [
        ("archive/**", ["archive/a.md", "archive/b/c.md"], ["a.md", "new/archive/a.md", "archive"]),
        ("archive", ["archive/a.md", "x/archive/a.md", "archive"], ["archive.md", "archives/a.md"]),
        ("archive/", ["archive/a.md", "x/archive/a.md"], ["archive"]),
        ("/archive", ["archive/a.md"], ["x/archive/a.md"]),
        ("./archive", ["archive/a.md"], ["x/archive/a.md"]),
        ("*.txt", ["a.txt", "x/y/a.txt", "d.txt/a.md"], ["a.txt.md"]),
        ("/*.txt", ["a.txt"], ["x/a.txt"]),
        ("drafts/*.md", ["drafts/a.md"], ["drafts/x/a.md", "x/drafts/a.md"]),
        ("drafts/**/a.md", ["drafts/a.md", "drafts/x/y/a.md"], ["drafts/b.md"]),
        ("**/old/*.md", ["old/a.md", "x/y/old/a.md"], ["old/x/a.md"]),
        ("a?.md", ["ab.md"], ["a.md", "abc.md"]),
        ("20[12][0-9]", ["2019/a.md", "x/2020/a.md"], ["2030/a.md"]),
        ("**", ["a.md", "x/a.md"], []),
        ("a/**/**/b.md", ["a/b.md", "a/x/b.md"], ["b.md"]),
        ("Archive", [], ["archive/a.md"]),
    ],
)
def test_patterns(pattern: str, inside: list[str], outside: list[str]) -> None:
    assert [path for path in inside + outside if fits([pattern], path)] == inside


def test_a_pattern_may_be_taken_back() -> None:
    patterns = ["archive", "!archive/keep.md", "*.txt"]
    assert [fits(patterns, path) for path in ("archive/a.md", "archive/keep.md", "archive/keep.txt")] == [
        True,
        False,
        True,
    ]


def test_drafts_outside_the_folder_of_the_configuration_are_never_meant(
    desk: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("other") / "archive"
    other.mkdir()
    (other.parent / ".git").mkdir()
    write("factcheck.toml", OVERRIDES + '[[overrides]]\npaths = "**"\nlocale = "nl"\n')
    assert locale_of(str(other / "a.md")) == "de"
    assert locale_of("a.md") == "nl"


def test_what_is_excluded(desk: Path) -> None:
    write("factcheck.toml", 'exclude = ["archive/", "*.de.md"]')
    in_force = settings_in_force({}, ["."])
    drafts = ["a.md", "archive/a.md", "x/a.de.md"]
    assert [in_force.leaves_out(Path(one)) for one in drafts] == [False, True, True]
