"""How real an event is told to be: done, planned, denied, imagined, claimed. Polarity and modality of one clause or noun."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline.events.flow import Clause, verb_lists
from pipeline.events.groups import Sentence
from pipeline.events.word_forms import PACKAGE
from pipeline.lexicon import read_entries

FUTURE = frozenset("will shall 'll wo wo'n't won't won’t".split())
UNREAL = frozenset("may might could can cannot can't can’t should must couldn't couldn’t shouldn't mightn't shouldn’t ca".split())
WOULD = frozenset("would 'd wouldn't wouldn’t".split())
HEDGES = frozenset("allegedly reportedly purportedly supposedly apparently".split())
NOBODY = frozenset("no none nobody neither no-one nothing".split())


class Stance(NamedTuple):
    """Polarity, modality, whether it lies ahead, and the position of the verb of speech that tells it, if one does."""

    negated: bool
    modality: str
    future: bool
    teller: int | None


@lru_cache(maxsize=1)
def stances() -> dict[str, frozenset[str]]:
    """The lists of stances.yml by id."""
    return {entry["id"]: frozenset(entry["words"].split()) for entry in read_entries(PACKAGE, "stances.yml")}


def stance_of(sentence: Sentence, clause: Clause) -> Stance:
    """What the words around the verb of a clause say of its reality."""
    verb = sentence.items[clause.verb].verb
    teller = teller_of(sentence, clause)
    if verb is None:
        return Stance(False, "actual", False, teller)
    negated = verb.negated or nobody(sentence, [*clause.subjects, *clause.objects])
    modality, future = from_modal(verb.modal, sentence, clause, teller)
    governed_modality, governed_negation = from_governors(sentence, clause)
    if modality == "actual":
        modality = governed_modality
    if modality == "actual" and is_question(sentence):
        modality = "hypothetical"
    if modality == "actual" and is_long_ago(sentence, clause):
        modality = "historical"
    if clause.marker in stances()["opener.hypothetical"]:
        modality = "hypothetical"
    if modality == "actual" and is_hedged(sentence, clause):
        modality = "claimed"
    return Stance(negated != governed_negation if governed_negation else negated, modality, future or modality == "planned", teller)


def nobody(sentence: Sentence, positions: Sequence[int]) -> bool:
    """Whether one of the parties is "nobody" or "no ..."."""
    for position in positions:
        group = sentence.group(position)
        if group.determiner in NOBODY or group.head in NOBODY or "nobody" in group.head:
            return True
        if group.head == "one" and sentence.tokens[sentence.items[position].start].lower == "no":
            return True
    return False


def from_modal(modal: str, sentence: Sentence, clause: Clause, teller: int | None) -> tuple[str, bool]:
    """Modality and futurity from the modal; "would" looks ahead in reported speech and imagines elsewhere."""
    if modal in FUTURE:
        return "planned", True
    if modal in WOULD:
        ahead = teller is not None and not has_condition(sentence)
        return ("planned", True) if ahead else ("hypothetical", False)
    return ("hypothetical", False) if modal in UNREAL else ("actual", False)


def has_condition(sentence: Sentence) -> bool:
    """Whether an "if" stands in the sentence."""
    return any(item.kind == "U" and item.lower in ("if", "unless") for item in sentence.items)


def teller_of(sentence: Sentence, clause: Clause) -> int | None:
    """The verb of speech that a clause is the content of, directly or through other verbs."""
    governor, steps, link = clause.governor, 0, clause.link
    while governor is not None and steps < 4:
        above = sentence.clauses.get(governor)
        if above is None:
            return None
        verb = sentence.items[governor].verb
        if link == "that" and verb and verb.lemma in verb_lists()[0]:
            return governor
        governor, link, steps = above.governor, above.link, steps + 1
    return None


def from_governors(sentence: Sentence, clause: Clause) -> tuple[str, bool]:
    """Modality and negation from the verbs and nouns that a clause depends on, nearest first."""
    lists = stances()
    modality, negated = "actual", False
    here, steps = clause, 0
    while here.governor is not None and steps < 3:
        item = sentence.items[here.governor]
        if item.verb is None:
            lemma = sentence.group(here.governor).head
            found = next(
                (stance for stance in ("planned", "hypothetical", "claimed", "actual") if lemma in lists[f"noun.{stance}"]), ""
            )
            if not found and here.link == "noun-to":
                found = wished(sentence, here)
            return (found or modality), negated != comes_to_nothing(sentence, here.governor)
        above = sentence.clauses[here.governor]
        found = governor_stance(sentence, here, item.verb.lemma)
        if found == "negated":
            negated = not negated
        elif found != "actual" and modality == "actual":
            modality = found
        if item.verb.negated:
            negated = not negated
        if item.verb.modal and modality == "actual" and here.link != "that":
            modality = from_modal(item.verb.modal, sentence, above, None)[0]
        here, steps = above, steps + 1
    return modality, negated


def comes_to_nothing(sentence: Sentence, position: int) -> bool:
    """Whether the noun at `position` is said to have failed: "an attempt to detain him failed"."""
    verbs = [item.verb for item in sentence.items[position + 1 :] if item.verb is not None and not item.verb.infinitive]
    return bool(verbs) and verbs[0].lemma in ("fail", "founder") and verbs[0].finite


def governor_stance(sentence: Sentence, clause: Clause, lemma: str) -> str:
    """The stance that one governing verb gives to what it governs."""
    lists = stances()
    if clause.link == "ing" and clause.role == "adverbial":
        return "negated" if clause.marker in ("without", "from", "instead") else "actual"
    for stance in ("planned", "negated", "claimed", "historical", "actual"):
        if lemma in lists[f"verb.{stance}"]:
            return stance
    if lemma in lists["verb.hypothetical"]:
        return "hypothetical"
    return wished(sentence, clause) if clause.link in ("object-to", "to") else "actual"


def wished(sentence: Sentence, clause: Clause) -> str:
    """The stance of an infinitive of purpose: what is wanted, but who marches "to protest" protests."""
    verb = sentence.items[clause.verb].verb
    return "actual" if verb is not None and verb.lemma in ("protest", "demonstrate") else "hypothetical"


def is_question(sentence: Sentence) -> bool:
    """Whether the sentence asks."""
    if "?" not in (sentence.tokens[-1].text, sentence.tokens[-2].text if len(sentence.tokens) > 1 else ""):
        return False
    return any(tag in "BHOMW" and (number == 0 or sentence.tags[number - 1] in "').:C") for number, tag in enumerate(sentence.tags))


def is_long_ago(sentence: Sentence, clause: Clause) -> bool:
    """Whether the clause is one of "five years after ...": what it tells is remembered, not reported."""
    if clause.role != "adverbial" or clause.marker not in ("after", "since", "before"):
        return False
    start = sentence.items[clause.verb].start
    for index in range(start - 1, 0, -1):
        if sentence.tokens[index].lower == clause.marker:
            before = sentence.tokens[index - 1].lower
            return before in ("year", "years", "decade", "decades", "century", "centuries", "generation")
    return False


def is_hedged(sentence: Sentence, clause: Clause) -> bool:
    """Whether "allegedly" or its like stands beside the verb."""
    item = sentence.items[clause.verb]
    return not HEDGES.isdisjoint(sentence.lowers[max(item.start - 2, 0) : item.end + 1])


def stance_of_noun(sentence: Sentence, position: int) -> str:
    """The stance that the words before a noun give it: planned, claimed, hypothetical, negated, threatened or actual."""
    group = sentence.group(position)
    words = {
        group.determiner,
        *(sentence.tokens[i].lower for i in range(sentence.items[position].start, sentence.items[position].end)),
    }
    for stance in ("negated", "planned", "threatened", "claimed", "hypothetical"):
        if not words.isdisjoint(stances()[f"before.{stance}"]):
            return stance
    before = sentence.items[position - 1] if position else None
    if (
        before is not None
        and before.kind == "I"
        and before.lower == "of"
        and position >= 2
        and sentence.items[position - 2].kind == "NP"
    ):
        owner = sentence.group(position - 2).head
        if sentence.group(position - 2).determiner == "no":  # no knowledge of an attack, no sign of torture
            return "hypothetical"
        if owner in stances()["noun.historical"]:
            return "historical"
        if owner in stances()["noun.hypothetical"] or owner in stances()["noun.planned"]:
            return "hypothetical"
    if (
        before is not None
        and before.lower in ("on", "about")
        and position >= 2
        and sentence.items[position - 2].kind == "NP"
        and sentence.group(position - 2).head in stances()["noun.historical"]
    ):
        return "historical"
    if (
        before is not None
        and before.lower == "for"
        and position >= 2
        and sentence.items[position - 2].kind == "NP"
        and sentence.group(position - 2).head in stances()["noun.planned"] | stances()["noun.hypothetical"]
    ):
        return "hypothetical"
    return "actual"
