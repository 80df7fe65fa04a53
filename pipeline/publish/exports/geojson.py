"""events.geojson: the events that have coordinates, one feature a line, as RFC 7946 has it."""

from pathlib import Path

import orjson
import pyarrow.compute as pc
import pyarrow.parquet as pq

GEOJSON_SAYS = (
    "Every event with coordinates, whatever its polarity and modality: filter on these properties. The point is that of the place; "
    "where_precision says how exactly the place is known. Coordinates are longitude, latitude in WGS 84."
)
PROPERTIES = """event_id event_type event_mode acled_event_type acled_sub_event_type polarity modality date_edtf date_start date_end
date_basis place_name country admin1 where_precision fatalities_best fatalities_low fatalities_high injured_low injured_high
report_count document_count publisher_count confidence""".split()


def write_geojson(folder: Path) -> None:
    """events.geojson in `folder`."""
    with (folder / "events.geojson").open("wb") as file:
        file.write(b'{"type":"FeatureCollection","features":[\n')
        before = b""
        for batch in pq.ParquetFile(folder / "events.parquet").iter_batches(columns=[*PROPERTIES, "latitude", "longitude"]):
            for row in batch.filter(pc.is_valid(batch["latitude"])).to_pylist():
                point = {"type": "Point", "coordinates": [row.pop("longitude"), row.pop("latitude")]}
                file.write(before + orjson.dumps({"type": "Feature", "id": row["event_id"], "geometry": point, "properties": row}))
                before = b",\n"
        file.write(b"\n]}\n")
