"""Whether a clause has what an entry of the trigger lexicon asks for: subject, object, phrases, complement."""

from collections.abc import Iterable, Sequence

from pipeline.events.flow import Clause
from pipeline.events.found import AGENTS, CONFLICT, COOPERATION, Found, is_party
from pipeline.events.groups import Sentence, any_belongs, belongs, part_of
from pipeline.events.triggers import Trigger


def dependents(sentence: Sentence, position: int, found: dict[int, Found]) -> Iterable[tuple[Clause, Found | None]]:
    """The clauses that the verb at `position` governs, directly or through its object, each with its trigger."""
    for other in sentence.clauses.values():
        if other.verb > position and governed_by(sentence, other, position):
            yield other, found.get(other.verb)


def governed_by(sentence: Sentence, other: Clause, position: int) -> bool:
    """Whether a clause depends on the verb at `position`, at most three steps up."""
    governor, steps = other.governor, 0
    while governor is not None and steps < 3:
        if governor == position:
            return True
        above = sentence.clauses.get(governor)
        if above is None:
            return governor in sentence.clauses[position].objects
        governor, steps = above.governor, steps + 1
    return False


ILLS = frozenset(
    "heart asthma panic shark dog bear bee cyber verbal gas".split()
)  # attacks and explosions of these are no deeds of war


def has_particle(clause: Clause, own: str, wanted: str) -> bool:
    """Whether the verb has its particle beside it or after its object."""
    return own == wanted or any(prep.split()[0] == wanted for prep, _ in clause.phrases)


def fits(sentence: Sentence, trigger: Trigger, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """Whether subject, object and phrases are as the entry asks."""
    if trigger.frame == "trans" and not objects:
        return False
    if trigger.frame == "intransitive" and objects and not clause.passive and trigger.object is None:
        return False
    if not fits_object(sentence, trigger, clause, objects) or not fits_subject(sentence, trigger, clause, subjects):
        return False
    item = sentence.items[clause.verb]
    beside = sentence.tokens[max(item.start - 1, 0) : item.end + 2]
    if trigger.adverb and trigger.adverb.isdisjoint([token.lower for token in beside]):
        return False
    return fits_phrases(sentence, trigger, clause)


VERBAL = frozenset(("REQUEST", "ACCUSE", "REJECT", "AGREE", "SUPPORT", "AID"))  # nothing without somebody who acts


def fits_subject(sentence: Sentence, trigger: Trigger, clause: Clause, subjects: Sequence[int]) -> bool:
    """Whether the subjects are as the entry asks; where it asks nothing, they can at least act."""
    if not subjects:
        needed = trigger.subject is not None and (trigger.frame != "trans" or trigger.event_type in VERBAL)
        return not needed or clause.passive or clause.role == "adverbial"
    groups = [sentence.group(position) for position in subjects]
    for group in groups:
        if group.head in trigger.subject_not or (group.modifiers and not ILLS.isdisjoint(group.modifiers)):
            return False
    if trigger.subject_mod and all(trigger.subject_mod.isdisjoint(words_around(sentence, position)) for position in subjects):
        return False
    if trigger.subject is not None:
        return any(belongs(sentence, position, trigger.subject) for position in subjects)
    acts = any(is_party(sentence, position) or belongs(sentence, position, AGENTS) for position in subjects)
    return acts or trigger.event_type == "CONSULT"


def words_around(sentence: Sentence, position: int) -> set[str]:
    """Head and modifiers of a group and of what it is a part of, in lower case as written and as lemmas."""
    inner = part_of(sentence, position)
    groups = [position] if inner is None else [position, inner]
    written = {sentence.tokens[i].lower for p in groups for i in range(sentence.items[p].start, sentence.items[p].end)}
    return written | {sentence.group(p).head for p in groups}


def fits_object(sentence: Sentence, trigger: Trigger, clause: Clause, objects: Sequence[int]) -> bool:
    """Whether the objects are as the entry asks."""
    if trigger.object_not and not trigger.object_not.isdisjoint([sentence.group(position).head for position in objects]):
        return False
    if trigger.object is None:
        return True
    if not objects:
        return trigger.object_optional or trigger.frame == "any"
    right = [position for position in objects if belongs(sentence, position, trigger.object)]
    if not right:
        return (
            trigger.frame == "any"
            and any(prep in trigger.prep for prep, _ in clause.phrases)
            and fits_phrases(sentence, trigger, clause)
        )
    if trigger.object_mod or trigger.object_mod_not:
        words = {word for position in right for word in (*sentence.group(position).modifiers, sentence.group(position).head)}
        if trigger.object_mod and trigger.object_mod.isdisjoint(words):
            return False
        return trigger.object_mod_not.isdisjoint(words)
    return True


def fits_phrases(sentence: Sentence, trigger: Trigger, clause: Clause) -> bool:
    """Whether the prepositional phrases are as the entry asks."""
    if (
        trigger.prep_any
        and not any(prep in trigger.prep_any for prep, _ in clause.phrases)
        and not (trigger.object_optional or trigger.complement)
    ):
        return False
    if trigger.phrase_not and any(
        sentence.group(position).head in trigger.phrase_not for _, group in clause.phrases for position in group
    ):
        return False
    if not trigger.prep or (trigger.frame == "any" and clause.objects and trigger.prep_noun is None):
        return True
    if trigger.prep == {"to"} and trigger.complement and any(other.governor == clause.verb for other in sentence.clauses.values()):
        return True
    for prep, group in clause.phrases:
        wanted = (
            prep in trigger.prep
            or (prep.startswith("out") and "out" in trigger.prep)
            or (prep.startswith("away") and "from" in trigger.prep)
        )
        if wanted and (trigger.prep_noun is None or any(belongs(sentence, position, trigger.prep_noun) for position in group)):
            return not trigger.prep_mod or any(
                not trigger.prep_mod.isdisjoint(sentence.group(member).modifiers) for member in group
            )
    return False


def opens_content(sentence: Sentence, clause: Clause) -> bool:
    """Whether "that" follows the verb right away."""
    return clause.verb + 1 < len(sentence.items) and sentence.items[clause.verb + 1].lower == "that"


def fits_complement(sentence: Sentence, trigger: Trigger, clause: Clause, found: dict[int, Found]) -> bool:
    """Whether what the verb governs is of the kind that the entry asks for."""
    wanted = trigger.complement
    if wanted in ("", "true", "deny", "coop_or_any") and trigger.needs != "complement":
        return not (
            trigger.complement == "true"
            and trigger.frame == "any"
            and not clause.objects
            and not clause.phrases
            and not any(dependents(sentence, clause.verb, found))
            and not (trigger.event_type == "REQUEST" and opens_content(sentence, clause))
        )
    kinds = {inner.trigger.event_type for _, inner in dependents(sentence, clause.verb, found) if inner is not None}
    if wanted == "conflict" or wanted == "that_conflict":
        return not kinds.isdisjoint(CONFLICT - {"REJECT"})
    if wanted == "coop":
        return not kinds.isdisjoint(COOPERATION)
    if wanted == "accord":
        return any(
            inner is not None and inner.trigger.rule_id in ("agree.reach", "support.sign", "support.approve", "agree.agree")
            for _, inner in dependents(sentence, clause.verb, found)
        )
    if wanted == "assault":
        goals = [position for prep, group in clause.phrases if prep == "for" for position in group]
        return not kinds.isdisjoint({"ASSAULT", "COERCE"}) or any_belongs(sentence, goals, "@assault_noun")
    return bool(kinds)
