"""The frozen records that cross the program, and the words they use (standard library only).

Every stage takes records of this package and makes new ones; nothing later writes to anything earlier.
Numbers are exact: `fractions.Fraction`, made from the written digits, never from a float.
"""

from factcheck.model.claims import Claim, Cue, Direction, Kind, Mention, Name, Status
from factcheck.model.facts import Cell, Fact, Link, Pin, Source
from factcheck.model.findings import (
    Because,
    Diagnosis,
    Finding,
    Fix,
    Judgement,
    Related,
    SetAside,
    Severity,
    Verdict,
)
from factcheck.model.periods import Grain, Period
from factcheck.model.places import Place, Span
from factcheck.model.quantities import Interval, Modifier, Quantity, Unit

__all__ = [
    "Because",
    "Cell",
    "Claim",
    "Cue",
    "Diagnosis",
    "Direction",
    "Fact",
    "Finding",
    "Fix",
    "Grain",
    "Interval",
    "Judgement",
    "Kind",
    "Link",
    "Mention",
    "Modifier",
    "Name",
    "Period",
    "Pin",
    "Place",
    "Quantity",
    "Related",
    "SetAside",
    "Severity",
    "Source",
    "Span",
    "Status",
    "Unit",
    "Verdict",
]
