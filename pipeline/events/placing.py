"""Where the parties of a trigger stand: subject, object, phrases, what the verb governs, words before a noun."""

from collections.abc import Sequence
from functools import lru_cache

from pipeline.events.blame import attributed
from pipeline.events.flow import Clause, verb_lists
from pipeline.events.found import AGENTS, THINGS, VICTIMS, Found, is_party
from pipeline.events.groups import Sentence, any_head, belongs, classes, compile_test, head_of, part_of


def place_parties(sentence: Sentence, hit: Found, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> None:
    """Sources, targets and victims of a verb where its entry says that they stand."""
    trigger = hit.trigger
    hit.sources = list(subjects)
    if trigger.source == ("none",):
        hit.sources = []
    elif trigger.source:
        hit.sources = first_of(sentence, hit, clause, subjects, objects, trigger.source)
    if not hit.sources and trigger.event_type in ("REJECT", "CONSULT"):  # "talks between A and B were cancelled"
        hit.sources = [member for position in (*subjects, *objects) for member in behind(sentence, position)[0]]
    hit.victims = first_of(sentence, hit, clause, subjects, objects, trigger.victim) if trigger.victim else []
    if trigger.victim == ("subject",) and trigger.source == ():
        hit.sources = []
    hit.targets = first_of(sentence, hit, clause, subjects, objects, trigger.target)
    if trigger.rule_id in ("assault.explode", "assault.detonate"):  # where a bomb went off is its place and not its target
        hit.targets = [position for position in hit.targets if not is_area(sentence, position)]
    if (
        not hit.targets
        and trigger.event_type in ADDRESSED
        and trigger.target != ("none",)
        and not (trigger.recip and len(hit.sources) > 1)
    ):
        hit.targets, hit.target_names = addressed(sentence, clause, hit.sources)
    if hit.trigger.event_type == "ASSAULT":
        hit.mode = mode_of_means(sentence, hit, clause)
    from_agent(sentence, hit, clause)


def is_area(sentence: Sentence, position: int) -> bool:
    """Whether a group is no more than the name of a town, region or country."""
    number = sentence.mention_at[head_of(sentence, position)]
    place = sentence.mentions[number].place if number is not None else None
    named = place is not None and place.feature_code[:3] in ("PPL", "ADM", "PCL", "RGN") and place.geonames_id is not None
    return named and not belongs(sentence, position, THINGS)


MEANS = {"by_drone": "drone", "by_missile": "heavy-weapons", "by_plane": "aerial"}


def mode_of_means(sentence: Sentence, hit: Found, clause: Clause) -> str | None:
    """The mode of a deed from what it was done with, where its verb says none: bombs, drones, missiles, warplanes."""
    if hit.mode in (None, "destroy") and has_bomb(sentence, clause):
        return "explosives"
    if hit.mode is not None and hit.trigger.rule_id not in ("assault.bomb", "assault.open_fire"):
        return hit.mode
    groups = [*clause.subjects, *(position for prep, group in clause.phrases if prep in ("by", "with") for position in group)]
    words = {sentence.group(position).head for position in groups if not sentence.group(position).human}
    words |= {
        word
        for position in clause.objects
        if sentence.group(position).head == "fire"
        for word in sentence.group(position).modifiers
    }
    return next((mode for name, mode in MEANS.items() if not classes()[name].isdisjoint(words)), hit.mode)


def has_bomb(sentence: Sentence, clause: Clause) -> bool:
    """Whether a bomb does the harm that the clause tells: as its subject, or after "by", "in" or "with"."""
    means = [position for prep, group in clause.phrases if prep in ("by", "in", "with", "from") for position in group]
    for position in (*clause.subjects, *means):
        group = sentence.group(position)
        if group.head in classes()["bomb_device"] or (
            group.head in ("attack", "blast", "charge") and not classes()["bomb_word"].isdisjoint(group.modifiers)
        ):
            return True
    return False


def first_of(
    sentence: Sentence, hit: Found, clause: Clause, subjects: Sequence[int], objects: Sequence[int], places: Sequence[str]
) -> list[int]:
    """The groups at the first of `places` that holds a party."""
    taken: set[str] = set()
    for place in places:
        if place in taken:
            continue
        if place == "object":
            groups = list(objects)
        elif place == "object2":
            groups = list(objects[:1])
        elif place == "subject":
            groups = list(subjects) or list(objects)
        elif place == "complement":
            groups = complement_parties(sentence, hit, clause)
        else:  # prepositions side by side in the list are equals: what comes first in the text is taken
            equals = [other for other in places if other not in ("object", "object2", "subject", "complement")]
            taken.update(equals)
            groups = next(
                (
                    group
                    for prep, group in clause.phrases
                    if prep.split()[-1] in equals
                    and not (prep == "with" and any_head(sentence, group, "@weapons"))
                    and any(is_party(sentence, p, hit.trigger.event_type) for p in group)
                ),
                [],
            )
        groups = [position for position in groups if is_party(sentence, position, hit.trigger.event_type)]
        if groups:
            return groups
    return []


ADDRESSED = frozenset(("PROTEST", "THREATEN", "REQUEST", "REJECT", "AGREE", "ACCUSE", "CONCEDE", "SANCTION", "SUPPORT"))


def addressed(sentence: Sentence, clause: Clause, sources: Sequence[int]) -> tuple[list[int], list[tuple[int, int]]]:
    """Whom an act in words or a protest is about, where no fixed place says so: the first name on its right that is no place of it.

    A name before the head of a group counts by itself ("the Nigerian government's refusal": the Nigerian government).
    """
    tellers = {
        position
        for other in sentence.clauses.values()
        if (verb := sentence.items[other.verb].verb) and verb.lemma in verb_lists()[0] and other.governor is None
        for position in other.subjects
    }
    opening = {  # subjects of what is told next: "the union called a strike, and police used batons"
        position
        for other in sentence.clauses.values()
        if other.role == "main" and other.verb > clause.verb and other.subjects != clause.subjects
        for position in other.subjects
        if position > clause.verb and sentence.items[position - 1].kind == "C" and sentence.items[position - 2].kind == ","
    }
    for position in range(clause.verb + 1, len(sentence.items)):
        item = sentence.items[position]
        if item.kind in (";", ".") or (item.kind == "U" and item.lower not in ("unless", "if", "until")):
            break
        if item.lower == "with" and sentence.items[position - 1].kind == ",":  # ", with Chad abstaining"
            break
        other = sentence.clauses.get(position)
        goes_on = other is not None and other.role == "main" and bool(clause.subjects) and other.subjects == clause.subjects
        if position in opening or (goes_on and sentence.items[position - 1].kind == "C"):  # condemned the raid and blamed Chad
            break
        if item.kind != "NP" or position in tellers or position in sources or sentence.group(position).pronoun:
            continue
        before = sentence.items[position - 1]
        if "social" in sentence.group(position).modifiers:  # a ban on social media
            continue
        if sentence.group(position).named and not (before.kind == "I" and before.lower in ("in", "at", "near", "during", "since")):
            return [position], []
        spans = inner_names(sentence, position)
        if spans and not sentence.group(position).placed:
            return [], spans
    return [], []


def complement_parties(sentence: Sentence, hit: Found, clause: Clause) -> list[int]:
    """The party of what a verb governs: its subject, if that is not the verb's own, else its targets."""
    for other in sorted(sentence.clauses.values(), key=lambda other: other.verb):
        if other.governor != clause.verb or other.verb < clause.verb:
            continue
        if other.link in ("object-to", "that") and other.subjects and other.subjects != clause.subjects:
            groups = [
                position for position in other.subjects if is_party(sentence, position) and not sentence.group(position).pronoun
            ]
            if groups:
                return groups
        for inner in hit.inner:
            if inner.targets:
                return inner.targets
        candidates = [position for position in other.objects if not is_bare_force(sentence, position)]
        candidates = [*candidates, *(position for prep, group in other.phrases if prep != "by" for position in group)]
        groups = [position for position in candidates if is_party(sentence, position)]
        if groups:
            return groups[:1]
    return []


def is_bare_force(sentence: Sentence, position: int) -> bool:
    """Whether "force" is what is used and not who is meant: "ready to use force"."""
    group = sentence.group(position)
    return group.head == "force" and not group.determiner and not group.modifiers


def from_agent(sentence: Sentence, hit: Found, clause: Clause) -> None:
    """A blast or raid that is the subject is no party: who is behind it stands in its own words."""
    agents = [position for position in hit.sources if belongs(sentence, position, AGENTS) and not sentence.group(position).human]
    if not agents:
        return
    hit.sources = [position for position in hit.sources if position not in agents]
    for position in agents:
        by, names = behind(sentence, position)
        hit.sources += by if by or names else owners(sentence, clause, position)
        hit.names += names


def owners(sentence: Sentence, clause: Clause, position: int) -> list[int]:
    """Whose "its drones" are: the speaker's who tells of them, the subject's before them, or the speaker's at the end."""
    if sentence.group(position).determiner not in ("its", "their", "his", "her"):
        return []
    above = sentence.clauses.get(clause.governor) if clause.governor is not None and clause.link == "that" else None
    before = [other.subjects for other in sentence.clauses.values() if other.verb < clause.verb]
    closing = [
        other.subjects
        for other in sentence.clauses.values()
        if other.verb > clause.verb and (verb := sentence.items[other.verb].verb) and verb.lemma in verb_lists()[0]
    ]
    for subjects in ([above.subjects] if above is not None else []) + before[::-1] + closing[-1:]:
        if subjects and position not in subjects and is_party(sentence, subjects[0]) and not sentence.group(subjects[0]).pronoun:
            return list(subjects)
    return []


def behind(sentence: Sentence, position: int) -> tuple[list[int], list[tuple[int, int]]]:
    """Who is behind a deed told by a noun group: after "by", as possessor, or as a word before the head."""
    inner = part_of(sentence, position)
    if inner is not None and sentence.group(position).head in classes()["part"]:
        return behind(sentence, inner)
    for number, (prep, group) in enumerate(sentence.phrases_after(position)):
        sure = prep in ("by", "between") or (  # an attack from rebels, but not the murder of a priest from the south
            prep == "from" and number == 0 and any(belongs(sentence, member, VICTIMS) for member in group)
        )
        if sure and (parties := [member for member in group if is_party(sentence, member)]):
            return parties, []
    if suspects := attributed(sentence, position):
        return suspects, []
    return [], inner_names(sentence, position)


@lru_cache(maxsize=1)
def modifying_people() -> frozenset[str]:
    """The lemmas of people and the armed that stand before a noun as those who do what it tells."""
    return compile_test("@human @armed").lemmas - classes()["weapon_agent"]


def inner_names(sentence: Sentence, position: int) -> list[tuple[int, int]]:
    """Token spans of the parties before the head of a group: its possessor, or names and people that modify it."""
    item = sentence.items[position]
    noun = item.noun
    if noun is None:
        return []
    if noun.possessor is not None:
        start = item.start + (sentence.tags[item.start] == "D")
        return [(start, noun.possessor)] if start < noun.possessor else []
    spans: list[tuple[int, int]] = []
    if noun.head == item.start:
        return spans
    people = modifying_people()
    for number in range(item.start, noun.head):
        named = sentence.mention_at[number]
        mention = sentence.mentions[named] if named is not None else None
        person = (
            sentence.tags[number] == "N"
            and sentence.tokens[number].lower not in RANKS
            and sentence.tokens[number].lower.rstrip("s") in people
        )
        proper = sentence.tokens[number].text[0].isupper() and number > 0 and sentence.tags[number] in "NA" and not sentence.titled
        if (
            (
                mention is not None
                and (mention.actor is not None or mention.kind in ("nationality", "armed_group", "organisation", "state"))
            )
            or person
            or (mention is None and proper)
        ):
            if spans and spans[-1][1] == number:
                spans[-1] = (spans[-1][0], number + 1)
            elif not spans:
                spans.append((number, number + 1))
    return spans


RANKS = frozenset(
    "major general private official officer special local fellow senior terrorist".split()
)  # adjectives more often than people before a noun
