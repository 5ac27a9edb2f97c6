"""Sentences and clauses: cases in tests/cases/readers."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from factcheck.claims.context import Sentence
from factcheck.extraction import extract_mentions
from factcheck.model import Span
from factcheck.readers import read_text
from factcheck.sentences import block_sentences, sentence_spans

CASES = Path(__file__).parent.parent / "cases" / "readers"


def load(name: str) -> list[Any]:
    cases = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    return [pytest.param(case, id=case["text"][:40]) for case in cases]


def texts(text: str, spans: list[Span]) -> list[str]:
    return [text[span.start : span.end] for span in spans]


def clauses(text: str) -> list[Span]:
    """The clauses of a text that is one sentence."""
    document = read_text(text, format="text")
    sentence = Sentence(document, Span(0, len(text)), 0, list(enumerate(extract_mentions(document))))
    return [sentence.clause(index).span for index in range(len(sentence.clause_ranges))]


@pytest.mark.parametrize("case", load("sentences"))
def test_sentences(case: dict[str, Any]) -> None:
    expected = case.get("split") or case["text"].split(" | ")
    text = case["text"].replace(" | ", " ") if "split" not in case else case["text"].replace("| ", "")
    assert texts(text, block_sentences(text, Span(0, len(text)))) == expected


@pytest.mark.parametrize("case", load("clauses"))
def test_clauses(case: dict[str, Any]) -> None:
    text = case["text"]
    assert texts(text, clauses(text)) == case["clauses"]


@pytest.mark.parametrize("case", load("clauses"))
def test_no_clause_cuts_a_number(case: dict[str, Any]) -> None:
    text = case["text"]
    for match in re.finditer(r"\d[\d.,:–]*\d", text):
        assert any(span.start <= match.start() and match.end() <= span.end for span in clauses(text))


def test_no_sentence_crosses_a_block() -> None:
    document = read_text("# Title\n\n- one\n- two. Three\n\n| a | b. C |\n|---|---|\n\n```\nx. Y\nz\n```\n")
    found = texts(document.text, list(sentence_spans(document)))
    assert found == ["Title", "one", "two.", "Three", "a", "b. C", "x. Y", "z"]


def test_a_line_break_ends_no_sentence() -> None:
    document = read_text("It has\n3.1 million\npeople. And\nmore.", format="text")
    assert texts(document.text, list(sentence_spans(document))) == ["It has\n3.1 million\npeople.", "And\nmore."]


@pytest.mark.parametrize("unit", [".", "A.", "a. ", "“”", "No. ", "5, and 6 ", "( ", "a.B", '."', "   "])
def test_work_grows_with_the_text(unit: str) -> None:
    """Sentences cover a text once: their lengths never add up to more than it."""
    for times in (100, 2000):
        text = unit * times
        spans = block_sentences(text, Span(0, len(text)))
        assert sum(span.end - span.start for span in spans) <= len(text)
        assert sum(span.end - span.start for span in clauses(text)) <= len(text)
