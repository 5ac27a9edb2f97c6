"""The English rules in their order, and the language as the engine takes it."""

from __future__ import annotations

import re
from functools import cache

from factcheck.grammar import ANYTHING, Guard, Language, Production, Rule, Signs, Trigger, always, planner
from factcheck.languages.en import (
    ages,
    bounds,
    clocks,
    dates,
    figures,
    idioms,
    labels,
    multiples,
    numeric_dates,
    old_money,
    ranks,
    shares,
    signs,
    temperatures,
    things,
    years,
)
from factcheck.languages.en.lexicon import trigger_classes, trigger_pattern
from factcheck.languages.en.settled import MAY_BE_UNIT, settled
from factcheck.model import Span
from factcheck.patterns import lazy

_D = frozenset([Trigger.DIGIT])
_N = frozenset([Trigger.DIGIT, Trigger.CARDINAL])
_A = frozenset([Trigger.DIGIT, Trigger.CARDINAL, Trigger.VAGUE])
_O = frozenset([Trigger.ORDINAL])
_W = frozenset([Trigger.FRACTION, Trigger.CARDINAL, Trigger.ORDINAL])
_FILE_ENDS = (
    r"\.(?:csv|tsv|json|ya?ml|toml|txt|md|pdf|docx?|xlsx?|pptx?|py|js|ts|html?|png|jpe?g|gif|svg|zip|tar|gz|sql|db"
    r"|ini|cfg)\b"
)
_FILE_END = re.compile(_FILE_ENDS)
_ADDRESS_MARKS = ("://", "www.", "@")
_URL = lazy(
    r"(?:https?://|www\.|ftp://)[^\s<>\"')\]]++|[\w.+-]{1,64}+@[\w-]{1,64}+\.[\w.-]{1,64}+"
    rf"|(?<![\w/.])[\w-]{{1,40}}+{_FILE_ENDS}"
)


def _rule(
    name: str, triggers: frozenset[Trigger], pattern: re.Pattern[str], production: Production, guard: Guard = always
) -> Rule:
    return Rule(name, triggers, pattern, production, guard)


def _may_be_money(s: Signs) -> bool:
    """Whether a currency may stand before or behind the number."""
    return s.before in "$£€" or s.after == "p" or bool(s.word_after & MAY_BE_UNIT)


def _may_name(s: Signs) -> bool:
    """Whether the number can be the name of a thing: of a few digits, behind a word and before no word of measures."""
    return (
        1 <= s.digits <= 4
        and not s.dots
        and not s.comma
        and s.before == " "
        and (s.after in " .;:!?)" or s.after in "\"”’'")
        and not s.word_after & signs.WAKING
        and (not s.word_before & signs.WAKING or s.word_before & signs.ARTICLE != 0)
    )


def english_rules() -> tuple[Rule, ...]:
    """In order: of two mentions of equal length, that of the earlier rule stands."""
    return (
        _rule(
            "long run of digits",
            _D,
            re.compile(r"\d[\d,.]{39}"),
            labels.long_run,
            lambda s: s.digits >= 10 or s.after in ",.",
        ),
        _rule("idiom", _D, labels.IDIOM, labels.idiom, lambda s: s.after in "/-"),
        _rule("coordinate", _D, labels.COORDINATE, labels.coordinate, lambda s: s.then == "°"),
        _rule("rate base", _D, labels.RATE_BASE, labels.rate_base, lambda s: bool(s.word_before & signs.PER)),
        _rule("oil grade", _D, labels.OIL_GRADE, labels.oil_grade, lambda s: s.after == "A" and s.digits <= 2),
        _rule("iso date", _D, dates.ISO_DATE, dates.iso_date, lambda s: s.digits == 4 and s.after == "-"),
        _rule("reference base", _D, years.BASE, years.reference_base, lambda s: s.digits == 4 and s.then in "=-–"),
        _rule(
            "numeric date",
            _D,
            numeric_dates.NUMERIC_DATE,
            numeric_dates.numeric_date,
            lambda s: s.dots == 2 or s.after in "/-",
        ),
        _rule(
            "day and month",
            _D,
            numeric_dates.DAY_AND_MONTH,
            numeric_dates.day_and_month,
            lambda s: s.after == "/" and s.digits <= 2,
        ),
        _rule("version", _D, labels.VERSION, labels.version, lambda s: s.dots == 2),
        _rule("called number", _D, labels.CALLED, labels.called_number, lambda s: bool(s.word_before & signs.PHONE)),
        _rule(
            "phone number",
            _D,
            labels.PHONE,
            labels.phone,
            lambda s: s.digits >= 10 or s.after in "-.)(/" or s.then in "0(-+/.",
        ),
        _rule(
            "time of day", _D, clocks.CLOCK, clocks.clock, lambda s: bool(s.word_after & signs.CLOCK) or s.after == ":"
        ),
        _rule(
            "hours of a day",
            _D,
            clocks.HOURS,
            clocks.hours,
            lambda s: s.digits <= 5 and (s.then in "-–" or bool(s.word_after & (signs.JOIN | signs.CLOCK))),
        ),
        _rule(
            "minutes past the hour",
            _N,
            clocks.PAST,
            clocks.past_the_hour,
            lambda s: s.digits == 0 or bool(s.word_after & (signs.JOIN | signs.CLOCK)),
        ),
        _rule("hour", _D, clocks.HOUR, clocks.hour, lambda s: bool(s.word_before & signs.HOUR)),
        _rule(
            "marked version",
            _D,
            labels.MARKED_VERSION,
            labels.marked_version,
            lambda s: bool(s.word_before & signs.VERSION) or s.before == "=",
        ),
        _rule("hash number", _D, re.compile(r"\d+\b"), labels.hash_number, lambda s: s.before == "#"),
        _rule(
            "rank by number",
            _D,
            ranks.NUMBER_RANK,
            ranks.number_rank,
            lambda s: bool(s.word_before & signs.NUMBER_MARK) or s.before == "#",
        ),
        _rule(
            "date, month first",
            _D,
            dates.AFTER_MONTH,
            dates.date_month_first,
            lambda s: bool(s.word_before & (signs.MONTH | signs.ARTICLE)),
        ),
        _rule(
            "date, day first",
            _D,
            dates.day_first(),
            dates.date_day_first,
            lambda s: s.digits <= 2 and (bool(s.word_after & signs.WAKING) or s.then in "-–/"),
        ),
        _rule("quarter", _D, dates.QUARTER, dates.quarter_mark, lambda s: s.before == "A"),
        _rule(
            "quarter first", _D, dates.QUARTER_FIRST, dates.quarter_first, lambda s: s.after == "A" and s.digits == 1
        ),
        _rule("fiscal year", _D, years.FISCAL, years.fiscal_mark, lambda s: bool(s.word_before & signs.FISCAL)),
        _rule("attached number", _D, labels.ATTACHED, labels.attached, lambda s: s.before in "aA-.+/"),
        _rule("years", _D, years.YEARS, years.years, lambda s: s.digits == 4 and s.then in "-–—/"),
        _rule("decade", _D, years.DECADE, years.decade, lambda s: s.after in "aA'’"),
        _rule(
            "century",
            _D | _O,
            dates.CENTURY,
            dates.century,
            lambda s: s.digits == 0 or bool(s.word_after & signs.ORDINAL_END),
        ),
        _rule("verse", _D, things.VERSE, things.verse, lambda s: s.after == ":" and bool(s.word_before & signs.BOOK)),
        _rule("law report", _D, things.REPORTED, things.reported, lambda s: s.then == "A" and s.digits <= 4),
        _rule("rating scale", _D, things.SCALE, things.rating_scale, lambda s: bool(s.word_before & signs.ARTICLE)),
        _rule("docket", _D, things.DOCKET, things.docket, lambda s: s.after == ":"),
        _rule("doi", _D, things.DOI, things.doi, lambda s: s.dots == 1 and s.after == "/"),
        _rule(
            "European act", _D, things.EUROPEAN_ACT, things.european_act, lambda s: s.after == "/" and s.before == " "
        ),
        _rule("joined numbers", _D, things.SHAPE, things.shape, lambda s: s.after == "-" and s.digits <= 2),
        _rule("lens", _D, things.FOCAL_LENGTH, things.focal_length, lambda s: bool(s.marks & signs.APERTURE)),
        _rule("aperture", _D, things.APERTURE, things.aperture, lambda s: s.before == "/"),
        _rule("paragraph", _D, things.PLAN, things.plan, lambda s: s.after == "(" and s.digits == 3),
        _rule("postal code", _D, things.ZIP_CODE, things.zip_code, lambda s: s.digits == 5 and s.before == " "),
        _rule(
            "number of a kind",
            _D,
            things.before_its_kind(),
            things.kind_named,
            lambda s: bool(s.word_after & signs.NAMED),
        ),
        _rule(
            "named version",
            _D,
            things.NAMED_VERSION,
            things.named_version,
            lambda s: s.dots == 1 and s.digits <= 4 and s.before == " " and not s.comma,
        ),
        _rule("generation", _D, labels.GENERATION, labels.generation, lambda s: s.after in "aA-" or s.digits == 3),
        _rule("code", _D, labels.CODE, labels.code, lambda s: s.after in "aA"),
        _rule("list marker", _D, labels.MARKER, labels.list_marker, lambda s: s.after in ".)"),
        _rule("footnote", _D, labels.FOOTNOTE, labels.footnote, lambda s: s.before == "["),
        _rule("mark in brackets", _D, labels.IN_BRACKETS, labels.mark_in_brackets, lambda s: s.before == "("),
        _rule(
            "old coin",
            _D,
            old_money.OLD_COIN,
            old_money.old_coin,
            lambda s: s.after == "a" and 0 < s.digits <= 2 and s.before == " ",
        ),
        _rule("digits and letters", _D, labels.GLUED, labels.glued, lambda s: s.after in "aA"),
        _rule(
            "labelled number",
            _D,
            labels.LABELLED,
            labels.labelled,
            lambda s: bool(s.word_before & signs.LABEL) or s.before in "§:",
        ),
        _rule("address", _D, labels.address_pattern(), labels.address, lambda s: s.then in "A0" or s.after in "aA"),
        _rule("score", _D, labels.SCORE, labels.score, lambda s: s.then in "-–"),
        _rule("division", _D, labels.DIVISION, labels.division, lambda s: s.then == "/"),
        _rule(
            "number too large",
            _D,
            re.compile(r"\d"),
            labels.too_large,
            lambda s: bool(s.word_after & signs.POWER) or s.then in "×*·^",
        ),
        _rule(
            "ordinal in digits",
            _D,
            ranks.DIGIT_ORDINAL,
            ranks.digit_ordinal,
            lambda s: bool(s.word_after & signs.ORDINAL_END),
        ),
        _rule(
            "years old",
            _N,
            ANYTHING,
            ages.years_old,
            lambda s: (
                s.digits == 0 or bool(s.word_after & (signs.AGE_UNIT | signs.JOIN | signs.SCALE)) or s.then in "-–0¼½¾/"
            ),
        ),
        _rule("aged", _N, ANYTHING, ages.aged, lambda s: bool(s.word_before & signs.AGED)),
        _rule(
            "age in a list",
            _D,
            ANYTHING,
            ages.age_in_a_list,
            lambda s: 0 < s.digits <= 3 and s.before == " " and (s.comma or bool(s.word_before & signs.LISTING)),
        ),
        _rule("age after a name", _D, ages.APPOSITION_DIGITS, ages.apposition, lambda s: s.comma),
        _rule("age of someone", _N, ANYTHING, ages.age_of_someone, lambda s: bool(s.word_before & signs.BEING)),
        _rule("age group", _N, ANYTHING, ages.age_group, lambda s: bool(s.word_before & signs.LIMIT)),
        _rule("ratio", _D, shares.COLON, shares.colon_ratio, lambda s: s.after == ":"),
        _rule("long number", _D, labels.LONG, labels.long_identifier, lambda s: s.digits >= 8),
        _rule("year", _D, years.PLAIN_YEAR, years.plain_year, lambda s: s.digits == 4),
        _rule("short year", _D, years.SHORT_YEAR, years.short_year, lambda s: s.digits == 2 and s.before in ("'", "’")),
        _rule(
            "old year",
            _D,
            years.EARLY_YEAR,
            years.old_year,
            lambda s: s.digits == 4 and s.before == " " and bool(s.word_before & signs.OLD_YEAR),
        ),
        _rule(
            "year of an era",
            _D,
            years.OLD_YEAR,
            years.year_of_an_era,
            lambda s: (
                bool(s.word_after & (signs.ERA_NEXT | signs.JOIN)) or bool(s.word_before & signs.ERA) or s.then in "-–/"
            ),
        ),
        _rule("period", _O, dates.WORD_PERIOD, dates.word_period),
        _rule("first months", _O, dates.WORD_MONTHS, dates.word_months),
        _rule(
            "labelled word",
            _N,
            idioms.WORD,
            idioms.labelled_word,
            lambda s: s.digits == 0 and bool(s.word_before & signs.LABEL),
        ),
        _rule("number in a name", _N, idioms.NAMED, idioms.number_in_a_name, lambda s: s.digits == 0),
        _rule("idiom in words", _W, idioms.WORD, idioms.idiom_in_words, lambda s: s.digits == 0),
        _rule(
            "one in",
            _N,
            ANYTHING,
            shares.one_in,
            lambda s: s.digits == 0 or bool(s.word_after & signs.PARTS) or s.after in "¼½¾-/aA",
        ),
        _rule(
            "in every pound",
            _D,
            ANYTHING,
            shares.in_every_pound,
            lambda s: bool(s.marks & signs.EVERY_POUND) and _may_be_money(s),
        ),
        _rule("plus or minus", _N, ANYTHING, multiples.plus_or_minus, lambda s: bool(s.marks & signs.PLUS_MINUS)),
        _rule(
            "fraction",
            _N,
            ANYTHING,
            shares.words_over_words,
            lambda s: s.digits == 0 or bool(s.word_after & signs.FRACTION) or s.then in "-‐‑",
        ),
        _rule(
            "between bounds",
            _N,
            ANYTHING,
            bounds.between_bounds,
            lambda s: s.digits == 0 or s.then in ",%½¼¾" or bool(s.word_after & signs.JOIN),
        ),
        _rule("one over", _N, ANYTHING, shares.one_over, lambda s: s.digits == 0 or bool(s.word_after & signs.OVER)),
        _rule("fraction word", frozenset([Trigger.FRACTION]), ANYTHING, shares.fraction_word),
        _rule("multiple", frozenset([Trigger.MULTIPLE]), ANYTHING, multiples.multiple_word),
        _rule("ordinal", _O, ANYTHING, ranks.ordinal_word),
        _rule("models", _D, things.MODELS, things.models, lambda s: s.after == "a" and s.digits == 3),
        _rule("series of a name", _D, things.CAR_SERIES, things.car_series, lambda s: s.digits == 1 and s.then == "A"),
        _rule("leading nought", _D, things.LEADING_NOUGHT, things.leading_zero, lambda s: s.digits >= 2 and not s.dots),
        _rule("named thing", _D, things.NUMBER_NAME, things.named_thing, _may_name),
        _rule("degrees below zero", _N, ANYTHING, temperatures.below_zero, lambda s: bool(s.marks & signs.ZERO)),
        _rule("figure", _A, ANYTHING, figures.figure),
    )


def skipped(text: str, start: int, end: int) -> list[Span]:
    """The addresses and file names in text[start:end]: digits in them are no figures."""
    for mark in _ADDRESS_MARKS:
        if text.find(mark, start, end) >= 0:
            break
    else:
        if not _FILE_END.search(text, start, end):
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
    return Language(
        "en",
        trigger_pattern(),
        trigger_classes(),
        signs.block_marks,
        signs.signs_of,
        planner(english_rules(), settled),
        skipped,
        code_reason,
    )


LANGUAGE = english
