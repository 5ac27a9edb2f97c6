"""Our mentions in the items of an extraction gold set: names are changed and kinds left out, nothing is read again.

The gold sets give money and measures by name, ages in "year of age", vague words one step wider than ours, and leave
out years, dates, ranks and names. `NAME` and `load()` are what the runner of such a set asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from factcheck.claims import make_claims
from factcheck.extraction import extract_mentions
from factcheck.languages.words import word_set
from factcheck.model import Claim, Cue, Direction, Kind, Mention, Modifier, Quantity
from factcheck.readers import read_text
from factcheck.units import unit_title

NAME = "factcheck"

CHANGE = {
    Modifier.EXACT: "=",
    Modifier.APPROXIMATE: "~",
    Modifier.MORE_THAN: ">",
    Modifier.LESS_THAN: "<",
    Modifier.AT_LEAST: ">",
    Modifier.AT_MOST: "<",
    Modifier.RANGE: "=",
    Modifier.VAGUE: "=",
}
TELLING = frozenset({Cue.VERB, Cue.GAIN, Cue.PARTICLE, Cue.SIGN})
"""What tells a direction there; "an increase of 5%" and "5% more" are plain figures."""

DIRECTED = frozenset({Kind.CHANGE, Kind.RATIO, Kind.SHARE})
"""Kinds whose directions are given there."""

COUNTED_REASONS = frozenset({"", "age", "duration", "threshold"})
"""Reasons of mentions that the gold sets count as quantities all the same."""

VAGUE = {(24, 99): (12, 120)}
"""Vague words whose gold width is another; for the others the upper end is the next power of ten."""

PLAIN_FORMS = {
    form: base
    for base, forms in {
        "good": ("better", "best"),
        "bad": ("worse", "worst"),
        "": ("most", "more", "least"),
        "large": ("larger", "largest"),
        "big": ("bigger", "biggest"),
        "small": ("smaller", "smallest"),
        "old": ("older", "oldest"),
        "new": ("newer", "newest"),
        "young": ("younger", "youngest"),
        "late": ("later", "latest"),
        "high": ("higher", "highest"),
        "low": ("lower", "lowest"),
        "long": ("longer", "longest"),
        "short": ("shorter", "shortest"),
        "great": ("greater", "greatest"),
        "rich": ("richer", "richest"),
        "poor": ("poorer", "poorest"),
        "fast": ("faster", "fastest"),
        "strong": ("stronger", "strongest"),
        "close": ("closer", "closest"),
        "hot": ("hotter", "hottest"),
        "real": ("realer", "realest"),
    }.items()
    for form in forms
}
"""Adjectives stand in their plain form in the names of counted things there."""

UNIT_NAMES = {
    "percent": "percentage",
    "times": "count",
    "degree Celsius": "celsius",
    "degree fahrenheit": "fahrenheit",
    "NLG": "netherlands guilder",
}


def load() -> Callable[[str], list[dict[str, Any]]]:
    """The extractor of one text."""

    def extract(text: str) -> list[dict[str, Any]]:
        document = read_text(text, format="text")
        mentions = extract_mentions(document)
        claims = make_claims(document, mentions)
        told = {claim.mention.start: claim for claim in claims if claim.kind in DIRECTED and claim.cue in TELLING}
        return [directed(one, told.get(one["start"])) for one in items(text, mentions)]

    return extract


def directed(found: dict[str, Any], claim: Claim | None) -> dict[str, Any]:
    """An item with the way its change goes; a verb of change outweighs a hedge, other words do not.

    "Rose by between 5 and 7" is a plain range there; "cut roughly 200 jobs" keeps its hedge, and things or miles that
    are added have no direction.
    """
    if claim is None or claim.direction is None or (found["change"] != "=" and claim.cue is not Cue.VERB):
        return found
    if is_of_things(claim) and (found["change"] == "~" or (claim.cue, claim.direction) == (Cue.GAIN, Direction.UP)):
        return found
    if found["low"] is not None and " and " in found["surface"]:
        return found
    return {**found, "change": str(claim.direction)}


def is_of_things(claim: Claim) -> bool:
    """Whether a claim's figure counts things or measures a way, and no points of a level."""
    quantity = claim.mention.quantity
    unit = None if quantity is None else quantity.unit
    return unit is not None and unit.dimension in ("count", "length") and unit.name not in ("points", "point")


def items(text: str, mentions: Sequence[Mention]) -> Iterator[dict[str, Any]]:
    """The items of the mentions; a pair told as "from A to B" is one range there."""
    pending: Mention | None = None
    for mention in mentions:
        if not annotated(mention):
            continue
        if pending is not None and not are_ends(pending, mention):
            yield single(text, pending)
            pending = None
        if pending is not None:
            yield pair(text, pending, mention)
            pending = None
        elif mention.rule == "level from":
            pending = mention
        else:
            yield single(text, mention)
    if pending is not None:
        yield single(text, pending)


def annotated(mention: Mention) -> bool:
    """Whether the gold sets annotate such a mention at all."""
    if mention.rule == "one of" or (mention.rule == "generation" and mention.surface.endswith("G")):
        return True
    counts = mention.quantity is not None and mention.reason in COUNTED_REASONS and mention.kind is not Kind.RANK
    return counts and not left_out(mention)


def are_ends(first: Mention, second: Mention) -> bool:
    """Whether two mentions can be the ends of one range: two numbers, in one unit where both have one."""
    one, other = first.quantity, second.quantity
    if one is None or other is None or one.value is None or other.value is None:
        return False
    return one.unit is None or other.unit is None or one.unit == other.unit


def pair(text: str, first: Mention, second: Mention) -> dict[str, Any]:
    """Two levels as one range."""
    one, other = first.quantity, second.quantity
    low, high = None if one is None else one.value, None if other is None else other.value
    return item(second, None, low, high, unit_name(text, second) or unit_name(text, first), first.start)


def single(text: str, mention: Mention) -> dict[str, Any]:
    """One mention as an item."""
    quantity = mention.quantity
    if mention.rule == "one of":
        return item(mention, 1, None, None, noun_phrase(counted(text, mention)))
    if quantity is None:
        return item(mention, mention.surface[:-1], None, None, "generation wireless")
    return translated(text, mention, quantity)


def left_out(mention: Mention) -> bool:
    """What the gold sets do not annotate: "several", "twice", "doubled", scores, and groups such as "aged 18 to 34"."""
    quantity = mention.quantity
    few = quantity is not None and quantity.modifier is Modifier.VAGUE and quantity.interval.low == 3 * quantity.scale
    multiple = mention.rule == "multiple" and not mention.surface.lower().endswith("fold")
    return few or multiple or mention.rule in ("score", "aged, range")


def translated(text: str, mention: Mention, quantity: Quantity) -> dict[str, Any]:
    """One mention as an item."""
    unit = unit_name(text, mention)
    if quantity.modifier is Modifier.VAGUE and quantity.interval.low is not None and quantity.interval.high is not None:
        low, high = quantity.interval.low, quantity.interval.high
        wider = VAGUE.get((int(low), int(high)), (int(low), int(high) + 1))
        return item(mention, None, *wider, unit)
    if quantity.ends:
        return item(mention, None, quantity.ends[0], quantity.ends[1], unit)
    return item(mention, quantity.value, None, None, unit)


def unit_name(text: str, mention: Mention) -> str:
    """The unit's name as the gold sets spell it."""
    quantity = mention.quantity
    if quantity is None or quantity.unit is None or quantity.unit.dimension in ("rank", "score"):
        return ""
    unit = quantity.unit
    if unit.name == "share":
        return f"% {noun_phrase(counted(text, mention))}"
    name = UNIT_NAMES.get(unit.name, noun_phrase(unit.name) if unit.dimension == "count" else unit_title(unit.name))
    return f"{name} of age" if mention.kind is Kind.AGE else name


def counted(text: str, mention: Mention) -> str:
    """The noun of a mention, "" for none."""
    return "" if mention.noun_span is None else text[mention.noun_span.start : mention.noun_span.end]


def noun_phrase(name: str) -> str:
    """A counted noun as the gold sets give it: plain adjectives, no participles, adverbs, conjunctions; "-" for none.

    >>> noun_phrase("combined digital and physical sales")
    'digital physical sales'
    """
    *attributes, head = [word for word in (PLAIN_FORMS.get(word, word) for word in name.split()) if word] or ["-"]
    kept = [word for word in attributes if not (word in ("and", "or") or _is_participle(word))]
    return " ".join([*kept, f"{head[:-3]}man" if head.endswith("men") else head])


def _is_participle(word: str) -> bool:
    """Whether a word of a phrase describes by what is or was done, or how: "recorded", "charging", "evenly"."""
    if "-" in word or word in word_set("claims", "gerund_nouns"):
        return False
    return word.endswith(("ed", "ing", "ly"))


def item(mention: Mention, value: Any, low: Any, high: Any, unit: str, start: int | None = None) -> dict[str, Any]:
    """The item of a mention with its numbers as floats."""
    quantity = mention.quantity
    return {
        "start": mention.start if start is None else start,
        "end": mention.end,
        "surface": mention.surface,
        "value": None if value is None else float(value),
        "low": None if low is None else float(low),
        "high": None if high is None else float(high),
        "unit": unit,
        "kind": "currency"
        if quantity is not None and quantity.unit is not None and quantity.unit.dimension == "currency"
        else None,
        "change": "="
        if quantity is None
        else "~"
        if quantity.modifier is Modifier.RANGE and quantity.hedge and mention.rule != "between bounds"
        else CHANGE[quantity.modifier],
    }
