"""What stands around a claim: weighted words, entity names in reach, and the sentences before it.

Everything is looked up once for the whole document; a claim only reads windows of bounded size, so that the work
stays linear in the text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from factcheck.document import Document
from factcheck.frozen import record
from factcheck.languages.words import word_set
from factcheck.linking.index import EntityTarget, Hit, LinkIndex
from factcheck.linking.nearby import FAR, Brackets, NamedPlaces, around, dated_places, headings_above, is_field
from factcheck.linking.weights import Weights
from factcheck.model import Claim, Period, Span
from factcheck.reference.measures import spellings
from factcheck.reference.names import Token, measure_stems, tokenize
from factcheck.sentences import sentence_spans

WINDOW = 80  # words on each side of a figure that can say what it is about
OPENING = 8  # characters before a date that opens a sentence: "Between", "In"
SURE_NAME = 0.75  # a name hit below this may be another thing
WHOLE_NAME = 0.95
MOST_HITS = 600  # names that are looked at in one span
LONG_SENTENCE = 1000  # characters; what is longer is no sentence that people write
SUBJECT_REACH = 40  # characters from the start of a sentence in which its subject stands
REACH = 4  # earlier sentences of the block that can carry an entity
MOST_PARTS = 12  # figures before another that it may sum up
MOST_ALIKE = 12  # names of rows that one short form may stand for
MOST_NAMES = 40  # names of one table that a sentence or a heading is read for


@record
class Choice:
    """An entity that a claim may be about: how well the text says so, and how; `after` that it stands behind it."""

    target: EntityTarget
    score: float
    stated: bool
    reason: str
    after: bool = False


class Context:
    """One document against one store's names."""

    def __init__(self, document: Document, claims: Sequence[Claim], index: LinkIndex, weights: Weights) -> None:
        self.document = document
        self.index = index
        self.weights = weights
        self.tokens = tokenize(document.text)
        self._token_starts = [token.start for token in self.tokens]
        self.hits = index.hits(self.tokens)
        self._figures = [claim.mention.span for claim in claims]
        self._says = [claim.is_claim for claim in claims]
        self._figure_starts = [span.start for span in self._figures]
        self._respective_sentences: dict[int, bool] = {}
        self._foreign: dict[str, bool] = {}
        self._hit_starts = [hit.start for hit in self.hits]
        self._named = NamedPlaces(hit for hit in self.hits if not self._is_figure(hit))
        self._tables = frozenset(hit.target.table for hit in self.hits)
        self._names_of_sentences: dict[Span, set[str]] = {}
        self._brackets = Brackets(document.text)
        self._heading_above = headings_above(document.blocks)
        self.sentences = tuple(dict.fromkeys(claim.sentence for claim in claims))
        self._focus = _focus([hit for hit in self.hits if not is_field(document.text, hit)])
        self._choices: dict[tuple[str, str], tuple[Choice, ...]] = {}
        self._anothers: dict[str, bool] = {}
        self._told = [claim for claim in claims if claim.is_claim]
        self._claimed = [claim.mention.start for claim in self._told]
        dates = [one for one in claims if one.mention.period]
        self._dated = dated_places(dates)
        self._own_dates = dated_places([one for one in dates if one.is_claim or one.base_period is None])
        self._sentence_starts = [span.start for span in self.sentences]
        self._all_sentences = sentence_spans(document)
        self._all_sentence_starts = [span.start for span in self._all_sentences]
        self._carried_sentences: dict[int, bool] = {}

    def words(self, claim: Claim) -> dict[str, float]:
        """The stems around a claim with weights: 1 next to the figure, less with distance, least in the title.

        Marks tell by which words a measure is named ("~unemployment~jobless").
        """
        near = self.weights.words
        found: dict[str, float] = {}

        def add(text: str, weight: float) -> None:
            for stem in measure_stems(text) | spellings(text):
                if weight > found.get(stem, 0.0):
                    found[stem] = weight

        block = self.document.blocks[claim.block]
        add(claim.subject, near["subject"])
        add(self._text(claim.mention.noun_span), near["subject"])
        add(block.row_header, near["cell"])
        add(block.column_header, near["cell"])
        add(self._window(claim.clause, claim.mention.start), near["clause"])
        add(self._window(claim.sentence, claim.mention.start), near["sentence"])
        earlier = Span(max(block.span.start, claim.sentence.start - 400), claim.sentence.start)
        add(self.document.text[earlier.start : earlier.end], near["block"])
        if block.heading >= 0:
            span = self.document.blocks[block.heading].span
            add(self.document.text[span.start : span.end][:300], near["heading"])
        add(self.document.title[:300], near["title"])
        return found

    def choices(self, claim: Claim, table: str) -> tuple[Choice, ...]:
        """The entities of one table that the claim may be about, best first."""
        if table not in self._tables and self.document.blocks[claim.block].table < 0:
            return ()
        key = (claim.id, table)
        if key not in self._choices:
            self._choices[key] = self._choose(claim, table)
        return self._choices[key]

    def may_state(self, claim: Claim, table: str) -> bool:
        """Whether the claim's own sentence or table cell can name an entity of a table."""
        near = around(claim.sentence, claim.mention.start)
        return self.document.blocks[claim.block].table >= 0 or bool(self.hits_in(near, table, 1))

    def periods_near(self, claim: Claim, span: Span) -> list[Period]:
        """The periods that dates and years inside a span speak of, those nearest to the figure if they are many."""
        return self._dated.near(span, claim.mention.start)

    def own_periods_near(self, claim: Claim, span: Span) -> list[Period]:
        """The same without those that figures are only held against."""
        return self._own_dates.near(span, claim.mention.start)

    @property
    def stated_periods(self) -> tuple[Period, ...]:
        """All periods that the draft states anywhere, latest first."""
        return self._dated.latest_first

    @property
    def told_periods(self) -> tuple[Period, ...]:
        """The stated periods that figures may be of, latest first.

        None is, where the latest of all is one that figures are only held against: "more than in 2023" is of later.
        """
        own, all_of_them = self._own_dates.latest_first, self._dated.latest_first
        return own if own[:1] == all_of_them[:1] else ()

    def names_another(self, claim: Claim, entity: str) -> bool:
        """Whether the sentence names an entity of some table, and not this one: "India's economy" is not America's."""
        if not entity:
            return False
        if claim.sentence not in self._names_of_sentences:
            self._names_of_sentences[claim.sentence] = {hit.target.text for hit in self.names_in(claim.sentence)}
        named = self._names_of_sentences[claim.sentence]
        return entity not in named and (bool(named) or self.speaks_of_another(claim))

    def stated_order(self, period: Period, fits: Callable[[Period, Period], bool]) -> int | None:
        """The place among the stated periods of the first that fits a table's period, None where none does."""
        return self._own_dates.order(period, fits)

    def names_in(self, span: Span) -> list[Hit]:
        """The names of all tables that surely stand inside a span, none of them part of a figure."""
        first = bisect_left(self._hit_starts, span.start)
        near = self.hits[first : first + MOST_HITS]
        return [hit for hit in near if hit.end <= span.end and hit.score >= SURE_NAME and not self._is_figure(hit)]

    def speaks_of_another(self, claim: Claim) -> bool:
        """Whether the clause is about a name that no table knows: then no earlier name stands in for it.

        "France's output rose. That of California was ...": the name opens the clause, has a genitive, or follows "of".
        """
        if claim.id not in self._foreign:
            self._foreign[claim.id] = any(
                self._governs(name.span, claim) for name in claim.entities if not name.carried
            )
        return self._foreign[claim.id]

    def _governs(self, span: Span, claim: Claim) -> bool:
        if not claim.clause.contains(span) or self._is_known(span):
            return False
        text = self.document.text
        before = text[max(claim.clause.start, span.start - 20) : span.start].split()
        opens = not before or (len(before) == 1 and before[0].casefold() in word_set("linking", "articles"))
        genitive = text[span.end : span.end + 2].casefold() in ("'s", "’s") or text[span.end - 2 : span.end] in (
            "'s",
            "’s",
        )
        return (
            (opens and span.end <= claim.mention.start)
            or genitive
            or (bool(before) and before[-1].casefold() in word_set("linking", "governors"))
        )

    def _is_known(self, span: Span) -> bool:
        """Whether a table's name stands in the span."""
        first = bisect_left(self._hit_starts, span.start)
        return any(hit.start < span.end for hit in self.hits[first : first + 1])

    def is_bracketed(self, claim: Claim) -> bool:
        """Whether the figure stands in brackets of its sentence."""
        before = self.document.text[max(claim.sentence.start, claim.mention.start - 60) : claim.mention.start]
        return before.rfind("(") > before.rfind(")")

    def words_near(self, claim: Claim, span: Span) -> frozenset[str]:
        """The stems of the words of a span around the figure."""
        return measure_stems(self.text_near(claim, span))

    def tokens_in(self, span: Span, without: Span) -> tuple[Token, ...]:
        """The words inside a span, those of a figure left out."""
        first, last = bisect_left(self._token_starts, span.start), bisect_left(self._token_starts, span.end)
        return tuple(token for token in self.tokens[first:last] if not without.start <= token.start < without.end)

    def figures_between(self, start: int, end: int) -> int:
        """How many claims begin in [start, end)."""
        return bisect_left(self._claimed, end) - bisect_left(self._claimed, start)

    def told_before(self, claim: Claim) -> list[Claim]:
        """The claims before one in its sentence, the last of them where they are very many."""
        first, last = (bisect_left(self._claimed, at) for at in (claim.sentence.start, claim.mention.start))
        return self._told[max(first, last - MOST_PARTS) : last]

    def figures_in(self, span: Span) -> list[Span]:
        """Where the claims stand that begin inside a span."""
        return [claim.mention.span for claim in self.claims_in(span)]

    def claims_in(self, span: Span) -> list[Claim]:
        """The claims that begin inside a span, in order."""
        first, last = (bisect_left(self._claimed, at) for at in (span.start, span.end))
        return self._told[first:last]

    def sentences_before(self, claim: Claim, most: int) -> list[Span]:
        """The sentences before the claim's own in its block, the nearest first."""
        block, at = self.document.blocks[claim.block].span, bisect_left(self._all_sentence_starts, claim.sentence.start)
        before = self._all_sentences[max(0, at - most) : at]
        return [span for span in reversed(before) if span.start >= block.start]

    def next_figure(self, start: int) -> int:
        """Where the first claim at or after a place begins; the end of the draft where there is none."""
        at = bisect_left(self._claimed, start)
        return self._claimed[at] if at < len(self._claimed) else len(self.document.text)

    @cached_property
    def named_in_full(self) -> frozenset[EntityTarget]:
        """The entities that the draft calls by their whole names somewhere."""
        return frozenset(hit.target for hit in self.hits if hit.score >= WHOLE_NAME)

    def ends_figure(self, place: int) -> bool:
        """Whether a claim or another figure ends at a place."""
        at = bisect_left(self._figure_starts, place) - 1
        return at >= 0 and self._figures[at].end == place

    def sentence_before(self, claim: Claim) -> Span | None:
        """The sentence before that of a claim, in the same block."""
        at = bisect_left(self._all_sentence_starts, claim.sentence.start) - 1
        inside = at >= 0 and self._all_sentences[at].start >= self.document.blocks[claim.block].span.start
        return self._all_sentences[at] if inside else None

    def text_near(self, claim: Claim, span: Span) -> str:
        """The text of a span around the figure: all of it, unless it is far longer than people write."""
        near = around(span, claim.mention.start)
        return self.document.text[near.start : near.end]

    def period_is_anothers(self, claim: Claim) -> bool:
        """Whether the nearest date of the sentence may belong to another figure or to another clause.

        A date at the very start of a sentence governs all of it, and its first clause whatever figures come between.
        """
        if claim.period_own:
            return False
        if claim.id not in self._anothers:
            self._anothers[claim.id] = self._period_is_anothers(claim)
        return self._anothers[claim.id]

    def _period_is_anothers(self, claim: Claim) -> bool:
        at = claim.mention.start
        nearest = self._dated.nearest_start(claim.sentence, at)
        if nearest is None:
            return False
        low, high = min(at, nearest), max(at, nearest)
        between = bisect_left(self._claimed, high) - bisect_left(self._claimed, low + 1)
        opening = nearest - claim.sentence.start <= OPENING
        inside = claim.clause.start <= nearest < claim.clause.end
        return not (opening and inside) and (between > 0 or not (opening or inside))

    def period_scopes(self, claim: Claim) -> Iterator[tuple[Span, bool]]:
        """The spans in which a base period may be named: the claim's own sentence (True), then the one before."""
        yield claim.sentence, True
        at = bisect_left(self._sentence_starts, claim.sentence.start) - 1
        if at >= 0 and self.sentences[at].start >= self.document.blocks[claim.block].span.start:
            yield self.sentences[at], False

    def _choose(self, claim: Claim, table: str) -> tuple[Choice, ...]:
        block = self.document.blocks[claim.block]
        if block.table >= 0:
            headed = self._cell_choices(block.row_header, block.column_header, table)
            if headed:
                return headed
        found: dict[EntityTarget, Choice] = {}
        choosers = [self._sentence_choices]
        if not self.speaks_of_another(claim):
            choosers += [self._earlier_choices, self._wide_choices]
        for choose in choosers:
            for choice in choose(claim, table):
                if choice.target not in found or found[choice.target].score < choice.score:
                    found[choice.target] = choice
        return tuple(sorted(found.values(), key=lambda choice: -choice.score))

    def hits_in(self, span: Span, table: str, most: int = MOST_NAMES) -> list[Hit]:
        """The first names of one table inside a span, except those that are part of a figure."""
        return self._named.inside(span, table, most)

    def named_before(self, claim: Claim, table: str, most: int) -> tuple[str, ...]:
        """The entities of a table that the draft names before a figure, in order; none when more than `most` are."""
        return self._named.named_before(claim.mention.start, table, most)

    def _is_figure(self, hit: Hit) -> bool:
        """Whether a name overlaps a figure; "Route 12" does not, where the 12 is read as no figure of its own."""
        at = bisect_left(self._figure_starts, hit.end) - 1
        if at < 0 or hit.start >= self._figures[at].end:
            return False
        return not (hit.start < self._figures[at].start and self._figures[at].end == hit.end and not self._says[at])

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

    def _sentence_choices(self, claim: Claim, table: str) -> tuple[Choice, ...]:
        """Names in the claim's own sentence: nearest first, and one before the figure likelier its subject."""
        at, end = claim.mention.start, claim.mention.end
        near = self.hits_in(around(claim.sentence, at), table, FAR)
        hits = [hit for hit in near if not self._bracketed_apart(hit, claim) and not is_field(self.document.text, hit)]
        if self.is_respective(claim):
            hits = self._respective(claim, hits)
        nearest = sorted(hits, key=lambda hit: at - hit.end if hit.end <= at else 2 * (hit.start - end) + 10)
        found: dict[EntityTarget, Choice] = {}
        steps: dict[int, list[int]] = {}
        for hit in nearest[:MOST_NAMES]:
            seen = steps.setdefault(hit.target.field, [])
            if hit.start not in seen:
                seen.append(hit.start)
            score = self._nearness(hit, claim, len(seen) - 1)
            text = self.document.text[hit.start : hit.end]
            where = "clause" if claim.clause.contains(Span(hit.start, hit.end)) else "sentence"
            choice = Choice(hit.target, score, True, f'"{text}" in the same {where}', after=hit.start >= end)
            found.setdefault(hit.target, choice)
        return tuple(found.values())

    def is_respective(self, claim: Claim) -> bool:
        """Whether the sentence lists names and then figures: "Spain, Italy and France ... respectively"."""
        at = claim.sentence.start
        if at not in self._respective_sentences:
            words = normalised_words(self.document.text[at : min(claim.sentence.end, at + LONG_SENTENCE)].casefold())
            said = word_set("linking", "respectively")
            self._respective_sentences[at] = any(f" {word} " in words for word in said)
        return self._respective_sentences[at]

    def _respective(self, claim: Claim, hits: list[Hit]) -> list[Hit]:
        """The name that has the figure's place in its list; none where the lists differ in length.

        One name alone is no list: then the times are.
        """
        places = sorted({hit.start for hit in hits})
        if len(places) == 1:
            return hits
        first, last = (bisect_left(self._claimed, at) for at in (claim.sentence.start, claim.sentence.end))
        figures = self._claimed[first:last] if last - first <= MOST_NAMES else []
        if len(places) != len(figures) or claim.mention.start not in figures:
            return []
        place = places[figures.index(claim.mention.start)]
        return [hit for hit in hits if hit.start == place]

    def _nearness(self, hit: Hit, claim: Claim, step: int) -> float:
        weights = self.weights.entity
        where = "clause" if claim.clause.contains(Span(hit.start, hit.end)) else "sentence"
        before = hit.end <= claim.mention.start
        base = weights[where] if before else weights[f"{where}_after"]
        if self.carries(claim) and not before:
            base = weights["after_carrier"]
        return max(0.0, base - weights["next"] * min(step, 2)) * self._sureness(hit)

    def _sureness(self, hit: Hit) -> float:
        """How surely a name means its row: a short form does, where the draft calls this row alone in full, too."""
        if hit.score >= WHOLE_NAME or hit.target not in self.named_in_full:
            return hit.score
        at = bisect_left(self._hit_starts, hit.start)
        alike = {one.target for one in self.hits[at : at + MOST_ALIKE] if one.start == hit.start and one.end == hit.end}
        same = [one for one in alike if one.table == hit.target.table and one in self.named_in_full]
        return WHOLE_NAME if len(same) == 1 else hit.score

    def _bracketed_apart(self, hit: Hit, claim: Claim) -> bool:
        """Whether the name stands in brackets that the figure is outside of."""
        low, high = min(hit.end, claim.mention.end), max(hit.start, claim.mention.start)
        opened = self._brackets.opened(low, high)
        if hit.end <= claim.mention.start:
            return opened < 0
        return opened > 0 and "(" in self.document.text[max(low, high - 60) : high]

    def carries(self, claim: Claim) -> bool:
        """Whether the sentence has a pronoun or "the company" for a subject that was named before."""
        at = claim.sentence.start
        if at not in self._carried_sentences:
            text = self.document.text[at : min(claim.sentence.end, at + 400)].casefold()
            words = normalised_words(text)
            self._carried_sentences[at] = any(f" {phrase} " in words for phrase in word_set("linking", "carriers"))
        return self._carried_sentences[at]

    def _earlier_choices(self, claim: Claim, table: str) -> tuple[Choice, ...]:
        """Names in the sentences before, the nearest sentence first; the first name of a sentence is its subject."""
        weights = self.weights.entity
        block = self.document.blocks[claim.block].span
        base = weights["carried"] if self.carries(claim) else weights["earlier"]
        found: dict[EntityTarget, Choice] = {}
        at = bisect_left(self._all_sentence_starts, claim.sentence.start)
        for back in range(1, REACH + 1):
            if at - back < 0 or self._all_sentences[at - back].start < block.start:
                break
            sentence = self._all_sentences[at - back]
            for step, hit in enumerate(self.hits_in(sentence, table, 6)):
                aside = weights["aside"] if hit.start - sentence.start > SUBJECT_REACH else 0.0
                score = max(0.0, base - weights["back"] * (back - 1) - weights["back"] * step - aside) * hit.score
                text = self.document.text[hit.start : hit.end]
                found.setdefault(hit.target, Choice(hit.target, score, False, f'"{text}" earlier in the paragraph'))
        return tuple(found.values())

    def _wide_choices(self, claim: Claim, table: str) -> tuple[Choice, ...]:
        weights = self.weights.entity
        heading = self.document.blocks[claim.block].heading
        found: dict[EntityTarget, Choice] = {}
        while heading >= 0:
            for hit in self.hits_in(self.document.blocks[heading].span, table):
                choice = Choice(hit.target, weights["heading"] * hit.score, False, "named in the heading")
                found.setdefault(hit.target, choice)
            heading = self._heading_above[heading]
        focus = self._focus.get(table)
        if focus is not None:
            choice = Choice(focus, weights["focus"], False, f'the draft is mostly about "{focus.text}"')
            found.setdefault(focus, choice)
        return tuple(found.values())


def normalised_words(text: str) -> str:
    """The words of a text parted by single spaces, with one at each end, to look phrases up in."""
    return " " + " ".join("".join(c if c.isalnum() else " " for c in text).split()) + " "


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
