"""The YAML head of a draft between two lines of dashes: its title, date and locale are read, its text is none."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from factcheck.frozen import record
from factcheck.languages.words import load_words
from factcheck.readers.dates import parse_date
from factcheck.readers.remarks import Remark, head_remark

_LINES = re.compile(r"[^\r\n]*(?:\r\n?|\n|$)")
_ENTRY = re.compile(r"([A-Za-z_][\w-]{0,40})[ \t]*:(?:[ \t]+(.*))?$")
_MOST_LINES = 200


@record
class FrontMatter:
    """What a head says; `body` is the source with the head's lines emptied, so that line numbers stay.

    `end` is where the head ends in the source, 0 where there is none; `remarks` are its comments to the program.
    """

    body: str
    title: str = ""
    date: dt.date | None = None
    locale: str = ""
    end: int = 0
    remarks: tuple[Remark, ...] = ()


def split_front_matter(source: str) -> FrontMatter:
    """The head of a source, if it has one."""
    if not source.startswith("---"):
        return FrontMatter(source)
    lines: list[str] = []
    starts: list[int] = []
    for match in _LINES.finditer(source):
        line = match.group().rstrip("\r\n")
        if lines and line.rstrip() in ("---", "..."):
            remarks = map(head_remark, lines[1:], starts[1:])
            found = tuple(one for one in remarks if one is not None)
            return replace(_front_matter(source, lines[1:], match.end()), end=match.end(), remarks=found)
        if len(lines) > _MOST_LINES or not _belongs(line, first=not lines) or match.end() == match.start():
            break
        lines.append(line)
        starts.append(match.start())
    return FrontMatter(source)


def _belongs(line: str, first: bool) -> bool:
    if first:
        return line.rstrip() == "---"
    return not line.strip() or line[0] in " \t#-" or bool(_ENTRY.match(line))


def _front_matter(source: str, lines: list[str], end: int) -> FrontMatter:
    entries: dict[str, str] = {}
    for line in lines:
        match = _ENTRY.match(line)
        if match:
            entries.setdefault(match.group(1).lower(), _scalar(match.group(2) or ""))
    dates = (parse_date(entries[key]) for key in load_words("dateline")["front_matter_dates"] if key in entries)
    date = next((date for date in dates if date), None)
    locales = (entries[key] for key in load_words("dateline")["front_matter_locales"] if entries.get(key))
    body = "\n" * (len(lines) + 2) + source[end:]
    return FrontMatter(body, entries.get("title", ""), date, next(locales, ""))


def _scalar(text: str) -> str:
    """A YAML scalar without its quotes or its comment."""
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        return text[1:-1].replace("''", "'") if text[0] == "'" else text[1:-1].replace('\\"', '"')
    return text.split(" #")[0].rstrip()
