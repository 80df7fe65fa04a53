"""An event of one sentence with its stance, and what a stance makes of its type."""

from dataclasses import dataclass

from pipeline.events.flow import Clause
from pipeline.events.found import COOPERATION, Found
from pipeline.events.stance import Stance

AHEAD_CONFLICT = frozenset(("ASSAULT", "COERCE", "SANCTION", "PROTEST"))


YIELDING = frozenset(("RETREAT", "CONCEDE"))


@dataclass(slots=True)
class Event:
    """An event of one sentence, with its stance; `background` marks what is told only in passing."""

    found: Found
    event_type: str
    mode: str | None
    negated: bool
    modality: str
    background: bool
    clause: Clause | None
    teller: int | None


def settle(event: Event, stance: Stance, has_source: bool) -> Event | None:
    """What stance does to type: help to come is AGREE, force to come THREATEN, help that will not come REJECT."""
    kind = event.event_type
    event.negated, event.modality = stance.negated, stance.modality
    if stance.modality in ("hypothetical", "historical"):
        return event
    if stance.negated:
        if stance.future and kind in COOPERATION:
            event.event_type, event.negated, event.modality, event.mode = "REJECT", False, "actual", None
        return event
    if stance.future:
        if kind in YIELDING:
            event.event_type = "CONCEDE"
        elif kind in COOPERATION:
            event.event_type, event.mode = "AGREE", None
        elif kind in AHEAD_CONFLICT and has_source:
            event.event_type, event.mode = "THREATEN", None
    return event
