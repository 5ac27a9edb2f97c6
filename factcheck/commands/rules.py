"""The commands about rules: the list of their codes, and the page of each."""

from __future__ import annotations

import json
from typing import Annotated, Literal

import typer

from factcheck.commands.completing import complete_code
from factcheck.commands.printing import emit, emit_lines, fail, report_width, wants_colour

RuleFormat = Literal["text", "json"]


def rules(
    form: Annotated[RuleFormat, typer.Option("--format", "-f", metavar="FORMAT", help="text or json.")] = "text",
) -> None:
    """List the rule codes with what they mean."""
    from factcheck.reports.rules import rule_records, rules_lines  # noqa: PLC0415

    if form == "json":
        emit([json.dumps(list(rule_records()), ensure_ascii=False, indent=2) + "\n"])
    else:
        emit_lines(rules_lines(report_width()))


def rule(
    code: Annotated[
        str, typer.Argument(metavar="CODE", help="Such as FC104.", autocompletion=complete_code, show_default=False)
    ],
) -> None:
    """Show the page of a rule: what it means, examples, what to do.

    On a terminal the page is laid out; through a pipe it comes as the Markdown that it is.
    """
    from factcheck.reports.rules import page, page_for_terminal  # noqa: PLC0415

    text = page(code) or fail(f'no rule is called "{code}"{_near(code)}', "factcheck rules lists them")
    width = report_width()
    emit([text] if width is None else [page_for_terminal(text, width, colour=wants_colour())])


def _near(code: str) -> str:
    """The codes that were probably meant; a group, as in FC1, is none."""
    from factcheck.rules.selection import UnknownRuleError, selected_codes  # noqa: PLC0415 - for a wrong call only

    try:
        selected_codes([code])
    except UnknownRuleError as error:
        near = [one for one in error.closest if len(one) == len("FC101")]
        return f"; the closest is {' or '.join(near)}" if near else ""
    return ""
