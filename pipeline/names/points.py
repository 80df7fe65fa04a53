"""Places as they are published: feature and precision by word, distance, places of the lexicons, capitals."""

from functools import lru_cache
from math import cos, hypot, inf, radians

from pipeline.lexicon import check_examples, read_entries
from pipeline.names.gazetteer import Gazetteer, Row, gazetteer, place_of
from pipeline.names.known import Known, fold_name
from pipeline.names.name import Place
from pipeline.text.keys import make_key


@lru_cache(maxsize=1)
def features() -> tuple[dict[str, str], dict[str, int]]:
    """Feature codes by the word that gives them, and precision by feature code."""
    entries = read_entries("pipeline.names", "features.yml")
    check_examples("features.yml", entries, lambda entry, text: text in (entry["words"] or [entry["id"]]))
    codes = {word: entry["id"] for entry in entries for word in entry["words"]}
    return codes, {entry["id"]: entry["precision"] for entry in entries if "precision" in entry}


def precision_of(feature: str) -> int:
    """UCDP's where_prec for a mention of a place with this feature code."""
    return features()[1].get(feature, 1)


@lru_cache(maxsize=2)
def capitals(places: Gazetteer) -> dict[str, int]:
    """The row of every country's capital."""
    marked = ((number, line.split("\t", 3)) for number, line in enumerate(places.lines) if "\tPPLC\t" in line)
    return {fields[2]: number for number, fields in marked}


def distance(one: Place, two: Place) -> float:
    """Kilometres between two places, on a plane good enough for hundreds; infinite where one has no point."""
    if one.latitude is None or one.longitude is None or two.latitude is None or two.longitude is None:
        return inf
    middle = radians((one.latitude + two.latitude) / 2)
    return 111.2 * hypot(one.latitude - two.latitude, (one.longitude - two.longitude) * cos(middle))


@lru_cache(maxsize=8192)
def plain_name(name: str) -> str:
    """The folded words of a name, "Saint" as "St"."""
    return " ".join("st" if word == "saint" else word for word in fold_name(name))


@lru_cache(maxsize=4096)
def known_place(known: Known) -> Place:
    """The place of a lexicon entry: a water, region, camp or town; a town that GeoNames has nearby is GeoNames'."""
    row = nearby(known) if known.feature == "PPL" and known.point else None
    if row is not None:
        return place_of(row)
    point = known.point or (None, None)
    return Place(
        make_key("plc", known.name, known.country or ""), known.name, known.feature, known.country, None, point[0], point[1], None
    )


def nearby(known: Known) -> Row | None:
    """The gazetteer's row of a town of the lexicon: the same name in the same country, at most a quarter of a degree away."""
    latitude, longitude = known.point or (0.0, 0.0)
    places = gazetteer()
    for alias in (known.name, *(alias.name for alias in known.aliases)):
        for row in map(places.row, places.named(" ".join(fold_name(alias)))):
            near = abs(row.latitude - latitude) < 0.25 and abs(row.longitude - longitude) < 0.25
            if row.country == known.country and row.feature.startswith("PPL") and near:
                return row
    return None
