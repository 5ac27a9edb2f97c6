"""The bytes of a text file as text: by its mark, by what a description declares, else UTF-8, else Windows-1252."""

from __future__ import annotations

import codecs

from factcheck.reference.formats.printed import whole_text
from factcheck.reference.reading import TableRefusedError

_GUESSED = "is not UTF-8; read as Windows-1252 (cp1252). Save it as UTF-8, or declare its encoding, to be sure"
_UNMARKED = "has no byte order mark; read as UTF-16. Save it as UTF-8, or declare its encoding, to be sure"


def decoded(data: bytes, declared: str = "") -> tuple[str, str, list[str]]:
    """The text, the encoding, and what had to be assumed. Raises TableRefusedError with line and column.

    >>> decoded("Café".encode("utf-16"))
    ('Café', 'utf-16', [])
    >>> decoded("Café".encode("cp1252"))[:2]
    ('Café', 'cp1252')
    """
    if not data.strip():
        raise TableRefusedError("is empty (0 bytes of data); download or export it again", 1, 1)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decoded_as(data, "utf-16"), "utf-16", []
    if declared and not _is_utf8_name(declared):
        return _decoded_as(data, declared), declared, []
    if b"\x00" in data:
        wide = _wide(data)
        if not wide:
            line = data.count(b"\n", 0, data.index(b"\x00")) + 1
            raise TableRefusedError("holds binary data, not text; export the table as CSV", line, 1)
        return _decoded_as(data, wide), wide, [_UNMARKED]
    try:
        return data.decode("utf-8-sig"), "utf-8", []
    except UnicodeDecodeError as error:
        if declared:
            raise _undecodable(data, error, declared) from error
    return _decoded_as(data, "cp1252"), "cp1252", [_GUESSED]


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: a table's separators and digits have their zero byte at every second place."""
    head = data[:4000]
    if len(data) % 2:
        return ""
    for encoding, parity in (("utf-16-le", 1), ("utf-16-be", 0)):
        if not head[1 - parity :: 2].count(0) and head[parity::2].count(0) * 5 >= len(head) // 2 * 4:
            return encoding
    return ""


def _is_utf8_name(encoding: str) -> bool:
    return encoding.lower().replace("_", "-") in ("utf-8", "utf8", "utf-8-sig")


def _decoded_as(data: bytes, encoding: str) -> str:
    try:
        return whole_text(data.decode(encoding)).removeprefix("\ufeff")
    except (LookupError, ValueError) as error:
        if isinstance(error, UnicodeDecodeError):
            raise _undecodable(data, error, encoding) from error
        raise TableRefusedError(f'its description names the unknown encoding "{encoding}"; use "utf-8"') from error


def _undecodable(data: bytes, error: UnicodeDecodeError, encoding: str) -> TableRefusedError:
    before = data[: error.start]
    line = before.count(b"\n") + 1
    column = error.start - (before.rfind(b"\n") + 1) + 1
    fix = "save it as UTF-8, or declare its encoding in a description"
    return TableRefusedError(
        f"holds a byte (0x{data[error.start]:02x}) that is no {encoding} text; {fix}", line, column
    )
