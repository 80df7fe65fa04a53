"""A time expression as found in a text, normalised as TIMEX3 and EDTF."""

from datetime import date
from typing import NamedTuple

TYPES = ("DATE", "TIME", "DURATION", "SET")
PRECISIONS = ("second", "minute", "hour", "day", "week", "month", "season", "quarter", "year", "decade", "century")
MODS = (
    "START", "MID", "END", "APPROX", "BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER", "MORE_THAN", "LESS_THAN", "EQUAL_OR_MORE",
    "EQUAL_OR_LESS",
)  # fmt: skip
BASES = ("explicit", "weekday", "relative_to_publication", "relative_to_text", "duration", "unresolved")


class Time(NamedTuple):
    """Characters `start` to `end` of a page's clean text and what they mean.

    `value` is TIMEX3 (ISO 8601 with `XX`, `P3D`, `2019-FA`, `PRESENT_REF`), `edtf` EDTF level 1 or 2 (`2019-23`, `2014/2017`,
    `199X`) or None where EDTF has no word for it; `first` and `last` bound the days it can mean. `anchor` is the number, in the
    list that it came in, of the expression that this one was counted from. `mod` is TIMEX3's word for "late", "about", "more than".
    """

    start: int
    end: int
    timex_type: str
    value: str
    edtf: str | None
    first: date | None
    last: date | None
    precision: str | None
    basis: str
    anchor: int | None
    rule_id: str
    mod: str | None = None
