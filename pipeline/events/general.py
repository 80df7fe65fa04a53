"""Violence told in general: as a habit, a sum over years, an order, or an allusion, and not as one deed on one day.

"For ten years the gangs have murdered judges" sums up, "cease all killings" orders, "the mines used in the ambush of soldiers"
alludes. What sums up becomes `historical` background, what orders is `hypothetical`, and an allusion with no day, place, toll or
name of its own is no report.
"""

import re
from collections.abc import Sequence

from pipeline.events.groups import Sentence, classes
from pipeline.events.occurrence import Event
from pipeline.events.report import Report
from pipeline.events.retelling import KILL, STATED, own_place
from pipeline.names.name import Mention
from pipeline.text.page import Page

DEEDS = frozenset(("ASSAULT", "COERCE"))
COUNTLESS = 1000  # dead; so many die in wars, and of a day that is told
UNIT = r"(?:years?|months?|decades?|centur(?:y|ies)|generations?)"
NUMBER = r"(?:\d+|a|an|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty|several|many|few|recent|some)"
LONG = re.compile(
    rf"\b(?:for|in|over|during|within|throughout|spent|spend)\s+(?:the\s+)?(?:(?:more than|over|about|almost|nearly|at least)\s+)?"
    rf"(?:(?:last|past|previous|recent)\s+)?(?:{NUMBER}\s+)?(?:last\s+|past\s+|long\s+)?{UNIT}\b(?!\s+(?:of|old|ago|after|before|earlier|later|sentence|prison))"
    r"|\bover the years\b|\bso far this (?:year|decade)\b|\bthroughout (?:its|their|the|our) (?:history|war|conflict)\b"
    r"|\bon (?:several|many|numerous|various|countless) occasions\b|\b(?:every|each) (?:day|week|month|year)\b"
    r"|\b(?:day after day|time and again|again and again|year after year|traditionally|historically)\b",
    re.IGNORECASE,
)
SINCE = re.compile(
    r"\bsince\b(?!\s+(?:then|dawn|morning)\b)(?![^,.;]{0,60}\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday"
    r"|(?:last|this) (?:night|week|weekend)|(?:days?|hours|weeks?) (?:ago|earlier)|\d{1,2} days)\b)",
    re.IGNORECASE,
)


def judge_general(sentence: Sentence, event: Event, recent: bool = False) -> Event:
    """The event, `historical` where its sentence sums up, `hypothetical` where it gives an order; `recent` says that the sentence
    names a day of the last weeks, so that "since" is no long time."""
    if event.event_type not in DEEDS or event.modality != "actual" or event.negated:
        return event
    if is_order(sentence, event):
        event.modality = "hypothetical"
    elif is_summed_up(sentence, event, recent) or is_rhetoric(sentence, event):
        event.modality, event.background = "historical", True
    return event


def is_order(sentence: Sentence, event: Event) -> bool:
    """Whether a verb without subject in its base form opens the sentence, or the quotation in it: "Stop the killings"."""
    for position, clause in sentence.clauses.items():
        item = sentence.items[position]
        verb = item.verb
        opens = position == 0 or (position == 1 and sentence.items[0].kind in ",;:C")
        if opens and verb is not None and verb.form == "base" and verb.finite and not verb.modal and not clause.subjects:
            return not sentence.titled and item.end - item.start == 1 and verb.voice == "active"
    return False


def is_summed_up(sentence: Sentence, event: Event, recent: bool) -> bool:
    """Whether the words beside an event say that it goes on for months or comes again and again."""
    text = sentence.page.text
    clause = event.clause
    verb = sentence.items[clause.verb].verb if clause is not None else None
    perfect = verb is not None and (verb.perfect or verb.form in ("base", "s", "ing"))
    start, end = reach_of(sentence, event)
    if (
        (perfect or event.found.how == "noun")
        and not classes()["often"].isdisjoint(sentence.lowers)
        and any(
            token.lower in classes()["often"] and start <= token.start < end and token.text.islower() for token in sentence.tokens
        )
    ):
        return True
    if is_long(text[start:end]) and any(is_beside(sentence, event, found.start()) for found in LONG.finditer(text, start, end)):
        return True
    since = SINCE.search(text, start, end) if perfect and not recent and is_plural(sentence, event) else None
    return since is not None and is_beside(sentence, event, since.start())


# One of these stands in whatever `LONG` finds; to look for them is cheaper.
HINTS = tuple("year,month,decade,centur,generation,throughout,occasion,every,each,day after,again,tradition,histor".split(","))


def is_long(words: str) -> bool:
    """Whether `LONG` can find anything in some words."""
    return any(map(words.lower().__contains__, HINTS))


def is_beside(sentence: Sentence, event: Event, position: int) -> bool:
    """Whether no other finite verb stands between a character and the trigger."""
    trigger = sentence.tokens[event.found.start].start
    low, high = min(position, trigger), max(position, trigger)
    own = event.clause.verb if event.clause is not None else -1
    return not any(
        item.verb is not None and item.verb.finite and number != own and low < sentence.tokens[item.start].start < high
        for number, item in enumerate(sentence.items)
    )


def is_rhetoric(sentence: Sentence, event: Event) -> bool:
    """Whether a whole people suffers what no day, number or place tells: "they are murdering our people"."""
    positions = [*event.found.targets, *event.found.victims]
    groups = [sentence.group(position) for position in positions]
    whole = bool(groups) and all(group.head in classes()["whole"] and group.determiner in classes()["definite"] for group in groups)
    whole = whole and event.found.trigger.rule_id in RHETORIC
    start, end = reach_of(sentence, event)
    near = [tag for token, tag in zip(sentence.tokens, sentence.tags, strict=True) if start <= token.start < end]
    return whole and "X" not in near and "Q" not in near


RHETORIC = KILL | {"assault.attack", "assault.n_attack", "assault.torture", "assault.n_bombing"}


def reach_of(sentence: Sentence, event: Event) -> tuple[int, int]:
    """The characters of the clauses around a trigger: up to the next semicolon, relative word or conjunction of a clause."""
    trigger = event.found.start
    first, last = 0, len(sentence.tokens)
    for item in sentence.items:
        if item.kind in (";", ":", "W") and item.end <= trigger:
            first = max(first, item.end)
        elif item.kind in (";", ":", "W") and item.start > trigger:
            last = min(last, item.start)
    return sentence.tokens[first].start, sentence.tokens[last - 1].end


def is_plural(sentence: Sentence, event: Event) -> bool:
    """Whether more than one are acted on, or nobody is told of."""
    positions = [*event.found.targets, *event.found.victims]
    heads = [sentence.tokens[sentence.items[position].end - 1].lower for position in positions]
    return not heads or any(word.endswith(("s", "men", "people", "children", "police")) for word in heads)


def without_allusions(page: Page, mentions: Sequence[Mention], reports: Sequence[Report]) -> list[Report]:
    """The reports without deeds told in passing that have no day, place, toll or name of their own; sums of thousands recalled."""
    return [recalled(report) for report in reports if not is_allusion(mentions, report)]


def recalled(report: Report) -> Report:
    """A report of thousands of dead without a day of its own, as history."""
    dead = report.fatalities_best
    if dead is None or dead < COUNTLESS or report.modality != "actual" or report.date_basis in STATED:
        return report
    return report._replace(modality="historical", is_background=True)


def is_allusion(mentions: Sequence[Mention], report: Report) -> bool:
    """Whether a deed in the background says nothing of its own."""
    if report.event_type != "ASSAULT" or not report.is_background or report.modality != "actual" or report.polarity != "asserted":
        return False
    if report.date_basis in STATED or own_place(report) or report.fatalities_best is not None or report.injured_low is not None:
        return False
    return not any(is_named(mentions, party.start, party.end) for party in report.parties)


def is_named(mentions: Sequence[Mention], start: int, end: int) -> bool:
    """Whether a name stands in a stretch of text."""
    return any(start <= mention.start < end and mention.kind != "people_group" for mention in mentions)
