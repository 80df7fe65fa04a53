"""What a source says of itself, its makers and to its readers: wordings that decide nothing until a line comes again and again.

A single line with one of them may be news (a paper that was founded in 1987 can be in the news). The wordings are in `makers.yml`.
"""

import re
from collections.abc import Iterator, Sequence
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
    """One wording: the label of a line that has it, and one of the words `also` where there are any.

    `inside` says that it is believed between paragraphs, `common` that the line must stand in a good share of its source.
    """

    rule_id: str
    label: str
    pattern: re.Pattern[str]
    never: re.Pattern[str] | None
    also: frozenset[str]
    inside: bool
    common: bool


class Cues(NamedTuple):
    """The lexicon made ready: wordings in the order in which they are tried, and the numbers of those that a word calls for."""

    cues: tuple[Cue, ...]
    called: dict[str, frozenset[int]]


@lru_cache(maxsize=1)
def load_cues() -> Cues:
    """The wordings: believed anywhere first, to be common last. Raises LexiconError where one breaks an example."""
    entries = sorted(read_entries(PACKAGE, NAME), key=lambda entry: (bool(entry.get("common")), not entry.get("inside")))
    called: dict[str, frozenset[int]] = {}
    for number, entry in enumerate(entries):
        for word in entry["words"]:
            called[word] = called.get(word, frozenset()) | {number}
    loaded = Cues(tuple(map(make_cue, entries)), called)
    by_id = dict(zip((entry["id"] for entry in entries), loaded.cues, strict=True))
    check_examples(
        f"{PACKAGE}/{NAME}", entries, lambda entry, text: by_id[entry["id"]] in find_cues(loaded, text, lower_words(text))
    )
    return loaded


def make_cue(entry: Entry) -> Cue:
    """One entry made ready; raises LexiconError for a label or a pattern that is none."""
    try:
        never = compile_pattern(entry["without"]) if "without" in entry else None
        cue = Cue(f"repeats.{entry['id']}", entry["label"], compile_pattern(entry["pattern"]), never,
                  frozenset(entry.get("also", ())), bool(entry.get("inside")), bool(entry.get("common")))  # fmt: skip
    except (re.error, KeyError) as error:
        raise LexiconError(f"{PACKAGE}/{NAME}: entry {entry['id']!r} needs a label and a pattern: {error}") from error
    if cue.label not in LABELS or not entry.get("words"):
        raise LexiconError(f"{PACKAGE}/{NAME}: entry {entry['id']!r} needs a known label, and words that call for it")
    return cue


def find_cue(text: str, words: Sequence[str]) -> Cue | None:
    """The wording that a line has, of several the one that decides most easily; `words` are its words in lower case.

    >>> find_cue(text := "Our reporters live in the valley.", lower_words(text)).label
    'contact'
    """
    return next(find_cues(load_cues(), text, words), None)


def find_cues(loaded: Cues, text: str, words: Sequence[str]) -> Iterator[Cue]:
    """All wordings that a line has, in their order."""
    called = loaded.called.keys() & words
    if not called or len(words) > MOST_WORDS or len(text) > MOST_CHARS or SPEECH.search(text):
        return
    for number in sorted(frozenset[int]().union(*[loaded.called[word] for word in called])):
        cue = loaded.cues[number]
        if cue.also and cue.also.isdisjoint(words):
            continue
        if cue.pattern.search(text) and not (cue.never and cue.never.search(text)):
            yield cue
