"""Whether a clause tells of what was or of what is to come, by the words nearest before and after an expression."""

import re

AHEAD = re.compile(
    r"\b(?:(?:will|shall|would|must|should|won['’]t|to be)(?: be)? \w+"
    r"|(?:is|are|was|were) (?:set|due|going|scheduled|expected|planning|slated) \w+"
    r"|(?:expected|scheduled|due|plans?|planned|hopes?|intends?|aims?|likely|supposed|able|is|are|was|were|set|slated|wants?)"
    r" to (?:be )?\w+"
    r"|(?:starts|begins|opens|expires|ends|meets?|resumes?|arrives?|returns|goes|go|leaves|travels|visits|votes|faces|hosts"
    r"|holds|speaks|appears|closes|launches)(?: again| to \w+(?: \w+)?)?|takes? (?:effect|place|part)|kicks? off"
    r"|ahead of(?: \w+){1,3}"
    r"|before (?:the |an? |its |his )?(?:\w+ )?(?:elections?|votes?|polls?|talks|summit|referendum|deadline|trial)"
    r"|scheduled(?: for)?|expected (?:in|on|by)|planned for|planning for|set for|due|upcoming|deadline)\b|['’]ll\b",
    re.IGNORECASE,
)
BEHIND = re.compile(
    r"\b(?:was|were|had|did|came|went|fell|rose|took|made|met|won|lost|left|held|began|began|saw|got|told|ended|since|[a-z]{3,}ed)\b",
    re.IGNORECASE,
)
TOLD = re.compile(r"\b(?:said|says|told|announced|reported|confirmed|[a-z]{3,}ed)(?: \w+)?(?: on| late| early)?\s*$")
NOT_PAST = frozenset("expected scheduled planned need proposed based united indeed feed".split())


def tense_at(text: str, sentence_start: int, start: int, end: int, sentence_end: int) -> int:
    """1 where the clause around `start` to `end` looks forward, -1 where it looks back, 0 without a sign.

    >>> tense_at("The talks will open on Monday.", 0, 23, 29, 30), tense_at("The talks opened on Monday.", 0, 20, 26, 27)
    (1, -1)
    """
    before = text[max(sentence_start, start - 120) : start]
    if text[end : end + 2] in ("'s", "’s"):  # Wednesday's ruling
        return -1
    ahead = last_end(AHEAD, before)
    told = TOLD.search(before)
    if told and ahead <= told.start():
        return -1
    before = before[before.rfind(";") + 1 :]
    after = text[end : min(sentence_end, end + 60)]
    if AHEAD.match(after.lstrip()):  # the fourth quarter will be better
        return 1
    if DEADLINE.search(before) and not PAST_VERB.search(after):  # postponed until Tuesday
        return 1
    behind = last_behind(before)
    if ahead < 0 and behind < 0:
        found_ahead, found_behind = AHEAD.search(after), first_behind(after)
        if found_ahead is None and found_behind < 0:
            return 0
        return 1 if found_ahead is not None and (found_behind < 0 or found_ahead.start() < found_behind) else -1
    return 1 if ahead >= behind else -1


def last_end(pattern: re.Pattern[str], text: str) -> int:
    """Where the last match ends, -1 for none."""
    return max((found.end() for found in pattern.finditer(text)), default=-1)


def last_behind(text: str) -> int:
    """Where the last word of the past ends, -1 for none."""
    return max((found.end() for found in BEHIND.finditer(text) if found.group().lower() not in NOT_PAST), default=-1)


def first_behind(text: str) -> int:
    """Where the first word of the past begins, -1 for none."""
    return min((found.start() for found in BEHIND.finditer(text) if found.group().lower() not in NOT_PAST), default=-1)


DEADLINE = re.compile(r"\b(?:until|till|by)\s+(?:the\s+)?$", re.IGNORECASE)
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
        and last_end(AHEAD, sentence) < 0
        and not PAST_VERB.search(sentence)
    )


MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
MONTHS = re.compile(rf"\b(?:between|from) {MONTH} (?:and|to|through|until) {MONTH}\b(?! \d)", re.IGNORECASE)
PAST_VERB = re.compile(r"\b(?:was|were|had|did|came|went|fell|rose|took|met|won|lost|left|said)\b")
