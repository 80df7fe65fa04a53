"""What stands at a token of a page: a noun for who acts, a thing, a name of the lexicons, a place of the gazetteer."""

from collections.abc import Iterator
from itertools import islice

from pipeline.names.english import is_common
from pipeline.names.fold import FOLDED, skeleton
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
        self.known_before: dict[tuple[int, int], Node | None] = {}

    def head_at(self, i: int, last: int) -> Node | None:
        """The longest noun for who acts at token `i`."""
        first = self.tokens[i].lower
        longest = self.lexicon.head_length.get(first, 0)
        if not longest or i >= last:
            return None
        if longest > 1:
            lowers = [token.lower for token in self.tokens[i : min(i + longest, last)]]
            for count in range(len(lowers), 1, -1):
                head = self.lexicon.heads.get(" ".join(lowers[:count]))
                if head is not None:
                    return Node(i, i + count, "head", head=head)
        head = self.lexicon.heads.get(first)
        return Node(i, i + 1, "head", head=head) if head is not None else None

    def thing_at(self, i: int, last: int) -> Node | None:
        """The longest weapon, vehicle or platform at token `i`."""
        longest = self.lexicon.thing_length.get(self.tokens[i].lower, 0)
        if not longest:
            return None
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

    def known_at(self, i: int, last: int, any_case: bool = False) -> Node | None:
        """The longest name of the lexicons at token `i`; rules ask more than once, so answers are kept."""
        if (i, last) not in self.known_before or any_case:
            begins = FOLDED[self.tokens[i].text] in self.lexicon.names.firsts
            self.known_before[i, last] = self.longest_known(i, last, any_case) if begins else None
        return self.known_before[i, last]

    def longest_known(self, i: int, last: int, any_case: bool) -> Node | None:
        """The longest name at token `i`; words are read only as long as some name goes on with them."""
        names, key = self.lexicon.names, ""
        found: list[tuple[str, int]] = []
        for word, end in self.words_from(i, last):
            key = f"{key} {word}" if key else word
            if key in names.by_name:
                found.append((key, end))
            if key not in names.openings:
                break
        for key, end in reversed(found):
            known = names.find(key, self.written(i, end).title() if any_case else self.written(i, end))
            if known is not None:
                return Node(i, end, known.type, known=known)
        return None

    def gazetteer_at(self, i: int, last: int) -> Node | None:
        """The longest name of the gazetteer at token `i`, as written or by its skeleton; no acronym in a text of both cases."""
        places = self.lexicon.places
        text = self.tokens[i].text
        if (
            text.isupper()
            and 1 < len(text) < 6
            and i not in self.opening
            and not (len(text) > 3 and i and self.tokens[i - 1].text == "/")
            and not any(first <= i < last for first, last in self.loose)
        ):
            return None
        first = FOLDED[self.tokens[i].text]
        words = list(islice(self.words_from(i, last), max(places.longest.get(first, 0), 3)))
        for count in range(len(words), 0, -1):
            end = words[count - 1][1]
            if count > 1 and not self.tokens[end - 1].text[0].isupper():
                continue
            rows = places.named(" ".join(word for word, _ in words[:count]))
            if rows:
                return Node(i, end, "gaz", rows=rows)
        for count in range(min(len(words), 3), 0, -1):
            end = words[count - 1][1]
            parts = tuple(word for word, _ in words[:count])
            if self.tokens[end - 1].text[0].isupper() and not is_common(parts[0]):
                rows = places.sounding(skeleton(parts))
                if rows and len(skeleton(parts)) > 3:
                    return Node(i, end, "gaz", rows=rows, sector="skeleton")
        return None
