"""Lists of small words that the grammar passes over, stops at or looks for; words of two parts are written with `_`."""

import re
from functools import lru_cache

from pipeline.lexicon import Entry, check_examples, read_entries

LEXICON = "small_words.yml"


@lru_cache(maxsize=128)
def listed(name: str) -> frozenset[str]:
    """The words of one list; raises KeyError where there is none of that name.

    >>> "others" in listed("glue"), "last year" in listed("glue")
    (True, False)
    """
    return frozenset(word.replace("_", " ") for word in lists()[name]["words"].split())


@lru_cache(maxsize=128)
def either(name: str) -> str:
    """The words of one list as an alternation, the longest first.

    >>> either("scored_fractions")
    'quarter|half'
    """
    return "|".join(re.escape(word).replace(r"\ ", " ") for word in sorted(listed(name), key=lambda word: (-len(word), word)))


@lru_cache(maxsize=1)
def lists() -> dict[str, Entry]:
    """The lexicon's entries by id."""
    return {entry["id"]: entry for entry in read_entries(__package__, LEXICON)}


def check_lexicon() -> None:
    """Hold every list to its examples; raises LexiconError."""
    check_examples(LEXICON, lists().values(), lambda entry, example: example in listed(entry["id"]))
