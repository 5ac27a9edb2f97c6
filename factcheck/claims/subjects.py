"""What a figure counts or measures, in the draft's own words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from factcheck.claims.context import Figure, Token, is_calendar
from factcheck.claims.kinds import Reading
from factcheck.languages.words import load_words, word_set
from factcheck.model import Kind

_LONGEST = 9
_OPENERS = ("prepositions", "conjunctions", "pronouns")
# Prepositions whose phrase tells which of several things is meant.
_RESTRICTING = frozenset({"of", "for", "on", "in", "to"})


def read_subject(figure: Figure, reading: Reading, named: frozenset[int]) -> str:
    """The noun phrase that a figure is of; "" when its clause has none (an earlier figure's then goes on).

    `named` are the starts of the tokens that belong to names.
    """
    if reading.kind is Kind.RATIO:
        return _noun_after(figure, named)
    if reading.kind is Kind.SHARE:
        return _share_subject(figure, named)
    tokens = _counted(figure)
    # "Russian soldiers" keeps its name; "318 Earths" counts no soldiers at all.
    counted = _phrase(tokens, frozenset()) if _counts_a_noun(tokens, named) else ""
    if reading.kind is Kind.DIFFERENCE:
        return counted
    if counted and reading.kind is Kind.CHANGE:
        return _change_subject(figure, counted, named)
    if not counted:
        return _left_subject(figure, named) or _after_change_noun(figure, named)
    return " ".join([counted, *_restriction(figure)])


def _counts_a_noun(tokens: Sequence[Token], named: frozenset[int]) -> bool:
    return len(tokens) > 1 or any(token.start not in named for token in tokens)


def _change_subject(figure: Figure, counted: str, named: frozenset[int]) -> str:
    """'its list grew by 452 names' is about the list and its names."""
    left = _left_subject(figure, named) if any(token.lower == "by" for token in figure.before[:2]) else ""
    return " ".join(filter(None, [left, counted]))


def _after_change_noun(figure: Figure, named: frozenset[int]) -> str:
    """What "a fall of 3% in exports" is a fall of."""
    tokens = list(figure.after)
    if not tokens or tokens[0].lower not in ("in", "for"):
        return ""
    tokens = _without_determiners(tokens[1:])
    noun = tokens[: _noun_end(tokens)] if tokens and _starts_noun(tokens, 0) else []
    return "" if not noun or _is(noun[-1], "empty_nouns") else _phrase(noun, named)


def _without_determiners(tokens: Sequence[Token]) -> list[Token]:
    rest = list(tokens)
    while rest and _is(rest[0], "determiners"):
        rest.pop(0)
    return rest


def _is(token: Token, *keys: str) -> bool:
    return any(token.lower in word_set("claims", key) for key in keys)


@cache
def _verb_forms() -> frozenset[str]:
    """Every listed verb with its regular forms."""
    forms = set(word_set("claims", "irregular_verbs")) | word_set("claims", "auxiliaries")
    for key in ("up_verbs", "down_verbs", "gain_verbs", "loss_verbs"):
        forms |= {word for word in word_set("claims", key) if " " not in word}
    for verb in load_words("claims")["verbs"]:
        stem = verb.removesuffix("e")
        forms |= {verb, f"{verb}s", f"{verb}es", f"{stem}ed"}
        if verb.endswith("y"):
            forms |= {f"{verb[:-1]}ies", f"{verb[:-1]}ied"}
    return frozenset(forms)


def is_verb(tokens: Sequence[Token], index: int) -> bool:
    """Whether the token is read as a finite verb; a word that may also be a noun is one only after a noun."""
    token = tokens[index]
    if not token.is_word or token.hedge:
        return False
    if _is(token, "auxiliaries"):
        return True
    word = token.lower
    if word not in _verb_forms() and not _looks_past(word):
        return False
    before = tokens[index - 1] if index else None
    if not word.endswith("ed") and _before_a_verb(tokens, index + 1):
        return False
    if before is None or not before.is_word:
        return word not in word_set("claims", "up_nouns") or (before is not None and before.mention >= 0)
    if _is(before, "determiners") or before.lower in (
        "of",
        "in",
        "for",
        "per",
        "net",
        "total",
        "at",
        "with",
        "from",
        "by",
    ):
        return False
    return not before.lower.endswith(("'s", "’s"))


def _before_a_verb(tokens: Sequence[Token], index: int) -> bool:
    """Whether a finite verb follows, past adverbs: the word before it is then its noun ("a day pass still costs")."""
    noun = tokens[index - 1]
    while index < len(tokens) and _is(tokens[index], "adverbs"):
        index += 1
    if index >= len(tokens) or not tokens[index].is_word:
        return False
    word = tokens[index].lower
    plural = noun.lower.endswith("s")
    return _is(tokens[index], "auxiliaries") or (word in _verb_forms() and (plural or word.endswith(("s", "ed"))))


def _looks_past(word: str) -> bool:
    return len(word) > 4 and word.endswith("ed") and word not in word_set("claims", "not_participles")


def _counted(figure: Figure) -> list[Token]:
    """The noun phrase straight after a figure: "41 settlements", "a $400 million aid package", "1,960 such beds"."""
    tokens = list(figure.after)
    if figure.shape in (Kind.RANK, Kind.DURATION) or not tokens:
        return []
    joined = tokens[0].text == "-"
    if joined:
        tokens.pop(0)
    elif tokens[0].lower == "of" and figure.dimension in ("count", "currency") and not figure.is_percent:
        tokens = tokens[1:] if len(tokens) < 2 or not _is(tokens[1], "determiners") else tokens[2:]
    elif figure.dimension != "count" and not _is_attribute(figure):
        return []
    while tokens and tokens[0].lower in ("such", "other", "more", "additional", "further"):
        tokens.pop(0)
    if not tokens or not _starts_noun(tokens, 0) or (_is_plain_verb(tokens[0]) and not joined):
        return []
    return tokens[: _noun_end(tokens)]


def _is_plain_verb(token: Token) -> bool:
    """Whether a word right after a figure is its verb: "21,000 remain", "23 died"; nouns there end in an s."""
    return token.lower in _verb_forms() and not token.lower.endswith("s")


def _is_attribute(figure: Figure) -> bool:
    """Whether the figure describes the noun after it: "a new $400 million package", "the 82-room house"."""
    following = figure.after[0]
    gap = figure.between(figure.mention.end, following.start)
    return gap in (" ", "-", "\n") and not (figure.dimension == "percent" and following.lower == "more")


def _starts_noun(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    if not token.is_word or token.hedge:
        return False
    if _is(token, "prepositions", "conjunctions", "auxiliaries", "determiners", "pronouns"):
        return False
    if _is(
        token,
        "adverbs",
        "comparatives_up",
        "comparatives_down",
        "up_nouns",
        "down_nouns",
        "gap_words",
        "dimension_adverbs",
    ):
        return False
    return not token.lower.endswith("ly") or token.lower in ("family", "supply")


def _noun_end(tokens: Sequence[Token]) -> int:
    """Where the noun phrase ends that the tokens begin with."""
    index = 1
    while index < min(len(tokens), _LONGEST):
        token = tokens[index]
        if token.mention >= 0 or (not token.is_word and token.text not in "%&"):
            break
        if token.lower in ("of", "and", "or"):
            ahead = index + 1
            while ahead < len(tokens) and token.lower == "of" and _is(tokens[ahead], "determiners"):
                ahead += 1
            if ahead >= len(tokens) or not _starts_noun(tokens, ahead) or _is_clause(tokens, ahead):
                break
            index = ahead + 1
            continue
        if not _starts_noun(tokens, index) or is_verb(tokens, index) or _looks_past(token.lower):
            break
        index += 1
    return index


def _is_clause(tokens: Sequence[Token], index: int) -> bool:
    """Whether the words after an "and" are a clause of their own rather than a second noun."""
    return is_verb(tokens, index) or (
        index + 1 < len(tokens) and is_verb(tokens, index + 1) and tokens[index - 1].lower == "and"
    )


def _restriction(figure: Figure) -> list[str]:
    """The participles that restrict a counted noun, with a threshold after them.

    "had been freed", "killed or wounded", "have been waiting over 52 weeks".
    """
    counted = _counted(figure)
    start = figure.after.index(counted[-1]) + 1 if counted else 0
    tokens = figure.after[start:]
    index = 0
    while index < min(len(tokens), 5) and _is(tokens[index], "auxiliaries", "adverbs"):
        index += 1
    found: list[str] = []
    for token in tokens[index : index + 3]:
        joins = bool(found) and token.lower in ("or", "and")
        if not joins and not (token.is_word and _is_participle(token.lower, index > 0)):
            break
        found.append(token.text)
    end = index + len(found) if found else 0
    if found and found[-1].lower() in ("or", "and"):
        found.pop()
    waits = bool(found) or (bool(counted) and counted[-1].lower.endswith("ing"))
    return [*found, *_threshold(tokens[end : end + 4])] if waits else []


def _threshold(tokens: Sequence[Token]) -> list[str]:
    """The words up to a bound that is no figure of its own: "over 52 weeks"."""
    for index, token in enumerate(tokens):
        if token.mention >= 0:
            return [] if token.counts else [before.text for before in tokens[: index + 1]]
        if not token.is_word:
            break
    return []


def _is_participle(word: str, helped: bool) -> bool:
    """Whether a word after a noun restricts it; a bare verb of change or an empty one does not."""
    if word in word_set("claims", "empty_verbs") or (not helped and _is_change(word)):
        return False
    if word in word_set("claims", "passive_up") | word_set("claims", "passive_down"):
        return False
    if helped and word.endswith("ing") and len(word) > 5:
        return True
    return _looks_past(word) or (
        word in word_set("claims", "irregular_verbs") and word.endswith(("n", "t", "ld", "ne"))
    )


def _is_change(word: str) -> bool:
    return word in word_set("claims", "up_verbs") or word in word_set("claims", "down_verbs")


def _noun_after(figure: Figure, named: frozenset[int]) -> str:
    """'11 times the width of Earth' is about a width."""
    tokens = list(figure.after)
    if not tokens or tokens[0].lower not in ("the", "its", "their", "that"):
        return ""
    tokens = [token for token in tokens[1:4] if token.start not in named]
    return _phrase(tokens[:1], named) if tokens and _starts_noun(tokens, 0) else ""


def _share_subject(figure: Figure, named: frozenset[int]) -> str:
    """What the clause says of a whole, with the whole's noun: "filled 61.2% of its beds" is beds filled."""
    left = _left_subject(figure, named)
    tokens = list(figure.after[1:]) if figure.after and figure.after[0].lower == "of" else []
    tokens = _without_determiners(tokens)
    whole = _phrase(tokens[: _noun_end(tokens)], named) if tokens and _starts_noun(tokens, 0) else ""
    words = [left, whole] if left and not _looks_past(left.split()[-1].lower()) else [whole, left]
    return " ".join(word for word in words if word)


def _left_subject(figure: Figure, named: frozenset[int]) -> str:
    """The phrase before a figure that it measures.

    That is the noun of "net spending of £5m" or "the jobless rate at 3%", else the subject of the verb before it,
    else that verb; an apposition ("takes the largest slice, £5m") leans on the clause before.
    """
    tokens = [token for token in reversed(figure.before) if not token.hedge]
    direct = _before_preposition(tokens, named)
    if direct is not None:
        return direct
    return _clause_subject(tokens, figure, named)


def _clause_subject(tokens: Sequence[Token], figure: Figure, named: frozenset[int]) -> str:
    """The subject of a clause's verb, else that of the clauses it leans on, else what its verb says."""
    found = _subject_of(tokens, named)
    if not found and not _has_subject(tokens):
        # What stands between commas or brackets is passed over: the first clause has the subject.
        clauses = [clause for clause in reversed(figure.earlier) if _may_lead(clause, figure)]
        found = next(filter(None, (_subject_of(clause, named) for clause in clauses)), "")
    leaning = [tokens, *figure.earlier[:1]]
    found = found or next(filter(None, (_meaning(clause) for clause in leaning)), "")
    after = figure.after[0].text if figure.after and _is(figure.after[0], "dimension_adverbs") else ""
    return " ".join(word for word in (found, after) if word)


def _may_lead(clause: Sequence[Token], figure: Figure) -> bool:
    """Whether a clause may hold the subject of a later one: it opens the sentence or says something itself."""
    opens = clause[0].start == figure.sentence.span.start
    return not _is(clause[0], *_OPENERS) and (opens or _verb_before(clause)[1] >= 0)


def _has_subject(tokens: Sequence[Token]) -> bool:
    """Whether a clause has a subject of its own, be it a name or a pronoun."""
    first, last = _verb_before(tokens)
    return last >= 0 and (bool(_noun_before(tokens, first)) or any(_is(token, "pronouns") for token in tokens[:first]))


def _subject_of(tokens: Sequence[Token], named: frozenset[int]) -> str:
    counted = _number_of(tokens)
    if counted:
        return counted
    first, last = _verb_before(tokens)
    return _phrase(_noun_before(tokens, first if last >= 0 else len(tokens)), named)


def _meaning(tokens: Sequence[Token]) -> str:
    """The verb that says something, or a superlative: "it earned", "is the hottest"."""
    for index in range(len(tokens) - 1, -1, -1):
        token = tokens[index]
        if is_verb(tokens, index) and not _says_nothing(token):
            return token.text
    for token in reversed(tokens):
        if len(token.lower) > 4 and token.lower.endswith("est") and not _is(token, "not_superlatives"):
            return token.text
    return ""


def _says_nothing(token: Token) -> bool:
    """Whether a verb tells nothing of what is measured: auxiliaries, "reached", verbs of change and of saying."""
    keys = ("auxiliaries", "empty_verbs", "up_verbs", "down_verbs", "gain_verbs")
    return _is(token, *keys) or token.lower in load_words("claims")["status"]["attributed"]


def _before_preposition(tokens: Sequence[Token], named: frozenset[int]) -> str | None:
    """The noun in "NOUN of FIGURE", "NOUN at FIGURE", "NOUN to FIGURE"; "" for a noun of change, None for no such."""
    end = len(tokens)
    while end and (_is(tokens[end - 1], "adverbs", "extreme_nouns") or _is_filler(tokens[end - 1])):
        end -= 1
    if end < 2 or tokens[end - 1].lower not in ("of", "at", "to", "worth", "below", "above", "with"):
        return None
    if is_verb(tokens, end - 2):
        return None
    noun = _noun_before(tokens, end - 1)
    if noun and _is(noun[-1], "up_nouns", "down_nouns"):
        return ""
    if noun and _is(noun[-1], "time_nouns"):
        return None  # "ended the year at"
    place = tokens.index(noun[0]) if noun else 0
    if place and _is(tokens[place - 1], "prepositions"):
        return None  # "stayed far in front at": an adverbial
    return _phrase(noun, named) or None


def _is_filler(token: Token) -> bool:
    return token.lower in ("a", "an", "the") or token.lower.endswith("ly")


def _number_of(tokens: Sequence[Token]) -> str:
    """What "the number of ... who have ... rose to" counts, with the clause that restricts it."""
    for index, token in enumerate(tokens[:-2]):
        if _is(token, "number_heads") and tokens[index + 1].lower == "of":
            first, last = _verb_before(tokens)
            end = first if last > index + 1 else len(tokens)
            return " ".join(token.text for token in tokens[index + 2 : end][:12])
    return ""


def is_noun(tokens: Sequence[Token], index: int) -> bool:
    """Whether a small word after a name may be the noun that the name describes ("Youth services")."""
    token = tokens[index]
    closed = ("prepositions", "conjunctions", "determiners", "pronouns", "adverbs", "auxiliaries")
    return token.is_word and token.text.islower() and not _is(token, *closed) and not is_verb(tokens, index)


def _verb_before(tokens: Sequence[Token]) -> tuple[int, int]:
    """The first and the last index of the last chain of verbs; the last is -1 when there is none."""
    last = len(tokens) - 1
    while last >= 0 and not is_verb(tokens, last):
        last -= 1
    first = last
    while first > 0 and (
        is_verb(tokens, first - 1) or (_is(tokens[first - 1], "adverbs") and is_verb(tokens, first - 2))
    ):
        first -= 1
    return first, last


def _noun_before(tokens: Sequence[Token], end: int) -> list[Token]:
    """The noun phrase that ends before an index, with the phrases that restrict it ("money for roads and bridges")."""
    while end > 0 and (_is(tokens[end - 1], "adverbs", "prepositions") or tokens[end - 1].lower.endswith("ly")):
        end -= 1
    start = end
    while start > 0 and end - start < _LONGEST and not _bounds(tokens, start - 1):
        start -= 1
    phrase = list(tokens[start:end])
    lead = start - 1
    while lead > 0 and (_is(tokens[lead], "determiners") or tokens[lead].counts):
        lead -= 1
    if lead <= 0 or not phrase:
        return phrase
    word = tokens[lead].lower
    if word in ("and", "or") and lead == start - 1 and not is_verb(tokens, lead - 1):
        outer = _noun_before(tokens, lead)
        return [*outer, tokens[lead], *phrase] if outer else phrase
    if _is(tokens[lead], "prepositions") or word == "of":
        outer = _noun_before(tokens, lead)
        return [*outer, tokens[lead], *phrase] if outer and word in _RESTRICTING else outer or phrase
    return phrase


def _bounds(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    if token.mention >= 0 or not token.is_word:
        return token.text not in "-&"
    return _is(token, "determiners", "pronouns", "prepositions", "conjunctions") or is_verb(tokens, index)


def _phrase(tokens: Iterable[Token], named: frozenset[int]) -> str:
    """A noun phrase in words, without the names in it; "" when only an empty noun such as "total" is left."""
    given = list(tokens)
    kept = [token for token in given if token.start not in named and not is_calendar(token)]
    if not kept and any(_is(token, "measure_nouns") for token in given):
        kept = given  # "the Consumer Price Index" is a name and a measure
    while kept and (_is(kept[0], "prepositions", "conjunctions") or kept[0].lower == "of"):
        kept.pop(0)
    while kept and (_is(kept[-1], "prepositions", "conjunctions") or kept[-1].lower == "of"):
        kept.pop()
    if not kept or all(_is(token, "empty_nouns") for token in kept):
        return ""
    return " ".join(token.text for token in kept)
