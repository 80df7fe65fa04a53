"""The subject of a verb: the nearest noun groups on its left that no preposition, parenthesis or other verb takes away."""

from collections.abc import Sequence

from pipeline.events.chunks import Item
from pipeline.events.flow import Flow, kind, nearest_verb


def joined_left(items: Sequence[Item], position: int) -> list[int]:
    """The noun group at `position` and those joined to it on its left by "and" or commas before an "and"."""
    group, conjunction = [position], False
    while True:
        before = kind(items, position - 1)
        if before == "C" and kind(items, position - 2) == ",":
            step = 3
        elif before == "C" or (before == "," and conjunction):
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
            subject = noun_subject(flow, position, number)
            if isinstance(subject, list):
                return subject
            position = subject
            continue
        if here.kind == "W":
            flow.clauses[number].role = "relative"
            return antecedent(items, position)
        if here.kind == ",":
            ahead = before_parenthesis(items, position)
            listed = ahead == position - 1 or lists_verbs(items, ahead)
            if listed and (earlier := owner_of(flow, ahead, number)) is not None:  # did this, did that
                return subjects_of(flow, earlier, depth + 1)
            position = ahead
            continue
        if here.verb is not None:
            if flow.clauses[position].role == "reduced" or (
                here.verb.voice == "participle" and flow.clauses[position].passive and kind(items, position - 1) == "NP"
            ):
                position -= 1
                continue
            return subjects_of(flow, position, depth + 1)
        if here.kind == "C":
            earlier = finite_before(flow, position, number)
            return subjects_of(flow, earlier, depth + 1) if earlier is not None else []
        if here.kind in (";", ":", ".", "U"):
            return []
        position -= 1
    return []


def lists_verbs(items: Sequence[Item], position: int) -> bool:
    """Whether a verb and its object stand between the comma behind `position` and the next: "burned cars, shot guards, fled"."""
    verb = items[position + 2].verb if kind(items, position + 1) == "," and position + 2 < len(items) else None
    return verb is not None and verb.form != "ing" and not verb.infinitive and kind(items, position + 3) == "NP"


def noun_subject(flow: Flow, position: int, number: int) -> list[int] | int:
    """The subject that the noun group at `position` gives the verb at `number`, or where to look on if a preposition takes it."""
    items, beside = flow.items, position == number - 1
    group = joined_left(items, position)
    if len(group) > 1 and kind(items, group[0] - 1) == "VP":  # ", killing one man, and Chad and Peru protested"
        group = after_break(items, group) if any(kind(items, member - 2) == "," for member in group[1:]) else group
    if kind(items, group[0] - 1) == "I":
        if len(group) > 1 and beside and verb_between(items, group[0]):  # "... with its plan and Chad asked"
            return after_break(items, group)
        if len(group) > 1 and beside and opens_aside(items, group):  # "In Gaon, south of Marib, gunmen and bombers attacked"
            return group[1:]
        return group[0] - 2
    if beside and (owner := relative_owner(flow, group[0], number)) is not None:
        return antecedent(items, owner - 1)
    owner = owner_of(flow, group[0], number)
    if owner is not None and flow.clauses[owner].role == "reduced" and flow.clauses[owner].subjects:
        return flow.clauses[owner].subjects  # "the soldiers guarding the bridge, which is new, fled"
    return apposed(items, group)


def after_break(items: Sequence[Item], group: Sequence[int]) -> list[int]:
    """The members of a list behind its last ", and", which opens a clause: "... the raid, and Chad and Peru condemned it"."""
    breaks = [number for number in range(1, len(group)) if kind(items, group[number] - 2) == ","]
    return list(group[breaks[-1] if breaks else -1 :])


DIRECTIONS = frozenset("north south east west northeast northwest southeast southwest".split())


def opens_aside(items: Sequence[Item], group: Sequence[int]) -> bool:
    """Whether the first member of a list belongs to a phrase set off by commas before the subject."""
    before = group[0] - 2
    if kind(items, before) == "NP" and items[before].lower in DIRECTIONS:
        before -= 1
    return kind(items, group[0] + 1) == "," and kind(items, before) in ("", ",", "U", "I")


def relative_owner(flow: Flow, position: int, number: int) -> int | None:
    """The verb of a relative clause that ends with the noun group at `position`: "the man who sold arms was held"."""
    verb = flow.items[number].verb
    acts = verb is not None and verb.finite and (verb.voice != "participle" or bool(flow.clauses[number].objects))
    owner = owner_of(flow, position, number) if acts else None
    return owner if owner is not None and kind(flow.items, owner - 1) == "W" and flow.clauses[owner].role == "relative" else None


def finite_before(flow: Flow, position: int, number: int) -> int | None:
    """The verb before an "and" that the verb at `number` goes on from: a finite one goes on from a finite one."""
    earlier, verb = nearest_verb(flow.items, position), flow.items[number].verb
    while earlier is not None and verb is not None and verb.finite and verb.voice != "participle":
        before = flow.items[earlier].verb
        above = flow.clauses[earlier].governor
        if before is None or not before.infinitive:
            break
        if above is None or above >= earlier or flow.items[above].verb is None:
            above = nearest_verb(flow.items, earlier)
        earlier = above
    return earlier


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
        if (
            clause is not None
            and verb < number
            and (position in clause.objects or any(position in group for _, group in clause.phrases))
        ):
            return verb
    return None


def apposed(items: Sequence[Item], group: list[int]) -> list[int]:
    """ "Omar Haddad, the governor, left": a noun group between commas after a noun group only explains it."""
    first = group[0]
    if (
        len(group) == 1
        and kind(items, first - 1) == ","
        and kind(items, first - 2) == "NP"
        and kind(items, first - 3) in ("", "U", ",")
    ):
        noun = items[first].noun
        if kind(items, first + 1) == "," or (noun is not None and noun.determiner in ("a", "an")):
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
    beside = kind(items, group[0] - 1) == "I" and items[group[0] - 1].lower in ("in", "at", "near", "outside")
    if beside and items[position + 1].lower == "who" and kind(items, group[0] - 2) == "NP":  # crowds in Lagos who
        return [group[0] - 2]
    # "rebels of the Northern Front, who ...": people, not the front
    if (
        kind(items, group[0] - 1) == "I"
        and items[group[0] - 1].lower in ("of", "in", "at", "near")
        and kind(items, group[0] - 2) == "NP"
        and items[position + 1].kind == ","
    ):
        return [group[0] - 2]
    return group


def before_parenthesis(items: Sequence[Item], comma: int) -> int:
    """The position before what stands between the comma at `comma` and an earlier one, or before the comma alone."""
    for position in range(comma - 1, max(comma - 24, -1), -1):
        if items[position].kind == ",":
            opener = items[position + 1]
            if (
                opener.kind in ("W", "I")
                or (opener.verb is not None and not (opener.verb.finite and opener.verb.voice != "participle"))
                or no_finite(items, position, comma)
            ):
                return position - 1
        if items[position].kind in (";", ":", "."):
            break
    return comma - 1


def no_finite(items: Sequence[Item], start: int, end: int) -> bool:
    """Whether no finite verb stands between two positions."""
    return all(item.verb is None or not item.verb.finite or item.verb.voice == "participle" for item in items[start + 1 : end])
