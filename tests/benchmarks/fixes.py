"""What --fix would write into drafts with marked mistakes: how often the certain fixes give the true figure.

python -m tests.benchmarks.fixes --shared DIR [--verbose]

Drafts of DIR/bench that have one planted mistake each are mended and held against their true twins, the newsroom
drafts against what their gold says is right; in true drafts every fix is a wrong one, and in reports that machines
wrote the fixes are held against the corrections that people gave. "exact" counts fixes that give the words of the true
draft back, "right" those too that give its number in other words ("$693 million" for "$693.0 million").
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import factcheck
from factcheck.document import Document
from factcheck.model import Finding, Fix
from factcheck.readers import read_path, read_text
from factcheck.reference.store import ReferenceStore, load_reference
from tests.benchmarks.verification import read_lines, store_for

Row = dict[str, Any]

PLANTED = "injected"
CORRECTED = "rotowire"
TRUE = ("statcan", "tatqa")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")


def measure(bench: Path, *, quick: bool = False, verbose: bool = False) -> dict[str, Counter[str]]:
    """How many fixes are exact, right, wrong, by set: the certain ones, then ("... unsafe") all the others.

    `quick` takes the drafts with planted mistakes alone.
    """
    sets: dict[str, Iterator[tuple[bool, str, str]]] = {PLANTED: _planted(bench / "verification" / PLANTED)}
    sets["newsroom"] = _newsroom(bench / "newsroom", bench.parent / "reference_data_raw")
    if not quick:
        sets[CORRECTED] = _corrected(bench / "verification" / CORRECTED)
        sets |= {name: _true(bench / "verification" / name) for name in TRUE}
    counts: dict[str, Counter[str]] = {}
    for name, told in sets.items():
        counts |= {name: Counter(), f"{name} unsafe": Counter()}
        for certain, verdict, words in told:
            counts[name if certain else f"{name} unsafe"][verdict] += 1
            if verbose and verdict == "wrong":
                print(f"{name} {'certain' if certain else 'unsafe'}: {words}")
    return counts


def summary(counts: Mapping[str, Counter[str]]) -> dict[str, float]:
    """The certain fixes of all sets: how many there are, and the percentages of them that are right and exact."""
    certain: Counter[str] = sum((one for name, one in counts.items() if "unsafe" not in name), Counter())
    number = certain.total()
    right = certain["exact"] + certain["right"]
    share = {"right": right, "exact": certain["exact"]}
    return {"certain": number} | {name: round(100 * hits / number, 1) if number else 0 for name, hits in share.items()}


def _planted(data: Path) -> Iterator[tuple[bool, str, str]]:
    drafts = read_lines(data / "drafts.jsonl")
    texts = {draft["draft_id"]: draft["text"] for draft in drafts}
    for draft, document, finding, fix in _fixes(data, drafts):
        mended = _written(document, fix)
        twin = texts.get(draft.get("twin"), "")
        same = bool(twin) and _numbers(mended) == _numbers(twin)
        yield fix.certain, "exact" if mended == twin else "right" if same else "wrong", _words(draft, finding, fix)


def _corrected(data: Path) -> Iterator[tuple[bool, str, str]]:
    """A fix is right where people marked that figure as wrong and every number of the fix stands in the correction."""
    gold = _gold(data)
    for draft, _, finding, fix in _fixes(data, read_lines(data / "drafts.jsonl")):
        marked = [row for row in gold.get(draft["draft_id"], ()) if _meets(row, fix) and row.get("correction")]
        new = set(_DIGITS.findall(fix.text.replace(",", "")))
        right = any(new and new <= set(_DIGITS.findall(row["correction"].replace(",", ""))) for row in marked)
        yield fix.certain, "right" if right else "wrong", _words(draft, finding, fix)


def _true(data: Path) -> Iterator[tuple[bool, str, str]]:
    for draft, _, finding, fix in _fixes(data, read_lines(data / "drafts.jsonl")):
        yield fix.certain, "wrong", _words(draft, finding, fix)


def _newsroom(drafts: Path, tables: Path) -> Iterator[tuple[bool, str, str]]:
    for path in sorted(drafts.glob("*.json")):
        if not path.with_suffix(".md").exists():
            continue
        gold = json.loads(path.read_text(encoding="utf-8"))
        document = read_path(path.with_suffix(".md"))
        store = load_reference([(tables if "/" in name else drafts) / name for name in gold["tables"]])
        right = {one["surface"]: one["correct"] for one in gold["figures"] if one.get("correct")}
        for finding, fix in _of(document, store, gold.get("as_of")):
            surface = finding.claim.mention.surface if finding.claim else ""
            verdict = "exact" if right.get(surface) == fix.text else "wrong"
            yield fix.certain, verdict, _words({"draft_id": path.stem}, finding, fix)


def _fixes(data: Path, drafts: Sequence[Row]) -> Iterator[tuple[Row, Document, Finding, Fix]]:
    with tempfile.TemporaryDirectory() as workshop:
        for draft in drafts:
            document = read_text(draft["text"], draft["draft_id"], "text")
            store = store_for(data, draft, Path(workshop), plain=False)
            for finding, fix in _of(document, store, draft.get("published")):
                yield draft, document, finding, fix


def _of(document: Document, store: ReferenceStore, as_of: str | None) -> Iterator[tuple[Finding, Fix]]:
    report = factcheck.check(document, reference=store, as_of=as_of)
    yield from ((finding, finding.fix) for finding in report.findings if finding.fix is not None)


def _gold(data: Path) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {}
    for row in read_lines(data / "gold.jsonl"):
        rows.setdefault(row["draft_id"], []).append(row)
    return rows


def _meets(row: Row, fix: Fix) -> bool:
    return bool(row["start"] < fix.span.end and row["end"] > fix.span.start and row["expected"] == "contradicted")


def _written(document: Document, fix: Fix) -> str:
    return document.text[: fix.span.start] + fix.text + document.text[fix.span.end :]


def _numbers(text: str) -> list[float]:
    return [float(number) for number in _DIGITS.findall(text.replace(",", ""))]


def _words(draft: Row, finding: Finding, fix: Fix) -> str:
    surface = finding.claim.mention.surface if finding.claim else ""
    return f'{draft["draft_id"]} {finding.code} "{surface}" -> "{fix.text}"'


def main() -> None:
    """Read the command line and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--verbose", action="store_true")
    a = parser.parse_args()
    counts = measure(a.shared / "bench", verbose=a.verbose)
    for name, one in counts.items():
        print(f"{name}: " + (", ".join(f"{number} {verdict}" for verdict, number in sorted(one.items())) or "none"))
    print("certain fixes: " + ", ".join(f"{name} {value}" for name, value in summary(counts).items()))


if __name__ == "__main__":
    main()
