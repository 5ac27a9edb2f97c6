"""How a draft stands behind a figure: asserted, attributed, quoted, forecast, negated, ..."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from factcheck.claims.context import Figure, Sentence
from factcheck.document import Document
from factcheck.languages.words import load_words, word_set
from factcheck.model import Span, Status

_QUOTE = re.compile('[“”"]|(?<!\\w)‘|’(?!\\w)')
# A denial reaches this many words ahead.
_NEGATION_REACH = 6
# A verb follows the figure that it is said of within so many words.
_VERB_REACH = 5
_PARTING = ("conjunctions", "joining")
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

    def __init__(self, sentence: Sentence, quoted: Sequence[Span]) -> None:
        self.sentence = sentence
        self.quoted = quoted
        self.starts = [span.start for span in quoted]
        span = sentence.span
        text = sentence.text[span.start : span.end].rstrip("\"'”’»)] ")
        self.is_question = text.endswith("?")
        self.cues: dict[str, list[int]] = {}
        for match in _cues().finditer(sentence.text, span.start, span.end):
            if self._speaks(match):
                self.cues.setdefault(_GROUPS.get(match.lastgroup or "", match.lastgroup or ""), []).append(
                    match.start()
                )

        self.negations = frozenset(self.cues.get("negated", ()))

    def read(self, figure: Figure) -> Status:
        """The status of one figure."""
        if self._is_quoted(figure.mention.start):
            return Status.QUOTED
        if self.is_question:
            return Status.QUESTION
        if self._is_negated(figure):
            return Status.NEGATED
        for status in (Status.TARGET, Status.HYPOTHETICAL, Status.FORECAST):
            if self._holds(status.value, figure):
                return status
        if self._has_condition(figure):
            return Status.HYPOTHETICAL
        return Status.ATTRIBUTED if "attributed" in self.cues else Status.ASSERTED

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
        places = self.cues.get(name, [])
        index = bisect_left(places, figure.clause.start)
        if index == len(places) or places[index] >= figure.clause.end:
            return False
        if places[index] < figure.mention.start:
            return True
        between = [token for token in figure.after if token.end <= places[index]]
        parted = any(token.lower in word_set("claims", key) for token in between for key in _PARTING)
        return len(between) <= _VERB_REACH and not parted

    def _has_condition(self, figure: Figure) -> bool:
        places = self.cues.get("condition", [])
        return bool(places) and places[0] < figure.mention.start

    def _is_negated(self, figure: Figure) -> bool:
        """Whether a "not" governs the figure itself, not a hedge ("not more than") or a whole other thought."""
        places = self.cues.get("negated", [])
        if bisect_left(places, figure.clause.start) == bisect_left(places, figure.mention.start):
            return False
        words = [token for token in figure.before if token.is_word]
        for distance, token in enumerate(words[:_NEGATION_REACH]):
            if token.start in self.negations or token.lower.endswith(("n't", "n’t")):
                between = [word.lower for word in reversed(words[:distance])]
                return not _is_limit(between)
        return False


def _is_limit(between: Sequence[str]) -> bool:
    """Whether "not" and its figure make a bound or a mere emphasis: "not only", "never needed more than"."""
    if between and between[0] in word_set("claims", "negation_exceptions"):
        return True
    return any(word in word_set("claims", "negation_limits") for word in between)


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
