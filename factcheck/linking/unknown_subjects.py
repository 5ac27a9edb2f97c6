"""Sentences about a thing that a table does not have: "Swimming pools get £2.7 million" after one on its schools.

What was spoken of before goes on only where a sentence takes it up: by a pronoun, by no subject at all, or by a noun
that the table or the text before has.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from factcheck.claims import classes as c
from factcheck.claims.phrases import is_verb
from factcheck.claims.words import Word, lexicon
from factcheck.linking.scene import Scene
from factcheck.model import Claim, Name, Span
from factcheck.reference.names import Token, measure_stems

MOST_WORDS = 14  # words before the verb of a clause
REACH = 1000  # characters before a sentence in which the noun that "the" points back at stands
NOWHERE = Span(0, 0)

_BREAK = re.compile(r"[,;:()\u2013\u2014]")
_NO_SUBJECT = c.PREPOSITIONS | c.PRONOUNS | c.CONJUNCTIONS
_EMPTY = c.PREPOSITIONS | c.CONJUNCTIONS | c.DETERMINERS | c.ADVERBS | c.EMPTY_NOUNS | c.CHANGE_NOUNS | c.TIME_NOUNS


def is_of_unknown(claim: Claim, table: str, scene: Scene) -> bool:
    """Whether the figure's clause has a subject that neither the table has nor the text before."""
    if scene.context.speaks_of_another(claim):
        return True
    if scene.context.carries(claim):
        return False
    before = _before_verb(claim, scene)
    known = _known(table, scene)
    if any(_is_foreign(name, before, known, table, scene) for name in claim.entities):
        return True
    subject = _behind_breaks(before, scene.context.document.text)
    words = _words(subject)
    if not words or words[0].classes & _NO_SUBJECT or scene.context.figures_in(_span(subject)):
        return False
    telling = [word for word in words if not word.classes & _EMPTY and word.lower.isalpha()]
    if not telling or scene.context.hits_in(_span(subject), table):
        return False
    if any(measure_stems(word.text) & known for word in telling):
        return False
    return not (words[0].classes & c.DETERMINERS and _was_named(telling, claim, scene))


def _is_foreign(name: Name, before: Sequence[Token], known: frozenset[str], table: str, scene: Scene) -> bool:
    """Whether a name before the verb is none of the table: "The other operator, Tyne Buses, has ..."."""
    if name.carried or not before or not _span(before).contains(name.span) or scene.context.hits_in(name.span, table):
        return False
    first = name.text.split()[0]
    return first.isalpha() and not measure_stems(first) & known


def _before_verb(claim: Claim, scene: Scene) -> Sequence[Token]:
    """The words before the first verb of the figure's clause, or of its sentence where the clause has none."""
    for start in dict.fromkeys((claim.clause.start, claim.sentence.start)):
        tokens = scene.context.tokens_in(Span(start, claim.mention.start), NOWHERE)[:MOST_WORDS]
        words = _words(tokens)
        verb = next((at for at, word in enumerate(words) if word.classes & c.VERBAL and is_verb(words, at)), 0)
        if verb:
            return tokens[:verb]
    return ()


def _behind_breaks(tokens: Sequence[Token], text: str) -> Sequence[Token]:
    """The words behind the last comma: "Last year, the rangers"."""
    first = 0
    for at in range(1, len(tokens)):
        if _BREAK.search(text, tokens[at - 1].end, tokens[at].start):
            first = at
    return tokens[first:]


def _words(tokens: Sequence[Token]) -> list[Word]:
    known = lexicon()
    return [known[token.text] for token in tokens]


def _span(tokens: Sequence[Token]) -> Span:
    return Span(tokens[0].start, tokens[-1].end)


def _known(table: str, scene: Scene) -> frozenset[str]:
    """The words of a table's title, headers and measures, with their synonyms."""
    index = scene.index
    if table not in index.known_words:
        series = [at for at, one in enumerate(index.series) if one.table.name == table]
        headers = [field.name for one in index.store.tables if one.name == table for field in one.fields]
        named = frozenset().union(*(index.stems[at] for at in series), *map(measure_stems, headers))
        index.known_words[table] = named | index.table_words.get(table, frozenset())
    return index.known_words[table]


def _was_named(telling: Sequence[Word], claim: Claim, scene: Scene) -> bool:
    """Whether the noun of "the depot" stands in the text before, in the heading or in the title."""
    document = scene.context.document
    block = document.blocks[claim.block]
    start = max(block.span.start, claim.sentence.start - REACH)
    heading = document.blocks[block.heading].span if block.heading >= 0 else NOWHERE
    before = (
        f"{document.text[start : claim.sentence.start]} {document.text[heading.start : heading.end]} {document.title}"
    )
    return bool(measure_stems(telling[-1].text) & measure_stems(before))
