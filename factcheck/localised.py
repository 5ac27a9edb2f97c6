"""The mentions of a document in the way that its locale writes numbers and dates."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from factcheck.document import Document
from factcheck.extraction import extract_mentions
from factcheck.locales import (
    AMBIGUOUS_DATE,
    ENGLISH,
    Locale,
    UnknownLocaleError,
    english_separators,
    find_locale,
    locale_of_numbers,
)
from factcheck.model import Grain, Mention, Period

_DIGITS = re.compile(r"\d+")


def located(document: Document, asked: str | None = None) -> tuple[Document, Locale]:
    """A document with its locale: the one asked for, declared, or shown by its own numbers, else plain English.

    Raises UnknownLocaleError for an unknown locale that was asked for; one that a draft declares becomes its note.
    """
    if asked:
        found = find_locale(asked)
        return replace(document, locale=asked, locale_origin="option"), found
    if document.locale:
        try:
            return document, find_locale(document.locale)
        except UnknownLocaleError as error:
            note = f"{error}; numbers and dates are read as English writes them"
            notes = "; ".join(filter(None, (document.note, note)))
            return replace(document, locale="", locale_origin="", note=notes), ENGLISH
    shown = locale_of_numbers(document.text)
    if shown is None:
        return document, ENGLISH
    return replace(document, locale_origin="numbers"), shown


def localised_mentions(document: Document, locale: Locale) -> tuple[Mention, ...]:
    """Every mention of a document, its numbers and dates read as the locale writes them."""
    text = english_separators(document.text, locale)
    if text is document.text:
        return dated(extract_mentions(document), locale.date_order)
    mentions = extract_mentions(replace(document, text=text))
    restored = tuple(replace(one, surface=document.text[one.start : one.end]) for one in mentions)
    return dated(restored, locale.date_order)


def dated(mentions: tuple[Mention, ...], order: str = "") -> tuple[Mention, ...]:
    """The mentions with the days of "03/04/2024", where the order of day and month is known.

    It is the locale's, else the one that all other dates of the draft show ("25/12/2024"); else they stay ambiguous.
    """
    if all(one.reason != AMBIGUOUS_DATE for one in mentions):
        return mentions
    order = order or order_shown(mentions)
    if not order:
        return mentions
    return tuple(_settled(one, order) if one.reason == AMBIGUOUS_DATE else one for one in mentions)


def order_shown(mentions: Iterable[Mention]) -> str:
    """The order of day and month in the dates that can be read in one way only; "" where they differ or none does."""
    orders = {_order_of(one.surface) for one in mentions if one.rule == "numeric date"} - {""}
    return orders.pop() if len(orders) == 1 else ""


def _order_of(surface: str) -> str:
    numbers = _numbers(surface)
    if len(numbers) < 2 or numbers[0] > 31:
        return ""
    return "dmy" if numbers[0] > 12 else "mdy" if numbers[1] > 12 else ""


def _numbers(surface: str) -> Sequence[int]:
    return [int(digits) for digits in _DIGITS.findall(surface)]


def _settled(mention: Mention, order: str) -> Mention:
    """A doubtful date with its day; where years come first, a date without one has its month first."""
    numbers = _numbers(mention.surface)
    if len(numbers) < 3:
        return replace(mention, reason="date")
    if order == "ymd":
        return mention  # "03/04/2024" follows no such order
    day, month = numbers[:2] if order == "dmy" else (numbers[1], numbers[0])
    return replace(mention, reason="date", period=_day(numbers[2], month, day, mention.surface))


def _day(year: int, month: int, day: int, text: str) -> Period:
    found = dt.date(year, month, day)
    return Period(found, found, Grain.DAY, text)
