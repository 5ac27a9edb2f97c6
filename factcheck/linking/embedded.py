"""Numbers inside the cells of names: the points of "Olli Ranta (76 points : 34 g)" as a column of their own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from factcheck.linking.columns import Column
from factcheck.reference.cells import CellNumber, parse_cell
from factcheck.reference.measures import measure_stems

LEAST_ROWS = 3
MOST_WORDS = 3  # of one column that numbers stand before
_COUNTED = re.compile(r"(?<![\w.,])(\d[\d,]*(?:\.\d+)?) ([a-z]{3,})", re.IGNORECASE)


def embedded(column: Column, share: Fraction) -> Iterator[Column]:
    """Give a column for each word before which most cells of a column of names have a number."""
    told = [_counted(text) for text in column.texts]
    filled = sum(1 for text in column.texts if text)
    seen = Counter(word for cell in told for word in cell)
    for word, times in seen.most_common(MOST_WORDS):
        if times >= max(Fraction(LEAST_ROWS), filled * share):
            yield _column(column, word, [cell.get(word) for cell in told])


def _counted(text: str) -> Mapping[str, CellNumber]:
    found: dict[str, CellNumber] = {}
    for number, word in _COUNTED.findall(text):
        read = parse_cell(number)
        if read is not None:
            found.setdefault(word.casefold(), read)
    return found


def _column(column: Column, word: str, read: Sequence[CellNumber | None]) -> Column:
    return Column(
        at=column.at,
        name=f"{column.name}: {word}",
        phrases=(measure_stems(word),),
        texts=column.texts,
        words=tuple(() for _ in read),
        numbers=tuple(None if one is None else one.value for one in read),
        intervals=tuple(None if one is None else one.interval for one in read),
        days=tuple(None for _ in read),
        unit=None,
        is_mixed=False,
    )
