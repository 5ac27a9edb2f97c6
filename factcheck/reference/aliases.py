"""What else the things named in a column of a table are called in prose, and how surely each name means them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache, cached_property

from factcheck.languages.en.stems import plural, singular, stop_words
from factcheck.reference.countries import countries, country_code, country_of_two_letters, country_words
from factcheck.reference.currency_names import currency_code, currency_names, is_currency_code
from factcheck.reference.normalise import normalize, words
from factcheck.reference.transliteration import name_articles, transliterations
from factcheck.reference.vocabulary import (
    aggregate_aliases,
    container_words,
    generic_words,
    header_styles,
    is_aggregate,
    legal_suffixes,
    place_words,
    spellings,
)
from factcheck.reference.words import month_names

Alias = tuple[str, str, float, str]  # a name, the entity's text, a score in [0, 1], how the name was made
_Form = tuple[str, float, str]

_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_AND = re.compile(r"\s+(?:and|or)\s+|\s*[&/,]\s*", re.IGNORECASE)
_MAX_SHORTENED = 8  # more words are a sentence, not a name
_MAX_LENGTH = 120  # more letters are, too

_WITHOUT_BRACKETS = 0.9
_LEGAL, _LEGAL_WORD, _LEGAL_ORDINARY = 0.95, 0.85, 0.5  # "Norvia Rail", "Norvia", "Target"
_INVERTED = 0.9
_BEFORE_COMMA = 0.8
_SPELLING = 0.95
_TRANSLITERATED = 0.9
_SURE_FORM = 0.7  # a form below it is too doubtful to be spelt in other ways as well
_UNSURE_CASE = 0.6  # "mercury" for the planet
_LEADING, _LEADING_WORD = 0.85, 0.75
_TRAILING, _TRAILING_WORD = 0.8, 0.7
_FIRST_PART, _OTHER_PART = 0.75, 0.5
_HEAD_PHRASE, _HEAD_WORD = 0.7, 0.5
_OTHER_NUMBER = 0.95  # singular for plural and the other way about
_AGGREGATE = 0.8
_CURRENCY, _BARE_CURRENCY, _CURRENCY_CODE = 0.9, 0.75, 0.9  # "Swiss franc", "dollar", "CHF"
_CODE_COLUMN = 0.9  # a column of codes mostly stands beside one of names


class _Style(Enum):
    """How a column writes its names: as proper names, as common nouns, or one cannot tell."""

    PROPER = "proper"
    COMMON = "common"
    UNSURE = "unsure"


def entity_names(texts: Sequence[str], header: str = "") -> Iterator[Alias]:
    """Every name for the entities of one column: (name, entity text, score, how), the text itself first with 1.0.

    A name with capitals is a proper name and asks for capitals in a draft; a name in small letters does not. Where the
    texts cannot tell which they are ("Herring", "Mercury"), the column's header may ("Species", "Planet").

    >>> [(name, how) for name, entity, score, how in entity_names(["Halden Rovers", "Saltby Town"]) if score < 0.8]
    [('Halden', 'short form'), ('Rovers', 'short form'), ('Saltby', 'short form')]
    """
    column = _Column(tuple(dict.fromkeys(text for text in texts if not _is_period(text))), header)
    for entity in column.texts:
        best: dict[str, _Form] = {}
        for form in _forms(entity, column):
            known = best.get(form[0])
            if known is None or known[1] < form[1]:
                best[form[0]] = form
        for name, score, how in best.values():
            yield name, entity, round(score, 4), how


@cache
def _period_words() -> re.Pattern[str]:
    return re.compile(rf"(?:q[1-4]|h[12]|fy|[\W\d_]|{month_names()})*", re.IGNORECASE)


def _is_period(text: str) -> bool:
    """Whether a text names a time and nothing else; "MAR" alone is Morocco."""
    return (len(text) > 3 or not text.isalpha()) and _period_words().fullmatch(text) is not None


@dataclass(frozen=True)
class _Column:
    """The entity texts of a column together: a short form must mean one of them only."""

    texts: tuple[str, ...]
    header: str = ""

    @cached_property
    def owners(self) -> Counter[str]:
        """In how many entities each word stands."""
        return Counter(word for text in self.texts for word in set(normalize(text).split()))

    @cached_property
    def runs(self) -> Counter[str]:
        """In how many entities each run of words stands at the beginning or at the end."""
        return Counter(run for text in self.texts for run in _end_runs(normalize(text).split()[:_MAX_SHORTENED]))

    @cached_property
    def style(self) -> _Style:
        """The style most of the names have, else what the header tells."""
        votes = Counter(style for text in self.texts if (style := _style(text)) is not _Style.UNSURE)
        if not votes and self.holds_countries:
            return _Style.PROPER
        if not votes:
            return _Style(header_styles().get(singular(normalize(self.header)), _Style.UNSURE.value))
        return votes.most_common(1)[0][0]

    @cached_property
    def holds_countries(self) -> bool:
        """Whether at least half of the names are countries' names."""
        return sum(1 for text in self.texts if country_code(text)) * 2 >= len(self.texts)

    @cached_property
    def holds_two_letter_codes(self) -> bool:
        """Whether all names are two-letter country codes."""
        return bool(self.texts) and all(country_of_two_letters(text) for text in self.texts)

    @cached_property
    def holds_currencies(self) -> bool:
        """Whether all names, and more than one, are currencies' codes or names: "ALL" alone is a word."""
        return len(self.texts) > 1 and all(is_currency_code(text) or currency_code(text) for text in self.texts)

    @cached_property
    def holds_loud_names(self) -> bool:
        """Whether all names are in capitals, so that capitals tell nothing."""
        longest = max(self.texts, key=len, default="")
        return len(longest) > 5 and all(text == text.upper() for text in self.texts)

    def is_unique(self, run: Sequence[str]) -> bool:
        """Whether a short form means one entity of the column and nothing else that is known."""
        norm = " ".join(run)
        if len(run) > 1:
            return self.runs[norm] == 1
        return self.owners[norm] == 1 and norm not in country_words()


def _end_runs(parts: Sequence[str]) -> set[str]:
    heads = {" ".join(parts[:end]) for end in range(1, len(parts) + 1)}
    return heads | {" ".join(parts[start:]) for start in range(1, len(parts))}


def _style(text: str) -> _Style:
    """The style of one name by its words after the first; all in small letters is a common noun."""
    parts = words(_BRACKETS.sub("", text))
    tail = [part for part in parts[1:] if part.casefold() not in stop_words() and part[0].isalpha()]
    belongs = place_words() | legal_suffixes()
    if any(part[0].isupper() for part in tail) or (tail and belongs.issuperset(tail)):
        return _Style.PROPER
    return _Style.COMMON if tail or not any(part[0].isupper() for part in parts) else _Style.UNSURE


def _forms(entity: str, column: _Column) -> Iterator[_Form]:
    if not normalize(entity):
        return
    if is_aggregate(entity):
        yield from _aggregate_forms(entity)
        return
    written = _titled(entity) if column.holds_loud_names else entity
    style = _style(written)
    style = column.style if style is _Style.UNSURE else style
    if len(entity) > _MAX_LENGTH:
        yield entity, 1.0, "exact"
        return
    for name, score, how in _written_forms(written, style, column):
        if style is not _Style.COMMON or name == entity:
            yield name, score, how
        if style is not _Style.PROPER:
            yield from _small_forms(_lowered(name), score if style is _Style.COMMON else min(score, _UNSURE_CASE), how)
        for respelt in _respelt(name):
            yield respelt, score * _SPELLING, "alias"
        if style is not _Style.COMMON and score >= _SURE_FORM:
            yield from ((other, score * _TRANSLITERATED, "spelling") for other in _transliterated(name, column))
    yield from _country_forms(entity, column)
    if column.holds_currencies:
        yield from _currency_forms(entity)


def _small_forms(name: str, score: float, how: str) -> Iterator[_Form]:
    yield name, score, how
    if name[-1].isalpha() and name[-1].islower():
        yield _other_number(name), score * _OTHER_NUMBER, "plural"


def _aggregate_forms(entity: str) -> Iterator[_Form]:
    yield entity, 1.0, "exact"
    if not country_code(entity) and not entity.isupper():
        yield _lowered(entity), 0.9, "exact"
    for alias in aggregate_aliases().get(normalize(entity), ()):
        yield alias, _AGGREGATE, "alias"


def _written_forms(entity: str, style: _Style, column: _Column) -> Iterator[_Form]:
    yield entity, 1.0, "exact"
    plain = _BRACKETS.sub("", entity).strip()
    if plain != entity and normalize(plain):
        yield plain, _WITHOUT_BRACKETS, "short form"
    for inside in _BRACKETS.findall(entity):
        if 1 < len(inside) <= 6 and inside.isupper():
            yield inside, _WITHOUT_BRACKETS, "code"
    head, comma, tail = plain.partition(", ")
    if comma and not country_code(entity):
        yield f"{tail} {head}", _INVERTED, "alias"
        if column.runs[normalize(head)] == 1:
            yield head, _BEFORE_COMMA, "short form"
    short = _without_legal_suffix(plain)
    if short != plain:
        yield short, _legal_score(short), "alias"
    if short.casefold().startswith("the ") and len(short) > 6:
        short = short[4:]
        yield short, _LEGAL, "alias"
    if not country_code(entity):
        yield from _shortened(short, style, column)


def _legal_score(short: str) -> float:
    if " " in short:
        return _LEGAL
    return _LEGAL_ORDINARY if normalize(short) in generic_words() else _LEGAL_WORD


def _without_legal_suffix(name: str) -> str:
    parts = name.replace(",", " ").split()
    kept = list(parts)
    while len(kept) > 1 and (normalize(kept[-1]) in legal_suffixes() or kept[-1] in {"&", "and"}):
        kept.pop()
    return " ".join(kept) if len(kept) < len(parts) else name


def _titled(name: str) -> str:
    return " ".join([part.lower() if _is_small(part) else part.title() for part in name.split()])


def _lowered(name: str) -> str:
    return " ".join([part if len(part) > 1 and part.isupper() else part.lower() for part in name.split()])


def _other_number(name: str) -> str:
    head, blank, last = name.rpartition(" ")
    one = singular(last.casefold())
    return head + blank + (one if one != last.casefold() else plural(last))


def _respelt(name: str) -> Iterator[str]:
    parts = name.split()
    for place, part in enumerate(parts):
        for other in spellings().get(normalize(part), ()):
            yield " ".join([*parts[:place], other if part[0].isupper() else other.lower(), *parts[place + 1 :]])
    for place in range(len(parts) - 1):
        for other in spellings().get(normalize(" ".join(parts[place : place + 2])), ()):
            yield " ".join([*parts[:place], other, *parts[place + 2 :]])


def _transliterated(name: str, column: _Column) -> Iterator[str]:
    """The name with one word in another system's spelling, unless the column has another thing spelt so."""
    parts = name.split()
    for place, part in enumerate(parts if len(parts) <= _MAX_SHORTENED else ()):
        head, hyphen, tail = part.partition("-")
        others = [other + hyphen + tail for other in transliterations(head)]
        others += [head + hyphen + other for other in transliterations(tail)] if tail else []
        for other in others:
            new = set(normalize(other).split()) - set(normalize(part).split()) - name_articles()
            if not any(column.owners[word] for word in new):
                yield " ".join([*parts[:place], other, *parts[place + 1 :]])


def _shortened(name: str, style: _Style, column: _Column) -> Iterator[_Form]:
    parts = name.split()
    if not 1 < len(parts) <= _MAX_SHORTENED:
        return
    if style is _Style.PROPER:
        yield from _proper_short_forms(parts, column)
    else:
        yield from _parts_of_and(name, column)
        yield from _head_nouns(parts, column)


def _proper_short_forms(parts: Sequence[str], column: _Column) -> Iterator[_Form]:
    for size in range(1, len(parts)):
        if _may_stand(parts[:size], column) and not _is_small(parts[size - 1]):
            yield " ".join(parts[:size]), _LEADING if size > 1 else _LEADING_WORD, "short form"
        tail = parts[-size:]
        if _may_stand(tail, column) and not _is_small(tail[0]):
            score = (_TRAILING if size > 1 else _TRAILING_WORD) * (0.7 if _is_small(parts[-size - 1]) else 1.0)
            yield " ".join(tail), score, "short form"


def _parts_of_and(name: str, column: _Column) -> Iterator[_Form]:
    parts = _AND.split(name)
    for place, part in enumerate(parts if len(parts) > 1 else ()):
        norms = normalize(part).split()
        if norms and not _is_small(norms[-1]) and column.is_unique(norms):
            yield part, _OTHER_PART if place else _FIRST_PART, "short form"


def _head_nouns(parts: Sequence[str], column: _Column) -> Iterator[_Form]:
    if any(_is_small(part) for part in parts):
        return
    for size in range(1, len(parts)):
        tail = parts[-size:]
        if _may_stand(tail, column):
            yield " ".join(tail), _HEAD_PHRASE if size > 1 else _HEAD_WORD, "short form"
    if normalize(parts[-1]) in container_words() and _may_stand(parts[:-1], column):
        yield " ".join(parts[:-1]), _HEAD_PHRASE, "short form"


def _is_small(word: str) -> bool:
    return normalize(word) in stop_words() or word == "&"


def _may_stand(parts: Sequence[str], column: _Column) -> bool:
    """Whether part of a name can stand for the whole: telling words, in this entity only."""
    norms = [norm for part in parts for norm in normalize(part).split()]
    telling = [norm for norm in norms if len(norm) > 2 and norm.isalpha() and not _is_common(norm)]
    return bool(telling) and column.is_unique(norms)


def _is_common(norm: str) -> bool:
    return norm in generic_words() or norm in stop_words() or norm in legal_suffixes()


def _currency_forms(entity: str) -> Iterator[_Form]:
    code = currency_code(entity) or entity
    yield code, _CURRENCY_CODE, "code"
    yield from ((name, _CURRENCY if " " in name else _BARE_CURRENCY, "alias") for name in currency_names(code))


def _country_forms(entity: str, column: _Column) -> Iterator[_Form]:
    plain = _BRACKETS.sub("", entity).strip()
    code, share = country_code(entity), _CODE_COLUMN if len(entity) <= 3 else 1.0
    if not code and column.holds_two_letter_codes:
        code, share = country_of_two_letters(entity), _CODE_COLUMN
    if not code and plain != entity:
        code, share = country_code(plain), _WITHOUT_BRACKETS
    for name in countries().get(code, ()):
        yield name.name, name.score * share, name.how
