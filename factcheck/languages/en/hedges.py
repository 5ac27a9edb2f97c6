"""Rules of hedges: the words around an amount that widen or direct it, and the interval they make."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache

from factcheck.frozen import reading
from factcheck.grammar import Site, texts_of
from factcheck.languages.en import questions
from factcheck.languages.en.lexicon import HedgeClass, alternation, lexicon
from factcheck.model import Interval, Modifier, Quantity, Span, Unit
from factcheck.numerals import ONE, Numeral, trailing_zeros_place

_GLUED = re.compile(r"^\S*[.!?\"”](?=[a-z])")  # a sentence that runs into the next: "fight.About half"
_ALONE = (1,)
_LONGEST_WORD = 24
_EXACT = Modifier.EXACT
_BRACKET = 3  # a bracket with spaces around it
_OPENING = "(\"'“‘[—–-*_"


@reading
class Hedge:
    """A hedge as written, and what it does to the number."""

    kind: HedgeClass
    span: Span
    text: str
    converts: bool = False  # taken over from the amount that this one, in brackets, only converts


def hedge_before(site: Site, start: int, *, is_duration: bool = False) -> Hedge | None:
    """The hedge that ends right before an amount, the longest first: "well over", "no more than", "~"."""
    if start == site.start and site.settled & questions.HEDGE:
        return None
    window = site.window_before(start)
    if not window:
        return None
    sign = _sign_before(window, start)
    if sign is not None:
        return sign
    if not (window[-1].isspace() or window[-1] == "-"):
        return None
    tail = window[-_LONGEST_WORD:].rsplit(None, 1)
    if not tail or not _may_end_a_hedge(tail[-1].lower()):
        return None
    return _longest_before(site, window, start, is_duration=is_duration)


def _longest_before(site: Site, window: str, start: int, *, is_duration: bool) -> Hedge | None:
    known = lexicon().hedges_before
    pieces = window.lower().replace("\u00a0", " ").split()
    for count in _lengths().get(pieces[-1], _ALONE):
        if count > len(pieces):
            continue
        phrase = " ".join(pieces[-count:])
        kind = known.get(phrase)
        if kind is None:
            phrase = _GLUED.sub("", phrase, count=1).lstrip(_OPENING)
            kind = known.get(phrase)
        if kind is None:
            continue
        if not _is_hedge_here(phrase, pieces[:-count], is_duration=is_duration):
            return None
        return _found(site, window, start, phrase, kind, pieces[:-count])
    return None


def _may_end_a_hedge(word: str) -> bool:
    return word.rpartition("\u00a0")[2].lstrip(_OPENING) in last_words() or _GLUED.match(word) is not None


@cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """By its last word, how many words a hedge in front of a number may have, the longest first."""
    found: dict[str, set[int]] = {}
    for words in map(str.split, lexicon().hedges_before):
        found.setdefault(words[-1], {1}).add(len(words))
    return {word: tuple(sorted(lengths, reverse=True)) for word, lengths in found.items()}


@cache
def last_words() -> frozenset[str]:
    """The words that a hedge in front of a number may end with."""
    return frozenset(phrase.rsplit(maxsplit=1)[-1] for phrase in lexicon().hedges_before)


def _sign_before(window: str, start: int) -> Hedge | None:
    stripped = window.rstrip(" \u00a0")
    if stripped[-1:].isalnum() or stripped[-1:] in ",.;:":
        return None
    table = lexicon()
    for length in (2, 1):
        sign = stripped[-length:]
        if len(sign) == length and sign in table.hedge_signs and stripped[:-length][-1:] not in ("=", "<", ">", "-"):
            at = start - len(window) + len(stripped) - length
            return Hedge(table.hedge_classes[table.hedge_signs[sign]], Span(at, at + length), sign)
    return None


def _is_hedge_here(phrase: str, earlier: list[str], *, is_duration: bool) -> bool:
    """Whether the words hedge: not "weighs as much as 318 Earths", "went up to 5%", "grew over 3 years"."""
    data = lexicon().hedge_data
    last = earlier[-1].strip(".,;:()\"'“”‘’") if earlier else ""
    if phrase.endswith(" than") and earlier and _counts(earlier[-1]):
        return False  # "9 more than half an hour before" compares
    if phrase == "past" and is_duration:
        return False
    if phrase == "about" and last in data["about_is_of_after"]:
        return False
    if phrase == "up to":
        return last not in data["movement_verbs"]
    if phrase in ("as much as", "as many as", "as high as"):
        exists = len(earlier) > 1 and earlier[-2] in data["existence_words"]  # "there were as many as 40"
        return exists or last not in data["comparison_verbs"]
    if phrase == "over" and is_duration:
        return last in data["over_duration_allowed_after"] or last in data["waiting_verbs"]
    return True


def _counts(word: str) -> bool:
    """Whether a word is a number, so that "more than" behind it compares."""
    words = lexicon().words
    return (
        word[-1:].isdigit() or word.endswith("%") or word in words.units or word in words.tens or word in words.scales
    )


def _found(site: Site, window: str, start: int, phrase: str, kind: str, earlier: list[str]) -> Hedge:
    table = lexicon()
    lowered = texts_of(window).lowered
    first = phrase.split(maxsplit=1)[0]
    words = len(phrase.split())
    position = len(window.rstrip())
    for _ in range(words):  # walk back over as many words as the phrase has
        position = len(lowered[:position].rstrip())
        while position and not lowered[position - 1].isspace():
            position -= 1
    position = lowered.find(first, position)
    span = Span(start - len(window) + position, start - len(window) + len(window.rstrip(" \u00a0\n\t-")))
    negated = phrase in table.hedge_data["negatable"] and any(
        w.strip(".,;:()") in table.hedge_data["negations"] for w in earlier[-2:]
    )
    if negated:
        kind = table.hedge_data["opposite_of_negated"].get(kind, kind)
    return Hedge(table.hedge_classes[kind], span, site.text[span.start : span.end])


@cache
def first_words() -> frozenset[str]:
    """The words that a hedge behind an amount may begin with."""
    return frozenset(re.split(r"[ -]", phrase.lstrip("-"))[0] for phrase in lexicon().hedges_after)


@cache
def _after_pattern() -> re.Pattern[str]:
    words = alternation(phrase for phrase in lexicon().hedges_after if phrase != "+")
    return re.compile(rf"(?P<gap>[ \u00a0\n]{{0,2}})(?P<phrase>{words})(?![a-z]| than)", re.IGNORECASE)


def hedge_after(site: Site, end: int) -> Hedge | None:
    """The hedge right behind an amount: "or more", "or so", "+"."""
    if end == site.run_end and site.settled & questions.HEDGE_BEHIND:
        return None
    table = lexicon()
    if site.text[end : end + 1] == "+" and end < site.end and not site.text[end + 1 : end + 2].isdigit():
        return Hedge(table.hedge_classes["at_least"], Span(end, end + 1), "+")
    if site.word_behind(end) not in first_words():
        return None
    match = _after_pattern().match(site.text, end, site.end)
    if match is None or (match["gap"] == "") != match["phrase"].startswith("-"):
        return None
    kind = table.hedges_after.get(match["phrase"].lower())
    span = Span(*match.span("phrase"))
    return None if kind is None else Hedge(table.hedge_classes[kind], span, match["phrase"])


def hedge_around(site: Site, start: int, ends: tuple[int, ...], *, is_duration: bool = False) -> Hedge | None:
    """The hedge of an amount that starts here and may end, with its noun or rate, at any of `ends`.

    One behind it outweighs a mere "about" before it: "about five hundred or more".
    """
    before = hedge_before(site, start, is_duration=is_duration)
    if before is not None and before.kind.modifier is not Modifier.APPROXIMATE:
        return before
    for place, end in enumerate(ends):
        after = None if end in ends[:place] else hedge_after(site, end)
        if after is not None:
            return after
    return before or _inherited(site, start)


def _inherited(site: Site, start: int) -> Hedge | None:
    """The hedge of the amount that this one, in brackets or behind a slash, only converts: "over 100 km (60 miles)"."""
    earlier = site.previous
    if earlier is None or start - earlier.end > _BRACKET:
        return None
    if earlier.quantity is None or earlier.hedge_span is None or earlier.unit_span is None:
        return None
    if site.text[earlier.end : start].strip(" ") not in ("(", "/"):
        return None
    kind = lexicon().hedges_before.get(earlier.quantity.hedge.lower())
    return (
        None
        if kind is None
        else Hedge(lexicon().hedge_classes[kind], earlier.hedge_span, earlier.quantity.hedge, converts=True)
    )


def written_interval(numeral: Numeral, *, is_count: bool) -> Interval:
    """What the digits alone allow: a point for counts, half a quantum around everything else."""
    value = numeral.value
    if numeral.low is not None:
        return Interval(numeral.low, numeral.high)
    if numeral.quantum is None:
        if not (numeral.round_words or (numeral.is_fraction and numeral.in_words) or numeral.scale != 1):
            return Interval.point(value)
        width = abs(value) * Fraction(lexicon().hedge_data["word_fraction"]["width"])
        return Interval(value - width, value + width)
    if is_count and numeral.scale is ONE and numeral.quantum is ONE:
        return Interval.point(value)  # the commonest case, told without arithmetic
    if is_count and (numeral.scale is ONE or numeral.scale == 1) and numeral.is_whole and numeral.quantum >= 1:
        return Interval.point(value)
    return rounded(value, numeral.quantum)


def rounded(value: Fraction, quantum: Fraction) -> Interval:
    """All values that round to this one: half a quantum to either side, the upper end left out.

    >>> rounded(Fraction("3.1"), Fraction("0.1"))
    Interval(low=Fraction(61, 20), high=Fraction(63, 20), low_open=False, high_open=True)
    """
    above, below = 2 * value.numerator * quantum.denominator, 2 * value.denominator * quantum.denominator
    half = quantum.numerator * value.denominator
    return Interval(Fraction(above - half, below), Fraction(above + half, below), False, True)


def hedged_interval(numeral: Numeral, kind: HedgeClass, plain: Interval) -> Interval:
    """The interval of a hedged number: the class's factors of the value, not narrower than its own rounding."""
    value = numeral.value
    low = None if kind.low is None else value * kind.low
    high = None if kind.high is None else value * kind.high
    if kind.both and low is not None and high is not None and numeral.quantum is not None:
        half = numeral.quantum / 2
        low, high = min(low, value - half, high), max(high, value + half, low)
    if low is None and high is None:
        return plain
    if low is not None and high is not None and low > high:
        return Interval(high, low, kind.high_open, kind.low_open)
    return Interval(low, high, kind.low_open, kind.high_open)


def _as_wide_as_rounded(hedged: Interval, plain: Interval) -> Interval:
    """A conversion is rounded anew: "nearly 9.6 million km2 (3,700,000 sq mi)" of 9,597,000, which are 3,705,407."""
    low, high = hedged.low, hedged.high
    if low is not None and plain.low is not None and plain.low < low:
        low = plain.low
    if high is not None and plain.high is not None and plain.high > high:
        high = plain.high
    return Interval(low, high, hedged.low_open, hedged.high_open)


def quantity_of(numeral: Numeral, unit: Unit | None, hedge: Hedge | None, *, is_count: bool) -> Quantity:
    """The quantity of one number: value, interval, quantum, modifier."""
    interval = written_interval(numeral, is_count=is_count)
    quantum = numeral.quantum
    if not numeral.in_words and (quantum is ONE or quantum == 1) and numeral.is_whole:
        quantum = trailing_zeros_place(numeral.value)
    if numeral.low is not None:
        text = "" if hedge is None else hedge.text
        return Quantity(None, interval, None, unit, Modifier.VAGUE, text, scale=numeral.scale)
    if hedge is None:
        return Quantity(numeral.value, interval, quantum, unit, _EXACT, "", (), None, numeral.scale)
    kind = hedge.kind
    far = None if kind.far is None else numeral.value * kind.far
    hedged = hedged_interval(numeral, kind, interval)
    if hedge.converts and quantum is not None:
        hedged = _as_wide_as_rounded(hedged, rounded(numeral.value, quantum))
    return Quantity(numeral.value, hedged, quantum, unit, kind.modifier, hedge.text, far=far, scale=numeral.scale)
