"""FC416: places in an order that the figures belie: a second-largest above the largest, a list out of order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise, takewhile

from factcheck.document import Block, BlockKind
from factcheck.frozen import record
from factcheck.languages.words import load_words
from factcheck.model import Claim, Diagnosis, Finding, Kind, Modifier, Span
from factcheck.rules.draft import Draft, any_of, counted_noun, dimension, loosened, phrases, quantity_of, same_unit

_LIST = "orders"
_REACH = 70  # characters behind a place in which its figure stands
_MOST_ITEMS = 60
_LEAST_ITEMS = 3
_CHANGES = frozenset({Kind.CHANGE, Kind.DIFFERENCE})
_NUMBERED = re.compile(r"\s*(?P<number>\d{1,2})[.)]\s")


@record
class Placed:
    """A place in an order ("the second-largest city") and the figure told with it."""

    place: int
    word: str
    noun: str
    claim: Claim


# The largest, the second-largest ...


def place_against_value(draft: Draft) -> Iterator[Finding]:
    """Things of one paragraph of which the lower-placed has the higher figure."""
    last: dict[tuple[int, str], list[Placed]] = {}
    for sentence, claims in draft.sentences:
        for placed in _placed(draft, sentence, claims):
            before = last.setdefault((placed.claim.block, placed.word), [])
            yield from _belied(draft, placed, before[-1:])
            before.append(placed)


def _placed(draft: Draft, sentence: Span, claims: Sequence[Claim]) -> Iterator[Placed]:
    """Every place of a sentence whose figure follows right behind it, before any other place."""
    values = [claim for claim in claims if claim.kind not in {*_CHANGES, Kind.RANK} and _is_plain(claim)]
    for found in _place().finditer(draft.text, sentence.start, sentence.end):
        claim = next((one for one in values if one.mention.start >= found.end()), None)
        if claim is None or claim.mention.start > found.end() + _REACH:
            continue
        gap = draft.text[found.end() : claim.mention.start]
        word = found["word"].lower()
        if _place().search(gap) is None and _tells().search(gap) and _fits(claim, word):
            yield Placed(_number(found["place"]), word, (found["noun"] or "").lower(), claim)


def _is_plain(claim: Claim) -> bool:
    quantity = quantity_of(claim)
    return quantity.modifier in {Modifier.EXACT, Modifier.APPROXIMATE} and (quantity.value or 0) > 0


def _fits(claim: Claim, word: str) -> bool:
    """Whether the figure may be what the order is by: a city is not placed by its parks, nor by a rate in percent."""
    held = dimension(quantity_of(claim))
    if held == "percent" or held not in load_words(_LIST)["sizes"][word]:
        return False
    return held != "count" or counted_noun(claim) in {"", *phrases("sized_by", _LIST)}


def _belied(draft: Draft, placed: Placed, before: Sequence[Placed]) -> Iterator[Finding]:
    for other in before:
        higher, lower = (other, placed) if other.place < placed.place else (placed, other)
        if higher.place == lower.place or (higher.noun and lower.noun and higher.noun != lower.noun):
            continue
        above, below = quantity_of(higher.claim), quantity_of(lower.claim)
        if not same_unit(above, below) or higher.claim.period != lower.claim.period:
            continue
        if (below.value or 0) > (above.value or 0) and not loosened(below).overlaps(loosened(above)):
            first, second = higher.claim.mention.surface, lower.claim.mention.surface
            message = f"“{second}” is above “{first}”, which is told of a {lower.word} of a higher place"
            yield draft.finding(
                "FC416", placed.claim, message, Diagnosis.RANK, None, [(other.claim, "the other place")]
            )


def _number(place: str | None) -> int:
    return 1 if place is None else int(load_words("numbers")["ordinals"][place.lower()])


@cache
def _place() -> re.Pattern[str]:
    words = _either(load_words(_LIST)["sizes"])
    ordinals = _either([word for word, value in load_words("numbers")["ordinals"].items() if value <= 12])
    return re.compile(rf"\b(?:(?P<place>{ordinals})[ -])?(?P<word>{words})\b(?: (?P<noun>[a-z]+))?", re.IGNORECASE)


@cache
def _tells() -> re.Pattern[str]:
    return re.compile(rf"(?:\(|\b(?:{_either(phrases('figure_leads', _LIST))}) )\Z", re.IGNORECASE)


# Numbered lists.


def numbered_out_of_order(draft: Draft) -> Iterator[Finding]:
    """Numbered lists of the largest of which one item stands in the wrong place."""
    blocks, seen = draft.document.blocks, set[int]()
    figures = _figures_by_block(draft)
    for at, block in enumerate(blocks[1:], 1):
        if block.kind is not BlockKind.LIST_ITEM or block.list_id in seen:
            continue
        seen.add(block.list_id)
        if _announces().search(draft.text, blocks[at - 1].span.start, blocks[at - 1].span.end):
            yield from _out_of_order(draft, _items(draft, at, block), figures)


def _figures_by_block(draft: Draft) -> dict[int, list[Claim]]:
    found: dict[int, list[Claim]] = {}
    for _, claims in draft.sentences:
        for claim in claims:
            found.setdefault(claim.block, []).append(claim)
    return found


def _items(draft: Draft, at: int, first: Block) -> list[int]:
    """The indices of the items of a list, where they are numbered from 1 on; else []."""
    blocks = draft.document.blocks
    behind = takewhile(
        lambda index: blocks[index].list_id == first.list_id, range(at, min(at + _MOST_ITEMS, len(blocks)))
    )
    items = list(behind)
    lines = (draft.document.source_line(draft.document.place(blocks[index].span.start).line) for index in items)
    numbers = [_NUMBERED.match(line) for line in lines]
    counted = [int(number["number"]) for number in numbers if number is not None]
    return items if counted == list(range(1, len(items) + 1)) else []


def _out_of_order(draft: Draft, items: Sequence[int], figures: dict[int, list[Claim]]) -> Iterator[Finding]:
    rows = [figures.get(index, []) for index in items]
    if len(rows) < _LEAST_ITEMS or any(len(row) != 1 or not _is_plain(row[0]) for row in rows):
        return
    claims = [row[0] for row in rows]
    if any(claim.kind in _CHANGES or not same_unit(quantity_of(claims[0]), quantity_of(claim)) for claim in claims):
        return
    values = [quantity_of(claim).value or 0 for claim in claims]
    rises = [place for place, (one, two) in enumerate(pairwise(values), 1) if two > one]
    if len(rises) != 1 or (len(values) == _LEAST_ITEMS and values[-1] > values[0]):
        return  # a list that goes up counts down to the first
    place = rises[0]
    one, two = claims[place - 1], claims[place]
    if loosened(quantity_of(one)).overlaps(loosened(quantity_of(two))) or not _is_one_slip(values, place):
        return
    message = (
        f"“{two.mention.surface}” stands in place {place + 1} of a list from the top, behind “{one.mention.surface}”"
    )
    yield draft.finding("FC416", two, message, Diagnosis.RANK, None, [(one, "listed before")])


def _is_one_slip(values: Sequence[object], place: int) -> bool:
    """Whether the list goes down all the way without the item that is too high, or the one before it."""
    for left in (place - 1, place):
        rest = [value for at, value in enumerate(values) if at != left]
        if all(two <= one for one, two in pairwise(rest)):  # type: ignore[operator]
            return True
    return False


@cache
def _announces() -> re.Pattern[str]:
    """What tells that a list goes from the top down: "The five largest donors:", "Top 10 by revenue"."""
    words = _either([*load_words(_LIST)["sizes"], *phrases("list_leads", _LIST)])
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


def _either(words: Sequence[str] | dict[str, object]) -> str:
    return any_of(words)
