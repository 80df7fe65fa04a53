"""The noun phrase behind a number, or the subject before it: what is counted, as a span and a head."""

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.lexicon import read_entries
from pipeline.text.words import lemma, parts_of_speech

LEXICON = "nouns.yml"
WORD = re.compile(r"[ ]?([^\W\d_]+(?:\.[^\W\d_]\.?)*(?:[-–’'ʿ][^\W_]+)*['’]?|[“\"‘](?=[^\W\d_])|\d+(?:st|nd|rd|th)\b)")
OF = re.compile(
    r" of (?:(?:about|around|nearly|almost|approximately|some|more than|over|at least|up to|as many as|an estimated) )?"
    r"(?:(?:the|its|their|his|her|our|these|those|all|all the|such|this|that|a|an|my|your|any) )*(?:(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|twelve|million|thousand|several) )?"
)
OF_PRONOUN = re.compile(r" (?:of|out of|among) (?:them|whom|which|us|you|these|those|it)\b")
MAX_WORDS = 7


class Phrase(NamedTuple):
    """A noun phrase at `start` to `end` and the word that heads it."""

    start: int
    end: int
    head: str


@lru_cache(maxsize=1)
def word_lists() -> dict[str, frozenset[str]]:
    """The lexicon's word lists by id."""
    return {entry["id"]: frozenset(entry["words"].split()) for entry in read_entries(__package__, LEXICON)}


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
    last = word.rpartition("-")[2].rstrip("'’") or word
    parts = parts_of_speech(last)
    nouns, verbs = parts.get("NOUN", ()), parts.get("VERB", ())
    known = bool(parts)
    noun = bool(nouns) or not known
    plural = noun and (last in PLURALS or (last.endswith("s") and not last.endswith(("ss", "us", "is")) and (not nouns or nouns[0] != last)) or (bool(nouns) and nouns[0] != last))
    past = bool(verbs) and (last.endswith("ed") or (verbs[0] != last and not last.endswith(("s", "ing"))))
    gerund = bool(verbs) and last.endswith("ing")
    modifier = "ADJ" in parts or "ADV" in parts or past or gerund or last.endswith("ly")
    return Shape(noun, plural, bool(verbs), past, gerund, modifier)


PLURALS = frozenset("people police men women children troops personnel cattle sheep fish aircraft spacecraft headquarters series species dead wounded injured".split())


def phrase_after(text: str, position: int, ceiling: int, singular: bool) -> Phrase | None:
    """The noun phrase that begins at `position`; `singular` says that the number is one.

    >>> text = "4 internally displaced people who fled"
    >>> phrase_after(text, 1, len(text), False)
    Phrase(start=2, end=28, head='people')
    """
    lists = word_lists()
    start = end = -1
    head, head_end, seen_plural, last_modifier = "", -1, False, False
    where = position
    for _ in range(MAX_WORDS):
        found = WORD.match(text, where, ceiling)
        if found is None or (found.start() == found.start(1) and where != position) or text[found.end() : found.end() + 1].isdigit():
            break
        word = found.group(1)
        if word in "“\"‘":
            where = found.end()
            continue
        low = word.lower()
        if low == "and" and not head and last_modifier and start >= 0:
            where = found.end()
            continue
        if low in lists["stop"] or (low.endswith(("'s", "’s")) and head and seen_plural):
            break
        shape = shape_of(low.removesuffix("'s").removesuffix("’s"))
        if head and ends_phrase(word, low, shape, seen_plural, last_modifier):
            break
        if start < 0 and low not in lists["glue"]:
            start = found.start(1)
        where = end = found.end()
        takes = shape.noun and not (shape.past and not low.endswith("s")) and low not in lists["glue"]
        if takes and not (shape.modifier and "-" in low) and not low.endswith(("'s", "’s", "'", "’")):
            head, head_end, last_modifier = word, end, False
            seen_plural = shape.plural or (singular and not shape.modifier and text[end : end + 1] in ",.;")
        else:
            last_modifier = True
    if not head and start < 0:
        start = position + (text[position : position + 1] == " ")
    if not head:
        return adjective_phrase(text, position, ceiling)
    return Phrase(start, head_end, head)


def ends_phrase(word: str, low: str, shape: Shape, seen_plural: bool, last_modifier: bool) -> bool:
    """Whether a word behind a head begins something new: a verb, an adverb, a name of its own."""
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
    found = re.compile(r" (?:(?:more|others?|were|was|are|people|critically|seriously|badly|severely|slightly) )?([a-z]+)\b").match(text, position, ceiling)
    if found is None or found.group(1) not in word_lists()["nouns_by_adjective"]:
        return None
    return Phrase(found.start(1), found.end(1), found.group(1))


def phrase_of(text: str, position: int, ceiling: int) -> Phrase | None:
    """The noun phrase after "of": "a third of the voters", "30 % of those polled" has none."""
    found = OF.match(text, position, ceiling)
    if found is None:
        return None
    return phrase_after(text, found.end() - 1, ceiling, False)


SUBJECT_END = re.compile(
    r"\b(?:is|are|was|were|has|have|had|be|been|will|would|could|should|can|may|might|rose|fell|dropped|climbed|grew|gained|jumped|increased|decreased|declined|slid|"
    r"slipped|surged|soared|plunged|tumbled|edged|ended|closed|cost|costs|averaged|averages|reached|reaches|hit|hits|totaled|totalled|stood|stands|range|ranges|ranged|"
    r"measures?|measured|weighs?|weighed|earned|earns|posted|reported|raised|paid|pays|gets|got|makes?|made|lost|lose|loses|won|wins|sold|sells|spent|spends|expects?|expected|"
    r"shows?|showed|accounts?|accounted|represents?|represented|comprises?|covers?|covered|takes?|took|lasts?|lasted|runs?|ran|rise|rises|fall|falls|drop|drops|grow|grows|advanced|added|"
    r"advances|shed|sheds|scored|scores|produces?|produced|generates?|employs?|employed|owns?|owned|holds?|held|extends?|equals|includes?|included|offers?|offered|plans?|planned|seeks?|sought|"
    r"contains?|contained|requires?|required|needs?|needed|carries|carried|features?|weighing|costing|worth|valued|priced|rated|estimated|operates?|serves?|served|delivers?|delivered|sits?|comes?|came|goes|went|"
    r"rushed|threw|finished|hosted|receives?|received|attracts?|attracted|bought|buys?|acquired|threatens?|exceeds?|exceeded|totals?|approached|trades?|traded|opened|moved|moves)\b"
)
NP_TAIL = re.compile(r"((?:[^\W\d_][\w.&'’-]*|\d+|&)(?: (?:[^\W\d_][\w.&'’-]*|\d+|&)){0,6})[ ,]*$")


def subject_before(text: str, floor: int, position: int) -> Phrase | None:
    """The subject of the clause that holds `position`: the noun phrase before its last verb."""
    verbs = list(SUBJECT_END.finditer(text, max(floor, position - 160), position))
    for verb in reversed(verbs):
        clause = max(text.rfind(mark, floor, verb.start()) for mark in (";", ": ", "(", "“", " that ", " but ", " while ", " which ", " who "))
        phrase = last_phrase(text, max(floor, clause + 1 if clause >= 0 else floor), verb.start())
        if phrase is not None:
            return phrase
    return None


def last_phrase(text: str, floor: int, end: int) -> Phrase | None:
    """The noun phrase that ends at `end`, read backwards to its determiner or to a verb or preposition."""
    found = NP_TAIL.search(text, max(floor, end - 80), end)
    if found is None:
        return None
    words = [(m.start(), m.group()) for m in re.finditer(r"[\w.&'’-]+", text[found.start(1) : found.end(1)])]
    stop = word_lists()["stop"] | {"also", "now", "currently", "have", "has", "it", "he", "she", "they", "we"}
    kept: list[tuple[int, str]] = []
    for offset, word in reversed(words):
        low = word.lower()
        if low in stop:
            if kept:
                break
            continue
        if not kept and low.endswith("ly"):
            continue
        kept.insert(0, (offset, word))
    if not kept:
        return None
    start = found.start(1) + kept[0][0]
    stop_at = found.start(1) + kept[-1][0] + len(kept[-1][1].rstrip("."))
    return Phrase(start, stop_at, kept[-1][1])


def head_lemma(word: str) -> str:
    """The lemma of a head noun: of the last part of a compound, without possessive ending.

    >>> head_lemma("policemen"), head_lemma("hiding-places")
    ('policeman', 'place')
    """
    bare = re.sub(r"['’]s?$", "", word)
    return lemma(bare.rpartition("-")[2] or bare, "NOUN")
