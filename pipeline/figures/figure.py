"""A figure as found in a text: a number claimed, its unit, and what is counted."""

from decimal import Decimal
from typing import NamedTuple

KINDS = (
    "count", "money", "percent", "ratio", "duration", "length", "area", "volume", "mass", "speed", "temperature", "energy",
    "power", "rate", "age", "score", "rank", "other_measure",
)  # fmt: skip
QUALIFIERS = ("exact", "about", "at_least", "at_most", "more_than", "less_than", "range", "vague")
ROLES = (
    "killed", "injured", "arrested", "abducted", "displaced", "missing", "rescued", "released", "participants", "destroyed",
    "damaged", "affected", "sentenced", "deployed", "infected", "voters", "detained",
)  # fmt: skip
CHANGES = ("increase", "decrease")


class Base(NamedTuple):
    """Value and bounds of a measure in the SI unit of what it measures, as UCUM; empty for counts, money and what has no size."""

    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None


NO_BASE = Base()


class Figure(NamedTuple):
    """Characters `start` to `end` of a page's clean text (number, scale, unit and qualifying word; not the thing counted).

    `value` is the one number claimed, `low` and `high` the bounds (both, for a range; one, for "at least"; for a vague
    amount such as "dozens" what the word can mean). `unit` is UCUM, `currency` ISO 4217. `item` is the thing counted as
    written, with its own span, `head` the lemma of its head. `role` says what happened to the counted, `of_whom` who they are
    ("civilians", "police"). `base` is the same in SI units.
    """

    start: int
    end: int
    kind: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    qualifier: str
    unit: str | None
    unit_name: str | None
    currency: str | None
    item_start: int | None
    item_end: int | None
    head: str | None
    role: str | None
    of_whom: str | None
    change: str | None
    rule_id: str
    confidence: float
    base: Base = NO_BASE
