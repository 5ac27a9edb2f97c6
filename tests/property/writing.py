"""Ways to write a figure, as strategies: each gives the text and what must be read from it.

A way is added here when the reader learns it; `test_written_ways.py` then asks for every value written that way.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from factcheck.model import Modifier

UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SCALES = {10**12: "trillion", 10**9: "billion", 10**6: "million", 10**3: "thousand"}
SPACES = "\u00a0\u2009\u202f\u2007"
"""The spaces that are put between groups of digits so that they stay on one line."""
DIGITS = ["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९", "০১২৩৪৫৬৭৮৯", "０１２３４５６７８９"]
VULGAR = {"½": (1, 2), "¼": (1, 4), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3), "⅛": (1, 8), "⅗": (3, 5)}

MEASURES = {
    "kilometre": ["km", "kilometres", "kilometers"],
    "kilogram": ["kg", "kilograms", "kilos"],
    "tonne": ["tonnes"],
    "litre": ["litres", "liters"],
    "hectare": ["hectares", "ha"],
    "square kilometre": ["square kilometres", "sq km", "km²"],
    "megawatt": ["MW", "megawatts"],
    "mile": ["miles"],
    "degree Celsius": ["°C", "degrees Celsius"],
    "percent": ["%", "percent", "per cent"],
    "percentage point": ["percentage points"],
    "basis point": ["basis points"],
    "gigabyte": ["GB", "gigabytes"],
    "foot": ["feet", "ft"],
}
UNIT_SIGNS = {"km", "kg", "ha", "sq km", "km²", "ft", "MW", "GB", "°C", "%"}
"""Signs that nobody writes behind a number in words."""
MONEY_BEFORE = {"USD": ["$", "US$", "USD "], "GBP": ["£"], "EUR": ["€", "EUR "], "CHF": ["CHF "], "JPY": ["¥"]}
MONEY_BEHIND = {
    "USD": [" dollars", " USD"],
    "GBP": [" pounds sterling"],
    "EUR": ["€", " euros", " EUR"],
    "CHF": [" Swiss francs"],
}

HEDGES = {
    Modifier.APPROXIMATE: ["about", "around", "roughly", "nearly", "almost", "approximately", "an estimated", "some"],
    Modifier.MORE_THAN: ["more than", "over", "just over", "well over", "in excess of", "upwards of", "north of"],
    Modifier.LESS_THAN: ["less than", "under", "just under", "well under", "slightly less than"],
    Modifier.AT_LEAST: ["at least", "no less than", "not less than", "a minimum of"],
    Modifier.AT_MOST: ["up to", "no more than", "at most", "a maximum of", "as much as", "not exceeding"],
    Modifier.EXACT: ["exactly", "precisely", "only", "a total of", "a record"],
}
SIGNS = {"~": Modifier.APPROXIMATE, "≈": Modifier.APPROXIMATE, ">": Modifier.MORE_THAN, "<": Modifier.LESS_THAN}
SIGNS |= {"≥": Modifier.AT_LEAST, "≤": Modifier.AT_MOST}
BEHIND = {" or more": Modifier.AT_LEAST, " or less": Modifier.AT_MOST, " or so": Modifier.APPROXIMATE}


@dataclass(frozen=True)
class Written:
    """A figure as written: the surface, with the hedge around it, and what must be read."""

    surface: str
    values: tuple[Fraction, ...]
    unit: str | None = None
    modifier: Modifier = Modifier.EXACT
    before: str = ""
    behind: str = ""

    @property
    def text(self) -> str:
        """The surface with its hedge."""
        return self.before + self.surface + self.behind


def in_words(value: int, *, joined: bool = True, hyphen: str = "-") -> str:
    """A whole number in words, with "and" before the last part or without.

    >>> in_words(1234567)
    'one million two hundred and thirty-four thousand five hundred and sixty-seven'
    """
    if value < 20:
        return UNITS[value]
    if value < 100:
        return TENS[value // 10] + (hyphen + UNITS[value % 10] if value % 10 else "")
    scale = next((scale for scale in SCALES if value >= scale), 100)
    head = in_words(value // scale, joined=joined, hyphen=hyphen) + " " + SCALES.get(scale, "hundred")
    rest = value % scale
    if not rest:
        return head
    join = " and " if joined and rest < 100 else " "
    return head + join + in_words(rest, joined=joined, hyphen=hyphen)


def grouped(value: int, mark: str, *, indian: bool = False) -> str:
    """A whole number with its digits in groups.

    >>> grouped(1234567, ","), grouped(1234567, ",", indian=True)
    ('1,234,567', '12,34,567')
    """
    digits = str(value)
    parts, digits, size = [digits[-3:]], digits[:-3], 2 if indian else 3
    while digits:
        parts, digits = [digits[-size:], *parts], digits[:-size]
    return mark.join(parts)


def looks_like_a_year(value: int) -> bool:
    """Whether four plain digits would be a year to a reader."""
    return 1000 <= value <= 2200


whole = st.one_of(st.integers(2, 99), st.integers(100, 99_999), st.integers(10**5, 10**11))
plain = st.integers(2, 9_999_999).filter(lambda value: not looks_like_a_year(value))
decimal_parts = st.from_regex(r"[0-9]{1,3}", fullmatch=True)


def exact(text: str, value: Fraction | int) -> Written:
    return Written(text, (Fraction(value),))


@st.composite
def whole_numbers(draw: st.DrawFn) -> Written:
    """Whole numbers in digits of every grouping and script."""
    way = draw(st.sampled_from(["plain", "comma", "space", "apostrophe", "indian", "script"]))
    value = draw(plain if way in ("plain", "script") else whole)
    if way == "plain":
        return exact(str(value), value)
    if way == "script":
        return exact(str(value).translate(str.maketrans(DIGITS[0], draw(st.sampled_from(DIGITS)))), value)
    if way == "indian":
        return exact(grouped(value, ",", indian=True), value)
    mark = {"comma": ",", "apostrophe": draw(st.sampled_from("'’"))}.get(way) or draw(st.sampled_from(SPACES))
    return exact(grouped(value, mark), value)


@st.composite
def decimals(draw: st.DrawFn) -> Written:
    value, places = draw(whole), draw(decimal_parts)
    head = draw(st.sampled_from([str(value) if value < 1000 else grouped(value, ","), grouped(value, ",")]))
    return exact(f"{head}.{places}", Fraction(f"{value}.{places}"))


@st.composite
def word_numbers(draw: st.DrawFn) -> Written:
    value = draw(whole)
    text = in_words(value, joined=draw(st.booleans()), hyphen=draw(st.sampled_from("- ")))
    return exact(text, value)


@st.composite
def scaled(draw: st.DrawFn) -> Written:
    """Digits with a scale word or letter: "3.1 million", "3.1bn", "12k"."""
    digits = draw(st.one_of(st.integers(1, 999).map(str), st.decimals(1, 999, places=1).map(str)))
    ways = [(scale, " " + word) for scale, word in SCALES.items()]
    ways += [(10**9, "bn"), (10**12, "tn"), (10**6, "mn"), (10**6, " mln"), (10**3, "k"), (10**9, " bn")]
    scale, word = draw(st.sampled_from(ways))
    return exact(digits + word, Fraction(digits) * scale)


@st.composite
def scaled_words(draw: st.DrawFn) -> Written:
    """Words before a scale word: "two and a half million", "half a billion", "three dozen"."""
    scale, word = draw(st.sampled_from([(10**6, "million"), (10**9, "billion"), (10**12, "trillion")]))
    value = draw(st.integers(1, 20))
    ways = {
        f"half a {word}": Fraction(scale, 2),
        f"{in_words(value)} and a half {word}": Fraction(2 * value + 1, 2) * scale,
        f"{value}½ {word}": Fraction(2 * value + 1, 2) * scale,
        f"{value} dozen": Fraction(12 * value),
        f"{in_words(value)} dozen": Fraction(12 * value),
    }
    return exact(*draw(st.sampled_from(sorted(ways.items()))))


@st.composite
def mixed_fractions(draw: st.DrawFn) -> Written:
    """Whole numbers with a fraction: "3 1/2", "3½", "three and a half"."""
    value = draw(st.integers(1, 99))
    sign, (over, under) = draw(st.sampled_from(sorted(VULGAR.items())))
    way = draw(st.sampled_from([f"{value}{sign}", f"{value} {over}/{under}"]))
    return exact(way, value + Fraction(over, under))


@st.composite
def powers(draw: st.DrawFn) -> Written:
    digits = str(draw(st.decimals(1, 9, places=1)))
    power = draw(st.integers(2, 15))
    high = str(power).translate(str.maketrans(DIGITS[0], "⁰¹²³⁴⁵⁶⁷⁸⁹"))
    way = draw(st.sampled_from([f"{digits} × 10^{power}", f"{digits}×10{high}", f"{digits} x 10^{power}"]))
    return exact(way, Fraction(digits) * 10**power)


numbers = st.one_of(whole_numbers(), decimals(), word_numbers(), scaled(), scaled_words(), mixed_fractions(), powers())
digit_numbers = st.one_of(whole_numbers(), decimals())


@st.composite
def measured(draw: st.DrawFn, of: st.SearchStrategy[Written] = numbers) -> Written:
    """A number with a unit behind it, at a space where the unit is a word."""
    number = draw(of)
    name, ways = draw(st.sampled_from(sorted(MEASURES.items())))
    in_words = number.surface[0].isalpha() or number.surface.endswith("dozen")
    way = draw(st.sampled_from([way for way in ways if not in_words or way not in UNIT_SIGNS]))
    touching = way == "%" or (way in UNIT_SIGNS and number.surface[-1].isdigit() and draw(st.booleans()))
    return replace(number, surface=number.surface + ("" if touching else " ") + way, unit=name)


@st.composite
def money(draw: st.DrawFn, of: st.SearchStrategy[Written] = numbers) -> Written:
    """A number with a currency on either side."""
    number = draw(of)
    if number.surface[0].isalpha() or draw(st.booleans()):
        name, ways = draw(st.sampled_from(sorted(MONEY_BEHIND.items())))
        way = draw(st.sampled_from([way for way in ways if way[0] == " " or number.surface[-1].isdigit()]))
        return replace(number, surface=number.surface + way, unit=name)
    name, ways = draw(st.sampled_from(sorted(MONEY_BEFORE.items())))
    return replace(number, surface=draw(st.sampled_from(ways)) + number.surface, unit=name)


@st.composite
def hedged(draw: st.DrawFn, of: st.SearchStrategy[Written]) -> Written:
    """A figure with words or signs that say how it is meant; a sign stands before digits only."""
    figure = draw(of)
    way = draw(st.sampled_from(["before", "sign", "behind"]))
    if way == "sign" and (figure.surface[0].isdigit() or figure.surface[0] in "$£€¥"):
        sign, modifier = draw(st.sampled_from(sorted(SIGNS.items())))
        return replace(figure, before=sign, modifier=modifier)
    if way == "behind":
        words, modifier = draw(st.sampled_from(sorted(BEHIND.items())))
        return replace(figure, behind=words, modifier=modifier)
    modifier, ways = draw(st.sampled_from(sorted(HEDGES.items())))
    return replace(figure, before=draw(st.sampled_from(ways)) + " ", modifier=modifier)


@st.composite
def ranges(draw: st.DrawFn) -> Written:
    """Two ends in one unit and scale, both written once or twice; no end is twenty times the other."""
    band = draw(st.sampled_from([st.integers(50, 990).map(Decimal), st.decimals(2, 30, places=1)]))
    low, high = sorted(draw(st.lists(band, min_size=2, max_size=2, unique=True)))
    name, before, behind = draw(st.sampled_from(RANGED))
    scale, word = draw(
        st.sampled_from([(1, ""), (10**3, "k"), (10**6, " million"), (10**9, "bn"), (10**9, " billion")])
    )
    values = (Fraction(low) * scale, Fraction(high) * scale)
    once = f"{before}{low}{{}}{high}{word}{behind}"
    twice = f"{before}{low}{word}{behind}{{}}{before}{high}{word}{behind}"
    if draw(st.booleans()):
        text = draw(st.sampled_from([once, twice])).format(" and ")
        return Written(text, values, name, Modifier.RANGE, before="between ")
    join = draw(st.sampled_from([" to ", "–", "-", " – "]))
    return Written((twice if join == " to " else once).format(join), values, name, Modifier.RANGE)


RANGED: list[tuple[str | None, str, str]] = [
    (None, "", ""),
    ("kilometre", "", " km"),
    ("percent", "", "%"),
    ("tonne", "", " tonnes"),
    ("USD", "$", ""),
    ("GBP", "£", ""),
]
RANGED += [("EUR", "", " euros")]


@st.composite
def signed(draw: st.DrawFn) -> Written:
    """Negative figures: a real minus, a hyphen that touches the digits, a word; the sign before or behind "$"."""
    figure = draw(digit_numbers)
    values = (-figure.values[0],)
    unit, text = draw(
        st.sampled_from(
            [("percent", "{}{}%"), ("degree Celsius", "{}{} °C"), ("USD", "{}${}"), (None, "{}{}"), ("GBP", "{}£{}")]
        )
    )
    sign = draw(st.sampled_from(["−", "-", "minus "]))
    return replace(figure, surface=text.format(sign, figure.surface), values=values, unit=unit)


@st.composite
def money_letters(draw: st.DrawFn) -> Written:
    """Scale letters that only money makes plain: "$3.1m", "£4b", "€2.5 m", "$1.762bn"."""
    name, before = draw(st.sampled_from([("USD", "$"), ("GBP", "£"), ("EUR", "€"), ("CAD", "C$"), ("AUD", "A$")]))
    scale, letter = draw(st.sampled_from(sorted(MONEY_LETTERS.items())).map(lambda pair: (pair[1], pair[0])))
    digits = draw(st.one_of(st.integers(1, 999).map(str), st.decimals(1, 99, places=3).map(str)))
    return Written(before + digits + letter, (Fraction(digits) * scale,), name)


MONEY_LETTERS = {"m": 10**6, "M": 10**6, "b": 10**9, "B": 10**9, "t": 10**12, "k": 10**3, "K": 10**3, "bn": 10**9}
MONEY_LETTERS |= {" m": 10**6, "mn": 10**6, " mn": 10**6, "tn": 10**12, " trn": 10**12, " mln": 10**6, "MM": 10**6}


@st.composite
def shares(draw: st.DrawFn) -> Written:
    """Parts of a whole in words and digits; they stand before "of them"."""
    under = draw(st.integers(2, 10))
    over = draw(st.integers(1, under - 1))
    names = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
    name, parts = draw(st.sampled_from(sorted(names.items())))
    some = draw(st.integers(1, parts - 1))
    spelt = {
        f"{in_words(some)}-{name}s": Fraction(some, parts),
        f"{in_words(some)} {name}s": Fraction(some, parts),
        f"a {name}": Fraction(1, parts),
        f"one {name}": Fraction(1, parts),
    }
    ways = {way: value for way, value in spelt.items() if (some > 1) == way.endswith("s") and parts > 2}
    ways |= {f"{over} out of {under}": Fraction(over, under), f"{over} in {under}": Fraction(over, under)}
    ways |= {f"{in_words(over)} in {in_words(under)}": Fraction(over, under), "half": Fraction(1, 2)}
    text, value = draw(st.sampled_from(sorted(ways.items())))
    return Written(text, (value,), "share")


@st.composite
def vague(draw: st.DrawFn) -> Written:
    """Words that say an order of size: their interval is declared in the language's data."""
    words = {"Dozens": (24, 99), "Hundreds": (100, 999), "Tens of thousands": (10_000, 99_999), "Several": (3, 9)}
    words |= {"A few hundred": (300, 999), "Hundreds of thousands": (100_000, 999_999), "Scores": (40, 99)}
    text, (low, high) = draw(st.sampled_from(sorted(words.items())))
    return Written(text, (Fraction(low), Fraction(high)), modifier=Modifier.VAGUE)
