"""Names brought to a form in which their spellings meet: folded (case, accents, apostrophes) and transliterated (a skeleton).

Lists of spellings never end for names from Arabic, Persian or Kurdish; the skeleton drops articles and doubled letters and
merges the vowels that transliterators confuse, so that one entry stands for dozens.
"""

import re
import unicodedata
from functools import lru_cache

from pipeline.text.words import Remembered

ARTICLES = frozenset("al el ar as ash at an ad adh az ud ed ez es et esh ul ur us uz il".split())
APOSTROPHES = re.compile(r"['’‘`ʿʾʼʻ.ˌ]")
PLAIN = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "a", "ħ": "h", "þ": "th", "ð": "d"}
)
# Order matters: digraphs before the letters that they are made of.
MERGES = tuple(
    (re.compile(pattern), letter)
    for pattern, letter in (
        (r"(.)\1+", r"\1"), (r"aw(?=[^aeiou]|$)|au|ou|oo|ow(?=[^aeiou]|$)|u", "o"),
        (r"ay(?=[^aeiou]|$)|ai|ei|ey(?=[^aeiou]|$)|ee|ie", "i"),
        (r"e|(?<=[^aeiou])y", "i"), (r"kh", "x"), (r"dj|zh", "j"), (r"gh", "g"), (r"dh", "d"), (r"tch|ch", "sh"), (r"q|c", "k"),
        (r"w", "v"), (r"(?<=.)(?:ah|ih|a|i)$", "a"), (r"(?<=[aio])h(?=[^aio])", ""), (r"(.)\1+", r"\1"),
    )
)  # fmt: skip


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """One word without case, accents, apostrophes and full stops.

    >>> fold_word("Da’esh"), fold_word("U.S."), fold_word("Çavuşoğlu")
    ('daesh', 'us', 'cavusoglu')
    """
    if word.isascii():
        return APOSTROPHES.sub("", word.lower()) if not word.isalnum() else word.lower()
    decomposed = unicodedata.normalize("NFKD", APOSTROPHES.sub("", word.lower().translate(PLAIN)))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


FOLDED = Remembered(fold_word)  # for loops


@lru_cache(maxsize=65536)
def skeleton_word(word: str) -> str:
    """The transliteration skeleton of one folded word.

    >>> skeleton_word("raqqah") == skeleton_word("raqa"), skeleton_word("deir") == skeleton_word("dayr")
    (True, True)
    >>> skeleton_word("mosul") == skeleton_word("basra")
    False
    """
    for pattern, letter in MERGES:
        word = pattern.sub(letter, word)
    return word


def skeleton(words: tuple[str, ...]) -> str:
    """The skeleton of a name of several folded words, its articles left out.

    >>> skeleton(("deir", "ez", "zor")) == skeleton(("dayr", "az", "zawr")) == skeleton(("deir", "al", "zour"))
    True
    """
    return " ".join(skeleton_word(word) for word in words if word not in ARTICLES)
