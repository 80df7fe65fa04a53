"""Requests without a verb of asking: "the envoy said the rebels must leave"."""

from pipeline.events.found import Found
from pipeline.events.groups import Sentence, any_belongs
from pipeline.events.occurrence import Event
from pipeline.events.stance import teller_of
from pipeline.events.triggers import Trigger, compile_entry

MUST = frozenset(("must", "should", "shall", "need", "ought"))
PARTIES = "@human @name @place"


def must_trigger() -> Trigger:
    """The rule that these requests carry."""
    return compile_entry({"id": "request.must", "type": "REQUEST"}, "must", "", ())


def find_requests(sentence: Sentence) -> list[Event]:
    """The requests of a sentence that a speaker makes of somebody by "must", "should" or "has to"."""
    found = []
    for clause in sentence.clauses.values():
        item = sentence.items[clause.verb]
        if item.verb is None or item.verb.modal not in MUST or (item.verb.negated and item.verb.modal != "must"):
            continue
        teller = teller_of(sentence, clause)
        if teller is None:
            continue
        speakers = sentence.clauses[teller].subjects
        told = [position for position in clause.subjects if not sentence.group(position).pronoun]
        if not told or not any_belongs(sentence, told, PARTIES) or not speakers or not any_belongs(sentence, speakers, PARTIES):
            continue
        hit = Found(must_trigger(), item.start, item.end, clause.verb, sources=list(speakers), targets=told)
        found.append(Event(hit, "REQUEST", None, False, "actual", False, clause, None))
    return found
