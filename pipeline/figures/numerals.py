"""Read numbers: digits, words and mixtures of both, as exact decimals with bounds for vague words.

Units, currencies and what is counted do not belong here. Rule for vague words: a vague plural means at least two of its word
and less than the next greater word, so "tens of thousands" is 20000 to 99999; "a handful" is 3 to 9.
"""

import re
from decimal import Context, Decimal
from functools import lru_cache
from typing import NamedTuple

from pipeline.figures.alternation import any_of, both_cases
from pipeline.lexicon import read_entries

LEXICON = "number_words.yml"
FRACTIONS = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "1/3", "⅔": "2/3", "⅛": "0.125", "⅜": "0.375", "⅝": "0.625", "⅞": "0.875",
             "⅕": "0.2", "⅖": "0.4", "⅗": "0.6", "⅘": "0.8", "⅙": "1/6", "⅚": "5/6"}  # fmt: skip
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
LONGEST_ROW = 24
EXACT = Context(prec=60)
ROUNDED = Context(prec=12)


class Numeral(NamedTuple):
    """A number at `start` to `end`: its value, or bounds where the word is vague; `form` is how it was written.

    Forms: `digits`, `words`, `mixed` ("4.2 million"), `fraction`, `vague`, `few` ("several", "a few"). `mark` is a scale
    abbreviation at the end ("m" of "12m"), which may turn out to be a unit; `bare` is the end without it. `scale` is the scale
    word's factor, which the lower end of "two to three million" shares.
    """

    start: int
    end: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    form: str
    mark: str = ""
    bare: int = 0
    scale: Decimal = Decimal(1)


@lru_cache(maxsize=1)
def words_of() -> dict[str, dict[str, Decimal]]:
    """Words by part of the grammar, in lower case but for the marks."""
    parts: dict[str, dict[str, Decimal]] = {}
    for entry in read_entries(__package__, LEXICON):
        if entry["part"] != "few":
            parts.setdefault(entry["part"], {}).update({word: Decimal(value) for word, value in entry["words"].items()})
    return parts


@lru_cache(maxsize=1)
def few_words() -> dict[str, tuple[Decimal, Decimal]]:
    """Vague small words and the bounds of what they mean."""
    entries = [entry for entry in read_entries(__package__, LEXICON) if entry["part"] == "few"]
    return {word: (Decimal(low), Decimal(high)) for entry in entries for word, (low, high) in entry["words"].items()}


CONTINENTAL = r"\d{1,3}(?:\.\d{3})+,\d{1,2}(?![\d,])"  # 5.000,00
DIGITS = (
    CONTINENTAL + r"|\d{1,3}(?:,\d{3})+(?![\d])(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)|\d{1,3}(?:\.\d{3}){2,}(?!\d)"
    r"|\d{1,3}(?:, 000)+(?!\d)|\d{1,3}(?: \d{3}){1,4}(?![\d,.]?\d)|\d+(?:\.\d+)?|\.\d+"
)
SLASHED = r"(?:\d{1,3}[ -])?\d{1,4} ?[/⁄] ?\d{1,4}(?![\d/⁄]|\.\d)"
EXPONENT = re.compile(r" ?[x×·*] ?10 ?\^? ?([-−–⁻+]?[\d⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})(?![\d.,]*\d)| ?[x×] ?2\^(\d{1,3})\b|[eE]([-+]?\d{1,2})\b")
DECIMAL_COMMA = re.compile(r"\d{1,3},\d{1,2}(?![\d,])(?=\s?(?:%|per ?cent|million|billion|trillion|bn|[a-zµ]{1,2}\b))")


@lru_cache(maxsize=1)
def anchor() -> re.Pattern[str]:
    """Where a number may begin: a digit, a vulgar fraction, or a number word in lower case, capitalised."""
    parts = words_of()
    plain = [word for part in ("unit", "ten", "hundred", "scale", "fraction", "vague") for word in parts[part]]
    starters = any_of(both_cases([*plain, *(word.partition(" ")[2] or word for word in few_words())]))
    return re.compile(rf"[\d{''.join(FRACTIONS)}]|(?<!\w){starters}\b")


@lru_cache(maxsize=1)
def run_of_words() -> re.Pattern[str]:
    """A run of at most sixteen number words; the bound keeps the cost linear on pages of nothing else."""
    parts = words_of()
    plain = any_of(word for part in ("unit", "ten", "hundred", "scale") for word in parts[part])
    return re.compile(rf"{plain}\b(?:(?:[ -]|,? and |, ){plain}\b){{0,15}}", re.IGNORECASE)


@lru_cache(maxsize=1)
def row_of_numbers() -> re.Pattern[str]:
    """Numbers in a row with no letter between them: a table or a list that has lost its words, where no number says of what.

    >>> [row_of_numbers().match("12 1,000 - " * count) is not None for count in (6, 12)]
    [False, True]
    """
    parts = words_of()
    words = any_of(both_cases(word for part in ("unit", "ten", "hundred", "scale") for word in parts[part]))
    digits = r"\d++(?:[.,]\d++){0,3}"
    one = rf"(?:{digits}|[{''.join(FRACTIONS)}]|{words})"
    return re.compile(rf"(?:{one}[\W_]{{1,8}}+){{{LONGEST_ROW},}}+(?:{digits})?+")


@lru_cache(maxsize=1)
def scale_after() -> re.Pattern[str]:
    """A scale behind digits, as word or as mark."""
    parts = words_of()
    words = any_of([*parts["scale"], "hundred"])
    long = any_of(mark for mark in parts["mark"] if len(mark) > 1)
    short = "".join(mark for mark in parts["mark"] if len(mark) == 1)
    return re.compile(
        rf"[ -]?\b((?i:{words}))(?i:s?)\b(?!-)|[ -](?i:({words}))s?\b|((?:(?<=\d) ?(?:{long})|(?<=\d)[{short}]))\b(?![\d'’])"
    )


@lru_cache(maxsize=1)
def scale_letters() -> frozenset[str]:
    """What a scale behind digits can begin with; behind other letters none is looked for."""
    parts = words_of()
    firsts = {word[0] for word in (*parts["scale"], "hundred")}
    return frozenset(firsts | {letter.upper() for letter in firsts} | {mark[0] for mark in parts["mark"]})


def exact(text: str) -> Decimal:
    """The decimal that digits with separators say, never through a float.

    >>> exact("1,200.5"), exact("10 000"), exact("1.234.567"), exact("2,5")
    (Decimal('1200.5'), Decimal('10000'), Decimal('1234567'), Decimal('2.5'))
    """
    digits = text.replace(" ", "")
    if re.fullmatch(CONTINENTAL, digits):
        digits = digits.replace(".", "").replace(",", ".")
    if digits.count(".") > 1:
        digits = digits.replace(".", "")
    if re.fullmatch(r"\d{1,3},\d{1,2}", digits):
        digits = digits.replace(",", ".")
    return Decimal(digits.replace(",", ""))


def divide(top: Decimal, bottom: Decimal) -> Decimal:
    """A fraction as a decimal of at most twelve digits.

    >>> divide(Decimal(1), Decimal(3)), divide(Decimal(1), Decimal(40))
    (Decimal('0.333333333333'), Decimal('0.025'))
    """
    return ROUNDED.divide(top, bottom)


def times(left: Decimal, right: Decimal) -> Decimal:
    """An exact product without an exponent.

    >>> str(times(Decimal("4.2"), Decimal(1000000)))
    '4200000'
    """
    product = EXACT.multiply(left, right)
    whole = product.to_integral_value()
    return whole if whole == product else product.normalize(EXACT)
