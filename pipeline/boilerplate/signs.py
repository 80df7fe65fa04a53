"""Capitals and marks of a line, by tables over its UTF-8 bytes: several times as fast as regular expressions are.

Bytes from 0x80 on are no capitals and no blanks; the few characters outside ASCII that a line has are looked at one by one.
"""

from functools import lru_cache

from pipeline.text.lower_words import ASCII, CODES, make_table

PLAIN = bytes(code for code in CODES if chr(code).isalpha() or chr(code) == " ")


TO_CASES = bytes(ord("A") if chr(code).isupper() else ord(" ") if chr(code).isspace() else ord("a") for code in CODES) + b"a" * 128
TO_MARKS = make_table({code: "0" for code in CODES if chr(code).isdigit()})


def count_capitals(text: str) -> tuple[int, int]:
    """How many words, as white space parts them, begin with a capital, and how many words there are.

    >>> count_capitals("The army of Élise left Mosul "), count_capitals(" 3 iPads")
    ((3, 6), (0, 2))
    """
    data = text.encode("utf-8", "surrogatepass")
    if not text.isascii() and has_capital_or_space(data.translate(None, ASCII)):
        words = text.split()
        return sum([word[0].isupper() for word in words]), len(words)
    cases = b" " + data.translate(TO_CASES)
    capitals = cases.count(b" A")
    return capitals, capitals + cases.count(b" a")


def find_marks(text: str) -> frozenset[str]:
    """The characters that are neither letters of ASCII nor blanks; 0 stands for any digit of ASCII.

    >>> sorted(find_marks("Log in | 31 Items"))
    ['0', '|']
    """
    return read_characters(text.encode("utf-8", "surrogatepass").translate(TO_MARKS, PLAIN))


@lru_cache(maxsize=1 << 12)
def read_characters(data: bytes) -> frozenset[str]:
    """The characters of UTF-8; most lines have the same few marks."""
    return frozenset(data.decode("utf-8", "surrogatepass"))


@lru_cache(maxsize=1 << 12)
def has_capital_or_space(foreign: bytes) -> bool:
    """Whether the characters outside ASCII have anything that tells where a word begins, or how."""
    return any(character.isupper() or character.isspace() for character in foreign.decode("utf-8", "surrogatepass"))
