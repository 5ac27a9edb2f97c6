"""Two numbers written as one, and the two cells that they are: "113-107", "(32-18)", "7-of-14 shooting", "4-12 FG".

A pair is two measures of one row that have a name in common ("field goals": made, attempted) or are opposites (wins,
losses); or, as a score, one measure of the two rows that the sentence names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from factcheck.frozen import record
from factcheck.languages.words import word_set
from factcheck.linking import derived
from factcheck.linking.evidence import PLAIN, dimension
from factcheck.linking.holders import NOWHERE, Place, holder_of, places_in
from factcheck.linking.index import EntityTarget
from factcheck.linking.nearby import around
from factcheck.linking.one_match import differing, in_order, is_of_the_day, is_of_the_match, meets_another, winner_first
from factcheck.linking.pinpoint import cells_of, tokens_behind
from factcheck.linking.readings import Reading
from factcheck.linking.scene import FEW_TABLES, Scene
from factcheck.model import Claim, Interval, Modifier, Quantity, Span
from factcheck.reference.names import Token, measure_stems, tokenize
from factcheck.reference.series import Series

REACH = 300  # characters around a score in which the two sides are named
SIDES = 2
WORDS_BEFORE = 8  # words before a score that can say that it is none
LONGEST_PART = 60  # characters behind a score in which the part of the match is named that it is of
PART_BEGINS = 4  # words behind a score by which its part begins: "margin over the"
WORDS_BEHIND = 8  # words behind a score that can say of which part of the match it is
OF_HALVES = (("first", "second"), ("third", "fourth"))


@record
class Pair:
    """The two numbers of a written pair, each as a quantity, and what they are of.

    `is_turned` tells of a score that comes nearest to the table's with the loser for the winner.
    """

    numbers: tuple[Quantity, Quantity]
    readings: tuple[Reading, Reading]
    is_turned: bool = False


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
    return _score(claim, (first, second), scene)


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
    claim = _of_its_day(claim, scene)
    found = [one for at in counts for one in cells_of(claim, number, series[at], at, holder, scene)]
    if len(found) != 2 or len({(one.fact.table, one.fact.row) for one in found}) != 1:
        return None
    first, second = sorted(found, key=lambda one: series[one.position].columns)
    return first, second


def _of_its_day(claim: Claim, scene: Scene) -> Claim:
    """The claim without the day that the match is told of with, which a table of one match does not have."""
    said = {token.norm for token in scene.context.tokens_in(_around(claim), claim.mention.span)}
    return replace(claim, period=None, period_stated=False) if is_of_the_day(claim, said, scene) else claim


def _around(claim: Claim) -> Span:
    return around(claim.sentence, claim.mention.start, REACH)


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


def _score(claim: Claim, numbers: tuple[Quantity, Quantity], scene: Scene) -> Pair | None:
    """What two sides scored, in the match or in a part of it that has a column of its own.

    Numbers that differ from the table's are of the table's match only where nothing speaks of another one.
    """
    span = _around(claim)
    stretch = _stretch(claim, span, scene)
    own = Span(claim.mention.start, stretch.end if stretch is not None else claim.mention.end)
    battle = _battle(claim, span, scene) if stretch is None else ()
    if not battle and not _is_a_score(span, own, scene):
        return None
    sides, both_named = _sides(claim, scene)
    if sides is None or meets_another(claim, span, scene):
        return None
    first_wins = winner_first(claim, sides, span, scene)
    certain: Pair | None = None
    if stretch is not None or battle:
        meant: Iterable[tuple[tuple[tuple[int, ...], ...], bool]] = [
            ((stretch.positions if stretch is not None else battle,), True)
        ]
    else:
        meant = ((named, sure) for part, sure in _parts_meant(claim, span, scene) for named in _measures(part, scene))
    for named, sure in meant:
        one, other = (_one_side(claim, numbers[0], named, side, scene) for side in sides)
        if one is None or other is None or one.fact.row == other.fact.row:
            continue
        ordered = in_order((one, other), numbers, first_wins)
        if ordered is None:
            continue
        found = Pair(numbers, *ordered)
        if not differing(found.readings, numbers):
            return found
        certain = certain or (found if sure else None)
    return certain if certain is not None and is_of_the_match(claim, span, own, both_named, scene) else None


@record
class _Stretch:
    """A part of a match that a column is called by, and where its name ends behind the score."""

    positions: tuple[int, ...]
    end: int


def _stretch(claim: Claim, span: Span, scene: Scene) -> _Stretch | None:
    """The part of a match whose own name stands behind a score: "by a 30-20 margin over the final ten minutes"."""
    text, at = scene.context.document.text, claim.mention.end
    words = tokenize(text, at, min(span.end, at + LONGEST_PART))[:WORDS_BEHIND]
    for first, start in enumerate(words[:PART_BEGINS]):
        for last in range(len(words), first + 1, -1):
            phrase = text[start.start : words[last - 1].end]
            if not measure_stems(phrase):
                continue  # "in the": that would be the whole match
            for word in sorted(word_set("holders", "points_scored")):
                positions = tuple(scene.index.by_full_name.get(measure_stems(f"{word} {phrase}"), ()))
                if positions:
                    return _Stretch(positions, words[last - 1].end)
    return None


def _battle(claim: Claim, span: Span, scene: Scene) -> tuple[int, ...]:
    """The one measure, other than points, that a sentence names before it tells how a battle for it went."""
    context, at = scene.context, claim.mention
    near = context.tokens_in(Span(span.start, at.start), NOWHERE)[-WORDS_BEFORE:]
    if not any(word.norm in word_set("holders", "battles") for word in near):
        return ()
    told = word_set("holders", "points_scored") | word_set("holders", "scoring")
    words = context.tokens_in(Span(span.start, at.start), NOWHERE)
    stems = {measure_stems(word.text) for word in words if word.norm not in told}
    named = {tuple(scene.index.by_full_name[one]) for one in stems if one in scene.index.by_full_name}
    return next(iter(named)) if len(named) == 1 else ()


def _is_a_score(span: Span, own: Span, scene: Scene) -> bool:
    """Whether the words around a pair, and what is its own, speak of a result, and not of a run, a lead or a record."""
    context, at = scene.context, own
    said = {token.norm for token in context.tokens_in(span, at)}
    near = context.tokens_in(Span(span.start, at.start), NOWHERE)[-WORDS_BEFORE:]
    near += context.tokens_in(Span(at.end, span.end), NOWHERE)[:WORDS_BEHIND]
    told = {one.norm for one in near} & word_set("holders", "not_a_score")
    if any(" " in number for number, _ in _parts(context.tokens_in(span, at))):
        told -= word_set("holders", "parts_together")
    return bool(said & word_set("holders", "scoring")) and not told


def _parts_meant(claim: Claim, span: Span, scene: Scene) -> Iterator[tuple[tuple[str, str] | None, bool]]:
    """The parts of a match that a score can be of, None for all of it, and whether it is surely of that.

    A part right behind the score is what it is of; one before it may be what the whole score is told with.
    """
    context, at = scene.context, claim.mention
    behind = context.tokens_in(Span(at.end, min(span.end, context.next_figure(at.end))), NOWHERE)
    attached = next(_parts(_said_of_it(behind[:WORDS_BEHIND])), None)
    if attached is not None:
        yield attached, True
        return
    figures = context.figures_in(Span(span.start, at.start))
    start = figures[-1].end if figures else span.start
    earlier = list(_parts(context.tokens_in(Span(span.start, at.start), NOWHERE)))
    near = context.tokens_in(Span(start, at.start), NOWHERE)
    around_it = {token.norm for token in (*near, *behind)}
    if earlier and earlier[-1:] == list(_parts(_behind_side(claim, span, scene))):
        yield earlier[-1], True
        return
    yield None, around_it.isdisjoint(word_set("holders", "part_names"))
    if earlier:
        yield earlier[-1], len(set(earlier)) == 1 and earlier[-1] in _parts(near)


def _behind_side(claim: Claim, span: Span, scene: Scene) -> Sequence[Token]:
    """The words between the side that outscores another in a part of a match and the verb, where that is the last verb.

    "Norden came out strong in the third quarter, outscoring Sund 30-20" tells what was scored in that quarter.
    """
    places = [place for place in places_in(span, claim, scene) if place.end <= claim.mention.start and place.targets]
    if len(places) < SIDES:
        return ()
    words = scene.context.tokens_in(Span(places[-SIDES].end, places[-1].start), NOWHERE)
    verbs = [at for at, word in enumerate(words) if word.norm in word_set("holders", "scoring")]
    return words[: verbs[-1]] if verbs and words[verbs[-1]].norm in word_set("holders", "outscoring") else ()


def _said_of_it(behind: Sequence[Token]) -> Sequence[Token]:
    """The words behind a score that go on about it: up to a comma or "and"; "105-98, in the first half" goes on."""
    ends = word_set("holders", "openers") | word_set("holders", "joining")
    if behind and behind[0].gap.strip() and behind[0].norm not in word_set("holders", "to_the_occasion"):
        return ()
    stop = (at for at, one in enumerate(behind) if one.norm in ends or (at and one.gap.strip(" -")))
    return behind[: next(stop, len(behind))]


def _parts(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """The parts of a match that are spoken of: ("third", "quarter"), or ("second third", "quarter") of two of them."""
    numbers, names = word_set("holders", "part_numbers"), word_set("holders", "part_names")
    norms = [token.norm for token in tokens]
    for at, one in enumerate(norms):
        two = norms[at + 1 : at + 4]
        if one in numbers and two[:1] and two[0] in names:
            yield one, two[0]
        elif one in numbers and len(two) == 3 and two[0] == "and" and two[1] in numbers and two[2].rstrip("s") in names:
            yield f"{one} {two[1]}", two[2].rstrip("s")


def _measures(part: tuple[str, str] | None, scene: Scene) -> Iterator[tuple[tuple[int, ...], ...]]:
    """The measures that a score may be of, each as the positions of what is added up: one, or a half's two quarters."""
    for word in sorted(word_set("holders", "points_scored")):
        whole = scene.index.by_full_name.get(measure_stems(word), ())
        if not whole:
            continue
        if part is None:
            yield (whole,)
            continue
        number, name = part
        own = tuple(_named_part(word, one, name, scene) for one in number.split())
        if all(own):
            yield own
        elif name == "half" and number in OF_HALVES[0]:
            quarters = OF_HALVES[OF_HALVES[0].index(number)]
            found = tuple(_named_part(word, quarter, "quarter", scene) for quarter in quarters)
            if all(found):
                yield found


def _named_part(word: str, number: str, name: str, scene: Scene) -> tuple[int, ...]:
    return scene.index.by_full_name.get(measure_stems(f"{word} in the {number} {name}"), ())


def _sides(claim: Claim, scene: Scene) -> tuple[tuple[Place, Place] | None, bool]:
    """The last two names before a score, and whether both are named.

    Where one is named only, the other of the table's two rows is the other.
    """
    places = places_in(_around(claim), claim, scene)
    before = [place for place in places if place.end <= claim.mention.start and place.targets]
    if any(_is_of_a_part(place, scene) for place in before):
        return None, False
    distinct = list({place.targets: place for place in before}.values())[-2:]
    if len(distinct) == SIDES:
        first, second = sorted(distinct, key=lambda place: place.start)
        return (first, second), True
    other = _other_side(distinct[0], scene) if distinct else None
    return ((distinct[0], other) if other is not None else None), False


def _is_of_a_part(place: Place, scene: Scene) -> bool:
    """Whether only a part of a side is meant: "Norden's bench", "Norden's women"."""
    words = scene.context.tokens_in(Span(place.end, place.end + LONGEST_PART), NOWHERE)
    return next((word.norm for word in words if word.norm not in ("s", "'s", "’s")), "") in word_set("holders", "parts")


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
