"""Fit the weights of `factcheck/data/linking.json` on marked drafts.

    python -m scripts.fit_linking_weights --data DIR... [--limit N] [--groups score,unit] [--passes N] [--write]

Each DIR holds drafts.jsonl, gold.jsonl and tables/, as for `tests.benchmarks.verification`. The search goes from one
weight to the next, in the order of the file, moves it up and down by a step, and keeps what is better. Better are
more figures linked to just the marked cells and more marked mistakes found; a false alarm weighs as much as twenty of
these. Of every set a third of the drafts is left out of the search. Weights are written (--write) only if no set has
fewer right figures or more alarms with them, in the drafts searched and in those left out, and some set has gained.
The limits above which a verdict is given are not fitted: they are a choice of how careful to be. Everything is read
once and in the same order, so that two runs give the same weights.
"""

from __future__ import annotations

import argparse
import copy
import datetime as dt
import json
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from factcheck.document import Document
from factcheck.linking.index import LinkIndex
from factcheck.linking.scene import make_scene
from factcheck.linking.weights import WEIGHTS, Weights, weights_of
from factcheck.model import Claim, Judgement, Verdict
from factcheck.pipeline import extract_document
from factcheck.readers import read_text
from factcheck.verdicts import judge_all
from tests.benchmarks.verification import read_lines, rows_of, spread, store_for

Groups = dict[str, dict[str, float]]
Cells = frozenset[tuple[str, int, int]]

FITTED = ("score", "words", "entity", "period", "unit")
STEPS = (0.1, 0.04)
ALARM = 20  # right figures that one false alarm outweighs
LEFT_OUT = 3  # every third draft is left out of the search
WRONG = frozenset({Verdict.CONTRADICTED, Verdict.OUTDATED})


class Count(NamedTuple):
    """What came of some drafts: figures with the marked cells, mistakes found, false alarms."""

    right: int = 0
    found: int = 0
    alarms: int = 0

    @property
    def worth(self) -> int:
        """The number that the search raises."""
        return self.right + self.found - ALARM * self.alarms

    def plus(self, other: Count) -> Count:
        """The sum of two counts."""
        return Count(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))


@dataclass(frozen=True)
class Draft:
    """A draft that is read: only the verdicts are still to be given."""

    data_set: str
    left_out: bool
    document: Document
    claims: tuple[Claim, ...]
    index: LinkIndex
    as_of: dt.date | None
    cells: Mapping[tuple[int, int], Cells]
    mistakes: tuple[tuple[int, int], ...]
    open_to_doubt: tuple[tuple[int, int], ...]


Totals = dict[tuple[str, bool], Count]


def read_drafts(data: Path, limit: int | None, workshop: Path) -> Iterator[Draft]:
    """Read the drafts of one set with their tables and what is marked in them."""
    gold: dict[str, list[dict[str, Any]]] = {}
    for row in read_lines(data / "gold.jsonl"):
        gold.setdefault(row["draft_id"], []).append(row)
    for number, row in enumerate(spread(read_lines(data / "drafts.jsonl"), limit)):
        as_of = dt.date.fromisoformat(row["published"]) if len(row.get("published") or "") == 10 else None
        document = read_text(row["text"], row["draft_id"], "text")
        found = extract_document(document, as_of or document.date)
        store = store_for(data, row, workshop, plain=False)
        marked = gold.get(row["draft_id"], [])
        yield Draft(
            data.name,
            number % LEFT_OUT == LEFT_OUT - 1,
            found.document,
            found.claims,
            LinkIndex(store),
            as_of or document.date,
            {(one["start"], one["end"]): _cells_of(one) for one in marked if _is_right(one)},
            tuple(span for one in marked if _is_mistake(one) for span in _spans(one, row["text"])),
            tuple((one["start"], one["end"]) for one in marked if one.get("disputed")),
        )


def _is_right(gold: Mapping[str, Any]) -> bool:
    return gold["level"] == "number" and gold["expected"] == "consistent" and bool(gold.get("cells"))


def _is_mistake(gold: Mapping[str, Any]) -> bool:
    return gold["expected"] == "contradicted" and not gold.get("disputed")


def _spans(gold: Mapping[str, Any], text: str) -> list[tuple[int, int]]:
    """Where a marked mistake stands; a whole statement is wrong somewhere."""
    if gold["level"] == "statement":
        return [(0, len(text))]
    first = gold.get("gold_span", (gold["start"], gold["end"]))
    return [(first[0], first[1]), *((start, end) for start, end in gold.get("also", ()))]


def _cells_of(gold: Mapping[str, Any]) -> Cells:
    return frozenset((Path(cell["table"]).stem, cell["row"], cell["col"]) for cell in gold["cells"])


def counted(drafts: Sequence[Draft], weights: Weights) -> Totals:
    """Judge all drafts with some weights; what came of it by set, for the drafts searched and those left out."""
    totals: Totals = {}
    for draft in drafts:
        judgements = judge_all(
            draft.claims, make_scene(draft.document, draft.claims, draft.index, draft.as_of, weights)
        )
        key = (draft.data_set, draft.left_out)
        totals[key] = totals.get(key, Count()).plus(_count(draft, judgements))
    return totals


def _count(draft: Draft, judgements: Sequence[Judgement]) -> Count:
    spans = [(one.claim.mention.start, one.claim.mention.end) for one in judgements]
    alarms = [span for span, one in zip(spans, judgements, strict=True) if one.verdict in WRONG]
    known = [*draft.mistakes, *draft.open_to_doubt]
    false = [span for span in alarms if not any(_meet(span, other) for other in known)]
    found = {other for other in draft.mistakes if any(_meet(span, other) for span in alarms)}
    right = sum(
        any(_meet(span, place) and _held(one, draft) == cells for span, one in zip(spans, judgements, strict=True))
        for place, cells in draft.cells.items()
    )
    return Count(right, len(found), len(false))


def _meet(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _held(judgement: Judgement, draft: Draft) -> Cells:
    """The cells that a confirmed figure was held against, as the gold counts rows and columns."""
    if judgement.verdict is not Verdict.CONSISTENT or not judgement.links:
        return frozenset()
    tables = {table.name: table for table in draft.index.store.tables}
    found = set()
    for cell in judgement.links[0].fact.cells:
        table = tables[cell.table]
        columns = [field.name for field in table.fields]
        if cell.column in columns:
            row = rows_of(table).get(cell.line, cell.row)
            found.add((Path(cell.table).stem, row, columns.index(cell.column)))
    return frozenset(found)


def searched(totals: Totals) -> int:
    """What the search raises: the worth of the drafts that are not left out."""
    return sum(count.worth for (_, left_out), count in totals.items() if not left_out)


def moved(groups: Groups, group: str, key: str, step: float) -> Groups | None:
    """The weights with one of them moved within [0, 1]; the weights of the score still add up to 1."""
    value = round(groups[group][key] + step, 2)
    if not 0 <= value <= 1:
        return None
    made = copy.deepcopy(groups)
    made[group][key] = value
    if group == "score":
        rest = [name for name in made[group] if name != key]
        before = sum(made[group][name] for name in rest)
        shares = {name: round(made[group][name] / before * (1 - value), 3) for name in rest[:-1]}
        made[group] |= shares | {rest[-1]: round(1 - value - sum(shares.values()), 3)}
    return made


def fitted(drafts: Sequence[Draft], groups: Groups, chosen: Sequence[str], passes: int) -> Groups:
    """Search from weight to weight; every step that is kept is printed."""
    best, worth = groups, searched(counted(drafts, weights_of(groups)))
    for turn in range(passes):
        size = STEPS[min(turn, len(STEPS) - 1)]
        for group, key in [(name, one) for name in chosen for one in groups[name]]:
            for step in (size, -size):
                tried = moved(best, group, key, step)
                if tried is None:
                    continue
                now = searched(counted(drafts, weights_of(tried)))
                if now > worth:
                    print(f"{group}.{key}: {best[group][key]} -> {tried[group][key]}, {worth} -> {now}", flush=True)
                    best, worth = tried, now
                    break
    return best


def is_better(before: Totals, after: Totals) -> bool:
    """Whether no part of any set has lost and one has gained."""
    pairs = [(before[key], after[key]) for key in before]
    lost = any(new.right < old.right or new.found < old.found or new.alarms > old.alarms for old, new in pairs)
    return not lost and any(new.worth > old.worth for old, new in pairs)


def table_of(before: Totals, after: Totals) -> str:
    """Before and after, a line a set and part."""
    lines = [f"{'set':<20} {'drafts':<9} {'right cells':>13} {'mistakes found':>15} {'false alarms':>13}"]
    for key in sorted(before):
        pairs = [f"{old} -> {new}" for old, new in zip(before[key], after[key], strict=True)]
        part = "left out" if key[1] else "searched"
        lines.append(f"{key[0]:<20} {part:<9} {pairs[0]:>13} {pairs[1]:>15} {pairs[2]:>13}")
    return "\n".join(lines)


def written(text: str, groups: Groups, chosen: Sequence[str]) -> str:
    """The file with other numbers and otherwise as it was."""
    for group in chosen:
        start = text.index(f'"{group}": {{')
        end = text.index("}", start)
        part = text[start:end]
        for key, value in groups[group].items():
            part = re.sub(rf'("{key}": )[0-9.]+', rf"\g<1>{value}", part)
        text = text[:start] + part + text[end:]
    return text


def main() -> None:
    """Read the command line, fit, print, and write when asked and better."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, nargs="+", action="extend", metavar="DIR")
    parser.add_argument("--limit", type=int, help="drafts of each set, evenly spread")
    parser.add_argument("--groups", default=",".join(FITTED), help="which groups of weights are fitted")
    parser.add_argument("--passes", type=int, default=len(STEPS))
    parser.add_argument("--write", action="store_true")
    a = parser.parse_args()
    text = WEIGHTS.read_text(encoding="utf-8")
    groups: Groups = json.loads(text)
    chosen = [name for name in a.groups.split(",") if name in FITTED]
    with tempfile.TemporaryDirectory() as workshop:
        drafts = [
            draft for data in a.data for draft in read_drafts(data.resolve(), a.limit, Path(workshop) / data.name)
        ]
        before = counted(drafts, weights_of(groups))
        best = fitted(drafts, groups, chosen, a.passes)
        after = counted(drafts, weights_of(best))
    print(table_of(before, after))
    if not is_better(before, after):
        print("the weights stay: some part of a set has lost, or none has gained")
    elif a.write:
        WEIGHTS.write_text(written(text, best, chosen), encoding="utf-8")
        print(f"written to {WEIGHTS.name}")


if __name__ == "__main__":
    main()
