"""acled.csv: events with the 31 column names of ACLED's export, for tools that read those. Not ACLED data."""

from typing import Any

import pyarrow as pa

from pipeline.publish.exports.country import country_of
from pipeline.publish.exports.happening import Happening, Party
from pipeline.publish.exports.side import side_of

ACLED_LOSES = (
    "Asserted, actual events that have an ACLED class and a day; others are left out. Lost: polarity, modality, PLOVER "
    "types, date basis, ranges of tolls, weapons, further reports and offsets. fatalities is 0 where none are reported, as "
    "ACLED writes it. time_precision and geo_precision fold UCDP's finer scales. inter1, inter2 follow from PLOVER sectors "
    "and are empty where these do not say. admin2, admin3, source_scale, tags and timestamp are empty. notes is the "
    "sentence of the first report. Column names follow ACLED's; the rows are no ACLED data."
)
TEXT = "event_id_cnty event_date disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 \
interaction civilian_targeting region country admin1 admin2 admin3 location source source_scale notes tags timestamp".split()
WHOLE = "year time_precision iso geo_precision fatalities".split()
COLUMNS = """event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2
assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude
geo_precision source source_scale notes fatalities tags timestamp""".split()
TYPES = {name: pa.string() if name in TEXT else pa.int64() if name in WHOLE else pa.float64() for name in COLUMNS}
INTER = {"state": "State forces", "rebels": "Rebel group", "militia": "Political militia", "civilians": "Civilians"}
CROWDS = {"Protests": "Protesters", "Riots": "Rioters"}
# UCDP's precisions on ACLED's scales of three.
TIME_PRECISION = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3}
GEO_PRECISION = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3, 6: 3, 7: 3}


def acled_row(happening: Happening) -> dict[str, Any] | None:
    """The event as a row of acled.csv; None where it has no ACLED class or no day."""
    event = happening.event
    if not event["acled_event_type"] or not event["date_start"]:
        return None
    return _when_where(happening) | _who(happening) | _what(happening)


def disorder_type(event_type: str, sub_event_type: str | None) -> str:
    """ACLED's disorder type of an event and sub-event type, see its codebook, "Disorder type".

    >>> disorder_type("Riots", "Mob violence"), disorder_type("Protests", "Peaceful protest")
    ('Political violence', 'Demonstrations')
    """
    if sub_event_type == "Excessive force against protesters":
        return "Political violence; Demonstrations"
    if event_type == "Strategic developments":
        return event_type
    demonstration = event_type == "Protests" or sub_event_type == "Violent demonstration"
    return "Demonstrations" if demonstration else "Political violence"


def _what(happening: Happening) -> dict[str, Any]:
    event, report = happening.event, happening.reports[0]
    event_type, sub_event_type = event["acled_event_type"], event["acled_sub_event_type"]
    return {
        "event_id_cnty": event["event_id"],
        "disorder_type": disorder_type(event_type, sub_event_type),
        "event_type": event_type,
        "sub_event_type": sub_event_type,
        "source": "; ".join(happening.publishers),
        "notes": report["evidence_text"],
        "fatalities": event["fatalities_best"] or 0,
    }


def _when_where(happening: Happening) -> dict[str, Any]:
    event, country = happening.event, country_of(happening.event["country"])
    return {
        "event_date": event["date_start"].isoformat(),
        "year": event["date_start"].year,
        "time_precision": TIME_PRECISION[event["date_precision"]],
        "iso": country.numeric,
        "region": country.acled_region,
        "country": country.name or None,
        "admin1": event["admin1"],
        "location": event["place_name"],
        "latitude": event["latitude"],
        "longitude": event["longitude"],
        "geo_precision": GEO_PRECISION.get(event["where_precision"]),
    }


def _who(happening: Happening) -> dict[str, Any]:
    event_type, country = happening.event["acled_event_type"], happening.event["country"]
    inter1 = CROWDS.get(event_type) or _inter(happening.source, country)
    inter2 = _inter(happening.target, country)
    return {
        "actor1": happening.source.name if happening.source else CROWDS.get(event_type),
        "assoc_actor_1": _names(happening.of_role("associate_source")),
        "inter1": inter1,
        "actor2": happening.target.name if happening.target else None,
        "assoc_actor_2": _names(happening.of_role("associate_target")),
        "inter2": inter2,
        "interaction": "-".join(word for word in (inter1, inter2) if word) or None,
        "civilian_targeting": "Civilian targeting" if inter2 == "Civilians" else None,
    }


def _inter(party: Party | None, country: str | None) -> str | None:
    """ACLED's kind of actor: forces of another state are external ones."""
    side = side_of(party)
    if side == "state" and party and party.country and country and party.country != country:
        return "External/Other forces"
    return INTER.get(side or "")


def _names(parties: list[Party]) -> str | None:
    return "; ".join(party.name for party in parties) or None
