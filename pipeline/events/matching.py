"""Find the triggers of one sentence: the entry of the lexicon that each verb and each noun group fulfils, and the parties around it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.events.clauses import Clause, phrases_from, verb_lists
from pipeline.events.conditions import holds
from pipeline.events.groups import PARTS, Sentence, Test, any_belongs, belongs, compile_test, part_of
from pipeline.events.noun_conditions import noun_holds
from pipeline.events.triggers import Lexicon, Trigger, load_lexicon

COOPERATION = frozenset(("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT", "CONCEDE"))
CONFLICT = frozenset(("ASSAULT", "COERCE", "SANCTION", "PROTEST", "MOBILIZE", "REJECT", "THREATEN"))
VICTIMS = compile_test("@human @name")
AGENTS = compile_test("@weapon_agent @assault_noun @violence_noun")


@dataclass(slots=True)
class Found:
    """One trigger in one sentence.

    `clause` is the position of the verb it is or belongs to, `noun` that of its noun group, if it is a noun; `sources`, `targets`
    and `victims` are positions of noun groups; `names` token spans inside a group ("Israeli" in "Israeli air strikes"),
    `also` the tokens of further triggers that tell the same event.
    """

    trigger: Trigger
    start: int
    end: int
    clause: int | None
    noun: int | None = None
    sources: list[int] = field(default_factory=list)
    targets: list[int] = field(default_factory=list)
    victims: list[int] = field(default_factory=list)
    names: list[tuple[int, int]] = field(default_factory=list)
    target_names: list[tuple[int, int]] = field(default_factory=list)
    how: str = "verb"
    mode: str | None = None
    swallowed: bool = False
    also: list[int] = field(default_factory=list)
    inner: "list[Found]" = field(default_factory=list)


def find_triggers(sentence: Sentence) -> list[Found]:
    """Every trigger of the sentence, verbs from the right (what depends comes first) and then nouns, in no final order."""
    lexicon = load_lexicon()
    found: dict[int, Found] = {}
    for position in sorted(sentence.clauses, reverse=True):
        hit = match_verb(sentence, lexicon, sentence.clauses[position], found)
        if hit is not None:
            found[position] = hit
    return [*found.values(), *match_nouns(sentence, lexicon)]


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


def match_verb(sentence: Sentence, lexicon: Lexicon, clause: Clause, found: dict[int, Found]) -> Found | None:
    """The first entry that the verb of a clause fulfils."""
    item = sentence.items[clause.verb]
    verb = item.verb
    if verb is None:
        return None
    subjects, objects = sides(sentence, clause)
    for trigger in lexicon.verbs.get(verb.lemma, ()):
        if trigger.particle and not has_particle(clause, verb.particle, trigger.particle):
            continue
        if fits(sentence, trigger, clause, subjects, objects) and fits_complement(sentence, trigger, clause, found) and holds(trigger.needs, sentence, clause, subjects, objects):
            hit = Found(trigger, verb.main, verb.main + 1, clause.verb, mode=trigger.mode)
            hit.inner = [inner for _, inner in dependents(sentence, clause.verb, found) if inner is not None]
            place_parties(sentence, hit, clause, subjects, objects)
            return hit
    return None


ILLS = frozenset("heart asthma panic shark dog bear bee cyber verbal gas".split())  # attacks and explosions of these are no deeds of war
STATES = frozenset(("commit", "dedicate", "determine", "prepare", "resolve", "oppose"))  # "is committed to" acts


def sides(sentence: Sentence, clause: Clause) -> tuple[list[int], list[int]]:
    """Who acts and who is acted on, whatever the voice."""
    verb = sentence.items[clause.verb].verb
    if not clause.passive or verb is not None and verb.lemma in STATES and not any(prep == "by" for prep, _ in clause.phrases):
        return clause.subjects, clause.objects
    agents = [position for prep, group in clause.phrases if prep == "by" for position in group]
    return agents, [*clause.subjects, *clause.objects]


def has_particle(clause: Clause, own: str, wanted: str) -> bool:
    """Whether the verb has its particle beside it or after its object."""
    return own == wanted or any(prep.split()[0] == wanted for prep, _ in clause.phrases)


def fits(sentence: Sentence, trigger: Trigger, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """Whether subject, object and phrases are as the entry asks."""
    if trigger.frame == "trans" and not objects or trigger.frame == "intransitive" and objects and not clause.passive and trigger.object is None:
        return False
    if not fits_object(sentence, trigger, clause, objects):
        return False
    if trigger.subject is not None and subjects and not any(belongs(sentence, position, trigger.subject) for position in subjects):
        return False
    if trigger.subject is not None and not subjects and not clause.passive and trigger.frame != "trans" and clause.role != "adverbial":
        return False
    if trigger.subject is None and subjects and not any(is_party(sentence, position) or belongs(sentence, position, AGENTS) for position in subjects) and trigger.event_type != "CONSULT":
        return False
    if trigger.subject is not None and not subjects and not clause.passive and trigger.event_type in ("REQUEST", "ACCUSE", "REJECT", "AGREE", "SUPPORT", "AID") and clause.role != "adverbial":
        return False
    if any(not ILLS.isdisjoint(sentence.group(position).modifiers) for position in subjects):
        return False
    if trigger.subject_not and any(sentence.group(position).head in trigger.subject_not for position in subjects):
        return False
    if trigger.subject_mod and not any(not trigger.subject_mod.isdisjoint(words_around(sentence, position)) for position in subjects):
        return False
    if trigger.adverb and trigger.adverb.isdisjoint([token.lower for token in sentence.tokens[max(sentence.items[clause.verb].start - 1, 0) : sentence.items[clause.verb].end + 2]]):
        return False
    return fits_phrases(sentence, trigger, clause)


def words_around(sentence: Sentence, position: int) -> set[str]:
    """Head and modifiers of a group and of what it is a part of, in lower case as written and as lemmas."""
    inner = part_of(sentence, position)
    groups = [position] if inner is None else [position, inner]
    written = {sentence.tokens[i].lower for p in groups for i in range(sentence.items[p].start, sentence.items[p].end)}
    return written | {sentence.group(p).head for p in groups}


def fits_object(sentence: Sentence, trigger: Trigger, clause: Clause, objects: Sequence[int]) -> bool:
    """Whether the objects are as the entry asks."""
    if trigger.object_not and any(not trigger.object_not.isdisjoint((sentence.group(position).head,)) for position in objects):
        return False
    if trigger.object is None:
        return True
    if not objects:
        return trigger.object_optional or trigger.frame == "any"
    right = [position for position in objects if belongs(sentence, position, trigger.object)]
    if not right:
        return trigger.frame == "any" and any(prep in trigger.prep for prep, _ in clause.phrases) and fits_phrases(sentence, trigger, clause)
    if trigger.object_mod or trigger.object_mod_not:
        words = {word for position in right for word in (*sentence.group(position).modifiers, sentence.group(position).head)}
        if trigger.object_mod and trigger.object_mod.isdisjoint(words):
            return False
        return trigger.object_mod_not.isdisjoint(words)
    return True


def fits_phrases(sentence: Sentence, trigger: Trigger, clause: Clause) -> bool:
    """Whether the prepositional phrases are as the entry asks."""
    if trigger.prep_any and not any(prep in trigger.prep_any for prep, _ in clause.phrases) and not (trigger.object_optional or trigger.complement):
        return False
    if trigger.phrase_not and any(sentence.group(position).head in trigger.phrase_not for _, group in clause.phrases for position in group):
        return False
    if not trigger.prep or trigger.frame == "any" and clause.objects and trigger.prep_noun is None:
        return True
    if trigger.prep == {"to"} and trigger.complement and any(other.governor == clause.verb for other in sentence.clauses.values()):
        return True
    for prep, group in clause.phrases:
        if prep in trigger.prep or prep.startswith("out") and "out" in trigger.prep:
            if trigger.prep_noun is None or any(belongs(sentence, position, trigger.prep_noun) for position in group):
                return not trigger.prep_mod or any(not trigger.prep_mod.isdisjoint(sentence.group(position).modifiers) for position in group)
    return False


def fits_complement(sentence: Sentence, trigger: Trigger, clause: Clause, found: dict[int, Found]) -> bool:
    """Whether what the verb governs is of the kind that the entry asks for."""
    wanted = trigger.complement
    if wanted in ("", "true", "deny", "coop_or_any") and trigger.needs != "complement":
        return not (trigger.complement == "true" and trigger.frame == "any" and not clause.objects and not clause.phrases and not any(dependents(sentence, clause.verb, found)))
    kinds = {inner.trigger.event_type for _, inner in dependents(sentence, clause.verb, found) if inner is not None}
    if wanted == "conflict" or wanted == "that_conflict":
        return not kinds.isdisjoint(CONFLICT - {"REJECT"})
    if wanted == "coop":
        return not kinds.isdisjoint(COOPERATION)
    if wanted == "accord":
        return any(inner is not None and inner.trigger.rule_id in ("agree.reach", "support.sign", "support.approve", "agree.agree") for _, inner in dependents(sentence, clause.verb, found))
    if wanted == "assault":
        goals = [position for prep, group in clause.phrases if prep == "for" for position in group]
        return not kinds.isdisjoint({"ASSAULT", "COERCE"}) or any_belongs(sentence, goals, "@assault_noun")
    return bool(kinds)


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
    if not hit.targets and trigger.event_type in ADDRESSED and trigger.target != ("none",) and not (trigger.recip and len(hit.sources) > 1):
        hit.targets, hit.target_names = addressed(sentence, clause, hit.sources)
    from_agent(sentence, hit, clause)


def first_of(sentence: Sentence, hit: Found, clause: Clause, subjects: Sequence[int], objects: Sequence[int], places: Sequence[str]) -> list[int]:
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
            groups = next((group for prep, group in clause.phrases if prep.split()[-1] in equals and any(is_party(sentence, p, hit.trigger.event_type) for p in group)), [])
        groups = [position for position in groups if is_party(sentence, position, hit.trigger.event_type)]
        if groups:
            return groups
    return []


THINGS = compile_test("@target @territory @property")
FORCES = compile_test("@armed")
PLACE_TOO = compile_test("@place")


def is_party(sentence: Sentence, position: int, event_type: str = "") -> bool:
    """Whether a group can be a party: people, names, the armed; for deeds of force also places and things that can be harmed."""
    if belongs(sentence, position, VICTIMS) or belongs(sentence, position, FORCES) or belongs(sentence, position, PLACE_TOO):
        return True
    if event_type in ("ASSAULT", "COERCE", "PROTEST", "THREATEN") and belongs(sentence, position, THINGS):
        return True
    group = sentence.group(position)
    return has_name_inside(sentence, position) and group.head not in ("day", "time")


def has_name_inside(sentence: Sentence, position: int) -> bool:
    """Whether a name stands inside the group, as possessor or modifier."""
    item = sentence.items[position]
    return any(sentence.mention_at[number] is not None or number > 0 and sentence.tokens[number].text[0].isupper() and not sentence.titled for number in range(item.start, item.end))


ADDRESSED = frozenset(("PROTEST", "THREATEN", "REQUEST", "REJECT", "AGREE", "ACCUSE", "CONCEDE", "SANCTION", "SUPPORT"))


def addressed(sentence: Sentence, clause: Clause, sources: Sequence[int]) -> tuple[list[int], list[tuple[int, int]]]:
    """Whom an act in words or a protest is about, where no fixed place says so: the first name on its right that is no place of it.

    A name before the head of a group counts by itself ("the Nigerian government's refusal": the Nigerian government).
    """
    tellers = {position for other in sentence.clauses.values() if (verb := sentence.items[other.verb].verb) and verb.lemma in verb_lists()[0] and other.governor is None for position in other.subjects}
    for position in range(clause.verb + 1, len(sentence.items)):
        item = sentence.items[position]
        if item.kind in (";", ".") or item.kind == "U" and item.lower not in ("unless", "if", "until"):
            break
        if item.kind != "NP" or position in tellers or position in sources or sentence.group(position).pronoun:
            continue
        before = sentence.items[position - 1]
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
            groups = [position for position in other.subjects if is_party(sentence, position) and not sentence.group(position).pronoun]
            if groups:
                return groups
        for inner in hit.inner:
            if inner.targets:
                return inner.targets
        candidates = [*other.objects, *(position for prep, group in other.phrases if prep != "by" for position in group)]
        groups = [position for position in candidates if is_party(sentence, position)]
        if groups:
            return groups[:1]
    return []


def from_agent(sentence: Sentence, hit: Found, clause: Clause) -> None:
    """A blast or raid that is the subject is no party: who is behind it stands in its own words."""
    agents = [position for position in hit.sources if belongs(sentence, position, AGENTS) and not sentence.group(position).human]
    if not agents:
        return
    hit.sources = [position for position in hit.sources if position not in agents]
    for position in agents:
        by, names = behind(sentence, position)
        hit.sources += by
        hit.names += names


def behind(sentence: Sentence, position: int) -> tuple[list[int], list[tuple[int, int]]]:
    """Who is behind a deed told by a noun group: after "by", as possessor, or as a word before the head."""
    inner = part_of(sentence, position)
    if inner is not None and sentence.group(position).head in PARTS:
        return behind(sentence, inner)
    for prep, group in phrases_from(sentence.items, position + 1):
        if prep in ("by", "between", "from") and any(is_party(sentence, member) for member in group):
            if prep != "from" or any(belongs(sentence, member, VICTIMS) for member in group):
                return [member for member in group if is_party(sentence, member)], []
    return [], inner_names(sentence, position)


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
    people = compile_test("@human @armed").lemmas
    for number in range(item.start, noun.head):
        named = sentence.mention_at[number]
        mention = sentence.mentions[named] if named is not None else None
        person = sentence.tags[number] == "N" and sentence.tokens[number].lower not in RANKS and sentence.tokens[number].lower.rstrip("s") in people
        proper = sentence.tokens[number].text[0].isupper() and number > 0 and sentence.tags[number] in "NA" and not sentence.titled
        if mention is not None and (mention.actor is not None or mention.kind in ("nationality", "armed_group", "organisation", "state")) or person or mention is None and proper:
            if spans and spans[-1][1] == number:
                spans[-1] = (spans[-1][0], number + 1)
            elif not spans:
                spans.append((number, number + 1))
    return spans


RANKS = frozenset("major general private official officer special local fellow senior".split())  # adjectives more often than people before a noun


def match_nouns(sentence: Sentence, lexicon: Lexicon) -> Iterable[Found]:
    """The noun groups whose head is a trigger and says enough to be an event."""
    for position, item in enumerate(sentence.items):
        if item.kind != "NP" or item.noun is None:
            continue
        group = sentence.group(position)
        candidates = lexicon.nouns.get(group.head) or lexicon.nouns.get(group.head.rpartition("-")[2])
        for trigger in candidates or ():
            if fits_noun(trigger, group.modifiers):
                hit = Found(trigger, item.noun.head - len(trigger.before), item.noun.head + 1, None, position, how="noun", mode=trigger.mode)
                read_noun(sentence, hit, position)
                if noun_holds(trigger.needs, sentence, position, phrases_from(sentence.items, position + 1), bool(hit.sources or hit.names)):
                    yield hit
                break


def fits_noun(trigger: Trigger, modifiers: Sequence[str]) -> bool:
    """Whether the words before the head are those that the entry asks for, and none that it does not want."""
    if trigger.before and tuple(modifiers[-len(trigger.before) :]) != trigger.before:
        return False
    return trigger.head_not.isdisjoint(modifiers)


def read_noun(sentence: Sentence, hit: Found, position: int) -> None:
    """Parties of a deed told by a noun."""
    trigger = hit.trigger
    phrases = own_phrases(sentence, position)
    by, names = behind(sentence, position)
    deed = [member for member in phrases[0][1]] if phrases and phrases[0][0] == "of" else []
    if trigger.source and trigger.source[0] in ("of", "between", "among"):
        both = [member for prep, group in phrases if prep in trigger.source for member in group if is_party(sentence, member)]
        hit.sources = both or by
    else:
        hit.sources = by
    hit.names = names if not hit.sources else []
    wanted = ("of", *trigger.target) if trigger.deed else trigger.target
    for place in wanted:
        groups = deed if place == "of" else [member for prep, group in phrases if prep == place for member in group]
        groups = [member for member in groups if is_party(sentence, member, trigger.event_type) and member not in hit.sources]
        if groups:
            hit.targets = groups
            break
    if trigger.deed and not deed and hit.names and not hit.sources:  # "the mayor's murder": the possessor suffers
        hit.names, hit.target_names = [], hit.names


def own_phrases(sentence: Sentence, position: int) -> list[tuple[str, list[int]]]:
    """The phrases after a noun group up to an "as", behind which it is only called something."""
    phrases = phrases_from(sentence.items, position + 1)
    end = next((number for number, (prep, _) in enumerate(phrases) if prep == "as"), len(phrases))
    return phrases[:end]


def in_test(sentence: Sentence, position: int, test: Test) -> bool:
    """Whether a group belongs to a compiled set."""
    return belongs(sentence, position, test)
