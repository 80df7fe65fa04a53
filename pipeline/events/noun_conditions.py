"""Named conditions that a noun of the trigger lexicon can ask for: what its phrases must say before it counts as an event."""

from collections.abc import Sequence

from pipeline.events.groups import Sentence, any_belongs, any_head, classes, head_of

Phrases = Sequence[tuple[str, list[int]]]


def after(phrases: Phrases, *preps: str) -> list[int]:
    """The groups after some prepositions."""
    return [position for prep, group in phrases if prep in preps for position in group]


def noun_holds(name: str, sentence: Sentence, position: int, phrases: Phrases, has_source: bool) -> bool:
    """Whether the condition `name` holds of the noun group at `position` with its phrases."""
    if sentence.group(position).head == "clash" and not victim_of(sentence, position, phrases, has_source):  # a clash of colours
        return False
    return name not in NOUN_CONDITIONS or NOUN_CONDITIONS[name](sentence, position, phrases, has_source)


def victim_of(sentence: Sentence, position: int, phrases: Phrases, has_source: bool) -> bool:
    """What stands right after "of", if anything does, can be harmed."""
    of = phrases[0][1] if phrases and phrases[0][0] == "of" else []
    return not of or any_belongs(sentence, of, "@human @name @place @target @armed")


def is_bomb(sentence: Sentence, position: int, phrases: Phrases, has_source: bool) -> bool:
    """A bomb went off, and no gas: a bombing, a word for a bomb before the head, or a place of people after it."""
    group = sentence.group(position)
    if group.head == "bombing" or not classes()["bomb_word"].isdisjoint(group.modifiers):
        return True
    near = after(phrases, "in", "at", "near", "outside")
    return group.head in ("blast", "explosion") and any_belongs(sentence, near, "@place @target")


def is_battle(sentence: Sentence, position: int, phrases: Phrases, has_source: bool) -> bool:
    """A fight with weapons: by its own name, by a word before it, or by who and where."""
    group = sentence.group(position)
    if group.head in classes()["combat"] or not classes()["fierce"].isdisjoint(group.modifiers):
        return True
    return any_belongs(sentence, after(phrases, "between", "against", "with", "for"), "@armed @place")


def has_arena(sentence: Sentence, position: int, phrases: Phrases, has_source: bool) -> bool:
    """A campaign, siege or push of war: at a place or against the armed, and not for a vote."""
    head = sentence.group(position).head
    preps = (
        ("in", "for", "at", "against", "between", "with", "of")
        if head == "siege"
        else ("in", "for", "at", "against", "between", "with")
    )
    if not any_belongs(sentence, after(phrases, *preps), "@place @territory @armed") or any_head(
        sentence, after(phrases, "for", "against"), "@aim"
    ):
        return False
    return head in ("battle", "siege", "violence", "bloodshed", "atrocity", "push", "offensive", "assault") or at_war(sentence)


def is_armed_strike(sentence: Sentence, position: int, phrases: Phrases, has_source: bool) -> bool:
    """A strike with weapons and not of workers."""
    struck = after(phrases, "against", "on")
    armed = any_belongs(sentence, struck, "@armed @target @territory") or any(armed_name(sentence, member) for member in struck)
    return armed or (at_war(sentence) and has_source)


def territory_of(sentence: Sentence, position: int, phrases: Phrases, has_source: bool) -> bool:
    """A place falls or is taken."""
    of = after(phrases, "of")
    return any_belongs(sentence, of, "@place @territory") and not any_head(sentence, of, "leaf price carbon share attention")


def target_of(sentence: Sentence, position: int, phrases: Phrases, has_source: bool) -> bool:
    """A building or place is destroyed."""
    return any_belongs(sentence, after(phrases, "of"), "@target @place")


def armed_of(sentence: Sentence, position: int, phrases: Phrases, has_source: bool) -> bool:
    """The defeated bear arms."""
    of = after(phrases, "of")
    return any_belongs(sentence, of, "@armed") or any(armed_name(sentence, member) for member in of)


def arms_of(sentence: Sentence, position: int, phrases: Phrases, has_source: bool) -> bool:
    """What is found is of war or crime."""
    words = {word for member in after(phrases, "of") for word in (sentence.group(member).head, *sentence.group(member).modifiers)}
    return not words.isdisjoint(classes()["find"])


def human_of(sentence: Sentence, position: int, phrases: Phrases, has_source: bool) -> bool:
    """People are released."""
    return any_belongs(sentence, after(phrases, "of"), "@human @name")


def official_between(sentence: Sentence, position: int, phrases: Phrases, has_source: bool) -> bool:
    """Talks say with whom."""
    return bool(after(phrases, "between", "with")) or has_source


def of_police(sentence: Sentence, position: int, phrases: Phrases, has_source: bool) -> bool:
    """Police act: a word for them before the head, or who it is by."""
    words = (*sentence.group(position).modifiers, *(sentence.group(member).head for member in after(phrases, "by")))
    return not classes()["police"].isdisjoint(words)


def robbed(sentence: Sentence, position: int, phrases: Phrases, has_source: bool) -> bool:
    """A robbery with force: its own name, or a place of people or goods after it or before the head."""
    words = (*sentence.group(position).modifiers, *(sentence.group(m).head for m in after(phrases, "at", "of", "on", "from")))
    return sentence.group(position).head != "robbery" or not classes()["robbed"].isdisjoint(words)


def vessel_of(sentence: Sentence, position: int, phrases: Phrases, has_source: bool) -> bool:
    """A ship, plane or bus is seized."""
    words = (*sentence.group(position).modifiers, *(sentence.group(member).head for member in after(phrases, "of")))
    return not classes()["craft"].isdisjoint(words)


def no_idiom(sentence: Sentence, position: int, phrases: Phrases, has_source: bool) -> bool:
    """No bare "in protest", which says why somebody does something else."""
    before = sentence.items[position - 1].lower if position else ""
    return before != "in" or bool(sentence.group(position).determiner)


NOUN_CONDITIONS = {
    "victim_of": victim_of, "bomb": is_bomb, "battle": is_battle, "arena": has_arena, "armed_strike": is_armed_strike,
    "territory_of": territory_of, "target_of": target_of, "armed_of": armed_of, "arms_of": arms_of, "human_of": human_of,
    "official_between": official_between, "of_police": of_police, "robbed": robbed, "vessel_of": vessel_of,
    "no_idiom": no_idiom,
}  # fmt: skip


def armed_name(sentence: Sentence, position: int) -> bool:
    """Whether the head of a group names an armed group."""
    number = sentence.mention_at[head_of(sentence, position)]
    return number is not None and sentence.mentions[number].kind == "armed_group"


def at_war(sentence: Sentence) -> bool:
    """Whether words of war stand in the sentence or the page names an armed group."""
    if any(token.lower in classes()["war_word"] for token in sentence.tokens):
        return True
    return sentence.wartime
