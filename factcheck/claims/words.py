"""What is known of a word wherever it stands: the classes it is in, looked up once a word and kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from factcheck.claims import classes as c
from factcheck.claims.openings import phrase_words
from factcheck.frozen import record
from factcheck.languages.words import load_words

# Texts repeat their words; what does not repeat (serial numbers) must not fill the memory.
_MOST_WORDS = 50_000
_LONGEST_KEPT = 40
_PART = re.compile(r"[^\W_]+")
_POSSESSIVES = ("'s", "’s")
_CUTS = frozenset(",:;()[]—–-")
# What stands at the end of "didn't" and "they'll" is a cue of its own.
_CONTRACTIONS = ("n't", "n’t", "'ll", "’ll")


@record
class Word:
    """A word, a mark or a whole figure, and its classes; the same record serves every place it stands in."""

    text: str
    lower: str
    classes: int

    def also(self, classes: int) -> Word:
        """The word where it stands is in further classes: part of a hedge, part of a name."""
        return Word(self.text, self.lower, self.classes | classes)


class Lexicon(dict[str, Word]):
    """The words met so far; one that is asked for is made when it is new.

    >>> bool(lexicon()["Prices"].classes & c.LARGE)
    True
    """

    def __missing__(self, text: str) -> Word:
        word = _new_word(text, _word_classes(text))
        if len(text) <= _LONGEST_KEPT:
            if len(self) >= _MOST_WORDS:
                self.clear()
            self[text] = word
        return word


_shared_classes: dict[int, int] = {}


def _new_word(text: str, classes: int) -> Word:
    """A word whose parts are shared with other words where they are equal: few objects stay near at hand."""
    lower = text.lower()
    return Word(text, text if lower == text else lower, _shared_classes.setdefault(classes, classes))


@cache
def lexicon() -> Lexicon:
    """The lexicon that all sentences share."""
    return Lexicon()


class _Figures(dict[str, Word]):
    """Whole figures as words, by their surface."""

    def __init__(self, classes: int) -> None:
        self._classes = classes

    def __missing__(self, surface: str) -> Word:
        word = _new_word(surface, self._classes | _figure_classes(surface))
        if len(surface) <= _LONGEST_KEPT:
            if len(self) >= _MOST_WORDS:
                self.clear()
            self[surface] = word
        return word


@cache
def figures(counts: bool) -> dict[str, Word]:
    """The words that stand for figures, those that say something or the others (years, identifiers)."""
    return _Figures(c.FIGURE | c.COUNTS if counts else c.FIGURE)


def _figure_classes(surface: str) -> int:
    """The classes of a figure's words: it may open a time ("12 months" ago) or be one ("the third quarter")."""
    if surface.isdigit():
        return _count_classes(surface)
    lower = surface.lower()
    if lower == surface.upper():
        return 0
    classes = _phrase_classes(surface)
    return classes | _listed().get(lower, 0) | _ending(lower) if lower[-1].isalpha() else classes


def pair_classes(first: Word, second: Word) -> int:
    """The classes of two words together: "gave up" is a verb of loss."""
    return _pairs().get(f"{first.lower} {second.lower}", 0) if second.classes & c.PAIR_END else 0


def part_starts(word: Word, start: int) -> Iterable[int]:
    """Where a phrase may begin in a word that stands at `start`: at each of its parts and at its contraction."""
    text = word.text
    if text.isalnum():
        return (start,)
    found = [start + match.start() for match in _PART.finditer(text)]
    for ending in _CONTRACTIONS:
        at = text.find(ending)
        if at >= 0:
            found.append(start + at)
    return sorted(set(found))


def _word_classes(text: str) -> int:
    first = text[0]
    if not first.isalnum():
        marks = c.CUTS if text in _CUTS else c.STOP if text == "." else 0
        return _listed().get(text, 0) | phrase_words().get(text, 0) | marks
    lower = text.lower()
    classes = c.PROSE | _listed().get(lower, 0) | _phrase_classes(text)
    if lower == text.upper():
        return classes  # figures
    classes |= _ending(lower)
    if first.isupper():
        classes |= c.LARGE
    elif text.islower():
        classes |= c.SMALL
    if classes & c.AUXILIARIES or (classes & (c.VERB_FORMS | c.PAST) and not classes & c.LARGE):
        classes |= c.VERBAL
    return classes


def _ending(lower: str) -> int:
    """The classes that a word's last letters tell."""
    if lower.endswith("ly"):
        return c.LY
    if lower.endswith("ed"):
        return c.PAST if len(lower) > 4 and not _listed().get(lower, 0) & c.NOT_PARTICIPLES else 0
    if lower.endswith(_POSSESSIVES):
        return c.POSSESSIVE | (_listed().get(bare(lower), 0) & (c.CALENDAR | c.NO_NAMES))
    return 0


def bare(lower: str) -> str:
    """A word without its possessive ending.

    >>> bare("france's")
    'france'
    """
    return lower[:-2] if lower.endswith(_POSSESSIVES) else lower


def _phrase_classes(text: str) -> int:
    """What a word's parts may begin or end: "mid-May" holds a month, "didn't" a negation."""
    table = phrase_words()
    if text.isalnum():
        return table.get(text, 0) | table.get(text.lower(), 0) | _count_classes(text)
    found = table.get(text.lower(), 0)
    for part in _PART.findall(text):
        found |= table.get(part, 0) | table.get(part.lower(), 0) | _count_classes(part)
    if any(ending in text for ending in _CONTRACTIONS):
        found |= c.CUES.key | c.CUES.opens
    return found


def _count_classes(part: str) -> int:
    """A short number may open a time: "3 years ago"."""
    return c.TIMES.opens if len(part) <= 3 and part.isdigit() else 0


@cache
def _listed() -> dict[str, int]:
    """The classes of every single word that is listed."""
    found: dict[str, int] = {}

    def add(words: Iterable[str], kind: int) -> None:
        for word in words:
            if " " not in word:
                found[word] = found.get(word, 0) | kind

    claims, periods = load_words("claims"), load_words("periods")
    for key, kind in c.CLAIM_LISTS.items():
        add(claims[key], kind)
    for key, kind in c.PERIOD_LISTS.items():
        add(periods[key], kind)
    add(_verb_forms(), c.VERB_FORMS)
    add(claims["status"]["attributed"], c.SAYING_VERBS)
    add(load_words("sentences")["starters"], c.STARTERS)
    add(_calendar_names(), c.CALENDAR)
    add((pair.split()[-1] for pair in _pairs()), c.PAIR_END)
    return found


def _calendar_names() -> Iterable[str]:
    """The names of months and days; "Sun" and "Mar" are other names as often as not."""
    calendar = load_words("calendar")
    return (name for name in (*calendar["months"], *calendar["weekdays"]) if len(name) > 3 or name == "may")


@cache
def _pairs() -> dict[str, int]:
    """The classes of every listed pair of words."""
    found: dict[str, int] = {}
    for key, kind in c.CLAIM_LISTS.items():
        for words in load_words("claims")[key]:
            if " " in words:
                found[words] = found.get(words, 0) | kind
    return found


def _verb_forms() -> set[str]:
    """Every listed verb with its regular forms."""
    claims = load_words("claims")
    forms = {*claims["irregular_verbs"], *claims["auxiliaries"]}
    for key in ("up_verbs", "down_verbs", "gain_verbs", "loss_verbs"):
        forms.update(claims[key])
    for verb in claims["verbs"]:
        forms.update((verb, f"{verb}s", f"{verb}es", f"{verb.removesuffix('e')}ed"))
        if verb.endswith("y"):
            forms.update((f"{verb[:-1]}ies", f"{verb[:-1]}ied"))
    return forms
