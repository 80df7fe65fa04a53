"""The noun phrase behind a number, or the subject before it: what is counted, as a span and a head."""

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.figures.small_words import either, listed
from pipeline.text.words import lemma, parts_of_speech

WORD = re.compile(r"[ ]?([^\W\d_]+(?:\.[^\W\d_]\.?)*(?:[-–’'ʿ][^\W_]+)*['’]?|[“\"‘](?=[^\W\d_])|\d+(?:st|nd|rd|th)\b)")
OF = re.compile(
    rf"(?: of| out of|(?<=\b[Hh]alf)(?= (?:the|its|their|his|her|our|all|those|these)\b)) (?:(?:{either('of_before')}) )?"
    rf"(?:(?:{either('of_determiners')}) )*(?:[A-Z][\w-]{{1,24}}['’]s (?=\d))?"
    rf"(?:(?:\d[\d,.]*(?: million| billion)?|{either('of_numbers')}) )?"
)
OF_PRONOUN = re.compile(r" (?:of|out of|among) (?:them|whom|which|us|you|these|those|it)\b")
ADJECTIVE = re.compile(r" (?:(?:more|others?|were|was|are|people|critically|seriously|badly|severely|slightly) )?([a-z]+)\b")
POSSESSIVE = re.compile(r"['’]s?$")
MAX_WORDS = 7


class Phrase(NamedTuple):
    """A noun phrase at `start` to `end` and the word that heads it."""

    start: int
    end: int
    head: str


class Shape(NamedTuple):
    """What a word can be inside a noun phrase."""

    noun: bool
    plural: bool
    verb: bool
    past: bool
    gerund: bool
    modifier: bool


@lru_cache(maxsize=32768)
def shape_of(word: str) -> Shape:
    """What `word` (in lower case) can be; an unknown word can be a noun."""
    first, _, last = word.rstrip("'’").rpartition("-")
    if last in ("by", "law", "general", "war", "chief") and first.split("-")[0].endswith("s"):
        last = first.split("-")[0]  # passers-by, mothers-in-law, attorneys-general
    last = last or word
    parts = parts_of_speech(last)
    nouns, verbs = parts.get("NOUN", ()), parts.get("VERB", ())
    known = bool(parts)
    noun = bool(nouns) or not known
    plural = noun and (
        last in listed("plurals")
        or (last.endswith("s") and not last.endswith(("ss", "us", "is")) and (not nouns or nouns[0] != last))
        or (bool(nouns) and nouns[0] != last)
    )
    past = bool(verbs) and (last.endswith("ed") or (verbs[0] != last and not last.endswith(("s", "ing"))))
    gerund = bool(verbs) and last.endswith("ing")
    modifier = "ADJ" in parts or "ADV" in parts or past or gerund or last.endswith("ly")
    return Shape(noun, plural, bool(verbs), past, gerund, modifier)


def phrase_after(text: str, position: int, ceiling: int, singular: bool) -> Phrase | None:
    """The noun phrase that begins at `position`; `singular` says that the number is one.

    >>> text = "4 internally displaced people who fled"
    >>> phrase_after(text, 1, len(text), False)
    Phrase(start=2, end=29, head='people')
    """
    start, where, head, head_end, seen_plural, modified = -1, position, "", -1, False, False
    for _ in range(MAX_WORDS):
        found = next_word(text, position, where, ceiling)
        if found is None:
            break
        word, low = found.group(1), found.group(1).lower()
        if word in QUOTES or (low == "and" and modified and not head and start >= 0):
            where = found.end()
            continue
        shape = shape_of(low.removesuffix("'s").removesuffix("’s"))
        if low in listed("stop") or (head and (ends_phrase(word, low, shape, seen_plural) or does(text, low, found.end()))):
            break
        if start < 0 and (low not in listed("glue") or low == "others"):
            start = found.start(1)
        where = found.end()
        modified = not can_head(low, shape)
        if not modified:
            head, head_end = word, where
            seen_plural = shape.plural or low == "others" or (singular and not shape.modifier and text[where : where + 1] in ",.;")
    return Phrase(start, head_end, head) if head else adjective_phrase(text, position, ceiling)


OBJECT = re.compile(r" (?:the|an?|its|their|his|her|parts of|[A-Z][a-z]+)\b")


def does(text: str, low: str, end: int) -> bool:
    """Whether a word behind a head is a verb with its object: "the magnitude 6 quake hit Kunar"."""
    return low == "hit" and OBJECT.match(text, end) is not None


QUOTES = frozenset('“"‘')
OWNERS = ("'s", "’s", "'", "’")


def next_word(text: str, position: int, where: int, ceiling: int) -> re.Match[str] | None:
    """The word at `where` of a phrase that began at `position`; None where a mark or a code stands between."""
    found = WORD.match(text, where, ceiling)
    if found is None or (found.start() == found.start(1) and where != position) or text[found.end() : found.end() + 1].isdigit():
        return None
    return found


def can_head(low: str, shape: Shape) -> bool:
    """Whether a word can be the noun that heads a phrase."""
    if low == "others":
        return True
    if not shape.noun or low in listed("glue") or low.endswith(OWNERS) or (shape.modifier and "-" in low):
        return False
    return not shape.past or low.endswith("s")


def ends_phrase(word: str, low: str, shape: Shape, seen_plural: bool) -> bool:
    """Whether a word behind a head begins something new: a verb, an adverb, a name of its own."""
    if seen_plural and low.endswith(OWNERS[:2]):
        return True
    if word[0].isupper():
        return seen_plural
    if shape.past:
        return True
    if seen_plural:
        return not (shape.noun and shape.plural and not shape.verb)
    if shape.verb and not shape.noun:
        return True
    return not shape.noun and not shape.modifier


def adjective_phrase(text: str, position: int, ceiling: int) -> Phrase | None:
    """ "12 dead", "30 others", "17 more wounded": an adjective that stands for those it describes."""
    found = ADJECTIVE.match(text, position, ceiling)
    if found is None or found.group(1) not in listed("nouns_by_adjective"):
        return None
    return Phrase(found.start(1), found.end(1), found.group(1))


def phrase_of(text: str, position: int, ceiling: int) -> Phrase | None:
    """The noun phrase after "of": "a third of the voters", "30 % of those polled" has none."""
    found = OF.match(text, position, ceiling)
    if found is None:
        return None
    return phrase_after(text, found.end() - 1, ceiling, False)


def head_lemma(word: str) -> str:
    """The lemma of a head noun: of the last part of a compound, without possessive ending.

    >>> head_lemma("policemen"), head_lemma("hiding-places")
    ('policeman', 'place')
    """
    bare = POSSESSIVE.sub("", word)
    first, _, last = bare.rpartition("-")
    if last in ("by", "law", "general", "war", "chief") and first:
        return f"{lemma(first.split('-')[0], 'NOUN')}{bare[len(first.split('-')[0]) :]}"
    word = last or bare
    if (
        not parts_of_speech(word)
        and word.endswith("s")
        and not word.endswith(("ss", "us"))
        and (word[0].isupper() or not word.endswith("is"))
    ):
        return word.lower().removesuffix("s")  # "peacekeepers", "Iraqis": no list knows them
    return lemma(word, "NOUN")
