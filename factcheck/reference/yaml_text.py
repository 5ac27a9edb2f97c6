"""YAML that a person will edit: keys in our order, with remarks beside them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

_PLAIN = re.compile(r"[A-Za-z][\w./%-]*(?: [\w./%-]+)*")
_RESERVED = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})


def scalar(text: str) -> str:
    """A text as any reader of YAML gives it back.

    >>> print(scalar("Total area"), scalar("no"), scalar("2023/24 (£000)"), scalar(""))
    Total area "no" "2023/24 (£000)" ""
    """
    if _PLAIN.fullmatch(text) and text.lower() not in _RESERVED:
        return text
    return re.sub(r"[\x7f-\x9f\u2028\u2029\ufeff]", _escape, json.dumps(text, ensure_ascii=False))


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def texts(items: Iterable[str]) -> str:
    """A list in one line."""
    return f"[{', '.join(map(scalar, items))}]"


def entry(key: str, value: str, remark: str = "") -> str:
    """A key with its value, written as YAML already, and a remark behind it."""
    return f"{key}: {value}" + (f"  # {one_line(remark)}" if remark else "")


def one_line(text: str) -> str:
    """A remark that cannot end before its end."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
