"""FC409: so many at so much each make so much: "$2.4bn for 300,000 homes, or $8,000 each"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from factcheck.frozen import record
from factcheck.model import Claim, Diagnosis, Finding, Kind
from factcheck.patterns import lazy
from factcheck.phrasing import with_unit
from factcheck.rules.draft import Draft, any_of, counted_noun, dimension, phrases, quantity_of
from factcheck.rules.gaps import before_cue, gap, is_filler, lead, plans_and_facts, row
from factcheck.rules.shares import is_again
from factcheck.rules.spans import product, value_span

_NO_AMOUNTS = frozenset({"percent", "percentage_points", "ratio", "rank", "share", "time", "dimensionless"})
_EACH_OF = lazy(r"\beach of the \Z", re.IGNORECASE)
_WITHIN = lazy(r"(?:^|(?<= ))each(?: |$)")
_NEAR = 8  # figures of a sentence before and behind
_KINDS = frozenset({Kind.LEVEL, Kind.COUNT, Kind.TOTAL, Kind.RATE, Kind.AVERAGE})


@record
class Product:
    """So many, so much each, and what they make together; `last` was told last."""

    count: Claim
    each: Claim
    total: Claim
    last: Claim


def so_much_each(draft: Draft) -> Iterator[Finding]:
    """Totals that are not the number times the amount for each."""
    for _, claims in plans_and_facts(draft):
        figures = row(draft, claims)
        for place, three in enumerate(zip(figures, figures[1:], figures[2:], strict=False)):
            found = _product(draft, three)
            if found is None or _is_one_of_several(figures[:place], found):
                continue
            if not _fits_another(figures[max(0, place - _NEAR) : place + _NEAR], found):
                yield from _judged(draft, found)


def _product(draft: Draft, three: tuple[Claim, Claim, Claim]) -> Product | None:
    """Which of three figures in a row is the number, the amount of each and the total; None where words do not tell."""
    if any(claim.kind not in _KINDS for claim in three):
        return None
    for each in three:
        if not _is_for_each(draft, each, three) or not _fits_together(draft, three, each):
            continue
        others = [claim for claim in three if claim is not each]
        counts = [claim for claim in others if _is_number_of(claim, each)]
        totals = [claim for claim in others if _is_amount_like(claim, each)]
        if len(counts) == 1 and totals and counts[0] is not totals[-1]:
            last = each if each is three[2] or totals[-1] is three[0] else three[2]
            return Product(counts[0], each, totals[-1], last)
        if len(counts) == 2 and len(totals) == 2 and each is three[1]:
            return Product(three[0], each, three[2], three[2])  # 5 schools with 30 pupils each, 150 in all
    return None


def _fits_together(draft: Draft, three: tuple[Claim, Claim, Claim], each: Claim) -> bool:
    """Whether the words between the figures make one of them follow from the others."""
    first, second = gap(draft, three[0], three[1]), gap(draft, three[1], three[2])
    if each is three[1] and _is_amount_like(three[0], each) and _is_number_of(three[2], each):
        # $36 million, or $400 for each of the 90,000
        return is_again(first) and before_cue(second, "each_of", "shares") is not None
    if not is_filler(_without_each(first), most=7):
        return False
    return is_again(second) if each is three[2] else makes_total(draft, three[1], three[2])


def _without_each(text: str) -> str:
    """The words between two figures without "each"."""
    return _WITHIN.sub(" ", text, count=1)


def _is_for_each(draft: Draft, claim: Claim, three: Sequence[Claim]) -> bool:
    """Whether the amount is that of one: "$15 each", "$15 a ticket", the $50 of "24 payments of $50"."""
    quantity, text = quantity_of(claim), draft.text
    if dimension(quantity).endswith("/count") and not dimension(quantity).startswith("count"):
        return not text.startswith(_per_time(), claim.mention.end) and _is_per_counted(claim, three)
    if _each().match(text, claim.mention.end) or (
        claim is three[1] and text.startswith(" for each of ", claim.mention.end)
    ):
        return True
    before = draft.between(three[0], three[1])
    if claim is not three[1] or not counted_noun(three[0]):
        return False
    if dimension(quantity) == "count":
        return before.endswith(" of ") and _are_members(three) and before_cue(before, "of", "shares") is not None
    if dimension(quantity).partition("/")[0] != "currency":
        return False
    if _WITHIN.search(before) or _EACH_OF.search(lead(draft, three[0], three[0].sentence.start)):
        return True  # the 9,000 members each pay $25
    if not before.endswith((" at ", " of ", " costing ", " priced at ", " at an average of ")):
        return False
    return before_cue(draft.between(three[1], three[2]), "sum_noun", "shares") is not None


def _are_members(three: Sequence[Claim]) -> bool:
    """24 classes of 28 pupils, 672 pupils in all."""
    group, noun, together = (counted_noun(one) for one in three)
    return bool(noun) and group != noun and together in {"", noun}


def _is_per_counted(each: Claim, three: Sequence[Claim]) -> bool:
    """Whether the amount is told for each of what another figure counts: no "$1.50 a share" beside "two bids"."""
    unit = quantity_of(each).unit
    noun = "" if unit is None else unit.name.rpartition(" per ")[2]
    if noun in phrases("per_head", "shares"):
        return True
    counted = (counted_noun(claim) for claim in three if claim is not each)
    return any(other and other.startswith(noun.rstrip("y")) for other in counted)


def _per_time() -> tuple[str, ...]:
    return (" a year", " a month", " a week", " a day", " per year", " per month", " per week", " per day", " annually")


@cache
def _each() -> re.Pattern[str]:
    cues = any_of(phrases("each", "shares"))
    times = "|".join(map(re.escape, _per_time()))
    return re.compile(rf"(?: [\w'’-]+){{0,2}}? (?:{cues})\b(?!{times}| of )", re.IGNORECASE)


def _is_number_of(claim: Claim, each: Claim) -> bool:
    quantity = quantity_of(claim)
    return dimension(quantity) == "count" and quantity.value is not None and quantity.value > 1 and claim is not each


def _is_amount_like(claim: Claim, each: Claim) -> bool:
    """Whether a figure is in the unit of the amount for each: "$2.4bn" of "$8,000" and of "$8,000 a head"."""
    mine, theirs = quantity_of(claim), quantity_of(each)
    if dimension(mine) in _NO_AMOUNTS:
        return False
    if dimension(mine) == "count":
        return dimension(theirs) == "count" and counted_noun(claim) in {"", counted_noun(each)}
    return (
        mine.unit is not None and theirs.unit is not None and mine.unit.name == theirs.unit.name.partition(" per ")[0]
    )


def makes_total(draft: Draft, before: Claim, total: Claim) -> bool:
    """Whether what follows is said to be the whole: ", or", ", raising", "$18,000 in all"."""
    for text in (gap(draft, before, total), draft.between(before, total)):
        lead_in = before_cue(_each().sub("", text, count=1), "total", "shares")
        if lead_in is not None and is_filler(lead_in, most=6):
            return True
    text = gap(draft, before, total)
    after = draft.text[total.mention.end : total.mention.end + 24].lower()
    return is_filler(text, most=6) and after.startswith(
        (" in all", " in total", " altogether", " all told", " overall")
    )


def _is_one_of_several(before: Sequence[Claim], found: Product) -> bool:
    """Whether other amounts of that unit stand before: "100 at $10 and 50 at $20 each, raising $2,000"."""
    return any(_is_amount_like(claim, found.each) and dimension(quantity_of(claim)) != "count" for claim in before)


def _fits_another(figures: Sequence[Claim], found: Product) -> bool:
    """Whether another number of the sentence makes the total: "seven friends with the same six numbers won ..."."""
    each, total = value_span(quantity_of(found.each)), value_span(quantity_of(found.total))
    for claim in figures:
        count = value_span(quantity_of(claim)) if _is_number_of(claim, found.each) else None
        made = None if count is None or each is None else product(count, each)
        if made is not None and total is not None and made.overlaps(total):
            return True
    return False


def _judged(draft: Draft, found: Product) -> Iterator[Finding]:
    count, each, total = (value_span(quantity_of(claim)) for claim in (found.count, found.each, found.total))
    if count is None or each is None or total is None:
        return
    made = product(count, each)
    if made is None or made.overlaps(total):
        return
    yield _finding(draft, found)


def _finding(draft: Draft, found: Product) -> Finding:
    count, each, total = (quantity_of(claim) for claim in (found.count, found.each, found.total))
    assert count.value and each.value is not None and total.value is not None  # noqa: S101, PT018 - looked at before
    names = (found.count.mention.surface, found.each.mention.surface, found.total.mention.surface)
    if found.last is found.each:
        right = with_unit(total.value / count.value, total.unit)
        message = f"“{names[2]}” for “{names[0]}” is {right} each, not “{names[1]}”"
        others = [(found.total, "the total"), (found.count, "the number")]
    else:
        right = with_unit(count.value * each.value, total.unit)
        message = f"“{names[0]}” times “{names[1]}” is {right}, not “{names[2]}”"
        others = [(found.count, "the number"), (found.each, "the amount for each")]
    return draft.finding("FC409", found.last, message, Diagnosis.VALUE, None, others)
