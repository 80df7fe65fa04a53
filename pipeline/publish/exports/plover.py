"""plover.jsonl: one JSON object a report, with the field names of the PLOVER manual, chapter "JSON Data Fields"."""

from collections.abc import Iterator
from typing import Any

import orjson

from pipeline.publish.exports.country import country_of
from pipeline.publish.exports.happening import Happening, Party, Row

PLOVER_LOSES = (
    "Reports of asserted, actual events that have a day (PLOVER requires one), one JSON object a line; `link` is the event_id that "
    "joins reports. Lost: merge rules, date basis, precision of place and date, figures without a role in PLOVER, confidence. "
    "identifier_id is this release's actor_id, not a Wikidata id. start and end count in the raw text of the document."
)
# Quad categories of PLOVER 2.0: verbal cooperation, material cooperation, verbal conflict, material conflict.
QUAD = {
    1: "AGREE CONSULT SUPPORT CONCEDE",
    2: "COOPERATE AID RETREAT",
    3: "REQUEST ACCUSE REJECT THREATEN",
    4: "PROTEST SANCTION MOBILIZE COERCE ASSAULT",
}
QUAD_OF = {event_type: code for code, types in QUAD.items() for event_type in types.split()}
RECIPIENTS = ("target", "victim")


def plover_lines(happening: Happening) -> bytes:
    """The event's reports as lines of plover.jsonl; fields without a value are left out."""
    return b"".join(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE) for record in plover_records(happening))


def plover_records(happening: Happening) -> Iterator[dict[str, Any]]:
    """The event's asserted, actual reports that have a day."""
    for report, parties, document in zip(happening.reports, happening.parties, happening.documents, strict=True):
        if report["date_start"] and report["polarity"] == "asserted" and report["modality"] == "actual":
            yield _full(_record(report, parties, document))


def _record(report: Row, parties: tuple[Party, ...], document: Row) -> dict[str, Any]:
    first, last = report["date_start"], report["date_end"]
    return {
        "id": report["report_id"],
        "has_event": True,
        "date": first.isoformat(),
        "enddate": last.isoformat() if last and last != first else None,
        "source": [_actor(party) for party in parties if party.role == "source"] or [{"code": "---"}],
        "recipient": [_actor(party) for party in parties if party.role in RECIPIENTS],
        "event": [report["event_type"]],
        "event_loc": _location(report),
        "event_text": [report["trigger"]],
        "quad_code": QUAD_OF[report["event_type"]],
        "mode": report["event_mode"],
        "size": _full({"dead": report["fatalities_best"], "injured": report["injured_low"]}),
        "link": report["event_id"],
        "text": report["evidence_text"],
        "text_info": {"start": report["evidence_start"], "end": report["evidence_end"]},
        "cite_info": _citation(document),
        "coder": report["rule_id"],
    }


def _actor(party: Party) -> dict[str, Any]:
    return _full(
        {
            "code": party.country or "---",
            "sector": party.sector,
            "actor_text": party.text,
            "identifier_id": party.actor_id,
            "identifier_text": party.name,
        }
    )


def _location(report: Row) -> dict[str, Any]:
    return _full(
        {
            "name": report["place_name"],
            "latitude": report["latitude"],
            "longitude": report["longitude"],
            "country code": country_of(report["country"]).alpha2,
            "cc3": report["country"],
            "admin1": report["admin1"],
        }
    )


def _citation(document: Row) -> dict[str, Any]:
    return _full(
        {
            "citation": document["source_path"],
            "url": document["url"],
            "title": document["title"],
            "language": document["language"],
            "publication": document["publisher"],
            "license": document["licence"],
            "codebook": "PLOVER 2.0",
        }
    )


def _full(fields: dict[str, Any]) -> dict[str, Any]:
    """Only the fields that hold something."""
    return {name: value for name, value in fields.items() if value not in (None, [], {})}
