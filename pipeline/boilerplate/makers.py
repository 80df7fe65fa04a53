"""What a source says of itself, its makers and to its readers: wordings that decide nothing until a line comes again and again.

A single line with one of them may be news (a paper that was founded in 1987 can be in the news). The wordings are in `makers.yml`.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline.boilerplate.block import LABELS
from pipeline.boilerplate.parts import compile_pattern
from pipeline.lexicon import Entry, LexiconError, check_examples, read_entries
from pipeline.text.lower_words import lower_words

PACKAGE, NAME = "pipeline.boilerplate", "makers.yml"
MOST_WORDS, MOST_CHARS = 90, 900
# Speech is somebody's, however often a paper prints it.
SPEECH = re.compile(r"[\"“„«‹]")


class Cue(NamedTuple):
    """One wording: the label of a line that has it, whether it is believed between paragraphs, and whether it must be common."""

    rule_id: str
    label: str
    pattern: re.Pattern[str]
    never: re.Pattern[str] | None
    inside: bool
    common: bool


@lru_cache(maxsize=1)
def load_cues() -> dict[str, tuple[Cue, ...]]:
    """The wordings by the words that call for them; raises LexiconError where an entry breaks an example."""
    entries = read_entries(PACKAGE, NAME)
    by_id = {entry["id"]: make_cue(entry) for entry in entries}
    called: dict[str, tuple[Cue, ...]] = {}
    for entry in entries:
        for word in entry["words"]:
            called[word] = (*called.get(word, ()), by_id[entry["id"]])
    check_examples(
        f"{PACKAGE}/{NAME}", entries, lambda entry, text: by_id[entry["id"]] in find_cues(text, lower_words(text), called)
    )
    return called


def make_cue(entry: Entry) -> Cue:
    """One entry made ready; raises LexiconError for a label or a pattern that is none."""
    try:
        never = compile_pattern(entry["without"]) if "without" in entry else None
        cue = Cue(f"repeats.{entry['id']}", entry["label"], compile_pattern(entry["pattern"]), never,
                  bool(entry.get("inside")), bool(entry.get("common")))  # fmt: skip
    except (re.error, KeyError) as error:
        raise LexiconError(f"{PACKAGE}/{NAME}: entry {entry['id']!r} needs a label and a pattern: {error}") from error
    if cue.label not in LABELS or not entry.get("words"):
        raise LexiconError(f"{PACKAGE}/{NAME}: entry {entry['id']!r} needs a known label, and words that call for it")
    return cue


def find_cue(text: str, words: Sequence[str]) -> Cue | None:
    """The wording that a line has, one that need not be common before one that must; `words` are its words in lower case.

    >>> find_cue(text := "Our reporters live in the valley.", lower_words(text)).label
    'contact'
    """
    called = load_cues()
    if called.keys().isdisjoint(words) or len(words) > MOST_WORDS or len(text) > MOST_CHARS:
        return None
    found = find_cues(text, words, called)
    return min(found, key=lambda cue: cue.common, default=None)


def find_cues(text: str, words: Sequence[str], called: dict[str, tuple[Cue, ...]]) -> list[Cue]:
    """All wordings that a line has, in the order of the words that call for them."""
    if SPEECH.search(text):
        return []
    wanted = dict.fromkeys(cue for word in words for cue in called.get(word, ()))
    return [cue for cue in wanted if cue.pattern.search(text) and not (cue.never and cue.never.search(text))]
