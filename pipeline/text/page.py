"""A page: the clean text of what was kept of one document, cut into passages, sentences and tokens, with the way back."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from pipeline.text.clean import CleanText, clean_text
from pipeline.text.sentences import split_sentences
from pipeline.text.span import Span


class Passage(NamedTuple):
    """One block of a document in the clean text, with the label that the boilerplate step gave it."""

    start: int
    end: int
    label: str


class Sentence(NamedTuple):
    """One sentence of the clean text and the passage that it stands in."""

    start: int
    end: int
    passage: int


class Token(NamedTuple):
    """A word, number or mark of the clean text; possessive endings and hyphens are tokens of their own."""

    start: int
    end: int
    text: str
    lower: str


TOKEN = re.compile(
    r"([A-Za-z]{2,}(?=[\s,.;:!?)\]-])"  # most words; the next but two would find them too, at a third of the speed
    r"|\d+(?:[.,]\d+)*"  # 1,200.5
    r"|(?:[^\W\d_]\.){2,}"  # U.S.
    r"|['’][sS]\b"  # the ending of Iraq's
    r"|[^\W\d_]+(?:['’`ʿʾ](?![sS]\b)[^\W\d_]+)*"  # Shi'ite
    r"|\S)"
)


def split_tokens(text: str, start: int, end: int) -> list[Token]:
    """The tokens of `text[start:end]`, addressed in `text`.

    >>> [token.text for token in split_tokens("Iraq's U.S.-led troops", 0, 22)]
    ['Iraq', "'s", 'U.S.', '-', 'led', 'troops']
    """
    tokens: list[Token] = []
    make, position = tuple.__new__, start  # what Token(...) calls in the end, at twice its speed
    pieces = iter(TOKEN.split(text[start:end]))  # gaps and words by turns, at two thirds of the time of finditer
    for gap, word in zip(pieces, pieces, strict=False):
        first = position + len(gap)
        position = first + len(word)
        tokens.append(make(Token, (first, position, word, word.lower())))
    return tokens


@dataclass(frozen=True)
class Page:
    """One document as the extractors see it. All offsets count in `text`; `raw_span` leads back to the raw characters."""

    clean: CleanText
    passages: tuple[Passage, ...]
    published: date | None = None

    @cached_property
    def text(self) -> str:
        """The clean text: passages in order, two line breaks between them."""
        return self.clean.text

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Sentences of all passages in order; none crosses a passage."""
        return tuple(
            Sentence(start, end, number)
            for number, passage in enumerate(self.passages)
            for start, end in split_sentences(self.text, passage.start, passage.end)
        )

    @cached_property
    def sentence_starts(self) -> list[int]:
        """First characters of the sentences, for bisection."""
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def tokens(self) -> list[Token]:
        """Every token of the page, made once."""
        return split_tokens(self.text, 0, len(self.text))

    @cached_property
    def token_starts(self) -> list[int]:
        """First characters of the tokens, for bisection."""
        return list(map(itemgetter(0), self.tokens))

    @cached_property
    def texts(self) -> list[str]:
        """Every token as written."""
        return list(map(itemgetter(2), self.tokens))

    @cached_property
    def lowers(self) -> list[str]:
        """Every token in lower case."""
        return list(map(itemgetter(3), self.tokens))

    @cached_property
    def words(self) -> frozenset[str]:
        """Every token in lower case, once: whether a page holds any of some words at all."""
        return frozenset(self.lowers)

    def sentence_at(self, position: int) -> int:
        """The number of the sentence that holds `position`, or of the last one before it."""
        return max(bisect_right(self.sentence_starts, position) - 1, 0)

    def tokens_in(self, start: int, end: int) -> list[Token]:
        """The tokens that begin in `start` to `end`."""
        return self.tokens[bisect_left(self.token_starts, start) : bisect_left(self.token_starts, end)]

    def label_at(self, position: int) -> str:
        """The label of the passage that holds `position`."""
        for passage in self.passages:
            if passage.start <= position < passage.end:
                return passage.label
        return ""

    def raw_span(self, start: int, end: int) -> Span:
        """The raw characters behind clean characters `start` to `end`."""
        return self.clean.offsets.raw_span(start, end)


def make_page(raw: str, blocks: Iterable[tuple[int, int, str]], published: date | None = None) -> Page:
    """A page of the given blocks of `raw`: (start, end, label) in raw characters, in order.

    >>> page = make_page("One. Two.\\n\\nCookies!\\n\\nThree.", [(0, 9, "body"), (21, 27, "body")])
    >>> [page.text[s.start : s.end] for s in page.sentences]
    ['One.', 'Two.', 'Three.']
    """
    found = list(blocks)
    trimmed = [trim(raw, start, end) for start, end, _ in found]
    clean = clean_text(raw, trimmed)
    passages, position = [], 0
    for (_, _, label), text in zip(found, clean.text.split("\n\n"), strict=True) if found else ():
        passages.append(Passage(position, position + len(text), label))
        position += len(text) + 2
    return Page(clean, tuple(passages), published)


def trim(raw: str, start: int, end: int) -> Span:
    """The span without white space at its edges."""
    while start < end and raw[start].isspace():
        start += 1
    while end > start and raw[end - 1].isspace():
        end -= 1
    return Span(start, end)


def page_of(text: str, published: date | None = None, label: str = "body") -> Page:
    """A page of one plain text whose paragraphs are separated by blank lines: for tests and for trying things out."""
    blocks, position = [], 0
    for paragraph in re.split(r"(\n\s*\n)", text):
        if paragraph.strip():
            blocks.append((position, position + len(paragraph), label))
        position += len(paragraph)
    return make_page(text, blocks, published)
