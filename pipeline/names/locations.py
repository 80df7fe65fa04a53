"""Mentions of places: of the gazetteer, by their shape, buildings, nouns that point back."""

from pipeline.names.actors import state_actor
from pipeline.names.english import can_modify, english
from pipeline.names.gazetteer import Row, place_of
from pipeline.names.name import Mention
from pipeline.names.node import Node
from pipeline.names.phrase import Phrase
from pipeline.names.places import ADMINISTRATIVE, precision_of
from pipeline.names.states import States

DIVISIONS = frozenset("Province Governorate State Region Oblast Provinces".split())


class Locations(States):
    """Places of the gazetteer, sites, buildings."""

    def gazetteer_place(self, phrase: Phrase, node: Node, following: Phrase | None) -> Mention | None:
        """A city or division of the gazetteer; a surname of the document, or an implausible place, is none."""
        beside = self.places.beside(node, following.name if following else None)
        right = self.tokens[node.end].text.capitalize() if node.end < len(self.tokens) else ""
        row, score = self.places.resolve(node, beside, right in DIVISIONS)
        located = self.places.located(node, beside)
        if (not located and self.is_personal(node, row)) or not self.places.accept(node, row, score, beside):
            return None
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
                not self.violent
                or (bare and left in ("in", "to", "at", "of", "into"))
                or left in ("as", "from")
                or self.tokens[start - 1].text in ("-",)
            ):
                return None
            return self.make(phrase, "place", None, None, None, "names.facility", 0.4)
        features = english().back_to_place.get(self.text_of(node.start, node.end).lower())
        if features is None or left not in english().definite or not self.violent:
            return None
        of = self.tokens[phrase.end].lower if phrase.end < len(self.tokens) else ""
        if of == "of":
            return None
        place = next((seen for seen in reversed(self.seen) if seen.feature_code.startswith(features)), None)
        if place is None:
            return None
        return self.make(phrase, "place", place, None, precision_of(place.feature_code), "names.points_back", 0.5)

    def site(self, phrase: Phrase, node: Node) -> Mention:
        """A place by its shape."""
        inner = self.scan.gazetteer_at(node.start, node.end - 1) if node.end - node.start > 1 else None
        place = self.places.site(self.text_of(node.start, node.end), node.kind, inner)
        precision = 2 if self.places.near(node) else precision_of(place.feature_code)
        return self.make(phrase, "place", place, None, precision, "names.site", 0.6 if node.kind in ADMINISTRATIVE else 0.55)
