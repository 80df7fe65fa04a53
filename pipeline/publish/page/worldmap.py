"""The ground of the page's map as SVG paths: coasts, towns, lines of longitude and latitude. x is longitude, y latitude."""

from functools import cache
from importlib.resources import files

from pipeline.lexicon import read_entries

# Plate carrée true to shape at 40 degrees: one degree of latitude is drawn as 1.3 of longitude.
STRETCH = 1.3
CELLS_PER_DEGREE = 2
PACKAGE = "pipeline.publish.page"


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Where a point lies on the map, y downwards.

    >>> project(43.1, 36.3)
    (43.1, -47.19)
    """
    return round(longitude, 3), round(-latitude * STRETCH, 3)


@cache
def coast_path() -> str:
    """All coasts as one path, to be filled by the even-odd rule."""
    return "".join(_ring(entry["ring"]) for entry in read_entries(PACKAGE, "coast.yml"))


@cache
def towns_path() -> str:
    """Every half-degree cell that holds a town of 100,000, as dots (strokes of no length)."""
    dots = []
    for line in (files(PACKAGE) / "towns.txt").read_text(encoding="ascii").splitlines():
        latitude, _, longitudes = line.partition(": ")
        for longitude in longitudes.split():
            x, y = project(int(longitude) / CELLS_PER_DEGREE, int(latitude) / CELLS_PER_DEGREE)
            dots.append(f"M{x:g} {y:g}h0")
    return "".join(dots)


def grid_path(step: int = 15) -> str:
    """Meridians and parallels every `step` degrees."""
    meridians = (f"M{longitude} {-90 * STRETCH:g}V{90 * STRETCH:g}" for longitude in range(-180, 181, step))
    parallels = (f"M-180 {-latitude * STRETCH:g}H180" for latitude in range(-75, 76, step))
    return "".join([*meridians, *parallels])


def _ring(points: str) -> str:
    pairs = [project(*map(float, pair.split())) for pair in points.split(",")]
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in pairs) + "Z"
