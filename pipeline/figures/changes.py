"""Whether a figure is a rise or a fall, or the level after one: "rose by half", "down 3 % from 12", "a 5 % drop"."""

import re
from collections.abc import Callable
from functools import lru_cache

from pipeline.figures.backwards import last_word, words_back
from pipeline.figures.draft import Draft
from pipeline.figures.figure import Figure
from pipeline.figures.small_words import listed
from pipeline.lexicon import Entry, check_examples, read_entries

LEXICON = "changes.yml"
ADJECTIVES = r"(?: (?:year-on-year|annual|net|sharp|overall|monthly|quarterly|price|pay|sales|percentage|tax))*"
WORD_ENDS = ".,;:()“”\"'"


@lru_cache(maxsize=1)
def patterns() -> tuple[dict[str, str], re.Pattern[str], dict[str, str]]:
    """Words before a figure to their change; the pattern of words behind one, and their changes."""
    before: dict[str, str] = {}
    behind: dict[str, str] = {}
    for entry in read_entries(__package__, LEXICON):
        before.update(dict.fromkeys(entry["before"].split(), entry["id"]))
        behind.update(dict.fromkeys(entry["behind"].split(), entry["id"]))
    nouns = "|".join(sorted(behind, key=len, reverse=True))
    return before, re.compile(rf"{ADJECTIVES} ({nouns})\b(?! than)"), behind


def word_of_change(text: str, floor: int, position: int) -> str | None:
    """The word of rise or fall before `position`, reached over small words only."""
    known, low = patterns()[0], last_word(text, floor, position)
    if low not in known and low not in listed("passed_to_change"):
        return None
    words = words_back(text, floor, position)
    for number, (_, word) in enumerate(words[:6]):
        low = word.lower()
        if low in known:
            particle = (
                low in ("up", "down") and number + 1 < len(words) and words[number + 1][1].lower() in listed("verbs_with_particle")
            )
            return None if particle else low
        if low.strip(WORD_ENDS) != low or low not in listed("passed_to_change"):
            return None
    return None


def place_change(text: str, draft: Draft, floor: int) -> None:
    """Set the figure's change; a joined "from 12 to 15" with a change takes the new level as its value."""
    if draft.kind in ("age", "score", "rank"):
        return
    known_before, behind, known_behind = patterns()
    word = word_of_change(text, floor, draft.start)
    if word is not None:
        if draft.qualifier != "at_most" or word not in ("up", "raise", "raised", "cut"):
            draft.change = known_before[word]
    elif (draft.measured or draft.kind in ("percent", "ratio")) and (after := behind.match(text, draft.end)):
        draft.change = known_behind[after.group(1).lower()]
    if draft.change is not None and draft.joined == "from_to" and draft.last is not None:
        draft.value = draft.last
        if draft.role is not None:  # a toll that rose from 12 to 19 is 19; its old level is no bound of it
            draft.low, draft.high, draft.qualifier = None, None, "exact"


def check_lexicon(find: Callable[[str], list[Figure]]) -> None:
    """Hold every entry to its examples with `find`, which finds the figures of a text; raises LexiconError."""

    def matches(entry: Entry, example: str) -> bool:
        return any(figure.change == entry["id"] for figure in find(example))

    check_examples(LEXICON, read_entries(__package__, LEXICON), matches)
