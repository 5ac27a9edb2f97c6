"""What a figure counts or measures, in the draft's own words."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.claims.context import Figure, Token
from factcheck.claims.kinds import Reading
from factcheck.claims.phrases import (
    is_verb,
    last_verbs,
    listed,
    looks_past,
    noun_before,
    noun_end,
    phrase_text,
    starts_noun,
    verb_forms,
    without_determiners,
)
from factcheck.languages.words import load_words, word_set
from factcheck.model import Kind

_NO_MEASURE = ("not_superlatives", "plain_superlatives")
_OPENERS = ("prepositions", "conjunctions", "pronouns")


def read_subject(figure: Figure, reading: Reading, named: frozenset[int]) -> str:
    """The noun phrase that a figure is of; "" when its clause has none (an earlier figure's then goes on).

    `named` are the starts of the tokens that belong to names.
    """
    if reading.kind is Kind.RATIO:
        own = list(reversed(figure.before))
        return _noun_after(figure, named) or (_subject_of(own, named) if _says(own, figure) else "")
    if reading.kind is Kind.SHARE:
        return _share_subject(figure, named)
    tokens = _counted(figure)
    # "Russian soldiers" keeps its name; "318 Earths" counts no soldiers at all.
    counted = phrase_text(tokens, frozenset()) if _counts_a_noun(tokens, named) else ""
    if reading.kind is Kind.DIFFERENCE:
        return counted
    if reading.kind is Kind.CHANGE:
        grown = next((at for at, token in enumerate(figure.after[:4]) if listed(token, "up_nouns", "down_nouns")), -1)
        whole = _noun_in(figure.after[grown + 1 :], named) if grown >= 0 else ""
        if whole:
            return whole  # "a $40 million increase in beer sales"
    if counted and reading.kind is Kind.CHANGE:
        return _change_subject(figure, counted, named)
    if len(tokens) == 1 and looks_past(tokens[0].lower) and figure.before and figure.before[0].lower == "of":
        counted = ""  # "a crowd of 41,300 watched"
    if not counted:
        return _left_subject(figure, named) or _noun_in(figure.after, named)
    return " ".join([counted, *_restriction(figure)])


def _says(tokens: Sequence[Token], figure: Figure) -> bool:
    """Whether a ratio's clause has a verb, if only the ratio itself: "spending more than doubled"."""
    return figure.mention.surface.endswith("ed") or last_verbs(tokens)[1] >= 0


def _counts_a_noun(tokens: Sequence[Token], named: frozenset[int]) -> bool:
    return len(tokens) > 1 or any(token.start not in named for token in tokens)


def _change_subject(figure: Figure, counted: str, named: frozenset[int]) -> str:
    """'its list grew by 452 names' is about the list and its names."""
    left = _left_subject(figure, named) if any(token.lower == "by" for token in figure.before[:2]) else ""
    return " ".join(filter(None, [left, counted]))


def _noun_in(after: Sequence[Token], named: frozenset[int]) -> str:
    """What "a fall of 3% in exports" is a fall of, from the words after its figure."""
    if not after or after[0].lower not in ("in", "for"):
        return ""
    tokens = without_determiners(after[1:])
    noun = tokens[: noun_end(tokens)] if tokens and starts_noun(tokens, 0) else []
    return "" if not noun or listed(noun[-1], "empty_nouns") else phrase_text(noun, named)


def _counted(figure: Figure) -> list[Token]:
    """The noun phrase straight after a figure: "41 settlements", "a $400 million aid package", "1,960 such beds"."""
    tokens = list(figure.after)
    if figure.shape in (Kind.RANK, Kind.DURATION) or not tokens:
        return []
    joined = tokens[0].text == "-"
    if joined:
        tokens.pop(0)
    elif tokens[0].lower == "of" and figure.dimension in ("count", "currency") and not figure.is_percent:
        tokens = tokens[1:] if len(tokens) < 2 or not listed(tokens[1], "determiners") else tokens[2:]
        tokens = tokens[1:] if tokens and tokens[0].counts else tokens
    elif figure.dimension != "count" and not _is_attribute(figure):
        return []
    while tokens and tokens[0].lower in ("such", "other", "more", "additional", "further"):
        tokens.pop(0)
    if not tokens or not starts_noun(tokens, 0) or (_is_plain_verb(tokens) and not joined):
        return []
    end = noun_end(tokens)
    if joined and end == 1 and len(tokens) > 1 and starts_noun(tokens, 1):
        end = 2  # "a 12-village list"
    return tokens[:end]


def _is_plain_verb(tokens: Sequence[Token]) -> bool:
    """Whether a word right after a figure is its verb: "21,000 remain", "23 died"; nouns there end in an s."""
    word = tokens[0].lower
    describes = word.endswith("ed") and len(tokens) > 1 and starts_noun(tokens, 1)
    return word in verb_forms() and not word.endswith("s") and not describes


def _is_attribute(figure: Figure) -> bool:
    """Whether the figure describes the noun after it: "a new $400 million package", "the 82-room house"."""
    following = figure.after[0]
    gap = figure.between(figure.mention.end, following.start)
    return gap in (" ", "-", "\n") and not (figure.dimension == "percent" and following.lower == "more")


def _restriction(figure: Figure) -> list[str]:
    """The participles that restrict a counted noun, with a threshold after them.

    "had been freed", "killed or wounded", "have been waiting over 52 weeks".
    """
    counted = _counted(figure)
    start = figure.after.index(counted[-1]) + 1 if counted else 0
    tokens = figure.after[start:]
    index = 0
    while index < min(len(tokens), 5) and listed(tokens[index], "auxiliaries", "adverbs"):
        index += 1
    found: list[str] = []
    for token in tokens[index : index + 3]:
        joins = bool(found) and token.lower in ("or", "and")
        if not joins and not (token.is_word and _is_participle(token.lower, index > 0)):
            break
        found.append(token.text)
    end = index + len(found) if found else 0
    if not index and end < len(tokens) and (tokens[end].mention >= 0 or listed(tokens[end], "determiners")):
        found, end = [], 0  # "the reservoirs held 61%": a verb with its object
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
    if word in word_set("claims", "empty_verbs") | word_set("claims", "prepositions") or (
        not helped and _is_change(word)
    ):
        return False
    if word in word_set("claims", "passive_up") | word_set("claims", "passive_down"):
        return False
    if helped and word.endswith("ing") and len(word) > 5:
        return True
    return looks_past(word) or (word in word_set("claims", "irregular_verbs") and word.endswith(("n", "t", "ld", "ne")))


def _is_change(word: str) -> bool:
    return word in word_set("claims", "up_verbs") or word in word_set("claims", "down_verbs")


def _noun_after(figure: Figure, named: frozenset[int]) -> str:
    """'11 times the width of Earth' is about a width."""
    tokens = list(figure.after)
    if not tokens or tokens[0].lower not in ("the", "its", "their", "that"):
        return ""
    tokens = [token for token in tokens[1:4] if token.start not in named]
    return phrase_text(tokens[:1], named) if tokens and starts_noun(tokens, 0) else ""


def _share_subject(figure: Figure, named: frozenset[int]) -> str:
    """What the clause says of a whole, with the whole's noun: "filled 61.2% of its beds" is beds filled."""
    left = _left_subject(figure, named)
    tokens = list(figure.after[1:]) if figure.after and figure.after[0].lower == "of" else []
    tokens = without_determiners(tokens)
    whole = phrase_text(tokens[: noun_end(tokens)], named) if tokens and starts_noun(tokens, 0) else ""
    words = [left, whole] if left and not looks_past(left.split()[-1].lower()) else [whole, left]
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
    elif found:
        found = " ".join(filter(None, [found, _verb_of(tokens)]))
    found = found or " ".join(_restriction(figure))
    leaning = [tokens, *figure.earlier[:1]]
    found = found or next(filter(None, (_meaning(clause) for clause in leaning)), "")
    after = figure.after[0].text if figure.after and listed(figure.after[0], "dimension_adverbs") else ""
    return " ".join(word for word in (found, after) if word)


def _verb_of(tokens: Sequence[Token]) -> str:
    """The verb of a clause when it tells what its subject does with the figure: "the team spent"."""
    last = last_verbs(tokens)[1]
    return tokens[last].text if last >= 0 and not _says_nothing(tokens[last]) else ""


def _may_lead(clause: Sequence[Token], figure: Figure) -> bool:
    """Whether a clause may hold the subject of a later one: it opens the sentence or says something itself."""
    opens = clause[0].start == figure.sentence.span.start
    return not listed(clause[0], *_OPENERS) and (opens or last_verbs(clause)[1] >= 0)


def _has_subject(tokens: Sequence[Token]) -> bool:
    """Whether a clause has a subject of its own, be it a name or a pronoun."""
    first, last = last_verbs(tokens)
    return last >= 0 and (
        bool(noun_before(tokens, first)) or any(listed(token, "pronouns") for token in tokens[:first])
    )


def _subject_of(tokens: Sequence[Token], named: frozenset[int]) -> str:
    counted = _number_of(tokens)
    if counted:
        return counted
    first, last = last_verbs(tokens)
    return phrase_text(noun_before(tokens, first if last >= 0 else len(tokens)), named)


def _meaning(tokens: Sequence[Token]) -> str:
    """The verb that says something, or a superlative: "it earned", "is the hottest"."""
    for index in range(len(tokens) - 1, -1, -1):
        token = tokens[index]
        if is_verb(tokens, index) and not _says_nothing(token):
            return token.text
    for token in reversed(tokens):
        if len(token.lower) > 4 and token.lower.endswith("est") and not listed(token, *_NO_MEASURE):
            return token.text
    return ""


def _says_nothing(token: Token) -> bool:
    """Whether a verb tells nothing of what is measured: auxiliaries, "reached", verbs of change and of saying."""
    keys = ("auxiliaries", "empty_verbs", "up_verbs", "down_verbs", "gain_verbs", "particle_verbs", "gap_words")
    return listed(token, *keys) or token.lower in load_words("claims")["status"]["attributed"]


def _before_preposition(tokens: Sequence[Token], named: frozenset[int]) -> str | None:
    """The noun in "NOUN of FIGURE", "NOUN at FIGURE", "NOUN to FIGURE"; "" for a noun of change, None for no such."""
    end = len(tokens)
    while end and (listed(tokens[end - 1], "adverbs", "extreme_nouns") or _is_filler(tokens[end - 1])):
        end -= 1
    if end < 2 or tokens[end - 1].lower not in ("of", "at", "to", "by", "worth", "below", "above", "with"):
        return None
    if is_verb(tokens, end - 2):
        return None
    noun = noun_before(tokens, end - 1)
    if noun and listed(noun[-1], "up_nouns", "down_nouns"):
        return phrase_text(noun[:-1], named)
    if noun and listed(noun[-1], "time_nouns"):
        return None  # "ended the year at"
    place = tokens.index(noun[0]) if noun else 0
    is_predicate = len(noun) == 1 and place > 0 and listed(tokens[place - 1], "auxiliaries")
    if is_predicate or (place and listed(tokens[place - 1], "prepositions")):
        return None  # "was negative at", "stayed far in front at"
    while place and listed(tokens[place - 1], "determiners"):
        place -= 1
    if tokens[end - 1].lower == "by" and not (place and is_verb(tokens, place - 1)):
        return None  # unlike "cut consumption by"
    return phrase_text(noun, named) or None


def _is_filler(token: Token) -> bool:
    return token.lower in ("a", "an", "the") or token.lower.endswith("ly")


def _number_of(tokens: Sequence[Token]) -> str:
    """What "the number of ... who have ... rose to" counts, with the clause that restricts it."""
    for index, token in enumerate(tokens[:-2]):
        if listed(token, "number_heads") and tokens[index + 1].lower == "of":
            first, last = last_verbs(tokens)
            end = first if last > index + 1 else len(tokens)
            return " ".join(token.text for token in tokens[index + 2 : end][:12])
    return ""
