"""FC403: two amounts of money in brackets at two rates: "€40 million ($44 million) ... €30 million ($12 million)".

No table of rates is asked: a draft that changes one currency into another twice, with no other day told, does so at
one rate. Of two pairs either may be wrong; of three or more the one that stands alone is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from factcheck.frozen import record
from factcheck.languages.words import load_words
from factcheck.model import Claim, Diagnosis, Finding, Modifier
from factcheck.patterns import lazy
from factcheck.phrasing import decimal_text
from factcheck.precision import step
from factcheck.rules.draft import Draft, dimension, quantity_of, runs, word_pattern
from factcheck.rules.two_units import is_in_brackets

_LIST = "currency_pairs"
_STRAY = Fraction(23, 20)  # one of several that are nearly alike
_APART = Fraction(6, 5)  # rates of one day differ by less, whatever the bank, when rounding is given its due
_SCALE = Fraction(30)  # no two days of one draft are as far apart: thousand, million or billion was meant
_ALIKE = Fraction(6, 5)
_YEAR = lazy(r"\b(?:1[5-9]|20)\d\d\b")
_WORD = lazy(r"[^\W\d_]+")


@record
class Exchange:
    """An amount and the same in another currency, with the rates that their rounding allows, and the days told."""

    one: Claim
    other: Claim
    low: Fraction
    high: Fraction
    dates: frozenset[str]


def two_rates_of_exchange(draft: Draft) -> Iterator[Finding]:
    """Pairs of amounts that change the same two currencies at rates too far apart."""
    groups: dict[tuple[str, str], list[Exchange]] = {}
    for _, claims in draft.sentences:
        for one, other in runs(claims):
            pair = _exchange(draft, one, other)
            if pair is not None:
                groups.setdefault(_currencies(pair), []).append(pair)
    for pairs in groups.values():
        if len(pairs) > 1:
            yield from _unlike(draft, pairs)


def _currencies(pair: Exchange) -> tuple[str, str]:
    """The two currencies in the order of the alphabet, so that "€40 ($44)" and "$55 (€50)" are of one rate."""
    names = sorted(unit.name for claim in (pair.one, pair.other) if (unit := quantity_of(claim).unit) is not None)
    return names[0], names[-1]


def _exchange(draft: Draft, one: Claim, other: Claim) -> Exchange | None:
    mine, theirs = quantity_of(one), quantity_of(other)
    if not dimension(mine) == dimension(theirs) == "currency" or mine.unit is None or theirs.unit is None:
        return None
    if mine.unit.name == theirs.unit.name or not is_in_brackets(draft, one, other):
        return None
    held = (mine, theirs)
    if any(q.modifier not in {Modifier.EXACT, Modifier.APPROXIMATE} or not q.value or q.value <= 0 for q in held):
        return None
    if word_pattern("another_rate", _LIST).search(draft.text, one.sentence.start, one.sentence.end):
        return None
    first, second = (mine, theirs) if mine.unit.name < theirs.unit.name else (theirs, mine)
    (low, high), (least, most) = _allowed(first.value, step(first)), _allowed(second.value, step(second))
    return Exchange(one, other, least / high, most / low, _dates(draft, one))


def _allowed(value: Fraction | None, quantum: Fraction) -> tuple[Fraction, Fraction]:
    """The values that round to an amount, a fortieth on both sides at least: such amounts are rounded freely."""
    assert value is not None  # noqa: S101 - looked at before
    near = max(quantum / 2, value / 40)
    return max(value - near, value / 2), value + near


def _dates(draft: Draft, claim: Claim) -> frozenset[str]:
    """The years and months that the sentence names."""
    months = load_words("calendar")["months"]
    text, sentence = draft.text, claim.sentence
    words = (word.lower() for word in _WORD.findall(text, sentence.start, sentence.end) if word[0].isupper())
    return frozenset(_YEAR.findall(text, sentence.start, sentence.end)) | {word for word in words if word in months}


def _unlike(draft: Draft, pairs: Sequence[Exchange]) -> Iterator[Finding]:
    if len(pairs) == 2:
        one, two = pairs
        if _apart(one, two, _SCALE if one.dates != two.dates else _APART):
            yield _finding(draft, two, one)
        return
    lows, highs = sorted(pair.low for pair in pairs), sorted(pair.high for pair in pairs)
    least = _SCALE if len({pair.dates for pair in pairs}) > 1 else _STRAY
    odd = [pair for pair in pairs if _stands_alone(pair, lows, highs, least)]
    if len(odd) == 1:
        yield _finding(draft, odd[0], next(pair for pair in pairs if pair is not odd[0]))


def _stands_alone(odd: Exchange, lows: Sequence[Fraction], highs: Sequence[Fraction], least: Fraction) -> bool:
    """Whether all others are at nearly one rate and this pair is far from it; `lows` and `highs` are sorted."""
    first, last = int(odd.low == lows[0]), -1 - int(odd.high == highs[-1])
    low, high = lows[first], highs[last]
    highest_low = lows[-1 - int(odd.low == lows[-1])]
    lowest_high = highs[int(odd.high == highs[0])]
    return highest_low <= lowest_high * _ALIKE and (odd.low > high * least or odd.high * least < low)


def _apart(one: Exchange, two: Exchange, least: Fraction) -> bool:
    return one.low > two.high * least or two.low > one.high * least


def _finding(draft: Draft, odd: Exchange, like: Exchange) -> Finding:
    written = [f"“{pair.one.mention.surface} ({pair.other.mention.surface})”" for pair in (odd, like)]
    rates = [_rate(pair, quantity_of(odd.one).unit.name) for pair in (odd, like)]  # type: ignore[union-attr]
    message = f"two rates of exchange: {written[0]} is {rates[0]}, and {written[1]} {rates[1]}"
    related = [
        (odd.one, "the amount that is changed"),
        (like.one, "changed at another rate"),
        (like.other, "into this"),
    ]
    return draft.finding("FC403", odd.other, message, Diagnosis.CONVERSION, None, related)


def _rate(pair: Exchange, base: str) -> str:
    """The rate of a pair in words: "1.1 USD to the EUR"."""
    one, other = quantity_of(pair.one), quantity_of(pair.other)
    if one.unit is not None and one.unit.name != base:
        one, other = other, one
    assert one.value and other.value and one.unit is not None and other.unit is not None  # noqa: S101, PT018
    rate = other.value / one.value
    places = 2
    while rate * 10**places < 10 and places < 8:
        places += 1
    return f"{decimal_text(rate, places)} {other.unit.name} to the {one.unit.name}"
