"""What a check says: the verdict on a claim, how a wrong figure went wrong, and what there is to act on."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from factcheck.frozen import record
from factcheck.model.claims import Claim
from factcheck.model.facts import Fact, Link, Pin
from factcheck.model.places import Span

OTHERS: Final = 6  # facts that were considered and not used which a report keeps; the rest have lower scores


class Verdict(StrEnum):
    """What a check says of one figure."""

    CONSISTENT = "consistent"
    CONTRADICTED = "contradicted"
    OUTDATED = "outdated"
    AMBIGUOUS = "ambiguous"
    NOT_COVERED = "not_covered"
    NOT_A_CLAIM = "not_a_claim"


class Severity(StrEnum):
    """How loudly a finding speaks; `--fail-on` compares it."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def level(self) -> int:
        """3 for an error, 2 for a warning, 1 for a note."""
        return {"error": 3, "warning": 2, "note": 1}[self.value]


class Diagnosis(StrEnum):
    """How a wrong figure went wrong."""

    VALUE = "value"  # simply another number
    SCALE = "scale"  # million for billion
    ZERO = "zero"  # a zero dropped or added
    TRANSPOSED = "transposed"
    NEIGHBOUR_ROW = "neighbour_row"
    NEIGHBOUR_PERIOD = "neighbour_period"
    WRONG_MEASURE = "wrong_measure"
    UNIT = "unit"
    CURRENCY = "currency"
    PERCENT_POINTS = "percent_points"
    DIRECTION = "direction"
    ROUNDING = "rounding"
    TRUNCATION = "truncation"
    OVER_PRECISE = "over_precise"
    HEDGE = "hedge"
    RANK = "rank"
    TOTAL = "total"
    LIST_COUNT = "list_count"
    CONVERSION = "conversion"


@record
class Related:
    """Another place that a finding speaks of, with its line and column in the source.

    `document` is the name of the draft that it stands in, "" for the finding's own.
    """

    span: Span
    message: str
    line: int = 0
    column: int = 0
    document: str = ""


@record
class Fix:
    """What to write in place of a stretch of the document's text.

    `certain` tells that a table settles the figure, so that it may be written without being looked at; else it is what
    makes the draft agree with itself, or one of several ways to mend it.
    """

    span: Span
    text: str
    certain: bool = False


@record
class Judgement:
    """One claim with its verdict.

    `links` are the facts it was held against, best first; `considered` all that were scored, for `explain`.
    `comparison` tells in words what came of holding the figure against the first of them.
    `strength` counts how many other facts would have matched by value alone (0 is the strongest evidence, 99 stands
    for any more); `weak` marks a confirmation that may well be by chance: one digit, and several facts have it.
    `related` are the other places of the drafts that the figure disagrees with.
    `pin` is the pin that says which fact is meant; then there was no search, and no strength.
    `fix` is the suggestion as a change of the text, where it can be made one.
    """

    claim: Claim
    verdict: Verdict
    links: tuple[Link, ...] = ()
    considered: tuple[Link, ...] = ()
    diagnosis: Diagnosis | None = None
    code: str = ""
    severity: Severity | None = None
    message: str = ""
    suggestion: str = ""
    strength: int | None = None
    weak: bool = False
    pin: Pin | None = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    comparison: str = ""

    @property
    def others(self) -> tuple[Link, ...]:
        """The best of the facts that were considered beside those of `links`: what a saved report keeps of them."""
        others: list[Link] = []
        known = [link.fact for link in self.links]
        for link in self.considered:
            if len(others) == OTHERS:
                break
            if link.fact not in known:
                known.append(link.fact)
                others.append(link)
        return tuple(others)


@record
class Finding:
    """Something to act on: a rule code, a severity, a message and its place in a document.

    Findings about the run itself (an unreadable table) have `claim` None, an empty `document` and the path in
    `path`, with line and column 0 where none apply. `fingerprint` names the finding through edits elsewhere in the
    draft: it is made of the code, the words of the figure and its sentence, and holds within one document.
    """

    code: str
    severity: Severity
    message: str
    document: str = ""
    path: str = ""
    line: int = 0
    column: int = 0
    span: Span | None = None
    claim: Claim | None = None
    fact: Fact | None = None
    diagnosis: Diagnosis | None = None
    verdict: Verdict | None = None
    suggestion: str = ""
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    fingerprint: str = ""


class Because(StrEnum):
    """Why a finding does not count."""

    SUPPRESSED = "suppressed"  # the draft itself says so
    BASELINE = "baseline"  # it is known already
    UNCHANGED = "unchanged"  # its line has not changed


@record
class SetAside:
    """A finding that does not count: why, the reason that a person gave, and where ("draft.md:3")."""

    finding: Finding
    because: Because
    reason: str = ""
    place: str = ""
