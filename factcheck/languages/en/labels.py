"""Rules of numbers that a word or a mark makes a name: sections, telephones, addresses, list markers, notes."""

from __future__ import annotations

import re
from functools import cache

from factcheck.grammar import WINDOW, Site
from factcheck.languages.en.amounts import is_measured, unit_of_number
from factcheck.languages.en.lexicon import alternation, lexicon
from factcheck.languages.en.nouns import counts
from factcheck.model import Mention
from factcheck.patterns import lazy

PHONE = re.compile(
    r"(?:0\d{2,4}(?:[\s\u00a0-]\d{2,8}){1,4}|\d{3}-0\d{3}|0\d{9,10}|\d{3}[-.]\d{3}[-.]\d{4}|\d{1,3}-\d{3}-\d{3,4}-?\d{0,4}|(?<=\+)\d{1,3}(?:[\s\u00a0()./-]{1,2}\d{2,8}){2,5}|(?<=\()\d{3}\)\s?\d{3}[-\s]\d{4})(?![\d%]|[.,]\d)"
)
CALLED = lazy(r"\d{3,8}(?:[\s\u00a0.-]\d{2,8}){0,4}(?![\d%]|[,.:/]\d|\s(?:million|thousand|hundred|per|a)\b)")
LABELLED = lazy(r"\d{1,12}(?:[-./]\d{1,7}){0,5}(?:[A-Za-z](?:-\d{1,3})?)?(?:\([0-9A-Za-z]{1,4}\)){0,4}(?![\d%])")
# More numbers of the same kind: "Sections 12 to 15", "routes 24, 31 and 390".
_MORE = lazy(r"(?:\s?[-–—]\s?|,\s(?:and\s|or\s)?|\s(?:and|to|or|through|&)\s)(?P<n>\d{1,5})[A-Za-z]?(?![\w%]|[.,:/]\d)")
_MOST_LISTED = 12
RATE_BASE = lazy(r"1(?:0{1,2}|0{0,2}(?:[, \u00a0\u202f]?000){1,4})(?![.,]?\d)")
MARKER = lazy(r"\d{1,3}[.)](?=\s)")
# "Schedule 3 lists the ...": a verb, where "Schedule 3 lists" could be plural things.
_VERB = lazy(r"\s[a-z]{2,12}s\s(?:it|the|an?|this|that|how|what|why|who|when|where)\b")
_SHORTEST_BILL = _DIGITS_OF_A_MODEL = 3
_LETTERS_APART = lazy(r"\b[A-Z] [A-Z] \Z")
IN_BRACKETS = lazy(r"\d{1,2}(?=\))")
FOOTNOTE = lazy(r"\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,10}+(?=\])")
_WORD_BEFORE = lazy(r"(?P<word>[A-Za-z§&.+#][\w§&.+'’-]*|§+):?\s?\Z")
_HASH = lazy(r"(?<!\w)#\Z")


def phone(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "0800 555 0199", "+44 20 7946 0000", "212-555-0123"."""
    start = site.start - (site.before[-1:] in ("+", "("))
    if len(re.sub(r"\D", "", match.group())) < 7 or re.match(r"\d{4}-\d\d-\d\d$", match.group()):
        return None
    return site.no_figure("phone number", start, match.end(), "phone number")


def called_number(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "dial 911", "Tel: 555 0199", "text 60777": digits behind a word of calling, with nothing to count."""
    digits = re.sub(r"\D", "", match.group())
    if not 3 <= len(digits) <= 15 or counts(site, match.end()) or is_measured(site, match.start(), match.end()):
        return None
    return site.no_figure("called number", site.start, _list_end(site, match.end()), "phone number")


def labelled(site: Site, match: re.Match[str]) -> Mention | None:
    """A number behind a word that makes it a name: "item 7", "Section 506(a)(1)", "Line 4", "S&P 500"."""
    before = _WORD_BEFORE.search(site.before[-28:])
    if before is None or not (site.before[-1:].isspace() or before["word"][-1] in "§." or site.before[-1:] == ":"):
        return None
    word = before["word"]
    if ":" in before.group() and word.lower() not in lexicon().label_data["with_colon"]:
        return None
    if word.lower() in lexicon().plural_labels:
        return _listed(site, match, lexicon().plural_labels[word.lower()])
    reason = lexicon().labels.get(word.lower().rstrip(",")) or _index_name(site, word)
    if word.endswith(("'s", "’s")):
        return _made_by(site, match, word[:-2].lower())
    if reason is None or not _names(site, word, match):
        return None
    if reason == "version" and "." not in match.group() and word.islower():
        return None
    end = match.end() - match.group().endswith(".")
    if word.lower().rstrip(".") in lexicon().label_data["listing"]:
        end = _list_end(site, end)
    return site.no_figure("labelled number", site.start, end, reason)


def _made_by(site: Site, match: re.Match[str], maker: str) -> Mention | None:
    """Reads "Boeing's 737 sold well": a maker's three digits, with nothing to count."""
    if maker not in lexicon().label_data["makers"] or len(match.group()) != _DIGITS_OF_A_MODEL:
        return None
    if not match.group().isdecimal() or counts(site, match.end()) or is_measured(site, match.start(), match.end()):
        return None
    return site.no_figure("labelled number", site.start, match.end())


def _listed(site: Site, match: re.Match[str], reason: str) -> Mention | None:
    """Reads "routes 24, 31 and 390", "Sections 12 to 15": two numbers at least, with nothing to count."""
    end = _list_end(site, match.end())
    return (
        None
        if end == match.end() and "-" not in match.group()
        else site.no_figure("labelled numbers", site.start, end, reason)
    )


def _list_end(site: Site, end: int) -> int:
    """Where the numbers end that follow one of a kind; the same place where none does or the last one counts."""
    start = end
    for _ in range(_MOST_LISTED):
        more = _MORE.match(site.text, end, site.end)
        if more is None:
            break
        start, end = more.start("n"), more.end()
    first = site.start if start == end else start
    return site.run_end if counts(site, end) or is_measured(site, first, end) else end


def _index_name(site: Site, word: str) -> str | None:
    """Reads "S&P 500", "S P 500": letters with an ampersand before a number, or with one that was lost."""
    lost = len(word) == 1 and _LETTERS_APART.search(site.before[-5:])
    return "identifier" if lost or re.fullmatch(r"[A-Z]+&[A-Z]+(?:/[A-Z]+)?", word) else None


def _names(site: Site, word: str, match: re.Match[str]) -> bool:
    """Whether the number names; a lower-case word must not have a counted noun or a unit behind its number."""
    lower = word.lower()
    if lower in lexicon().label_data["capitals_only"] and not (word.isupper() and len(match.group()) >= _SHORTEST_BILL):
        return False
    if match.group() in lexicon().label_data["numbers_of_versions"].get(word.lower(), ()) and word[0].isupper():
        return True
    if re.match(r",\d{3}", site.window_after(match.end(), 4)) or re.match(
        r"\s(?:million|billion|thousand|hundred)\b", site.window_after(match.end(), 10)
    ):
        return False
    digits = re.match(r"\d+(?:\.\d+)?", match.group())
    end = match.start() + (digits.end() if digits else 0)
    is_plain = (digits is not None and end == match.end()) or match.group()[-1:].isalpha()
    found = unit_of_number(site, match.start(), end) if is_plain else None
    if re.match(r"\s?(?:%|per\s?cent)", site.window_after(match.end(), 9)):
        return False
    if found is not None and found[1].end - found[1].start > 1:
        return False
    if lower in lexicon().label_data["graded"]:
        return not (_is_counted(site, word) and counts(site, match.end()))
    if word[0].isupper() and lower not in ("no", "may") and not word.isupper():
        common = lower in lexicon().label_data["lowercase_needs_number_only"]
        return not common or not (
            len(site.before.rstrip()) == len(word)
            and site.start - len(site.before) == site.block
            and counts(site, match.end())
            and not _VERB.match(site.text, match.end(), site.end)
        )
    if lower in lexicon().label_data["lowercase_needs_number_only"]:
        return (
            lower != "no"
            and not counts(site, match.end())
            and not (lower == "number" and re.search(r"\bthe number\s\Z", site.before))
        )
    return True


def _is_counted(site: Site, word: str) -> bool:
    """Whether the word before a number is a thing of its own: "at this stage 3 trials", but "in phase 3 trials"."""
    before = site.before.rstrip()[: -len(word)].rsplit(None, 1)
    return bool(before) and before[-1].lower() in lexicon().label_data["before_a_count"]


def hash_number(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "#214"."""
    if not _HASH.search(site.before[-2:]):
        return None
    return site.no_figure("hash number", site.start - 1, match.end())


def rate_base(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads the 100,000 of "12 per 100,000 people", the 100 km of "16 kWh per 100 km"."""
    unit = unit_of_number(site, match.start(), match.end())
    return site.no_figure("rate base", site.start, match.end() if unit is None else unit[1].end, "reference base")


def list_marker(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "1." where a line begins."""
    line = site.before.rfind("\n") + 1
    if (
        (not line and len(site.before) == WINDOW)
        or site.before[line:].strip()
        or re.match(r"\s*\Z", site.window_after(match.end(), 8))
    ):
        return None
    return site.no_figure("list marker", site.start, match.end(), "section number")


def footnote(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "[3]"."""
    if site.before[-1:] != "[":
        return None
    return site.no_figure("footnote", site.start, match.end(), "section number")


def mark_in_brackets(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "end market(1)", and the "(1) " that begins a note."""
    before = site.before
    if before[-1:] != "(":
        return None
    begins = not before[:-1].strip() or before[-3:-1] == "  " or before[:-1].rstrip()[-1:] in (".", ":", ";")
    if before[-2:-1].isalpha() or (begins and re.match(r"\)\s[A-Z]", site.window_after(match.end(), 4))):
        return site.no_figure("mark in brackets", site.start, match.end(), "section number")
    return None


@cache
def address_pattern() -> re.Pattern[str]:
    """A house number, a name in capitals and a kind of street: "318 Fenwick Lane"."""
    streets = alternation(lexicon().label_data["streets"])
    first = alternation(lexicon().label_data["streets_first"])
    return re.compile(
        rf"\d{{1,5}}[A-Za-z]?(?:(?:\s[NSEW]\.?)?(?=\s(?:[A-Z0-9][\w'’.]{{1,20}}+\s){{1,3}}(?:{streets})\b)"
        rf"|(?=,?\s(?:{first})\s(?:[a-z]{{2,3}}\s){{0,2}}[A-Z]))"
    )


def address(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "at 12 Elm Street"."""
    return site.no_figure("address", site.start, match.end())
