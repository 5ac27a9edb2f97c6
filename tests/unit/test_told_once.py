"""What a table has settled is told once, and what it has not is not ticked."""

from __future__ import annotations

import pandas as pd
import pytest

import factcheck

COMPANY = pd.DataFrame({"Division": ["Valves"], "Revenue 2023 (EUR m)": [98.3], "Revenue 2024 (EUR m)": [91.7]})
PARSERS = pd.DataFrame({"Parser": ["quickparse", "oldparse", "tinyparse"], "Memory (MB)": [62, 148, 19]})
COUNCIL = pd.DataFrame(
    {"Service": ["Adult social care", "Libraries", "Highways"], "Spending 2025/26 (£000)": [70120, 2860, 86520]}
)


def test_a_change_that_a_table_confirms_is_not_told_beside_the_value_that_it_contradicts() -> None:
    draft = "Revenue of Valves fell by 6.7 percent, from €93.8 million in 2023 to €91.7 million in 2024."
    report = factcheck.check(draft, {"company": COMPANY})
    assert [(one.code, one.suggestion) for one in report.findings] == [("FC103", "€98.3 million")]
    assert [one.code for one in factcheck.check(draft).findings] == ["FC404"]


@pytest.mark.parametrize(("hedge", "share"), [("more than", "half"), ("less than", "a third"), ("about", "a quarter")])
def test_a_share_of_what_another_has_is_no_share_of_all(hedge: str, share: str) -> None:
    draft = f"quickparse needs 62 MB of memory, {hedge} {share} of what oldparse uses."
    verdicts = {one.claim.mention.surface: one.verdict.value for one in factcheck.check(draft, {"bench": PARSERS})}
    assert verdicts["62 MB"] == "consistent"
    assert verdicts[share] == "not_covered"


def test_a_total_of_something_else_is_not_held_against_the_sum_of_a_table() -> None:
    draft = (
        "# Council budget 2025/26\n\nSpending on adult social care is £70.12 million and on libraries £2.86 million.\n"
        "\nThe council has a list of savings, worth £3.4 million in total."
    )
    assert factcheck.check(draft, {"council": COUNCIL}).findings == ()


ESTATES = pd.DataFrame(
    {
        "Estate": ["Hallow", "Hallow", "Merrin", "Merrin"],
        "Year": [2023, 2024, 2023, 2024],
        "Apples (tonnes)": [4120, 4385, 2875, 2610],
        "Pears (tonnes)": [610, 588, 344, 371],
    }
)


def test_the_number_of_one_row_is_no_wrong_sum_of_several() -> None:
    draft = (
        "# Hallow picks a record crop while Merrin falls back\n\nHallow harvested 4,385 tonnes of apples in 2024. "
        "Its pears came to 588 tonnes."
    )
    report = factcheck.check(draft, {"orchard": ESTATES})
    assert report.findings == ()
    assert {one.verdict.value for one in report if "tonnes" in one.claim.mention.surface} == {"consistent"}
