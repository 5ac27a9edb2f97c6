"""Rules of number words in set phrases, which count nothing: "on cloud nine", "a two-way street", "one day they"."""

from __future__ import annotations

import re
from functools import cache

from factcheck.grammar import Site
from factcheck.languages.en.lexicon import lexicon
from factcheck.languages.en.nouns import counted_noun
from factcheck.model import Mention
from factcheck.patterns import lazy

WORD = re.compile(r"[A-Za-z]++")
NAMED = re.compile(r"[A-Z][a-z]{2,8}+(?![\w-])")
_NAME_BEFORE = lazy(r"(?:\A|\s)[a-z]++\s(?!In\s|At\s|On\s)[A-Z][a-z]++(?:['’]s)?\s\Z")
_AND_ON = lazy(
    r"\s(?:of\s(?:the\b|its|their|his|her)|more|years?\b|hundred|thousand|million|billion|per\s?cent|point|and\sa\b)"
)
_GOES_ON_SMALL = lazy(r"\s[a-z]|[.,;:!?)\"”]|\Z|['’]s\b")


@cache
def _phrases() -> dict[str, tuple[tuple[str, str, str], ...]]:
    """By their number word: what stands before it, the rest of the bracket, and what stands behind."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for phrase in lexicon().label_data["idioms"]:
        before, _, rest = phrase.partition("[")
        inside, _, after = rest.partition("]")
        word = WORD.match(inside)
        assert word is not None  # noqa: S101 - the brackets of the data hold words
        found.setdefault(word.group(), []).append((before, inside[word.end() :], after))
    return {word: tuple(sides) for word, sides in found.items()}


def idiom_in_words(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "one-two punch", "cloud nine", "the eleventh hour"."""
    sides = _phrases().get(match.group().lower())
    if sides is None:
        return None
    end = match.end()
    before, behind = site.before[-24:].lower(), site.window_after(end, 32).lower()
    for left, rest, right in sides:
        if behind.startswith(rest + right) and before.endswith(left) and _is_whole(behind, len(rest + right)):
            return site.no_figure("idiom", site.start, end + len(rest), "idiom")
    return None


def _is_whole(text: str, end: int) -> bool:
    """Whether no word goes on at a place."""
    return not (text[:end][-1:].isalpha() and text[end : end + 1].isalpha())


def labelled_word(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "Phase two will", "in chapter five": a number in words behind a word that it only numbers."""
    end, data = match.end(), lexicon().label_data
    words = site.before.split()[-2:]
    if not words or words[-1].lower() not in data["labels_of_words"] or site.before[-1:] not in (" ", "\u00a0"):
        return None
    opens = len(words) == 1 or words[0][-1] in ".!?:;"
    if not words[-1][0].isupper() and (opens or words[0].lower() not in data["before_a_labelled_word"]):
        return None
    noun = counted_noun(site, end)
    if (
        site.text[end : end + 1] == "-"
        or (noun is not None and noun.is_plural)
        or _AND_ON.match(site.text, end, site.end)
    ):
        return None
    return site.no_figure("labelled word", site.start, end)


def number_in_a_name(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "the Big Ten", "their Kick Six game": two large words in the midst of small ones, the second a number."""
    if _NAME_BEFORE.search(site.before[-32:]) is None or not _GOES_ON_SMALL.match(site.text, match.end(), site.end):
        return None
    return site.no_figure("number in a name", site.start, match.end())
