"""The word lists of a language: no word stands twice in one."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

LISTS = sorted((Path(__file__).parents[2] / "factcheck" / "languages").glob("*/*.json"))


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_no_word_stands_twice_in_a_list(path: Path) -> None:
    lists = json.loads(path.read_text(encoding="utf-8"))
    for name, words in lists.items():
        if isinstance(words, list) and all(isinstance(word, str) for word in words):
            assert [word for word, times in Counter(words).items() if times > 1] == [], name
