"""What the linker looks up in a store: entity names, the words of measures, and how rare those words are."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from factcheck.frozen import record
from factcheck.languages.words import word_set
from factcheck.linking.grids import Grid, grid_of
from factcheck.linking.strangers import Known, known_of
from factcheck.model import Fact, Unit
from factcheck.reference.index import LateNames
from factcheck.reference.measures import AS_ANOTHER, measure_stems
from factcheck.reference.normalise import Token
from factcheck.reference.series import Series
from factcheck.reference.store import ReferenceStore
from factcheck.reference.tables import DEFAULT_FIELD, Table

if TYPE_CHECKING:
    from factcheck.linking.evidence import UnitFits

__all__ = ["DEFAULT_FIELD", "EntityTarget", "Hit", "LinkIndex"]


@record
class EntityTarget:
    """An entity text of one column of one table; field DEFAULT_FIELD is the table's own entity."""

    table: str
    field: int
    text: str


@record
class Hit:
    """A place in the text that names an entity of a table."""

    start: int
    end: int
    target: EntityTarget
    score: float
    how: str


class LinkIndex:
    """Names and words of one store, made once for it; looking a text up takes time linear in the text."""

    def __init__(self, store: ReferenceStore) -> None:
        self.store = store
        self.series: tuple[Series, ...] = tuple(store.series)
        own = [_phrases(one) for one in self.series]
        others = [store.synonyms.of(phrases) for phrases in own]
        self.phrases = tuple(phrases + added for phrases, added in zip(own, others, strict=True))
        self.table_words = {table.name: _table_words(table) for table in store.tables}
        self.by_table: dict[str, list[Series]] = {table.name: [] for table in store.tables}
        for one in self.series:
            self.by_table.setdefault(one.table.name, []).append(one)
        self.grids: dict[str, Grid | None] = {}
        self._words: dict[str, Known | None] = {}
        self.names = LateNames(self._names_from, self._words_from)
        counts = Counter(stem for phrases in self.phrases for stem in frozenset().union(*phrases))
        self._rarity = {stem: _rarity(count, len(self.series)) for stem, count in counts.items()}
        self.stems = tuple(frozenset().union(*phrases) for phrases in self.phrases)
        self.weighed = tuple(
            (*map(self._weight, phrases), *(self._weight(phrase) / AS_ANOTHER for phrase in added))
            for phrases, added in zip(own, others, strict=True)
        )
        self._with_stem: dict[str, list[tuple[int, int, float]]] = {}
        for position, phrases in enumerate(self.phrases):
            for name, phrase in enumerate(phrases):
                for stem in phrase:
                    self._with_stem.setdefault(stem, []).append((position, name, self.rarity(stem)))
        self.unit_fits: dict[Unit | None, UnitFits] = {}  # filled by `evidence`
        self.known_words: dict[str, frozenset[str]] = {}  # of tables, filled by `unknown_subjects`

    def _names_from(self, words: Sequence[str]) -> Iterator[tuple[str, EntityTarget, float, str]]:
        for table, shelf in zip(self.store.tables, self.store.shelves, strict=True):
            for name, field, text, score, how in shelf.names_from(words):
                yield name, EntityTarget(table.name, field, text), score, how

    def _words_from(self, halves: Sequence[str]) -> Iterable[tuple[str, str]]:
        return chain.from_iterable(shelf.words_from(halves) for shelf in self.store.shelves)

    def _weight(self, phrase: frozenset[str]) -> float:
        """The rarity of all words of a measure's name; more is asked of a synonym."""
        return sum(self.rarity(stem) for stem in sorted(phrase))

    def with_any(self, stems: Iterable[str]) -> set[int]:
        """Positions of the series that have one of these words in a name."""
        return {position for stem in stems for position, *_ in self.names_with(stem)}

    def names_with(self, stem: str) -> Sequence[tuple[int, int, float]]:
        """The names that have a word: their series' position, their place among its names, and the word's rarity."""
        return self._with_stem.get(stem, ())

    @cached_property
    def of_years(self) -> frozenset[int]:
        """The positions of the series that hold years in which something was: founded, built, opened."""
        return frozenset(position for position, one in enumerate(self.series) if _holds_years(one))

    @cached_property
    def single(self) -> frozenset[int]:
        """The positions of the series that need no name: the only ones of their tables, or headed by periods alone."""
        return frozenset(
            at for at, one in enumerate(self.series) if len(self.by_table[one.table.name]) == 1 or _is_nameless(one)
        )

    @cached_property
    def by_full_name(self) -> Mapping[frozenset[str], tuple[int, ...]]:
        """The positions of the series by all the words of each of their names."""
        found: dict[frozenset[str], dict[int, None]] = {}
        for position, one in enumerate(self.series):
            for words in one.stems:
                if words:
                    found.setdefault(frozenset(words.split("\n")), {})[position] = None
        return {stems: tuple(positions) for stems, positions in found.items()}

    def positions_of(self, fact: Fact) -> tuple[int, ...]:
        """Positions of the series that a fact belongs to."""
        return tuple(
            at for at, one in enumerate(self.series) if one.table.name == fact.table and one.measure == fact.measure
        )

    def rarity(self, stem: str) -> float:
        """How much a word of a measure's name tells it from other measures: 1 for a word of one series only."""
        return self._rarity.get(stem, 1.0)

    def grid(self, table: Table) -> Grid | None:
        """A small table as a grid, made when it is first asked for; None for a large one."""
        if table.name not in self.grids:
            self.grids[table.name] = grid_of(table)
        return self.grids[table.name]

    def words_of(self, table: Table) -> Known | None:
        """The words that a small table explains, looked up when they are first asked for; None for a large one."""
        if table.name not in self._words:
            self._words[table.name] = known_of(table)
        return self._words[table.name]

    def hits(self, tokens: tuple[Token, ...]) -> tuple[Hit, ...]:
        """All entity names in the tokens, in order."""
        found = self.names.find(tokens)
        return tuple(Hit(hit.start, hit.end, hit.target, hit.score, hit.how) for hit in found)  # type: ignore[arg-type]


def _is_nameless(series: Series) -> bool:
    """Whether the columns are headed by periods alone, so that the row's name says all there is to say."""
    return all(not field.measure for field in series.fields) and any(field.is_dated for field in series.fields)


def _holds_years(series: Series) -> bool:
    named = frozenset(series.measure.casefold().split())
    years = series.unit is not None and series.unit.name == "year"
    return years and not named.isdisjoint(word_set("linking", "year_words"))


def _rarity(count: int, total: int) -> float:
    return max(0.25, math.log(1 + total / count) / math.log(1 + total)) if total > 1 else 1.0


def _phrases(series: Series) -> tuple[frozenset[str], ...]:
    stems = [frozenset(filter(None, words.split("\n"))) for words in series.stems]
    told = [words for words in map(_undated, stems) if words]
    return tuple(dict.fromkeys(told or (words for words in stems if words)))


def _undated(stems: frozenset[str]) -> frozenset[str]:
    """A measure's words without dates: the "Years ended December 31" of a header says nothing of what is measured."""
    return frozenset(stem for stem in stems if not stem.isdigit() and stem not in word_set("linking", "date_stems"))


def _table_words(table: Table) -> frozenset[str]:
    return frozenset().union(*(measure_stems(text) for text in (table.title, *table.names) if text))
