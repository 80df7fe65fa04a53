"""The trigger lexicon: which words of a clause are which event, as data.

Five YAML files hold the entries. Fields of an entry, all but `id`, `type`, `match`, `avoid` and one of `verbs` and `nouns`
optional: `verbs` lemmas, with `_` before a particle; `nouns` lemmas, with `_` between words; `mode` of PLOVER; `frame`
`trans` (default: an object or a passive), `intransitive`, `any`; `object`, `subject`, `prep` with `prep_noun`, `object_mod`
sets that must match and the same with `_not` that must not; `phrase_not` heads that no phrase may have; `prep_any`
prepositions of which one must follow; `target`, `source`, `victim` where the parties stand, first found first taken;
`recip` both sides do the same; `complement` what the verb governs is part of this event; `strict` a noun that is an event
only beside a verb that says so; `deed` a noun whose target follows "of"; `needs` a named condition of conditions.py.

Entries are held to their `match` and `avoid` examples by tests/events/test_trigger_lexicon.py and not at load, since each is a text
that times, figures and names must read first.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from pipeline.events.groups import Test, compile_test
from pipeline.events.word_forms import PACKAGE
from pipeline.lexicon import Entry, read_entries

FILES = ("triggers_violence.yml", "triggers_force.yml", "triggers_law.yml", "triggers_words.yml", "triggers_cooperation.yml")


@dataclass(slots=True)
class Trigger:
    """One compiled entry for one of its words."""

    rule_id: str
    event_type: str
    mode: str | None
    lemma: str
    particle: str
    before: tuple[str, ...]
    frame: str
    object: Test | None
    object_not: frozenset[str]
    object_optional: bool
    object_mod: frozenset[str]
    object_mod_not: frozenset[str]
    subject: Test | None
    subject_not: frozenset[str]
    subject_mod: frozenset[str]
    prep: frozenset[str]
    prep_noun: Test | None
    prep_mod: frozenset[str]
    prep_any: frozenset[str]
    phrase_not: frozenset[str]
    head_not: frozenset[str]
    adverb: frozenset[str]
    target: tuple[str, ...]
    source: tuple[str, ...]
    victim: tuple[str, ...]
    recip: str
    complement: str
    strict: bool
    deed: bool
    needs: str
    rank: int


class Lexicon(NamedTuple):
    """Triggers by lemma, most demanding first, and every word form that can begin one."""

    verbs: dict[str, tuple[Trigger, ...]]
    nouns: dict[str, tuple[Trigger, ...]]


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """The compiled lexicon of all files; among triggers of one word the one with more conditions comes first, then file order."""
    verbs: dict[str, list[Trigger]] = {}
    nouns: dict[str, list[Trigger]] = {}
    for entry in all_entries():
        for word in entry.get("verbs", "").split():
            lemma, _, particle = word.partition("_")
            verbs.setdefault(lemma, []).append(compile_entry(entry, lemma, particle, ()))
        for word in entry.get("nouns", "").split():
            *before, head = word.split("_")
            nouns.setdefault(head, []).append(compile_entry(entry, head, "", tuple(before)))
    return Lexicon(ranked(verbs), ranked(nouns))


def all_entries() -> list[Entry]:
    """The entries of all files in order."""
    return [entry for name in FILES for entry in read_entries(PACKAGE, name)]


def ranked(triggers: dict[str, list[Trigger]]) -> dict[str, tuple[Trigger, ...]]:
    """Each word's triggers with the most demanding first."""
    return {word: tuple(sorted(found, key=lambda trigger: -trigger.rank)) for word, found in triggers.items()}


def compile_entry(entry: Entry, lemma: str, particle: str, before: tuple[str, ...]) -> Trigger:
    """One entry for one word."""
    intransitive = entry.get("frame") == "intransitive"
    return Trigger(
        entry["id"], entry["type"], entry.get("mode"), lemma, particle, before, entry.get("frame", "trans"),
        test(entry, "object"), words(entry, "object_not"), bool(entry.get("object_optional")), words(entry, "object_mod"),
        words(entry, "object_mod_not"), test(entry, "subject"), words(entry, "subject_not"),
        words(entry, "subject_mod"), words(entry, "prep"),
        test(entry, "prep_noun"), words(entry, "prep_mod"), words(entry, "prep_any"), words(entry, "phrase_not"),
        words(entry, "head_not"),
        frozenset(entry.get("adverb", "").split()), listed(entry, "target", "none" if intransitive else "object"),
        listed(entry, "source", ""),
        listed(entry, "victim", ""), str(entry.get("recip", "")).lower().replace("true", "yes"),
        str(entry.get("complement", "")).lower(), bool(entry.get("strict")), bool(entry.get("deed")), entry.get("needs", ""),
        rank(entry, particle, before),
    )  # fmt: skip


def rank(entry: Entry, particle: str, before: tuple[str, ...]) -> int:
    """How demanding an entry is: the more it asks for, the earlier it is tried."""
    score = 4 * bool(particle) + 4 * len(before)
    for field, weight in (
        ("prep_noun", 3),
        ("object_mod", 3),
        ("subject_mod", 3),
        ("prep_mod", 3),
        ("object", 2),
        ("prep", 2),
        ("subject", 1),
        ("needs", 2),
        ("adverb", 5),
        ("prep_any", 1),
    ):
        score += weight * bool(entry.get(field))
    if "object" in entry and "@" not in entry["object"]:
        score += 2
    return score


def test(entry: Entry, field: str) -> Test | None:
    """A set of nouns, or None where the entry does not ask for one."""
    value: Any = entry.get(field)
    return compile_test(value) if value else None


def words(entry: Entry, field: str) -> frozenset[str]:
    """A set of plain words; classes are spelled out."""
    value: Any = entry.get(field)
    return compile_test(value).lemmas if value else frozenset()


def listed(entry: Entry, field: str, default: str) -> tuple[str, ...]:
    """A list of places where a party may stand, in order."""
    return tuple(str(entry.get(field, default)).split())
