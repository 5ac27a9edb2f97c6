"""The words of a clause as phrases: which are verbs, where a noun phrase starts and ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from factcheck.claims.context import Token, is_calendar
from factcheck.languages.words import load_words, word_set

_LONGEST = 9
# After these a word that may be a verb is a noun.
_BEFORE_NOUNS = frozenset({"of", "in", "for", "per", "net", "total", "at", "with", "from", "by"})
# Prepositions whose phrase tells which of several things is meant.
_RESTRICTING = frozenset({"of", "for", "on", "in", "to", "per"})


def listed(token: Token, *keys: str) -> bool:
    """Whether a word stands in one of the named lists of the language."""
    return any(token.lower in word_set("claims", key) for key in keys)


@cache
def verb_forms() -> frozenset[str]:
    """Every listed verb with its regular forms."""
    forms = set(word_set("claims", "irregular_verbs")) | word_set("claims", "auxiliaries")
    for key in ("up_verbs", "down_verbs", "gain_verbs", "loss_verbs"):
        forms |= {word for word in word_set("claims", key) if " " not in word}
    for verb in load_words("claims")["verbs"]:
        stem = verb.removesuffix("e")
        forms |= {verb, f"{verb}s", f"{verb}es", f"{stem}ed"}
        if verb.endswith("y"):
            forms |= {f"{verb[:-1]}ies", f"{verb[:-1]}ied"}
    return frozenset(forms)


def is_verb(tokens: Sequence[Token], index: int) -> bool:
    """Whether the token is read as a finite verb; a word that may also be a noun is one only after a noun."""
    token = tokens[index]
    if not token.is_word or token.hedge:
        return False
    if listed(token, "auxiliaries"):
        return True
    if token.text[0].isupper():
        return False
    word = token.lower
    if word not in verb_forms() and not looks_past(word):
        return False
    before = tokens[index - 1] if index else None
    if not word.endswith("ed") and _before_a_verb(tokens, index + 1):
        return False
    if before is None or not before.is_word:
        return word not in word_set("claims", "up_nouns") or (before is not None and before.mention >= 0)
    if listed(before, "determiners") or before.lower in _BEFORE_NOUNS:
        return False
    return not before.lower.endswith(("'s", "’s"))


def _before_a_verb(tokens: Sequence[Token], index: int) -> bool:
    """Whether a finite verb follows, past adverbs: the word before it is then its noun ("a day pass still costs")."""
    noun = tokens[index - 1]
    while index < len(tokens) and listed(tokens[index], "adverbs"):
        index += 1
    if index >= len(tokens) or not tokens[index].is_word:
        return False
    word = tokens[index].lower
    plural = noun.lower.endswith("s")
    return listed(tokens[index], "auxiliaries") or (word in verb_forms() and (plural or word.endswith(("s", "ed"))))


def looks_past(word: str) -> bool:
    """Whether a word has the form of a regular past or participle."""
    return len(word) > 4 and word.endswith("ed") and word not in word_set("claims", "not_participles")


def is_noun(tokens: Sequence[Token], index: int) -> bool:
    """Whether a small word after a name may be the noun that the name describes ("Youth services")."""
    token = tokens[index]
    closed = ("prepositions", "conjunctions", "determiners", "pronouns", "adverbs", "auxiliaries")
    return token.is_word and token.text.islower() and not listed(token, *closed) and not is_verb(tokens, index)


def starts_noun(tokens: Sequence[Token], index: int) -> bool:
    """Whether a noun phrase may begin or go on with a token."""
    token = tokens[index]
    if not token.is_word or token.hedge:
        return False
    if listed(token, "prepositions", "conjunctions", "auxiliaries", "determiners", "pronouns"):
        return False
    if listed(
        token,
        "adverbs",
        "comparatives_up",
        "comparatives_down",
        "up_nouns",
        "down_nouns",
        "gap_words",
        "dimension_adverbs",
    ):
        return False
    return not token.lower.endswith("ly") or token.lower in ("family", "supply")


def noun_end(tokens: Sequence[Token]) -> int:
    """Where the noun phrase ends that the tokens begin with."""
    index = 1
    while index < min(len(tokens), _LONGEST):
        token = tokens[index]
        if token.mention >= 0 or (not token.is_word and token.text not in "%&"):
            break
        if token.lower in ("of", "and", "or"):
            ahead = index + 1
            while ahead < len(tokens) and token.lower == "of" and listed(tokens[ahead], "determiners"):
                ahead += 1
            if ahead >= len(tokens) or not starts_noun(tokens, ahead) or _is_clause(tokens, ahead):
                break
            index = ahead + 1
            continue
        if not starts_noun(tokens, index) or is_verb(tokens, index) or looks_past(token.lower):
            break
        index += 1
    return index


def _is_clause(tokens: Sequence[Token], index: int) -> bool:
    """Whether the words after an "and" are a clause of their own rather than a second noun."""
    return is_verb(tokens, index) or (
        index + 1 < len(tokens) and is_verb(tokens, index + 1) and tokens[index - 1].lower == "and"
    )


def last_verbs(tokens: Sequence[Token]) -> tuple[int, int]:
    """The first and the last index of the last chain of verbs; the last is -1 when there is none."""
    last = len(tokens) - 1
    while last >= 0 and not is_verb(tokens, last):
        last -= 1
    first = last
    while first > 0 and (
        is_verb(tokens, first - 1) or (listed(tokens[first - 1], "adverbs") and is_verb(tokens, first - 2))
    ):
        first -= 1
    return first, last


def noun_before(tokens: Sequence[Token], end: int) -> list[Token]:
    """The noun phrase that ends before an index, with the phrases that restrict it ("money for roads and bridges")."""
    while end > 0 and (listed(tokens[end - 1], "adverbs", "prepositions") or tokens[end - 1].lower.endswith("ly")):
        end -= 1
    end = _before_threshold(tokens, end)
    start = end
    while start > 0 and end - start < _LONGEST and not _bounds(tokens, start - 1):
        start -= 1
    phrase = list(tokens[start:end])
    lead = start - 1
    while lead > 0 and (listed(tokens[lead], "determiners") or tokens[lead].counts):
        lead -= 1
    if lead <= 0 or not phrase:
        return phrase
    word = tokens[lead].lower
    if word in ("and", "or") and lead == start - 1 and not is_verb(tokens, lead - 1):
        outer = noun_before(tokens, lead)
        return [*outer, tokens[lead], *phrase] if outer else phrase
    if listed(tokens[lead], "prepositions") or word == "of":
        outer = noun_before(tokens, lead)
        return [*outer, tokens[lead], *phrase] if outer and word in _RESTRICTING else outer or phrase
    return phrase


def _before_threshold(tokens: Sequence[Token], end: int) -> int:
    """Where a noun phrase ends before the bounds of its group: "children aged 2 to 8"."""
    if not (end > 0 and tokens[end - 1].mention >= 0 and not tokens[end - 1].counts):
        return end
    end -= 1
    while end > 0 and (looks_past(tokens[end - 1].lower) or listed(tokens[end - 1], "prepositions", "not_participles")):
        end -= 1
    return end


def _bounds(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    if token.mention >= 0 or not token.is_word:
        return token.text not in "-&"
    if listed(token, "determiners", "pronouns", "prepositions", "conjunctions") or is_verb(tokens, index):
        return True
    # "corresponding to a margin" is no noun, "spending on roads" is one.
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    leads = following is not None and (listed(following, "prepositions") or following.lower == "of")
    return leads and token.lower.endswith("ing") and not listed(token, "gerund_nouns")


def phrase_text(tokens: Iterable[Token], named: frozenset[int]) -> str:
    """A noun phrase in words, without the names in it; "" when only an empty noun such as "total" is left."""
    given = list(tokens)
    kept = [token for token in given if token.start not in named and not is_calendar(token)]
    if not kept and any(listed(token, "measure_nouns") for token in given):
        kept = given  # "the Consumer Price Index" is a name and a measure
    while kept and (listed(kept[0], "prepositions", "conjunctions") or kept[0].lower == "of"):
        kept.pop(0)
    while kept and (listed(kept[-1], "prepositions", "conjunctions") or kept[-1].lower == "of"):
        kept.pop()
    if not kept or all(listed(token, "empty_nouns") for token in kept):
        return ""
    return " ".join(token.text for token in kept)


def without_determiners(tokens: Sequence[Token]) -> list[Token]:
    """The tokens from the first one on that is no article or the like."""
    rest = list(tokens)
    while rest and listed(rest[0], "determiners"):
        rest.pop(0)
    return rest
