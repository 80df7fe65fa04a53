"""From sums of evidence to verdicts: what is kept, and the label and the rule of every block.

Wordings that decide alone come first, then the best run of the page, then what only the whole page can tell: the title and
its repeats, letters to the reader, offers with their lists, captions beside their credits, the standfirst.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import compress
from typing import NamedTuple

from pipeline.boilerplate.block import KEPT
from pipeline.boilerplate.datelines import is_dateline
from pipeline.boilerplate.lines import Piece
from pipeline.boilerplate.model import best_run, load_weights, score_page, to_probabilities
from pipeline.boilerplate.notices import Notice
from pipeline.boilerplate.shape import Look
from pipeline.boilerplate.sight import Sight
from pipeline.boilerplate.stamps import is_signed_stamp


class Verdict(NamedTuple):
    """What a block is, the rule that decided, and how sure it is (0 to 1)."""

    label: str
    rule_id: str
    score: float


class Judged(NamedTuple):
    """A page on its way to its verdicts: what was seen, the chances, the best run and its first block, the open sections."""

    sight: Sight
    chances: list[float]
    chosen: list[bool]
    sections: list[str]
    first: int
    furnished: bool


SURE = 0.95
SECTION_LABELS = {"related": "related", "comments": "comment", "letter": "paywall", "offer": "paywall", "about": "contact"}
# A text that consists of such a line alone is news about hours or bylines to someone: kept. A cookie banner alone is none.
HARMLESS = frozenset("caption timestamp byline dateline credit navigation share comment related contact other_boilerplate".split())
NUMBERED = re.compile(r"\(?\d{1,2}[.)]\s+\S")
BULLETS = "•●▪‣·◦■□►▶*+-–—✔✅➤➡→"
DATELINE_MARKS = frozenset("(0—–")
TOP = 60  # blocks in which a page comes to its first paragraph
RELAXED = (1.0, 2.0, 3.0, 4.5)
# (notices of a frame, what is added to every score): in doubt keep, but on a page full of furniture doubt is in order.
DOUBT = ((9, -0.6), (1, 0.0), (0, 3.0))
# (notices of a frame, share of words, number of words): the more of a frame a page has, the less of it may be the article.
LEAST_KEPT = ((4, 0.05, 40), (2, 0.3, 100), (0, 0.6, 2000))


def judge(raw: str, pieces: Sequence[Piece], language: str | None = None) -> tuple[Judged, list[Verdict]]:
    """One verdict a block, before titles, letters and repeats are looked at."""
    sight, scores = score_page(raw, pieces, language)
    chosen = choose_blocks(sight, scores)
    first = chosen.index(True) if True in chosen else len(chosen)
    page = Judged(sight, to_probabilities(scores), chosen, sight.sections, first, sight.furniture > 0)
    sure = {number: decide(own[0].label, own[0].rule_id) for number, own in sight.notices.items() if own.sure}
    verdicts = [sure.get(number) or judge_block(page, number, piece) for number, piece in enumerate(pieces)]
    if not any(verdict.label in KEPT for verdict in verdicts):
        verdicts = [Verdict("body", "doubt.nothing_else", 0.5) if verdict.label in HARMLESS else verdict for verdict in verdicts]
    return page, verdicts


@lru_cache(maxsize=1 << 10)
def decide(label: str, rule_id: str) -> Verdict:
    """The verdict of a wording that decides alone."""
    return Verdict(label, rule_id, SURE)


def choose_blocks(sight: Sight, scores: Sequence[float]) -> list[bool]:
    """Which blocks are article: the best run, relaxed on a page without furniture, and where next to nothing would be left."""
    stay = load_weights().stay
    open_words, furniture = list(sight.words), sight.furniture
    for number, wordings in sight.notices.items():
        if wordings.sure and wordings[0].label not in KEPT:
            open_words[number] = 0
    shift = next(shift for least, shift in DOUBT if furniture >= least)
    if shift:
        scores = [score + shift for score in scores]
    share, most = next((share, most) for least, share, most in LEAST_KEPT if furniture >= least)
    wanted = min(share * sum(open_words), most)
    chosen = best_run(scores, stay)
    for more in RELAXED:
        if sum(compress(open_words, chosen)) >= wanted:
            break
        chosen = best_run([score + more for score in scores], stay)
    return chosen


def judge_block(page: Judged, number: int, piece: Piece) -> Verdict:
    """The verdict on one block that no wording decides alone."""
    notices, look = page.sight.notices.get(number, ()), page.sight.looks[number]
    if look.marks and (decided := judge_marks(page, number, piece.text, look)):
        return decided
    if page.chosen[number]:
        return judge_kept(page, number, piece, notices, page.chances[number])
    return judge_removed(page, number, piece.text, notices, round(1 - page.chances[number], 3))


def judge_marks(page: Judged, number: int, text: str, look: Look) -> Verdict | None:
    """The verdict on a time stamp, a dateline or a signature, which have digits or dashes; None for other blocks."""
    if look.stamp and (page.sections[number] not in ("related", "comments") or page.chosen[number]):
        return Verdict("timestamp", "shape.timestamp", 0.9)
    if len(text) < 70 and not DATELINE_MARKS.isdisjoint(look.marks) and text[0].isupper() and is_dateline(text):
        return Verdict("dateline", "shape.dateline", 0.9)
    if "0" in look.marks and look.words <= 16 and "date.short" in look.features and is_signature(page, number, text):
        return Verdict("byline", "shape.signed_stamp", 0.8)
    return None


def is_signature(page: Judged, number: int, text: str) -> bool:
    """Whether a line is names and a date, and stands outside the text or has the bars or the "posted" of a signature."""
    outside = (
        not page.chosen[number] or is_above_text(page, number) or "|" in text or text[:6].lower() in ("posted", "by: ", "update")
    )
    return outside and not page.sections[number] and is_signed_stamp(text)


def is_above_text(page: Judged, number: int) -> bool:
    """Whether a block stands near the top, and no paragraph of the article above it."""
    words = page.sight.words
    return number < TOP and not any(words[n] >= 20 and page.chosen[n] for n in range(number))


def judge_kept(page: Judged, number: int, piece: Piece, notices: Sequence[Notice], chance: float) -> Verdict:
    """Caption, heading, list item or body, by wording, decoration and length."""
    for notice in notices:
        if notice.label == "caption":
            return Verdict("caption", notice.rule_id, chance)
    words, ended = page.sight.words[number], piece.text[-1:] in '.!?:;"”’»)…。'
    bold = "**" in piece.mark or "__" in piece.mark
    if piece.mark.startswith("#") or (words <= 14 and bold and piece.text[-1:] not in ".:;"):
        return Verdict("heading", "shape.markdown_heading", chance)
    if (piece.mark and piece.mark[0] in BULLETS and not bold) or (
        not bold and NUMBERED.match(piece.text) and number_runs(page, number)
    ):
        return Verdict("list_item", "shape.list_item", chance)
    if words <= 12 and not ended and len(page.chances) > 1 and not piece.inline:
        return Verdict("heading", "shape.heading", chance)
    return Verdict("body", "model.article", chance)


def number_runs(page: Judged, number: int) -> bool:
    """Whether a neighbour of a numbered line is numbered too."""
    pieces = page.sight.pieces
    return any(0 <= n < len(pieces) and NUMBERED.match(pieces[n].text) for n in (number - 1, number + 1))


def judge_removed(page: Judged, number: int, text: str, notices: Sequence[Notice], chance: float) -> Verdict:
    """The best guess what a block outside the article is."""
    section, words = page.sections[number], page.sight.words[number]
    for notice in notices:
        if notice.label not in KEPT or not section:
            return Verdict(notice.label, notice.rule_id, chance)
    if section:
        return Verdict(SECTION_LABELS[section], f"section.{section}", chance)
    if words <= 4:
        return Verdict("navigation", "shape.fragment", chance)
    if words <= 20 and number > page.first and text[-1:] not in ".:;":  # a headline below the text
        return Verdict("related", "shape.headline_list", chance)
    return Verdict("other_boilerplate", "model.boilerplate", chance)
