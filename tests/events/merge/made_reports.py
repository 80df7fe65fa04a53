"""Reports made for tests of merging: one with everything left open, and whole corpora of made-up happenings."""

import random
from datetime import date, timedelta
from typing import Any

from pipeline.events.merge import ReportFacts

LISTS = "sources targets source_countries target_countries parties source_texts target_texts names".split()
OPEN = {name: () if name in LISTS else None for name in ReportFacts._fields}
USUAL = {"event_type": "ASSAULT", "polarity": "asserted", "modality": "actual", "is_background": False, "date_basis": "none"}
BLANK = ReportFacts(**OPEN | USUAL | {"confidence": 0.8})
TRIGGERS = {"ASSAULT": ["attack", "killed", "bombing", "shelled", "clashes"], "PROTEST": ["protest", "marched"], "CONSULT": ["met"]}


def make_report(report_id: str, evidence: str = "An *attack*", **known: Any) -> ReportFacts:
    """A report of a sentence whose trigger stands between stars; everything that is not given is unknown.

    The document is named after the report, unless it is given; `day` is an explicit day.
    """
    before, trigger, _ = evidence.split("*")
    document = known.pop("document_id", f"doc_{report_id}")
    day = known.pop("day", None)
    if day:
        known = {
            "first": date.fromisoformat(day),
            "last": date.fromisoformat(day),
            "date_edtf": day,
            "date_basis": "explicit",
        } | known
    for name in LISTS:
        known[name] = tuple(known.get(name, ()))
    for name in ("first", "last"):
        if isinstance(known.get(name), str):
            known[name] = date.fromisoformat(known[name])
    start = known.pop("evidence_start", 0)
    words = {
        "trigger": trigger,
        "trigger_start": start + len(before),
        "evidence_start": start,
        "evidence": evidence.replace("*", ""),
    }
    return BLANK._replace(report_id=report_id, document_id=document, **{"source_key": document} | words | known)


def town(number: int) -> dict[str, Any]:
    """A place: towns half a degree apart, ten to a province, a hundred to a country."""
    country = f"{chr(65 + number // 2600 % 26)}{chr(65 + number // 100 % 26)}X"
    at = {"latitude": -60 + number // 700 * 0.5, "longitude": -175 + number % 700 * 0.5}
    names = {"place_id": f"plc_{number}", "place_name": f"Town {number}", "admin1": f"province {number // 10}"}
    return names | at | {"country": country, "where_precision": 1}


def make_corpus(count: int, seed: int = 1) -> list[ReportFacts]:
    """`count` reports of about `count / 3` happenings over ten years, days, towns and parties as mixed as in real news."""
    chance = random.Random(seed)
    reports: list[ReportFacts] = []
    while len(reports) < count:
        happening = len(reports)
        kind = chance.choice(sorted(TRIGGERS))
        day = date(2010, 1, 1) + timedelta(days=chance.randrange(3650))
        killed = chance.choice([None, None, 1, 2, 5, 14])
        known = town(chance.randrange(2000)) | {
            "sources": [f"act_{chance.randrange(200)}"],
            "targets": [f"act_{chance.randrange(200)}"],
        }
        for told in range(chance.choice([1, 1, 2, 3, 8])):
            published = day + timedelta(days=chance.randrange(3))
            stated = {"day": day.isoformat()} if chance.random() < 0.6 else {}
            trigger = chance.choice(TRIGGERS[kind])
            reports.append(
                make_report(
                    f"rep_{happening:06}_{told}",
                    f"Officials in Town {happening % 977} spoke of the *{trigger}* with number {happening % 991} on the spot",
                    document_id=f"doc_{happening:06}_{told // 2}",
                    event_type=kind,
                    published=published.isoformat(),
                    publisher=f"paper {chance.randrange(40)}",
                    fatalities_low=killed,
                    fatalities_high=killed,
                    fatalities_best=killed,
                    **known | stated,
                )
            )
    return reports[:count]
