"""The shape of names in capitals: how far a run goes, and which word of it says what it is."""

from pipeline.names.english import english, is_common
from pipeline.names.fold import ARTICLES
from pipeline.names.lookup import Lookup
from pipeline.names.node import Node
from pipeline.names.reference import ENGLISH_PARTICLES, HYPHENS, LINKS, PARTICLES
from pipeline.text.page import Token

BEFORE_MONTHS = frozenset("in since until last next this early late by during of mid".split())
MONTHS_TOO = frozenset(("march", "may", "august"))  # verbs, names, adjectives
LONGEST_RUN = 12  # tokens


class Formation(Lookup):
    """Names of bodies, sites, operations and ships by the words in them."""

    def stands_out(self, token: Token, case: str) -> bool:
        """Whether a capital means something where every word has one: only in words that the dictionary does not hold."""
        if token.lower in english().days_and_months:
            return False
        return not is_common(token.lower) or (case == "title" and token.text in self.lexicon.shapes.bodies)

    def is_month(self, i: int) -> bool:
        """Whether "May" or "March" stands beside a number or a word that tells when: "2 May", "in March"."""
        tokens = self.tokens
        if tokens[i].lower not in MONTHS_TOO:
            return False
        before = tokens[i - 1].lower if i > 0 else ""
        told = before in BEFORE_MONTHS and not (tokens[i].lower == "may" and before in ("of", "by"))
        return before[:1].isdigit() or told or (i + 1 < len(tokens) and tokens[i + 1].text[0].isdigit())

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
                if after.lower in LINKS and p + 3 < last and tokens[p + 2].text in HYPHENS and tokens[p + 3].text[0].isupper():
                    end = p = p + 3
                    end += 1
                elif not after.text[0].isupper() and after.lower not in PARTICLES:
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

    def is_title(self, p: int, end: int) -> bool:
        """Whether a word that can be a title is one here: something follows that can be a name."""
        after = p + 1
        if after < len(self.tokens) and self.tokens[after].text == ".":
            after += 1
        if after + 2 < len(self.tokens) and self.tokens[after].lower in ARTICLES and self.tokens[after + 1].text in HYPHENS:
            after += 2  # "Mr al-Sadr"
        return after < len(self.tokens) and self.tokens[after].text[0].isupper()

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
        known = self.known_at(p, end)
        single = known is not None and known.type in ("place", "person") and known.end == p + 1
        surname = single and self.tokens[p - 1].text in self.lexicon.given  # "Nick Rhodes"
        if known is not None and not surname and token.text not in self.lexicon.given:
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
        token, shapes_ = self.tokens[p], self.lexicon.shapes
        first = self.shaped_by_first(p, end, last) if token.text in shapes_.firsts else None
        if first is not None or end == p + 1:
            return first
        if self.head_at(p, end) is not None and token.text not in shapes_.bodies:
            return self.named_after(p, end)
        if self.holds_known(p, end):
            return None
        return self.shaped_by_last(p, end, last)

    def shaped_by_first(self, p: int, end: int, last: int) -> Node | None:
        """What the first word of a name makes it: a ship, a storm, an operation, a ministry "of" something, a lake."""
        shapes_, text = self.lexicon.shapes, self.tokens[p].text
        following = self.tokens[p + 1].text if p + 1 < end else ""
        if text in shapes_.ships and following.istitle():
            return Node(p, max(self.name_end(p + 1, end), p + 2), "thing", kind="platform")
        if text in shapes_.storms and following.istitle() and following not in shapes_.places_after:
            return Node(p, p + 2, "nothing")
        if text in ("Operation", "OPERATION") and following[:1].isupper():
            return self.operation_at(p, last)
        if text in shapes_.bodies_of and p + 2 < last and self.tokens[p + 1].lower in ("of", "for"):
            node = self.of_name(p, last)
            if node is not None:
                return node
        before = text in shapes_.places_before and text not in ("El", "La", "Los", "Las", "San", "Santa")
        empty = self.tokens[end - 1].text in shapes_.nothing
        if before and following and not empty and self.is_name_word(p + 1, end) and self.gazetteer_at(p, end) is None:
            return Node(p, self.name_end(p + 1, end), "site", kind=text)
        return None

    def operation_at(self, p: int, last: int) -> Node:
        """The name of an operation: "Operation Desert Storm", "Operation Shield of the North"."""
        stop = self.run_end(p + 1, last, "mixed")
        while stop + 1 < last and self.tokens[stop].lower == "of" and self.tokens[stop + 1].text[0].isupper():
            stop = self.run_end(stop + 1, last, "mixed")
        return Node(p, stop, "thing", kind="operation")

    def named_after(self, p: int, end: int) -> Node | None:
        """A building or school named after who holds an office: "King Fahd Airport", "Duke University"."""
        shapes_ = self.lexicon.shapes
        for q in range(p + 1, end):
            if self.tokens[q].text in shapes_.built:
                return Node(p, q + 1, "site", kind=self.tokens[q].text)
        school = p + 1 < end and shapes_.bodies.get(self.tokens[p + 1].text, ("", ""))[1] in ("EDU", "MED")
        return Node(p, p + 2, "body", kind="organisation", sector="EDU") if school else None

    def shaped_by_last(self, p: int, end: int, last: int) -> Node | None:
        """What the last word that says something makes of a run: a body, a site, or nothing that acts."""
        shapes_, best = self.lexicon.shapes, None
        if shapes_.lasts.isdisjoint([token.text for token in self.tokens[p + 1 : end]]):
            return None
        for q in range(p + 1, end):
            text = self.tokens[q].text
            if text in shapes_.bodies:
                kind, sector = shapes_.bodies[text]
                best = Node(p, q + 1, "body", kind=kind, sector=sector)
                linked = text in shapes_.bodies_of and q + 2 < last and self.tokens[q + 1].lower in ("of", "for")
                longer = self.of_name(q, last) if linked else None
                if longer is not None:
                    return Node(p, longer.end, "body", kind=kind, sector=sector)
            elif self.breaks_shape(p, q, end):
                break
            elif text in shapes_.places_after:
                best = Node(p, q + 1, "site", kind=text)
            elif text in shapes_.nothing:
                best = Node(p, q + 1, "nothing")
        return best

    def breaks_shape(self, p: int, q: int, end: int) -> bool:
        """Whether the word at `q` ends what a name from `p` on can be: a surname, a state with only its adjective, a title."""
        text = self.tokens[q].text
        if text in self.lexicon.shapes.surnames and self.tokens[p].text in self.lexicon.given and q + 1 == end:
            return True
        return (text == "State" and self.is_adjective(p, q)) or (
            text not in self.lexicon.shapes.places_after and text not in self.lexicon.shapes.nothing and self.title_inside(q, end)
        )

    def is_adjective(self, p: int, q: int) -> bool:
        """Whether tokens `p` to `q` are a demonym and nothing else ("the Greek State")."""
        known = self.known_at(p, q)
        return known is not None and known.end == q and known.type in ("demonym", "people")

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

    def holds_known(self, p: int, end: int) -> bool:
        """Whether a known people or country at `p` stands before a known body that ends the run ("Shi'ite Badr Organization")."""
        first = self.known_at(p, end)
        if first is None or first.type not in ("people", "demonym", "country") or first.end >= end:
            return False
        body = self.known_at(first.end, end)
        return body is not None and body.type == "actor" and body.end == end

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
