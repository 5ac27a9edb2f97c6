"""Every rule code: its name, what it says, how loud it is, and its page.

Codes are stable: a code that has been released keeps its meaning. The pages are `docs/rules/FCxxx.md`, which the
package carries as `factcheck/data/rules`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from factcheck.frozen import record
from factcheck.model import Diagnosis, Fact, Kind, Severity, Verdict

_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
_DERIVED_KINDS = frozenset({Kind.CHANGE, Kind.DIFFERENCE, Kind.RATIO, Kind.SHARE, Kind.AVERAGE, Kind.RATE})


@record
class Rule:
    """A rule code. `group` is its hundred: "value", "unit", "period", "document", "statistics" or "run"."""

    code: str
    name: str
    summary: str
    severity: Severity

    @property
    def group(self) -> str:
        """What the rules of this hundred look at."""
        return GROUPS[self.code[:3]]

    @property
    def is_optional(self) -> bool:
        """Whether the rule runs only where it is asked for."""
        return self.code[:3] in OPTIONAL_GROUPS


GROUPS = {
    "FC1": "value",
    "FC2": "unit",
    "FC3": "period",
    "FC4": "document",
    "FC5": "statistics",
    "FC9": "run",
}
OPTIONAL_GROUPS = frozenset({"FC5"})
"""The groups of rules that run only where they are asked for."""

RULES: tuple[Rule, ...] = (
    Rule("FC101", "value", "the figure differs from the table's", _ERROR),
    Rule("FC102", "scale", "thousand, million or billion are mixed up", _ERROR),
    Rule("FC103", "transposed digits", "two digits are swapped", _ERROR),
    Rule("FC104", "zero", "a zero was dropped or added", _ERROR),
    Rule("FC105", "rounding", "the last written digit is rounded wrongly", _ERROR),
    Rule("FC106", "truncation", "the figure is cut off and not rounded", _NOTE),
    Rule("FC107", "over-precise", "the draft gives more digits than the source has", _NOTE),
    Rule("FC108", "hedge", "“nearly”, “over” or “up to” does not fit the figure, or was left out", _NOTE),
    Rule("FC109", "direction", "the figure went the other way", _ERROR),
    Rule("FC110", "rank", "the place in the order is another", _ERROR),
    Rule("FC111", "total", "the sum of the table's parts is another", _ERROR),
    Rule("FC112", "count", "the table lists another number of things", _ERROR),
    Rule("FC113", "neighbouring row", "the figure belongs to something else in the table", _ERROR),
    Rule("FC114", "wrong measure", "the figure belongs to another measure of the same thing", _ERROR),
    Rule("FC115", "calculation", "a change, share, ratio or average worked out from the table is another", _ERROR),
    Rule("FC201", "unit", "the number is right in another unit", _ERROR),
    Rule("FC202", "currency", "the number is right in another currency", _ERROR),
    Rule("FC203", "percent and points", "percent and percentage points are mixed up", _ERROR),
    Rule("FC204", "conversion", "the figure is converted wrongly from the table's unit", _ERROR),
    Rule("FC301", "outdated", "the figure was right in an older edition or at an earlier date", _WARNING),
    Rule("FC302", "neighbouring period", "the figure belongs to another period", _ERROR),
    Rule("FC303", "ambiguous", "equally good sources differ, and the text does not tell which is meant", _WARNING),
    Rule("FC401", "parts and total", "the parts in the draft do not add up to its total", _ERROR),
    Rule("FC402", "length of a list", "the draft counts another number of things than it lists", _ERROR),
    Rule("FC403", "conversion in brackets", "the two units of one figure do not agree", _ERROR),
    Rule("FC404", "change in a sentence", "the change and the two values beside it do not agree", _ERROR),
    Rule("FC405", "two figures for one thing", "the draft gives the same thing two different figures", _ERROR),
    Rule("FC406", "ambiguous date", "a date in digits can be read with the day or the month first", _NOTE),
    Rule("FC407", "figures across drafts", "two drafts of one run give the same thing different figures", _ERROR),
    Rule("FC408", "shares of one whole", "percentages that are parts of one whole do not give 100", _ERROR),
    Rule(
        "FC409",
        "shares and products",
        "a share, a price for each or a rate does not follow from the figures beside it",
        _ERROR,
    ),
    Rule("FC410", "weekday", "the date falls on another day of the week", _ERROR),
    Rule("FC411", "age", "the age is not what the birth date or another age makes it", _ERROR),
    Rule("FC412", "length of time", "the length of time is not what lies between its start and its end", _ERROR),
    Rule("FC413", "impossible date", "the date is none that the calendar has, or an end lies before its start", _ERROR),
    Rule("FC414", "range", "a range runs backwards, or an average or a bound lies outside it", _ERROR),
    Rule("FC415", "amount that cannot be", "a share is above the whole, or a fall leaves less than nothing", _ERROR),
    Rule("FC416", "order", "the words put first, above or in the majority what the figures do not", _ERROR),
    Rule("FC501", "p value", "the p value does not follow from the statistic and its degrees of freedom", _ERROR),
    Rule("FC502", "significance", "the p value is on the other side of the threshold than the draft says", _ERROR),
    Rule("FC503", "impossible mean", "no whole numbers of that many people or things have this mean", _ERROR),
    Rule("FC504", "percent of n", "the count, the percentage and the number they are taken of do not agree", _ERROR),
    Rule("FC505", "confidence interval", "the interval does not agree with its estimate or its p value", _ERROR),
    Rule("FC901", "table refused", "a reference table is broken or cannot be read", _ERROR),
    Rule("FC902", "unknown unit", "a table's description names a unit that is not known", _WARNING),
    Rule("FC903", "no reference table", "no table was given or found, so no figure was held against one", _WARNING),
    Rule("FC904", "draft not read", "a draft could not be read", _ERROR),
    Rule("FC905", "nothing checked", "the draft has figures and no table covers any of them", _WARNING),
    Rule("FC906", "doubtful table", "part of a reference table was guessed at or passed over", _WARNING),
    Rule("FC907", "description", "a table's description has a key or a value that is not understood", _WARNING),
    Rule("FC908", "derived column", "a column does not follow from those that it is said to be derived from", _ERROR),
    Rule("FC909", "pin", "a pin names no figure of the draft, or no fact of the tables, or several", _WARNING),
    Rule("FC910", "unused suppression", "a comment leaves a finding out where there is none", _WARNING),
    Rule("FC911", "comment to factcheck", "a comment to factcheck cannot be followed, or gives no reason", _WARNING),
    Rule("FC912", "coverage", "tables confirmed a smaller share of the figures than was asked for", _ERROR),
    Rule("FC913", "baseline entry", "a finding of the baseline is no longer there", _NOTE),
)

_CODES: dict[Diagnosis, str] = {
    Diagnosis.VALUE: "FC101",
    Diagnosis.SCALE: "FC102",
    Diagnosis.TRANSPOSED: "FC103",
    Diagnosis.ZERO: "FC104",
    Diagnosis.ROUNDING: "FC105",
    Diagnosis.TRUNCATION: "FC106",
    Diagnosis.OVER_PRECISE: "FC107",
    Diagnosis.HEDGE: "FC108",
    Diagnosis.DIRECTION: "FC109",
    Diagnosis.RANK: "FC110",
    Diagnosis.TOTAL: "FC111",
    Diagnosis.LIST_COUNT: "FC112",
    Diagnosis.NEIGHBOUR_ROW: "FC113",
    Diagnosis.WRONG_MEASURE: "FC114",
    Diagnosis.UNIT: "FC201",
    Diagnosis.CURRENCY: "FC202",
    Diagnosis.PERCENT_POINTS: "FC203",
    Diagnosis.CONVERSION: "FC204",
    Diagnosis.NEIGHBOUR_PERIOD: "FC302",
}


@cache
def _by_code() -> dict[str, Rule]:
    return {rule.code: rule for rule in RULES}


def rule_for(code: str) -> Rule:
    """The rule of a code; KeyError for a code that does not exist."""
    return _by_code()[code]


def code_for(verdict: Verdict, diagnosis: Diagnosis | None, fact: Fact | None = None) -> str:
    """The code of a verdict on one figure, "" where there is nothing to act on.

    A calculated fact (a change, a share) that simply differs has a code of its own.

    >>> code_for(Verdict.CONTRADICTED, Diagnosis.ZERO), code_for(Verdict.CONSISTENT, None)
    ('FC104', '')
    """
    if verdict is Verdict.OUTDATED:
        return "FC301"
    if verdict is Verdict.AMBIGUOUS:
        return "FC303"
    if verdict is Verdict.CONSISTENT:
        code = _CODES[diagnosis] if diagnosis is not None else ""
        return code if code and rule_for(code).severity is Severity.NOTE else ""
    if verdict is not Verdict.CONTRADICTED:
        return ""
    if diagnosis in {None, Diagnosis.VALUE} and fact is not None and fact.derivation and fact.kind in _DERIVED_KINDS:
        return "FC115"
    return _CODES[diagnosis or Diagnosis.VALUE]


def severity_for(code: str, verdict: Verdict | None = None) -> Severity | None:
    """How loud a code is, None for ""; a contradicted figure is an error, whatever its code."""
    if not code:
        return None
    if verdict is Verdict.CONTRADICTED:
        return Severity.ERROR
    return rule_for(code).severity


def rule_page(code: str) -> str:
    """The page of a code in Markdown: what it means, an example that fails, one that passes, what to do.

    KeyError for a code that does not exist; FileNotFoundError where the pages were left out of an installation.
    """
    name = f"{rule_for(code).code}.md"
    shipped = Path(__file__).parents[1] / "data" / "rules" / name
    if shipped.is_file():
        return shipped.read_text(encoding="utf-8")
    return (Path(__file__).parents[2] / "docs" / "rules" / name).read_text(encoding="utf-8")
