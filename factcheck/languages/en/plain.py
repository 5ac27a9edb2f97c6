"""Plain amounts, read in one pass: "1,400", "5%", "$12 million", "60 km", with plain words or a stop around them.

Most figures are of this shape, and reading them with every question costs several times as much. Here the digits, a
scale word and a percent sign or unit are taken at once, where the words around tell that no other reader has a say:
no range goes on behind them, no second number, no hedge. Anything else is left to `amounts` and `figures`, which read
a plain amount alike (tests/unit/test_plain.py).
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from factcheck.grammar import UNREAD, Site
from factcheck.languages.en import questions
from factcheck.languages.en.amounts import Amount, percent_unit, with_percent, with_rate, with_unit_behind
from factcheck.languages.en.hedges import hedge_after
from factcheck.languages.en.lexicon import lexicon, trigger_classes, trigger_pattern
from factcheck.languages.en.money import scaled_codes
from factcheck.languages.en.reading_amounts import read_amount, with_front
from factcheck.languages.en.scale_letters import with_letters
from factcheck.languages.en.settled import (
    IS_WORD,
    MAY_BE_PERCENT,
    MAY_BE_UNIT,
    MAY_DIVIDE,
    MAY_HEDGE,
    MAY_HEDGE_BEHIND,
    MAY_JOIN,
    MAY_PAY,
    MAY_SCALE,
    MAY_SIGN,
    class_before,
    class_behind,
)
from factcheck.languages.en.shared_money import of_whom
from factcheck.languages.words import load_words
from factcheck.model import Span, Unit
from factcheck.numerals import ONE, Numeral, exact
from factcheck.units import unit_named
from factcheck.units.lexicon import lexicon as units
from factcheck.units.lexicon import units_named

_RUN = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})++|[0-9]{1,15}+)(?:\.([0-9]{1,9}+))?")
_STOPS = ".,;:!?)]"
_WORD_ENDS = " .,;:!?)]\n"
_FRONT = questions.SIGN | questions.CURRENCY
_LEAST_SCALE = 1000
_LONGEST_NAME = _CODE_LENGTH = 3
_LONGEST_WORD = 24
_SCALED_CODE = 7
_ANSWERED = {
    " ": frozenset({"number", "spaced"}),
    "": frozenset({"number", "attached"}),
    "-": frozenset({"number"}),
}
"""The guards of units that any digits with such a gap behind them answer."""

_FREE, _DIVIDES = 1, 2
_GOING_ON = frozenset("eExX")  # powers and fractions
_JOINED_WITHIN = 16  # where the second of two joined amounts begins
_ANYWAY = IS_WORD | MAY_BE_UNIT | MAY_JOIN | MAY_HEDGE_BEHIND
_WHOLES = frozenset({"percent", "percentage_points", "currency"})


def site_amount(site: Site) -> Amount | None:
    """The amount at a site's trigger, read once for all rules."""
    found: Amount | None = site.amount
    if found is UNREAD:
        found = plain_amount(site) if site.run_end > 0 else None
        if found is None:
            found = read_amount(site, site.start, site.floor)
        else:
            site.is_plain, site.number = True, found.numeral
        site.amount = found
    return found


def plain_amount(site: Site) -> Amount | None:
    """The amount at a site in digits if it is a plain one, so that nothing else belongs to it or is joined to it."""
    read = digits_of(site.text[site.start : site.run_end])
    if read is None or (site.start and site.text[site.start - 1] == "."):
        return None
    numeral = _scaled(site, *read)
    amount = None if numeral is None else _with_front(site, numeral)
    amount = None if amount is None else _with_unit(site, amount)
    if amount is None or amount.rate:
        return amount
    freedom = _freedom(site, amount)
    if freedom == _DIVIDES and amount.unit is not None:
        amount = with_rate(site, amount)
        return amount if amount.rate else None
    return amount if freedom == _FREE else None


@lru_cache(maxsize=16384)
def digits_of(run: str) -> tuple[Fraction, Fraction] | None:
    """The value of digits and what the last one stands for; None for digits that not everybody reads alike."""
    match = _RUN.fullmatch(run)
    return None if match is None else exact(match[1].replace(",", ""), match[2] or "")


def _scaled(site: Site, value: Fraction, quantum: Fraction) -> Numeral | None:
    """The number with its scale word; None where letters or signs touch the digits."""
    start, stop, text = site.start, site.run_end, site.text
    number = Span(start, stop)
    if stop < site.end and text[stop] == " ":
        word = site.word_behind(stop)
        factor = _factor(word)
        if factor is not None and text[stop + 1].isalpha():
            span = Span(stop + 1, site.behind_end)
            quantum = factor if quantum is ONE else quantum * factor
            value = Fraction(value.numerator * factor.numerator, value.denominator)
            return Numeral(start, span.end, value, quantum, factor, number, span)
    return Numeral(start, stop, value, quantum, ONE, number)


@lru_cache(maxsize=16384)
def _factor(word: str) -> Fraction | None:
    size = lexicon().words.scales.get(word, 0)
    return Fraction(size) if size >= _LEAST_SCALE else None


def _with_front(site: Site, numeral: Numeral) -> Amount:
    """The amount with its sign and currency; one sign that touches the digits behind a plain word is told by a look."""
    if site.settled & _FRONT == _FRONT:
        return Amount(numeral, numeral.start, numeral.end)
    at = site.start - 1
    unit = _currency(site, at)
    if unit is None:
        return with_front(site, numeral, site.floor, site.settled)
    return Amount(numeral, at, numeral.end, unit, Span(at, site.start), is_money=True)


def _currency(site: Site, at: int) -> Unit | None:
    """The currency whose sign stands here, behind a space and a word that can neither name it nor negate."""
    text = site.text
    unit = _sign(text[at]) if at > site.floor and text[at - 1] == " " else None
    if unit is None:
        return None
    words = text[max(site.block, at - _LONGEST_WORD) : at].rsplit(None, 1)
    word = words[-1].rstrip(",.;:") if words else ""
    if not word.isalpha() or class_before(word.lower()) & (MAY_SIGN | MAY_PAY):
        return None
    if len(word) <= _LONGEST_NAME and (word.isupper() or word in load_words("money")["split_dollars"]):
        return None
    site.is_unhedged = not class_before(word.lower()) & MAY_HEDGE
    return unit


@lru_cache(maxsize=64)
def _sign(character: str) -> Unit | None:
    """The currency that one sign before digits is."""
    name = units().prefixes.get(character)
    if name is None or character.isalpha() or character in units().large or character in units().guards:
        return None
    unit = unit_named(name)
    return unit if unit is not None and len(unit.name) == _CODE_LENGTH else None


def _with_unit(site: Site, amount: Amount) -> Amount | None:
    """The amount with its percent sign or unit; None where it may have one that takes a longer look."""
    text, position = site.text, amount.end
    character = text[position] if position < site.end else ""
    if character == "%" and amount.unit is None:
        sign = Span(position, position + 1)
        return Amount(amount.numeral, amount.start, sign.end, percent_unit(points=False), sign)
    if character.isalpha() or character == "-":
        return _with_close_unit(site, amount, character)
    if amount.unit is not None:
        return amount if amount.is_money else None
    if character != " ":
        return amount
    if text.startswith("%", position + 1):
        return with_percent(site, amount)
    word = site.word_behind(position)
    if not word or not text[position + 1].isalpha():
        return amount
    found = _with_word(site, amount, word, " ")
    if found is not None:
        return found
    classes = class_behind(word)
    if classes & MAY_BE_PERCENT and (percent := with_percent(site, amount)) is not None:
        return percent
    return _with_long_unit(site, amount, text[position + 1 : site.behind_end]) if classes & MAY_BE_UNIT else amount


def _with_close_unit(site: Site, amount: Amount, character: str) -> Amount | None:
    """Reads "60km", "7-inch", "$3.5bn": a unit, or the scale of money, that touches the digits."""
    word = site.word_behind(amount.end)
    if not word or character in _GOING_ON or amount.numeral.scale is not ONE:
        return None
    if amount.unit is None:
        return _with_word(site, amount, word, "" if character != "-" else "-")
    scaled = with_letters(site, amount) if amount.is_money and len(word) <= _CODE_LENGTH else amount
    return None if scaled is amount else scaled


def _with_word(site: Site, amount: Amount, word: str, gap: str) -> Amount | None:
    """The amount with the unit that the one word behind it is, if it is one whatever else the text says."""
    span = Span(amount.end + len(gap), site.behind_end)
    unit = _unit(site.text[span.start : span.end], gap, amount.numeral.scale is not ONE)
    if unit is None or _goes_on(site, word):
        return None
    is_money = unit.dimension == "currency"
    if is_money and len(unit.name) != _CODE_LENGTH:
        unit = of_whom(site, unit, amount.start, span.end)
    return Amount(amount.numeral, amount.start, span.end, unit, span, "", 0, None, is_money)


def _with_long_unit(site: Site, amount: Amount, written: str) -> Amount | None:
    """The amount with a unit of several words or with a guard; None behind letters that may scale it."""
    if len(written) <= _CODE_LENGTH or written[:_SCALED_CODE] in scaled_codes():
        return None
    found = with_unit_behind(site, amount)
    if found.unit is not None and found.is_money and len(found.unit.name) != _CODE_LENGTH:
        return None
    return found


@lru_cache(maxsize=16384)
def _unit(written: str, gap: str, is_scaled: bool) -> Unit | None:
    """The unit that one word behind digits and a gap is, whatever the text around says; None for all others."""
    data, table, lowered = units(), lexicon(), written.lower()
    names = data.signs.get(written)
    key = lowered if names is None else written
    names = data.words.get(lowered) if names is None else names
    guard = data.guards.get(key, "")
    if not names or (guard and guard not in _ANSWERED[gap]) or (is_scaled and (guard or len(names) > 1)):
        return None
    if class_behind(lowered) & MAY_BE_PERCENT or written in table.nouns_of_units or lowered in ("st", "x"):
        return None
    if not {written, lowered}.isdisjoint(table.scale_letters) or written in load_words("money")["lone_letters"]:
        return None
    if written[:_SCALED_CODE] in scaled_codes() or lowered in trigger_classes():
        return None
    unit = next(iter(units_named(names)), None)
    return None if unit is None or unit.dimension.startswith("currency/") else unit


def _goes_on(site: Site, word: str) -> bool:
    """Whether more words of one unit may follow its first."""
    data = units()
    if word not in data.beginnings:
        return False
    position = site.behind_end
    following = _WORD.match(site.text, position, site.end)
    written = f"{word} {following[1].lower()}" if following is not None else ""
    return following is None or written in data.beginnings or written in data.words or written in data.signs


_WORD = re.compile(r" ?([A-Za-z]++|[.,;:!?)\]])")


def _freedom(site: Site, amount: Amount) -> int:
    """Whether nothing behind an amount belongs to it or joins another to it, or it may be per something."""
    text, position, end = site.text, amount.end, site.end
    if position < end and text[position] == " ":
        word = site.word_behind(position)
        position += 1
        if word and text[position].isalpha():
            is_word = site.behind_end >= end or text[site.behind_end] in _WORD_ENDS
            return _freedom_before(site, amount, word) if is_word else 0
    if position >= end:
        return _FREE
    if text[position] not in _STOPS:
        return 0
    if text[position] == ")" and amount.start > site.block and text[amount.start - 1] == "(":
        return 0
    behind = text[position + 1 : min(end, position + 3)]
    return _FREE if not behind or behind[0] == "\n" or (behind[0] == " " and not behind[1:].isdigit()) else 0


def _freedom_before(site: Site, amount: Amount, word: str) -> int:
    if word in trigger_classes() or (amount.unit is not None and _says_again(site, amount, word)):
        return 0
    classes = class_behind(word)
    rest = classes & ~_ANYWAY
    if rest & (MAY_BE_PERCENT if amount.unit is None else 0):
        rest &= ~MAY_BE_PERCENT  # was asked
    if rest & MAY_DIVIDE:
        return _DIVIDES
    if rest & (~MAY_SCALE if word == "and" else -1):
        return 0
    if classes & MAY_JOIN and _may_join(site, amount, word):
        return 0
    return 0 if classes & MAY_HEDGE_BEHIND and hedge_after(site, amount.end) is not None else _FREE


def _says_again(site: Site, amount: Amount, word: str) -> bool:
    """Whether a word may name the currency once more, or make points of percent."""
    return word in _AGAIN or (amount.is_money and site.text[amount.end + 1].isupper())


def _may_join(site: Site, amount: Amount, word: str) -> bool:
    """Whether another amount may follow the word right behind this one."""
    if word == "of":
        return amount.unit is None or amount.unit.dimension not in _WHOLES
    stop = min(site.end, site.behind_end + _JOINED_WITHIN)
    return trigger_pattern().search(site.lowered, site.behind_end, stop) is not None


_AGAIN = frozenset({"us", "dollar", "dollars", "euro", "euros", "pound", "pounds", "yen", "points", "point"})
