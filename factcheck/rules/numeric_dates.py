"""FC406: a date in digits whose day and month can be swapped, and nothing in the draft tells which is which."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from factcheck.languages.words import load_words
from factcheck.locales import AMBIGUOUS_DATE
from factcheck.model import Diagnosis, Finding, Verdict
from factcheck.patterns import lazy
from factcheck.rules.draft import Draft

_DIGITS = lazy(r"\d+")
_MOST_RELATED = 20


def day_or_month_first(draft: Draft) -> Iterator[Finding]:
    """The first such date of a draft, with the others beside it: one word settles them all."""
    doubtful = [claim for claim in draft.claims if claim.mention.reason == AMBIGUOUS_DATE]
    if not doubtful:
        return
    first, *others = doubtful
    message = f"“{first.mention.surface}” is {_readings(first.mention.surface)}, and nothing in the draft tells which"
    related = [(other, _readings(other.mention.surface)) for other in others[:_MOST_RELATED]]
    finding = draft.finding("FC406", first, message, Diagnosis.VALUE, related=related)
    yield dataclasses.replace(finding, verdict=Verdict.AMBIGUOUS, diagnosis=None)


def _readings(surface: str) -> str:
    """The two days that it can be: "3 April or 4 March"."""
    one, other = (int(digits) for digits in _DIGITS.findall(surface)[:2])
    return f"{one} {_month(other)} or {other} {_month(one)}"


def _month(number: int) -> str:
    names: dict[str, int] = load_words("calendar")["months"]
    return next(name.title() for name, value in names.items() if value == number)
