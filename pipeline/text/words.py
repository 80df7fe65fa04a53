"""What a single word can be: its possible parts of speech and its lemma, from lemminflect's lookup lists.

lemminflect carries the word lists of the NIH SPECIALIST lexicon inside its wheel; only its lookups are used, never its
statistical guesser, so an unknown word is unknown.
"""

import gzip
from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

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
    listed = word_lists().get(word.lower())
    if listed is None:
        return UNKNOWN
    readings = (reading.split(",") for reading in listed.split(";"))
    return MappingProxyType({part: tuple(lemmas.lower().split("/")) for part, lemmas in readings})


@lru_cache(maxsize=1)
def word_lists() -> dict[str, str]:
    """What the lists say of each word ("NOUN,force;VERB,force"), read apart only for words that are asked for.

    The files are read without lemminflect's own code, which takes ten times as long and six times the memory.
    """
    spec = find_spec("lemminflect")
    if spec is None or not spec.origin:
        raise ModuleNotFoundError("lemminflect is not installed: its word lists are needed; pip install lemminflect")
    folder = Path(spec.origin).parent / "resources"
    lists: dict[str, str] = {}
    for line in gzip.decompress((folder / "lemma_lu.csv.gz").read_bytes()).decode("utf-8").rstrip("\n").split("\n"):
        word, _, reading = line.partition(",")
        part, _, lemmas = reading.partition(",")
        reading = f"{PARTS.get(part, part)},{lemmas}"
        lists[word] = f"{lists[word]};{reading}" if word in lists else reading
    for line in (folder / "lemma_overrides.csv").read_text(encoding="utf-8").split("\n"):
        word, _, reading = line.strip().partition(",")
        if reading and not word.startswith("#"):
            lists[word] = f"{lists[word]};{reading}" if word in lists else reading
    return lists


PARTS = {"noun": "NOUN", "verb": "VERB", "adj": "ADJ", "adv": "ADV", "aux": "AUX", "modal": "AUX"}


def lemma(word: str, part: str) -> str:
    """The lemma of `word` read as `part`, or the word itself in lower case where the lists do not know it so.

    >>> lemma("militias", "NOUN"), lemma("killed", "VERB"), lemma("Hashd", "NOUN")
    ('militia', 'kill', 'hashd')
    """
    lemmas = parts_of_speech(word).get(part)
    return lemmas[0] if lemmas else word.lower()
