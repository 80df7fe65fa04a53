"""A name, or a noun with what belongs to it, over the tokens of a page."""

from dataclasses import dataclass

from pipeline.names.heads import Head
from pipeline.names.node import Node

OWNERS = ("'s", "’s", "'", "’")
SPOTS = ("settlement", "facility")


@dataclass(slots=True)
class Phrase:
    """Tokens `start` to `end`: a name, a noun with its modifiers, or a person with titles and offices before the name.

    `name` is the proper name (None for an unnamed group), `heads` the nouns from the last to the first, `modifiers` names before
    or after the noun; `backers` are names that only lead or back ("Turkish" in "Turkish-backed rebels").
    """

    start: int
    end: int
    name: Node | None = None
    heads: tuple[Head, ...] = ()
    modifiers: tuple[Node, ...] = ()
    backers: tuple[Node, ...] = ()
    words: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    owner: bool = False
    same: "Phrase | None" = None
    counted: bool = False


def is_personal(phrase: Phrase) -> bool:
    """Whether a phrase is, or may be, the name of a person."""
    return phrase.name is not None and phrase.name.type in ("name", "person")
