"""The English tables, read once from the data files beside this module, and the patterns made from them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

from factcheck.frozen import record
from factcheck.grammar import Trigger
from factcheck.languages.words import load_words
from factcheck.model import Modifier
from factcheck.number_words import NumberWords


@record
class HedgeClass:
    """How far a hedge of one kind reaches, as factors of the number; None is open to infinity."""

    name: str
    modifier: Modifier
    low: Fraction | None
    high: Fraction | None
    low_open: bool
    high_open: bool
    far: Fraction | None
    both: bool


@record
class ScaleLetter:
    """A scale written as letters behind a number, and what must stand around it to be one."""

    factor: Fraction
    needs: str


@dataclass(frozen=True)
class Lexicon:
    """All word tables of English that the rules use; words are in lower case."""

    words: NumberWords
    numbers: Mapping[str, Any]
    scale_letters: Mapping[str, ScaleLetter]
    ordinals: Mapping[str, int]
    multiples: Mapping[str, Fraction]
    vague: Mapping[str, tuple[Fraction, Fraction]]
    hedge_classes: Mapping[str, HedgeClass]
    hedges_before: Mapping[str, str]
    hedges_after: Mapping[str, str]
    hedge_signs: Mapping[str, str]
    hedge_data: Mapping[str, Any]
    calendar: Mapping[str, Any]
    months: Mapping[str, int]
    before_a_year: frozenset[str]
    labels: Mapping[str, str]
    label_data: Mapping[str, Any]
    plural_labels: Mapping[str, str]
    before_an_age: frozenset[str]
    before_a_limit: frozenset[str]
    nouns: Mapping[str, frozenset[str]]
    rate_periods: Mapping[str, str]
    rate_abbreviations: Mapping[str, str]
    nouns_of_units: Mapping[str, frozenset[str]]
    noun_abbreviations: Mapping[str, str]


def alternation(words: Iterable[str]) -> str:
    """A pattern for any of the words, shaped like a trie so that a scan looks at each letter once.

    >>> alternation(["ten", "tens", "to"])
    't(?:en(?:s)?|o)'
    """
    trie: dict[str, Any] = {}
    for word in words:
        node = trie
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _branch(trie)


def phrases(words: Iterable[str]) -> str:
    r"""A pattern for any of the words and phrases, with any white space between the words of a phrase.

    >>> phrases(["up", "up to"])
    'up(?:\\sto)?'
    """
    return alternation(words).replace(re.escape(" "), r"\s")


def _branch(node: dict[str, Any]) -> str:
    ends = "" in node
    branches = [re.escape(letter) + _branch(below) for letter, below in sorted(node.items()) if letter]
    if not branches:
        return ""
    if len(branches) == 1 and not ends:
        return branches[0]
    return f"(?:{'|'.join(branches)})" + ("?" if ends else "")


def _fraction(value: Any) -> Fraction | None:
    return None if value is None else Fraction(value)


def _hedge_class(name: str, data: Mapping[str, Any]) -> HedgeClass:
    return HedgeClass(
        name,
        Modifier(data["modifier"]),
        _fraction(data.get("low")),
        _fraction(data.get("high")),
        bool(data.get("low_open")),
        bool(data.get("high_open")),
        _fraction(data.get("far")),
        bool(data.get("both")),
    )


def _plural(word: str) -> str:
    if word.endswith("y"):
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("x", "s")) else "s")


@cache
def lexicon() -> Lexicon:
    """The English lexicon; read at first use."""
    numbers, hedges, calendar = load_words("numbers"), load_words("hedges"), load_words("calendar")
    labels, nouns = load_words("labels"), load_words("nouns")
    words = NumberWords(
        numbers["units"],
        numbers["tens"],
        numbers["scales"],
        {**numbers["groups"], **numbers["groups_plural"]},
        {word: Fraction(value) for word, value in numbers["fractions"].items()},
        frozenset(numbers["articles"]),
        frozenset(numbers["joiners"]),
        frozenset(numbers["decimal_points"]),
        frozenset(numbers["pairings"]),
    )
    reasons = {word: reason for reason, names in labels["before"].items() for word in names}
    return Lexicon(
        words=words,
        numbers=numbers,
        scale_letters={k: ScaleLetter(Fraction(v["factor"]), v["needs"]) for k, v in numbers["scale_letters"].items()},
        ordinals=numbers["ordinals"],
        multiples={word: Fraction(value) for word, value in {**numbers["multiples"], **numbers["folds"]}.items()},
        vague={word: (Fraction(v["low"]), Fraction(v["high"])) for word, v in numbers["vague"].items()},
        hedge_classes={name: _hedge_class(name, data) for name, data in hedges["classes"].items()},
        hedges_before={phrase: kind for kind, phrases in hedges["before"].items() for phrase in phrases},
        hedges_after={phrase: kind for kind, phrases in hedges["after"].items() for phrase in phrases},
        hedge_signs=hedges["signs"],
        hedge_data=hedges,
        calendar=calendar,
        months=calendar["months"],
        before_a_year=frozenset(calendar["before_a_year"]),
        labels=reasons,
        label_data=labels,
        plural_labels={_plural(word): reasons.get(word, "identifier") for word in labels["plural_listed"]},
        before_an_age=frozenset(labels["before_an_age"]),
        before_a_limit=frozenset(labels["before_a_limit"]),
        nouns={name: frozenset(value) for name, value in nouns.items() if isinstance(value, list)},
        rate_periods=nouns["rate_periods"],
        rate_abbreviations=nouns["rate_abbreviations"],
        nouns_of_units={unit: frozenset(things) for unit, things in nouns["nouns_of_units"].items()},
        noun_abbreviations=nouns["abbreviations"],
    )


@cache
def trigger_classes() -> Mapping[str, frozenset[Trigger]]:
    """What each trigger word may begin, by its lower-case form."""
    found: dict[str, set[Trigger]] = {}
    table = lexicon()

    def add(words: Iterable[str], trigger: Trigger) -> None:
        for word in words:
            found.setdefault(word, set()).add(trigger)

    add(table.words.units, Trigger.CARDINAL)
    add(table.words.tens, Trigger.CARDINAL)
    add(table.words.scales, Trigger.CARDINAL)
    add(table.words.groups, Trigger.CARDINAL)
    add(table.numbers["pairs"], Trigger.CARDINAL)
    add(table.words.fractions, Trigger.FRACTION)
    add(table.ordinals, Trigger.ORDINAL)
    add(table.multiples, Trigger.MULTIPLE)
    add(table.vague, Trigger.VAGUE)
    return {word: frozenset(triggers) for word, triggers in found.items()}


@cache
def trigger_pattern() -> re.Pattern[str]:
    """Finds a digit, a vulgar fraction or a trigger word in a text in lower case."""
    words = trigger_classes()
    first = "".join(sorted({word[0] for word in words}))
    return re.compile(rf"[\d¼-¾⅐-⅞]|(?=[{first}])\b(?:{alternation(words)})(?![a-z])")
