"""The words of unit phrases, from the language's data, and the patterns that are made of them."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache

from factcheck.frozen import record
from factcheck.languages.words import load_words


@record
class UnitWords:
    """The English words of unit phrases: scales, nouns after "per", nouns that head a column, marks of an index."""

    scales: dict[str, Fraction]
    denominators: frozenset[str]
    counted: frozenset[str]
    plain: frozenset[str]
    fraction: frozenset[str]
    noise: frozenset[str]
    behind_a_slash: dict[str, str]


@cache
def words() -> UnitWords:
    """The words of factcheck/languages/en/unit_words.json."""
    content = load_words("unit_words")
    scales = {word: Fraction(int(size)) for size, forms in content["scales"].items() for word in forms}
    denominators, counted, plain, fraction, noise = (
        frozenset(content[key]) for key in ("denominators", "counted", "plain", "fraction", "noise")
    )
    return UnitWords(scales, denominators, counted, plain, fraction, noise, content["behind_a_slash"])


def _any(part: str, key: str) -> str:
    return "|".join(sorted(load_words("unit_words")[part][key], key=len, reverse=True))


@cache
def per_words() -> re.Pattern[str]:
    """What divides one unit by another: "/", " per ", "-per-"."""
    words_of = _any("per", "words")
    return re.compile(rf"\s?/\s?|\s(?:{words_of})\s|-(?:{words_of})-", re.IGNORECASE)


@cache
def articles() -> re.Pattern[str]:
    """What may stand for "per": the "a" of "$3 a gallon"."""
    return re.compile(rf"(?:\s|-)(?:{_any('per', 'articles')})\s", re.IGNORECASE)


@cache
def beginnings_of_per() -> frozenset[str]:
    """The letters and signs that begin one of these."""
    per = load_words("unit_words")["per"]
    letters = {word[0] for word in (*per["words"], *per["articles"])}
    return frozenset({"/", *letters, *(letter.upper() for letter in letters)})


@cache
def round_numbers() -> re.Pattern[str]:
    """The round number of "per 100,000 people", "per million inhabitants"."""
    sizes = _any("scales_beside", "sizes")
    return re.compile(
        rf"(1(?:0{{0,2}}(?:[, \u00a0\u202f]?000){{1,4}}|0{{1,2}})(?![.,]?\d)|(?:{sizes})\b)\s?", re.IGNORECASE
    )


@cache
def scale_ends() -> re.Pattern[str]:
    """A scale at the end of what stands before a unit: "5 million", "5m"."""
    apart, attached = _any("scales_beside", "apart"), _any("scales_beside", "attached")
    return re.compile(rf"(?i)(?:\b(?:{apart})|\d(?:{attached}))$")


@cache
def big_amount() -> re.Pattern[str]:
    """A sum that nobody takes for a small number: of four digits and more, or with a scale."""
    return re.compile(rf"\d{{1,3}}(?:,\d{{3}})|\d{{5}}|\d[\d.,]{{0,8}}\s?(?:{_any('scales_beside', 'sums')})\b")


@cache
def counts_nothing() -> re.Pattern[str]:
    """A number with nothing to count behind it: a price."""
    return re.compile(
        r"\d{1,4}(?:\.\d{1,2})?(?=\s?(?:\.(?!\d)|[;:)!?]|,(?!\d)|\Z"
        r"|\s(?:apiece|each|per\s[a-z]|an?\s(?!half|quarter|third)))"
        rf"|(?:{_any('scales_beside', 'prices')})\b)"
    )


@cache
def row_number() -> re.Pattern[str]:
    """A number in a row of numbers and currencies, with its scale."""
    rows = _any("scales_beside", "rows")
    return re.compile(rf"\s?\d{{1,20}}+(?:[.,]\d{{1,20}}+){{0,6}}+(?:\s?(?:{rows})\b)?")
