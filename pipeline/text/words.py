"""What a single word can be: its possible parts of speech and its lemma, from lemminflect's lookup lists.

lemminflect carries the word lists of the NIH SPECIALIST lexicon inside its wheel; only its lookups are used, never its
statistical guesser, so an unknown word is unknown.
"""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

UNKNOWN: Mapping[str, tuple[str, ...]] = MappingProxyType({})


@lru_cache(maxsize=65536)
def parts_of_speech(word: str) -> Mapping[str, tuple[str, ...]]:
    """Lemmas by universal part of speech (`NOUN`, `VERB`, `ADJ`, `ADV`, `AUX`), empty for an unknown word.

    >>> sorted(parts_of_speech("forces"))
    ['NOUN', 'VERB']
    >>> parts_of_speech("struck")["VERB"]
    ('strike',)
    """
    import lemminflect  # loads its lists on first use, which commands without text work need not pay

    found: dict[str, tuple[str, ...]] = lemminflect.getAllLemmas(word.lower())
    return MappingProxyType(found) if found else UNKNOWN


def lemma(word: str, part: str) -> str:
    """The lemma of `word` read as `part`, or the word itself in lower case where the lists do not know it so.

    >>> lemma("militias", "NOUN"), lemma("killed", "VERB"), lemma("Hashd", "NOUN")
    ('militia', 'kill', 'hashd')
    """
    lemmas = parts_of_speech(word).get(part)
    return lemmas[0] if lemmas else word.lower()
