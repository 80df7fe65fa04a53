"""Write the exports, a few events to a part; parts of whose events nothing changed are copied from the release before."""

import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from hashlib import blake2b
from itertools import accumulate, chain, pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.publish.assembly import Assembly, Made, Works
from pipeline.publish.cells import csv_runs, header_line
from pipeline.publish.encoding import Text, pack
from pipeline.publish.exports import EXPORTS, acled, ged, geojson
from pipeline.publish.exports.acled import acled_row
from pipeline.publish.exports.ged import ged_row
from pipeline.publish.exports.geojson import geojson_feature
from pipeline.publish.exports.happening import Happening, tell_events
from pipeline.publish.exports.plover import plover_lines
from pipeline.publish.lookup import looking
from pipeline.work import Work
from pipeline.workers import HERE, each

GEOJSON, ACLED, GED, PLOVER = EXPORTS
MEAN_EVENTS = 16  # one event in so many ends a part
EVENTS_AT_ONCE = 512  # by one worker
SCHEMAS = {ACLED: pa.schema(list(acled.TYPES.items())), GED: pa.schema(list(ged.TYPES.items()))}


class EventPart(NamedTuple):
    """Neighbouring events of the table that stand together in every export; `leads` where the first with coordinates is here."""

    key: str
    events: Sequence[str]
    leads: bool
    is_new: bool


def write_exports(works: Works, touched: Collection[str] | None = None, work: Work = HERE) -> dict[str, Made]:
    """All exports of the tables in the folder, beside them; rows are looked up in factline.sqlite.

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
        batches = list(batches_of([part for part in parts if part.is_new]))
        fresh = chain.from_iterable(each(partial(render, works.folder), batches, work))
        for part in parts:
            if part.is_new:
                for name, text in next(fresh).items():
                    files[name].put(text.plain, part.key, text.deflated)
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
        leads = first <= first_placed < end  # its features begin the list
        key = blake2b("\n".join(["leads" if leads else "", *here]).encode(), digest_size=8).hexdigest()
        yield EventPart(key, here, leads, key not in copied or any(event in touched for event in here))


def batches_of(parts: Sequence[EventPart]) -> Iterator[list[EventPart]]:
    """Parts by so many events as one worker renders at once."""
    waiting: list[EventPart] = []
    for part in parts:
        waiting.append(part)
        if sum(len(one.events) for one in waiting) >= EVENTS_AT_ONCE:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def render(folder: Path, parts: Sequence[EventPart]) -> list[dict[str, Text]]:
    """The texts of some parts by export."""
    with looking(folder) as lookup:
        told = list(tell_events(lookup, [event for part in parts for event in part.events]))
    spans = list(pairwise([0, *accumulate(len(part.events) for part in parts)]))
    happened = [happening for _, happening in told]
    lines = {ACLED: tabled(ACLED, happened, spans), GED: tabled(GED, happened, spans)}
    features = [geojson_feature(event) for event, _ in told]
    lines[GEOJSON] = [points(features[first:end], leads=part.leads) for part, (first, end) in zip(parts, spans, strict=True)]
    lines[PLOVER] = [b"".join(plover_lines(one) for one in happened[first:end] if one) for first, end in spans]
    return [{name: pack(lines[name][number]) for name in EXPORTS} for number in range(len(parts))]


def points(features: Sequence[bytes], *, leads: bool) -> bytes:
    """The features of a part with what separates them, also from those before unless none are."""
    here = [feature for feature in features if feature]
    return geojson.BETWEEN.join(here if leads or not here else [b"", *here])


def tabled(name: str, told: Sequence[Happening | None], spans: Sequence[tuple[int, int]]) -> list[bytes]:
    """The lines of a CSV export for each span of events."""
    row_of = {ACLED: acled_row, GED: ged_row}[name]
    rows = [row_of(happening) if happening else None for happening in told]
    full: list[Mapping[str, Any]] = [row for row in rows if row is not None]
    counts = [sum(row is not None for row in rows[first:end]) for first, end in spans]
    return csv_runs(pa.Table.from_pylist(full, schema=SCHEMAS[name]), counts) if full else [b""] * len(spans)
