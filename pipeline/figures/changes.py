"""Whether a figure is a rise or a fall, or the level after one: "rose by half", "down 3 % from 12", "a 5 % drop"."""

import re
from functools import lru_cache

from pipeline.figures.backwards import words_back
from pipeline.figures.draft import Draft
from pipeline.lexicon import Entry, check_examples, read_entries

LEXICON = "changes.yml"
PASSED = frozenset("by to from about another a an further some just as much over around nearly almost sharply slightly steadily dramatically modestly rapidly more than in of again additional the its their "
                   "only still back too price prices rate rates output production value cost costs wages spending net at least roughly approximately".split())  # fmt: skip
PARTICLE_OF = frozenset("shut shutting shuts gunned shot shoot broke burned sat laid tracked hunted took take turned handed cracked slow slowed end ended ends made make set blew blow picked stood give gave gives "
                        "rounded brought sped backed call called put come came go went step stepped".split())  # fmt: skip
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
    known = patterns()[0]
    words = words_back(text, floor, position)
    for number, (_, word) in enumerate(words[:6]):
        low = word.lower()
        if low in known:
            particle = low in ("up", "down") and number + 1 < len(words) and words[number + 1][1].lower() in PARTICLE_OF
            return None if particle else low
        if low.strip(WORD_ENDS) != low or low not in PASSED:
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


def check_lexicon() -> None:
    """Hold every entry to its examples; raises LexiconError."""
    from pipeline.figures.find import find_in_text

    def matches(entry: Entry, example: str) -> bool:
        return any(figure.change == entry["id"] for figure in find_in_text(example))

    check_examples(LEXICON, read_entries(__package__, LEXICON), matches)
