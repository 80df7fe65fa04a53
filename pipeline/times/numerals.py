"""Numbers written in words and signs, as time expressions use them: "twenty-four", "nineteen ninety-six", "two and a half"."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction


def number_of_words(values: Sequence[int]) -> int | None:
    """The number that small numbers, tens, hundreds and thousands make up when read one after the other.

    >>> number_of_words([20, 4]), number_of_words([2, 1000, 18]), number_of_words([3, 100]), number_of_words([5, 6])
    (24, 2018, 300, None)
    """
    total, current, room = 0, 0, 10**9
    for value in values:
        if value in (100, 1000):
            current = max(current, 1) * value
            if value == 1000:
                total, current = total + current, 0
            room = value
        elif value < room and not (value >= 10 and room <= 10):
            current += value
            room = 10 if value >= 20 else 1
        else:
            return None
    return total + current


def year_of_words(values: Sequence[int]) -> int | None:
    """The year that is read as two pairs of digits or as thousands.

    >>> year_of_words([19, 90, 6]), year_of_words([20, 10]), year_of_words([2, 1000, 18]), year_of_words([20, 4])
    (1996, 2010, 2018, None)
    """
    if 1000 in values:
        number = number_of_words(values)
        return number if number is not None and 1000 <= number < 2200 else None
    if len(values) >= 2 and 11 <= values[0] <= 20:
        rest = number_of_words(values[1:])
        if rest is not None and 10 <= rest <= 99:
            return values[0] * 100 + rest
        if len(values) == 3 and values[1] == 0:  # nineteen oh five
            return values[0] * 100 + values[2]
    return None


def decimal_of(text: str) -> Decimal | None:
    """The number written in digits, with thousands commas, a decimal point or a fraction; None where it is too long to mean one.

    >>> decimal_of("1,200.5"), decimal_of("5 1/2"), decimal_of("½")
    (Decimal('1200.5'), Decimal('5.5'), Decimal('0.5'))
    """
    if len(text) > 15:
        return None
    if text in FRACTIONS:
        return FRACTIONS[text]
    if "/" in text:
        whole, _, fraction = text.rpartition(" ")
        above, below = map(int, fraction.split("/"))
        return None if not below else rounded(Fraction(above, below) + (int(whole) if whole else 0))
    text = text.replace(",", "")
    return Decimal(text) if text.replace(".", "", 1).isdecimal() and text.count(".") <= 1 else None


def rounded(number: Fraction) -> Decimal:
    """The fraction as a decimal of at most three places."""
    return (Decimal(number.numerator) / Decimal(number.denominator)).quantize(Decimal("0.001")).normalize()


FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}


def plain(number: Decimal | int) -> str:
    """The number without exponent or trailing zeros, as ISO 8601 durations write it.

    >>> plain(Decimal("2.50")), plain(Decimal("100")), plain(3)
    ('2.5', '100', '3')
    """
    text = format(Decimal(number), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
