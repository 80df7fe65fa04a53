"""Seams of a text whose layout is lost: a link glued into a paragraph, the head of a page glued to its first sentence."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from ahocorasick_rs import AhoCorasick, Implementation

from pipeline.boilerplate.lines import LONG_LINE, Piece
from pipeline.boilerplate.pleas import is_notice
from pipeline.boilerplate.sieve import find_all

# What must stand in a text before it is searched for links inside paragraphs.
LINK_CUES = (
    "Read more", "READ MORE", "Read also", "READ ALSO", "Also read", "ALSO READ", "Read next", "See also", "SEE ALSO", "Related:",
    "RELATED", "Related article", "Related stor", "Watch:", "WATCH:", "MORE:", "Lesen Sie", "Mehr zum Thema", "Siehe auch",
    "lire aussi", "Lire aussi", "LIRE AUSSI", "voir aussi", "Lea también", "Lee también", "Te puede interesar", "Leia também",
    "اقرأ أيضا", "اقرأ أيضاً", "إقرأ أيضا", "شاهد أيضا",
)  # fmt: skip
LINK_MARKS = '.!?؟…”"»)'
LINK = re.compile(
    rf"(?:(?<=[{LINK_MARKS}])\s+|(?P<bracket>[(\[]))(?=(?:" + "|".join(map(re.escape, LINK_CUES)) + r"|À lire|À voir))",
)
CUES = AhoCorasick([*LINK_CUES, "À lire", "À voir"], implementation=Implementation.DFA)
LINK_END = re.compile(r"[.!?؟][\"”»)\]]*\s+(?=[A-ZÀ-Þ\"“«„؀-ۿ])")
LONGEST_LINK, LEAST_PART = 180, 40
# The head of a page in one line: names, dates, counts and buttons before the first sentence.
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
DAY = (
    rf"(?:{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d\d|\d{{1,2}}(?:st|nd|rd|th)? {MONTH},? (?:19|20)\d\d"
    r"|\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d|\d{1,2}/\d{1,2}/\d\d)"
)
CLOCK = (
    r"(?:\s*(?:[,|•·/–-]|at|um|à)?\s*\d{1,2}[:.h]\d\d(?::\d\d)?(?:\s?[ap]\.?m\.?)?"
    r"(?:\s?(?:[ECMPB][SD]?T|GMT|UTC|AMT|IST|CET|Uhr))?)"
)
BUTTON = (
    r"(?:Share(?: this(?: article| story)?)?|Tweet|Print(?: this article)?|Email(?: me)?|Facebook|Twitter|LinkedIn|Reddit"
    r"|Pocket|Flipboard|WhatsApp|Pinterest|Telegram|Leave a comment|\d+ [Cc]omments?"
    r"|\d+ (?:comentários|comentarios|Kommentare|commentaires)"
    r"|\d{1,2}[ -]min(?:ute)?s? read|(?:Lesezeit|Tempo de leitura|Temps de lecture)\s*:\s*\d+ min\w*"
    r"|Advertisement|Continue reading the main story|Supported by|Getty Images|Associated Press)"
)
HEAD = re.compile(rf"(?i:\b{DAY}{CLOCK}?)|(?<!\w)(?:{BUTTON})(?!\w)")
PREPOSITION = re.compile(
    r"\b(?:on|since|until|till|by|from|of|in|before|after|for|to|am|vom|seit|bis|le|du|el|del|the)\s*$", re.IGNORECASE
)
SENTENCE_START = re.compile(r"\s*(?=[A-ZÀ-Þ\"“«„‘'(؀-ۿ\u3040-\u9fff])")
HEAD_REACH, HEAD_GAP = 420, 120
WINDOW = 40  # characters looked at before a cue; more white space than that may stand behind a mark


def split_seams(raw: str, pieces: Sequence[Piece], language: str | None = None) -> list[Piece]:
    """The pieces, with links inside paragraphs and the head of a page of one line as pieces of their own.

    >>> from pipeline.boilerplate.lines import cut_pieces
    >>> text = "The council met on Monday in the town hall. (Read also: Dam breaks near Gul) It will vote on the plan in May."
    >>> [piece.text[:12] for piece in split_seams(text, cut_pieces(text))]
    ['The council ', 'Read also: D', 'It will vote']
    """
    parted, first, head = list(pieces), pieces[0], list[Piece]()
    if len(first.text) >= LEAST_PART and (len(first.text) >= LONG_LINE or (len(pieces) > 1 and pieces[1].inline)):
        head, parted[0] = split_head(raw, first)
    for number in sorted(find_cues(raw, pieces), reverse=True):
        if len(parted[number].text) > 2 * LEAST_PART:
            parted[number : number + 1] = split_links(raw, parted[number], language)
    return [*head, *parted] if head else parted


def find_cues(raw: str, pieces: Sequence[Piece]) -> set[int]:
    """The numbers of the pieces that may have a link in a paragraph: a cue after a bracket, or after a mark and white space."""
    cues = [start for _, start, _ in find_all(CUES, raw) if ends_sentence(raw[max(start - WINDOW, 0) : start])]
    if not cues:
        return set()
    starts = [piece.start for piece in pieces]
    return {bisect_right(starts, start) - 1 for start in cues}


def ends_sentence(before: str) -> bool:
    """Whether a link may follow behind some text: it ends with a bracket, or with a mark and white space."""
    bare = before.rstrip()
    return before[-1:] in "([" if bare == before else bare[-1:] in LINK_MARKS


def split_links(raw: str, piece: Piece, language: str | None) -> Iterator[Piece]:
    """A paragraph in parts: before, in and after each link that a lexicon is sure of."""
    start, inline, text = piece.start, piece.inline, raw[piece.start : piece.end]
    for found in LINK.finditer(text):
        first = piece.start + (found.start() if found["bracket"] else found.end())
        last = link_end(raw, first, piece.end, found["bracket"])
        if first <= start or last - first > LONGEST_LINK or not is_notice(raw[first:last].strip().strip("()[] \n"), language):
            continue
        yield cut(raw, piece, start, first, inline)
        link = cut(raw, piece, first, last, True)
        yield link._replace(text=link.text.strip("()[] "))
        start, inline = last, True
    if start < piece.end:
        yield piece if start == piece.start else cut(raw, piece, start, piece.end, inline)


def link_end(raw: str, first: int, end: int, bracket: str | None) -> int:
    """Where the link that begins at `first` ends: at its bracket, or with its sentence."""
    if bracket:
        closing = raw.find(")" if bracket == "(" else "]", first, end)
        return skip_spaces(raw, closing + 1, end) if closing > 0 else end
    found = LINK_END.search(raw, first, end)
    return found.end() if found else end


def skip_spaces(raw: str, position: int, end: int) -> int:
    """The first position from `position` on that is no space, at most `end`."""
    while position < end and raw[position].isspace():
        position += 1
    return position


def split_head(raw: str, piece: Piece) -> tuple[list[Piece], Piece]:
    """The head of a page and its first sentence; the head holds a date with its time, or two of date, count and button."""
    text = raw[piece.start : piece.end]
    last = head_end(text)
    following = SENTENCE_START.match(text, last) if last and len(text) - last >= LEAST_PART else None
    if following is None:
        return [], piece
    at = piece.start + following.end()
    return [cut(raw, piece, piece.start, at, piece.inline)], cut(raw, piece, at, piece.end, True)


def head_end(text: str) -> int:
    """Where the head of a page ends that `text` begins with: after its last sign, where there are signs enough; else 0.

    >>> text = "Dam breaks Jane Miller 3 May 2019 10:20 Share Tweet The dam broke."
    >>> text[: head_end(text)]
    'Dam breaks Jane Miller 3 May 2019 10:20 Share Tweet'
    """
    last, signs = 0, 0
    for found in HEAD.finditer(text, 0, HEAD_REACH):
        if found.start() - last > HEAD_GAP and last:
            break
        if found[0][0].isdigit() or found[0][-1].isdigit() or ":" in found[0]:
            if PREPOSITION.search(text, max(0, found.start() - 10), found.start()):
                break
            signs += 1 + (":" in found[0])
        else:
            signs += 1
        last = found.end()
    return last if signs >= 2 else 0


def cut(raw: str, piece: Piece, start: int, end: int, inline: bool) -> Piece:
    """The part of a piece from `start` to `end`."""
    mark, gap = (piece.mark, piece.gap) if start == piece.start else ("", False)
    text = " ".join(raw[start:end].split())
    return Piece(start, end, text[len(mark) :].lstrip() if mark and text.startswith(mark) else text, mark, gap, inline)
