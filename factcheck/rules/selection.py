"""Which rules run: all but the optional groups, unless codes or the starts of codes say otherwise."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache

from factcheck.rules.codes import RULES, Rule

_NEEDS = {"FC501": "scipy", "FC502": "scipy"}
_EXTRA = "statistics"
_MISTYPED = str.maketrans("OIL", "011")


class UnknownRuleError(ValueError):
    """No rule code starts so; `closest` are the nearest that there are."""

    def __init__(self, prefix: str, closest: Sequence[str]) -> None:
        self.prefix, self.closest = prefix, tuple(closest)
        near = f"; the closest is {' or '.join(self.closest)}" if self.closest else ""
        super().__init__(f'no rule code starts with "{prefix}"{near}')


class MissingExtraError(ModuleNotFoundError):
    """A rule that was asked for needs a package that is not installed; the message names the extra that brings it."""


def selected_codes(
    select: Sequence[str] = (), ignore: Sequence[str] = (), extend_select: Sequence[str] = ()
) -> frozenset[str]:
    """The codes of the rules that run.

    Each argument holds codes or the starts of codes ("FC5", "fc501"). `select` says which rules run instead of all but
    the optional ones, `extend_select` which run too, `ignore` which do not; of two that speak of one rule the longer
    decides, and of two as long the refusal. Findings about the run itself (FC9) are told unless ignored.
    Raises UnknownRuleError for what no code starts with, MissingExtraError where a rule's package is missing.

    >>> sorted(selected_codes(select=["FC10"], ignore=["FC101"]))[:3]
    ['FC102', 'FC103', 'FC104']
    >>> "FC501" in selected_codes(), "FC501" in selected_codes(extend_select=["FC5"])
    (False, True)
    """
    for name, given in (("select", select), ("ignore", ignore), ("extend_select", extend_select)):
        if isinstance(given, str):
            raise TypeError(f'{name} must be a sequence such as ("{given}",), not a text')
    wanted, refused = known_prefixes((*select, *extend_select)), known_prefixes(ignore)
    codes = frozenset(rule.code for rule in RULES if _runs(rule, wanted, refused, by_default=not select))
    _refuse_what_is_missing(codes)
    return codes


@cache
def codes_under(prefix: str) -> frozenset[str]:
    """The codes that start so. Raises UnknownRuleError where none does.

    >>> sorted(codes_under("fc20"))
    ['FC201', 'FC202', 'FC203', 'FC204']
    """
    (known,) = known_prefixes([prefix])
    return frozenset(rule.code for rule in RULES if rule.code.startswith(known))


@cache
def default_codes() -> frozenset[str]:
    """The codes of the rules that run where nothing was said: all but the optional ones."""
    return selected_codes()


def _runs(rule: Rule, wanted: Collection[str], refused: Collection[str], *, by_default: bool) -> bool:
    always = rule.group == "run"
    asked = max((len(prefix) for prefix in wanted if rule.code.startswith(prefix)), default=0)
    unasked = max((len(prefix) for prefix in refused if rule.code.startswith(prefix)), default=0)
    if unasked:
        return asked > unasked
    return bool(asked) or always or (by_default and not rule.is_optional)


def known_prefixes(prefixes: Sequence[str]) -> list[str]:
    """The codes or starts of codes in capitals; UnknownRuleError for what no code starts with."""
    for prefix in prefixes:
        if not prefix or not any(rule.code.startswith(prefix.upper()) for rule in RULES):
            raise UnknownRuleError(prefix, _closest(prefix.upper()))
    return [prefix.upper() for prefix in prefixes]


def _closest(prefix: str) -> list[str]:
    """The groups or codes that are spelled most alike."""
    from difflib import get_close_matches  # noqa: PLC0415 - for a wrong call only

    groups = sorted({rule.code[:3] for rule in RULES})
    known = groups if len(prefix) <= 4 else [*groups, *(rule.code for rule in RULES)]
    return get_close_matches(prefix.translate(_MISTYPED), known, n=2, cutoff=0.6)


def _refuse_what_is_missing(codes: Collection[str]) -> None:
    asked = sorted(codes & _NEEDS.keys())
    if not asked:
        return
    from importlib.util import find_spec  # noqa: PLC0415 - most runs ask for no optional rule

    for code in asked:
        if find_spec(_NEEDS[code]) is None:
            raise MissingExtraError(f'{code} needs {_NEEDS[code]}: pip install "factcheck-figures[{_EXTRA}]"')
