"""Figures whose cell the text names in full: what is counted is the measure, whose it is the sentence's build tells.

"Thorne had 17 points, 11 rebounds and three blocks" beside a table with these columns and a row for Thorne: each
figure is one cell and no other, so that any other number in its place is wrong, be it small or far off.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from factcheck.frozen import record
from factcheck.languages.words import word_set
from factcheck.linking.evidence import Evidence, UnitFit, unit_fit
from factcheck.linking.holders import NOWHERE, Place, holder_of, places_in
from factcheck.linking.index import EntityTarget
from factcheck.linking.ledger import points_of
from factcheck.linking.lines import Line, at_claim_time
from factcheck.linking.named_before import named_before
from factcheck.linking.readings import Reading, reading_of
from factcheck.linking.scene import FEW_TABLES, Scene
from factcheck.model import Claim, Kind, Quantity, Span
from factcheck.patterns import lazy
from factcheck.reference.names import Token, measure_stems, tokenize
from factcheck.reference.series import Series

KINDS = frozenset({Kind.COUNT, Kind.LEVEL, Kind.DURATION, Kind.DIFFERENCE, Kind.SHARE})
FITTING = frozenset({UnitFit.SAME, UnitFit.NOUN})
LONGEST_NAME = 6  # words of a measure's name
BEHIND = 100  # characters behind a figure in which its measure is named
MOST_ROWS = 2000  # of a longer table no rows are looked through for several names

_LISTED = lazy(r",? (?:and )?([a-z\d]+)(?:[-‐‑]([a-z]+))?")


@record
class Pinpoint:
    """The reading of the one cell, whose it is, and where the name of its measure ends."""

    reading: Reading
    holder: Place
    end: int


def pinpointed(claim: Claim, quantity: Quantity, scene: Scene) -> Pinpoint | None:
    """The one cell that a figure is of, where the text names its entity, its measure and its time in full."""
    if len(scene.index.store.tables) > FEW_TABLES or claim.kind not in KINDS:
        return None
    named = _measures_named(claim, quantity, scene)
    holder = holder_of(claim, scene) if named else None
    if not named and (before := named_before(claim, quantity, scene)) is not None:
        end = claim.mention.end
        holder = before.holder
        named = [(position, end) for position in before.positions] if _ends_there(claim, end, scene) else []
    elif holder is not None and not _is_free(claim, holder, scene):
        return None
    if not named or holder is None or not holder.targets or _is_of_another_whole(claim, holder, named[0][1], scene):
        return None
    found = [
        reading
        for position, _ in named
        for reading in cells_of(claim, quantity, scene.index.series[position], position, holder, scene)
    ]
    cells = {(one.fact.table, one.fact.row, one.fact.column) for one in found}
    return Pinpoint(found[0], holder, named[0][1]) if len(cells) == 1 else None


def _measures_named(claim: Claim, quantity: Quantity, scene: Scene) -> list[tuple[int, int]]:
    """The series whose name stands in full behind the figure, and where it ends; [] where more is said of it."""
    mention = claim.mention
    text = scene.context.document.text
    starts = dict.fromkeys((mention.number.end if mention.number else mention.end, mention.end))
    starts.update(dict.fromkeys(_behind_rate(text, mention.end)))
    for start in starts:
        gap, tokens = tokens_behind(text, start, claim.sentence.end)
        if not tokens:
            continue
        phrases = [measure_stems(text[tokens[0].start : token.end]) for token in tokens]
        for count in range(len(tokens), 0, -1):
            stems = phrases[count - 1]
            if count > 1 and stems == phrases[count - 2]:
                continue  # an article or "and" behind the name
            positions = [
                position
                for position in scene.index.by_full_name.get(stems, ())
                if unit_fit(quantity.unit, scene.index.series[position].unit) in FITTING
            ]
            if positions:
                end = tokens[count - 1].end
                if _is_shown(text, end) if gap != " " else _ends_there(claim, end, scene):
                    return [(position, end) for position in positions]
    return []


def _behind_rate(text: str, end: int) -> Iterator[int]:
    """Where the words go on that tell of what a share is the rate: "a 38% success rate from the field"."""
    for words in word_set("holders", "rates"):
        if text.startswith(f" {words} ", end):
            yield end + len(words) + 1


def tokens_behind(text: str, start: int, end: int) -> tuple[str, Sequence[Token]]:
    """What parts a figure from the words right behind it, and these words as far as one name may go on."""
    found = tokenize(text, start, min(end, start + BEHIND))[:LONGEST_NAME]
    if not found or text[start : found[0].start] not in (" ", "-", "‐", "‑"):
        return "", ()
    last = next((at for at, token in enumerate(found) if at and token.gap not in (" ", "-")), len(found))
    return text[start : found[0].start], found[:last]


def _is_free(claim: Claim, holder: Place, scene: Scene) -> bool:
    """Whether no word before the figure makes it one of several, or a bound: "the three", "another 12", "to 20".

    "Held Norden to 20" and "a best of 20" are figures like others.
    """
    start = claim.mention.start
    before = tokenize(scene.context.document.text, max(claim.sentence.start, start - 30), start)
    if not before:
        return True
    last = before[-1]
    if last.norm in word_set("holders", "kept_to"):
        return holder.end + 1 == last.start
    if last.norm == "of" and len(before) > 1:
        return before[-2].norm in word_set("holders", "showings")
    return last.norm not in word_set("holders", "singled_out")


def _is_shown(text: str, end: int) -> bool:
    """Whether "an 18-point, 12-rebound" goes on with what is shown, a game or a double, and is no distance."""
    for _ in range(LONGEST_NAME):
        match = _LISTED.match(text, end, end + BEHIND)
        if match is None or match[1] in word_set("holders", "showings") or match[2] is None:
            return match is not None and match[1] in word_set("holders", "showings")
        end = match.end()
    return False


def _ends_there(claim: Claim, end: int, scene: Scene) -> bool:
    """Whether nothing behind the measure's name makes it one of a part: "points in the paint"."""
    text = scene.context.document.text
    after = tokenize(text, end, min(claim.sentence.end, end + BEHIND))[:4]
    if not after or text[end : after[0].start] != " " or after[0].norm in word_set("holders", "follow_ons"):
        return True
    if after[0].norm not in word_set("holders", "to_the_occasion"):
        return False
    rest = [token for token in after[1:] if token.norm not in word_set("holders", "determiners")]
    if not rest:
        return False
    known = rest[0].text[:1].isdigit() or rest[0].capital or scene.context.next_figure(end) == rest[0].start
    return known or rest[0].norm in word_set("holders", "occasions")


def _is_of_another_whole(claim: Claim, holder: Place, end: int, scene: Scene) -> bool:
    """Whether a word near the figure speaks of a season, a half, an average, or of several together."""
    context = scene.context
    low = holder.end if holder.end <= claim.mention.start and holder.start >= claim.sentence.start else 0
    start = low or claim.sentence.start
    high = min(claim.sentence.end, end + BEHIND)
    ahead = places_in(Span(end, high), claim, scene)
    high = ahead[0].start if ahead else high
    text, words = context.document.text, word_set("holders", "other_wholes")
    tokens = context.tokens_in(Span(start, high), NOWHERE)
    recording = [token.start for token in tokens if token.norm in word_set("having", "recording")]
    last = max((place for place in recording if place < claim.mention.start), default=0)
    return any(
        token.norm in words and text[token.end : token.end + 1] != "-" and text[token.start - 1] != "-"
        for token in tokens
        if token.norm not in word_set("holders", "totals") or token.start > last  # "matched her total and added five"
    )


def cells_of(
    claim: Claim, quantity: Quantity, series: Series, position: int, holder: Place, scene: Scene
) -> Iterator[Reading]:
    """The readings of one series for the holder at the claim's time, which the text or the table settles."""
    targets = [target for target in holder.targets if target.table == series.table.name]
    texts = {target.field: target.text for target in targets}
    if not targets or len(texts) < len(targets) or series.older:
        return
    line = _line(series, targets, texts, holder, scene)
    if line is None or not _explains(line, holder):
        return
    fit = unit_fit(quantity.unit, series.unit)
    words = f'the sentence names "{series.measure}" and whose it is in full'
    evidence = Evidence(1.0, scene.weights.unit[fit.value], fit, (words,), True, measure_stems(series.measure))
    stated = scene.weights.period["stated"]
    for option in at_claim_time(line, claim, scene):
        dated = option.fact.period is not None
        if option.settled and not option.fact.derivation and (option.score >= stated if dated else _is_timeless(claim)):
            yield reading_of(quantity, line, option, evidence, scene, position)


def _line(
    series: Series, targets: Sequence[EntityTarget], texts: dict[int, str], holder: Place, scene: Scene
) -> Line | None:
    columns = series.table.entity_columns
    if any(target.field not in columns for target in targets):
        return None
    if len(columns) == 1:
        points = scene.ledger.points(series, targets[0].text)
    else:
        cells = series.cells_with(texts) if len(series.table.rows) <= MOST_ROWS else ()
        points = points_of(series, cells)
    label = ", ".join(texts.values())
    reason = f'"{holder.text}" is what the sentence gives the figure to'
    return Line(series, label, points, 1.0, True, reason) if points else None


def _explains(line: Line, holder: Place) -> bool:
    """Whether every word of the name as written stands in the row: "Port Aldham" is not the row of Aldham."""
    fact = line.points[0].fact
    row = line.series.table.rows[fact.row]
    known = {token.norm for text in (*row, *line.series.table.names) for token in tokenize(text)}
    known |= {token.norm for token in tokenize(line.label)} | word_set("holders", "determiners")
    stems = {token.stem for text in row for token in tokenize(text)}
    return all(token.norm in known or token.stem in stems for token in tokenize(holder.text))


def _is_timeless(claim: Claim) -> bool:
    """Whether the text states no time for the figure, so that a row without a time can be what it is of."""
    return not claim.period_stated
