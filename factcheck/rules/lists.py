"""FC402: a count and the list that follows it: "four plants: Aubry, Lorvan and Montfier"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cache

from factcheck.document import Block, BlockKind
from factcheck.frozen import record
from factcheck.languages.words import load_words
from factcheck.model import Claim, Diagnosis, Finding, Modifier, Span, Status
from factcheck.patterns import lazy
from factcheck.rewriting import rewritten
from factcheck.rules.draft import Draft, is_count, phrases, quantity_of, word_pattern

_LONGEST = 24  # past that, nobody lists everything in one sentence
_NOT_COUNTED = frozenset({Status.NEGATED, Status.QUESTION})  # a plan for four towns names four as well
_LONGEST_NAME = 40  # characters of an item in a message
_ITEM_WORDS = 5
_MOST_BLOCKS = 60
# Behind the noun that is counted only a participle or a place may stand before the list: in "12 members elected
# three people: A, B and C" the list is not of members.
_OPENING = lazy(
    r"(?: (?:in|of|on|at|across|during|since|near|around|under|for)(?: [\w'’-]+){1,4}?)?"
    r"(?: (?:[a-z]+(?:ed|en|wn|lt)|hit|left|lost|open|shut))?"
    r"(?:(?P<mark>:| –| —| --|—)(?:\s|$)| (?P<bracket>\())"
)
_BULLET = lazy(r"\s*(?:[-*+•–]|\d{1,3}[.)])\s")
_CLOSING = {":": re.compile(r"[.;?!\n(]|\s[–—]\s|—"), "(": re.compile(r"\)"), "–": re.compile(r"\s?[–—]|\s--|[.;(]")}
_BARE = lazy(r"\b(?:following|all|these) \Z", re.IGNORECASE)
_MARKER = lazy(r"(?<![\w)])\((?:\d{1,2}|[a-h]|[ivx]{1,4})\)\s?")
_OF_MORE = lazy(r" (?:out )?of (?:the |its |their |our |these |those |his |her )?")
_COMMA = lazy(r",\s+")
_AND = lazy(r"\s(?:and|&|or)\s")
_LAST = lazy(r"(?:and|&|or)\s+")


@record
class Listed:
    """A list in the text: its items and the least and most things that it may name."""

    items: tuple[str, ...]
    least: int
    most: int


def length_of_a_list(draft: Draft) -> Iterator[Finding]:
    """Counts that the list behind them belies."""
    for sentence, claims in draft.all_sentences:
        for place, claim in enumerate(claims):
            if claim.status in _NOT_COUNTED:
                continue
            if place and _OF_MORE.fullmatch(draft.between(claims[place - 1], claim)):
                continue  # "five of the seven dwarfs: Doc, ...": the list may be of either
            if is_count(claim) and quantity_of(claim).modifier is Modifier.EXACT:
                listed = _list_after(draft, claim, sentence)
                if listed is not None and _belies(claim, listed):
                    yield _wrong_count(draft, claim, listed)


def _list_after(draft: Draft, claim: Claim, sentence: Span) -> Listed | None:
    text, noun = draft.text, claim.mention.noun_span
    if noun is None and not _BARE.search(text, max(sentence.start, claim.mention.start - 20), claim.mention.start):
        return None
    opening = _OPENING.match(text, max(claim.mention.end, noun.end if noun else 0), sentence.end)
    if opening is None or word_pattern("open_list").search(text, claim.mention.start, sentence.end):
        return None
    mark = opening.group("bracket") or opening.group("mark").strip()
    if mark == ":" and opening.end() == sentence.end:
        return bullets_after(draft, claim)
    if mark in {":", "–", "—", "--"} and _MARKER.match(text, opening.end(), sentence.end):
        return _marked(text, opening.end(), sentence.end)
    closing = _CLOSING.get(mark, _CLOSING["–"]).search(text, opening.end(), sentence.end)
    if closing is None and mark == "(":
        return None
    return read_list(text[opening.end() : closing.start() if closing else sentence.end])


def is_opened(draft: Draft, claim: Claim) -> bool:
    """Whether the list opens right behind what is counted: "four plants:", "the following five:"."""
    noun = claim.mention.noun_span
    end = max(claim.mention.end, noun.end if noun else 0)
    bare = _BARE.search(draft.text, max(claim.sentence.start, claim.mention.start - 20), claim.mention.start)
    return (noun is not None or bare is not None) and _OPENING.match(draft.text, end, claim.sentence.end) is not None


def _marked(text: str, start: int, end: int) -> Listed:
    """The items of "(1) cost, (2) time and (3) staff"."""
    marks = list(_MARKER.finditer(text, start, end))
    ends = [*(mark.start() for mark in marks[1:]), end]
    items = tuple(
        text[mark.end() : stop].strip(" ,;.\n").removesuffix(" and")[:40]
        for mark, stop in zip(marks, ends, strict=True)
    )
    return Listed(items, len(items), len(items))


def bullets_after(draft: Draft, claim: Claim, skipped: int = 0) -> Listed | None:
    """The items of the bulleted or numbered list that stands under the claim's block, some blocks further down."""
    first = claim.block + 1 + skipped
    blocks = draft.document.blocks[first : first + _MOST_BLOCKS]
    items: list[Block] = []
    for place, block in enumerate(blocks):
        if block.kind is not BlockKind.LIST_ITEM:
            if place and draft.text[block.span.start : block.span.end].lower().strip(" .:…") in phrases("list_goes_on"):
                return None  # "with pip", "with conda", or "from source" below
            break
        # A second paragraph of an item is a block too; only what has a bullet of its own is an item.
        line = draft.document.source_line(draft.document.place(block.span.start).line)
        if block.list_id == (items[0] if items else block).list_id and _BULLET.match(line):
            items.append(block)
    if len(items) < 2 or any(_speaks_of_the_rest().match(draft.text, block.span.start) for block in items):
        return None
    texts = tuple(draft.text[block.span.start : block.span.end].partition("\n")[0] for block in items)
    texts = tuple(text if len(text) <= _LONGEST_NAME else f"{text[:_LONGEST_NAME].rstrip()}…" for text in texts)
    return Listed(texts, len(items), len(items))


@cache
def _speaks_of_the_rest() -> re.Pattern[str]:
    """How an item begins that is none of those counted: "The remaining boxes stay empty"."""
    return re.compile(rf"(?:{'|'.join(map(re.escape, phrases('of_the_rest')))})\b", re.IGNORECASE)


def read_list(text: str) -> Listed | None:
    """The items of "A, B and C", or None where the text is no plain list.

    An "and" inside an item cannot always be told from the one between the last two, so the length is a span.

    >>> read_list("Aubry, Lorvan and Montfier")
    Listed(items=('Aubry', 'Lorvan', 'Montfier'), least=3, most=3)
    """
    pieces = _COMMA.split(text.strip())
    if len(pieces) < 2 or any(character.isdigit() for character in text):
        return None
    last = pieces[-1]
    oxford = _LAST.match(last)
    if oxford:
        pieces[-1] = last[oxford.end() :]
        inner = sum(len(_AND.findall(piece)) for piece in pieces)
        return _checked(pieces, len(pieces), len(pieces) + inner)
    ends = [] if _is_compound(last) else _AND.split(last)
    if len(ends) < 2:
        return None
    items = [*pieces[:-1], ends[0], " and ".join(ends[1:])]
    inner = sum(len(_AND.findall(item)) for item in items)
    surely_two = _are_names(ends) or _are_full_names(items) or _have_articles(ends)
    return _checked(items, len(items) - (0 if surely_two else 1), len(items) + inner)


def _checked(items: list[str], least: int, most: int) -> Listed | None:
    """The list, where its items look like items: short, no clauses, no appositions."""
    words = [item.split() for item in items]
    if any(not item or len(item) > _ITEM_WORDS for item in words):
        return None
    if any(word_pattern("clause_words").search(item) for item in items):
        return None
    with_article = [item[0].lower() in phrases("determiners") for item in words]
    if any(item[0].lower() in _number_words() for item in words) or (any(with_article) and not all(with_article)):
        return None  # "Tom Jones, a mason": some of the items say what others are
    if len({item[0].isupper() for item in items[1:]}) > 1:
        return None  # names among common nouns are appositions: "John Smith, baker, Tom Jones, mason"
    return Listed(tuple(items), least, most)


def _number_words() -> dict[str, int]:
    words: dict[str, int] = load_words("numbers")["units"]
    return words


def _is_compound(text: str) -> bool:
    return word_pattern("compounds").search(text) is not None


def _are_names(ends: list[str]) -> bool:
    """Whether "X and Y" at the end of a list are two names of one word each, and so surely two things."""
    return all(end[:1].isupper() and len(end.split()) == 1 for end in ends)


def _have_articles(ends: list[str]) -> bool:
    """Whether each has an article of its own: "the islands and the coast" are two things."""
    return all(end.split(" ")[0].lower() in phrases("determiners") for end in ends)


def _are_full_names(items: list[str]) -> bool:
    """Whether every item is a first name and a surname; then no "and" is part of a name."""
    words = [item.split() for item in items]
    return all(len(each) == 2 and each[0][0].isupper() and each[1][0].isupper() for each in words)


def _belies(claim: Claim, listed: Listed) -> bool:
    value = quantity_of(claim).value
    if value is None or value < 2 or value > _LONGEST or listed.least <= value <= listed.most:
        return False
    if names_a_rest(listed.items):
        return False
    groups = not any(item[0].isupper() for item in listed.items[1:])
    # "Nine people: nurses, drivers and cooks" lists kinds, not people.
    return not (groups and all(item.endswith("s") for item in listed.items))


def names_a_rest(items: Iterable[str]) -> bool:
    """Whether an item is one that nobody counts: "the remaining fields", "see also: Bodø"."""
    return any(item.lower().startswith(phrases("rest_items", "counts")) for item in items)


def _wrong_count(draft: Draft, claim: Claim, listed: Listed) -> Finding:
    counted = len(listed.items)
    message = f"“{claim.mention.surface}”, but the list names {counted}: {'; '.join(listed.items)}"
    fix = rewritten(claim.mention, Fraction(counted))
    return draft.finding("FC402", claim, message, Diagnosis.LIST_COUNT, fix)
