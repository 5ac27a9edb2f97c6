"""A number as a spreadsheet shows it: 0.125 under "0.0%" is "12.5%", 1234567 under '#,##0,"k"' is "1,235k"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from factcheck.frozen import record

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_.|\*.|\[\$(?P<currency>[^\]-]*)(?:-[^\]]*)?\]|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<exponent>[eE][+-])|(?P<general>General)|(?P<other>.)",
    re.DOTALL | re.IGNORECASE,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?(?:[0-9]+\.?[0-9]*|\.[0-9]+))")
_WIDE = Context(prec=1000, rounding=ROUND_HALF_UP)  # the largest float with the most decimals of a format
_LONGEST = 250  # Excel's own limit of a format


@record
class _Section:
    """One part of a format: what stands before and after the digits, how many decimals, how the number is scaled."""

    before: str
    after: str
    decimals: int = 0
    optional: int = 0  # how many of the decimals are left out where they are zero
    least_digits: int = 1
    grouped: bool = False
    thousands: int = 0  # how many times the number is divided by 1000
    percent: bool = False
    scientific: bool = False
    has_digits: bool = False
    general: bool = False
    fraction: bool = False
    condition: tuple[str, str] = ("", "")


def shown_number(value: int | float | Decimal, code: str) -> str:
    """The number as the format shows it; where it shows no digits, or a fraction, the number as it is stored.

    >>> shown_number(0.125, "0.0%"), shown_number(1234567, '#,##0,"k"'), shown_number(-5, "0.00;(0.00)")
    ('12.5%', '1,235k', '(5.00)')
    >>> shown_number(0.1 + 0.2, "General"), shown_number(1204.5, "[$€-407] #,##0.00"), shown_number(7, ";;;")
    ('0.3', '€ 1,204.50', '7')
    """
    if code == "General" and isinstance(value, int):
        return str(value)
    exact = Decimal(format(value, ".15g")) if isinstance(value, float) else Decimal(value)
    if not exact.is_finite():
        return str(exact)
    sections = _sections(code[:_LONGEST])
    section, negative = _chosen(sections, exact)
    if section is None or section.fraction or not (section.has_digits or section.general):
        return _plain(exact)
    size = abs(exact) if negative or exact < 0 else exact
    sign = "-" if exact < 0 and not negative else ""
    digits = _plain(size) if section.general else _digits(size, section)
    return f"{sign}{section.before.lstrip()}{digits}{section.after.rstrip()}"


def measured_number(value: int | float | Decimal, code: str) -> str:
    """The number as its format shows it, with the decimals that a format without any leaves out.

    A cell that shows "123" for 123.456 is no exact count, and its text would say so.

    >>> measured_number(123.456, "0"), measured_number(-0.1234, "0%"), measured_number(1234567, "#,##0,")
    ('123.456', '-12.34%', '1,234.567')
    >>> measured_number(41200, "#,##0"), measured_number(12.345, "0.0"), measured_number(1234567, '#,##0,"k"')
    ('41,200', '12.3', '1,235k')
    """
    shown = shown_number(value, code)
    exact = Decimal(format(value, ".15g")) if isinstance(value, float) else Decimal(value)
    if not exact.is_finite():
        return shown
    section, negative = _chosen(_sections(code[:_LONGEST]), exact)
    if section is None or not section.has_digits or section.fraction or section.scientific or section.decimals:
        return shown
    if section.thousands and any(map(str.isalpha, section.after)):
        return shown  # "1,235k" says itself that it is rounded
    size = exact.scaleb(2 * section.percent - 3 * section.thousands, _WIDE)
    exponent = size.normalize(_WIDE).as_tuple().exponent
    if not isinstance(exponent, int) or exponent >= 0:
        return shown
    sign = "-" if exact < 0 and not negative else ""
    digits = _digits(abs(exact), replace(section, decimals=-exponent))
    return f"{sign}{section.before.lstrip()}{digits}{section.after.rstrip()}"


def _plain(value: Decimal) -> str:
    text = format(value.normalize(_WIDE), "f") if -20 < value.adjusted() < 21 else f"{value:e}"
    return "0" if text == "-0" else text


def _chosen(sections: tuple[_Section, ...], value: Decimal) -> tuple[_Section | None, bool]:
    """The section for the number, and whether the section itself tells that the number is negative."""
    for number, section in enumerate(sections):
        if section.condition[0] and _holds(section.condition, value):
            return section, value < 0 and number > 0
    if not sections:
        return None, False
    if any(section.condition[0] for section in sections):
        bare = [section for section in sections if not section.condition[0]]
        return (bare[0] if bare else None), False
    if value < 0 and len(sections) > 1:
        return sections[1], True
    if value == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], False


def _holds(condition: tuple[str, str], value: Decimal) -> bool:
    sign, bound = condition[0], Decimal(condition[1])
    compared = (value > bound) - (value < bound)
    return compared in {"<": {-1}, "<=": {-1, 0}, ">": {1}, ">=": {0, 1}, "=": {0}, "<>": {-1, 1}}[sign]


def _digits(value: Decimal, section: _Section) -> str:
    if section.scientific:
        return f"{value:.{section.decimals}e}"
    value = value.scaleb(2, _WIDE) if section.percent else value
    value = value.scaleb(-3 * section.thousands, _WIDE)
    rounded = value.quantize(Decimal(1).scaleb(-section.decimals), context=_WIDE)
    text = format(rounded, ",f" if section.grouped else "f")
    whole, point, decimals = text.partition(".")
    if section.optional:
        kept = section.decimals - section.optional
        decimals = decimals[:kept] + decimals[kept:].rstrip("0")
        point = point if decimals else ""
    return whole.rjust(section.least_digits, "0") + point + decimals


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...]:
    parts: list[list[re.Match[str]]] = [[]]
    for token in _TOKEN.finditer(code):
        if token["other"] == ";":
            parts.append([])
        else:
            parts[-1].append(token)
    return tuple(_section(part) for part in parts)


def _section(tokens: list[re.Match[str]]) -> _Section:
    places = [number for number, token in enumerate(tokens) if token["other"] in ("0", "#", "?")]
    conditions = (_CONDITION.fullmatch(token["bracket"] or "") for token in tokens)
    found = next(filter(None, conditions), None)
    condition = (found[1], found[2]) if found else ("", "")
    if any(tokens[place]["other"] != "?" for place in places):
        return _numeric(tokens, places[0], places[-1], condition)
    general = next((number for number, token in enumerate(tokens) if token["general"]), None)
    if general is None:
        return _Section("", "", condition=condition)
    before, after = _literal(tokens[:general]), _literal(tokens[general + 1 :])
    return _Section(before, after, general=True, condition=condition)


def _numeric(tokens: list[re.Match[str]], first: int, last: int, condition: tuple[str, str]) -> _Section:
    """A section with digits: what stands between its first and its last placeholder says how they are shown."""
    end = last + 1
    while end < len(tokens) and tokens[end]["other"] == ",":
        end += 1
    core = "".join(_core(tokens[first : last + 1]))
    whole, _, rest = core.partition(".")
    decimals = rest.partition("E")[0]
    before, after = _literal(tokens[:first]), _literal(tokens[end:])
    return _Section(
        before,
        after,
        decimals=sum(sign in "0#?" for sign in decimals),
        optional=len(decimals) - len(decimals.rstrip("#?")),
        least_digits=max(1, whole.count("0")),
        grouped="," in whole,
        thousands=end - last - 1,
        percent=any(token["other"] == "%" for token in (*tokens[:first], *tokens[end:])),  # a quoted one is text
        scientific="E" in core,
        has_digits=True,
        fraction="/" in core,
        condition=condition,
    )


def _core(tokens: list[re.Match[str]]) -> Iterator[str]:
    for token in tokens:
        if token["other"]:
            yield token["other"]
        elif token["exponent"]:
            yield "E"


def _literal(tokens: list[re.Match[str]]) -> str:
    return "".join(
        token["quoted"] or token["escaped"] or token["currency"] or (token["other"] or "").replace("@", "")
        for token in tokens
    )


def shown_date(value: dt.datetime | dt.date | dt.time | dt.timedelta, code: str) -> str:
    """A date at the grain that its format shows, written so that it can be read one way only.

    >>> shown_date(dt.datetime(2024, 3, 5), "dd/mm/yyyy"), shown_date(dt.datetime(2024, 3, 1), "mmm-yy")
    ('2024-03-05', '2024-03')
    >>> shown_date(dt.datetime(2024, 1, 1), "yyyy"), shown_date(dt.timedelta(hours=27, minutes=5), "[h]:mm")
    ('2024', '27:05')
    """
    if isinstance(value, dt.timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02d}"
    if isinstance(value, dt.time):
        return value.isoformat()
    signs = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", code.lower())
    day = value.date() if isinstance(value, dt.datetime) else value
    if "d" in signs or signs.strip() in ("", "general", "@"):
        clock = value.time() if isinstance(value, dt.datetime) else dt.time()
        return f"{day.isoformat()} {clock.isoformat('minutes')}" if "h" in signs and clock != dt.time() else str(day)
    if "y" in signs and "m" not in signs:
        return f"{day.year}"
    if "h" in signs and "y" not in signs and isinstance(value, dt.datetime):
        return value.time().isoformat("minutes")
    return f"{day.year}-{day.month:02d}"
