"""Numbers that claim nothing: in names, codes, addresses, clock times, headings, and turns of phrase."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from pipeline.figures.numerals import Numeral
from pipeline.lexicon import Entry, check_examples, read_entries

LEXICON = "barred.yml"
WINDOW = 26
LONGEST_WORD = 30
PATTERNS = ("before", "behind", "unless", "written")
LEADING_ZERO = re.compile(r"0\d")


class Bar(NamedTuple):
    """One rule: what stands before and behind, and which numbers it is about."""

    id: str
    after: frozenset[str]
    phrases: frozenset[str]
    phrase_ends: frozenset[str]
    close: bool
    joined: bool
    reach: int
    before: re.Pattern[str] | None
    behind: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    written: re.Pattern[str] | None
    word: str
    words: bool
    low: Decimal
    high: Decimal | None


@lru_cache(maxsize=1)
def entries() -> tuple[Entry, ...]:
    """The lexicon's entries."""
    return read_entries(__package__, LEXICON)


def bar_of(entry: Entry) -> Bar:
    """A rule as compiled patterns."""
    before, behind, unless, written = (re.compile(entry[part]) if part in entry else None for part in PATTERNS)
    phrases = frozenset(f"{phrase} " for phrase in entry.get("phrases", ()))
    return Bar(
        id=entry["id"],
        after=frozenset(entry.get("after", "").split()),
        phrases=phrases,
        phrase_ends=frozenset(phrase.split()[-1] for phrase in phrases),
        close=bool(entry.get("close")),
        joined=bool(entry.get("joined")),
        reach=entry.get("reach", WINDOW),
        before=before,
        behind=behind,
        unless=unless,
        written=written,
        word=entry.get("word", ""),
        words=bool(entry.get("words")),
        low=Decimal(entry.get("from", 0)),
        high=Decimal(entry["small"]) if "small" in entry else None,
    )


class Rules(NamedTuple):
    """The rules for one sort of number, by what must hold first; each in file order."""

    by_last_word: dict[str, tuple[Bar, ...]]
    touching: tuple[Bar, ...]
    joined: tuple[Bar, ...]
    loose: tuple[Bar, ...]
    behind: tuple[Bar, ...]
    any_behind: re.Pattern[str]


def sort_rules(found: list[Bar]) -> Rules:
    """Rules sorted so that most numbers meet few of them: by the word before, by touching, by what stands behind."""
    by_word: dict[str, tuple[Bar, ...]] = {}
    for bar in found:
        for word in bar.after | bar.phrase_ends:
            by_word[word] = (*by_word.get(word, ()), bar)
    rest = [bar for bar in found if not bar.after]
    behind = tuple(bar for bar in rest if not bar.close and bar.behind is not None)
    loose = tuple(bar for bar in rest if not bar.close and not bar.joined and bar not in behind)
    joined = tuple(bar for bar in rest if bar.joined)
    pattern = "|".join(f"(?:{bar.behind.pattern})" for bar in behind if bar.behind is not None)
    return Rules(by_word, tuple(bar for bar in rest if bar.close), joined, loose, behind, re.compile(pattern or "(?!)"))


@lru_cache(maxsize=1)
def bars() -> dict[str, Rules]:
    """The rules by what they are about: `digits`, `words` (any number word), and single words with rules of their own."""
    every = [bar_of(entry) for entry in entries()]
    worded = [bar for bar in every if bar.words and not bar.word]
    found = {"digits": sort_rules([bar for bar in every if not bar.word]), "words": sort_rules(worded)}
    for word in {bar.word for bar in every if bar.word}:
        found[word] = sort_rules(worded + [bar for bar in every if bar.word == word])
    return found


def barred_by(text: str, numeral: Numeral, floor: int) -> str | None:
    """The id of a rule that bars the number, or None where it is a figure."""
    digits = text[numeral.start].isdigit() or text[numeral.start] in ".-−–"
    if digits and LEADING_ZERO.match(text, numeral.start):
        return "leading_zero"
    rules = bars()["digits"] if digits else bars().get(text[numeral.start : numeral.end].lower(), bars()["words"])
    tried = rules.by_last_word.get(last_word(text, numeral.start, floor), ()) + rules.loose
    if text[numeral.start - 1 : numeral.start] != " ":
        tried += rules.touching
    if not text[max(numeral.start - 2, 0) : numeral.start - 1].isalpha():
        tried += rules.joined
    if rules.any_behind.match(text, numeral.bare if numeral.mark else numeral.end):
        tried += rules.behind
    return next((bar.id for bar in tried if bars_number(bar, text, numeral, floor)), None)


def bars_number(bar: Bar, text: str, numeral: Numeral, floor: int) -> bool:
    """Whether one rule holds for a number."""
    end = numeral.bare if numeral.mark else numeral.end
    if not applies(bar, text, floor, numeral.start, end) or (bar.unless is not None and bar.unless.match(text, numeral.end)):
        return False
    if bar.after and numeral.scale > 1 and not numeral.mark:
        return False
    if bar.word and text[numeral.start : numeral.end].lower() != bar.word:
        return False
    return numeral.value is None or (numeral.value >= bar.low and (bar.high is None or numeral.value < bar.high))


def last_word(text: str, position: int, floor: int) -> str:
    """The word before `position`, if one space lies between."""
    if position - 1 <= floor or text[position - 1] != " ":
        return ""
    start = max(floor, position - 1 - LONGEST_WORD)
    return text[max(text.rfind(" ", start, position - 1), start - 1) + 1 : position - 1].lstrip("(“\"‘'")


def applies(bar: Bar, text: str, floor: int, start: int, end: int) -> bool:
    """Whether the words around a number at `start` to `end` are those of a rule."""
    last = last_word(text, start, floor) if bar.after else ""
    if bar.after and last not in bar.after and not ends_with_phrase(bar, text, start, last):
        return False
    if bar.close and text[start - 1 : start] == " ":
        return False
    if floor and text[floor - 1] == "\n":  # where a passage begins is something that a rule may ask for
        floor -= 1
    if bar.before is not None and not bar.before.search(text, max(floor, start - bar.reach), start):
        return False
    if bar.written is not None and not bar.written.fullmatch(text, start, end):
        return False
    return bar.behind is None or bar.behind.match(text, end) is not None


def ends_with_phrase(bar: Bar, text: str, start: int, last: str) -> bool:
    """Whether one of a rule's phrases stands right before the number."""
    return last in bar.phrase_ends and any(text.startswith(phrase, max(start - len(phrase), 0)) for phrase in bar.phrases)


def check_lexicon() -> None:
    """Hold every entry to its examples; raises LexiconError."""
    from pipeline.figures.numeral_reader import find_numerals

    def matches(entry: Entry, example: str) -> bool:
        bar = bar_of(entry)
        return any(bars_number(bar, example, numeral, 0) for numeral in find_numerals(example, 0, len(example)))

    check_examples(LEXICON, entries(), matches)
