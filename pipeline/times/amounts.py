"""How many of which unit: "two and a half years", "a couple of weeks", "several days", as numbers and ISO 8601 durations."""

from decimal import Decimal
from typing import NamedTuple

from pipeline.times.numerals import plain
from pipeline.times.reading import Groups

LETTERS = {
    "S": ("T", "S"), "MIN": ("T", "M"), "H": ("T", "H"), "D": ("", "D"), "W": ("", "W"), "M": ("", "M"), "Q": ("", "Q"),
    "Y": ("", "Y"), "DE": ("", "DE"), "CE": ("", "CE"),
}  # fmt: skip
WORD_UNITS = {"century": "CE", "day": "D", "week": "W", "month": "M", "year": "Y", "hour": "H", "minute": "MIN", "quarter": "Q"}


class Amount(NamedTuple):
    """A number of units, None where the words are vague."""

    number: Decimal | None
    unit: str


def amount_of(groups: Groups) -> Amount:
    """The amount that the groups name.

    >>> amount_of({"num": 2, "half": 0.5, "unit": "Y"}), amount_of({"vague": "X", "unit": "FN"})
    (Amount(number=Decimal('30.0'), unit='M'), Amount(number=None, unit='W'))
    """
    return whole_units(number_of(groups), unit_of(groups))


def number_of(groups: Groups) -> Decimal | None:
    """The number of units, None where it is vague or not said."""
    number: Decimal | None = None
    if "low" in groups and not is_vague_range(groups):
        number = Decimal(groups["low"])
    elif "num" in groups:
        number = Decimal(groups["num"]) * (12 if groups.get("dozens") else 1)
    elif "couple" in groups or "dozen" in groups:
        number = Decimal(groups.get("couple") or groups["dozen"])
    elif "a" in groups and "vague" not in groups:
        number = Decimal(1)
    if "fourth" in groups:
        return (number or Decimal(0)) + (Decimal("0.75") if groups["fourth"] == "quarters" else Decimal("0.25"))
    if "half" in groups or "half2" in groups:
        return (number or Decimal(0)) + Decimal("0.5")
    return number


def is_vague_range(groups: Groups) -> bool:
    """Whether "5 to 3" is no range."""
    return "num" in groups and Decimal(groups["low"]) >= Decimal(groups["num"])


def unit_of(groups: Groups) -> str:
    """The unit as its letter."""
    unit = str(groups.get("unit") or groups.get("units") or "D")
    return WORD_UNITS.get(unit.removesuffix("s"), unit)


def whole_units(number: Decimal | None, unit: str) -> Amount:
    """The amount in units that ISO 8601 knows."""
    factor, unit = {"FN": (2, "W"), "QC": (25, "Y"), "ML": (1000, "Y")}.get(unit, (1, unit))
    if number is not None:
        number *= factor
        if number != int(number):
            small, times = {"CE": ("Y", 100), "DE": ("Y", 10), "Y": ("M", 12)}.get(unit, (unit, 1))
            if number * times == int(number * times):
                return Amount(number * times, small)
    return Amount(number, unit)


def duration(amount: Amount) -> str:
    """The ISO 8601 duration, with X for a vague number and the letters DE and CE of TIMEX3.

    >>> duration(Amount(Decimal(2), "Y")), duration(Amount(None, "MIN")), duration(Amount(Decimal("5.5"), "H"))
    ('P2Y', 'PTXM', 'PT5H30M')
    """
    clock, letter = LETTERS.get(amount.unit, ("", "D"))
    if amount.number is not None and amount.number != int(amount.number) and amount.unit in ("H", "MIN"):
        smaller = "M" if amount.unit == "H" else "S"
        rest = (amount.number - int(amount.number)) * 60
        whole = f"{int(amount.number)}{letter}" if amount.number >= 1 else ""
        return f"PT{whole}{plain(rest)}{smaller}"
    return f"P{clock}{'X' if amount.number is None else plain(amount.number)}{letter}"
