"""The proper names of a sentence, and which of them a figure is about."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from factcheck.claims.context import Sentence, Token, is_calendar
from factcheck.claims.phrases import is_noun
from factcheck.document import BlockKind
from factcheck.languages.words import load_words, word_set
from factcheck.model import Name, Span

_MOST_NAMES = 12
_MOST_CARRIED = 6


@dataclass(frozen=True)
class Vocabulary:
    """How a draft writes its words.

    `small` are those it writes small, `large` those it writes large in its prose, `inner` those of them that are large
    within a sentence, `own` names that its tables and headings give and that may be written small.
    """

    small: frozenset[str]
    large: frozenset[str]
    inner: frozenset[str]
    own: frozenset[str]


def _is_ordinary(token: Token, sentence: Sentence) -> bool:
    """Whether a sentence's first word looks like a common noun, or describes one: "Turnout fell", "Order intake"."""
    at = sentence.index_at(token.start) + 1
    describes = at < len(sentence.tokens) and is_noun(sentence.tokens, at)
    return describes or token.lower.endswith(tuple(load_words("claims")["noun_endings"]))


def sentence_names(sentence: Sentence, vocabulary: Vocabulary) -> list[Name]:
    """The capitalised phrases of a sentence in order, without the place of a dateline."""
    names = []
    run: list[Token] = []
    start = _after_dateline(sentence)
    for token in [*sentence.tokens, None]:
        if token is not None and token.start < start:
            continue
        if token is not None and token.lower in vocabulary.own and token.text.islower() and not _is_common(token):
            names.append(Name(token.text, Span(token.start, token.end)))
        if token is not None and _continues(run, token, sentence):
            run.append(token)
            continue
        name = _name(run, sentence, vocabulary)
        if name is not None:
            names.append(name)
        run = [token] if token is not None and _is_capital(token) else []
    return sorted(names, key=lambda name: name.span.start)


def _after_dateline(sentence: Sentence) -> int:
    """Where a sentence starts behind a dateline such as "KYIV, Nov. 12 —" or "ASTON, 3 May 2024."."""
    tokens = sentence.tokens[:14]
    block = sentence.document.blocks[sentence.block].span.start
    if sentence.span.start != block or not tokens or len(tokens[0].text) < 3 or not tokens[0].text.isupper():
        return 0
    end = 0
    for token in tokens:
        if token.text in ("—", "–", "-"):
            return token.end
        if token.is_word and not token.text[0].isupper():
            break
        end = token.end if token.mention >= 0 and not token.counts else end
    return end


def governing_names(
    names: Sequence[Name], starts: Sequence[int], clause: Span, position: int, carried: Sequence[Name]
) -> tuple[Name, ...]:
    """The names around a figure: those of its clause first, each group nearest first, then those carried here.

    `starts` are where the names start, in order.
    """
    at = bisect_left(starts, position)
    near = names[max(at - _MOST_NAMES, 0) : at + _MOST_NAMES]
    ordered = sorted(near, key=lambda name: (not clause.contains(name.span), _distance(name, position)))
    own = _once(ordered, set())[:_MOST_NAMES]
    before = [Name(name.text, name.span, carried=True) for name in reversed(carried)]
    return (*own, *_once(before, {name.text for name in own})[:_MOST_CARRIED])


def _once(names: Sequence[Name], seen: set[str]) -> list[Name]:
    kept = []
    for name in names:
        if name.text not in seen:
            seen.add(name.text)
            kept.append(name)
    return kept


def _distance(name: Name, position: int) -> int:
    """Characters between a name and a figure; a name after it counts as a little farther."""
    if name.span.end <= position:
        return position - name.span.end
    return (name.span.start - position) + 10


def _is_capital(token: Token) -> bool:
    return token.is_word and token.text[0].isupper() and not is_calendar(token)


def _continues(run: Sequence[Token], token: Token, sentence: Sentence) -> bool:
    """Whether a token goes on with the name that a run of tokens began."""
    if not run or is_calendar(token) or run[-1].lower.endswith(("'s", "’s")):
        return False
    if token.text == ".":
        return "." in run[-1].text and token.start == run[-1].end  # "U.S. Steel"
    if token.text == "&":
        return True
    if not token.is_word or not sentence.text[run[-1].end : token.start].isspace():
        return False
    if _is_capital(token):
        # "In Japan": a common word that only the sentence's start made capital begins no name.
        return not (len(run) == 1 and run[0].start == sentence.span.start and _is_common(run[0]))
    return token.lower in word_set("claims", "name_links") and _links(run, token)


def _links(run: Sequence[Token], token: Token) -> bool:
    if token.lower in ("the", "la", "le", "den", "der", "el"):
        return run[-1].lower in word_set("claims", "name_link_starts")
    return token.lower in word_set("claims", "name_link_starts") and _is_capital(run[-1])


def _is_common(token: Token) -> bool:
    bare = token.lower.removesuffix("'s").removesuffix("’s")
    return (
        bare in word_set("claims", "no_names")
        or token.lower in word_set("claims", "no_names")
        or token.lower in word_set("claims", "prepositions")
        or token.lower in word_set("claims", "conjunctions")
        or token.lower in word_set("claims", "determiners")
        or token.lower in word_set("claims", "adverbs")
        or token.lower in word_set("claims", "pronouns")
        or token.lower in word_set("sentences", "starters")
    )


def _name(run: list[Token], sentence: Sentence, vocabulary: Vocabulary) -> Name | None:
    tokens = list(run)
    while tokens and not _is_capital(tokens[-1]):
        tokens.pop()
    while len(tokens) > 1 and _is_title(tokens[0]) and not _is_common(tokens[1]):
        tokens.pop(0)
    if not tokens:
        return None
    if len(tokens) == 1 and not _stands_alone(tokens[0], sentence, vocabulary):
        return None
    start, end = tokens[0].start, tokens[-1].end
    if "." in tokens[-1].text and sentence.text[end : end + 1] == ".":
        end += 1  # "the U.S."
    text = sentence.text[start:end]
    for possessive in ("'s", "’s"):
        if text.endswith(possessive):
            return Name(text[:-2], Span(start, end - 2))
    return Name(text, Span(start, end))


def _is_title(token: Token) -> bool:
    return token.lower in word_set("claims", "titles") and not (len(token.text) > 1 and token.text.isupper())


def _stands_alone(token: Token, sentence: Sentence, vocabulary: Vocabulary) -> bool:
    """Whether a single capitalised word is a name, even where a sentence begins with it."""
    bare = token.lower.removesuffix("'s").removesuffix("’s")
    if "-" in bare and token.text.rsplit("-", 1)[-1].islower():
        return False  # "French-language"
    if len(bare) == 1 or _is_common(token) or bare in word_set("claims", "titles"):
        return False
    first = token.start == sentence.span.start or not sentence.text[sentence.span.start : token.start].strip(
        "\"'“‘«([ "
    )
    if not first:
        return True
    if vocabulary.small & {bare, f"{bare}s", bare.removesuffix("s")}:
        return False
    heading = sentence.document.blocks[sentence.block].kind is BlockKind.HEADING
    if heading and bare in vocabulary.large:
        return True
    if bare not in vocabulary.inner and bare == token.lower and _is_ordinary(token, sentence):
        return False
    # A heading's first word is large in any case: it is a name when it owns something or the prose knows it.
    return not heading or bare != token.lower or not token.text[1:].islower()
