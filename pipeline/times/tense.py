"""Whether a clause tells of what was or of what is to come, by the words nearest before and after an expression."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

AHEAD = re.compile(
    r"\b(?:(?:will|shall|would|must|should|won['’]t|to be)(?: be)? \w+"
    r"|(?:is|are|was|were) (?:set|due|going|scheduled|expected|planning|slated) \w+"
    r"|(?:expected|scheduled|due|plans?|planned|hopes?|intends?|aims?|likely|supposed|able|is|are|was|were|set|slated|wants?)"
    r" to (?:be )?\w+"
    r"|(?:starts|begins|opens|expires|ends|meets?|resumes?|arrives?|returns|goes|go|leaves|travels|visits|votes|faces|hosts"
    r"|holds|speaks|appears|closes|launches)(?: again| to \w+(?: \w+)?)?|takes? (?:effect|place|part)|kicks? off"
    r"|agreed to (?:meet|hold|resume|begin|start|return|reopen|withdraw|leave|stop|talk)"
    r"|for delivery|delivery(?= in\b)"
    r"|ahead of(?: \w+){1,3}"
    r"|before (?:the |an? |its |his )?(?:\w+ )?(?:elections?|votes?|polls?|talks|summit|referendum|deadline|trial)"
    r"|scheduled(?: for)?|expected (?:in|on|by)|(?:planned|planning|set|forecast|slated) for|due|upcoming|deadline)\b|['’]ll\b",
    re.IGNORECASE,
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
DECIDED = re.compile(
    r"\b(?:decide[ds]?|promise[ds]?|pledge[ds]?|vow(?:s|ed)?|vote[ds]?|threaten(?:s|ed)?|offer(?:s|ed)"
    r"|order(?:s|ed)|wants?|wanted|urge[ds]?|asked|asks|refuse[ds]?|propose[ds]?"
    r"|prepar(?:es?|ed|ing)|decision|plans?|pledge|deal|call(?:s|ed) on)\b",
    re.IGNORECASE,
)
INFINITIVE = re.compile(r"[^.;:!?\n]{0,90}?\bto (?!the\b|an?\b|its\b|his\b|their\b)(?:be )?[a-z]{3,}")
# "called for a strike on Sunday": people are called to gatherings before these are held.
GATHERING = (
    r"(?:strikes?|protests?|march(?:es)?|rall(?:y|ies)|demonstrations?|disobedience|boycotts?|sit-ins?|walkouts?|shutdowns?|curfews?|mobili[sz]ation"
    r"|elections?|votes?|referendums?|vigils?|meetings?|summits?|ceasefires?|truces?|talks|sessions?|polls)"
)
CALLED = re.compile(
    r"\b(?:call(?:s|ed|ing)?(?: \w+){0,2} (?:for|an?|to)|announc(?:es?|ed|ing)|plan(?:s|ned|ning)?|urg(?:es?|ed|ing)"
    r"|threaten(?:s|ed|ing)?|organi[sz](?:es?|ing)|declar(?:es?|ed|ing)|impos(?:es?|ed|ing))(?: [\w-]+){0,4}? " + GATHERING + r"\b",
    re.IGNORECASE,
)
QUOTE_ENDS = re.compile(r"[,.!?][\"”’](?= )")


class Signs(NamedTuple):
    """Where the signs of what is to come, and of what was, begin and end in a sentence, in order."""

    ahead: tuple[tuple[int, int], ...]
    behind: tuple[tuple[int, int], ...]


def signs_in(text: str, start: int, end: int) -> Signs:
    """The signs of a sentence. They are read once for all its expressions, so the cost is linear in the text."""
    ahead = sorted([found.span() for found in AHEAD.finditer(text, start, end)] + signs_of_plans(text, start, end))
    behind = tuple(found.span() for found in BEHIND.finditer(text, start, end) if found.group().lower() not in NOT_PAST)
    return Signs(tuple(ahead), behind)


def signs_of_plans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The infinitives that say what was decided, and the gatherings that people were called to."""
    found = [called.span() for called in CALLED.finditer(text, start, end)]
    for decided in DECIDED.finditer(text, start, end):
        infinitive = INFINITIVE.match(text, decided.end(), end)
        if infinitive is not None:
            found.append((text.rfind(" to ", decided.end() - 1, infinitive.end()) + 1, infinitive.end()))
    return found


def tense_at(text: str, sentence_start: int, start: int, end: int, sentence_end: int, signs: Signs | None = None) -> int:
    """1 where the clause around `start` to `end` looks forward, -1 where it looks back, 0 without a sign.

    >>> tense_at("The talks will open on Monday.", 0, 23, 29, 30), tense_at("The talks opened on Monday.", 0, 20, 26, 27)
    (1, -1)
    """
    if text[end : end + 2] in ("'s", "’s"):  # Wednesday's ruling
        return -1
    signs = signs or signs_in(text, sentence_start, sentence_end)
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
