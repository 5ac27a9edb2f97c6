"""Published statistics against what others published about checking them."""

from __future__ import annotations

from math import exp
from random import Random

import pytest

import factcheck
from factcheck.model import Severity
from factcheck.rules.statistics.distributions import p_value
from factcheck.rules.statistics.grammar import reported_tests


def codes(draft: str) -> list[str]:
    return [finding.code for finding in factcheck.check(draft, extend_select=["FC5"]).findings]


# The examples of the help pages of the R package statcheck 1.4.0 (statcheck, plot.statcheck) and of its NEWS, with
# what they say of each.
@pytest.mark.parametrize(
    ("result", "code"),
    [
        ("t(100)=1, p < 0.001", "FC502"),  # its first example: an error, and one that changes the decision
        ("t(28) = 0.2, p = .84", None),  # "This test is consistent"
        ("F(2, 28) = 4.2, p = .01", "FC501"),  # "this one is inconsistent"
        ("z = 1.23, p = .03", "FC502"),  # "a gross/decision inconsistency"
        ("F(1, 138) < 1, p = .812", None),  # NEWS 1.3.0: wrongly flagged before that version
        ("F(1, 138) < 1, p = .012", "FC502"),  # "and opposite cases" wrongly not
        ("t(38) >= 2.25, p = .93", None),  # NEWS 1.4.0: several signs are not read
        ("t(28) = −0.2, p = .84", None),  # NEWS 1.4.0: rounding of negative statistics
    ],
)
def test_examples_of_statcheck(result: str, code: str | None) -> None:
    assert codes(f"We ran it again ({result}).") == ([code] if code else [])


def test_the_p_value_that_statcheck_prints() -> None:
    assert p_value("t", 1, (100,)) == pytest.approx(0.3197242, abs=5e-8)


# Values of printed tables, as any textbook has them: the critical values at .05 and .01.
@pytest.mark.parametrize(
    ("kind", "statistic", "df", "p"),
    [
        ("t", 2.048, (28,), 0.05),
        ("t", -2.763, (28,), 0.01),
        ("F", 3.34, (2, 28), 0.05),
        ("chi2", 5.991, (2,), 0.05),
        ("Q", 6.635, (1,), 0.01),
        ("z", 1.96, (), 0.05),
        ("r", 0.361, (28,), 0.05),
    ],
)
def test_critical_values(kind: str, statistic: float, df: tuple[float, ...], p: float) -> None:
    assert p_value(kind, statistic, df) == pytest.approx(p, rel=0.004)


@pytest.mark.parametrize(
    ("text", "kind", "df"),
    [
        ("t(28) = 2.20, p = .036", "t", (28,)),
        ("t [28] = 2.20; p = .036", "t", (28,)),
        ("t(28)=-2.20,p=.036", "t", (28,)),
        ("t(df = 28) = 2.20, p = .036", "t", (28,)),
        ("t28 = 2.20, P = 0.036", "t", (28,)),
        ("t = 2.20, df = 28, p-value = 0.036", "t", (28,)),
        ("t = 2.20 (df 28), two-tailed p = .036", "t", (28,)),
        ("t = 2.20 on 28 degrees of freedom (p = .036)", "t", (28,)),
        ("t(28) = 2.20, d = 0.83, 95% CI [0.05, 1.60], p = .036", "t", (28,)),
        ("F(2, 1,204) = 3.95, MSE = 1.2, p < .05", "F", (2, 1204)),
        ("F2,87 = 3.95, p < .05", "F", (2, 87)),
        ("F(1,204) = 3.95, p < .05", "F", (1, 204)),
        ("F-statistic: 3.95 on 2 and 87 DF, p-value: 0.023", "F", (2, 87)),
        ("χ2(2, N = 1,170) = 14.14, p < .01", "chi2", (2,)),
        ("χ² (2) = 14.14, p < .01", "chi2", (2,)),
        ("X-squared = 14.14, df = 2, p-value = 8.5e-4", "chi2", (2,)),
        ("chi-square(2) = 14.14, p < .01", "chi2", (2,)),
        ("r(55) = .49, p < .001", "r", (55,)),
        ("Z = 2.20, p = .028", "z", ()),
        ("Qb(2) = 8.1, p = .017", "Q", (2,)),
        ("z = 6.2, p = 5.6 × 10−10", "z", ()),
        ("F(1, 23) < 1, ns", "F", (1, 23)),
    ],
)
def test_ways_of_writing(text: str, kind: str, df: tuple[float, ...]) -> None:
    (test,) = reported_tests(text, 0, len(text))
    assert (test.kind, tuple(map(float, test.df))) == (kind, df)


@pytest.mark.parametrize(
    "text",
    [
        "t = 2.20, p = .036",  # of how many?
        "t(28) = 2.20",
        "at(28) = 2.20, p = .036",
        "F(28) = 2.20, p = .036",
        "t(28) = 2.20, padj = .036",
        "t(28) = 2.20 in Table 3, where p = .036",
        "t(28) = 2.20, p = 1.36",
    ],
)
def test_what_is_no_test(text: str) -> None:
    assert not list(reported_tests(text, 0, len(text)))


# Brown and Heathers (2017), "The GRIM Test", Social Psychological and Personality Science 8(4): 28 whole numbers with a
# mean reported as 5.19.
def test_the_example_of_the_grim_test() -> None:
    assert codes("On a seven-point scale the mean was higher (M = 5.19, n = 28).") == ["FC503"]
    assert codes("On a seven-point scale the mean was higher (M = 5.18, n = 28).") == []


@pytest.mark.parametrize("p", [".018", ".03"])
def test_what_may_have_a_reason_is_a_note(p: str) -> None:
    (finding,) = factcheck.check(f"It was faster, t(28) = 2.20, p = {p}.", extend_select=["FC5"]).findings
    assert (finding.code, finding.severity, finding.verdict) == ("FC501", Severity.NOTE, None)


def worked_out(random: Random) -> str:
    """A result as it follows from the unrounded figures, rounded as papers round."""
    n, df = random.randint(5, 90), random.randint(5, 200)
    statistic, marks = random.gauss(1.5, 1.2), [random.randint(1, 7) for _ in range(n)]
    p, k = p_value("t", statistic, (df,)), random.randint(1, n)
    effect, error = random.gauss(0.2, 0.4), random.uniform(0.1, 0.4)
    of_effect = p_value("z", effect / error, ())
    low, high = exp(effect - 1.959964 * error), exp(effect + 1.959964 * error)
    return random.choice(
        [
            f"They differed, t({df}) = {statistic:.2f}, " + ("p < .001." if p < 0.001 else f"p = {p:.3f}."),
            f"They differed, t({df}) = {statistic:.1f}, " + ("p < .05." if p < 0.05 else "ns."),
            f"They differed, F(1, {df}) = {statistic**2:.2f}, p = {p:.2f}.",
            f"Tasters used a seven-point scale (M = {sum(marks) / n:.2f}, SD = 1.20, n = {n}).",
            f"The {n} households had an average of {sum(marks) / n:.2f} children.",
            f"In the end {k} of {n} patients ({100 * k / n:.1f}%) had fallen.",
            f"Of the {n} patients, {k} ({100 * k / n:.0f}%) had fallen.",
            f"Risk changed (odds ratio {exp(effect):.2f}; 95% CI, {low:.2f}–{high:.2f}; P = {of_effect:.2f}).",
        ]
    )


@pytest.mark.parametrize("seed", range(3))
def test_what_was_worked_out_and_rounded_is_right(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - examples, no secrets
    report = factcheck.check("\n\n".join(worked_out(random) for _ in range(150)), extend_select=["FC5"])
    assert [finding.message for finding in report.findings if finding.code.startswith("FC5")] == []
