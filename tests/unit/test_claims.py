"""What a figure says: cases a journalist could read, in tests/cases/claims."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from factcheck.claims import make_claims
from factcheck.document import Document
from factcheck.extraction import extract_mentions
from factcheck.model import Claim
from factcheck.readers import read_text
from tests.work import calls_of

CASES = Path(__file__).parent.parent / "cases" / "claims"


def load() -> list[Any]:
    found = []
    for path in sorted(CASES.glob("*.toml")):
        for number, case in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["case"], 1):
            found.append(pytest.param(case, id=f"{path.stem}-{number}-{case['figure']}"))
    return found


def claims_of(document: Document, **options: Any) -> tuple[Claim, ...]:
    return make_claims(document, extract_mentions(document), **options)


def said(claim: Claim) -> dict[str, Any]:
    return {
        "kind": claim.kind.value,
        "status": claim.status.value,
        "direction": claim.direction.value if claim.direction else "",
        "cue": claim.cue.value if claim.cue else "",
        "subject": claim.subject,
        "period": claim.period.label if claim.period else "",
        "stated": claim.period_stated,
        "base": claim.base,
        "base_period": claim.base_period.label if claim.base_period else "",
        "from_level": claim.from_level,
        "entities": [("~" if name.carried else "") + name.text for name in claim.entities],
        "is_claim": claim.is_claim,
        "reason": claim.reason,
    }


@pytest.mark.parametrize("case", load())
def test_claim(case: dict[str, Any]) -> None:
    document = read_text(case["text"], format=case.get("format", "text"))
    claims = claims_of(document, as_of=case.get("as_of"))
    claim = next(claim for claim in claims if claim.mention.surface == case["figure"])
    expected = {key: value for key, value in case.items() if key not in ("text", "figure", "as_of", "format")}
    got = said(claim)
    assert {key: got[key] for key in expected} == expected


def test_every_mention_is_a_claim_in_order() -> None:
    document = read_text("# A 5\n\nIt has 3 cats, 4 dogs (2 old) and `9` fleas. In 2020 it had 1.\n")
    mentions = extract_mentions(document)
    claims = make_claims(document, mentions)
    assert [claim.mention for claim in claims] == list(mentions)
    assert [claim.id for claim in claims] == [f"f{number}" for number in range(1, len(mentions) + 1)]


def test_spans_hold_the_figure() -> None:
    document = read_text("One. It rose from 3.1 to 4.2 million, the club said; minus 14 was worst.\n\n- 7 cats\n")
    for claim in claims_of(document):
        assert claim.sentence.start <= claim.mention.start < claim.sentence.end
        assert claim.clause.start <= claim.mention.start
        assert claim.clause.end >= claim.mention.end
        block = document.blocks[claim.block]
        assert block.span.contains(claim.sentence)


def test_the_draft_gives_the_date() -> None:
    document = read_text("---\ndate: 2025-11-06\n---\n\nIn March it sold 40 boats.\n")
    (claim,) = [claim for claim in claims_of(document) if claim.mention.surface == "40"]
    assert claim.period is not None
    assert claim.period.label == "2025-03"


def test_nothing_to_read() -> None:
    assert claims_of(read_text("")) == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "It sold 5 boats and 6 cars, ",
        "Kenya rose by 5% to 6 million in March 2020 and ",
        "In 2020 in 2021 in 2022 ",
        "in the past four months on Monday 5 ",
        "not not not 5 ",
        "in total 5 ",
        "Kenya from 5 to 6 ",
        "“5” ",
        "5% more than a year earlier and half a year ago ",
        "from 9 to 7 in March against 5 in April ",
        "(5 (6 [7 ",
        '“5 ‘6 "7 ',
        "the number of cats that rose by 5 to 6 ",
        "5   cats__and 6  dogs ",
        "5-a-b-c-d/f-g’s n't-x ",
    ],
)
def test_work_grows_with_the_text(sentence: str) -> None:
    """Twice the text makes about twice the calls, even in one endless sentence."""

    def calls(times: int) -> int:
        document = read_text(sentence * times, format="text")
        mentions = extract_mentions(document)
        return calls_of(lambda: make_claims(document, mentions))

    small, large = calls(100), calls(200)
    assert large < 2.6 * small + 1000
