"""Where "over" and "within" do not hedge: "over three floors", "150 over 95", "rolled over twice", "within 6 wards"."""

from __future__ import annotations

from factcheck.grammar import Site
from factcheck.languages.en.hedges import Hedge
from factcheck.languages.en.lexicon import lexicon
from factcheck.model import Mention, Unit
from factcheck.numerals import Numeral

_REACHED = frozenset({"time", "length"})
_FEW_WORDS = 5
_MANY = 100  # what sales top; polls are fewer
_MARKS = ".,;:()\"'“”‘’"


def true_hedge(site: Site, hedge: Hedge | None, numeral: Numeral, unit: Unit | None) -> Hedge | None:
    """The hedge of a number that counts or measures in a unit; None for an "over" that is a place or a particle."""
    text = "" if hedge is None else hedge.text.lower()
    if hedge is not None and text == "within":
        return hedge if unit is not None and unit.dimension in _REACHED else None
    if text in lexicon().hedge_data["passing_verbs"]:
        return None if unit is None or unit.dimension == "count" else hedge  # "passed 40 exams", "passed 312 to 205"
    if (
        text in lexicon().hedge_data["topping_verbs"]
        and numeral.value < _MANY
        and (unit is None or unit.dimension == "count")
    ):
        return None  # "topped 3 polls"
    if hedge is None or text != "over":
        return hedge
    return None if _is_place(site, hedge, numeral, unit) else hedge


def _is_place(site: Site, hedge: Hedge, numeral: Numeral, unit: Unit | None) -> bool:
    data = lexicon().hedge_data
    words = [word.strip(_MARKS) for word in site.window_before(hedge.span.start).lower().split()[-_FEW_WORDS:]]
    name = "" if unit is None else unit.name
    if unit is None or unit.dimension != "currency":  # "fined over £3 million" does bound the sum
        if words and words[-1] in data["over_is_a_place_after"]:
            return True
        if _stands_over(site, hedge) or _is_cause(words):
            return True
    if name == "times":
        return any(word in data["turning_verbs"] for word in words)
    if unit is not None and unit.dimension == "length":
        return _is_carried(site, hedge)
    few = data["spanned_by_few"]
    return numeral.value <= few["most"] and name.rpartition(" ")[2] in few["nouns"]


def _stands_over(site: Site, hedge: Hedge) -> bool:
    """Whether a bare figure or a sum stands right before: the 150 of "150 over 95", "was fined £2m over 14 spills"."""
    earlier = site.previous
    if earlier is None or earlier.end + 1 != hedge.span.start or earlier.reason or earlier.quantity is None:
        return False
    unit = earlier.quantity.unit
    return earlier.unit_span is None if unit is None else unit.dimension == "currency"


def _is_cause(words: list[str]) -> bool:
    """Whether someone is called to account: "fined it over 14 spills", "sued the council over 14 falls"."""
    data = lexicon().hedge_data
    pairs = ((data["objects"], -2), (data["articles_of_objects"], -3))
    return any(
        len(words) >= -at and words[at] in data["blaming_verbs"] and words[at + 1] in objects for objects, at in pairs
    )


def _is_carried(site: Site, hedge: Hedge) -> bool:
    """Whether things were just counted that a verb carries so far: "carry 24 crates over 8,000 km"."""
    earlier = site.previous
    if earlier is None or _end_of(earlier) + 1 != hedge.span.start:
        return False
    words = site.window_before(earlier.start).lower().rsplit(None, 1)
    return bool(words) and words[-1] in lexicon().hedge_data["carrying_verbs"]


def _end_of(mention: Mention) -> int:
    return mention.end if mention.noun_span is None else mention.noun_span.end
