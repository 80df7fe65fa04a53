"""Who a party is: the actor that a name in it stands for, its country and its sector."""

from bisect import bisect_left
from functools import lru_cache

from pipeline.events.groups import Sentence
from pipeline.events.word_forms import PACKAGE
from pipeline.lexicon import read_entries
from pipeline.names.name import Actor, Mention


@lru_cache(maxsize=1)
def sectors() -> dict[str, str]:
    """PLOVER sector by head noun."""
    return {word: entry["id"] for entry in read_entries(PACKAGE, "sectors.yml") for word in entry["words"].split()}


def land_and_sector(sentence: Sentence, start: int, end: int, actor: Actor | None) -> tuple[str | None, str | None]:
    """Country and sector of a party: of its actor, else of the places and the head noun in it."""
    if actor is None:
        return country_in(sentence, start, end), sector_of(sentence, end)
    own = nationality_in(sentence, start, end) if actor.name.islower() else None  # "American bombers", whatever the page is about
    return own or actor.country, actor.sector


def mentions_in(sentence: Sentence, start: int, end: int) -> list[Mention]:
    """The mentions of some tokens, each once, in order."""
    return [sentence.mentions[number] for number in dict.fromkeys(sentence.mention_at[start:end]) if number is not None]


TELLING = {"armed_group": 0, "organisation": 1, "person": 2, "state": 3, "people_group": 4, "nationality": 5}


def actor_in(sentence: Sentence, start: int, end: int) -> Actor | None:
    """The actor of a party: of the most telling name in it, groups and bodies before persons, states and peoples."""
    found = [mention for mention in mentions_in(sentence, start, end) if mention.actor is not None]
    if len(found) < 2:
        return found[0].actor if found else None
    return min(found, key=lambda mention: TELLING.get(mention.kind, 6)).actor


GENERIC = frozenset("group organization organisation movement militia network outfit organizations".split())


def taken_up(sentence: Sentence, start: int, end: int) -> Actor | None:
    """The armed group or body that "the group" takes up: the last one named before it, at most a few sentences back."""
    if (
        end - start > 2
        or sentence.tokens[end - 1].lower not in GENERIC
        or start == 0
        or sentence.tokens[start - 1].lower not in ("the", "this", "that")
    ):
        return None
    position = sentence.tokens[start].start
    first = bisect_left(sentence.mentions, position - 600, key=lambda mention: mention.start)
    last = bisect_left(sentence.mentions, position, key=lambda mention: mention.start)
    near = sentence.mentions[first:last]
    known = [mention for mention in near if mention.kind in ("armed_group", "organisation") and mention.actor is not None]
    armed = [mention for mention in known if mention.kind == "armed_group"]
    best = max(armed or known, key=lambda mention: mention.start, default=None)
    return best.actor if best is not None else None


def country_in(sentence: Sentence, start: int, end: int) -> str | None:
    """The country of a place named inside a party without an actor."""
    return next((mention.place.country for mention in mentions_in(sentence, start, end) if mention.place is not None), None)


def nationality_in(sentence: Sentence, start: int, end: int) -> str | None:
    """The country of the nationality that stands in a party, if exactly one does."""
    found = {m.actor.country for m in mentions_in(sentence, start, end) if m.kind == "nationality" and m.actor is not None}
    return found.pop() if len(found) == 1 else None


def sector_of(sentence: Sentence, end: int) -> str | None:
    """The sector that the head noun of a party tells."""
    lower = sentence.tokens[end - 1].lower
    table = sectors()
    return table.get(lower) or table.get(lower.rstrip("s")) or table.get(lower.replace("men", "man"))
