"""Two-sided p values of a statistic; scipy is loaded at the first of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from math import sqrt


def p_value(kind: str, statistic: float, df: Sequence[float]) -> float:
    """The two-sided p value of a statistic of that kind: "t", "F", "r", "z", "Q" or "chi2".

    >>> round(p_value("t", 1.0, (100,)), 4)
    0.3197
    """
    return _tails()[kind](abs(statistic), *df)


@cache
def _tails() -> dict[str, Callable[..., float]]:
    # scipy.special alone: scipy.stats takes a second more to load.
    from scipy.special import chdtrc, fdtrc, ndtr, stdtr  # noqa: PLC0415

    def of_t(t: float, df: float) -> float:
        return float(2 * stdtr(df, -t))

    def of_r(r: float, df: float) -> float:
        return 0.0 if r >= 1 else of_t(r * sqrt(df / (1 - r * r)), df)

    def of_f(f: float, df1: float, df2: float) -> float:
        return float(fdtrc(df1, df2, f))

    def of_chi2(chi2: float, df: float) -> float:
        return float(chdtrc(df, chi2))

    return {"t": of_t, "F": of_f, "r": of_r, "z": lambda z: float(2 * ndtr(-z)), "Q": of_chi2, "chi2": of_chi2}
