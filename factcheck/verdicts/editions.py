"""Editions of one figure: a draft is held against the newest, and one that follows an older is out of date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from factcheck.comparison import compare
from factcheck.linking.ledger import same_period
from factcheck.linking.readings import Reading
from factcheck.linking.scene import Scene
from factcheck.messages import fact_place, wrong_message
from factcheck.model import Claim, Diagnosis, Fact, Interval, Judgement, Modifier, Quantity, Verdict
from factcheck.precision import round_step
from factcheck.reference.editions import vintage_of
from factcheck.rewriting import suggest
from factcheck.rules.registry import code_for, severity_for
from factcheck.verdicts.confirming import confirmed
from factcheck.verdicts.doubting import wrong
from factcheck.verdicts.trial import CAN_BE_WRONG, Tried, differs


def in_force(claim: Claim, tried: Sequence[Tried]) -> Sequence[Tried]:
    """What no newer edition replaces; an edition that alone has a period or a row still counts."""
    if not any(one.reading.edition for one in tried):
        return tried
    return [one for one in tried if not one.reading.edition or _newest_like(claim, one, tried) is None]


def revised(claim: Claim, quantity: Quantity, tried: Sequence[Tried], scene: Scene) -> Judgement | None:
    """Give the judgement that a figure is an older edition's, which the newest has changed, or None."""
    if claim.status not in CAN_BE_WRONG or not any(one.reading.edition for one in tried):
        return None
    found = confirmed(claim, quantity, tried, scene)
    if found is None or found.verdict is not Verdict.CONSISTENT:
        return None
    old = next(one for one in tried if one.reading.fact is found.links[0].fact)
    new = _newest_like(claim, old, tried)
    if new is None or not differs(new.outcome):
        return None
    same = old.reading.fact.period == new.reading.fact.period
    later = None if same else wrong(claim, quantity, in_force(claim, tried), scene)
    if later is not None and later.verdict is Verdict.OUTDATED:
        return later  # the newest edition has the older period too, and tells of it better
    code = code_for(Verdict.OUTDATED, Diagnosis.VALUE)
    words = f"{_edition(old.reading)} agrees; {_edition(new.reading)} {'has revised it' if same else 'is newer'}"
    return Judgement(
        claim, Verdict.OUTDATED, (new.reading.link, old.reading.link), diagnosis=Diagnosis.VALUE, code=code,
        severity=severity_for(code, Verdict.OUTDATED),
        message=wrong_message(claim, new.reading.fact, new.outcome, words),
        fix=suggest(scene.context.document.text, claim.mention, new.reading.fact, new.outcome, Diagnosis.VALUE),
    )  # fmt: skip


def hidden_by_hedge(claim: Claim, quantity: Quantity, tried: Sequence[Tried], scene: Scene) -> Judgement | None:
    """Give the judgement that the digits are an older edition's, where "about" alone lets the newest agree, or None."""
    value, hedged = quantity.value, quantity.modifier is Modifier.APPROXIMATE
    if value is None or not hedged or not any(one.reading.edition for one in tried):
        return None
    half = round_step(quantity) / 2
    digits = replace(quantity, modifier=Modifier.EXACT, interval=Interval(value - half, value + half))
    again = [replace(one, outcome=compare(digits, one.reading.fact)) for one in tried]
    return revised(claim, digits, again, scene)


def _newest_like(claim: Claim, one: Tried, tried: Sequence[Tried]) -> Tried | None:
    """The newest edition of what a reading of an older one is about."""
    like = [other for other in tried if other.reading.edition < one.reading.edition and _alike(claim, one, other)]
    return min(like, key=lambda other: other.reading.edition, default=None)


def _alike(claim: Claim, one: Tried, other: Tried) -> bool:
    mine, theirs = one.reading, other.reading
    if (mine.position, mine.line.label, mine.fact.kind) != (theirs.position, theirs.line.label, theirs.fact.kind):
        return False
    a, b = mine.fact.period, theirs.fact.period
    if a is None or b is None:
        return a is b
    return same_period(a, b) or (not claim.period_stated and b.start > a.start)


def _edition(reading: Reading) -> str:
    """An edition by its name and place: "the edition of 2023-07 (gdp_2023.csv line 3)"."""
    fact: Fact = reading.fact
    name = vintage_of(reading.line.series, fact.row)
    place = fact_place(fact).partition(" (")[0]
    return f"the edition {_worded(name)} ({place})" if name else f"the edition of {place}"


def _worded(name: str) -> str:
    return f"of {name}" if name[:1].isdigit() else f"“{name}”"
