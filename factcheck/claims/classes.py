"""The classes a word may be in, each one bit of a number, and the lists of the language that fill them.

`word.classes & (PREPOSITIONS | CONJUNCTIONS)` asks several lists at once. What is asked most often has the lowest
bits: numbers below 2**30 are the fastest.
"""

from __future__ import annotations

from typing import NamedTuple

# What a token is.
PROSE = 1 << 0  # a word, no mark and no figure
FIGURE = 1 << 1  # a whole figure
COUNTS = 1 << 2  # a figure that says something, not a year or an identifier
HEDGE = 1 << 3  # part of a figure's hedge
NAMED = 1 << 4  # part of a proper name

# How it is written.
LARGE = 1 << 5  # with a capital first
SMALL = 1 << 6  # in small letters only
POSSESSIVE = 1 << 7  # 's
LY = 1 << 8
PAST = 1 << 9  # the form of a regular past or participle

# Lists that most rules ask for.
AUXILIARIES = 1 << 10
DETERMINERS = 1 << 11
PREPOSITIONS = 1 << 12
CONJUNCTIONS = 1 << 13
PRONOUNS = 1 << 14
ADVERBS = 1 << 15
VERB_FORMS = 1 << 16  # listed verbs with their regular forms
VERBAL = 1 << 17  # may be a finite verb
CALENDAR = 1 << 18  # the name of a month or a day
UP_VERBS = 1 << 19
DOWN_VERBS = 1 << 20
UP_NOUNS = 1 << 21
DOWN_NOUNS = 1 << 22
EMPTY_NOUNS = 1 << 23
EMPTY_VERBS = 1 << 24
COMPARATIVES_UP = 1 << 25
COMPARATIVES_DOWN = 1 << 26
PARTICLE_UP = 1 << 27
PARTICLE_DOWN = 1 << 28
PAIR_END = 1 << 29  # the last word of a listed pair ("gave up")

RAISING_VERBS = 1 << 30
GAIN_VERBS = 1 << 31
LOSS_VERBS = 1 << 32
PASSIVE_UP = 1 << 33
PASSIVE_DOWN = 1 << 34
IRREGULAR_VERBS = 1 << 35
PARTICLE_VERBS = 1 << 36
PARTICLE_BLOCKERS = 1 << 37
SAYING_VERBS = 1 << 38
LEAD_ARTICLES = 1 << 39
CHANGE_ARTICLES = 1 << 40
NO_COMPARISON_ACROSS = 1 << 41
CLAUSE_JOINERS = 1 << 42
BEFORE_COMPARED_NAME = 1 << 43
COMPARING_PREPOSITIONS = 1 << 44
GAP_WORDS = 1 << 45
GAP_WORDS_DOWN = 1 << 46
EARLIER_WORDS = 1 << 47
SHARE_PRONOUNS = 1 << 48
SHARE_WORDS = 1 << 49
AVERAGE_WORDS = 1 << 50
RATE_WORDS = 1 << 51
RATE_NOUNS = 1 << 52
TOTAL_NOUNS = 1 << 53
EXTREME_VERBS = 1 << 54
EXTREME_NOUNS = 1 << 55
MEASURE_NOUNS = 1 << 56
TIME_NOUNS = 1 << 57
GERUND_NOUNS = 1 << 58
NUMBER_HEADS = 1 << 59
NOT_PARTICIPLES = 1 << 60
DIMENSION_ADVERBS = 1 << 61
NOT_SUPERLATIVES = 1 << 62
PLAIN_SUPERLATIVES = 1 << 63
SHORT_SUPERLATIVES = 1 << 64
BACK_REFERENCE = 1 << 65
FRAME_PREPOSITIONS = 1 << 66
RUNNING_WORDS = 1 << 67
JOINING = 1 << 68
NEGATION_EXCEPTIONS = 1 << 69
NEGATION_LIMITS = 1 << 70
NAME_LINKS = 1 << 71
NAME_LINK_STARTS = 1 << 72
TITLES = 1 << 73
NO_NAMES = 1 << 74
STARTERS = 1 << 75
BASE_WORDS = 1 << 76
BASE_WORDS_AFTER_CHANGE = 1 << 77
BETWEEN_BASE_AND_PERIOD = 1 << 78
BEFORE_A_START = 1 << 79
BEGINNINGS = 1 << 80
SINCE = 1 << 81

BEFORE_RANGES = 1 << 82  # between

STOP = 1 << 95  # a full stop
BEHIND_A_MOVE = 1 << 96  # "4% lower at"
NARROWING_VERBS = 1 << 97  # "spreads tightened 4 points"

NUMBER_LABELS = 1 << 98  # "Version 2.10.3", "Route 66"
IMPERATIVES = 1 << 99  # "Call 020 7946 0000"

# What parts clauses.
CUTS = 1 << 83  # punctuation
JOINS = 1 << 84  # and, or
CLAUSE_OPENS = 1 << 85


class Phrases(NamedTuple):
    """The classes of the words of one sort of set phrases.

    Every phrase begins with a word of the first class, goes on with one of the second when it has several, and holds
    one of the third.
    """

    opens: int
    goes_on: int
    key: int


CUES = Phrases(1 << 86, 1 << 87, 1 << 88)
TIMES = Phrases(1 << 89, 1 << 90, 1 << 91)
TOTALS = Phrases(1 << 92, 1 << 93, 1 << 94)


CHANGE_NOUNS = UP_NOUNS | DOWN_NOUNS
CHANGE_VERBS = UP_VERBS | DOWN_VERBS
COMPARATIVES = COMPARATIVES_UP | COMPARATIVES_DOWN
PARTICLES = PARTICLE_UP | PARTICLE_DOWN
# Words too common to be a name where only the start of a sentence makes them large.
COMMON = NO_NAMES | PREPOSITIONS | CONJUNCTIONS | DETERMINERS | ADVERBS | PRONOUNS | STARTERS

# The lists of `claims.json`, by class.
CLAIM_LISTS = {
    "auxiliaries": AUXILIARIES,
    "determiners": DETERMINERS,
    "prepositions": PREPOSITIONS,
    "conjunctions": CONJUNCTIONS,
    "pronouns": PRONOUNS,
    "adverbs": ADVERBS,
    "up_verbs": UP_VERBS,
    "down_verbs": DOWN_VERBS,
    "up_nouns": UP_NOUNS,
    "down_nouns": DOWN_NOUNS,
    "empty_nouns": EMPTY_NOUNS,
    "empty_verbs": EMPTY_VERBS,
    "comparatives_up": COMPARATIVES_UP,
    "comparatives_down": COMPARATIVES_DOWN,
    "particle_up": PARTICLE_UP,
    "particle_down": PARTICLE_DOWN,
    "raising_verbs": RAISING_VERBS,
    "gain_verbs": GAIN_VERBS,
    "loss_verbs": LOSS_VERBS,
    "narrowing_verbs": NARROWING_VERBS,
    "passive_up": PASSIVE_UP,
    "passive_down": PASSIVE_DOWN,
    "irregular_verbs": IRREGULAR_VERBS,
    "particle_verbs": PARTICLE_VERBS,
    "particle_blockers": PARTICLE_BLOCKERS,
    "lead_articles": LEAD_ARTICLES,
    "before_ranges": BEFORE_RANGES,
    "behind_a_move": BEHIND_A_MOVE,
    "change_noun_articles": CHANGE_ARTICLES,
    "no_comparison_across": NO_COMPARISON_ACROSS,
    "clause_joiners": CLAUSE_JOINERS,
    "before_a_compared_name": BEFORE_COMPARED_NAME,
    "comparing_prepositions": COMPARING_PREPOSITIONS,
    "gap_words": GAP_WORDS,
    "gap_words_down": GAP_WORDS_DOWN,
    "earlier_words": EARLIER_WORDS,
    "share_pronouns": SHARE_PRONOUNS,
    "share_verbs": SHARE_WORDS,
    "share_heads": SHARE_WORDS,
    "average_words": AVERAGE_WORDS,
    "rate_words": RATE_WORDS,
    "rate_nouns": RATE_NOUNS,
    "total_nouns": TOTAL_NOUNS,
    "extreme_verbs": EXTREME_VERBS,
    "extreme_nouns": EXTREME_NOUNS,
    "measure_nouns": MEASURE_NOUNS,
    "time_nouns": TIME_NOUNS,
    "gerund_nouns": GERUND_NOUNS,
    "number_heads": NUMBER_HEADS,
    "not_participles": NOT_PARTICIPLES,
    "dimension_adverbs": DIMENSION_ADVERBS,
    "not_superlatives": NOT_SUPERLATIVES,
    "plain_superlatives": PLAIN_SUPERLATIVES,
    "short_superlatives": SHORT_SUPERLATIVES,
    "back_reference": BACK_REFERENCE,
    "frame_prepositions": FRAME_PREPOSITIONS,
    "running_words": RUNNING_WORDS,
    "joining": JOINING,
    "negation_exceptions": NEGATION_EXCEPTIONS,
    "negation_limits": NEGATION_LIMITS,
    "name_links": NAME_LINKS,
    "name_link_starts": NAME_LINK_STARTS,
    "titles": TITLES,
    "no_names": NO_NAMES,
    "number_labels": NUMBER_LABELS,
    "imperatives": IMPERATIVES,
}

# The lists of `periods.json`, by class.
PERIOD_LISTS = {
    "base_words": BASE_WORDS,
    "base_words_after_change": BASE_WORDS_AFTER_CHANGE,
    "between_base_and_period": BETWEEN_BASE_AND_PERIOD,
    "before_a_start": BEFORE_A_START,
    "beginnings": BEGINNINGS,
    "since": SINCE,
}
