"""Named conditions that an entry of the trigger lexicon can ask for, where sets of nouns do not say it."""

from collections.abc import Callable, Sequence

from pipeline.events.clauses import Clause
from pipeline.events.groups import Sentence, any_belongs, any_head, compile_test, head_of, belongs

Condition = Callable[[Sentence, Clause, Sequence[int], Sequence[int]], bool]

OFFICIAL = (
    "president minister premier secretary envoy ambassador official leader chancellor king emir queen prince sheikh delegation delegate "
    "negotiator diplomat mediator general commander chief spokesman governor lawmaker parliament representative government pope "
    "counterpart chairman senator foreign-minister rebel party side state country nation head deputy mission team commissioner "
    "archbishop bishop cardinal inspector observer general secretary-general authority administration court army force union police "
    "council cabinet adviser advisor opposition group dissident activist congress bloc neighbor neighbour ally monarch sultan clan tribe militia union faction tribesman"
)
HARSH = "detainee prisoner protester demonstrator suspect inmate civilian student journalist activist reporter man woman people palestinian migrant worker photographer hostage villager teenager boy marcher striker refugee lawyer shopkeeper supporter youth passer-by lot dozen him them"


def words_after(sentence: Sentence, clause: Clause, count: int) -> list[str]:
    """The next `count` words after the verb of a clause, in lower case."""
    end = sentence.items[clause.verb].end
    return [token.lower for token in sentence.tokens[end : end + count]]


def words_of(sentence: Sentence) -> frozenset[str]:
    """All words of the sentence in lower case."""
    return frozenset(token.lower for token in sentence.tokens)


def has(*wanted: str) -> Condition:
    """One of the words within twelve words after the verb."""
    return lambda sentence, clause, subjects, objects: not set(wanted).isdisjoint(words_after(sentence, clause, 12))


def group_words(sentence: Sentence, positions: Sequence[int]) -> frozenset[str]:
    """Lemmas of heads and modifiers of some groups."""
    return frozenset(word for position in positions for word in (sentence.group(position).head, *sentence.group(position).modifiers))


def official(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """One side holds an office or is a state, body or armed group."""
    return is_official(sentence, subjects) or is_official(sentence, objects) or not subjects and any(is_official(sentence, group) for _, group in clause.phrases)


def is_official(sentence: Sentence, positions: Sequence[int]) -> bool:
    """Whether a group's words tell of an office, or its name is one of a state, organisation or armed group."""
    lemmas = compile_test(OFFICIAL).lemmas
    for position in positions:
        group = sentence.group(position)
        if not lemmas.isdisjoint((group.head, *group.modifiers)) or "foreign" in group.modifiers:
            return True
        if group.named and organised(sentence, position):
            return True
    return False


def organised(sentence: Sentence, position: int) -> bool:
    """Whether a named group is more than a private person: a listed state or organisation, or an unlisted name of one word."""
    number = sentence.mention_at[head_of(sentence, position)]
    if number is not None:
        mention = sentence.mentions[number]
        return mention.kind not in ("person", "people_group", "nationality") or bool(mention.actor and mention.actor.sector in ("GOV", "MIL", "ELI", "REB", "IGO"))
    return True


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
    return purpose and official(sentence, clause, subjects, []) or is_official(sentence, subjects) and sentence.items[clause.verb].lower == "arrived"


def official_talk(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """Talks between offices, or peace talks and summits whoever holds them."""
    modifiers = group_words(sentence, objects)
    return official(sentence, clause, subjects, []) or not modifiers.isdisjoint({"peace", "ceasefire", "summit", "negotiation", "diplomatic", "ministerial"})


def to_complement(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """An infinitive depends on the verb."""
    return any(other.governor == clause.verb and other.link in ("object-to", "to", "that") for other in sentence.clauses.values())


def asked(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """Somebody is asked to do something, or something is asked for."""
    return to_complement(sentence, clause, subjects, objects) or any_belongs(sentence, objects, "@request_object") or any(
        any_belongs(sentence, group, "@request_object") for _, group in clause.phrases
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


def out_of_place(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """Something is driven out, from or back."""
    verb = sentence.items[clause.verb].verb
    if verb and (verb.lemma in ("dislodge", "rout", "repel", "repulse", "eject", "oust") or verb.particle in ("out", "back")):
        return verb.particle != "out" or any(prep.startswith(("of", "out", "from")) for prep, _ in clause.phrases) or verb.lemma in ("root", "flush", "drive", "push", "force")
    return any(prep.startswith("out") or prep == "from" and any_belongs(sentence, group, "@place @territory foothold") for prep, group in clause.phrases)


def at_war(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """The defeated fight with weapons: an armed set, an armed group by name, or a military word in the subject."""
    words = group_words(sentence, [*subjects, *objects])
    if not words.isdisjoint(compile_test("@armed insurgency rebellion insurgent remnant terrorism leader fighter").lemmas):
        return True
    for position in objects:
        number = sentence.mention_at[head_of(sentence, position)]
        if number is not None and sentence.mentions[number].kind == "armed_group":
            return True
    return False


def victory_in_war(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """The beaten fight with weapons."""
    over = [position for prep, group in clause.phrases if prep == "over" for position in group]
    return at_war(sentence, clause, subjects, over)


def violent_beating(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """A beating with fists and not with goals."""
    verb = sentence.items[clause.verb].verb
    return bool(verb and verb.particle == "up") or any_head(sentence, objects, HARSH) or not set(words_after(sentence, clause, 10)).isdisjoint({"sticks", "batons", "unconscious", "death", "clubs", "rifle"})


def takes_territory(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """A place is taken by force: a town as such, control of a place, or by somebody armed."""
    if any_head(sentence, objects, "control"):
        return any(prep == "of" and any_belongs(sentence, group, "@territory @place") for prep, group in clause.phrases)
    if any_head(sentence, objects, "@territory"):
        return True
    armed = any_belongs(sentence, subjects, "@armed")
    named = any(sentence.group(position).named and not sentence.group(position).human for position in subjects)
    return (armed or named) and any_belongs(sentence, objects, "@place")


def has_place(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """Something says where: a place, a building or people in a phrase, or harm done in the same sentence."""
    if any(any_belongs(sentence, group, "@place @target @human @name") for _, group in clause.phrases):
        return True
    return not words_of(sentence).isdisjoint({"killed", "wounded", "injured", "killing", "injuring", "wounding", "dead", "damaged", "casualties"})


def emergency(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """Martial law, a state of emergency or of siege."""
    words = group_words(sentence, objects) | {word for _, group in clause.phrases[:1] for word in group_words(sentence, group)}
    return not words.isdisjoint({"emergency", "martial", "siege"})


def military(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """Exercises of soldiers."""
    return not group_words(sentence, objects).isdisjoint({"military", "naval", "war", "air", "army", "live-fire", "defence", "defense", "manoeuvre", "maneuver", "wargame"}) or any_belongs(
        sentence, subjects, "@armed"
    )


def weapons_test(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """A test of a weapon."""
    words = group_words(sentence, objects)
    verb = sentence.items[clause.verb].verb
    if "test" in words:
        return not words.isdisjoint({"nuclear", "missile", "rocket", "weapon", "atomic"})
    ballistic = not words.isdisjoint({"ballistic", "intercontinental", "long-range", "cruise", "nuclear", "short-range"})
    item = sentence.items[clause.verb]
    tested = bool(verb and verb.lemma in ("test", "test-fire")) or "test" in [token.lower for token in sentence.tokens[item.start : item.end]]
    return tested and not words.isdisjoint({"missile", "warhead", "rocket", "bomb"}) or ballistic and "missile" in words and not any(prep in ("at", "on") for prep, _ in clause.phrases)


def in_protest(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """A march that is a protest and not a parade: against, over, for, to demand; or many people without a purpose given."""
    verb = sentence.items[clause.verb].verb
    if closing(sentence, clause, subjects, objects) and any_head(sentence, subjects, "group organization organisation union ministry watchdog committee official spokesman embassy agency association"):
        return False
    if verb and verb.lemma in ("protest", "demonstrate", "picket"):
        return True
    words = set(words_after(sentence, clause, 14))
    cause = not words.isdisjoint({"against", "protest", "demand", "demanding", "protesting", "over", "chanting", "calling", "support", "condemn", "denounce", "outside", "slogans", "urging"})
    many = any_belongs(sentence, subjects, "thousand hundred dozen protester demonstrator activist crowd student worker supporter teacher opponent farmer union")
    return cause and bool(subjects) or many


def to_protest(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """A gathering for a protest."""
    return not set(words_after(sentence, clause, 14)).isdisjoint({"protest", "rally", "demonstration", "demonstrate", "march", "demonstrations", "protesting"})


def guilty_court(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """A sentence that is politics: activists, journalists, soldiers, officials, or a military court."""
    words = group_words(sentence, [*subjects, *objects])
    return not words.isdisjoint(
        set(
            "activist journalist dissident militant rebel soldier officer general opposition minister president leader editor reporter terrorist "
            "guerrilla protester military tribunal monk politician blogger separatist official critic lawyer cleric insurgent islamist supporter opponent spy jihadist commander coup treason terrorism".split()
        )
    )


def prevented(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """A rally prevented, or people kept from doing something."""
    return any_belongs(sentence, objects, "@protest_noun convoy access transport") or any(prep == "from" for prep, _ in clause.phrases) or any(
        other.governor == clause.verb and other.link == "ing" for other in sentence.clauses.values()
    )


def authority(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """Somebody in authority allows somebody to act."""
    return is_official(sentence, subjects) and (to_complement(sentence, clause, subjects, objects) or any_belongs(sentence, objects, "@protest_noun"))


def given(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """Help reaches somebody: a state, body or group gives, or people or a place receive."""
    giver = any(sentence.group(position).named or sentence.group(position).pronoun for position in subjects) or is_official(sentence, subjects) or any_head(sentence, subjects, "agency charity army navy worker")
    taker = any(prep in ("to", "for", "in") and any_belongs(sentence, group, "@human @name @place camp area region province") for prep, group in clause.phrases)
    return (giver and (taker or len(objects) > 1 or bool(objects))) or clause.passive and taker


def visa(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """Inspectors, observers or aid workers are let in."""
    words = group_words(sentence, objects)
    verb = sentence.items[clause.verb].verb
    if verb and verb.lemma in ("give", "grant"):
        return "access" in words
    return not words.isdisjoint({"inspector", "observer", "monitor", "access", "convoy", "agency", "aid", "relief"})


def fighters(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """Those who surrender bear arms or are wanted, or give up weapons or a town."""
    if any_belongs(sentence, objects, "@weapons @territory @place") and not any_head(sentence, objects, "lead title point"):
        return True
    if any_head(sentence, subjects, "team side company champion player"):
        return False
    return not objects or any_head(sentence, objects, "themselves himself")


def withdrawal(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """Forces withdraw, or are withdrawn: somebody armed, or a state or group from a place."""
    verb = sentence.items[clause.verb].verb
    if objects:
        return any_belongs(sentence, objects, "@forces @armed")
    if verb and verb.lemma == "pull":
        return any(prep.startswith(("out", "back")) or verb.particle in ("out", "back") for prep, _ in clause.phrases) and any_belongs(sentence, subjects, "@armed @name")
    from_place = any(prep in ("from", "out of", "of", "to") and any_belongs(sentence, group, "@place @territory") for prep, group in clause.phrases)
    return any_belongs(sentence, subjects, "@armed") or from_place and any_belongs(sentence, subjects, "@name")


def never(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """A condition that other code tests: complements and special cases."""
    return True


def not_comment(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """Not "declined to comment", nor a refusal of a drink."""
    words = words_after(sentence, clause, 4)
    said = {"comment", "say", "elaborate", "discuss", "confirm", "speculate", "disclose", "give", "name", "identify", "reveal", "specify"}
    return said.isdisjoint(words) and (to_complement(sentence, clause, subjects, objects) or any_belongs(sentence, objects, "@request_object @proposal @human entry admittance visa admission permission"))


def denied(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """A deed, a charge or a report is denied."""
    return any(other.governor == clause.verb for other in sentence.clauses.values()) or any_belongs(
        sentence, objects, "@proposal @assault_noun allegation involvement responsibility knowledge role link rumour rumor request use massacre torture torture"
    )


def offered(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """Something between parties is offered: an act, a truce, aid, talks."""
    return to_complement(sentence, clause, subjects, objects) or any_belongs(
        sentence, objects, "@truce_noun @aid_noun @talk_noun concession reward amnesty mediation compromise help assistance support condolence asylum"
    ) and any_belongs(sentence, subjects, "@name @human @place")


def backed(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """Support in politics: a bare participle ("backed by jets") only describes."""
    verb = sentence.items[clause.verb].verb
    return clause.role != "reduced" and not (clause.passive and (clause.role != "main" or verb is not None and verb.voice == "participle"))


def reform(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """A government gives way at home."""
    words = group_words(sentence, objects)
    political = {"political", "democratic", "reform", "autonomy", "freedom", "minimum", "concession", "right", "constitutional", "step"}
    return not words.isdisjoint(political) and is_official(sentence, subjects)


def responsible(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """Held responsible or accountable."""
    return not set(words_after(sentence, clause, 12)).isdisjoint({"responsible", "accountable"})


def request_noun(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """What is insisted on can be asked for."""
    return any(any_belongs(sentence, group, "@request_object") for _, group in clause.phrases)


def truce_effect(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """A truce takes effect."""
    return "effect" in words_after(sentence, clause, 4) or "force" in words_after(sentence, clause, 4)


def call_to_arms(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """A call that raises fighters."""
    words = words_of(sentence)
    return not words.isdisjoint({"arms", "jihad", "volunteers", "fight", "mobilisation", "mobilization"})


def subjunctive(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """What is insisted on is an act and not a fact: a bare verb, "must" or "should" in the clause that depends."""
    for other in sentence.clauses.values():
        verb = sentence.items[other.verb].verb
        if other.governor == clause.verb and other.link == "that" and verb and (verb.modal in ("must", "should") or verb.form == "base" and not verb.infinitive and not verb.modal and verb.lemma == sentence.items[other.verb].lower):
            return True
    return False


def in_failure(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """Talks that fail: "end" alone only says that they are over."""
    verb = sentence.items[clause.verb].verb
    return bool(verb and (verb.lemma != "end" or {"failure", "deadlock", "agreement"} & set(words_after(sentence, clause, 6))))


def closing(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """The verb closes the sentence after a comma and so speaks the clause before: "..., a rights group protested here"."""
    if objects or not subjects:
        return False
    first = sentence.items[subjects[0]].start
    return first > 0 and sentence.tags[first - 1] == "," and len(sentence.tokens) - sentence.items[clause.verb].end < 8


CONDITIONS: dict[str, Condition] = {
    "official": official, "official_subject": subject_official, "official_both": both_official, "visit": on_a_visit,
    "official_talk": official_talk, "to_complement": to_complement, "asked": asked, "agreed": agreed, "out": out_of_place, "war": at_war, "at_war_over": victory_in_war,
    "harsh": violent_beating, "territory": takes_territory, "where": has_place, "emergency": emergency, "military": military,
    "test": weapons_test, "protest": in_protest, "to_protest": to_protest, "political": guilty_court, "from_or_protest": prevented,
    "authority": authority, "given": given, "access": visa, "fighters": fighters, "military_withdraw": withdrawal,
    "not_comment": not_comment, "denied": denied, "offered": offered, "support": backed, "reform": reform, "responsible": responsible,
    "request_noun": request_noun, "effect": truce_effect, "arms_call": call_to_arms, "ablaze": has("fire", "ablaze", "alight"),
    "dead": has("dead", "killed", "wounded", "injured"), "by_phone": has("telephone", "phone"), "complement": never,
    "not_street": never, "closing": closing, "subjunctive": subjunctive, "in_failure": in_failure,
}  # fmt: skip


def holds(name: str, sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """Whether the condition `name` holds of a clause whose parties are given."""
    return not name or CONDITIONS[name](sentence, clause, subjects, objects)


def inside(sentence: Sentence, position: int, words: str) -> bool:
    """Whether one group is in the set written in `words`."""
    return belongs(sentence, position, compile_test(words))
