"""Who says so: the speaker of the clause that an event stands in, "according to", or a verb of saying at the end of the
sentence.
"""

from pipeline.events.groups import Sentence
from pipeline.events.occurrence import Event
from pipeline.events.parties import trimmed

SAYING = frozenset("say report tell add announce confirm claim note state charge allege write tweet disclose protest".split())


def attribution_of(sentence: Sentence, event: Event) -> tuple[int, int] | None:
    """The characters of the source of an event, or None where the text itself asserts it."""
    if event.teller is not None and (span := speaker(sentence, event.teller)) is not None:
        return span
    according = according_to(sentence)
    return according if according is not None else closing_speaker(sentence, event)


def speaker(sentence: Sentence, position: int) -> tuple[int, int] | None:
    """The subject of a verb of speech as characters."""
    subjects = sentence.clauses[position].subjects
    if not subjects or sentence.group(subjects[0]).pronoun:
        return None
    start, end = trimmed(sentence, subjects[0])
    return (sentence.tokens[start].start, sentence.tokens[end - 1].end) if start < end else None


def according_to(sentence: Sentence) -> tuple[int, int] | None:
    """The noun group after "according to"."""
    if "according" not in sentence.lowers:
        return None
    for index, token in enumerate(sentence.tokens[:-2]):
        if token.lower == "according" and sentence.tokens[index + 1].lower == "to":
            for position, item in enumerate(sentence.items):
                if item.kind == "NP" and item.start >= index + 2:
                    start, end = trimmed(sentence, position)
                    return (sentence.tokens[start].start, sentence.tokens[end - 1].end) if start < end else None
    return None


def closing_speaker(sentence: Sentence, event: Event) -> tuple[int, int] | None:
    """The subject of "..., police said" after the event."""
    for position in sorted(sentence.clauses, reverse=True):
        item = sentence.items[position]
        if item.verb is None or item.verb.lemma not in SAYING:
            continue
        if (
            item.start > event.found.end
            and sentence.clauses[position].role == "main"
            and not any(clause.governor == position for clause in sentence.clauses.values())
        ):
            return speaker(sentence, position)
    return None
