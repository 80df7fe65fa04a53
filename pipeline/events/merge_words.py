"""The words of a report that tell which happening it means: kin of its trigger, marks that set it apart, names in its sentence."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.lexicon import Entry, check_examples, read_entries
from pipeline.text.words import parts_of_speech

STEM = 5  # letters: "assassinate" and "assassination", "withdraw" and "withdrawal"; within one event type nothing else collides
LIGHT = frozenset(
    "a an the of in on at to for by with from into over up down out off his her their its this that these those and or "
    "be was were is are been being have has had carry conduct launch stage make take give hold mount commit do go get come put set "
    "place open begin start continue be such so more car road side roadside suicide air armed".split()
)
COMMON = frozenset(
    "that this with from were have been they their there which would could should about after before when where while than then "
    "them these those what will also into over under more most some such only other said says say told according reported report "
    "news people year years week month day days time times first last monday tuesday wednesday thursday friday saturday sunday "
    "since until during between against because being both each very just like many much made make".split()
)
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+(?:[.,]\d+)*")
MONTH = "(?:jan|febr)(?:uary)?|feb|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|(?:sept?|oct|nov|dec)(?:(?:em|o)?ber)?"
NOT_BETWEEN = "of|in|on|at|to|by|from|with|for|an?|the|and|or|but|who|that|was|were|is|are|has|had|have|be|been|" + MONTH
DEFINITE = re.compile(rf"\b(?:the|this|that|these|those)(?:[ -](?!(?:{NOT_BETWEEN})\b)[\w'’]+){{0,2}}[ -]$", re.IGNORECASE)
# A subject by which a verb's deed is told apart: "a second bomb exploded", "another officer was sentenced".
MARKED_SUBJECT = re.compile(
    r"\b(?:an?|the|another) (?:[\w-]+ ){0,2}(?:bomb|blast|explosion|device|rocket|shell|missile|mine|strike|attack|raid|bomber|"
    r"vehicle|car|truck|officer|suspect|leader|minister) $",
    re.IGNORECASE,
)
AUXILIARY = re.compile(r"\b(?:was|were|has been|have been|is) $")
BEFORE = 48  # characters before a trigger in which a mark can stand


class Entries(NamedTuple):
    """The two lexicons, ready for use: families by stem, the marks before a trigger, the marks that open a sentence."""

    families: dict[str, frozenset[str]]
    before: re.Pattern[str]
    opening: re.Pattern[str]


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The first letters of a word's lemma, read as a verb where it or its singular can be one.

    >>> stem("bombing"), stem("Withdrawal"), stem("withdrew"), stem("killings")
    ('bomb', 'withd', 'withd', 'kill')
    """
    lemmas = parts_of_speech(word)
    if "VERB" not in lemmas and lemmas.get("NOUN", ("",))[0].endswith("ing"):
        lemmas = parts_of_speech(lemmas["NOUN"][0])
    return next((lemmas[part][0] for part in ("VERB", "NOUN") if part in lemmas), word.lower())[:STEM]


@lru_cache(maxsize=65536)
def stems(trigger: str) -> frozenset[str]:
    """Stems of the words of a trigger that carry its meaning; of all its words, where none does.

    >>> sorted(stems("carried out an air strike")), sorted(stems("took"))
    (['strik'], ['take'])
    """
    words = [stem(word) for word in WORD.findall(trigger.lower())]
    light = {stem(word) for word in LIGHT}
    return frozenset(word for word in words if word not in light) or frozenset(words)


@lru_cache(maxsize=65536)
def kin(trigger: str) -> frozenset[str]:
    """The families of words that a trigger belongs to.

    >>> sorted(kin("air strike") & kin("bombed"))
    ['bombardment']
    """
    words = {stem(word) for word in WORD.findall(trigger.lower())}
    return frozenset().union(*(lexicon().families.get(word, frozenset()) for word in words))


@cache
def lexicon() -> Entries:
    """Both lexicons, held to their examples; raises LexiconError where one breaks them."""
    families: dict[str, set[str]] = {}
    kin_entries, marks = read_entries("pipeline.events", "merge_kin.yml"), read_entries("pipeline.events", "merge_marks.yml")
    for entry in kin_entries:
        for word in entry["words"]:
            families.setdefault(stem(word), set()).add(entry["id"])
    found = Entries({word: frozenset(ids) for word, ids in families.items()}, join(marks, "before"), join(marks, "opening"))
    check_examples("merge_kin.yml", kin_entries, lambda entry, pair: are_kin(found, entry["id"], pair))
    check_examples("merge_marks.yml", marks, lambda entry, text: marked_in_example(found, text) == entry["id"])
    return found


def join(marks: tuple[Entry, ...], place: str) -> re.Pattern[str]:
    """One pattern of all marks that stand at `place`, each a group of its name."""
    some = "|".join(f"(?P<{entry['id']}>{entry[place]})" for entry in marks if place in entry)
    between = rf"(?:[ -](?!(?:{NOT_BETWEEN})\b)[\w'’]+){{0,2}}[ -]$" if place == "before" else r"\b"
    return re.compile(rf"(?:\b(?:{some})){between}", re.IGNORECASE)


def are_kin(found: Entries, family: str, pair: str) -> bool:
    """Whether both triggers of an example "one / other" belong to the family."""
    return all(
        any(family in found.families.get(stem(word), ()) for word in WORD.findall(trigger.lower())) for trigger in pair.split(" / ")
    )


def marked_in_example(found: Entries, text: str) -> str | None:
    """The mark of an example's starred trigger."""
    return find_mark(found, text.replace("*", ""), text.index("*"))


def find_mark(found: Entries, evidence: str, trigger: int) -> str | None:
    """The id of the mark before the trigger that begins at character `trigger` of its sentence, or of the one that opens it."""
    word = WORD.match(evidence, trigger)
    before = AUXILIARY.sub("", evidence[max(0, trigger - BEFORE) : trigger])
    noun = word is not None and "NOUN" in parts_of_speech(word.group())
    hit = ((noun or MARKED_SUBJECT.search(before)) and found.before.search(before)) or found.opening.match(evidence)
    return hit.lastgroup if hit else None


def mark(evidence: str, trigger: int) -> str | None:
    """What sets the happening at character `trigger` of a sentence apart from others, if anything does.

    >>> mark("It was the third attack this week.", 17), mark("An attack killed the third man.", 3)
    ('third', None)
    >>> mark("A second bomb exploded.", 14)
    'second'
    """
    return find_mark(lexicon(), evidence, trigger)


def is_definite(evidence: str, trigger: int) -> bool:
    """Whether the trigger is spoken of as known: "the blast", "this deadly attack".

    >>> is_definite("The blast killed two.", 4), is_definite("A blast killed two.", 2)
    (True, False)
    """
    return DEFINITE.search(evidence[max(0, trigger - BEFORE) : trigger]) is not None


def telling_words(evidence: str) -> frozenset[str]:
    """Stems of the words of a sentence that are neither short nor common, and its numbers.

    >>> sorted(telling_words("The mayor of Dolmar said 14 people were killed."))
    ['14', 'dolma', 'kill', 'mayor']
    """
    words = (word.lower() for word in WORD.findall(evidence))
    return frozenset(stem(word) for word in words if word.isdigit() or (len(word) > 3 and word not in COMMON))


def proper_words(texts: Iterable[str], after: int = 0) -> frozenset[str]:
    """Words with a capital, in lower case: most are parts of names. The first `after` words of each text are left out.

    >>> sorted(proper_words(["On Monday the mayor of Dolmar met Ana Brus."], 1))
    ['ana', 'brus', 'dolmar']
    """
    words = (word for text in texts for word in WORD.findall(text)[after:])
    return frozenset(word.lower() for word in words if word[0].isupper() and len(word) > 2 and word.lower() not in COMMON)
