"""Words that say what happened to those who are counted, as roles.yml lists them, and where they stand in a sentence."""

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.lexicon import Entry, read_entries
from pipeline.text.page import Page

LEXICON = "roles.yml"
LETTERS = re.compile(r"[a-z]+")


class Trigger(NamedTuple):
    """A word that says a role, at `start` to `end`; `where` is where the counted may stand: before it, behind it, or both."""

    start: int
    end: int
    phrase: str


@lru_cache(maxsize=1)
def entries() -> tuple[Entry, ...]:
    """The lexicon's entries."""
    return read_entries(__package__, LEXICON)


@lru_cache(maxsize=1)
def phrases() -> dict[str, dict[str, str]]:
    """Phrases to roles, by where they stand: `active`, `behind`, `nouns`, `items`; the first entry to claim a phrase has it."""
    found: dict[str, dict[str, str]] = {"active": {}, "behind": {}, "nouns": {}, "items": {}}
    for entry in entries():
        for part, roles in found.items():
            for phrase in entry[part]:
                roles.setdefault(phrase, entry["id"])
    return found


@lru_cache(maxsize=1)
def by_anchor() -> dict[str, tuple[tuple[int, str], ...]]:
    """The phrases of the lexicon by their longest word, with the place of that word in the phrase."""
    found: dict[str, set[tuple[int, str]]] = {}
    for part in ("active", "behind", "nouns"):
        for phrase in phrases()[part]:
            anchor = max(LETTERS.findall(phrase), key=len)
            found.setdefault(anchor, set()).add((phrase.index(anchor), phrase))
    return {word: tuple(sorted(group)) for word, group in found.items()}


def find_triggers(page: Page, floor: int, ceiling: int) -> list[Trigger]:
    """The phrases of the lexicon in a sentence, the longest at each place, without overlaps."""
    known = by_anchor()
    anchors = [token for token in page.tokens_in(floor, ceiling) if token.lower in known]
    if not anchors:
        return []
    sentence = page.text[floor:ceiling].lower()
    if len(sentence) != ceiling - floor:  # a letter whose lower case is longer would shift every offset
        sentence = page.text[floor:ceiling]
    found = []
    for anchor in anchors:
        for offset, phrase in known[anchor.lower]:
            start, end = anchor.start - floor - offset, anchor.start - floor - offset + len(phrase)
            if start >= 0 and sentence.startswith(phrase, start) and stands_alone(sentence, start, end):
                found.append((start, -len(phrase), phrase))
    triggers: list[Trigger] = []
    for start, length, phrase in sorted(found):
        if not triggers or floor + start >= triggers[-1].end:
            triggers.append(Trigger(floor + start, floor + start - length, phrase))
    return triggers


def stands_alone(sentence: str, start: int, end: int) -> bool:
    """Whether no letter touches the phrase."""
    return not sentence[max(start - 1, 0) : start].isalpha() and not sentence[end : end + 1].isalpha()
