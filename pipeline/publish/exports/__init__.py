"""Further forms of a release: GeoJSON, and the habits of the field (ACLED, UCDP GED, PLOVER)."""

from typing import NamedTuple

from pipeline.publish.exports.acled import ACLED_LOSES
from pipeline.publish.exports.ged import GED_LOSES
from pipeline.publish.exports.geojson import GEOJSON_SAYS
from pipeline.publish.exports.plover import PLOVER_LOSES


class Export(NamedTuple):
    """An export as the descriptors tell it: its title, and what it says and loses."""

    title: str
    description: str


EXPORTS = {
    "events.geojson": Export("Events with coordinates, as GeoJSON (RFC 7946)", GEOJSON_SAYS),
    "acled.csv": Export("Events with the column names of ACLED", ACLED_LOSES),
    "ged.csv": Export("Deadly events with the 49 columns of UCDP GED", GED_LOSES),
    "plover.jsonl": Export("Reports with the field names of the PLOVER manual", PLOVER_LOSES),
}
