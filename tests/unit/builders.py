"""Small documents, claims, facts and reports, made by hand."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

from factcheck.document import Document
from factcheck.model import (
    Cell,
    Claim,
    Diagnosis,
    Fact,
    Finding,
    Grain,
    Interval,
    Judgement,
    Kind,
    Link,
    Mention,
    Name,
    Period,
    Quantity,
    Severity,
    Source,
    Span,
    Status,
    Unit,
    Verdict,
)
from factcheck.readers import read_text
from factcheck.results import DocumentExtraction, DocumentReport, Extraction, Report, TableUse

TEXT = """# Aid for the coast

The ministry sent $40 billion in November 2022. Crews cleared 41 settlements.

About two thirds of the 9,000 pumps work, says T-72 mechanic Ana.
"""
DOLLAR = Unit("USD", "currency", symbol="$")
NOVEMBER = Period(dt.date(2022, 11, 1), dt.date(2022, 11, 30), Grain.MONTH, "November 2022")
MEMO = Source("Ministry memorandum", "2022-11-10", "https://example.org/memo")


def draft(text: str = TEXT, name: str = "draft.md") -> Document:
    return read_text(text, name)


def quantity(low: Fraction, high: Fraction | None = None, **more: Any) -> Quantity:
    interval = Interval(low, low if high is None else high)
    fields: dict[str, Any] = {"value": low, "interval": interval} | more
    return Quantity(**fields)


def claim(document: Document, surface: str, number: Quantity | None, **more: Any) -> Claim:
    start = document.text.index(surface)
    mention = Mention(start, start + len(surface), surface, "test.rule", Kind.LEVEL, number)
    sentence = Span(0, len(document.text))
    defaults: dict[str, Any] = {"is_claim": True, "status": Status.ASSERTED, "sentence": sentence, "clause": sentence}
    return Claim(f"{document.name}@{start}", mention, more.pop("kind", Kind.LEVEL), **(defaults | {"block": 0} | more))


def fact(value: int, unit: Unit | None = None, **more: Any) -> Fact:
    defaults: dict[str, Any] = {
        "key": (("entity", "Coast"), ("as_of", "2022-11-10")),
        "entity": "Coast",
        "measure": "aid",
        "period": NOVEMBER,
        "source": MEMO,
        "cells": (Cell("aid", 1, "value", str(value), 3),),
    }
    exact = Fraction(value)
    return Fact("aid", 1, "value", value=exact, interval=Interval.point(exact), unit=unit, **(defaults | more))


def judged(document: Document) -> tuple[Judgement, ...]:
    """A figure of every verdict that the sample text can show."""
    dollars = claim(
        document,
        "$40 billion",
        Quantity(
            Fraction(40 * 10**9),
            Interval(Fraction(395 * 10**8), Fraction(405 * 10**8), high_open=True),
            Fraction(10**9),
            DOLLAR,
        ),
        subject="aid",
        entities=(Name("Coast", Span(14, 19)),),
        period=NOVEMBER,
        period_stated=True,
    )
    link = Link(fact(40 * 10**6, DOLLAR), 0.9123456, ("the subject fits: aid", "the month fits"))
    return (
        Judgement(
            dollars,
            Verdict.CONTRADICTED,
            (link,),
            (link, Link(fact(17, entity="Hills"), 0.2, ("another place",))),
            Diagnosis.SCALE,
            "FC102",
            Severity.ERROR,
            '"$40 billion" but aid row 1 (Coast) has $40 million; 1,000 times too large',
            "$40 million",
            0,
        ),
        Judgement(claim(document, "41", quantity(Fraction(41))), Verdict.CONSISTENT, (Link(fact(41), 0.8),)),
        Judgement(
            claim(document, "two thirds", quantity(Fraction(2, 3)), kind=Kind.SHARE),
            Verdict.NOT_COVERED,
            message="no table is about this",
        ),
        Judgement(
            claim(document, "9,000", quantity(Fraction(9000))), Verdict.NOT_COVERED, message="no table is about this"
        ),
        Judgement(claim(document, "T-72", None, is_claim=False, reason="identifier"), Verdict.NOT_A_CLAIM),
    )


def report(**more: Any) -> Report:
    """A report of one draft with one error; keyword arguments replace its fields."""
    document = draft()
    judgements = judged(document)
    wrong = judgements[0]
    finding = Finding(
        wrong.code,
        Severity.ERROR,
        wrong.message,
        document=document.name,
        span=wrong.claim.mention.span,
        claim=wrong.claim,
        fact=wrong.links[0].fact,
        diagnosis=wrong.diagnosis,
        verdict=wrong.verdict,
        suggestion=wrong.suggestion,
    )
    table = TableUse("aid", "tables/aid.csv", "0123abcd", "Aid by region", 2, "Ministry", "CC0-1.0", "2022-12-01")
    fields: dict[str, Any] = {
        "documents": (DocumentReport(document, judgements, (finding,)),),
        "tables": (table,),
        "reference_given": True,
    }
    return Report(**(fields | more))


def extraction() -> Extraction:
    document = draft()
    return Extraction((DocumentExtraction(document, tuple(judgement.claim for judgement in judged(document))),))
