"""Frictionless Data Package descriptions: what a datapackage says of its tables and their columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as record_field
from pathlib import Path
from typing import Any

from factcheck.model import Grain, Source
from factcheck.reference.derivations import Derivation, parse_derivation
from factcheck.reference.description_words import grain_named, month_named
from factcheck.reference.frequencies import Frequency
from factcheck.reference.markup import load_json, load_yaml
from factcheck.reference.reading import TableRefusedError
from factcheck.reference.tolerances import Tolerance, parse_tolerance

_NO_SOURCE = Source()


@dataclass(frozen=True)
class FieldDescription:
    """What a description says of one column."""

    name: str
    type: str = ""
    title: str = ""
    description: str = ""
    unit: str = ""
    scale: str = ""
    role: str = ""
    period: str = ""
    format: str = ""
    aliases: tuple[str, ...] = ()
    missing_values: tuple[str, ...] = ()
    frequency: Frequency | None = None
    vintage: str = ""
    signs: Mapping[str, int] = record_field(default_factory=dict)
    tolerance: Tolerance | None = None
    derived: Derivation | None = None
    note: str = ""
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableDescription:
    """What a description says of one table; `origin` is the description's own file.

    `series` is the name that the editions of one table share, `vintage` which of them this is. Of a field's `signs`
    each is a word and the sign, 1 or -1, with which the column prints what the word names. `part` is the sheet or the
    table of a file with several, `quote` the sign around texts; `inline_at` is the number of the resource that holds
    its rows itself.
    """

    origin: Path
    name: str = ""
    path: str = ""
    title: str = ""
    description: str = ""
    aliases: tuple[str, ...] = ()
    package_title: str = ""
    entity: str = ""
    measure: str = ""
    unit: str = ""
    scale: str = ""
    source: Source = _NO_SOURCE
    licence: str = ""
    retrieved: str = ""
    as_of: str = ""
    encoding: str = ""
    delimiter: str = ""
    decimal_comma: bool = False
    missing_values: tuple[str, ...] | None = None
    tolerance: Tolerance | None = None
    period: str = ""
    frequency: Frequency | None = None
    series: str = ""
    vintage: str = ""
    note: str = ""
    keys: tuple[str, ...] = ()
    aggregates: tuple[str, ...] = ()
    entity_aliases: Mapping[str, tuple[str, ...]] = record_field(default_factory=dict)
    primary_key: tuple[str, ...] = ()
    glossary: tuple[tuple[str, str], ...] = ()  # what headers mean, from a file beside the table
    fields: tuple[FieldDescription, ...] = ()
    part: str = ""
    files: tuple[str, ...] = ()
    quote: str = ""
    inline_at: int | None = None


def read_package(path: Path) -> tuple[TableDescription, ...]:
    """The tables that a description describes; TableRefusedError where it is no valid description."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise TableRefusedError("the description cannot be read; check its permissions") from error
    return parse_package(path, data)


def parse_package(path: Path, data: bytes) -> tuple[TableDescription, ...]:
    """The tables that the text of a description describes; its file need not be one on disk."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TableRefusedError("the description cannot be read as UTF-8 text; save it as UTF-8") from error
    package = load_json(text) if path.suffix.lower() == ".json" else load_yaml(text)
    if not isinstance(package, dict):
        raise TableRefusedError('the description must be an object with a list "resources"', 1, 1)
    resources = package.get("resources", [package] if "schema" in package else None)
    if not isinstance(resources, list) or not all(isinstance(entry, dict) for entry in resources):
        raise TableRefusedError(
            'the description has no list "resources"; list a "path" and a "schema" for each table', 1, 1
        )
    described = (_table(path, package, entry, len(resources)) for entry in resources)
    return tuple(
        replace(said, inline_at=number) if _holds_rows(entry) else said
        for number, (said, entry) in enumerate(zip(described, resources, strict=True))
    )


def _holds_rows(entry: Mapping[str, Any]) -> bool:
    return "path" not in entry and isinstance(entry.get("data"), list | dict)


def _text(entry: Mapping[str, Any], *keys: str) -> str:
    """The first of the keys that holds something, as text."""
    for key in keys:
        value = entry.get(key)
        if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
            return str(value).strip()
    return ""


def _object(entry: Mapping[str, Any], key: str) -> dict[str, Any]:
    value = entry.get(key)
    return value if isinstance(value, dict) else {}


def _texts(entry: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = entry.get(key)
    if isinstance(value, str):
        return (value,)
    return tuple(str(item) for item in value) if isinstance(value, list) else ()


def _table(origin: Path, package: Mapping[str, Any], entry: Mapping[str, Any], tables: int) -> TableDescription:
    schema, dialect = _object(entry, "schema"), _object(entry, "dialect")
    missing = schema.get("missingValues", entry.get("missingValues"))
    fields = schema.get("fields")
    columns = tuple(_field(item) for item in fields if isinstance(item, dict)) if isinstance(fields, list) else ()
    package_words = tables == 1
    return TableDescription(
        origin=origin,
        name=_text(entry, "name"),
        path=_text(entry, "path") or next(iter(_texts(entry, "path")), ""),
        title=_text(entry, "title") or (_text(package, "title") if package_words else ""),
        description=_text(entry, "description") or (_text(package, "description") if package_words else ""),
        aliases=_texts(entry, "aliases"),
        package_title=_text(package, "title"),
        entity=_text(entry, "entity"),
        measure=_text(entry, "measure"),
        unit=_text(entry, "unit"),
        scale=_text(entry, "scale"),
        source=_source(entry) or _source(package) or _NO_SOURCE,
        licence=_licence(entry) or _licence(package),
        retrieved=_text(entry, "retrieved", "retrievedDate") or _text(package, "retrieved", "last_updated"),
        as_of=_text(entry, "asOf", "as_of") or _text(package, "asOf", "as_of"),
        part=_text(dialect, "sheetName", "sheet", "table") or _text(_object(dialect, "excel"), "sheet"),
        files=_texts(entry, "path"),
        quote=_text(dialect, "quoteChar") or _text(_object(dialect, "csv"), "quoteChar"),
        encoding=_text(entry, "encoding"),
        delimiter=_text(dialect, "delimiter") or ("\t" if dialect.get("delimiter") == "\t" else ""),
        decimal_comma=_text(dialect, "decimalChar") == "," or _any_decimal_comma(fields),
        missing_values=tuple(map(str, missing)) if isinstance(missing, list) else None,
        tolerance=parse_tolerance(_text(entry, "tolerance")),
        period=_text(entry, "period"),
        frequency=_frequency(entry),
        series=_text(entry, "series"),
        vintage=_text(entry, "vintage") or _text(package, "vintage"),
        note=_text(entry, "note"),
        keys=tuple(entry),
        aggregates=_texts(entry, "aggregates"),
        entity_aliases=_aliases(entry.get("entityAliases")),
        primary_key=_texts(schema, "primaryKey"),
        fields=columns,
    )


def _any_decimal_comma(fields: Any) -> bool:
    return isinstance(fields, list) and any(
        isinstance(item, dict) and item.get("decimalChar") == "," for item in fields
    )


def _field(entry: Mapping[str, Any]) -> FieldDescription:
    return FieldDescription(
        name=_text(entry, "name"),
        type=_text(entry, "type"),
        title=_text(entry, "title"),
        description=_text(entry, "description"),
        unit=_text(entry, "unit"),
        scale=_text(entry, "scale"),
        role=_text(entry, "role").lower(),
        period=_text(entry, "period"),
        format=_text(entry, "format"),
        aliases=_texts(entry, "aliases"),
        missing_values=_texts(entry, "missingValues"),
        frequency=_frequency(entry),
        vintage=_text(entry, "vintage"),
        signs=_signs(entry.get("signs")),
        tolerance=parse_tolerance(_text(entry, "tolerance")),
        derived=parse_derivation(entry.get("derived")),
        note=_text(entry, "note"),
        keys=tuple(entry),
    )


def _frequency(entry: Mapping[str, Any]) -> Frequency | None:
    """How often: the month in which a fiscal year starts is enough to say that the years are fiscal."""
    first = month_named(_text(entry, "fiscalYearStart"))
    grain = grain_named(_text(entry, "frequency")) or (Grain.FISCAL_YEAR if first else None)
    return None if grain is None else Frequency(grain, first or 1, _text(entry, "fiscalYearNamed") == "start")


def _signs(value: Any) -> dict[str, int]:
    """Words and the signs that they are printed with: {"outflow": "negative"}."""
    signs = {"negative": -1, "positive": 1}
    entries = value.items() if isinstance(value, dict) else ()
    return {str(word): signs[str(sign)] for word, sign in entries if str(sign) in signs}


def _source(entry: Mapping[str, Any]) -> Source | None:
    sources = entry.get("sources")
    if not isinstance(sources, list) or not sources:
        return None
    named = [item for item in sources if isinstance(item, dict)]
    if not named:
        return Source(title=str(sources[0]))
    titles = "; ".join(dict.fromkeys(filter(None, (_text(item, "title", "name") for item in named))))
    first = named[0]
    return Source(titles, _text(first, "date", "published"), _text(first, "path", "link", "web", "url"))


def _licence(entry: Mapping[str, Any]) -> str:
    licences = entry.get("licenses", entry.get("licences"))
    if isinstance(licences, Sequence) and not isinstance(licences, str) and licences:
        first = licences[0]
        return _text(first, "name", "title", "id") if isinstance(first, dict) else str(first)
    return _text(entry, "license", "licence")


def _aliases(value: Any) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        return {}
    return {str(name): _texts(value, name) for name in value}
