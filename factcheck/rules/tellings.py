"""What a figure of a draft tells, so that two tellings of one thing can be recognised: thing, words, names, times."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cached_property
from itertools import pairwise

from factcheck.document import BlockKind
from factcheck.model import Claim, Direction, Kind, Span, Status
from factcheck.patterns import lazy
from factcheck.rules.draft import Draft, dimension, phrases, quantity_of
from factcheck.rules.sentence_words import Scene, Sentence, Token, calendar_words, hollow, root_of, roots_of_list
from factcheck.rules.standings import SHORT, is_opening_line, role_of

_LETTERS = lazy(r"[^\W\d_]{2,}")
_AMOUNTS = frozenset({Kind.COUNT, Kind.LEVEL, Kind.TOTAL})
_KINDS = {
    Kind.SHARE: "share",
    Kind.AVERAGE: "average",
    Kind.RATE: "rate",
    Kind.DURATION: "duration",
    Kind.EXTREME: "amount",
}
_TOLD = frozenset({Status.ASSERTED, Status.ATTRIBUTED, Status.QUOTED})
_WRITTEN = frozenset({BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.CAPTION})
_FATE_BEHIND, _FATE_BEFORE = 5, 3  # tokens around a figure of people that say what befell them
_LABELS = ("#", "/", "_", "=")  # before numbers that are names: "#549", "port=80"
_CROWD_REACH = 24  # characters before a figure that hold "in front of"
_OPENING_WORDS = 8  # of a sentence that a pronoun in the next one stands for
_LONGEST = 1200  # characters: a longer sentence tells too much for two to be one
_MOST_KEYS = 14
_FEW = 1  # words in a clause that say too little of its figure


class Telling:
    """A figure and what its sentence says of it, read when it is asked for.

    `role` is "head", "section" (a heading below the first), "summary", "caption", "quote", "lead" or "body".
    """

    def __init__(self, draft: Draft, claim: Claim, role: str, sentence: Sentence) -> None:
        self.draft = draft
        self.claim = claim
        self.role = role
        self.sentence = sentence

    @cached_property
    def kind(self) -> str:
        """What sort of figure it is; figures of two sorts never tell the same. "" for what is not held together."""
        claim = self.claim
        if claim.kind in _AMOUNTS:
            return "amount"
        if claim.kind is Kind.CHANGE and claim.direction is not None and not claim.from_level:
            return "up" if claim.direction is Direction.UP else "down"
        return _KINDS.get(claim.kind, "")

    @cached_property
    def measure(self) -> str:
        """The unit that figures must share to be compared."""
        quantity = quantity_of(self.claim)
        if quantity.unit is None or dimension(quantity) == "count":
            return "count"
        return quantity.unit.name

    @cached_property
    def place(self) -> int:
        """The token of the thing within the sentence, -1 where it stands elsewhere."""
        return _thing(self)[1]

    @cached_property
    def thing(self) -> str:
        """What is counted or measured, as a root; "" where the words do not tell."""
        return _thing(self)[0]

    @cached_property
    def own(self) -> tuple[Token, ...]:
        """The words of the figure's clause, without the part that tells who says it."""
        sentence, clause = self.sentence, self.claim.clause
        spoken = sentence.spoken_parts - {sentence.part_of(self.claim.mention.start)}
        kept = [token for token in sentence.tokens if sentence.part_of(token.span.start) not in spoken]
        inside = [token for token in kept if clause.start <= token.span.start < clause.end]
        return tuple(inside if sum(token.carries for token in inside) > _FEW else kept)

    @cached_property
    def near(self) -> frozenset[str]:
        """The roots of the figure's own clause, the thing apart."""
        own = frozenset(token.root for token in self.own if token.carries) | self.lent
        return own - calendar_words() - roots_of_list("persons") - {self.thing}

    @cached_property
    def roots(self) -> frozenset[str]:
        """All roots of the sentence that carry meaning."""
        return self.sentence.roots | self.lent

    @cached_property
    def lent(self) -> frozenset[str]:
        """What "it" stands for: the first words of the sentence before, for a sentence that opens with a pronoun."""
        tokens = self.sentence.tokens
        if not tokens or tokens[0].text.lower() not in phrases("referring", "repeats"):
            return frozenset()
        text, here = self.draft.text, self.sentence.span.start
        start = max(self.draft.block(self.claim).span.start, here - _LONGEST)
        end = len(text[start:here].rstrip()) + start
        begin = max(text.rfind(". ", start, max(start, end - 1)) + 2, start)
        if begin >= end:
            return frozenset()
        before = Sentence(self.sentence.scene, Span(begin, end)).tokens
        if before and before[0].text.lower() in phrases("referring", "repeats"):
            return frozenset()
        return frozenset(token.root for token in before[:_OPENING_WORDS] if token.carries)

    @cached_property
    def limits(self) -> frozenset[str]:
        """The words from the sentence's start to the end of the figure's part that narrow what the figure is of."""
        return self.sentence.limits_before(self._end, "limits") - self._hedge_words

    @cached_property
    def persons(self) -> frozenset[str]:
        """The pronouns of single people in the figure's clause, whom another sentence names."""
        return frozenset({token.text.lower() for token in self.own} & set(phrases("pronouns", "repeats")))

    @cached_property
    def times(self) -> frozenset[str]:
        """The words there that tell a time of day or an order of events."""
        return self.sentence.limits_before(self._end, "soft_limits")

    @cached_property
    def sums(self) -> bool:
        """Whether the figure is told as a sum: "in all"."""
        return bool(self.sentence.limits_before(self._end, "sums"))

    @property
    def _end(self) -> int:
        behind = [at for at in self.sentence.pauses if at >= self.claim.mention.end]
        return behind[0] if behind else self.sentence.span.end

    @property
    def _hedge_words(self) -> set[str]:
        span = self.claim.mention.hedge_span
        return set() if span is None else set(self.draft.text[span.start : span.end].lower().split())

    @cached_property
    def keys(self) -> tuple[tuple[str, ...], ...]:
        """What the telling is looked up by: its thing with each of its words."""
        base = (self.measure, self.kind, self.thing)
        return tuple((*base, word) for word in sorted(self.near)[:_MOST_KEYS])

    @cached_property
    def names(self) -> frozenset[str]:
        """The words with a capital that the draft never writes small, without those of who says it."""
        first = self.sentence.tokens[0] if self.sentence.tokens else None
        scene = self.sentence.scene
        capital = {token.root for token in self._heard if token.text[0].isupper() and token.carries}
        if first is not None and self.role not in SHORT and first.root not in scene.named:
            capital.discard(first.root)
        return frozenset(capital - scene.small - calendar_words() - {self.thing})

    @property
    def _heard(self) -> list[Token]:
        """The words of the sentence that do not tell who says it."""
        sentence = self.sentence
        spoken = sentence.spoken_parts - {sentence.part_of(self.claim.mention.start)}
        return [token for token in sentence.tokens if sentence.part_of(token.span.start) not in spoken]

    @cached_property
    def slots(self) -> dict[str, set[str]]:
        """The words that tell one from another, by what they stand at: before a noun, behind a preposition, first."""
        found: dict[str, set[str]] = defaultdict(set)
        openers, end = phrases("slot_openers", "repeats"), self.claim.mention.end
        for one, two in pairwise(self.own):
            adjoining = two.span.start - one.span.end == 1 and not one.span.start < end <= two.span.start
            if one.carries and two.carries and adjoining:
                found[two.root].add(one.root)
            elif two.carries and (opener := self._opener_before(two, openers)):
                found[f"{opener} "].add(two.root)
        if self.own and self.own[0].carries and self.own[0].span.end < self.claim.mention.start:
            found["first "].add(self.own[0].root)
        if befallen := self._behind_the_thing():
            found["behind "].add(befallen)
        return {place: words - calendar_words() for place, words in found.items()}

    def _behind_the_thing(self) -> str:
        """The word that says what the counted things did or what befell them: "14 sheep drowned"."""
        if self.measure != "count" or self.place < 0:
            return ""
        stops = phrases("scope_openers", "repeats")
        part = self.sentence.part_of(self.claim.mention.start)
        for token in self.sentence.tokens[self.place + 1 : self.place + 4]:
            if token.text.lower() in stops or self.sentence.part_of(token.span.start) != part:
                return ""
            if token.carries:
                return token.root
        return ""

    @cached_property
    def dates_before(self) -> frozenset[str]:
        """The times that its paragraph has named before the sentence."""
        start, end = self.draft.block(self.claim).span.start, self.sentence.span.start
        return (
            Sentence(self.sentence.scene, Span(max(start, end - _LONGEST), end)).dates if start < end else frozenset()
        )

    def _opener_before(self, token: Token, openers: Collection[str]) -> str:
        """The preposition right before a word, an article or a pronoun between the two apart."""
        before = [one.text.lower() for one in self.own if one.span.end < token.span.start][-2:]
        if before and before[-1] in openers:
            return before[-1]
        articles = phrases("articles", "repeats")
        return before[0] if len(before) > 1 and before[1] in articles and before[0] in openers else ""

    @cached_property
    def heading_words(self) -> frozenset[str]:
        """The names and numbers of the heading above: the town or the version that its section is about."""
        if self.heading < 0:
            return frozenset()
        scene = self.sentence.scene
        tokens = Sentence(scene, self.draft.document.blocks[self.heading].span).tokens
        words = {token.root for token in tokens if token.text[0].isupper() and token.root not in scene.small}
        numbers = {token.text for token in tokens if any(map(str.isdigit, token.text))}
        return frozenset((words - roots_of_list("section_words") - hollow()) | numbers)

    @property
    def heading(self) -> int:
        """The heading that the figure stands under, or the one that it stands in."""
        block = self.draft.block(self.claim)
        return self.claim.block if block.kind is BlockKind.HEADING else block.heading


def tellings(draft: Draft) -> list[Telling]:
    """The figures of a draft that tell something which may be told twice, in the order of the text."""
    seen_prose = False
    lead, found = -1, list[Telling]()
    sentences: dict[Span, Sentence] = {}
    scene = Scene(draft.text)
    for claim in draft.claims:
        block = draft.block(claim)
        if not _is_told(draft, claim):
            if claim.kind is Kind.DATE:  # the 14 of "14 March" is no label
                sentences.setdefault(claim.sentence, Sentence(scene, claim.sentence)).claims.append(claim)
            continue
        if not seen_prose and block.kind is BlockKind.PARAGRAPH and not is_opening_line(draft, claim):
            seen_prose, lead = True, claim.block
        sentence = sentences.setdefault(claim.sentence, Sentence(scene, claim.sentence))
        sentence.claims.append(claim)
        found.append(Telling(draft, claim, role_of(draft, claim, lead, seen_prose=seen_prose), sentence))
    return _single(telling for telling in found if telling.kind and telling.thing)


def _single(found: Iterable[Telling]) -> list[Telling]:
    """The tellings whose sentence gives the thing one figure: "14 in the north and 27 in the south" tells of parts."""
    kept: dict[tuple[Sentence, str, str, str], list[Telling]] = defaultdict(list)
    for telling in found:
        telling.sentence.things.add(telling.thing)
        kept[telling.sentence, telling.measure, telling.kind, telling.thing].append(telling)
    return [group[0] for group in kept.values() if len(group) == 1]


def _is_told(draft: Draft, claim: Claim) -> bool:
    quantity = claim.mention.quantity
    if not claim.is_claim or quantity is None or claim.status not in _TOLD or draft.block(claim).kind not in _WRITTEN:
        return False
    if draft.text[claim.mention.start - 1 : claim.mention.start] in _LABELS:
        return False
    if dimension(quantity) == "score" and draft.text[claim.mention.start - 1 : claim.mention.start] == "(":
        return False  # "Sund (20-30)" is a record, not the score of the match
    return claim.sentence.end - claim.sentence.start <= _LONGEST and not claim.from_level


def _thing(telling: Telling) -> tuple[str, int]:
    """The root of what is counted or measured and its token in the sentence."""
    claim, quantity = telling.claim, quantity_of(telling.claim)
    unit = quantity.unit
    counted = unit.name if unit is not None and dimension(quantity) == "count" else ""
    words = _LETTERS.findall((counted or claim.subject).lower())
    if telling.measure == "count" and _is_crowd(telling):
        return root_of("spectator"), -1
    if claim.kind is Kind.DURATION or dimension(quantity) == "temperature":
        return telling.measure, -1
    if not words:
        return "", -1
    root = root_of(words[-1])
    if not counted and telling.measure == "count":
        root = root_of(words[0])
    if telling.measure == "count" and (not counted or root in roots_of_list("persons") | roots_of_list("fates")):
        root = _fate(telling) or root
    middle = claim.mention.start
    places = [at for at, token in enumerate(telling.sentence.tokens) if token.root == root]
    at = min(places, key=lambda at: abs(telling.sentence.tokens[at].span.start - middle), default=-1)
    return (root, at) if root not in hollow() else ("", -1)


def _is_crowd(telling: Telling) -> bool:
    """Whether the figure is of people who watch: "a crowd of 14,800", "in front of 18,400"."""
    start = telling.claim.mention.start
    before = telling.draft.text[max(telling.sentence.span.start, start - _CROWD_REACH) : start].lower().rstrip()
    return before.endswith(phrases("crowds", "repeats"))


def _fate(telling: Telling) -> str:
    """What befell the people that a figure counts, by the words around it."""
    fates, mention = roots_of_list("fates"), telling.claim.mention
    behind = [token.root for token in telling.sentence.tokens if token.span.start >= mention.end][:_FATE_BEHIND]
    before = [token.root for token in telling.sentence.tokens if token.span.end <= mention.start][-_FATE_BEFORE:]
    return next((root for root in (*behind, *before[::-1]) if root in fates), "")
