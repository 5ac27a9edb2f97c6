"""The rules of the draft against itself, in one list, and the door to all rule codes.

A rule is a function from a draft to findings; it enters by standing in `CHECKS`. It fires only when the draft truly
contradicts itself: a wrong alarm costs more than a missed one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Sequence

from factcheck.document import Document
from factcheck.model import Claim, Finding
from factcheck.rules.ages import age_against_birth
from factcheck.rules.anniversaries import anniversary_in_its_year
from factcheck.rules.between_them import total_of_those_before
from factcheck.rules.calendar_dates import day_outside_the_calendar
from factcheck.rules.chambers import votes_above_all_members
from factcheck.rules.changes import change_in_a_sentence
from factcheck.rules.codes import GROUPS, RULES, Rule, code_for, rule_for, rule_page, severity_for
from factcheck.rules.conversion_lists import conversion_of_a_list
from factcheck.rules.conversions import conversion_in_brackets, one_unit_twice
from factcheck.rules.counted_names import names_beside_their_count
from factcheck.rules.currency_pairs import two_rates_of_exchange
from factcheck.rules.draft import Draft
from factcheck.rules.events import length_between_two_events
from factcheck.rules.fractions_again import fraction_and_percentage
from factcheck.rules.later import (
    change_in_the_next_sentence,
    change_named_otherwise,
    change_of_values_told_elsewhere,
)
from factcheck.rules.limits import chance_above_one, fall_by_more_than_all, fewer_than_none, more_than_all
from factcheck.rules.list_below import things_below
from factcheck.rules.lists import length_of_a_list
from factcheck.rules.majorities import majority_or_minority
from factcheck.rules.moves import words_against_values
from factcheck.rules.numbered import numbers_in_order
from factcheck.rules.numeric_dates import day_or_month_first
from factcheck.rules.old_things import age_of_a_thing
from factcheck.rules.order_of_dates import end_before_start
from factcheck.rules.orders import above_or_below_a_mark, comparatives, order_of_the_listed
from factcheck.rules.own_rates import conversion_unlike_the_others
from factcheck.rules.own_tables import prose_against_tables
from factcheck.rules.parts import parts_and_total
from factcheck.rules.points import level_in_points
from factcheck.rules.products import so_much_each
from factcheck.rules.ranges import outside_its_range, range_backwards
from factcheck.rules.rankings import numbered_out_of_order, place_against_value
from factcheck.rules.rates import rate_in_another_time
from factcheck.rules.remainder import rest_of_a_whole
from factcheck.rules.restatements import two_figures_for_one_thing
from factcheck.rules.selection import default_codes
from factcheck.rules.several_drafts import Party, figures_across_drafts
from factcheck.rules.shares import share_of_a_whole
from factcheck.rules.shares_of_one import shares_of_one_whole
from factcheck.rules.spans_of_time import length_between_two_times
from factcheck.rules.table_shares import shares_in_tables
from factcheck.rules.table_totals import totals_in_tables
from factcheck.rules.weekdays import weekday_of_a_date
from factcheck.rules.whole_apart import total_in_the_next_sentence
from factcheck.rules.whole_first import parts_of_a_whole

__all__ = [
    "ACROSS",
    "CHECKS",
    "GROUPS",
    "RULES",
    "Rule",
    "check_document",
    "check_together",
    "code_for",
    "rule_for",
    "rule_page",
    "severity_for",
]

CHECKS: tuple[tuple[str, Callable[[Draft], Iterator[Finding]]], ...] = (
    ("FC401", parts_and_total),
    ("FC401", totals_in_tables),
    ("FC401", parts_of_a_whole),
    ("FC401", rest_of_a_whole),
    ("FC401", total_in_the_next_sentence),
    ("FC401", total_of_those_before),
    ("FC401", votes_above_all_members),
    ("FC402", length_of_a_list),
    ("FC402", things_below),
    ("FC402", numbers_in_order),
    ("FC402", names_beside_their_count),
    ("FC403", conversion_in_brackets),
    ("FC403", one_unit_twice),
    ("FC403", conversion_of_a_list),
    ("FC403", conversion_unlike_the_others),
    ("FC403", two_rates_of_exchange),
    ("FC404", change_in_a_sentence),
    ("FC404", words_against_values),
    ("FC404", change_in_the_next_sentence),
    ("FC404", change_of_values_told_elsewhere),
    ("FC404", change_named_otherwise),
    ("FC404", level_in_points),
    ("FC405", two_figures_for_one_thing),
    ("FC405", prose_against_tables),
    ("FC406", day_or_month_first),
    ("FC408", shares_of_one_whole),
    ("FC408", shares_in_tables),
    ("FC409", share_of_a_whole),
    ("FC409", fraction_and_percentage),
    ("FC409", so_much_each),
    ("FC409", rate_in_another_time),
    ("FC410", weekday_of_a_date),
    ("FC411", age_against_birth),
    ("FC411", age_of_a_thing),
    ("FC412", length_between_two_times),
    ("FC412", length_between_two_events),
    ("FC412", anniversary_in_its_year),
    ("FC413", day_outside_the_calendar),
    ("FC413", end_before_start),
    ("FC414", range_backwards),
    ("FC414", outside_its_range),
    ("FC415", more_than_all),
    ("FC415", fall_by_more_than_all),
    ("FC415", chance_above_one),
    ("FC415", fewer_than_none),
    ("FC416", majority_or_minority),
    ("FC416", order_of_the_listed),
    ("FC416", comparatives),
    ("FC416", place_against_value),
    ("FC416", numbered_out_of_order),
    ("FC416", above_or_below_a_mark),
)

ACROSS: tuple[tuple[str, Callable[[Sequence[Party]], dict[int, list[Finding]]]], ...] = (
    ("FC407", figures_across_drafts),
)


_YIELDING = "FC409"  # where published statistics are asked for, FC504 tells the percentage of an n as well


def check_document(
    document: Document,
    claims: Sequence[Claim],
    day: dt.date | None = None,
    codes: Collection[str] | None = None,
) -> tuple[Finding, ...]:
    """Hold a draft against itself: the findings of every rule, in the order of the text.

    `day` is the one from which the draft speaks; `codes` are the codes of the rules that run, None for all but the
    optional ones.
    """
    codes = default_codes() if codes is None else codes
    draft = Draft(document, tuple(claims), day)
    findings = [finding for code, check in CHECKS if code in codes for finding in check(draft)]
    if any(rule_for(code).is_optional for code in codes):
        kept = [finding for finding in findings if finding.code != _YIELDING]
        asked = list(_told_by_optional_rules(draft, codes, kept))
        places = {finding.span for finding in asked}
        findings = [finding for finding in findings if finding.code != _YIELDING or finding.span not in places] + asked
    return tuple(sorted(findings, key=lambda finding: (finding.span.start if finding.span else 0, finding.code)))


def _told_by_optional_rules(draft: Draft, codes: Collection[str], told: Sequence[Finding]) -> Iterator[Finding]:
    """The findings of the optional rules, where no other rule has told of the same figure."""
    from factcheck.rules.statistics.registry import STATISTICS  # noqa: PLC0415 - only where they are asked for

    claims = {finding.claim.id for finding in told if finding.claim is not None}
    spans = {finding.span for finding in told}
    for code, check in STATISTICS:
        for finding in check(draft) if code in codes else ():
            if finding.span not in spans and (finding.claim is None or finding.claim.id not in claims):
                spans.add(finding.span)
                yield finding


def check_together(parties: Sequence[Party]) -> dict[int, list[Finding]]:
    """Hold several drafts against each other: the findings by the number of the draft that they stand in."""
    found: dict[int, list[Finding]] = {}
    for _, check in ACROSS:
        for number, findings in check(parties).items():
            found.setdefault(number, []).extend(findings)
    return found
