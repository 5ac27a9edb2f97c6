"""The verdict on a figure whose fact a person has named: there is no search, only the comparison."""

from __future__ import annotations

from dataclasses import replace

from factcheck.diagnosis import diagnose
from factcheck.linking.evidence import Evidence, UnitFit, unit_fit
from factcheck.linking.lines import Line
from factcheck.linking.readings import Reading, is_change
from factcheck.linking.scene import Scene
from factcheck.messages import fact_place, fact_text, wrong_message
from factcheck.model import Claim, Direction, Fact, Judgement, Kind, Quantity, Status, Verdict
from factcheck.rewriting import suggest
from factcheck.rules.registry import code_for, severity_for
from factcheck.verdicts.bindings import Binding
from factcheck.verdicts.confirming import agreeing
from factcheck.verdicts.conventions import compared
from factcheck.verdicts.neighbouring import neighbours
from factcheck.verdicts.trial import CAN_BE_WRONG, Tried, differs

_CHANGES = frozenset({Kind.CHANGE, Kind.DIFFERENCE})


def judge_pinned(claim: Claim, binding: Binding, scene: Scene) -> Judgement:
    """Give the verdict on a claim against the fact that its pin names, and no other."""
    quantity = claim.mention.quantity
    assert quantity is not None  # noqa: S101 - only figures with a quantity are bound
    claim = replace(claim, is_claim=True, reason="")
    reading = _reading(claim, quantity, binding, scene)
    direction: Direction | None = claim.direction if reading.fact.kind is Kind.CHANGE else None
    one = Tried(*compared(claim, quantity, reading, direction, scene))
    judgement = _judgement(claim, quantity, one, scene)
    message = f"{judgement.message}; {binding.pin.origin}"
    return replace(judgement, message=message, pin=binding.pin, considered=(one.reading.link,))


def _reading(claim: Claim, quantity: Quantity, binding: Binding, scene: Scene) -> Reading:
    """The one reading that the pin leaves; nothing about it is in doubt."""
    series, pin = binding.series, binding.pin
    fact = series.fact(binding.cell)
    fit = unit_fit(quantity.unit, fact.unit)
    if fit is UnitFit.PRICE:
        fact = replace(fact, unit=quantity.unit)
    if claim.kind in _CHANGES and is_change(series):
        fact = replace(fact, kind=Kind.CHANGE)
    evidence = Evidence(1.0, 1.0, fit, (pin.origin,), names_the_noun=True)
    name = next((text for text in binding.cell.entity if text), None)
    line = Line(series, fact.entity, scene.ledger.points(series, name), 1.0, True, pin.origin)
    return Reading(
        fact=fact, line=line, evidence=evidence, entity=1.0, period=1.0, score=1.0, settled=True, first=True,
        stated=True, reasons=(pin.origin,),
    )  # fmt: skip


def _judgement(claim: Claim, quantity: Quantity, one: Tried, scene: Scene) -> Judgement:
    links, outcome = (one.reading.link,), one.outcome
    if outcome.agreement.confirms and claim.status is not Status.NEGATED:
        return agreeing(claim, one, links, scene)
    if differs(outcome) and claim.status in CAN_BE_WRONG:
        return _wrong(claim, quantity, one, scene)
    said = f"{claim.status.value}, so not judged" if claim.status not in CAN_BE_WRONG else outcome.reason
    return Judgement(claim, Verdict.NOT_COVERED, links, message=f"{said}; {_has(one.reading.fact)}")


def _wrong(claim: Claim, quantity: Quantity, one: Tried, scene: Scene) -> Judgement:
    fact, outcome = one.reading.fact, one.outcome
    diagnosis, words = diagnose(quantity, fact, outcome, neighbours(one.reading, quantity, scene))
    code = code_for(Verdict.CONTRADICTED, diagnosis, fact)
    return Judgement(
        claim, Verdict.CONTRADICTED, (one.reading.link,), diagnosis=diagnosis, code=code,
        severity=severity_for(code, Verdict.CONTRADICTED), message=wrong_message(claim, fact, outcome, words),
        fix=suggest(scene.context.document.text, claim.mention, fact, outcome, diagnosis),
    )  # fmt: skip


def _has(fact: Fact) -> str:
    return f"{fact_place(fact)} has {fact_text(fact)}"
