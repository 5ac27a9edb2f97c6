"""What stands around a claim: weighted words, entity names in reach, and the sentences before it.

Everything is looked up once for the whole document; a claim only reads windows of bounded size, so that the work
stays linear in the text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from factcheck.document import Document
from factcheck.linking.index import EntityTarget, Hit, LinkIndex
from factcheck.linking.weights import Weights
from factcheck.model import Claim, Period, Span
from factcheck.reference.names import measure_stems, tokenize

WINDOW = 80  # words on each side of a figure that can say what it is about
REACH = 4  # earlier sentences of the block that can carry an entity


@dataclass(frozen=True, slots=True)
class Choice:
    """An entity that a claim may be about: how well the text says so, and how."""

    target: EntityTarget
    score: float
    stated: bool
    reason: str


class Context:
    """One document against one store's names."""

    def __init__(self, document: Document, claims: Sequence[Claim], index: LinkIndex, weights: Weights) -> None:
        self.document = document
        self.index = index
        self.weights = weights
        self.tokens = tokenize(document.text)
        self._token_starts = [token.start for token in self.tokens]
        self.hits = index.hits(self.tokens)
        self._hit_starts = [hit.start for hit in self.hits]
        self._figures = [claim.mention.span for claim in claims]
        self._figure_starts = [span.start for span in self._figures]
        self.sentences = tuple(dict.fromkeys(claim.sentence for claim in claims))
        self._focus = _focus(self.hits)
        self._choices: dict[tuple[str, str], tuple[Choice, ...]] = {}
        self._periods = [(claim.mention.start, claim.mention.period) for claim in claims if claim.mention.period]
        self._period_starts = [start for start, _ in self._periods]
        self._sentence_starts = [span.start for span in self.sentences]

    def words(self, claim: Claim) -> dict[str, float]:
        """The stems around a claim with weights: 1 next to the figure, less with distance, least in the title."""
        near = self.weights.words
        found: dict[str, float] = {}

        def add(stems: frozenset[str], weight: float) -> None:
            for stem in stems:
                if weight > found.get(stem, 0.0):
                    found[stem] = weight

        block = self.document.blocks[claim.block]
        add(measure_stems(claim.subject), near["subject"])
        add(measure_stems(self._text(claim.mention.noun_span)), near["subject"])
        add(measure_stems(block.row_header), near["cell"])
        add(measure_stems(block.column_header), near["cell"])
        add(measure_stems(self._window(claim.clause, claim.mention.start)), near["clause"])
        add(measure_stems(self._window(claim.sentence, claim.mention.start)), near["sentence"])
        earlier = Span(max(block.span.start, claim.sentence.start - 400), claim.sentence.start)
        add(measure_stems(self.document.text[earlier.start : earlier.end]), near["block"])
        if block.heading >= 0:
            span = self.document.blocks[block.heading].span
            add(measure_stems(self.document.text[span.start : span.end][:300]), near["heading"])
        add(measure_stems(self.document.title[:300]), near["title"])
        return found

    def choices(self, claim: Claim, table: str) -> tuple[Choice, ...]:
        """The entities of one table that the claim may be about, best first."""
        key = (claim.id, table)
        if key not in self._choices:
            self._choices[key] = self._choose(claim, table)
        return self._choices[key]

    def periods_in(self, span: Span) -> list[Period]:
        """The periods that dates and years inside a span speak of."""
        first, last = bisect_left(self._period_starts, span.start), bisect_left(self._period_starts, span.end)
        return [period for _, period in self._periods[first:last] if period is not None]

    def period_scopes(self, claim: Claim) -> Iterator[tuple[Span, bool]]:
        """The spans in which a base period may be named: the claim's own sentence (True), then the one before."""
        yield claim.sentence, True
        at = bisect_left(self._sentence_starts, claim.sentence.start) - 1
        if at >= 0 and self.sentences[at].start >= self.document.blocks[claim.block].span.start:
            yield self.sentences[at], False

    def _choose(self, claim: Claim, table: str) -> tuple[Choice, ...]:
        block = self.document.blocks[claim.block]
        if block.table >= 0:
            found = self._cell_choices(block.row_header, block.column_header, table)
            if found:
                return found
        for choose in (self._clause_choices, self._sentence_choices, self._earlier_choices, self._wide_choices):
            found = choose(claim, table)
            if found:
                return found
        return ()

    def hits_in(self, span: Span, table: str) -> list[Hit]:
        """The names of one table inside a span, except those that are part of a figure."""
        first = bisect_left(self._hit_starts, span.start)
        found = []
        for hit in self.hits[first : first + 4 * WINDOW]:
            if hit.start >= span.end:
                break
            if hit.target.table == table and hit.end <= span.end and not self._is_figure(hit):
                found.append(hit)
        return found

    def _is_figure(self, hit: Hit) -> bool:
        at = bisect_left(self._figure_starts, hit.end) - 1
        return at >= 0 and self._figures[at].start < hit.end and hit.start < self._figures[at].end

    def _window(self, span: Span, around: int) -> str:
        at = bisect_left(self._token_starts, around)
        low = self._token_starts[max(0, at - WINDOW)] if self.tokens else 0
        last = min(len(self.tokens), at + WINDOW) - 1
        high = self.tokens[last].end if self.tokens else 0
        return self.document.text[max(span.start, low) : min(span.end, high)]

    def _text(self, span: Span | None) -> str:
        return "" if span is None else self.document.text[span.start : span.end]

    def _cell_choices(self, row: str, column: str, table: str) -> tuple[Choice, ...]:
        found = [
            Choice(hit.target, hit.score, True, f'the table cell\'s header names "{text}"')
            for text in (row, column)
            for hit in self.index.hits(tokenize(text))
            if hit.target.table == table
        ]
        return tuple(found)

    def _clause_choices(self, claim: Claim, table: str) -> tuple[Choice, ...]:
        return self._ranked(claim, self.hits_in(claim.clause, table), "clause")

    def _sentence_choices(self, claim: Claim, table: str) -> tuple[Choice, ...]:
        return self._ranked(claim, self.hits_in(claim.sentence, table), "sentence")

    def _ranked(self, claim: Claim, hits: list[Hit], where: str) -> tuple[Choice, ...]:
        """Nearest first; a name before the figure is likelier its subject than one after it."""
        weights = self.weights.entity
        at, end = claim.mention.start, claim.mention.end
        nearest = sorted(hits, key=lambda hit: at - hit.end if hit.end <= at else 2 * (hit.start - end) + 10)
        found: dict[EntityTarget, Choice] = {}
        rank: dict[int, int] = {}
        for hit in nearest:
            step = rank.setdefault(hit.target.field, 0)
            base = weights[where] if hit.end <= at else weights[f"{where}_after"]
            score = max(0.0, base - weights["next"] * min(step, 2)) * hit.score
            text = self.document.text[hit.start : hit.end]
            choice = Choice(hit.target, score, True, f'"{text}" in the same {where}')
            found.setdefault(hit.target, choice)
            if all(other.target == hit.target or other.start != hit.start for other in nearest):
                rank[hit.target.field] = step + 1
        return tuple(sorted(found.values(), key=lambda choice: -choice.score))

    def _earlier_choices(self, claim: Claim, table: str) -> tuple[Choice, ...]:
        block = self.document.blocks[claim.block].span
        end = claim.sentence.start
        span = Span(max(block.start, end - 200 * REACH), end)
        hits = self.hits_in(span, table)
        if not hits:
            return ()
        return self._carried(hits[-1:] if len(hits) == 1 else hits[-3:][::-1], "earlier in the paragraph")

    def _carried(self, hits: list[Hit], where: str) -> tuple[Choice, ...]:
        weights = self.weights.entity
        found: dict[EntityTarget, Choice] = {}
        for step, hit in enumerate(hits):
            score = max(0.0, weights["earlier"] - weights["next"] * step) * hit.score
            text = self.document.text[hit.start : hit.end]
            found.setdefault(hit.target, Choice(hit.target, score, False, f'"{text}" {where}'))
        return tuple(found.values())

    def _wide_choices(self, claim: Claim, table: str) -> tuple[Choice, ...]:
        weights = self.weights.entity
        heading = self.document.blocks[claim.block].heading
        spans = [self.document.blocks[heading].span] if heading >= 0 else []
        for span in spans:
            hits = self.hits_in(span, table)
            if hits:
                return tuple(
                    Choice(hit.target, weights["heading"] * hit.score, False, "named in the heading") for hit in hits
                )
        focus = self._focus.get(table)
        if focus is None:
            return ()
        return (Choice(focus, weights["focus"], False, f'the draft is mostly about "{focus.text}"'),)


def _focus(hits: Sequence[Hit]) -> dict[str, EntityTarget]:
    """The entity of each table that the document names most often, when it is named twice as often as any other."""
    counts: dict[str, Counter[EntityTarget]] = {}
    for hit in hits:
        counts.setdefault(hit.target.table, Counter())[hit.target] += 1
    found = {}
    for table, counter in counts.items():
        ranked = counter.most_common(2)
        if len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]:
            found[table] = ranked[0][0]
    return found
