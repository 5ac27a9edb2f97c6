"""Units and currencies, by the examples of tests/corpus/units.toml."""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import json
import tomllib
from fractions import Fraction
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import factcheck
from factcheck.model import Interval, Unit
from factcheck.units import (
    UnitError,
    comparable,
    compose,
    compound_at,
    conversion_is_exact,
    convert,
    convert_difference,
    convert_interval,
    currencies_of,
    currency_before,
    find_unit,
    is_reciprocal,
    parse_compound,
    parse_unit_phrase,
    per_unit_at,
    resolve_unknown,
    unit_at,
    unit_for_noun,
    unit_named,
    unit_names,
    units_for,
)
from factcheck.units.rates import RateTable, convert_money

ROOT = Path(__file__).parents[2]
CORPUS = tomllib.loads((ROOT / "tests" / "corpus" / "units.toml").read_text(encoding="utf-8"))
DATA = Path(factcheck.__file__).parent / "data"


def rows(name: str) -> list[tuple[str, str]]:
    """The two sides of every line of a block."""
    parts = [line.rpartition(" -> ") for line in CORPUS[name].strip().splitlines()]
    return [(left, right) for left, _, right in parts]


def each(name: str) -> list[tuple[str, str]]:
    """Every way of writing of every line with the right side of its line."""
    return [(written, right) for left, right in rows(name) for written in left.split(" | ")]


def bracketed(text: str) -> tuple[str, int, int]:
    """A text without its brackets, and where they were."""
    start, end = text.index("["), text.index("]") - 1
    return text.replace("[", "").replace("]", ""), start, end


def unit(text: str) -> Unit:
    found = unit_named(text) or find_unit(text)
    if found is None:
        phrase = parse_unit_phrase(text)
        found = phrase[0] if phrase else None
    return found or unit_for_noun(text)


@pytest.mark.parametrize(("text", "expected"), each("written"))
def test_whole_units(text: str, expected: str) -> None:
    found = find_unit(text)
    assert (f"{found.name}, {found.dimension}" if found else "none") == expected


@pytest.mark.parametrize(("text", "expected"), rows("in_text"))
def test_units_in_running_text(text: str, expected: str) -> None:
    plain, start, end = bracketed(text)
    found = unit_at(plain, start)
    assert (found[0].name, found[1]) == (expected, end) if found else expected == "none"


@pytest.mark.parametrize(("text", "expected"), rows("before"))
def test_currencies_before_a_number(text: str, expected: str) -> None:
    plain, start, end = bracketed(text)
    found = currency_before(plain, end)
    assert (found[0].name, found[1]) == (expected, start) if found else expected == "none"


@pytest.mark.parametrize(("text", "expected"), rows("per"))
def test_what_an_amount_is_per(text: str, expected: str) -> None:
    plain, start, end = bracketed(text)
    found = per_unit_at(plain, start)
    assert (found[0].name, found[1]) == (expected, end) if found else expected == "none"


@pytest.mark.parametrize("line", CORPUS["conversions"].strip().splitlines())
def test_conversions(line: str) -> None:
    left, right = line.split(" = ")
    (value, source), (expected, target) = left.split(" ", 1), right.split(" ", 1)
    assert convert(Fraction(value), unit(source), unit(target)) == Fraction(expected)


@pytest.mark.parametrize("line", CORPUS["not_comparable"].strip().splitlines())
def test_not_comparable(line: str) -> None:
    a, b = map(unit, line.split(" | "))
    assert not comparable(a, b)
    with pytest.raises(UnitError, match="does not convert"):
        convert(Fraction(1), a, b)


@pytest.mark.parametrize("line", CORPUS["same_money"].strip().splitlines())
def test_the_same_money(line: str) -> None:
    a, b = map(unit, line.split(" | "))
    assert comparable(a, b)
    assert comparable(b, a)


@pytest.mark.parametrize(("text", "expected"), each("phrases"))
def test_unit_phrases(text: str, expected: str) -> None:
    found = parse_unit_phrase(text)
    assert found is not None
    assert f"{found[0].name if found[0] else '-'}, {found[1]}" == expected


@pytest.mark.parametrize("text", CORPUS["not_phrases"])
def test_no_unit_phrases(text: str) -> None:
    assert parse_unit_phrase(text) is None


def test_bare_numbers_and_counts() -> None:
    rooms, stations = unit_for_noun("Rooms"), unit_for_noun("stations")
    assert comparable(rooms, stations)
    assert comparable(rooms, None)
    assert comparable(None, None)
    assert comparable(None, unit("ratio"))
    assert comparable(None, unit("index 2015=100"))
    assert comparable(unit("points"), unit("index 2015=100"))
    assert not comparable(None, unit("km"))
    assert not comparable(rooms, unit("USD"))


def test_words_with_two_meanings() -> None:
    assert [found.name for found in units_for("pounds")] == ["pound-mass", "GBP"]
    assert [found.name for found in units_for("points")] == ["point", "percentage point"]
    assert comparable(unit("pounds"), unit("GBP"))


def test_a_difference_has_no_offset() -> None:
    assert convert_difference(Fraction(10), unit("°C"), unit("°F")) == 18


def test_fuel_by_distance_and_distance_by_fuel_are_each_other_turned_over() -> None:
    near = convert_interval(Interval(Fraction(10), Fraction(20), low_open=True), unit("km/L"), unit("L/100 km"))
    assert near == Interval(Fraction(5), Fraction(10), high_open=True)
    assert convert_interval(Interval(Fraction(0), Fraction(4)), unit("L/100 km"), unit("km/L")).high is None
    with pytest.raises(UnitError, match="no counterpart"):
        convert(Fraction(0), unit("mpg"), unit("L/100 km"))
    with pytest.raises(UnitError, match="a difference"):
        convert_difference(Fraction(2), unit("mpg"), unit("L/100 km"))


def test_money_converts_by_a_table_of_rates_with_a_date_only() -> None:
    day = dt.date(2022, 11, 10)
    rates = RateTable(day, "EUR", {"USD": Fraction("1.02"), "GBP": Fraction("0.85")}, "made up")
    assert convert_money(Fraction(102), unit("USD"), unit("GBP"), rates) == 85
    assert convert_money(Fraction(85), unit("pence"), unit("EUR"), rates) == 1
    assert convert_money(Fraction(5), unit("EUR"), unit("EUR"), rates) == 5
    with pytest.raises(UnitError, match="does not convert"):
        convert(Fraction(1), unit("USD"), unit("EUR"))
    with pytest.raises(UnitError, match="2022-11-10 do not have JPY"):
        convert_money(Fraction(1), unit("EUR"), unit("JPY"), rates)
    for other in ("francs", "km", "$/barrel"):
        with pytest.raises(UnitError, match="no single currency"):
            convert_money(Fraction(1), unit("EUR"), unit(other), rates)
    for code, rate in (("XYZ", 1), ("km", 1), ("USD", 0)):
        with pytest.raises(ValueError, match=code):
            RateTable(day, "EUR", {code: Fraction(rate)})


@given(st.fractions(max_denominator=10**6), st.permutations(["EUR", "USD", "GBP", "JPY"]))
def test_money_there_and_back_and_by_way_of_a_third(value: Fraction, codes: list[str]) -> None:
    given_rates = {"USD": Fraction("1.02"), "GBP": Fraction("0.8731"), "JPY": Fraction("142.9")}
    rates = RateTable(dt.date(2022, 11, 10), "EUR", given_rates)
    a, b, c = (unit(code) for code in codes[:3])
    there = convert_money(value, a, b, rates)
    assert convert_money(there, b, a, rates) == value
    assert convert_money(there, b, c, rates) == convert_money(value, a, c, rates)


def test_what_is_exact() -> None:
    assert conversion_is_exact(unit("mile"), unit("kilometre"))
    assert conversion_is_exact(unit("years"), unit("months"))
    assert not conversion_is_exact(unit("months"), unit("days"))
    assert not conversion_is_exact(unit("tons"), unit("kg"))


def test_quotients() -> None:
    dollars = compose(unit("USD"), unit("gallon"))
    assert (dollars.name, dollars.dimension, dollars.symbol) == ("USD per gallon", "currency/volume", "$/gal")
    assert compose(unit("kilometre"), unit("hour")) == unit("km/h")
    assert currencies_of(dollars) == {"USD"}
    assert currencies_of(unit("km")) == frozenset()


def test_unknown_units_are_asked_of_quantulum3(capsys: pytest.CaptureFixture[str]) -> None:
    found = resolve_unknown("kg/ha of maize")
    assert found is not None
    assert (found.name, found.dimension) == ("kilogram per hectare", "mass/area")
    asked = resolve_unknown("dyn/cm2")
    assert asked is not None
    assert asked.name == "dyne per square centimetre"
    own = resolve_unknown("zork/cm²")
    assert own is not None
    assert not comparable(own, asked)
    assert comparable(own, resolve_unknown("zork/cm² there"))
    with pytest.raises(UnitError, match="does not convert"):
        convert(Fraction(1), own, asked)
    assert capsys.readouterr() == ("", "")


LONG = [piece * 50_000 for piece in ("1", "k/", "m", "/", "cm^", "m2", "kg·", "kg/a")]


@pytest.mark.parametrize(
    "text",
    ["zorkmids", "his/her", "and/or", "A/B tests", "day/night", "7 km/h", " kg/ha", "12", "", "€/m²", "x^2", *LONG],
)
def test_plain_words_and_hostile_text_are_not_asked_of_quantulum3(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_question(window: str) -> Unit | None:
        raise AssertionError(window)

    monkeypatch.setattr("factcheck.units.unknown._ask", no_question)
    assert resolve_unknown(text) is None


def test_what_quantulum3_sees_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr("factcheck.units.unknown._ask", seen.append)
    resolve_unknown("kg/zork·zork·zork" + "·zork" * 1000)
    resolve_unknown("kg/zork2 of it")
    assert seen == ["kg/zork^2"]


@pytest.mark.parametrize(("text", "expected"), rows("products"))
def test_products_of_signs(text: str, expected: str) -> None:
    found = parse_compound(text)
    assert (f"{found.name}, {found.dimension}" if found else "none") == expected


@given(st.text(alphabet="kgms·/*^⁻-−()23²³ µWK1", max_size=50))
def test_any_product_is_read_without_errors(text: str) -> None:
    found = parse_compound(text)
    assert found is None or found.factor is not None
    assert compound_at(text, 0, min(2, len(text))) is None or text


EXACT = [found for found in map(unit_named, unit_names()) if found is not None and found.factor is not None]
VALUES = st.fractions(max_denominator=10**6)


@given(VALUES, st.sampled_from(EXACT), st.sampled_from(EXACT))
def test_a_conversion_there_and_back_changes_nothing(value: Fraction, source: Unit, target: Unit) -> None:
    assert comparable(source, target) == comparable(target, source)
    if comparable(source, target) and (value or not is_reciprocal(source, target)):
        assert convert(convert(value, source, target), target, source) == value


@given(VALUES.filter(bool), st.sampled_from(EXACT), st.data())
def test_a_conversion_by_way_of_a_third_unit_gives_the_same(value: Fraction, source: Unit, data: st.DataObject) -> None:
    kin = [other for other in EXACT if other.dimension == source.dimension and comparable(source, other)]
    middle, target = data.draw(st.sampled_from(kin)), data.draw(st.sampled_from(kin))
    if comparable(middle, target):
        assert convert(convert(value, source, middle), middle, target) == convert(value, source, target)


@given(st.text(alphabet="5 km/h$€£.,-²°pera1İß", max_size=40), st.integers(0, 40))
def test_any_text_is_read_without_errors(text: str, position: int) -> None:
    at = min(position, len(text))
    found, money, per = unit_at(text, at), currency_before(text, at), per_unit_at(text, at)
    assert found is None or at < found[1] <= len(text)
    assert money is None or 0 <= money[1] < at
    assert per is None or at < per[1] <= len(text)
    parse_unit_phrase(text)


@pytest.mark.parametrize(
    "text", ["k" * 100_000, "km " * 50_000, "per " * 50_000, "(" * 100_000, "1" * 100_000, "sq. " * 50_000]
)
def test_long_text_costs_what_its_start_costs(text: str) -> None:
    assert unit_at(text, 0) is None or text.startswith("km")
    assert per_unit_at(text, 0) is None
    assert currency_before(text, len(text)) is None
    assert parse_unit_phrase(text) is None


def test_every_name_finds_its_unit() -> None:
    for name in unit_names():
        found = unit_named(name)
        assert found is not None
        assert found.name == name
    assert unit_named("no such unit") is None


def data_file(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return content


def generator(script: str, patch: pytest.MonkeyPatch) -> ModuleType:
    """The script that makes a data file, if the packages are here in the versions that it was made with."""
    for package, version in data_file(script.removeprefix("make_") + ".json")["sources"].items():
        if find_spec(package) is None or importlib.metadata.version(package) != version:
            pytest.skip(f"needs {package} {version}")
    patch.syspath_prepend(ROOT)
    return import_module(f"scripts.{script}")


def test_units_json_is_what_its_script_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    content, _ = generator("make_units", monkeypatch).build()
    assert {**content, "sources": None} == {**data_file("units.json"), "sources": None}


def test_names_are_those_of_quantulum3_wherever_it_has_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(ROOT)
    script = import_module("scripts.make_units")
    config = tomllib.loads((ROOT / "scripts" / "units.toml").read_text(encoding="utf-8"))
    theirs = set(script.changed(config))
    names = [row["name"] for row in data_file("units.json")["units"]]
    assert len(names) == len(set(names))
    own = {added["name"] for added in config["add"]} | set(config["rename"].values())
    assert set(names) - own <= theirs
    assert own.isdisjoint(set(script.lexicon()) - set(config["drop"]["names"]))


def test_every_factor_has_a_source_a_line() -> None:
    for row in data_file("units.json")["units"]:
        assert row["source"].startswith("pint: ")
        assert Fraction(row["factor"]) > 0


def test_every_factor_is_what_its_source_says(monkeypatch: pytest.MonkeyPatch) -> None:
    script = generator("make_units", monkeypatch)
    bases = data_file("units.json")["bases"]
    factors = script.Factors(bases)
    for row in data_file("units.json")["units"]:
        factor, offset = factors.factor(row["source"].removeprefix("pint: "), row["dimension"])
        assert (Fraction(row["factor"]), Fraction(row.get("offset", 0))) == (factor, offset)


def test_currencies_json_is_what_its_script_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    content = generator("make_currencies", monkeypatch).build()
    assert {**content, "sources": None} == {**data_file("currencies.json"), "sources": None}
