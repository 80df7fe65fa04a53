"""events.geojson: the events that have coordinates, one feature a line, as RFC 7946 has it."""

from typing import Any

import orjson
import pyarrow as pa

GEOJSON_SAYS = (
    "Every event with coordinates, whatever its polarity and modality: filter on these properties. The point is that of the place; "
    "where_precision says how exactly the place is known. Coordinates are longitude, latitude in WGS 84."
)
PROPERTIES = """event_id event_type event_mode acled_event_type acled_sub_event_type polarity modality date_edtf date_start date_end
date_basis place_name country admin1 where_precision fatalities_best fatalities_low fatalities_high injured_low injured_high
report_count document_count publisher_count confidence""".split()


HEAD, BETWEEN, TAIL = b'{"type":"FeatureCollection","features":[\n', b",\n", b"\n]}\n"


def geojson_features(events: pa.Table) -> list[bytes]:
    """A feature a row, without what separates it from others; nothing for an event without coordinates."""
    rows = events.select([*PROPERTIES, "latitude", "longitude"]).to_pylist()
    return [_feature(row) if row["latitude"] is not None else b"" for row in rows]


def _feature(row: dict[str, Any]) -> bytes:
    point = {"type": "Point", "coordinates": [row.pop("longitude"), row.pop("latitude")]}
    return orjson.dumps({"type": "Feature", "id": row["event_id"], "geometry": point, "properties": row})
