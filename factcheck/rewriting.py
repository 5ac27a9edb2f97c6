"""The correction in the draft's own style: "$40 billion" -> "$40 million", "five" -> "four".

A fix replaces the mention's surface, except where the mistake stands before it: a verb of change ("goes up by 9.4%")
or a hedge ("nearly 5 million"); then it replaces everything from there to the end of the mention. There is none where
nothing can be said for sure. Whether it may be written without being looked at is decided in `certainty`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from factcheck.comparison import Agreement, Outcome, compare
from factcheck.frozen import record
from factcheck.languages.words import load_words
from factcheck.model import Diagnosis, Fact, Fix, Kind, Mention, Modifier, Quantity, Span, Unit
from factcheck.patterns import lazy
from factcheck.phrasing import decimal_text, plural
from factcheck.precision import step

_MINUS = ("-", "−", "minus ")
_NUMERAL = lazy(r"\d+(?:[,.'’\u00a0\u202f ]\d+)*")
_NOT_ZERO = lazy(r"[1-9]")
_GROUP = lazy(r"\d([,.'’\u00a0\u202f ])\d{3}(?!\d)")
_WORDS = lazy(r"[A-Za-z]+(?:[ -][A-Za-z]+)*")
_ORDINAL_TAIL = lazy(r"(\d+)(st|nd|rd|th)\b")
_MOVED = frozenset({Diagnosis.SCALE, Diagnosis.ZERO})
_MOST_PLACES = 6  # decimals
_MOST_UNGROUPED = 3  # digits, of which a number tells nothing of how the draft groups them
# A verb of change stands in the same clause as its figure; this many characters hold one with an adverb and "by".
_VERB_REACH = 48


def suggest(
    document_text: str, mention: Mention, fact: Fact, outcome: Outcome, diagnosis: Diagnosis | None = None
) -> Fix | None:
    """What to write instead of the mention, or of all from a word before it on; None when nothing can be said.

    `diagnosis` is the mistake's name where `diagnosis.diagnose` has found one, else the outcome's own.
    """
    quantity = mention.quantity
    if quantity is None or quantity.modifier in {Modifier.RANGE, Modifier.VAGUE}:
        return None
    if outcome.agreement is Agreement.INCOMPARABLE and outcome.diagnosis is None:
        return None
    named = diagnosis or outcome.diagnosis
    if named is Diagnosis.DIRECTION and not (quantity.value or 0) < 0:
        return _flipped(document_text, mention, quantity, outcome.fact_value)
    if named is Diagnosis.HEDGE:
        return _hedged(document_text, mention, quantity, fact, outcome.fact_value)
    if named in _MOVED and (moved := _with_point_moved(mention, quantity, outcome.fact_value)) is not None:
        return moved
    return in_place(mention, _mended(document_text, mention, quantity, fact, outcome, named))


def in_place(mention: Mention, text: str) -> Fix | None:
    """The fix that writes a text in place of the mention, None for ""."""
    return Fix(mention.span, text) if text else None


def text_of(fix: Fix | None) -> str:
    """The text of a fix, "" where there is none."""
    return "" if fix is None else fix.text


def _mended(
    document_text: str, mention: Mention, quantity: Quantity, fact: Fact, outcome: Outcome, named: Diagnosis | None
) -> str:
    """The text to put in place of the mention itself, "" when nothing can be said."""
    match named:
        case Diagnosis.PERCENT_POINTS:
            return _percent_points(mention, quantity)
        case Diagnosis.CURRENCY:
            return _with_currency(document_text, mention, quantity, fact, outcome.fact_value)
        case Diagnosis.UNIT if fact.unit is not None and not _convertible(quantity.unit, fact.unit):
            return ""
        case Diagnosis.UNIT if exchanged := _in_facts_unit(mention, quantity, fact):
            return exchanged
        case Diagnosis.OVER_PRECISE:
            return _figure(mention, quantity, outcome.fact_value, source=fact)
        case _:
            figure = _figure(mention, quantity, outcome.fact_value)
            vanished = bool(outcome.fact_value) and any(map(str.isdigit, figure)) and not _NOT_ZERO.search(figure)
            return _in_facts_unit(mention, quantity, fact) if vanished else figure


def rewritten(mention: Mention, value: Fraction) -> Fix | None:
    """The mention with another value in its own form and unit, None where it cannot be written or would not change."""
    return None if mention.quantity is None else in_place(mention, _figure(mention, mention.quantity, value))


def flipped(document_text: str, mention: Mention) -> Fix | None:
    """From the verb of change before the mention to its end, with the opposite verb; None where none is known."""
    quantity = mention.quantity
    return None if quantity is None else _flipped(document_text, mention, quantity, quantity.value or Fraction(0))


def as_points(mention: Mention) -> Fix | None:
    """The mention in percentage points instead of percent, or the other way round."""
    quantity = mention.quantity
    return None if quantity is None else in_place(mention, _percent_points(mention, quantity))


def _convertible(mine: Unit | None, theirs: Unit) -> bool:
    return mine is not None and mine.dimension == theirs.dimension


def _in_facts_unit(mention: Mention, quantity: Quantity, fact: Fact) -> str:
    """The figure with the unit of the fact, where its own would leave nothing of the value: "0.0 milligrams".

    "" where the number is another one too, or the unit is not written as a word that can be exchanged.
    """
    if quantity.unit is None or fact.unit is None:
        return ""
    mine, theirs = quantity.unit.name.partition(" per "), fact.unit.name.partition(" per ")
    two = Fraction(2)
    words = {mine[0]: theirs[0], plural(mine[0], two): plural(theirs[0], two)}
    if quantity.unit.symbol and fact.unit.symbol:
        words[quantity.unit.symbol] = fact.unit.symbol
    old = next((word for word in sorted(words, key=len, reverse=True) if mention.surface.endswith(f" {word}")), "")
    if not old or mine[2] != theirs[2] or not compare(replace(quantity, unit=fact.unit), fact).agreement.confirms:
        return ""
    return mention.surface.removesuffix(old) + words[old]


# The figure in the mention's own form.


@record
class _Form:
    """How the mention writes its number: the text before it, the number, and the text after it."""

    before: str
    number: str
    after: str
    separator: str  # between groups of three digits, "" when the draft groups nothing
    point: str
    places: int  # decimals


def _form(mention: Mention) -> _Form | None:
    span = mention.number or mention.span
    start, end = span.start - mention.start, span.end - mention.start
    text = mention.surface
    found = _NUMERAL.search(text, start, end)
    if found is None:
        return None
    number = found.group()
    separator, places, point = _digit_style(number)
    return _Form(text[: found.start()], number, text[found.end() :], separator, point, places)


def _digit_style(number: str) -> tuple[str, int, str]:
    """The group separator, the number of decimals and the decimal point of a written number."""
    groups = _GROUP.findall(number)
    last = max(number.rfind("."), number.rfind(","))
    if last < 0:
        return (groups[0] if groups else ""), 0, "."
    mark, tail = number[last], len(number) - last - 1
    if (tail == 3 and mark == ",") or number.count(mark) > 1:
        return mark, 0, "." if mark == "," else ","
    return next((group for group in groups if group != mark), ""), tail, mark


def _figure(mention: Mention, quantity: Quantity, truth: Fraction, source: Fact | None = None) -> str:
    """The mention with the true value, at its own precision or at the source's."""
    form = _form(mention)
    value = truth if quantity.value is None else abs(truth)  # a sign, brackets or "below zero" stay as they are
    if form is not None and quantity.value is not None and quantity.value < 0 <= truth:
        minus = next((sign for sign in _MINUS if form.before.endswith(sign)), "")
        if not minus:
            return ""
        form = replace(form, before=form.before.removesuffix(minus))
    if form is None:
        return _in_words(mention, value)
    if _ORDINAL_TAIL.match(form.number + form.after):
        return form.before + _ordinal_digits(value) + form.after[2:]
    scale, after = _scale_for(mention, quantity, value, form)
    places = _places(form, scale, source)
    mended = form.before + _number_text(value / scale, form, places) + after
    while mended == mention.surface and scale == quantity.scale and places < form.places + 3:
        if quantity.value is not None and value == abs(quantity.value):
            return ""
        places += 1
        mended = form.before + _number_text(value / scale, form, places) + after
    return _singular(mended, value)


def _with_point_moved(mention: Mention, quantity: Quantity, truth: Fraction) -> Fix | None:
    """The draft's own digits with the point elsewhere ("£394 million" -> "£39.4 million"), None where others are due.

    Not certain where the truth has digits that the draft then still leaves out: 41 for 412, with 410 in place.
    """
    form, value = _form(mention), quantity.value
    if form is None or not value or not truth:
        return None
    for power in (1, -1, 2, -2, 3, -3, 6, -6):
        times = Fraction(10) ** power
        moved = abs(value) * times
        if abs(moved - abs(truth)) * 2 > step(quantity) * times:
            continue
        scale, after = _scale_for(mention, quantity, moved, form)
        number = moved / scale
        places = max(0, form.places - _tens(number / (abs(value) / quantity.scale))) if form.places else 0
        while (number * 10**places).denominator != 1 and places < _MOST_PLACES:
            places += 1
        text = form.before + _number_text(number, form, places) + after
        return Fix(mention.span, text, certain=abs(moved - abs(truth)) * 2 * 10**places <= scale)
    return None


def _tens(times: Fraction) -> int:
    """Which power of ten a number is, rounded down."""
    return len(str(int(times))) - 1 if times >= 1 else -(len(str(int(1 / times))) - 1)


def _places(form: _Form, scale: Fraction, source: Fact | None) -> int:
    if source is None:
        return form.places
    width = source.interval.high and source.interval.low is not None and source.interval.high - source.interval.low
    places = 0
    while width and places < form.places and Fraction(1, 10**places) * scale > width:
        places += 1
    return places if width else form.places


def _number_text(value: Fraction, form: _Form, places: int) -> str:
    sign = "-" if value < 0 and not form.before.endswith(_MINUS) else ""
    text = decimal_text(abs(value), places)
    digits = sum(map(str.isdecimal, form.number.partition(form.point)[0]))
    # Many write 2749 and 12,749; whoever writes 12749 groups nothing.
    open_ = digits <= _MOST_UNGROUPED or (digits == _MOST_UNGROUPED + 1 and abs(value) >= 10_000)
    grouped = form.separator or ("," if open_ and "," not in form.point else "")
    whole, _, fraction = text.partition(".")
    whole = whole.replace(",", grouped)
    return sign + whole + (form.point + fraction if fraction else "")


def _scale_for(mention: Mention, quantity: Quantity, value: Fraction, form: _Form) -> tuple[Fraction, str]:
    """The scale to write the value in and the text after the number: another scale word where the draft's is wrong."""
    scale, span = quantity.scale, mention.scale_span
    mantissa = abs(value) / scale
    written = abs(quantity.value or value)
    if span is None or scale == 1 or value == 0 or 1 <= mantissa < 1000 or written / 20 < abs(value) < written * 20:
        return scale, form.after
    word = mention.surface[span.start - mention.start : span.end - mention.start]
    better = _scale_words(word)
    fitting = [(factor, text) for text, factor in better.items() if 1 <= abs(value) / factor < 1000]
    if not fitting:
        return (
            (scale, form.after)
            if mantissa >= Fraction(1, 10)
            else (Fraction(1), form.after.replace(word, "", 1).lstrip())
        )
    factor, text = fitting[0]
    return factor, form.after.replace(word, text, 1)


def _scale_words(word: str) -> dict[str, Fraction]:
    """The scale words of the family that the draft uses: million, billion ... or m, bn ..."""
    for family in load_words("style")["scale_families"]:
        if word in family:
            return {text: Fraction(factor) for text, factor in family.items()}
    lowered = word.lower()
    plain = load_words("style")["scale_families"][0]
    if lowered.rstrip("s") in plain:
        return {(text.upper() if word.isupper() else text): Fraction(factor) for text, factor in plain.items()}
    return {}


def _singular(text: str, value: Fraction) -> str:
    return text.replace("percentage points", "percentage point") if value == 1 else text


# Numbers in words.


def _in_words(mention: Mention, value: Fraction) -> str:
    """Number words: "five" -> "four", "Fifth-largest" -> "Fourth-largest"; digits from thirteen on."""
    span = mention.number or mention.span
    start, end = span.start - mention.start, span.end - mention.start
    old = mention.surface[start:end]
    found = _WORDS.match(old)
    if found is None or value.denominator != 1 or value < 0:
        return ""
    new = _word_for(found.group(), mention, value)
    if not new:
        return ""
    new = new.capitalize() if old[0].isupper() else new
    return mention.surface[:start] + new + old[found.end() :] + mention.surface[end:]


def _word_for(old: str, mention: Mention, value: Fraction) -> str:
    lowered = old.lower()
    words = load_words("numbers")
    if mention.kind is Kind.RANK or lowered.partition("-")[0] in words["ordinals"]:
        first, hyphen, rest = lowered.partition("-")
        ordinal = _word_of(words["ordinals"], int(value))
        return f"{ordinal}{hyphen}{rest}" if ordinal and first in words["ordinals"] else ""
    if not all(part in words["units"] or part in words["tens"] for part in re.split("[ -]", lowered)):
        return ""
    return cardinal(int(value)) if value <= 12 or "-" in lowered or lowered in words["tens"] else f"{int(value):,}"


def cardinal(number: int) -> str:
    """A whole number below 100 in words, digits from there on.

    >>> cardinal(4), cardinal(21), cardinal(1200)
    ('four', 'twenty-one', '1,200')
    """
    words = load_words("numbers")
    if number < 20:
        return _word_of(words["units"], number)
    if number < 100:
        tens, unit = _word_of(words["tens"], number // 10 * 10), number % 10
        return f"{tens}-{_word_of(words['units'], unit)}" if unit else tens
    return f"{number:,}"


def _word_of(table: dict[str, int], number: int) -> str:
    return next((word for word, value in table.items() if value == number), "")


def _ordinal_digits(value: Fraction) -> str:
    number = int(value)
    tail = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{tail}"


# Currency, percent, direction, hedge.


def _with_currency(text: str, mention: Mention, quantity: Quantity, fact: Fact, value: Fraction) -> str:
    """The mention with the table's currency in place of the draft's: the number stays, it was right."""
    unit, span = fact.unit, mention.unit_span
    if unit is None or span is None:
        return ""
    figure = mention.surface if compare(replace(quantity, unit=unit), fact).agreement.confirms else ""
    figure = figure or _figure(mention, quantity, value)
    if not figure:
        return ""
    old = mention.unit_text
    style = load_words("style")
    if old.replace(" ", "").isalpha() and not old.isupper():
        words = style["currency_words"].get(unit.name)
        return figure.replace(old, words[0]) if words else ""
    signs = style["currency_signs"].get(unit.name, [])
    sign = next((sign for sign in signs if sign in text), signs[-1] if signs else "")
    before = span.start <= (mention.number or mention.span).start
    if not before:
        return figure.replace(old, sign or unit.name)
    rest = figure.partition(old)[2].lstrip()
    return f"{sign}{rest}" if sign and not _writes_code(text, unit.name) else f"{unit.name} {rest}"


def _writes_code(text: str, code: str) -> bool:
    return re.search(rf"\b{re.escape(code)}\s?\d", text) is not None


def _percent_points(mention: Mention, quantity: Quantity) -> str:
    if mention.unit_span is None or quantity.unit is None:
        return ""
    words = load_words("style")["points"]
    start = mention.unit_span.start - mention.start
    head = mention.surface[:start].rstrip()
    if quantity.unit.dimension == "percent":
        return f"{head} {words['one'] if quantity.value == 1 else words['many']}"
    return f"{head}%"


def _flipped(text: str, mention: Mention, quantity: Quantity, truth: Fraction) -> Fix | None:
    """From the verb to the end of the mention with the verb's opposite, None when the verb is not in the list."""
    place = _last_verb(text, Span(max(0, mention.start - _VERB_REACH), mention.start))
    if place is None:
        return None
    span, opposite = place
    verb = text[span.start : span.end]
    flipped = opposite.capitalize() if verb[0].isupper() else opposite
    figure = mention.surface if quantity.interval.holds(abs(truth)) else _figure(mention, quantity, abs(truth))
    return Fix(Span(span.start, mention.end), flipped + text[span.end : mention.start] + figure)


def _last_verb(text: str, window: Span) -> tuple[Span, str] | None:
    """The last verb of change in the window, the longest that ends there, and its opposite."""
    start = window.start
    cut = max(text.rfind(mark, window.start, window.end) for mark in (". ", "; ", "\n", ", "))
    start = max(start, cut + 1)
    best: tuple[int, int, str] | None = None
    for verb, opposite in _flips().items():
        at = _rfind_word(text, verb, start, window.end)
        if at >= 0 and (best is None or (at + len(verb), len(verb)) > (best[0] + best[1], best[1])):
            best = (at, len(verb), opposite)
    return None if best is None else (Span(best[0], best[0] + best[1]), best[2])


def _rfind_word(text: str, word: str, start: int, end: int) -> int:
    for form in (word, word.capitalize()):
        at = text.rfind(form, start, end)
        after = at + len(form)
        if at >= 0 and not text[max(at - 1, 0) : at].isalpha() and not text[after : after + 1].isalpha():
            return at
    return -1


def _flips() -> dict[str, str]:
    data = load_words("verbs")
    pairs = data["verb_flips"]
    return dict(data["one_way"]) | dict(pairs) | {there: here for here, there in pairs}


def _hedged(text: str, mention: Mention, quantity: Quantity, fact: Fact, truth: Fraction) -> Fix | None:
    """The mention with the hedge that the fact calls for."""
    words = load_words("style")
    if quantity.modifier is Modifier.EXACT:
        known = fact.comparator.strip().lower()
        return in_place(mention, f"{known} {mention.surface}" if known in words["source_wording"] else "")
    value = quantity.value
    if value is None or mention.hedge_span is None or mention.hedge_span.start >= mention.start:
        return None
    if abs(truth) > abs(value) * Fraction(21, 20) or abs(truth) < abs(value) * Fraction(19, 20):
        return None
    whole = Span(mention.hedge_span.start, mention.end)
    between = text[mention.hedge_span.end : mention.start]
    if truth == value:
        return Fix(whole, mention.surface)
    hedge = str(words["hedge_above"] if abs(truth) > abs(value) else words["hedge_below"])
    capital = text[mention.hedge_span.start].isupper()
    return Fix(whole, (hedge.capitalize() if capital else hedge) + between + mention.surface)
