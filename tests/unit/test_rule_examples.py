"""The examples of the rule pages with their tables, through the whole program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import factcheck
from factcheck.model import Verdict
from factcheck.rules.codes import RULES, rule_page

PAGES = [rule.code for rule in RULES if rule.code[:3] in {"FC1", "FC2", "FC3"}]
# The examples that linking reaches so far; the others must at least not be called by another name.
REACHED = {
    "FC102", "FC103", "FC104", "FC105", "FC106", "FC107", "FC109", "FC113", "FC201", "FC202", "FC203", "FC301", "FC302",
    "FC303",
}  # fmt: skip
DRAFT = re.compile(r"```draft\n(.*?)```", re.DOTALL)
TABLE = re.compile(r"```table (\S+)\n(.*?)```", re.DOTALL)


def checked(code: str, title: str, folder: Path) -> list[tuple[str, Verdict]]:
    part = rule_page(code).partition(f"## {title}\n")[2].partition("\n## ")[0]
    draft, table = DRAFT.search(part), TABLE.search(part)
    assert draft is not None
    assert table is not None
    path = folder / table.group(1)
    path.write_text(table.group(2), encoding="utf-8")
    report = factcheck.check(draft.group(1).strip(), reference=[path])
    assert not report.problems
    return [(judgement.code, judgement.verdict) for judgement in report if judgement.claim.is_claim]


@pytest.mark.parametrize("code", PAGES)
def test_failing_example(code: str, tmp_path: Path) -> None:
    codes = {found for found, _ in checked(code, "Failing example", tmp_path) if found}
    assert codes == {code} or (not codes and code not in REACHED)


@pytest.mark.parametrize("code", PAGES)
def test_passing_example(code: str, tmp_path: Path) -> None:
    judged = checked(code, "Passing example", tmp_path)
    assert not [found for found, _ in judged if found]
    assert Verdict.CONSISTENT in {verdict for _, verdict in judged} or code not in REACHED
