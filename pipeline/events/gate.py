"""The cheap test that spares most sentences the analysis: could any entry of the trigger lexicon be fulfilled by these words?

Many verbs of news ("take", "hold", "go") are triggers only beside certain nouns. A sentence without any of those nouns cannot hold
such an event, whatever its syntax.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

from pipeline.events.groups import Test, classes
from pipeline.events.requests import MUST
from pipeline.events.triggers import Trigger, load_lexicon
from pipeline.events.word_forms import word_of
from pipeline.text.words import Remembered

Needs = tuple[frozenset[str], ...]  # of each of these sets the sentence must have a word
ALWAYS: tuple[Needs, ...] = ((),)  # one way, which needs nothing


def may_hold(lowers: Sequence[str]) -> bool:
    """Whether a sentence of these words in lower case can hold an event at all."""
    found = [*filter(None, map(WANTED.__getitem__, lowers))]
    if not found or ALWAYS in found:
        return bool(found)
    lemmas = forms_of(lowers)
    return any(not any(map(lemmas.isdisjoint, needs)) for wanted in found for needs in wanted)


def forms_of(lowers: Sequence[str]) -> frozenset[str]:
    """The forms of the words of a sentence that any entry needs beside it, or that belong to sport."""
    return frozenset(chain.from_iterable(filter(None, map(FORMS.__getitem__, lowers))))


def wanted_beside(lower: str) -> tuple[Needs, ...]:
    """What a word needs beside it to begin an event, one way after the other: no way if it never does."""
    if lower in MUST:
        return ALWAYS
    word, lexicon = word_of(lower), load_lexicon()
    triggers = [*lexicon.verbs.get(word.verb_lemma, ()), *lexicon.nouns.get(word.noun_lemma, ()), *lexicon.nouns.get(lower, ())]
    ways = tuple(companions_of(trigger) for trigger in triggers)
    return ways if all(ways) else ALWAYS


def companions_of(trigger: Trigger) -> Needs:
    """Sets of words, of each of which a sentence must have one for the trigger to be fulfilled: only what is sure."""
    if trigger.before:
        return tuple(frozenset((word,)) for word in trigger.before)
    needs = [frozenset((trigger.particle,)), trigger.adverb]
    if trigger.frame == "trans" and trigger.object is not None and not trigger.object_optional:
        needs += [spelled(trigger.object) if is_closed(trigger.object) else NOTHING, last_parts(trigger.object_mod)]
    if not (trigger.object_optional or trigger.complement):
        needs.append(first_words(trigger.prep_any))
    governs = trigger.prep == {"to"} and bool(trigger.complement)
    if trigger.prep and not governs and (trigger.frame != "any" or trigger.prep_noun is not None):
        needs.append(first_words(trigger.prep))
        if trigger.prep_noun is not None and is_closed(trigger.prep_noun):
            needs.append(spelled(trigger.prep_noun))
    return tuple(words for words in needs if words and words != {""})


NOTHING: frozenset[str] = frozenset()


def first_words(prepositions: frozenset[str]) -> frozenset[str]:
    """The words that open the phrases asked for; nothing is sure of "out", since "outside" and its like will do as well."""
    if "out" in prepositions:
        return NOTHING
    return frozenset(preposition.split()[0] for preposition in prepositions) | ({"away"} if "from" in prepositions else NOTHING)


def last_parts(lemmas: frozenset[str]) -> frozenset[str]:
    """Lemmas as single words: the last part of those with a hyphen."""
    return frozenset(lemma.rpartition("-")[2] for lemma in lemmas)


def is_closed(test: Test) -> bool:
    """Whether a set is a plain list of nouns that no name, place or unlisted person can enter."""
    return not (test.name or test.place or test.human)


@lru_cache(maxsize=1024)
def spelled(test: Test) -> frozenset[str]:
    """The lemmas of a set as single words: the last part of those with a hyphen, and the pronouns that stand for soldiers."""
    pronouns = {"they", "we", "them", "us"} if "soldier" in test.lemmas else set()
    return last_parts(test.lemmas) | pronouns


@lru_cache(maxsize=1)
def asked_words() -> frozenset[str]:
    """Every word that an entry needs beside it, and those of sport."""
    lexicon = load_lexicon()
    triggers = chain.from_iterable([*lexicon.verbs.values(), *lexicon.nouns.values()])
    return classes()["sport"].union(*[words for trigger in triggers for words in companions_of(trigger)])


def asked_forms(lower: str) -> tuple[str, ...]:
    """The word and its lemma as a noun, where any set that is asked for has them."""
    return tuple(asked_words() & {lower, word_of(lower).noun_lemma})


WANTED, FORMS = Remembered(wanted_beside), Remembered(asked_forms)
