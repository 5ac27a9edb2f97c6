"""The unit that a bare number takes from the figure before it: "40 homes by lot and 18 by bid", "5 km against 4.8"."""

from __future__ import annotations

from fractions import Fraction

from factcheck.grammar import Site
from factcheck.languages.en.hedges import Hedge
from factcheck.languages.en.lexicon import lexicon
from factcheck.model import Kind, Mention, Unit
from factcheck.numerals import Numeral
from factcheck.patterns import lazy

_FARTHEST = 80
"""How many characters may stand between the two figures."""

_NEAR, _CLOSE = 20, 4
"""How many times larger one of two compared figures may be: where the words compare, and where only the shape does."""

_ENDS_SENTENCE = lazy(r"[.!?:;]\s|\n\n|[()\[\]]")
_LEVELS = frozenset({"percent", "percentage_points", "temperature", "angle"})
_EXCESS = frozenset({"more", "fewer", "less"})
_NEVER = frozenset({"percent", "percentage_points", "ratio", "rank", "score", "calendar"})


def borrowed_unit(site: Site, numeral: Numeral, hedge: Hedge | None) -> Unit | None:
    """The unit of the figure before when the words between say that this number is one more of its kind, else None."""
    earlier = site.previous
    if earlier is None or numeral.in_words or site.start - earlier.end > _FARTHEST:
        return None
    unit, left = _unit_of(earlier), _unit_left(site, earlier, numeral)
    if unit is not None and (_is_reached(site, earlier, numeral) or _is_excess(site, earlier, numeral)):
        return unit
    if (unit is None and left is None) or not _are_alike(earlier, numeral, _NEAR):
        return None
    if left is not None or _faces(site, earlier, numeral):
        return left or unit
    stop = numeral.start if hedge is None else min(hedge.span.start, numeral.start)
    between = site.text[earlier.end : stop]
    if _ENDS_SENTENCE.search(between):
        return None
    if _compares(between) or _goes_on_alike(site, earlier, numeral, between) or _moves_on(site, earlier, between):
        return unit
    return unit if _is_contrast(between) and _have_same_places(earlier, numeral) else None


def _unit_of(earlier: Mention) -> Unit | None:
    """The unit that a figure shows, be it a unit or a counted noun; durations, ages and shares lend none."""
    quantity = earlier.quantity
    if quantity is None or quantity.value is None or earlier.reason or earlier.kind in (Kind.DURATION, Kind.AGE):
        return None
    unit = quantity.unit
    if unit is None or unit.dimension in _NEVER or (earlier.unit_span is None and earlier.noun_span is None):
        return None
    return unit


def _unit_left(site: Site, earlier: Mention, numeral: Numeral) -> Unit | None:
    """The unit of the level that a change reached, be it percent, where this is the one it left: "to 5% from 7"."""
    if site.text[earlier.end : numeral.start].strip() != "from" or earlier.unit_span is None or earlier.reason:
        return None
    unit = None if earlier.quantity is None else earlier.quantity.unit
    return unit if _word_before(site, earlier) == "to" and unit is not None and unit.dimension in _LEVELS else None


def _word_before(site: Site, earlier: Mention) -> str:
    words = site.window_before(earlier.start).rsplit(None, 1)
    return words[-1].lower() if words else ""


def _moves_on(site: Site, earlier: Mention, between: str) -> bool:
    """Whether the same thing moves on: "idles at 800 rpm and redlines at", "38 degrees before a front drops it to"."""
    words = between.split()
    if earlier.unit_span is None or len(words) < 2 or words[-1] not in ("at", "to"):
        return False
    if len(words) == 3 and words[0] == "and" and words[1].endswith(("s", "ed")):
        return words[-1] == _word_before(site, earlier)
    return words[-2] in ("it", "them") and len(words) > 3


def _are_alike(earlier: Mention, numeral: Numeral, times: int) -> bool:
    """Whether two numbers are of the same size, near enough to be of one kind."""
    quantity = earlier.quantity
    if quantity is None or not quantity.value or not numeral.value:
        return False
    return Fraction(1, times) <= abs(numeral.value / quantity.value) <= times


def _have_same_places(earlier: Mention, numeral: Numeral) -> bool:
    """Whether both are written with the same number of decimals, at least one: "84.75" and "74.07"."""
    quantity = earlier.quantity
    same = quantity is not None and quantity.quantum == numeral.quantum and quantity.scale == numeral.scale
    return (
        same
        and numeral.quantum is not None
        and numeral.quantum < numeral.scale
        and _are_alike(earlier, numeral, _CLOSE)
    )


def _is_reached(site: Site, earlier: Mention, numeral: Numeral) -> bool:
    """Whether a number is the level that a change just told led to: "rose 64.1 points to 4,577.1"."""
    start = earlier.end if earlier.noun_span is None else max(earlier.end, earlier.noun_span.end)
    if site.text[start : numeral.start].strip() not in lexicon().nouns["reaching"]:
        return False
    words = site.window_before(earlier.start).rsplit(None, 1)
    return bool(words) and words[-1].lower() in lexicon().nouns["change_verbs"]


def _is_excess(site: Site, earlier: Mention, numeral: Numeral) -> bool:
    """Whether a number says by how much the one before is more or fewer: "238 million readers, 6 million more"."""
    if earlier.noun_span is None or site.text[earlier.noun_span.end : numeral.start] != ", ":
        return False
    return site.word_behind(numeral.end) in _EXCESS


def _faces(site: Site, earlier: Mention, numeral: Numeral) -> bool:
    """Whether two counts of the same things face each other: "212 votes to 180"."""
    return earlier.noun_span is not None and site.text[earlier.noun_span.end : numeral.start] == " to "


def _compares(between: str) -> bool:
    """Whether the words right before a number hold it against the figure before: "compared with", "against", "from"."""
    words = between.lower().rsplit(None, 2)
    comparing = lexicon().nouns["comparing"]
    return bool(words) and between[-1:].isspace() and (words[-1] in comparing or " ".join(words[-2:]) in comparing)


def _goes_on_alike(site: Site, earlier: Mention, numeral: Numeral, between: str) -> bool:
    """Whether "and" joins the two and the same preposition follows both: "40 homes by tender and 18 by lot"."""
    if not between.rstrip().endswith((" and", ",")):
        return False
    words = site.text[max(earlier.end, earlier.noun_span.end if earlier.noun_span else 0) : numeral.start].split(
        None, 1
    )
    return bool(words) and words[0] in lexicon().nouns["parallel"] and words[0] == site.word_behind(numeral.end)


def _is_contrast(between: str) -> bool:
    """Whether the words between set one thing against another: ", while the lowest is"."""
    words = between.lower().replace(",", " ").split()
    contrast = not lexicon().nouns["contrasting"].isdisjoint(words)
    return contrast and words[-1:] != [] and words[-1] in lexicon().nouns["linking_verbs"]
