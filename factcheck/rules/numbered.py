"""FC402: items that are numbered 1, 2, 4, or 1, 2, 2, 3: one is missing, or a number stands twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from factcheck.document import Block, BlockKind
from factcheck.model import Diagnosis, Finding, Span
from factcheck.patterns import lazy
from factcheck.rules.draft import Draft

_LINE = lazy(r"[ \t]{0,3}(?P<number>\d{1,2})[.)][ \t]+(?P<text>\S[^\n]{0,200})")
_HEADING = lazy(
    r"(?:(?:#|no\. ?)?(?P<number>\d{1,2})(?:[.):]| [–—-])"
    r"|(?:step|reason|tip|lesson|rule|way) (?P<named>\d{1,2})\b)(?=\s|$)"
)
_INLINE = lazy(r"(?<![\w)\]])\((?P<number>\d{1,2})\)\s")
_ENOUGH = 3  # numbers that run on: fewer are no list

Numbered = tuple[int, Span]


def numbers_in_order(draft: Draft) -> Iterator[Finding]:
    """Numbered items of which one is missing, or that give a number twice."""
    blocks = draft.document.blocks
    for block in blocks:
        if block.kind is BlockKind.PARAGRAPH:
            yield from _judged(draft, _lines(draft, block))
            yield from _judged(draft, _inline(draft, block))
    heads = [block for block in blocks if block.kind is BlockKind.HEADING]
    for _, group in groupby(_with_parents(heads), key=lambda pair: pair[0]):
        yield from _judged(draft, _numbers(draft, [block for _, block in group]))
    for list_id, items in groupby(blocks, key=lambda block: block.list_id):
        if list_id >= 0:
            yield from _judged(draft, _sources(draft, list(items)))


def number_of(text: str) -> int | None:
    """The number with which a heading begins: 3 of "3. Third", "Step 3: wait"."""
    found = _HEADING.match(text.lower())
    return int(found["number"] or found["named"]) if found is not None else None


def numbered_lines(draft: Draft, block: Block) -> tuple[str, ...]:
    """The lines of a paragraph that are all numbered, in plain text that knows no lists; () for any other."""
    lines = draft.text[block.span.start : block.span.end].split("\n")
    found = [_LINE.fullmatch(line) for line in lines]
    return tuple(line["text"] for line in found if line is not None) if all(found) else ()


def _lines(draft: Draft, block: Block) -> list[Numbered]:
    if not numbered_lines(draft, block):
        return []
    found = _LINE.finditer(draft.text, block.span.start, block.span.end)
    return [(int(line["number"]), Span(*line.span("number"))) for line in found]


def _inline(draft: Draft, block: Block) -> list[Numbered]:
    found = _INLINE.finditer(draft.text, block.span.start, block.span.end)
    return [(int(mark["number"]), Span(*mark.span("number"))) for mark in found]


def _with_parents(heads: Sequence[Block]) -> Iterator[tuple[tuple[int, int], Block]]:
    """Headings with their level and the one above them; those of lower levels are left out of the run."""
    path: list[Block] = []
    for block in heads:
        while path and path[-1].level >= block.level:
            path.pop()
        yield (block.level, path[-1].span.start if path else -1), block
        path.append(block)


def _numbers(draft: Draft, blocks: Sequence[Block]) -> list[Numbered]:
    numbers = []
    for block in blocks:
        found = _HEADING.match(draft.text[block.span.start : block.span.end].lower())
        if found is None:
            return []
        start = block.span.start
        number = "number" if found["number"] else "named"
        numbers.append((int(found[number]), Span(start + found.start(number), start + found.end(number))))
    return numbers


def _sources(draft: Draft, items: Sequence[Block]) -> list[Numbered]:
    """The numbers that the source gives the items of a list."""
    numbers = []
    for block in items:
        place = draft.document.place(block.span.start)
        line = draft.document.source_line(place.line)[: place.column - 1].strip()
        if line[:-1].isdigit() and line[-1:] in {".", ")"}:
            numbers.append((int(line[:-1]), block.span))
    return numbers


def _judged(draft: Draft, numbers: Sequence[Numbered]) -> Iterator[Finding]:
    """A finding where the numbers run on from 1 but for one that is left out or stands twice."""
    if len(numbers) < _ENOUGH or numbers[0][0] != 1 or numbers[1][0] != 2:
        return
    steps = [two[0] - one[0] for one, two in pairwise(numbers)]
    odd = [at for at, step in enumerate(steps) if step != 1]
    if len(odd) != 1 or steps[odd[0]] not in {0, 2}:
        return
    at = odd[0] + 1
    number, span = numbers[at]
    run = ", ".join(str(each) for each, _ in numbers[max(0, at - 2) : at + 2])
    what = f"{number} stands twice" if steps[odd[0]] == 0 else f"{number - 1} is missing"
    related = draft.related(numbers[at - 1][1], "the number before")
    found = draft.finding("FC402", None, f"the items are numbered {run}: {what}", Diagnosis.LIST_COUNT, span=span)
    yield replace(found, related=(related,))
