"""What every word of a sentence is to one small table: a header, a cell, a date, a figure, a word that compares.

A sentence is only judged by selecting rows where each of its words is one of these or carries no meaning of its own:
a word that nothing explains may narrow the rows down in a way that the table does not show.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from factcheck.languages.en.stems import stem, stop_words
from factcheck.languages.words import load_words
from factcheck.linking.columns import Day, is_year, months_by_name
from factcheck.linking.grids import Grid
from factcheck.linking.headers import in_other_words, is_short_for, spellings
from factcheck.linking.items import Item, Parsed, Sort
from factcheck.linking.numbered import Named, nations, numbered, scores
from factcheck.model import Claim, Kind
from factcheck.reference.normalise import Token

MOST_TOKENS = 60  # of a sentence; a longer one says more than can be explained
MOST_PLACES = 400  # cells that a word may stand in; one in more tells nothing
_LAST_DAY = 31


def parse(tokens: Sequence[Token], figures: Sequence[Claim], grid: Grid) -> Parsed | None:
    """Tell what each word of a sentence is; None for a sentence that is too long."""
    if not 1 < len(tokens) <= MOST_TOKENS:
        return None
    return Parsed(grid, tuple(tokens), _of_years(tuple(_Labeller(tokens, figures, grid).items())))


def _of_years(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Tell headers apart by the only year of a sentence: "the population in 2011" is of "Population (2011)"."""
    dates = [item for item in items if item.day is not None and item.day.year]
    if len(dates) != 1 or dates[0].day != Day(dates[0].day.year if dates[0].day else 0):
        return items
    year = dates[0].text
    told = {
        item: tuple(column for column in item.columns if year in column.words_of_name)
        for item in items
        if item.sort is Sort.HEAD
    }
    if not any(told.values()):
        return items
    changed = {item: replace(item, columns=columns) for item, columns in told.items() if columns}
    return tuple(replace(item, sort=Sort.FREE) if item is dates[0] else changed.get(item, item) for item in items)


def has_ordering_word(tokens: Sequence[Token]) -> bool:
    """Whether a sentence has a word that may order rows: "highest", "more", "before"."""
    return any(token.norm in _ordering() for token in tokens)


@cache
def _ordering() -> frozenset[str]:
    keys = ("largest", "smallest", "larger", "smaller", "later", "sooner")
    return frozenset(word for key in keys for word in load_words("selecting")[key])


class _Labeller:
    def __init__(self, tokens: Sequence[Token], figures: Sequence[Claim], grid: Grid) -> None:
        self.tokens = tokens
        self.stems = [_stem_of(token) for token in tokens]
        self.figures = figures
        self.grid = grid
        self.taken: list[Item | None] = [None] * len(tokens)

    def items(self) -> Iterator[Item]:
        found = [*self._titles(), *self._cells(), *self._named(), *self._heads()]
        longer = [item for item in found if item.last - item.first > 1]
        self._take(sorted(longer, key=_precedence))
        self._take(self._dates())
        self._take(self._figures())
        self._take(self._phrases(frozenset(item.first for item in found if _is_total(item))))
        self._take(sorted((item for item in found if item.last - item.first == 1), key=_precedence))
        self._take(self._plain())
        seen = -1
        for item in self.taken:
            if item is not None and item.first > seen:
                seen = item.first
                yield item

    def _take(self, items: Sequence[Item] | Iterator[Item]) -> None:
        for item in items:
            if all(self.taken[at] is None for at in range(item.first, item.last)):
                self.taken[item.first : item.last] = [item] * (item.last - item.first)

    def _text(self, first: int, last: int) -> str:
        return " ".join(token.text for token in self.tokens[first:last])

    def _item(self, sort: Sort, first: int, last: int, **said: object) -> Item:
        return Item(sort, first, last, self._text(first, last), **said)  # type: ignore[arg-type]

    def _titles(self) -> Iterator[Item]:
        for title in self.grid.titles:
            said = set(title)
            for first in [at for at, word in enumerate(self.stems) if word in said]:
                length = max(_run(self.stems, first, title, at) for at in range(len(title)))
                words = self.tokens[first : first + length]
                told = any(token.norm not in stop_words() for token in words)
                if told and (length > 1 or not words[0].norm.isdecimal() or is_year(words[0].norm)):
                    yield self._item(Sort.TITLE, first, first + length)

    def _cells(self) -> Iterator[Item]:
        for first, word in enumerate(self.stems):
            for column, rows in self.grid.outcomes.get(self.tokens[first].norm, ()):
                yield self._item(Sort.CELL, first, first + 1, rows=((column, rows),), is_whole=True)
            places = self.grid.postings.get(word, ())
            if not places or len(places) > MOST_PLACES:
                continue
            found: dict[int, tuple[int, bool, set[int]]] = {}
            for number, row, at in places:
                words = self.grid.columns[number].words[row]
                length = _run(self.stems, first, words, at)
                whole = length == len(words)
                best = found.get(number, (0, False, set()))
                if (length, whole) > best[:2]:
                    found[number] = (length, whole, {row})
                elif (length, whole) == best[:2]:
                    best[2].add(row)
            yield from self._cells_from(first, found)

    def _cells_from(self, first: int, found: dict[int, tuple[int, bool, set[int]]]) -> Iterator[Item]:
        """The cells that begin at a word: the longest of all columns, and in each the rows that hold those words."""
        longest = max(length for length, _, _ in found.values())
        words = self.tokens[first : first + longest]
        is_whole = longest > 1 and any(length == longest and whole for length, whole, _ in found.values())
        if not is_whole and all(token.norm in stop_words() or token.norm.isdecimal() for token in words):
            return
        if words[0].norm in stop_words() or words[-1].norm in stop_words():
            found = {number: said for number, said in found.items() if said[1]}
        rows, wholes = [], []
        for number, (length, whole, some) in found.items():
            if length == longest:
                column = self.grid.columns[number]
                held = {
                    row for row, texts in enumerate(column.words) if _holds(texts, self.stems[first : first + length])
                }
                rows.append((column, frozenset(some | held)))
                wholes.append(whole)
        if rows:
            yield self._item(Sort.CELL, first, first + longest, rows=tuple(rows), is_whole=any(wholes))

    def _heads(self) -> Iterator[Item]:
        amounts = _stems("amounts")  # "number" alone is not of the column "fleet number"
        headers = [(column, spellings(column)) for column in self.grid.columns]
        for first, word in enumerate(self.stems):
            is_empty = self.tokens[first].norm in stop_words()
            if self.tokens[first].norm.isdecimal():
                continue
            best: dict[int, tuple[int, float]] = {}
            for number, (_, spelt) in enumerate(headers):
                for words in spelt:
                    for at in range(len(words)):
                        length = _run(self.stems, first, words, at)
                        if length > is_empty and not (length < len(words) and length == 1 and word in amounts):
                            best[number] = max(best.get(number, (0, 0.0)), (length, length / len(words)))
            is_literal = bool(best)
            if not best and not is_empty and word not in amounts:
                for number, (column, _) in enumerate(headers):
                    share = in_other_words(word, self.tokens[first].norm, column)
                    if is_short_for(self.tokens[first].norm, column):
                        share, is_literal = 1.0, True
                    if share:
                        best[number] = (1, share)
            if best:
                top = max(best.values())
                columns = tuple(headers[number][0] for number, said in best.items() if said == top)
                span = (first, first + top[0])
                yield self._item(Sort.HEAD, *span, columns=columns, covers=top[1], is_sure=is_literal)

    def _dates(self) -> Iterator[Item]:
        at = 0
        while at < len(self.tokens):
            length, day = self._day_at(at)
            if day is not None:
                yield self._item(Sort.DATE, at, at + length, day=day)
            at += max(1, length)

    def _day_at(self, at: int) -> tuple[int, Day | None]:
        norms = [token.norm for token in self.tokens[at : at + 3]]
        month = months_by_name().get(norms[0], 0)
        if month and not (norms[0] in ("may", "march", "mar") and not self._beside_number(at)):
            day = _day_number(norms[1]) if len(norms) > 1 else 0
            rest = norms[2 if day else 1 : 3]
            year = int(rest[0]) if rest and is_year(rest[0]) else 0
            return 1 + bool(day) + bool(year), Day(year, month, day)
        if len(norms) > 1 and _day_number(norms[0]) and norms[1] in months_by_name():
            year = int(norms[2]) if len(norms) > 2 and is_year(norms[2]) else 0
            return 2 + bool(year), Day(year, months_by_name()[norms[1]], _day_number(norms[0]))
        if is_year(norms[0]) and not self._is_counted(at):
            return 1, Day(int(norms[0]))
        return 0, None

    def _beside_number(self, at: int) -> bool:
        """Whether "may" or "march" is a month here: after "in", "of" or beside a number."""
        before = self.tokens[at - 1].norm if at else ""
        after = self.tokens[at + 1].norm if at + 1 < len(self.tokens) else ""
        return before in ("in", "of", "during") or before.isdecimal() or _day_number(after) > 0 or is_year(after)

    def _is_counted(self, at: int) -> bool:
        """Whether a number of four digits is read as a figure, not as a year."""
        token = self.tokens[at]
        return any(
            figure.is_claim and figure.mention.start <= token.start < figure.mention.end for figure in self.figures
        )

    def _figures(self) -> Iterator[Item]:
        for figure in self.figures:
            quantity = figure.mention.quantity
            if quantity is None or not (figure.is_claim or figure.kind is Kind.RANK):
                continue
            inside = [at for at, token in enumerate(self.tokens) if covers(figure, token)]
            if inside and not self._is_any_one(inside):
                yield self._item(Sort.FIGURE, inside[0], inside[-1] + 1, claim=figure)

    def _is_told_apart(self, at: int) -> bool:
        """Whether times are the rows themselves, or of a date: "the years when Olsen was the coach", "month of May"."""
        after = self.tokens[at + 1].norm if at + 1 < len(self.tokens) else ""
        if self.stems[at] in _stems("times") and any(self._is_dated(place) for place in (at + 1, at + 2)):
            return True
        is_plural = self.tokens[at].norm != self.stems[at]
        return is_plural and self.stems[at] in _stems("times") and after in ("when", "where", "that", "which", "in")

    def _is_dated(self, at: int) -> bool:
        item = self.taken[at] if at < len(self.taken) else None
        return item is not None and (item.sort is Sort.DATE or (item.sort is Sort.CELL and item.is_whole))

    def _is_any_one(self, inside: Sequence[int]) -> bool:
        """Whether a figure only says "a": the one of "the most goals in one game"."""
        norms = [self.tokens[at].norm for at in (inside[0] - 1, inside[0]) if at >= 0]
        after = self.stems[inside[-1] + 1 : inside[-1] + 2]
        return norms in (["in", "1"], ["in", "one"]) and bool(_stems("row_nouns").intersection(after))

    def _named(self) -> Iterator[Item]:
        """The rows named by a noun with a number, by a score or by the people of a country."""
        marks = [(one.mention.start, one.mention.end) for one in self.figures if one.is_claim]
        named: list[Named] = [*numbered(self.tokens, self.grid, marks), *nations(self.tokens, self.grid)]
        named += scores(self.tokens, self.grid, [one.mention for one in self.figures])
        for one in named:
            yield self._item(Sort.CELL, one.first, one.last, rows=((one.column, one.rows),), is_whole=True)

    def _phrases(self, totals: frozenset[int]) -> Iterator[Item]:
        """The listed phrases; "average total" is of a column of totals, whose places are given, not a sum."""
        norms = tuple(token.norm for token in self.tokens)
        places: dict[str, list[int]] = {}
        for at, norm in enumerate(norms):
            places.setdefault(norm, []).append(at)
        for words, sort, way in _phrases():
            for first in places.get(words[0], ()):
                is_headed = sort is Sort.SUM and first in totals and first > 0 and norms[first - 1] in _beside_totals()
                if norms[first : first + len(words)] == words and not is_headed:
                    yield self._item(sort, first, first + len(words), way=way)

    def _plain(self) -> Iterator[Item]:
        nouns, people, sure = _stems("row_nouns"), _stems("people"), _stems("sure_nouns") | _stems("empty")
        for at, token in enumerate(self.tokens):
            is_sure = self.stems[at] in sure or token.norm in stop_words() or self._is_told_apart(at)
            if self.stems[at] in nouns | people:
                sort = Sort.NOUN
            elif self.stems[at] in _stems("restricting"):
                sort = Sort.BLOCK
            elif token.norm == "us" and (token.text != "us" or (at and self.tokens[at - 1].norm == "the")):
                sort = Sort.UNKNOWN  # the country, not the pronoun
            else:
                is_letter = len(token.norm) == 1 and token.norm.isalpha()
                is_sure = is_sure or is_letter
                sort = Sort.FREE if is_sure or self.stems[at] in _stems("neutral") else Sort.UNKNOWN
            yield self._item(sort, at, at + 1, is_sure=is_sure)


def _is_total(item: Item) -> bool:
    """Whether a word is all of a header."""
    return item.sort is Sort.HEAD and item.last - item.first == 1 and item.covers == 1.0


@cache
def _beside_totals() -> frozenset[str]:
    return frozenset(
        word for key in ("means", "medians", "largest", "smallest") for word in load_words("selecting")[key]
    )


def _stem_of(token: Token) -> str:
    return token.stem


def _precedence(item: Item) -> tuple[int, int]:
    order = {Sort.HEAD: 1, Sort.TITLE: 2, Sort.CELL: 3}[item.sort]
    return item.first - item.last, 0 if item.is_whole else order


def _run(stems: Sequence[str], first: int, words: Sequence[str], at: int) -> int:
    """How many words from a place of one text are those from a place of the other."""
    length = 0
    while first + length < len(stems) and at + length < len(words) and stems[first + length] == words[at + length]:
        length += 1
    return length


def _holds(words: Sequence[str], run: Sequence[str]) -> bool:
    return any(_run(run, 0, words, at) == len(run) for at in range(len(words) - len(run) + 1))


def covers(figure: Claim, token: Token) -> bool:
    """Whether a word is part of a figure or of its hedge."""
    mention = figure.mention
    if mention.start <= token.start < mention.end:
        return True
    hedge = mention.hedge_span
    return hedge is not None and hedge.start <= token.start < hedge.end


def _day_number(norm: str) -> int:
    digits = norm[:-2] if norm[-2:] in ("st", "nd", "rd", "th") else norm
    return int(digits) if digits.isdecimal() and 1 <= int(digits) <= _LAST_DAY else 0


@cache
def _phrases() -> tuple[tuple[tuple[str, ...], Sort, int], ...]:
    """The listed words that compare, add up or forbid, the longest first."""
    lists = (
        ("blocking", Sort.BLOCK, 0), ("single", Sort.SINGLE, 0), ("distinct", Sort.DISTINCT, 0), ("sums", Sort.SUM, 0),
        ("means", Sort.MEAN, 0), ("medians", Sort.MEDIAN, 0), ("largest", Sort.MOST, 1),
        ("smallest", Sort.MOST, -1), ("larger", Sort.MORE, 1),
        ("smaller", Sort.MORE, -1), ("whole", Sort.WHOLE, 0), ("over", Sort.MORE, 1),
    )  # fmt: skip
    found = [(tuple(phrase.split()), sort, way) for key, sort, way in lists for phrase in load_words("selecting")[key]]
    return tuple(sorted([*found, (("than",), Sort.THAN, 0)], key=lambda entry: -len(entry[0])))


@cache
def _stems(key: str) -> frozenset[str]:
    return frozenset(stem(word) for word in load_words("selecting")[key])


@cache
def listed() -> tuple[frozenset[str], frozenset[str]]:
    """The words that some list explains before every table: as they are written, and by their stems."""
    phrases = frozenset(word for words, _, _ in _phrases() for word in words)
    norms = stop_words() | phrases | months_by_name().keys() | load_words("selecting")["outcomes"].keys()
    keys = ("row_nouns", "people", "restricting", "sure_nouns", "empty", "neutral", "order_headers")
    return norms, frozenset().union(*map(_stems, keys))
