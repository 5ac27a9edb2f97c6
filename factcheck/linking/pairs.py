"""Two numbers written as one, and the two cells that they are: "113-107", "(32-18)", "7-of-14 shooting", "4-12 FG".

A pair is two measures of one row that have a name in common ("field goals": made, attempted) or are opposites (wins,
losses); or, as a score, one measure of the two rows that the sentence names.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from factcheck.frozen import record
from factcheck.languages.words import word_set
from factcheck.linking import derived
from factcheck.linking.evidence import PLAIN, dimension
from factcheck.linking.holders import NOWHERE, Place, holder_of, places_in
from factcheck.linking.index import EntityTarget
from factcheck.linking.nearby import around
from factcheck.linking.pinpoint import cells_of, tokens_behind
from factcheck.linking.readings import Reading
from factcheck.linking.scene import FEW_TABLES, Scene
from factcheck.model import Claim, Interval, Modifier, Quantity, Span
from factcheck.reference.names import Token, measure_stems
from factcheck.reference.series import Series

REACH = 300  # characters around a score in which the two sides are named
SIDES = 2
WORDS_BEHIND = 8  # words behind a score that can say of which part of the match it is
OF_HALVES = (("first", "second"), ("third", "fourth"))


@record
class Pair:
    """The two numbers of a written pair, each as a quantity, and what they are of; `is_score` of two rows."""

    numbers: tuple[Quantity, Quantity]
    readings: tuple[Reading, Reading]
    is_score: bool = False


def is_pair(quantity: Quantity) -> bool:
    """Whether a quantity is two numbers written as one, such as a score."""
    return dimension(quantity.unit) == "score" and len(quantity.ends) == 2


def pair_for(claim: Claim, quantity: Quantity, scene: Scene) -> Pair | None:
    """The two cells that a written pair is of, where the text names them in full."""
    if len(scene.index.store.tables) > FEW_TABLES or quantity.modifier is not Modifier.EXACT:
        return None
    first, second = (_plain(end, quantity) for end in quantity.ends)
    if _is_bracketed(claim, scene):
        readings = _record(claim, first, scene)
        return Pair((first, second), readings) if readings is not None else None
    readings = _named_behind(claim, first, scene)
    if readings is not None:
        return Pair((first, second), readings)
    sides = _score(claim, first, scene)
    return Pair((first, second), sides, is_score=True) if sides is not None else None


def _plain(end: Fraction, quantity: Quantity) -> Quantity:
    return replace(quantity, value=end, interval=Interval(end, end), unit=None, ends=())


def _named_behind(claim: Claim, number: Quantity, scene: Scene) -> tuple[Reading, Reading] | None:
    """The two measures of one row whose common name stands behind the pair: "4-12 FG", "7-of-14 from the field"."""
    text = scene.context.document.text
    _, tokens = tokens_behind(text, claim.mention.end, claim.sentence.end)
    for count in range(len(tokens), 0, -1):
        stems = measure_stems(text[tokens[0].start : tokens[count - 1].end])
        positions = scene.index.by_full_name.get(stems, ())
        if len(positions) > 1:
            holder = holder_of(claim, scene)
            return _of_one_row(claim, number, positions, holder, scene) if holder is not None else None
    return None


def _of_one_row(
    claim: Claim, number: Quantity, positions: Sequence[int], holder: Place, scene: Scene
) -> tuple[Reading, Reading] | None:
    """The readings of exactly two measures that count things, in the order of their columns."""
    series = scene.index.series
    counts = [at for at in positions if dimension(series[at].unit) in PLAIN]
    found = [one for at in counts for one in cells_of(claim, number, series[at], at, holder, scene)]
    if len(found) != 2 or len({(one.fact.table, one.fact.row) for one in found}) != 1:
        return None
    first, second = sorted(found, key=lambda one: series[one.position].columns)
    return first, second


def _is_bracketed(claim: Claim, scene: Scene) -> bool:
    """Whether a pair stands in brackets of its own."""
    text = scene.context.document.text
    return (
        text[claim.mention.start - 1 : claim.mention.start] == "("
        and text[claim.mention.end : claim.mention.end + 1] == ")"
    )


def _record(claim: Claim, number: Quantity, scene: Scene) -> tuple[Reading, Reading] | None:
    """Wins and losses in brackets behind the name that they are of: "Norden (32-18)"."""
    start = claim.mention.start
    places = places_in(around(claim.sentence, start, REACH), claim, scene)
    holder = next((place for place in places if place.end == start - 2), None)
    if holder is None:
        return None
    for pair in word_set("holders", "opposites"):
        positions = [at for word in pair.split() for at in scene.index.by_full_name.get(measure_stems(word), ())]
        readings = _of_one_row(claim, number, positions, holder, scene) if positions else None
        if readings is not None:
            names = [measure_stems(scene.index.series[one.position].measure) for one in readings]
            return readings if measure_stems(pair.split()[0]) == names[0] else readings[::-1]
    return None


def _score(claim: Claim, number: Quantity, scene: Scene) -> tuple[Reading, Reading] | None:
    """What two sides scored, in the match or in a part of it that has a column of its own."""
    context = scene.context
    span = around(claim.sentence, claim.mention.start, REACH)
    tokens = context.tokens_in(span, claim.mention.span)
    said = {token.norm for token in tokens if abs(token.start - claim.mention.start) < REACH}
    behind = context.tokens_in(Span(claim.mention.end, span.end), NOWHERE)[:WORDS_BEHIND]
    after = {token.norm for token in behind}
    if said.isdisjoint(word_set("holders", "scoring")) or after & word_set("holders", "not_a_score"):
        return None
    before = context.tokens_in(Span(span.start, claim.mention.start), NOWHERE)[-8:]
    if {token.norm for token in before} & word_set("holders", "not_a_score"):
        return None
    parts = list(_parts(behind))[:1] or list(_parts(tokens))
    if len(parts) > 1 or (not parts and said & word_set("holders", "part_names")):
        return None
    sides = _sides(claim, scene)
    if sides is None:
        return None
    for named in _measures(parts, scene):
        readings = [_one_side(claim, number, named, side, scene) for side in sides]
        one, other = readings
        if one is not None and other is not None and one.fact.row != other.fact.row:
            return one, other
    return None


def _parts(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """The parts of a match that are spoken of: ("third", "quarter")."""
    numbers, names = word_set("holders", "part_numbers"), word_set("holders", "part_names")
    for one, two in itertools.pairwise(tokens):
        if one.norm in numbers and two.norm in names:
            yield one.norm, two.norm


def _measures(parts: Sequence[tuple[str, str]], scene: Scene) -> Iterator[tuple[tuple[int, ...], ...]]:
    """The measures that a score may be of, each as the positions of what is added up: one, or a half's two quarters."""
    for word in sorted(word_set("holders", "points_scored")):
        whole = scene.index.by_full_name.get(measure_stems(word), ())
        if not whole:
            continue
        if not parts:
            yield (whole,)
            continue
        number, name = parts[0]
        own = _named_part(word, number, name, scene)
        if own:
            yield (own,)
        elif name == "half" and number in OF_HALVES[0]:
            quarters = OF_HALVES[OF_HALVES[0].index(number)]
            found = tuple(_named_part(word, quarter, "quarter", scene) for quarter in quarters)
            if all(found):
                yield found


def _named_part(word: str, number: str, name: str, scene: Scene) -> tuple[int, ...]:
    return scene.index.by_full_name.get(measure_stems(f"{word} in the {number} {name}"), ())


def _sides(claim: Claim, scene: Scene) -> tuple[Place, Place] | None:
    """The last two names before a score; where one is named only, the other of the table's two rows is the other."""
    places = places_in(around(claim.sentence, claim.mention.start, REACH), claim, scene)
    before = [place for place in places if place.end <= claim.mention.start and place.targets]
    distinct = list({place.targets: place for place in before}.values())[-2:]
    if len(distinct) == SIDES:
        return distinct[0], distinct[1]
    other = _other_side(distinct[0], scene) if distinct and len(before) == 1 else None
    return (distinct[0], other) if other is not None else None


def _other_side(place: Place, scene: Scene) -> Place | None:
    """The row of a table of two that is not the one named."""
    for table in scene.index.store.tables:
        named = {target.field: target.text for target in place.targets if target.table == table.name}
        if not named or len(table.rows) != SIDES:
            continue
        rest = [row for row in table.rows if any(row[field] != text for field, text in named.items())]
        if len(rest) == 1:
            columns = table.entity_columns
            targets = tuple(EntityTarget(table.name, field, rest[0][field]) for field in columns)
            return Place(place.start, place.end, rest[0][columns[0]], targets)
    return None


def _one_side(
    claim: Claim, number: Quantity, named: Sequence[tuple[int, ...]], side: Place, scene: Scene
) -> Reading | None:
    """What one side scored: a cell, or the sum of those of a half's quarters."""
    timeless = replace(claim, period=None, period_stated=False)
    found: list[Reading] = []
    for positions in named:
        cells = [
            one
            for at in positions
            if _is_of_one_match(scene.index.series[at])
            for one in cells_of(timeless, number, scene.index.series[at], at, side, scene)
        ]
        if len(cells) != 1:
            return None
        found += cells
    if len(found) == 1:
        return found[0]
    label = " and ".join(one.fact.measure for one in found)
    added = derived.total([one.fact for one in found], label)
    return replace(found[0], fact=replace(added, entity=found[0].fact.entity, measure="both together"))


def _is_of_one_match(series: Series) -> bool:
    """Whether a table has two sides only: a table of a season does not hold what a match ended with."""
    return len(series.table.rows) == SIDES
