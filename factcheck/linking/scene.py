"""What all parts of the linker see: the document's context, the tables' facts, the weights and the draft's date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from factcheck.document import Document
from factcheck.frozen import record
from factcheck.linking.context import SURE_NAME, Context
from factcheck.linking.evidence import coverages
from factcheck.linking.index import LinkIndex
from factcheck.linking.ledger import Ledger
from factcheck.linking.weights import Weights, load_weights
from factcheck.model import Claim
from factcheck.reference.names import measure_stems

FEW_TABLES = 3
MOST_TEXT = 200_000  # characters that are looked at to find out what a draft is about


@record
class Scene:
    """One document before one store."""

    context: Context
    index: LinkIndex
    ledger: Ledger
    weights: Weights
    as_of: dt.date | None
    topics: frozenset[str] = frozenset()

    def is_topic(self, table: str) -> bool:
        """Whether the draft speaks of a table's measures; of a few tables that were given on purpose it always does."""
        return len(self.index.store.tables) <= FEW_TABLES or table in self.topics


def make_scene(
    document: Document,
    claims: Sequence[Claim],
    index: LinkIndex,
    as_of: dt.date | None,
    weights: Weights | None = None,
) -> Scene:
    """Set one document before one store; `weights` are other ones than the shipped, to try them."""
    weights = weights or load_weights()
    context = Context(document, claims, index, weights)
    return Scene(context, index, Ledger(), weights, as_of, _topics(document, context, index, weights))


def _topics(document: Document, context: Context, index: LinkIndex, weights: Weights) -> frozenset[str]:
    """The tables that the draft speaks of: it uses the words of a measure and names an entity, where rows have one."""
    words = dict.fromkeys(measure_stems(document.text[:MOST_TEXT]), 1.0)
    named = {hit.target.table for hit in context.hits if hit.score >= SURE_NAME}
    found = set()
    for position, (covered, matched) in coverages(index, words).items():
        series = index.series[position]
        about = series.table.name in named or not series.table.entity_columns
        if about and covered >= weights.topic["covered"] and sum(map(index.rarity, matched)) >= weights.topic["rarity"]:
            found.add(series.table.name)
    return frozenset(found)
