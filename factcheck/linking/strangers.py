"""Words that nothing in a small table explains: a quick look before a sentence is worked out in it word by word.

Most sentences have several of them before most tables, and then no row of the table can decide a figure of theirs.
A word counts as a stranger only if `labels` would leave it unexplained; the other way round it need not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from factcheck.languages.en.stems import stop_words
from factcheck.languages.words import load_words, word_set
from factcheck.linking.grids import is_small
from factcheck.linking.labels import covers, listed
from factcheck.model import Claim, Kind
from factcheck.reference.measures import measure_stems
from factcheck.reference.normalise import Token, tokenize
from factcheck.reference.tables import Table

_LETTER = re.compile(r"[^\W\d_]")
_COUNTED = re.compile(r"\d ([a-z]+)", re.IGNORECASE)


class Known:
    """The words that a small table, or a list, explains."""

    def __init__(self, table: Table) -> None:
        headers = [text for field in table.fields for text in (field.name, field.title, field.measure, *field.names)]
        titles = (table.title, table.entity, *table.names)
        cells = {text for row in table.rows for text in row if _LETTER.search(text)}
        self._stems = frozenset(token.stem for text in {*headers, *titles, *cells} for token in tokenize(text))
        counted = {word.casefold() for text in cells for word in _COUNTED.findall(text)}  # as `embedded` takes them
        self._measures = frozenset().union(*map(measure_stems, {*headers, *counted}))
        signs = (word for words in load_words("selecting")["header_signs"].values() for word in words)
        self._stems |= {token.stem for word in signs for token in tokenize(word)}
        self._short = tuple(short for text in headers if (short := text.strip(" .").casefold()).isalpha())
        self._known: dict[str, bool] = {}

    def explains(self, token: Token) -> bool:
        """Whether a word may be more than an unexplained one; a name always may, of a row by its people, say."""
        if token.capital:
            return True
        known = self._known.get(token.norm)
        if known is None:
            known = self._known[token.norm] = self._explains(token.norm, token.stem)
        return known

    def _explains(self, norm: str, stem: str) -> bool:
        norms, stems = listed()
        if norm in norms or stem in stems or stem in self._stems or norm.startswith(self._short):
            return True
        if len(norm) == 1 or norm == "us" or not norm.isalpha():
            return True  # a number or a date, perhaps, and what only its neighbours tell
        called: Mapping[str, Sequence[str]] = load_words("selecting")["measures_of"]
        names = (norm, *called.get(norm, ()), *called.get(stem, ()))
        return not self._measures.isdisjoint(frozenset().union(*map(measure_stems, names)))


def known_of(table: Table) -> Known | None:
    """What a table explains; None for one that is too large to be read through."""
    return Known(table) if is_small(table) else None


def are_many(tokens: Sequence[Token], figures: Sequence[Claim], known: Known, most: int, most_runs: int) -> bool:
    """Whether more than so many words, or runs of them, are strangers in every part that a figure is told in.

    The parts are those that `statements` may part a sentence into; words that order rows are told by all of it.
    """
    parts = list(_parts(tokens))
    told = [part for part in parts if any(_is_in(figure, part) for figure in figures)]
    return all(_has_more(part, figures, known, most, most_runs) for part in told or [tokens])


def _parts(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    first = 0
    for at, token in enumerate(tokens):
        if token.norm in word_set("selecting", "joining"):
            yield tokens[first:at]
            first = at + 1
    yield tokens[first:]


def _is_in(figure: Claim, part: Sequence[Token]) -> bool:
    told = figure.mention.quantity is not None and (figure.is_claim or figure.kind is Kind.RANK)
    return told and any(figure.mention.start <= token.start < figure.mention.end for token in part)


def _has_more(part: Sequence[Token], figures: Sequence[Claim], known: Known, most: int, most_runs: int) -> bool:
    found, runs, is_open = 0, 0, False
    for token in part:
        if token.norm in stop_words() and token.norm != "us":
            is_open = False  # never left unexplained, so that it parts two runs
        elif not known.explains(token) and not any(covers(figure, token) for figure in figures):
            found, runs, is_open = found + 1, runs + (not is_open), True
            if found > most or runs > most_runs:
                return True
    return False
