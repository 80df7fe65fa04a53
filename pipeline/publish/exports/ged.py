"""ged.csv: deadly events with the 49 columns of UCDP GED, for tools that read those. Not UCDP data."""

import math
from hashlib import blake2b
from typing import Any

import pyarrow as pa

from pipeline.publish.exports.country import country_of
from pipeline.publish.exports.happening import Happening, Party
from pipeline.publish.exports.side import side_of

GED_LOSES = (
    "Asserted, actual events with a day and at least one reported death (UCDP counts no others). Conflict, dyad, side, "
    "country and Gleditsch-Ward numbers are UCDP's own and empty, as are adm_2, where_coordinates and active_year. Deaths "
    "are not split by side: all stand in deaths_unknown, or in deaths_civilians where the other side is civilian. "
    "type_of_violence (1 state-based, 2 non-state, 3 one-sided) follows from PLOVER sectors and is empty where these do not "
    "say. id is a number made from event_id, which is relid. Lost: polarity, modality, date basis, weapons, injured, offsets. "
    "Column names follow UCDP GED's; the rows are no UCDP data."
)
COLUMNS = """id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id
dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources source_article
source_office source_date source_headline source_original where_prec where_coordinates where_description adm_1 adm_2 latitude
longitude geom_wkt priogrid_gid country country_id region event_clarity date_prec date_start date_end deaths_a deaths_b
deaths_civilians deaths_unknown best high low gwnoa gwnob""".split()
WHOLE = """id year type_of_violence number_of_sources where_prec priogrid_gid event_clarity date_prec deaths_a deaths_b
deaths_civilians deaths_unknown best high low""".split()
REAL = ("latitude", "longitude")
TYPES = {name: pa.int64() if name in WHOLE else pa.float64() if name in REAL else pa.string() for name in COLUMNS}
ARMED = ("state", "rebels", "militia")
ONE_CLEAR_EVENT, SUMMARY = 1, 2
LONGEST_DAYS = 31  # a longer stretch of time tells of several events


def ged_row(happening: Happening) -> dict[str, Any] | None:
    """The event as a row of ged.csv; None where it has no day or nobody is said to have died."""
    event = happening.event
    if not event["date_start"] or not (event["fatalities_high"] or event["fatalities_best"]):
        return None
    named = {"id": number_of(event["event_id"]), "relid": event["event_id"]}
    return named | _who(happening) | _when_where(happening) | _sources(happening)


def number_of(event_id: str) -> int:
    """A number for tools that want one: 48 bits of a hash of the event_id, the same in every release."""
    return int.from_bytes(blake2b(event_id.encode(), digest_size=6).digest(), "big")


def type_of_violence(source: Party | None, target: Party | None) -> int | None:
    """UCDP's type: 1 a state against an armed side, 2 armed sides without a state, 3 an armed side against civilians."""
    one, other = side_of(source), side_of(target)
    if one in ARMED and other == "civilians":
        return 3
    if one in ARMED and other in ARMED:
        return 1 if "state" in (one, other) else 2
    return None


def priogrid_cell(latitude: float | None, longitude: float | None) -> int | None:
    """The PRIO-GRID 2.0 cell of half a degree that a point lies in, counted from the south-west corner.

    >>> priogrid_cell(-90, -180), priogrid_cell(36.335, 43.119)
    (1, 181887)
    """
    if latitude is None or longitude is None:
        return None
    row = min(359, math.floor((latitude + 90) * 2))
    column = min(719, math.floor((longitude + 180) * 2))
    return row * 720 + column + 1


def _who(happening: Happening) -> dict[str, Any]:
    event, source, target = happening.event, happening.source, happening.target
    best = event["fatalities_best"] if event["fatalities_best"] is not None else event["fatalities_low"] or 0
    civilians = best if side_of(target) == "civilians" else 0
    side_a, side_b = source.name if source else None, target.name if target else None
    return {
        "type_of_violence": type_of_violence(source, target),
        "side_a": side_a,
        "side_b": side_b,
        "dyad_name": f"{side_a} - {side_b}" if side_a and side_b else None,
        "deaths_a": 0,
        "deaths_b": 0,
        "deaths_civilians": civilians,
        "deaths_unknown": best - civilians,
        "best": best,
        "high": event["fatalities_high"] if event["fatalities_high"] is not None else best,
        "low": event["fatalities_low"] if event["fatalities_low"] is not None else best,
    }


def _when_where(happening: Happening) -> dict[str, Any]:
    event, country = happening.event, country_of(happening.event["country"])
    first, last = event["date_start"], event["date_end"] or event["date_start"]
    latitude, longitude = event["latitude"], event["longitude"]
    return {
        "year": first.year,
        "code_status": "Clear",
        "where_prec": event["where_precision"],
        "where_description": event["place_name"],
        "adm_1": event["admin1"],
        "latitude": latitude,
        "longitude": longitude,
        "geom_wkt": None if latitude is None else f"POINT ({longitude:g} {latitude:g})",
        "priogrid_gid": priogrid_cell(latitude, longitude),
        "country": country.name or None,
        "region": country.ucdp_region,
        "event_clarity": SUMMARY if (last - first).days > LONGEST_DAYS else ONE_CLEAR_EVENT,
        "date_prec": event["date_precision"],
        "date_start": first.isoformat(),
        "date_end": last.isoformat(),
    }


def _sources(happening: Happening) -> dict[str, Any]:
    document, report = happening.documents[0], happening.reports[0]
    return {
        "number_of_sources": happening.event["publisher_count"],
        "source_article": "; ".join(d["url"] or d["source_path"] for d in happening.documents),
        "source_office": document["publisher"],
        "source_date": document["published_at"],
        "source_headline": document["title"],
        "source_original": report["attributed_to"],
    }
