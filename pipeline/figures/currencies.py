"""Currencies before and behind a number, as ISO 4217 codes: symbols and short names from the lexicon, full names from babel."""

import re
from bisect import bisect_left
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from pipeline.figures.alternation import any_of
from pipeline.lexicon import Entry, check_examples, read_entries

LEXICON = "currencies.yml"
CENT = Decimal("0.01")
CLAUSE_END = re.compile(r"[.!?;] |\n")
OBJECT = re.compile(r" (?:the|an?|his|her|their|its|[a-z]+s)\b")
NEAR = 600  # characters from a number to the country that says whose dinars they are
MOST_NEAR = 40
WHOLE = Decimal(1)
MILLION = Decimal(1000000)
SHY = frozenset("AMD BAM COP CUP GEL MAD MOP PEN SOS TRY".split())  # words and acronyms too: "COP30", "TRY 3 MONTHS FREE"
AMOUNT = re.compile(r"\d{1,3}(?:,\d{3})+|\d+\.\d\d?\b|\d{4,}|\d+ ?(?:m|bn|million|billion|trillion|thousand)\b")
LOWER_CASE = "usd eur gbp rmb cny jpy inr aud cad chf hkd nzd sgd krw aed sar iqd".split()  # codes that are no words
NAMED = re.compile(r" \(?(US|U\.S\.|USD|AUD|CAD|NZD|HKD|SGD|Canadian|Australian|American)\)?(?! ?\d)(?=[\s,.;:)]|$)")
GAPS = re.compile(r"[ -]+")
UNITED_STATES = re.compile(r"^u\.s\.?")
AFTER_NAMED = re.compile(r"[,.;:)]|$| (?:a|per|for|to|in|at)\b")
NAMES = {"US": "USD", "U.S.": "USD", "American": "USD", "Canadian": "CAD", "Australian": "AUD"}


class Currency(NamedTuple):
    """A currency at `start` to `end`; `factor` is 0.01 for cents, `rule` the lexicon's entry or `babel`."""

    start: int
    end: int
    code: str
    factor: Decimal
    rule: str


@lru_cache(maxsize=1)
def entries() -> tuple[Entry, ...]:
    """The lexicon's entries; their examples are tried by `check_lexicon`."""
    return read_entries(__package__, LEXICON)


@lru_cache(maxsize=1)
def full_names() -> dict[str, str]:
    """English names of the world's currencies in lower case, singular and plural, to their codes.

    >>> full_names()["iraqi dinars"], full_names()["us dollar"]
    ('IQD', 'USD')
    """
    from babel import Locale  # 40 ms, and most texts name no currency

    names: dict[str, str] = {}
    locale = Locale("en")
    plurals = locale._data["currency_names_plural"]
    for code, name in locale.currencies.items():
        for form in (name, *(plurals[code].values() if code in plurals else ())):
            if "(" not in form and " " in form:
                names.setdefault(form.lower(), code)
    return names


@lru_cache(maxsize=1)
def symbols() -> dict[str, Entry]:
    """Symbols to their entries."""
    return {symbol: entry for entry in entries() for symbol in entry.get("symbols", ())}


@lru_cache(maxsize=1)
def short_names() -> dict[str, Entry]:
    """Short names to their entries."""
    return {word: entry for entry in entries() for word in entry.get("words", ())}


@lru_cache(maxsize=1)
def codes() -> frozenset[str]:
    """ISO 4217 codes in use."""
    from babel.core import get_global

    current = {
        code for rows in get_global("territory_currencies").values() for code, _, until, tender in rows if not until and tender
    }
    return frozenset(current | {"CNH", "XAU"}) - {"ALL", "TOP"}


@lru_cache(maxsize=1)
def patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What may stand before a number (ending there), and what may stand behind one."""
    signs, iso, lower, words = any_of(symbols()), any_of(codes()), any_of(LOWER_CASE), any_of(short_names())
    before = re.compile(rf"(?<![A-Za-z$£€.])((?i:aud|nzd|cad|usd|hkd|sgd) ?\$|{signs}|{iso}) ?[-−]?$")
    behind = re.compile(
        rf" ?((?:{signs})(?!\w)|(?:M(?=USD|EUR|GBP|SEK))?(?:{iso}|{lower})\b)"
        rf"|[ -]?((?i:{words}))\b(?!-(?!a-|an-|per-))|[ -]((?:[A-Za-z.]+[ -]){{1,3}}?(?i:{words}))\b"
    )
    return before, behind


def currency_before(text: str, position: int, floor: int) -> Currency | None:
    """The currency that ends where the number begins: "US$", "IQD "."""
    last = text[position - 1 : position]
    if last == " ":
        last = text[position - 2 : position - 1]
    if position <= floor or not last or (last.islower() and last != "s") or last in ",;:)]\"'”’":
        return None
    found = patterns()[0].search(text, max(floor, position - 7), position)
    if found is None:
        return None
    sign = found.group(1)
    if sign in SHY and (found.end(1) == position or not AMOUNT.match(text, position)):
        return None
    entry = symbols().get(sign) or symbols().get(sign.replace(" ", ""))
    return Currency(
        found.start(), found.end(), entry["code"] if entry else sign.upper()[:3], WHOLE, entry["id"] if entry else "iso4217"
    )


def currency_behind(text: str, position: int, scaled: bool) -> Currency | None:
    """The currency that follows the number at `position`; pounds weigh, unless they come by the million."""
    found = patterns()[1].match(text, position)
    if found is None:
        return None
    sign, short, full = found.groups()
    if sign:
        entry = symbols().get(sign)
        if entry is None and sign.upper().removeprefix("M") not in codes() and sign.upper() not in codes():
            return None
        code = entry["code"] if entry else sign.upper() if sign.upper() in codes() else sign.upper()[1:]
        factor = CENT if entry and entry.get("cents") else MILLION if not entry and sign.upper() not in codes() else WHOLE
        return Currency(position, found.end(), code, factor, entry["id"] if entry else "iso4217")
    if short:
        return read_short(text, position, found.end(), short.lower(), scaled)
    name = UNITED_STATES.sub("us", GAPS.sub(" ", full.lower()))
    code = full_names().get(name) or full_names().get(name.rstrip("s"))
    if code is None:
        return read_cents(position, found.end(), name)
    return Currency(position, found.end(), code, WHOLE, "babel")


def currency_named(text: str, position: int, code: str) -> Currency | None:
    """The dollar that is named behind the amount: "$75 U.S.", "$10 Canadian"."""
    found = NAMED.match(text, position) if code == "USD" else None
    if found is None or (len(found.group(1)) > 4 and not AFTER_NAMED.match(text, found.end())):
        return None
    return Currency(position, found.end(), NAMES.get(found.group(1), found.group(1)), WHOLE, "named")


def read_cents(start: int, end: int, name: str) -> Currency | None:
    """ "Canadian cents", "US cents"."""
    owner, _, word = name.rpartition(" ")
    if word not in ("cent", "cents"):
        return None
    code = full_names().get(f"{owner} dollar")
    return Currency(start, end, code, CENT, "cent") if code else None


def read_short(text: str, start: int, end: int, word: str, scaled: bool) -> Currency | None:
    """A short name: the currency of that name whose country is named nearest, else the best known one."""
    entry = short_names()[word]
    if word == "p" and not text[start:end].startswith("p"):
        return None
    factor = CENT if entry.get("cents") else WHOLE
    code = None if factor != WHOLE else nearest_code(entry["id"], text, start)
    if entry.get("weighs") and not scaled and code is None:
        return None
    if entry.get("verb") and not scaled and (code is None or OBJECT.match(text, end)):
        return None  # "A man of 35 won the prize"
    return Currency(start, end, code or entry["code"], factor, entry["id"])


@lru_cache(maxsize=64)
def countries_of(name: str) -> tuple[re.Pattern[str] | None, dict[str, str]]:
    """Demonyms and countries of the currencies called `name`, as a pattern and a map to codes."""
    owners = {full.rpartition(" ")[0]: code for full, code in full_names().items() if full.endswith(f" {name}")}
    owners.update({country: code for country, code in territories().items() if code in set(owners.values())})
    if not owners:
        return None, {}
    return re.compile(rf"{any_of(owner.title() for owner in owners)}\b"), owners


@lru_cache(maxsize=1)
def territories() -> dict[str, str]:
    """Countries by English name in lower case, to the code of their currency."""
    from babel import Locale
    from babel.core import get_global

    names = Locale("en").territories
    money = {}
    for territory, rows in get_global("territory_currencies").items():
        current = [code for code, _, until, tender in rows if not until and tender]
        if current and territory in names:
            money[names[territory].lower()] = current[0]
    return money


def nearest_code(name: str, text: str, position: int) -> str | None:
    """The code of the currency called `name` whose country is named nearest to `position`, within 600 characters."""
    if name in ("dollar", "euro", "yen", "sterling"):
        return None
    starts, found = owners_in(text, name)
    near = range(bisect_left(starts, position - NEAR), bisect_left(starts, position + NEAR))
    if not near:
        return max(set(found), key=lambda code: (found.count(code), code)) if 0 < len(found) <= MOST_NEAR else None
    if len(near) > MOST_NEAR:  # a page of nothing but such names: the two next to the number decide
        middle = bisect_left(starts, position)
        near = range(max(middle - 1, 0), min(middle + 1, len(starts)))
    return found[min(near, key=lambda number: (distance(text, starts[number], position), starts[number]))]


def distance(text: str, start: int, position: int) -> int:
    """How far a country is from an amount: in characters, farther behind it than before it, and farther still in another clause."""
    between = text[min(start, position) : max(start, position)]
    return len(between) + (60 if start > position else 0) + (300 if CLAUSE_END.search(between) else 0)


@lru_cache(maxsize=8)
def owners_in(text: str, name: str) -> tuple[list[int], list[str]]:
    """Where a text names a country or a people that has a currency called `name`, and the codes of those currencies."""
    pattern, owners = countries_of(name)
    found = [] if pattern is None else [(match.start(), owners[match.group().lower()]) for match in pattern.finditer(text)]
    return [start for start, _ in found], [code for _, code in found]


def check_lexicon() -> None:
    """Hold every entry to its examples; raises LexiconError."""

    def matches(entry: Entry, example: str) -> bool:
        digit = re.search(r"\d+|\bone\b|\bfive\b", example)
        if digit is None:
            return False
        found = currency_before(example, digit.start(), 0) or currency_behind(example, digit.end(), "million" in example)
        if found is None and "million" in example:
            found = currency_behind(example, example.index("million") + 7, True)
        return found is not None and found.rule in (entry["id"], "babel") and (found.rule != "babel" or "words" in entry)

    check_examples(LEXICON, entries(), matches)
