"""Everything that the scan looks names up in, loaded once: lexicons, gazetteer, nouns, shapes."""

from dataclasses import dataclass
from functools import lru_cache

from pipeline.names.fold import ARTICLES
from pipeline.names.gazetteer import Gazetteer, gazetteer
from pipeline.names.heads import Head, Shapes, given_names, head_nouns, shapes, surnames
from pipeline.names.known import Names, known_names
from pipeline.names.things import thing_names

PARTICLES = ARTICLES | frozenset(
    "de la del della di da do dos das du des van von der den ter bin ibn ben abu al el ad as ash at an ar az ud ul ur e i y "
    "le zu und".split()
)
ENGLISH_PARTICLES = frozenset("at as an ad i is us do e y den des".split())  # part of a name only before a hyphen
LINKS = frozenset("au aux sur sous en upon on by under am les lès".split())  # between the hyphens of a place ("Port-au-Prince")
HYPHENS = frozenset("-‐‑–")


@dataclass(frozen=True)
class Lexicon:
    """Everything that the scan looks names up in, loaded once."""

    names: Names
    places: Gazetteer
    heads: dict[str, Head]
    head_length: dict[str, int]
    shapes: Shapes
    given: frozenset[str]
    surnames: frozenset[str]
    things: dict[str, tuple[str, bool]]
    thing_length: dict[str, int]
    starters: frozenset[str]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicons of this package: about half a second, once a process."""
    heads, head_length = head_nouns()
    things, thing_length = thing_names()
    starters = frozenset(head_length) | frozenset(thing_length) | (ARTICLES - ENGLISH_PARTICLES)
    return Lexicon(
        known_names(), gazetteer(), heads, head_length, shapes(), given_names(), surnames(), things, thing_length, starters
    )
