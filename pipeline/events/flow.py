"""The chunks of a sentence in one line, and how to walk along it: noun groups joined by "and", phrases up to the end of a
clause.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.events.chunks import Item
from pipeline.events.word_forms import PACKAGE
from pipeline.lexicon import read_entries

DROPPED = frozenset("RX'S-")
ASIDE = DROPPED | frozenset("()")


SPANS = frozenset("minutes hours days weeks months years minute hour day week month year".split())  # how long, and no object
CLOSERS = frozenset(";:.UW")


@dataclass(slots=True)
class Clause:
    """One verb and its surroundings; all numbers are positions in the flow.

    `role` is `main`, `relative`, `reduced` (a participle after its noun), `adverbial` or `complement`; `marker` the word that opens
    it. `governor` is the verb or noun that it depends on, `link` how: `to`, `object-to`, `noun-to`, `that`, `ing`.
    """

    verb: int
    passive: bool
    subjects: list[int] = field(default_factory=list)
    objects: list[int] = field(default_factory=list)
    phrases: list[tuple[str, list[int]]] = field(default_factory=list)
    role: str = "main"
    marker: str = ""
    governor: int | None = None
    link: str = ""


@dataclass(slots=True)
class Flow:
    """The chunks of one sentence without adverbs, times, marks of quotation and brackets, and the clauses read from them."""

    items: list[Item]
    clauses: dict[int, Clause]


@lru_cache(maxsize=1)
def verb_lists() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Verbs of speech, verbs that without an object are passive participles, and verbs that a relative clause parts from theirs."""
    lists = {entry["id"]: frozenset(entry["words"].split()) for entry in read_entries(PACKAGE, "closed_class.yml")}
    return lists["speech"], lists["transitive"], lists["transitive"] | lists["gapped"]


def flow_of(chunks: Sequence[Item]) -> list[Item]:
    """Chunks without what never holds a clause together: adverbs, times with their prepositions, quotation marks, brackets."""
    kept: list[Item] = []
    depth = 0
    for number, item in enumerate(chunks):
        if not depth and item.kind not in ASIDE:
            noun = item.noun
            if noun is None or item.lower not in SPANS or not kept or kept[-1].verb is None or noun.determiner == "the":
                kept.append(item)  # all but "met two days before the talks"
        elif item.kind == "(":
            depth += 1
        elif item.kind == ")":
            depth = max(depth - 1, 0)
        else:
            beside = item.kind == "X" and kept and kept[-1].kind in "IU" and kept[-1].end == item.start
            if beside and not owns(chunks, number):
                kept.pop()
    return kept if kept else [item for item in chunks if item.kind not in DROPPED and item.kind not in "()"]


def owns(chunks: Sequence[Item], number: int) -> bool:
    """Whether the time at `number` is a possessor, as in "for Monday's raid": the preposition before it is the raid's."""
    while kind(chunks, number) == "X":
        number += 1
    return kind(chunks, number) == "S" and kind(chunks, number + 1) == "NP"


def kind(items: Sequence[Item], number: int) -> str:
    """The kind of the chunk at `number`, empty outside."""
    try:  # cheaper than asking for the length, and few look outside
        return items[number].kind if number >= 0 else ""
    except IndexError:
        return ""


def is_passive(items: Sequence[Item], number: int) -> bool:
    """Whether the verb at `number` tells what was done to its subject. Bare forms in -ed are judged by what follows."""
    verb = items[number].verb
    if verb is None or verb.voice == "active":
        return False
    if verb.voice == "passive":
        return True
    if has_gap(items, number):
        return False
    if kind(items, number - 1) == "NP" and items[number - 1].lower in ("they", "we", "he", "she", "i", "who"):
        return False
    if is_contact(items, number):
        return False
    following = kind(items, number + 1)
    beside = verb.particle in ("up", "down", "off", "out", "away", "back", "over") and following == "I"
    if beside and items[number + 1].lower == verb.particle and kind(items, number + 2) == "NP":  # burned down the embassy
        following = "NP"
    if following == "I" and items[number + 1].lower == "by" and kind(items, number + 2) == "NP":
        return True
    if verb.form == "participle" and following == "NP" and kind(items, number - 1) == "C" and shares_have(items, number):
        return False
    if verb.form == "participle" or (kind(items, number - 1) in ("", ",", "U", "I") and following != "NP"):
        return verb.form == "participle" or verb.lemma in verb_lists()[1]
    if following == "NP":
        return (
            followed_by_finite(items, number + 2)
            and kind(items, number - 1) == "NP"
            and verb.lemma in verb_lists()[1]
            and is_object_gap(items, number)
        )
    if following == "I" and items[number + 1].lower in ("with", "over", "in") and verb.lemma == "charge":  # charged with fraud
        return True
    return verb.lemma in verb_lists()[1]


def has_gap(items: Sequence[Item], number: int) -> bool:
    """Whether the verb ends a relative clause whose object is what it is about: "the shrine, which bombers destroyed"."""
    verb = items[number].verb
    return (
        verb is not None
        and verb.finite
        and kind(items, number - 1) == "NP"
        and (word := before_list(items, number - 1)) > 0
        and items[word].lower in ("which", "that", "whom", "who")
        and kind(items, word - 1) in ("NP", ",")
        and kind(items, number + 1) != "NP"
    )


def before_list(items: Sequence[Item], position: int) -> int:
    """The position of the relative word before a list of noun groups that ends at `position`, or 0."""
    while kind(items, position) == "NP":
        before = kind(items, position - 1)
        if before == "W":
            return position - 1
        position -= 3 if before == "C" and kind(items, position - 2) == "," else 2
        if before not in ("C", ","):
            return 0
    return 0


def is_contact(items: Sequence[Item], number: int) -> bool:
    """Whether the verb has what it is about right before its subject: "six men it accused of spying"."""
    verb = items[number].verb
    pronoun = kind(items, number - 1) == "NP" and items[number - 1].lower in ("it", "they", "we", "he", "she")
    return verb is not None and verb.finite and pronoun and kind(items, number - 2) == "NP" and kind(items, number + 1) != "NP"


def shares_have(items: Sequence[Item], number: int) -> bool:
    """Whether the verb before the "and" is an active perfect whose "have" goes for both: "had shelled and taken Gao"."""
    earlier = nearest_verb(items, number - 1)
    verb = items[earlier].verb if earlier is not None else None
    return verb is not None and verb.perfect and verb.voice == "active"


def is_object_gap(items: Sequence[Item], number: int) -> bool:
    """A noun right after "called", "named" and their like is a complement, not an object."""
    verb = items[number].verb
    return verb is not None and verb.lemma in ("call", "name", "dub")


def followed_by_finite(items: Sequence[Item], number: int) -> bool:
    """Whether a finite verb stands at `number`, its subject before it."""
    verb = items[number].verb if number < len(items) else None
    return verb is not None and verb.finite


def coordination(items: Sequence[Item], position: int) -> tuple[list[int], int]:
    """The noun groups joined from `position` on ("A, B and C"), and the position after them."""
    group = [position]
    after = position + 1
    while True:
        step = (
            1
            if kind(items, after) == "C" and items[after].lower != "but"
            else 2
            if kind(items, after) == "," and kind(items, after + 1) == "C" and items[after + 1].lower != "but"
            else 0
        )
        if step == 2 and determined(items, after + 2) and not determined(items, position):
            return group, after  # "in Ramad and Falluja, and the battle for Mosu": the list begins further left
        if step == 2 and kind(items, after + 3) == "C" and kind(items, after + 4) == "NP" and starts_clause(items, after + 4):
            return group, after  # "for the raid, and Chad and Peru condemned it"
        if step and kind(items, after + step) == "NP" and not starts_clause(items, after + step):
            group.append(after + step)
            after += step + 1
            continue
        if kind(items, after) == "," and kind(items, after + 1) == "NP" and list_goes_on(items, after + 2):
            group.append(after + 1)
            after += 2
            continue
        return group, after


def determined(items: Sequence[Item], position: int) -> bool:
    """Whether the noun group at `position` has an article or number."""
    noun = items[position].noun if position < len(items) else None
    return noun is not None and bool(noun.determiner)


def starts_clause(items: Sequence[Item], position: int) -> bool:
    """Whether the noun group at `position` is the subject of a finite verb right after it."""
    verb = items[position + 1].verb if position + 1 < len(items) else None
    return verb is not None and verb.finite and (verb.voice == "passive" or not is_passive(items, position + 1))


def list_goes_on(items: Sequence[Item], position: int) -> bool:
    """Whether after ", B" an "and C" follows, perhaps after further members."""
    while kind(items, position) == "," and kind(items, position + 1) == "NP":
        position += 2
    if kind(items, position) == ",":
        position += 1
    return kind(items, position) == "C" and kind(items, position + 1) == "NP" and not starts_clause(items, position + 1)


def phrases_from(items: Sequence[Item], position: int) -> list[tuple[str, list[int]]]:
    """Prepositional phrases from `position` to the end of the clause, in order."""
    found: list[tuple[str, list[int]]] = []
    while position < len(items):
        item = items[position]
        if item.kind in ("I", "U") and kind(items, position + 1) == "NP":
            if item.kind == "U" and starts_clause(items, coordination(items, position + 1)[1] - 1):
                return found
            group, after = coordination(items, position + 1)
            found.append((item.lower, group))
            position = after
        elif item.kind == "I" and kind(items, position + 1) == "I" and kind(items, position + 2) == "NP":  # out of, away from
            group, after = coordination(items, position + 2)
            found.append((f"{item.lower} {items[position + 1].lower}", group))
            position = after
        elif (item.kind == "I" and kind(items, position + 1) == "I") or (item.kind == "," and kind(items, position + 1) == "I"):
            position += 1
        elif (
            item.kind == ","
            and kind(items, position + 1) == "NP"
            and kind(items, position + 2) == ","
            and kind(items, position + 3) == "I"
        ):  # , UNHCR, out of
            position += 3
        elif item.kind in CLOSERS or item.verb is not None or item.kind in ("C", ","):
            return found
        else:
            position += 1
    return found


def nearest_verb(items: Sequence[Item], position: int) -> int | None:
    """The nearest verb before `position` in the same sentence part."""
    for number in range(position - 1, -1, -1):
        if items[number].verb is not None:
            return number
        if items[number].kind in (";", "."):
            return None
    return None
