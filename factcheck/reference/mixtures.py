"""Columns that hold numbers of two kinds: units, scales or separators that do not agree with each other.

What cannot be told apart is refused with its line and the fix; what every cell says for itself is used, with a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from factcheck.frozen import record
from factcheck.model import Severity, Unit
from factcheck.reference.cells import CellNumber, parse_cell
from factcheck.reference.describe import Described
from factcheck.reference.headers import parse_header
from factcheck.reference.jumps import jump_doubts
from factcheck.reference.profiles import Profile
from factcheck.reference.reading import Doubt, TableRefusedError
from factcheck.reference.tables import Field, Role, Table

_NUMBERS = frozenset({Role.VALUE, Role.VALUE_LOW, Role.VALUE_HIGH})
_NAMES = frozenset({Role.ENTITY, Role.MEASURE, Role.UNIT})
_MOST = 4000  # distinct texts looked at in one column
_UNUSED = 0.5  # the share of numbers from which on a column is told that is not used for them
_SHOWN = 40
_POINTS = re.compile(r"\d{1,3}(?:\.\d{3}){2,}")
_ONE_POINT = re.compile(r"\d{1,3}\.\d{3}")
_ONE_COMMA = re.compile(r"\d{1,3},\d{3}")
_POINT_DECIMALS = re.compile(r"(?:\d+|\d{1,3}(?:,\d{3})+)\.(?:\d{1,2}|\d{4,})")
_COMMA_DECIMALS = re.compile(r"(?:\d+|\d{1,3}(?:[. ]\d{3})+),(?:\d{1,2}|\d{4,})")
_DIGITS = re.compile(r"[-−+]?[\d.,'’ \u00a0\u202f]*\d\s?%?")
_BARE = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " "})


@record
class _Printed:
    """A text of a column, the number in it and the scale word that it prints."""

    text: str
    number: CellNumber
    scale: int
    bare: bool


def mixture_doubts(found: Described, delimiter: str) -> list[Doubt]:
    """Refuse columns of two readings; give the doubts about those of which every cell says what it is."""
    table = found.table
    doubts = [doubt for profile in found.profiles for doubt in _misread_letters(table, profile)]
    by_row = bool(table.of_role(Role.UNIT) or table.of_role(Role.MEASURE))  # then rows differ, and may
    for profile in found.profiles:
        is_number = table.fields[profile.position].role in _NUMBERS
        doubts += _unused(table, profile)
        if (profile.has_plain_numbers and delimiter != ";") or not (is_number or _looks_like_numbers(profile)):
            continue
        doubts += _separators(table, profile, profile.distinct[:_MOST], delimiter)
        if is_number and not by_row:
            printed = _printed(profile, table.decimal_comma)
            doubts += [*_units(table, profile.position, printed), *_scales(table, profile.position, printed)]
    return [*doubts, *jump_doubts(table)]


def _looks_like_numbers(profile: Profile) -> bool:
    """Whether a column that is taken for text holds digits and separators all the same."""
    return bool(profile.sample) and all(map(_DIGITS.fullmatch, profile.sample))


def _unused(table: Table, profile: Profile) -> Iterator[Doubt]:
    """A column of numbers that is no column of figures, for too many of its cells are something else."""
    field = table.fields[profile.position]
    said = "unit" in field.declared or parse_header(profile.header).has_unit
    if not field.inferred or (field.role is not Role.ATTRIBUTE and not (said and field.role is Role.ENTITY)):
        return
    if profile.quantity_share < _UNUSED or profile.period_share >= _UNUSED:
        return
    odd = [text for text in profile.sample if parse_cell(text, table.decimal_comma) is None]
    if odd:
        message = (
            f"is not used as figures, for {len(odd)} of its {len(profile.sample)} different texts are no numbers "
            f'("{odd[0][:_SHOWN]}"); correct them, or give the column the role "value" in a description'
        )
        yield _doubt(table, profile.position, odd[0], message, Severity.WARNING if said else Severity.NOTE)


def _printed(profile: Profile, decimal_comma: bool) -> list[_Printed]:
    found = []
    for text in profile.distinct[:_MOST]:
        number = parse_cell(text, decimal_comma)
        if number is not None and number.value:
            found.append(_Printed(text, number, int(number.scale), not number.unit_text))
    return found


def _place(table: Table, column: int, text: str) -> tuple[int, int]:
    lines = (line for row, line in zip(table.rows, table.lines, strict=True) if row[column].strip() == text)
    return next(lines, 0), column + 1


def _refuse(table: Table, column: int, text: str, message: str) -> TableRefusedError:
    return TableRefusedError(f'column "{table.fields[column].name}" {message}', *_place(table, column, text))


def _doubt(table: Table, column: int, text: str, message: str, severity: Severity = Severity.WARNING) -> Doubt:
    line, place = _place(table, column, text)
    return Doubt(f'column "{table.fields[column].name}" {message}', line, place, severity)


def _separators(table: Table, profile: Profile, texts: Sequence[str], delimiter: str) -> Iterator[Doubt]:
    """Points and commas that part thousands in one cell and decimals in another."""
    bare = [text.strip("-−+%$€£ ").translate(_BARE) for text in texts]
    column = profile.position

    def first(pattern: re.Pattern[str]) -> str:
        return next((text for text, trimmed in zip(texts, bare, strict=True) if pattern.fullmatch(trimmed)), "")

    point, comma = first(_POINT_DECIMALS), first(_COMMA_DECIMALS)
    if point and comma:
        message = f'writes decimals both ways ("{point}" and "{comma}"); write them all with a point'
        raise _refuse(table, column, comma if not table.decimal_comma else point, message)
    either = first(_ONE_COMMA) or first(_ONE_POINT)
    if comma and either and not table.decimal_comma and table.fields[column].role not in _NUMBERS:
        message = f'writes decimals with a comma in "{comma}", so "{either}" may be a thousand times what it seems; '
        raise _refuse(table, column, either, message + 'write plain digits, or declare "decimalChar": ","')
    many, one = first(_POINTS), first(_ONE_POINT)
    if many and one and not table.decimal_comma:
        message = f'parts thousands by points in "{many}", so "{one}" may be a thousand times what it seems; '
        raise _refuse(table, column, many, message + 'write plain digits, or declare "decimalChar": ","')
    if delimiter == ";" and not table.decimal_comma and not point:
        yield from _either_way(table, column, first, one)


def _either_way(table: Table, column: int, first: Callable[[re.Pattern[str]], str], one: str) -> Iterator[Doubt]:
    """Three digits behind a lone separator, in a file of a country where either may be meant."""
    comma = first(_ONE_COMMA)
    fix = 'write plain digits, or declare the dialect\'s "decimalChar"'
    if one and comma:
        raise _refuse(table, column, one, f'holds "{one}" and "{comma}", of which one parts thousands; {fix}')
    if comma:
        yield _doubt(table, column, comma, f'holds "{comma}", read as {comma.replace(",", "")}; {fix}')
    if one:
        yield _doubt(table, column, one, f'holds "{one}", read as a decimal fraction; {fix}')


def _units(table: Table, column: int, printed: Sequence[_Printed]) -> Iterator[Doubt]:
    """Several units in one column, or one unit here and none there."""
    by_unit: dict[Unit, _Printed] = {}
    for one in printed:
        unit = one.number.unit_in(table.fields[column].unit)
        if one.number.unit is not None and unit is not None:
            by_unit.setdefault(unit, one)
    plain = next((one for one in printed if one.bare), None)
    units, field = list(by_unit), table.fields[column]
    foreign = next((unit for unit in units if field.unit is not None and _differ(unit, field.unit)), None)
    rival = next((other for other in units[1:] if _differ(units[0], other)), None)
    if rival is not None:
        first, second = by_unit[units[0]].text, by_unit[rival].text
        if plain is not None and field.unit is None:
            message = (
                f'mixes units ("{first}", "{second}") with bare numbers ("{plain.text}"); give every cell its unit'
            )
            raise _refuse(table, column, plain.text, message)
        message = f'mixes units ("{first}", "{second}"): each cell is read in its own, and no sum of them is right'
        yield _doubt(table, column, second, message)
    elif foreign is not None and field.unit is not None:
        text = by_unit[foreign].text
        message = (
            f'is in {field.unit.name} but holds "{text}", which is read as it says; give the odd cell its own column'
        )
        yield _doubt(table, column, text, message)
    elif len(units) == 1 and plain is not None and field.unit is None:
        yield from _half_marked(table, column, by_unit[units[0]], plain, printed)


def _differ(one: Unit, other: Unit) -> bool:
    """Whether two units cannot stand in one column: two currencies, kg and t; a share in percent may."""
    if "percent" in (one.dimension, other.dimension):
        return False
    return one.name != other.name


def _half_marked(
    table: Table, column: int, marked: _Printed, plain: _Printed, printed: Sequence[_Printed]
) -> Iterator[Doubt]:
    """A unit that some cells print and others do not; a currency's sign in the first row is the way of accounts."""
    share = sum(not one.bare for one in printed) / len(printed)
    unit = marked.number.unit
    if unit is None or (unit.dimension == "currency" and not marked.number.unit_text.isalpha()):
        return
    small = all(abs(one.number.value) <= 1 for one in printed if one.bare)
    if unit.dimension == "percent" and small and any(abs(one.number.value) > 1 for one in printed if not one.bare):
        message = f'holds "{marked.text}" and "{plain.text}": is that a fraction or a percentage? Write all in one way'
        raise _refuse(table, column, plain.text, message)
    if share >= 0.8 or share <= 0.2:
        odd = plain if share >= 0.8 else marked
        message = f'prints a unit in some cells ("{marked.text}") and none in others ("{plain.text}"); give all one'
        yield _doubt(table, column, odd.text, message, Severity.NOTE)
    else:
        message = f'prints its unit in some cells only ("{marked.text}", but "{plain.text}"); put it in the header'
        yield _doubt(table, column, plain.text, message)


def _scales(table: Table, column: int, printed: Sequence[_Printed]) -> Iterator[Doubt]:
    """Numbers written in full, or in the scale that the header says, among others that print their own."""
    said = table.fields[column].scale
    scaled = [one for one in printed if one.scale not in (1, said)]
    full = [one for one in printed if one.scale == 1]
    if not scaled or (said == 1 and not full):
        return
    if said != 1:
        message = (
            f'holds "{scaled[0].text}", which is read as written and not in the scale of the header; use one scale'
        )
        yield _doubt(table, column, scaled[0].text, message, Severity.NOTE)
        return
    least = min(one.scale for one in scaled)
    small = next((one for one in full if abs(one.number.value) < least / 1000), None)
    if small is not None and all(abs(one.number.value) < least / 1000 for one in full):
        message = (
            f'holds "{scaled[0].text}" and "{small.text}": is that in full, or in the same scale? Write all in one'
        )
        raise _refuse(table, column, small.text, message)
    message = f'holds "{scaled[0].text}" among numbers in full ("{full[0].text}"), and each is read as written'
    yield _doubt(table, column, scaled[0].text, message, Severity.NOTE)


def _misread_letters(table: Table, profile: Profile) -> Iterator[Doubt]:
    """Names whose letters were read in another encoding than they were written in."""
    field: Field = table.fields[profile.position]
    texts = (profile.header, *(profile.distinct[:_MOST] if field.role in _NAMES else ()))
    for text in texts:
        meant = mended(text)
        if meant:
            where = "has the header" if text is profile.header else "holds"
            message = f'{where} "{text}", which is "{meant}" read in the wrong encoding; save the file as UTF-8 again'
            yield _doubt(table, profile.position, text, message)
            return
        if "\ufffd" in text:
            message = f'holds "{text}", where letters were lost; export the table as UTF-8 again'
            yield _doubt(table, profile.position, text, message)
            return


def mended(text: str) -> str:
    """What a text was before UTF-8 was read as Windows-1252, "" where it was not.

    >>> mended("MÃ¼nchen"), mended("München"), mended("São Paulo")
    ('München', '', '')
    """
    if text.isascii():
        return ""
    try:
        found = text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return ""
    return found if found != text else ""
