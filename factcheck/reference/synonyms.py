"""What a project calls its measures: a file of its own, `measure_names.toml`, beside the tables or the pyproject.toml.

    [[measure]]
    name = "Ridership"
    is = ["boardings", "taps at the gate"]

`name` is what a table calls the measure, `is` what drafts call it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from factcheck.frozen import record
from factcheck.model import Finding, Severity
from factcheck.patterns import lazy
from factcheck.reference.measures import measure_stems

FILE = "measure_names.toml"
CODE = "FC907"
_KEYS = ("name", "is")
_PROJECT = "pyproject.toml"
_MOST_BYTES = 1 << 20
_HEAD = lazy(r"^\s*\[\[\s*measure\s*\]\]", re.MULTILINE)


@record
class Synonyms:
    """The words of a measure's name, and those of every other name that it has."""

    by_name: tuple[tuple[frozenset[str], tuple[frozenset[str], ...]], ...] = ()

    def of(self, names: Iterable[frozenset[str]]) -> tuple[frozenset[str], ...]:
        """The other names of a measure that has one of these."""
        known = set(names)
        found = [other for name, others in self.by_name if name in known for other in others if other not in known]
        return tuple(dict.fromkeys(found))


def synonym_files(sources: Iterable[Any]) -> tuple[Path, ...]:
    """The files that hold for some sources: of the project that one works in, then of each folder of tables."""
    here = Path.cwd()
    project = next((folder for folder in (here, *here.parents) if (folder / _PROJECT).is_file()), None)
    folders = [project] if project is not None else []
    paths = [Path(source) for source in sources if isinstance(source, str | Path)]
    folders += [path if path.is_dir() else path.parent for path in paths if path.exists()]
    files = [folder / FILE for folder in folders if (folder / FILE).is_file()]
    return tuple({path.resolve(): path for path in files}.values())


def read_synonyms(files: Sequence[Path], problems: list[Finding]) -> Synonyms:
    """All names of the files together; a file that cannot be read, and a key that means nothing, is a problem."""
    found: dict[frozenset[str], dict[frozenset[str], None]] = {}
    for path in files:
        for name, others in _entries(path, problems):
            found.setdefault(name, {}).update(dict.fromkeys(others))
    return Synonyms(tuple((name, tuple(others)) for name, others in found.items()))


def _entries(path: Path, problems: list[Finding]) -> Iterator[tuple[frozenset[str], list[frozenset[str]]]]:
    import tomllib  # noqa: PLC0415  # few projects have such a file

    def told(line: int, message: str, severity: Severity = Severity.WARNING) -> None:
        problems.append(Finding(CODE, severity, message, path=str(path), line=line, column=1))

    try:
        text = path.read_bytes()[:_MOST_BYTES].decode("utf-8-sig")
        data = tomllib.loads(text)
    except (OSError, UnicodeDecodeError):
        told(1, "the file of measure names cannot be read as UTF-8 text; save it as UTF-8", Severity.ERROR)
        return
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        message = f"the file of measure names is not valid TOML ({str(error).partition(' (at')[0]}); correct the line"
        told(int(line[1]) if line else 1, message, Severity.ERROR)
        return
    for key in data:
        if key != "measure":
            told(_line_of(text, key), f'the key "{key}" means nothing here; write [[measure]] over each name')
    entries = data.get("measure", [])
    starts = [match.start() for match in _HEAD.finditer(text)]
    for place, entry in enumerate(entries if isinstance(entries, list) else [entries]):
        start = starts[place] if place < len(starts) else 0
        yield from _entry(entry, text, start, told)


def _entry(entry: Any, text: str, start: int, told: Any) -> Iterator[tuple[frozenset[str], list[frozenset[str]]]]:
    line = text.count("\n", 0, start) + 1
    if not isinstance(entry, Mapping):
        told(line, 'a measure is written as [[measure]], then name = "..." and is = ["..."]', Severity.ERROR)
        return
    for key in entry:
        if key not in _KEYS:
            import difflib  # noqa: PLC0415  # for a slip only

            near = difflib.get_close_matches(key, _KEYS, n=1, cutoff=0.5)
            hint = f'did you mean "{near[0]}"?' if near else f"the keys are {' and '.join(_KEYS)}"
            told(_line_of(text, key, start), f'the key "{key}" of a measure is not known; {hint}')
    name, others = entry.get("name"), entry.get("is")
    if not isinstance(name, str) or not measure_stems(name):
        told(line, 'the measure has no name; write name = "..." as its table calls it', Severity.ERROR)
        return
    if not isinstance(others, list) or not others or not all(isinstance(one, str) for one in others):
        message = f'the measure "{name}" has no list "is" of other names; write is = ["...", "..."]'
        told(_line_of(text, "is", start) if "is" in entry else line, message, Severity.ERROR)
        return
    stems = [measure_stems(one) for one in others]
    for one, words in zip(others, stems, strict=True):
        if not words:
            told(_line_of(text, "is", start), f'"{one}" says nothing of what is measured; write a name of the measure')
    yield measure_stems(name), [words for words in stems if words]


def _line_of(text: str, key: str, start: int = 0) -> int:
    """The line of a key from a place on, 1 where it is written in another way."""
    match = re.compile(rf"^\s*\[*\s*[\"']?{re.escape(key)}[\"']?\s*[=.\]]", re.MULTILINE).search(text, start)
    begin = match.end() if match is not None else start
    return text.count("\n", 0, begin) + 1
