"""Whether a clause tells of what was or of what is to come, by the words nearest before and after an expression."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.text.page import Token, split_tokens
from pipeline.text.words import Remembered

# What is to come: words that begin a sign of it, and what stands behind them.
AHEAD_PHRASES = (
    ("will shall would must should won['’]t", r"(?: be)? \w+"),
    ("to", r" be(?: be)? \w+"),
    ("is are was were", r" (?:set|due|going|scheduled|expected|planning|slated) \w+"),
    (
        "expected scheduled due plans? planned hopes? intends? aims? likely supposed able is are was were set slated wants?",
        r" to (?:be )?\w+",
    ),
    (
        "starts begins opens expires ends meets? resumes? arrives? returns goes go leaves travels visits votes faces hosts holds "
        "speaks appears closes launches",
        r"(?: again| to \w+(?: \w+)?)?",
    ),
    ("takes?", " (?:effect|place|part)"),
    ("kicks?", " off"),
    ("agreed", " to (?:meet|hold|resume|begin|start|return|reopen|withdraw|leave|stop|talk)"),
    ("for", " delivery"),
    ("delivery", r"(?= in\b)"),
    ("ahead", r" of(?: \w+){1,3}"),
    (
        "before",
        r" (?:the |an? |its |his )?(?:\w+ )?(?:elections?|votes?|polls?|talks|summit|referendum|deadline|trial)",
    ),
    ("scheduled", "(?: for)?"),
    ("expected", " (?:in|on|by)"),
    ("planned planning set forecast slated", " for"),
    ("due upcoming deadline", ""),
)
AHEAD = re.compile(
    r"\b(?:" + "|".join(f"(?:{'|'.join(words.split())}){rest}" for words, rest in AHEAD_PHRASES) + r")\b|['’]ll\b", re.IGNORECASE
)
AHEAD_BEGINS = re.compile(
    rf"\b(?:{'|'.join(word for words, _ in AHEAD_PHRASES for word in words.split())})\b|['’](?:ll\b|$)", re.IGNORECASE
)
BEHIND = re.compile(
    r"\b(?:was|were|had|did|came|went|fell|rose|took|made|met|won|lost|left|held|began|saw|got|told|ended|since"
    r"|stood|ran|broke|gave|kept|brought|found|sent|spoke|wrote|drove|flew|fled"
    r"|sank|blew|fought|struck|threw|became|paid|sold|bought|built|grew|drew"
    r"|shot|chose|caught|felt|knew|sat|slept|spent|swept|tore|withdrew|[a-z]{3,}ed)\b",
    re.IGNORECASE,
)
TOLD = re.compile(r"\b(?:said|says|told|announced|reported|confirmed|[a-z]{3,}ed)(?: \w+)?(?: on| late| early)?\s*$")
REACH_BEFORE, REACH_AFTER = 120, 60  # characters within which a sign tells the tense
CLOSE = 6  # "scheduled for Friday was": a sign so near before an expression rules it
VERB_NEXT = re.compile(r" (came|went|fell|rose|took|made|met|won|lost|left|held|began|saw|got|told|said|sent|struck|[a-z]{3,}ed)\b")
NOT_PAST = frozenset("expected scheduled planned need proposed based united indeed feed".split())


# "decided ... to cut": what was decided lies ahead. "Agreed to sell in October" more often tells when the deal was made.
DECIDERS = (
    "decide[ds]?|promise[ds]?|pledge[ds]?|vow(?:s|ed)?|vote[ds]?|threaten(?:s|ed)?|offer(?:s|ed)|order(?:s|ed)|wants?|wanted|urge[ds]?"
    "|asked|asks|refuse[ds]?|propose[ds]?|prepar(?:es?|ed|ing)|decision|plans?|pledge|deal"
)
DECIDED = re.compile(rf"\b(?:{DECIDERS}|call(?:s|ed) on)\b", re.IGNORECASE)
DECIDED_BEGINS = re.compile(rf"\b(?:{DECIDERS}|calls|called)\b", re.IGNORECASE)
INFINITIVE = re.compile(r"[^.;:!?\n]{0,90}?\bto (?!the\b|an?\b|its\b|his\b|their\b)(?:be )?[a-z]{3,}")
# "called for a strike on Sunday": people are called to gatherings before these are held.
GATHERING = (
    r"(?:strikes?|protests?|march(?:es)?|rall(?:y|ies)|demonstrations?|disobedience|boycotts?|sit-ins?|walkouts?|shutdowns?|curfews?|mobili[sz]ation"
    r"|elections?|votes?|referendums?|vigils?|meetings?|summits?|ceasefires?|truces?|talks|sessions?|polls)"
)
CALLS = r"call(?:s|ed|ing)?"
CALLERS = (
    "announc(?:es?|ed|ing)|plan(?:s|ned|ning)?|urg(?:es?|ed|ing)|threaten(?:s|ed|ing)?|organi[sz](?:es?|ing)|declar(?:es?|ed|ing)"
    "|impos(?:es?|ed|ing)"
)
CALLED = re.compile(rf"\b(?:{CALLS}(?: \w+){{0,2}} (?:for|an?|to)|{CALLERS})(?: [\w-]+){{0,4}}? {GATHERING}\b", re.IGNORECASE)
CALLED_BEGINS = re.compile(rf"\b(?:{CALLS}|{CALLERS})\b", re.IGNORECASE)
QUOTE_ENDS = re.compile(r"[,.!?][\"”’](?= )")


class Signs(NamedTuple):
    """Where the signs of what is to come, and of what was, begin and end in a sentence, in order."""

    ahead: tuple[tuple[int, int], ...]
    behind: tuple[tuple[int, int], ...]


class Beginnings(NamedTuple):
    """Where in a word a sign of each sort may begin: mostly nowhere."""

    ahead: tuple[int, ...]
    called: tuple[int, ...]
    decided: tuple[int, ...]
    behind: tuple[int, ...]


def beginnings_in(word: str) -> Beginnings | None:
    """Where signs may begin in a word; None where none may."""
    patterns = (AHEAD_BEGINS, CALLED_BEGINS, DECIDED_BEGINS, BEHIND)
    found = Beginnings(*(tuple(hit.start() for hit in pattern.finditer(word)) for pattern in patterns))
    return found if any(found) else None


BEGINNINGS = Remembered(beginnings_in)


def signs_in(text: str, tokens: Sequence[Token], end: int) -> Signs:
    """The signs among the tokens of a sentence that ends at `end`, read once for all its expressions.

    Patterns are tried only at words that can begin a sign: that takes a fourth of the time of a search through the sentence.
    """
    words = [(token.start, found) for token in tokens if (found := BEGINNINGS[token.text]) is not None]
    ahead = signs_at(AHEAD, text, [start + offset for start, found in words for offset in found.ahead], end)
    called = signs_at(CALLED, text, [start + offset for start, found in words for offset in found.called], end)
    decided = signs_at(DECIDED, text, [start + offset for start, found in words for offset in found.decided], end)
    behind = signs_at(BEHIND, text, [start + offset for start, found in words for offset in found.behind], end)
    signs = sorted([*ahead, *called, *plans_of(text, decided, end)])
    return Signs(tuple(signs), tuple([(first, stop) for first, stop in behind if text[first:stop].lower() not in NOT_PAST]))


def signs_at(pattern: re.Pattern[str], text: str, places: Iterable[int], end: int) -> list[tuple[int, int]]:
    """What a pattern matches from some places on, none overlapping."""
    found, position = [], 0
    for place in places:
        if place >= position and (hit := pattern.match(text, place, end)) is not None:
            found.append(hit.span())
            position = hit.end()
    return found


def plans_of(text: str, decided: Iterable[tuple[int, int]], end: int) -> Iterator[tuple[int, int]]:
    """The infinitives that say what was decided, behind the words that tell of deciding."""
    for _, stop in decided:
        infinitive = INFINITIVE.match(text, stop, end)
        if infinitive is not None:
            yield text.rfind(" to ", stop - 1, infinitive.end()) + 1, infinitive.end()


def tense_at(text: str, sentence_start: int, start: int, end: int, sentence_end: int, signs: Signs | None = None) -> int:
    """1 where the clause around `start` to `end` looks forward, -1 where it looks back, 0 without a sign.

    >>> tense_at("The talks will open on Monday.", 0, 23, 29, 30), tense_at("The talks opened on Monday.", 0, 20, 26, 27)
    (1, -1)
    """
    if text[end : end + 2] in ("'s", "’s"):  # Wednesday's ruling
        return -1
    signs = signs or signs_in(text, split_tokens(text, sentence_start, sentence_end), sentence_end)
    first, stop = max(sentence_start, start - REACH_BEFORE), min(sentence_end, end + REACH_AFTER)
    for quote in QUOTE_ENDS.finditer(text, first, start):  # "We will go," she said on Sunday
        first = quote.end()
    ahead = last_end(signs.ahead, first, start)
    told = TOLD.search(text, max(first, start - 48), start)
    if told and ahead <= told.start():
        return -1
    if start - ahead > CLOSE and starts_behind(text, end, stop):  # ahead of the visit, the ministry on Sunday issued
        return -1
    if starts_ahead(text, end, stop):  # the fourth quarter will be better
        return 1
    if DEADLINE.search(text, max(first, start - 16), start) and not PAST_VERB.search(text, end, stop):  # postponed until Tuesday
        return 1
    behind = last_end(signs.behind, text.rfind(";", first, start) + 1 or first, start)
    if ahead >= 0 or behind >= 0:
        return 1 if ahead >= behind else -1
    later, earlier = first_start(signs.ahead, end, stop), first_start(signs.behind, end, stop)
    return 0 if later == earlier else 1 if later < earlier else -1


def starts_behind(text: str, end: int, stop: int) -> bool:
    """Whether a verb of the past follows at once: the subject stood before the expression."""
    found = VERB_NEXT.match(text, end, stop)
    return found is not None and found[1] not in NOT_PAST


def starts_ahead(text: str, end: int, stop: int) -> bool:
    """Whether a sign of what is to come follows at once."""
    while end < stop and text[end].isspace():
        end += 1
    return AHEAD.match(text, end, stop) is not None


def last_end(signs: Sequence[tuple[int, int]], first: int, start: int) -> int:
    """Where the last sign begun between two positions ends, -1 for none."""
    number = bisect_left(signs, (start, 0)) - 1
    return min(signs[number][1], start) if number >= 0 and signs[number][0] >= first else -1


def first_start(signs: Sequence[tuple[int, int]], end: int, stop: int) -> int:
    """Where the first sign between two positions begins, the second position for none."""
    number = bisect_left(signs, (end, 0))
    return min(signs[number][0], stop) if number < len(signs) else stop


DEADLINE = re.compile(r"\b(?:until|till|by|starting|effective)\s+(?:the\s+)?$", re.IGNORECASE)
HABIT = re.compile(
    r"\b(?:usually|often|generally|typically|normally|seasons?|climate|rainfall|temperatures?|tourists?|every year|each year"
    r"|best times?|on average|high season|low season|trade winds|sunny|humid)\b",
    re.IGNORECASE,
)
PRESENT = re.compile(r"\b(?:is|are|has|have|can|tends?|occurs?|falls?|lasts?|runs?|attracts?|visit|visits|begins?|ends?|there's)\b")


def tells_habit(text: str, start: int, end: int) -> bool:
    """Whether a sentence in the present tense tells what comes again each year: "The rains last from May to October".

    >>> tells_habit("It is usually dry in May.", 0, 25), tells_habit("They met in May.", 0, 16)
    (True, False)
    """
    sentence = text[start : min(end, start + 400)]
    return (
        (HABIT.search(sentence) or MONTHS.search(sentence)) is not None
        and PRESENT.search(sentence) is not None
        and AHEAD.search(sentence) is None
        and not PAST_VERB.search(sentence)
    )


MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
MONTHS = re.compile(rf"\b(?:between|from) {MONTH} (?:and|to|through|until) {MONTH}\b(?! \d)", re.IGNORECASE)
PAST_VERB = re.compile(r"\b(?:was|were|had|did|came|went|fell|rose|took|met|won|lost|left|said)\b")
