"""Locales: what is asked for, declared or shown by a draft's numbers decides how its numbers and dates are read."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import factcheck
from factcheck.document import Document
from factcheck.locales import ENGLISH, Locale, UnknownLocaleError, english_separators, find_locale, locale_of_numbers
from factcheck.localised import located
from factcheck.model import Claim
from factcheck.pipeline import extract_document
from factcheck.readers import read_text

GERMAN = Locale("de", ",", ".")
FRENCH = Locale("fr", ",", " ")


def claims(text: str, locale: str | None = None) -> list[Claim]:
    return list(extract_document(read_text(text, format="text"), locale=locale).claims)


def values(text: str, locale: str | None = None) -> list[Fraction | None]:
    return [one.mention.quantity.value for one in claims(text, locale) if one.mention.quantity and one.is_claim]


@pytest.mark.parametrize(
    ("locale", "text", "value"),
    [
        ("de", "They paid 1.234,56 euros.", "1234.56"),
        ("de", "Some 1.234.567 people came.", "1234567"),
        ("de", "It rose by 3,5%.", "3.5"),
        ("de", "It rose by 3,5 million euros.", "3500000"),
        ("de-AT", "They paid 12.500 euros.", "12500"),
        ("fr", "They paid 12 500 euros.", "12500"),
        ("fr", "They paid 1 234,5 euros.", "1234.5"),
        ("fr-CA", "They paid 12 500,75 dollars.", "12500.75"),
        ("sv", "They paid 12\u202f500 kronor.", "12500"),
        ("de-CH", "They paid 1'234.50 francs.", "1234.5"),
        ("de-CH", "They paid 1’234’567 francs.", "1234567"),
        ("en-IN", "They paid 12,34,567 rupees.", "1234567"),
        ("en-GB", "They paid 1,234.56 pounds.", "1234.56"),
        ("de", "It grew by 2.5 percent.", "2.5"),
        ("nl_NL.UTF-8", "It grew by 2,5 percent.", "2.5"),
        (None, "They paid 1,234.56 pounds.", "1234.56"),
    ],
)
def test_numbers(locale: str | None, text: str, value: str) -> None:
    assert values(text, locale) == [Fraction(value)]


@pytest.mark.parametrize(
    "text", ["On 31.12.2024 at 17.30 GMT.", "Release 2.3.1 is out.", "The host is 10.0.0.1, not 192.168.1.20.", "3,4,5"]
)
def test_what_is_no_number_of_the_locale_keeps_its_separators(text: str) -> None:
    assert english_separators(text, GERMAN) == text


def test_surfaces_are_the_drafts_own() -> None:
    text = "They paid 1.234,56 euros, up 3,5% on the 12 500 of 31.12.2023."
    for name in ("de", "fr", "en", "sv"):
        for one in claims(text, name):
            assert text[one.mention.start : one.mention.end] == one.mention.surface


def test_numbers_that_only_english_writes_are_read_so_whatever_is_declared() -> None:
    assert values("They paid 1,234,567 rand, and 1,500 more.", "en-ZA") == [1234567, 1500]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It cost 1.234,5 in May and 2.345,75 in June.", [Fraction("1234.5"), Fraction("2345.75")]),
        ("It cost 1.234,5 in the spring.", None),
        ("It cost 1.234,5 here, 2.345,75 there and 1,234.5 elsewhere.", None),
        ("It cost 1,234 in the spring and 2,345 in the summer.", None),
    ],
)
def test_a_draft_that_declares_nothing_shows_its_locale_by_several_numbers(
    text: str, found: list[Fraction] | None
) -> None:
    assert (locale_of_numbers(text) is not None) is (found is not None)
    if found is not None:
        assert values(text) == found
        assert located(read_text(text))[0].locale_origin == "numbers"


@pytest.mark.parametrize(
    ("locale", "period"), [("en-GB", "2024-04-03"), ("en-US", "2024-03-04"), ("de", "2024-04-03"), ("ja", None)]
)
def test_the_order_of_a_date(locale: str, period: str | None) -> None:
    (date,) = claims("It opened on 03/04/2024.", locale)
    assert date.mention.reason == ("date" if period else "ambiguous date")
    assert (date.mention.period.label if date.mention.period else None) == period


@pytest.mark.parametrize(("other", "period"), [("25/12/2023", "2024-04-03"), ("12/25/2023", "2024-03-04")])
def test_another_date_of_the_draft_settles_the_order(other: str, period: str) -> None:
    first, _ = claims(f"It opened on 03/04/2024 and closed on {other}.")
    assert first.mention.period is not None
    assert first.mention.period.label == period


def test_without_a_year_the_order_settles_the_reason_alone() -> None:
    (date,) = claims("It opens on 03/04.", "en-GB")
    assert (date.mention.reason, date.mention.period) == ("date", None)


def test_front_matter_declares_a_locale() -> None:
    document = read_text("---\nlang: de\n---\nThey paid 1.234,56 euros.\n")
    assert (document.locale, document.locale_origin) == ("de", "front matter")
    (claim,) = extract_document(document).claims
    assert claim.mention.quantity is not None
    assert claim.mention.quantity.value == Fraction("1234.56")


def test_what_is_asked_for_outranks_what_is_declared() -> None:
    document, locale = located(read_text("---\nlang: de\n---\nThey paid 1.234 euros.\n"), "en-US")
    assert (document.locale, document.locale_origin, locale.decimal) == ("en-US", "option", ".")


def test_an_unknown_declaration_is_noted_and_english_read() -> None:
    document, locale = located(read_text("---\nlang: klingon\n---\nThey paid 1,234.56 euros.\n"))
    assert locale is ENGLISH
    assert document.locale == ""
    assert "klingon" in document.note


def test_plain_english_without_a_declaration_stays_as_it_is() -> None:
    document = Document("draft", "They paid 1,234.56 euros.", ())
    assert located(document) == (document, ENGLISH)


@pytest.mark.parametrize(
    ("name", "decimal", "order"), [("en", ".", ""), ("DE", ",", "dmy"), ("pt_BR", ",", "dmy"), ("en-BW", ".", "")]
)
def test_find_locale(name: str, decimal: str, order: str) -> None:
    found = find_locale(name)
    assert (found.decimal, found.date_order) == (decimal, order)


@pytest.mark.parametrize("name", ["klingon", "xx-YY", "-", "eng lish"])
def test_unknown_locales(name: str) -> None:
    with pytest.raises(UnknownLocaleError, match="no known locale"):
        find_locale(name)


def test_the_python_way_in() -> None:
    (claim,) = factcheck.extract("They paid 1.234,56 euros.", locale="de")
    assert claim.mention.surface == "1.234,56 euros"
    report = factcheck.check("They paid 1.234,56 euros.", locale="de")
    assert report.to_dict()["settings"]["locale"] == "de"
    with pytest.raises(ValueError, match="klingon"):
        factcheck.extract("41 cars", locale="klingon")


def test_the_table_names_its_source_and_every_row_is_whole() -> None:
    path = Path(factcheck.__file__).parent / "data" / "locales.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    assert "CLDR" in data["source"]
    assert "License" in data["source"]
    assert len(data["locales"]) >= 60
    for row in data["locales"].values():
        assert row["decimal"] in {".", ","}
        assert row["group"] in {".", ",", " ", "’"}
        assert row["date_order"] in {"dmy", "mdy", "ymd", ""}


@given(st.integers(min_value=0, max_value=10**12), st.integers(min_value=0, max_value=999))
def test_a_number_written_as_a_locale_does_reads_back(whole: int, thousandths: int) -> None:
    english = f"{whole:,}.{thousandths:03d}"
    for locale, sign in ((GERMAN, "."), (FRENCH, "\u202f"), (FRENCH, " ")):
        written = english.replace(",", "#").replace(".", ",").replace("#", sign)
        assert english_separators(f"of {written} kg", locale) == f"of {english} kg"


@given(st.text(alphabet="0123456789.,' \u00a0abc/-", max_size=60))
def test_separators_never_change_the_length(text: str) -> None:
    for locale in (GERMAN, FRENCH, ENGLISH):
        assert len(english_separators(text, locale)) == len(text)
