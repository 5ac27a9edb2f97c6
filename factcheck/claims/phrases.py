"""The words of a clause as phrases: which are verbs, where a noun phrase starts and ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from factcheck.claims import classes as c
from factcheck.claims.words import Word

_LONGEST = 9
# After these a word that may be a verb is a noun.
_BEFORE_NOUNS = frozenset({"of", "in", "for", "per", "net", "total", "at", "with", "from", "by"})
# Prepositions whose phrase tells which of several things is meant.
_RESTRICTING = frozenset({"of", "for", "on", "in", "to", "per"})
_CLOSED = c.PREPOSITIONS | c.CONJUNCTIONS | c.AUXILIARIES | c.DETERMINERS | c.PRONOUNS
_NO_NOUNS = _CLOSED | c.ADVERBS | c.COMPARATIVES | c.CHANGE_NOUNS | c.GAP_WORDS | c.DIMENSION_ADVERBS
_BOUNDS = c.DETERMINERS | c.PRONOUNS | c.PREPOSITIONS | c.CONJUNCTIONS
_LINKS = c.PREPOSITIONS | c.CONJUNCTIONS


def is_verb(words: Sequence[Word], index: int) -> bool:
    """Whether a word is read as a finite verb; one that may also be a noun is one only after a noun."""
    word = words[index]
    if not word.classes & c.VERBAL or word.classes & c.HEDGE:
        return False
    if word.classes & c.AUXILIARIES:
        return True
    before = words[index - 1] if index else None
    if not word.lower.endswith("ed") and _before_a_verb(words, index + 1):
        return False
    if before is None or not before.classes & c.PROSE:
        return not word.classes & c.UP_NOUNS or (before is not None and bool(before.classes & c.FIGURE))
    return not before.classes & (c.DETERMINERS | c.POSSESSIVE) and before.lower not in _BEFORE_NOUNS


def _before_a_verb(words: Sequence[Word], index: int) -> bool:
    """Whether a finite verb follows, past adverbs: the word before it is then its noun ("a day pass still costs")."""
    noun = words[index - 1]
    while index < len(words) and words[index].classes & c.ADVERBS:
        index += 1
    if index >= len(words) or not words[index].classes & c.PROSE:
        return False
    word = words[index]
    if word.classes & c.AUXILIARIES:
        return True
    return bool(word.classes & c.VERB_FORMS) and (noun.lower.endswith("s") or word.lower.endswith(("s", "ed")))


def is_noun(words: Sequence[Word], index: int) -> bool:
    """Whether a small word after a name may be the noun that the name describes ("Youth services")."""
    classes = words[index].classes
    return classes & (c.SMALL | _CLOSED | c.ADVERBS | c.FIGURE) == c.SMALL and not is_verb(words, index)


def starts_noun(word: Word) -> bool:
    """Whether a noun phrase may begin or go on with a word."""
    classes = word.classes
    if not classes & c.PROSE or classes & (_NO_NOUNS | c.HEDGE):
        return False
    return not classes & c.LY or word.lower in ("family", "supply")


def noun_end(words: Sequence[Word]) -> int:
    """Where the noun phrase ends that the words begin with."""
    index, most = 1, min(len(words), _LONGEST)
    while index < most:
        word = words[index]
        if not word.classes & c.PROSE and (word.classes & c.FIGURE or word.text not in "%&"):
            break
        if word.lower in ("of", "and", "or"):
            ahead = index + 1
            while ahead < len(words) and word.lower == "of" and words[ahead].classes & c.DETERMINERS:
                ahead += 1
            if ahead >= len(words) or not starts_noun(words[ahead]) or _is_clause(words, ahead):
                break
            index = ahead + 1
            continue
        if word.classes & c.PAST or not starts_noun(word) or (word.classes & c.VERBAL and is_verb(words, index)):
            break
        index += 1
    return index


def _is_clause(words: Sequence[Word], index: int) -> bool:
    """Whether the words after an "and" are a clause of their own rather than a second noun."""
    return is_verb(words, index) or (
        index + 1 < len(words) and is_verb(words, index + 1) and words[index - 1].lower == "and"
    )


def last_verbs(words: Sequence[Word]) -> tuple[int, int]:
    """The first and the last index of the last chain of verbs; the last is -1 when there is none."""
    last = len(words) - 1
    while last >= 0 and not (words[last].classes & c.VERBAL and is_verb(words, last)):
        last -= 1
    if last < 0:
        return 0, -1
    first = last
    while first > 0 and (
        is_verb(words, first - 1) or (words[first - 1].classes & c.ADVERBS and is_verb(words, first - 2))
    ):
        first -= 1
    return first, last


def noun_before(words: Sequence[Word], end: int) -> list[int]:
    """The noun phrase that ends before an index, with the phrases that restrict it: the indexes of its words.

    "money for roads and bridges" is one phrase.
    """
    while end > 0 and words[end - 1].classes & (c.ADVERBS | c.PREPOSITIONS | c.LY):
        end -= 1
    end = _before_threshold(words, end)
    start = end
    least = max(end - _LONGEST, 0)
    while start > least and not _bounds(words, start - 1):
        start -= 1
    phrase = list(range(start, end))
    lead = start - 1
    while lead > 0 and words[lead].classes & (c.DETERMINERS | c.COUNTS):
        lead -= 1
    if lead <= 0 or not phrase:
        return phrase
    word = words[lead].lower
    if word in ("and", "or") and lead == start - 1 and not is_verb(words, lead - 1):
        outer = noun_before(words, lead)
        return [*outer, lead, *phrase] if outer else phrase
    if words[lead].classes & c.PREPOSITIONS or word == "of":
        outer = noun_before(words, lead)
        return [*outer, lead, *phrase] if outer and word in _RESTRICTING else outer or phrase
    return phrase


def _before_threshold(words: Sequence[Word], end: int) -> int:
    """Where a noun phrase ends before the bounds of its group: "children aged 2 to 8"."""
    if not (end > 0 and words[end - 1].classes & (c.FIGURE | c.COUNTS) == c.FIGURE):
        return end
    end -= 1
    while end > 0 and words[end - 1].classes & (c.PAST | c.PREPOSITIONS | c.NOT_PARTICIPLES):
        end -= 1
    return end


def _bounds(words: Sequence[Word], index: int) -> bool:
    word = words[index]
    if not word.classes & c.PROSE:
        return bool(word.classes & c.FIGURE) or word.text not in "-&"
    if word.classes & _BOUNDS or (word.classes & c.VERBAL and is_verb(words, index)):
        return True
    # "corresponding to a margin" is no noun, "spending on roads" is one.
    if not word.lower.endswith("ing") or word.classes & c.GERUND_NOUNS or index + 1 >= len(words):
        return False
    following = words[index + 1]
    return bool(following.classes & c.PREPOSITIONS) or following.lower == "of"


def phrase_text(words: Iterable[Word], names: bool = False) -> str:
    """A noun phrase in words; "" when only an empty noun such as "total" is left.

    Names in it are left out unless `names` keeps them; the names of months and days always are.
    """
    given = list(words)
    left_out = c.CALENDAR if names else c.CALENDAR | c.NAMED
    kept = [word for word in given if not word.classes & left_out]
    if not kept and any(word.classes & c.MEASURE_NOUNS for word in given):
        kept = given  # "the Consumer Price Index" is a name and a measure
    first, last = 0, len(kept)
    while first < last and _links(kept[first]):
        first += 1
    while first < last and _links(kept[last - 1]):
        last -= 1
    kept = kept[first:last]
    if all(word.classes & c.EMPTY_NOUNS for word in kept):
        return ""
    return " ".join([word.text for word in kept])


def _links(word: Word) -> bool:
    return bool(word.classes & _LINKS) or word.lower == "of"


def without_determiners(words: Sequence[Word]) -> Sequence[Word]:
    """The words from the first one on that is no article or the like."""
    first = 0
    while first < len(words) and words[first].classes & c.DETERMINERS:
        first += 1
    return words[first:]
