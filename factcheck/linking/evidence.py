"""How well a claim's words and unit point at a measure, apart from any value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache, lru_cache

from factcheck import units
from factcheck.frozen import record
from factcheck.languages.words import word_set
from factcheck.linking.index import LinkIndex
from factcheck.linking.weights import Weights
from factcheck.model import Quantity, Unit
from factcheck.reference.measures import AS_ANOTHER, in_other_words, measure_stems, spellings
from factcheck.reference.series import Series

PLAIN = frozenset({"count", ""})
LOOSE = PLAIN | {"percent", "percentage_points", "ratio"}  # what a column without a unit may well hold


class UnitFit(StrEnum):
    """How a claim's unit stands to a series' unit."""

    SAME = "same"
    NOUN = "noun"  # both count things
    UNKNOWN = "unknown"  # one side does not say
    PRICE = "price"  # "$64" for a table's dollars a barrel
    CURRENCY = "other_currency"
    MISMATCH = "mismatch"


@record
class Evidence:
    """How well one series fits a claim's words and unit; whether the thing counted is a word of the measure."""

    measure: float
    unit: float
    fit: UnitFit
    reasons: tuple[str, ...]
    names_the_noun: bool = False
    matched: frozenset[str] = frozenset()
    beside: bool = False  # the figures beside it are of this measure

    @property
    def is_wordless(self) -> bool:
        """Whether no word of the text points at the measure: its unit alone does, or that the table has no other."""
        return not self.matched and not self.names_the_noun and not self.beside

    @property
    def is_vague(self) -> bool:
        """Whether no word points at the measure, or none but such as "rise" or "rate", which many measures share."""
        return self.is_wordless or (not self.beside and self.matched <= _weak())


@cache
def _weak() -> frozenset[str]:
    return frozenset().union(*map(measure_stems, word_set("linking", "weak_words")))


def dimension(unit: Unit | None) -> str:
    """The unit's dimension, "" for a bare number."""
    return "" if unit is None else unit.dimension


@lru_cache(maxsize=8192)
def unit_fit(claimed: Unit | None, held: Unit | None) -> UnitFit:
    """Compare units of a claim and of a series; a counted noun and a bare number are both plain counts."""
    ours, theirs = dimension(claimed), dimension(held)
    if ours in PLAIN and theirs in PLAIN:
        return UnitFit.NOUN
    if ours == "currency" and theirs.startswith("currency/") and is_price(claimed, held):
        return UnitFit.PRICE
    if ours == theirs == "currency" and not units.comparable(claimed, held):
        return UnitFit.CURRENCY
    if claimed is not None and held is not None and units.comparable(claimed, held):
        return UnitFit.SAME
    if not ours or not theirs:
        return UnitFit.UNKNOWN
    return UnitFit.MISMATCH


def is_price(claimed: Unit | None, held: Unit | None) -> bool:
    """Whether a sum of money may be short for the held unit: "$64" for "USD per barrel"."""
    return claimed is not None and held is not None and held.name.startswith(f"{claimed.name} per ")


def evidence_for(
    position: int,
    quantity: Quantity,
    words: Mapping[str, float],
    index: LinkIndex,
    weights: Weights,
    topical: bool,
    favoured: bool = False,
) -> Evidence:
    """Score the series at a position of the index for a claim with these words around it.

    `topical` tells that the draft speaks of the table at all; only then may a unit stand in for words.
    """
    series = index.series[position]
    measure, matched = coverage(index, position, words)
    reasons = []
    if matched:
        reasons.append(f'words of the measure "{series.measure or series.table.title}": {", ".join(sorted(matched))}')
    fit = unit_fit(quantity.unit, series.unit)
    beside = False
    siblings = index.by_table[series.table.name]
    if fit is UnitFit.UNKNOWN and series.unit is None and _is_elsewhere(quantity, siblings):
        fit = UnitFit.MISMATCH
    if favoured and fit is not UnitFit.MISMATCH and measure < weights.unit["favoured"]:
        measure = weights.unit["favoured"]
        reasons.append("the measure of the figures beside it")
        beside = True
    if not topical:
        pass
    elif fit in (UnitFit.SAME, UnitFit.PRICE) and sum(_alike(quantity, other) for other in siblings) == 1:
        floor = weights.unit["alone"]
        if floor > measure:
            reasons.append("the only measure of its table in this unit")
        measure = max(measure, floor)
    elif fit is not UnitFit.MISMATCH and (len(siblings) == 1 or _is_nameless(series)):
        reasons.append("the only measure of its table")
        measure = max(measure, weights.unit["single"])
    if fit is not UnitFit.MISMATCH:
        reasons.append(f"unit: {fit.value.replace('_', ' ')}")
    named = any(
        words.get(stem, 0.0) >= weights.words["subject"] for phrase in index.phrases[position] for stem in phrase
    )
    return Evidence(measure, weights.unit[fit.value], fit, tuple(reasons), named, matched, beside)


def _is_elsewhere(quantity: Quantity, siblings: Sequence[Series]) -> bool:
    """Whether money or a measured quantity has columns of its own in the table, so that a bare one holds none of it."""
    fits = (unit_fit(quantity.unit, one.unit) for one in siblings)
    return dimension(quantity.unit) not in LOOSE and any(fit in (UnitFit.SAME, UnitFit.PRICE) for fit in fits)


def _is_nameless(series: Series) -> bool:
    """Whether the columns are headed by periods alone, so that the row's name says all there is to say."""
    return all(not field.measure for field in series.fields) and any(field.is_dated for field in series.fields)


def _alike(quantity: Quantity, series: Series) -> bool:
    return unit_fit(quantity.unit, series.unit) in (UnitFit.SAME, UnitFit.PRICE, UnitFit.NOUN, UnitFit.CURRENCY)


def coverage(index: LinkIndex, position: int, words: Mapping[str, float]) -> tuple[float, frozenset[str]]:
    """The best covered name of the measure; table words help, for a name that the text gives in part only."""
    best, matched = 0.0, frozenset[str]()
    for pairs, weight in index.weighed[position]:
        said = [(stem, rarity * words[stem]) for stem, rarity in pairs if stem in words]
        if not said:
            continue
        score = sum(part for _, part in said) / weight
        if (score, len(said)) > (best, len(matched)):
            best, matched = score, frozenset(stem for stem, _ in said)
    said_otherwise = bool(matched) and _said_otherwise(index.series[position], matched, words)
    return (best * AS_ANOTHER if said_otherwise else best), matched


def _said_otherwise(series: Series, matched: frozenset[str], words: Mapping[str, float]) -> bool:
    """Whether a text names the measure by a synonym of what its table calls it."""
    own = _own_spellings((series.measure, *series.names))
    return any(in_other_words(concept, own, words) for concept in matched)


@lru_cache(maxsize=8192)
def _own_spellings(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset().union(*map(spellings, names))
