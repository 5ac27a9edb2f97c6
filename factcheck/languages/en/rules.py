"""The English rules in their order, and the language as the engine takes it."""

from __future__ import annotations

import re
from functools import cache

from factcheck.grammar import ANYTHING, Language, Production, Rule, Trigger, waker
from factcheck.languages.en import ages, dates, figures, labels, multiples, ranks, shares, temperatures, years
from factcheck.languages.en.lexicon import trigger_classes, trigger_pattern
from factcheck.model import Span

_D = frozenset([Trigger.DIGIT])
_N = frozenset([Trigger.DIGIT, Trigger.CARDINAL])
_A = frozenset([Trigger.DIGIT, Trigger.CARDINAL, Trigger.VAGUE])
_O = frozenset([Trigger.ORDINAL])
_URL = re.compile(
    r"(?:https?://|www\.|ftp://)[^\s<>\"')\]]++|[\w.+-]{1,64}+@[\w-]{1,64}+\.[\w.-]{1,64}+|(?<![\w/.])[\w-]{1,40}+\.(?:csv|tsv|json|ya?ml|toml|txt|md|pdf|docx?|xlsx?|pptx?|py|js|ts|html?|png|jpe?g|gif|svg|zip|tar|gz|sql|db|ini|cfg)\b"
)


def _rule(name: str, triggers: frozenset[Trigger], pattern: re.Pattern[str], production: Production) -> Rule:
    return Rule(name, triggers, pattern, production)


def _rules() -> tuple[Rule, ...]:
    """In order: of two mentions of equal length, that of the earlier rule stands."""
    return (
        _rule("long run of digits", _D, re.compile(r"\d[\d,.]{39}"), labels.long_run),
        _rule("idiom", _D, labels.IDIOM, labels.idiom),
        _rule("iso date", _D, dates.ISO_DATE, dates.iso_date),
        _rule("reference base", _D, years.BASE, years.reference_base),
        _rule("version", _D, labels.VERSION, labels.version),
        _rule("numeric date", _D, dates.NUMERIC_DATE, dates.numeric_date),
        _rule("phone number", _D, labels.PHONE, labels.phone),
        _rule("time of day", _D, dates.CLOCK, dates.clock),
        _rule("marked version", _D, labels.MARKED_VERSION, labels.marked_version),
        _rule("hash number", _D, re.compile(r"\d+\b"), labels.hash_number),
        _rule("rank by number", _D, ranks.NUMBER_RANK, ranks.number_rank),
        _rule("date, month first", _D, dates.AFTER_MONTH, dates.date_month_first),
        _rule("date, day first", _D, dates.day_first(), dates.date_day_first),
        _rule("quarter", _D, dates.QUARTER, dates.quarter_mark),
        _rule("fiscal year", _D, years.FISCAL, years.fiscal_mark),
        _rule("attached number", _D, labels.ATTACHED, labels.attached),
        _rule("years", _D, years.YEARS, years.years),
        _rule("decade", _D, years.DECADE, years.decade),
        _rule("century", _D | _O, dates.CENTURY, dates.century),
        _rule("generation", _D, labels.GENERATION, labels.generation),
        _rule("code", _D, labels.CODE, labels.code),
        _rule("list marker", _D, labels.MARKER, labels.list_marker),
        _rule("footnote", _D, labels.FOOTNOTE, labels.footnote),
        _rule("mark in brackets", _D, labels.IN_BRACKETS, labels.mark_in_brackets),
        _rule("digits and letters", _D, labels.GLUED, labels.glued),
        _rule("labelled number", _D, labels.LABELLED, labels.labelled),
        _rule("address", _D, labels.address_pattern(), labels.address),
        _rule("score", _D, labels.SCORE, labels.score),
        _rule("division", _D, labels.DIVISION, labels.division),
        _rule("number too large", _D, re.compile(r"\d"), labels.too_large),
        _rule("ordinal in digits", _D, ranks.DIGIT_ORDINAL, ranks.digit_ordinal),
        _rule("years old", _N, ANYTHING, ages.years_old),
        _rule("aged", _N, ANYTHING, ages.aged),
        _rule("age after a name", _D, ages.APPOSITION_DIGITS, ages.apposition),
        _rule("age group", _N, ANYTHING, ages.age_group),
        _rule("ratio", _D, shares.COLON, shares.colon_ratio),
        _rule("long number", _D, labels.LONG, labels.long_identifier),
        _rule("year", _D, years.PLAIN_YEAR, years.plain_year),
        _rule("year of an era", _D, years.OLD_YEAR, years.year_of_an_era),
        _rule("period", _O, dates.WORD_PERIOD, dates.word_period),
        _rule("first months", _O, dates.WORD_MONTHS, dates.word_months),
        _rule("one in", _N, ANYTHING, shares.one_in),
        _rule("in every pound", _D, ANYTHING, shares.in_every_pound),
        _rule("plus or minus", _D, ANYTHING, multiples.plus_or_minus),
        _rule("fraction", _N, ANYTHING, shares.words_over_words),
        _rule("fraction word", frozenset([Trigger.FRACTION]), ANYTHING, shares.fraction_word),
        _rule("multiple", frozenset([Trigger.MULTIPLE]), ANYTHING, multiples.multiple_word),
        _rule("ordinal", _O, ANYTHING, ranks.ordinal_word),
        _rule("degrees below zero", _N, ANYTHING, temperatures.below_zero),
        _rule("figure", _A, ANYTHING, figures.figure),
    )


def skipped(text: str, start: int, end: int) -> list[Span]:
    """The addresses and file names in text[start:end]: digits in them are no figures."""
    if "." not in text[start:end] and "@" not in text[start:end]:
        return []
    return [Span(*match.span()) for match in _URL.finditer(text, start, end)]


def code_reason(text: str, start: int, end: int) -> str:
    """Why a number in code is no figure: an option of a command, a version, or plain code."""
    before = text[max(0, start - 40) : start]
    if re.search(r"(?:^|\s)--?[A-Za-z][\w-]*[ =]\Z", before):
        return "command option"
    if re.search(r"(?:==|>=|<=|~=|\bv|@)\Z", before) or re.fullmatch(r"\d+(?:\.\d+){2,}", text[start:end]):
        return "version"
    return "code"


@cache
def english() -> Language:
    """English as the engine takes it; made at first use."""
    return Language("en", trigger_pattern(), trigger_classes(), waker(_rules()), skipped, code_reason)


LANGUAGE = english
