"""Typed values as the text that prints them: the digits of a float, the date of a timestamp at midnight."""

from __future__ import annotations

import datetime as dt
import json
import re
from decimal import Decimal
from typing import Any

_HALF = re.compile("[\ud800-\udfff]")
_MISSING = frozenset({"<NA>", "NaT", "nan", "None"})


def cell_text(value: Any) -> str:
    r"""The text of a value; "" for what is missing.

    >>> [cell_text(value) for value in (None, 3, 1200.0, 0.1, float("nan"), True, ["a", "b"])]
    ['', '3', '1200', '0.1', '', 'true', 'a; b']
    >>> cell_text(dt.datetime(2024, 5, 1)), cell_text(Decimal("3.10")), cell_text(b"\x00")
    ('2024-05-01', '3.10', '')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value if value.isascii() else whole_text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _float_text(float(value))
    if isinstance(value, Decimal):
        return "" if value.is_nan() else format(value, "f")
    if isinstance(value, dt.datetime):
        return _time_text(value)
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, bytes | bytearray | memoryview):
        return ""
    if isinstance(value, list | tuple | dict):
        return _nested_text(value)
    text = str(value)
    return "" if text in _MISSING else whole_text(text)


def whole_text(text: str) -> str:
    r"""The text with a mark for each half of a character: halves can neither be kept nor printed.

    >>> whole_text("Elm \ud83d"), whole_text("Elm \U0001f333")
    ('Elm �', 'Elm \U0001f333')
    """
    return _HALF.sub("\N{REPLACEMENT CHARACTER}", text)


def _float_text(value: float) -> str:
    if value != value:  # noqa: PLR0124  # only NaN differs from itself
        return ""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def _time_text(value: dt.datetime) -> str:
    text = value.isoformat(" ")
    if text in _MISSING or text == "NaT":
        return ""
    return text.removesuffix(" 00:00:00")


def _nested_text(value: Any) -> str:
    if isinstance(value, list | tuple) and not any(isinstance(item, list | tuple | dict) for item in value):
        return "; ".join(cell_text(item) for item in value)
    return json.dumps(value, ensure_ascii=False, default=str)
