"""Tests of significance as papers report them: "t(28) = 2.20, p = .036", "χ2 = 14.14, df = 2, N = 170, p < .01"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from factcheck.frozen import record
from factcheck.model import Span
from factcheck.patterns import lazy
from factcheck.rules.statistics.numbers import NUMBER, WRITTEN_P, Written, written, written_p

_MOST_PIECES = 4  # what stands between a statistic and its p value: an effect size, a standard error, an interval

_SYMBOL = (
    r"(?<![\w.^/\\-])(?:(?P<t>t)|(?P<F>F(?:[ -]statistic|[ -]value)?)|(?P<r>r)|(?P<z>[zZ])"
    r"|(?P<Q>Q(?:[_ -]?(?:between|within|[bwemBWEM]))?)"
    r"|(?P<chi2>(?:[χΧXx]|\\?\b[Cc]hi)(?:\^?\{?2\}?\^?|²)|[Cc]hi[- ]squared?|[Xx]-squared))"
)
_DF = r"(?:\d{1,3}(?:,\d{3})++|\d{1,6}+)(?:\.\d{1,4}+)?"
_PAIR = rf"(?P<df1>\d{{1,3}}(?:\.\d{{1,4}})?)\s?,\s?(?P<df2>{_DF})"
_IN_BRACKETS = (
    rf"\s?[(\[]\s?(?:[dD][fF]s?\s?=\s?)?(?:{_PAIR}|(?P<df>{_DF}))(?P<n>\s?[,;]\s?[Nn]\s?=\s?\d[\d,]{{0,9}})?\s?[)\]]"
)
_BELOW = r"[_~ ]?(?:(?P<sub1>\d{1,3}),\s?(?P<sub2>\d{1,5})|(?P<sub>\d{1,5}(?:\.\d{1,3})?))~?"
_VALUE = rf"\$?\s?(?P<sign>[=<>≤≥≈:])\s?\$?(?P<value>{NUMBER})(?![\d%])"
_TEST = lazy(rf"{_SYMBOL}(?:{_IN_BRACKETS}|(?:{_BELOW})?)\s?{_VALUE}")
_DF_BEHIND = lazy(
    r"\s?[,;(\[]?\s?(?:on |with )?(?:[dD]\.?[fF]s?\.?\s?[=:]?\s?[(\[]?"
    rf"(?:(?P<df1>\d{{1,3}})(?:\s?,\s?| and )(?P<df2>{_DF})|(?P<df>{_DF}))[)\]]?"
    rf"|(?:(?P<on1>\d{{1,3}})(?:\s?,\s?| and )(?P<on2>{_DF})|(?P<on>{_DF})) (?:[dD]\.?[fF]\b\.?|degrees? of freedom))"
)
_PIECE = lazy(
    r"\s?[,;]\s?(?![pP]\b)(?![tFrzQχ]\s?[(\[])"
    r"(?:\d\d(?:\.\d)?%\s?(?:CI|confidence interval):?\s?=?\s?[(\[][^)\]]{1,40}[)\]]"
    rf"|[^\W\d][\w. ²'’]{{0,18}}(?:\([^()]{{1,12}}\))?\s?[=<>≈]\s?{NUMBER}%?(?:\s?[(\[][^)\]]{{1,40}}[)\]])?)"
)
_P = lazy(rf"\$?\s?[,;:]?\s?[(\[]?\s?\$?{WRITTEN_P}")


@record
class ReportedTest:
    """A statistic with its degrees of freedom and the p value that the draft gives for it.

    `kind` is "t", "F", "r", "z", "Q" or "chi2"; `df` has two numbers for F, none for z. `sign` is "=" or "<" ...
    """

    kind: str
    df: tuple[Fraction, ...]
    sign: str
    statistic: Written
    p: Written
    p_sign: str
    p_words: str
    span: Span
    statistic_span: Span
    p_span: Span


def reported_tests(text: str, start: int, end: int) -> Iterator[ReportedTest]:
    """The tests that stand in a stretch of the text with their p value."""
    for match in _TEST.finditer(text, start, end):
        kind = match.lastgroup and next(name for name in ("t", "F", "r", "z", "Q", "chi2") if match[name])
        at, df = match.end(), _df_before(match)
        if not df and kind != "z" and (behind := _DF_BEHIND.match(text, at, end)):
            at, df = behind.end(), _df_behind(behind)
        statistic_end = at
        for _ in range(_MOST_PIECES):
            piece = _PIECE.match(text, at, end)
            if piece is None:
                break
            at = piece.end()
        p = _P.match(text, at, end)
        value = written(match["value"])
        if p is None or value is None or not kind or len(df) != {"z": 0, "F": 2}.get(kind, 1) or 0 in df:
            continue
        told = written_p(p)
        if told is not None:
            span, place = Span(match.start(), p.end()), Span(p.start("p"), p.end("p"))
            head = Span(match.start(), statistic_end)
            sign = match["sign"].replace(":", "=")
            yield ReportedTest(kind, df, sign, value, *told, p["p"], span, head, place)


def _df_before(match: re.Match[str]) -> tuple[Fraction, ...]:
    pairs = ((match["df1"], match["df2"]), (match["sub1"], match["sub2"]))
    return _numbers(next((pair for pair in pairs if pair[0]), (match["df"] or match["sub"],)))


def _df_behind(match: re.Match[str]) -> tuple[Fraction, ...]:
    pairs = ((match["df1"], match["df2"]), (match["on1"], match["on2"]))
    return _numbers(next((pair for pair in pairs if pair[0]), (match["df"] or match["on"],)))


def _numbers(texts: tuple[str | None, ...]) -> tuple[Fraction, ...]:
    return tuple(Fraction(text.replace(",", "")) for text in texts if text)
