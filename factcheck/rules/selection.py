"""Which rules run: all but the optional groups, and of those what is asked for by code or by the start of one."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.rules.codes import RULES

_NEEDS = {"FC501": "scipy", "FC502": "scipy"}
_EXTRA = "statistics"


class UnknownRuleError(ValueError):
    """No rule code starts so; `closest` are the nearest that there are."""

    def __init__(self, prefix: str, closest: Sequence[str]) -> None:
        self.prefix, self.closest = prefix, tuple(closest)
        near = f"; the closest is {' or '.join(self.closest)}" if self.closest else ""
        super().__init__(f'no rule code starts with "{prefix}"{near}')


class MissingExtraError(ModuleNotFoundError):
    """A rule that was asked for needs a package that is not installed; the message names the extra that brings it."""


def optional_codes(extend_select: Sequence[str] = ()) -> frozenset[str]:
    """The codes of optional rules that are asked for, each by its code or the start of it ("FC5", "fc501").

    Raises UnknownRuleError for what no code starts with, MissingExtraError where a rule's package is missing.

    >>> sorted(optional_codes(["FC501", "FC1"]))
    ['FC501']
    """
    if isinstance(extend_select, str):
        raise TypeError(f'extend_select must be a sequence such as ("{extend_select}",), not a text')
    asked: set[str] = set()
    for prefix in extend_select:
        rules = [rule for rule in RULES if prefix and rule.code.startswith(prefix.upper())]
        if not rules:
            raise UnknownRuleError(prefix, _closest(prefix.upper()))
        asked.update(rule.code for rule in rules if rule.is_optional)
    _refuse_what_is_missing(asked)
    return frozenset(asked)


def _closest(prefix: str) -> list[str]:
    """The groups or codes that are spelled most alike."""
    from difflib import get_close_matches  # noqa: PLC0415 - for a wrong call only

    groups = sorted({rule.code[:3] for rule in RULES})
    known = groups if len(prefix) <= 4 else [*groups, *(rule.code for rule in RULES)]
    return get_close_matches(prefix, known, n=2, cutoff=0.6)


def _refuse_what_is_missing(codes: set[str]) -> None:
    from importlib.util import find_spec  # noqa: PLC0415 - most runs ask for no optional rule

    for code in sorted(codes & _NEEDS.keys()):
        if find_spec(_NEEDS[code]) is None:
            raise MissingExtraError(f'{code} needs {_NEEDS[code]}: pip install "factcheck-figures[{_EXTRA}]"')
