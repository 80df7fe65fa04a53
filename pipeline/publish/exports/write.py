"""Write the exports, a few events to a part; parts of whose events nothing changed are copied from the release before."""

import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack
from hashlib import blake2b
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.publish.assembly import Assembly, Made, Works
from pipeline.publish.cells import csv_runs, header_line
from pipeline.publish.exports import EXPORTS, acled, ged, geojson
from pipeline.publish.exports.acled import acled_row
from pipeline.publish.exports.ged import ged_row
from pipeline.publish.exports.geojson import geojson_features
from pipeline.publish.exports.happening import Happening, Telling
from pipeline.publish.exports.plover import plover_lines

GEOJSON, ACLED, GED, PLOVER = EXPORTS
MEAN_EVENTS = 16  # one event in so many ends a part
EVENTS_AT_ONCE = 4096
SCHEMAS = {ACLED: pa.schema(list(acled.TYPES.items())), GED: pa.schema(list(ged.TYPES.items()))}


class EventPart(NamedTuple):
    """Neighbouring events, from row `first` to row `end` of the table, that stand together in every export."""

    key: str
    first: int
    end: int
    is_new: bool

    @property
    def events(self) -> int:
        """How many events it has."""
        return self.end - self.first


def write_exports(works: Works, touched: Collection[str] | None = None) -> dict[str, Made]:
    """All exports of the tables in the folder, beside them.

    `touched` are the events of which anything that an export tells differs from the release that is copied from; without it,
    nothing is copied.
    """
    keys = pq.read_table(works.folder / "events.parquet", columns=["event_id", "latitude"])
    known = [works.old.parts(name) for name in EXPORTS] if works.old and touched is not None else []
    copied = set.intersection(*(set(parts) for parts in known)) if known else set()
    parts = list(cut_events(keys, touched or (), copied))
    with ExitStack() as stack:
        files = {name: stack.enter_context(Assembly(works, name, deflated=True)) for name in EXPORTS}
        files[GEOJSON].put(geojson.HEAD)
        for name, schema in SCHEMAS.items():
            files[name].put(header_line(schema.names))
        fresh = new_texts(works.folder, [part for part in parts if part.is_new])
        for part in parts:
            if part.is_new:
                for name, text in next(fresh).items():
                    files[name].put(text, part.key)
            else:
                for name, old in zip(EXPORTS, known, strict=True):
                    files[name].keep(old[part.key])
        files[GEOJSON].put(geojson.TAIL)
        return {name: file.close() for name, file in files.items()}


def cut_events(keys: pa.Table, touched: Collection[str], copied: Collection[str]) -> Iterator[EventPart]:
    """All events in parts; borders and keys follow from the keys of the events, and from which is the first with coordinates."""
    events, placed = keys["event_id"].to_pylist(), pc.is_valid(keys["latitude"]).to_pylist()
    first_placed = next((number for number, has_point in enumerate(placed) if has_point), len(placed))
    ends = [number + 1 for number, event in enumerate(events) if zlib.crc32(event.encode()) % MEAN_EVENTS == 0]
    for first, end in pairwise(sorted({0, *ends, len(events)})):
        here = events[first:end]
        leads = "leads" if first <= first_placed < end else ""  # its features begin the list
        key = blake2b("\n".join([leads, *here]).encode(), digest_size=8).hexdigest()
        yield EventPart(key, first, end, key not in copied or any(event in touched for event in here))


def new_texts(folder: Path, parts: Sequence[EventPart]) -> Iterator[dict[str, bytes]]:
    """Each part's text by export, many events at a time."""
    if not parts:
        return
    rows = pa.array([number for part in parts for number in range(part.first, part.end)], pa.int64())
    events = pq.read_table(folder / "events.parquet").take(rows)
    telling = Telling(folder, events)
    placed = pc.is_valid(pq.read_table(folder / "events.parquet", columns=["latitude"])["latitude"])
    leading = pc.index(placed, True).as_py()
    start = 0
    for _, group in groupby(_numbered(parts), key=lambda pair: pair[0] // EVENTS_AT_ONCE):
        batch = [part for _, part in group]
        size = sum(part.events for part in batch)
        yield from render(events.slice(start, size), telling, batch, leading)
        start += size


def render(events: pa.Table, telling: Telling, parts: Sequence[EventPart], leading: int) -> Iterator[dict[str, bytes]]:
    """The texts of some parts, whose events these are."""
    features, told = geojson_features(events), list(telling.happenings(events))
    spans = list(pairwise([0, *_sums(part.events for part in parts)]))
    acled = tabled(ACLED, told, spans)
    ged = tabled(GED, told, spans)
    for number, (part, (first, end)) in enumerate(zip(parts, spans, strict=True)):
        points = geojson.BETWEEN.join(feature for feature in features[first:end] if feature)
        between = geojson.BETWEEN if points and not part.first <= leading < part.end else b""
        lines = b"".join(plover_lines(happening) for happening in told[first:end] if happening)
        yield {GEOJSON: between + points, ACLED: acled[number], GED: ged[number], PLOVER: lines}


def tabled(name: str, told: Sequence[Happening | None], spans: Sequence[tuple[int, int]]) -> list[bytes]:
    """The lines of a CSV export for each span of events."""
    row_of = {ACLED: acled_row, GED: ged_row}[name]
    rows = [row_of(happening) if happening else None for happening in told]
    full: list[Mapping[str, Any]] = [row for row in rows if row is not None]
    counts = [sum(row is not None for row in rows[first:end]) for first, end in spans]
    return csv_runs(pa.Table.from_pylist(full, schema=SCHEMAS[name]), counts) if full else [b""] * len(spans)


def _numbered(parts: Sequence[EventPart]) -> Iterator[tuple[int, EventPart]]:
    """Each part with the number of events before it."""
    return zip([0, *_sums(part.events for part in parts)], parts, strict=False)


def _sums(counts: Any) -> list[int]:
    total, sums = 0, []
    for count in counts:
        total += count
        sums.append(total)
    return sums
