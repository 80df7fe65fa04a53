"""Events told by nouns: joined to the verb that tells them, dropped where they are only spoken of."""

from pipeline.events.blame import accused, blame
from pipeline.events.flow import Clause, coordination
from pipeline.events.found import Found, is_party
from pipeline.events.groups import Sentence, any_belongs, any_head, classes
from pipeline.events.occurrence import Event, settle
from pipeline.events.stance import Stance, from_governors, nobody, stance_of, stance_of_noun, stances

DEEDS = frozenset(("ASSAULT", "PROTEST", "COERCE"))


INSIDE = frozenset(("in", "during", "from", "by", "as", "with", "amid", "after", "following"))


def noun_event(sentence: Sentence, hit: Found, verbs: dict[int, Found]) -> Event | None:
    """The event of one noun, or None where it is part of a verb's event or says too little."""
    position = hit.noun if hit.noun is not None else -1
    clause, relation, prep = host_of(sentence, position)
    stance = stance_of_noun(sentence, position)
    outer = verbs.get(clause.verb) if clause is not None else None
    verb = sentence.items[clause.verb].verb if clause is not None else None
    lemma = verb.lemma if verb else ""
    blamed = lemma in classes()["blaming"] and relation == "object"
    if outer is not None and not blamed and merges(sentence, hit, outer, relation, prep):
        return None
    if clause is not None and governed_by_event(sentence, clause, verbs):
        return None
    if lemma == "claim" and clause is not None and nobody(sentence, clause.subjects):  # "no group claimed that attack"
        return None
    if clause is not None and blamed and blame(sentence, hit, clause):
        return Event(hit, hit.trigger.event_type, hit.mode, False, "claimed", outer is not None, clause, None)
    if clause is not None and in_protest(sentence, position, prep):
        hit.sources = list(clause.subjects)
        return judge_noun(sentence, Event(hit, "PROTEST", hit.mode, False, "actual", False, clause, None), clause, stance, lemma)
    support = relation == "object" and lemma in stances()["light"] and outer is None
    happens = (
        relation == "subject"
        and outer is None
        and (
            lemma in stances()["happen"]
            or (lemma == "take" and clause is not None and any_head(sentence, clause.objects, "place toll life hold"))
        )
    )
    if not (support or happens) and (
        hit.trigger.strict or stance == "hypothetical" or not tells_enough(sentence, hit, relation, prep, lemma)
    ):
        return None
    place_noun_parties(sentence, hit, clause, lemma, support, happens)
    if clause is not None and (happens or (support and clause.passive)):
        widen_trigger(sentence, hit, clause)
    if clause is not None and not (hit.sources or hit.names) and takes_part(sentence, clause, lemma, prep, relation):
        hit.sources = [member for member in clause.subjects if is_party(sentence, member)]
    suspects = accused(sentence, clause, lemma, prep) if clause is not None and not (hit.sources or hit.names) else []
    hit.sources = hit.sources or suspects
    background = relation not in ("object", "subject") or outer is not None
    event = Event(
        hit, hit.trigger.event_type, hit.mode, False, "actual", background and not (relation == "" and clause is None), clause, None
    )
    told_in = clause if support or happens or relation in ("object", "subject") else None
    return judge_noun(sentence, event, told_in, "claimed" if suspects and stance == "actual" else stance, lemma)


NEAR = 6  # words at most between a noun and the verb that says that it happened


def widen_trigger(sentence: Sentence, hit: Found, clause: Clause) -> None:
    """Take the verb right of a noun into its trigger: "fighting once again took place"."""
    verb = sentence.items[clause.verb].verb
    if verb is not None and hit.end <= verb.main <= hit.end + NEAR:
        hit.end = verb.main + 1 + (verb.lemma == "take" and verb.main + 1 < len(sentence.tokens))  # took place


def takes_part(sentence: Sentence, clause: Clause, lemma: str, prep: str, relation: str) -> bool:
    """Whether the subject of the clause is one of those who did it: "arrested after having taken part in the attack"."""
    if relation == "object":
        return lemma in ("mastermind", "lead", "direct", "orchestrate")
    part = lemma == "take" and any_head(sentence, clause.objects, "part")
    return prep == "in" and (part or lemma == "participate")


def place_noun_parties(sentence: Sentence, hit: Found, clause: Clause | None, lemma: str, support: bool, happens: bool) -> None:
    """Parties that the clause around a noun gives its event: who launched it, whom it hit, whom it is against."""
    position = hit.noun if hit.noun is not None else -1
    if support and clause is not None:
        take_subject(sentence, hit, clause, lemma)
    if happens and clause is not None and lemma in HARMING and not hit.targets:
        hit.targets = list(clause.objects)
    if not hit.targets and "against" in hit.trigger.target:
        hit.targets = late_target(sentence, position) or purpose_target(sentence, position)


def in_protest(sentence: Sentence, position: int, prep: str) -> bool:
    """ "resigned in protest at the law": the act of the clause is one of protest."""
    group = sentence.group(position)
    after = sentence.items[position + 1].lower if position + 1 < len(sentence.items) else ""
    return prep == "in" and group.head == "protest" and not group.determiner and after in ("at", "against", "over")


HARMING = frozenset(("hit", "strike", "target", "damage", "destroy", "kill", "wound", "injure", "rock", "shake"))


def late_target(sentence: Sentence, position: int) -> list[int]:
    """What "against" names later in the same clause: "carried out strikes using drones against camps"."""
    items = sentence.items
    for number in range(position + 1, len(items) - 1):
        verb = items[number].verb
        if items[number].kind in ("U", "W", ";", ".") or (verb is not None and verb.finite and verb.voice != "participle"):
            break
        if items[number].lower == "against" and items[number + 1].kind == "NP":
            return coordination(items, number + 1)[0]
    return []


def purpose_target(sentence: Sentence, position: int) -> list[int]:
    """Whom "an offensive to root out the rebels" is against: the object of the infinitive that depends on the noun."""
    for other in sentence.clauses.values():
        verb = sentence.items[other.verb].verb
        if (verb and verb.infinitive and other.verb == position + 1) or (position in other.subjects and other.link == "object-to"):
            return [member for member in other.objects if is_party(sentence, member, "ASSAULT")]
    return []


def judge_noun(sentence: Sentence, event: Event, clause: Clause | None, stance: str, lemma: str) -> Event | None:
    """Stance of a noun's event: of the clause that tells it, and of the words before it."""
    lists = stances()
    if clause is not None and lemma in ("end", "finish", "complete", "stop"):
        verb = sentence.items[clause.verb].verb
        if from_governors(sentence, clause)[0] != "actual" or (verb is not None and not verb.finite):
            return None  # a plan to end the war, talks on ending it
    whole = stance_of(sentence, clause) if clause is not None else Stance(False, "actual", False, None)
    event.teller = whole.teller
    if lemma in lists["factive"] and event.found.trigger.event_type in DEEDS:
        whole = Stance(False, "actual", False, whole.teller)
    if clause is not None and lemma in lists["verb.negated"]:
        whole = whole._replace(negated=True)
    elif clause is not None and lemma in lists["verb.planned"]:
        whole = whole._replace(modality="planned", future=True)
    elif clause is not None and lemma in lists["verb.hypothetical"]:
        whole = whole._replace(modality="hypothetical")
    elif lemma == "order" and whole.modality == "actual":
        whole = whole._replace(modality="ordered")
    if stance == "negated":
        whole = whole._replace(negated=True)
    elif stance in ("claimed", "threatened", "hypothetical", "historical"):
        whole = whole._replace(modality=stance, future=False)
    elif stance == "planned":
        whole = whole._replace(modality="planned", future=True)
    return settle(event, whole, bool(event.found.sources or event.found.names))


def host_of(sentence: Sentence, position: int) -> tuple[Clause | None, str, str]:
    """The clause in which a noun group stands, and as what: `subject`, `object`, `phrase` with its preposition."""
    if position >= 2 and sentence.items[position - 1].lower == "of" and sentence.items[position - 2].kind == "NP":
        position -= 2 * (sentence.group(position - 2).head in classes()["part"])  # "launched dozens of strikes"
    for clause in sentence.clauses.values():
        if position in clause.objects:
            return clause, "object", ""
        if position in clause.subjects and clause.verb > position and clause.role != "relative" and clause.governor is None:
            return clause, "object" if clause.passive else "subject", ""
    best: tuple[Clause | None, str, str] = (
        None,
        "",
        sentence.items[position - 1].lower if position and sentence.items[position - 1].kind in "IU" else "",
    )
    for clause in sentence.clauses.values():
        for prep, group in clause.phrases:
            if position in group:
                best = (clause, "phrase", prep)
    return best


def merges(sentence: Sentence, hit: Found, outer: Found, relation: str, prep: str) -> bool:
    """Join a noun to the verb's event that it is part of; returns whether it was joined or contained."""
    same = hit.trigger.event_type == outer.trigger.event_type
    if same and outer.trigger.rule_id in ("assault.claimed_by", "assault.responsible") and prep == "for":
        outer.targets, outer.target_names, outer.mode = (
            outer.targets or hit.targets,
            outer.target_names or hit.target_names,
            hit.mode,
        )
        return True
    if same and hit.trigger.event_type in DEEDS and (relation in ("subject", "object") or prep in INSIDE - {"after", "following"}):
        outer.sources = outer.sources or hit.sources
        outer.names = outer.names or hit.names
        aimed = [member for member in hit.targets if sentence.group(member).human and relation == "subject"]
        outer.targets = [*aimed, *(member for member in outer.targets if member not in aimed)] or hit.targets
        if hit.mode and (outer.mode is None or outer.mode == "explosives"):
            outer.mode = hit.mode
        return True
    if (
        relation in ("object", "phrase")
        and (
            (outer.trigger.complement and outer.trigger.event_type != "ACCUSE")
            or outer.trigger.event_type in ("CONCEDE", "RETREAT", "REJECT", "MOBILIZE", "AID", "CONSULT")
        )
        and prep not in ("after", "following", "since", "amid", "during")
    ):
        return True
    own_object = outer.trigger.object is not None and group_head(sentence, hit) in outer.trigger.object.lemmas
    return relation == "object" and (outer.trigger.event_type != "ACCUSE" or (own_object and outer.trigger.rule_id in LODGED))


LODGED = frozenset(("accuse.protest", "accuse.level", "accuse.open_probe"))  # their object is what they are: "lodged a protest"


def group_head(sentence: Sentence, hit: Found) -> str:
    """The lemma of the head of a noun's group."""
    return sentence.group(hit.noun).head if hit.noun is not None else ""


def governed_by_event(sentence: Sentence, clause: Clause, verbs: dict[int, Found]) -> bool:
    """Whether the noun's clause is itself content of an event such as a threat or demand."""
    governor, steps = clause.governor, 0
    while governor is not None and steps < 3:
        outer = verbs.get(governor)
        if outer is not None and outer.trigger.complement and outer.trigger.complement != "that_conflict":
            return True
        above = sentence.clauses.get(governor)
        governor, steps = (above.governor, steps + 1) if above is not None else (None, 3)
    return False


def tells_enough(sentence: Sentence, hit: Found, relation: str, prep: str, lemma: str) -> bool:
    """Whether a noun without a verb of its own says who or whom, or which and where."""
    position = hit.noun if hit.noun is not None else -1
    group = sentence.group(position)
    if hit.trigger.needs == "always":
        return True
    if hit.trigger.event_type == "ASSAULT" and (
        (group.determiner == "the" and dated_after(sentence, position)) or dated_before(sentence, position)
    ):
        return True  # the raid of 3 May, Monday's raid
    if (
        prep in ("against", "for", "of", "about", "to", "like", "without", "from", "on", "as", "with", "into")
        and relation != "object"
        and not (hit.targets and (hit.sources or hit.names or group.determiner == "the"))
    ):
        return False
    if hit.target_names or (hit.sources and hit.targets) or (hit.names and hit.targets):
        return True
    if group.determiner in ("any", "such", "every", "each"):
        return False
    definite = sentence.titled or bool(group.determiner) or group.possessor is not None
    if hit.targets or hit.sources or hit.names:
        return definite or has_time(sentence, position)
    return definite and near_place(sentence, position)


def has_time(sentence: Sentence, position: int) -> bool:
    """Whether a time stands inside the noun group or right after it."""
    item = sentence.items[position]
    return "X" in sentence.tags[max(item.start - 2, 0) : item.end + 3]


def dated_after(sentence: Sentence, position: int) -> bool:
    """Whether a time follows the noun group, after a preposition or right away."""
    end = sentence.items[position].end
    return "X" in sentence.tags[end : end + 1] or (
        sentence.tags[end : end + 1] == ["I"] and sentence.tags[end + 1 : end + 2] == ["X"]
    )


def dated_before(sentence: Sentence, position: int) -> bool:
    """Whether a time owns the noun group: "Monday's raid"."""
    start = sentence.items[position].start
    return start >= 2 and sentence.tags[start - 1] == "S" and sentence.tags[start - 2] == "X"


def near_place(sentence: Sentence, position: int) -> bool:
    """Whether "in", "at" or "near" a place follows the noun group."""
    items = sentence.items
    after = position + 1
    return (
        after + 1 < len(items)
        and items[after].kind == "I"
        and items[after].lower in ("in", "at", "near", "on", "outside", "for")
        and items[after + 1].kind == "NP"
        and any_belongs(sentence, [after + 1], "@place @target")
    )


def take_subject(sentence: Sentence, hit: Found, clause: Clause, lemma: str) -> None:
    """The subject of "launch an attack" attacks; that of "suffer an attack" is its victim; phrases of the verb are the noun's."""
    subjects = (
        clause.subjects if not clause.passive else [member for prep, group in clause.phrases if prep == "by" for member in group]
    )
    if lemma in stances()["suffered"]:
        hit.targets = hit.targets or list(subjects)
    elif not hit.sources and lemma not in ("report", "announce"):  # who reports killings kills nobody
        hit.sources = list(subjects)
        hit.names = [] if subjects else hit.names
    if not hit.targets:
        for place in hit.trigger.target:
            groups = [member for prep, group in clause.phrases if prep == place for member in group]
            if groups:
                hit.targets = groups
                break
