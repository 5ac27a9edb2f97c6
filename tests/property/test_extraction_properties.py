"""What holds for any text: offsets, order, a rule's name, no crash; and that paragraphs do not touch each other."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from factcheck.claims import make_claims
from factcheck.extraction import extract_mentions, mentions_in
from factcheck.model import Claim, Mention
from factcheck.readers import read_text
from tests.property import writing
from tests.property.effort import effort

TOKENS = """about over from to between and million dozen half one third 5 1,204 3.1 2024 May 12 % $ £ - – / . , ( )
percent km a year-old of in times twice least at 0800 ½ İ q3 more than or per minus rose fell by said not if ? x 10^
No. Section the next last ago since compared with respectively kr Rs US$ m bn 5G T-72 +44 24/7 's aged °C ± ~ ≥ ' " “"""
WORDS = st.sampled_from([*TOKENS.split(), "\u00a0", "\n", " "])
MARKS = st.text(alphabet="0123456789.,%$£€()-–/'’½²⁵٣ ×^±~<>:;#°\u00a0\u202f\u0301\n|*_`[]&@", max_size=40)
TEXTS = st.one_of(
    st.text(max_size=80),
    MARKS,
    st.lists(WORDS, max_size=14).map(" ".join),
    st.lists(WORDS, max_size=14).map("".join),
    st.lists(st.one_of(WORDS, st.text(max_size=6)), max_size=12).map(" ".join),
)
PARTS = ("number", "scale_span", "unit_span", "hedge_span", "noun_span")


def well_formed(text: str, mention: Mention) -> None:
    """Every mention names its rule, stands where it says, and is a quantity or has a reason not to be."""
    assert mention.rule
    assert mention.surface
    assert text[mention.start : mention.end] == mention.surface
    quantity = mention.quantity
    assert quantity is not None or mention.reason
    for part in PARTS:
        span = getattr(mention, part)
        assert span is None or 0 <= span.start < span.end <= len(text), part
    if quantity is not None:
        low, high = quantity.interval.low, quantity.interval.high
        assert low is None or high is None or low <= high
        assert quantity.value is None or quantity.hedge or quantity.interval.holds(quantity.value)


@effort(400)
@given(TEXTS)
@example("1^-1 0^-1 1e999")
@example("² ³ 5² ١٢٣ ㊀")
def test_any_text_gives_mentions_that_stand_where_they_say(text: str) -> None:
    mentions = mentions_in(text)
    for mention in mentions:
        well_formed(text, mention)
    assert all(a.end <= b.start for a, b in pairwise(mentions))


@effort(250)
@given(TEXTS, st.sampled_from(["text", "markdown"]))
def test_any_draft_gives_one_claim_a_mention(text: str, kind: str) -> None:
    document = read_text(text, format=kind)
    mentions = extract_mentions(document)
    claims = make_claims(document, mentions)
    assert [claim.mention for claim in claims] == list(mentions)
    for mention in mentions:
        well_formed(document.text, mention)


FIGURES = st.one_of(
    writing.measured(), writing.money(), writing.hedged(writing.digit_numbers), writing.ranges(), writing.numbers
)
SENTENCES = st.one_of(
    FIGURES.map(lambda figure: f"The survey found {figure.text} there."),
    FIGURES.map(lambda figure: f"{figure.text} were found."),
    st.sampled_from(
        ["It fell by 5% in May.", "Some 41 towns.", "No one came.", "In 2014, $3bn.", "Why 5?", "From 3 to"]
    ),
    st.lists(WORDS.filter(str.strip), min_size=1, max_size=8).map(" ".join).filter(lambda text: text[0].isalpha()),
)
PARAGRAPHS = st.lists(SENTENCES, min_size=1, max_size=3).map(lambda texts: " ".join(texts) + ".")
"""Each with a full stop at its end: without one a short line above another paragraph is a heading."""


def found(text: str, at: int = 0) -> list[tuple[object, ...]]:
    """The mentions of a plain text without their places in it."""
    return [
        (m.start + at, m.surface, m.rule, m.kind, m.quantity, m.reason, m.period)
        for m in extract_mentions(read_text(text, format="text"), "en")
    ]


@effort(250)
@given(PARAGRAPHS, PARAGRAPHS)
def test_mentions_of_joined_paragraphs_are_those_of_both(first: str, second: str) -> None:
    joined = first + "\n\n" + second
    assert found(joined) == found(first) + found(second, len(first) + 2)


@effort(100)
@given(PARAGRAPHS, PARAGRAPHS)
def test_what_stands_behind_does_not_change_a_claim_before_it(first: str, second: str) -> None:
    alone, joined = claims_of(first), claims_of(first + "\n\n" + second)
    assert [said(claim) for claim in alone] == [said(claim) for claim in joined[: len(alone)]]


def claims_of(text: str) -> tuple[Claim, ...]:
    document = read_text(text, format="text")
    return make_claims(document, extract_mentions(document, "en"))


def said(claim: Claim) -> tuple[object, ...]:
    return (claim.mention, claim.kind, claim.is_claim, claim.status, claim.subject, claim.direction, claim.base)
