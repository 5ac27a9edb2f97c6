"""A sentence laid out for reading: its tokens with the figures as single tokens, and its clauses."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from factcheck.document import Document
from factcheck.languages.words import load_words
from factcheck.model import Kind, Mention, Span
from factcheck.sentences import sentence_clauses

_TOKEN = re.compile(r"[^\W_]+(?:['’.&/-][^\W_]+)*|[^\w\s]")
# No rule looks further than this many tokens from a figure.
WINDOW = 24


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a mark or a whole figure; `mention` is the figure's index in the document, -1 for none."""

    text: str
    lower: str
    start: int
    end: int
    mention: int = -1
    counts: bool = False  # a figure that says something, not a year or an identifier
    hedge: bool = False

    @property
    def is_word(self) -> bool:
        """Whether it is a word of prose."""
        return self.mention < 0 and self.text[0].isalnum()


def is_calendar(token: Token) -> bool:
    """Whether a word is the name of a month or a day; "Sun" and "Mar" are other names as often as not."""
    calendar = load_words("calendar")
    bare = token.lower.removesuffix("'s").removesuffix("’s")
    return (len(bare) > 3 or bare == "may") and (bare in calendar["months"] or bare in calendar["weekdays"])


def _counts(mention: Mention) -> bool:
    return not mention.reason and mention.quantity is not None and mention.kind not in (Kind.YEAR, Kind.DATE)


class Sentence:
    """One sentence, its tokens and its clauses; all positions are the document's."""

    def __init__(self, document: Document, span: Span, block: int, mentions: Sequence[tuple[int, Mention]]) -> None:
        self.document = document
        self.text = document.text
        self.span = span
        self.block = block
        self.mentions = mentions

    @cached_property
    def tokens(self) -> list[Token]:
        """The tokens in order; the words inside a mention are one token."""
        tokens: list[Token] = []
        start = self.span.start
        for index, mention in self.mentions:
            tokens.extend(self._words(start, mention.start))
            surface = mention.surface
            tokens.append(Token(surface, surface.lower(), mention.start, mention.end, index, _counts(mention)))
            start = max(start, mention.end)
        tokens.extend(self._words(start, self.span.end))
        return tokens

    def _words(self, start: int, end: int) -> Iterable[Token]:
        for match in _TOKEN.finditer(self.text, start, end):
            hedge = self._in_hedge(match.start())
            yield Token(match.group(), match.group().lower(), match.start(), match.end(), hedge=hedge)

    def _in_hedge(self, position: int) -> bool:
        index = bisect_right(self._hedge_starts, position) - 1
        return index >= 0 and position < self._hedges[index].end

    @cached_property
    def _hedges(self) -> list[Span]:
        return sorted((m.hedge_span for _, m in self.mentions if m.hedge_span), key=lambda span: span.start)

    @cached_property
    def _hedge_starts(self) -> list[int]:
        return [span.start for span in self._hedges]

    @cached_property
    def token_starts(self) -> list[int]:
        """Where the tokens start."""
        return [token.start for token in self.tokens]

    @cached_property
    def clauses(self) -> list[Span]:
        """The clauses; none ends inside a mention."""
        whole: list[Span] = []
        inside = [m.span for _, m in self.mentions if m.end - m.start > 1]
        index = 0
        figures = [m.start for _, m in self.mentions if _counts(m)]
        for clause in sentence_clauses(self.text, self.span, figures):
            while index < len(inside) and whole and inside[index].end <= whole[-1].end:
                index += 1
            if whole and index < len(inside) and inside[index].start < whole[-1].end < inside[index].end:
                whole[-1] = Span(whole[-1].start, clause.end)
            else:
                whole.append(clause)
        return whole

    @cached_property
    def _clause_starts(self) -> list[int]:
        return [clause.start for clause in self.clauses]

    def mention_at(self, index: int) -> Mention:
        """The mention with an index of the document's; it must be one of this sentence."""
        return self.mentions[bisect_left(self._indexes, index)][1]

    @cached_property
    def _indexes(self) -> list[int]:
        return [index for index, _ in self.mentions]

    def clause_at(self, position: int) -> int:
        """The index of the clause that holds a position, or the one before it."""
        return max(bisect_right(self._clause_starts, position) - 1, 0)

    def index_at(self, position: int) -> int:
        """The index of the first token that starts at a position or after it."""
        return bisect_left(self.token_starts, position)

    def figure(self, mention: Mention) -> Figure:
        """A figure of the sentence with the words around it."""
        at = self.index_at(mention.start)
        clause = self.clauses[self.clause_at(mention.start)]
        first, last = self.index_at(clause.start), self.index_at(clause.end)
        return Figure(
            sentence=self,
            mention=mention,
            clause=clause,
            at=at,
            before=tuple(reversed(self.tokens[max(first, at - WINDOW) : at])),
            after=tuple(self.tokens[at + 1 : min(last, at + 1 + WINDOW)]),
        )


@dataclass(frozen=True)
class Figure:
    """A mention with the tokens of its clause: `before` nearest first, `after` in order, both bounded."""

    sentence: Sentence
    mention: Mention
    clause: Span
    at: int
    before: tuple[Token, ...]
    after: tuple[Token, ...]

    @property
    def shape(self) -> Kind:
        """The kind that the mention's shape tells; "316 ppm" is a level, not so many times another thing."""
        kind, rule = self.mention.kind, self.mention.rule
        return Kind.LEVEL if kind is Kind.RATIO and rule == "measure" else kind

    @property
    def is_percent(self) -> bool:
        """Whether the figure is a percentage or a fraction of something."""
        quantity = self.mention.quantity
        unit = quantity.unit if quantity else None
        return (unit is not None and unit.dimension == "percent") or self.mention.kind is Kind.SHARE

    @property
    def dimension(self) -> str:
        """The dimension of the figure's unit, "count" for none."""
        quantity = self.mention.quantity
        return quantity.unit.dimension if quantity and quantity.unit else "count"

    @cached_property
    def earlier(self) -> tuple[tuple[Token, ...], ...]:
        """The tokens of the clauses before, nearest clause first, up to one that has a figure of its own.

        An apposition or a verb after brackets leans on them.
        """
        place = self.sentence.clause_at(self.mention.start)
        found = []
        for clause in reversed(self.sentence.clauses[max(place - 3, 0) : place]):
            first, last = self.sentence.index_at(clause.start), self.sentence.index_at(clause.end)
            tokens = self.sentence.tokens[max(first, last - WINDOW) : last]
            if any(token.counts for token in tokens):
                break
            found.append(tuple(tokens))
        return tuple(found)

    def between(self, start: int, end: int) -> str:
        """The text between two places."""
        return self.sentence.text[start:end]
