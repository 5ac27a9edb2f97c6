"""Rules of what is not a figure: identifiers, versions, sections, phone numbers, scores, list markers."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache

from factcheck.grammar import WINDOW, Site
from factcheck.languages.en.amounts import Amount, unit_after
from factcheck.languages.en.lexicon import alternation, lexicon
from factcheck.languages.en.money import lone_scale
from factcheck.languages.en.nouns import counted_noun
from factcheck.languages.en.numbers import scale_letters_at
from factcheck.model import Interval, Kind, Mention, Quantity, Span, Unit
from factcheck.numerals import Numeral, excessive_end, long_run_end
from factcheck.patterns import lazy
from factcheck.units import currency_before

VERSION = lazy(r"\d{1,6}(?:\.\d{1,6}){2,6}(?:[-+.]?[A-Za-z]+(?:\.?\d+)?|:\d{1,5})?(?![\d.]\d)")
MARKED_VERSION = lazy(r"\d{1,5}(?:\.\d{1,5}){0,4}(?:[a-z]{1,4}\d*)?\b")
PHONE = re.compile(
    r"(?:0\d{2,4}(?:[\s\u00a0-]\d{2,8}){1,4}|\d{3}-0\d{3}|0\d{9,10}|\d{3}[-.]\d{3}[-.]\d{4}|\d{1,3}-\d{3}-\d{3,4}-?\d{0,4}|(?<=\+)\d{1,3}(?:[\s\u00a0()./-]{1,2}\d{2,8}){2,5}|(?<=\()\d{3}\)\s?\d{3}[-\s]\d{4})(?![\d%]|[.,]\d)"
)
CALLED = lazy(r"\d{3,8}(?:[\s\u00a0.-]\d{2,8}){0,4}(?![\d%]|[,.:/]\d|\s(?:million|thousand|hundred|per|a)\b)")
DIVISION = lazy(r"(?P<top>\d{1,4})\s?/\s?(?P<bottom>\d{1,4})(?![\d/]|[.,]\d)")
LABELLED = lazy(r"\d{1,12}(?:[-./]\d{1,7}){0,5}(?:[A-Za-z](?:-\d{1,3})?)?(?:\([0-9A-Za-z]{1,4}\)){0,4}(?![\d%])")
# More numbers of the same kind: "Sections 12 to 15", "routes 24, 31 and 390".
_MORE = lazy(r"(?:\s?[-–—]\s?|,\s(?:and\s|or\s)?|\s(?:and|to|or|through|&)\s)(?P<n>\d{1,5})[A-Za-z]?(?![\w%]|[.,:/]\d)")
_MOST_LISTED = 12
ATTACHED = lazy(r"\d[\w.]{0,30}+(?:-\w{1,20}+){0,5}+")
GENERATION = re.compile(
    r"(?:[2-6]G|[1-9]D(?:\sMark\s[IVX]+)?|[48]K|[2-9]0-?somethings?|7-?Up|3M(?=\s(?:company|Co|said|says|shares|stock))|(?:240|360|480|576|720|1080|1440|2160)[pi](?=\s(?:video|resolution|display|screen|footage|HD|monitor|stream|TV))|\d{1,2}x\d{1,2}|802\.(?:11|3|15)[a-z]{0,3}|(?:6|8|10|20|40)-[KQF]|7-Eleven|[23]-(?:pointers?|point(?=\s(?:range|line|arc|land|shots?|shooting)))|[1-9]-(?:irons?|woods?)|7[0-9]7(?:-\d{1,3}[A-Z]{0,2}|(?=\s(?:MAX|Max|jet(?!s)|Dreamliner))))\b(?!\s?(?:bytes|users))"
)
SCORE = lazy(r"(?P<a>\d{1,3})(?P<sign>\s?[-–]\s?|-(?:for|of)-)(?P<b>\d{1,3})(?![\d%]|[-–/.,]\d|\s?(?:%|per\s?cent))")
COORDINATE = lazy(
    r"\d{1,3}(?:\.\d{1,9})?\s?°\s?(?:\d{1,2}(?:\.\d{1,6})?\s?[′'’](?:\s?\d{1,2}(?:\.\d{1,6})?\s?[″\"”])?"
    r"(?:\s?(?:[NSEW]\b|north\b|south\b|east\b|west\b))?|(?:[NSEW]\b|north\b|south\b|east\b|west\b))"
)
RATE_BASE = lazy(r"1(?:0{1,2}|0{0,2}(?:[, \u00a0\u202f]?000){1,4})(?![.,]?\d)")
OIL_GRADE = lazy(r"\d{1,2}W-\d{2}\b")
IDIOM = lazy(r"(?:24/7|9/11|7/7|50[/-]50|20/20)\b")
MARKER = lazy(r"\d{1,3}[.)](?=\s)")
# "Schedule 3 lists the ...": a verb, where "Schedule 3 lists" could be plural things.
_VERB = lazy(r"\s[a-z]{2,12}s\s(?:it|the|an?|this|that|how|what|why|who|when|where)\b")
_LETTER_AND_HYPHEN = 2
_PLANET_LETTERS = frozenset("bcdefgh")
_ARTICLE_BEFORE = lazy(r"\b(?:the|an?|this|that|its|his|her)\s\Z", re.IGNORECASE)
_SHORTEST_BILL = _DIGITS_OF_A_MODEL = 3
_LETTERS_APART = lazy(r"\b[A-Z] [A-Z] \Z")
_VOWEL = lazy("[aeiouy]")
_STATISTIC = lazy(r"\s(?:FG|FT|3PT?|3Pt|3FG|TO|PF|W-L)\b")
GLUED = re.compile(r"(?P<digits>\d{1,6})(?P<letters>[A-Za-z]{1,8})\b")
IN_BRACKETS = lazy(r"\d{1,2}(?=\))")
FOOTNOTE = lazy(r"\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,10}+(?=\])")
LONG = lazy(r"\d{8,}(?![\d.,])")
CODE = re.compile(r"\d+(?!e\d{1,3}\b|x10[-^−⁻])(?=[a-z]\d|[A-Z]{1,4}\d)[A-Za-z0-9-]{1,60}+")
_ATTACHED_BEFORE = lazy(r"(?P<part>(?:[A-Za-z&.]*[A-Za-z])-?|\b[A-Z]{1,3}\.|\b[A-Z]\+\+|\b[A-Z]{3,6}/)\Z")
_WORD_BEFORE = lazy(r"(?P<word>[A-Za-z§&.+#][\w§&.+'’-]*|§+):?\s?\Z")
_VERSION_BEFORE = lazy(r"(?:==|>=|<=|~=|\bv\.?\s?|\bversions?\s|\brelease\s)\Z", re.IGNORECASE)
_HASH = lazy(r"(?<!\w)#\Z")


def _none(site: Site, rule: str, start: int, end: int, reason: str) -> Mention | None:
    return site.mention(rule, start, end, Kind.LEVEL, reason=reason)


def long_run(site: Site, _match: re.Match[str]) -> Mention | None:
    """A run of digits that nobody means as a number."""
    end = long_run_end(site.text, site.start)
    return None if end is None else _none(site, "long run of digits", site.start, min(end, site.end), "identifier")


def too_large(site: Site, _match: re.Match[str]) -> Mention | None:
    """A power that nobody can mean as a figure: "5e400"."""
    end = excessive_end(site.text, site.start, site.end)
    return None if end is None else _none(site, "number too large", site.start, end, "identifier")


def division(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "5/0", "120/80", "10/1": not a part of a whole, and no two counts either."""
    top, bottom = int(match["top"]), int(match["bottom"])
    if 0 < top < bottom or (site.before[-1:] and site.before[-1] in "$£€¥/."):
        return None
    plain = Amount(Numeral(match.start(), match.end(), Fraction(0), None), match.start(), match.end())
    if bottom and (unit_after(site, plain) is not None or _has_plural(site, match.end())):
        return None  # "20/15 euros"
    return _none(site, "division", match.start(), match.end(), "identifier")


def version(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "2.3.0", "1.0.0-beta", "192.168.0.1"."""
    start = site.start - (site.before[-1:] in ("v", "V") and not site.before[-2:-1].isalnum())
    return _none(site, "version", start, match.end(), "version")


def marked_version(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "==2.3", "v2", "version 4.1"."""
    mark = _VERSION_BEFORE.search(site.before[-12:])
    if mark is None:
        return None
    start = site.start - (len(mark.group()) if mark.group().lower() in ("v", "v.") else 0)
    return _none(site, "version", start, match.end(), "version")


def phone(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "0800 555 0199", "+44 20 7946 0000", "212-555-0123"."""
    start = site.start - (site.before[-1:] in ("+", "("))
    if len(re.sub(r"\D", "", match.group())) < 7 or re.match(r"\d{4}-\d\d-\d\d$", match.group()):
        return None
    return _none(site, "phone number", start, match.end(), "phone number")


def called_number(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "dial 911", "Tel: 555 0199", "text 60777": digits behind a word of calling, with nothing to count."""
    digits = re.sub(r"\D", "", match.group())
    plain = Amount(Numeral(match.start(), match.end(), Fraction(0), None), match.start(), match.end())
    if not 3 <= len(digits) <= 15 or _has_plural(site, match.end()) or unit_after(site, plain) is not None:
        return None
    return _none(site, "called number", site.start, _list_end(site, match.end()), "phone number")


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
    return _none(site, "labelled number", site.start, end, reason)


def _made_by(site: Site, match: re.Match[str], maker: str) -> Mention | None:
    """Reads "Boeing's 737 sold well": a maker's three digits, with nothing to count."""
    if maker not in lexicon().label_data["makers"] or len(match.group()) != _DIGITS_OF_A_MODEL:
        return None
    if (
        not match.group().isdecimal()
        or _has_plural(site, match.end())
        or _is_measured(site, match.start(), match.end())
    ):
        return None
    return _none(site, "labelled number", site.start, match.end(), "identifier")


def _listed(site: Site, match: re.Match[str], reason: str) -> Mention | None:
    """Reads "routes 24, 31 and 390", "Sections 12 to 15": two numbers at least, with nothing to count."""
    end = _list_end(site, match.end())
    return (
        None
        if end == match.end() and "-" not in match.group()
        else _none(site, "labelled numbers", site.start, end, reason)
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
    return site.run_end if _has_plural(site, end) or _is_measured(site, first, end) else end


def _is_measured(site: Site, start: int, end: int) -> bool:
    plain = Amount(Numeral(start, end, Fraction(0), None), start, end)
    return unit_after(site, plain) is not None


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
    plain = Amount(Numeral(match.start(), end, Fraction(0), None), match.start(), end)
    found = unit_after(site, plain) if (digits and end == match.end()) or match.group()[-1:].isalpha() else None
    if re.match(r"\s?(?:%|per\s?cent)", site.window_after(match.end(), 9)):
        return False
    if found is not None and found[1].end - found[1].start > 1:
        return False
    if lower in lexicon().label_data["graded"]:
        return not (_is_counted(site, word) and _has_plural(site, match.end()))
    if word[0].isupper() and lower not in ("no", "may") and not word.isupper():
        common = lower in lexicon().label_data["lowercase_needs_number_only"]
        return not common or not (
            len(site.before.rstrip()) == len(word)
            and site.start - len(site.before) == site.block
            and _has_plural(site, match.end())
            and not _VERB.match(site.text, match.end(), site.end)
        )
    if lower in lexicon().label_data["lowercase_needs_number_only"]:
        return (
            lower != "no"
            and not _has_plural(site, match.end())
            and not (lower == "number" and re.search(r"\bthe number\s\Z", site.before))
        )
    return True


def _is_counted(site: Site, word: str) -> bool:
    """Whether the word before a number is a thing of its own: "at this stage 3 trials", but "in phase 3 trials"."""
    before = site.before.rstrip()[: -len(word)].rsplit(None, 1)
    return bool(before) and before[-1].lower() in lexicon().label_data["before_a_count"]


def _has_plural(site: Site, position: int) -> bool:
    noun = counted_noun(site, position)
    return noun is not None and noun.is_plural


def hash_number(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "#214"."""
    if not _HASH.search(site.before[-2:]):
        return None
    return _none(site, "hash number", site.start - 1, match.end(), "identifier")


def attached(site: Site, match: re.Match[str]) -> Mention | None:
    """Digits that letters run into: "T-72", "G7", "F-16", "COVID-19", "SF90"; not "USD115", "mid-2020"."""
    last = site.before[-1:]
    before = _ATTACHED_BEFORE.search(site.before[-24:]) if last.isalpha() or last in tuple("-.+/") else None
    if before is None:
        return None
    part = before["part"]
    if part.lower() in ("under-", "over-", "u", "u-") and re.fullmatch(r"\d\ds?", match.group()):
        return _none(site, "age class", site.start - len(part), match.end(), "age")
    if (
        part.endswith("-")
        and not re.search(r"[A-Z]", part[:-1])
        and part[:-1] not in lexicon().label_data["joined_names"]
        and (len(part) < 3 or _VOWEL.search(part))
        and not (len(part) == _LETTER_AND_HYPHEN and _ARTICLE_BEFORE.search(site.before[-8 - len(part) : -len(part)]))
    ):
        return None
    if part.rstrip("-").lower() in ("minus", "plus") or (
        not part.endswith("-") and currency_before(site.text, site.start) is not None
    ):
        return None
    named = part[:-1].isupper() or part[:-1].lower() in lexicon().labels or _is_planet(part, match.group())
    if part.endswith("-") and len(part) > 6 and not named:
        return None
    if part in ("c", "ca"):
        return None
    start = site.start - len(part)
    return _none(site, "attached number", start, match.end() - (match.group().endswith(".")), "identifier")


def _is_planet(part: str, digits: str) -> bool:
    """Whether a name in capitals goes on with digits and one small letter: "Kepler-186f"."""
    return part[0].isupper() and digits[:-1].isdecimal() and digits[-1] in _PLANET_LETTERS


def generation(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "5G", "3D", "4K"."""
    return _none(site, "generation", site.start, match.end(), "identifier")


def code(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "31806k457", "9AB8": letters and digits run together."""
    digits = re.match(r"\d+", match.group())
    end = match.start() + (digits.end() if digits else 0)
    unit = unit_after(site, Amount(Numeral(match.start(), end, Fraction(0), None), match.start(), end))
    if unit is not None and unit[1].end >= match.end():
        return None
    return _none(site, "code", site.start, match.end(), "identifier")


def idiom(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "24/7", "9/11"."""
    return _none(site, "idiom", site.start, match.end(), "idiom")


def coordinate(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "51°30′26″N", "151.2° E", "45° 30′ north": where a place is."""
    return _none(site, "coordinate", site.start, match.end(), "identifier")


def rate_base(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads the 100,000 of "12 per 100,000 people", the 100 km of "16 kWh per 100 km"."""
    plain = Amount(Numeral(match.start(), match.end(), Fraction(0), None), match.start(), match.end())
    unit = unit_after(site, plain)
    return _none(site, "rate base", site.start, match.end() if unit is None else unit[1].end, "reference base")


def oil_grade(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "10W-40": no watts."""
    return _none(site, "oil grade", site.start, match.end(), "identifier")


def list_marker(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "1." where a line begins."""
    line = site.before.rfind("\n") + 1
    if (
        (not line and len(site.before) == WINDOW)
        or site.before[line:].strip()
        or re.match(r"\s*\Z", site.window_after(match.end(), 8))
    ):
        return None
    return _none(site, "list marker", site.start, match.end(), "section number")


def footnote(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "[3]"."""
    if site.before[-1:] != "[":
        return None
    return _none(site, "footnote", site.start, match.end(), "section number")


def score(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "a 2-1 win": two numbers that are one score."""
    first, second = int(match["a"]), int(match["b"])
    if site.before[-1:] in "$£€" and site.before:
        return None
    words = re.findall(r"[a-z]+", (site.before[-32:] + " " + site.window_after(match.end(), 24)).lower())
    is_score = any(word in lexicon().label_data["score_words"] for word in words[-9:]) or _is_tally(site, match)
    if (first < second and not is_score) or first > second + 200:
        return None
    plain = Amount(Numeral(match.start(), match.end(), Fraction(0), None), match.start(), match.end())
    if first < second and (unit_after(site, plain) is not None or _has_plural(site, match.end())):
        return None
    ends = (Fraction(first), Fraction(second))
    quantity = Quantity(None, Interval(min(ends), max(ends)), Fraction(1), Unit("score", "score"), ends=ends)
    return site.mention("score", match.start(), match.end(), Kind.LEVEL, quantity, number=Span(*match.span()))


def _is_tally(site: Site, match: re.Match[str]) -> bool:
    """Reads "9-for-15", "(8-10)", "0-1 3Pt": hits of tries and wins and losses in a game report."""
    if match["sign"] == "-" and (match["a"] == "0" or _STATISTIC.match(site.text, match.end(), site.end)):
        return True
    enclosed = site.before[-1:] == "(" and site.text[match.end() : match.end() + 1] == ")" and match["sign"] == "-"
    return "for" in match["sign"] or "of" in match["sign"] or enclosed


def glued(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "3Pt", "4x4": digits that run into letters which are no unit and no scale."""
    end = match.end("digits")
    plain = Amount(Numeral(match.start(), end, Fraction(0), None), match.start(), end)
    if match["letters"].lower() in ("st", "nd", "rd", "th", "s", "x", "yo") or unit_after(site, plain) is not None:
        return None
    if scale_letters_at(site.text, end, site.end) or lone_scale(site.text, site.block, site.start, end, site.end):
        return None
    return _none(site, "digits and letters", site.start, match.end(), "identifier")


def mark_in_brackets(site: Site, match: re.Match[str]) -> Mention | None:
    """Reads "end market(1)", and the "(1) " that begins a note."""
    before = site.before
    if before[-1:] != "(":
        return None
    begins = not before[:-1].strip() or before[-3:-1] == "  " or before[:-1].rstrip()[-1:] in (".", ":", ";")
    if before[-2:-1].isalpha() or (begins and re.match(r"\)\s[A-Z]", site.window_after(match.end(), 4))):
        return _none(site, "mark in brackets", site.start, match.end(), "section number")
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
    return _none(site, "address", site.start, match.end(), "identifier")


def _stands_alone(site: Site, end: int) -> bool:
    """Whether a block holds this number and nothing else."""
    return site.start - site.block < 3 and site.end - end < 3 and not site.text[site.block : site.start].strip()


def long_identifier(site: Site, match: re.Match[str]) -> Mention | None:
    """Nine digits and more without grouping: an account, a code."""
    if (
        (site.before[-1:] and site.before[-1] in "$£€¥-−")
        or len(match.group()) < 11
        or _stands_alone(site, match.end())
        or counted_noun(site, match.end()) is not None
    ):
        return None
    plain = Amount(Numeral(match.start(), match.end(), Fraction(0), None), match.start(), match.end())
    return (
        None
        if unit_after(site, plain) is not None
        else _none(site, "long number", site.start, match.end(), "identifier")
    )
