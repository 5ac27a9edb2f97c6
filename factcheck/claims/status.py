"""How a draft stands behind a figure: asserted, attributed, quoted, forecast, negated, ..."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from factcheck.claims import classes as c
from factcheck.claims.clauses import joining_words
from factcheck.claims.context import WINDOW, Figure, Sentence
from factcheck.claims.words import Word
from factcheck.document import Document
from factcheck.languages.words import load_words
from factcheck.model import Span, Status

# Every alternative begins with its mark, which lets the search skip over all other text at once.
_QUOTE = re.compile('“|”|"|‘(?<!\\w‘)|’(?!\\w)')
# A denial reaches this many words ahead.
_NEGATION_REACH = 6
# A verb follows the figure that it is said of within so many words.
_VERB_REACH = 5
_PARTING = c.CONJUNCTIONS | c.JOINING
# How many closing marks may stand behind a question mark.
_CLOSERS_ROOM = 40
# A clause without a verb leans on one of so many before it, unless such words lead to what was before ("up from 30").
_MOST_LEANING = 4
_LEAD_REACH = 4
_PAST_LEADS = c.BASE_WORDS | c.BASE_WORDS_AFTER_CHANGE | c.BEFORE_A_START
_VERBS = c.VERBAL | c.CHANGE_VERBS | c.GAIN_VERBS | c.LOSS_VERBS
_ASSERTED = Status.ASSERTED
# What a cue makes of a figure that it leads, the strongest first.
_LEADING = tuple((status.value, status) for status in (Status.TARGET, Status.HYPOTHETICAL, Status.FORECAST))
# Contractions, by what they stand for.
_GROUPS = {"contracted": "negated", "will": "forecast"}


def quotations(document: Document) -> list[Span]:
    """The stretches of the text inside quotation marks; none leaves its block."""
    spans: list[Span] = []
    for block in document.blocks:
        spans.extend(_quotations(document.text, block.span))
    return spans


def _quotations(text: str, block: Span) -> Iterator[Span]:
    """Pair marks in order; one that opens a block and never closes goes on to its end, as quotes over paragraphs do."""
    opened = -1
    mark = ""
    for match in _QUOTE.finditer(text, block.start, block.end):
        sign, at = match.group(), match.start()
        if opened < 0:
            if _opens(text, sign, at):
                opened, mark = at, sign
        elif sign == {"“": "”", '"': '"', "‘": "’"}[mark]:
            yield Span(opened + 1, at)
            opened = -1
    if opened >= 0 and opened == block.start and mark != "‘":
        yield Span(opened + 1, block.end)


def _opens(text: str, sign: str, at: int) -> bool:
    if sign in "“‘":
        return True
    # A straight mark after a figure or a word is inches or a closing mark.
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return sign == '"' and not after.isspace() and after != "" and not before.isalnum()


class StatusReader:
    """Reads the status of the figures of one sentence."""

    def __init__(self, sentence: Sentence, quoted: Sequence[Span], quoted_starts: Sequence[int]) -> None:
        self.sentence = sentence
        self.quoted = quoted
        self.starts = quoted_starts
        span = sentence.span
        end = sentence.text[max(span.start, span.end - _CLOSERS_ROOM) : span.end]
        self.is_question = "?" in end and end.rstrip("\"'”’»)] ").endswith("?")
        self.cues: dict[str, list[int]] = {}
        for match in sentence.find(_cues(), c.CUES):
            if self._speaks(match):
                group = match.lastgroup or ""
                self.cues.setdefault(_GROUPS.get(group, group), []).append(match.start())
        self.negations = frozenset(self.cues.get("negated", ()))

    def read(self, figure: Figure) -> Status:
        """The status of one figure."""
        if self.starts and self._is_quoted(figure.mention.start):
            return Status.QUOTED
        if self.is_question:
            return Status.QUESTION
        return self._by_cues(figure) if self.cues else _ASSERTED

    def _by_cues(self, figure: Figure) -> Status:
        if self._is_negated(figure):
            return Status.NEGATED
        for name, status in _LEADING:
            if name in self.cues and self._holds(name, figure):
                return status
        leaned_on = self._leaned_on(figure)
        for name, status in _LEADING:
            if leaned_on is not None and self._stands_in(name, leaned_on):
                return status
        if self._has_condition(figure):
            return Status.HYPOTHETICAL
        return Status.ATTRIBUTED if "attributed" in self.cues else _ASSERTED

    def _speaks(self, match: re.Match[str]) -> bool:
        """Whether a cue is the draft's own, and no month."""
        return match.group() != "May" and (
            not self._is_quoted(match.start()) or self._is_quoted(self.sentence.span.start)
        )

    def _is_quoted(self, position: int) -> bool:
        index = bisect_right(self.starts, position) - 1
        return index >= 0 and position < self.quoted[index].end

    def _holds(self, name: str, figure: Figure) -> bool:
        """Whether a cue of the figure's clause leads it, or follows it as its verb ("40 homes will be built")."""
        places = self.cues[name]
        clause = figure.clause.span
        index = bisect_left(places, clause.start)
        if index == len(places) or places[index] >= clause.end:
            return False
        if places[index] < figure.mention.start:
            return True
        between = figure.after[: self._words_up_to(places[index], figure)]
        return len(between) <= _VERB_REACH and not any(word.classes & _PARTING for word in between)

    def _stands_in(self, name: str, span: Span) -> bool:
        places = self.cues.get(name, [])
        index = bisect_left(places, span.start)
        return index < len(places) and places[index] < span.end

    def _leaned_on(self, figure: Figure) -> Span | None:
        """The clause whose verb a figure without one shares: "rises will come to £31, or 7.4%"; none for a start."""
        if any(word.classes & _PAST_LEADS for word in figure.before[:_LEAD_REACH]):
            return None
        for place in range(figure.place, max(figure.place - _MOST_LEANING, -1), -1):
            clause = self.sentence.clause(place)
            words = self.sentence.words[clause.first : min(clause.last, clause.first + WINDOW)]
            if place < figure.place and words[0].classes & _PAST_LEADS:
                continue  # "compared with 4% in May"
            if _has_verb(words):
                return clause.span if place < figure.place else None
            if words[0].classes & c.CONJUNCTIONS and words[0].lower not in joining_words():
                return None
        return None

    def _words_up_to(self, place: int, figure: Figure) -> int:
        """How many words behind a figure end before a place."""
        last = self.sentence.index_at(place)
        if self.sentence.end_of(last - 1) > place:
            last -= 1
        return max(last - figure.at - 1, 0)

    def _has_condition(self, figure: Figure) -> bool:
        places = self.cues.get("condition", [])
        return bool(places) and places[0] < figure.mention.start

    def _is_negated(self, figure: Figure) -> bool:
        """Whether a "not" governs the figure itself, not a hedge ("not more than") or a whole other thought."""
        places = self.cues.get("negated", [])
        if bisect_left(places, figure.clause.span.start) == bisect_left(places, figure.mention.start):
            return False
        between: list[Word] = []
        for index, word in enumerate(figure.before):
            if not word.classes & c.PROSE:
                continue
            if figure.start_before(index) in self.negations or word.lower.endswith(("n't", "n’t")):
                return not _is_limit(between[::-1])
            between.append(word)
            if len(between) == _NEGATION_REACH:
                break
        return False


def _has_verb(words: Sequence[Word]) -> bool:
    """Whether one of the words may be a verb; "rise" is none in "a rise" and "a 7% rise"."""
    return any(
        word.classes & _VERBS
        and word.text != "May"
        and not (index and word.classes & c.CHANGE_NOUNS and words[index - 1].classes & (c.FIGURE | c.LEAD_ARTICLES))
        for index, word in enumerate(words)
    )


def _is_limit(between: Sequence[Word]) -> bool:
    """Whether "not" and its figure make a bound or a mere emphasis: "not only", "never needed more than"."""
    if between and between[0].classes & c.NEGATION_EXCEPTIONS:
        return True
    return any(word.classes & c.NEGATION_LIMITS for word in between)


@cache
def _cues() -> re.Pattern[str]:
    words = load_words("claims")
    groups = []
    for name in ("target", "negated", "forecast", "hypothetical", "attributed"):
        listed = sorted(words["status"][name], key=len, reverse=True)
        groups.append(rf"(?P<{name}>{'|'.join(re.escape(word) for word in listed)})")
    barred = "".join(rf"(?<!\b{word} )" for word in words["no_conditions"])
    groups.append(rf"{barred}(?P<condition>{'|'.join(words['conditions'])})")
    return re.compile(rf"(?<![\w’'])(?i:{'|'.join(groups)})(?!\w)|(?P<contracted>n['’]t\b)|(?<=\w)(?P<will>['’]ll\b)")
