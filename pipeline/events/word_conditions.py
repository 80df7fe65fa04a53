"""Conditions of words that act: asking, agreeing, refusing, vowing and warning. They say what must depend on the verb."""

from collections.abc import Sequence

from pipeline.events.around import is_official, to_complement, words_after
from pipeline.events.flow import Clause
from pipeline.events.groups import Sentence, any_belongs, any_head, classes
from pipeline.events.noun_conditions import armed_name


def asked(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """Somebody is asked to do something, or something is asked for."""
    return (
        to_complement(sentence, clause, subjects, objects)
        or any_belongs(sentence, objects, "@request_object")
        or any(any_belongs(sentence, group, "@request_object") for _, group in clause.phrases)
    )


def agreed(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """Agreement on an act or a text, not in opinion: "agreed to", "agreed on a truce", "agreed that X should"."""
    if any(prep in ("on", "upon", "to") for prep, _ in clause.phrases):
        return True
    for other in sentence.clauses.values():
        verb = sentence.items[other.verb].verb
        if other.governor == clause.verb and verb and (other.link == "to" or verb.modal in ("will", "would", "should", "must")):
            return True
    return any_belongs(sentence, objects, "@agreement_noun @truce_noun date timetable plan")


def not_comment(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """Not "declined to comment", nor a refusal of a drink."""
    words = words_after(sentence, clause, 4)
    said = {
        "comment",
        "say",
        "elaborate",
        "discuss",
        "confirm",
        "speculate",
        "disclose",
        "identify",
        "reveal",
        "specify",
    }
    return said.isdisjoint(words) and (
        to_complement(sentence, clause, subjects, objects)
        or any_belongs(sentence, objects, "@request_object @proposal @human entry admittance visa admission permission")
    )


def denied(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """A deed, a charge or a report is denied."""
    return any(other.governor == clause.verb for other in sentence.clauses.values()) or any_belongs(
        sentence,
        objects,
        "@proposal @assault_noun allegation involvement responsibility knowledge role link rumour rumor request use torture",
    )


def offered(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """Something between parties is offered: an act, a truce, aid, talks."""
    return to_complement(sentence, clause, subjects, objects) or (
        any_belongs(
            sentence,
            objects,
            "@truce_noun @aid_noun @talk_noun concession reward amnesty mediation compromise support condolence asylum",
        )
        and any_belongs(sentence, subjects, "@name @human @place")
    )


def responsible(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """Held responsible or accountable."""
    return not set(words_after(sentence, clause, 12)).isdisjoint({"responsible", "accountable"})


def request_noun(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """What is insisted on can be asked for."""
    return any(any_belongs(sentence, group, "@request_object") for _, group in clause.phrases)


def told_to_leave(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """Somebody is told to leave the country."""
    return not {"leave", "quit", "depart"}.isdisjoint(words_after(sentence, clause, 12))


def subjunctive(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """What is insisted on is an act and not a fact: a bare verb, "must" or "should" in the clause that depends."""
    for other in sentence.clauses.values():
        verb = sentence.items[other.verb].verb
        if (
            other.governor == clause.verb
            and other.link == "that"
            and verb
            and (
                verb.modal in ("must", "should")
                or (
                    verb.form == "base"
                    and not verb.infinitive
                    and not verb.modal
                    and verb.lemma == sentence.items[other.verb].lower
                )
            )
        ):
            return True
    return False


def menace(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """A warning by a state, body or armed group of what it or others will do."""
    sends = is_official(sentence, subjects) or any_belongs(sentence, subjects, "@armed")
    return (
        sends
        and not classes()["menace"].isdisjoint(words_after(sentence, clause, 16))
        and own_deed(sentence, clause, subjects, objects)
    )


def own_deed(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """Who warns is not telling what an enemy will do: "a general warned that the group would take revenge" threatens nobody."""
    verb = sentence.items[clause.verb].verb
    if verb is None or verb.lemma not in ("warn", "caution") or is_outlaw(sentence, subjects):
        return True
    doers = [
        position
        for other in sentence.clauses.values()
        if other.governor == clause.verb and other.link == "that" and not other.passive
        for position in other.subjects
    ]
    own, others = lands_of(sentence, subjects), lands_of(sentence, doers)
    return not is_outlaw(sentence, doers) and not (own and others and own.isdisjoint(others))


def is_outlaw(sentence: Sentence, positions: Sequence[int]) -> bool:
    """Whether one of some groups is of rebels, militants or their like, by noun or name."""
    return any_head(sentence, positions, "@outlaw") or any(armed_name(sentence, position) for position in positions)


def lands_of(sentence: Sentence, positions: Sequence[int]) -> set[str]:
    """The countries named in some groups."""
    numbers = {
        number
        for position in positions
        for number in sentence.mention_at[sentence.items[position].start : sentence.items[position].end]
        if number is not None
    }
    named = [sentence.mentions[number] for number in numbers if sentence.mentions[number].kind in ("state", "nationality")]
    return {mention.actor.country for mention in named if mention.actor is not None and mention.actor.country}


def not_to(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """What is sworn is not to give way: "vowed that it would not disarm"; that others will not go free is no refusal."""
    for other in sentence.clauses.values():
        verb = sentence.items[other.verb].verb
        if other.governor != clause.verb or verb is None or not verb.negated:
            continue
        own = other.subjects == clause.subjects or all(sentence.group(position).pronoun for position in other.subjects)
        if own and verb.lemma in classes()["yield"]:
            return True
    return False


def no_refusal(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """A promise to do something, and neither a vow not to give way nor one about others: "vowed that they would not go free"."""
    if not_to(sentence, clause, subjects, objects):
        return False
    verb = sentence.items[clause.verb].verb
    inner = [other for other in sentence.clauses.values() if other.governor == clause.verb and other.link == "that"]
    if any((sworn := sentence.items[other.verb].verb) and sworn.negated for other in inner):
        return False
    others = any(
        position not in clause.subjects and sentence.group(position).named for other in inner for position in other.subjects
    )
    return not (others and verb is not None and verb.lemma == "vow")  # vowed that Chad would pay for it


def in_failure(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """Talks that fail: "end" alone only says that they are over."""
    verb = sentence.items[clause.verb].verb
    return bool(verb and (verb.lemma != "end" or {"failure", "deadlock", "agreement"} & set(words_after(sentence, clause, 6))))
