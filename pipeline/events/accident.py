"""Harm that nobody did: quakes, floods, storms, crashes, explosions of what was stored. PLOVER has no type for it.

A page or sentence tells of an accident where words of disasters outnumber those of attacks. What it tells of harm stays an
event only where somebody is named who did it.
"""

from pipeline.events.groups import Sentence, classes
from pipeline.events.occurrence import Event
from pipeline.events.word_forms import word_of
from pipeline.text.page import Token

# Rules whose verbs and nouns tell of harm as disasters do it too.
HARM = frozenset(
    "assault.kill assault.wound assault.die_in assault.leave_dead assault.claim_life assault.damage assault.destroy assault.hit "
    "assault.n_bombing assault.explode assault.rip assault.inflict assault.n_destruction assault.hit_place "
    "assault.set_ablaze protest.burn coerce.evict".split()
)

ROAD = frozenset(("driver", "motorist", "biker", "cyclist"))


def is_accident(sentence: Sentence, event: Event, accidental: bool) -> bool:
    """Whether an event is harm without anybody who did it, in a sentence or (`accidental`) on a page of disaster."""
    if event.found.trigger.rule_id not in HARM:
        return False
    lemmas = {word_of(token.lower).noun_lemma for token in sentence.tokens if not makes_explosives(sentence, token)}
    if lemmas & classes()["attack_word"]:
        return False
    if is_mishap(sentence, event):
        return True
    if has_doer(sentence, event):
        return False
    verbs = {word_of(token.lower).verb_lemma for token in sentence.tokens}
    if any(sentence.group(position).head in ROAD for position in event.found.sources):  # struck and killed by a motorist
        return True
    stored = any(makes_explosives(sentence, token) for token in sentence.tokens)
    return stored or accidental or bool(lemmas & classes()["disaster"]) or bool(verbs & classes()["mishap"])


WORKS = frozenset("plant factory works maker manufacturer depot warehouse".split())


def makes_explosives(sentence: Sentence, token: Token) -> bool:
    """Whether a word only says what a works makes or keeps: "an explosion at an explosives plant"."""
    if token.lower not in ("explosives", "ammunition", "munitions"):
        return False
    return any(other.lower in WORKS and 0 < other.start - token.end < 3 for other in sentence.tokens)


def is_mishap(sentence: Sentence, event: Event) -> bool:
    """Whether a vehicle does the harm that came to grief itself: "the helicopter crashed, killing its pilot"."""
    doers = {*event.found.sources, *(event.clause.subjects if event.clause else ())}
    sources = {position for position in doers if sentence.group(position).head in classes()["vessel"]}
    return any(
        verb is not None and verb.lemma in classes()["mishap"] and not sources.isdisjoint(clause.subjects)
        for clause in sentence.clauses.values()
        for verb in (sentence.items[clause.verb].verb,)
    )


def is_storm(sentence: Sentence, position: int) -> bool:
    """Whether a name is a disaster's: "Cyclone Tavi", "Storm Ofelia"."""
    group, item = sentence.group(position), sentence.items[position]
    opening = [word_of(token.lower).noun_lemma for token in sentence.tokens[item.start : item.end - 1]]
    return group.named and not group.human and not classes()["disaster"].isdisjoint(opening)


def has_doer(sentence: Sentence, event: Event) -> bool:
    """Whether a source is people, a name or the armed and not a vehicle or a mere place."""
    if event.found.names:
        return True
    return any(
        (sentence.group(position).human or sentence.group(position).named)
        and not (sentence.group(position).placed and position and sentence.items[position - 1].kind == "I")  # the port of Marib
        and sentence.group(position).head != "it"
        and not is_storm(sentence, position)
        and sentence.group(position).head not in classes()["disaster"] | classes()["vessel"] | ROAD
        for position in event.found.sources
    )
