"""Named conditions of triggers of force: war and not sport, people and not prices, a place taken and not an opportunity."""

from collections.abc import Sequence

from pipeline.events.around import at_war, group_words, words_after, words_of
from pipeline.events.flow import Clause
from pipeline.events.groups import Sentence, any_belongs, any_head, classes
from pipeline.events.word_forms import word_of


def out_of_place(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """Something is driven out, from or back."""
    verb = sentence.items[clause.verb].verb
    if verb and (verb.lemma in ("dislodge", "rout", "repel", "repulse", "eject", "oust") or verb.particle in ("out", "back")):
        return (
            verb.particle != "out"
            or any(prep.startswith(("of", "out", "from")) for prep, _ in clause.phrases)
            or verb.lemma in ("root", "flush", "drive", "push", "force")
        )
    return any(
        prep.startswith("out")
        or (
            prep == "from"
            and any_belongs(
                sentence,
                group,
                "@place @territory foothold centre center heart outskirt north south east west part rest most area edge",
            )
        )
        for prep, group in clause.phrases
    )


def victory_in_war(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """The beaten fight with weapons."""
    over = [position for prep, group in clause.phrases if prep == "over" for position in group]
    return at_war(sentence, clause, subjects, over)


def violent_beating(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """A beating with fists and not with goals."""
    verb = sentence.items[clause.verb].verb
    return (
        bool(verb and verb.particle == "up")
        or any_head(sentence, objects, "@harsh")
        or not set(words_after(sentence, clause, 10)).isdisjoint({"sticks", "batons", "unconscious", "death", "clubs", "rifle"})
    )


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
    return not words_of(sentence).isdisjoint(
        {"killed", "wounded", "injured", "killing", "injuring", "wounding", "dead", "damaged", "casualties"}
    )


def emergency(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """Martial law, a state of emergency or of siege."""
    words = group_words(sentence, objects) | {word for _, group in clause.phrases[:1] for word in group_words(sentence, group)}
    return not words.isdisjoint({"emergency", "martial", "siege"})


def military(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """Exercises of soldiers."""
    return not group_words(sentence, objects).isdisjoint(
        {"military", "naval", "war", "air", "army", "live-fire", "defence", "defense", "manoeuvre", "maneuver", "wargame"}
    ) or any_belongs(sentence, subjects, "@armed")


def weapons_test(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """A test of a weapon."""
    words = group_words(sentence, objects)
    verb = sentence.items[clause.verb].verb
    if "test" in words:
        return not words.isdisjoint({"nuclear", "missile", "rocket", "weapon", "atomic"})
    ballistic = not words.isdisjoint({"ballistic", "intercontinental", "long-range", "cruise", "nuclear", "short-range"})
    item = sentence.items[clause.verb]
    tested = bool(verb and verb.lemma in ("test", "test-fire")) or "test" in [
        token.lower for token in sentence.tokens[item.start : item.end]
    ]
    return (tested and not words.isdisjoint({"missile", "warhead", "rocket", "bomb"})) or (
        ballistic and "missile" in words and not any(prep in ("at", "on") for prep, _ in clause.phrases)
    )


def in_protest(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """A march that is a protest and not a parade: against, over, for, to demand; or many people without a purpose given."""
    verb = sentence.items[clause.verb].verb
    if closing(sentence, clause, subjects, objects) and any_head(
        sentence,
        subjects,
        "group organization organisation union ministry watchdog committee official spokesman embassy agency association",
    ):
        return False
    if verb and verb.lemma in ("protest", "demonstrate", "picket"):
        return True
    words = set(words_after(sentence, clause, 14))
    cause = not words.isdisjoint(
        {
            "against",
            "protest",
            "demand",
            "demanding",
            "protesting",
            "over",
            "chanting",
            "calling",
            "support",
            "condemn",
            "denounce",
            "outside",
            "slogans",
            "urging",
        }
    )
    many = any_belongs(
        sentence,
        subjects,
        "thousand hundred dozen protester demonstrator activist crowd student worker supporter teacher opponent farmer union",
    )
    return (cause and bool(subjects)) or many


def to_protest(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """A gathering for a protest."""
    return not set(words_after(sentence, clause, 14)).isdisjoint(
        {"protest", "rally", "demonstration", "demonstrate", "march", "demonstrations", "protesting"}
    )


def guilty_court(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """A sentence that is politics: activists, journalists, soldiers, officials, or a military court."""
    words = group_words(sentence, [*subjects, *objects])
    return not words.isdisjoint(classes()["political"])


def serious(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """A crime against life, liberty or the state is named after the verb."""
    words = (word_of(word) for word in words_after(sentence, clause, 12))
    return not classes()["serious"].isdisjoint(lemma for word in words for lemma in (word.noun_lemma, word.verb_lemma))


def guilty(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """Somebody is found guilty, and not "not guilty"."""
    words = words_after(sentence, clause, 12)
    return "guilty" in words and words[words.index("guilty") - 1] != "not"


def hostage(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """Somebody is taken or held "hostage" or "captive": right after the verb or its object."""
    return not {"hostage", "captive"}.isdisjoint(words_after(sentence, clause, 3))


def prevented(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """A rally prevented, or people kept from doing something."""
    return (
        any_belongs(sentence, objects, "@protest_noun convoy access transport")
        or any(prep == "from" for prep, _ in clause.phrases)
        or any(other.governor == clause.verb and other.link == "ing" for other in sentence.clauses.values())
    )


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
        return any(
            prep.startswith(("out", "back")) or verb.particle in ("out", "back") for prep, _ in clause.phrases
        ) and any_belongs(sentence, subjects, "@armed @name")
    from_place = any(
        prep in ("from", "out of", "of", "to") and any_belongs(sentence, group, "@place @territory")
        for prep, group in clause.phrases
    )
    return any_belongs(sentence, subjects, "@armed") or (from_place and any_belongs(sentence, subjects, "@name"))


def truce_effect(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """A truce takes effect."""
    return "effect" in words_after(sentence, clause, 4) or "force" in words_after(sentence, clause, 4)


def call_to_arms(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """A call that raises fighters."""
    words = words_of(sentence)
    return not words.isdisjoint({"arms", "jihad", "volunteers", "fight", "mobilisation", "mobilization"})


def closing(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """The verb closes the sentence after a comma and so speaks the clause before: "..., a rights group protested here"."""
    if objects or not subjects:
        return False
    first = sentence.items[subjects[0]].start
    return first > 0 and sentence.tags[first - 1] == "," and len(sentence.tokens) - sentence.items[clause.verb].end < 8


TRADE = frozenset("tariff tariffs duty duties import imports export exports trade sanctions visa visas fees".split())


def no_trade(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """The sentence is not about trade: who answers tariffs retaliates without force."""
    return TRADE.isdisjoint(token.lower for token in sentence.tokens)


WATERS = frozenset("sea seas ocean water waters gulf strait".split())


def ashore(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """What is fired at is no open water: a missile "towards the Sea of Japan" is a test."""
    aims = [position for prep, group in clause.phrases if prep in ("at", "into", "towards", "toward", "over") for position in group]
    return not any(
        token.lower in WATERS
        for position in aims
        for token in sentence.tokens[sentence.items[position].start : sentence.items[position].end]
    )
