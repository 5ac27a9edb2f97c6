"""The description of the keys: what is shipped and shown is made from it, and says what the program does."""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from factcheck.configuration.keys import BY_NAME, KEYS, OVERRIDES, PATHS
from factcheck.configuration.kinds import OUTPUTS
from factcheck.configuration.mistakes import ConfigurationError
from factcheck.configuration.reading import read_configuration
from factcheck.configuration.schema import FILE, keys_table, schema, schema_text
from factcheck.configuration.starter import starter
from factcheck.locales import known_locales
from factcheck.rules.codes import RULES
from factcheck.settings import Settings
from tests.documents import ROOT, blocks

PAGE = ROOT / "docs" / "configuration.md"
WRITE = "python -m factcheck.configuration.schema"
VALIDATOR = Draft202012Validator(schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)


def as_json(value: Any) -> Any:
    """What stands in a TOML file, as a program that knows JSON only takes it."""
    if isinstance(value, dict):
        return {name: as_json(one) for name, one in value.items()}
    if isinstance(value, list):
        return [as_json(one) for one in value]
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, dt.date | dt.time) else value


def accepted(text: str, folder: Path) -> tuple[bool, bool]:
    """Whether the schema and whether the program takes a factcheck.toml."""
    (folder / "factcheck.toml").write_text(text, "utf-8")
    try:
        read_configuration(folder / "factcheck.toml")
        by_program = True
    except ConfigurationError:
        by_program = False
    return VALIDATOR.is_valid(as_json(tomllib.loads(text))), by_program


def test_the_schema_is_one_and_the_shipped_file_is_up_to_date() -> None:
    Draft202012Validator.check_schema(schema())
    assert FILE.read_text("utf-8") == schema_text(), f"refresh it with {WRITE}"


def test_the_keys_are_the_settings() -> None:
    settings = {field.name for field in fields(Settings)}
    assert {key.setting for key in KEYS} - {"exclude"} == settings
    assert len(BY_NAME) == len(KEYS)


def test_the_page_has_the_table_of_keys() -> None:
    assert keys_table() in PAGE.read_text("utf-8"), f"replace the table of {PAGE.name} with\n{keys_table()}"


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)
def test_the_example_of_a_key_is_taken(key: Any, tmp_path: Path) -> None:
    assert accepted(f"{key.name} = {key.example}\n", tmp_path) == (True, True)


def test_the_examples_of_the_page_are_taken(tmp_path: Path) -> None:
    shown = [block for block in blocks(PAGE) if block.language == "toml"]
    assert len(shown) >= 4
    for block in shown:
        text = (
            block.text.replace("[tool.factcheck]\n", "")
            .replace("[tool.factcheck.", "[")
            .replace("[[tool.factcheck.", "[[")
        )
        assert accepted(text, tmp_path) == (True, True), block.text


def test_a_starter_is_taken_as_it_is_and_with_every_example(tmp_path: Path) -> None:
    text = starter({"reference": ["reference_data", 'a "quoted"\\name.csv']})
    assert accepted(text, tmp_path) == (True, True)
    keys = "|".join([*BY_NAME, rf"\[\[{OVERRIDES}\]\]", PATHS.name])
    with_examples = re.sub(rf"^# ((?:{keys})(?: = .*)?)$", r"\1", text, flags=re.MULTILINE)
    assert accepted(with_examples, tmp_path) == (True, True)
    read = read_configuration(tmp_path / "factcheck.toml")
    assert read is not None
    assert set(read.said) == {key.setting for key in KEYS}
    assert len(read.overrides) == 1
    assert max(map(len, text.splitlines())) <= 100


WRONG = [
    'refrence = "a"',
    "select = [1]",
    'select = ["FC7"]',
    'select = "FC1011"',
    'select = "A"',
    'locale = "xx"',
    'locale = "ar"',
    'locale = "den"',
    'locale = ""',
    'as-of = "soon"',
    'as-of = "2022-02-30"',
    'as-of = "20221120"',
    "as-of = 2022-11-20T10:00:00",
    "min-coverage = 80",
    "min-coverage = true",
    'min-coverage = "0.8"',
    'fail-on = "warnings"',
    'format = "jason"',
    'output = "report.json"',
    'output = "json=../report.json"',
    'output = "json=/report.json"',
    'output = "json="',
    'output = "json=-"',
    'output = "../figures.csv"',
    'output = "x=figures.csv"',
    'output = "jsn=report.json"',
    'pins = ""',
    "pins = ['a']",
    'reference = " "',
    "require-reasons = 1",
    'exclude = "!"',
    'paths = "a"',
    'overrides = "a"',
    '[[overrides]]\nlocale = "de"',
    "[[overrides]]\npaths = []",
    '[[overrides]]\npaths = "a"\nfail-on = "error"',
    '[[overrides]]\npaths = "a"\nlocale = "xx"',
]
RIGHT = [
    "",
    'select = ["fc1", "F", " FC101 "]',
    "ignore = []",
    'locale = "de_CH.UTF-8"',
    'locale = "DE"',
    'locale = "ar-EG"',
    'as-of = "2022-11-20"',
    "as-of = 2022-11-20",
    "min-coverage = 1",
    "min-coverage = 0.0",
    'output = ["json=out/report.json", "figures.csv", "out/a=b.csv"]',
    'reference = "builtin"',
    'exclude = ["!a", "/b/", "**"]',
    '[[overrides]]\npaths = "a"',
]


@pytest.mark.parametrize("text", WRONG)
def test_schema_and_program_refuse_the_same(text: str, tmp_path: Path) -> None:
    assert accepted(text, tmp_path) == (False, False)


@pytest.mark.parametrize("text", RIGHT)
def test_schema_and_program_take_the_same(text: str, tmp_path: Path) -> None:
    assert accepted(text, tmp_path) == (True, True)


def test_every_rule_and_every_locale_is_in_the_schema(tmp_path: Path) -> None:
    for rule in RULES:
        assert accepted(f'select = "{rule.code}"', tmp_path) == (True, True)
    for name in known_locales():
        assert accepted(f'locale = "{name}"', tmp_path) == (True, True)


def test_what_an_override_may_hold_is_said_of_each_key() -> None:
    inside = set(schema()["properties"][OVERRIDES]["items"]["properties"])
    assert inside == {PATHS.name} | {key.name for key in KEYS if key.for_drafts}
    assert OUTPUTS not in {key.kind for key in KEYS if key.for_drafts}
    assert json.loads(FILE.read_text("utf-8"))["properties"].keys() == {*BY_NAME, OVERRIDES}
