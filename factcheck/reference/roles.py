"""What each column is for, told from its header's words and its cells where no description says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from factcheck.reference.headers import Header, label_unit, unit_phrase
from factcheck.reference.packages import FieldDescription
from factcheck.reference.parts_of_years import are_parts
from factcheck.reference.profiles import Profile, has_header
from factcheck.reference.tables import Role
from factcheck.reference.words import is_no, is_yes, word_set

_TEXT_ROLES = (
    ("source_url", Role.SOURCE_URL),
    ("source_date", Role.SOURCE_DATE),
    ("source", Role.SOURCE),
    ("note", Role.NOTE),
    ("aliases", Role.ALIASES),
    ("comparator", Role.COMPARATOR),
    ("unit", Role.UNIT),
)
_NUMBER_TYPES = frozenset({"number", "integer"})
_PERIOD_TYPES = frozenset({"date", "year", "yearmonth", "datetime"})
MOST_ENTITIES = 6
_YEAR = re.compile(r"(?:19|20)\d\d")
_SCORE = re.compile(r"\d{1,3}\s?[-–:]\s?\d{1,3}")
_NUMBERED = re.compile(r"\d{1,4}[A-Za-z]? ((?:the )?[A-Z][^\W\d]{2,}.*)")
_CODE_BOOK = 12  # with more columns of names than this, most are other names of one thing
_FEWEST_FLAGS = 2  # columns of nothing but 0 and 1: one may count rare events, two or more say yes and no
_FEWEST_ROWS = 10
ROLE_NAMES = frozenset(role.value for role in Role)
_LONGEST_NAME = 80  # the mean length past which a text column holds prose


def column_roles(
    profiles: Sequence[Profile],
    headers: Sequence[Header],
    described: Mapping[str, FieldDescription],
    columns: Sequence[Sequence[str]],
) -> tuple[Role, ...]:
    """A role for every column; declared roles stand."""
    roles: dict[int, Role] = {}
    for profile in profiles:
        declared = described.get(profile.header)
        if declared is not None and declared.role in ROLE_NAMES:
            roles[profile.position] = Role(declared.role)
    _find_periods(profiles, described, roles, len(columns[0]) if columns else 0)
    if Role.PERIOD not in roles.values() and _heads_parts(profiles, headers):
        roles.setdefault(0, Role.PERIOD)
    for profile in profiles:
        if profile.position not in roles:
            role = _plain_role(profile, described.get(profile.header))
            if role is not None:
                roles[profile.position] = role
    _find_flags(profiles, described, roles, len(columns[0]) if columns else 0)
    _find_measures(profiles, headers, roles)
    _find_entities(profiles, roles, columns)
    return tuple(roles[profile.position] for profile in profiles)


def _find_periods(
    profiles: Sequence[Profile], described: Mapping[str, FieldDescription], roles: dict[int, Role], rows: int
) -> None:
    if Role.PERIOD in roles.values():
        return
    for profile in profiles:
        if profile.position not in roles and has_header(profile, "period") and holds_periods(profile):
            roles[profile.position] = Role.PERIOD
    if Role.PERIOD in roles.values():
        return
    for profile in profiles:
        declared = described.get(profile.header)
        dated = declared is not None and declared.type in _PERIOD_TYPES
        if profile.position not in roles and _may_be_period(profile, dated):
            roles[profile.position] = Role.PERIOD
            return
    _find_repeated_years(profiles, described, roles, rows)


def _find_repeated_years(
    profiles: Sequence[Profile], described: Mapping[str, FieldDescription], roles: dict[int, Role], rows: int
) -> None:
    """Years that head the rows again and again, before any other number, under a header that says nothing of them."""
    for profile in profiles:
        if profile.position in roles or profile.is_text or not profile.distinct:
            continue
        years = all(_YEAR.fullmatch(text) for text in profile.sample) and not _is_life_date(profile)
        if years and profile.header not in described and len(profile.distinct) * 2 <= rows:
            roles[profile.position] = Role.PERIOD
        return


def holds_periods(profile: Profile) -> bool:
    """Whether a column that is called a period holds periods: dates, years of any era, months beside a year."""
    if profile.period_share >= 0.8:
        return True
    years = profile.normal == "year" and all(text.lstrip("-−").isdecimal() for text in profile.sample)
    parts = profile.normal in ("month", "quarter") and all(len(text) <= 9 for text in profile.sample)
    return bool(profile.sample) and (years or parts)


def _may_be_period(profile: Profile, dated: bool) -> bool:
    """Dates under another name: declared so, or a header that speaks of a date and no event of a life."""
    if profile.period_share < 0.95 or _is_life_date(profile):
        return False
    return (
        dated
        or bool(word_set("period_words") & set(profile.tokens))
        or (profile.position == 0 and profile.normal == "")
    )


def _heads_parts(profiles: Sequence[Profile], headers: Sequence[Header]) -> bool:
    """Whether the first column holds nothing but months or quarters and every other is headed by a period."""
    return len(headers) > 1 and all(header.period for header in headers[1:]) and are_parts(profiles[0].sample)


def _is_life_date(profile: Profile) -> bool:
    lives = word_set("headers", "attribute_years")
    return profile.normal in lives or bool(set(profile.tokens) & (lives | word_set("event_words")))


def _plain_role(profile: Profile, declared: FieldDescription | None) -> Role | None:
    """The role that one column alone tells; None for names and for what other columns must decide."""
    if not profile.distinct or has_header(profile, "ignore"):
        return Role.IGNORE
    if profile.is_web:
        return Role.SOURCE_URL
    if profile.is_text or has_header(profile, "source_date"):
        for group, role in _TEXT_ROLES:
            if has_header(profile, group):
                return role
    if profile.tokens[-1:] == ("kind",):
        return Role.ATTRIBUTE if profile.tokens[:1] == ("source",) else None
    if _is_key(profile):
        return Role.KEY
    if _is_life_date(profile) and profile.period_share >= 0.5:
        return Role.ATTRIBUTE
    return _number_role(profile, declared)


def _number_role(profile: Profile, declared: FieldDescription | None) -> Role | None:
    if declared is not None and declared.type == "string" and not declared.unit and not declared.scale:
        return None if profile.is_text else Role.ATTRIBUTE
    if declared is not None and declared.type in _NUMBER_TYPES:
        return Role.VALUE
    if profile.is_number_column:
        return Role.VALUE
    if profile.number_share < 0.5 and profile.period_share >= 0.8:
        return Role.ATTRIBUTE
    return Role.VALUE if profile.quantity_share >= 0.7 and not _are_numbered_names(profile) else None


def _are_numbered_names(profile: Profile) -> bool:
    """Whether each number is followed by a name of its own: the bus routes "1 Harbour", "7 Northfields"."""
    named = [match[1] for text in profile.sample if (match := _NUMBERED.fullmatch(text))]
    return len(named) * 10 >= len(profile.sample) * 8 and len(set(named)) * 10 >= len(named) * 8 and len(named) > 1


def _is_key(profile: Profile) -> bool:
    if profile.normal in word_set("key_headers"):
        return True
    if profile.normal == "" and _counts_rows(profile):
        return True
    spaced = profile.tokens or ("",)
    last = spaced[-1]
    camel = any(profile.header.endswith(ending.capitalize()) for ending in ("id", "code"))
    return (last in word_set("key_endings") or camel) and profile.mean_length <= 24


def _counts_rows(profile: Profile) -> bool:
    numbers = [int(text) for text in profile.sample if text.isdecimal()]
    return len(numbers) == len(profile.sample) and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _find_flags(
    profiles: Sequence[Profile], described: Mapping[str, FieldDescription], roles: dict[int, Role], rows: int
) -> None:
    """Columns of 0 and 1 beside each other are a yes or no of each row and no figures."""
    flags = [
        profile.position
        for profile in profiles
        if roles.get(profile.position) is Role.VALUE
        and profile.header not in described
        and set(profile.distinct) == {"0", "1"}
    ]
    if rows >= _FEWEST_ROWS and len(flags) >= _FEWEST_FLAGS:
        roles.update(dict.fromkeys(flags, Role.ATTRIBUTE))


def _find_measures(profiles: Sequence[Profile], headers: Sequence[Header], roles: dict[int, Role]) -> None:
    """A text column that names what is measured, where a value, a unit or period columns stand beside it."""
    _find_bounds(profiles, roles)
    numbers = [p for p in profiles if roles.get(p.position) in (Role.VALUE, Role.VALUE_LOW, Role.VALUE_HIGH)]
    if not numbers:
        _forget_units(roles)
    units = Role.UNIT in roles.values()
    one_a_row = any(has_header(p, "value", "value_low", "value_high") for p in numbers)
    by_period = bool(numbers) and all(headers[p.position].period is not None for p in numbers)
    for profile in profiles:
        if profile.position in roles or not profile.is_text or Role.MEASURE in roles.values():
            continue
        beside_units = units and has_header(profile, "measure_beside_units")
        labels = by_period and profile.position == 0 and _labels_have_units(profile)
        if labels or ((has_header(profile, "measure") or beside_units) and (units or one_a_row or by_period)):
            roles[profile.position] = Role.MEASURE


def _labels_have_units(profile: Profile) -> bool:
    """Whether the first column of a statement names measures: "NOK million" over "Return on equity (%)"."""
    if unit_phrase(profile.header) is not None:
        return True
    units = {found for text in profile.distinct if (found := label_unit(text)[1]) is not None}
    return len(units) > 1


def _forget_units(roles: dict[int, Role]) -> None:
    """A column called "currency" in a table without numbers is a list of names."""
    for position in [position for position, role in roles.items() if role is Role.UNIT]:
        del roles[position]


def _find_bounds(profiles: Sequence[Profile], roles: dict[int, Role]) -> None:
    low = [p for p in profiles if roles.get(p.position) is Role.VALUE and has_header(p, "value_low")]
    high = [p for p in profiles if roles.get(p.position) in (Role.VALUE, Role.IGNORE) and has_header(p, "value_high")]
    if len(low) == 1 and len(high) == 1:
        roles[low[0].position] = Role.VALUE_LOW
        roles[high[0].position] = Role.VALUE_HIGH


def _find_entities(profiles: Sequence[Profile], roles: dict[int, Role], columns: Sequence[Sequence[str]]) -> None:
    """The text columns that tell the rows apart are entities, the rest attributes; an event list has only entities."""
    names = []
    for profile in profiles:
        if profile.position in roles:
            continue
        if profile.mean_length > _LONGEST_NAME or _names_nothing(profile):
            roles[profile.position] = Role.ATTRIBUTE
        else:
            names.append(profile)
    declared = any(role is Role.ENTITY for role in roles.values())
    chosen = set() if declared else _telling_apart(names, roles, columns)
    for profile in names:
        roles[profile.position] = Role.ENTITY if profile.position in chosen else Role.ATTRIBUTE


def _names_nothing(profile: Profile) -> bool:
    return _is_yes_or_no(profile) or _holds_scores(profile) or profile.period_share >= 0.5


def _holds_scores(profile: Profile) -> bool:
    """Whether the cells are results: "2-1" is a pair of numbers and names nothing."""
    return bool(profile.sample) and all(map(_SCORE.fullmatch, profile.sample))


def _is_yes_or_no(profile: Profile) -> bool:
    return all(is_yes(text) or is_no(text) for text in profile.distinct)


def _telling_apart(names: Sequence[Profile], roles: Mapping[int, Role], columns: Sequence[Sequence[str]]) -> set[int]:
    """The columns whose texts tell the rows apart; all of them where every second row has a date of its own.

    What is of one kind with a chosen column comes with it: "home team" and "away team".
    """
    rows = len(columns[0])
    periods = [position for position, role in roles.items() if role is Role.PERIOD]
    long = Role.MEASURE in roles.values()
    if periods and len(names) > 1 and not long and _combinations(columns, periods) * 2 > rows:
        return {profile.position for profile in names}
    chosen: list[int] = []
    fixed = [p for p, role in roles.items() if role in (Role.PERIOD, Role.MEASURE, Role.SOURCE, Role.UNIT)]
    told = _combinations(columns, fixed)
    for profile in sorted(names, key=lambda profile: _unlikeness(profile, rows, len(names))):
        if (chosen and told == rows) or len(chosen) == MOST_ENTITIES:
            break
        apart = _combinations(columns, [*fixed, *chosen, profile.position])
        if apart > told or not chosen:
            chosen.append(profile.position)
            told = apart
    kinds = {profile.tokens[-1] for profile in names if profile.position in chosen and len(profile.tokens) > 1}
    people = [profile.position for profile in names if has_header(profile, "parts_of_names")]
    chosen += people if set(people) & set(chosen) else []
    return {*chosen, *(profile.position for profile in names if profile.tokens[-1:] and profile.tokens[-1] in kinds)}


def _unlikeness(profile: Profile, rows: int, columns: int) -> tuple[bool, ...]:
    """What makes a column of texts a poor name for the rows, worst first: the smallest is tried first."""
    person = has_header(profile, "parts_of_names")
    codes = all(len(text) <= 3 and text.isupper() for text in profile.sample)
    foreign = bool(word_set("other_languages") & set(profile.tokens))
    repeats = columns > _CODE_BOOK and len(profile.distinct) < rows
    return (not (person or has_header(profile, "entity")), not person, codes, foreign, repeats)


def _combinations(columns: Sequence[Sequence[str]], positions: Sequence[int]) -> int:
    """How many different rows there are when only these columns are looked at."""
    if len(positions) == 1:
        return len(set(columns[positions[0]]))
    return len(set(zip(*(columns[position] for position in positions), strict=True))) if positions else 1
