"""Findings that are known already: kept in a file, so that only new ones count.

A baseline is JSON: {"version": 1, "findings": [...]}, sorted, an entry for each finding. What is compared is the path
of the draft, from the baseline's own folder on, and the finding's fingerprint; the rest is for people.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Any

from factcheck.document import Document
from factcheck.frozen import ordered_record
from factcheck.model import Because, Finding, SetAside, Severity
from factcheck.results import DocumentReport, Report

Codes = Callable[[Path | None], Collection[str]]
"""Gives the rules that run on a draft, by its path."""

VERSION = 1
_KEYS = ("path", "code", "line", "words", "message", "fingerprint")
_RUN_CODE = "FC913"
_LONGEST_WORDS = 200  # of a figure or a sentence that an entry shows


class BaselineError(Exception):
    """A baseline that cannot be used: what is wrong, and what to do about it."""

    def __init__(self, path: Path, message: str, fix: str) -> None:
        self.path, self.message, self.fix = path, message, fix
        super().__init__(f"{path}: {message}; {fix}")


@ordered_record
class Entry:
    """A known finding. `path` is the draft's, from the folder of the baseline on, with forward slashes."""

    path: str
    line: int
    code: str
    words: str
    message: str
    fingerprint: str

    @property
    def key(self) -> tuple[str, str]:
        """What a finding of a later run is known by."""
        return self.path, self.fingerprint


def read_baseline(path: Path) -> tuple[Entry, ...]:
    """The entries of a baseline. Raises BaselineError for a file that is none."""
    again = f"write it anew with --write-baseline {path}"
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise BaselineError(path, "there is no such baseline", again) from None
    except OSError as error:
        raise BaselineError(path, f"the baseline cannot be read ({error.strerror})", "check its permissions") from None
    except UnicodeDecodeError:
        raise BaselineError(path, "this is no baseline: it is not UTF-8", again) from None
    except json.JSONDecodeError as error:
        message = f"this is no baseline: line {error.lineno}, column {error.colno}: {error.msg}"
        raise BaselineError(path, message, "mend it, or " + again) from None
    except (ValueError, RecursionError):
        raise BaselineError(path, "this is no baseline", again) from None
    if not isinstance(data, dict) or "version" not in data or not isinstance(data.get("findings"), list):
        raise BaselineError(path, 'this is no baseline: "version" and "findings" are missing', again)
    if data["version"] != VERSION:
        told = f"this is a baseline of version {data['version']!r}, and only version {VERSION} is read"
        raise BaselineError(path, told, "use the factcheck that wrote it, or " + again)
    return tuple(_entry(path, number, one, again) for number, one in enumerate(data["findings"], 1))


def _entry(path: Path, number: int, one: Any, again: str) -> Entry:
    if not isinstance(one, dict):
        raise BaselineError(path, f"entry {number} is no object", "mend it, or " + again)
    for key in _KEYS:
        if not isinstance(one.get(key), int if key == "line" else str):
            wanted = "whole number" if key == "line" else "text"
            raise BaselineError(path, f'entry {number} has no {wanted} for "{key}"', "mend it, or " + again)
    return Entry(*(one[key] for key in ("path", "line", "code", "words", "message", "fingerprint")))


def with_baseline(report: Report, entries: Sequence[Entry], file: Path, codes: Codes | None = None) -> Report:
    """The report with known findings set aside, and a note for each entry that is no longer found.

    `codes` gives the rules that run on a draft, where they are not the same for all.
    """
    known = {entry.key for entry in entries}
    found: set[tuple[str, str]] = set()
    documents = []
    for one in report.documents:
        path = path_in(file, one.document)
        found |= {(path, finding.fingerprint) for finding in _all(one)}
        documents.append(_without_known(one, path, known, file))
    told = _told_codes(report)
    gone = _gone(report, entries, found, file, codes) if _RUN_CODE in told else ()
    return replace(report, documents=tuple(documents), problems=(*report.problems, *gone))


def _without_known(one: DocumentReport, path: str, known: Collection[tuple[str, str]], file: Path) -> DocumentReport:
    aside = [finding for finding in one.findings if (path, finding.fingerprint) in known]
    if not aside:
        return one
    left = tuple(finding for finding in one.findings if (path, finding.fingerprint) not in known)
    told = tuple(SetAside(finding, Because.BASELINE, place=str(file)) for finding in aside)
    return replace(one, findings=left, set_aside=(*one.set_aside, *told))


def _gone(
    report: Report, entries: Sequence[Entry], found: Collection[tuple[str, str]], file: Path, codes: Codes | None
) -> Iterator[Finding]:
    """A note for each entry that this run would have found again, and did not; one for each draft that is gone."""
    checked = _checked(report, file, codes)
    missing: dict[str, int] = {}
    for entry in entries:
        if entry.path in checked:
            if entry.key not in found and entry.code in checked[entry.path]:
                told = f'{entry.path}: {entry.code} at "{entry.words}" is no longer found'
                yield _note(file, told)
        elif _is_gone(file, entry.path):
            missing[entry.path] = missing.get(entry.path, 0) + 1
    for path, count in missing.items():
        kept = "1 finding of it is" if count == 1 else f"{count} findings of it are"
        yield _note(file, f"{path} is no longer there, and {kept} kept")


def _note(file: Path, message: str) -> Finding:
    fix = f"--write-baseline {file} takes it out"
    return Finding(_RUN_CODE, Severity.NOTE, f"{message}; {fix}", path=str(file))


def _checked(report: Report, file: Path, codes: Codes | None) -> dict[str, Collection[str]]:
    """The rules that ran on each draft, by the draft's path."""
    of_all = _told_codes(report)
    return {
        path_in(file, one.document): of_all if codes is None else codes(one.document.path) for one in report.documents
    }


def _told_codes(report: Report) -> Collection[str]:
    from factcheck.rules.selection import default_codes  # noqa: PLC0415 - a run without a baseline needs none

    return default_codes() if report.codes is None else report.codes


def _is_gone(file: Path, path: str) -> bool:
    """Whether a draft of the baseline stands nowhere any more; what came from standard input never stood anywhere."""
    return not path.startswith("<") and not Path(file.parent, path).exists()


def baseline_text(
    report: Report, file: Path, before: Iterable[Entry] = (), codes: Codes | None = None
) -> tuple[str, int]:
    """What a baseline of a report's findings holds, and how many they are.

    Entries `before` of drafts that were not checked now, and of rules that did not run, stay. What the draft itself
    suppresses needs no entry.
    """
    checked = _checked(report, file, codes)
    kept = [
        entry
        for entry in before
        if (entry.path not in checked and not _is_gone(file, entry.path))
        or (entry.path in checked and entry.code not in checked[entry.path])
    ]
    for one in report.documents:
        kept += (_entry_of(file, one.document, finding) for finding in _all(one, suppressed=False))
    entries = sorted({entry.key: entry for entry in kept}.values())
    rows = [{key: getattr(entry, key) for key in _KEYS} for entry in entries]
    text = json.dumps({"version": VERSION, "findings": rows}, ensure_ascii=False, indent=2)
    return text + "\n", len(entries)


def _all(one: DocumentReport, *, suppressed: bool = True) -> Iterator[Finding]:
    """Every finding of a document, those too that were set aside."""
    yield from one.findings
    yield from (each.finding for each in one.set_aside if suppressed or each.because is not Because.SUPPRESSED)


def _entry_of(file: Path, document: Document, finding: Finding) -> Entry:
    span = finding.span
    words = " ".join(document.text[span.start : span.end].split()) if span else ""
    line = finding.line or (document.place(span.start).line if span else 0)
    shown = words if len(words) <= _LONGEST_WORDS else words[: _LONGEST_WORDS - 1] + "…"
    return Entry(path_in(file, document), line, finding.code, shown, finding.message, finding.fingerprint)


def path_in(file: Path, document: Document) -> str:
    """The path of a draft from the folder of a baseline on, with forward slashes; its name where it has no file."""
    if document.path is None:
        return document.name
    try:
        return PurePath(os.path.relpath(document.path.resolve(), file.resolve().parent)).as_posix()
    except ValueError:  # on another drive
        return document.path.resolve().as_posix()
