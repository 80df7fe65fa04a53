"""What stands around a verb, for the named conditions of the trigger lexicon: words, offices, complements."""

from collections.abc import Callable, Sequence

from pipeline.events.flow import Clause
from pipeline.events.groups import Sentence, classes, compile_test, head_of
from pipeline.events.word_forms import word_of

Condition = Callable[[Sentence, Clause, Sequence[int], Sequence[int]], bool]


def words_after(sentence: Sentence, clause: Clause, count: int) -> list[str]:
    """The next `count` words after the verb of a clause, in lower case."""
    end = sentence.items[clause.verb].end
    return [*sentence.lowers[end : end + count]]


def words_of(sentence: Sentence) -> frozenset[str]:
    """All words of the sentence in lower case."""
    return frozenset(sentence.lowers)


def has(*wanted: str) -> Condition:
    """One of the words within twelve words after the verb."""
    return lambda sentence, clause, subjects, objects: not set(wanted).isdisjoint(words_after(sentence, clause, 12))


def group_words(sentence: Sentence, positions: Sequence[int]) -> frozenset[str]:
    """Lemmas of heads and modifiers of some groups."""
    return frozenset(
        word for position in positions for word in (sentence.group(position).head, *sentence.group(position).modifiers)
    )


def is_official(sentence: Sentence, positions: Sequence[int]) -> bool:
    """Whether a group's words tell of an office, or its name is one of a state, organisation or armed group."""
    lemmas = classes()["official"]
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
        if mention.kind in ("people_group", "nationality"):  # Palestinians, but not tourists
            return not word_of(sentence.tokens[head_of(sentence, position)].lower).known
        return mention.kind != "person" or bool(mention.actor and mention.actor.sector in ("GOV", "MIL", "ELI", "REB", "IGO"))
    return True


def to_complement(sentence: Sentence, clause: Clause, subjects: Sequence[int], objects: Sequence[int]) -> bool:
    """An infinitive depends on the verb."""
    return any(other.governor == clause.verb and other.link in ("object-to", "to", "that") for other in sentence.clauses.values())


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
