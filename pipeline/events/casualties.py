"""Deaths and injuries of an event from the figures of its sentence.

The rule: figures whose role is killed (injured) and that stand nearest to the event's trigger count for it. Figures of one
clause that "and" or a comma joins add up ("three soldiers and two guards"), figures behind "including", "among them" or "of
whom" are part of the one before, and "to 87 from 72" counts the first. An exact number is its own low and high; "at least"
has no high; a single victim without a number ("a guard was killed") counts one.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.events.groups import Sentence
from pipeline.events.occurrence import Event
from pipeline.figures.figure import Figure

PART_WORDS = frozenset(("including", "among", "whom", "included", "from", "half", "them"))


class Toll(NamedTuple):
    """Killed and injured of one event, and the numbers of the figures that say so."""

    best: int | None
    low: int | None
    high: int | None
    injured_low: int | None
    injured_high: int | None
    figures: tuple[int, ...]


NO_TOLL = Toll(None, None, None, None, None, ())


def toll_of(sentence: Sentence, event: Event, events: Sequence[Event], figures: Sequence[Figure], numbers: Sequence[int]) -> Toll:
    """The toll of `event`, given all events of its sentence and the numbers of the figures in it."""
    if event.event_type != "ASSAULT":
        return NO_TOLL
    own = [
        number
        for number in numbers
        if nearest(sentence, figures[number], events) is event and not is_hour(sentence.page.text, figures[number])
    ]
    killed = [number for number in own if role_of(sentence, event, figures[number]) == "killed"]
    injured = [number for number in own if role_of(sentence, event, figures[number]) == "injured"]
    low, high = total(sentence, figures, killed)
    hurt_low, hurt_high = total(sentence, figures, injured)
    best = None if low is None and high is None else low if low is not None else high
    if best is None and not killed and single_victim(sentence, event, ("assault.kill", "assault.assassinate", "assault.execute")):
        best = low = high = 1
    if hurt_low is None and not injured and single_victim(sentence, event, ("assault.wound",)):
        hurt_low = hurt_high = 1
    return Toll(best, low, high, hurt_low, hurt_high, tuple(own))


HOUR = re.compile(r"\s*(?:gmt|utc|hours|hrs)\b", re.IGNORECASE)


def is_hour(text: str, figure: Figure) -> bool:
    """Whether a number is a time of day: "1210 GMT"."""
    return figure.kind == "count" and HOUR.match(text, figure.end) is not None


def role_of(sentence: Sentence, event: Event, figure: Figure) -> str | None:
    """The figure's own role, or that which the trigger gives to its victims."""
    if figure.role is not None or figure.kind != "count":
        return figure.role
    victims = [*event.found.targets, *event.found.victims]
    inside = any(
        sentence.tokens[sentence.items[p].start].start <= figure.start < sentence.tokens[sentence.items[p].end - 1].end
        for p in victims
    )
    if inside and event.found.trigger.rule_id in (
        "assault.kill",
        "assault.execute",
        "assault.assassinate",
        "assault.n_killing",
        "assault.die_in",
    ):
        return "killed"
    return "injured" if inside and event.found.trigger.rule_id == "assault.wound" else None


def nearest(sentence: Sentence, figure: Figure, events: Sequence[Event]) -> Event | None:
    """The violent event whose trigger stands nearest to a figure."""
    deeds = [event for event in events if event.event_type == "ASSAULT"]
    harming = [event for event in deeds if event.mode != "abduct"]
    if harming and figure.role in ("killed", "injured"):  # "killing 35 and abducting dozens"
        deeds = harming
    return min(deeds, key=lambda event: gap(sentence, event, figure), default=None)


def gap(sentence: Sentence, event: Event, figure: Figure) -> int:
    """Characters from a figure to the nearest word that tells an event: "opened fire, killing six, before he was shot"."""
    return min(abs(sentence.tokens[trigger].start - figure.start) for trigger in (event.found.start, *event.found.also))


def total(sentence: Sentence, figures: Sequence[Figure], numbers: Sequence[int]) -> tuple[int | None, int | None]:
    """Low and high of some figures of one role, added up or not by the words between them."""
    low: int | None = None
    high: int | None = None
    previous: Figure | None = None
    for number in numbers:
        figure = figures[number]
        bottom, top = bounds(figure)
        if previous is not None and (
            is_part(sentence, previous, figure) or (figure.item_start is None and previous.item_start is not None)
        ):
            continue
        if (
            previous is not None and previous.item_start is None and figure.item_start is not None
        ):  # a number of nothing, such as an hour
            low, high, previous = None, None, None
        if bottom is not None or top is not None:
            if previous is None:
                low, high = bottom, top
            else:
                low = None if low is None or bottom is None else low + bottom
                high = None if high is None or top is None else high + top
        previous = figure
    return low, high


def bounds(figure: Figure) -> tuple[int | None, int | None]:
    """What a figure says at least and at most."""
    low = figure.low if figure.low is not None else figure.value if figure.qualifier != "at_most" else None
    high = figure.high if figure.high is not None else figure.value if figure.qualifier not in ("at_least", "more_than") else None
    return (None if low is None else int(low)), (None if high is None else int(high))


def is_part(sentence: Sentence, one: Figure, two: Figure) -> bool:
    """Whether the second figure is contained in the first, or an earlier state of it."""
    between = [token.lower for token in sentence.tokens if one.end <= token.start < two.start]
    after = [token.lower for token in sentence.tokens if two.end <= token.start < two.end + 14][:2]
    if after in (["of", "them"], ["of", "whom"], ["of", "those"], ["of", "which"], ["among", "them"]):
        return True  # "61 people, 52 of them in Gaon"
    return not PART_WORDS.isdisjoint(between) or len(between) > 12


def single_victim(sentence: Sentence, event: Event, rules: Sequence[str]) -> bool:
    """Whether one person is the only victim of a deed that says what it did."""
    if event.found.trigger.rule_id not in rules:
        return False
    victims = [*event.found.targets, *event.found.victims]
    if len(victims) != 1:
        return False
    group = sentence.group(victims[0])
    lower = sentence.tokens[sentence.items[victims[0]].end - 1].lower
    plural = (lower.endswith("s") and not lower.endswith("ss")) or lower in (
        "people",
        "police",
        "men",
        "women",
        "children",
        "civilians",
    )
    return group.determiner in ("a", "an", "one") and group.human and not plural
