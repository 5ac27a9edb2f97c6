"""What a figure counts or measures, in the draft's own words."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.claims import classes as c
from factcheck.claims.context import Figure
from factcheck.claims.kinds import Reading
from factcheck.claims.phrases import (
    is_verb,
    last_verbs,
    noun_before,
    noun_end,
    phrase_text,
    starts_noun,
    without_determiners,
)
from factcheck.claims.words import Word, lexicon
from factcheck.model import Kind

_OPENERS = c.PREPOSITIONS | c.CONJUNCTIONS | c.PRONOUNS
_NO_MEASURE = c.NOT_SUPERLATIVES | c.PLAIN_SUPERLATIVES
# Verbs that tell nothing of what is measured: auxiliaries, "reached", verbs of change and of saying.
_EMPTY = c.AUXILIARIES | c.EMPTY_VERBS | c.CHANGE_VERBS | c.GAIN_VERBS | c.PARTICLE_VERBS | c.GAP_WORDS | c.SAYING_VERBS
_NO_PARTICIPLE = c.EMPTY_VERBS | c.PREPOSITIONS | c.PASSIVE_UP | c.PASSIVE_DOWN
_SUCH = frozenset({"such", "other", "more", "additional", "further"})
_BEFORE_FIGURES = frozenset({"of", "at", "to", "by", "worth", "below", "above", "with"})
_RATIO, _SHARE, _DIFFERENCE, _CHANGE = Kind.RATIO, Kind.SHARE, Kind.DIFFERENCE, Kind.CHANGE
_UNCOUNTED = frozenset({Kind.RANK, Kind.DURATION})


def read_subject(figure: Figure, reading: Reading) -> str:
    """The noun phrase that a figure is of; "" when its clause has none (an earlier figure's then goes on)."""
    kind = reading.kind
    if kind is _RATIO:
        own = figure.before[::-1]
        first, last = last_verbs(own)
        says = last >= 0 or figure.mention.surface.endswith("ed")  # if only the ratio itself: "more than doubled"
        return _noun_after(figure) or (_subject_of(own, first, last) if says else "")
    if kind is _SHARE:
        return _share_subject(figure)
    first, last = _counted(figure)
    words = figure.after[first:last]
    # "Russian soldiers" keeps its name; "318 Earths" counts no soldiers at all.
    counted = phrase_text(words, names=True) if _counts_a_noun(words) else ""
    if kind is _DIFFERENCE:
        return counted
    if kind is _CHANGE:
        # "a $40 million increase in beer sales"
        return _noun_of_change(figure) or (_change_subject(figure, counted) if counted else _uncounted(figure, last))
    if len(words) == 1 and words[0].classes & c.PAST and figure.before and figure.before[0].lower == "of":
        counted = ""  # "a crowd of 41,300 watched"
    if not counted:
        return _uncounted(figure, last)
    return " ".join([counted, *_restriction(figure, last)])


def _noun_of_change(figure: Figure) -> str:
    for index, word in enumerate(figure.after[:4]):
        if word.classes & c.CHANGE_NOUNS:
            return _noun_in(figure.after[index + 1 :])
    return ""


def _uncounted(figure: Figure, counted: int) -> str:
    """The subject of a figure that counts no noun; `counted` is where the words it counts end."""
    return _left_subject(figure, counted) or _noun_in(figure.after)


def _counts_a_noun(words: Sequence[Word]) -> bool:
    return len(words) > 1 or (len(words) == 1 and not words[0].classes & c.NAMED)


def _change_subject(figure: Figure, counted: str) -> str:
    """'its list grew by 452 names' is about the list and its names."""
    grows_by = any(word.lower == "by" for word in figure.before[:2])
    left = _left_subject(figure, _counted(figure)[1]) if grows_by else ""
    return f"{left} {counted}" if left else counted


def _noun_in(after: Sequence[Word]) -> str:
    """What "a fall of 3% in exports" is a fall of, from the words after its figure."""
    if not after or after[0].lower not in ("in", "for"):
        return ""
    words = without_determiners(after[1:])
    noun = words[: noun_end(words)] if words and starts_noun(words[0]) else []
    return "" if not noun or noun[-1].classes & c.EMPTY_NOUNS else phrase_text(noun)


def _counted(figure: Figure) -> tuple[int, int]:
    """The noun phrase straight after a figure, as a range of the words after it; an empty one where it counts nothing.

    "41 settlements", "a $400 million aid package", "1,960 such beds".
    """
    words = figure.after
    if not words or figure.shape in _UNCOUNTED:
        return 0, 0
    first = 0
    joined = words[0].text == "-"
    if joined:
        first = 1
    elif words[0].lower == "of" and figure.dimension in ("count", "currency") and not figure.is_percent:
        first = 2 if len(words) > 1 and words[1].classes & c.DETERMINERS else 1
        first += first < len(words) and bool(words[first].classes & c.COUNTS)
    elif figure.dimension != "count" and not _is_attribute(figure):
        return 0, 0
    while first < len(words) and words[first].lower in _SUCH:
        first += 1
    if first == len(words) or not starts_noun(words[first]) or (not joined and _is_plain_verb(words, first)):
        return 0, 0
    end = first + noun_end(words[first:])
    if joined and end == first + 1 and end < len(words) and starts_noun(words[end]):
        end += 1  # "a 12-village list"
    return first, end


def _is_plain_verb(words: Sequence[Word], index: int) -> bool:
    """Whether a word right after a figure is its verb: "21,000 remain", "23 died"; nouns there end in an s."""
    word = words[index]
    if not word.classes & c.VERB_FORMS or word.lower.endswith("s"):
        return False
    return not (word.lower.endswith("ed") and index + 1 < len(words) and starts_noun(words[index + 1]))


def _is_attribute(figure: Figure) -> bool:
    """Whether the figure describes the noun after it: "a new $400 million package", "the 82-room house"."""
    gap = figure.sentence.text[figure.mention.end : figure.start_after(0)]
    return gap in (" ", "-", "\n") and not (figure.dimension == "percent" and figure.after[0].lower == "more")


def _restriction(figure: Figure, start: int) -> list[str]:
    """The participles that restrict a counted noun which ends at `start`, with a threshold after them.

    "had been freed", "killed or wounded", "have been waiting over 52 weeks".
    """
    words = figure.after[start:]
    if not words:
        return []
    index = 0
    while index < min(len(words), 5) and words[index].classes & (c.AUXILIARIES | c.ADVERBS):
        index += 1
    found: list[str] = []
    for word in words[index : index + 3]:
        joins = bool(found) and word.lower in ("or", "and")
        if not joins and not _is_participle(word, index > 0):
            break
        found.append(word.text)
    end = index + len(found) if found else 0
    if not index and end < len(words) and words[end].classes & (c.FIGURE | c.DETERMINERS):
        found, end = [], 0  # "the reservoirs held 61%": a verb with its object
    if found and found[-1].lower() in ("or", "and"):
        found.pop()
    waits = bool(found) or (start > 0 and figure.after[start - 1].lower.endswith("ing"))
    return [*found, *_threshold(words[end : end + 4])] if waits else []


def _threshold(words: Sequence[Word]) -> list[str]:
    """The words up to a bound that is no figure of its own: "over 52 weeks"."""
    for index, word in enumerate(words):
        if word.classes & c.FIGURE:
            return [] if word.classes & c.COUNTS else [before.text for before in words[: index + 1]]
        if not word.classes & c.PROSE:
            break
    return []


def _is_participle(word: Word, helped: bool) -> bool:
    """Whether a word after a noun restricts it; a bare verb of change or an empty one does not."""
    if not word.classes & c.PROSE or word.classes & (_NO_PARTICIPLE if helped else _NO_PARTICIPLE | c.CHANGE_VERBS):
        return False
    if word.classes & c.PAST or (helped and len(word.lower) > 5 and word.lower.endswith("ing")):
        return True
    return bool(word.classes & c.IRREGULAR_VERBS) and word.lower.endswith(("n", "t", "ld", "ne"))


def _noun_after(figure: Figure) -> str:
    """'11 times the width of Earth' is about a width."""
    if not figure.after or figure.after[0].lower not in ("the", "its", "their", "that"):
        return ""
    words = [word for word in figure.after[1:4] if not word.classes & c.NAMED]
    return phrase_text(words[:1]) if words and starts_noun(words[0]) else ""


def _share_subject(figure: Figure) -> str:
    """What the clause says of a whole, with the whole's noun: "filled 61.2% of its beds" is beds filled."""
    left = _left_subject(figure, _counted(figure)[1])
    of_what = figure.after[1:] if figure.after and figure.after[0].lower == "of" else []
    words = without_determiners(of_what)
    whole = phrase_text(words[: noun_end(words)]) if words and starts_noun(words[0]) else ""
    is_participle = bool(left) and lexicon()[left.split()[-1].lower()].classes & c.PAST
    parts = [whole, left] if not left or is_participle else [left, whole]
    return " ".join(part for part in parts if part)


def _left_subject(figure: Figure, counted: int) -> str:
    """The phrase before a figure that it measures.

    That is the noun of "net spending of £5m" or "the jobless rate at 3%", else the subject of the verb before it,
    else that verb; an apposition ("takes the largest slice, £5m") leans on the clause before. `counted` is where the
    words that the figure counts end.
    """
    words = figure.before[::-1]
    if figure.clause.classes & c.HEDGE:
        words = [word for word in words if not word.classes & c.HEDGE]
    direct = _before_preposition(words)
    return _clause_subject(words, figure, counted) if direct is None else direct


def _clause_subject(words: Sequence[Word], figure: Figure, counted: int) -> str:
    """The subject of a clause's verb, else that of the clauses it leans on, else what its verb says."""
    first, last = last_verbs(words) if figure.clause.classes & c.VERBAL else (0, -1)
    found = _subject_of(words, first, last) if words else ""
    if found:
        verb = words[last] if last >= 0 and not words[last].classes & _EMPTY else None
        found = f"{found} {verb.text}" if verb is not None else found
    elif not _has_subject(words, first, last):
        found = _leading_subject(figure)
    if not found:
        found = " ".join(_restriction(figure, counted)) or _meaning(words)
        found = found or next((_meaning(clause) for _, clause in figure.earlier()), "")
    if figure.after and figure.after[0].classes & c.DIMENSION_ADVERBS:
        return f"{found} {figure.after[0].text}" if found else figure.after[0].text
    return found


def _leading_subject(figure: Figure) -> str:
    """The subject of the clause that a clause without one leans on.

    What stands between commas or brackets is passed over: the first clause has the subject.
    """
    for start, clause in reversed(list(figure.earlier())):
        if clause[0].classes & _OPENERS:
            continue
        first, last = last_verbs(clause)
        if last >= 0 or start == figure.sentence.span.start:  # it says something itself or opens the sentence
            found = _subject_of(clause, first, last)
            if found:
                return found
    return ""


def _has_subject(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether a clause with such a chain of verbs has a subject of its own, be it a name or a pronoun."""
    if last < 0:
        return False
    return bool(noun_before(words, first)) or any(word.classes & c.PRONOUNS for word in words[:first])


def _subject_of(words: Sequence[Word], first: int, last: int) -> str:
    """The subject of a clause whose last chain of verbs reaches from `first` to `last`, -1 where it has none."""
    counted = _number_of(words, first, last)
    return counted or _text(words, noun_before(words, first if last >= 0 else len(words)))


def _text(words: Sequence[Word], indexes: Sequence[int]) -> str:
    return phrase_text([words[index] for index in indexes]) if indexes else ""


def _meaning(words: Sequence[Word]) -> str:
    """The verb that says something, or a superlative: "it earned", "is the hottest"."""
    for index in range(len(words) - 1, -1, -1):
        if words[index].classes & c.VERBAL and not words[index].classes & _EMPTY and is_verb(words, index):
            return words[index].text
    for word in reversed(words):
        if word.lower.endswith("est") and len(word.lower) > 4 and not word.classes & _NO_MEASURE:
            return word.text
    return ""


def _before_preposition(words: Sequence[Word]) -> str | None:
    """The noun in "NOUN of FIGURE", "NOUN at FIGURE", "NOUN to FIGURE"; "" for a noun of change, None for no such."""
    end = len(words)
    while end and (words[end - 1].classes & (c.ADVERBS | c.EXTREME_NOUNS | c.LY) or _is_article(words[end - 1])):
        end -= 1
    if end < 2 or words[end - 1].lower not in _BEFORE_FIGURES:
        return None
    if is_verb(words, end - 2):
        return None
    noun = noun_before(words, end - 1)
    if noun and words[noun[-1]].classes & c.CHANGE_NOUNS:
        return _text(words, noun[:-1])
    if noun and words[noun[-1]].classes & c.TIME_NOUNS:
        return None  # "ended the year at"
    place = noun[0] if noun else 0
    is_predicate = len(noun) == 1 and place > 0 and words[place - 1].classes & c.AUXILIARIES
    if is_predicate or (place and words[place - 1].classes & c.PREPOSITIONS):
        return None  # "was negative at", "stayed far in front at"
    while place and words[place - 1].classes & c.DETERMINERS:
        place -= 1
    if words[end - 1].lower == "by" and not (place and is_verb(words, place - 1)):
        return None  # unlike "cut consumption by"
    return _text(words, noun) or None


def _is_article(word: Word) -> bool:
    return word.lower in ("a", "an", "the")


def _number_of(words: Sequence[Word], first: int, last: int) -> str:
    """What "the number of ... who have ... rose to" counts, with the clause that restricts it."""
    for index, word in enumerate(words[:-2]):
        if word.classes & c.NUMBER_HEADS and words[index + 1].lower == "of":
            end = first if last > index + 1 else len(words)
            return " ".join([word.text for word in words[index + 2 : end][:12]])
    return ""
