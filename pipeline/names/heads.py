"""Nouns for those who act, and words that give a capitalised name its kind: read from heads.yml, shapes.yml and given_names.yml."""

import re
from functools import lru_cache, partial
from typing import NamedTuple

from pipeline.lexicon import Entry, check_examples, read_entries

PACKAGE = "pipeline.names"


class Head(NamedTuple):
    """What a noun says of a phrase that it heads. `collective` nouns name a body even in the singular; `weak` ones take their
    sector from their modifiers; a `faint` one makes no mention of its own without a modifier that names a country or a sector; one
    with `holder` only with the name of its holder."""

    id: str
    word: str
    kind: str
    sector: str
    plural: bool
    collective: bool
    title: bool
    weak: bool
    faint: bool
    holder: bool = False


class Shapes(NamedTuple):
    """Words by their role in a name: each maps to (kind, sector)."""

    titles: dict[str, str]
    bodies: dict[str, tuple[str, str]]
    bodies_of: frozenset[str]
    places_after: frozenset[str]
    places_before: frozenset[str]
    nothing: frozenset[str]
    ships: frozenset[str]
    storms: frozenset[str]
    built: frozenset[str]
    surnames: frozenset[str]
    early: frozenset[str]  # titles and words that make a name nobody's: what is looked for before names
    firsts: frozenset[str]  # words that may give a name its shape where they begin it
    lasts: frozenset[str]  # words that may give a name its shape further on


def plural_form(noun: str) -> str:
    """The regular plural of a noun or noun phrase.

    >>> plural_form("spy chief"), plural_form("secretary"), plural_form("coach")
    ('spy chiefs', 'secretaries', 'coaches')
    """
    if re.search(r"[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    hissing = noun.endswith(("s", "x", "ch", "sh")) and not noun.endswith("arch")
    return noun + ("es" if hissing else "s")


def heads_of(entry: Entry) -> list[tuple[str, Head]]:
    """The forms of the nouns of one entry."""
    found = []
    titled = set(entry.get("title_words", ()))
    for line in (part.strip() for part in entry["nouns"].split(",")):
        noun, _, plural = line.partition("/")
        many = noun.endswith(" forces") or noun == "forces" or noun.endswith("observers") or noun.endswith("powers")
        faint = noun in entry.get("weak_mention", ())
        title = (bool(entry.get("title")) or noun in titled) and not entry.get("collective")
        shared = (entry["id"], noun, entry["kind"], entry["sector"])
        rest = (bool(entry.get("collective")), title, bool(entry.get("weak")), faint)
        holder = noun in entry.get("singular_needs_title", ())
        found.append((noun.lower(), Head(*shared, many, *rest, holder)))
        if not many:
            found.append(((plural or plural_form(noun)).lower(), Head(*shared, True, *rest)))
    return found


@lru_cache(maxsize=1)
def head_nouns() -> tuple[dict[str, Head], dict[str, int]]:
    """Every head by its lower-case words, and the length of the longest by first word; the first entry to use a noun has it."""
    heads: dict[str, Head] = {}
    longest: dict[str, int] = {}
    for entry in read_entries(PACKAGE, "heads.yml"):
        forms = heads_of(entry)
        check_examples("heads.yml", (entry,), partial(matches_head, dict(forms)))
        for words, head in forms:
            heads.setdefault(words.replace("-", " - "), head)
            first, *more = words.replace("-", " - ").split(" ")
            longest[first] = max(longest.get(first, 0), len(more) + 1)
    return heads, longest


def matches_head(forms: dict[str, Head], _: Entry, text: str) -> bool:
    """Whether an example ends in one of the forms."""
    return ends_in_head(text, forms)


def matches_word(words: frozenset[str], _: Entry, text: str) -> bool:
    """Whether an example is one of the words."""
    return text in words


def ends_in_head(text: str, forms: dict[str, Head]) -> bool:
    """Whether a phrase ends in one of the nouns."""
    words = text.lower().split(" ")
    return any(" ".join(words[number:]) in forms for number in range(len(words)))


@lru_cache(maxsize=1)
def shapes() -> Shapes:
    """The words of shapes.yml by their role."""
    titles: dict[str, str] = {}
    bodies: dict[str, tuple[str, str]] = {}
    sets: dict[str, set[str]] = {
        role: set() for role in ("body_of", "place_after", "place_before", "nothing", "ship", "storm", "built", "surname")
    }
    for entry in read_entries(PACKAGE, "shapes.yml"):
        words = entry["words"].split()
        check_examples("shapes.yml", (entry,), lambda entry, text: text in entry["words"].split())
        if entry["role"] == "title":
            titles.update({word: entry.get("sector", "") for word in words})
        elif entry["role"] == "body":
            for word in words:
                bodies.setdefault(word, (entry["kind"], entry["sector"]))
        else:
            sets[entry["role"]].update(words)
    frozen = {role: frozenset(words) for role, words in sets.items()}
    return Shapes(
        titles,
        bodies,
        frozen["body_of"],
        frozen["place_after"],
        frozen["place_before"],
        frozen["nothing"],
        frozen["ship"],
        frozen["storm"],
        frozen["built"],
        frozen["surname"],
        frozen["nothing"] | frozenset(titles) | {"St", "Saint"},
        frozen["ship"] | frozen["storm"] | frozen["body_of"] | frozen["place_before"] | {"Operation", "OPERATION"},
        frozen["nothing"] | frozen["place_after"] | frozenset(bodies),
    )


def read_names(file: str) -> frozenset[str]:
    """The names of a lexicon of names, as written."""
    found: set[str] = set()
    for entry in read_entries(PACKAGE, file):
        words = frozenset(entry["names"].split())
        check_examples(file, (entry,), partial(matches_word, words))
        found |= words
    return frozenset(found)


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Given names, as written."""
    return read_names("given_names.yml")


@lru_cache(maxsize=1)
def surnames() -> frozenset[str]:
    """Common surnames that are also places, as written."""
    return read_names("surnames.yml")
