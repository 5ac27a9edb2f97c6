"""The English rules in their order, and the language as the engine takes it."""

from __future__ import annotations

import re
from functools import cache

from factcheck.grammar import ANYTHING, Language, Rule, Trigger, planner
from factcheck.languages.en import (
    ages,
    bounds,
    clocks,
    codes,
    dates,
    figures,
    idioms,
    labels,
    multiples,
    numeric_dates,
    old_money,
    ranks,
    scores,
    shares,
    signs,
    temperatures,
    things,
    years,
)
from factcheck.languages.en.guards import (
    after,
    before,
    in_block,
    in_words,
    may_be_money,
    may_name,
    then,
    word_after,
    word_before,
)
from factcheck.languages.en.lexicon import trigger_classes, trigger_pattern
from factcheck.languages.en.passed_over import code_reason, skipped
from factcheck.languages.en.settled import settled

# What may begin a number: digits; digits or words; "dozens" too; ordinals in words; any such word.
_D = frozenset([Trigger.DIGIT])
_N = frozenset([Trigger.DIGIT, Trigger.CARDINAL])
_A = frozenset([Trigger.DIGIT, Trigger.CARDINAL, Trigger.VAGUE])
_O = frozenset([Trigger.ORDINAL])
_W = frozenset([Trigger.FRACTION, Trigger.CARDINAL, Trigger.ORDINAL])


def _broken_up() -> tuple[Rule, ...]:
    """What its parts would be mistaken for something else: read whole, before all others."""
    return (
        Rule(
            "long run of digits",
            _D,
            re.compile(r"\d[\d,.]{39}"),
            codes.long_run,
            lambda s: s.digits >= 10 or s.after in ",.",
        ),
        Rule("idiom", _D, codes.IDIOM, codes.idiom, after("/-")),
        Rule("coordinate", _D, codes.COORDINATE, codes.coordinate, lambda s: s.then == "°"),
        Rule("rate base", _D, labels.RATE_BASE, labels.rate_base, word_before(signs.PER)),
        Rule("oil grade", _D, codes.OIL_GRADE, codes.oil_grade, lambda s: s.after == "A" and s.digits <= 2),
    )


def _runs() -> tuple[Rule, ...]:
    """Dates, versions and telephones: runs of digits and signs."""
    return (
        Rule("iso date", _D, dates.ISO_DATE, dates.iso_date, lambda s: s.digits == 4 and s.after == "-"),
        Rule("reference base", _D, years.BASE, years.reference_base, lambda s: s.digits == 4 and s.then in "=-–"),
        Rule(
            "numeric date",
            _D,
            numeric_dates.NUMERIC_DATE,
            numeric_dates.numeric_date,
            lambda s: s.dots == 2 or s.after in "/-",
        ),
        Rule(
            "day and month",
            _D,
            numeric_dates.DAY_AND_MONTH,
            numeric_dates.day_and_month,
            lambda s: s.after == "/" and s.digits <= 2,
        ),
        Rule("version", _D, codes.VERSION, codes.version, lambda s: s.dots == 2),
        Rule("called number", _D, labels.CALLED, labels.called_number, word_before(signs.PHONE)),
        Rule(
            "phone number",
            _D,
            labels.PHONE,
            labels.phone,
            lambda s: s.digits >= 10 or s.after in "-.)(/" or s.then in "0(-+/.",
        ),
    )


def _clock() -> tuple[Rule, ...]:
    """Times of a day."""
    return (
        Rule(
            "time of day", _D, clocks.CLOCK, clocks.clock, lambda s: bool(s.word_after & signs.CLOCK) or s.after == ":"
        ),
        Rule(
            "hours of a day",
            _D,
            clocks.HOURS,
            clocks.hours,
            lambda s: s.digits <= 5 and (s.then in "-–" or bool(s.word_after & (signs.JOIN | signs.CLOCK))),
        ),
        Rule(
            "minutes past the hour",
            _N,
            clocks.PAST,
            clocks.past_the_hour,
            lambda s: s.digits == 0 or bool(s.word_after & (signs.JOIN | signs.CLOCK)),
        ),
        Rule("hour", _D, clocks.HOUR, clocks.hour, word_before(signs.HOUR)),
    )


def _marked() -> tuple[Rule, ...]:
    """Numbers behind a mark or a word that makes them a name or a rank."""
    return (
        Rule(
            "marked version",
            _D,
            codes.MARKED_VERSION,
            codes.marked_version,
            lambda s: bool(s.word_before & signs.VERSION) or s.before in ("=", "a", "A"),
        ),
        Rule("hash number", _D, re.compile(r"\d+\b"), labels.hash_number, lambda s: s.before == "#"),
        Rule(
            "rank by number",
            _D,
            ranks.number_ranks(),
            ranks.number_rank,
            lambda s: bool(s.word_before & signs.NUMBER_MARK) or s.before == "#",
        ),
    )


def _calendar() -> tuple[Rule, ...]:
    """Days, quarters, years, decades and centuries."""
    return (
        Rule(
            "date, month first", _D, dates.AFTER_MONTH, dates.date_month_first, word_before(signs.MONTH | signs.ARTICLE)
        ),
        Rule(
            "date, day first",
            _D,
            dates.day_first(),
            dates.date_day_first,
            lambda s: s.digits <= 2 and (bool(s.word_after & signs.WAKING) or s.then in "-–/"),
        ),
        Rule("quarter", _D, dates.QUARTER, dates.quarter_mark, lambda s: s.before == "A"),
        Rule("quarter first", _D, dates.QUARTER_FIRST, dates.quarter_first, lambda s: s.after == "A" and s.digits == 1),
        Rule("fiscal year", _D, years.FISCAL, years.fiscal_mark, word_before(signs.FISCAL)),
        Rule("attached number", _D, codes.ATTACHED, codes.attached, before("aA-.+/")),
        Rule("years", _D, years.YEARS, years.years, lambda s: s.digits == 4 and s.then in "-–—/"),
        Rule("decade", _D, years.DECADE, years.decade, after("aA'’")),
        Rule(
            "century",
            _D | _O,
            dates.CENTURY,
            dates.century,
            lambda s: s.digits == 0 or bool(s.word_after & signs.ORDINAL_END),
        ),
    )


def _things() -> tuple[Rule, ...]:
    """Numbers that name a thing: a verse, a case, a lens, a postal code."""
    return (
        Rule("verse", _D, things.VERSE, things.verse, lambda s: s.after == ":" and bool(s.word_before & signs.BOOK)),
        Rule("law report", _D, things.REPORTED, things.reported, lambda s: s.then == "A" and s.digits <= 4),
        Rule("rating scale", _D, things.SCALE, things.rating_scale, word_before(signs.ARTICLE)),
        Rule("docket", _D, things.DOCKET, things.docket, lambda s: s.after == ":"),
        Rule("doi", _D, things.DOI, things.doi, lambda s: s.dots == 1 and s.after == "/"),
        Rule(
            "European act", _D, things.EUROPEAN_ACT, things.european_act, lambda s: s.after == "/" and s.before == " "
        ),
        Rule("joined numbers", _D, things.SHAPE, things.shape, lambda s: s.after == "-" and s.digits <= 2),
        Rule("lens", _D, things.FOCAL_LENGTH, things.focal_length, in_block(signs.APERTURE)),
        Rule("aperture", _D, things.APERTURE, things.aperture, lambda s: s.before == "/"),
        Rule("paragraph", _D, things.PLAN, things.plan, lambda s: s.after == "(" and s.digits == 3),
        Rule("postal code", _D, things.ZIP_CODE, things.zip_code, lambda s: s.digits == 5 and s.before == " "),
        Rule("number of a kind", _D, things.before_its_kind(), things.kind_named, word_after(signs.NAMED)),
        Rule(
            "named version",
            _D,
            things.NAMED_VERSION,
            things.named_version,
            lambda s: s.dots == 1 and s.digits <= 4 and s.before == " " and not s.comma,
        ),
    )


def _labels() -> tuple[Rule, ...]:
    """Codes, marks of lists and notes, numbers with letters or labels."""
    return (
        Rule("generation", _D, codes.GENERATION, codes.generation, lambda s: s.after in "aA-" or s.digits == 3),
        Rule("code", _D, codes.CODE, codes.code, after("aA")),
        Rule("list marker", _D, labels.MARKER, labels.list_marker, after(".)")),
        Rule("footnote", _D, labels.FOOTNOTE, labels.footnote, lambda s: s.before == "["),
        Rule("mark in brackets", _D, labels.IN_BRACKETS, labels.mark_in_brackets, lambda s: s.before == "("),
        Rule(
            "old coin",
            _D,
            old_money.OLD_COIN,
            old_money.old_coin,
            lambda s: s.after == "a" and 0 < s.digits <= 2 and s.before == " ",
        ),
        Rule("digits and letters", _D, codes.GLUED, codes.glued, after("aA")),
        Rule(
            "labelled number",
            _D,
            labels.LABELLED,
            labels.labelled,
            lambda s: bool(s.word_before & signs.LABEL) or s.before in "§:",
        ),
        Rule("address", _D, labels.address_pattern(), labels.address, lambda s: s.then in "A0" or s.after in "aA"),
    )


def _two_numbers() -> tuple[Rule, ...]:
    """Two numbers that are no amount, what is too large, and ranks in digits."""
    return (
        Rule("score", _D, scores.SCORE, scores.score, then("-–")),
        Rule("division", _D, scores.DIVISION, scores.division, lambda s: s.then == "/"),
        Rule(
            "number too large",
            _D,
            re.compile(r"\d"),
            codes.too_large,
            lambda s: bool(s.word_after & signs.POWER) or s.then in "×*·^",
        ),
        Rule("ordinal in digits", _D, ranks.DIGIT_ORDINAL, ranks.digit_ordinal, word_after(signs.ORDINAL_END)),
    )


def _ages() -> tuple[Rule, ...]:
    """How old people are, and the groups that ages make."""
    return (
        Rule(
            "years old",
            _N,
            ANYTHING,
            ages.years_old,
            lambda s: (
                s.digits == 0 or bool(s.word_after & (signs.AGE_UNIT | signs.JOIN | signs.SCALE)) or s.then in "-–0¼½¾/"
            ),
        ),
        Rule("aged", _N, ANYTHING, ages.aged, word_before(signs.AGED)),
        Rule(
            "age in a list",
            _D,
            ANYTHING,
            ages.age_in_a_list,
            lambda s: 0 < s.digits <= 3 and s.before == " " and (s.comma or bool(s.word_before & signs.LISTING)),
        ),
        Rule("age after a name", _D, ages.APPOSITION_DIGITS, ages.apposition, lambda s: s.comma),
        Rule("age of someone", _N, ANYTHING, ages.age_of_someone, word_before(signs.BEING)),
        Rule("age group", _N, ANYTHING, ages.age_group, word_before(signs.LIMIT)),
    )


def _plain_digits() -> tuple[Rule, ...]:
    """Ratios, identifiers and years that nothing marks."""
    return (
        Rule("ratio", _D, shares.COLON, shares.colon_ratio, lambda s: s.after == ":"),
        Rule("long number", _D, codes.LONG, codes.long_identifier, lambda s: s.digits >= 8),
        Rule("year", _D, years.PLAIN_YEAR, years.plain_year, lambda s: s.digits == 4),
        Rule("short year", _D, years.SHORT_YEAR, years.short_year, lambda s: s.digits == 2 and s.before in ("'", "’")),
        Rule(
            "old year",
            _D,
            years.EARLY_YEAR,
            years.old_year,
            lambda s: s.digits == 4 and s.before == " " and bool(s.word_before & signs.OLD_YEAR),
        ),
        Rule(
            "year of an era",
            _D,
            years.OLD_YEAR,
            years.year_of_an_era,
            lambda s: (
                bool(s.word_after & (signs.ERA_NEXT | signs.JOIN)) or bool(s.word_before & signs.ERA) or s.then in "-–/"
            ),
        ),
    )


def _word_names() -> tuple[Rule, ...]:
    """Periods, labels, names and idioms in words."""
    return (
        Rule("period", _O, dates.WORD_PERIOD, dates.word_period),
        Rule("first months", _O, dates.WORD_MONTHS, dates.word_months),
        Rule(
            "labelled word",
            _N,
            idioms.WORD,
            idioms.labelled_word,
            lambda s: s.digits == 0 and bool(s.word_before & signs.LABEL),
        ),
        Rule("number in a name", _N, idioms.NAMED, idioms.number_in_a_name, in_words),
        Rule("idiom in words", _W, idioms.WORD, idioms.idiom_in_words, in_words),
    )


def _parts() -> tuple[Rule, ...]:
    """Shares, fractions, bounds and multiples, and ranks in words."""
    return (
        Rule(
            "one in",
            _N,
            ANYTHING,
            shares.one_in,
            lambda s: s.digits == 0 or bool(s.word_after & signs.PARTS) or s.after in "¼½¾-/aA",
        ),
        Rule(
            "in every pound",
            _D,
            ANYTHING,
            shares.in_every_pound,
            lambda s: bool(s.marks & signs.EVERY_POUND) and may_be_money(s),
        ),
        Rule("plus or minus", _N, ANYTHING, multiples.plus_or_minus, in_block(signs.PLUS_MINUS)),
        Rule(
            "fraction",
            _N,
            ANYTHING,
            shares.words_over_words,
            lambda s: s.digits == 0 or bool(s.word_after & signs.FRACTION) or s.then in "-‐‑",
        ),
        Rule(
            "between bounds",
            _N,
            ANYTHING,
            bounds.between_bounds,
            lambda s: s.digits == 0 or s.then in ",%½¼¾" or bool(s.word_after & signs.JOIN),
        ),
        Rule("one over", _N, ANYTHING, shares.one_over, lambda s: s.digits == 0 or bool(s.word_after & signs.OVER)),
        Rule("fraction word", frozenset([Trigger.FRACTION]), ANYTHING, shares.fraction_word),
        Rule("multiple", frozenset([Trigger.MULTIPLE]), ANYTHING, multiples.multiple_word),
        Rule("ordinal", _O, ANYTHING, ranks.ordinal_word),
    )


def _last() -> tuple[Rule, ...]:
    """Names that only a bare number can be, and what is left: an amount."""
    return (
        Rule("models", _D, things.MODELS, things.models, lambda s: s.after == "a" and s.digits == 3),
        Rule("series of a name", _D, things.CAR_SERIES, things.car_series, lambda s: s.digits == 1 and s.then == "A"),
        Rule("leading nought", _D, things.LEADING_NOUGHT, things.leading_zero, lambda s: s.digits >= 2 and not s.dots),
        Rule("named thing", _D, things.NUMBER_NAME, things.named_thing, may_name),
        Rule("degrees below zero", _N, ANYTHING, temperatures.below_zero, in_block(signs.ZERO)),
        Rule("figure", _A, ANYTHING, figures.figure),
    )


_FAMILIES = (
    _broken_up,
    _runs,
    _clock,
    _marked,
    _calendar,
    _things,
    _labels,
    _two_numbers,
    _ages,
    _plain_digits,
    _word_names,
    _parts,
    _last,
)


def english_rules() -> tuple[Rule, ...]:
    """In order: of two mentions of equal length, that of the earlier rule stands."""
    return tuple(rule for family in _FAMILIES for rule in family())


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
