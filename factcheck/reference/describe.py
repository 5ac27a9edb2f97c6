"""From a file and what is said about it to a Table: roles, names, units and periods of its columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path

from factcheck.model import Period, Severity, Unit
from factcheck.reference.captions import title_names, with_captions
from factcheck.reference.cells import is_plain_number, parse_cell
from factcheck.reference.counted import stems_in, unknown_unit
from factcheck.reference.frequencies import Frequency
from factcheck.reference.glossary import explained
from factcheck.reference.headers import Header, described_unit, parse_header, unit_phrase
from factcheck.reference.levels import common_end, parse_levels
from factcheck.reference.packages import FieldDescription, TableDescription
from factcheck.reference.parts_of_years import are_parts, with_parts
from factcheck.reference.periods import ImpossibleDateError, are_codes, parse_period
from factcheck.reference.profiles import Profile, has_decimal_comma, has_header, profile_columns
from factcheck.reference.reading import Doubt, RawTable
from factcheck.reference.roles import ROLE_NAMES, column_roles, holds_periods
from factcheck.reference.sharing import VALUE_ROLES, with_shared
from factcheck.reference.split_years import settled
from factcheck.reference.tables import Field, Role, Table
from factcheck.reference.tolerances import stated_number
from factcheck.reference.words import plain, table_words, word_set

_LONGEST_NAME = 100
_UNIT_OF = re.compile(r"(?:^|[(\[])(?P<words>[^()\[\]]+ of [^()\[\]]+?)(?:[)\]]\s*$|$)")


@dataclass(frozen=True)
class Described:
    """A table, the profiles of its columns and the doubts met on the way."""

    table: Table
    profiles: tuple[Profile, ...]
    doubts: tuple[Doubt, ...] = ()


@dataclass
class _Gathering:
    own_words: frozenset[str] = frozenset()  # stems
    doubts: list[Doubt] = field(default_factory=list)


def describe_table(name: str, path: Path | None, raw: RawTable, said: TableDescription | None) -> Described:
    """The table that a file is, by its description where there is one and by inference for the rest."""
    said = said or TableDescription(Path())
    missing = _missing_values(said)
    comma = said.decimal_comma or has_decimal_comma(raw.rows, raw.delimiter)
    columns = tuple(zip(*raw.rows, strict=True))
    profiles = profile_columns(raw.headers, columns, missing, comma)
    described = explained(said)
    gathering = _Gathering(
        stems_in((*_table_names(name, raw, said), *raw.headers, *(one.title for one in said.fields)))
    )
    headers = _read_headers(profiles, described, said.frequency)
    roles = column_roles(profiles, headers, described, columns)
    fields = tuple(
        _field(profile, header, role, described.get(profile.header), said, gathering)
        for profile, header, role in zip(profiles, headers, roles, strict=True)
    )
    fields = with_parts(with_shared(fields, headers), profiles)
    if not said.unit and not said.scale:
        fields, doubts = with_captions(fields, profiles, raw.titles)
        gathering.doubts += doubts
    table = _table(name, path, raw, said, fields, missing, comma)
    return Described(table, profiles, tuple(gathering.doubts))


def _missing_values(said: TableDescription) -> frozenset[str]:
    """Declared missing values are added to the usual ones: nobody means "n/a" as a number."""
    usual = word_set("missing")
    declared = said.missing_values or ()
    return usual | {text.strip().lower() for text in declared}


def _read_headers(
    profiles: Sequence[Profile], described: Mapping[str, FieldDescription], frequency: Frequency | None
) -> tuple[Header, ...]:
    """Headers in parts; where a column holds the periods, a year in a header belongs to its name."""
    has_periods = any(_is_period_column(profile, described.get(profile.header)) for profile in profiles)
    end = common_end([profile.header for profile in profiles])
    headers = [parse_levels(profile.header, with_period=not has_periods, without=end) for profile in profiles]
    if are_codes(header.period.text for header in headers if header.period is not None):
        headers = [parse_levels(profile.header, with_period=False, without=end) for profile in profiles]
    periods = settled([header.period for header in headers], frequency)
    return tuple(replace(header, period=period) for header, period in zip(headers, periods, strict=True))


def _is_period_column(profile: Profile, said: FieldDescription | None) -> bool:
    if said is not None and (said.role == Role.PERIOD or said.type in ("year", "yearmonth")):
        return True
    return has_header(profile, "period") and holds_periods(profile) and not are_parts(profile.sample)


def _field(
    profile: Profile,
    header: Header,
    role: Role,
    said: FieldDescription | None,
    table: TableDescription,
    gathering: _Gathering,
) -> Field:
    known = said or FieldDescription(profile.header)
    if known.role and known.role not in ROLE_NAMES:
        message = f'the role "{known.role}" of column "{profile.header}" is none of {", ".join(sorted(ROLE_NAMES))}'
        gathering.doubts.append(Doubt(message))
    unit, scale = None, Fraction(1)
    measure = header.measure
    if role in VALUE_ROLES:
        unit, scale = _unit_and_scale(profile, header, known, table, gathering)
    else:
        measure = plain(profile.header)
    names = _names(header, measure, known)
    return Field(
        name=profile.header,
        role=role,
        title=known.title,
        names=names,
        measure=known.title or measure,
        unit=unit,
        scale=scale,
        period=_period(header, role, known, table),
        description=known.description,
        type=known.type,
        kind=_kind(profile, header, known, scale) if role in VALUE_ROLES else "value",
        vintage=known.vintage,
        signs=known.signs,
        tolerance=known.tolerance or table.tolerance,
        derived=known.derived,
        note=known.note,
        declared=known.keys,
        date_format=_date_format(known),
        missing_values=frozenset(known.missing_values),
        inferred=not known.role and not known.type,
    )


def _names(header: Header, measure: str, said: FieldDescription) -> tuple[str, ...]:
    found = [said.title, measure, *said.aliases, *said.signs]
    if said.derived is not None and said.derived.way == "change":
        found.append(f"{parse_header(said.derived.of[0]).measure} change")
    if said.description:
        found.append(first_sentence(said.description))
    found.append(_named_by_unit(header, said))
    return tuple(dict.fromkeys(text for text in found if text)) or (
        (plain(header.text),) if header.period is None else ()
    )


def _named_by_unit(header: Header, said: FieldDescription) -> str:
    """A unit that says what is measured is a name of the measure: "tonnes of CO2", but not "% of GDP"."""
    match = _UNIT_OF.search(said.unit or (header.text if header.unit is not None else ""))
    unit = unit_phrase(match["words"]) if match is not None else None
    named = unit is not None and unit[0] is not None and unit[0].dimension not in ("percent", "currency")
    return match["words"] if match is not None and named else ""


def first_sentence(text: str) -> str:
    """What a description says first, or "" where that is too long for a name."""
    first = re.split(r"(?<=[a-z)])[.;]\s", " ".join(text.split()), maxsplit=1)[0].rstrip(".")
    return first if len(first) <= _LONGEST_NAME else ""


def _period(header: Header, role: Role, said: FieldDescription, table: TableDescription) -> Period | None:
    """What a column is of: its declared period, else its header's, as the table's frequency means it."""
    found = _declared_period(said.period) or (header.period if role in VALUE_ROLES else None)
    return found if found is None or table.frequency is None else table.frequency.meant(found)


def _declared_period(text: str) -> Period | None:
    try:
        return parse_period(text) if text else None
    except ImpossibleDateError:
        return None


def _date_format(said: FieldDescription) -> str:
    return said.format if said.format not in ("default", "any") else ""


def _unit_and_scale(
    profile: Profile, header: Header, said: FieldDescription, table: TableDescription, gathering: _Gathering
) -> tuple[Unit | None, Fraction]:
    """A declared unit, else the header's, else what the description says in words."""
    if not said.unit and (phrase := unit_phrase(said.scale)) is not None and phrase[0] is not None:
        return phrase  # "US$ bn" says both
    of_table = not said.scale and not said.unit
    where = "the table" if of_table else f'column "{profile.header}"'
    declared_scale = _scale(table.scale if of_table else said.scale, gathering, where)
    declared = said.unit or (table.unit if _is_generic(profile) else "")
    if declared:
        unit, scale = read_unit(declared, gathering.doubts, f'column "{profile.header}"', gathering.own_words)
        return unit, declared_scale if said.scale else scale * declared_scale
    worded = described_unit(said.description) or described_unit(said.title)
    if worded is None and not said.scale and _is_rate_of_one(profile):
        message = f'column "{profile.header}" is read as parts of 1, so that "{profile.sample[0]}" is '
        message += f'{float(Fraction(profile.sample[0]) * 100):g}%; write "%" in its header where it is in percent'
        gathering.doubts.append(Doubt(message, 1, profile.position + 1, Severity.NOTE))
        return described_unit("as a fraction of 1") or (None, Fraction(1))
    if header.has_unit:
        unit, scale = _joined_units(header, worded, declared_scale)
        if unit is not None and unit.dimension == "ratio" and _prints_percent(profile):
            return _unit_of_cells(profile), Fraction(1)
        return unit, declared_scale if said.scale else scale
    if worded is None and _is_generic(profile):
        worded = described_unit(table.description) if len(table.description) <= 160 else None
    if worded is not None:
        return worded[0], declared_scale if said.scale else worded[1]
    if worded is None and not all(map(is_plain_number, profile.sample[:50])):
        return _unit_of_cells(profile), declared_scale
    if said.derived is not None and said.derived.way == "share" and not _is_fraction(profile):
        return described_unit("in percent") or (None, Fraction(1))
    if _is_share_of_one(profile) or (said.derived is not None and said.derived.way == "share"):
        return described_unit("as a fraction of 1") or (None, Fraction(1))
    return None, declared_scale


def _joined_units(
    header: Header, worded: tuple[Unit | None, Fraction] | None, scale: Fraction
) -> tuple[Unit | None, Fraction]:
    """The header's unit, with what the description adds: a scale to a unit, or a unit to a scale."""
    if worded is not None and (header.unit is None or worded[0] in (None, header.unit)):
        return header.unit or worded[0], max(header.scale, worded[1]) * scale
    return header.unit, header.scale * scale


def _is_generic(profile: Profile) -> bool:
    return has_header(profile, "generic")


def _unit_of_cells(profile: Profile) -> Unit | None:
    """The unit that the cells print themselves: all of them, or a currency sign here and there as in accounts."""
    numbers = [parse_cell(text, profile.decimal_comma) for text in profile.sample[:50]]
    units = Counter(number.unit for number in numbers if number is not None)
    named = [unit for unit in units if unit is not None]
    if len(named) != 1:
        return None
    return named[0] if named[0].dimension == "currency" or units[named[0]] * 5 >= len(numbers) * 4 else None


def _prints_percent(profile: Profile) -> bool:
    unit = _unit_of_cells(profile)
    return unit is not None and unit.dimension == "percent"


def _is_share_of_one(profile: Profile) -> bool:
    """A column called a share whose numbers all lie between 0 and 1 and are written with decimals."""
    return (bool(word_set("shares") & set(profile.tokens)) and _is_fraction(profile)) or _is_rate_of_one(profile)


def _is_rate_of_one(profile: Profile) -> bool:
    """A percentage as sport writes it: "PCT" over ".455"; no change, and nothing that a sign marks as percent."""
    words = set(profile.tokens)
    changes = word_set("changes") | word_set("change_rates")
    told = bool(words & word_set("rates_of_one")) and not words & changes and "%" not in profile.header
    return told and profile.holds_parts_of_one


def _is_fraction(profile: Profile) -> bool:
    texts = [text for text in profile.sample if text.replace(".", "", 1).isdecimal()]
    return len(texts) == len(profile.sample) and "." in "".join(texts) and all(Fraction(text) <= 1 for text in texts)


def _scale(text: str, gathering: _Gathering, where: str) -> Fraction:
    text = text.strip().lower()
    if not text:
        return Fraction(1)
    words = table_words()["word_scales"]
    if text in words:
        return Fraction(words[text])
    phrase = unit_phrase(text)
    if phrase is not None and phrase[0] is None:
        return phrase[1]
    scale = stated_number(text.replace(",", ""))
    if scale is None or scale <= 0:
        message = f'the scale "{text}" of {where} is neither a number'
        message += ' of a usual size, such as 1000 or 1e6, nor a word such as "thousand"'
        if Doubt(message) not in gathering.doubts:
            gathering.doubts.append(Doubt(message))
        return Fraction(1)
    return scale


def read_unit(
    text: str, doubts: list[Doubt], where: str, own_words: frozenset[str] = frozenset()
) -> tuple[Unit | None, Fraction]:
    """A unit as a table writes it; an unknown word is a counted noun, with a doubt where nothing explains the word."""
    text = " ".join(text.split())
    phrase = unit_phrase(text)
    if phrase is not None:
        return phrase
    if text.lower() in word_set("not_units") or not text:
        return None, Fraction(1)
    if text.lower() in word_set("shares"):
        return described_unit("as a fraction of 1") or (None, Fraction(1))
    message, is_slip = unknown_unit(text, where, own_words)
    if message:
        doubts.append(Doubt(message, severity=Severity.WARNING if is_slip else Severity.NOTE, code="FC902"))
    return Unit(text.lower(), "count"), Fraction(1)


def _kind(profile: Profile, header: Header, said: FieldDescription, scale: Fraction) -> str:
    if has_header(profile, "rank"):
        return "rank"
    if said.derived is not None and said.derived.way == "change":
        return "change"
    as_fraction = said.derived is not None or _is_share_of_one(profile) or described_unit(said.description) is not None
    as_fraction = as_fraction or (header.unit is not None and header.unit.dimension == "percent")
    if scale == 100 and as_fraction:
        return "share"
    words = set(header.measure.lower().replace("-", " ").split())
    return "change" if words & word_set("changes") else "value"


def _table(
    name: str,
    path: Path | None,
    raw: RawTable,
    said: TableDescription,
    fields: tuple[Field, ...],
    missing: frozenset[str],
    comma: bool,
) -> Table:
    return Table(
        name=name,
        title=said.title or raw.title or plain(Path(name).stem.replace("-", " ")),
        description=said.description,
        names=_table_names(name, raw, said),
        path=path,
        fields=fields,
        rows=raw.rows,
        lines=raw.lines,
        source=said.source,
        entity=said.entity,
        measure=said.measure,
        licence=said.licence,
        retrieved=said.retrieved,
        as_of=said.as_of,
        digest=raw.digest,
        missing_values=missing,
        tolerance=said.tolerance,
        period=_declared_period(said.period),
        frequency=said.frequency or next((column.frequency for column in said.fields if column.frequency), None),
        series=said.series,
        vintage=said.vintage,
        note=said.note,
        declared=said.keys,
        aggregates=frozenset(text.casefold() for text in said.aggregates),
        entity_aliases=said.entity_aliases,
        decimal_comma=comma,
        primary_key=said.primary_key,
        part=raw.part,
        letters=raw.letters,
        form=f"{raw.form}, decimal comma" if comma and raw.form else raw.form,
    )


def _table_names(name: str, raw: RawTable, said: TableDescription) -> tuple[str, ...]:
    stem = plain(Path(name).stem.replace("-", " "))
    own = plain(said.name.replace("-", " "))
    sentences = [first_sentence(said.description), *map(first_sentence, title_names((raw.title, *raw.titles)))]
    found = [said.measure, said.title, *said.aliases, stem, own, *sentences, said.package_title]
    return tuple(dict.fromkeys(text for text in found if text))
