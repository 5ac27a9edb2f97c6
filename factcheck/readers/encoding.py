"""Bytes to text: byte order marks, UTF-8, UTF-16 without a mark, then Windows-1252 with a note."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from factcheck.frozen import record
from factcheck.patterns import lazy
from factcheck.readers.errors import ReadError

if TYPE_CHECKING:
    from pathlib import Path

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
GUESSES = ("no byte order mark; read as UTF-16", "not UTF-8; the encoding was guessed as Windows-1252")
"""The notes on drafts whose encoding had to be guessed."""
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a compressed file"),
)
_CONTROL = lazy(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_ESCAPED = lazy("[\udc80-\udcff]")
_SAVE_AS_UTF8 = "save it as UTF-8"
_NOT_TEXT = "give a text or Markdown file"


@record
class Decoded:
    """The text of some bytes, and how they write it: a byte order mark (or none), then the encoding.

    `note` says that the encoding had to be guessed, "" where it was not.
    """

    text: str
    encoding: str
    mark: bytes = b""
    note: str = ""

    def written(self, text: str) -> bytes:
        """The bytes of another text, written in the same way; UnicodeEncodeError for what that cannot write."""
        return self.mark + text.encode(self.encoding)


def decode(data: bytes, path: Path | None = None) -> tuple[str, str]:
    """The text of a draft's bytes, and a note when its encoding had to be guessed ("" when not).

    Raises ReadError for what is no text, and for UTF-8 that is broken in places.
    """
    found = decoded(data, path)
    return found.text, found.note


def decoded(data: bytes, path: Path | None = None) -> Decoded:
    """The text of a draft's bytes and the way in which they write it; ReadError as `decode` has it."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_strict(data[len(mark) :], encoding, path), encoding, mark)
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise ReadError(path, f"this is {what}, not text", _NOT_TEXT)
    if b"\0" in data:
        text, encoding = _wide(data, path)
        return Decoded(text, encoding, note=GUESSES[0])
    _refuse_binary(data, path)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return Decoded(_single_byte(data, error, path), "cp1252", note=GUESSES[1])


def _strict(data: bytes, encoding: str, path: Path | None) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _broken(data, error, encoding, path) from None


def _broken(data: bytes, error: UnicodeDecodeError, encoding: str, path: Path | None) -> ReadError:
    before = data[: error.start].decode(encoding, "replace")
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    byte = " ".join(f"0x{value:02X}" for value in data[error.start : error.end][:2])
    message = f"broken {encoding.upper()}: byte {byte} at offset {error.start} stands for no character"
    return ReadError(path, message, _SAVE_AS_UTF8, len(lines), len(lines[-1]) + 1)


def _wide(data: bytes, path: Path | None) -> tuple[str, str]:
    """UTF-16 without a mark, and which: Latin text has its NULs at every second byte."""
    for encoding, parity in (("utf-16-le", 1), ("utf-16-be", 0)):
        zeros, others = data[parity::2].count(0), data[1 - parity :: 2].count(0)
        if len(data) % 2 == 0 and not others and zeros * 5 >= len(data) // 2:
            return _strict(data, encoding, path), encoding
    raise ReadError(path, "this is a binary file, not text", _NOT_TEXT)


def _refuse_binary(data: bytes, path: Path | None) -> None:
    # A stray form feed or escape code happens in text; one control byte in fifty does not.
    if len(_CONTROL.findall(data)) * 50 > len(data):
        raise ReadError(path, "this is a binary file, not text", _NOT_TEXT)


def _single_byte(data: bytes, error: UnicodeDecodeError, path: Path | None) -> str:
    """Windows-1252, unless the bytes look like UTF-8 that was damaged."""
    mixed = data.decode("utf-8", "surrogateescape")
    bad = len(_ESCAPED.findall(mixed))
    good = sum(not char.isascii() for char in mixed) - bad
    if good >= bad:
        raise _broken(data, error, "utf-8", path)
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise _broken(data, error, "utf-8", path) from None
    if not all(_plausible(text, match.start()) for match in re.finditer("[À-ÿ]", text)):
        raise _broken(data, error, "utf-8", path)
    return text


def _plausible(text: str, index: int) -> bool:
    """Whether a letter of the upper half stands where a writer would put one."""
    char = text[index]
    before, after = text[index - 1 : index], text[index + 1 : index + 2]
    if char in "ÿ×÷":
        return char != "ÿ"
    if char.isupper():
        return not before.islower()
    return before.isalpha() or after.isalpha() or char == "à"
