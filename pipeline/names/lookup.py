"""What stands at a token of a page: a noun for who acts, a thing, a name of the lexicons, a place of the gazetteer."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from pipeline.names.english import is_common
from pipeline.names.fold import FOLDED, skeleton
from pipeline.names.gazetteer import gazetteer
from pipeline.names.node import Node
from pipeline.names.reference import HYPHENS, lexicon
from pipeline.text.page import Page, Token

ENDINGS = frozenset(("'s", "’s", "'S", "’S"))


def steps_over(mark: str, word: str) -> bool:
    """Whether a mark behind a folded word ends no name: the stop of an abbreviation, an apostrophe behind an "s"."""
    return (mark == "." and len(word) < 4) or (mark in ("'", "’") and word.endswith("s"))


class Lookup:
    """Look-ups in the tokens of one page; `opening` are tokens that open a sentence."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.tokens: list[Token] = page.tokens
        self.lexicon = lexicon()
        self.nodes: list[Node] = []
        self.starts = {sentence.start for sentence in page.sentences}
        self.opening: set[int] = set()
        self.loose: list[tuple[int, int]] = []
        self.states_named: set[str] = set()
        self.known_from: dict[int, tuple[Node, ...]] = {}

    def head_at(self, i: int, last: int) -> Node | None:
        """The longest noun for who acts at token `i`."""
        first = self.tokens[i].lower
        longest = self.lexicon.head_length.get(first, 0)
        if not longest or i >= last:
            return None
        heads = self.lexicon.heads
        if longest > 1 and i + 1 < last and self.tokens[i + 1].lower in self.lexicon.head_seconds[first]:
            lowers = [token.lower for token in self.tokens[i : min(i + longest, last)]]
            for count in range(len(lowers), 1, -1):
                head = heads.get(" ".join(lowers[:count]))
                if head is not None:
                    return Node(i, i + count, "head", None, (), head)
        head = heads.get(first)
        return Node(i, i + 1, "head", None, (), head) if head is not None else None

    def thing_at(self, i: int, last: int) -> Node | None:
        """The longest weapon, vehicle or platform at token `i`."""
        first = self.tokens[i].lower
        longest = self.lexicon.thing_length.get(first, 0)
        if not longest:
            return None
        if longest > 1 and (i + 1 >= last or self.tokens[i + 1].lower not in self.lexicon.thing_seconds[first]):
            longest = 1
        texts = [token.text for token in self.tokens[i : min(i + longest, last)]]
        for count in range(len(texts), 0, -1):
            written = " ".join(texts[:count])
            kind, exact = self.lexicon.things.get(written, ("", True))
            if not kind:
                kind, exact = self.lexicon.things.get(written.lower(), ("", True))
                if exact and not written.isupper():
                    kind = ""
            if kind:
                return Node(i, i + count, "thing", kind=kind)
        return None

    def words_from(self, i: int, last: int) -> Iterator[tuple[str, int]]:
        """Folded words from token `i` on with the token after each; hyphens and the stops of abbreviations are stepped over."""
        tokens, word = self.tokens, ""
        for end in range(i + 1, last + 1):
            text = tokens[end - 1].text
            if not text[0].isalnum():
                if text in HYPHENS or (word and steps_over(text, word)):
                    continue
                if text not in ENDINGS:
                    return
            word = FOLDED[text]
            yield word, end

    def written(self, i: int, end: int) -> str:
        """The text of tokens `i` to `end`."""
        return self.page.text[self.tokens[i].start : self.tokens[end - 1].end]

    def known_at(self, i: int, last: int) -> Node | None:
        """The longest name of the lexicons at token `i` that ends by `last`; rules ask more than once, so all are kept."""
        found = self.known_from.get(i)
        if found is None:
            found = self.known_from[i] = self.all_known(i)
        for node in found:
            if node.end <= last:
                return node
        return None

    def all_known(self, i: int) -> tuple[Node, ...]:
        """The names at token `i`, the longest first."""
        known, goes_on = self.lexicon.alone[self.tokens[i].text]
        if not goes_on:
            return (Node(i, i + 1, known.type, known),) if known is not None else ()
        names = self.lexicon.names
        found = [(names.find(key, self.written(i, end)), end) for key, end in self.keys_from(i, len(self.tokens))]
        return tuple([Node(i, end, known.type, known) for known, end in reversed(found) if known is not None])

    def keys_from(self, i: int, last: int) -> list[tuple[str, int]]:
        """The folded names at token `i`, the shortest first; words are read only as long as some name goes on with them."""
        names, key = self.lexicon.names, ""
        found: list[tuple[str, int]] = []
        for word, end in self.words_from(i, last):
            key = f"{key} {word}" if key else word
            if key in names.by_name:
                found.append((key, end))
            if key not in names.openings:
                break
        return found

    def known_in_small(self, i: int, last: int) -> Node | None:
        """The longest name of the lexicons at token `i` of a text without capitals."""
        for key, end in reversed(self.keys_from(i, last)):
            known = self.lexicon.names.find(key, self.written(i, end).title())
            if known is not None:
                return Node(i, end, known.type, known)
        return None

    def gazetteer_at(self, i: int, last: int) -> Node | None:
        """The longest name of the gazetteer at token `i`, as written or by its skeleton; no acronym in a text of both cases."""
        text = self.tokens[i].text
        if (
            text.isupper()
            and 1 < len(text) < 6
            and i not in self.opening
            and not (len(text) > 3 and i and self.tokens[i - 1].text == "/")
            and not any(first <= i < last for first, last in self.loose)
        ):
            return None
        if last == i + 1 and text[0].isalnum():
            found = [(FOLDED[text], last)]
        else:
            found = list(islice(self.words_from(i, last), max(self.lexicon.places.longest.get(FOLDED[text], 0), 3)))
        count, rows, sector = find_place(
            tuple([word for word, _ in found]), tuple([self.tokens[end - 1].text[0].isupper() for _, end in found])
        )
        return Node(i, found[count - 1][1], "gaz", None, rows, None, sector) if count else None


@lru_cache(maxsize=1 << 16)
def find_place(words: tuple[str, ...], capitals: tuple[bool, ...]) -> tuple[int, tuple[int, ...], str]:
    """How many of some folded words the longest name of the gazetteer takes, its rows, and "skeleton" where only that agrees.

    `capitals` says which words were written with one: a name of several ends with one. No words and no rows where there is no name.
    """
    places = gazetteer()
    for count in range(len(words), 0, -1):
        if count == 1 or capitals[count - 1]:
            rows = places.named(" ".join(words[:count]))
            if rows:
                return count, rows, ""
    if not words or is_common(words[0]):
        return 0, (), ""
    for count in range(min(len(words), 3), 0, -1):
        sound = skeleton(words[:count])
        if capitals[count - 1] and len(sound) > 3 and (rows := places.sounding(sound)):
            return count, rows, "skeleton"
    return 0, (), ""
