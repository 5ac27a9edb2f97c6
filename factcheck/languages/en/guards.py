"""What a rule may ask of the signs around a number before it wakes."""

from __future__ import annotations

from factcheck.grammar import Guard, Signs
from factcheck.languages.en.settled import MAY_BE_UNIT
from factcheck.languages.en.signs import ARTICLE, WAKING


def before(characters: str) -> Guard:
    """One of these stands in front of the number, or it begins the block."""
    return lambda signs: signs.before in characters


def after(characters: str) -> Guard:
    """One of these stands behind its digits, or they end the block."""
    return lambda signs: signs.after in characters


def then(characters: str) -> Guard:
    """One of these stands behind the spaces there, or they end the block."""
    return lambda signs: signs.then in characters


def word_before(classes: int) -> Guard:
    """The word in front of the number is of one of these classes."""
    return lambda signs: signs.word_before & classes != 0


def word_after(classes: int) -> Guard:
    """The word behind it is."""
    return lambda signs: signs.word_after & classes != 0


def in_block(marks: int) -> Guard:
    """The block holds one of these marks somewhere."""
    return lambda signs: signs.marks & marks != 0


def in_words(signs: Signs) -> bool:
    """Words begin the number, not digits."""
    return signs.digits == 0


def may_be_money(signs: Signs) -> bool:
    """Whether a currency may stand before or behind the number."""
    return signs.before in "$£€" or signs.after == "p" or bool(signs.word_after & MAY_BE_UNIT)


def may_name(signs: Signs) -> bool:
    """Whether the number can be the name of a thing: of a few digits, behind a word and before no word of measures."""
    return (
        1 <= signs.digits <= 4
        and not signs.dots
        and not signs.comma
        and signs.before == " "
        and (signs.after in " .;:!?)" or signs.after in "\"”’'")
        and not signs.word_after & WAKING
        and (not signs.word_before & WAKING or signs.word_before & ARTICLE != 0)
    )
