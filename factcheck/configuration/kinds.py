"""What the value of a key may be: in words, as JSON Schema, and read into what `Settings` holds.

The schema and the reading of a kind stand side by side, and a test holds them against each other.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, Final, get_args

from factcheck.configuration.mistakes import closest
from factcheck.frozen import record
from factcheck.results import FailOn

Schema = dict[str, Any]
BUILTIN: Final = "builtin"
_TEXT: Final[Schema] = {"type": "string", "minLength": 1, "pattern": r"\S"}


@record
class Kind:
    """A kind of value.

    `expects` says in words what is written, `schema` gives it as JSON Schema. `read` turns what stands in a file of
    that folder into the value of a setting, and raises ValueError with the reason for what is none.
    """

    expects: str
    schema: Callable[[], Schema]
    read: Callable[[Any, Path], Any]


def shown_path(text: str, folder: Path) -> str:
    """A path that stands in a file of that folder, as it is written from the working directory."""
    return text if os.path.isabs(text) else os.path.relpath(folder / text)  # noqa: PTH117 - a text stays one


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"must be a text in quotation marks, not {_shown(value)}")
    if not value.strip():
        raise ValueError("is empty; take the key out, or say something")
    return value


def _texts(value: Any) -> list[str]:
    """The texts of a list; a single text counts as a list of one."""
    if isinstance(value, str):
        return [_text(value)]
    if not isinstance(value, list):
        raise ValueError(f"must be a list of texts, not {_shown(value)}")
    for one in value:
        if not isinstance(one, str):
            raise ValueError(f"must hold texts in quotation marks only, not {_shown(one)}")
        _text(one)
    return value


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a table of keys"
    text = str(value)
    return f'"{text}"' if isinstance(value, str) else f"the list {text}" if isinstance(value, list) else text


def _list_of(item: Schema) -> Schema:
    return {"anyOf": [item, {"type": "array", "items": item}]}


# The kinds.


def _sources(value: Any, folder: Path) -> tuple[str, ...]:
    return tuple(one if one == BUILTIN else shown_path(one, folder) for one in _texts(value))


def _file(value: Any, folder: Path) -> str:
    return shown_path(_text(value), folder)


def _globs(value: Any, _: Path) -> tuple[str, ...]:
    for one in _texts(value):
        if not one.strip("/!"):
            raise ValueError(f'has the pattern "{one}", which fits nothing')
    return tuple(_texts(value))


def _locale(value: Any, _: Path) -> str:
    from factcheck.locales import UnknownLocaleError, find_locale  # noqa: PLC0415

    try:
        find_locale(_text(value))
    except UnknownLocaleError as error:
        raise ValueError(f"{error}; write a language or a language and its country: de, en-GB") from None
    return str(value)


def _locale_schema() -> Schema:
    from factcheck.locales import known_locales  # noqa: PLC0415

    known = known_locales()
    languages = [name for name in known if "-" not in name]
    others = [name for name in known if name.partition("-")[0] not in languages]
    told = [
        *map(_either_case, languages),
        *("([-_].*)?[-_]".join(map(_either_case, name.split("-"))) for name in others),
    ]
    return _TEXT | {"pattern": rf"^\s*({'|'.join(told)})([-_.@].*|\s*)$"}


def _either_case(name: str) -> str:
    return "".join(f"[{letter.upper()}{letter.lower()}]" for letter in name)


def _date(value: Any, _: Path) -> dt.date:
    if isinstance(value, dt.datetime | dt.time):
        raise ValueError(f"must be a day without a time, such as 2022-11-20, not {value}")
    if isinstance(value, dt.date):
        return value
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", _text(value)):
            raise ValueError
        return dt.date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"must be a day written as 2022-11-20, not {_shown(value)}") from None


def _codes(value: Any, _: Path) -> tuple[str, ...]:
    from factcheck.rules.selection import UnknownRuleError, known_prefixes  # noqa: PLC0415

    try:
        return tuple(known_prefixes([one.strip() for one in _texts(value)]))
    except UnknownRuleError as error:
        raise ValueError(f"names a rule that is none: {error}") from None


def _codes_schema() -> Schema:
    from factcheck.rules.codes import RULES  # noqa: PLC0415

    starts = sorted({rule.code[2:end] for rule in RULES for end in (3, 4, 5)})
    return _list_of(_TEXT | {"pattern": rf"^\s*[Ff]([Cc]({'|'.join(starts)})?)?\s*$"})


def _choice(names: Sequence[str]) -> Callable[[Any, Path], str]:
    def read(value: Any, _: Path) -> str:
        if _text(value) not in names:
            near = closest(value, names)
            told = f"; the closest is {near}" if near else ""
            raise ValueError(f'is "{value}", which is none of {", ".join(names)}{told}')
        return str(value)

    return read


def _formats() -> list[str]:
    from factcheck.reports.formats import FORMATS  # noqa: PLC0415

    return list(FORMATS)


def _format(value: Any, folder: Path) -> str:
    return _choice(_formats())(value, folder)


def _outputs(value: Any, folder: Path) -> tuple[str, ...]:
    """The outputs with their paths as seen from here. A configuration writes nowhere but below its own folder."""
    from factcheck.commands.outputs import OutputError, outputs_of  # noqa: PLC0415

    try:
        outputs = outputs_of(_texts(value))
    except OutputError as error:
        raise ValueError(f"cannot be: {error}") from None
    for output in outputs:
        if output.path.is_absolute() or ".." in output.path.parts:
            raise ValueError(f'names "{output.path}", outside the folder of this file; say --output for that')
    return tuple(f"{output.format}={shown_path(str(output.path), folder)}" for output in outputs)


def _outputs_schema() -> Schema:
    from factcheck.commands.outputs import ENDINGS  # noqa: PLC0415

    formats = _formats()
    endings = "|".join(ending[1:] for ending, form in ENDINGS.items() if form in formats)
    inside = r"(?!-$|/|\.\./|.*/\.\.(/|$)|\.\.$)"
    named = rf"({'|'.join(formats)})={inside}.+"
    told = rf"{inside}(?![A-Za-z0-9]+=).*[^/.]\.({endings})"
    return _list_of({"type": "string", "pattern": rf"^({named}|{told})$"})


def _share(value: Any, _: Path) -> Fraction:
    known = isinstance(value, int | Decimal) and not isinstance(value, bool)
    if not known or (isinstance(value, Decimal) and not value.is_finite()):
        raise ValueError(f"must be a share from 0 to 1, such as 0.8, not {_shown(value)}")
    share = Fraction(value)
    if not 0 <= share <= 1:
        likely = f"; for {value} percent write {float(share / 100):g}" if 1 < share <= 100 else ""
        raise ValueError(f"must be a share from 0 to 1, not {value}{likely}")
    return share


def _yes_or_no(value: Any, _: Path) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"must be true or false, without quotation marks, not {_shown(value)}")
    return value


_FAIL_ON: Final = get_args(FailOn)

SOURCES: Final = Kind("paths, or builtin", lambda: _list_of(_TEXT), _sources)
FILE: Final = Kind("a path", lambda: _TEXT, _file)
GLOBS: Final = Kind("patterns of paths", lambda: _list_of(_TEXT | {"pattern": r"[^/!\s]"}), _globs)
LOCALE: Final = Kind("a locale", _locale_schema, _locale)
DATE: Final = Kind("a day", lambda: {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}, _date)
CODES: Final = Kind("rule codes, or their starts", _codes_schema, _codes)
FAIL_ON: Final = Kind(", ".join(_FAIL_ON), lambda: {"enum": list(_FAIL_ON)}, _choice(_FAIL_ON))
FORMAT: Final = Kind("a format", lambda: {"enum": _formats()}, _format)
OUTPUTS: Final = Kind("FORMAT=FILE, or several", _outputs_schema, _outputs)
SHARE: Final = Kind("a share from 0 to 1", lambda: {"type": "number", "minimum": 0, "maximum": 1}, _share)
YES_OR_NO: Final = Kind("true or false", lambda: {"type": "boolean"}, _yes_or_no)
