"""Places and counts among the rows of a group: "second on the team with 26 points", "six players in double figures".

The group is a column of the holder's table whose header the text says ("team"), or a name that such a column holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from factcheck.languages.words import load_words, word_set
from factcheck.linking import derived
from factcheck.linking.evidence import PLAIN, dimension
from factcheck.linking.holders import NOWHERE, Place, holder_of, places_in
from factcheck.linking.nearby import around
from factcheck.linking.pinpoint import cells_of, tokens_behind
from factcheck.linking.readings import Reading
from factcheck.linking.scene import FEW_TABLES, Scene
from factcheck.model import Claim, Fact, Kind, Quantity, Span
from factcheck.reference.names import measure_stems
from factcheck.reference.series import Series
from factcheck.reference.tables import Table

REACH = 300  # characters around a figure in which its group is named
MOST_ROWS = 2000  # of a longer table no rows are compared
BEHIND = 4  # words behind a place in which its group is said: "on the team"
LEAST_MEMBERS = 2


def group_of_place(claim: Claim, scene: Scene) -> frozenset[str] | None:
    """The word for the group in which a figure is a place, where it heads a column: "second on the team"."""
    if claim.kind is not Kind.RANK or len(scene.index.store.tables) > FEW_TABLES:
        return None
    words = scene.context.tokens_in(Span(claim.mention.end, claim.sentence.end), NOWHERE)[:BEHIND]
    if not words or words[0].norm not in word_set("holders", "in_group"):
        return None
    header = measure_stems(next((word.text for word in words[1:] if word.norm not in _articles()), ""))
    tables = scene.index.store.tables
    return header if header and any(_headed(table, header) is not None for table in tables) else None


def place_in_group(claim: Claim, quantity: Quantity, group: frozenset[str], scene: Scene) -> Fact | None:
    """The holder's place among the rows of its group, by the measure that the sentence goes on with."""
    holder = holder_of(claim, scene)
    if holder is None or not holder.targets or _is_of_another_whole(claim, holder, scene):
        return None
    for series, reading in _measured(claim, quantity, holder, scene):
        table = series.table
        column = _headed(table, group)
        if column is None or len(table.rows) > MOST_ROWS:
            continue
        members = scene.ledger.members_at(series, reading.fact.period)
        own = table.rows[reading.fact.row][column]
        among = [fact for fact in members if table.rows[fact.row][column] == own]
        if own and len(among) >= LEAST_MEMBERS:
            made = derived.rank(reading.fact, among)
            equal = sum(1 for fact in among if fact.value == reading.fact.value)
            if equal > 1 and 0 <= (quantity.best or 0) - made.value < equal:
                return None  # of two that are equal either may be called second
            return replace(made, derivation=f"{made.derivation} of {own}")
    return None


def _articles() -> frozenset[str]:
    return word_set("holders", "determiners")


def _is_of_another_whole(claim: Claim, holder: Place, scene: Scene) -> bool:
    words = scene.context.tokens_in(Span(max(holder.end, claim.sentence.start), claim.sentence.end), NOWHERE)
    return claim.period_stated or any(word.norm in word_set("holders", "other_wholes") for word in words)


def _measured(claim: Claim, quantity: Quantity, holder: Place, scene: Scene) -> Iterator[tuple[Series, Reading]]:
    """The holder's cells of the measure that the next figure of the sentence counts: "with 26 points"."""
    ahead = scene.context.figures_in(Span(claim.mention.end, claim.sentence.end))[:1]
    places = places_in(Span(claim.mention.end, claim.sentence.end), claim, scene)
    if not ahead or any(place.start < ahead[0].start for place in places):
        return
    _, tokens = tokens_behind(scene.context.document.text, ahead[0].end, claim.sentence.end)
    plain = replace(quantity, unit=None)
    for count in range(len(tokens), 0, -1):
        stems = measure_stems(scene.context.document.text[tokens[0].start : tokens[count - 1].end])
        positions = scene.index.by_full_name.get(stems, ())
        for at in positions:
            series = scene.index.series[at]
            if dimension(series.unit) in PLAIN:
                yield from ((series, one) for one in cells_of(claim, plain, series, at, holder, scene))
        if positions:
            return


def _headed(table: Table, header: frozenset[str]) -> int | None:
    """The column of names, not the rows' own, that is headed by a word."""
    own = table.entity_columns[:1]
    found = [at for at, field in enumerate(table.fields) if at not in own and measure_stems(field.name) == header]
    return found[0] if len(found) == 1 else None


def count_in_group(claim: Claim, quantity: Quantity, scene: Scene) -> Fact | None:
    """How many rows of the named group reach a number of digits: "six players in double figures"."""
    value = quantity.value
    if claim.kind is not Kind.COUNT or value is None or len(scene.index.store.tables) > FEW_TABLES:
        return None
    least = _threshold(claim, scene)
    span = claim.mention.noun_span
    noun = measure_stems(scene.context.document.text[span.start : span.end]) if span else frozenset[str]()
    if least is None or not noun:
        return None
    names = _names(claim, scene)
    for series in _series_scored(scene):
        table = series.table
        if len(table.entity_columns) != 1 or len(table.rows) > MOST_ROWS:
            continue
        if noun != measure_stems(table.fields[table.entity_columns[0]].name):
            continue
        group = _group(table, names)
        if group is not None:
            return _counted(series, group, least, scene)
    return None


def _threshold(claim: Claim, scene: Scene) -> int | None:
    """The least number that has as many digits as the words behind a count say: 10 for "in double figures"."""
    context = scene.context
    until = min(claim.sentence.end, context.next_figure(claim.mention.end), claim.mention.end + REACH)
    words = context.tokens_in(Span(claim.mention.end, until), NOWHERE)
    before = context.tokens_in(Span(max(claim.sentence.start, claim.mention.start - 40), claim.mention.start), NOWHERE)
    singled = word_set("holders", "singled_out") | word_set("holders", "other_wholes")
    if (before and before[-1].norm in singled) or any(word.norm in singled for word in words[:BEHIND]):
        return None
    digits: dict[str, int] = load_words("holders")["digits"]
    figures = word_set("holders", "figures")
    return next(
        (digits[one.norm] for one, two in pairwise(words) if one.norm in digits and two.norm in figures),
        None,
    )


def _names(claim: Claim, scene: Scene) -> set[str]:
    """All that tables call what the clause names up to the next figure: "Denver" is of the row of the Nuggets."""
    context, at = scene.context, claim.mention
    span = around(claim.sentence, at.start, REACH)
    low = max((figure.end for figure in context.figures_in(Span(span.start, at.start))), default=span.start)
    high = min(span.end, context.next_figure(at.end))
    tables = {table.name: table for table in scene.index.store.tables}
    found: set[str] = set()
    for place in places_in(Span(low, high), claim, scene):
        found.add(place.text)
        for target in place.targets:
            table = tables[target.table]
            rows = [row for row in table.rows[:MOST_ROWS] if row[target.field] == target.text]
            found.update(row[column] for row in rows for column in table.entity_columns)
    return found


def _series_scored(scene: Scene) -> Iterator[Series]:
    """The measures of points that a player reaches a number of figures in."""
    for word in sorted(word_set("holders", "points_scored")):
        for at in scene.index.by_full_name.get(measure_stems(word), ()):
            yield scene.index.series[at]


def _group(table: Table, names: set[str]) -> tuple[int, str] | None:
    """The column and the text of it that are named, where it is one."""
    found = {
        (column, row[column])
        for row in table.rows
        for column in range(len(table.fields))
        if column not in table.entity_columns and row[column] in names
    }
    return next(iter(found)) if len(found) == 1 else None


def _counted(series: Series, group: tuple[int, str], least: int, scene: Scene) -> Fact | None:
    column, text = group
    table = series.table
    facts = [one for one in scene.ledger.members_at(series, None) if table.rows[one.row][column] == text]
    if len(facts) < LEAST_MEMBERS:
        return None
    reached = [fact for fact in facts if fact.value >= least]
    cells = [cell for fact in reached for cell in fact.cells]
    made = derived.count(cells, facts[0], f"with {series.measure} of {least} or more")
    return replace(made, entity=text)
