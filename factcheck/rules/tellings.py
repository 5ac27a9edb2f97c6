"""What a figure of a draft tells, so that two tellings of one thing can be recognised: thing, words, names, times."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache, cached_property

from factcheck.document import BlockKind
from factcheck.frozen import record
from factcheck.languages.en.stems import stem, stop_words
from factcheck.languages.words import load_words
from factcheck.model import Claim, Direction, Kind, Span, Status
from factcheck.patterns import lazy
from factcheck.rules.draft import Draft, dimension, phrases, quantity_of, word_pattern

_TOKEN = lazy(r"[^\W_]+(?:[.'’][^\W_]+)*")
_YEAR = lazy(r"\b(?:19|20)\d\d\b")
_LETTERS = lazy(r"[^\W\d_]{2,}")
_SMALL = lazy(r"(?<!\w)[a-z][^\W\d_]+")
SHORT = frozenset({"head", "section", "summary", "caption"})
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
_SEASONS = ("spring", "summer", "autumn", "winter")
_LABELS = ("#", "/", "_", "=")  # before numbers that are names: "#549", "port=80"
_LONGEST = 1200  # characters: a longer sentence tells too much for two to be one
_MOST_KEYS = 14


@record
class Token:
    """A word of a sentence: its place, as written and as the stem under which kindred words meet."""

    span: Span
    text: str
    root: str

    @property
    def carries(self) -> bool:
        """Whether the word says something: no particle, no verb of saying, no number word."""
        return self.root not in hollow() and len(self.root) > 2 and not self.root[0].isdigit()


class Sentence:
    """A stretch of a draft as its words: a whole sentence or a clause."""

    def __init__(self, draft: Draft, span: Span, small: frozenset[str] = frozenset()) -> None:
        self.text = draft.text
        self.span = span
        self.small = small  # the roots of all that the draft writes small somewhere
        self.claims: list[Claim] = []
        self.things: set[str] = set()

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The words in order."""
        found = _TOKEN.finditer(self.text, self.span.start, self.span.end)
        return tuple(Token(Span(m.start(), m.end()), m.group(), root_of(m.group().lower())) for m in found)

    @cached_property
    def roots(self) -> frozenset[str]:
        """The roots that carry meaning."""
        return frozenset(token.root for token in self.tokens if token.carries)

    @cached_property
    def dates(self) -> frozenset[str]:
        """The months, seasons, days of the week and years that it names."""
        lowered = {token.text.lower() for token in self.tokens}
        return frozenset(lowered & calendar_words()) | frozenset(
            _YEAR.findall(self.text, self.span.start, self.span.end)
        )

    @cached_property
    def persons(self) -> frozenset[str]:
        """Whether it speaks of "him" or "her", whom another sentence names."""
        return frozenset({token.text.lower() for token in self.tokens} & set(phrases("pronouns", "repeats")))

    @cached_property
    def limits(self) -> frozenset[str]:
        """The words that narrow what its figures are of."""
        found = word_pattern("limits", "repeats").findall(self.text, self.span.start, self.span.end)
        return frozenset(word.lower() for word in found)

    @cached_property
    def marks(self) -> frozenset[str]:
        """Numbers that claim nothing and single capitals: "Room 12", "Group B", "aged 65", "version 2.1"."""
        taken = {at for claim in self.claims for at in range(claim.mention.start, claim.mention.end)}
        found = set()
        for token in self.tokens:
            number = any(map(str.isdigit, token.text)) and token.span.start not in taken
            number = number and not _YEAR.fullmatch(token.text)
            if number or (len(token.text) == 1 and token.text.isupper() and token.text not in "AI"):
                found.add(token.text)
        return frozenset(found)


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
    def near(self) -> frozenset[str]:
        """The roots of the figure's own clause, the thing apart; of the sentence where the clause says too little."""
        own = Sentence(self.draft, self.claim.clause).roots - {self.thing}
        found = own if len(own) > 1 else self.sentence.roots - {self.thing}
        return found - calendar_words()

    @cached_property
    def keys(self) -> tuple[tuple[str, ...], ...]:
        """What the telling is looked up by: its thing with each of its words."""
        base = (self.measure, self.kind, self.thing)
        return tuple((*base, word) for word in sorted(self.near)[:_MOST_KEYS])

    @cached_property
    def names(self) -> frozenset[str]:
        """The words with a capital that the draft never writes small; the first of a full sentence apart."""
        tokens = self.sentence.tokens if self.role in SHORT else self.sentence.tokens[1:]
        capital = {token.root for token in tokens if token.text[0].isupper() and token.carries}
        start = self.claim.sentence.start
        read = (name.text for name in self.claim.entities if not name.carried and name.span.start > start)
        capital |= {root_of(word) for name in read for word in _LETTERS.findall(name.lower())}
        return frozenset(capital - self.sentence.small - calendar_words() - {self.thing} - hollow())

    @cached_property
    def heading_words(self) -> frozenset[str]:
        """The names and numbers of the heading above: the town or the version that its section is about."""
        if self.heading < 0:
            return frozenset()
        tokens = Sentence(self.draft, self.draft.document.blocks[self.heading].span).tokens
        names = {token.root for token in tokens if token.text[0].isupper() and token.root not in self.sentence.small}
        return frozenset(names | {token.text for token in tokens if any(map(str.isdigit, token.text))} - hollow())

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
    small = frozenset(map(root_of, set(_SMALL.findall(draft.text))))
    for claim in draft.claims:
        block = draft.block(claim)
        if not _is_told(draft, claim):
            continue
        if not seen_prose and block.kind is BlockKind.PARAGRAPH and not _is_opening_line(draft, claim):
            seen_prose, lead = True, claim.block
        sentence = sentences.setdefault(claim.sentence, Sentence(draft, claim.sentence, small))
        sentence.claims.append(claim)
        found.append(Telling(draft, claim, _role(draft, claim, seen_prose, lead), sentence))
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
    return claim.sentence.end - claim.sentence.start <= _LONGEST and not claim.from_level


def _role(draft: Draft, claim: Claim, seen_prose: bool, lead: int) -> str:
    block = draft.block(claim)
    if claim.status is Status.QUOTED:
        return "quote"
    if block.kind is BlockKind.HEADING:
        return "head" if block.heading < 0 and claim.block == first_heading(draft) else "section"
    if block.kind is BlockKind.CAPTION:
        return "caption"
    if _is_opening_line(draft, claim):
        return "head"
    if _sums_up(draft, claim, seen_prose=seen_prose):
        return "summary"
    return "lead" if claim.block == lead else "body"


def _sums_up(draft: Draft, claim: Claim, *, seen_prose: bool) -> bool:
    """Whether a figure stands in a summary: in bullets under the title, or right under a heading of that name."""
    block = draft.block(claim)
    bullet = block.kind is BlockKind.LIST_ITEM
    if is_summary_heading(draft, block.heading):
        return bullet or claim.block == block.heading + 1
    return bullet and not seen_prose and block.heading in {-1, first_heading(draft)}


def first_heading(draft: Draft) -> int:
    """The block of the title, -1 where there is no heading."""
    key = ("first heading", Span(0, 0))
    if key not in draft.memory:
        blocks = draft.document.blocks
        first = next((at for at, block in enumerate(blocks) if block.kind is BlockKind.HEADING), -1)
        draft.memory[key] = frozenset({str(first)})
    return int(next(iter(draft.memory[key])))


def is_summary_heading(draft: Draft, index: int) -> bool:
    """Whether a heading says that what stands under it sums the draft up."""
    if index < 0:
        return False
    span = draft.document.blocks[index].span
    words = draft.text[span.start : span.end].strip(" :").lower()
    return words in phrases("summary_headings", "repeats")


def _is_opening_line(draft: Draft, claim: Claim) -> bool:
    """Whether the figure stands in an opening line that is set apart and ends without a stop."""
    block = draft.block(claim)
    if claim.block != 0 or block.kind is not BlockKind.PARAGRAPH:
        return False
    return draft.text[claim.sentence.end - 1] not in '.!?:;,"”'


def sentence_at(draft: Draft, span: Span) -> Sentence:
    """A stretch of a draft as words."""
    return Sentence(draft, span)


@cache
def _kin() -> dict[str, str]:
    return {form: kin[0] for kin in load_words("repeats")["kin"] for word in kin for form in (stem(word), word)}


def root_of(word: str) -> str:
    """The stem under which kindred words meet: "killed" and "deaths" both under "dead"."""
    word = word.removesuffix("'s").removesuffix("’s")
    kin = _kin()
    return kin.get(word) or kin.get(stem(word)) or stem(word)


@cache
def hollow() -> frozenset[str]:
    """The roots that tell nothing of what a figure is of."""
    words = (*load_words("repeats")["empty"], *stop_words())
    numbers = load_words("numbers")
    return frozenset({*words, *map(stem, words), *numbers["units"], *numbers["tens"]})


@cache
def calendar_words() -> frozenset[str]:
    """Months, days of the week and seasons, in lower case."""
    calendar = load_words("calendar")
    return frozenset({*calendar["months"], *calendar["weekdays"], *calendar["seasons"]})


@cache
def roots_of_list(key: str) -> frozenset[str]:
    """A list of words as roots."""
    return frozenset(map(root_of, phrases(key, "repeats")))


def _thing(telling: Telling) -> tuple[str, int]:
    """The root of what is counted or measured and its token in the sentence."""
    claim, quantity = telling.claim, quantity_of(telling.claim)
    unit = quantity.unit
    counted = unit.name if unit is not None and dimension(quantity) == "count" else ""
    words = _LETTERS.findall((counted or claim.subject).lower())
    if not words:
        return "", -1
    root = root_of(words[-1])
    if not counted and telling.measure == "count":
        root = root_of(words[0])
    if telling.measure == "count" and (root in roots_of_list("persons") or root in roots_of_list("fates")):
        root = _fate(telling) or root
    middle = claim.mention.start
    places = [at for at, token in enumerate(telling.sentence.tokens) if token.root == root]
    at = min(places, key=lambda at: abs(telling.sentence.tokens[at].span.start - middle), default=-1)
    return (root, at) if root not in hollow() else ("", -1)


def _fate(telling: Telling) -> str:
    """What befell the people that a figure counts, by the words around it."""
    fates, mention = roots_of_list("fates"), telling.claim.mention
    behind = [token.root for token in telling.sentence.tokens if token.span.start >= mention.end][:_FATE_BEHIND]
    before = [token.root for token in telling.sentence.tokens if token.span.end <= mention.start][-_FATE_BEFORE:]
    return next((root for root in (*behind, *before[::-1]) if root in fates), "")
