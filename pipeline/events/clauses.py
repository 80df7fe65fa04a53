"""Who stands where around each verb of a sentence: subject, objects, prepositional phrases, and the verb or noun that governs
it.
"""

from collections.abc import Sequence

from pipeline.events.chunks import Item
from pipeline.events.flow import (
    Clause,
    Flow,
    coordination,
    flow_of,
    followed_by_finite,
    has_gap,
    is_contact,
    is_passive,
    kind,
    nearest_verb,
    phrases_from,
    verb_lists,
)
from pipeline.events.subjects import antecedent, joined_left, subjects_of


def read_clauses(chunks: Sequence[Item]) -> Flow:
    """The flow of a sentence and a clause for each of its verbs."""
    items = flow_of(chunks)
    flow = Flow(items, {})
    verbs = [number for number, item in enumerate(items) if item.verb is not None]
    for number in verbs:
        flow.clauses[number] = Clause(number, is_passive(items, number), [], [], [])
    for number in verbs:
        read_right(flow, number)
    for number in verbs:
        read_left(flow, number)
    return flow


def read_right(flow: Flow, number: int) -> None:
    """Objects and prepositional phrases: what follows the verb up to the end of its clause."""
    items, clause = flow.items, flow.clauses[number]
    verb = items[number].verb
    position = number + 1
    if (
        verb
        and verb.particle
        and kind(items, position) == "I"
        and items[position].lower == verb.particle
        and kind(items, position + 1) != "NP"
    ) or (
        verb
        and (
            verb.particle in ("up", "down", "off", "out", "away", "back")
            or (verb.particle in ("over", "in") and verb.lemma in ("hand", "turn", "take", "give", "sign"))
        )
        and kind(items, position) == "I"
        and items[position].lower == verb.particle
    ):
        position += 1
    if kind(items, position) == "NP":
        group, after = coordination(items, position)
        if not (followed_by_finite(items, after) and verb and verb.lemma in verb_lists()[0]):
            clause.objects = group
            position = after
    if clause.objects and kind(items, position) == "NP" and verb and verb.lemma in DITRANSITIVE:  # gave Chad a loan
        group, position = coordination(items, position)
        clause.objects = [*clause.objects, *group]
    clause.phrases = phrases_from(items, position)
    if not clause.objects and clause.phrases and clause.phrases[0][0] in ("by", "as"):  # shortened by one hour the curfew
        after = clause.phrases[0][1][-1] + 1
        if kind(items, after) == "NP" and not clause.passive:
            clause.objects = coordination(items, after)[0]


DITRANSITIVE = frozenset(
    "give grant offer send hand pay lend award deny sell supply promise show deliver allocate extend allow refuse accord".split()
)


def read_left(flow: Flow, number: int) -> None:
    """Subject, role and governor: what stands before the verb."""
    items, clause = flow.items, flow.clauses[number]
    verb = items[number].verb
    if verb is None:
        return
    before = kind(items, number - 1)
    being = before == "U" and not verb.finite  # "hours after being arrested", "after having fled"
    if verb.infinitive or being or (before in ("I", "U", "C", ",") and verb.form == "ing") or (before == "VP" and not verb.finite):
        govern(flow, number)
    elif is_reduced(flow, number):
        clause.role, clause.subjects = "reduced", joined_left(items, number - 1)
    elif is_set_off(flow, number):
        clause.role, clause.subjects = "reduced", [number - 2]
    else:
        clause.subjects = subjects_of(flow, number, 0)
    if not clause.objects and not clause.passive and verb.lemma in verb_lists()[2] and has_gap(items, number):
        clause.objects, clause.role = antecedent(items, number - 2), "relative"
    if not clause.objects and is_contact(items, number):
        clause.objects, clause.role = joined_left(items, number - 2), "relative"
    mark(flow, number)


def is_reduced(flow: Flow, number: int) -> bool:
    """A participle right after its noun that is no finite verb of its own clause."""
    verb, items = flow.items[number].verb, flow.items
    if verb is None or kind(items, number - 1) != "NP":
        return False
    if verb.form == "ing" and not verb.finite:
        return True
    return (
        verb.voice == "participle"
        and flow.clauses[number].passive
        and (verb.form == "participle" or finite_follows(items, number) or is_inside(items, number))
    )


def is_set_off(flow: Flow, number: int) -> bool:
    """A passive participle behind a comma after an object tells of that object: "freed the engineer Ann Bell, kidnapped in May"."""
    verb, items = flow.items[number].verb, flow.items
    if verb is None or verb.voice != "participle" or not flow.clauses[number].passive:
        return False
    if kind(items, number - 1) != "," or kind(items, number - 2) != "NP" or not is_inside(items, number):
        return False
    return kind(items, number - 3) == "VP" or items[number - 3].lower in ("of", "with", "by")


def finite_follows(items: Sequence[Item], number: int) -> bool:
    """Whether the clause goes on to a finite verb without a new subject in between."""
    previous = "VP"
    for item in items[number + 1 :]:
        if item.kind in (";", ":", ".", "U", "W") or item.kind == "C":
            return False
        if item.verb is not None:
            return item.verb.finite and previous in ("NP", ",")
        previous = item.kind
    return False


def is_inside(items: Sequence[Item], number: int) -> bool:
    """Whether a finite verb stands before, so that the participle only describes its noun."""
    for item in reversed(items[:number]):
        if item.kind in (";", ":", "U", "W"):
            return False
        if item.verb is not None:
            return item.verb.finite
    return False


def govern(flow: Flow, number: int) -> None:
    """Find what an infinitive or gerund depends on, and take its subject from there."""
    items, clause = flow.items, flow.clauses[number]
    verb = items[number].verb
    position = number - 1
    before = kind(items, position)
    if before == "C" and (earlier := nearest_verb(items, position)) is not None:
        first = flow.clauses[earlier]
        clause.governor, clause.link, clause.subjects, clause.role = first.governor, first.link, list(first.subjects), first.role
    elif before == "VP":
        clause.governor, clause.link, clause.role = position, "to" if verb and verb.infinitive else "ing", "complement"
        clause.subjects = list(flow.clauses[position].subjects)
    elif before == "NP" and verb and verb.infinitive:
        govern_by_noun(flow, number, position)
    else:
        earlier = nearest_verb(items, number)
        if before == "," and earlier is not None and flow.clauses[earlier].role in ("relative", "reduced"):
            earlier = main_before(flow, earlier)
        clause.role, clause.marker = "adverbial", items[position].lower if position >= 0 else ""
        if earlier is not None:
            source = flow.clauses[earlier]
            controlled = before == "I" and source.objects and items[position].lower in ("of", "from", "for")
            clause.governor, clause.link = earlier, "ing" if not (verb and verb.infinitive) else "to"
            clause.subjects = list(source.objects if controlled else source.subjects)
            if before == "I" and kind(items, position - 1) == "NP" and items[position].lower in ("of", "for", "to", "in", "on"):
                clause.governor = position - 1 if not controlled else earlier


def main_before(flow: Flow, number: int) -> int:
    """The main verb before a relative clause, which goes on behind its comma: "shot at men who had fled, killing two"."""
    aside = ("relative", "reduced")
    mains = [verb for verb, clause in flow.clauses.items() if verb < number and clause.role not in aside and clause.subjects]
    return mains[-1] if mains else number


def govern_by_noun(flow: Flow, number: int, position: int) -> None:
    """ "urged Chad to leave", "called on Chad to leave", "plans to leave"."""
    items, clause = flow.items, flow.clauses[number]
    first = joined_left(items, position)[0]
    ahead = first - 1
    through = items[ahead].lower if kind(items, ahead) == "I" else ""
    if through:
        ahead -= 1
    clause.role = "complement"
    if kind(items, ahead) == "NP" and through in ("in", "of", "at", "from"):  # urged Congress in Manila to act
        ahead = next((verb for verb, other in flow.clauses.items() if ahead in other.objects and controls(items, verb)), ahead)
        through = "" if ahead in flow.clauses else through
    owner = flow.clauses.get(ahead)
    if owner is not None:
        clause.governor, clause.link = ahead, "object-to"
        clause.subjects = joined_left(items, position)
        if through and (
            through not in ("on", "upon", "to", "for", "with") or flew_to(items, ahead, through)
        ):  # gathered in Lagos to
            clause.subjects, clause.link = list(owner.subjects), "to"
        elif owner.passive or (kind(items, first - 1) == "VP" and not owner.objects):
            clause.subjects = list(owner.subjects)
        clause.role = "complement"
        return
    earlier = nearest_verb(items, position)
    wished = flow.clauses[earlier].phrases if earlier is not None else []
    if wished and wished[0][0] == "for" and any(position in group for _, group in wished):  # called for supplies to be cut
        clause.governor, clause.link, clause.subjects = earlier, "object-to", wished[0][1]
        return
    clause.governor, clause.link = position, "noun-to"
    clause.subjects = list(flow.clauses[earlier].subjects) if earlier is not None else []


TRAVEL = frozenset("fly travel go come return head drive sail rush arrive march move".split())


def flew_to(items: Sequence[Item], position: int, through: str) -> bool:
    """Whether "to" only says where somebody went: "flew to Rio to meet the governor"."""
    verb = items[position].verb
    return through == "to" and verb is not None and verb.lemma in TRAVEL


def controls(items: Sequence[Item], position: int) -> bool:
    """Whether the object of the verb at `position` does what an infinitive after it tells."""
    verb = items[position].verb
    return verb is not None and verb.lemma in CONTROL


CONTROL = frozenset(
    "urge ask tell order force press persuade request invite want allow permit command instruct warn push beg".split()
)


def mark(flow: Flow, number: int) -> None:
    """What opens the clause: a subordinating word before its subject, or a verb of speech whose content it is."""
    items, clause = flow.items, flow.clauses[number]
    if clause.role in ("complement", "reduced", "adverbial"):
        return
    position = min(clause.subjects) - 1 if clause.subjects and min(clause.subjects) < number else number - 1
    while kind(items, position) == "I" and position > 1:
        position -= 2
    opener = kind(items, position)
    if opener == "U":
        clause.role, clause.marker = "adverbial", items[position].lower
    elif opener == "W" and items[position].lower in ("that", "how"):
        before = position - 1
        clause.marker = "that"
        if kind(items, before) == "VP" or (kind(items, before) == "NP" and clause.role != "relative"):
            clause.role, clause.governor, clause.link = "complement", before, "that"
    elif opener == "VP" and clause.role == "main" and position != number:
        verb = items[position].verb
        if verb and verb.lemma in verb_lists()[0]:
            clause.role, clause.governor, clause.link = "complement", position, "that"
