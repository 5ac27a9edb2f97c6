"""The sentences of a draft as words: what each says, whose voice it is, and which times, labels and limits it has."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache, cached_property, lru_cache

from factcheck.frozen import record
from factcheck.languages.en.stems import stem, stop_words
from factcheck.languages.words import load_words
from factcheck.model import Claim, Span
from factcheck.patterns import lazy
from factcheck.rules.draft import phrases, word_pattern

_TOKEN = lazy(r"[^\W_]+(?:[.'’][^\W_]+)*")
_YEAR = lazy(r"\b(?:19|20)\d\d\b")
_PAUSE = lazy(r"[,;:“”\"()–—]")
_LOWERED = ("spring", "summer", "autumn", "winter")  # the only words of the calendar that are written small
_VOICE_REACH = 4  # words beside a verb of saying


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


class Scene:
    """What all sentences of a draft share: its text, the roots that it writes small, and how often it has a capital."""

    def __init__(self, text: str) -> None:
        self.text = text
        found = [match.group() for match in _TOKEN.finditer(text)]
        self.small = frozenset(map(root_of, {word for word in found if word[0].islower()}))
        counts: dict[str, int] = {}
        for word in found:
            if word[0].isupper():
                counts[word] = counts.get(word, 0) + 1
        self.named = frozenset(root_of(word.lower()) for word, times in counts.items() if times > 1) - self.small


class Sentence:
    """A sentence of a draft as its words."""

    def __init__(self, scene: Scene, span: Span) -> None:
        self.scene = scene
        self.text = scene.text
        self.span = span
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
        """The months, seasons, days of the week, years and times such as "last year" that it names."""
        words = {token.text.lower() for token in self.tokens if token.text[0].isupper() or token.text in _LOWERED}
        years = _YEAR.findall(self.text, self.span.start, self.span.end)
        told = word_pattern("relative_times", "repeats").findall(self.text, self.span.start, self.span.end)
        return frozenset(words & calendar_words()) | frozenset(years) | {time.lower() for time in told}

    @cached_property
    def pauses(self) -> list[int]:
        """Where commas, colons, brackets and quotation marks part it."""
        return [match.start() for match in _PAUSE.finditer(self.text, self.span.start, self.span.end)]

    def part_of(self, at: int) -> int:
        """The number of the part between two pauses in which an offset lies."""
        return bisect_right(self.pauses, at)

    @cached_property
    def spoken_parts(self) -> frozenset[int]:
        """The parts that only tell who says it: "the mayor said", "according to the police"."""
        saying = set(phrases("saying", "repeats"))
        return frozenset(self.part_of(t.span.start) for t in self.tokens if t.text.lower() in saying)

    @cached_property
    def voices(self) -> frozenset[str]:
        """The words beside the verbs of saying: who says it."""
        saying = set(phrases("saying", "repeats"))
        found: set[str] = set()
        for at, token in enumerate(self.tokens):
            if token.text.lower() in saying:
                part = self.part_of(token.span.start)
                beside = (*self.tokens[max(0, at - _VOICE_REACH) : at], *self.tokens[at + 1 : at + 1 + _VOICE_REACH])
                found |= {one.root for one in beside if self.part_of(one.span.start) == part and one.carries}
        return frozenset(found - calendar_words())

    def limits_before(self, end: int, key: str) -> frozenset[str]:
        """The words of a list that stand before an offset."""
        found = word_pattern(key, "repeats").findall(self.text, self.span.start, end)
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


@cache
def _kin() -> dict[str, str]:
    return {form: kin[0] for kin in load_words("repeats")["kin"] for word in kin for form in (stem(word), word)}


@lru_cache(maxsize=50_000)
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
