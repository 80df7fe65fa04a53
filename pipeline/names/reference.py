"""Everything that the scan looks names up in, loaded once: lexicons, gazetteer, nouns, shapes."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache, partial

from pipeline.names.fold import ARTICLES, FOLDED
from pipeline.names.gazetteer import Gazetteer, gazetteer
from pipeline.names.heads import Head, Shapes, given_names, head_nouns, shapes, surnames
from pipeline.names.known import Known, Names, known_names
from pipeline.names.things import thing_names
from pipeline.text.words import Remembered

PARTICLES = ARTICLES | frozenset(
    "de la del della di da do dos das du des van von der den ter bin ibn ben abu al el ad as ash at an ar az ud ul ur e i y "
    "le zu und".split()
)
ENGLISH_PARTICLES = frozenset("at as an ad i is us do e y den des".split())  # part of a name only before a hyphen
LINKS = frozenset("au aux sur sous en upon on by under am les lès".split())  # between the hyphens of a place ("Port-au-Prince")
HYPHENS = frozenset("-‐‑–")
PASSED, STARTER, CAPITAL, OPENER, OTHER = range(5)  # what the scan does at a token: see kind_of


@dataclass(frozen=True)
class Lexicon:
    """Everything that the scan looks names up in, loaded once."""

    names: Names
    places: Gazetteer
    heads: dict[str, Head]
    head_length: dict[str, int]
    head_seconds: dict[str, frozenset[str]]
    shapes: Shapes
    given: frozenset[str]
    surnames: frozenset[str]
    things: dict[str, tuple[str, bool]]
    thing_length: dict[str, int]
    thing_seconds: dict[str, frozenset[str]]
    kinds: Remembered[int]
    alone: Remembered[tuple[Known | None, bool]]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicons of this package: about half a second, once a process."""
    heads, head_length = head_nouns()
    things, thing_length = thing_names()
    starters = frozenset(head_length) | frozenset(thing_length) | (ARTICLES - ENGLISH_PARTICLES)
    return Lexicon(
        known_names(), gazetteer(), heads, head_length, second_words(heads), shapes(), given_names(), surnames(),
        things, thing_length, second_words(things), Remembered(partial(kind_of, starters)),
        Remembered(partial(known_alone, known_names())),
    )  # fmt: skip


def known_alone(names: Names, text: str) -> tuple[Known | None, bool]:
    """What a word names by itself, and whether names of several words begin with it."""
    word = FOLDED[text]
    return names.find(word, text), word in names.openings


def second_words(names: Iterable[str]) -> dict[str, frozenset[str]]:
    """Which words stand second in names of several words, by the first, all in lower case.

    >>> second_words(["police officer", "police", "Police officer"])
    {'police': frozenset({'officer'})}
    """
    found: dict[str, set[str]] = {}
    for name in names:
        first, *more = name.lower().split(" ")
        if more:
            found.setdefault(first, set()).add(more[0])
    return {first: frozenset(seconds) for first, seconds in found.items()}


def kind_of(starters: frozenset[str], text: str) -> int:
    """What the scan does at a token: pass a small word, look a small word up, read a capital, expect one after a mark, or go on."""
    letter = text[0]
    if letter.islower():
        return STARTER if text.lower() in starters else PASSED
    if letter.isupper():
        return CAPITAL
    return OPENER if not letter.isalnum() and letter in '"“‘:(' else OTHER
