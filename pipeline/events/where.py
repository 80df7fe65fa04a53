"""The place of an event: what its own words say before what stands near, never a place that is merely named."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.events.flow import Clause, verb_lists
from pipeline.events.found import AGENTS
from pipeline.events.groups import Sentence, belongs, compile_test, head_of, part_of
from pipeline.events.occurrence import Event
from pipeline.events.sequels import SEQUELS
from pipeline.names.name import Mention

HERE = frozenset(
    "city town village area province region country capital camp base neighbourhood neighborhood district island enclave".split()
)
LOCAL = (
    "in",
    "at",
    "near",
    "outside",
    "inside",
    "around",
    "within",
    "across",
    "throughout",
    "on",
    "off",
    "along",
    "over",
    "between",
    "through",
    "south of",
    "north of",
    "outside of",
)
GOAL = ("to", "into", "towards", "toward", "from", "out of", "out", "against", "of")
SITES = compile_test("@target")
NARROW = 3  # as precise as a town or its district
MATERIAL = frozenset(("ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT", "AID"))
MOVING = frozenset(("MOBILIZE", "RETREAT", "AID", "CONSULT", "COERCE", "ASSAULT", "PROTEST"))


class Where(NamedTuple):
    """The mention that names the place, its precision (UCDP where_prec) and how sure the choice is."""

    mention: Mention
    precision: int
    certainty: float


def place_at(sentence: Sentence, position: int) -> Mention | None:
    """The place that a noun group names at its head, or inside it."""
    item = sentence.items[position]
    number = sentence.mention_at[head_of(sentence, position)]
    if number is not None and sentence.mentions[number].place is not None:
        return sentence.mentions[number]
    inside = places_inside(sentence, item.start, item.end)
    return min(inside, key=vagueness) if inside else place_before(sentence, position)


def places_inside(sentence: Sentence, start: int, end: int) -> list[Mention]:
    """The places named by some tokens, each once, in order."""
    found = [sentence.mentions[number] for number in dict.fromkeys(sentence.mention_at[start:end]) if number is not None]
    return [mention for mention in found if mention.place is not None and mention.kind == "place"]


def vagueness(mention: Mention) -> int:
    """How wide a place is, by its precision: a country is the widest, and a hall that no map has is as good as none."""
    if mention.place is not None and mention.place.country is None and mention.place.latitude is None:
        return 5
    return 6 if mention.kind == "state" else mention.precision or 5


def where_of(sentence: Sentence, event: Event, earlier: Where | None) -> Where | None:
    """The place of an event; `earlier` is that of the event told before it in the passage, or the country of the page."""
    own = own_place(sentence, event)
    if own is not None:
        return own
    if event.event_type not in MATERIAL:
        return None
    return None if earlier is None else earlier._replace(certainty=earlier.certainty * 0.6)


def own_place(sentence: Sentence, event: Event) -> Where | None:
    """The place that the sentence gives to the event, or None."""
    if not [mention for mention in sentence.named if mention.place is not None or mention.kind == "place"]:
        return None
    best = next(((found, certainty) for found, certainty in place_candidates(sentence, event) if found), None)
    return chosen(*best) if best is not None else elsewhere(sentence, event)


def place_candidates(sentence: Sentence, event: Event) -> Iterator[tuple[list[Mention], float]]:
    """Places and how sure they are: in the event's phrases, of its object or target, near its parties, in the opening."""
    phrases = inherit_local(sentence, event_phrases(sentence, event))
    material = event.event_type in MATERIAL
    yield sites_of(sentence, event) if material else [], 0.95
    yield after(sentence, phrases, LOCAL), 0.95
    if event.event_type in MOVING and event.found.trigger.source != ("from",):  # who gives is not where it is received
        yield after(sentence, phrases, GOAL), 0.85
    if material:
        yield places_at(sentence, [p for p in acted_on(event) if not sentence.group(p).human]), 0.9
        yield places_at(sentence, [*event.found.targets, *event.found.victims]), 0.9
    yield attached(sentence, event), 0.8
    if material or event.event_type == "CONSULT":
        yield after(sentence, inherit_local(sentence, sentence.phrases_after(-1)), LOCAL), 0.8


def sites_of(sentence: Sentence, event: Event) -> list[Mention]:
    """The towns in the names of the buildings and works that are acted on: "the Tuapse refinery", "Odesa's port"."""
    found = []
    for position in dict.fromkeys((*acted_on(event), *event.found.targets)):
        group, item = sentence.group(position), sentence.items[position]
        if belongs(sentence, position, SITES) and not group.human and not group.placed:
            found += [mention for mention in places_inside(sentence, item.start, item.end) if vagueness(mention) <= NARROW]
    return found


def after(sentence: Sentence, phrases: Sequence[tuple[str, list[int]]], preps: Sequence[str]) -> list[Mention]:
    """The places in phrases with certain prepositions."""
    return places_at(sentence, [position for prep, group in phrases if prep in preps for position in group])


def places_at(sentence: Sentence, positions: Sequence[int]) -> list[Mention]:
    """The places that some groups name."""
    return [mention for position in positions if (mention := place_at(sentence, position)) is not None]


def acted_on(event: Event) -> list[int]:
    """What the verb of an event acts on."""
    if event.clause is None or event.found.how != "verb":
        return []
    return [*event.clause.objects, *(event.clause.subjects if event.clause.passive else [])]


def inherit_local(sentence: Sentence, phrases: Sequence[tuple[str, list[int]]]) -> list[tuple[str, list[int]]]:
    """ "in the southern sector of Jaffan": what follows "of" is the place of a phrase that names none."""
    found: list[tuple[str, list[int]]] = []
    local = False
    for prep, group in phrases:
        here = prep in LOCAL or (prep == "of" and local)
        found.append(("in" if here else prep, group))
        local = here and all(place_at(sentence, position) is None and not is_cause(sentence, position) for position in group)
        if local and (beside := named_beside(sentence, group[-1])) is not None:
            found.append(("in", [beside]))
    return found


CAUSES = frozenset("support favour favor defence defense honour honor memory solidarity protest response reaction".split())


def is_cause(sentence: Sentence, position: int) -> bool:
    """Whether "in" tells a cause and not a place: "in support of Gaza"."""
    return sentence.group(position).head in CAUSES


def named_beside(sentence: Sentence, position: int) -> int | None:
    """The place set off behind a group that names none by itself: "near the village of Cadan, Tolima Province"."""
    items = sentence.items
    if position + 2 >= len(items) or items[position + 1].kind != "," or items[position + 2].kind != "NP":
        return None
    return position + 2 if place_at(sentence, position + 2) is not None else None


def place_before(sentence: Sentence, position: int) -> Mention | None:
    """The place that "the city" takes up: the last one named before it in the sentence."""
    group = sentence.group(position)
    if group.head not in HERE or group.determiner not in ("the", "this", "that"):
        return None
    if position + 1 < len(sentence.items) and sentence.items[position + 1].lower == "of":  # "the city of Cadan" names itself
        return None
    for index in range(sentence.items[position].start - 1, -1, -1):
        number = sentence.mention_at[index]
        if number is not None and sentence.mentions[number].kind == "place":
            return sentence.mentions[number]
    return None


def event_phrases(sentence: Sentence, event: Event) -> list[tuple[str, list[int]]]:
    """The prepositional phrases of the event's clause, of its noun and of its objects."""
    found: list[tuple[str, list[int]]] = []
    if event.found.noun is not None:
        found += sentence.phrases_after(event.found.noun)
    if event.clause is not None and event.found.how == "verb":
        found += event.clause.phrases
        for position in event.clause.subjects:
            if event.clause.passive or event.found.trigger.recip or belongs(sentence, position, AGENTS):
                found += [pair for pair in sentence.phrases_after(position) if pair not in found]
    elif event.clause is not None:
        found += event.clause.phrases
    above = sentence.clauses.get(event.clause.governor) if event.clause is not None and event.clause.governor is not None else None
    if above is not None and event.clause is not None and event.clause.role == "adverbial" and event.clause.link == "ing":
        found += [pair for pair in above.phrases if pair not in found]  # "rammed a market in Jos, killing five"
    return found


def attached(sentence: Sentence, event: Event) -> list[Mention]:
    """Places in phrases right after a party: "residents of Gal", "doctors in Bo"."""
    found = []
    for position in [*event.found.victims, *event.found.targets, *event.found.sources]:
        for prep, group in sentence.phrases_after(position)[:2]:
            if prep in ("in", "of", "at", "near", "from"):
                found += [
                    mention for member in group if (mention := place_at(sentence, member)) is not None and mention.kind == "place"
                ]
    return found


def elsewhere(sentence: Sentence, event: Event) -> Where | None:
    """The nearest place after a preposition of place elsewhere in the sentence, for deeds only."""
    if event.event_type not in MATERIAL:
        return None
    best: tuple[int, Mention] | None = None
    taken, aside = taken_places(sentence), aside_tokens(sentence, event)
    for index, number in enumerate(sentence.mention_at):
        if number is None or sentence.mentions[number].place is None or (index and sentence.mention_at[index - 1] == number):
            continue
        if index in aside:
            continue
        before = {token.lower for token in sentence.tokens[max(index - 3, 0) : index]}
        if before.isdisjoint((*LOCAL, "into")) and number not in taken:
            continue
        gap = abs(index - event.found.start)
        if best is None or gap < best[0]:
            best = (gap, sentence.mentions[number])
    return None if best is None else chosen([best[1], *beside(sentence, best[1])], 0.6)


def beside(sentence: Sentence, mention: Mention) -> list[Mention]:
    """The other places of the noun group in which a place is named: "Nigeria's Zamfara state"."""
    for item in sentence.items:
        if item.noun is not None and sentence.tokens[item.start].start <= mention.start < sentence.tokens[item.end - 1].end:
            return places_inside(sentence, item.start, item.end)
    return []


def aside_tokens(sentence: Sentence, event: Event) -> set[int]:
    """The tokens of clauses that tell of somebody and not of the event: "the trader, who lives in Miami, was killed"."""
    own = event.clause
    if own is None:
        return set()
    first = min(own.subjects, default=own.verb)
    asides = [
        clause
        for clause in sentence.clauses.values()
        if (first < clause.verb < own.verb and is_parenthesis(sentence, clause)) or is_closing(sentence, clause, own)
    ]
    later = next((at for at in range(own.verb + 1, len(sentence.items)) if sentence.items[at].lower in SEQUELS), None)
    if later is not None and event.event_type != "ASSAULT":  # "marched on Monday after bodies were found in Rafah"
        asides += [clause for clause in sentence.clauses.values() if clause.verb > later]
    return {
        index
        for clause in asides
        for position in (*clause.objects, *(member for _, group in clause.phrases for member in group))
        for index in range(sentence.items[position].start, sentence.items[position].end)
    }


def is_parenthesis(sentence: Sentence, clause: Clause) -> bool:
    """Whether a clause is a relative one set off by a comma."""
    opener = next((at for at in range(clause.verb - 1, 0, -1) if sentence.items[at].kind == "W"), 0)
    return clause.role == "relative" and opener > 0 and sentence.items[opener - 1].kind == ","


def is_closing(sentence: Sentence, clause: Clause, own: Clause) -> bool:
    """Whether a clause behind the event's says who told whom: "..., the envoy told the council in Geneva"."""
    verb = sentence.items[clause.verb].verb
    return clause.verb > own.verb and clause.role == "main" and verb is not None and verb.lemma in verb_lists()[0]


TAKING = frozenset("overrun capture recapture storm seize enter invade besiege shell bomb bombard raid retake strike hit".split())


def taken_places(sentence: Sentence) -> set[int | None]:
    """The mentions that head what is taken or shelled: "killed hundreds when they overran Dori"."""
    return {
        sentence.mention_at[head_of(sentence, position)]
        for clause in sentence.clauses.values()
        if (verb := sentence.items[clause.verb].verb) is not None and verb.lemma in TAKING
        for held in clause.objects
        for position in (held, part_of(sentence, held))
        if position is not None
    }


def chosen(mentions: Sequence[Mention], certainty: float) -> Where:
    """The most precise of some places, the first of equals."""
    best = min(mentions, key=vagueness)
    return Where(best, best.precision or (6 if best.kind == "state" else 1), certainty)
