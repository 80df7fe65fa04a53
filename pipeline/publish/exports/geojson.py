"""events.geojson: the events that have coordinates, one feature a line, as RFC 7946 has it."""

import orjson

from pipeline.publish.exports.happening import Row

GEOJSON_SAYS = (
    "Every event with coordinates, whatever its polarity and modality: filter on these properties. The point is that of the place; "
    "where_precision says how exactly the place is known. Coordinates are longitude, latitude in WGS 84."
)
PROPERTIES = """event_id event_type event_mode acled_event_type acled_sub_event_type polarity modality date_edtf date_start date_end
date_basis place_name country admin1 where_precision fatalities_best fatalities_low fatalities_high injured_low injured_high
report_count document_count publisher_count confidence""".split()


HEAD, BETWEEN, TAIL = b'{"type":"FeatureCollection","features":[\n', b",\n", b"\n]}\n"


def geojson_feature(event: Row) -> bytes:
    """An event as a feature, without what separates it from others; nothing for an event without coordinates."""
    if event["latitude"] is None:
        return b""
    point = {"type": "Point", "coordinates": [event["longitude"], event["latitude"]]}
    properties = {name: event[name] for name in PROPERTIES}
    return orjson.dumps({"type": "Feature", "id": event["event_id"], "geometry": point, "properties": properties})
