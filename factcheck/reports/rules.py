"""The rule codes for a person: the list, and a page each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from factcheck.model import Severity
from factcheck.reports.layout import Line, Piece, line, rows_of
from factcheck.rules.registry import RULES, rule_page

_STYLES: Final = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_WIDEST: Final = 100  # of a page on a terminal


def rules_lines(width: int | None = None) -> Iterator[Line]:
    """Every code with its severity, its name and what it says."""
    column = max(len(rule.name) for rule in RULES)
    for rule in RULES:
        severity = Piece(f"{rule.severity.value:<8}", _STYLES[rule.severity])
        asked_for = " (with --extend-select)" if rule.is_optional else ""
        head = f"{rule.code} {rule.severity.value:<8}{rule.name:<{column}}  "
        rows = rows_of(f"{head}{rule.summary}{asked_for}", width, " " * len(head))
        yield line(Piece(rule.code, "bold"), " ", severity, rows[0][len(rule.code) + 1 + len(severity.text) :])
        yield from map(line, rows[1:])


def rule_records() -> Iterator[dict[str, str | bool]]:
    """Every rule as JSON values: its code, name, summary, severity and group, and whether it has to be asked for."""
    for rule in RULES:
        yield {
            "code": rule.code,
            "name": rule.name,
            "summary": rule.summary,
            "severity": rule.severity.value,
            "group": rule.group,
            "optional": rule.is_optional,
        }


def page(code: str) -> str | None:
    """The page of a code in Markdown; None when there is no such code."""
    known = {rule.code for rule in RULES}
    return rule_page(code.upper()) if code.upper() in known else None


def page_for_terminal(text: str, width: int, *, colour: bool) -> str:
    """A page in Markdown laid out for a terminal."""
    from io import StringIO  # noqa: PLC0415 - most runs show no page

    from rich.console import Console  # noqa: PLC0415
    from rich.markdown import Markdown  # noqa: PLC0415

    drawn = StringIO()
    console = Console(file=drawn, width=min(width, _WIDEST), force_terminal=colour)
    console.print(Markdown(text, code_theme="ansi_dark", hyperlinks=False))
    return "".join(row.rstrip() + "\n" for row in drawn.getvalue().splitlines())
