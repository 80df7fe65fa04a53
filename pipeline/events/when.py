"""The day of an event: the time that belongs to its clause, else one that the narrative gives, else the publication, and which
of these it is.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from pipeline.events.datelines import dateline_end
from pipeline.events.flow import verb_lists
from pipeline.events.found import AGENTS
from pipeline.events.groups import Sentence, classes
from pipeline.events.occurrence import Event
from pipeline.events.sequels import apart_from, is_anniversary, is_long_done, own_side, token_at
from pipeline.events.word_forms import word_of
from pipeline.text.page import Page
from pipeline.times.timex import Time

BASIS = {
    "explicit": "explicit",
    "weekday": "weekday",
    "relative_to_publication": "relative",
    "relative_to_text": "relative",
    "duration": "relative",
}
OPENING = 10  # a time that opens the sentence goes for all its main verbs
LIMIT = 45  # a time further away belongs to something else
MONTHS = timedelta(days=62)
ZONES = timedelta(days=1)  # it may be the day after already where it happened
CALLS = frozenset(("protest.stage", "protest.stage_strike"))  # what is called for a day to come
WIDE = 15  # how much further away a year counts than a day: "the sixth raid this year was carried out on Monday"


class When(NamedTuple):
    """Days of an event, their EDTF, how they are known, and the number of the time expression that says so."""

    first: date | None
    last: date | None
    edtf: str | None
    basis: str
    time: int | None


NEVER = When(None, None, None, "none", None)


def times_in(sentence: Sentence, times: Sequence[Time], first: int) -> list[int]:
    """Numbers of the dated expressions of a sentence; `first` is the number of the first one that may lie in it."""
    found = []
    for number in range(first, len(times)):
        if times[number].start >= sentence.end:
            break
        if times[number].start >= sentence.start and is_dated(sentence, times[number]) and not in_dateline(sentence, times[number]):
            found.append(number)
    return found


def in_dateline(sentence: Sentence, time: Time) -> bool:
    """Whether a time is the day of writing in the first words of a page: "Tarum, 3 May 2021 -- Gunmen killed a guard"."""
    if time.first is None or time.first != sentence.page.published:
        return False
    return time.end <= dateline_end(sentence.page.text, sentence.start)


VAGUE = re.compile(r"\b(?:ago|past|recent|recently|earlier|previous|previously)\b", re.IGNORECASE)


AT = re.compile(r"\bat\s+$", re.IGNORECASE)
CLOCK = re.compile(r"(?:about |approximately |around |roughly )?(?:[01]\d|2[0-4])[0-5]\d", re.IGNORECASE)
ZONE = re.compile(r"\s+(?:hours|hrs|gmt|utc|local)\b", re.IGNORECASE)


def is_hour(text: str, time: Time) -> bool:
    """Whether what reads like a year is a time of day: "at 1100", "1945 GMT"."""
    if CLOCK.fullmatch(text, time.start, time.end) is None:
        return False
    if ZONE.match(text, time.end) is not None:
        return True
    return AT.search(text, max(time.start - 8, 0), time.start) is not None


def is_dated(sentence: Sentence, time: Time) -> bool:
    """Whether an expression dates an event: by days of its own, or by saying that they are past and not which."""
    if is_hour(sentence.page.text, time):
        return False
    if time.first is not None:
        return time.timex_type in ("DATE", "TIME", "DURATION")
    return time.timex_type in ("DATE", "DURATION") and VAGUE.search(sentence.page.text, time.start, time.end) is not None


SAYING = re.compile(r"\b(?:said|told|announced|reported|added|statement|confirmed)\W+(?:\w+\W+){0,3}$")


def day_told(page: Page, start: int, end: int, times: Sequence[Time], first: int) -> When | None:
    """The single day on which a stretch of text without events is set, or None; days of sayings do not count."""
    days = []
    for number in range(first, len(times)):
        time = times[number]
        if time.start >= end:
            break
        if time.timex_type in ("DATE", "TIME") and time.first is not None and time.first == (time.last or time.first):
            days.append(number)
    if len(days) != 1 or SAYING.search(page.text, max(times[days[0]].start - 40, start), times[days[0]].start):
        return None
    time = times[days[0]]
    return When(time.first, time.first, time.edtf, "inferred", days[0])


def own_time(sentence: Sentence, event: Event, times: Sequence[Time], numbers: Sequence[int]) -> int | None:
    """The number of the time that belongs to the event: the nearest by tokens, where a clause boundary counts as many."""
    best, best_cost = None, LIMIT
    for number in numbers:
        token = token_at(sentence, times[number].start)
        cost = min(distance(sentence, event, token, trigger) for trigger in (event.found.start, *event.found.also))
        if token <= 2 and event.clause is not None and event.clause.role == "main" and event.found.how == "verb":
            cost = min(cost, OPENING)
        long = is_long(times[number])
        cost += WIDE if long else 0
        start = times[number].start
        if SINCE.search(sentence.page.text, max(start - 14, sentence.start), start) is not None and not is_perfect(sentence, event):
            cost += 2 * LIMIT
        if owns_other(sentence, event, times[number]):
            cost += 2 * LIMIT
        if cost < best_cost or (cost < 2 * LIMIT and len(numbers) == 1 and not event.background and not long):
            best, best_cost = number, cost
    return best


SINCE = re.compile(r"\bsince\s+(?:early |late |mid-?|the )?$", re.IGNORECASE)


def owns_other(sentence: Sentence, event: Event, time: Time) -> bool:
    """Whether a time says which thing, and no violence, is meant: "the result of Saturday's election", "the October 9 election"."""
    end, start = token_at(sentence, time.end), token_at(sentence, time.start)
    if end + 1 >= len(sentence.tokens):
        return False
    opens = sentence.tokens[start].lower == "the" or (start > 0 and sentence.tags[start - 1] == "D")
    inside = opens and sentence.tags[end] == "N"
    if not inside and (sentence.tags[end] != "S" or sentence.tokens[end].start != time.end):
        return False
    head = end + (not inside)
    while head + 1 < len(sentence.tokens) and sentence.tags[head + 1] in "NA-":
        head += 1
    own = any(end < trigger <= head for trigger in (event.found.start, *event.found.also))
    lemma = word_of(sentence.tokens[head].lower).noun_lemma
    return not own and (lemma in classes()["dated"] if inside else lemma not in AGENTS.lemmas)


def is_perfect(sentence: Sentence, event: Event) -> bool:
    """Whether its verb says that an event has gone on: "have been killed since May" and not "was killed, the third since May"."""
    verb = sentence.items[event.clause.verb].verb if event.clause is not None else None
    return verb is None or verb.perfect


def is_long(time: Time) -> bool:
    """Whether an expression spans many months: it dates only what stands right beside it."""
    return time.first is not None and time.last is not None and time.last - time.first > MONTHS


def distance(sentence: Sentence, event: Event, token: int, trigger: int) -> int:
    """How far a time at `token` stands from a trigger of an event."""
    low, high = min(token, trigger), max(token, trigger)
    cost = high - low
    own_verb = sentence.items[event.clause.verb] if event.clause is not None else None
    for position, item in enumerate(sentence.items):
        if not low < item.start < high:
            continue
        if item.verb is not None and item.end <= token <= item.end + 2 and trigger < token and is_aside(sentence, position):
            return 3 * LIMIT
        if event.teller is not None and (item is sentence.items[event.teller] or (item.kind == "W" and item.lower == "that")):
            continue
        if item.verb is not None and own_verb is not item:
            cost += 12 if item.verb.finite else 5
            if item.verb.lemma in verb_lists()[0] and item.verb.finite:
                cost += 10
        elif item.kind in ("U", "W", ";", ":"):
            cost += 12
        elif item.kind in ("C", ","):
            cost += 3
    return cost + speech_penalty(sentence, event, token)


def is_aside(sentence: Sentence, position: int) -> bool:
    """Whether a verb only says who somebody is: "men arrested in May were freed", where May is not the day of the release."""
    return position in sentence.clauses and sentence.clauses[position].role == "reduced"


def speech_penalty(sentence: Sentence, event: Event, token: int) -> int:
    """ "said on Monday" dates the saying: a time right after a verb of speech that is not the event is far away."""
    for item in sentence.items:  # "a strike planned for Monday": Monday is the strike's
        if (
            item.verb
            and item.verb.lemma in ("plan", "schedule", "expect")
            and item.end <= token <= item.end + 3
            and item.end - 1 != event.found.start
        ):
            return 3 * LIMIT
    return 30 if dates_saying(sentence, event, token) else 0


def dates_saying(sentence: Sentence, event: Event, token: int) -> bool:
    """Whether a time at `token` stands right after a verb of speech that is not the event itself."""
    for position in sentence.clauses:
        item = sentence.items[position]
        if (event.clause is not None and event.clause.verb == position) or event.found.start == item.end - 1:
            continue
        if item.verb and item.verb.lemma in verb_lists()[0] and item.end <= token <= item.end + 5 and item.verb.finite:
            between = sentence.tags[item.end : token]
            if "V" not in between and "," not in between:
                return True
    return False


def is_present(sentence: Sentence, event: Event) -> bool:
    """Whether the verb stands in the present: what somebody "wants" or "denies" is of today, whatever day was told before."""
    verb = sentence.items[event.clause.verb].verb if event.clause is not None else None
    return verb is not None and verb.finite and not verb.modal and not verb.perfect and verb.form == "s" and verb.voice == "active"


def comes_later(event: Event, time: Time, published: date | None) -> bool:
    """Whether a time lies after publication and the event before it: "rejected the result and called a strike for Sunday"."""
    if published is None or time.first is None or event.modality not in ("actual", "claimed") or event.clause is None:
        return False
    ahead = time.first > published + ZONES or (time.timex_type == "DURATION" and (time.last or time.first) > published + ZONES)
    return ahead and event.found.trigger.rule_id not in CALLS


def when_of(
    sentence: Sentence, event: Event, times: Sequence[Time], numbers: Sequence[int], narrative: When | None, published: date | None
) -> When:
    """The days of an event: from its own time, else from the last dated event told before, else from the publication."""
    numbers = [number for number in numbers if not comes_later(event, times[number], published)]
    if is_anniversary(sentence, event):
        return NEVER
    apart = apart_from(sentence, event)
    if apart is not None:
        numbers = [number for number in numbers if token_at(sentence, times[number].start) > apart]
    numbers = own_side(sentence, event, times, numbers)
    number = own_time(sentence, event, times, numbers)
    if number is None and (apart is not None or is_long_done(sentence, event)):
        return NEVER
    if number is not None:
        time = times[number]
        if time.first is None:
            return NEVER
        if dates_saying(sentence, event, token_at(sentence, time.start)):
            return When(time.first, time.last or time.first, time.edtf, "inferred", None)
        return When(time.first, time.last or time.first, time.edtf, BASIS.get(time.basis, "inferred"), number)
    if event.modality in ("hypothetical", "planned") or (event.event_type in ("AGREE", "THREATEN") and event.modality == "planned"):
        return NEVER
    if narrative is not None and not event.background and not is_present(sentence, event):
        return narrative._replace(basis="inferred", time=None)
    if published is not None and not event.background:
        return When(published, published, published.isoformat(), "publication", None)
    return NEVER
