"""Which of the days in a sentence lie on the event's side of an "after", and which events have no day of their own.

"Resigned on Monday after a bomb killed five" dates the resignation and not the bomb; "two weeks after they attacked" dates neither.
"""

from collections.abc import Sequence

from pipeline.events.groups import Sentence, classes
from pipeline.events.occurrence import Event
from pipeline.times.timex import Time


def token_at(sentence: Sentence, position: int) -> int:
    """The number of the token that begins at or after a character."""
    return next((number for number, token in enumerate(sentence.tokens) if token.start >= position), len(sentence.tokens) - 1)


SPANS = frozenset("day week month year decade".split())


def apart_from(sentence: Sentence, event: Event) -> int | None:
    """The token of the "after" that sets an event apart from what the rest tells: "two weeks after gunmen attacked", or None."""
    clause = event.clause
    if clause is None or clause.marker not in ("after", "before") or clause.role != "adverbial":
        return None
    for position in range(clause.verb - 1, 0, -1):
        item = sentence.items[position]
        if item.kind == "U" and item.lower == clause.marker:
            ahead = sentence.items[position - 1]
            return item.start if ahead.kind == "NP" and sentence.group(position - 1).head in SPANS else None
    return None


SEQUELS = frozenset(("after", "since", "following", "before"))
TOGETHER = frozenset(("ASSAULT", "PROTEST", "COERCE"))  # what follows a deed in one sentence is mostly of its day


def own_side(sentence: Sentence, event: Event, times: Sequence[Time], numbers: Sequence[int]) -> list[int]:
    """The times that stand on the event's side of an "after": "resigned on Monday after a bomb killed five" dates no bomb."""
    opener = sequel_of(sentence, event)
    numbers = [number for number in numbers if not in_relative(sentence, event, token_at(sentence, times[number].start))]
    if opener is not None and not is_cause(sentence, event, opener):
        start, end = sentence.items[opener].end, sequel_end(sentence, opener)
        return [number for number in numbers if start <= token_at(sentence, times[number].start) < end]
    if event.event_type in TOGETHER or event.clause is None:
        return list(numbers)
    after = next((item.start for item in sentence.items[event.clause.verb :] if item.lower in SEQUELS and item.kind in "UI"), None)
    return [number for number in numbers if after is None or token_at(sentence, times[number].start) < after]


def in_relative(sentence: Sentence, event: Event, token: int) -> bool:
    """Whether a time stands in a relative clause behind a comma and the event before it, or the event there, put back by "had".

    "Charged six men with the murder of a blogger, who died in June": they were not charged in June.
    """
    opener = next(
        (
            at
            for at in range(1, len(sentence.items))
            if sentence.items[at].lower in ("who", "which", "where", "whose") and sentence.items[at - 1].kind == ","
        ),
        None,
    )
    if opener is None:
        return False
    start = sentence.items[opener].start
    end = next((item.start for item in sentence.items[opener:] if item.kind == ","), len(sentence.tokens))
    inside = start < event.found.start < end
    if not inside:
        return event.found.start < start <= token < end
    verb = sentence.items[event.clause.verb].verb if event.clause is not None else None
    return verb is not None and verb.perfect and not start <= token < end


def is_cause(sentence: Sentence, event: Event, opener: int) -> bool:
    """Whether the clause behind "after" tells what did the harm told before it: "a child was hurt after a bomb went off"."""
    own = sentence.items[event.clause.verb].verb if event.clause is not None else None
    before = [clause for clause in sentence.clauses.values() if clause.verb < opener and clause.role == "main"]
    if event.event_type != "ASSAULT" or not before or (own is not None and own.lemma in classes()["harm_verb"]):
        return False
    verb = sentence.items[before[-1].verb].verb
    agents = any(prep == "by" for prep, _ in before[-1].phrases)
    return (
        verb is not None
        and verb.lemma in classes()["harm_verb"]
        and (before[-1].passive or verb.lemma in ("die", "perish"))
        and not agents
    )


def sequel_of(sentence: Sentence, event: Event) -> int | None:
    """The position of the "after" whose clause or phrase tells the event, or None."""
    clause = event.clause
    if event.found.noun is not None:
        before = event.found.noun - 1
        if before >= 0 and sentence.items[before].lower in SEQUELS:
            return before
    if clause is None or clause.role != "adverbial" or clause.marker not in SEQUELS:
        return None
    return next((at for at in range(clause.verb - 1, -1, -1) if sentence.items[at].lower == clause.marker), None)


def sequel_end(sentence: Sentence, opener: int) -> int:
    """The token after what an "after" at `opener` introduces: up to the comma before the main clause, or the end."""
    mains = [at for at, clause in sentence.clauses.items() if at > opener and clause.role == "main"]
    commas = [item.start for at, item in enumerate(sentence.items) if mains and opener < at < mains[0] and item.kind == ","]
    return commas[-1] if commas and opener == 0 else len(sentence.tokens)


def is_anniversary(sentence: Sentence, event: Event) -> bool:
    """Whether an event is only what a day commemorates: "the second anniversary of the invasion", which has its own day."""
    noun = event.found.noun
    return event.modality == "historical" and noun is not None and noun >= 2 and sentence.items[noun - 1].lower == "of"


def is_long_done(sentence: Sentence, event: Event) -> bool:
    """Whether "had" puts an event of the text itself before what is told: "They had burned the village."; its day is not known."""
    if event.clause is None or event.clause.role != "main" or event.teller is not None or event.found.noun is not None:
        return False
    item = sentence.items[event.clause.verb]
    return (
        item.verb is not None
        and item.verb.perfect
        and any(token.lower in ("had", "'d") for token in sentence.tokens[item.start : item.end])
    )
