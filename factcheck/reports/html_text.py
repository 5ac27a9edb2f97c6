"""Hostile text made harmless for a page: what is invisible is shown, what is no web address is no link."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from factcheck.patterns import lazy
from factcheck.reports.layout import visible

# All of Cc but tab and line end, surrogates, and format characters: bidirectional controls, zero-width spaces, tags.
_HIDDEN = lazy(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u06dd\u070f\u08e2\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0001\U000e0020-\U000e007f]"
)
_LANGUAGE = lazy(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")
_MARK = Markup('<span class="hidden-char" title="{}">{}</span>')


def shown(value: Any) -> Any:
    """What the template prints: text without anything that hides or turns it, markup and numbers as they are."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def prose(text: str) -> Markup:
    r"""Text of a draft, escaped; an invisible character stands there as a small mark with its name.

    >>> str(prose("<b>\u202e"))
    '&lt;b&gt;<span class="hidden-char" title="RIGHT-TO-LEFT OVERRIDE">U+202E</span>'
    """
    if text.isascii() and text.isprintable():
        return escape(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    parts, end = [], 0
    for found in _HIDDEN.finditer(text):
        parts += [escape(text[end : found.start()]), _hidden(found.group())]
        end = found.end()
    return Markup("").join([*parts, escape(text[end:])])


def web_address(address: str) -> str:
    """The address where it leads to the web and nowhere else, else "".

    >>> web_address("https://example.org/memo"), web_address("javascript:alert(1)"), web_address("https:///x")
    ('https://example.org/memo', '', '')
    """
    if not address.isprintable() or visible(address) != address or any(one in address for one in " \"'<>\\`"):
        return ""
    try:
        parts = urlsplit(address)
        return address if parts.scheme in {"http", "https"} and parts.hostname else ""
    except ValueError:
        return ""


def host_of(address: str) -> str:
    """The host that a web address leads to, so that a person sees it before going there."""
    return urlsplit(address).hostname or ""


def language_of(locale: str) -> str:
    """The locale as a page names languages, "" for none.

    >>> language_of("en_GB"), language_of('x" onload="')
    ('en-GB', '')
    """
    tag = locale.replace("_", "-")
    return tag if _LANGUAGE.match(tag) else ""


@cache
def _hidden(character: str) -> Markup:
    code = f"U+{ord(character):04X}"
    return _MARK.format(unicodedata.name(character, code), code)
