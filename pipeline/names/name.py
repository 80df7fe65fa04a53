"""A name as found in a text, and the place or actor that it stands for."""

from datetime import date
from typing import NamedTuple

KINDS = (
    "place", "person", "organisation", "armed_group", "state", "nationality", "people_group", "weapon", "vehicle", "platform",
    "operation",
)  # fmt: skip
ACTOR_KINDS = ("person", "organisation", "armed_group", "state", "people_group", "nationality")
# PLOVER 2.0 sectors, see the PLOVER manual, "Actors".
SECTORS = (
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU", "ELI", "JRN",
    "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC", "IGO", "NGO", "TOP",
)  # fmt: skip


class Place(NamedTuple):
    """A place of the earth. `country` is ISO 3166-1 alpha-3, `feature_code` GeoNames' (PPL, PPLC, ADM1, PCLI, RGN, SEA ...)."""

    place_id: str
    name: str
    feature_code: str
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    geonames_id: int | None


class Alias(NamedTuple):
    """A name of an actor and the days between which it was in use, where known."""

    name: str
    valid_from: date | None = None
    valid_to: date | None = None


class Actor(NamedTuple):
    """Who acts. `country` is ISO 3166-1 alpha-3 or a PLOVER code (IGO, NGO, EUR ...), `sector` PLOVER's at the date of the text."""

    actor_id: str
    name: str
    kind: str
    country: str | None
    sector: str | None
    aliases: tuple[Alias, ...] = ()


class Mention(NamedTuple):
    """Characters `start` to `end` of a page's clean text that name something.

    `precision` is UCDP's where_prec for this mention of a place: 1 the place itself, 2 near it ("south of Tripoli"), 3 second-order
    division, 4 first-order division, 5 a line or vague region, 6 country, 7 sea or air. A country has both `place` and `actor`,
    whatever its kind says of this mention.
    """

    start: int
    end: int
    kind: str
    place: Place | None
    actor: Actor | None
    precision: int | None
    rule_id: str
    confidence: float
