"""One mention of two amounts: what a range is made into, whether a dash, "to" or two hedges make it one."""

from __future__ import annotations

from fractions import Fraction

from factcheck.grammar import Site
from factcheck.languages.en.adjoining import kind_of
from factcheck.languages.en.amounts import Amount
from factcheck.languages.en.nouns import Noun, counted_noun
from factcheck.model import Interval, Mention, Modifier, Quantity, Span, Unit
from factcheck.units import unit_for_noun


def unit_behind(site: Site, second: Amount) -> tuple[Unit | None, Noun | None]:
    """The unit of the second amount, or the noun behind it that both count and its unit."""
    noun = None if second.unit is not None else counted_noun(site, second.end)
    return second.unit or (None if noun is None else unit_for_noun(noun.text)), noun


def of_two_ends(
    site: Site,
    rule: str,
    first: Amount,
    second: Amount,
    *,
    ends: tuple[Fraction, Fraction],
    interval: Interval,
    unit: tuple[Unit | None, Noun | None],
    hedge: tuple[str, Span | None] = ("", None),
    ambiguous_scale: bool = False,
) -> Mention | None:
    """The mention from the first amount to the end of the second; its last digit is the finer one of the two."""
    of, noun = unit
    quanta = [quantum for quantum in (first.numeral.quantum, second.numeral.quantum) if quantum is not None]
    quantity = Quantity(
        None,
        interval,
        min(quanta, default=None),
        of,
        Modifier.RANGE,
        hedge[0],
        ends,
        scale=second.numeral.scale,
        ambiguous_scale=ambiguous_scale,
    )
    return site.mention(
        rule,
        first.start,
        second.end,
        kind_of(second, noun),
        quantity,
        number=Span(first.numeral.start, second.numeral.end),
        scale_span=second.numeral.scale_span,
        unit_span=second.unit_span or first.unit_span,
        hedge_span=hedge[1],
        noun_span=None if noun is None else noun.span,
    )
