"""Who brings others together: "Oman mediated between A and B", "talks brokered by Chad", "a UN-brokered truce"."""

from collections.abc import Sequence

from pipeline.events.groups import Sentence, head_of
from pipeline.events.occurrence import Event

BETWEEN = frozenset(("mediate", "arbitrate", "broker"))  # what the subject of these does, it does for others
BROUGHT = frozenset(("mediate", "broker", "facilitate", "sponsor", "moderate"))
MEDIATED = frozenset(("brokered", "mediated", "facilitated", "sponsored"))
JOINT = frozenset(("CONSULT", "AGREE", "SUPPORT", "RETREAT", "CONCEDE", "COOPERATE"))
Span = tuple[str, int, int]


def with_mediators(sentence: Sentence, event: Event, spans: Sequence[Span]) -> list[Span]:
    """The parties of an event as role and token span, a third side between them as `mediator`."""
    if event.event_type not in JOINT:
        return list(spans)
    if is_between(sentence, event) and any(role == "target" for role, _, _ in spans):
        roles = {"source": "mediator", "target": "source"}
        return [(roles.get(role, role), start, end) for role, start, end in spans]
    found = [*brought_by(sentence), *before_hyphen(sentence)]
    taken = {(start, end) for _, start, end in spans}
    return [*spans, *(("mediator", start, end) for start, end in found if (start, end) not in taken)]


def is_between(sentence: Sentence, event: Event) -> bool:
    """Whether the subject of an event acts for two others."""
    if event.found.trigger.rule_id == "consult.mediation":
        return True
    verb = sentence.items[event.clause.verb].verb if event.clause is not None and event.found.how == "verb" else None
    return verb is not None and verb.lemma in BETWEEN


def brought_by(sentence: Sentence) -> list[tuple[int, int]]:
    """Whom "mediated by" and its like name."""
    found = []
    for clause in sentence.clauses.values():
        verb = sentence.items[clause.verb].verb
        if verb is None or verb.lemma not in BROUGHT or not clause.passive:
            continue
        for prep, group in clause.phrases:
            if prep == "by":
                found += [bare(sentence, member) for member in group if not sentence.group(member).pronoun]
    return found


def before_hyphen(sentence: Sentence) -> list[tuple[int, int]]:
    """Who stands before the hyphen of "a UN-brokered truce"."""
    tokens = sentence.tokens
    return [
        (number - 2, number - 1)
        for number in range(2, len(tokens))
        if tokens[number].lower in MEDIATED and tokens[number - 1].text in "-‑" and tokens[number - 2].text[0].isupper()
    ]


def bare(sentence: Sentence, position: int) -> tuple[int, int]:
    """The tokens of a noun group without its articles and numbers."""
    item = sentence.items[position]
    start = item.start
    while start < head_of(sentence, position) and sentence.tags[start] in "DQ":
        start += 1
    return start, item.end
