"""Read parts and vague amounts: "half", "a third", "a quarter of a million", "tens of thousands", "several hundred"."""

import re
from decimal import Decimal
from functools import lru_cache

from pipeline.figures.alternation import any_of, both_cases
from pipeline.figures.numerals import Numeral, divide, few_words, times, words_of
from pipeline.figures.small_words import either

PART_AFTER = re.compile(rf" of\b|[.;),]| (?:{either('part_after')})\b|$")
HALF_AFTER = re.compile(rf"[ -](?:{either('half_after')})\b|[,.;:)]|$|%")
HALF_BEFORE = re.compile(rf"\b(?:{either('half_before')})[ -]$", re.I)
NOT_HALF_BEFORE = re.compile(rf"\b(?:{either('not_half_before')})[ -]$", re.I)
NOT_HALF_AFTER = re.compile(rf"[ -](?:{either('not_half_after')})\b", re.I)
SCALED_VAGUE = re.compile(r" of (thousands|millions|billions|trillions|lakhs|crores)\b", re.I)
ARTICLE_OF = re.compile(r" of (?:a|an) (million|billion|trillion|dozen|thousand)\b", re.I)
HALF_SCALE = re.compile(r"[ -](?:a |an )?(million|billion|trillion|dozen|thousand)\b", re.I)
FEW_SCALE = re.compile(r"(?: of)? (hundred|thousand|million|billion|trillion|dozen)s?\b(?: (thousand|million|billion)\b)?", re.I)
PART_BEFORE = re.compile(r"\b(an?|one|the|another)[ -]$", re.I)


def read_vague(text: str, position: int, word: str) -> Numeral | None:
    """ "dozens", "tens of thousands": bounds instead of a value."""
    unit, end = words_of()["vague"][word], position + len(word)
    scaled = SCALED_VAGUE.match(text, end)
    if scaled:
        unit, end = times(unit, words_of()["vague"][scaled.group(1).lower()]), scaled.end()
    if word in ("tens", "scores") and not scaled and not VAGUE_NEEDS.match(text, end):
        return None
    if word == "scores" and not scaled and NOT_SCORES.search(text, max(0, position - 20), position):
        return None
    low, high = unit * 2, (Decimal(99) if unit in (12, 20) else unit * 10 - 1)
    return Numeral(position, end, None, low, high, "vague", "", end)


VAGUE_NEEDS = re.compile(r" of\b| (?:more|others|were|dead|killed|injured|wounded)\b")
NOT_SCORES = re.compile(r"\b(?:the|test|risk|his|her|their|its|exam|final|z|credit|these|those|all|higher|lower|mean|average)[ -]$")


def read_part(text: str, position: int, word: str, before: str) -> Numeral | None:
    """ "half", "a third", "a quarter of a million"."""
    end = position + len(word)
    if word == "half":
        return read_half(text, position, end, before)
    article = PART_BEFORE.search(before)
    if article is None or word.endswith("s") or article.group(1).lower() not in ("a", "an", "one"):
        return None
    if not PART_AFTER.match(text, end) or (word == "second"):
        return None
    start, value = position - len(article.group()), divide(Decimal(1), words_of()["fraction"][word])
    if of := ARTICLE_OF.match(text, end):
        value, end = times(value, words_of()["scale"][of.group(1).lower()]), of.end()
    return Numeral(start, end, value, None, None, "fraction", "", end)


def read_half(text: str, position: int, end: int, before: str) -> Numeral | None:
    """ "half" as a number: "half of them", "half a million", "by half", but not a half of a match."""
    if NOT_HALF_BEFORE.search(before) or NOT_HALF_AFTER.match(text, end):
        return None
    if not (HALF_AFTER.match(text, end) or HALF_BEFORE.search(before)):
        return None
    value = Decimal("0.5")
    article = PART_BEFORE.search(before)
    start = position - len(article.group()) if article and article.group(1).lower() in ("a", "one") else position
    if scale := HALF_SCALE.match(text, end):
        value, end = times(value, words_of()["scale"][scale.group(1).lower()]), scale.end()
    return Numeral(start, end, value, None, None, "fraction", "", end)


@lru_cache(maxsize=1)
def few_pattern() -> re.Pattern[str]:
    """The vague small words at the end of a text."""
    return re.compile(rf"\b{any_of(both_cases(few_words()))}$")


def read_few(text: str, position: int, word: str, before: str) -> Numeral | None:
    """ "several hundred", "a few dozen", "a handful": bounds, times the scale that follows."""
    end = position + len(word)
    found = few_pattern().search(before + text[position:end])
    if found is None:
        return None
    low, high = few_words()[found.group().lower()]
    start = end - len(found.group())
    if scale := FEW_SCALE.match(text, end):
        for name in filter(None, scale.groups()):
            factor = Decimal(100) if name.lower() == "hundred" else words_of()["scale"][name.lower()]
            low, high = times(low, factor), times(high, factor)
        end = scale.end()
    if low == high:
        return Numeral(start, end, low, None, None, "few", "", end)
    return Numeral(start, end, None, low, high, "few", "", end)
