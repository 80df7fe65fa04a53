"""Who stands where around each verb of a sentence: subject, objects, prepositional phrases, and the verb or noun that governs it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.events.chunks import Item
from pipeline.events.tagging import PACKAGE
from pipeline.lexicon import read_entries

DROPPED = frozenset("RX'S-")
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
def verb_lists() -> tuple[frozenset[str], frozenset[str]]:
    """Verbs of speech, and verbs that without an object are passive participles."""
    lists = {entry["id"]: frozenset(entry["words"].split()) for entry in read_entries(PACKAGE, "closed_class.yml")}
    return lists["speech"], lists["transitive"]


def read_clauses(chunks: Sequence[Item]) -> Flow:
    """The flow of a sentence and a clause for each of its verbs."""
    items = flow_of(chunks)
    flow = Flow(items, {})
    verbs = [number for number, item in enumerate(items) if item.verb is not None]
    for number in verbs:
        flow.clauses[number] = Clause(number, is_passive(items, number))
    for number in verbs:
        read_right(flow, number)
    for number in verbs:
        read_left(flow, number)
    return flow


def flow_of(chunks: Sequence[Item]) -> list[Item]:
    """Chunks without what never holds a clause together: adverbs, times with their prepositions, quotation marks, brackets."""
    kept: list[Item] = []
    depth = 0
    for item in chunks:
        if item.kind == "(":
            depth += 1
        elif item.kind == ")":
            depth = max(depth - 1, 0)
        elif depth or item.kind in DROPPED:
            if item.kind == "X" and kept and kept[-1].kind in "IU" and kept[-1].end == item.start:
                kept.pop()
        else:
            kept.append(item)
    return kept if kept else [item for item in chunks if item.kind not in DROPPED and item.kind not in "()"]


def kind(items: Sequence[Item], number: int) -> str:
    """The kind of the chunk at `number`, empty outside."""
    return items[number].kind if 0 <= number < len(items) else ""


def is_passive(items: Sequence[Item], number: int) -> bool:
    """Whether the verb at `number` tells what was done to its subject. Bare forms in -ed are judged by what follows."""
    verb = items[number].verb
    if verb is None or verb.voice == "active":
        return False
    if verb.voice == "passive":
        return True
    following = kind(items, number + 1)
    if verb.particle and following == "I" and items[number + 1].lower == verb.particle and kind(items, number + 2) == "NP":
        following = "NP"
    if following == "I" and items[number + 1].lower == "by" and kind(items, number + 2) == "NP":
        return True
    if verb.form == "participle" and following == "NP" and kind(items, number - 1) == "C" and shares_have(items, number):
        return False
    if verb.form == "participle" or kind(items, number - 1) in ("", ",", "U", "I") and following != "NP":
        return verb.form == "participle" or verb.lemma in verb_lists()[1]
    if following == "NP":
        return followed_by_finite(items, number + 2) and kind(items, number - 1) == "NP" and verb.lemma in verb_lists()[1] and is_object_gap(items, number)
    return verb.lemma in verb_lists()[1]


def shares_have(items: Sequence[Item], number: int) -> bool:
    """Whether the verb before the "and" is an active perfect whose "have" goes for both: "had attacked the port and taken the town"."""
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


def read_right(flow: Flow, number: int) -> None:
    """Objects and prepositional phrases: what follows the verb up to the end of its clause."""
    items, clause = flow.items, flow.clauses[number]
    verb = items[number].verb
    position = number + 1
    if verb and verb.particle and kind(items, position) == "I" and items[position].lower == verb.particle and kind(items, position + 1) != "NP":
        position += 1
    elif verb and (verb.particle in ("up", "down", "off", "out", "away", "back") or verb.particle in ("over", "in") and verb.lemma in ("hand", "turn", "take", "give", "sign")) and kind(items, position) == "I" and items[position].lower == verb.particle:
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


DITRANSITIVE = frozenset("give grant offer send hand pay lend award deny sell supply promise show deliver allocate extend allow refuse accord".split())


def coordination(items: Sequence[Item], position: int) -> tuple[list[int], int]:
    """The noun groups joined from `position` on ("A, B and C"), and the position after them."""
    group = [position]
    after = position + 1
    while True:
        step = 1 if kind(items, after) == "C" and items[after].lower != "but" else 2 if kind(items, after) == "," and kind(items, after + 1) == "C" else 0
        if step == 2 and determined(items, after + 2) and not determined(items, position):
            return group, after  # "in Ramad and Falluja, and the battle for Mosu": the list begins further left
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
    return verb is not None and verb.finite and not is_passive(items, position + 1)


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
        elif item.kind == "I" and kind(items, position + 1) == "I" or item.kind == "," and kind(items, position + 1) == "I":
            position += 1
        elif item.kind == "," and kind(items, position + 1) == "NP" and kind(items, position + 2) == "," and kind(items, position + 3) == "I":  # , UNHCR, out of
            position += 3
        elif item.kind in CLOSERS or item.verb is not None or item.kind in ("C", ","):
            return found
        else:
            position += 1
    return found


def read_left(flow: Flow, number: int) -> None:
    """Subject, role and governor: what stands before the verb."""
    items, clause = flow.items, flow.clauses[number]
    verb = items[number].verb
    if verb is None:
        return
    before = kind(items, number - 1)
    if verb.infinitive or before in ("I", "U", "C", ",") and verb.form == "ing" or before == "VP" and not verb.finite:
        govern(flow, number)
    elif is_reduced(flow, number):
        clause.role, clause.subjects = "reduced", joined_left(items, number - 1)
    else:
        clause.subjects = subjects_of(flow, number, 0)
    mark(flow, number)


def is_reduced(flow: Flow, number: int) -> bool:
    """A participle right after its noun that is no finite verb of its own clause."""
    verb, items = flow.items[number].verb, flow.items
    if verb is None or kind(items, number - 1) != "NP":
        return False
    if verb.form == "ing" and not verb.finite:
        return True
    return verb.voice == "participle" and flow.clauses[number].passive and (verb.form == "participle" or finite_follows(items, number) or is_inside(items, number))


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


def joined_left(items: Sequence[Item], position: int) -> list[int]:
    """The noun group at `position` and those joined to it on its left by "and" or commas before an "and"."""
    group, conjunction = [position], False
    while True:
        before = kind(items, position - 1)
        if before == "C" and kind(items, position - 2) == ",":
            step = 3
        elif before == "C" or before == "," and conjunction:
            step = 2
        else:
            return group[::-1]
        if kind(items, position - step) != "NP":
            return group[::-1]
        conjunction = True
        position -= step
        group.append(position)


def subjects_of(flow: Flow, number: int, depth: int) -> list[int]:
    """The noun groups that are subject of the verb at `number`: the nearest ones on its left that no preposition takes away."""
    items = flow.items
    position = number - 1
    while position >= 0 and depth < 8:
        here = items[position]
        if here.kind == "NP":
            group = joined_left(items, position)
            if kind(items, group[0] - 1) == "I":
                if len(group) > 1 and position == number - 1 and verb_between(items, group[0]):  # "... with its plan and Chad asked"
                    return group[-1:]
                position = group[0] - 2
                continue
            return apposed(items, group)
        if here.kind == "W":
            flow.clauses[number].role = "relative"
            return antecedent(items, position)
        if here.kind == ",":
            ahead = before_parenthesis(items, position)
            if ahead == position - 1 and (earlier := owner_of(flow, ahead, number)) is not None:  # did this, did that
                return subjects_of(flow, earlier, depth + 1)
            position = ahead
            continue
        if here.verb is not None:
            if flow.clauses[position].role == "reduced" or here.verb.voice == "participle" and flow.clauses[position].passive and kind(items, position - 1) == "NP":
                position -= 1
                continue
            return subjects_of(flow, position, depth + 1)
        if here.kind == "C":
            earlier = nearest_verb(items, position)
            return subjects_of(flow, earlier, depth + 1) if earlier is not None else []
        if here.kind in (";", ":", ".", "U"):
            return []
        position -= 1
    return []


def verb_between(items: Sequence[Item], position: int) -> bool:
    """Whether a finite verb stands before `position` in the same part of the sentence."""
    for item in reversed(items[:position]):
        if item.kind in (";", ":", ".", "U", "W"):
            return False
        if item.verb is not None:
            return item.verb.finite
    return False


def owner_of(flow: Flow, position: int, number: int) -> int | None:
    """The verb before `number` that has the noun group at `position` as its object or in one of its phrases."""
    for verb in range(position - 1, max(position - 12, -1), -1):
        clause = flow.clauses.get(verb)
        if clause is not None and verb < number and (position in clause.objects or any(position in group for _, group in clause.phrases)):
            return verb
    return None


def apposed(items: Sequence[Item], group: list[int]) -> list[int]:
    """"Omar Haddad, the governor, left": a noun group between commas after a noun group only explains it."""
    first = group[0]
    if len(group) == 1 and kind(items, first - 1) == "," and kind(items, first - 2) == "NP" and kind(items, first - 3) in ("", "U", ","):
        noun = items[first].noun
        if kind(items, first + 1) == "," or noun is not None and noun.determiner in ("a", "an"):
            return [first - 2]
    return group


def antecedent(items: Sequence[Item], position: int) -> list[int]:
    """The noun group that a relative word at `position` takes up."""
    position -= 1
    if kind(items, position) == "I":
        position -= 1
    if kind(items, position) == ",":
        position -= 1
    if kind(items, position) != "NP":
        return []
    group = joined_left(items, position)
    # "rebels of the Northern Front, who ...": people, not the front
    if kind(items, group[0] - 1) == "I" and items[group[0] - 1].lower == "of" and kind(items, group[0] - 2) == "NP" and items[position + 1].kind == ",":
        return [group[0] - 2]
    return group


def before_parenthesis(items: Sequence[Item], comma: int) -> int:
    """The position before what stands between the comma at `comma` and an earlier one, or before the comma alone."""
    for position in range(comma - 1, max(comma - 24, -1), -1):
        if items[position].kind == ",":
            opener = items[position + 1]
            if opener.kind in ("W", "I") or opener.verb is not None and not (opener.verb.finite and opener.verb.voice != "participle") or no_finite(items, position, comma):
                return position - 1
        if items[position].kind in (";", ":", "."):
            break
    return comma - 1


def no_finite(items: Sequence[Item], start: int, end: int) -> bool:
    """Whether no finite verb stands between two positions."""
    return all(item.verb is None or not item.verb.finite or item.verb.voice == "participle" for item in items[start + 1 : end])


def nearest_verb(items: Sequence[Item], position: int) -> int | None:
    """The nearest verb before `position` in the same sentence part."""
    for number in range(position - 1, -1, -1):
        if items[number].verb is not None:
            return number
        if items[number].kind in (";", "."):
            return None
    return None


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
        clause.role, clause.marker = "adverbial", items[position].lower if position >= 0 else ""
        if earlier is not None:
            source = flow.clauses[earlier]
            controlled = before == "I" and source.objects and items[position].lower in ("of", "from", "for")
            clause.governor, clause.link = earlier, "ing" if not (verb and verb.infinitive) else "to"
            clause.subjects = list(source.objects if controlled else source.subjects)
            if before == "I" and kind(items, position - 1) == "NP" and items[position].lower in ("of", "for", "to", "in", "on"):
                clause.governor = position - 1 if not controlled else earlier


def govern_by_noun(flow: Flow, number: int, position: int) -> None:
    """"urged Chad to leave", "called on Chad to leave", "plans to leave"."""
    items, clause = flow.items, flow.clauses[number]
    first = joined_left(items, position)[0]
    ahead = first - 1
    through = items[ahead].lower if kind(items, ahead) == "I" else ""
    if through:
        ahead -= 1
    clause.role = "complement"
    owner = flow.clauses.get(ahead)
    if owner is not None:
        clause.governor, clause.link = ahead, "object-to"
        clause.subjects = joined_left(items, position)
        if through and through not in ("on", "upon", "to", "for", "with"):  # gathered in Lagos to protest
            clause.subjects, clause.link = list(owner.subjects), "to"
        elif owner.passive or kind(items, first - 1) == "VP" and not owner.objects:
            clause.subjects = list(owner.subjects)
        clause.role = "complement"
        return
    clause.governor, clause.link = position, "noun-to"
    earlier = nearest_verb(items, position)
    clause.subjects = list(flow.clauses[earlier].subjects) if earlier is not None else []


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
        if kind(items, before) == "VP":
            clause.role, clause.governor, clause.link = "complement", before, "that"
        elif kind(items, before) == "NP" and clause.role != "relative":
            clause.role, clause.governor, clause.link = "complement", before, "that"
    elif opener == "VP" and clause.role == "main" and position != number:
        verb = items[position].verb
        if verb and verb.lemma in verb_lists()[0]:
            clause.role, clause.governor, clause.link = "complement", position, "that"
