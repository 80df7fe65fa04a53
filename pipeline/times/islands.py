"""Where in a text a time expression can stand: runs of words of the vocabulary round a word that names a time.

Most of a text lies outside and is never looked at again; a run is read once, so the cost is linear in the text.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.times.vocabulary import Vocabulary

# Kinds: c names a time, y a year or whole date, d a number, t a number of three figures, n a number in words, R the ending of an
# ordinal, q a quotation mark or apostrophe, k "circa", h the letter of an hour, o none of these; w and marks can stand beside them.
# Every core begins with one of a few letters, so that the search passes over all others at once.
CORE = re.compile("[cydtqnk](?:(?<=[cy])|(?<=[dt])(?:[:h]d|R)|(?<=d)[/-]d[/-]d|(?<=d)/d|(?<=q)d|(?<=n)n|(?<=k)w?[dt])")
CORE_ANCIENT = re.compile(CORE.pattern.removesuffix(")") + "|(?<=t))")
# Every branch begins with a letter and looks back behind it: so most of a text is passed over by its letters alone.
OLD_TIMES = re.compile(r"B(?<!\wB)(?:CE?\b|\.[CD]\.)|A(?<!\wA)(?:D\b|\.[CD]\.)|C(?<!\wC)E\b|c(?<!\wc)(?:a|irca)?\. ?\d{3}\b")
# Numbers chained or words of numbers in a row, more than any date or clock time has: lists, codes and tables, no times.
CHAIN = re.compile(r"(?:n-?){12,}+|(?:[dty][-/:]){6,}+[dty]?")
MOST_ITEMS_BEFORE = 14  # how far before the first word that names a time an expression can begin


def kinds_of(vocabulary: Vocabulary, words: Sequence[str]) -> str:
    """One letter for each word in lower case: its kind."""
    kinds = "".join(map(vocabulary.kinds.__getitem__, words))
    return CHAIN.sub(lambda found: "o" * len(found.group()), kinds)


def islands(kinds: str, start: int, end: int, core: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Runs of tokens in which a time expression can stand, each begun at most a few words before its first core word."""
    position = start
    while (found := core.search(kinds, position, end)) is not None:
        earliest = max(position, found.start() - MOST_ITEMS_BEFORE)
        first = max(kinds.rfind("o", earliest, found.start()) + 1, earliest)
        last = kinds.find("o", found.end(), end)
        position = end if last < 0 else last
        yield first, position


def core_of(text: str) -> re.Pattern[str]:
    """What begins an expression: in a text that tells of years before 1000, numbers of three figures too."""
    return CORE_ANCIENT if OLD_TIMES.search(text) else CORE
