"""How well a claim's words and unit point at a measure, apart from any value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
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
A_COUNT = Unit("thing", "count")  # stands for all counted nouns, which fit a series alike


class UnitFit(StrEnum):
    """How a claim's unit stands to a series' unit."""

    SAME = "same"
    NOUN = "noun"  # both count things
    UNKNOWN = "unknown"  # one side does not say
    PRICE = "price"  # "$64" for a table's dollars a barrel
    CURRENCY = "other_currency"
    MISMATCH = "mismatch"


OWN = (UnitFit.SAME, UnitFit.PRICE)
ALIKE = (*OWN, UnitFit.NOUN, UnitFit.CURRENCY)


class Only(StrEnum):
    """Why a claim's unit alone points at a series of a table, by the name of its weight."""

    IN_UNIT = "alone"
    MEASURE = "single"

    @property
    def reason(self) -> str:
        """The same in words."""
        return f"the only measure of its table{' in this unit' if self is Only.IN_UNIT else ''}"


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


class Said:
    """The words around one claim, and how well they cover the names of the measures that they are words of."""

    def __init__(self, words: Mapping[str, float], index: LinkIndex, weights: Weights) -> None:
        least = weights.words["subject"]
        self.covered = coverages(index, words)
        self._loud = frozenset(stem for stem, weight in words.items() if weight >= least)
        self._index = index

    def names_the_noun(self, position: int) -> bool:
        """Whether the thing counted or measured is a word of a measure's names."""
        return not self._loud.isdisjoint(self._index.stems[position])


def evidence_for(
    position: int,
    quantity: Quantity,
    said: Said,
    index: LinkIndex,
    weights: Weights,
    topical: bool,
    favoured: bool = False,
) -> Evidence:
    """Score the series at a position of the index for a claim with what is said around it.

    `topical` tells that the draft speaks of the table at all; only then may a unit stand in for words.
    """
    series = index.series[position]
    measure, matched = said.covered.get(position, (0.0, frozenset[str]()))
    reasons = []
    if matched:
        reasons.append(f'words of the measure "{series.measure or series.table.title}": {", ".join(sorted(matched))}')
    fits = unit_fits(quantity.unit, index)
    fit = fits.of[position]
    beside = False
    if favoured and fit is not UnitFit.MISMATCH and measure < weights.unit["favoured"]:
        measure = weights.unit["favoured"]
        reasons.append("the measure of the figures beside it")
        beside = True
    only = fits.told.get(position) if topical else None
    if only is not None:
        floor = weights.unit[only]
        if only is Only.MEASURE or floor > measure:
            reasons.append(only.reason)
        measure = max(measure, floor)
    if fit is not UnitFit.MISMATCH:
        reasons.append(f"unit: {fit.value.replace('_', ' ')}")
    named = said.names_the_noun(position)
    return Evidence(measure, weights.unit[fit.value], fit, tuple(reasons), named, matched, beside)


@record
class UnitFits:
    """How a unit stands to every series of an index, and which it points at alone once the draft speaks of a table."""

    of: tuple[UnitFit, ...]
    told: Mapping[int, Only]


def unit_fits(unit: Unit | None, index: LinkIndex) -> UnitFits:
    """How a unit stands to the series of an index, worked out once for it."""
    unit = A_COUNT if dimension(unit) == "count" else unit
    if unit not in index.unit_fits:
        index.unit_fits[unit] = _unit_fits(unit, index)
    return index.unit_fits[unit]


def _unit_fits(unit: Unit | None, index: LinkIndex) -> UnitFits:
    known: dict[int, UnitFit] = {}  # the series of a store share their few units
    for series in index.series:
        if id(series.unit) not in known:
            known[id(series.unit)] = unit_fit(unit, series.unit)
    plain = [known[id(series.unit)] for series in index.series]
    names = [series.table.name for series in index.series]
    alike = Counter(name for name, fit in zip(names, plain, strict=True) if fit in ALIKE)
    # Money or a measured quantity that has columns of its own in a table is held by none of its bare ones.
    elsewhere = {name for name, fit in zip(names, plain, strict=True) if fit in OWN and dimension(unit) not in LOOSE}
    fits: list[UnitFit] = []
    told: dict[int, Only] = {}
    for position, (series, fit) in enumerate(zip(index.series, plain, strict=True)):
        name = series.table.name
        bare = fit is UnitFit.UNKNOWN and series.unit is None
        fits.append(UnitFit.MISMATCH if bare and name in elsewhere else fit)
        if fits[-1] in OWN and alike[name] == 1:
            told[position] = Only.IN_UNIT
        elif fits[-1] is not UnitFit.MISMATCH and position in index.single:
            told[position] = Only.MEASURE
    return UnitFits(tuple(fits), told)


def coverages(index: LinkIndex, words: Mapping[str, float]) -> dict[int, tuple[float, frozenset[str]]]:
    """How well some words cover a measure's name, and which of them, for every position that one is a word of.

    The best covered name of each counts; table words help, for a name that the text gives in part only.
    """
    said: dict[tuple[int, int], list[tuple[str, float]]] = {}
    for stem in sorted(words):
        for position, name, rarity in index.names_with(stem):
            said.setdefault((position, name), []).append((stem, rarity * words[stem]))
    best: dict[int, tuple[float, int, int]] = {}
    for (position, name), parts in said.items():
        score = sum(part for _, part in parts) / index.weighed[position][name]
        known = best.get(position)
        # Of two names that are covered alike the first counts.
        if known is None or (score, len(parts), -name) > (known[0], known[1], -known[2]):
            best[position] = score, len(parts), name
    found = {}
    marked = {stem[1:] for stem in words if stem.startswith("~")}  # what synonyms are folded onto
    for position, (score, _, name) in best.items():
        matched = frozenset([stem for stem, _ in said[position, name]])
        otherwise = not marked.isdisjoint(matched) and _said_otherwise(index.series[position], matched, words)
        found[position] = score * AS_ANOTHER if otherwise else score, matched
    return found


def _said_otherwise(series: Series, matched: frozenset[str], words: Mapping[str, float]) -> bool:
    """Whether a text names the measure by a synonym of what its table calls it."""
    own = _own_spellings((series.measure, *series.names))
    return any(in_other_words(concept, own, words) for concept in matched)


@lru_cache(maxsize=8192)
def _own_spellings(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset().union(*map(spellings, names))
