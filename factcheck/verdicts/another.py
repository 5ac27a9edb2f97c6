"""Words that make a figure another thing than the table's: "core inflation", "a discount", a temperature anomaly."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from factcheck.languages.words import word_set
from factcheck.linking.evidence import dimension
from factcheck.linking.nearby import around
from factcheck.linking.readings import Reading
from factcheck.linking.scene import Scene
from factcheck.linking.unknown_subjects import is_of_unknown
from factcheck.model import Claim, Kind, Span
from factcheck.reference.names import measure_stems, tokenize
from factcheck.reference.series import Series
from factcheck.units.words import words as unit_words

REACH = 160  # characters around a figure in which such a word is looked for
NEXT_WORD = 24  # characters behind a figure in which its next word stands
COMPARING = frozenset({Kind.CHANGE, Kind.DIFFERENCE})
COUNTS = frozenset({"count", "ratio", ""})
RELATIVE = frozenset({"percent", "percentage_points", "ratio", "count", ""})


def is_another_thing(claim: Claim, reading: Reading, scene: Scene) -> bool:
    """Whether a word of the text or of the measure says that the two are not the same thing.

    The measure is how far something is off ("anomaly") and the text does not say so; or the text's subject is such a
    distance and the measure is none; or a word that the measure lacks stands right before the measure's own ("core").
    """
    series = reading.line.series
    if not reading.fact.derivation and (_is_apart(claim, scene) or _is_room(claim, reading, scene)):
        return True
    own = measure_stems(series.measure) | scene.index.table_words.get(series.table.name, frozenset())
    said = scene.context.words_near(claim, claim.sentence)
    if (measure_stems(series.measure) & _distances()) - said and claim.kind not in COMPARING:
        return True
    if (measure_stems(claim.subject) & _distances()) - own:
        return True
    counts = not reading.fact.derivation and counts_others(claim, series)
    return counts or _is_qualified(claim, reading, own, scene)


def _is_apart(claim: Claim, scene: Scene) -> bool:
    """Whether the word behind a bare number makes it a distance between two: "are 35 behind the leaders"."""
    quantity = claim.mention.quantity
    if quantity is None or quantity.unit is not None:
        return False
    end = claim.mention.end
    behind = tokenize(scene.context.document.text, end, min(claim.sentence.end, end + NEXT_WORD))[:1]
    return bool(behind) and not behind[0].gap.strip() and behind[0].norm in word_set("linking", "apart")


def _is_room(claim: Claim, reading: Reading, scene: Scene) -> bool:
    """Whether a word before a count makes it what there is room for: "was built for 516 pupils"."""
    if claim.kind is not Kind.COUNT:
        return False
    before = Span(max(claim.clause.start, claim.mention.start - REACH), claim.mention.start)
    said = {token.norm for token in scene.context.tokens_in(before, claim.mention.span)}
    return not (word_set("linking", "room") & said).issubset(measure_stems(reading.line.series.measure))


def is_of_unknown_thing(claim: Claim, reading: Reading, scene: Scene) -> bool:
    """Whether the fact's row was named earlier at best, and this sentence is about something that the table lacks.

    Of all rows together, or of a table of one thing, it is another's only where the sentence does not name the measure:
    "Police recorded 240 burglaries".
    """
    if reading.stated:
        return False
    line = reading.line
    if line.is_whole and reading.evidence.matched & scene.context.words_near(claim, claim.sentence):
        return False
    return is_of_unknown(claim, line.series.table.name, scene)


def counts_others(claim: Claim, series: Series) -> bool:
    """Whether a measure without a unit counts by its name, and the claim is in money, miles or degrees."""
    quantity = claim.mention.quantity
    claimed = dimension(None if quantity is None else quantity.unit)
    return claimed not in RELATIVE and series.unit is None and _head(series.measure) in unit_words().counted


def counts_something_else(claim: Claim, reading: Reading, scene: Scene) -> bool:
    """Whether only an earlier sentence or figure names the measure, and this one counts a thing that is none of it.

    "Okoro scored 19 goals. Bell was booked 11 times." "Brack has 22 stores in 14 towns."
    """
    own = measure_stems(reading.line.series.measure)
    said = scene.context.words_near(claim, claim.sentence) - _counted_beside(claim, scene)
    quantity, noun = claim.mention.quantity, claim.mention.noun_span
    unit = None if quantity is None else quantity.unit
    if reading.fact.derivation or not own or (own | reading.evidence.matched) & said or dimension(unit) not in COUNTS:
        return False
    text = scene.context.document.text[noun.start : noun.end] if noun else claim.mention.unit_text
    known = own | measure_stems(reading.fact.entity) | scene.index.table_words.get(reading.fact.table, frozenset())
    return bool(measure_stems(text) - known)


def _counted_beside(claim: Claim, scene: Scene) -> frozenset[str]:
    """The words of what the other figures of its sentence count, where a figure has a noun of its own."""
    if claim.mention.noun_span is None:
        return frozenset()
    text = scene.context.document.text
    others = scene.context.claims_in(around(claim.sentence, claim.mention.start, REACH))
    spans = (one.mention.noun_span for one in others if one.mention.start != claim.mention.start)
    return frozenset().union(*(measure_stems(text[span.start : span.end]) for span in spans if span is not None))


def _head(measure: str) -> str:
    """The word that a measure's name is about: its last before a preposition."""
    found = [token.norm for token in tokenize(measure)]
    ends = [at for at, word in enumerate(found) if at and word in word_set("claims", "prepositions")]
    return found[ends[0] - 1 if ends else -1] if found else ""


def _is_qualified(claim: Claim, reading: Reading, own: frozenset[str], scene: Scene) -> bool:
    """Whether a word such as "core" or "youth" that the measure lacks stands right before a word of the measure."""
    tokens = scene.context.tokens_in(around(claim.clause, claim.mention.start, REACH), claim.mention.span)
    qualifiers, matched = word_set("linking", "qualifiers"), reading.evidence.matched
    return any(
        first.norm in qualifiers and measure_stems(second.text) & matched and not measure_stems(first.text) & own
        for first, second in pairwise(tokens)
    )


@cache
def _distances() -> frozenset[str]:
    return frozenset().union(*map(measure_stems, word_set("linking", "distances")))
