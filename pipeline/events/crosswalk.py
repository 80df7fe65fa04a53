"""From PLOVER type and mode to ACLED event and sub-event type and to the CAMEO root, by the table beside this module.

ACLED asks who is hit: violence between the armed is a battle, violence against the unarmed is not; and who gains a place.
These two questions are answered from the sectors and words of the parties.
"""

from functools import lru_cache
from typing import NamedTuple

from pipeline.events.word_forms import PACKAGE
from pipeline.lexicon import read_entries


class Codes(NamedTuple):
    """ACLED event and sub-event type, None where ACLED has no class, and the CAMEO root of two digits."""

    acled_event_type: str | None
    acled_sub_event_type: str | None
    cameo_root: str


@lru_cache(maxsize=1)
def crosswalk() -> dict[str, Codes]:
    """The table by type and `type.mode`."""
    return {
        entry["id"]: Codes(entry.get("acled"), entry.get("sub"), entry["cameo"]) for entry in read_entries(PACKAGE, "crosswalk.yml")
    }


def codes_of(event_type: str, mode: str | None, rule_id: str, armed_target: bool, state_source: bool) -> Codes:
    """The codes of one event.

    >>> codes_of("ASSAULT", "aerial", "assault.n_air", False, True).acled_sub_event_type
    'Air/drone strike'
    >>> codes_of("ASSAULT", None, "assault.clash", True, True).acled_event_type
    'Battles'
    """
    table = crosswalk()
    if event_type == "ASSAULT" and rule_id in ("assault.capture_place", "assault.take_place", "assault.n_capture"):
        return table["ASSAULT.regain" if state_source else "ASSAULT.overtake"]
    if event_type == "ASSAULT" and (mode is None or mode in ("firearms", "targeted")) and armed_target:
        return table["ASSAULT.battle"]
    return table.get(f"{event_type}.{mode}", table[event_type])
