"""The proper names of a sentence, and which of them a figure is about."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from factcheck.claims import classes as c
from factcheck.claims.context import Sentence
from factcheck.claims.phrases import is_noun
from factcheck.claims.vocabulary import Vocabulary
from factcheck.claims.words import Word, bare, lexicon
from factcheck.document import BlockKind
from factcheck.frozen import record
from factcheck.languages.words import load_words, word_set
from factcheck.model import Name, Span

_MOST_NAMES = 12
MOST_CARRIED = 6
"""How many names of earlier sentences a figure may be about."""
# A dateline ends within so many words.
_DATELINE = 14
_OPENING_MARKS = re.compile("[\"'“‘«(\\[ ]*")
_ARTICLES = ("the", "la", "le", "den", "der", "el")
_HEADING = BlockKind.HEADING


@record
class Named:
    """A name and the range of its words in the sentence."""

    name: Name
    first: int
    last: int


def sentence_names(sentence: Sentence, vocabulary: Vocabulary) -> list[Named]:
    """The capitalised phrases of a sentence in order, without the place of a dateline."""
    found: list[Named] = []
    start = _after_dateline(sentence)
    if vocabulary.own:
        found.extend(_own_names(sentence, vocabulary, start))
    if sentence.classes & c.LARGE:
        for first, last in _runs(sentence, start):
            named = _name(first, last, sentence, vocabulary)
            if named is not None:
                found.append(named)
    if vocabulary.own:
        found.sort(key=lambda named: named.name.span.start)
    return found


def _own_names(sentence: Sentence, vocabulary: Vocabulary, start: int) -> Iterator[Named]:
    """The names written small that the draft's own tables and headings give."""
    for index in range(start, len(sentence.words)):
        word = sentence.words[index]
        if word.lower in vocabulary.own and word.text.islower() and not word.classes & c.COMMON:
            at = sentence.starts[index]
            yield Named(Name(word.text, Span(at, at + len(word.text))), index, index + 1)


_CAPITAL = c.PROSE | c.LARGE | c.CALENDAR
_CAPITALISED = c.PROSE | c.LARGE
# What a name may go on with: words with capitals, "of", "&", the stop of "U.S."
_IN_NAMES = c.LARGE | c.NAME_LINKS | c.STOP


def _runs(sentence: Sentence, start: int) -> Iterator[tuple[int, int]]:
    """The ranges of words that begin with a capital and go on as one name."""
    words = sentence.words
    end = start
    for first in [place for place, word in enumerate(words) if word.classes & _CAPITAL == _CAPITALISED]:
        if first >= end:
            end = first + 1
            while end < len(words) and _continues(sentence, first, end):
                end += 1
            yield first, end


def _after_dateline(sentence: Sentence) -> int:
    """The first word behind a dateline such as "KYIV, Nov. 12 —" or "ASTON, 3 May 2024."."""
    words = sentence.words
    if not words or len(words[0].text) < 3 or not words[0].text.isupper():
        return 0
    if sentence.span.start != sentence.document.blocks[sentence.block].span.start:
        return 0
    end = 0
    for index, word in enumerate(words[:_DATELINE]):
        if word.text in ("—", "–", "-"):
            return index + 1
        if word.classes & (c.PROSE | c.LARGE) == c.PROSE:
            break
        if word.classes & (c.FIGURE | c.COUNTS) == c.FIGURE:
            end = index + 1
    return end


def governing_names(
    names: Sequence[Name], starts: Sequence[int], clause: Span, position: int, carried: Sequence[Name]
) -> tuple[Name, ...]:
    """The names around a figure: those of its clause first, each group nearest first, then those carried here.

    `starts` are where the names start, in order; `carried` come latest first.
    """
    if len(names) == 1:
        return _once(names, carried)
    at = bisect_left(starts, position)
    first = max(at - _MOST_NAMES, 0)
    near = names[first : at + _MOST_NAMES]
    order = sorted(
        (not clause.contains(name.span), _distance(name, position), index) for index, name in enumerate(near)
    )
    return _once([near[index] for _, _, index in order], carried)


def _once(own: Sequence[Name], carried: Sequence[Name]) -> tuple[Name, ...]:
    """The first names of either list, none twice."""
    if len(own) == 1 and not carried:
        return (own[0],)
    kept: dict[str, Name] = {}
    for name in own:
        if name.text not in kept:
            kept[name.text] = name
            if len(kept) == _MOST_NAMES:
                break
    most = len(kept) + MOST_CARRIED
    for name in carried:
        if len(kept) == most:
            break
        kept.setdefault(name.text, name)
    return tuple(kept.values())


def _distance(name: Name, position: int) -> int:
    """Characters between a name and a figure; a name after it counts as a little farther."""
    if name.span.end <= position:
        return position - name.span.end
    return (name.span.start - position) + 10


def _continues(sentence: Sentence, first: int, index: int) -> bool:
    """Whether a word goes on with the name that began at `first`."""
    words = sentence.words
    word, last = words[index], words[index - 1]
    if not word.classes & _IN_NAMES or word.classes & c.CALENDAR or last.classes & c.POSSESSIVE:
        return False
    end = sentence.end_of(index - 1)
    if word.text == ".":
        return "." in last.text and sentence.starts[index] == end  # "U.S. Steel"
    if word.text == "&":
        return True
    if not word.classes & c.PROSE or not sentence.text[end : sentence.starts[index]].isspace():
        return False
    if word.classes & c.LARGE:
        # "In Japan": a common word that only the sentence's start made capital begins no name.
        return not (
            index == first + 1 and sentence.starts[first] == sentence.span.start and words[first].classes & c.COMMON
        )
    return bool(word.classes & c.NAME_LINKS) and _links(last, word)


def _links(last: Word, word: Word) -> bool:
    if word.lower in _ARTICLES:
        return bool(last.classes & c.NAME_LINK_STARTS)
    return bool(word.classes & c.NAME_LINK_STARTS) and last.classes & _CAPITAL == _CAPITALISED


def _name(first: int, last: int, sentence: Sentence, vocabulary: Vocabulary) -> Named | None:
    words = sentence.words
    while last > first and words[last - 1].classes & _CAPITAL != _CAPITALISED:
        last -= 1
    while last - first > 1 and _is_title(words[first]) and not words[first + 1].classes & c.COMMON:
        first += 1
    first, last = _without_order(first, last, sentence), _without_label(last, sentence)
    if last <= first or (last - first == 1 and not _stands_alone(first, sentence, vocabulary)):
        return None
    start, end = sentence.starts[first], sentence.end_of(last - 1)
    text = sentence.text[start:end]
    if words[last - 1].classes & c.POSSESSIVE:
        return Named(Name(text[:-2], Span(start, end - 2)), first, last)
    if "." in words[last - 1].text and sentence.text[end : end + 1] == ".":
        return Named(Name(f"{text}.", Span(start, end + 1)), first, sentence.index_at(end + 1))  # "the U.S."
    return Named(Name(text, Span(start, end)), first, last)


def _without_order(first: int, last: int, sentence: Sentence) -> int:
    """Where a name begins behind a verb that opens its sentence and tells the reader what to do: "Visit Bergen"."""
    words = sentence.words
    if not words[first].classes & c.IMPERATIVES or not _opens(first, sentence):
        return first
    is_followed = first + 1 < len(words) and words[first + 1].classes & (c.FIGURE | c.LARGE)
    return first + 1 if is_followed and (first + 1 == last or words[first + 1].classes & c.LARGE) else first


def _without_label(last: int, sentence: Sentence) -> int:
    """Where a name ends before a word that only labels a number which is no figure: "ISO 9001", "Version 2.10.3"."""
    words = sentence.words
    if last == len(words) or words[last].classes & (c.FIGURE | c.COUNTS) != c.FIGURE:
        return last
    return last - 1 if words[last - 1].classes & c.NUMBER_LABELS else last


def _opens(index: int, sentence: Sentence) -> bool:
    """Whether a sentence begins with a word, quotation marks aside."""
    opening = _OPENING_MARKS.match(sentence.text, sentence.span.start)
    return opening is not None and sentence.starts[index] <= opening.end()


def _is_title(word: Word) -> bool:
    return bool(word.classes & c.TITLES) and not (len(word.text) > 1 and word.text.isupper())


def _stands_alone(index: int, sentence: Sentence, vocabulary: Vocabulary) -> bool:
    """Whether a single capitalised word is a name, even where a sentence begins with it."""
    word = sentence.words[index]
    name = bare(word.lower)
    if "-" in name and word.text.rsplit("-", 1)[-1].islower():
        return False  # "French-language"
    if len(name) == 1 or word.classes & c.COMMON or lexicon()[name].classes & c.TITLES:
        return False
    if not _opens(index, sentence):
        return True
    if vocabulary.writes_small(name):
        return False
    heading = sentence.document.blocks[sentence.block].kind is _HEADING
    if heading and name in vocabulary.large:
        return True
    if name == word.lower and name not in vocabulary.inner and _is_ordinary(sentence, index):
        return False
    # A heading's first word is large in any case: it is a name when it owns something or the prose knows it.
    return not heading or name != word.lower or not word.text[1:].islower()


def _is_ordinary(sentence: Sentence, index: int) -> bool:
    """Whether a sentence's first word looks like a common noun, or describes one: "Turnout fell", "Order intake"."""
    describes = index + 1 < len(sentence.words) and is_noun(sentence.words, index + 1)
    lower = sentence.words[index].lower
    listed = lower in word_set("claims", "plain_openers") or bool(sentence.words[index].classes & c.MEASURE_NOUNS)
    return describes or listed or lower.endswith(_noun_endings()) or _does_something(index, sentence)


def _does_something(index: int, sentence: Sentence) -> bool:
    """Whether a sentence's first word is what somebody does: "Winning a third title, Norden ..."."""
    follows = sentence.words[index + 1].lower if index + 1 < len(sentence.words) else ""
    return sentence.words[index].lower.endswith("ing") and follows in word_set("holders", "determiners")


@cache
def _noun_endings() -> tuple[str, ...]:
    return tuple(load_words("claims")["noun_endings"])
