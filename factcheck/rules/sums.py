"""The sums of figures that the rules of parts and wholes share: what they allow, and how they are told."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from factcheck.model import Claim, Fix, Interval, Modifier, Quantity
from factcheck.patterns import lazy
from factcheck.phrasing import with_unit
from factcheck.rewriting import rewritten, text_of
from factcheck.rules.draft import dimension, loosened, quantity_of, total

_ARTICLE = lazy(r"(?:,|\band|\bplus) an? (?!total|further|half|quarter|third)")
_SLIP = Fraction(3, 10)  # slips of the pen are rarely larger; sums of other things often are
_SMALL = 100  # counts below are not rounded in a sentence that lists parts


def allowed(quantity: Quantity) -> Interval:
    """What a figure of a sum allows: a small count is exact, "1,200" may be rounded."""
    value = quantity.value
    if value is not None and value < _SMALL and dimension(quantity) == "count":
        return quantity.interval
    return loosened(quantity)


def make(parts: Sequence[Claim], whole: Claim, ones: int = 0) -> bool:
    """Whether the parts, and so many single things beside them, may add up to the whole, rounded and hedged as told."""
    made = total([allowed(quantity_of(part)) for part in parts]).shifted(Fraction(ones))
    return made.overlaps(allowed(quantity_of(whole)))


def told_by_article(text: str, start: int, end: int) -> int:
    """How many parts an article tells: the stepson of "three sons, two daughters and a stepson"."""
    return len(_ARTICLE.findall(text, start, end))


def sum_of(parts: Sequence[Claim]) -> Fraction:
    """The sum of the numbers as written."""
    return sum((quantity_of(part).value or Fraction(0) for part in parts), Fraction(0))


def is_near(parts: Sequence[Claim], whole: Claim) -> bool:
    """Whether the parts miss the whole by no more than slips of the pen do."""
    made, stated = sum_of(parts), quantity_of(whole).best or Fraction(0)
    return abs(made - stated) <= max(made, stated) * _SLIP


def terms(parts: Sequence[Claim]) -> str:
    """The sum in the draft's own words: "12 + 9 + 4"."""
    return " + ".join(part.mention.surface for part in parts)


def in_place_of(whole: Claim, parts: Sequence[Claim], ones: int = 0) -> Fix | None:
    """The whole with the sum of its parts in its own form, None where a part is hedged."""
    exact = all(quantity_of(part).modifier is Modifier.EXACT for part in parts)
    return rewritten(whole.mention, sum_of(parts) + ones) if exact else None


def told(parts: Sequence[Claim], whole: Claim, ones: int = 0) -> str:
    """The sum and what comes of it: "12 + 9 + 4 = 25"."""
    made = text_of(in_place_of(whole, parts, ones)) or with_unit(sum_of(parts) + ones, quantity_of(whole).unit)
    return f"{terms(parts)}{' + 1' * ones} = {made}"


def is_one_slip_off(parts: Sequence[Claim], whole: Claim) -> bool:
    """Whether the whole, or one of the parts, is one slip of the pen away from what would make the sum hold."""
    stated = quantity_of(whole).value or Fraction(0)
    gap = stated - sum_of(parts)
    values = [quantity_of(part).value or Fraction(0) for part in parts]
    return is_one_slip(stated, stated - gap) or any(is_one_slip(value, value + gap) for value in values)


def is_one_slip(written: Fraction, meant: Fraction) -> bool:
    """Whether one digit is another, is missing or too many, or two neighbours are swapped.

    >>> is_one_slip(Fraction(1210), Fraction(1120)), is_one_slip(Fraction(1210), Fraction(1543))
    (True, False)
    """
    scale = max(written.denominator, meant.denominator)
    if (meant * scale).denominator != 1 or (written * scale).denominator != 1 or written < 0 or meant < 0:
        return False
    one, other = str(int(written * scale)), str(int(meant * scale))
    if len(one) == len(other):
        at = [place for place in range(len(one)) if one[place] != other[place]]
        swapped = len(at) == 2 and at[1] == at[0] + 1 and one[at[0]] == other[at[1]] and one[at[1]] == other[at[0]]
        return len(at) == 1 or swapped
    short, long = sorted((one, other), key=len)
    return len(long) == len(short) + 1 > 2 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
