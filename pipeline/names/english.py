"""Closed sets of English words that the rules of this package lean on, read from words.yml."""

from functools import lru_cache
from typing import NamedTuple

from pipeline.lexicon import Entry, check_examples, read_entries
from pipeline.text.words import parts_of_speech

PACKAGE = "pipeline.names"


class Words(NamedTuple):
    """The sets of words.yml, in lower case; what each is for is said there."""

    function: frozenset[str]
    days_and_months: frozenset[str]
    place_prepositions: frozenset[str]
    speech: frozenset[str]
    acts: frozenset[str]
    counts: frozenset[str]
    treated: frozenset[str]
    no_names: frozenset[str]
    sport: frozenset[str]
    definite: frozenset[str]
    compass: frozenset[str]
    former: frozenset[str]
    not_modifiers: frozenset[str]
    modifiers: frozenset[str]
    collectives: frozenset[str]
    verb_before: frozenset[str]
    plural_bodies: frozenset[str]
    after_nouns: frozenset[str]
    of_heads: frozenset[str]
    kin: frozenset[str]
    led: frozenset[str]
    organ_nouns: frozenset[str]
    operation_nouns: frozenset[str]
    naming: frozenset[str]
    settlements: frozenset[str]
    quantifiers: frozenset[str]
    sectors: dict[str, str]
    back_to_place: dict[str, tuple[str, ...]]
    back_to_actor: dict[str, tuple[str, ...]]


def members(entry: Entry) -> list[str]:
    """The words, or the nouns of several words, of one entry."""
    found: list[str] = entry["nouns"] if "nouns" in entry else entry["words"].split()
    return found


@lru_cache(maxsize=1)
def english() -> Words:
    """Every set, held to its examples."""
    entries = read_entries(PACKAGE, "words.yml")
    check_examples("words.yml", entries, lambda entry, text: text in members(entry))
    sets = {entry["id"]: frozenset(members(entry)) for entry in entries}
    sectors = {word: entry["sector"] for entry in reversed(entries) if "sector" in entry for word in members(entry)}
    places = {noun: tuple(entry["features"]) for entry in entries if "features" in entry for noun in members(entry)}
    actors = {noun: tuple(entry["kinds"]) for entry in entries if "kinds" in entry for noun in members(entry)}
    quantifiers = sets["counts"] - {"a", "an", "some", "other"}
    plain = {field: sets[field] for field in Words._fields if field in sets}
    return Words(**plain, quantifiers=quantifiers, sectors=sectors, back_to_place=places, back_to_actor=actors)


@lru_cache(maxsize=65536)
def is_common(word: str) -> bool:
    """Whether a word in lower case is an English word of the dictionary (which holds no proper names) or a function word."""
    return word in english().function or bool(parts_of_speech(word))


@lru_cache(maxsize=65536)
def can_modify(word: str) -> bool:
    """Whether a word in lower case can stand between determiner and noun in a phrase about people."""
    sets = english()
    if word in sets.not_modifiers or word in sets.function:
        return False
    if word in sets.modifiers or word in sets.sectors or word in sets.former or word in sets.compass:
        return True
    parts = parts_of_speech(word)
    return "ADJ" in parts and "VERB" not in parts and "ADV" not in parts
