"""The names that the project knows: countries, peoples, organs, groups, persons, waters and regions, read from the lexicons here.

Each line of a lexicon is compact ("names; country; sectors"), so that hundreds of actors read quickly and diff well; every
entry of lines is held to its own examples when the names are first needed.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache, partial
from typing import NamedTuple

from pipeline.lexicon import Entry, check_examples, read_entries
from pipeline.names.fold import fold_word, skeleton
from pipeline.names.name import Alias
from pipeline.text.page import split_tokens

PACKAGE = "pipeline.names"
ACTOR_FILES = ("armed_groups.yml", "organisations.yml", "people.yml")
DATED = re.compile(r"^(.*?)\s*\((\d{4}[\d-]*)?/(\d{4}[\d-]*)?\)$")


class Role(NamedTuple):
    """A PLOVER sector and the days on which it held."""

    sector: str
    first: date
    last: date


class Known(NamedTuple):
    """One thing that the lexicons name. `type` is country, demonym, people, actor, person, metonym or place."""

    type: str
    name: str
    kind: str
    country: str | None
    roles: tuple[Role, ...] = ()
    aliases: tuple[Alias, ...] = ()
    feature: str = ""
    point: tuple[float, float] | None = None
    plural: bool = False


@dataclass
class Names:
    """Known names by their folded words; `firsts` are the words that begin one, `openings` all beginnings that go on."""

    by_name: dict[str, list[tuple[str, Known]]] = field(default_factory=dict)
    firsts: set[str] = field(default_factory=set)
    openings: set[str] = field(default_factory=set)

    def add(self, name: str, known: Known) -> None:
        """File `known` under the folded words of `name`; how it was written decides later whether capitals must agree."""
        words = fold_name(name)
        if not words:
            return
        held = self.by_name.setdefault(" ".join(words), [])
        if (name, known) not in held:
            held.append((name, known))
        self.firsts.add(words[0])
        self.openings.update([" ".join(words[:count]) for count in range(1, len(words))])

    @cached_property
    def by_skeleton(self) -> dict[str, Known]:
        """Persons of two words and more by the skeleton of their name; a skeleton that two share is left out."""
        found: dict[str, Known | None] = {}
        for key, held in self.by_name.items():
            words = tuple(key.split(" "))
            for _, known in held:
                if known.type == "person" and len(words) > 1:
                    other = found.setdefault(skeleton(words), known)
                    found[skeleton(words)] = known if other is not None and other.name == known.name else None
        return {text: known for text, known in found.items() if known is not None}

    def find(self, key: str, written: str) -> Known | None:
        """What `key` (folded words) names when it is written `written` in the text, if anything."""
        for name, known in self.by_name.get(key, ()):
            if agrees(name, written):
                return known
        return None


@lru_cache(maxsize=1 << 14)
def fold_name(name: str) -> tuple[str, ...]:
    """The folded words of a name, without hyphens and other marks.

    >>> fold_name("People's Protection Units"), fold_name("Lashkar-e-Taiba")
    (('people', 's', 'protection', 'units'), ('lashkar', 'e', 'taiba'))
    """
    words = (fold_word(token.text) for token in split_tokens(name, 0, len(name)))
    return tuple(word for word in words if word and word[0].isalnum())


@lru_cache(maxsize=1 << 14)
def agrees(name: str, written: str) -> bool:
    """Whether a text's capitals fit a name: an acronym must be in capitals; other names must not be in small letters.

    >>> agrees("IS", "is"), agrees("US", "U.S."), agrees("Islamic State", "ISLAMIC STATE"), agrees("White House", "white house")
    (False, True, True, False)
    """
    letters = [letter for letter in written if letter.isalpha()]
    if not letters:
        return False
    if name.isupper():
        return all(letter.isupper() for letter in letters)
    if len(name) < 6 and name.isalpha() and not name[1:].islower():
        return written in (name, name.upper())
    first = next((letter for letter in name if letter.isalpha()), "")
    if not first.isupper():
        return True
    return letters[0].isupper() or written[:3].lower() in ("al-", "al ", "ash", "as-", "ar-") or written[:4].lower() == "the "


def parse_day(text: str, last: bool) -> date:
    """A year, month or day as a date: its first or its last day.

    >>> parse_day("2014-06", True)
    datetime.date(2014, 6, 30)
    """
    parts = [int(part) for part in text.split("-")]
    year, month, day = parts[0], *[*parts[1:], 0, 0][:2]
    if day:
        return date(year, month, day)
    if not last:
        return date(year, month or 1, 1)
    after = date(year + (month or 12) // 12, (month or 12) % 12 + 1, 1)
    return date.fromordinal(after.toordinal() - 1)


def parse_roles(text: str) -> tuple[Role, ...]:
    """Sectors with their days: "REB /1994-07, PTY 1994-07/" or "MIL"; a missing end is open.

    >>> [role.sector for role in parse_roles("REB /1994-07, PTY 1994-07/")]
    ['REB', 'PTY']
    """
    roles = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        sector, _, days = part.partition(" ")
        first, _, last = days.partition("/")
        roles.append(Role(sector, parse_day(first, False) if first else date.min, parse_day(last, True) if last else date.max))
    return tuple(roles)


def parse_alias(text: str) -> Alias:
    """A name, with the days in which it was in use behind it in brackets."""
    found = DATED.match(text)
    if not found:
        return Alias(text)
    name, first, last = found.groups()
    return Alias(name, parse_day(first, False) if first else None, parse_day(last, True) if last else None)


def split_names(text: str) -> list[str]:
    """Names of one line; a comma in brackets does not divide."""
    return [name.strip() for name in re.split(r",\s+(?![^()]*\))", text) if name.strip()]


def actors_of(entry: Entry) -> Iterator[tuple[Known, list[str]]]:
    """The actors of one entry with the names under which they are found."""
    for line in entry["actors"]:
        names, country, sectors = (*(part.strip() for part in line.split(";")), "", "")[:3]
        for alternatives in names.split("|"):
            aliases = tuple(parse_alias(name) for name in split_names(alternatives))
            kind = entry["kind"]
            known = Known(
                "person" if kind == "person" else "actor", aliases[0].name, kind, country or None, parse_roles(sectors), aliases
            )
            yield known, [alias.name for alias in aliases]


def metonyms_of(entry: Entry) -> Iterator[tuple[Known, list[str]]]:
    """Names that stand for an organ of state."""
    for line in entry["names"]:
        names, country, sectors, kind = (part.strip() for part in line.split(";"))
        alternatives = split_names(names)
        yield Known("metonym", alternatives[0], kind, country, parse_roles(sectors), tuple(map(Alias, alternatives))), alternatives


def plural_of(word: str) -> str:
    """The plural under which a people is named: "Iraqi" gives "Iraqis", "Chinese" stays."""
    if word.endswith(("ese", "sh", "ch", "s", "z")) or word in ("Lao", "UK", "U.K.", "US", "U.S.", "United States"):
        return word
    return word[:-1] + "ies" if word.endswith("y") and word[-2] not in "aeiou" else word + "s"


def countries_of(entry: Entry) -> Iterator[tuple[Known, list[str]]]:
    """Countries and their demonyms."""
    for code, line in entry["countries"].items():
        names, adjectives, people = (*(split_names(part) for part in line.split(";")), [], [])[:3]
        english = english_names().get(code)
        names += [english] if english and english not in names else []
        if names:
            yield Known("country", names[0], "state", code, (), tuple(map(Alias, names)), "PCLI"), names
        name = names[0] if names else adjectives[0] if adjectives else code
        yield Known("demonym", name, "nationality", code), adjectives
        plurals = people or [*adjectives, *map(plural_of, adjectives)]
        yield Known("demonym", name, "nationality", code, plural=True), [word for word in plurals if word not in adjectives]


def peoples_of(entry: Entry) -> Iterator[tuple[Known, list[str]]]:
    """Peoples and faiths: most live in no one country."""
    for line in entry["peoples"].values():
        adjectives, people, country = (*(split_names(part) for part in line.split(";")), [], [])[:3]
        sector = parse_roles("REL") if entry.get("faith") else ()
        name, code = (adjectives or people)[0], country[0] if country else None
        yield Known("people", name, "nationality", code, sector), adjectives
        plurals = people or list(map(plural_of, adjectives))
        yield Known("people", name, "nationality", code, sector, plural=True), [word for word in plurals if word not in adjectives]


def places_of(entry: Entry) -> Iterator[tuple[Known, list[str]]]:
    """Waters, regions, camps and towns that a list of cities lacks."""
    for line in entry["places"]:
        names, country, latitude, longitude = (part.strip() for part in line.split(";"))
        alternatives = split_names(names)
        point = (float(latitude), float(longitude))
        aliases, where = tuple(map(Alias, alternatives)), None if country == "-" else country
        roles = parse_roles(entry.get("sectors", ""))
        yield Known("place", alternatives[0], "place", where, roles, aliases, entry["feature"], point), alternatives


READERS = {
    "countries.yml": countries_of, "peoples.yml": peoples_of, "metonyms.yml": metonyms_of, "waters_and_regions.yml": places_of,
    **dict.fromkeys(ACTOR_FILES, actors_of),
}  # fmt: skip


@lru_cache(maxsize=1)
def english_names() -> dict[str, str]:
    """English short names of countries (CLDR, through babel) by alpha-3 code."""
    from babel import Locale  # 0.1 s to load, which commands without text work need not pay
    from babel.core import get_global

    names = Locale("en").territories
    found = {}
    for code, targets in get_global("territory_aliases").items():
        if len(code) == 3 and code.isalpha() and len(targets) == 1 and targets[0] in names:
            found[code] = str(names[targets[0]]).replace("&", "and")
    return found


@lru_cache(maxsize=1)
def known_names() -> Names:
    """Every name of the lexicons, each entry held to its examples; where two share a name, the file read first wins."""
    names = Names()
    for file, reader in READERS.items():
        for entry in read_entries(PACKAGE, file):
            pairs = list(reader(entry))
            for known, alternatives in pairs:
                for name in alternatives:
                    names.add(name, known)
            check_examples(file, (entry,), partial(holds, pairs))
    return names


def holds(pairs: Iterable[tuple[Known, list[str]]], _: Entry, text: str) -> bool:
    """Whether one of the names agrees with `text` in words and capitals."""
    words = fold_name(text)
    return any(fold_name(name) == words and agrees(name, text) for _, names in pairs for name in names)
