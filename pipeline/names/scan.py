"""One pass over the tokens of a page: what the lexicons and the gazetteer name, nouns for who acts, and capitals left to explain."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.names.english import is_common, english
from pipeline.names.fold import ARTICLES, fold_word, skeleton
from pipeline.names.gazetteer import Gazetteer, gazetteer
from pipeline.names.heads import Head, Shapes, given_names, head_nouns, shapes
from pipeline.names.known import Known, Names, known_names
from pipeline.names.node import Node
from pipeline.names.things import thing_names
from pipeline.text.page import Page, Token
from pipeline.text.words import parts_of_speech

PARTICLES = ARTICLES | frozenset(
    "de la del della di da do dos das du des van von der den ter bin ibn ben abu al el ad as ash at an ar az ud ul ur e i y le zu und".split()
)
ENGLISH_PARTICLES = frozenset("at as an ad i is us do es ed e y den des".split())  # part of a name only before a hyphen
BUILT = frozenset(
    "Mosque Airport Hospital Square Street Bridge Avenue Palace Stadium Road Island Base Boulevard Mausoleum Shrine Cathedral Dam".split()
)
SURNAMES = frozenset(
    "Hill Park Field Fields Lane Street Woods Castle Bay Ford Hall Forest Rivers Lake Fort Port Drive Cave Camp Farm Garden Marsh Beach Base".split()
)
HYPHENS = frozenset("-‐‑–")
LONGEST_RUN = 12  # tokens


@dataclass(frozen=True)
class Lexicon:
    """Everything that the scan looks names up in, loaded once."""

    names: Names
    places: Gazetteer
    heads: dict[str, Head]
    head_length: dict[str, int]
    shapes: Shapes
    given: frozenset[str]
    things: dict[str, tuple[str, bool]]
    thing_length: dict[str, int]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicons of this package: about half a second, once a process."""
    heads, head_length = head_nouns()
    things, thing_length = thing_names()
    return Lexicon(known_names(), gazetteer(), heads, head_length, shapes(), given_names(), things, thing_length)


class Scan:
    """The scan of one page; `nodes` are in order and share no token."""

    def __init__(self, page: Page, spans: Sequence[tuple[int, int, str]]) -> None:
        """`spans` are the passages to read, as token ranges with the kind of their capitals: mixed, title, upper or lower."""
        self.page = page
        self.tokens: list[Token] = page.tokens
        self.lexicon = lexicon()
        self.nodes: list[Node] = []
        self.starts = {sentence.start for sentence in page.sentences}
        self.opening: set[int] = set()
        for first, last, case in spans:
            self.read(first, last, case)

    def read(self, first: int, last: int, case: str) -> None:
        """Read tokens `first` to `last`."""
        tokens, heads, things = self.tokens, self.lexicon.head_length, self.lexicon.thing_length
        i, opens = first, False
        while i < last:
            token = tokens[i]
            letter = token.text[0]
            if token.start in self.starts:
                opens = True
            if opens:
                self.opening.add(i)
            if letter.isupper() and (
                self.is_month(i) or (i > 0 and tokens[i - 1].end == token.start and tokens[i - 1].text[0].isdigit())
            ):
                i += 1
                opens = False
            elif letter.isupper() and (case == "mixed" or self.stands_out(token, case)):
                i = self.read_capitals(i, last, case, opens)
                opens = False
            elif not letter.isalnum():
                opens = opens or letter in '"“‘:('
                i += 1
            else:
                if (
                    token.lower in heads
                    or token.lower in things
                    or (token.lower in ARTICLES and tokens[min(i + 1, last - 1)].text in HYPHENS)
                ):
                    i = self.read_small(i, last, case)
                elif case == "lower":
                    i = self.read_lower_name(i, last)
                else:
                    i += 1
                opens = False

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

    def read_small(self, i: int, last: int, case: str) -> int:
        """A noun, a thing, or a name that begins with a small article ("al-Shabaab")."""
        node = self.head_at(i, last) or self.thing_at(i, last)
        if node is None and self.tokens[i].lower in ARTICLES:
            after = i + 2
            if after < last and self.tokens[after].text[0].isupper():
                node = self.known_at(i, last)
                if node is None:
                    return self.read_capitals(i, last, case, False)
        if node is None:
            return i + 1
        self.nodes.append(node)
        return node.end

    def read_lower_name(self, i: int, last: int) -> int:
        """A name in a text without capitals: only names that the lexicons hold under words that are no English words."""
        if is_common(self.tokens[i].lower) or len(self.tokens[i].text) < 4:
            return i + 1
        node = self.known_at(i, last, any_case=True) or self.gazetteer_at(i, last)
        if node is None or (node.rows and self.lexicon.places.row(node.rows[0]).population < 200_000):
            return i + 1
        self.nodes.append(node)
        return node.end

    def head_at(self, i: int, last: int) -> Node | None:
        """The longest noun for who acts at token `i`."""
        longest = self.lexicon.head_length.get(self.tokens[i].lower, 0)
        for end in range(min(i + longest, last), i, -1):
            head = self.lexicon.heads.get(" ".join(token.lower for token in self.tokens[i:end]))
            if head is not None:
                return Node(i, end, "head", head=head)
        return None

    def thing_at(self, i: int, last: int) -> Node | None:
        """The longest weapon, vehicle or platform at token `i`."""
        longest = self.lexicon.thing_length.get(self.tokens[i].lower, 0)
        for end in range(min(i + longest, last), i, -1):
            written = " ".join(token.text for token in self.tokens[i:end])
            kind, exact = self.lexicon.things.get(written, ("", True))
            if not kind:
                kind, exact = self.lexicon.things.get(written.lower(), ("", True))
                if exact and not written.isupper():
                    kind = ""
            if kind:
                return Node(i, end, "thing", kind=kind)
        return None

    def words_from(self, i: int, last: int, most: int) -> list[tuple[str, int]]:
        """Folded words from token `i` on with the token after each; hyphens and the stops of abbreviations are stepped over."""
        found: list[tuple[str, int]] = []
        while i < last and len(found) < most:
            text = self.tokens[i].text
            if text in HYPHENS or (text == "." and found and len(found[-1][0]) < 4):
                i += 1
                continue
            if not text[0].isalnum():
                if text.lower() not in ("'s", "’s"):
                    break
            found.append((fold_word(text), i + 1))
            i += 1
        return found

    def written(self, i: int, end: int) -> str:
        """The text of tokens `i` to `end`."""
        return self.page.text[self.tokens[i].start : self.tokens[end - 1].end]

    def known_at(self, i: int, last: int, any_case: bool = False) -> Node | None:
        """The longest name of the lexicons at token `i`."""
        names = self.lexicon.names
        first = fold_word(self.tokens[i].text)
        longest = names.longest.get(first, 0)
        if not longest:
            return None
        words = self.words_from(i, last, longest)
        for count in range(len(words), 0, -1):
            key = " ".join(word for word, _ in words[:count])
            if key in names.by_name:
                end = words[count - 1][1]
                known = names.find(key, self.written(i, end).title() if any_case else self.written(i, end))
                if known is not None:
                    return Node(i, end, known.type, known=known)
        return None

    def gazetteer_at(self, i: int, last: int) -> Node | None:
        """The longest name of the gazetteer at token `i`, as written or by its skeleton."""
        places = self.lexicon.places
        first = fold_word(self.tokens[i].text)
        words = self.words_from(i, last, max(places.longest.get(first, 0), 3))
        for count in range(len(words), 0, -1):
            end = words[count - 1][1]
            if count > 1 and not self.tokens[end - 1].text[0].isupper():
                continue
            rows = places.names.get(" ".join(word for word, _ in words[:count]))
            if rows:
                return Node(i, end, "gaz", rows=rows)
        for count in range(min(len(words), 3), 0, -1):
            end = words[count - 1][1]
            parts = tuple(word for word, _ in words[:count])
            if self.tokens[end - 1].text[0].isupper() and not is_common(parts[0]):
                rows = places.skeletons.get(skeleton(parts))
                if rows and len(skeleton(parts)) > 3:
                    return Node(i, end, "gaz", rows=rows, sector="skeleton")
        return None

    def read_capitals(self, i: int, last: int, case: str, opens: bool) -> int:
        """A run of capitals from token `i`, cut into nodes; the token after it is returned."""
        end = self.run_end(i, last, case)
        p = i
        if opens and self.is_opening_word(i, end):
            p = i + 1
        while p < end:
            node = self.next_node(p, end, last, opens and p == i)
            if node is None:
                p += 1
                continue
            node.first = node.start in self.opening
            self.nodes.append(node)
            p = node.end
        return max(p, end)

    def is_opening_word(self, i: int, end: int) -> bool:
        """Whether the word that opens a sentence owes its capital to that alone."""
        token = self.tokens[i]
        if token.lower in english().function and not (token.text.isupper() and len(token.text) > 1):
            return self.known_at(i, end) is None
        if not is_common(token.lower) or token.lower in self.lexicon.head_length or token.text in self.lexicon.given:
            return False
        place = self.gazetteer_at(i, end)
        if (
            place is not None
            and place.rows
            and self.lexicon.places.row(place.rows[0]).population > 500_000
            and "ADJ" not in parts_of_speech(token.lower)
        ):
            return False
        return end == i + 1 and self.known_at(i, end) is None and token.text not in self.lexicon.shapes.bodies_of

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
        if known is not None and (
            shaped is None
            or known.end >= shaped.end
            or (shaped.type == "nothing" and known.type in ("country", "demonym", "people"))
        ):
            return self.extend_person(known, end)
        if shaped is not None:
            return shaped
        head = self.head_at(p, last)
        if head is not None and not (token.text in self.lexicon.given and self.is_name_word(p + 1, end)):
            return head
        return self.thing_at(p, end) or self.free_name(p, end, opens)

    def is_title(self, p: int, end: int) -> bool:
        """Whether a word that can be a title is one here: something follows that can be a name."""
        after = p + 1
        if after < len(self.tokens) and self.tokens[after].text == ".":
            after += 1
        return after < len(self.tokens) and self.tokens[after].text[0].isupper()

    def extend_person(self, node: Node, end: int) -> Node:
        """A country or city that is a given name here ("Jordan Peterson") is a name; every other known name stays as it is."""
        if node.type in ("country", "place") and node.end - node.start == 1 and self.tokens[node.start].text in self.lexicon.given:
            if self.is_name_word(node.end, end):
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
        if token.text in shapes_.bodies_of and p + 2 < last and self.tokens[p + 1].lower in ("of", "for"):
            node = self.of_name(p, last)
            if node is not None:
                return node
        if (
            token.text in shapes_.places_before
            and p + 1 < end
            and self.is_name_word(p + 1, end)
            and token.text not in ("El", "La", "Los", "Las", "San", "Santa")
        ):
            return Node(p, self.name_end(p + 1, end), "site", kind=token.text)
        if self.head_at(p, end) is not None and token.text not in shapes_.bodies:
            for q in range(p + 1, end):
                if self.tokens[q].text in BUILT:
                    return Node(p, q + 1, "site", kind=self.tokens[q].text)
            school = p + 1 < end and shapes_.bodies.get(self.tokens[p + 1].text, ("", ""))[1] in ("EDU", "MED")
            return Node(p, p + 2, "body", kind="organisation", sector="EDU") if school else None
        best = None
        for q in range(p + 1, end):
            text = self.tokens[q].text
            if text in shapes_.bodies:
                best = Node(p, q + 1, "body", kind=shapes_.bodies[text][0], sector=shapes_.bodies[text][1])
                if text in shapes_.bodies_of and q + 2 < last and self.tokens[q + 1].lower in ("of", "for"):
                    longer = self.of_name(q, last)
                    if longer is not None:
                        return Node(p, longer.end, "body", kind=best.kind, sector=best.sector)
            elif text in SURNAMES and token.text in self.lexicon.given and q + 1 == end:
                break
            elif text in shapes_.places_after:
                best = Node(p, q + 1, "site", kind=text)
            elif text in shapes_.nothing:
                best = Node(p, q + 1, "nothing")
            elif self.title_inside(q, end):
                break
        return best

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
        """The end of a name whose last word is also a place ("Knox Thames"), where its first is no word of the dictionary; else 0."""
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
        if token.text in self.lexicon.given and self.is_name_word(p + 1, end):
            return Node(p, self.name_end(p + 1, end), "name", kind="person")
        place = self.gazetteer_at(p, end)
        if place is not None and not self.is_name_word(place.end, end):
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


def known_kind(known: Known) -> str:
    """The kind of mention that a known name makes where nothing else decides."""
    return {"person": "person", "place": "place"}.get(known.type, known.kind)
