"""Units behind a number, as UCUM codes with English names; "per day" and "a barrel" make rates of them."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from pipeline.figures.alternation import any_of
from pipeline.figures.measures import measure_of
from pipeline.figures.small_words import listed
from pipeline.lexicon import Entry, check_examples, read_entries

LEXICON = "units.yml"
GAP = re.compile(r"[ -]")
NAMED = re.compile(r"(?:[ -]| - )?(?:(?<= )(?:US|U\.S\.|imperial) )?([A-Za-z][A-Za-z.]*)")
MORE = re.compile(r"(?:[ -][A-Za-z][A-Za-z.]*){0,4}")
NEXT_NAME = re.compile(r" [A-Z][a-z]|-")
RUNS_ON = re.compile(r"[\w²³]|/[a-z]|-(?:ft|feet)\b")
DECIMAL = dict(
    pair.split("=")
    for pair in (
        "yotta=Y zetta=Z exa=E peta=P tera=T giga=G mega=M kilo=k hecto=h deca=da "
        "deci=d centi=c milli=m micro=u nano=n pico=p femto=f atto=a zepto=z yocto=y"
    ).split()
)
BINARY = {"kibi": "Ki", "mebi": "Mi", "gibi": "Gi", "tebi": "Ti"}  # those that UCUM has
IRREGULAR = {"foot": "feet", "inch": "inches", "century": "centuries"}
GUARDED_INCH = re.compile(r"(?= (?:thick|wide|long|tall|deep|high|across|in diameter|x|by)\b|[,;)]|\.?$|\. )")
FEET_BEFORE = re.compile(r"\d['’′] ?\d{1,2}(?:\.\d+)? ?[\"”″]$")
INCHES_BEHIND = re.compile(r" ?\d{1,2}(?:\.\d+)? ?[\"”″]")
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
            names.setdefault(key_of(name), entry)
            names.setdefault(key_of(plural(name)), entry)
        for sign in entry["symbols"]:
            signs.setdefault(sign, entry)
    for name, entry in prefixed():
        names.setdefault(name, entry)
    return names, signs


def kind_of(entry: Entry) -> str:
    """The kind of figure that a unit makes: what its code measures, unless the lexicon says it."""
    if "kind" in entry:
        return str(entry["kind"])
    measure = measure_of(entry["ucum"])
    return (measure and measure.dimension) or "other_measure"


def every_code() -> frozenset[str]:
    """The UCUM codes of the lexicon, with SI prefixes where they take them."""
    return frozenset(entry["ucum"] for entry in entries()) | {entry["ucum"] for _, entry in prefixed()}


def key_of(name: str) -> str:
    """A unit's name as it is looked up: in lower case, hyphens as spaces."""
    return name.lower().replace("-", " ")


def prefixed() -> Iterator[tuple[str, Entry]]:
    """Names with SI prefixes ("nanosecond"), for units that the lexicon does not list so."""
    for entry in entries():
        for name in entry.get("prefixed", ()):
            for prefix, code in {**DECIMAL, **(BINARY if entry["id"] in ("byte", "bit") else {})}.items():
                made = {**entry, "ucum": code + entry["ucum"], "unit_name": prefix + entry["unit_name"], "id": entry["id"]}
                yield prefix + name, made
                yield plural(prefix + name), made


def plural(name: str) -> str:
    """The regular plural of a unit's name, of its first word where "per" follows.

    >>> plural("square foot"), plural("mile per hour"), plural("hour")
    ('square feet', 'miles per hour', 'hours')
    """
    head, per, rest = name.partition(" per ")
    first, space, last = head.rpartition(" ")
    return first + space + IRREGULAR.get(last, last if last.endswith("s") else last + "s") + per + rest


@lru_cache(maxsize=1)
def symbol_pattern() -> re.Pattern[str]:
    """A unit's symbol right behind a number, the longest first."""
    return re.compile(rf"([ -])?({any_of(by_spelling()[1])})(?:(?![\w²³^])|(?<=['’′])(?=\d))")


@lru_cache(maxsize=1)
def first_words() -> frozenset[str]:
    """The first words of all names, in lower case: most nouns behind a number are none of them, and need no further look."""
    return frozenset(name.split(" ")[0] for name in by_spelling()[0])


def unit_behind(text: str, position: int, digits: bool, whole: str = "") -> Unit | None:
    """The unit that follows the number ending at `position`; symbols need digits before them.

    >>> unit_behind("48-hour ceasefire", 2, True).ucum, unit_behind("7 of", 1, True)
    ('h', None)
    """
    if text[position : position + 1] == "":
        return None
    named = unit_named(text, position)
    found = symbol_pattern().match(text, position) if digits else None
    if found is None or (named is not None and found.end() <= named.end):
        return named
    if not allowed(text, found.group(2), found.group(1) or "", found.end(), whole):
        return named
    entry = by_spelling()[1][found.group(2)]
    return Unit(position, found.end(), entry["ucum"], entry["unit_name"], kind_of(entry), entry["id"])


def unit_named(text: str, position: int) -> Unit | None:
    """The unit by name behind a number, of up to five words, the most words first."""
    found = NAMED.match(text, position)
    if found is None:
        return None
    first, start = found.group(1).lower(), found.start(1)
    if first not in first_words() and first.rstrip(".") not in first_words():
        return None
    more = MORE.match(text, found.end())
    names, words = by_spelling()[0], text[start : more.end() if more else found.end()]
    cuts = [cut.start() for cut in GAP.finditer(words)] + [len(words)]
    for cut in reversed(cuts):
        name = words[:cut]
        entry = names.get(key_of(name)) or names.get(key_of(name.rstrip(".")))
        end = start + len(name if key_of(name) in names else name.rstrip("."))
        if entry is not None and not RUNS_ON.match(text, end):
            return Unit(position, end, entry["ucum"], entry["unit_name"], kind_of(entry), entry["id"])
    return None


def allowed(text: str, sign: str, gap: str, end: int, whole: str) -> bool:
    """Whether a symbol that is also a word, a quote or a plural ending is a unit here."""
    if sign in ("in", "in."):
        return gap in ("", "-") or GUARDED_INCH.match(text, end) is not None
    if sign in ('"', "”", "″") and FEET_BEFORE.search(text, max(0, end - 12), end):
        return True
    if sign == '"':
        return text.count('"', max(0, end - 300), end - 1) % 2 == 0 and not gap
    if sign in ("'", "’", "′"):
        return not gap and INCHES_BEHIND.match(text, end) is not None
    if sign == "s":
        return bool(gap) or "." in whole
    if gap == "-":
        return len(sign) > 1
    if sign in ("A", "C", "F", "J", "K", "L", "N", "V", "W", "T", "B", "pc", "MT", "SF", "MP", "PB", "EB"):
        return not gap or not NEXT_NAME.match(text, end)
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
