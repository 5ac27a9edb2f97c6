"""Comments that speak to the program: `<!-- factcheck: ... -->` in Markdown, `# factcheck: ...` in a draft's head."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from factcheck.document import Directive, Stands
from factcheck.frozen import record

# Without its colon a comment may be a note to a colleague, unless it goes on as only a directive does.
_NAME = re.compile(r"-*\s*factcheck(?:\s*:|\s+(?=(?:ignore|off)\s*\[|fact\s*=))", re.IGNORECASE)
_IN_HEAD = re.compile(r"(?:[^\"'#]*\s)?#(?=\s*factcheck)", re.IGNORECASE)


@record
class Remark:
    """The words of a directive, the offset in its block's text that it stands at, and its own in the source."""

    words: str
    offset: int
    source: int
    closed: bool = True


def words_in(comment: str) -> str | None:
    """What an HTML comment says to the program; None where it says nothing to it.

    >>> words_in("<!-- factcheck: ignore[FC101]  as agreed -->")
    'ignore[FC101] as agreed'
    """
    if not comment.startswith("<!--"):
        return None
    return _words(comment[4:].removesuffix("-->"))


def head_remark(line: str, start: int) -> Remark | None:
    """The directive of a line of front matter that starts at an offset of the source."""
    mark = _IN_HEAD.match(line)
    words = None if mark is None else _words(line[mark.end() :])
    return None if mark is None or words is None else Remark(words, 0, start + mark.end() - 1)


def head_directives(remarks: Iterable[Remark], starts: Sequence[int]) -> list[Directive]:
    """The directives of a head; `starts` are the offsets of the source's lines."""
    return [Directive(one.words, 0, *line_column(one.source, starts), Stands.HEAD) for one in remarks]


def line_column(source: int, starts: Sequence[int]) -> tuple[int, int]:
    """The line and column of an offset in the source, both from 1."""
    line = bisect_right(starts, source)
    return line, source - starts[line - 1] + 1


def _words(text: str) -> str | None:
    name = _NAME.match(text)
    return None if name is None else " ".join(text[name.end() :].split())
