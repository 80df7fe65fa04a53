"""Cut a raw text into blocks: one line each, or several where a sentence or a wrapped paragraph was broken over lines.

Blocks follow each other without gap; blank lines belong to the block before them. Nothing here says what a block is.
"""

import re
from itertools import accumulate, pairwise
from typing import NamedTuple

from pipeline.text.sentences import split_sentences


class Piece(NamedTuple):
    """A block before its verdict: raw characters `start` to `end`, its bare words, and how it stands on the page.

    `text` is the block without decoration and line breaks; `mark` the decoration that was before it (bullet, `##`, `>`);
    `gap` whether a blank line stands before it; `inline` whether it goes on in the line of the block before it.
    """

    start: int
    end: int
    text: str
    mark: str
    gap: bool
    inline: bool = False


class Lines(NamedTuple):
    """The lines of a text that hold something: where each starts (the blank lines after it are its own), its text without
    white space, and whether blank lines stand before it."""

    starts: list[int]
    texts: list[str]
    gaps: list[bool]


# Marks before a line: quotes and headings of Markdown, bullets, arrows, emoji; and the emphasis around it.
MARK = re.compile(
    r"(?:[\s>#=\u2500-\u257f•●▪‣·◦■□►▶▷◆◇★☆✅✔➤➡→⇒«»|*_~+–—-]|[\U0001f300-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200b-\u200f\ufeff\u200d])+(?=\S)"
)
TAIL_MARKS = " \t\r\n*_~#=━─═<|•·»›>\ufe0f\u200b\u200c\u200d\u200e\u200f\ufeff\u00a0"
OPEN_WORDS = frozenset(
    "the a an of in at to for from by with and or that which whose than into its their "
    "der die das den dem und von mit für im zu le la les de des du et el los las del en y".split()
)
ENDS_OPEN = re.compile(rf"(?:[,–—]|\b(?:{'|'.join(sorted(OPEN_WORDS))}))$")
ENDS_SENTENCE = re.compile(r"[.!?…:;。！？؟][\"'”’»)\]*_]*$")
ABBREVIATED = re.compile(r"\b(?:[A-Z]\.)+$|\b(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Sgt|Maj|Gov|Sen|Rep|Prof)\.$")
CONTINUES = re.compile(r"[,;)\]”’]|[.:!?](?:\s|$)|-[a-zà-ÿ]|['’]s\b|[–—] [a-zà-ÿ]")
LIST_MARK = re.compile(r"\s*(?:[•●▪‣·◦■*+-]\s|\d{1,3}[.)]\s|[\U0001f300-\U0001faff\u2600-\u27bf\u2b00-\u2bff])")
LEAST_WIDTH, MOST_WIDTH = 50, 100
LONG_LINE = 300
TAIL = 16  # characters in which the end of a line shows how it ends


def cut_pieces(raw: str) -> list[Piece]:
    """The blocks of `raw` in order; they cover it from the first character to the last.

    >>> [piece.text for piece in cut_pieces("The U.S.\\n-led coalition left.\\n\\n* one\\n* two\\n")]
    ['The U.S. -led coalition left.', 'one', 'two']
    """
    lines = join_lines(cut_lines(raw))
    if not lines.starts:
        return []
    marks = ["" if text[:1].isalnum() else read_mark(text) for text in lines.texts]
    texts = [text[len(mark) :].rstrip(TAIL_MARKS) for text, mark in zip(lines.texts, marks, strict=True)]
    ends = [*lines.starts[1:], len(raw)]
    pieces = list(map(Piece, lines.starts, ends, texts, map(str.strip, marks), lines.gaps))
    longest = max(lines.texts, key=len)
    if len(longest) >= LONG_LINE and 2 * len(longest) > len(raw):
        number = lines.texts.index(longest)
        start, end, _, _, gap, _ = pieces[number]
        if longest in raw:  # and was not joined
            pieces[number : number + 1] = cut_sentences(raw, start, end, gap)
    return pieces


def read_mark(text: str) -> str:
    """The decoration before a line, with the white space around it."""
    mark = MARK.match(text)
    return mark[0] if mark else ""


def cut_sentences(raw: str, first: int, last: int, gap: bool) -> list[Piece]:
    """A page that is one long line as its sentences, since boilerplate and article share the line."""
    spans = split_sentences(raw, first, last)
    starts = [first, *(start for start, _ in spans[1:])]
    ends = [*starts[1:], last]
    return [
        Piece(start, end, raw[start:end].strip().rstrip(TAIL_MARKS), "", gap and not number, number > 0)
        for number, (start, end) in enumerate(zip(starts, ends, strict=True))
    ]


def cut_lines(raw: str) -> Lines:
    """The lines of `raw` that hold something; blank lines at the top join the first."""
    whole = raw.splitlines(keepends=True)
    bare = [line.strip() for line in whole]
    numbers = [number for number, text in enumerate(bare) if text]
    if not numbers:
        return Lines([0], [""], [False]) if raw else Lines([], [], [])
    ends = list(accumulate(map(len, whole)))
    gaps = [len(numbers) > 1 and numbers[0] > 0, *(after - before > 1 for before, after in pairwise(numbers))]
    return Lines([0, *(ends[number - 1] for number in numbers[1:])], [bare[number] for number in numbers], gaps)


def join_lines(lines: Lines) -> Lines:
    """The lines, those that go on with the line before them joined to it."""
    starts, texts, gaps = lines
    joined = wrapped_breaks(lines)
    for number, (before, text, gap) in enumerate(zip(texts, texts[1:], gaps[1:], strict=False), 1):
        if text[0].isupper():  # as most lines of a menu are
            goes_on = not gap and before.count(" ") >= 5 and ends_open(before)
        else:
            goes_on = continues_sentence(before, text, gap)
        if goes_on:
            joined.add(number)
    if not joined:
        return lines
    firsts = [number for number in range(len(texts)) if number not in joined]
    whole = [" ".join(texts[first:after]) for first, after in pairwise([*firsts, len(texts)])]
    return Lines([starts[number] for number in firsts], whole, [gaps[number] for number in firsts])


def ends_open(text: str) -> bool:
    """Whether a line ends with a comma, a dash, or a word that wants another.

    >>> [ends_open(text) for text in ("He spoke of the", "He spoke,", "He spoke of it", "He spoke of l'an")]
    [True, True, False, True]
    """
    last = text.rsplit(" ", 1)[-1]
    if last.isalnum():
        return last in OPEN_WORDS
    return (text[-1].isalpha() or text[-1] in ",–—") and ENDS_OPEN.search(text[-TAIL:]) is not None


def continues_sentence(before: str, text: str, gap: bool) -> bool:
    """Whether a line without a capital goes on with the sentence that the line before began: neither needs to be long where a
    mark says so.
    """
    if LIST_MARK.match(text):
        return False
    if CONTINUES.match(text):
        return (len(before) >= 3 and before[-1].isalnum()) or (before.endswith(".") and text[0] in "-,")
    if gap and len(before) < 40:
        return False
    end = before[-TAIL:]
    if ENDS_SENTENCE.search(end) and not ABBREVIATED.search(end):
        return False
    words = before.count(" ") + 1
    if text[0].islower():
        return words >= (10 if gap else 6) and text.count(" ") >= 2 and not before.istitle()
    return not gap and words >= 6 and ends_open(before)


def wrapped_breaks(lines: Lines) -> set[int]:
    """Numbers of the lines that a fixed column width tore from the line before them."""
    texts, gaps = lines.texts, lines.gaps
    joined: set[int] = set()
    breaks = [number for number in range(1, len(texts)) if gaps[number] or len(texts[number]) > MOST_WIDTH]
    for first, after in pairwise([0, *breaks, len(texts)]):
        if after - first >= 2 and len(texts[first]) <= MOST_WIDTH and is_wrapped(texts[first:after]):
            joined.update(range(first + 1, after))
    return joined


def is_wrapped(texts: list[str]) -> bool:
    """Whether lines were cut by a column width: no next word would have fitted, and most cuts fall inside a sentence."""
    width = max(map(len, texts))
    if width < LEAST_WIDTH:
        return False
    breaks, short = len(texts) - 1, 0
    for text, following in pairwise(texts):
        short += len(text) + 1 + len(following.split(" ", 1)[0]) <= width - 3
        if breaks - short < 0.9 * breaks:  # menus are soon done with
            return False
    inside = [
        not ENDS_SENTENCE.search(text[-TAIL:]) and (following[0].islower() or (text.isupper() and following.isupper()))
        for text, following in pairwise(texts)
    ]
    return sum(inside) >= 0.4 * breaks
