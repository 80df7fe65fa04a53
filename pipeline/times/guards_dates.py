"""Tests of calendar dates: whether a month is a month and a year a year where they stand."""

import re

from pipeline.times.grammar import Match
from pipeline.times.surroundings import after, among, before, is_decimal_tail, is_quoted

VERBS_IN_LOWER_CASE = ("may", "march", "mar", "dec", "sep")
TWO_SENSES = ("May", "March", "Mar", "Dec", "Jan", "Sep", "Jun", "Apr")
WOMENS_NAMES = ("April", "June", "August")
OTHER_PRONOUNS = ("The", "In", "On", "He", "She", "It", "They")
ORDINAL_END = re.compile(r"\d(?:st|nd|rd|th)$")
TELEPHONE = re.compile(r"(?<!\d)\d{1,3}-$")
DATE_TAIL = re.compile(r"-\d{1,2}-\d")
LISTED_NUMBER = re.compile(r"\b(?:resolutions|articles|sections|flights|rooms|routes)\s[\d, and]{1,24}$", re.IGNORECASE)
OR_LATER = re.compile(r"\s*or (?:later|earlier|before|after)\b")
FUNCTION_WORDS_IN_S = ("was", "is", "has", "his", "its", "as", "when", "then")


def month_word(match: Match, text: str) -> str:
    """The month as written."""
    for item in match.items:
        if not {"MONTH", "MONTH_SHORT", "WEAK_MONTH"}.isdisjoint(item.values):
            return text[item.start : item.end].split(".")[0]
    return ""


def passes_month_day(match: Match, text: str) -> bool:
    """`May 12`, not `may 2`, nor `May the Second Army`."""
    if any("ORDDAY" in item.values and text[item.start].isupper() for item in match.items):
        return False
    if month_word(match, text) in VERBS_IN_LOWER_CASE:
        return "year" in match.groups or ORDINAL_END.search(text[match.start : match.end]) is not None
    return after(text, match.end) not in ("%", "percent") and not is_decimal_tail(text, match.end)


def passes_day_month(match: Match, text: str) -> bool:
    """`4 March`, `4th of may`, not `12 may enter`."""
    word = month_word(match, text)
    if word in VERBS_IN_LOWER_CASE:
        return "year" in match.groups or "of" in text[match.start : match.end].split()
    following = after(text, match.end)
    return word not in ("May", "March") or not (following.islower() and following in ("be", "have", "not", "also"))


def passes_month_days(match: Match, text: str) -> bool:
    """`April 13-15`, not `April 13, 15 people died`, where the comma ends the date."""
    following = after(text, match.end)
    if (
        following in ("%", "percent")
        or is_decimal_tail(text, match.end)
        or (following.islower() and among(following, "after-no-year"))
    ):
        return False
    if match.rule.pattern.segments == 3:
        return True
    return "," not in text[match.start : match.end] or "year" in match.groups or not following.isalpha()


def passes_year_month(match: Match, text: str) -> bool:
    """`2016 November`, not `In 2016, May said`."""
    return month_word(match, text).lower() not in ("may", "march") or "," not in text[match.start : match.end]


def passes_slash_date(match: Match, text: str) -> bool:
    """`on 4/22`, `due by 12/31`, not `3/4 of them`, `24/7`."""
    left, first, second = before(text, match.start).lower(), match.groups["first"], match.groups["second"]
    if left not in ("on", "by", "since", "until", "till", "before", "after", "due", "through") or text[
        match.end : match.end + 1
    ] in ("/", "-", "%"):
        return False
    month, day = (first, second) if first <= 12 else (second, first)
    return 1 <= month <= 12 and 1 <= day <= 31 and (left == "on" or max(first, second) > 9)


def passes_month_year(match: Match, text: str) -> bool:
    """`April of 87`, where two digits stand for a year that is past."""
    return "yy" not in match.groups or match.groups["yy"] >= 50


def passes_month(match: Match, text: str) -> bool:
    """A month alone: `in May`, not `Theresa May`, `May said`, `the March on Rome`."""
    word = month_word(match, text)
    left, right = before(text, match.start), after(text, match.end)
    plain = match.end - match.start == len(word)
    if word.isupper() and word.title() in TWO_SENSES:  # YOU MAY ALSO LIKE
        word, left = word.title(), left.lower() if left.isupper() else left
    if word in TWO_SENSES:
        return is_month_of_two_senses(word, left, right, plain)
    return not (plain and word in WOMENS_NAMES and is_first_name(left, right))


def is_month_of_two_senses(word: str, left: str, right: str, plain: bool) -> bool:
    """Whether May or March is the month between these words."""
    if plain and not (
        among(left, "before-month") and (left.islower() or not left.isalpha() or among(left, "before-may") or left == "Between")
    ):
        return False
    if among(right, "after-may-the-verb"):
        return among(left, "before-may")
    return not (word == "March" and left.lower() in ("the", "a")) and not among(left, "before-a-person")


def is_first_name(left: str, right: str) -> bool:
    """Whether April, June or August is a person between these words: a family name follows, or another name goes before a verb."""
    if among(left, "before-may"):
        return False
    if right[:1].isupper() and right not in OTHER_PRONOUNS:
        return True
    return not among(left, "before-month") and left[:1].isupper() and len(left) > 2 and right[:1].islower()


def passes_year(match: Match, text: str) -> bool:
    """A year alone, not a count, a name, a price, a part of a longer number."""
    item = next(item for item in match.items if "YEAR" in item.values)
    if "NUMW" in item.values and item.values["YEAR"] == 1000:
        return False  # one thousand is a number
    left, right = before(text, match.start), after(text, match.end)
    if (
        among(left.rstrip("."), "before-no-year")
        or text[match.end : match.end + 1] in ("%", "°")
        or is_decimal_tail(text, match.end)
    ):
        return False
    if is_quoted(text, match.start, match.end) or TELEPHONE.search(text[max(match.start - 5, 0) : match.start]):
        return False
    if DATE_TAIL.match(text, match.end) or LISTED_NUMBER.search(text[max(match.start - 40, 0) : match.start]):
        return False
    if OR_LATER.match(text, match.end):
        return True
    if text[item.end : item.end + 1] == "-" and text[item.end + 1 : item.end + 2].isalpha():
        return text[item.end + 1 : item.end + 9].lower().startswith(("era", "born"))
    return is_year_between(match, left, right, named=match.end - match.start > item.end - item.start)


def is_year_between(match: Match, left: str, right: str, named: bool) -> bool:
    """Whether the number is a year between these words; `named`: other words of the match say so already."""
    if among(right, "after-no-year") and not (among(left, "before-may") and among(right, "after-year-all-the-same")):
        return named and "ROUGH" not in match.items[0].values and "AD" in match.items[-1].values
    year = match.groups["year"]
    counted = right.islower() and right.endswith(("s", "en")) and right not in FUNCTION_WORDS_IN_S
    if counted and year < 1900 and left == "of":
        return False
    if not 1900 <= year < 2100 or any("NUMW" in item.values for item in match.items):
        return named or among(left, "before-date") or left in ("'", "") or right in (")", "-", "–", ",", ".", ";", ":")
    return not (right.islower() and right.endswith("s") and left.islower() and not among(left, "before-date"))


def passes_year_range(match: Match, text: str) -> bool:
    """`1957-58`, `2016/17`, not `1957-12-24`."""
    if "short" in match.groups:
        return not re.match(r"[-/\d]", text[match.end : match.end + 1])
    return text[match.end : match.end + 1] in "-–/ " and text[match.start - 1 : match.start] not in ("-", "/")


def passes_old_year(match: Match, text: str) -> bool:
    """`AD 70`, not `ad 70`; a year below 1000 beside the word `year` only where that is plain."""
    words = text[match.start : match.end]
    if any(mark in words for mark in ("AD", "BC", "CE", "A.D", "B.C", "C.E")):
        return True
    return "year" in words.lower() and match.groups["year"] >= 100


def passes_bare_old_year(match: Match, text: str) -> bool:
    """`in 373,` of a text that tells of such years: see `without_ancient` in find.py."""
    right = after(text, match.end)
    if not 100 <= match.groups["year"] < 1000 or not among(before(text, match.start), "before-old-year"):
        return False
    return among(right, "after-old-year") or right[:1].isupper()


def passes_early_year(match: Match, text: str) -> bool:
    """`in March of 384`, `c. 347`; `9 May 420` only in brackets."""
    right = after(text, match.end)
    if "day" in match.groups:
        return match.groups["year"] >= 100 and right == ")"
    return match.groups["year"] >= 100 and not right[:1].islower()


def passes_holiday(match: Match, text: str) -> bool:
    """`at Christmas`, `during Ramadan`, not `Johnnie Christmas`, `Ramadan Abdullah`."""
    left, right = before(text, match.start), after(text, match.end)
    if among(left, "before-other-new-year") and text[match.start : match.start + 3].lower() == "new":
        return False
    if among(right, "after-holiday-name") and right[:1].isupper():
        return False  # the Yom Kippur War
    if len(match.items) > 1 or " " in text[match.start : match.end] or not text[match.start].isupper():
        return True
    if among(left, "before-month") or not left.isalpha() or left.islower():
        return not (right[:1].isupper() and "islamic" in match.groups["holiday"]) or among(left, "before-month")
    return False


def passes_decade(match: Match, text: str) -> bool:
    """`the '90s`, not `in his 50s` or temperatures `in the low 90s`."""
    decade = match.groups["decade"]
    if decade is None or decade >= 1000:
        return decade is not None
    words = text[match.start : match.end].lower()
    if among(before(text, match.start), "whose-decade"):
        return False
    return any(mark in words for mark in ("'", "’", "‘")) or "the" in words.split() or not words[:1].isdigit()


def passes_season(match: Match, text: str) -> bool:
    """A season alone: `in the fall`, not `the fall of Kabul`, `shares fall`, `the Winter Palace`."""
    word = text[match.items[-1].start : match.items[-1].end]
    left, right = before(text, match.start), after(text, match.end)
    if text[match.end : match.end + 1] == "-" or among(right, "after-season-that-is-none"):
        return False
    if word.lower() in ("spring", "fall"):
        placed = len(match.items) > 1 or left.lower() in ("in", "since", "by")
        return not among(right, "after-spring-and-fall") and among(left, "before-season-of-two-senses") and placed
    named = word[:1].isupper() and right[:1].isupper()
    return not named and left.lower() not in ("a", "donna") and right not in ("'s", "’s")


def passes_season_year(match: Match, text: str) -> bool:
    """`the 2012 summer`, not `the 2012 Summer Olympics`."""
    last, right = match.items[-1], after(text, match.end)
    return "SEASON" not in last.values or not (
        among(right, "after-season-that-is-none") or (text[last.start].isupper() and right[:1].isupper())
    )


def passes_night_of_days(match: Match, text: str) -> bool:
    """`the night of 28-29 June`: two days that follow each other."""
    return bool(match.groups["day2"] == match.groups["day"] + 1)


def passes_quarter(match: Match, text: str) -> bool:
    """`the third quarter`, not that of a match."""
    return not among(after(text, match.end), "after-quarter-of-a-match")
