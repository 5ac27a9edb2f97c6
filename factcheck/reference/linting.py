"""What is wrong with descriptions and with what they say of their tables, each finding with its place and a fix."""

from __future__ import annotations

import difflib
import functools
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any, Final

from factcheck.model import Finding, Severity
from factcheck.reference.derivations import parse_derivation
from factcheck.reference.description_words import grain_named, month_named
from factcheck.reference.editions import vintage_doubts
from factcheck.reference.following import derived_doubts
from factcheck.reference.markup import Keys, Place, Places, load_json, load_yaml
from factcheck.reference.packages import TableDescription
from factcheck.reference.periods import ImpossibleDateError, parse_period
from factcheck.reference.reading import TableRefusedError
from factcheck.reference.sources import find_inputs
from factcheck.reference.store import ReferenceStore
from factcheck.reference.tables import Table
from factcheck.reference.tolerances import parse_tolerance

CODE: Final = "FC907"
DOUBT: Final = "FC906"
_NEAR: Final = 0.75
_ALIKE: Final = 0.6  # for the values of one key, which are few
_MOST_DETAIL: Final = 60


def lint(sources: Sequence[Any], store: ReferenceStore) -> tuple[Finding, ...]:
    """Every finding about the descriptions and tables of some sources, which the store was loaded from, each once."""
    entries = [entry for source in sources for entry in find_inputs(source, [])]
    described = [(entry.path, entry.said) for entry in entries if entry.said and entry.said.origin.is_file()]
    origins = list(dict.fromkeys(said.origin for _, said in described))
    said = {path: said for path, said in described if path is not None}
    places = {origin: Places(_text_of(origin)) for origin in origins}
    columns = {origin: _columns_of(load_description(origin)) for origin in origins}
    found = [_placed(problem, said, places, columns) for problem in store.problems]
    for origin in origins:
        found += description_findings(origin, places[origin])
    for table in store.tables:
        found += _table_findings(table)
    explained = {(one.path, one.line, one.column) for one in found if one.code == CODE}
    found = [one for one in found if one.code != DOUBT or (one.path, one.line, one.column) not in explained]
    once = {(one.path, one.line, one.column, one.message): one for one in found}
    return tuple(sorted(once.values(), key=lambda one: (one.path, one.line, one.column, one.code, one.message)))


def _text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig")


def _table_findings(table: Table) -> Iterator[Finding]:
    path = str(table.path) if table.path is not None else table.name
    for doubt in (*derived_doubts(table), *vintage_doubts(table)):
        yield Finding(doubt.code, doubt.severity, doubt.message, path=path, line=doubt.line, column=doubt.column)


def _placed(
    problem: Finding,
    said: Mapping[Path, TableDescription],
    places: Mapping[Path, Places],
    columns: Mapping[Path, Mapping[str, Keys]],
) -> Finding:
    """A finding about what a description says of a column, with the place of the key that says it."""
    table = said.get(Path(problem.path))
    column = re.search(r'column "(.+?)"', problem.message)
    keys = columns[table.origin].get(column[1]) if table is not None and column is not None else None
    if table is not None and problem.message.startswith(f'the scale "{table.scale.strip().lower()}" of the table'):
        keys = _scaled_resource(table)
    if problem.line or table is None or keys is None:
        return problem
    key = "unit" if problem.code == "FC902" else problem.message.removeprefix("the ").partition(" ")[0]
    line, at = places[table.origin].of((*keys, key))
    return replace(problem, path=str(table.origin), line=line, column=at)


def _scaled_resource(said: TableDescription) -> Keys | None:
    """Where a description gives a table's scale."""
    resources = (found for found in _objects(load_description(said.origin)) if found[0][-2:-1] == ("resources",))
    named = (keys for keys, _, entry in resources if "scale" in entry and str(entry.get("path")) == said.path)
    return next(named, None)


def _columns_of(package: Any) -> dict[str, Keys]:
    """Where a description speaks of each column."""
    fields = (found for found in _objects(package) if found[0][-2:-1] == ("fields",))
    return {str(entry.get("name")): keys for keys, _, entry in fields}


def load_description(path: Path) -> Any:
    """A description's values. Raises TableRefusedError where it is none."""
    text = _text_of(path)
    return load_json(text) if path.suffix.lower() == ".json" else load_yaml(text)


def description_findings(path: Path, places: Places | None = None) -> list[Finding]:
    """What is wrong with one description: keys that nobody reads, keys given twice, values that mean nothing."""
    try:
        package = load_description(path)
    except TableRefusedError:
        return []  # told of when the tables are loaded
    places = places or Places(_text_of(path))
    found = [*_repeated(places), *_invalid(package), *_unknown(package), *_meaningless(package)]
    return [
        Finding(CODE, severity, message, path=str(path), line=place[0], column=place[1])
        for severity, message, keys in found
        for place in [keys if isinstance(keys, _Spot) else places.of(keys)]
    ]


class _Spot(tuple[int, int]):
    """A place that is known already."""

    __slots__ = ()


_Told = tuple[Severity, str, "Keys | Place"]


def _repeated(places: Places) -> Iterator[_Told]:
    for keys, first, second in places.repeated:
        message = f'the key "{keys[-1]}" stands here for the second time (first in line {first[0]}); keep one of them'
        yield Severity.ERROR, message, _Spot(second)


# Keys and values by the schema.


@functools.cache
def description_schema() -> dict[str, Any]:
    """The JSON Schema of descriptions; the keys that a check heeds bear a comment that says so."""
    text = resources.files("factcheck").joinpath("data", "description.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def _invalid(package: Any) -> Iterator[_Told]:
    import jsonschema  # noqa: PLC0415  # slow to import

    validator = jsonschema.Draft202012Validator(description_schema())
    for error in validator.iter_errors(package):
        yield Severity.ERROR, _wording(error), tuple(error.absolute_path)


def _wording(error: Any) -> str:
    """What is wrong with a value, in words, with what may stand there."""
    key = next((part for part in reversed(error.absolute_path) if isinstance(part, str)), "the description")
    held = json.dumps(error.instance, ensure_ascii=False)
    held = held if len(held) <= _MOST_DETAIL else f"{held[: _MOST_DETAIL - 1]}…"
    if error.validator == "enum":
        near = difflib.get_close_matches(str(error.instance), error.validator_value, n=1, cutoff=_ALIKE)
        fix = f'write "{near[0]}"' if near else f"write one of {', '.join(error.validator_value)}"
        return f'"{key}" cannot be {held}; {fix}'
    if error.validator == "required":
        return f'a column without its "name"; add it, exactly as the header has it ({error.message})'
    expected = error.validator_value
    if error.validator == "type":
        kinds = [expected] if isinstance(expected, str) else expected
        return f'"{key}" cannot be {held}; write {" or ".join(_KINDS[kind] for kind in kinds)}'
    return f'"{key}" cannot be {held}; it says nothing'


_KINDS: Final = {
    "string": "a text",
    "number": "a number",
    "integer": "a whole number",
    "array": "a list",
    "object": 'an object with keys, as in {"title": "…"}',
    "boolean": "true or false",
}


def _objects(package: Any) -> Iterator[tuple[Keys, Mapping[str, Any], Mapping[str, Any]]]:
    """Every object of a description that the schema names keys for: its own keys, those keys, the object."""
    schema = description_schema()
    if isinstance(package, dict):
        yield from _objects_in(package, (), schema, schema)


def _objects_in(
    entry: dict[str, Any], keys: Keys, schema: Mapping[str, Any], root: Mapping[str, Any]
) -> Iterator[tuple[Keys, Mapping[str, Any], Mapping[str, Any]]]:
    known: Mapping[str, Any] = schema.get("properties", {})
    yield keys, known, entry
    for key, value in entry.items():
        inside = known.get(key, {})
        if isinstance(value, dict) and "properties" in inside:
            yield from _objects_in(value, (*keys, key), inside, root)
        elif isinstance(value, list) and "$ref" in inside.get("items", {}):
            item = root["$defs"][inside["items"]["$ref"].rpartition("/")[2]]
            for number, one in enumerate(value):
                if isinstance(one, dict):
                    yield from _objects_in(one, (*keys, key, number), item, root)


def _unknown(package: Any) -> Iterator[_Told]:
    """Keys that nobody reads: slips of the pen, and below the top also those that are of no use here."""
    for keys, known, entry in _objects(package):
        for key in entry:
            if key in known:
                continue
            near = _nearest(key, known)
            if near:
                message = f'there is no key "{key}"; the nearest is "{near}"'
                yield Severity.WARNING, message, (*keys, key)
            elif keys:
                message = (
                    f'there is no key "{key}", so nothing is made of it; see docs/reference-tables.md for the keys'
                )
                yield Severity.NOTE, message, (*keys, key)


def _nearest(key: str, known: Iterable[str]) -> str:
    """The known key that an unknown one most looks like, case and separators aside."""
    heeded = {name.lower(): name for name in known if not name.startswith("$")}
    plain = re.sub(r"[\s_-]", "", str(key)).lower()
    near = difflib.get_close_matches(plain, list(heeded), n=1, cutoff=_NEAR)
    return heeded[near[0]] if near else ""


# Values that the schema cannot tell from others.


def _is_period(value: str) -> bool:
    try:
        return parse_period(value) is not None
    except ImpossibleDateError:
        return False


_MEANINGS: Final[Mapping[str, tuple[Callable[[Any], bool], str]]] = {
    "tolerance": (lambda value: parse_tolerance(str(value)) is not None, 'write a number, "0.5", or a part, "1%"'),
    "frequency": (
        lambda value: grain_named(str(value)) is not None,
        'write "daily", "weekly", "monthly", "quarterly", "half-yearly", "yearly" or "fiscal year"',
    ),
    "fiscalYearStart": (lambda value: month_named(str(value)) is not None, 'write a month, "April" or 4'),
    "period": (lambda value: _is_period(str(value)), 'write it as "2024", "2024-Q3", "2024-05" or "2024-05-31"'),
    "derived": (
        lambda value: parse_derivation(value) is not None,
        """write {"difference": ["a", "b"]}, {"share": […]}, {"sum": […]} or {"change": "a", "over": "1 year"}""",
    ),
}


def _meaningless(package: Any) -> Iterator[_Told]:
    for keys, known, entry in _objects(package):
        for key, (means, fix) in _MEANINGS.items():
            value = entry.get(key) if key in known else None
            if isinstance(value, str | int | float | dict) and not means(value):
                held = json.dumps(value, ensure_ascii=False)
                yield Severity.ERROR, f'"{key}" cannot be {held}; {fix}', (*keys, key)
