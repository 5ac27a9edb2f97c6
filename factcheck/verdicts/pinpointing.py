"""Cells that a text points at with a pin: the row by its whole name, the time told of this figure alone.

Of such a cell a figure can be called wrong that differs from it, though its table may have no name for what it holds:
a list of accounts has its items as rows, years for columns, and nothing more to name.
"""

from __future__ import annotations

from fractions import Fraction

from factcheck.languages.words import word_set
from factcheck.linking.evidence import UnitFit
from factcheck.linking.nearby import around
from factcheck.linking.readings import Reading
from factcheck.linking.scene import Scene
from factcheck.model import Claim, Diagnosis, Kind, Modifier, Quantity
from factcheck.reference.names import measure_stems, tokenize
from factcheck.reference.series import Series
from factcheck.verdicts.narrowing import is_narrowed
from factcheck.verdicts.trial import telling_digits

LEAST_NAMED = 2  # words that tell the cell from others
REACH = 300  # characters around a figure in which its row is named
LEVELS = frozenset({Kind.LEVEL, Kind.COUNT, Kind.TOTAL})
MOST_APART = Fraction(4)  # what is further off is about something else, unless a known slip explains it
UNEXPLAINED = frozenset({Diagnosis.VALUE, Diagnosis.ROUNDING, Diagnosis.CONVERSION})


def is_pinpointed(claim: Claim, quantity: Quantity, reading: Reading, diagnosis: Diagnosis, scene: Scene) -> bool:
    """Whether the text settles the very cell: its row, measure and time in so many words, and none other beside it."""
    if reading.fact.derivation or reading.evidence.fit is not UnitFit.SAME or claim.kind not in LEVELS:
        return False
    if not (reading.settled and reading.first) or quantity.modifier is not Modifier.EXACT:
        return False
    if telling_digits(quantity) < 2 or not _is_of_its_time(claim, reading):
        return False
    if not _of_its_size(reading, quantity, diagnosis):
        return False
    return _named_in_full(claim, reading, scene) and not is_narrowed(claim, reading, scene)


def _is_of_its_time(claim: Claim, reading: Reading) -> bool:
    """Whether the fact is of the time that is told of the figure alone, or of the only time that its line has."""
    if reading.fact.period is None:
        return claim.period is None and len(reading.line.points) == 1
    stated = claim.period_own and claim.period is not None and claim.period.overlaps(reading.fact.period)
    return stated or (claim.period is None and len(reading.line.points) == 1)


def _of_its_size(reading: Reading, quantity: Quantity, diagnosis: Diagnosis) -> bool:
    value, fact = quantity.best, abs(reading.fact.value)
    if diagnosis not in UNEXPLAINED:
        return True
    return value is not None and fact / MOST_APART <= abs(value) <= fact * MOST_APART


def _named_in_full(claim: Claim, reading: Reading, scene: Scene) -> bool:
    """Whether the sentence has every word of the row's and the measure's names, and names no other row or measure."""
    series = reading.line.series
    span = around(claim.sentence, claim.mention.start, REACH)
    said = measure_stems(scene.context.document.text[span.start : span.end])
    others = [_measure(one) for one in scene.index.by_table[series.table.name]]
    measure, row = _measure(series), measure_stems(reading.fact.entity) if series.table.entity_columns else frozenset()
    if not row | measure <= said or (row and not reading.stated):
        return False
    if len(_telling(reading.fact.entity if row else "") | _telling(series.measure if measure else "")) < LEAST_NAMED:
        return False
    rows = {hit.target.text for hit in scene.context.hits_in(span, series.table.name)} if row else set()
    return all(measure_stems(name) <= row for name in rows) and all(one <= measure or not one <= said for one in others)


def _telling(name: str) -> frozenset[str]:
    """The words of a name that tell it from others."""
    return frozenset(token.norm for token in tokenize(name)) - word_set("linking", "weak_words")


def _measure(series: Series) -> frozenset[str]:
    """The words of a measure's name; none where years head the columns and the rows' names say all."""
    named = not series.table.entity_columns or any(field.measure for field in series.fields)
    return measure_stems(series.measure) if named else frozenset()
