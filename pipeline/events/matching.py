"""Find the triggers of one sentence: the entry of the lexicon that each verb and each noun group fulfils, and the parties
around it.
"""

from collections.abc import Iterable, Sequence

from pipeline.events.conditions import holds
from pipeline.events.fitting import dependents, fits, fits_complement, has_particle
from pipeline.events.flow import Clause
from pipeline.events.found import AGENTS, THINGS, Found, is_party
from pipeline.events.gate import Needs, companions_of
from pipeline.events.groups import Sentence, belongs, head_of
from pipeline.events.noun_conditions import noun_holds
from pipeline.events.placing import behind, place_parties
from pipeline.events.triggers import Lexicon, Trigger, load_lexicon
from pipeline.events.word_forms import WORDS
from pipeline.text.words import Remembered


def find_triggers(sentence: Sentence) -> list[Found]:
    """Every trigger of the sentence, verbs from the right (what depends comes first) and then nouns, in no final order."""
    lexicon = load_lexicon()
    found: dict[int, Found] = {}
    verbs = [at for at in reversed(sentence.clauses) if (verb := sentence.items[at].verb) is not None and VERBS[verb.lemma]]
    for position in verbs:
        hit = match_verb(sentence, sentence.clauses[position], found)
        if hit is not None:
            found[position] = hit
    return [*found.values(), *match_nouns(sentence, lexicon)]


def match_verb(sentence: Sentence, clause: Clause, found: dict[int, Found]) -> Found | None:
    """The first entry that the verb of a clause fulfils."""
    verb = sentence.items[clause.verb].verb
    triggers = VERBS[verb.lemma] if verb is not None else ()
    if verb is None or not triggers:
        return None
    subjects, objects = sides(sentence, clause)
    if not clause.passive and PEACEFUL[verb.lemma]:
        subjects = doers(sentence, clause)
    absent = sentence.forms.isdisjoint
    for trigger, needs in triggers:
        if (trigger.frame == "trans" and not objects) or any(map(absent, needs)):  # most are refused by this alone
            continue
        if trigger.particle and not has_particle(clause, verb.particle, trigger.particle):
            continue
        if (
            fits(sentence, trigger, clause, subjects, objects)
            and fits_complement(sentence, trigger, clause, found)
            and holds(trigger.needs, sentence, clause, subjects, objects)
        ):
            hit = Found(trigger, verb.main, verb.main + 1, clause.verb, mode=trigger.mode)
            hit.inner = [inner for _, inner in dependents(sentence, clause.verb, found) if inner is not None]
            place_parties(sentence, hit, clause, subjects, objects)
            if verb.lemma in ("be", "become") and objects and clause.phrases:  # "was the target of an attack"
                hit.end = sentence.items[clause.phrases[0][1][-1]].end
            return hit
    return None


def with_needs(lemma: str) -> tuple[tuple[Trigger, Needs], ...]:
    """The triggers of a verb, each with the sets of words of which its sentence must have one."""
    return tuple((trigger, companions_of(trigger)) for trigger in load_lexicon().verbs.get(lemma, ()))


def is_peaceful(lemma: str) -> bool:
    """Whether no trigger of a verb is an assault."""
    return all(trigger.event_type != "ASSAULT" for trigger in load_lexicon().verbs.get(lemma, ()))


VERBS, PEACEFUL = Remembered(with_needs), Remembered(is_peaceful)


STATES = frozenset(("commit", "dedicate", "determine", "prepare", "resolve", "oppose"))  # "is committed to" acts


def sides(sentence: Sentence, clause: Clause) -> tuple[list[int], list[int]]:
    """Who acts and who is acted on, whatever the voice."""
    verb = sentence.items[clause.verb].verb
    if not clause.passive or (verb is not None and verb.lemma in STATES and not any(prep == "by" for prep, _ in clause.phrases)):
        return clause.subjects, clause.objects
    agents = [position for prep, group in clause.phrases if prep == "by" for position in group]
    return agents, [*clause.subjects, *clause.objects]


def doers(sentence: Sentence, clause: Clause) -> list[int]:
    """The subjects of an active verb; where things seem to act after an "and", those of the main verb before them.

    "Shot down drones that crossed the border and asked for help": drones ask for nothing.
    """
    if sentence.items[clause.verb - 1].kind != "C":
        return clause.subjects
    if any(is_party(sentence, position) for position in clause.subjects) and not any(
        belongs(sentence, position, AGENTS) for position in clause.subjects
    ):
        return clause.subjects
    told = [other for other in sentence.clauses.values() if other.verb < clause.verb and other.subjects == clause.subjects]
    mains = [other for other in sentence.clauses.values() if other.role == "main" and other.verb < clause.verb]
    relative = bool(told) and told[-1].role == "relative"
    return mains[-1].subjects if relative and mains else clause.subjects


def match_nouns(sentence: Sentence, lexicon: Lexicon) -> Iterable[Found]:
    """The noun groups whose head is a trigger and says enough to be an event."""
    for position, item in enumerate(sentence.items):
        noun = item.noun
        if noun is None or item.kind != "NP":
            continue
        if not HEADS[item.lower] and (noun.head - item.start < 2 or sentence.tokens[noun.head - 1].text not in "-‑"):
            continue
        group = sentence.group(position)
        candidates = lexicon.nouns.get(group.head) or lexicon.nouns.get(group.head.rpartition("-")[2])
        for trigger in candidates or ():
            if fits_noun(trigger, group.modifiers):
                hit = Found(trigger, noun.head - len(trigger.before), noun.head + 1, None, position, how="noun", mode=trigger.mode)
                read_noun(sentence, hit, position)
                if noun_holds(trigger.needs, sentence, position, sentence.phrases_after(position), bool(hit.sources or hit.names)):
                    yield hit
                break


def may_be_head(lower: str) -> bool:
    """Whether a word can be a trigger as the head of a group; what a hyphen joins to it may be one as well."""
    return lower in load_lexicon().nouns or WORDS[lower].noun_lemma in load_lexicon().nouns


HEADS = Remembered(may_be_head)


def fits_noun(trigger: Trigger, modifiers: Sequence[str]) -> bool:
    """Whether the words before the head are those that the entry asks for, and none that it does not want."""
    if trigger.before and tuple(modifiers[-len(trigger.before) :]) != trigger.before:
        return False
    return trigger.head_not.isdisjoint(modifiers)


def read_noun(sentence: Sentence, hit: Found, position: int) -> None:
    """Parties of a deed told by a noun."""
    trigger = hit.trigger
    phrases = own_phrases(sentence, position)
    by, names = behind(sentence, position)
    deed = list(phrases[0][1]) if phrases and phrases[0][0] == "of" else []
    if trigger.source and trigger.source[0] in ("of", "between", "among"):
        both = [
            member
            for prep, group in phrases
            if prep in trigger.source
            for member in group
            if is_party(sentence, member) and (prep != "of" or can_fight(sentence, member))
        ]
        hit.sources = both or by
    else:
        hit.sources = by
    hit.names = [span for span in names if may_act(sentence, hit, span)] if not hit.sources else []
    wanted = ("of", *trigger.target) if trigger.deed else trigger.target
    for place in wanted:
        groups = deed if place == "of" else [member for prep, group in phrases if prep == place for member in group]
        groups = [member for member in groups if is_party(sentence, member, trigger.event_type) and member not in hit.sources]
        if groups:
            hit.targets = groups
            break
    if trigger.deed and not deed and hit.names and not hit.sources:  # "the mayor's murder": the possessor suffers
        hit.names, hit.target_names = [], hit.names


def may_act(sentence: Sentence, hit: Found, span: tuple[int, int]) -> bool:
    """Whether a name before a noun can be who did it: "the Kelso shooting" was at Kelso."""
    if hit.trigger.rule_id != "assault.n_shooting":
        return True
    number = sentence.mention_at[span[0]]
    return number is not None and sentence.mentions[number].place is None


def can_fight(sentence: Sentence, position: int) -> bool:
    """Whether a group behind "of" is one of those who fight and not where: "clashes in the north of the town"."""
    number = sentence.mention_at[head_of(sentence, position)]
    place = number is not None and sentence.mentions[number].kind == "place"
    return not place and not belongs(sentence, position, THINGS)


def own_phrases(sentence: Sentence, position: int) -> list[tuple[str, list[int]]]:
    """The phrases after a noun group up to an "as", behind which it is only called something."""
    phrases = sentence.phrases_after(position)
    end = next((number for number, (prep, _) in enumerate(phrases) if prep == "as"), len(phrases))
    return phrases[:end]
