"""Named conditions that an entry of the trigger lexicon can ask for, where sets of nouns do not say it."""

from collections.abc import Sequence

from pipeline.events.around import Condition, at_war, group_words, has, is_official, to_complement, words_after
from pipeline.events.flow import Clause
from pipeline.events.force_conditions import (
    ashore,
    call_to_arms,
    closing,
    emergency,
    fighters,
    guilty,
    guilty_court,
    has_place,
    hostage,
    in_protest,
    military,
    no_trade,
    out_of_place,
    prevented,
    serious,
    takes_territory,
    to_protest,
    truce_effect,
    victory_in_war,
    violent_beating,
    weapons_test,
    withdrawal,
)
from pipeline.events.groups import Sentence, any_belongs, any_head, classes
from pipeline.events.noun_conditions import armed_name


def official(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """One side holds an office or is a state, body or armed group."""
    told = clause.link == "that" and any(sentence.group(position).pronoun for position in subjects)  # "Chad said it would ..."
    return (
        told
        or is_official(sentence, subjects)
        or is_official(sentence, objects)
        or (not subjects and any(is_official(sentence, group) for _, group in clause.phrases))
    )


def both_official(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """Both sides hold offices."""
    return is_official(sentence, subjects) and is_official(sentence, objects)


def subject_official(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """The subject holds an office, or is a name or pronoun that may."""
    return is_official(sentence, subjects) or any(sentence.group(position).pronoun for position in subjects)


def on_a_visit(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """An arrival is a visit where somebody in office arrives, or for talks."""
    words = set(words_after(sentence, clause, 16))
    purpose = not words.isdisjoint({"visit", "talks", "talk", "summit", "meeting", "negotiations", "mission", "tour", "trip"})
    return (purpose and official(sentence, clause, subjects, [])) or (
        is_official(sentence, subjects) and sentence.items[clause.verb].lower == "arrived"
    )


def official_talk(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """Talks between offices, or peace talks and summits whoever holds them."""
    modifiers = group_words(sentence, objects)
    return official(sentence, clause, subjects, []) or not modifiers.isdisjoint(
        {"peace", "ceasefire", "summit", "negotiation", "diplomatic", "ministerial"}
    )


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


def authority(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """Somebody in authority allows somebody to act."""
    return is_official(sentence, subjects) and (
        to_complement(sentence, clause, subjects, objects) or any_belongs(sentence, objects, "@protest_noun")
    )


def given(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """Help reaches somebody: a state, body or group gives, or people or a place receive."""
    giver = (
        any(sentence.group(position).named or sentence.group(position).pronoun for position in subjects)
        or is_official(sentence, subjects)
        or any_head(sentence, subjects, "agency charity army navy worker")
    )
    taker = any(
        prep in ("to", "for", "in") and any_belongs(sentence, group, "@human @name @place camp area region province")
        for prep, group in clause.phrases
    )
    return (giver and (taker or len(objects) > 1 or bool(objects))) or (clause.passive and taker)


def visa(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """Inspectors, observers or aid workers are let in."""
    words = group_words(sentence, objects)
    verb = sentence.items[clause.verb].verb
    if verb and verb.lemma in ("give", "grant"):
        return "access" in words
    return not words.isdisjoint({"inspector", "observer", "monitor", "access", "convoy", "agency", "aid", "relief"})


def never(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """A condition that other code tests: complements and special cases."""
    return True


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


def backed(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """Support in politics: a bare participle ("backed by jets") only describes."""
    verb = sentence.items[clause.verb].verb
    return clause.role != "reduced" and not (
        clause.passive and (clause.role != "main" or (verb is not None and verb.voice == "participle"))
    )


def reform(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """A government gives way at home."""
    words = group_words(sentence, objects)
    political = {
        "political",
        "democratic",
        "reform",
        "autonomy",
        "freedom",
        "minimum",
        "concession",
        "right",
        "constitutional",
        "step",
    }
    return not words.isdisjoint(political) and is_official(sentence, subjects)


def responsible(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """Held responsible or accountable."""
    return not set(words_after(sentence, clause, 12)).isdisjoint({"responsible", "accountable"})


def request_noun(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """What is insisted on can be asked for."""
    return any(any_belongs(sentence, group, "@request_object") for _, group in clause.phrases)


def told_to_leave(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """Somebody is told to leave the country."""
    return not {"leave", "quit", "depart"}.isdisjoint(words_after(sentence, clause, 12))


def summit(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """People in office gather to talk."""
    talk = {"talks", "summit", "discuss", "meeting", "conference", "negotiations"}
    return is_official(sentence, subjects) and not talk.isdisjoint(words_after(sentence, clause, 14))


def in_combat(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """A fight against somebody, or between the armed: doctors fight to save a patient."""
    against = any(prep in ("with", "against", "in", "near", "for") for prep, _ in clause.phrases)
    return (
        bool(objects)
        or against
        or len(subjects) > 1
        or any_belongs(sentence, subjects, "@armed")
        or at_war(sentence, clause, subjects, objects)
    )


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


def in_failure(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """Talks that fail: "end" alone only says that they are over."""
    verb = sentence.items[clause.verb].verb
    return bool(verb and (verb.lemma != "end" or {"failure", "deadlock", "agreement"} & set(words_after(sentence, clause, 6))))


MENACES = frozenset(
    "retaliation retaliate consequences reprisal reprisals revenge war wars attack attacks strike response respond force punish "
    "punished punishment sanctions stay keep away leave evacuate harshest target targets".split()
)


def menace(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """A warning by a state, body or armed group of what it or others will do."""
    sends = is_official(sentence, subjects) or any_belongs(sentence, subjects, "@armed")
    return sends and not MENACES.isdisjoint(words_after(sentence, clause, 16)) and own_deed(sentence, clause, subjects, objects)


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


def sanctions_after(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """Sanctions are what is put into force."""
    return not {"sanctions", "embargo", "tariffs"}.isdisjoint(words_after(sentence, clause, 8))


def armed_subject(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """Who acts bears arms, by a common noun or by name."""
    return any_belongs(sentence, subjects, "@armed") or any(armed_name(sentence, position) for position in subjects)


def combatant(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """Who is captured fights, or who captures is no state: policemen and guards arrest, soldiers arrest civilians."""
    if any_head(sentence, subjects, "police policeman guard agent authority detective sheriff"):
        return False
    rebels = any_belongs(sentence, subjects, "@nameless_fighter") or any(armed_name(sentence, position) for position in subjects)
    return rebels or any_belongs(sentence, objects, "@armed leader commander enemy prisoner")


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
    inner = [other for other in sentence.clauses.values() if other.governor == clause.verb and other.link == "that"]
    return not any((verb := sentence.items[other.verb].verb) and verb.negated for other in inner)


def not_downed(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """People are shot, and not "53 of them" shot down, which are what was told of before."""
    verb = sentence.items[clause.verb].verb
    down = verb is not None and verb.particle == "down"
    return not (down and objects and all(sentence.group(position).head.isdigit() for position in objects))


CONDITIONS: dict[str, Condition] = {
    "not_to": not_to, "no_refusal": no_refusal, "not_downed": not_downed, "aid_words": has("aid", "assistance"),
    "combatant": combatant,
    "menace": menace, "sanctions_after": sanctions_after, "armed_subject": armed_subject, "in_force": truce_effect,
    "official": official, "official_subject": subject_official, "official_both": both_official, "visit": on_a_visit,
    "official_talk": official_talk, "to_complement": to_complement, "asked": asked,
    "agreed": agreed, "out": out_of_place, "war": at_war,
    "at_war_over": victory_in_war,
    "harsh": violent_beating, "territory": takes_territory, "where": has_place, "emergency": emergency, "military": military,
    "test": weapons_test, "protest": in_protest, "to_protest": to_protest, "political": guilty_court, "from_or_protest": prevented,
    "authority": authority, "given": given, "access": visa, "fighters": fighters, "military_withdraw": withdrawal,
    "not_comment": not_comment, "denied": denied, "offered": offered, "support": backed, "reform": reform,
    "responsible": responsible,
    "request_noun": request_noun, "effect": truce_effect, "arms_call": call_to_arms, "ablaze": has("fire", "ablaze", "alight"),
    "guilty": guilty, "hostage": hostage, "serious": serious,
    "dead": has("dead", "killed", "wounded", "injured"), "by_phone": has("telephone", "phone"), "complement": own_deed,
    "not_street": never, "closing": closing, "subjunctive": subjunctive, "leave": told_to_leave,
    "ashore": ashore, "no_trade": no_trade, "summit": summit, "fight": in_combat, "in_failure": in_failure,
}  # fmt: skip


def holds(name: str, sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """Whether the condition `name` holds of a clause whose parties are given."""
    return not name or CONDITIONS[name](sentence, clause, subjects, objects)
