"""One pass over the tokens of a page: what lexicons and gazetteer name, nouns for who acts, and capitals left to explain."""

from collections.abc import Sequence

from pipeline.names.english import english, is_common
from pipeline.names.fold import ARTICLES
from pipeline.names.node import Node
from pipeline.names.reference import CAPITAL, HYPHENS, OPENER, PASSED, STARTER
from pipeline.names.runs import Runs
from pipeline.text.page import Page

DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
QUOTES = frozenset("\"“‘'")
ARTICLE_LIKE = frozenset("the a an in every for".split())


class Scan(Runs):
    """The scan of one page; `nodes` are in order and share no token."""

    def __init__(self, page: Page, spans: Sequence[tuple[int, int, str]]) -> None:
        """`spans` are the passages to read, as token ranges with the kind of their capitals: mixed, title, upper or lower."""
        super().__init__(page)
        self.loose = [(first, last) for first, last, case in spans if case != "mixed"]
        for first, last, case in spans:
            self.read(first, last, case)

    def read(self, first: int, last: int, case: str) -> None:
        """Read tokens `first` to `last`; small words, which are most, are passed over at the cost of two look-ups."""
        tokens, starts, kinds, opening = self.tokens, self.starts, self.lexicon.kinds, self.opening
        i, opens = first, False
        while i < last:
            start, _, text, _ = tokens[i]
            kind = kinds[text]
            if start in starts:
                opens = True
            if opens:
                opening.add(i)
            if kind == PASSED:
                i = i + 1 if case != "lower" else self.read_small(i, last, case)
            elif kind == STARTER:
                i = self.read_small(i, last, case)
            elif kind == CAPITAL:
                i = self.read_capital(i, last, case, opens)
            else:
                opens = kind == OPENER or (opens and not text[0].isalnum())
                i = self.read_operation(i, last) if text[0] in QUOTES else i + 1
                continue
            opens = False

    def read_capital(self, i: int, last: int, case: str, opens: bool) -> int:
        """A word that begins with a capital: a run of names, unless the capital says nothing here."""
        token, before = self.tokens[i], self.tokens[i - 1] if i else None
        glued = before is not None and before.end == token.start and before.text[0].isdigit()
        if glued or self.is_month(i) or (token.lower in DAYS and self.known_at(i, last) is None):
            return i + 1
        if case == "mixed" or self.stands_out(token, case):
            return self.read_capitals(i, last, case, opens)
        return self.read_small(i, last, case)

    def read_operation(self, i: int, last: int) -> int:
        """The name of an operation in quotation marks: 'an offensive called "Will of Victory"'."""
        if not i or self.tokens[i - 1].lower not in english().naming:
            return i + 1
        end = i + 1
        while end < last and end - i < 8 and (self.tokens[end].text[0].isalpha() or self.tokens[end].text in HYPHENS):
            end += 1
        before = {token.lower for token in self.tokens[max(i - 14, 0) : i]}
        named = 1 < end - i < 8 and self.tokens[i + 1].text[0].isupper() and not before.isdisjoint(english().operation_nouns)
        if not named or end >= last or self.tokens[end].text not in ('"', "”", "’", "'", ",", "."):
            return i + 1
        self.nodes.append(Node(i + 1, end, "thing", kind="operation"))
        return end

    def read_small(self, i: int, last: int, case: str) -> int:
        """A noun, a thing, or a name that begins with a small article ("al-Shabaab")."""
        lower = self.tokens[i].lower
        node = self.head_at(i, last)
        thing = self.thing_at(i, last) if lower in self.lexicon.thing_length else None
        if node is None or (thing is not None and thing.end > node.end):  # "fighter jets" are no fighters
            node = thing
        if node is None and lower in ARTICLES and i + 2 < last and self.tokens[i + 1].text in HYPHENS:
            node = self.known_at(i, last) if self.tokens[i + 2].text[0].isupper() else None
            if node is None and self.tokens[i + 2].text[0].isupper():
                return self.read_capitals(i, last, case, False)
        if node is None:
            return self.read_lower_name(i, last) if case == "lower" else i + 1
        self.nodes.append(node)
        return node.end

    def read_lower_name(self, i: int, last: int) -> int:
        """A name in a text without capitals: only names that the lexicons hold under words that are no English words."""
        if is_common(self.tokens[i].lower) or len(self.tokens[i].text) < 4:
            return i + 1
        node = self.known_in_small(i, last) or self.gazetteer_at(i, last)
        if node is None or (node.rows and self.lexicon.places.row(node.rows[0]).population < 200_000):
            return i + 1
        self.nodes.append(node)
        return node.end

    def is_function(self, i: int, end: int, last: int) -> bool:
        """Whether a capital article or preposition begins a longer run and no known name ("The Guardian")."""
        word = self.tokens[i]
        return word.lower in ARTICLE_LIKE and word.text.istitle() and end > i + 1 and not self.known_at(i, last)

    def article_before(self, i: int, last: int) -> bool:
        """Whether a capital article only opens the sentence: the name behind it is longer than one with it ("The Gulf of Aden")."""
        if self.tokens[i].lower != "the" or i + 1 >= last:
            return False
        own, behind = self.known_at(i, last), self.known_at(i + 1, last)
        return own is not None and behind is not None and behind.end > own.end

    def read_capitals(self, i: int, last: int, case: str, opens: bool) -> int:
        """A run of capitals from token `i`, cut into nodes; the token after it is returned."""
        end = self.run_end(i, last, case)
        p, token = i, self.tokens[i]
        article = end > i + 1 and token.lower in ARTICLE_LIKE and token.text.istitle()
        if (opens and (self.is_opening_word(i, end) or self.article_before(i, last))) or (
            article and self.known_at(i, last) is None
        ):
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
