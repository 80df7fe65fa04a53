"""Runs of capitals cut into names: persons, organisations and sites by their shape, places, and what only context explains."""

from pipeline.names.english import english, is_common
from pipeline.names.lookup import Lookup
from pipeline.names.node import Node
from pipeline.names.reference import ENGLISH_PARTICLES, HYPHENS, PARTICLES
from pipeline.text.page import Token
from pipeline.text.words import parts_of_speech

LONGEST_RUN = 12  # tokens


class Runs(Lookup):
    """How far a run of capitals goes and which nodes it holds."""

    def stands_out(self, token: Token, case: str) -> bool:
        """Whether a capital means something where every word has one: only in words that the dictionary does not hold."""
        if token.lower in english().days_and_months:
            return False
        return not is_common(token.lower) or (case == "title" and token.text in self.lexicon.shapes.bodies)

    def is_month(self, i: int) -> bool:
        """Whether "May" or "March" stands beside a number."""
        tokens = self.tokens
        if tokens[i].lower not in ("march", "may", "august"):
            return False
        return (i > 0 and tokens[i - 1].text[0].isdigit()) or (i + 1 < len(tokens) and tokens[i + 1].text[0].isdigit())

    def run_end(self, i: int, last: int, case: str) -> int:
        """The token after a run of capitalised words, initials, hyphens and particles between them."""
        tokens, end, p = self.tokens, i + 1, i + 1
        while p < last and p - i < LONGEST_RUN and tokens[p].start not in self.starts:
            text = tokens[p].text
            gap = tokens[p].start - tokens[p - 1].end
            if text[0].isupper() and gap < 2 and text not in ("I",) and (case == "mixed" or self.stands_out(tokens[p], case)):
                if tokens[p].lower in english().days_and_months or self.is_month(p):
                    break
                end = p + 1
            elif text == "." and len(tokens[p - 1].text) < 5 and gap == 0 and p + 1 < last and self.dot_inside(p):
                pass
            elif text in HYPHENS and gap == 0 and p + 1 < last and tokens[p + 1].start == tokens[p].end:
                after = tokens[p + 1]
                if not after.text[0].isupper() and after.lower not in PARTICLES:
                    if not after.text.isalpha() or is_common(after.lower) or after.lower in self.lexicon.head_length:
                        break
                    end = p = p + 1
                    end += 1
            elif text == "&" or (tokens[p].lower in PARTICLES and p + 1 < last):
                if tokens[p].lower in ENGLISH_PARTICLES and tokens[p + 1].text not in HYPHENS:
                    break
            else:
                break
            p += 1
        return end

    def dot_inside(self, p: int) -> bool:
        """Whether the full stop at `p` belongs to an initial or an abbreviated title."""
        before = self.tokens[p - 1].text
        return len(before) == 1 or before in self.lexicon.shapes.titles or before in ("Jr", "Sr", "Mt", "Ft")

    def next_node(self, p: int, end: int, last: int, opens: bool) -> Node | None:
        """The node at token `p` of a run that ends at `end`."""
        token = self.tokens[p]
        if not token.text[0].isalpha() or (
            token.lower in PARTICLES and not token.text[0].isupper() and self.tokens[p + 1].text not in HYPHENS
        ):
            return None
        if token.text in ("St", "Saint") and (saint := self.gazetteer_at(p, end)) is not None and saint.end > p + 1:
            return saint
        if token.text in self.lexicon.shapes.titles and self.is_title(p, end):
            after = p + 2 if p + 1 < last and self.tokens[p + 1].text == "." else p + 1
            return Node(p, after, "title", sector=self.lexicon.shapes.titles[token.text])
        if token.text in self.lexicon.shapes.nothing and not (
            p + 1 < end and self.is_name_word(p + 1, end) and not is_common(self.tokens[p + 1].lower)
        ):
            plain = p + 1 < end and is_common(self.tokens[p + 1].lower)
            return Node(p, p + 2 if plain else p + 1, "nothing")
        known = self.known_at(p, last)
        shaped = self.shaped_at(p, end, last)
        if shaped is not None and shaped.type in ("site", "body") and (division := self.division_at(p, shaped)) is not None:
            return division
        if known is not None and (
            shaped is None
            or known.end >= shaped.end
            or (shaped.type == "nothing" and known.type in ("country", "demonym", "people"))
        ):
            return self.extend_person(known, end)
        if shaped is not None:
            return shaped
        head = self.head_at(p, last)
        if head is None and (agency := self.agency_at(p, end)) is not None:
            return agency
        if head is not None and not (token.text in self.lexicon.given and self.is_name_word(p + 1, end)):
            return head
        return self.thing_at(p, last) or self.free_name(p, end, opens)

    def division_at(self, p: int, shaped: Node) -> Node | None:
        """A place of the gazetteer behind a shape: the whole name ("Long Beach"), or a division ("Junin Department")."""
        place = self.gazetteer_at(p, shaped.end)
        if place is None or place.sector == "skeleton":
            return None
        if place.end == shaped.end:
            return place
        if place.end == shaped.end - 1 and self.tokens[place.end].text in ("Department", "Departments"):
            return Node(p, shaped.end, "site", kind="Province")
        return None

    def agency_at(self, p: int, end: int) -> Node | None:
        """A noun and a country that make an agency ("Environment Canada", "Radio France")."""
        token = self.tokens[p]
        if (
            p + 2 != end
            or set(parts_of_speech(token.lower)) != {"NOUN"}
            or token.lower in english().compass
            or not token.text.istitle()
        ):
            return None
        country = self.known_at(p + 1, end)
        return (
            Node(p, end, "body", kind="organisation", sector="GOV") if country is not None and country.type == "country" else None
        )

    def is_title(self, p: int, end: int) -> bool:
        """Whether a word that can be a title is one here: something follows that can be a name."""
        after = p + 1
        if after < len(self.tokens) and self.tokens[after].text == ".":
            after += 1
        return after < len(self.tokens) and self.tokens[after].text[0].isupper()

    def extend_person(self, node: Node, end: int) -> Node:
        """A country or city that is a given name here ("Jordan Peterson") is a name; every other known name stays as it is."""
        single = node.type in ("country", "place") and node.end - node.start == 1
        if single and self.tokens[node.start].text in self.lexicon.given and self.is_name_word(node.end, end):
            return Node(node.start, self.name_end(node.end, end), "name", kind="person")
        return node

    def is_name_word(self, p: int, end: int) -> bool:
        """Whether token `p` can continue a person's name: a capitalised word that is nothing else."""
        if p >= end:
            return False
        token = self.tokens[p]
        if token.text in HYPHENS or token.lower in PARTICLES or token.text == ".":
            return p + 1 < end and self.is_name_word(p + 1, end)
        shapes_ = self.lexicon.shapes
        if not token.text[0].isupper() and self.tokens[p - 1].text not in HYPHENS:
            return False
        if token.text in shapes_.bodies or token.text in shapes_.places_after or token.text in shapes_.nothing:
            return False
        if token.text in shapes_.titles and self.is_title(p, end):
            return False
        if self.known_at(p, end) is not None and token.text not in self.lexicon.given:
            return False
        head = self.head_at(p, end)
        return head is None or (
            self.tokens[p - 1].text in self.lexicon.given and not (head.head and (head.head.title or head.head.plural))
        )

    def name_end(self, p: int, end: int) -> int:
        """The token after the words from `p` on that can belong to a person's name."""
        while p < end and self.is_name_word(p, end):
            p += 1
        return p

    def shaped_at(self, p: int, end: int, last: int) -> Node | None:
        """An organisation or a site by a word of its name: "Free Officers Movement", "Ministry of Health", "Lake Habbaniyah"."""
        shapes_ = self.lexicon.shapes
        token = self.tokens[p]
        if (
            token.text in shapes_.ships
            and p + 1 < end
            and self.tokens[p + 1].text[0].isupper()
            and not self.tokens[p + 1].text.isupper()
        ):
            return Node(p, max(self.name_end(p + 1, end), p + 2), "thing", kind="platform")
        if token.text in ("Operation", "OPERATION") and p + 1 < end and self.tokens[p + 1].text[0].isupper():
            stop = self.run_end(p + 1, last, "mixed")
            while stop + 1 < last and self.tokens[stop].lower == "of" and self.tokens[stop + 1].text[0].isupper():
                stop = self.run_end(stop + 1, last, "mixed")
            return Node(p, stop, "thing", kind="operation")
        if token.text in shapes_.bodies_of and p + 2 < last and self.tokens[p + 1].lower in ("of", "for"):
            node = self.of_name(p, last)
            if node is not None:
                return node
        if (
            token.text in shapes_.places_before
            and p + 1 < end
            and self.is_name_word(p + 1, end)
            and token.text not in ("El", "La", "Los", "Las", "San", "Santa")
            and self.gazetteer_at(p, end) is None
        ):
            return Node(p, self.name_end(p + 1, end), "site", kind=token.text)
        if self.head_at(p, end) is not None and token.text not in shapes_.bodies:
            for q in range(p + 1, end):
                if self.tokens[q].text in self.lexicon.shapes.built:
                    return Node(p, q + 1, "site", kind=self.tokens[q].text)
            school = p + 1 < end and shapes_.bodies.get(self.tokens[p + 1].text, ("", ""))[1] in ("EDU", "MED")
            return Node(p, p + 2, "body", kind="organisation", sector="EDU") if school else None
        if self.holds_known(p, end):
            return None
        best = None
        for q in range(p + 1, end):
            text = self.tokens[q].text
            if text in shapes_.bodies:
                best = Node(p, q + 1, "body", kind=shapes_.bodies[text][0], sector=shapes_.bodies[text][1])
                if text in shapes_.bodies_of and q + 2 < last and self.tokens[q + 1].lower in ("of", "for"):
                    longer = self.of_name(q, last)
                    if longer is not None:
                        return Node(p, longer.end, "body", kind=best.kind, sector=best.sector)
            elif text in shapes_.surnames and token.text in self.lexicon.given and q + 1 == end:
                break
            elif text in shapes_.places_after:
                best = Node(p, q + 1, "site", kind=text)
            elif text in shapes_.nothing:
                best = Node(p, q + 1, "nothing")
            elif self.title_inside(q, end):
                break
        return best

    def holds_known(self, p: int, end: int) -> bool:
        """Whether a known people or country at `p` stands before a known body that ends the run ("Shi'ite Badr Organization")."""
        first = self.known_at(p, end)
        if first is None or first.type not in ("people", "demonym", "country") or first.end >= end:
            return False
        body = self.known_at(first.end, end)
        return body is not None and body.type == "actor" and body.end == end

    def title_inside(self, q: int, end: int) -> bool:
        """Whether a title of a person begins at `q`, so that an organisation's name cannot reach over it."""
        node = self.head_at(q, end)
        if self.tokens[q].text in self.lexicon.shapes.titles and self.is_title(q, end):
            return True
        return node is not None and node.head is not None and node.head.title and not node.head.plural

    def of_name(self, p: int, last: int) -> Node | None:
        """A name of the form "Ministry of Defence" from its first word at `p`; None where no capital follows."""
        q = p + 2
        if q < last and self.tokens[q].lower == "the":
            q += 1
        if q >= last or not self.tokens[q].text[0].isupper():
            return None
        end = self.run_end(q, last, "mixed")
        while (
            end + 1 < last
            and self.tokens[end].lower in ("and", "of", "for")
            and self.tokens[end + 1].text[0].isupper()
            and p + 10 > end
        ):
            if self.tokens[end].lower == "and" and not is_common(self.tokens[end + 1].lower):
                break
            end = self.run_end(end + 1, last, "mixed")
        kind, sector = self.lexicon.shapes.bodies.get(self.tokens[p].text, ("organisation", ""))
        return Node(p, end, "body", kind=kind, sector=sector)

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
            return place
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
        place = self.gazetteer_at(i, end)
        if (
            place is not None
            and place.rows
            and self.lexicon.places.row(place.rows[0]).population > 500_000
            and "ADJ" not in parts_of_speech(token.lower)
        ):
            return False
        return (
            end == i + 1
            and self.known_at(i, min(i + 8, len(self.tokens))) is None
            and token.text not in self.lexicon.shapes.bodies_of
        )
