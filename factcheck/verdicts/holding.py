"""Whose a figure is by the build of its sentence: "Ferreira scored 19 goals, Okoro 11" swapped is not borne out."""

from __future__ import annotations

from factcheck.languages.en.stems import stem
from factcheck.linking.holders import Place, holder_of
from factcheck.linking.nearby import around
from factcheck.linking.scene import Scene
from factcheck.model import Claim, Fact
from factcheck.patterns import lazy
from factcheck.reference.names import tokenize

REACH = 300  # characters around a figure in which its row is named
_BREAK = lazy(r"[,;:()\u2013\u2014]|\band\b|\bbut\b|\bwhile\b")


def is_held_by_another(claim: Claim, fact: Fact, scene: Scene) -> bool:
    """Whether the sentence surely gives the figure to something else of the table than the cell is of.

    What the cell is of stands neither between the two ("ahead of Egypt with 116 million") nor right behind the figure.
    """
    if fact.derivation:
        return False
    holder = holder_of(claim, scene)
    targets = [] if holder is None else [target for target in holder.targets if target.table == fact.table]
    if holder is None or not targets:
        return False
    table = next(table for table in scene.index.store.tables if table.name == fact.table)
    held = {text.strip() for text in table.rows[fact.row]} | {fact.entity}
    told = frozenset(
        stem(token.norm)
        for token in scene.context.tokens_in(around(claim.sentence, claim.mention.start, REACH), claim.mention.span)
    )
    if any(target.text in held or _is_begun(target.text, fact.entity, told) for target in targets):
        return False
    return not _is_nearer(claim, fact, holder, held, scene)


def _is_begun(name: str, longer: str, told: frozenset[str]) -> bool:
    """Whether a name is the beginning of a longer one that the sentence says whole: profit, profit as % of sales."""
    begun, whole = (frozenset(stem(token.norm) for token in tokenize(text)) for text in (name, longer))
    return begun < whole <= told


def _is_nearer(claim: Claim, fact: Fact, holder: Place, held: set[str], scene: Scene) -> bool:
    """Whether a name of the cell's row is closer to the figure than the holder, or goes on from it."""
    text, start, end = scene.context.document.text, claim.mention.start, claim.mention.end
    for hit in scene.context.hits_in(around(claim.sentence, start, REACH), fact.table):
        if hit.target.text not in held:
            continue
        if holder.end <= hit.start and hit.end <= start:
            return True
        if hit.start >= end and not _BREAK.search(text[end : hit.start]):
            return True
    return False
