"""Guards and settled questions only save work: with all rules awake and every question asked, the same is found."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from factcheck.extraction import language, scan
from factcheck.grammar import Language, always, planner, texts_of
from factcheck.languages.en.rules import english_rules
from factcheck.model import Mention

ROOT = Path(__file__).parents[2]
TEXTS = sorted(
    [*(ROOT / "tests" / "corpus").glob("*.txt"), *(ROOT / "examples").glob("*.md"), *(ROOT / "docs").glob("*.md")]
)

MARKS = str.maketrans("", "", "[]*")
# The guard of these is a part of the rule: the word that it asks for is what tells.
TOLD_BY_THE_GUARD = frozenset({"called number", "rate base", "verse", "named thing"})


@cache
def unguarded() -> Language:
    """English with every rule awake at its triggers."""
    rules = (rule if rule.name in TOLD_BY_THE_GUARD else replace(rule, guard=always) for rule in english_rules())
    return replace(language("en"), plan=planner(tuple(rules), lambda _signs: 0))


def found(spoken: Language, text: str) -> list[Mention]:
    return list(scan(spoken, texts_of(text), 0, len(text)))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_no_rule_sleeps_where_it_would_have_found_something(path: Path) -> None:
    for line in path.read_text("utf-8").translate(MARKS).splitlines():
        assert found(language("en"), line) == found(unguarded(), line), line
