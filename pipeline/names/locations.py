"""Mentions of places: of the gazetteer, by their shape, buildings, nouns that point back."""

from functools import cached_property

from pipeline.names.actors import state_actor
from pipeline.names.english import can_modify, english
from pipeline.names.fold import ARTICLES
from pipeline.names.gazetteer import Row, place_of
from pipeline.names.name import Mention, Place
from pipeline.names.node import Node
from pipeline.names.phrase import Phrase
from pipeline.names.places import ADMINISTRATIVE
from pipeline.names.points import distance, known_place, plain_name, precision_of
from pipeline.names.states import States
from pipeline.names.towns import is_namesake, unlisted_in
from pipeline.text.keys import make_key

DISTRICTS = frozenset("district districts neighbourhood neighborhood neighbourhoods neighborhoods quarter suburb".split())
BEFORE_NAMES = ARTICLES | {"-"}
URBAN = frozenset("SQR MSQE STDM BDG PAL HTL PRN PPLX".split())
LARGE = 60_000  # inhabitants of a town that needs no division behind it: "Chicago, New York and Boston" lists cities
FAR = 150  # kilometres from the city beyond which a district's namesake is another place
DIVISIONS = frozenset("Province Governorate State Region Oblast Provinces".split())


class Locations(States):
    """Places of the gazetteer, sites, buildings."""

    @cached_property
    def districts(self) -> bool:
        """Whether the page speaks of districts at all."""
        return not self.scan.page.words.isdisjoint(DISTRICTS)

    def gazetteer_place(self, phrase: Phrase, node: Node, following: Phrase | None) -> Mention | None:
        """A city or division of the gazetteer; a surname of the document, or an implausible place, is none."""
        beside = self.places.beside(node, following.name if following else None)
        right = self.tokens[node.end].text.capitalize() if node.end < len(self.tokens) else ""
        row, score = self.places.resolve(node, beside, right in DIVISIONS or self.is_division(node))
        if self.places.is_quarter(node, row):
            return None
        located = self.places.located(node, beside)
        division = self.places.division_beside(node, following.name if following else None)
        if division is not None and row.population < LARGE and row.admin1 not in (division.name, None):
            return self.unlisted(phrase, division)
        told = self.places.unknown.get(plain_name(self.text_of(phrase.start, phrase.end))) if self.places.unknown else None
        if told is not None and beside is None:
            return self.make(phrase, "place", told[0], None, told[1], "names.placed_before", 0.5)
        land = self.places.land_behind(node, following.name if following else None)
        if land is not None and land[0] != row.country and row.population < LARGE and row.feature.startswith("PPL"):
            return self.unlisted(phrase, land[1]) if land[1] is not None else self.unlisted_in(phrase, land[0])
        if (
            land is None
            and beside is None
            and is_namesake(row, self.places.countries, self.places.main_country)
            and self.places.located(node, beside)
        ):
            return self.unlisted_in(phrase, self.places.main_country or row.country)
        settled = self.places.is_chosen(node, row) or self.completes(phrase, row)
        if (not located and self.is_personal(node, row)) or not (settled or self.places.accept(node, row, score, beside)):
            return None
        if located:
            self.places.choose(node, row)
        precision = 2 if self.places.near(node) else precision_of(row.feature)
        if self.sports and row.feature == "ADM1" and row.country == "GBR":
            team = self.team(phrase, row.name, row.country)
            if team is not None:
                return team
        if row.feature == "PPLC" and self.acts(phrase):
            country = self.scan.lexicon.places.country(row.country)
            actor = state_actor(country.name if country else row.country, row.country)
            return self.make(phrase, "state", place_of(row), actor, precision, "names.capital_acts", 0.7)
        return self.make(phrase, "place", place_of(row), None, precision, "names.gazetteer", min(0.5 + score / 20, 0.95))

    def unlisted(self, phrase: Phrase, division: Row) -> Mention:
        """A town that is known only by the division named behind it."""
        name = self.text_of(phrase.start, phrase.end)
        place = self.places.unlisted(name, division)
        self.places.unknown[plain_name(name)] = place, 4
        return self.make(phrase, "place", place, None, 4, "names.division_behind", 0.6)

    def unlisted_in(self, phrase: Phrase, country: str) -> Mention:
        """A town that is known only by the country named behind it."""
        name = self.text_of(phrase.start, phrase.end)
        place = unlisted_in(name, country)
        self.places.unknown[plain_name(name)] = place, 6
        return self.make(phrase, "place", place, None, 6, "names.country_behind", 0.5)

    def completes(self, phrase: Phrase, row: Row) -> bool:
        """Whether a division or country stands right behind a place in it: "Alexandria, Virginia"."""
        before = self.previous
        if before is None or before.place is None or row.feature != "ADM1":
            return False
        near = phrase.start > 0 and self.tokens[phrase.start - 1].text == "," and self.tokens[phrase.start - 1].start == before.end
        return near and (before.place.country, before.place.admin1) == (row.country, row.name)

    def is_division(self, node: Node) -> bool:
        """Whether a name is called a province before it: "the province of Idlib"."""
        left = [token.text for token in self.tokens[max(node.start - 2, 0) : node.start]]
        return len(left) == 2 and left[1] == "of" and left[0].capitalize() in DIVISIONS

    def district(self, phrase: Phrase, node: Node) -> Mention | None:
        """A district of the city that the text tells of, where its name is that of no place nearby ("the al-Golan district")."""
        if (
            not self.districts
            or not self.is_district(phrase)
            or node.type not in ("name", "gaz", "place")
            or phrase.heads
            or phrase.titles
        ):
            return None
        city = self.city_of(phrase)
        own = known_place(node.known) if node.known is not None else None
        if node.rows:
            own = place_of(self.places.resolve(node, None, False)[0])
        if city is None or (own is not None and distance(own, city) < FAR):
            return None
        name = self.text_of(node.start, node.end)
        place = city._replace(
            place_id=make_key("plc", name.lower(), city.place_id), name=name, feature_code="PPLX", geonames_id=None
        )
        return self.make(phrase, "place", place, None, 2, "names.district", 0.6)

    def is_district(self, phrase: Phrase) -> bool:
        """Whether a name is called a district: "the X district", "the district of X", "the districts of X and Y"."""
        tokens, start = self.tokens, phrase.start
        if phrase.end < len(tokens) and tokens[phrase.end].lower in DISTRICTS:
            return True
        if start > 1 and tokens[start - 1].lower in BEFORE_NAMES:
            start -= 1
        before = self.previous
        if start > 1 and tokens[start - 1].lower == "and" and before is not None and before.rule_id == "names.district":
            return tokens[start - 1].start - before.end < 3
        return start > 1 and tokens[start - 1].lower == "of" and tokens[start - 2].lower in DISTRICTS

    def city_of(self, phrase: Phrase) -> Place | None:
        """The city that a district or building lies in: named right behind it ("district of Fallujah", "Square in Cairo"), else the
        one that the text has named most."""
        tokens, end = self.tokens, phrase.end
        for number in range(end, min(end + 4, len(tokens) - 1)):
            if tokens[number].lower in ("of", "in") or tokens[number].text == ",":
                behind = self.scan.gazetteer_at(number + 1, len(tokens)) if tokens[number + 1].text[0].isupper() else None
                if behind is not None and behind.sector != "skeleton":
                    return place_of(self.places.resolve(behind, None, False)[0])
        if any(token.lower == "capital" for token in tokens[end : end + 8]) and (capital := self.places.capital()) is not None:
            return capital
        cities = [place for place in self.seen if place.feature_code in ("PPL", "PPLC") and place.latitude is not None]
        return max(reversed(cities), key=cities.count, default=None)

    def is_personal(self, node: Node, row: Row) -> bool:
        """Whether a name that nothing locates is a person: one that the text names, or one that mostly speaks and acts."""
        words = self.decision.words(node)
        known = self.places.countries[row.country]
        if len(words) == 1 and words[0] in self.decision.persons:
            return True
        if node.sector == "given" and row.feature != "ADM1" and not known:
            return True
        votes = self.decision.votes[" ".join(words)]
        acts = votes["acts"] >= max(3 if known else 2, 0.4 * votes["seen"]) and votes["acts"] > votes["place"]
        return acts and row.feature != "PPLC" and row.population < 2_000_000

    def spot(self, phrase: Phrase, node: Node) -> Mention | None:
        """A settlement that points back to a place named before, or a building that something can happen in."""
        if not self.violent:
            return None
        start = phrase.start
        while (
            start > 0
            and phrase.start - start < 3
            and self.tokens[start - 1].text.islower()
            and can_modify(self.tokens[start - 1].lower)
        ):
            start -= 1
        left = self.tokens[start - 1].lower if start else ""
        if node.kind == "facility":
            bare = start == phrase.start and not self.tokens[phrase.end - 1].text.endswith("s")
            if (
                (bare and left in ("in", "to", "at", "of", "into"))
                or left in ("as", "from")
                or self.tokens[start - 1].text in ("-",)
            ):
                return None
            return self.make(phrase, "place", None, None, None, "names.facility", 0.4)
        word = self.text_of(node.start, node.end).lower()
        features = english().back_to_place.get(word)
        if features is None or left not in english().definite:
            return None
        of = self.tokens[phrase.end].lower if phrase.end < len(self.tokens) else ""
        if of == "of":
            return None
        place = self.recalled(word, features, self.scan.page.sentence_at(self.tokens[phrase.start].start))
        if word == "capital" and (place is None or place.feature_code != "PPLC"):
            place = self.places.capital()
        if place is None:
            return None
        return self.make(phrase, "place", place, None, precision_of(place.feature_code), "names.points_back", 0.5)

    def recalled(self, word: str, features: tuple[str, ...], sentence: int) -> Place | None:
        """The place that "the city" points to: the last of its sentence, or of the one before unless the text is all about another;
        from further away the one that the text has named most."""
        fitting = [spot for spot in self.spots if spot[1].feature_code.startswith(features) and self.may_mean(word, spot[1])]
        if not fitting:
            return None
        places = [place for _, place in fitting]
        last_sentence, last = fitting[-1]
        topic = max(reversed(places), key=places.count)
        if word == "camp":
            return next((place for place in reversed(places) if place.feature_code == "CMP"), last)
        if word != "city" or sentence == last_sentence:
            return last
        lead = 4 if sentence - last_sentence == 1 else 2
        return topic if places.count(topic) >= lead * places.count(last) else last

    def may_mean(self, word: str, place: Place) -> bool:
        """Whether "the" noun can point to a place: only a capital is the capital, a district of a city is no city."""
        if word == "capital":
            return place.feature_code == "PPLC"
        return place.feature_code != "PPLX" or word in DISTRICTS

    def site(self, phrase: Phrase, node: Node) -> Mention:
        """A place by its shape."""
        inner = self.scan.gazetteer_at(node.start, node.end - 1) if node.end - node.start > 1 else None
        place = self.places.site(self.text_of(node.start, node.end), node.kind, inner)
        if place.latitude is None and (place.feature_code in URBAN or node.kind[:1].islower()):
            city = self.city_of(phrase)
            if city is not None:
                place = place._replace(
                    place_id=make_key("plc", place.name.lower(), city.place_id), country=city.country, admin1=city.admin1,
                    latitude=city.latitude, longitude=city.longitude,
                )  # fmt: skip
                return self.make(phrase, "place", place, None, 2, "names.site", 0.55)
        precision = 2 if self.places.near(node) else precision_of(place.feature_code)
        return self.make(phrase, "place", place, None, precision, "names.site", 0.6 if node.kind in ADMINISTRATIVE else 0.55)
