"""The cheap test that spares most sentences the analysis: could any entry of the trigger lexicon be fulfilled by these words?

Many verbs of news ("take", "hold", "go") are triggers only beside certain nouns. A sentence without any of those nouns cannot hold
such an event, whatever its syntax.
"""

from collections.abc import Sequence
from functools import lru_cache

from pipeline.events.groups import PLURALS, Test
from pipeline.events.requests import MUST
from pipeline.events.triggers import Trigger, load_lexicon
from pipeline.events.word_forms import word_of
from pipeline.text.page import Token

Wanted = tuple[frozenset[str], ...]  # one of these sets must have a word in the sentence; empty: any words will do


def may_hold(tokens: Sequence[Token]) -> bool:
    """Whether a sentence can hold an event at all."""
    lemmas: frozenset[str] | None = None
    for token in tokens:
        wanted = wanted_beside(token.lower)
        if wanted is None:
            continue
        if not wanted:
            return True
        if lemmas is None:
            lemmas = frozenset(lemma for other in tokens for lemma in lemmas_of(other.lower))
        if any(not words.isdisjoint(lemmas) for words in wanted):
            return True
    return False


@lru_cache(maxsize=131072)
def wanted_beside(lower: str) -> Wanted | None:
    """What a word needs beside it to begin an event: None if it never does."""
    if lower in MUST:
        return ()
    word, lexicon = word_of(lower), load_lexicon()
    triggers = [*lexicon.verbs.get(word.verb_lemma, ()), *lexicon.nouns.get(word.noun_lemma, ()), *lexicon.nouns.get(lower, ())]
    if not triggers:
        return None
    companions = [companions_of(trigger) for trigger in triggers]
    return () if any(words is None for words in companions) else tuple(words for words in companions if words is not None)


def companions_of(trigger: Trigger) -> frozenset[str] | None:
    """Lemmas of which a sentence must have one for the trigger to be fulfilled, or None where no such list can be given."""
    if trigger.before:
        return frozenset(trigger.before[-1:])
    if trigger.frame == "trans" and trigger.object is not None and not trigger.object_optional and is_closed(trigger.object):
        return spelled(trigger.object)
    governs = trigger.prep == {"to"} and bool(trigger.complement)
    if trigger.prep and trigger.prep_noun is not None and not governs and is_closed(trigger.prep_noun):
        return spelled(trigger.prep_noun)
    return None


def is_closed(test: Test) -> bool:
    """Whether a set is a plain list of nouns that no name, place or unlisted person can enter."""
    return not (test.name or test.place or test.human)


@lru_cache(maxsize=1024)
def spelled(test: Test) -> frozenset[str]:
    """The lemmas of a set as single words: the last part of those with a hyphen, and the pronouns that stand for soldiers."""
    pronouns = {"they", "we", "them", "us"} if "soldier" in test.lemmas else set()
    return frozenset(lemma.rpartition("-")[2] for lemma in test.lemmas) | pronouns


@lru_cache(maxsize=131072)
def lemmas_of(lower: str) -> tuple[str, ...]:
    """The forms under which a word of a sentence can be in a set."""
    return (word_of(lower).noun_lemma, lower) if lower in PLURALS or word_of(lower).noun_lemma != lower else (lower,)
