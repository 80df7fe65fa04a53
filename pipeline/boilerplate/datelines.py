"""Datelines: place, date and agency before the first sentence of a report, or on a line of their own."""

import re
from typing import NamedTuple

from pipeline.boilerplate.stamps import find_stamp

AGENCIES = (
    "Reuters|AP|AFP|dpa|DPA|UPI|Xinhua|EFE|TASS|Interfax|ANSA|KUNA|SANA|WAFA|Anadolu|AA"
    "|Associated Press|IANS|PTI|Bloomberg|CNN|BBC|NINA|IRNA|SPA"
    "|رويترز|أ ف ب|واع|سانا|د ب أ"
)
TOWN = r"(?-i:[A-ZÀ-Þ؀-ۿ])[\w.’'-]*(?:[ /-](?:(?-i:[A-ZÀ-Þ؀-ۿ])[\w.’'-]*|de|of|al|el|the)){0,3}"
PATTERN = (
    rf"(?P<place>{TOWN}(?:, {TOWN}){{0,2}}LAZY)(?:,? (?P<date>[^()—\n]{{3,30}}?))??"
    rf"\s*(?P<agency>\((?:(?P<known>{AGENCIES})\b|[A-ZÀ-Þ])[^()\n]{{0,30}}\))?\s*(?P<dash>—|–|--|-|:|$)(?:\s+(?=[\w\"“‘'\[«])|\s*$)"
)
AGENCY_FIRST = (
    rf"(?P<place>{TOWN}(?:, {TOWN}){{0,2}}) (?P<agency>\([A-ZÀ-Þ][^()\n]{{1,30}}\)),? (?P<date>[^()—–\n]{{6,30}}?)"
    r" (?P<dash>—|–|--|-) "
)
NO_TOWNS = re.compile(r"(?:LIVE|BREAKING|UPDATED?|WATCH|VIDEO|EXCLUSIVE|ANALYSIS|OPINION|EXPLAINER|FACTBOX|TIMELINE)\b|\S*\d")
# "PARIS, March 12" wants the shortest place, "MOSUL, Iraq" the longest; "DHAKA (Delta Wire) 13 Feb 2026 -" names the agency first.
DATELINES = tuple(re.compile(pattern) for pattern in (PATTERN.replace("LAZY", "?"), PATTERN.replace("LAZY", ""), AGENCY_FIRST))

LINE_ENDS = ("—", "–", "-", ":", ")")


class Dateline(NamedTuple):
    """Spans of place, date and agency in the text that was looked at; None where they are not given."""

    place: tuple[int, int]
    date: tuple[int, int] | None
    agency: tuple[int, int] | None
    end: int


def find_dateline(text: str, start: int = 0) -> Dateline | None:
    """The dateline that `text` opens with from `start` on, or None.

    >>> text = "BAGHDAD, 8 July 2019 (AP) — Troops left."
    >>> found = find_dateline(text)
    >>> [text[slice(*span)] for span in (found.place, found.date, found.agency)]
    ['BAGHDAD', '8 July 2019', 'AP']
    >>> text = "DHAKA (Delta Wire) 13 Feb 2026 - Counting ended."
    >>> found = find_dateline(text)
    >>> [text[slice(*span)] for span in (found.place, found.date, found.agency)]
    ['DHAKA', '13 Feb 2026', 'Delta Wire']
    >>> find_dateline("Iraq - a history of war")
    """
    return next(filter(None, (read_dateline(pattern.match(text, start, start + 160)) for pattern in DATELINES)), None)


def read_dateline(found: re.Match[str] | None) -> Dateline | None:
    """The parts of a match, where an agency, a date or a town in capitals before a dash says that it is a dateline."""
    if found is None or NO_TOWNS.match(found["place"]):
        return None
    place = found["place"].split(",")[0]
    dated = bool(found["date"] and find_stamp(f"{found['date']} 2000" if not re.search(r"\d{4}", found["date"]) else found["date"]))
    if found["date"] and not dated:
        return None
    known = bool(found["agency"]) and bool(found.groupdict().get("known"))
    told = known or dated or (place.isupper() and len(place) > 3 and found["dash"] in ("—", "–", "--", "-"))
    if (
        not told
        or (found["dash"] == "" and not known and not (dated and place.isupper()))
        or (found["dash"] == ":" and not (known or dated))
    ):
        return None
    agency = (found.start("agency") + 1, found.end("agency") - 1) if found["agency"] else None
    return Dateline(found.span("place"), found.span("date") if dated else None, agency, found.end())


def is_dateline(text: str) -> bool:
    """Whether the line is a dateline and nothing else.

    >>> is_dateline("MOSUL, Iraq (Reuters) -"), is_dateline("MOSUL, Iraq (Reuters) - Troops left.")
    (True, False)
    """
    bare = text.strip()
    # it ends with a dash or an agency, or is a date behind a town in capitals
    if len(text) > 70 or not (bare.endswith(LINE_ENDS) or bare[1:2].upper() == bare[1:2]):
        return False
    found = find_dateline(bare)
    return found is not None and found.end >= len(bare)
