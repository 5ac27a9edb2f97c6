"""How a text file parts its values: the separator and the quotes, found by what cuts its first lines evenly."""

from __future__ import annotations

import re
from collections import Counter

from factcheck.frozen import record

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_SAMPLE = 20_000  # characters
_SAMPLE_LINES = 12
_HINT = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


@record
class Dialect:
    """The separator of values and the sign around texts; `escapes` where a quote within has a backslash before it."""

    delimiter: str = ","
    quote: str = '"'
    escapes: bool = False

    @property
    def words(self) -> str:
        """The dialect in words, what is usual left out.

        >>> Dialect(";", "'").words
        "semicolons, texts in '"
        """
        quoted = f", texts in {self.quote}" if self.quote != '"' else ""
        escaped = ", quotes with backslashes" if self.escapes else ""
        return f"{DELIMITERS.get(self.delimiter, repr(self.delimiter))}{quoted}{escaped}"


def detected(text: str, delimiter: str = "", quote: str = "") -> Dialect:
    r"""The dialect of a text; what is declared is taken as said.

    >>> detected("town;people\nElm;1,2\n").delimiter
    ';'
    >>> detected("'town','people'\n'Elm, north','3'\n").quote
    "'"
    """
    lines = _first_lines(text)
    if not quote:
        quote = "'" if _has_single_quotes(lines, delimiter) else '"'
    return Dialect(delimiter or _delimiter_of(lines, quote), quote)


def hinted(text: str) -> tuple[str, str]:
    r"""The separator that a first line "sep=;" names, and the text with that line empty; "" where there is none.

    >>> hinted("sep=;\na;b\n")
    (';', '\na;b\n')
    """
    found = _HINT.match(text)
    return (found[1], text[found.end() - 1 :]) if found else ("", text)


def _first_lines(text: str) -> list[str]:
    lines = [line for line in text[:_SAMPLE].splitlines()[:_SAMPLE_LINES] if line.strip()]
    return lines[:-1] if len(text) > _SAMPLE and len(lines) > 1 else lines


def _delimiter_of(lines: list[str], quote: str) -> str:
    """The separator that cuts the first lines into the most columns, the same number in each as a rule."""
    best, best_score = ",", (0, 0)
    for delimiter in DELIMITERS:
        counts = [_count_outside_quotes(line, delimiter, quote) for line in lines]
        commonest, times = Counter(counts).most_common(1)[0] if counts else (0, 0)
        score = (times if counts and counts[0] else 0, min(commonest, counts[0]) if counts else 0)
        if counts and counts[0] and score > best_score:
            best, best_score = delimiter, score
    return best


def _count_outside_quotes(line: str, delimiter: str, quote: str) -> int:
    return sum(piece.count(delimiter) for piece in line.split(quote)[::2])


def _has_single_quotes(lines: list[str], declared: str) -> bool:
    """Whether texts stand in single quotes: every line has some, none has double ones, and they pair up."""
    if len(lines) < 2 or any('"' in line for line in lines):
        return False
    signs = "".join(map(re.escape, [declared] if declared else DELIMITERS))
    whole = re.compile(rf"(?:^|(?<=[{signs}]))'[^']*'(?=[{signs}]|$)")
    quoted = [len(whole.findall(line)) for line in lines]
    return all(quoted) and all(line.count("'") == 2 * count for line, count in zip(lines, quoted, strict=True))
