"""What stands right around a trigger: characters, and the classes of the words next to it, by which rules wake.

Everything here is a superset: a rule may wake and find nothing, it must not sleep where it would have found something.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from factcheck.grammar import DIGITS, Signs, Site, Trigger
from factcheck.languages.en.lexicon import Lexicon, lexicon
from factcheck.languages.en.settled import MAY_BE_UNIT, class_before, class_behind
from factcheck.patterns import lazy

# Classes of the word in front of a number, as bits.
MONTH, LABEL, AGED, LIMIT, FISCAL, VERSION, NUMBER_MARK = (1 << n for n in range(7))
ARTICLE, ERA, PHONE, BEING, HOUR, OLD_YEAR, BOOK, PER, LISTING = (1 << n for n in range(7, 16))
# Classes of the word behind one.
MONTH_NEXT, JOIN, ORDINAL_END, CLOCK, AGE_UNIT, ERA_NEXT, PARTS, FRACTION, POWER, SCALE, NAMED, OVER = (
    1 << n for n in range(12)
)
WAKING = (1 << 20) - 1
"""All of these; the classes above them settle questions (see `settled`)."""

# What a block holds somewhere.
PLUS_MINUS, ZERO, APERTURE, EVERY_POUND = (1 << n for n in range(4))

_AROUND = re.compile(r"(?P<run>\d++(?:[.,]\d++)*+)(?P<gap>[\s\u00a0]{0,3})(?:[-‐‑–]\s{0,2})?(?P<word>[A-Za-z]++)?")
_MARKS = (
    (PLUS_MINUS, ("±", "+/", " or take ", " or minus ")),
    (ZERO, ("zero", "frost", "freezing")),
    (APERTURE, (" f/",)),
)
_EVERY_POUND = re.compile(r"\b(?:every|each|the)\s(?:pound|dollar|euro|franc|rupee|[£€$])")


def _class_of(character: str) -> str:
    """The class of a character: itself, or " ", "a", "A" and "0" for spaces, letters and digits."""
    if character.isspace():
        return " "
    if character.isalpha():
        return "A" if character.isupper() else "a"
    return "0" if character.isdigit() else character


def _classes(members: Iterable[tuple[Iterable[str], int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for words, bit in members:
        for word in words:
            found[word] = found.get(word, 0) | bit
    return found


@cache
def words_before() -> dict[str, int]:
    """The classes of a word in front of a number, in lower case and without the marks around it."""
    table: Lexicon = lexicon()
    return _classes(
        [
            (table.months, MONTH),
            ((label.strip(".") for label in (*table.labels, *table.plural_labels)), LABEL),
            ((f"{maker}{end}" for maker in table.label_data["makers"] for end in ("'s", "’s")), LABEL),
            (table.label_data["books"], BOOK),
            (table.before_an_age, AGED),
            (table.before_a_limit, LIMIT),
            (table.calendar["before_an_old_year"], OLD_YEAR),
            *((table.label_data["wakes"][name], bit) for name, bit in _BEFORE.items()),
            ((era.lower().strip(".") for era in table.calendar["eras_before"]), ERA),
        ]
    )


@cache
def words_after() -> dict[str, int]:
    """The classes of a word behind a number, in lower case."""
    table = lexicon()
    return _classes(
        [
            (table.months, MONTH_NEXT),
            (table.words.fractions, FRACTION),
            (table.words.scales, SCALE),
            (table.words.groups, SCALE),
            *((table.label_data["wakes"][name], bit) for name, bit in _AFTER.items()),
            ((kind.partition(" ")[0] for kind in table.label_data["kinds_named_by_number"]), NAMED),
            ((era.lower().partition(".")[0] for era in table.calendar["eras"]), ERA_NEXT),
        ]
    )


_BEFORE = {
    "phone": PHONE,
    "fiscal": FISCAL,
    "version": VERSION,
    "number mark": NUMBER_MARK,
    "article": ARTICLE,
    "rate": PER,
    "being": BEING,
    "hour": HOUR,
    "listing": LISTING,
}
_AFTER = {
    "join": JOIN,
    "ordinal end": ORDINAL_END,
    "clock": CLOCK,
    "age unit": AGE_UNIT,
    "parts": PARTS,
    "over": OVER,
    "power": POWER,
}


_CLASS = {chr(code): _class_of(chr(code)) for code in range(128)}
_LENGTHS = (0, 1, 2, 3, 4, 5, 5, 5, 8, 8, *[10] * 20)
_LONG = 40
_LAST_LETTERS = lazy(r".*[\W\d_](?=[a-z])", re.DOTALL)
_FAR = 3  # spaces


def _character(text: str, position: int) -> str:
    character = text[position]
    return _CLASS.get(character) or _class_of(character)


def block_marks(text: str, start: int, end: int) -> int:
    """Which rare marks text[start:end] holds; rules that need one sleep in all other blocks."""
    found = 0
    for mark, phrases in _MARKS:
        for phrase in phrases:
            if text.find(phrase, start, end) >= 0:
                found |= mark
    return found if _EVERY_POUND.search(text, start, end) is None else found | EVERY_POUND


def signs_of(site: Site, triggers: frozenset[Trigger], marks: int) -> Signs:
    """The signs around a site's trigger."""
    text, start, end = site.text, site.start, site.end
    before = _character(text, start - 1) if start > site.block else ""
    word_before = _before(site.last_word) if before else 0
    around = _AROUND.match(text, start, end)
    if around is None or triggers is not DIGITS:
        return Signs(triggers, before, False, "", "", word_before, 0, 0, 0, marks)
    run, gap, word = around.groups()
    stop = site.run_end = around.end(1)
    after = then = _character(text, stop) if stop < end else ""
    if gap:
        stop += len(gap)
        then = _character(text, stop) if stop < end else ""
    word_after = 0
    if word:
        stop = around.end()
        if len(gap) < _FAR:
            site.hear(site.run_end, word.lower(), stop)
        word_after = _behind(word.lower())
        if stop < end and not text[stop].isascii():
            word_after |= MAY_BE_UNIT
    size = len(run)
    return Signs(
        triggers,
        before,
        before == " " and start - 1 > site.block and text[start - 2] == ",",
        after,
        then,
        word_before,
        word_after,
        _LENGTHS[size] if size < len(_LENGTHS) else _LONG,
        (2 if run.count(".") > 1 else 1) if size > 2 and "." in run else 0,
        marks,
    )


@lru_cache(maxsize=16384)
def _before(word: str) -> int:
    named = LABEL if "&" in word or "§" in word else 0
    if not word.isalpha():
        named |= words_before().get(_LAST_LETTERS.sub("", word), 0) & LABEL  # "book.html:table 2"
    return words_before().get(word, named) | class_before(word)


@lru_cache(maxsize=16384)
def _behind(word: str) -> int:
    return words_after().get(word, 0) | class_behind(word)
