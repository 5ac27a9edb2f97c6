"""FC405: one thing, two figures, in other words: headline, summary, caption, quotation and text against each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from factcheck.frozen import record
from factcheck.model import Diagnosis, Finding, Modifier, Span, Status
from factcheck.rewriting import rewritten
from factcheck.rules.draft import Draft, loosened, phrases, quantity_of, same_unit, word_pattern
from factcheck.rules.repeats import line_repeated
from factcheck.rules.same_thing import agree, is_slip, tell_one_thing
from factcheck.rules.tellings import Telling, tellings

_KEPT = 8  # the first tellings under one key; what is told more often is a series
_MOST_VALUES = 12
_OPENING_WORDS = 4
_PLANS = frozenset({Status.FORECAST, Status.TARGET})
_THIRD_FIGURES = 2  # so many other figures for things of that name make differing ones nothing unusual

Key = tuple[str, ...]


@record
class Conflict:
    """A telling that stands alone with its figure, and those that give another."""

    odd: Telling
    others: tuple[Telling, ...]
    certain: bool


class Told:
    """Tellings by what they tell, so that each meets few others."""

    def __init__(self, kept: int = _KEPT) -> None:
        self.kept = kept
        self.by_word: dict[Key, list[Telling]] = defaultdict(list)
        self.by_thing: dict[Key, list[Telling]] = defaultdict(list)

    def add(self, telling: Telling) -> None:
        """Keep a telling for those that come later."""
        for key in telling.keys:
            if len(self.by_word[key]) < self.kept:
                self.by_word[key].append(telling)
        same = self.by_thing[thing_key(telling)]
        if len(same) < _MOST_VALUES:
            same.append(telling)

    def like(self, telling: Telling) -> list[Telling]:
        """The earlier tellings that share the thing and a word with this one."""
        found = {id(other): other for key in telling.keys for other in self.by_word.get(key, ())}
        return list(found.values())

    def all_of(self, telling: Telling) -> Sequence[Telling]:
        """The tellings of things of the same name, the first few."""
        return self.by_thing.get(thing_key(telling), ())


def thing_key(telling: Telling) -> Key:
    """The thing, its unit and the sort of figure."""
    return telling.measure, telling.kind, telling.thing


def two_figures_for_one_thing(draft: Draft) -> Iterator[Finding]:
    """Figures that the draft gives differently in another place: in the same words, or in others."""
    found = list(line_repeated(draft))
    yield from found
    spoken = {place for finding in found for place in _places(finding)}
    for finding in one_thing_told_twice(draft):
        if spoken.isdisjoint(_places(finding)):
            yield finding


def _places(finding: Finding) -> set[Span | None]:
    return {finding.span, *(other.span for other in finding.related)}


def one_thing_told_twice(draft: Draft) -> Iterator[Finding]:
    """Figures that the draft gives differently in another place, in other words."""
    told = Told()
    pairs: list[tuple[Telling, Telling]] = []
    for telling in tellings(draft):
        against = [one for one in told.like(telling) if tell_one_thing(one, telling)]
        if not any(agree(one, telling) for one in against):
            pairs.extend((one, telling) for one in against[:1])
        told.add(telling)
    for conflict in conflicts(pairs, told):
        yield _finding(draft, conflict)


def conflicts(pairs: Iterable[tuple[Telling, Telling]], told: Told) -> Iterator[Conflict]:
    """The pairs that nothing else in the draft explains, with the odd one out first."""
    seen = set()
    for one, other in pairs:
        conflict = _weighed(one, other, told)
        if conflict is not None and conflict.odd.claim.id not in seen:
            seen.add(conflict.odd.claim.id)
            yield conflict


def _weighed(one: Telling, other: Telling, told: Told) -> Conflict | None:
    if _told_apart(one, other):
        return None
    rest = [telling for telling in told.all_of(one) if telling is not one and telling is not other]
    rest = [telling for telling in rest if same_unit(quantity_of(telling.claim), quantity_of(one.claim))]
    mine = [telling for telling in rest if agree(telling, one)]
    theirs = [telling for telling in rest if agree(telling, other)]
    third = [telling for telling in rest if telling not in mine and telling not in theirs]
    slip = is_slip(one, other)
    if (mine and theirs) or ((mine or theirs or len(third) >= _THIRD_FIGURES) and not slip):
        return None  # a figure that is told twice, and another far from it: a part of the thing, or another of its kind
    if one.draft is other.draft and _told_once_more(one, other, slip):
        return None
    if mine:
        return Conflict(other, (one, *mine), certain=True)
    if theirs:
        return Conflict(one, (other, *theirs), certain=True)
    odd, right = (one, other) if one.role in {"head", "section", "summary"} else (other, one)
    return Conflict(odd, (right,), certain=odd is one and odd.role in {"head", "section"} and right.role != "quote")


def _told_once_more(one: Telling, other: Telling, slip: bool) -> bool:
    """Whether the first of two figures stands in a third place, whatever its words: the second is then of a part.

    A headline may tell what is planned: then the plan below is what it tells again, and no figure of last year's.
    """
    sentences = {one.claim.sentence, other.claim.sentence}
    told = loosened(quantity_of(one.claim))
    alike = (claim for claim in one.draft.first_of(one.claim) if claim.sentence not in sentences)
    return any((claim.status in _PLANS or not slip) and loosened(quantity_of(claim)).overlaps(told) for claim in alike)


def _told_apart(one: Telling, other: Telling) -> bool:
    """Whether two sentences tell of two places, times or parts: "In Hull it cut 12 jobs", "last year 9", "its wing"."""
    if one.draft is not other.draft:
        return False
    if _of_its_own(one, other) or _of_its_own(other, one):
        return True
    if one.claim.block != other.claim.block:
        return False
    scopes = _opening_scope(one, other) or _opening_scope(other, one)
    return scopes or one.names != other.names or _times(one) != _times(other)


def _of_its_own(telling: Telling, other: Telling) -> bool:
    """Whether a sentence opens with a part of what went before: "Its new wing drew 4,000 visitors"."""
    tokens = telling.sentence.tokens[:_OPENING_WORDS]
    if not tokens or tokens[0].text.lower() not in phrases("possessives", "repeats"):
        return False
    return any(token.carries and token.root not in other.roots for token in tokens[1:])


def _opening_scope(telling: Telling, other: Telling) -> bool:
    """Whether a sentence opens with what it is limited to: "For uploads the limit is 300 s"."""
    tokens = telling.sentence.tokens[:_OPENING_WORDS]
    if not tokens or tokens[0].text.lower() not in phrases("scope_openers", "repeats"):
        return False
    return any(token.carries and token.root not in other.roots for token in tokens[1:])


def _times(telling: Telling) -> set[str]:
    sentence = telling.claim.sentence
    found = word_pattern("relative_times", "repeats").findall(telling.draft.text, sentence.start, sentence.end)
    return {words.lower() for words in found}


def _finding(draft: Draft, conflict: Conflict) -> Finding:
    odd, others = conflict.odd.claim, [telling.claim for telling in conflict.others]
    where = "below" if others[0].mention.start > odd.mention.start else "above"
    noun = right_unit.name if (right_unit := quantity_of(odd).unit) and right_unit.dimension == "count" else ""
    thing = f" ({noun})" if noun else ""
    message = f"“{odd.mention.surface}” here and “{others[0].mention.surface}” {where} for the same thing{thing}"
    right = quantity_of(others[0])
    exact = right.modifier is Modifier.EXACT and quantity_of(odd).modifier is Modifier.EXACT
    certain = conflict.certain and conflict.odd.role != "quote" and exact and right.value is not None
    fix = rewritten(odd.mention, right.value) if certain and right.value is not None else None
    related = [(claim, "the other figure") for claim in others]
    return draft.finding("FC405", odd, message, Diagnosis.VALUE, fix, related)
