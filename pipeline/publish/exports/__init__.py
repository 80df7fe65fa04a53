"""Further forms of a release: SQLite, GeoJSON, and the habits of the field (ACLED, UCDP GED, PLOVER)."""

from pathlib import Path
from typing import NamedTuple

from pipeline.publish.exports.acled import ACLED_LOSES, write_acled
from pipeline.publish.exports.ged import GED_LOSES, write_ged
from pipeline.publish.exports.geojson import GEOJSON_SAYS, write_geojson
from pipeline.publish.exports.happening import read_happenings
from pipeline.publish.exports.plover import PLOVER_LOSES, write_plover


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


def write_exports(folder: Path) -> None:
    """All exports of the tables in `folder`, beside them."""
    write_geojson(folder)
    happenings = read_happenings(folder)
    write_acled(folder, happenings)
    write_ged(folder, happenings)
    write_plover(folder, happenings)
