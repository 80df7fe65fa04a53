"""Mentions of places, and countries and capitals that act or only are where something happens."""

from pipeline.names.actors import body_actor, state_actor
from pipeline.names.english import can_modify, english
from pipeline.names.gazetteer import place_of
from pipeline.names.groups import Groups
from pipeline.names.name import Mention
from pipeline.names.node import Node
from pipeline.names.phrase import Phrase
from pipeline.names.places import ADMINISTRATIVE, precision_of
from pipeline.names.reference import HYPHENS
from pipeline.text.words import parts_of_speech


class Locations(Groups):
    """Places of the gazetteer, sites, buildings, teams."""

    def gazetteer_place(self, phrase: Phrase, node: Node, following: Phrase | None) -> Mention | None:
        """A city or division of the gazetteer; a surname of the document, or an implausible place, is none."""
        words = self.decision.words(node)
        beside = self.places.beside(node, following.name if following else None)
        right = self.tokens[node.end].text.capitalize() if node.end < len(self.tokens) else ""
        row, score = self.places.resolve(
            node, beside, right in ("Province", "Governorate", "State", "Region", "Oblast", "Provinces")
        )
        located = self.places.located(node, beside)
        if len(words) == 1 and words[0] in self.decision.persons and not located:
            return None
        if node.sector == "given" and not located and row.feature != "ADM1" and not self.places.countries[row.country]:
            return None
        votes = self.decision.votes[" ".join(words)]
        enough = 3 if self.places.countries[row.country] else 2
        acts = votes["acts"] >= max(enough, 0.4 * votes["seen"]) and votes["acts"] > votes["place"]
        personal = acts and row.feature != "PPLC" and row.population < 2_000_000 and not located
        if personal or not self.places.accept(node, row, score, beside):
            return None
        precision = 2 if self.places.near(node) else precision_of(row.feature)
        place = place_of(row)
        if (
            self.sports
            and row.feature == "ADM1"
            and row.country == "GBR"
            and (team := self.team(phrase, row.name, row.country)) is not None
        ):
            return team
        if row.feature == "PPLC" and self.acts(phrase):
            name = self.scan.lexicon.places.country(row.country)
            return self.make(
                phrase,
                "state",
                place,
                state_actor(name.name if name else row.country, row.country),
                precision,
                "names.capital_acts",
                0.7,
            )
        actor = None
        return self.make(phrase, "place", place, actor, precision, "names.gazetteer", min(0.5 + score / 20, 0.95))

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

    def team(self, phrase: Phrase, name: str, country: str | None) -> Mention | None:
        """The national team that a country's name means on a sports page; None where it is a place there too."""
        left = self.tokens[phrase.start - 1].lower if phrase.start else ""
        if (left in english().place_prepositions and left not in ("into", "at")) or left in ("from", "the"):
            return None
        actor = body_actor(f"{name} national team", "organisation", country, None)
        return self.make(phrase, "organisation", None, actor, None, "names.team", 0.6)

    def acts(self, phrase: Phrase) -> bool:
        """Whether a country or capital is who acts here and not where something happens."""
        tokens, start, end = self.tokens, phrase.start, phrase.end
        if len(tokens) < 3:
            return True
        left = tokens[start - 1].lower if start else ""
        if left == "the":
            left = tokens[start - 2].lower if start > 1 else ""
        right = tokens[end].lower if end < len(tokens) else ""
        if (
            (
                left in ("and", ",")
                and self.previous is not None
                and self.previous.kind in ("state", "place")
                and self.previous.actor is not None
            )
            and 0 <= tokens[start - 1].start - self.previous.end < 6
            and right not in english().acts
        ):
            return self.previous.kind == "state"
        if left in english().place_prepositions or left in ("from", "of", "on", "over", "through"):
            return False
        paired = right in HYPHENS and end + 1 < len(tokens) and tokens[end + 1].text[0].isupper()
        if (right == "to" and left == "for") or paired or left in HYPHENS:
            return True
        if left in ("will", "would", "did", "does", "can", "should", "could", "may") and right and "VERB" in parts_of_speech(right):
            return True
        if right == "and" and end + 2 < len(tokens) and left in ("", "that", ",", "but", "."):
            after = end + 3 if tokens[end + 1].lower == "the" else end + 2
            return tokens[end + 1].text[0].isupper() and (
                tokens[min(after, len(tokens) - 1)].lower in english().acts or self.is_verb(after)
            )
        if left == "with" and start > 1 and tokens[start - 2].lower in ("border", "borders", "frontier"):
            return False
        if left in english().treated or right in english().acts:
            return True
        if right in (",", "and") and self.list_acts(phrase):
            return True
        if left == "to" or right in ("'s", "’s"):
            return False
        written = tokens[start].text
        if written in ("US", "U.S", "U.S.", "UK", "U.K.") and right and right[0].isalpha() and right not in english().function:
            return True
        opens = start in self.scan.opening or left in (
            "",
            "that",
            ",",
            "and",
            "but",
            "while",
            "as",
            "because",
            "if",
            "when",
            "will",
            "says",
            "said",
        )
        return opens and self.is_verb(end)

    def list_acts(self, phrase: Phrase) -> bool:
        """Whether a list of countries that begins here ends before a verb: "France, Germany and Britain condemn"."""
        k = phrase.end
        while k + 1 < len(self.tokens) and k - phrase.end < 14:
            word = self.tokens[k]
            if word.lower not in (",", "and", "the") and not word.text[0].isupper():
                parts = parts_of_speech(word.lower)
                return (
                    self.tokens[k - 1].text[0].isupper()
                    and "VERB" in parts
                    and "ADJ" not in parts
                    and word.lower not in english().place_prepositions
                )
            k += 1
        return False

    def is_verb(self, i: int) -> bool:
        """Whether token `i` looks like a finite verb."""
        if i >= len(self.tokens):
            return False
        word = self.tokens[i].lower
        if word.endswith("ly") and i + 1 < len(self.tokens):
            word = self.tokens[i + 1].lower
        return word.endswith(("s", "ed")) and "VERB" in parts_of_speech(word)
