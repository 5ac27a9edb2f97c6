"""What a figure counts or measures, in the draft's own words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from factcheck.claims.context import Figure, Token
from factcheck.claims.kinds import Reading
from factcheck.languages.words import load_words, word_set
from factcheck.model import Kind

_LONGEST = 9


def read_subject(figure: Figure, reading: Reading, named: frozenset[int]) -> str:
    """The noun phrase that a figure is of; "" when its clause has none (an earlier figure's then goes on).

    `named` are the starts of the tokens that belong to names.
    """
    if reading.kind in (Kind.DIFFERENCE, Kind.RATIO):
        return _noun_after(figure) if reading.kind is Kind.RATIO else ""
    if reading.kind is Kind.SHARE:
        return _share_subject(figure, named)
    counted = _counted(figure)
    if counted:
        return counted
    return _left_subject(figure, named)


def _is(token: Token, *keys: str) -> bool:
    return any(token.lower in word_set("claims", key) for key in keys)


@cache
def _verb_forms() -> frozenset[str]:
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
    if _is(token, "auxiliaries"):
        return True
    word = token.lower
    if word not in _verb_forms() and not _looks_past(word):
        return False
    before = tokens[index - 1] if index else None
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if after is not None and after.is_word and _is(after, "auxiliaries") and not word.endswith("ed"):
        return False
    if before is None or not before.is_word:
        return word not in word_set("claims", "up_nouns") or (before is not None and before.mention >= 0)
    if _is(before, "determiners") or before.lower in (
        "of",
        "in",
        "for",
        "per",
        "net",
        "total",
        "at",
        "with",
        "from",
        "by",
    ):
        return False
    return not before.lower.endswith(("'s", "’s"))


def _looks_past(word: str) -> bool:
    return len(word) > 4 and word.endswith("ed") and word not in word_set("claims", "not_participles")


def _counted(figure: Figure) -> str:
    """The noun phrase straight after a figure: "41 settlements had been freed", "a $400 million aid package"."""
    if figure.mention.kind is Kind.RANK:
        return ""
    tokens = list(figure.after)
    if tokens and tokens[0].lower == "of" and figure.dimension in ("count", "currency") and not figure.is_percent:
        tokens.pop(0)
        while tokens and _is(tokens[0], "determiners"):
            tokens.pop(0)
    elif not tokens or (figure.dimension != "count" and not _is_attribute(figure)):
        return ""
    if not tokens or not _starts_noun(tokens, 0):
        return ""
    end = _noun_end(tokens)
    phrase = [token.text for token in tokens[:end]]
    return " ".join([*phrase, *_participles(tokens[end:])])


def _is_attribute(figure: Figure) -> bool:
    """Whether the figure describes the noun after it: "a new $400 million package", "the 82-room house"."""
    following = figure.after[0]
    gap = figure.between(figure.mention.end, following.start)
    return gap in (" ", "-", "\n") and not (figure.dimension == "percent" and following.lower == "more")


def _starts_noun(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    if not token.is_word or token.hedge:
        return False
    if _is(token, "prepositions", "conjunctions", "auxiliaries", "determiners", "pronouns"):
        return False
    if _is(
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


def _noun_end(tokens: Sequence[Token]) -> int:
    """Where the noun phrase ends that the tokens begin with."""
    index = 1
    while index < min(len(tokens), _LONGEST):
        token = tokens[index]
        if token.mention >= 0 or (not token.is_word and token.text not in "%&"):
            break
        if token.lower in ("of", "and", "or"):
            ahead = index + 1
            while ahead < len(tokens) and token.lower == "of" and _is(tokens[ahead], "determiners"):
                ahead += 1
            if ahead >= len(tokens) or not _starts_noun(tokens, ahead) or _is_clause(tokens, ahead):
                break
            index = ahead + 1
            continue
        if not _starts_noun(tokens, index) or is_verb(tokens, index) or _looks_past(token.lower):
            break
        index += 1
    return index


def _is_clause(tokens: Sequence[Token], index: int) -> bool:
    """Whether the words after an "and" are a clause of their own rather than a second noun."""
    return is_verb(tokens, index) or (
        index + 1 < len(tokens) and is_verb(tokens, index + 1) and tokens[index - 1].lower == "and"
    )


def _participles(tokens: Sequence[Token]) -> list[str]:
    """The participles that restrict a counted noun: "had been freed", "killed or wounded", "affected"."""
    index = 0
    while index < min(len(tokens), 4) and _is(tokens[index], "auxiliaries", "adverbs"):
        index += 1
    found = []
    for token in tokens[index : index + 3]:
        if found and token.lower in ("or", "and"):
            found.append(token.text)
        elif token.is_word and _is_participle(token.lower):
            found.append(token.text)
        else:
            break
    return found[:-1] if found and found[-1].lower in ("or", "and") else found


def _is_participle(word: str) -> bool:
    return _looks_past(word) or (
        word in word_set("claims", "irregular_verbs") and word.endswith(("n", "t", "ld", "ne"))
    )


def _noun_after(figure: Figure) -> str:
    """'11 times the width of Earth' is about a width."""
    tokens = list(figure.after)
    while tokens and _is(tokens[0], "determiners"):
        tokens.pop(0)
    if not tokens or not _starts_noun(tokens, 0) or tokens[0].text[0].isupper():
        return ""
    return tokens[0].text


def _share_subject(figure: Figure, named: frozenset[int]) -> str:
    """The whole's noun with what the clause says of it: "filled 61.2% of its beds" is beds filled."""
    left = _left_subject(figure, named)
    tokens = list(figure.after[1:]) if figure.after and figure.after[0].lower == "of" else []
    while tokens and _is(tokens[0], "determiners"):
        tokens.pop(0)
    if not tokens or not _starts_noun(tokens, 0):
        return left
    kept = [token.text for token in tokens[: _noun_end(tokens)] if token.start not in named]
    return " ".join(filter(None, [" ".join(kept), left]))


def _left_subject(figure: Figure, named: frozenset[int]) -> str:
    """The phrase before a figure that it measures: "net spending of £5m", "the unemployment rate at 3%", else the
    subject of the verb before it, else that verb."""
    tokens = [token for token in reversed(figure.before) if not token.hedge]
    direct = _before_preposition(tokens, named)
    if direct:
        return direct
    counted = _number_of(tokens)
    if counted:
        return counted
    verb = _verb_before(tokens)
    if verb < 0:
        return _phrase(_noun_before(tokens, len(tokens)), named)
    phrase = _phrase(_noun_before(tokens, verb), named)
    meaning = "" if _is(tokens[verb], "empty_verbs", "up_verbs", "down_verbs") else tokens[verb].text
    after = figure.after[0].text if figure.after and _is(figure.after[0], "dimension_adverbs") else ""
    words = [phrase or meaning, after]
    return " ".join(word for word in words if word)


def _before_preposition(tokens: Sequence[Token], named: frozenset[int]) -> str:
    """The noun in "NOUN of FIGURE", "NOUN at FIGURE", "NOUN to FIGURE"."""
    end = len(tokens)
    while end and (_is(tokens[end - 1], "adverbs") or tokens[end - 1].lower in ("a", "an", "the")):
        end -= 1
    if not end or tokens[end - 1].lower not in ("of", "at", "to", "worth", "below", "above", "with", "in", "on"):
        return ""
    if is_verb(tokens, end - 2) if end >= 2 else True:
        return ""
    noun = _noun_before(tokens, end - 1)
    if noun and _is(noun[-1], "up_nouns", "down_nouns"):
        return ""
    if tokens[end - 1].lower in ("with", "in", "on", "to") and _verb_before(tokens[: end - 1]) >= 0 and not noun:
        return ""
    return _phrase(noun, named)


def _number_of(tokens: Sequence[Token]) -> str:
    """What "the number of ... who have ... rose to" counts, with the clause that restricts it."""
    for index, token in enumerate(tokens[:-2]):
        if _is(token, "number_heads") and tokens[index + 1].lower == "of":
            verb = _verb_before(tokens)
            end = verb if verb > index + 1 else len(tokens)
            return " ".join(token.text for token in tokens[index + 2 : end][:12])
    return ""


def _verb_before(tokens: Sequence[Token]) -> int:
    """The index of the last verb, -1 for none; of an auxiliary chain the first is meant."""
    index = len(tokens) - 1
    while index >= 0 and not is_verb(tokens, index):
        index -= 1
    while index > 0 and is_verb(tokens, index - 1):
        index -= 1
    return index


def _noun_before(tokens: Sequence[Token], end: int) -> list[Token]:
    """The noun phrase that ends before an index: back to an article, a verb, a figure, a mark or a preposition."""
    while end and (_is(tokens[end - 1], "adverbs") or tokens[end - 1].lower.endswith("ly")):
        end -= 1
    start = end
    while start and end - start < _LONGEST and not _bounds(tokens, start - 1):
        start -= 1
    phrase = list(tokens[start:end])
    before = tokens[start - 1] if start else None
    if (
        before is not None
        and start >= 2
        and _is(before, "determiners")
        and tokens[start - 2].lower in ("of", "for", "to", "on", "in")
    ):
        before, start = tokens[start - 2], start - 1
    if before is not None and before.lower in ("of", "for", "since", "in", "on", "with", "to", "by") and start >= 2:
        outer = _noun_before(tokens, start - 1)
        if outer:
            return [*outer, before, *phrase] if before.lower == "of" else outer
    return phrase


def _bounds(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    if token.mention >= 0 or not token.is_word:
        return not (token.text == "-" or token.text == "&")
    return _is(token, "determiners", "pronouns", "prepositions", "conjunctions") or is_verb(tokens, index)


def _phrase(tokens: Iterable[Token], named: frozenset[int]) -> str:
    """A noun phrase in words, without the names in it; "" when only an empty noun such as "total" is left."""
    kept = [token for token in tokens if token.start not in named]
    while kept and kept[0].lower in ("of", "for", "and", "or"):
        kept.pop(0)
    while kept and kept[-1].lower in ("of", "for", "and", "or"):
        kept.pop()
    if not kept or all(_is(token, "empty_nouns") for token in kept):
        return ""
    return " ".join(token.text for token in kept)
