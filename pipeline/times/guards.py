"""Tests of the surroundings: whether words that look like a time are one here.

A guard is asked about the longest match at a word; where it says no, the next longest is tried.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from pipeline.lexicon import check_examples, read_entries
from pipeline.text.page import Token
from pipeline.times.grammar import Match

WORD_BEFORE = re.compile(r"([\w&.'’]+|[^\w\s])\s*$")
WORD_AFTER = re.compile(r"\s*([\w'’&]+|[^\w\s])")
CALENDAR_BEFORE = frozenset(
    "in since by from until till during of before after early late mid through throughout between and to around about circa c ca summer winter spring "
    "autumn fall year the for on as that post pre end beginning start ( – - — / , & or than".split()
)
NUMBER_WORD = re.compile(r"\d")
OLD = re.compile(r"[\s-]?(?:old|olds)\b|[\s-]?of[\s-]age\b", re.IGNORECASE)


class Stops:
    """The words beside a number that say it is no year."""

    def __init__(self, before: frozenset[str], after: frozenset[str]) -> None:
        self.before, self.after = before, after


@lru_cache(maxsize=1)
def load_stops() -> Stops:
    """The lexicon of such words, held to its examples."""
    entries = {entry["id"]: entry for entry in read_entries(__package__, "guards.yml")}
    before, after = frozenset(map(str, entries["no-year-after"]["before"])), frozenset(map(str, entries["no-year-before"]["after"]))
    check_examples("guards.yml", entries.values(), lambda entry, text: bool(set(text.lower().split()) & set(map(str, entry.get("before") or entry["after"]))))
    return Stops(before, after)


def before(text: str, start: int, width: int = 24) -> str:
    """The word or mark before a position, "" at the start of a line."""
    window = text[max(0, start - width) : start]
    found = WORD_BEFORE.search(window.rsplit("\n\n", 1)[-1])
    return found[1] if found else ""


def after(text: str, end: int) -> str:
    """The word or mark after a position."""
    found = WORD_AFTER.match(text[end : end + 32].split("\n\n", 1)[0])
    return found[1] if found else ""


def passes_month_day(match: Match, text: str, tokens: Sequence[Token]) -> bool:
    """`May 12`, not `may 2`."""
    groups = match.groups
    word = month_word(match, text)
    if any("ORDDAY" in item.values and text[item.start].isupper() for item in match.items):  # May the Second Army ...
        return False
    if word in ("may", "march", "mar", "dec", "sep"):
        return "year" in groups or text[match.end - 2 : match.end] in ("st", "nd", "rd", "th")
    return after(text, match.end) not in ("%", "percent") and not is_decimal_tail(text, match.end)


def is_decimal_tail(text: str, end: int) -> bool:
    """Whether digits go on behind a mark: 12.5, 12,000."""
    return text[end : end + 1] in (".", ",") and text[end + 1 : end + 2].isdecimal()


def month_word(match: Match, text: str) -> str:
    """The month as written."""
    for item in match.items:
        if "MONTH" in item.values or "WEAK_MONTH" in item.values:
            return text[item.start : item.end].split(".")[0]
    return ""


def passes_day_month(match: Match, text: str, tokens: Sequence[Token]) -> bool:
    """`4 March`, `4th of may`, not `12 may enter`."""
    word = month_word(match, text)
    if word in ("may", "march", "mar", "sep"):
        return "year" in match.groups or "of" in text[match.start : match.end].split()
    if word in ("May", "March"):
        first = after(text, match.end)
        return not (first.islower() and first in ("be", "have", "not", "also"))
    return True


def passes_month_days(match: Match, text: str, tokens: Sequence[Token]) -> bool:
    """`April 13-15`, not `April 13, 15 people died`, which is a list of other things."""
    following = after(text, match.end)
    return following not in ("%", "percent") and not (following.islower() and following in load_stops().after) and not is_decimal_tail(text, match.end) and (
        "," not in text[match.start : match.end] or "year" in match.groups or not following.isalpha()
    )


def passes_year_month(match: Match, text: str, tokens: Sequence[Token]) -> bool:
    """`2016 November`, not `In 2016, May said`."""
    word = month_word(match, text)
    return word not in ("may", "march", "May", "March") or "," not in text[match.start : match.end]


PERSON_WORDS = frozenset("mrs mr ms miss theresa prime minister dr sir lady brian elaine".split())
MONTH_BEFORE = frozenset(
    "in since by from until till during of before after early late mid through throughout between and to around about for on last next this the or every each "
    "- – — ( / , as that starting beginning only again ending".split()
)


def passes_month_year(match: Match, text: str, tokens: Sequence[Token]) -> bool:
    """`April of 87`, where two digits stand for a year that is past."""
    return "yy" not in match.groups or match.groups["yy"] >= 32


def passes_month(match: Match, text: str, tokens: Sequence[Token]) -> bool:
    """A month alone: `in May`, not `Theresa May`, `May said`, `the March on Rome`."""
    word = month_word(match, text)
    left, right = before(text, match.start), after(text, match.end)
    plain = match.end - match.start == len(word)
    if word in ("May", "March", "Mar", "Dec", "Jan", "Sep", "Jun", "Apr"):
        if plain and not (left.lower() in MONTH_BEFORE and left.islower() or left in ("-", "–", "(", "/", "and", "In", "Since", "By", "From", "Until", "During", "Between", "Of", "To", "or")):
            return False
        if right.lower() in ("be", "have", "not", "on", "said", "says", "told", "also", "against", "will", "was", "has"):
            return left.lower() in ("in", "since", "by", "from", "until", "during", "of", "last", "next", "this")
        return not (word == "March" and left.lower() in ("the", "a")) and left.lower() not in PERSON_WORDS
    if word in ("April", "June", "August", "Augusta") and plain:
        named = right[:1].isupper() and right not in ("The", "In", "On", "He", "She", "It", "They") and left.lower() not in MONTH_BEFORE
        return not named and not (left[:1].isupper() and left.lower() not in MONTH_BEFORE and right[:1].islower() and left.isalpha() and len(left) > 2 and text[match.start - 1 : match.start] == " " and left not in ("Since", "Until", "During", "Between"))
    return True


def passes_year(match: Match, text: str, tokens: Sequence[Token]) -> bool:
    """A year alone, not a count, a name, a price."""
    left, right = before(text, match.start), after(text, match.end)
    item = next(item for item in match.items if "YEAR" in item.values)
    stops = load_stops()
    if left.lower().rstrip(".") in stops.before or text[match.end : match.end + 1] in ("%", "°") or is_decimal_tail(text, match.end):
        return False
    if is_quoted(text, match.start, match.end):
        return False
    named = match.end - match.start > item.end - item.start
    if right.lower() == "or" and re.match(r"\s*or (?:later|earlier|before|after)\b", text[match.end : match.end + 14]):
        return True
    if right.lower() in stops.after and not (left.lower() in ("since", "in", "until", "by") and right.lower() in ("new", "or", "local", "police", "members", "officers", "cases", "deaths")):
        return named and "ABOUT" not in match.items[0].values and "AD" in match.items[-1].values
    if text[item.end : item.end + 1] == "-" and text[item.end + 1 : item.end + 2].isalpha():
        return text[item.end + 1 : item.end + 9].lower().startswith(("era", "born", "20", "19"))
    year = match.groups["year"]
    if re.search(r"(?<!\d)\d{1,3}-$", text[max(match.start - 5, 0) : match.start]) or re.match(r"-\d{1,2}-\d", text[match.end : match.end + 5]):
        return False  # 123-12-1234, 2015-1-32
    if year < 1900 and left == "of" and right.islower() and right.endswith(("s", "en")) and right not in ("was", "is", "has", "his", "its", "as", "when", "then"):
        return False
    if "NUMW" in item.values or not 1900 <= year < 2100:
        return named or left.lower() in CALENDAR_BEFORE or left in ("'", "") or right in (")", "-", "–", ",", ".", ";", ":")
    if match.items[0].values.get("ABOUT") and not named:
        return False
    return not (right.islower() and right.endswith("s") and left.islower() and left not in CALENDAR_BEFORE)


def is_quoted(text: str, start: int, end: int) -> bool:
    """Whether quotation marks or emphasis enclose just this."""
    return text[max(start - 1, 0) : start] in ('"', "“", "‘", "*", "_") and text[end : end + 1] in ('"', "”", "’", "*", "_")


def passes_year_range(match: Match, text: str, tokens: Sequence[Token]) -> bool:
    """`1957-58`, `2016/17`, not `1957-12-24`."""
    if "short" in match.groups:
        return not re.match(r"[-/\d]", text[match.end : match.end + 1])
    return text[match.end : match.end + 1] in "-–/ " and text[match.start - 1 : match.start] not in ("-", "/")


def passes_old_year(match: Match, text: str, tokens: Sequence[Token]) -> bool:
    """`AD 70`, not `ad 70`; a year below 1000 beside the word `year` only where that is plain."""
    words = text[match.start : match.end]
    return any(mark in words for mark in ("AD", "BC", "CE", "A.D", "B.C", "C.E")) or "year" in words.lower() and match.groups["year"] >= 100


def passes_decade(match: Match, text: str, tokens: Sequence[Token]) -> bool:
    """`the '90s`, not `in his 50s` or temperatures `in the low 90s`."""
    left = before(text, match.start).lower()
    if left in ("his", "her", "their", "my", "its", "your", "our", "low", "upper", "mid", "high", "early", "late"):
        return match.groups["decade"] is not None and match.groups["decade"] >= 1000
    words = text[match.start : match.end].lower()
    decade = match.groups["decade"]
    if decade is not None and decade < 100 and not any(mark in words for mark in ("'", "’", "‘")):
        return "the" in words.split() or words[-1:] == "s" and not words[:1].isdigit()
    return decade is not None


SEASON_LEFT = frozenset("in during the last this next since by that early late mid of until through for from every each all previous following".split())


def passes_season(match: Match, text: str, tokens: Sequence[Token]) -> bool:
    """A season alone: `in the fall`, not `the fall of Kabul`, `shares fall`."""
    word = text[match.items[-1].start : match.items[-1].end].lower()
    left, right = before(text, match.start).lower(), after(text, match.end).lower()
    if text[match.end : match.end + 1] == "-" or right in ("olympics", "games", "palace", "paralympics", "school"):
        return False
    if word in ("spring", "fall"):
        named = len(match.items) > 1
        return right not in ("of", "from", "in", "to", "into", "back", "short", "under") and left in ("in", "during", "by", "until", "since", "over", "through", "throughout", "for", "and", "or") and (named or left in ("in", "since", "by"))
    named = text[match.items[-1].start].isupper() and after(text, match.end)[:1].isupper()
    return not named and left not in ("a", "donna") and right not in ("'s", "’s")


def passes_quarter(match: Match, text: str, tokens: Sequence[Token]) -> bool:
    """`the third quarter`, not that of a match."""
    return after(text, match.end).lower() not in ("final", "finals", "horse", "back", "mile")


def passes_weekday(match: Match, text: str, tokens: Sequence[Token]) -> bool:
    """`on Sunday`, not `Ruby Tuesday`, `Sun` the paper."""
    item = next(item for item in match.items if "WEEKDAY" in item.values or "WEEKDAY_SHORT" in item.values)
    left, right = before(text, match.start), after(text, match.end)
    if "WEEKDAY_SHORT" in item.values:
        return "day" in match.groups or "clock" in match.groups or "clock2" in match.groups or left.lower() in ("on", "last", "next", "this", "until", "by") and text[item.start : item.end] not in ("Sun", "Wed")
    if any(text[item.start : item.end].lower() in ("mornings", "nights", "evenings", "afternoons") for item in match.items):
        return False
    return left not in ("Black", "Bloody", "Ruby", "Good", "Super", "Ash", "Palm", "Holy", "Easter", "Maundy", "Shrove") and right not in ("Times", "Night", "Mirror", "Telegraph", "Herald", "Express", "Mail", "Post")


def passes_today(match: Match, text: str, tokens: Sequence[Token]) -> bool:
    """`said today`, not `USA Today`, `Tonight Show`."""
    left, right = before(text, match.start), after(text, match.end)
    word = text[match.start : match.end]
    return not (word in ("Today", "Tonight", "Tomorrow") and (left in ("USA", "Politics", "Russia", "Psychology", "India") or right in ("Show", "FM")))


def passes_direction(match: Match, text: str, tokens: Sequence[Token]) -> bool:
    """`last week`, not `that May be`, `the last of`."""
    groups, words = match.groups, [text[item.start : item.end] for item in match.items]
    lower = words[0].lower()
    right = after(text, match.end).lower()
    if "month" in groups and words[-1] in ("may", "march"):
        return False
    if "month" in groups and lower == "that" and words[-1] == "May":
        return False
    if groups.get("unit") and any(word.lower() in ("past", "last") for word in words) and right in ("or", "of") and False:
        return False
    if "weekday" in groups and any("WEEKDAY_SHORT" in item.values for item in match.items):
        return False
    if any(word.lower() == "present" or word.lower() == "current" for word in words):
        return groups.get("unit") not in (None, "D", "CE")
    if "unit" in groups and match.items[-1].values.get("LONG_UNIT") == "D" and lower == "this":
        return before(text, match.start).lower() in ("on", "to", "until", "of", "by")
    return True


def passes_unit_after(match: Match, text: str, tokens: Sequence[Token]) -> bool:
    """`the day before,` at the end of its clause, not `the year after the war`."""
    return after(text, match.end) in (",", ".", "?", ";", ":", ")", "", "—", "and", "in", "at", "by", "on", "with") or "after" in match.groups


def passes_ago(match: Match, text: str, tokens: Sequence[Token]) -> bool:
    """`two years back` only with a full stop after it."""
    words = text[match.start : match.end].lower()
    return not words.endswith("back") or after(text, match.end) in (",", ".", ";")


def passes_later(match: Match, text: str, tokens: Sequence[Token]) -> bool:
    """`three days later`, not `days later than planned`."""
    if "offset" in match.groups:
        return after(text, match.end) in (",", ".", ";", ")", ":")
    return after(text, match.end).lower() != "than"


def passes_end_of_unit(match: Match, text: str, tokens: Sequence[Token]) -> bool:
    """`the end of the year`, not `the end of the day` as a manner of speaking."""
    units = [item for item in match.items if "LONG_UNIT" in item.values]
    return bool(units) and units[-1].values["LONG_UNIT"] in ("M", "Y", "W", "DE", "CE") and after(text, match.end).lower() not in ("of",)


def passes_weekend(match: Match, text: str, tokens: Sequence[Token]) -> bool:
    """`over the weekend`, not `a weekend bag`."""
    return before(text, match.start).lower() not in ("a", "every", "each", "one", "long") and text[match.end : match.end + 1] != "-"


def passes_part_of_day(match: Match, text: str, tokens: Sequence[Token]) -> bool:
    """`in the morning`, not `the night club`, `at night school`."""
    left, right = before(text, match.start).lower(), after(text, match.end)
    return text[match.end : match.end + 1] != "-" and text[match.start - 1 : match.start] != "-" and right.lower() not in ("club", "clubs", "sky", "shift", "stand", "school", "of", "watch", "vision") and left not in ("golden",)


def passes_clock(match: Match, text: str, tokens: Sequence[Token]) -> bool:
    """`at 17:18`, not a score, a ratio or a verse."""
    if "clock" not in match.groups:
        return "noon" not in match.groups or before(text, match.start).lower() not in ("high", "a")
    return not re.match(r"\s*(?:win|victory|defeat|lead|ratio|record)\b", text[match.end : match.end + 12]) and text[match.start - 1 : match.start] not in (":", "-", "/")


def passes_now(match: Match, text: str, tokens: Sequence[Token]) -> bool:
    """`until now`, not `now-defunct`, `now that`, `currents`."""
    right = after(text, match.end).lower()
    word = text[match.start : match.end].lower()
    if text[match.end : match.end + 1] == "-" or text[max(match.start - 1, 0) : match.start] == "-":
        return False
    if word == "now":
        return right not in ("that", "defunct")
    if word == "soon":
        return right not in ("as",) and before(text, match.start).lower() not in ("as", "too", "how")
    if word == "previously":
        return before(text, match.start).lower() not in ("than",)
    if word in ("current", "recent"):
        return before(text, match.start).lower() not in ("electric", "direct", "alternating") and right.isalpha() and text[match.start : match.start + 1].islower()
    return True


def passes_the_past(match: Match, text: str, tokens: Sequence[Token]) -> bool:
    """`in the past`, not `the past week`, `the future king`."""
    right = after(text, match.end)
    return not right.isalnum() or right.lower() in ("and", "as", "but", "for", "he", "she", "they", "it", "of", "is", "was", "to", "with", "when", "have", "has", "had", "in", "the", "that", "if", "by", "on", "we", "i", "would", "will")


def passes_duration(match: Match, text: str, tokens: Sequence[Token]) -> bool:
    """`two years`, not `a 34-year-old`, `aged 34 years`, `a second time`, `$5 a month`."""
    words = text[match.start : match.end].lower()
    if OLD.match(text, match.end) or before(text, match.start).lower() in ("aged", "age"):
        return False
    last = match.items[-1].values
    if "a" in match.groups and "num" not in match.groups and "vague" not in match.groups and words.endswith("s") and "UNITS" in last:
        return False
    if last.get("UNIT") == "S" and "num" in match.groups and not after(text, match.end).isalpha() and "-" not in words:
        return True
    if last.get("UNIT") == "S" and words.endswith(("second", "sec")) and not ("num" in match.groups and match.groups["num"] == 1 and "-" in words):
        return False
    if is_glued_left(text, match.start):
        return False
    if words.split()[0] in ("a", "an") and len(match.items) == 2:
        return passes_single(match, text, words)
    return True


def is_glued_left(text: str, start: int) -> bool:
    """Whether a hyphen or a decimal mark ties the amount to what stands before it."""
    return text[max(start - 1, 0) : start] in ("-", ".", "/") and text[max(start - 2, 0) : start - 1].isalnum()


RATE = frozenset("times once twice per cents dollars euros pounds barrels tons tonnes people miles km hours days visits percent million billion thousand".split())


def passes_single(match: Match, text: str, words: str) -> bool:
    """`a month` as a length, not a rate: `$5 a month`, `twice a day`."""
    left, right = before(text, match.start).lower(), after(text, match.end).lower()
    if NUMBER_WORD.search(left) or left in RATE:
        return False
    return left in ("for", "in", "than", "within", "about", "almost", "nearly", "over", "after", "least", "once", "half", "only", "of", "lasted", "took", "take", "until", "just", "by", "into", "spent") or right in ("of", "after", "before", "long", "into", "and") or "-" in words


def passes_whole_unit(match: Match, text: str, tokens: Sequence[Token]) -> bool:
    """`all day`, `the first hour`, not `full-day`."""
    return text[match.end : match.end + 1] != "-" and not OLD.match(text, match.end)


def passes_year_ended(match: Match, text: str, tokens: Sequence[Token]) -> bool:
    """`the year ended March 31`."""
    return after(text, match.end).lower() in ("ended", "ending")


DAY_ALONE_AFTER = frozenset(", . ; : ) and or of he she they it the in at a was were to when".split())


def passes_day_alone(match: Match, text: str, tokens: Sequence[Token]) -> bool:
    """`on the 20th,`, not `on the 20th floor`, `the first of them`."""
    surface = text[match.start : match.end]
    if not any(character.isdigit() for character in surface):
        return False
    return before(text, match.start).lower() in ("on", "by", "until", "till", "since", "from", "after", "before", "for") and after(text, match.end).lower() in DAY_ALONE_AFTER | {""}


def passes_clocks(match: Match, text: str, tokens: Sequence[Token]) -> bool:
    """`from 3 to 5 p.m.`: some sign of the clock must be there, not scores or odds."""
    return "clock" in match.groups or "clock2" in match.groups or "ampm" in match.groups or "part" in match.groups


YEAR_PLACES = frozenset("in around about until till since by from to after before ( c circa ca and through - –".split())
YEAR_FOLLOWERS = frozenset(", . ; : ) - – to and or he she it they when the until".split())


def passes_bare_old_year(match: Match, text: str, tokens: Sequence[Token]) -> bool:
    """`in 373,` of a text that tells of such years: see `ancient` in find.py."""
    year, right = match.groups["year"], after(text, match.end)
    if not 100 <= year < 1000 or before(text, match.items[0].start).lower() not in YEAR_PLACES:
        return False
    return right in YEAR_FOLLOWERS or right == "" or right[:1].isupper()


def passes_early_year(match: Match, text: str, tokens: Sequence[Token]) -> bool:
    """`in March of 384`, `c. 347`; `9 May 420` only in brackets."""
    right = after(text, match.end)
    if "day" in match.groups:
        return match.groups["year"] >= 100 and right == ")"
    return match.groups["year"] >= 100 and not right[:1].islower()


def passes_units(match: Match, text: str, tokens: Sequence[Token]) -> bool:
    """`for months`, not `the years`, `working hours`, `two years` cut in half."""
    left, right = before(text, match.start).lower(), after(text, match.end).lower()
    if OLD.match(text, match.end) or NUMBER_WORD.search(left):
        return False
    if text[match.end : match.end + 1] == "-" or text[max(match.start - 1, 0) : match.start] == "-":
        return False
    if text[match.start : match.end].lower().endswith("-long"):
        return True
    return left in ("for", "in", "of", "after", "over", "within", "last", "lasted", "took", "take", "by", "many", "than", "spent", "about", "or", "and", "") or right in ("of", "after", "before", "later", "to", "long") or left in (",", ".", "(")


def passes_every(match: Match, text: str, tokens: Sequence[Token]) -> bool:
    """`every Friday`, `per year` only where no number goes before it."""
    return not text[match.end : match.end + 4].lower().startswith(" of ")


def passes_set(match: Match, text: str, tokens: Sequence[Token]) -> bool:
    """`published daily`, not `the Daily Mail`."""
    word = text[match.start : match.end]
    left, right = before(text, match.start), after(text, match.end)
    if word.lower() in ("quarterly", "bimonthly", "biweekly") and right.islower():
        return False
    if "set" in match.groups and word[:1].isupper():
        return not (left[:1].isupper() or right[:1].isupper() or left.lower() in ("the",))
    return True


GUARDS: Mapping[str, Callable[[Match, str, Sequence[Token]], bool]] = {
    name.removeprefix("passes_"): function for name, function in list(globals().items()) if name.startswith("passes_")
}


def passes(match: Match, text: str, tokens: Sequence[Token]) -> bool:
    """Whether the match passes the guard that its rule names."""
    return GUARDS[str(match.rule.guard)](match, text, tokens)
