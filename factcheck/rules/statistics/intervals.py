"""FC505: a confidence interval against the estimate and the p value that stand with it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import product
from statistics import NormalDist

from factcheck.frozen import record
from factcheck.languages.words import word_set
from factcheck.model import Finding, Span
from factcheck.patterns import lazy
from factcheck.rules.draft import Draft
from factcheck.rules.statistics.numbers import NOT_SIGNIFICANT, WRITTEN_P, Written, written, written_p
from factcheck.rules.statistics.places import Places
from factcheck.rules.statistics.surroundings import Surroundings, prose, surroundings

_BOUND = r"[-−–]?\d{0,7}(?:\.\d{1,6})?(?<=\d)"
_UNIT = (
    r"(?: ?%| per ?cent(?:age points?)?| points?| (?:years?|months?|weeks?|days?|hours?|minutes?|seconds?"
    r"|kg|g|mg|mm|cm|m|km"
    r"|ms|s|mmHg|litres?|liters?)\b)?"
)
_CI = (
    r"(?P<level>9[059])(?: ?%| per ?cent) ?(?:CI|C\.I\.|[Cc]onfidence [Ii]nterval)s?(?: ?[(\[]CI[)\]])?"
    r"(?: of| was| is|,|:|;| =)* ?[(\[]?"
    rf"(?P<low>{_BOUND}) ?%?(?:,|;| to| through| and|–|—|-|−) ?(?P<high>{_BOUND})(?P<unit> ?%)?(?![\d.]*\d)"
)
_NAME = r"(?P<name>(?:\b[^\W\d_][\w'’.-]{0,15}+ ){0,2}?\b[^\W\d_][\w'’]{0,15}+(?: \([A-Za-z]{1,5}\))?)"
_ESTIMATE = rf"(?P<link>,? ?(?:=|:|of|was|is|,) ?| )(?P<estimate>{_BOUND})(?P<est_unit>{_UNIT})"
_ABOUT = r"(?: (?:for|of|in|per|with) (?:[^\W\d_][\w'’-]{0,20}+ ){0,3}?[^\W\d_][\w'’-]{0,20}+)??"
_REPORTED = lazy(rf"{_NAME}{_ABOUT}{_ESTIMATE}(?: ?[(,;] ?{WRITTEN_P})? ?[(\[,;:]+ ?{_CI}")
_P_BEHIND = lazy(rf" ?[)\]]* ?[,;]? ?(?:and )?[(\[]?{WRITTEN_P}")
_NOT_ESTIMATED = lazy(
    r"\b(?:sample|n|in|aged?|table|figure|year|wave|among|from|to|and|per ?cent|half|group)$", re.IGNORECASE
)


@record
class Interval:
    """An estimate with its interval; `null` is the value of no effect: 1 of a ratio, 0 of a difference, else None."""

    name: str
    estimate: Written
    low: Written
    high: Written
    level: float
    null: int | None
    span: Span
    estimate_span: Span
    ci_span: Span


def interval_at_odds(draft: Draft) -> Iterator[Finding]:
    """Intervals that leave their estimate out, and those that include no effect where p is small, or the reverse."""
    places, around = Places(draft), surroundings(draft)
    for block in prose(draft):
        for match in _REPORTED.finditer(draft.text, block.span.start, block.span.end):
            found = _interval(match)
            if found is None or not places.is_told(found.span):
                continue
            named = found.null is not None and not match["est_unit"]
            if not _holds(found, named):
                yield _outside(places, found)
            else:
                yield from _against_p(places, around, found, _p_match(match, draft.text, block.span.end))


def _interval(match: re.Match[str]) -> Interval | None:
    estimate, low, high = (written(match[name]) for name in ("estimate", "low", "high"))
    if estimate is None or low is None or high is None or low.value >= high.value:
        return None
    name = match["name"].strip()
    if _null(name) is None and not _is_estimate(match):
        return None
    return Interval(
        name=name,
        estimate=estimate,
        low=low,
        high=high,
        level=int(match["level"]) / 100,
        null=_null(name),
        span=Span(match.start("estimate"), match.end()),
        estimate_span=Span(match.start("estimate"), match.end("est_unit")),
        ci_span=Span(match.start("low"), match.end("unit") if match["unit"] else match.end("high")),
    )


def _is_estimate(match: re.Match[str]) -> bool:
    """Whether a figure of no known name is what the interval is of: "a prevalence of 12.4%", not "in 40 patients"."""
    percent = match["est_unit"].strip() in {"%", "percent", "per cent"}
    if _NOT_ESTIMATED.search(match["name"]) and not percent:
        return False
    if match["unit"] and not percent:
        return False
    return percent or bool(match["link"].strip(" ,"))


def _null(name: str) -> int | None:
    """The value of no effect for an estimate of that name."""
    words = name.lower().replace("(", "").replace(")", "")
    last = " ".join(words.split()[-2:])
    if words.split()[-1] in word_set("statistics", "ratios") or last in word_set("statistics", "ratios"):
        return 1
    if words.split()[-1] in word_set("statistics", "differences") or last in word_set("statistics", "differences"):
        return 0
    return None


def _holds(found: Interval, named: bool) -> bool:
    """Whether the estimate lies inside, within the rounding of all; one of no known name may be told in another way."""
    value = found.estimate.value
    forms = [value, -value]
    if not named:
        forms += [100 - value, 1 - value / 100, value / 100, value * 100, value - 100]
        forms += [1 / value] if value else []
    slack = found.estimate.quantum / 2
    return any(found.low.low - slack <= one <= found.high.high + slack for one in forms)


def _outside(places: Places, found: Interval) -> Finding:
    text = places.draft.text
    estimate, ci = (text[span.start : span.end] for span in (found.estimate_span, found.ci_span))
    message = f"“{estimate}” lies outside its own interval “{ci}”"
    return places.finding("FC505", found.estimate_span, message, related=[(found.ci_span, "the interval")])


def _p_match(match: re.Match[str], text: str, end: int) -> re.Match[str] | None:
    """The p value of the estimate: before its interval or behind it."""
    return match if match["p"] else _P_BEHIND.match(text, match.end(), end)


def _against_p(places: Places, around: Surroundings, found: Interval, match: re.Match[str] | None) -> Iterator[Finding]:
    if match is None or found.null is None or around.corrected or around.one_sided:
        return
    told = written_p(match)
    if told is None or told[0].text == NOT_SIGNIFICANT:
        return
    p, sign = told
    implied = _implied(found)
    if implied is None:
        return
    low, high = implied
    alpha = 1 - found.level
    includes = found.low.high < found.null < found.high.low
    excludes = found.low.low > found.null or found.high.high < found.null
    value, near = float(p.value), float(p.quantum) / 2
    span = Span(*match.span("p"))
    if includes and sign in "=<" and value + (near if sign == "=" else 0) < alpha and low / 2 > value + near:
        yield _contrary(places, found, span, "includes", low, high)
    elif excludes and sign in "=>" and value - (near if sign == "=" else 0) > alpha and high * 2 < value - near:
        yield _contrary(places, found, span, "excludes", low, high)


def _implied(found: Interval) -> tuple[float, float] | None:
    """The p values that the estimate and its interval allow, as a normal distribution has them."""
    assert found.null is not None  # noqa: S101 - looked at before
    width = 2 * NormalDist().inv_cdf(0.5 + found.level / 2)
    zs = []
    for estimate, low, high in product(*((w.low, w.high) for w in (found.estimate, found.low, found.high))):
        values = [float(estimate), float(low), float(high)]
        if found.null == 1:
            if min(values) <= 0:
                return None
            values = [math.log(value) for value in values]
        if values[2] <= values[1]:
            return None
        zs.append(abs(values[0]) * width / (values[2] - values[1]))
    return 2 * NormalDist().cdf(-max(zs)), 2 * NormalDist().cdf(-min(zs))


def _contrary(places: Places, found: Interval, span: Span, verb: str, low: float, high: float) -> Finding:
    text = places.draft.text
    ci, p = text[found.ci_span.start : found.ci_span.end], text[span.start : span.end]
    percent = f"{found.level:.0%}"
    about = f"{(low + high) / 2:.1g}" if high > 0.0005 else "below .001"
    message = (
        f"the {percent} interval “{ci}” {verb} {found.null}, no effect, and stands for p of about {about}, not “{p}”"
    )
    return places.finding("FC505", span, message, related=[(found.ci_span, "the interval")])
