"""Where digits are no figures: addresses, file names and code."""

from __future__ import annotations

import re

from factcheck.model import Span
from factcheck.patterns import lazy

_FILE_ENDS = (
    r"\.(?:csv|tsv|json|ya?ml|toml|txt|md|pdf|docx?|xlsx?|pptx?|py|js|ts|html?|png|jpe?g|gif|svg|zip|tar|gz|sql|db"
    r"|ini|cfg)\b"
)
_FILE_END = re.compile(_FILE_ENDS)
_ADDRESS_MARKS = ("://", "www.", "@")
_URL = lazy(
    r"(?:https?://|www\.|ftp://)[^\s<>\"')\]]++|[\w.+-]{1,64}+@[\w-]{1,64}+\.[\w.-]{1,64}+"
    rf"|(?<![\w/.])[\w-]{{1,40}}+{_FILE_ENDS}"
)


def skipped(text: str, start: int, end: int) -> list[Span]:
    """The addresses and file names in text[start:end]: digits in them are no figures."""
    for mark in _ADDRESS_MARKS:
        if text.find(mark, start, end) >= 0:
            break
    else:
        if not _FILE_END.search(text, start, end):
            return []
    return [Span(*match.span()) for match in _URL.finditer(text, start, end)]


def code_reason(text: str, start: int, end: int) -> str:
    """Why a number in code is no figure: an option of a command, a version, or plain code."""
    before = text[max(0, start - 40) : start]
    if re.search(r"(?:^|\s)--?[A-Za-z][\w-]*[ =]\Z", before):
        return "command option"
    if re.search(r"(?:==|>=|<=|~=|\bv|@)\Z", before) or re.fullmatch(r"\d+(?:\.\d+){2,}", text[start:end]):
        return "version"
    return "code"
