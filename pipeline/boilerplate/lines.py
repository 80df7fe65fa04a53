"""Cut a raw text into blocks: one line each, or several where a sentence or a wrapped paragraph was broken over lines.

Blocks follow each other without gap; blank lines belong to the block before them. Nothing here says what a block is.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
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


class Line(NamedTuple):
    """One line with its break and the blank lines after it."""

    start: int
    end: int
    text: str
    gap: bool


# Marks before a line: quotes and headings of Markdown, bullets, arrows, emoji; and the emphasis around it.
MARK = re.compile(
    r"(?:[\s>#=\u2500-\u257f•●▪‣·◦■□►▶▷◆◇★☆✅✔➤➡→⇒«»|*_~+–—-]|[\U0001f300-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200b-\u200f\ufeff\u200d])+(?=\S)"
)
TAIL_MARKS = " \t\r\n*_~#=━─═<|•·»›>\ufe0f\u200b\u200c\u200d\u200e\u200f\ufeff\u00a0"
ENDS_OPEN = re.compile(
    r"(?:[,–—]|\b(?:the|an?|of|in|at|to|for|from|by|with|and|or|that|which|whose|than|into|its|their"
    r"|der|die|das|den|dem|und|von|mit|für|im|zu|le|la|les|de|des|du|et|el|los|las|del|en|y))$"
)
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
    pieces: list[Piece] = []
    for group in join_lines(cut_lines(raw)):
        first = group[0]
        if len(group) == 1 and len(first.text) >= LONG_LINE and 2 * len(first.text) > len(raw):
            pieces.extend(cut_sentences(raw, first))
            continue
        whole = first.text if len(group) == 1 else " ".join([line.text for line in group])
        if whole[:1].isalnum():
            pieces.append(Piece(first.start, group[-1].end, whole.rstrip(TAIL_MARKS), "", first.gap))
            continue
        mark = MARK.match(whole)
        length = mark.end() if mark else 0
        pieces.append(Piece(first.start, group[-1].end, whole[length:].rstrip(TAIL_MARKS), whole[:length].strip(), first.gap))
    return pieces


def cut_sentences(raw: str, line: Line) -> list[Piece]:
    """A page that is one long line as its sentences, since boilerplate and article share the line."""
    spans = split_sentences(raw, line.start, line.end)
    starts = [line.start, *(start for start, _ in spans[1:])]
    ends = [*starts[1:], line.end]
    return [
        Piece(start, end, raw[start:end].strip().rstrip(TAIL_MARKS), "", line.gap and not number, number > 0)
        for number, (start, end) in enumerate(zip(starts, ends, strict=True))
    ]


def cut_lines(raw: str) -> list[Line]:
    """The lines of `raw` that hold something, each with the blank lines after it; blank lines at the top join the first."""
    lines: list[Line] = []
    position, start, gap = 0, 0, False
    text, first_gap = "", False
    for piece in raw.splitlines(keepends=True):
        position += len(piece)
        bare = piece.strip()
        if not bare:
            gap = True
            continue
        if text:
            lines.append(Line(start, position - len(piece), text, first_gap))
            start = position - len(piece)
        text, first_gap, gap = bare, gap, False
    if raw:
        lines.append(Line(start, len(raw), text, bool(lines) and first_gap))
    return lines


def join_lines(lines: list[Line]) -> Iterator[list[Line]]:
    """Groups of lines that make one block."""
    if not lines:
        return
    joined = wrapped_breaks(lines)
    group = [lines[0]]
    for number, (before, line) in enumerate(pairwise(lines), 1):
        if number in joined or continues_sentence(before.text, line):
            group.append(line)
        else:
            yield group
            group = [line]
    yield group


def continues_sentence(before: str, line: Line) -> bool:
    """Whether `line` goes on with the sentence that `before` began: neither needs to be long where a mark says so."""
    text = line.text
    if text[0].isupper() and (line.gap or before.count(" ") < 5):
        return False
    if LIST_MARK.match(text):
        return False
    if CONTINUES.match(text):
        return (len(before) >= 3 and before[-1].isalnum()) or (before.endswith(".") and text[0] in "-,")
    if line.gap and len(before) < 40:
        return False
    end = before[-TAIL:]
    if ENDS_SENTENCE.search(end) and not ABBREVIATED.search(end):
        return False
    words = before.count(" ") + 1
    if text[0].islower():
        return words >= (10 if line.gap else 6) and text.count(" ") >= 2 and not before.istitle()
    return not line.gap and words >= 6 and bool(ENDS_OPEN.search(end))


def wrapped_breaks(lines: list[Line]) -> set[int]:
    """Numbers of the lines that a fixed column width tore from the line before them."""
    joined: set[int] = set()
    first = 0
    for number in range(1, len(lines) + 1):
        if number == len(lines) or lines[number].gap or len(lines[number].text) > MOST_WIDTH:
            if (
                number - first >= 2
                and len(lines[first].text) <= MOST_WIDTH
                and is_wrapped([line.text for line in lines[first:number]])
            ):
                joined.update(range(first + 1, number))
            first = number
    return joined


def is_wrapped(texts: list[str]) -> bool:
    """Whether lines were cut by a column width: no next word would have fitted, and most cuts fall inside a sentence."""
    width = max(map(len, texts))
    if width < LEAST_WIDTH:
        return False
    full = inside = 0
    for text, following in pairwise(texts):
        full += len(text) + 1 + len(following.split(" ", 1)[0]) > width - 3
        inside += not ENDS_SENTENCE.search(text[-TAIL:]) and (following[0].islower() or (text.isupper() and following.isupper()))
    breaks = len(texts) - 1
    return full >= 0.9 * breaks and inside >= 0.4 * breaks
