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
from pipeline.events.groups import Sentence, any_belongs, any_head, part_of
from pipeline.events.noun_conditions import armed_name
from pipeline.events.word_conditions import (
    agreed,
    asked,
    denied,
    in_failure,
    menace,
    no_refusal,
    not_comment,
    not_to,
    offered,
    own_deed,
    request_noun,
    responsible,
    subjunctive,
    told_to_leave,
)


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


def not_downed(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """People are shot, and not "53 of them" shot down, which are what was told of before."""
    verb = sentence.items[clause.verb].verb
    down = verb is not None and verb.particle == "down"
    heads = ["" if part_of(sentence, position) is not None else sentence.group(position).head for position in objects]
    counted = [head.isdigit() or head in ("most", "some", "all", "many", "dozen") for head in heads]
    return not (down and objects and all(counted))


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
