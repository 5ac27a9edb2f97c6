"""The draft against itself: what the rules find without any table, and what they say of drafts that are true.

python -m tests.benchmarks.consistency --bench DIR [--alarms] [--growth]

DIR holds verification/, passages/ and newsroom/. Every draft is checked with no table at all. Printed are, of the
planted mistakes that a draft itself can betray, those found by kind; of the true drafts of every set the numbers and
the alarms (--alarms lists each with its place); of the newsroom drafts the planted totals and counts of lists found.
--growth checks drafts of 12,500 to 100,000 figures instead, and prints the cost of a figure in each.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import factcheck
from factcheck.model import Finding
from factcheck.readers import read_text
from tests.benchmarks import verification
from tests.benchmarks.verification import read_lines

Row = dict[str, Any]

# The planted kinds that a draft can betray by itself; the others need the table.
OWN_KINDS = ("total_vs_parts", "headline_vs_body", "bracket_conversion", "percent_vs_points", "direction_flip")
TRUE_SETS = ("statcan", "tatqa", "tabprograms", "injected")
NEWSROOM_KINDS = frozenset({"total", "list_count"})
GROWTH = (12_500, 25_000, 50_000, 100_000)


@dataclass(frozen=True)
class Alarm:
    """A finding on a true draft."""

    draft: str
    finding: Finding
    text: str

    def __str__(self) -> str:
        start, end = (self.finding.span.start, self.finding.span.end) if self.finding.span else (0, 0)
        around = f"{self.text[max(0, start - 80) : start]}[{self.text[start:end]}]{self.text[end : end + 60]}"
        return f"{self.draft} {self.finding.code} {self.finding.message} | {' '.join(around.split())}"


@dataclass(frozen=True)
class Quiet:
    """What was said of the true drafts of one set."""

    name: str
    numbers: int
    alarms: tuple[Alarm, ...]


def found_by_kind(injected: Path) -> dict[str, tuple[int, float]]:
    """Of each planted kind that a draft can betray, how many there are and the share found, by the set's scorer."""
    with tempfile.TemporaryDirectory() as folder:
        printed = verification.measure(injected, Path(folder) / "pred.jsonl", tables=False)
    scored = json.JSONDecoder().raw_decode(printed)[0]["injected"]
    return {kind: (scored[kind]["n"], scored[kind]["detection"]) for kind in OWN_KINDS if kind in scored}


def true_drafts(bench: Path) -> Iterator[Quiet]:
    """The alarms on every true draft of the sets, set by set; of games, those that stand on no marked mistake."""
    for name in TRUE_SETS:
        data = bench / "verification" / name
        rows = [row for row in read_lines(data / "drafts.jsonl") if row.get("clean") in (True, "presumed")]
        yield _quiet(name, [(row["draft_id"], row["text"], row.get("published")) for row in rows], {})
    games = bench / "verification" / "rotowire"
    marked: dict[str, list[tuple[int, int]]] = {}
    for gold in read_lines(games / "gold.jsonl"):
        if gold["expected"] != "consistent":
            marked.setdefault(gold["draft_id"], []).append((gold["start"], gold["end"]))
    rows = read_lines(games / "drafts.jsonl")
    yield _quiet("rotowire", [(row["draft_id"], row["text"], None) for row in rows], marked)
    rows = read_lines(bench / "passages" / "passages.jsonl")
    yield _quiet("passages", [(row["id"], row["text"], row.get("publication_date")) for row in rows], {})


def _quiet(name: str, drafts: Sequence[tuple[str, str, str | None]], marked: dict[str, list[tuple[int, int]]]) -> Quiet:
    numbers, alarms = 0, []
    for draft, text, day in drafts:
        as_of = day if day and len(day) == 10 else None
        (document,) = factcheck.check(read_text(text, draft, "text"), as_of=as_of).documents
        numbers += sum(one.claim.is_claim for one in document.judgements)
        own = [one for one in document.findings if one.code.startswith("FC4")]
        alarms += [Alarm(f"{name}:{draft}", one, text) for one in own if not _is_marked(one, marked.get(draft, []))]
    return Quiet(name, numbers, tuple(alarms))


def _is_marked(finding: Finding, places: Sequence[tuple[int, int]]) -> bool:
    spans = [one for one in (finding.span, *(other.span for other in finding.related)) if one is not None]
    return any(span.start < end and start < span.end for span in spans for start, end in places)


def newsroom(drafts: Path) -> tuple[int, int, list[Alarm]]:
    """The planted totals and counts of lists, those of them found, and what is said of figures that are right."""
    planted = found = 0
    alarms = []
    for path in sorted(drafts.glob("*.json")):
        draft = path.with_suffix(".md")
        if not draft.exists():
            continue
        gold = json.loads(path.read_text(encoding="utf-8"))
        wrong = [one for one in gold["figures"] if one["verdict"] in ("contradicted", "outdated")]
        (document,) = factcheck.check(draft, as_of=gold.get("as_of")).documents
        source = draft.read_text(encoding="utf-8")
        surfaces = {document.document.text[one.span.start : one.span.end]: one for one in document.findings if one.span}
        for one in wrong:
            if one["diagnosis"] in NEWSROOM_KINDS and True:
                planted += 1
                found += one["surface"] in surfaces
        right = {one["surface"] for one in wrong}
        alarms += [
            Alarm(draft.name, finding, document.document.text or source)
            for surface, finding in surfaces.items()
            if finding.code.startswith("FC4") and surface not in right
        ]
    return planted, found, alarms


def long_draft(figures: int) -> str:
    """A draft of about so many figures: wards, each with a heading that its paragraph bears out."""
    wards = (
        f"## Ward {at}: {at % 41 + 3} grants\n\nThe council of ward {at} made {at % 41 + 3} grants worth "
        f"${at % 97 + 1}.5 million in {1990 + at % 30}, up {at % 17 + 1}% on the year. It spent {at * 7919 % 9973} "
        f"hours on {at % 31} parks, {at % 37 + 2} miles ({round((at % 37 + 2) * 1.609344)} km) of road and {at % 13} "
        "schools.\n\n"
        for at in range(figures // 12)
    )
    return "".join(wards)


def growth() -> Iterator[tuple[int, float]]:
    """Figures of one draft and the milliseconds that each costs, for drafts of growing length."""
    factcheck.check("41 towns")
    for wanted in GROWTH:
        document = read_text(long_draft(wanted), "long.md")
        began = time.process_time()
        figures = len(factcheck.check(document).documents[0].judgements)
        yield figures, 1000 * (time.process_time() - began) / figures


def per_thousand(sets: Sequence[Quiet]) -> float:
    """The alarms of a thousand numbers."""
    numbers = sum(one.numbers for one in sets)
    return 1000 * sum(len(one.alarms) for one in sets) / numbers if numbers else 0.0


def main() -> None:
    """Read the command line and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path)
    parser.add_argument("--alarms", action="store_true")
    parser.add_argument("--growth", action="store_true")
    a = parser.parse_args()
    if a.growth:
        for figures, cost in growth():
            print(f"{figures:>7} figures, {cost:.3f} ms each", flush=True)
        return
    if a.bench is None:
        parser.error("--bench DIR is needed")
    for kind, (planted, share) in found_by_kind(a.bench / "verification" / "injected").items():
        print(f"{kind:<20} {share:.3f} of {planted}")
    sets = list(true_drafts(a.bench))
    for one in sets:
        print(f"{one.name:<20} {len(one.alarms)} alarms, {one.numbers} numbers")
    print(f"false alarms: {per_thousand(sets):.2f} per 1,000 numbers")
    planted, found, alarms = newsroom(a.bench / "newsroom")
    print(f"newsroom             {found} of {planted} totals and counts of lists found, {len(alarms)} alarms")
    if a.alarms:
        print("\n".join(str(alarm) for alarm in (*(alarm for one in sets for alarm in one.alarms), *alarms)))


if __name__ == "__main__":
    main()
