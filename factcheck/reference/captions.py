"""What titles say once for all numbers of a table: "Ferry passengers (thousands)", "Museum visitors, in thousands"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from factcheck.frozen import record
from factcheck.model import Unit
from factcheck.reference.cells import parse_cell
from factcheck.reference.counted import is_counted, stems_in
from factcheck.reference.headers import LONGEST, unit_phrase
from factcheck.reference.profiles import Profile, has_header
from factcheck.reference.reading import Doubt
from factcheck.reference.sharing import VALUE_ROLES
from factcheck.reference.tables import Field, Role
from factcheck.reference.words import normal, word_set

_NUMBERED = re.compile(r"^\s*(?:Table|Figure|Chart|Exhibit)\s+[\w.-]{1,8}\s*[:.–—-]\s+", re.IGNORECASE)
_BRACKET = re.compile(r"\s*[(\[](?P<words>[^()\[\]]{2,40}|[^\w()\[\]])[)\]]")
_PIECE = re.compile(
    r"\s*(?:[,;:|]\s|\s[–—-]\s)\s*(?P<words>[^,;:|()\[\]–—]{1,40}?)\s*(?=[,;:|.]?\s*$|[,;:|]\s|\s[–—-]\s)"
)
_IN = re.compile(r"(?:^|\s+)in\s+(?P<words>[^,;:|()\[\]]{1,40}?)\s*(?=[.:]?\s*$|[,;:|]\s|\s[–—-]\s)", re.IGNORECASE)
_ALL = re.compile(r"[(\[][^()\[\]]*[)\]]$|(?:all\s+)?(?:amounts\s+)?in\s", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_TOLD = 3
_WHOLE = 100  # percent


@record
class Caption:
    """A title in its parts: the name without the unit, the unit and the scale, and the words that say them."""

    name: str
    unit: Unit | None = None
    scale: Fraction = Fraction(1)
    words: str = ""


def read_caption(text: str) -> Caption:
    """The parts of a title; one that says no unit is its name.

    >>> caption = read_caption("Table 1: Ferry passengers (thousands), 2021-2023")
    >>> caption.name, str(caption.scale), caption.words
    ('Ferry passengers, 2021-2023', '1000', 'thousands')
    >>> read_caption("Life in Peru, after the rain").words
    ''
    """
    text = _NUMBERED.sub("", " ".join(text[:LONGEST].split())).rstrip(" :")
    if _ALL.match(text) and (whole := _whole(text)) is not None:
        return whole
    for pattern in (_BRACKET, _PIECE, _IN):
        for match in pattern.finditer(text):
            phrase = _phrase(match["words"], marked=pattern is not _PIECE)
            if phrase is not None:
                return Caption(_without(text, match), *phrase, match["words"].strip())
    first = text.split(maxsplit=1)[0] if text else ""
    return ("," not in text and _phrase(first, marked=False) and _whole(text)) or Caption(text)


def _whole(text: str) -> Caption | None:
    words = text.strip("()[]. ")
    phrase = _phrase(words, marked=text != words)
    return Caption("", *phrase, words) if phrase is not None else None


def _phrase(words: str, marked: bool) -> tuple[Unit | None, Fraction] | None:
    """The unit that a piece of a title is, where it can be nothing else.

    A title has names in it, so that a bare word counts only in small letters or with a sign, and a length or a weight
    only where a bracket or "in" marks it; what is counted is the title's own noun.
    """
    words = words.strip()
    phrase = unit_phrase(words)
    if phrase is None or normal(words) in word_set("not_units"):
        return None
    unit, scale = phrase
    alone = words.isalpha() and not words.islower() and words.lower() not in word_set("header_units")
    if unit is not None and unit.dimension.partition("/")[0] == "count" and scale == 1:
        return None
    of_numbers = scale != 1 or (unit is not None and unit.dimension in ("currency", "percent"))
    said = marked or words.lower().startswith("in ")
    return phrase if not alone and (of_numbers or said) else None


def _without(text: str, match: re.Match[str]) -> str:
    name = f"{text[: match.start()]}{text[match.end() :]}".strip(" ,;:|–—-.")
    return "" if normal(name) in word_set("mere_titles") else name


def title_names(titles: Sequence[str]) -> tuple[str, ...]:
    """The names that titles give a table, without numbers and units: those that are nothing but a unit give none."""
    return tuple(dict.fromkeys(name for title in titles if (name := read_caption(title).name)))


def with_captions(
    fields: tuple[Field, ...], profiles: Sequence[Profile], titles: Sequence[str]
) -> tuple[tuple[Field, ...], list[Doubt]]:
    """The fields with the unit that a title says, where they have none of their own and it fits them.

    A doubt names the columns of bare numbers that it is not read for.
    """
    caption = next((found for found in map(read_caption, titles) if found.words), None)
    if caption is None or any(field.role is Role.UNIT for field in fields):
        return fields, []
    bare = [at for at, field in enumerate(fields) if _is_bare(field)]
    fitting = set(_fitting(caption, [(fields[at], profiles[at]) for at in bare]))
    left = [at for at in bare if at not in fitting] + [at for at, field in enumerate(fields) if _lacks(field, caption)]
    given = tuple(
        replace(field, unit=caption.unit, scale=caption.scale) if at in fitting else field
        for at, field in enumerate(fields)
    )
    return given, [_doubt(caption, [fields[at].name for at in sorted(left)], left[0])] if left else []


def _is_bare(field: Field) -> bool:
    said = {"unit", "scale"} & set(field.declared)
    bare = field.unit is None and field.scale == 1 and not said
    return field.role in VALUE_ROLES and field.kind in ("value", "change") and bare


def _lacks(field: Field, caption: Caption) -> bool:
    """Whether a column says money and no scale, and the title a scale: which of the two counts nobody can tell."""
    if field.role not in VALUE_ROLES or field.unit is None or field.unit.dimension != "currency":
        return False
    unsaid = field.scale == 1 and "scale" not in field.declared
    return unsaid and caption.scale != 1 and caption.unit in (None, field.unit)


def _fitting(caption: Caption, bare: Sequence[tuple[Field, Profile]]) -> Iterator[int]:
    """The columns that a title's unit is meant for: those it names; where it names none, all that it may be of."""
    named = stems_in([caption.name])
    matched = {profile.position for field, profile in bare if stems_in([field.measure]) & named}
    alone = len(bare) == 1
    for field, profile in bare:
        nameless = not field.measure or has_header(profile, "generic", "value")
        if _holds_years(field, profile) or not _within(caption, profile):
            continue
        if nameless or profile.position in matched or (not matched and _may_be_of(caption, field, alone)):
            yield profile.position


def _may_be_of(caption: Caption, field: Field, alone: bool) -> bool:
    """Whether a column that the title does not name may be in its unit: money of no count, a length of one column."""
    if field.kind == "change" or word_set("unscaled") & set(normal(field.measure).split()):
        return False
    if caption.unit is None or caption.unit.dimension == "percent":
        return True
    return not is_counted(field.measure) if caption.unit.dimension == "currency" else alone


def _holds_years(field: Field, profile: Profile) -> bool:
    return field.period is None and all(map(_YEAR.fullmatch, profile.sample))


def _within(caption: Caption, profile: Profile) -> bool:
    """Whether numbers can be percentages, where the title says that they are."""
    if caption.unit is None or caption.unit.dimension != "percent":
        return True
    numbers = [number for text in profile.sample if (number := parse_cell(text, profile.decimal_comma)) is not None]
    return all(number.interval.low is not None and abs(number.interval.low) <= _WHOLE for number in numbers)


def _doubt(caption: Caption, names: Sequence[str], first: int) -> Doubt:
    listed = ", ".join(f'"{name}"' for name in names[:_TOLD]) + (" …" if len(names) > _TOLD else "")
    columns = "column" if len(names) == 1 else "columns"
    message = f'the title says "{caption.words}", which is not read for {columns} {listed}'
    return Doubt(f"{message}; write the unit or the scale of each into its header", 1, first + 1)
