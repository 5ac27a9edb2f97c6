"""Mended drafts written to their files, byte for byte as they were elsewhere, or shown as a unified diff."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from factcheck.fixes.mending import Draft
from factcheck.readers import ReadError
from factcheck.readers.encoding import decoded
from factcheck.writing import WriteError, write_whole

_CONTEXT = 3  # unchanged lines shown around a change
_MARK = "\ufeff"
_NO_NEWLINE = "\\ No newline at end of file\n"


def write_draft(draft: Draft) -> None:
    """Writes a mended draft to the file that it was read from.

    The encoding, a byte order mark and the line ends stay. Raises WriteError where the file is another than the one
    that was checked, or cannot be written; it is then as it was.
    """
    path = draft.document.path
    assert path is not None  # noqa: S101 - a draft without a file is printed
    try:
        data = path.read_bytes()
        found = decoded(data, path)
    except (OSError, ReadError):
        raise WriteError(path, "the file can no longer be read", "run the check again") from None
    lead = _MARK if found.text.startswith(_MARK) else ""
    if found.text.removeprefix(lead) != draft.document.source or found.written(found.text) != data:
        raise WriteError(path, "the file was changed while it was checked", "run the check again")
    try:
        new = found.written(lead + draft.source)
    except UnicodeEncodeError as error:
        odd = error.object[error.start : error.end]
        raise WriteError(path, f'its encoding ({found.encoding}) has no "{odd}"', "save it as UTF-8") from None
    if decoded(new, path).text != lead + draft.source:
        raise WriteError(path, f"it could not be read again as {found.encoding}", "save it as UTF-8")
    write_whole(path, [new])


def diff_lines(draft: Draft) -> Iterator[str]:
    """What changed in a draft, as a unified diff, line by line."""
    old, new = _lines(draft.document.source), _lines(draft.source)
    if len(old) != len(new):  # a fix that takes a line break away
        from difflib import unified_diff  # noqa: PLC0415 - hardly ever needed

        for line in unified_diff(old, new, draft.document.name, draft.document.name):
            yield from _ended(line)
        return
    yield f"--- {draft.document.name}\n"
    yield f"+++ {draft.document.name}\n"
    changed = [at for at, (here, there) in enumerate(zip(old, new, strict=True)) if here != there]
    for group in _grouped(changed):
        start, end = max(group[0] - _CONTEXT, 0), min(group[-1] + 1 + _CONTEXT, len(old))
        yield f"@@ -{start + 1},{end - start} +{start + 1},{end - start} @@\n"
        for first, last in _runs(group):
            yield from _marked(" ", old[start:first])
            yield from _marked("-", old[first:last])
            yield from _marked("+", new[first:last])
            start = last
        yield from _marked(" ", old[start:end])


def _lines(source: str) -> list[str]:
    """The lines as a diff counts them, each with its end."""
    lines = [line + "\n" for line in source.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def _grouped(numbers: Sequence[int]) -> Iterator[list[int]]:
    """Line numbers in order, parted where so much lies between two that they need no common stretch."""
    group: list[int] = []
    for number in numbers:
        if group and number - group[-1] > 2 * _CONTEXT:
            yield group
            group = []
        group.append(number)
    if group:
        yield group


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The runs of numbers that follow each other, from the first to behind the last."""
    start = last = numbers[0]
    for number in numbers[1:]:
        if number != last + 1:
            yield start, last + 1
            start = number
        last = number
    yield start, last + 1


def _marked(mark: str, lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        yield from _ended(mark + line)


def _ended(line: str) -> Iterator[str]:
    """The line with its end, and the words of a diff for a last line that has none."""
    yield line if line.endswith("\n") else line + "\n"
    if not line.endswith("\n"):
        yield _NO_NEWLINE
