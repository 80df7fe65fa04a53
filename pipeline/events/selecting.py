"""From the triggers of a sentence to its events: what belongs together is joined, what is only spoken of is dropped, what lies
ahead changes its type.
"""

from collections.abc import Sequence

from pipeline.events.flow import Clause
from pipeline.events.found import Found
from pipeline.events.groups import Sentence, any_belongs
from pipeline.events.nominal import DEEDS, noun_event
from pipeline.events.occurrence import Event, settle
from pipeline.events.stance import Stance, nobody, stance_of


def select_events(sentence: Sentence, found: Sequence[Found]) -> list[Event]:
    """The events of a sentence in order of their triggers."""
    verbs = {hit.clause: hit for hit in found if hit.noun is None and hit.clause is not None}
    nouns = [hit for hit in found if hit.noun is not None]
    swallow(sentence, verbs)
    events = [
        event for hit in nouns if (event := noun_event(sentence, hit, verbs)) is not None
    ]  # first, since they add to the verbs
    events += [event for hit in verbs.values() if not hit.swallowed and (event := verb_event(sentence, hit)) is not None]
    return sorted((join_repeated(sentence, events)), key=lambda event: event.found.start)


def swallow(sentence: Sentence, verbs: dict[int, Found]) -> None:
    """Mark the verbs that another event governs and so contains: what is threatened, asked for, agreed, refused."""
    for position, hit in verbs.items():
        hit.swallowed = is_purpose(sentence, position, verbs)
        here, steps = sentence.clauses[position], 0
        while here.governor is not None and steps < 3:
            outer = verbs.get(here.governor)
            if outer is not None and outer.trigger.complement and outer.trigger.complement not in ("deny", "that_conflict"):
                hit.swallowed = True
                break
            above = sentence.clauses.get(here.governor)
            if above is None:  # governed by a noun: "rejected a call to leave"
                above = next((clause for clause in sentence.clauses.values() if here.governor in clause.objects), None)
                if above is not None and above.verb in verbs and verbs[above.verb].trigger.complement:
                    hit.swallowed = True
                break
            here, steps = above, steps + 1


def is_purpose(sentence: Sentence, position: int, verbs: dict[int, Found]) -> bool:
    """Whether a protest is only the purpose of one told already: "marched to protest against cuts"."""
    verb, hit = sentence.items[position].verb, verbs[position]
    told = any(other < position and verbs[other].trigger.event_type == "PROTEST" for other in verbs)
    return verb is not None and verb.infinitive and hit.trigger.event_type == "PROTEST" and told


def verb_event(sentence: Sentence, hit: Found) -> Event | None:
    """The event of one verb, with what its stance makes of it."""
    clause = sentence.clauses[hit.clause] if hit.clause is not None else None
    if clause is None:
        return None
    stance = stance_of(sentence, clause)
    verb = sentence.items[clause.verb].verb
    if verb and verb.lemma == "order" and hit.trigger.event_type != "REQUEST" and stance.modality == "actual":
        stance = stance._replace(modality="ordered")
    if hit.trigger.rule_id == "assault.responsible" and stance.modality == "actual":
        stance = stance._replace(modality="claimed")
    verb = sentence.items[clause.verb].verb
    unclaimed = hit.trigger.rule_id == "assault.claimed_by" and nobody(sentence, clause.subjects)
    if unclaimed or is_habit(sentence, hit, clause, stance) or is_first_since(sentence, hit):
        return None
    background = clause.role == "relative" or (
        clause.role == "adverbial"
        and clause.marker in ("after", "since", "as", "when", "before", "while")
        and not has_main_time(sentence, clause)
    )
    background = background or bool(
        (verb and verb.perfect and clause.role in ("adverbial", "relative")) or clause.role == "reduced"
    )
    return settle(
        Event(hit, hit.trigger.event_type, hit.mode, False, "actual", background, clause, stance.teller),
        stance,
        bool(hit.sources or hit.names),
    )


def is_first_since(sentence: Sentence, hit: Found) -> bool:
    """Whether the verb only says how rare a thing is: "the first time since 1992 that guards had been killed"."""
    before = " ".join(token.lower for token in sentence.tokens[: hit.start])
    return (" first time since " in before or " first time in " in before) and " that " in before


def is_habit(sentence: Sentence, hit: Found, clause: Clause, stance: Stance) -> bool:
    """Whether violence is told as a habit: simple present in a full sentence without a time ("rebels kidnap people to live")."""
    verb = sentence.items[clause.verb].verb
    if hit.trigger.event_type not in DEEDS or verb is None or verb.modal or stance.modality != "actual" or sentence.titled:
        return False
    words = sentence.tokens[sentence.items[clause.verb].start : sentence.items[clause.verb].end]
    if is_general(sentence, hit, words[0].lower, verb.perfect):
        return True
    present = (
        verb.form in ("base", "s")
        and len(words) == 1
        and words[0].lower not in ("hit", "beat", "set", "put", "shut", "cut", "quit")
    ) or (clause.passive and words[0].lower in ("are", "is") and "being" not in [word.lower for word in words])
    return (
        present
        and sentence.tokens[-1].text in ".;"
        and len(sentence.tokens) > 9
        and "X" not in sentence.tags
        and sentence.page.label_at(sentence.start) not in ("title", "heading")
    )


def is_general(sentence: Sentence, hit: Found, auxiliary: str, perfect: bool) -> bool:
    """Whether the present perfect or progressive tells of no one deed: bare plurals, no time, number or place near."""
    if (
        auxiliary not in ("have", "has", "are", "is")
        or not (perfect or auxiliary in ("are", "is"))
        or len(sentence.tokens) < 8
        or sentence.tokens[-1].text not in ".;"
    ):
        return False
    if not {"X", "Q"}.isdisjoint(sentence.tags) or any(
        number is not None and sentence.mentions[number].place is not None for number in sentence.mention_at
    ):
        return False
    groups = [sentence.group(position) for position in (*hit.sources, *hit.targets, *hit.victims)]
    return all(not group.named and not group.determiner and group.possessor is None for group in groups)


def has_main_time(sentence: Sentence, clause: Clause) -> bool:
    """Whether the subordinate clause carries the news: "14 were killed when a bomb exploded"."""
    return clause.marker in ("when", "as", "while")


def join_repeated(sentence: Sentence, events: list[Event]) -> list[Event]:
    """One event told by two verbs side by side ("was shot and killed", "killed four and wounded six") is one event."""
    kept: list[Event] = []
    for event in sorted(events, key=lambda event: event.found.start):
        earlier = next((other for other in kept if same_deed(sentence, other, event)), None)
        if earlier is None:
            kept.append(event)
            continue
        one, two = earlier.found, event.found
        one.sources = one.sources or two.sources
        one.names = one.names or two.names
        one.targets = [*one.targets, *(position for position in two.targets if position not in one.targets)]
        one.also = [*one.also, two.start, *two.also]
        earlier.mode = earlier.mode or event.mode
        earlier.background = earlier.background and event.background
        one.victims = [*one.victims, *two.victims]
    return kept


def closes_deed(sentence: Sentence, one: Event, two: Event) -> bool:
    """Whether a participle tells the harm of the deed before it: "attacked a post in Gaon, built last year, killing two"."""
    if one.clause is None or two.clause is None or two.clause.link != "ing" or two.clause.verb < one.clause.verb:
        return False
    between = sentence.items[one.clause.verb + 1 : two.clause.verb]
    return not any(item.verb is not None and item.verb.finite and item.verb.voice != "participle" for item in between)


def tells_of_deed(sentence: Sentence, one: Event, two: Event) -> bool:
    """Whether a relative clause tells more of the deed that the first verb is about: "claimed an attack that left two dead"."""
    if one.clause is None or two.clause is None or two.clause.role != "relative":
        return False
    about = {position for _, group in one.clause.phrases for position in group} | set(one.clause.objects)
    deeds = [position for position in two.clause.subjects if position in about]
    return any_belongs(sentence, deeds, "@assault_noun @weapon_agent")


def same_deed(sentence: Sentence, one: Event, two: Event) -> bool:
    """Whether two verbs of violence share their subject or depend on one another, with one stance."""
    if one.event_type != "ASSAULT" or two.event_type != "ASSAULT" or one.negated != two.negated or one.modality != two.modality:
        return False
    if one.clause is None or two.clause is None or "noun" in (one.found.how, two.found.how):
        return False
    if (one.mode == "abduct") != (two.mode == "abduct"):  # "killing 35 and abducting dozens": others are abducted than killed
        return False
    if two.clause.governor == one.clause.verb or one.clause.governor == two.clause.verb:
        return True
    if closes_deed(sentence, one, two) or tells_of_deed(sentence, one, two):
        return True
    if (
        two.clause.marker in ("when", "as", "after")
        and two.found.trigger.rule_id
        in ("assault.explode", "assault.hit_place", "assault.hit", "assault.fire_on", "assault.open_fire", "assault.attack")
        and one.found.trigger.rule_id in ("assault.kill", "assault.wound")
    ):
        return two.clause.verb > one.clause.verb
    if (
        one.clause.subjects == two.clause.subjects
        and one.clause.subjects
        and any_belongs(sentence, one.clause.subjects, "@weapon_agent device vehicle car truck")
    ):
        return True
    if (
        two.found.trigger.rule_id == "assault.wound"
        and two.clause.subjects
        and sentence.tags[sentence.items[two.clause.subjects[-1]].end - 1] == "Q"
    ):
        return True  # "14 were killed and 31 wounded"
    harm = {"assault.kill", "assault.wound", "assault.shoot", "assault.stab", "assault.beat", "assault.leave_dead"}
    pair = {one.found.trigger.rule_id, two.found.trigger.rule_id}
    return (bool(one.clause.subjects) and one.clause.subjects == two.clause.subjects and bool(pair & harm)) or (
        pair <= harm and abs(two.clause.verb - one.clause.verb) <= 4
    )
