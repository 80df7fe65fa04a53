"""Which place a name means: by the country that the text speaks of, what stands beside the name, and population."""

from collections import Counter
from functools import cached_property
from math import log10

from pipeline.names.english import english, is_common
from pipeline.names.fold import fold_word
from pipeline.names.gazetteer import Row, gazetteer, place_of
from pipeline.names.name import Place
from pipeline.names.node import Node
from pipeline.names.points import capitals, features, plain_name
from pipeline.names.scan import Scan
from pipeline.names.towns import is_called_town, is_of_city
from pipeline.text.keys import make_key

ADMINISTRATIVE = frozenset(
    "Province Governorate State Region District County City Village Town Prefecture Oblast Territory Municipality".split()
)
SETTLED = frozenset("USA CAN AUS NZL".split())  # whose towns are often named after older places
QUARTERS = frozenset(("old city", "old town", "new city", "new town"))  # parts of any town before they are names
CONTRACTIONS = tuple(mark + end for mark in "'’" for end in ("d", "ll", "re", "ve", "m", "t"))


class Places:
    """Places of one document."""

    def __init__(self, scan: Scan, nodes: list[Node]) -> None:
        self.scan = scan
        self.gazetteer = gazetteer()
        self.countries: Counter[str] = Counter()
        self.divisions: Counter[tuple[str, str]] = Counter()
        self.chosen: dict[str, Row] = {}
        self.unknown: dict[str, tuple[Place, int]] = {}  # towns that only the text places, with precision, by plain name
        self.resolved: dict[tuple[tuple[int, ...], str, str | None, bool], tuple[Row, float]] = {}
        self.count_countries(nodes)

    def count_countries(self, nodes: list[Node]) -> None:
        """How often the document names each country, by name, demonym, organ, or a place that only one country has."""
        for node in nodes:
            if node.known is not None and node.known.country and self.gazetteer.country(node.known.country) is not None:
                self.countries[node.known.country] += 2 if node.type in ("country", "demonym") else 1
            elif node.rows and node.sector != "skeleton" and plain_name(self.scan.written(node.start, node.end)) not in QUARTERS:
                rows = [self.gazetteer.row(number) for number in node.rows[:4]]
                if len({row.country for row in rows}) == 1 and rows[0].population > 20_000:
                    self.countries[rows[0].country] += 1
                for row in rows:
                    if row.feature == "ADM1":
                        self.divisions[row.country, row.name] += 1

    @cached_property
    def main_country(self) -> str | None:
        """The country that most of the document is about, where one leads clearly."""
        ranked = self.countries.most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[0][1] < 1.5 * ranked[1][1]):
            return None
        return ranked[0][0]

    def score(self, row: Row, beside: str | None) -> float:
        """How well a row fits: population in powers of ten, and the company that it keeps."""
        total = log10(row.population + 10)
        if self.countries[row.country]:
            total += 1.0 + min(self.countries[row.country], 10) / 4
        if row.country == self.main_country:
            total += 1.5
        if beside and beside in (row.country, row.admin1, row.name):
            total += 6
        if row.feature == "ADM1":
            total -= 0.8
        if row.feature == "PPLC":
            total += 1
        return total

    def resolve(self, node: Node, beside: str | None, division: bool) -> tuple[Row, float]:
        """The best row for a name and its score; `division` says that the text calls it a province."""
        written = plain_name(self.scan.written(node.start, node.end))
        key = (node.rows, written, beside, division)
        if key not in self.resolved:
            self.resolved[key] = self.best_row([self.gazetteer.row(number) for number in node.rows[:40]], written, beside, division)
        return self.resolved[key]

    def best_row(self, rows: list[Row], written: str, beside: str | None, division: bool) -> tuple[Row, float]:
        """The row with the highest score, the first of those that share it."""
        settlement = any(row.feature != "ADM1" and plain_name(row.name) == written for row in rows)
        scored = []
        for number, row in enumerate(rows):
            claim = self.claim(row, written, settlement)
            if beside is None:
                claim += (2.0 if self.chosen.get(written) == row else 0.0) - self.namesake(row, rows)
            scored.append((self.score(row, beside) + claim + (5 if division and row.feature == "ADM1" else 0), -number, row))
        best = max(scored)
        return best[2], best[0]

    def claim(self, row: Row, written: str, settlement: bool) -> float:
        """What a row gains where the text writes its very name, or names the division that it lies in; where a settlement bears the
        written name too, its division gains nothing by it."""
        own = 1.2 if plain_name(row.name) == written and (row.feature != "ADM1" or not settlement) else 0.0
        if row.feature == "ADM1" or not row.admin1 or plain_name(row.admin1) == written:
            return own
        return own + (1.5 if self.divisions[row.country, row.admin1] else 0.0)

    def is_quarter(self, node: Node, row: Row) -> bool:
        """Whether a name like "Old City" means a part of the town that the text tells of and not the place abroad of that name."""
        return plain_name(self.scan.written(node.start, node.end)) in QUARTERS and not self.countries[row.country]

    def capital(self) -> Place | None:
        """The capital of the country that the text is about."""
        number = capitals(self.gazetteer).get(self.main_country or "")
        return place_of(self.gazetteer.row(number)) if number is not None else None

    def namesake(self, row: Row, rows: list[Row]) -> float:
        """What a town of the settlers' countries loses against the larger place after which it is called ("Geneva, New York").

        All its claim where the text is about another country, else some.
        """
        if row.country not in SETTLED or row.feature == "ADM1" or self.divisions[row.country, row.admin1 or ""]:
            return 0.0
        larger = max((other.population for other in rows if other.country not in SETTLED), default=0)
        if larger <= row.population:
            return 0.0
        return 1.0 + 2 * log10(larger / (row.population + 10)) if self.main_country == row.country else 4.0

    def choose(self, node: Node, row: Row) -> None:
        """Hold that a name means a place in this document: later mentions without context mean the same."""
        self.chosen[plain_name(self.scan.written(node.start, node.end))] = row
        self.resolved.clear()

    def is_chosen(self, node: Node, row: Row) -> bool:
        """Whether an earlier mention in context settled that the name means this place."""
        return self.chosen.get(plain_name(self.scan.written(node.start, node.end))) == row

    def beside(self, node: Node, following: Node | None) -> str | None:
        """The country or division named right after a comma ("Cibolo, Texas")."""
        tokens = self.scan.tokens
        if following is None or following.start != node.end + 1 or tokens[node.end].text not in (",", "(", "in"):
            return None
        if following.known is not None:
            return following.known.country
        division = self.division_beside(node, following)
        if division is not None:
            return division.name
        return self.gazetteer.row(following.rows[0]).country if following.rows else None

    def division_beside(self, node: Node, following: Node | None) -> Row | None:
        """The first-order division named right after a comma, even where its name is also that of a person ("Virginia")."""
        if (
            following is None
            or following.start != node.end + 1
            or self.scan.tokens[node.end].text != ","
            or following.known is not None
        ):
            return None
        known = self.scan.gazetteer_at(following.start, following.end)
        if known is None or known.end != following.end or known.sector == "skeleton":
            return None
        rows = [self.gazetteer.row(number) for number in known.rows]
        division = next((row for row in rows if row.feature == "ADM1"), None)
        if division is None or division.country in SETTLED:
            return division
        seats = any(
            row.feature != "ADM1" and row.country == division.country for row in rows
        )  # "Taiz, Marib and Hodeidah" lists towns
        return None if seats else division

    def land_behind(self, node: Node, following: Node | None) -> tuple[str, Row | None] | None:
        """The country, with the division if one is meant, in which the text puts a place: "Maga, Kebbi state", "Abad in Chile"."""
        tokens = self.scan.tokens
        if following is None or following.start != node.end + 1 or tokens[node.end].text not in (",", "in"):
            return None
        right = tokens[following.end].text if following.end < len(tokens) else "."
        if following.known is not None and following.type == "country" and following.known.country:
            return (following.known.country, None) if tokens[node.end].text == "in" or right in (",", ".", ")") else None
        if right.capitalize() not in ADMINISTRATIVE or following.sector == "skeleton":
            return None
        division = next((row for row in map(self.gazetteer.row, following.rows) if row.feature == "ADM1"), None)
        return (division.country, division) if division is not None else None

    def division_behind(self, node: Node) -> Row | None:
        """The first-order division named right behind a name that the gazetteer does not have ("Papiri, Niger state")."""
        tokens, first = self.scan.tokens, node.end + 1
        if first >= len(tokens) or tokens[node.end].text != "," or not tokens[first].text[0].isupper():
            return None
        found = self.scan.gazetteer_at(first, min(first + 4, len(tokens)))
        if found is None or found.sector == "skeleton":
            return None
        called = self.scan.called_state(found)
        return self.gazetteer.row(called.rows[0]) if called is not None else self.division_beside(node, found)

    def unlisted(self, name: str, division: Row) -> Place:
        """A town that the gazetteer does not have, placed at the middle of the division that the text names behind it."""
        whole = place_of(division)
        key = make_key("plc", name.lower(), whole.place_id)
        return whole._replace(place_id=key, name=name, feature_code="PPL", geonames_id=None)

    def located(self, node: Node, beside: str | None) -> bool:
        """Whether the text treats a name as a place: a preposition, a compass word, its country behind it, "city", a dateline."""
        tokens = self.scan.tokens
        left = tokens[node.start - 1].lower if node.start else ""
        right = tokens[node.end].lower if node.end < len(tokens) else ""
        if left in english().place_prepositions or left in english().compass or beside or right in english().settlements:
            return True
        if is_called_town(self.scan, node):
            return True
        if left == "to" and any(token.lower == "from" for token in tokens[max(node.start - 6, 0) : node.start]):
            return True
        if left == "from" and any(token.lower == "to" for token in tokens[node.end : node.end + 2]):
            return True
        return node.first and right in ("(", "—", "–", ":") and node.start in self.scan.opening

    def accept(self, node: Node, row: Row, score: float, beside: str | None) -> bool:
        """Whether a name of the gazetteer is a place here: common words, given names and small or foreign places need context."""
        tokens = self.scan.tokens
        words = [token.lower for token in tokens[node.start : node.end] if token.text[0].isalnum()]
        left = tokens[node.start - 1].lower if node.start else ""
        located = self.located(node, beside)
        if not located and (
            left in ("mr", "mrs", "ms", "dr")
            or (left in ("a", "an") and not is_of_city(self.scan, node, row))
            or words[0] in english().function
            or (len(words) == 1 and words[0] in english().no_names)
            or words[0].endswith(CONTRACTIONS)
        ):
            return False
        if (
            len(words) == 1
            and len(words[0]) < 4
            and not (located and self.countries[row.country])
            and self.countries[row.country] < 2
        ):
            return False
        common = len(words) == 1 and is_common(fold_word(words[0]))
        if common and is_called_town(self.scan, node) and row.feature != "ADM1":
            return True
        if common and not (located and row.population > 50_000) and (node.first or row.population < 300_000):
            return False
        evidence = self.countries[row.country]
        need = 5.0 if evidence > 2 or located else 5.6 if evidence else 6.0
        if words[0] in ("st", "saint") and row.population < 500_000 and not located:
            return False
        need -= (
            2.0 if located else 0.5 if self.countries[row.country] and left in ("from", "to", "of", "and", ",", "between") else 0.0
        )
        need += 1.0 if left == "the" and not located else 0.0
        need += 1.5 if common else 0.0
        single = len(words) == 1 and tokens[node.start].text in self.scan.lexicon.surnames
        told = row.population > (500_000 if evidence == 2 else 100_000) and evidence > 1 and row.country not in SETTLED
        famous = told or row.feature in ("PPLC", "ADM1") or row.population > 1_500_000
        if single and not located and not famous:
            return False
        need += 2.0 if (len(words) == 1 or node.sector == "given") and tokens[node.start].text in self.scan.lexicon.given else 0.0
        if node.sector == "skeleton" and not self.countries[row.country]:
            return False
        need += 1.0 if node.sector == "skeleton" else 0.0
        return score >= need

    def site(self, name: str, word: str, inner: Node | None) -> Place:
        """A place known by its shape alone: coordinates from the place in its name, where that has one."""
        row = None
        if inner is not None and inner.rows:
            row = self.resolve(inner, None, word in ADMINISTRATIVE)[0]
            if not self.countries[row.country]:
                row = None
            elif word in ADMINISTRATIVE:
                return place_of(row)
        country = row.country if row else None
        key = make_key("plc", name.lower(), country or "")
        return Place(key, name, features()[0].get(word, "PPL"), country, row.admin1 if row else None,
                     row.latitude if row else None, row.longitude if row else None, None)  # fmt: skip

    def near(self, node: Node) -> bool:
        """Whether the text places something near the name and not at it: "south of", "outside", "20 km from"."""
        tokens, i = self.scan.tokens, node.start - 1
        if i >= 0 and tokens[i].lower in ("near", "outside", "around"):
            return True
        if i >= 1 and tokens[i].lower in ("of", "from"):
            word = tokens[i - 1].lower
            return word in english().compass or word in (
                "outskirts",
                "suburb",
                "suburbs",
                "vicinity",
                "kilometres",
                "kilometers",
                "km",
                "miles",
                "environs",
                "away",
            )
        return False
