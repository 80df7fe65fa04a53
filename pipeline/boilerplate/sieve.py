"""Which of many patterns may be found in a text at all, told by one pass over it: each needs one of some strings.

The strings are read off the patterns themselves, so no list has to be kept beside them. Python's `re` tries a pattern with
many wordings at every character, which for a dozen such patterns costs more than all else that is asked of a line.
"""

import re
from collections.abc import Iterable, Sequence
from functools import reduce
from importlib import import_module
from typing import Any

from ahocorasick_rs import AhoCorasick, Implementation

Strings = frozenset[str]
Item = tuple[Any, Any]  # of a parsed pattern: what it is, and its parts
UNKNOWN: Strings = frozenset()
EMPTY: Strings = frozenset(("",))
EDGE = "\b"  # in a string: where a word begins or ends
EDGES: Strings = frozenset((EDGE,))
MOST, MOST_CHARACTERS = 200, 6  # strings that are kept for a pattern, characters of a class that are spelt out


class Sieve:
    """Patterns by number, and the strings that let them through; those of which none is known always pass."""

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        needed = list(map(needed_strings, patterns))
        strings = sorted(UNKNOWN.union(*needed))
        self.always = [number for number, own in enumerate(needed) if not own]
        self.called = [[number for number, own in enumerate(needed) if string in own] for string in strings]
        # whether the string begins, and ends, where a word does
        self.edges = [(s[0] == EDGE and s[1].isalnum(), s[-1] == EDGE and s[-2].isalnum()) for s in strings]
        self.automaton = AhoCorasick([string.replace(EDGE, "") for string in strings], implementation=Implementation.ContiguousNFA)

    def sift(self, folded: str) -> set[int]:
        """The numbers of the patterns that may be found in a text, which is folded.

        >>> sorted(Sieve([re.compile(r"\\b(?:army|navy)\\b", re.I), re.compile("fle+d"), re.compile("[a-z]")]).sift("army"))
        [0, 2]
        """
        passed = set(self.always)
        for string, start, end in find_all(self.automaton, folded):
            opens, closes = self.edges[string]
            if not ((opens and folded[start - 1 : start].isalnum()) or (closes and folded[end : end + 1].isalnum())):
                passed.update(self.called[string])
        return passed


def find_all(automaton: AhoCorasick, text: str) -> list[tuple[int, int, int]]:
    """(number, start, end) of all strings of an automaton in a text; half a surrogate pair is read as a question mark."""
    try:
        return list(automaton.find_matches_as_indexes(text, overlapping=True))
    except UnicodeEncodeError:
        mended = text.encode("utf-8", "replace").decode("utf-8")
        return list(automaton.find_matches_as_indexes(mended, overlapping=True))


def fold(text: str) -> str:
    """Lower case, with one form for the letters that patterns which ignore case take for each other.

    >>> fold("İstanbul, Diyarbakır")
    'istanbul, diyarbakir'
    """
    return text.lower() if text.isascii() else text.lower().replace("i̇", "i").replace("ı", "i").replace("ſ", "s")


def needed_strings(pattern: re.Pattern[str]) -> Strings:
    """Folded strings of which every match of a pattern holds one; none where they cannot be told.

    >>> sorted(needed_strings(re.compile(r"(?:log ?in|sign(?:ed)? up)\\b.*")))
    ['log in\\x08', 'login\\x08', 'sign up\\x08', 'signed up\\x08']
    """
    # the parser of `re` has no public name
    return needed_by(import_module("re._parser").parse(pattern.pattern, pattern.flags))


def needed_by(items: Iterable[Item]) -> Strings:
    """The most telling strings that a sequence needs: those of a run of items that can be spelt out, or of one other item."""
    runs, run = [UNKNOWN], EMPTY
    for item in items:
        longer = join_strings(run, spell(item))
        if longer:
            run = longer
        else:
            runs += [run, needed_by_item(item)]
            run = spell(item) or EMPTY
    best = max((*runs, run), key=tell)
    return best if tell(best) else UNKNOWN


def needed_by_item(item: Item) -> Strings:
    """The strings that a group, a repeat or one of several branches needs."""
    kind, value = str(item[0]), item[1]
    if kind == "SUBPATTERN":
        return needed_by(value[3])
    if kind in ("MAX_REPEAT", "MIN_REPEAT") and value[0]:
        return needed_by(value[2])
    branches = [needed_by(branch) for branch in value[1]] if kind == "BRANCH" else []
    return UNKNOWN.union(*branches) if all(branches) else UNKNOWN


def tell(strings: Strings) -> int:
    """How much it tells that a text holds one of some strings: the length of the shortest, 0 where none is known."""
    return min([len(string.replace(EDGE, "")) for string in strings], default=0)


def spell(item: Item) -> Strings:
    """All strings that an item of a pattern can match, where they are few and known."""
    kind, value = str(item[0]), item[1]
    if kind == "LITERAL":
        return frozenset((fold(chr(value)),))
    if kind == "IN" and len(value) <= MOST_CHARACTERS and all(str(member[0]) == "LITERAL" for member in value):
        return frozenset(fold(chr(code)) for _, code in value)
    if kind == "AT":
        return EDGES if str(value) == "AT_BOUNDARY" else EMPTY
    if kind == "SUBPATTERN":
        return spell_all(value[3])
    if kind in ("MAX_REPEAT", "MIN_REPEAT") and value[:2] == (0, 1):
        inner = spell_all(value[2])
        return inner and inner | EMPTY
    if kind == "BRANCH":
        branches = [spell_all(branch) for branch in value[1]]
        return UNKNOWN.union(*branches) if all(branches) else UNKNOWN
    return EMPTY if kind in ("ASSERT", "ASSERT_NOT") else UNKNOWN  # these match no characters


def spell_all(items: Iterable[Item]) -> Strings:
    """All strings that a sequence can match, where they are few and known."""
    return reduce(join_strings, map(spell, items), EMPTY)


def join_strings(firsts: Strings, seconds: Strings) -> Strings:
    """Each of some strings with each of others behind it, where these are not too many."""
    if len(firsts) * len(seconds) > MOST:
        return UNKNOWN
    return frozenset(first + second for first in firsts for second in seconds)
