"""Units behind a number, as UCUM codes with English names; "per day" and "a barrel" make rates of them."""

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.figures.small_words import listed
from pipeline.lexicon import Entry, check_examples, read_entries

LEXICON = "units.yml"
GAPS = re.compile(r"[ -]+")
IRREGULAR = {"foot": "feet", "inch": "inches", "century": "centuries"}
GUARDED_INCH = re.compile(r"(?= (?:thick|wide|long|tall|deep|high|across|in diameter|x|by)\b|[,;)]|\.?$|\. )")
RATE = re.compile(
    r"(?: ?/ ?| per |-per-|-a-| an? | each | every )(?P<per>(?:square |cubic |sq )?[a-zA-Z]+\d?[²³]?)\b"
    r"(?! (?:earlier|ago|before|later|old)\b)"
    r"|(?P<adverb> (?:daily|weekly|monthly|annually|yearly|hourly|a head|apiece))\b"
)
ADVERBS = {"daily": "day", "weekly": "week", "monthly": "month", "annually": "year", "yearly": "year", "hourly": "hour"}


class Unit(NamedTuple):
    """A unit at `start` to `end`: UCUM code, English name, kind of figure, and the lexicon's entry."""

    start: int
    end: int
    ucum: str
    name: str
    kind: str
    rule: str


@lru_cache(maxsize=1)
def entries() -> tuple[Entry, ...]:
    """The lexicon's entries."""
    return read_entries(__package__, LEXICON)


@lru_cache(maxsize=1)
def by_spelling() -> tuple[dict[str, Entry], dict[str, Entry]]:
    """Names in lower case, singular and plural, and symbols as written; the first entry to claim a spelling has it."""
    names: dict[str, Entry] = {}
    signs: dict[str, Entry] = {}
    for entry in entries():
        for name in entry["names"]:
            names.setdefault(name, entry)
            names.setdefault(plural(name), entry)
        for sign in entry["symbols"]:
            signs.setdefault(sign, entry)
    return names, signs


def plural(name: str) -> str:
    """The regular plural of a unit's name, of its first word where "per" follows.

    >>> plural("square foot"), plural("mile per hour"), plural("hour")
    ('square feet', 'miles per hour', 'hours')
    """
    head, per, rest = name.partition(" per ")
    first, space, last = head.rpartition(" ")
    return first + space + IRREGULAR.get(last, last if last.endswith("s") else last + "s") + per + rest


@lru_cache(maxsize=1)
def pattern() -> re.Pattern[str]:
    """A unit's name or symbol right behind a number."""
    names, signs = by_spelling()
    words = "|".join(re.escape(name).replace(r"\ ", "[ -]") for name in sorted(names, key=len, reverse=True))
    marks = "|".join(re.escape(sign) for sign in sorted(signs, key=len, reverse=True))
    long = "|".join(re.escape(sign) for sign in sorted(signs, key=len, reverse=True) if len(sign) > 3)
    return re.compile(
        rf"(?P<gap>[ -]| - )?(?:(?P<long>{long})(?![\w²³])"
        rf"|(?:(?<= )(?:US|U\.S\.|imperial) )?(?i:(?P<name>{words}))(?![\w²³/]|-(?:ft|feet)\b)"
        rf"|(?P<sign>{marks})(?![\w²³^]))"
    )


def unit_behind(text: str, position: int, digits: bool, whole: str = "") -> Unit | None:
    """The unit that follows the number ending at `position`; symbols need digits before them.

    >>> unit_behind("48-hour ceasefire", 2, True).ucum, unit_behind("7 of", 1, True)
    ('h', None)
    """
    found = pattern().match(text, position)
    if found is None:
        return None
    names, signs = by_spelling()
    if name := found.group("name"):
        key = GAPS.sub(" ", name.lower())
        entry = names.get(key) or names.get(name.lower()) or names[key.replace(" ", "-")]
        return Unit(position, found.end(), entry["ucum"], entry["unit_name"], entry["kind"], entry["id"])
    sign, gap = found.group("sign") or found.group("long"), found.group("gap") or ""
    if not digits or not allowed(text, sign, gap, found.end(), whole):
        return None
    entry = signs[sign]
    return Unit(position, found.end(), entry["ucum"], entry["unit_name"], entry["kind"], entry["id"])


def allowed(text: str, sign: str, gap: str, end: int, whole: str) -> bool:
    """Whether a symbol that is also a word, a quote or a plural ending is a unit here."""
    if sign in ("in", "in."):
        return gap in ("", "-") or GUARDED_INCH.match(text, end) is not None
    if sign == '"':
        return text.count('"', max(0, end - 300), end - 1) % 2 == 0 and not gap
    if sign == "s":
        return bool(gap) or "." in whole
    if gap == "-":
        return len(sign) > 1
    if sign in ("A", "C", "F", "J", "K", "L", "N", "V", "W", "T", "B", "pc", "MT", "SF", "MP", "PB", "EB"):
        return not gap or not re.match(r" [A-Z][a-z]|-", text[end : end + 3])
    return not (sign in ("h", "d", "g", "t", "l", "m") and text[end : end + 1] in ("'", "’"))


class Rate(NamedTuple):
    """What a quantity is counted per: where the words end, UCUM of the denominator, its name."""

    end: int
    ucum: str
    name: str


def rate_behind(text: str, position: int, money: bool, measured: bool) -> Rate | None:
    """ "per day", "a barrel", "/hour" behind a quantity; "a" needs money, a measure or a noun of time."""
    found = RATE.match(text, position)
    if found is None:
        return None
    if found.group("adverb"):
        word = ADVERBS.get(found.group("adverb").strip(), "person")
    else:
        word = found.group("per").lower()
        joined = found.group().strip()
        loose = joined.startswith(("a ", "an ", "each", "every"))
        if loose and not (money or measured or word in ("day", "week", "month", "year", "hour", "minute", "night")):
            return None
        if (
            word not in listed("rate_nouns")
            and word not in by_spelling()[0]
            and not (joined.startswith("/") and found.group("per") in by_spelling()[1])
        ):
            return None
    entry = by_spelling()[0].get(word) or by_spelling()[1].get(found.group("per") or "")
    return Rate(found.end(), entry["ucum"] if entry else f"{{{word}}}", entry["unit_name"] if entry else word)


def check_lexicon() -> None:
    """Hold every entry to its examples; raises LexiconError."""

    def matches(entry: Entry, example: str) -> bool:
        number = re.search(r"\d+|\btwo|five", example)
        found = unit_behind(example, number.end(), number.group().isdigit()) if number else None
        return found is not None and found.rule == entry["id"]

    check_examples(LEXICON, entries(), matches)
