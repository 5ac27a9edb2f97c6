"""Looking claims up in a store by names, words and period: light to import, since its own start-up is measured.

python -m tests.benchmarks.looking [50]
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from factcheck.linking.index import Hit, LinkIndex
from factcheck.linking.ledger import Ledger
from factcheck.model import Fact
from factcheck.reference.measures import measure_stems
from factcheck.reference.normalise import tokenize
from factcheck.reference.periods import parse_period
from factcheck.reference.store import load_reference

SHIPPED = (
    ("In {}, the population of {} was 10 million.", ("France", "Kenya", "Japan", "Brazil", "Norway", "Chad", "Peru")),
    ("In {}, the GDP of {} was $2 trillion.", ("Germany", "India", "Mexico", "Canada", "Egypt", "Poland", "Ghana")),
    ("In {}, inflation in {} was 4%.", ("Italy", "Spain", "Sweden", "Chile", "Nepal", "Jordan", "Malta")),
)


def look_up(index: LinkIndex, ledger: Ledger, text: str, year: str, hits: Sequence[Hit] | None = None) -> list[Fact]:
    """The facts that the names and the words of a sentence and a year point at; `hits` are its names, if known."""
    period = parse_period(year)
    hits = index.hits(tokenize(text)) if hits is None else hits
    named = {(hit.target.table, hit.target.text) for hit in hits}
    stems = measure_stems(text)
    found: list[Fact] = []
    for position in sorted(index.with_any(stems)):
        series = index.series[position]
        if period is not None and any(phrase <= stems for phrase in index.phrases[position]):
            for table, entity in sorted(named):
                if table == series.table.name:
                    found += [point.fact for point in ledger.points(series, entity).at(period)]
    return found


def shipped(count: int) -> int:
    """Load the shipped tables and look so many claims of one draft up; tell how many have a fact."""
    index, ledger = LinkIndex(load_reference("builtin")), Ledger()
    patterns = [(text, name) for text, names in SHIPPED for name in names]
    claims = []
    for at in range(count):
        text, name = patterns[at % len(patterns)]
        year = str(2005 + at % 12)
        claims.append((text.format(year, name), year))
    hits = index.hits(tokenize("\n\n".join(text for text, _ in claims)))  # as a check does: once for the draft
    start = found = 0
    for text, year in claims:
        own = [hit for hit in hits if start <= hit.start < start + len(text)]
        found += bool(look_up(index, ledger, text, year, own))
        start += len(text) + 2
    return found


if __name__ == "__main__":
    sys.stdout.write(f"{shipped(int(sys.argv[1]) if sys.argv[1:] else 50)}\n")
