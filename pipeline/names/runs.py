"""Runs of capitals cut into names: titles, known names, shapes, persons, places, and what only context explains."""

from pipeline.names.english import english, is_common
from pipeline.names.formation import Formation
from pipeline.names.known import fold_name
from pipeline.names.node import Node
from pipeline.names.reference import HYPHENS, PARTICLES
from pipeline.text.words import parts_of_speech


class Runs(Formation):
    """Which nodes a run of capitals holds."""

    def next_node(self, p: int, end: int, last: int, opens: bool) -> Node | None:
        """The node at token `p` of a run that ends at `end`."""
        token, shapes = self.tokens[p], self.lexicon.shapes
        if not token.text[0].isalpha() or (token.lower in PARTICLES and self.is_particle(p)):
            return None
        if token.text in shapes.early and (early := self.title_at(p, end, last) or self.nothing_at(p, end)) is not None:
            return early
        known, shaped = self.known_at(p, last), self.shaped_at(p, end, last)
        if known is not None and known.type == "people" and (division := self.longer_place(p, end, known)) is not None:
            return division
        if known is not None and self.outweighs(known, shaped):
            return self.called_state(known) or self.extend_person(known, end)
        if shaped is not None:
            return (self.division_at(p, shaped) if shaped.type in ("site", "body") else None) or shaped
        head = self.head_at(p, last) if token.lower in self.lexicon.head_length else None
        if head is None and p + 2 == end and (agency := self.agency_at(p, end)) is not None:
            return agency
        if head is not None and not (token.text in self.lexicon.given and self.is_name_word(p + 1, end)):
            return head
        thing = self.thing_at(p, last) if token.lower in self.lexicon.thing_length else None
        if thing is not None and (place := self.longer_place(p, end, thing)) is not None:
            return place  # "Port-au-Prince"
        return thing or self.free_name(p, end, opens)

    def called_state(self, node: Node) -> Node | None:
        """The division that "Niger state" and "Atlanta, Georgia" mean, not the country or city of that name."""
        if node.type not in ("country", "gaz"):
            return None
        behind = self.tokens[node.end].text if node.end < len(self.tokens) else ""
        called = behind in ("state", "province")
        if not called and node.type != "country":
            return None
        written = self.written(node.start, node.end)
        if called:
            after = self.tokens[node.end + 1].text if node.end + 1 < len(self.tokens) else ""
            if after[:1].islower() and not parts_of_speech(after).keys().isdisjoint(("NOUN", "ADJ")):
                return None  # "Niger state media"
            named = f"{written} {behind}"
        elif written in self.states_named or self.has_town_before(node, f"{written} State"):
            named = f"{written} State"
        else:
            return None
        places = self.lexicon.places
        rows = places.named(" ".join(fold_name(named))) or places.named(" ".join(fold_name(written)))
        divisions = tuple([number for number in rows if places.row(number).feature == "ADM1"])
        if divisions and not called:
            self.states_named.add(written)  # "in Georgia", further down
        return Node(node.start, node.end, "gaz", rows=divisions) if divisions else None

    def has_town_before(self, node: Node, division: str) -> bool:
        """Whether a town of that division stands right before, with a comma between."""
        before = self.nodes[-1] if self.nodes else None
        if before is None or before.end != node.start - 1 or self.tokens[before.end].text != ",":
            return False
        return any(self.lexicon.places.row(number).admin1 == division for number in before.rows[:20])

    def longer_place(self, p: int, end: int, known: Node) -> Node | None:
        """A place whose name begins with an adjective of peoples ("Western Australia")."""
        place = self.gazetteer_at(p, end)
        return place if place is not None and place.end > known.end and place.sector != "skeleton" else None

    def is_particle(self, p: int) -> bool:
        """Whether token `p` is a small particle that no hyphen joins to a name."""
        token = self.tokens[p]
        return token.lower in PARTICLES and not token.text[0].isupper() and self.tokens[p + 1].text not in HYPHENS

    def title_at(self, p: int, end: int, last: int) -> Node | None:
        """An abbreviated title ("Gen."), unless it begins the name of a place ("St. Petersburg")."""
        text, titles = self.tokens[p].text, self.lexicon.shapes.titles
        if text in ("St", "Saint") and (saint := self.gazetteer_at(p, end)) is not None and saint.end > p + 1:
            return saint
        if text not in titles or not self.is_title(p, end):
            return None
        return Node(p, p + 2 if p + 1 < last and self.tokens[p + 1].text == "." else p + 1, "title", sector=titles[text])

    def nothing_at(self, p: int, end: int) -> Node | None:
        """A word that makes a name nobody's ("Olympic Games"), where it begins the run."""
        if self.tokens[p].text not in self.lexicon.shapes.nothing:
            return None
        plain = p + 1 < end and is_common(self.tokens[p + 1].lower)
        if p + 1 < end and not plain and self.is_name_word(p + 1, end):
            return None
        return Node(p, p + 2 if plain else p + 1, "nothing")

    def outweighs(self, known: Node, shaped: Node | None) -> bool:
        """Whether a known name has the better claim than a shape: it is as long, or the shape is nothing that acts."""
        if shaped is None or known.end >= shaped.end:
            return True
        return shaped.type == "nothing" and known.type in ("country", "demonym", "people")

    def agency_at(self, p: int, end: int) -> Node | None:
        """A noun and a country that make an agency ("Environment Canada", "Radio France"); two tokens."""
        token = self.tokens[p]
        if set(parts_of_speech(token.lower)) != {"NOUN"} or token.lower in english().compass or not token.text.istitle():
            return None
        country = self.known_at(p + 1, end)
        return (
            Node(p, end, "body", kind="organisation", sector="GOV") if country is not None and country.type == "country" else None
        )

    def extend_person(self, node: Node, end: int) -> Node:
        """A country or city that is a given name here ("Jordan Peterson") is a name; every other known name stays as it is."""
        single = node.type in ("country", "place") and node.end - node.start == 1
        if single and self.tokens[node.start].text in self.lexicon.given and self.is_name_word(node.end, end):
            return Node(node.start, self.name_end(node.end, end), "name", kind="person")
        if node.type == "person" and node.end - node.start == 1 and self.is_name_word(node.end, end):
            return Node(node.start, self.name_end(node.end, end), "name", kind="person")  # "Horace Silver" is not Horace
        return node

    def surname_place(self, p: int, end: int) -> int:
        """The end of a name whose last word is also a place ("Jack London"), where its first is no English word; else 0."""
        if p + 2 != end or is_common(self.tokens[p].lower) or self.tokens[p].text.isupper() or self.tokens[p + 1].text in HYPHENS:
            return 0
        last = self.known_at(p + 1, end) or self.gazetteer_at(p + 1, end)
        return (
            end
            if last is not None and last.type in ("place", "gaz") and self.tokens[p].text not in self.lexicon.shapes.places_before
            else 0
        )

    def is_code(self, p: int) -> bool:
        """Whether capitals at `p` are a model or a hull number: a number follows them ("DDG 70", "KC-135")."""
        after = p + 2 if p + 2 < len(self.tokens) and self.tokens[p + 1].text in HYPHENS else p + 1
        return self.tokens[p].text.isupper() and after < len(self.tokens) and self.tokens[after].text[0].isdigit()

    def free_name(self, p: int, end: int, opens: bool) -> Node | None:
        """A person by given name, a place of the gazetteer, or words that only their surroundings will explain."""
        token = self.tokens[p]
        place = self.gazetteer_at(p, end)
        if token.text in self.lexicon.given and self.is_name_word(p + 1, end):
            stop = self.name_end(p + 1, end)
            if place is not None and place.end == stop and place.sector != "skeleton":
                place.sector = "given"
                return place
            return Node(p, stop, "name", kind="person")
        beside = place is not None and place.end < end and self.tokens[place.end].text in self.lexicon.given
        if place is not None and (beside or not self.is_name_word(place.end, end)):
            return self.called_state(place) or place
        if stop_at := self.surname_place(p, end):
            return Node(p, stop_at, "name")
        if token.lower in english().function and token.text != token.text.upper():
            return None
        stop = self.name_end(p + 1, end)
        if stop < end - 1 and self.tokens[stop].text in HYPHENS and self.tokens[stop + 1].lower == "class":
            return None
        if stop == p + 1 and (len(token.text) == 1 or token.lower in english().function or self.is_code(p)):
            return None
        return Node(p, stop, "name")

    def is_opening_word(self, i: int, end: int) -> bool:
        """Whether the word that opens a sentence owes its capital to that alone."""
        token = self.tokens[i]
        if token.lower in english().function and not (token.text.isupper() and len(token.text) > 1):
            return self.known_at(i, end) is None
        listed = token.lower in self.lexicon.head_length or token.lower in self.lexicon.thing_length
        if not is_common(token.lower) or listed or token.text in self.lexicon.given:
            return False
        if end != i + 1 or token.text in self.lexicon.shapes.bodies_of:
            return False
        if self.known_at(i, min(i + 8, len(self.tokens))) is not None:
            return False
        place = self.gazetteer_at(i, end)
        large = place is not None and place.rows and self.lexicon.places.row(place.rows[0]).population > 500_000
        return not large or "ADJ" in parts_of_speech(token.lower)
