"""FC403: one figure in two units: "10 miles (16 km)", "30 ft/9 m", "300 acres, or 121 hectares,"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from factcheck import units
from factcheck.model import Claim, Diagnosis, Finding, Kind, Modifier, Unit
from factcheck.phrasing import with_unit
from factcheck.precision import told_digits
from factcheck.rewriting import rewritten, text_of
from factcheck.rules.converted import agree, overlap
from factcheck.rules.draft import Draft, any_of, dimension, phrases, quantity_of, runs, word_pattern
from factcheck.rules.two_units import Restated, is_in_brackets, restatements

_LIST = "conversions"
_TELLING = 5  # digits of two numbers together that hardly stand in the rate of two units by chance
_REACH = 40  # characters before and behind a temperature in which the words for a difference stand
_ALTERNATIVE = 2  # "5 miles, or 20 km," are two routes


def conversion_in_brackets(draft: Draft) -> Iterator[Finding]:
    """Figures whose second unit says something else than the first."""
    for pair in restatements(draft):
        difference = _is_difference(draft, pair)
        if not agree(pair.mine, pair.theirs, difference=difference) and (pair.in_brackets or _is_slip(pair)):
            yield _wrong_conversion(draft, pair, difference=bool(difference))


def _is_slip(pair: Restated) -> bool:
    """Whether a figure after "or" is near enough to be meant as the first: another length may be another choice."""
    mine, theirs = pair.mine.best, pair.theirs.best
    if not mine or not theirs or pair.mine.unit is None or pair.theirs.unit is None or mine < 0 or theirs < 0:
        return False
    times = theirs / units.convert(mine, pair.mine.unit, pair.theirs.unit)
    return 1 < _ALTERNATIVE * times < _ALTERNATIVE**2 or times in {Fraction(10), Fraction(1, 10)}


# Temperatures.


def _is_difference(draft: Draft, pair: Restated) -> bool | None:
    """Whether two temperatures are told as a difference (no zero point) or as a level; None where it may be either."""
    if dimension(pair.mine) != "temperature":
        return False
    sentence, start, end = pair.one.sentence, pair.one.mention.start, pair.other.mention.end
    before = draft.text[max(sentence.start, start - _REACH) : start]
    behind = draft.text[end : min(sentence.end, end + _REACH)]
    if (_ends_in("by_how_much").search(before) and pair.one.kind is Kind.CHANGE) or _says_more().match(behind):
        return True
    words = word_pattern("change_of_heat", _LIST)
    if _ends_in("to_a_level").search(before):
        told = words.search(draft.text, sentence.start, start) or words.search(behind)
        if told is None or _changed_to().search(before):
            return False
    return None


@cache
def _ends_in(key: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any_of(key)}) \Z", re.IGNORECASE)


@cache
def _changed_to() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any_of('changed_to')})(?: \w+ly)? to \Z", re.IGNORECASE)


@cache
def _says_more() -> re.Pattern[str]:
    return re.compile(rf"\) (?:{_any_of('heat_more')})\b", re.IGNORECASE)


# One unit twice.


def one_unit_twice(draft: Draft) -> Iterator[Finding]:
    """Figures whose second unit is their first again, where the numbers are those of two: "180 pounds (397 pounds)"."""
    for _, claims in draft.sentences:
        for one, other in runs(claims):
            partner = _other_unit(draft, one, other)
            if partner is not None:
                yield partner


def _other_unit(draft: Draft, one: Claim, other: Claim) -> Finding | None:
    """The finding that one of the two figures is in a unit that the other is usually converted to."""
    mine, theirs = quantity_of(one), quantity_of(other)
    if mine.unit is None or theirs.unit != mine.unit or Modifier.EXACT not in {mine.modifier, theirs.modifier}:
        return None
    if told_digits(mine) + told_digits(theirs) < _TELLING or not is_in_brackets(draft, one, other):
        return None
    for unit in _partners(mine.unit):
        for wrong, right in ((one, other), (other, one)):
            if overlap(quantity_of(wrong), quantity_of(right), unit, mine.unit, difference=False):
                said = with_unit(quantity_of(wrong).best or Fraction(0), unit)
                message = f"“{right.mention.surface}” is {said}, not “{wrong.mention.surface}”"
                return draft.finding(
                    "FC403", wrong, message, Diagnosis.UNIT, None, [(right, "the same in its own unit")]
                )
    return None


def _partners(unit: Unit) -> list[Unit]:
    """The units that writers convert one to."""
    pairs = [pair for pair in phrases("converted_pairs", _LIST) if unit.name in pair]
    found = (units.unit_named(name) for pair in pairs for name in pair if name != unit.name)
    return [one for one in found if one is not None]


def _wrong_conversion(draft: Draft, pair: Restated, *, difference: bool) -> Finding:
    value, source, target = pair.mine.best, pair.mine.unit, pair.theirs.unit
    assert value is not None and source is not None and target is not None  # noqa: S101, PT018
    right = units.convert_difference(value, source, target) if difference else units.convert(value, source, target)
    one, other = pair.one, pair.other
    fix = rewritten(other.mention, right) if pair.theirs.value is not None else None
    message = f"“{one.mention.surface}” is {text_of(fix) or with_unit(right, target)}, not “{other.mention.surface}”"
    return draft.finding("FC403", other, message, Diagnosis.CONVERSION, fix, [(one, "the figure that is converted")])


def _any_of(key: str) -> str:
    return any_of(phrases(key, _LIST))
