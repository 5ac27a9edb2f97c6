"""FC504: a count, its percentage and the number they are taken of: "12 (25%) of 40", "12/40 (25%)", a table with n."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from fractions import Fraction

from factcheck.document import Block, BlockKind
from factcheck.frozen import record
from factcheck.languages.words import word_set
from factcheck.model import Finding, Span
from factcheck.patterns import lazy
from factcheck.rules.draft import Draft
from factcheck.rules.statistics.numbers import Written, written
from factcheck.rules.statistics.places import Places
from factcheck.rules.statistics.surroundings import prose

_INTEGER = r"\d{1,3}(?:,\d{3})++(?![.,]?\d)|\d{1,7}+(?![.,]?\d)"
_K, _N = rf"(?<![\w.,/–-])(?P<k>{_INTEGER})", rf"(?P<n>{_INTEGER})"
_P = r"(?P<p>\d{1,3}(?:\.\d{1,3})?)\s?(?P<sign>%|per ?cent\b)"
_NOUNS = r"(?: (?!of\b|and\b|or\b|in\b)[^\W\d_][\w'’-]{0,20}+){0,3}"
_OF = r"(?: out)? of(?: (?:the|all|its|their|our|those|these))*+(?: total(?: of)?)? "
_WHOLE = r"\s?(?=[)\];,]|$)"
_FORMS = (
    lazy(rf"{_K}{_NOUNS}{_OF}{_N}{_NOUNS}\s?[(\[]{_P}{_WHOLE}"),  # 12 of 40 patients (25%)
    lazy(rf"{_K}{_NOUNS}{_OF}{_N}{_NOUNS}, or {_P}(?= ?[,.;)]| of (?:them|those)|$)"),  # 12 of the 40, or 25%,
    lazy(rf"{_K}\s?/\s?{_N}{_NOUNS}\s?[(\[;,]\s?{_P}{_WHOLE}"),  # 12/40 (25%)
    lazy(rf"{_K}{_NOUNS} ?[(\[]{_P}[)\]]{_NOUNS}{_OF}{_N}(?![\d/%]|[.,]\d| ?(?:million|billion|thousand|per ?cent))"),
    lazy(rf"(?<![\w.,–-]){_P}{_NOUNS} ?[(\[](?P<k>{_INTEGER})(?:{_OF}|\s?/\s?){_N}{_NOUNS}[)\];,]"),  # 25% (12 of 40)
    lazy(rf"(?<![\w.,–-]){_P} ?[(\[][nN]\s?=\s?(?P<k>{_INTEGER})(?:{_OF}|\s?/\s?){_N}[)\];,]"),  # 25% (n = 12/40)
)
_FIRST_OF = lazy(
    rf"\b(?:[Oo]f|[Aa]mong|[Oo]ut of)(?: (?:the|all|our|these|those|its|their))*+ {_N}(?P<noun> [^\W\d_]++)"
    rf"(?: (?!of\b)[^\W\d_][\w'’-]{{0,20}}+){{0,5}}, (?P<k>{_INTEGER}){_NOUNS} ?[(\[]{_P}[)\]]"
)  # of the 40 patients who came, 12 (25%)
_SCALES = frozenset({"million", "billion", "thousand", "percent", "per"})
_OF_FEW = lazy(rf"(?<![\w.,–-]){_P} of (?:the|our|all|its|their|these|those) {_N} (?P<noun>[^\W\d_]++)(?![\w'’-])")
_LOOSE = lazy(
    r"(?:about|around|roughly|approximately|nearly|almost|some|over|under|than|least|most|to|circa|ca\.|c\.|~|≈|[<>≤≥±])"
    r" ?[(\[]?$",
    re.IGNORECASE,
)
_WEIGHTED = lazy(r"\b(?:weighted|weights?|votes?|vote share|turnout)\b", re.IGNORECASE)
_CELL = lazy(
    rf"\s*(?P<k>{_INTEGER})\s?(?:/\s?(?P<n>{_INTEGER})\s?)?"
    r"[(\[]\s?(?P<p>\d{1,3}(?:\.\d{1,2})?)\s?(?P<sign>%?)\s?[)\]]\s*"
)
_CELL_N = lazy(rf"\b[nN]\s?=\s?(?P<n>{_INTEGER})")
_PERCENT_HEADER = lazy(r"(?:\bn|\bN|\b[Nn]o\.?|\b[Nn]umber|\b[Cc]ount|#)\s?,?\s?[(\[/,]\s?(?:%|per ?cent)")


@record
class Share:
    """A count out of n with its percentage, and where each stands; `n_span` is None where a table's header gives n."""

    k: int
    n: int
    percent: Written
    k_span: Span
    n_span: Span
    p_span: Span


def percent_of_n(draft: Draft) -> Iterator[Finding]:
    """Percentages that the count and the n beside them do not give, and those that no whole number of n gives."""
    places = Places(draft)
    for block in prose(draft):
        yield from _in_prose(places, block)
    yield from _in_tables(places)


def _in_prose(places: Places, block: Block) -> Iterator[Finding]:
    text, start, end = places.draft.text, block.span.start, block.span.end
    if _WEIGHTED.search(text, start, end):
        return  # percentages of answers that count more or less, or of votes beside seats
    seen: set[int] = set()
    for form in (*_FORMS, _FIRST_OF):
        for match in form.finditer(text, start, end):
            share = None if form is _FIRST_OF and match["noun"].strip() in _SCALES else _share(match)
            loose = any(_LOOSE.search(text, max(start, at - 16), at) for at in (match.start("p"), match.start("k")))
            if share is None or loose or share.p_span.start in seen or not places.is_told(Span(*match.span())):
                continue
            seen.add(share.p_span.start)
            if not _fits(share):
                yield _finding(places, share)
    for match in _OF_FEW.finditer(text, start, end):
        if not _LOOSE.search(text, max(start, match.start() - 16), match.start()):
            yield from _impossible(places, match)


def _share(match: re.Match[str]) -> Share | None:
    k, n, percent = _whole(match["k"]), _whole(match["n"]), written(match["p"])
    if percent is None or k > n or n < 2:
        return None
    return Share(k, n, percent, Span(*match.span("k")), Span(*match.span("n")), _p_span(match))


def _p_span(match: re.Match[str]) -> Span:
    return Span(match.start("p"), match.end("sign"))


def _whole(text: str) -> int:
    return int(text.replace(",", ""))


def _fits(share: Share) -> bool:
    """Whether the percentage is that of the count, rounded or cut off; "10%" and "25%" may be rounded to fives."""
    right = Fraction(100 * share.k, share.n)
    low, high = share.percent.low, share.percent.value + share.percent.quantum
    return low <= right < high


def _finding(places: Places, share: Share) -> Finding:
    text = places.draft.text
    k, n = (text[span.start : span.end] for span in (share.k_span, share.n_span))
    decimals = len(share.percent.text.partition(".")[2])
    right = f"{100 * share.k / share.n:.{decimals}f}"
    message = f"{k} of {n} is {right}%, not {share.percent.text}%"
    related = [(share.k_span, "the count"), (share.n_span, "the number it is taken of")]
    return places.finding("FC504", share.p_span, message, related=related)


def _impossible(places: Places, match: re.Match[str]) -> Iterator[Finding]:
    """Percentages as in "37% of the 12 patients": 4 of them are 33% and 5 are 42%."""
    n, percent, noun = _whole(match["n"]), written(match["p"]), match["noun"].lower()
    plural = noun.endswith("s") or noun in {"people", "men", "women", "children"}
    if percent is None or n < 2 or not plural or not {noun, noun[:-1]} & word_set("statistics", "people"):
        return
    if percent.quantum == 1 and percent.value % 5 == 0:
        return  # rounded to fives and tens
    least = math.ceil(percent.low * n / 100)
    if 100 * least <= (percent.value + percent.quantum) * n or not places.is_told(Span(*match.span())):
        return
    decimals = len(match["p"].partition(".")[2])
    near = " and ".join(f"{k} of {n} is {100 * k / n:.{decimals}f}%" for k in (least - 1, least))
    message = f"no whole number of {match['n']} {match['noun']} is {match['p']}%: {near}"
    related = [(Span(*match.span("n")), "the number it is taken of")]
    yield places.finding("FC504", _p_span(match), message, related=related)


def _in_tables(places: Places) -> Iterator[Finding]:
    """Cells "12 (25%)" under a header or behind a label that gives n."""
    draft = places.draft
    headers: dict[tuple[int, int, int], Span] = {}
    for block in draft.document.blocks:
        if block.kind is not BlockKind.TABLE_CELL:
            continue
        if block.row == 0 or block.column == 0:
            _remember(draft, block, headers)
            continue
        cell = _CELL.fullmatch(draft.text, block.span.start, block.span.end)
        of = headers.get((block.table, 0, block.column)) or headers.get((block.table, block.row, 0))
        labels = f"{block.row_header} | {block.column_header}"
        if cell is None or of is None or cell["n"] or not (cell["sign"] or _PERCENT_HEADER.search(labels)):
            continue
        percent, k, n = written(cell["p"]), _whole(cell["k"]), _whole(draft.text[of.start : of.end])
        if percent is None or k > n or n < 2 or percent.value > 100:
            continue
        share = Share(k, n, percent, Span(*cell.span("k")), of, _p_span(cell))
        if not _fits(share) and not _of_fewer(share):
            yield _finding(places, share)


def _remember(draft: Draft, block: Block, headers: dict[tuple[int, int, int], Span]) -> None:
    """The n that a cell of the header or a label gives, where it gives one."""
    found = _CELL_N.search(draft.text, block.span.start, block.span.end)
    if found:
        headers[block.table, block.row, block.column] = Span(*found.span("n"))


def _of_fewer(share: Share) -> bool:
    """Whether some were left out of the percentage, as tables do with those who did not answer: half of n at most."""
    if share.percent.high <= 0:
        return False
    least = share.k * 100 / (share.percent.value + share.percent.quantum)
    return share.n / 2 <= least <= share.n
