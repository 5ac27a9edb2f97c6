"""Numbers as statistics are written: a value and what its digits leave open, a p value with its sign."""

from __future__ import annotations

import re
from fractions import Fraction

from factcheck.frozen import record
from factcheck.patterns import lazy

NUMBER = r"[-−–]?\s?(?:\d{1,3}(?:,\d{3})++(?:\.\d{1,10})?|\d{0,9}\.\d{1,12}|\d{1,9})"
_POWER = r"(?:[eE][-−–]?\d{1,3}|\s?[x×*·]\s?10\^?\{?(?:[-−–]\d{1,3}|⁻[⁰¹²³⁴-⁹]{1,3})\}?)"
_SIDES = r"(?:one|two|1|2)[- ](?:tailed|sided)"
_P_VALUE = (
    rf"(?:(?:0?\.\d{{1,12}}|[01](?:\.\d{{1,12}})?){_POWER}?|[1-9](?:\.\d{{1,6}})?{_POWER}|10[-−–]\d{{1,3}})"
    r"(?![\d.]*\d|\s?[%x×])"
)
WRITTEN_P = (
    rf"(?:{_SIDES} )?(?P<p>[pP](?:[ -]?values?)?(?: ?\({_SIDES}\))?\s?(?:(?P<p_sign>[=<>≤≥≈:]) ?\$?|(?:of|was|is) )\s?"
    rf"(?:(?P<p_value>{_P_VALUE})|(?P<p_ns>n\.?s\b\.?))"
    r"|(?P<ns>n\.s\.|ns\b|NS\b))"
)
_PARTS = lazy(
    r"(?P<digits>[-−–]?[\d,.]+)(?:[eE](?P<e>[-−–]?\d+)|\s?[x×*·]\s?10\^?\{?(?P<ten>[-−–]?\d+|⁻[⁰¹²³⁴-⁹]+)\}?)?"
)
_PLAIN = str.maketrans("−–⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "---0123456789")
NOT_SIGNIFICANT = "ns"


@record
class Written:
    """A number as written: its value, and what its last digit stands for."""

    value: Fraction
    quantum: Fraction
    text: str

    @property
    def low(self) -> Fraction:
        """The least that rounds to it."""
        return self.value - self.quantum / 2

    @property
    def high(self) -> Fraction:
        """The most that rounds to it."""
        return self.value + self.quantum / 2


def written(text: str) -> Written | None:
    """The number that a text writes; None for none.

    >>> written("−2.20").low, written("1.3e-5").value
    (Fraction(-441, 200), Fraction(13, 1000000))
    """
    match = _PARTS.fullmatch(text.replace(" ", "").replace("\xa0", "").replace("\n", ""))
    if match is None:
        return None
    digits = match["digits"].translate(_PLAIN).replace(",", "")
    power = int((match["e"] or match["ten"] or "0").translate(_PLAIN))
    scale = Fraction(10) ** power
    decimals = len(digits.partition(".")[2])
    try:
        return Written(Fraction(digits) * scale, scale / 10**decimals, text)
    except ValueError:
        return None


def written_p(match: re.Match[str]) -> tuple[Written, str] | None:
    """The p value that a match of `WRITTEN_P` gives and its sign; ("ns" is a p above the threshold)."""
    if match["ns"] or match["p_ns"]:
        return Written(Fraction(5, 100), Fraction(1, 100), NOT_SIGNIFICANT), ">"
    text = match["p_value"]
    if text.startswith("10") and text[2:3] in "-−–":
        text = "1e" + text[2:]
    value = written(text)
    sign = {"≤": "<", "≥": ">", ":": "=", None: "="}.get(match["p_sign"], match["p_sign"])
    return None if value is None or value.value > 1 or sign is None else (value, sign)
