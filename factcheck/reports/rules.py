"""The rule codes for a person: the list, and a page each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from factcheck.model import Severity
from factcheck.reports.layout import Line, Piece, line
from factcheck.rules.registry import RULES, rule_page

_STYLES: Final = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def rules_lines() -> Iterator[Line]:
    """Every code with its severity, its name and what it says."""
    width = max(len(rule.name) for rule in RULES)
    for rule in RULES:
        severity = Piece(f"{rule.severity.value:<8}", _STYLES[rule.severity])
        asked_for = " (with --extend-select)" if rule.is_optional else ""
        yield line(Piece(rule.code, "bold"), " ", severity, f"{rule.name:<{width}}  {rule.summary}{asked_for}")


def page(code: str) -> str | None:
    """The page of a code in Markdown; None when there is no such code."""
    known = {rule.code for rule in RULES}
    return rule_page(code.upper()) if code.upper() in known else None
