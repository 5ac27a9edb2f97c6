"""What a small table says of a figure: cells, sums, shares and differences of the rows and columns that a text names.

No value is looked at here. `among` tells how many facts share a place in the ranking, since agreement of one of many
proves less than that of one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from factcheck.frozen import record
from factcheck.languages.words import load_words, word_set
from factcheck.linking import derived
from factcheck.linking.axes import HEADERS, make_axis
from factcheck.linking.below_zero import is_printed_below_zero
from factcheck.linking.context import normalised_words
from factcheck.linking.evidence import UnitFit, dimension, unit_fit
from factcheck.linking.hearing import parts_of
from factcheck.linking.in_turn import of_its_turn
from factcheck.linking.layouts import Columns, Layout, Selection
from factcheck.linking.ledger import additive, same_period
from factcheck.linking.members import is_counted, is_of_a_member
from factcheck.linking.nearby import around
from factcheck.linking.scene import Scene
from factcheck.model import Claim, Direction, Fact, Kind, Period, Quantity, Span
from factcheck.reference.measures import measure_stems
from factcheck.reference.series import Series

FITS = frozenset({UnitFit.SAME, UnitFit.NOUN, UnitFit.UNKNOWN, UnitFit.PRICE})
KINDS = frozenset(
    {Kind.LEVEL, Kind.COUNT, Kind.SHARE, Kind.RATIO, Kind.RATE, Kind.AVERAGE, Kind.TOTAL, Kind.CHANGE, Kind.DIFFERENCE}
)
SHARES = frozenset({"percent", "percentage_points", "ratio", "share"})
COMPARED = frozenset({Kind.CHANGE, Kind.DIFFERENCE})
WORKED_OUT = 0.04  # what a calculation is worth less than a cell
OF_ALL = 0.08
ONE_OF_MANY = 0.2
MOST_CELLS = 24
MOST_TEXT = 20_000  # characters in which a draft says in what scale its tables are
MOST_SUMMED = 400
LONG = 4  # letters of a word that tells


@record
class Found:
    """A fact of a small table that a text may speak of.

    `named` counts the labels that the text names, `beside` those named next to the figure; `is_open` tells that an
    axis of the table is left open, so that the fact is one of `among` that would do as well.
    """

    fact: Fact
    series: Series
    score: float
    named: int
    beside: int
    is_open: bool
    among: int
    label: str


When = Callable[[Period | None], bool]


def facts_of(claim: Claim, quantity: Quantity, layout: Layout, scene: Scene) -> list[Found]:
    """The facts of a table that a figure may state, best first."""
    if claim.kind not in KINDS or not layout.rows or not is_counted(quantity, layout):
        return []
    parts = parts_of(claim, layout.classes, scene)
    when = _time(claim, layout, scene)
    rows = [*layout.selections(parts), *_first_rows(claim, layout, scene)]
    if _picks_one(claim, scene):
        rows = [one for one in rows if one.named]
    rows = [one for one in rows if not any(is_of_a_member(claim, layout, row, scene) for row in one.rows)]
    found: dict[tuple[object, ...], Found] = {}
    kinds = (True, False) if dimension(quantity.unit) in SHARES else (False,)
    every = [columns for in_percent in kinds for columns in layout.columns(parts, in_percent)]
    if scene.context.is_respective(claim):
        rows, every = _of_its_turn(claim, layout, rows, every, scene)
    for selection in rows:
        for columns in every:
            for one in _facts(claim, quantity, layout, selection, columns, when, scene):
                key = (frozenset(one.fact.cells), one.fact.kind)
                if key not in found or found[key].score < one.score:
                    found[key] = one
    return sorted(found.values(), key=lambda one: -one.score)


def _of_its_turn(
    claim: Claim, layout: Layout, rows: list[Selection], columns: list[Columns], scene: Scene
) -> tuple[list[Selection], list[Columns]]:
    """The rows and columns that have the figure's place in a list of labels, where "respectively" says so."""
    for axis in layout.rows:
        allowed = of_its_turn(claim, axis, scene)
        if allowed is not None:
            rows = [
                one for one in rows if all(layout.table.rows[row][axis.column].strip() in allowed for row in one.rows)
            ]
    measures = {layout.table.fields[position].measure for one in columns for position in one.positions}
    allowed = of_its_turn(claim, make_axis(HEADERS, tuple(sorted(measures))), scene)
    if allowed is not None:
        fields = layout.table.fields
        columns = [one for one in columns if all(fields[position].measure in allowed for position in one.positions)]
    return rows, columns


def _facts(
    claim: Claim, quantity: Quantity, layout: Layout, rows: Selection, columns: Columns, when: When, scene: Scene
) -> Iterator[Found]:
    places = [
        (row, column)
        for row in rows.rows
        for column in columns.positions
        if (row, column) in layout.cells and when(layout.cells[row, column][1].period)
    ]
    if not places or len(places) > MOST_SUMMED:
        return
    score = (rows.score * len(layout.rows) + columns.score) / (len(layout.rows) + 1)
    series = layout.cells[places[0]][0]
    base = Found(
        layout.fact(*places[0]), series, score, rows.named + columns.named, rows.beside + columns.beside, False, 1, ""
    )
    label = rows.label
    if is_difference(claim, scene):
        yield from _changes(claim, quantity, layout, rows, columns, base)
        if claim.kind in COMPARED and not any(layout.cells[place][0].kind == "change" for place in places):
            return
    fitting = [place for place in places if _fits(quantity, layout.fact(*place), layout)]
    if 0 < len(fitting) <= MOST_CELLS:
        many = ONE_OF_MANY if rows.how != "named" or columns.how == "any" else OF_ALL
        less, among = (many if len(fitting) > 1 else 0.0), len(fitting)
        for place in fitting:
            fact, series = layout.fact(*place), layout.cells[place][0]
            yield replace(
                base,
                fact=fact,
                series=series,
                score=score - less,
                is_open=among > 1 or columns.how == "guess",
                among=among,
            )
    for group in _by_column(layout, places):
        facts = [layout.fact(*place) for place in group]
        summed = _summed(quantity, layout, group, facts, label)
        if summed is not None:
            yield replace(base, fact=summed, series=layout.cells[group[0]][0], score=score - WORKED_OUT)
        yield from _shares(quantity, layout, group, facts, rows, base)


def _fits(quantity: Quantity, fact: Fact, layout: Layout) -> bool:
    fit = unit_fit(quantity.unit, fact.unit)
    unit = dimension(quantity.unit)
    if unit == "currency" and fact.unit is None and not layout.may_be_in(quantity.unit, fact.column):
        return False
    if fit is UnitFit.UNKNOWN and (unit == "percent" or (unit and unit in layout.dimensions)):
        return False  # where other columns are in dollars, one without a unit holds none
    return fit in FITS


def _by_column(layout: Layout, places: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """The places of each column and period, which alone may be added up."""
    found: dict[tuple[int, Period | None], list[tuple[int, int]]] = {}
    for place in places:
        found.setdefault((place[1], layout.cells[place][1].period), []).append(place)
    return list(found.values())


def _summed(
    quantity: Quantity, layout: Layout, places: Sequence[tuple[int, int]], facts: Sequence[Fact], label: str
) -> Fact | None:
    if len(facts) < 2 or not all(_fits(quantity, fact, layout) for fact in facts):
        return None
    return derived.total(facts, label) if _may_add(layout, places) else None


def _may_add(layout: Layout, places: Sequence[tuple[int, int]]) -> bool:
    """Whether the cells of a column add up: counts and amounts, or the parts of one whole in percent."""
    series = layout.cells[places[0]][0]
    alike = len({layout.texts(row) for row, _ in places}) < len(places)
    if alike or series.kind != "value" or any(row in layout.aggregates for row, _ in places):
        return False
    if dimension(series.unit) != "percent":
        return _adds(series, [layout.fact(*place) for place in places])
    header = normalised_words(layout.table.fields[places[0][1]].name.casefold())
    if any(f" {words} " in header for words in word_set("linking", "parts_of_whole")):
        return True
    column, period = places[0][1], layout.cells[places[0]][1].period
    members = [
        row
        for row in layout.all_rows - layout.aggregates
        if (row, column) in layout.cells and layout.cells[row, column][1].period == period
    ]
    whole = sum((layout.fact(row, column).value for row in members), Fraction(0))
    return abs(whole - 100) <= 1


def _adds(series: Series, facts: Sequence[Fact]) -> bool:
    """Whether numbers are amounts or counts: bare numbers with decimals are ratios or means."""
    whole = series.unit is not None or all(fact.value.denominator == 1 for fact in facts)
    return whole and additive(series.unit, series.measure)


def _shares(
    quantity: Quantity,
    layout: Layout,
    places: Sequence[tuple[int, int]],
    facts: Sequence[Fact],
    rows: Selection,
    base: Found,
) -> Iterator[Found]:
    """The part in percent of the same rows' total column, and of all rows of its own column."""
    unit = dimension(quantity.unit)
    if unit not in SHARES or dimension(facts[0].unit) in ("percent", "ratio"):
        return
    if not base.named or not _adds(layout.cells[places[0]][0], facts):
        return
    part = facts[0] if len(facts) == 1 else derived.total(facts, rows.label)
    column, period = places[0][1], layout.cells[places[0]][1].period
    for whole in (_across(layout, places), _down(layout, column, period, places)):
        if whole is not None and whole.value > part.value:
            made = derived.share(part, whole)
            if made is not None:
                yield replace(base, fact=made, score=base.score - WORKED_OUT - OF_ALL / 2, label=rows.label)


def _across(layout: Layout, places: Sequence[tuple[int, int]]) -> Fact | None:
    """The same rows in the column of the total."""
    period = layout.cells[places[0]][1].period
    wholes = [
        column
        for column in sorted({column for _, column in layout.cells})
        if column != places[0][1] and layout.is_whole(column)
    ]
    for column in wholes:
        cells = [(row, column) for row, _ in places if (row, column) in layout.cells]
        facts = [layout.fact(*cell) for cell in cells if layout.cells[cell][1].period == period]
        if len(facts) == len(places) and facts[0].unit == layout.fact(*places[0]).unit:
            return facts[0] if len(facts) == 1 else derived.total(facts, layout.table.fields[column].measure)
    return None


def _down(layout: Layout, column: int, period: Period | None, places: Sequence[tuple[int, int]]) -> Fact | None:
    """All rows of a column, or the one row that is their total."""
    rows = [row for row in sorted(layout.all_rows) if (row, column) in layout.cells]
    rows = [row for row in rows if layout.cells[row, column][1].period == period]
    totals = [row for row in rows if row in layout.aggregates]
    if len(totals) == 1 and (totals[0], column) not in places:
        return layout.fact(totals[0], column)
    if totals or len(rows) <= len(places):
        return None
    return derived.total([layout.fact(row, column) for row in rows], f"all {len(rows)}")


def _changes(
    claim: Claim, quantity: Quantity, layout: Layout, rows: Selection, columns: Columns, base: Found
) -> Iterator[Found]:
    """The change of each cell from one period to another: those that the claim states, or the only two."""
    found: dict[int, dict[Period, Fact]] = {}
    several: set[int] = set()
    for row in rows.rows:
        for column in columns.positions:
            period = layout.cells[row, column][1].period if (row, column) in layout.cells else None
            if period is None:
                continue
            series = id(layout.cells[row, column][0])
            if period in found.setdefault(series, {}):
                several.add(series)
            found[series][period] = layout.fact(row, column)
    for series, facts in found.items():
        pair = None if series in several else _pair(claim, facts)
        if pair is not None and unit_fit(quantity.unit, pair[0].unit) in FITS:
            made = derived.difference(*pair, Kind.CHANGE)
            yield replace(base, fact=made, score=base.score - WORKED_OUT, label=rows.label, among=len(found))


def _pair(claim: Claim, facts: dict[Period, Fact]) -> tuple[Fact, Fact] | None:
    ordered = sorted(facts)
    if len(ordered) < 2:
        return None
    now = next((one for one in ordered if claim.period and _overlaps(one, claim.period)), ordered[-1])
    base = claim.base_period
    then = [one for one in ordered if base is not None and one != now and _overlaps(one, base)]
    earlier = then or [one for one in ordered if one < now][-1:]
    if earlier:
        return facts[earlier[0]], facts[now]
    return (
        (facts[now], facts[ordered[1]]) if len(ordered) == 2 else None
    )  # "in 2018": of the only two, from the first on


def is_difference(claim: Claim, scene: Scene) -> bool:
    """Whether the figure is what something is higher or lower by."""
    if claim.kind in COMPARED:
        return True
    start, end = claim.mention.start, claim.mention.end
    ahead = Span(max(claim.sentence.start, start - 90), start)
    after = [token.norm for token in scene.context.tokens_in(Span(end, end + 30), claim.mention.span)[:2]]
    before = [token.norm for token in scene.context.tokens_in(ahead, claim.mention.span)]
    higher = word_set("linking", "gap_after")
    if not higher.isdisjoint(after) or not word_set("linking", "gap_words").isdisjoint(before[-8:]):
        return True
    return scene.context.is_bracketed(claim) and not higher.isdisjoint(before[-2:])  # "was lower (181 kcal)"


def _first_rows(claim: Claim, layout: Layout, scene: Scene) -> list[Selection]:
    """The rows of "the top 10 sources": those that a table of ranks, or one of just so many rows, has first."""
    span = Span(max(claim.sentence.start, claim.mention.start - 200), claim.mention.start)
    tokens = scene.context.tokens_in(span, claim.mention.span)
    rows = sorted(layout.all_rows - layout.aggregates)
    for first, second in pairwise(tokens):
        if first.norm in word_set("linking", "first_of") and second.norm.isdecimal():
            most = int(second.norm)
            if most == len(rows) and most > 1:
                return [Selection(tuple(rows), 0.9, 1, 1, "named", f"the {first.norm} {most}")]
    return []


def _picks_one(claim: Claim, scene: Scene) -> bool:
    """Whether the clause picks a row by its size ("the worst spill"), which says nothing of the others."""
    said = {
        token.norm for token in scene.context.tokens_in(around(claim.clause, claim.mention.start), claim.mention.span)
    }
    return not said.isdisjoint(word_set("linking", "largest_first") | word_set("linking", "lowest_first"))


def _time(claim: Claim, layout: Layout, scene: Scene) -> When:
    """Which periods of a table a claim may be about."""
    known = sorted({cell.period for _, cell in layout.cells.values() if cell.period is not None})
    if not known:
        return lambda _: True
    wanted = _wanted(claim, known, scene)
    return lambda period: period is None or period in wanted


def _wanted(claim: Claim, known: Sequence[Period], scene: Scene) -> frozenset[Period]:
    context = scene.context
    if context.is_respective(claim):
        sentence = around(claim.sentence, claim.mention.start)
        ordered = context.periods_near(claim, sentence)
        figures = [span.start for span in context.figures_in(sentence)]
        if ordered and len(figures) % len(ordered) == 0 and claim.mention.start in figures:
            period = ordered[figures.index(claim.mention.start) % len(ordered)]
            return frozenset(one for one in known if _overlaps(one, period))
    if claim.period is not None:
        fitting = frozenset(one for one in known if _overlaps(one, claim.period))
        same = frozenset(one for one in fitting if same_period(one, claim.period))
        if same or fitting or claim.period_stated:
            return same or fitting
    latest = known[-1:]
    beside = normalised_words(context.text_near(claim, claim.clause).casefold())
    if any(f" {words} " in beside for words in word_set("linking", "period_before")):
        stated = [
            one for one in known if any(_overlaps(one, said) for said in context.periods_near(claim, claim.sentence))
        ]
        return frozenset(known[known.index(stated[-1]) - 1 : known.index(stated[-1])]) if stated else frozenset()
    return frozenset(latest)


def _overlaps(one: Period, other: Period) -> bool:
    return same_period(one, other) or one.contains(other) or other.contains(one)


def goes_with(claim: Claim, one: Found, layout: Layout, scene: Scene) -> bool:
    """Whether a change goes the way that the text says; of a row printed in negatives, an outflow, the other way."""
    if one.fact.kind is not Kind.CHANGE and one.series.kind != "change":
        return True
    direction = claim.direction or said_direction(claim, scene)
    if direction is None:
        return True
    if one.fact.derivation:
        return (direction is Direction.UP) == ((one.fact.value > 0) != is_printed_below_zero(one.fact))
    used = {cell.column for cell in one.fact.cells}
    beside = [(row, column) for row, column in layout.cells if row == one.fact.row]
    beside = [place for place in beside if layout.table.fields[place[1]].name not in used]
    negative = any(layout.fact(*place).value < 0 for place in beside if layout.cells[place][0].kind == "value")
    return (direction is Direction.UP) == ((one.fact.value > 0) != negative)


def said_direction(claim: Claim, scene: Scene) -> Direction | None:
    """The direction of "250 kcal lower", of "higher (250 kcal)" and of "the yearly increase was 250 kcal"."""
    start, end = claim.mention.start, claim.mention.end
    ahead = Span(max(claim.sentence.start, start - 40), start)
    after = [token.norm for token in scene.context.tokens_in(Span(end, end + 30), claim.mention.span)[:2]]
    before = [token.norm for token in scene.context.tokens_in(ahead, claim.mention.span)]
    higher, lower = word_set("linking", "gap_after"), word_set("linking", "gap_lower")
    words = [*after, *(before[-2:] if scene.context.is_bracketed(claim) else ())]
    word = next((word for word in words if word in higher), "")
    if word:
        return Direction.DOWN if word in lower else Direction.UP
    up, down = (not word_set("linking", words).isdisjoint(before[-3:]) for words in ("increase", "decrease"))
    return None if up == down else Direction.UP if up else Direction.DOWN


def said_scale(scene: Scene) -> Fraction:
    """The scale in which the draft says that its tables are: 1000 for "as follows (in thousands):"; else 1."""
    text = normalised_words(scene.context.document.text[:MOST_TEXT].casefold())
    notes: dict[str, int] = load_words("linking")["scale_notes"]
    found = {scale for words, scale in notes.items() if f" {words} " in text}
    return Fraction(found.pop() if len(found) == 1 else 1)


def speaks_of(claim: Claim, layout: Layout, scene: Scene) -> int:
    """How many telling words of a table's title the claim's sentence has."""
    title = measure_stems(layout.table.title)
    return sum(
        1 for stem in scene.context.words_near(claim, claim.sentence) & title if stem.isalpha() and len(stem) > 3
    )
