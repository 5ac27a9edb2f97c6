"""What the comments of a draft say to the program: leave a finding out and why, or which fact a figure is about.

`ignore[FC101] reason` leaves findings out where it stands, `off[FC1] reason` from here to `on`; `fact=TABLE#ROW/COLUMN`
is a pin. Whatever cannot be followed is a mistake, told as FC911, and does nothing.
"""

from __future__ import annotations

import difflib
import re
from typing import Final

from factcheck.document import Directive, Document, Stands
from factcheck.frozen import record
from factcheck.model import Finding, Pin, Severity
from factcheck.pins.words import EXAMPLE, FactName, PinSyntaxError, read_fact_name
from factcheck.rules.selection import UnknownRuleError, codes_under

CODE: Final = "FC911"
_WORDS: Final = ("ignore", "off", "on", "fact")
OF_THE_RUN: Final = "FC9"
_SAID = re.compile(r"(?P<word>[^\s\[=]*)\s*(?:\[(?P<codes>[^\]]*)(?P<closed>\]?))?(?P<rest>.*)", re.DOTALL)
_BEFORE_REASON = " \t:;,.-–—"


@record
class Suppression:
    """Findings to leave out: by the starts of their codes, for a reason, where the directive stands.

    `until` is the end of a stretch that `off` and `on` mark, in the text; -1 where the directive itself tells how far.
    """

    codes: tuple[str, ...]
    reason: str
    directive: Directive
    until: int = -1


@record
class Said:
    """What all directives of a draft say: what to leave out, which pins there are, and what cannot be followed."""

    suppressions: tuple[Suppression, ...] = ()
    pins: tuple[tuple[Directive, Pin], ...] = ()
    mistakes: tuple[Finding, ...] = ()


class _MistakeError(Exception):
    """A directive that cannot be followed; the text says why and what to write."""


@record
class _On:
    codes: tuple[str, ...]


def said(document: Document, *, require_reasons: bool = True) -> Said:
    """What the directives of a document say."""
    kept: list[Suppression] = []
    pins: list[tuple[Directive, Pin]] = []
    mistakes: list[Finding] = []
    open_ones: dict[tuple[str, ...], Suppression] = {}
    for one in document.directives:
        try:
            meant = _meaning(one, require_reasons)
            if isinstance(meant, FactName):
                pins.append((one, _pin(document, one, meant)))
            elif isinstance(meant, _On):
                kept += [_until(found, one) for found in _closed(open_ones, meant)]
            elif _first_word(one) == "ignore":
                kept.append(meant)
            elif open_ones.setdefault(meant.codes, meant) is not meant:
                raise _MistakeError(f'off[{",".join(meant.codes)}] is in force already; end that one with "on" first')
        except _MistakeError as error:
            mistakes.append(_mistake(document, one, str(error)))
    for never in open_ones.values():
        told = "the stretch is never ended and does nothing; write <!-- factcheck: on --> where it ends"
        mistakes.append(_mistake(document, never.directive, told))
    kept.sort(key=lambda found: found.directive.offset)
    return Said(tuple(kept), tuple(pins), tuple(mistakes))


def _closed(open_ones: dict[tuple[str, ...], Suppression], end: _On) -> list[Suppression]:
    """The stretches that an `on` ends: all, or those of its codes."""
    if not open_ones:
        raise _MistakeError('"on" ends nothing; write off[FC101] and why where the stretch begins')
    if not end.codes:
        ended = list(open_ones.values())
        open_ones.clear()
        return ended
    if end.codes not in open_ones:
        opened = " and ".join(f"off[{','.join(codes)}]" for codes in open_ones)
        raise _MistakeError(f"on[{','.join(end.codes)}] ends nothing; in force is {opened}")
    return [open_ones.pop(end.codes)]


def _until(suppression: Suppression, end: Directive) -> Suppression:
    return Suppression(suppression.codes, suppression.reason, suppression.directive, end.offset)


def _meaning(directive: Directive, require_reasons: bool) -> Suppression | _On | FactName:
    found = _SAID.match(directive.words)
    assert found is not None  # noqa: S101 - the pattern takes any text
    word, rest = found["word"].lower(), found["rest"]
    if not directive.closed:
        raise _MistakeError("the comment is never closed and hides all text below it; write --> where it ends")
    if word not in _WORDS:
        raise _MistakeError(_unknown(found["word"]))
    if word == "fact":
        return _fact(directive, rest)
    if directive.stands is Stands.HEAD and word != "ignore":
        raise _MistakeError(
            f'"{word}" has no place in the head, which speaks of the whole draft; write ignore[FC101] and why'
        )
    codes = _codes(word, found["codes"], bool(found["closed"]))
    if word == "on":
        return _On(codes)
    reason = rest.strip(_BEFORE_REASON)
    if require_reasons and not any(map(str.isalnum, reason)):
        raise _MistakeError(_without_reason(directive, word, codes))
    return Suppression(codes, reason, directive)


def _first_word(directive: Directive) -> str:
    found = _SAID.match(directive.words)
    return found["word"].lower() if found else ""


def _unknown(word: str) -> str:
    forms = f"write ignore[FC101] and why, or {EXAMPLE}"
    if not word:
        return f"the comment says nothing that is understood; {forms}"
    near = difflib.get_close_matches(word.lower(), _WORDS, 1)
    return f'"{word}" is no word of a comment to factcheck; ' + (f'the closest is "{near[0]}"' if near else forms)


def _codes(word: str, written: str | None, closed: bool) -> tuple[str, ...]:
    if written is None:
        if word == "on":
            return ()
        raise _MistakeError(
            f'"{word}" names no rule; write {word}[FC101] with its code or the start of it, and then why'
        )
    if not closed:
        raise _MistakeError(f'the bracket of "{word}[" is not closed; write {word}[FC101] and then why')
    codes = tuple(dict.fromkeys(code.upper() for code in re.split(r"[\s,]+", written) if code))
    if not codes:
        raise _MistakeError(f'"{word}[]" names no rule; write {word}[FC101] with its code or the start of it')
    for code in codes:
        try:
            codes_under(code)
        except UnknownRuleError as error:
            raise _MistakeError(str(error)) from None
        if code.startswith(OF_THE_RUN):
            raise _MistakeError(f"{code} is about the run itself, not about a figure; --ignore {code} leaves it out")
    return codes


def _without_reason(directive: Directive, word: str, codes: tuple[str, ...]) -> str:
    example = f"factcheck: {word}[{','.join(codes)}] why it is right as it stands"
    form = f"# {example}" if directive.stands is Stands.HEAD else f"<!-- {example} -->"
    return f"the suppression gives no reason and does nothing; write {form}"


def _fact(directive: Directive, rest: str) -> FactName:
    if directive.stands is not Stands.INLINE:
        raise _MistakeError(f"a pin stands behind its figure, in the same sentence: 41 <!-- factcheck: {EXAMPLE} -->")
    if not rest.startswith("="):
        raise _MistakeError(f"a pin is written {EXAMPLE}")
    try:
        return read_fact_name(rest[1:])
    except PinSyntaxError as error:
        raise _MistakeError(f"the pin names no fact: {error}; write {EXAMPLE}") from None


def _pin(document: Document, directive: Directive, name: FactName) -> Pin:
    return Pin(
        "",
        name.table,
        name.column,
        dict(name.row),
        key=name.key,
        draft=document.name,
        place=f"{document.name}:{directive.line}:{directive.column}",
        offset=directive.offset,
    )


def _mistake(document: Document, directive: Directive, message: str) -> Finding:
    return found_at(document, directive, CODE, message)


def found_at(document: Document, directive: Directive, code: str, message: str) -> Finding:
    """A finding at the place of a directive, which is no place of the text."""
    return Finding(
        code, Severity.WARNING, message, document=document.name, line=directive.line, column=directive.column
    )
