"""Document types in the XML of workbooks: no spreadsheet program writes one, and entities could grow without end."""

from __future__ import annotations

from contextlib import suppress
from xml.parsers import expat

from factcheck.reference.reading import TableRefusedError

_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")  # how XML in UTF-16 starts
_MARKUP = (b"<", b"\xef\xbb\xbf<")


def may_hold(content: bytes, *signs: bytes) -> bool:
    """Whether some bytes are XML that can hold one of some signs: a quick look before a slow one.

    >>> may_hold(b"<a/>", b"<b"), may_hold(b"<a><b/></a>", b"<b"), may_hold("<a/>".encode("utf-16"), b"<b")
    (False, True, True)
    """
    return content.startswith(_WIDE) or (content.startswith(_MARKUP) and any(sign in content for sign in signs))


def check_doctype(content: bytes) -> None:
    """Raise TableRefusedError where the XML declares a document type, wherever it stands and however it is encoded."""
    if may_hold(content, b"<!DOCTYPE"):
        with suppress(expat.ExpatError):  # its reader says of it what there is to say
            plain_parser().Parse(content, True)


def plain_parser() -> expat.XMLParserType:
    """A parser that refuses a document type."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    return parser


def _refuse(*_: object) -> None:
    message = "has XML with a document type, which no spreadsheet program writes"
    raise TableRefusedError(f"{message}; open it in one and save it again")
