"""FC501 and FC502: p values that do not follow from the statistic and the degrees of freedom beside them.

What the R package statcheck does: the reported p value is held against all that the rounded statistic allows. Where
both stand on one side of the level of significance it is FC501, else FC502. A draft that speaks of one-sided tests may
have half the p value, one that speaks of corrections a larger one.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from factcheck.frozen import record
from factcheck.model import Diagnosis, Finding
from factcheck.rules.draft import Draft
from factcheck.rules.statistics.distributions import p_value
from factcheck.rules.statistics.grammar import ReportedTest, reported_tests
from factcheck.rules.statistics.numbers import NOT_SIGNIFICANT
from factcheck.rules.statistics.places import Places
from factcheck.rules.statistics.surroundings import Surroundings, prose, surroundings

_NEAR = 1e-9  # what the last bits of a distribution's function may be off
_ONE_SIDED_KINDS = frozenset({"t", "r", "z"})


@record
class Allowed:
    """The p values that a statistic allows within its rounding, and the one of the statistic as written."""

    low: float
    high: float
    exact: float

    def halved(self) -> Allowed:
        """Those of the one-sided test."""
        return Allowed(self.low / 2, self.high / 2, self.exact / 2)

    def opposite(self) -> Allowed:
        """Those of the one-sided test in the other direction."""
        return Allowed(1 - self.high / 2, 1 - self.low / 2, 1 - self.exact / 2)


def wrong_p_value(draft: Draft) -> Iterator[Finding]:
    """P values that are wrong and on the right side of the level of significance."""
    return (finding for finding in _judged(draft) if finding.code == "FC501")


def wrong_side(draft: Draft) -> Iterator[Finding]:
    """P values that are wrong and on the wrong side of the level of significance."""
    return (finding for finding in _judged(draft) if finding.code == "FC502")


def _judged(draft: Draft) -> Iterator[Finding]:
    places, around = Places(draft), surroundings(draft)
    for block in prose(draft):
        for test in reported_tests(draft.text, block.span.start, block.span.end):
            if places.is_told(test.span):
                yield from _held(places, around, test)


def _held(places: Places, around: Surroundings, test: ReportedTest) -> Iterator[Finding]:
    allowed = _allowed(test)
    if allowed is None or any(_agrees(test, one) for one in _accepted(test, allowed, around)):
        return
    if around.corrected and _is_above(test, allowed):
        return  # corrections only ever raise a p value
    one_sided = _is_one_sided(test) and _agrees(test, allowed.halved())
    message = f"“{_words(places, test)}” gives p {_shown(allowed, test)}, not “{test.p_words}”"
    code = "FC502" if _decides_otherwise(test, allowed, around.alpha) else "FC501"
    truncated = code == "FC501" and _is_cut_off(test, allowed)
    if one_sided:
        code = "FC501"
        message += ", which is the one-sided p; the draft does not say that the test is one-sided"
    elif code == "FC502" and around.alpha is not None:
        side = "not significant" if allowed.low > around.alpha else "significant"
        message += f": {side} at {_p_text(float(around.alpha), 2, test)}"
    diagnosis = Diagnosis.TRUNCATION if truncated else Diagnosis.VALUE
    related = [(test.statistic_span, "the statistic")]
    yield places.finding(code, test.p_span, message, diagnosis, None, related, note=one_sided or truncated)


def _allowed(test: ReportedTest) -> Allowed | None:
    """The two-sided p values of all statistics that round to the written one; None where there can be none."""
    low, high = float(abs(test.statistic.value)), float(abs(test.statistic.value))
    if test.kind in {"F", "Q", "chi2"} and test.statistic.value < 0:
        return None
    if test.kind == "r" and low > 1:
        return None
    half = float(test.statistic.quantum) / 2
    exact = _p_of(test, low)
    if test.sign in "<≤":
        return Allowed(exact, 1.0, exact)
    if test.sign in ">≥":
        return Allowed(0.0, exact, exact)
    if test.sign == "≈":
        half *= 2
    at_low, at_high = _p_of(test, max(0.0, low - half)), _p_of(test, high + half)
    if test.kind == "r":  # what stands in the brackets of r is the number of pairs in some papers
        at_low = max(at_low, _p_of(test, max(0.0, low - half), fewer=2))
    return Allowed(at_high, at_low, exact)


def _p_of(test: ReportedTest, statistic: float, fewer: int = 0) -> float:
    return p_value(test.kind, statistic, [max(float(df) - fewer, 0.5) for df in test.df])


def _accepted(test: ReportedTest, allowed: Allowed, around: Surroundings) -> Iterator[Allowed]:
    yield allowed
    if around.one_sided and _is_one_sided(test):
        yield allowed.halved()
        yield allowed.opposite()


def _is_one_sided(test: ReportedTest) -> bool:
    """Whether the test can be one-sided: F and χ2 with one degree of freedom are the squares of t and z."""
    return test.kind in _ONE_SIDED_KINDS or (test.kind in {"F", "chi2"} and test.df[0] == 1)


def _agrees(test: ReportedTest, allowed: Allowed) -> bool:
    """Whether the reported p value is one that the statistic allows."""
    p = test.p
    if test.p_sign == "<":
        return allowed.low < float(p.value) + _NEAR
    if test.p_sign == ">":
        return allowed.high > float(p.value) - _NEAR
    near = float(p.quantum) * (2.5 if test.p_sign == "≈" else 0.5) + _NEAR
    return float(p.value) - near <= allowed.high and allowed.low <= float(p.value) + near


def _is_above(test: ReportedTest, allowed: Allowed) -> bool:
    """Whether the reported p value is larger than what the statistic gives."""
    return test.p_sign == ">" or float(test.p.value) > allowed.high


def _is_cut_off(test: ReportedTest, allowed: Allowed) -> bool:
    """Whether the digits of the right p value were cut off instead of rounded."""
    p = test.p
    above = float(p.value + p.quantum)
    return test.p_sign == "=" and float(p.value) <= allowed.high and allowed.low < above and p.value > 0


def _decides_otherwise(test: ReportedTest, allowed: Allowed, alpha: Fraction | None) -> bool:
    """Whether the reported and the right p value stand on different sides of the level of significance."""
    if alpha is None:
        return False
    if test.p_sign == ">":
        return test.p.value >= alpha and allowed.high <= alpha
    told = test.p.value <= alpha
    return told != (allowed.exact <= alpha) and (allowed.low > alpha if told else allowed.high <= alpha)


def _words(places: Places, test: ReportedTest) -> str:
    return " ".join(places.draft.text[test.statistic_span.start : test.statistic_span.end].split())


def _shown(allowed: Allowed, test: ReportedTest) -> str:
    """The right p value, as precisely as the reported one and to three decimals at least, with its sign."""
    digits = max(3, min(6, len(test.p.text.partition(".")[2]))) if test.p.text != NOT_SIGNIFICANT else 3
    if test.sign in "<≤":
        return f"> {_p_text(allowed.exact, digits, test)}"
    if test.sign in ">≥" or allowed.exact < 0.1**digits / 2:
        return f"< {_p_text(max(allowed.exact, 0.1**digits), digits, test)}"
    return f"= {_p_text(allowed.exact, digits, test)}"


def _p_text(value: float, digits: int, test: ReportedTest) -> str:
    """The p value without a leading zero, unless the draft writes it with one."""
    text = f"{value:.{digits}f}"
    return text if test.p.text.startswith("0.") or value >= 1 else text.removeprefix("0")
