"""The one-line messages of verdicts: the claim, the fact, its place and source, and what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from fractions import Fraction

from factcheck.comparison import Agreement, Outcome
from factcheck.linking.derived import listed
from factcheck.model import Claim, Fact
from factcheck.phrasing import with_unit


def fact_place(fact: Fact) -> str:
    """Where a fact stands, by the file's lines, and what it is: `aid line 2 (US security package, 2022-11-10)`."""
    repeats = fact.entity.casefold() in fact.measure.casefold()
    parts = [" ".join(part for part in ("" if repeats else fact.entity, fact.measure) if part and part != "rows")]
    if fact.period is not None and fact.period.label not in parts[0]:
        parts.append(fact.period.label)
    if fact.source.title:
        parts.append(fact.source.title)
    table = short_name(fact.table)
    if fact.derivation:
        return f"{table} ({', '.join(filter(None, parts))})"
    return f"{table} {_where(fact)} ({', '.join(filter(None, parts))})"


def _where(fact: Fact) -> str:
    """The cell's address in its sheet, else its line, else its row."""
    cell = fact.cells[0] if fact.cells else None
    if cell is None or not (cell.address or cell.line):
        return f"row {fact.row}"
    if not cell.address:
        return f"line {cell.line}"
    sheet = f"{cell.part} " if cell.part and not fact.table.endswith(f":{cell.part}") else ""
    return f"{sheet}cell {cell.address}"


def short_name(table: str) -> str:
    """A table's name for a message: without its suffix, and once where folder and file are named alike.

    >>> short_name("gold_prices/gold_prices.csv"), short_name("gold_prices/gold_monthly.csv"), short_name("sales.csv")
    ('gold_prices', 'gold_prices/gold_monthly', 'sales.csv')
    """
    folder, slash, file = table.rpartition("/")
    if not slash:
        return table
    if ":" in file:  # a part of a file
        return table
    stem = file.rpartition(".")[0] or file
    return stem if folder.rpartition("/")[2] == stem else f"{folder}/{stem}"


def fact_text(fact: Fact) -> str:
    """The fact's number for a person, with the source's own wording and its derivation."""
    number = with_unit(fact.value, fact.unit)
    worded = f"{fact.comparator} {number}" if fact.comparator and fact.comparator != "exactly" else number
    return f"{worded} = {fact.derivation}" if fact.derivation else worded


def consistent_message(claim: Claim, fact: Fact, outcome: Outcome) -> str:
    """Say which fact bears the figure out, and what an editor would still touch."""
    found = f"{fact_place(fact)} has {fact_text(fact)}"
    if outcome.agreement is Agreement.AGREES:
        return found
    quoted = f'"{shown(claim)}": ' if outcome.agreement is Agreement.MILD else ""
    return f"{quoted}{found}; {outcome.reason}"


def in_said_scale_message(fact: Fact, scale: Fraction) -> str:
    """Say that a figure agrees in the scale that its draft says its figures have."""
    return f"{fact_place(fact)} has {fact_text(fact)}; the draft says that it counts in units of {int(scale):,}"


def shown(claim: Claim) -> str:
    """The figure as the draft has it, with its hedge."""
    hedge = claim.mention.quantity.hedge if claim.mention.quantity else ""
    return f"{hedge} {claim.mention.surface}".strip()


def wrong_message(claim: Claim, fact: Fact, outcome: Outcome, words: str) -> str:
    """Say what the draft has, what the table has, and how it may have gone wrong."""
    detail = f"; {words}" if words else f"; {outcome.difference}" if outcome.difference else ""
    return f'"{shown(claim)}" but {fact_place(fact)} has {fact_text(fact)}{detail}'


class Nearest(Enum):
    """How the fact stands to a figure that came nearest to it, of all that the tables hold."""

    LIKELY = "worth a look by hand"
    FAR_OFF = "the words alone would point at it, but its number is another one altogether"
    OTHER_UNIT = "the words alone would point at it, but it is no number of this kind"
    WORDLESS = "no word of the sentence speaks of it"
    DOUBTFUL = "some words of the sentence speak of it"


def considered_reason(fact: Fact, score: float, nearest: Nearest) -> str:
    """Say which fact came nearest for a figure that no table covers."""
    number = with_unit(fact.value, fact.unit)
    match nearest:
        case Nearest.LIKELY:
            return f"perhaps {fact_place(fact)}, which has {fact_text(fact)}, but the text does not settle it"
        case Nearest.FAR_OFF:
            return f"the words come nearest to {fact_place(fact)}, but its {number} is too far off to be taken for this"
        case Nearest.OTHER_UNIT:
            return f"the words come nearest to {fact_place(fact)}, but its {number} is no number of this kind"
        case Nearest.WORDLESS:
            return "nothing in the tables is clearly meant"
    return f"nothing in the tables is clearly meant; nearest is {fact_place(fact)} (score {score:.2f})"


def named_reason(name: str, tables: Sequence[str]) -> str:
    """Say that tables have what a sentence names, but no number that it plainly speaks of."""
    held = listed([short_name(table) for table in tables])
    return f"“{name}” is in {held}, but no number there is plainly meant by these words"


def other_part_message(fact: Fact) -> str:
    """Say that the number stands in a table where the text speaks of something else."""
    return f"{fact_place(fact)} has {fact_text(fact)}, but the words beside the figure name another part of the table"


def rounded_record_message(fact: Fact) -> str:
    """Say that a record is told more roughly than it is known."""
    return f"{fact_place(fact)} has {fact_text(fact)}, which is a record and hardly rounded so far"


def uncounted_message(fact: Fact, noun: str) -> str:
    """Say that the number stands in a table that does not say it counts such things."""
    return f"{fact_place(fact)} has {fact_text(fact)}, but nothing in the table says that these are {noun}"
