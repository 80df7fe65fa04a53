"""What a single word can be: its possible parts of speech and its lemma, from lemminflect's lookup lists.

lemminflect carries the word lists of the NIH SPECIALIST lexicon inside its wheel; only its lookups are used, never its
statistical guesser, so an unknown word is unknown.
"""

import gzip
from bisect import bisect_left
from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeVar

T = TypeVar("T")


class Remembered(dict[str, T]):
    """What a function says of a word, kept for the next time and found at a third of the cost of functools.lru_cache.

    When `most` words are held, all are forgotten.

    >>> lengths = Remembered(len, 2)
    >>> [lengths[word] for word in ("a", "an", "the")], list(lengths)
    ([1, 2, 3], ['the'])
    """

    def __init__(self, function: Callable[[str], T], most: int = 2**17) -> None:
        super().__init__()
        self.function, self.most = function, most

    def __missing__(self, word: str) -> T:
        """What the function says, kept."""
        if len(self) >= self.most:
            self.clear()
        found = self[word] = self.function(word)
        return found


UNKNOWN: Mapping[str, tuple[str, ...]] = MappingProxyType({})


@lru_cache(maxsize=65536)
def parts_of_speech(word: str) -> Mapping[str, tuple[str, ...]]:
    """Lemmas by universal part of speech (`NOUN`, `VERB`, `ADJ`, `ADV`, `AUX`), empty for an unknown word.

    >>> sorted(parts_of_speech("forces"))
    ['NOUN', 'VERB']
    >>> parts_of_speech("struck")["VERB"]
    ('strike',)
    """
    readings = word_lists().readings(word.lower())
    if not readings:
        return UNKNOWN
    return MappingProxyType({PARTS.get(part, part): tuple(lemmas.lower().split("/")) for part, lemmas in readings})


class WordLists(NamedTuple):
    """Sorted lines of "word,part,lemmas", read apart only for words that are asked for, and some more by their words."""

    lines: list[str]
    more: Mapping[str, list[str]]

    def readings(self, word: str) -> list[list[str]]:
        """Part and lemmas of each reading of a word."""
        lines, found, key = self.lines, [], f"{word},"
        place = bisect_left(lines, key)
        while place < len(lines) and lines[place].startswith(key):
            found.append(lines[place].split(",")[1:])
            place += 1
        return found + [reading.split(",") for reading in self.more.get(word, ())]


@lru_cache(maxsize=1)
def word_lists() -> WordLists:
    """What the lists say of each word.

    The files are read without lemminflect's own code, which takes ten times as long and six times the memory.
    """
    spec = find_spec("lemminflect")
    if spec is None or not spec.origin:
        raise ModuleNotFoundError("lemminflect is not installed: its word lists are needed; pip install lemminflect")
    folder = Path(spec.origin).parent / "resources"
    lines = gzip.decompress((folder / "lemma_lu.csv.gz").read_bytes()).decode("utf-8").rstrip("\n").split("\n")
    more: dict[str, list[str]] = {}
    for line in (folder / "lemma_overrides.csv").read_text(encoding="utf-8").split("\n"):
        word, _, reading = line.strip().partition(",")
        if reading and not word.startswith("#"):
            more.setdefault(word, []).append(reading)
    return WordLists(sorted(lines), more)  # they are nearly so already


PARTS = {"noun": "NOUN", "verb": "VERB", "adj": "ADJ", "adv": "ADV", "aux": "AUX", "modal": "AUX"}


def lemma(word: str, part: str) -> str:
    """The lemma of `word` read as `part`, or the word itself in lower case where the lists do not know it so.

    >>> lemma("militias", "NOUN"), lemma("killed", "VERB"), lemma("Hashd", "NOUN")
    ('militia', 'kill', 'hashd')
    """
    lemmas = parts_of_speech(word).get(part)
    return lemmas[0] if lemmas else word.lower()
