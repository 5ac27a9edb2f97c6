"""What a shell offers at the Tab key for the values of options: rule codes, and the formats of outputs."""

from __future__ import annotations

from collections.abc import Iterator


def complete_code(incomplete: str) -> list[tuple[str, str]]:
    """The rule codes that begin as what was typed, with what they are about.

    >>> complete_code("FC90")[0], complete_code("fc90")[0]
    (('FC901', 'table refused'), ('fc901', 'table refused'))
    """
    from factcheck.rules.codes import RULES  # noqa: PLC0415 - only a shell that completes asks

    size = len(incomplete)
    fitting = (rule for rule in RULES if rule.code.startswith(incomplete.upper()))
    return [(incomplete + rule.code[size:], rule.name) for rule in fitting]  # a shell knows large from small letters


def complete_codes(incomplete: str) -> list[tuple[str, str]]:
    """The same for the last of several codes parted by commas, and for the starts of codes.

    >>> complete_codes("FC1,FC4")[:2]
    [('FC1,FC4', 'all rules on document'), ('FC1,FC401', 'parts and total')]
    """
    before, comma, last = incomplete.rpartition(",")
    return [(before + comma + code, name) for code, name in (*_groups(last), *complete_code(last))]


def complete_output(incomplete: str) -> list[tuple[str, str]]:
    """The formats of outputs, each as "html="; the shell knows the files.

    >>> complete_output("js")
    [('json=', 'the whole report as one document'), ('jsonl=', 'one JSON object a figure and line')]
    """
    from factcheck.reports.formats import FORMATS  # noqa: PLC0415 - as above

    return [(f"{form.name}=", form.purpose) for form in FORMATS.values() if form.name.startswith(incomplete)]


def _groups(start: str) -> Iterator[tuple[str, str]]:
    from factcheck.rules.codes import GROUPS  # noqa: PLC0415 - as above

    fitting = ((code, name) for code, name in GROUPS.items() if code.startswith(start.upper()))
    return ((start + code[len(start) :], f"all rules on {name}") for code, name in fitting)
