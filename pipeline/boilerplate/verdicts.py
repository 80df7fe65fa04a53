"""The second pass: from evidence on single blocks to verdicts on a page: titles, letters, sections, repeats, what is kept."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.boilerplate.lines import Piece
from pipeline.boilerplate.model import best_run, load_weights, score_page, to_probability
from pipeline.boilerplate.notices import Notice
from pipeline.boilerplate.stamps import is_stamp
from pipeline.boilerplate.surroundings import open_sections


class Verdict(NamedTuple):
    """What a block is, the rule that decided, and how sure it is."""

    label: str
    rule_id: str
    score: float


SELLING = ("paywall", "subscription", "newsletter")
SECTION_LABEL = {"related": "related", "comments": "comment", "letter": "paywall", "offer": "paywall", "about": "contact"}
NUMBERED = re.compile(r"\d{1,2}[.)]\s+\S")


def judge(pieces: Sequence[Piece], raw: str, title: str | None) -> list[Verdict]:
    """One verdict a block."""
    sight, scores = score_page(raw, pieces)
    notices = sight.notices
    chosen = best_run(scores, load_weights().stay)
    kinds = ["notice" if number in notices and notices[number][0].sure else "" for number in range(len(pieces))]
    sections = open_sections(sight)
    if len(pieces) == 1 or not any(chosen):
        chosen = [kind != "notice" for kind in kinds]
    verdicts = [
        judge_block(piece, notices.get(number, []), chosen[number], scores[number], sections[number])
        for number, piece in enumerate(pieces)
    ]
    close_letters(pieces, kinds, notices, verdicts)
    mark_title(pieces, kinds, verdicts, title)
    mark_repeats(pieces, verdicts)
    return verdicts


def judge_block(piece: Piece, notices: Sequence[Notice], chosen: bool, score: float, section: str) -> Verdict:
    """The verdict on one block before its page is looked at as a whole."""
    for notice in notices:
        if notice.sure:
            return Verdict(notice.label, notice.rule_id, 0.95)
    if section == "related" and not chosen:
        return Verdict("related", "section.related", round(1 - to_probability(score), 3))
    if is_stamp(piece.text):
        return Verdict("timestamp", "shape.timestamp", 0.9)
    probability = to_probability(score)
    if chosen:
        return Verdict(kept_label(piece), "model.article", probability)
    for notice in notices:
        return Verdict(notice.label, notice.rule_id, round(1 - probability, 3))
    if section:
        return Verdict(SECTION_LABEL[section], f"section.{section}", round(1 - probability, 3))
    return Verdict("navigation" if piece.text.count(" ") < 5 else "other_boilerplate", "model.boilerplate", round(1 - probability, 3))


def kept_label(piece: Piece) -> str:
    """Body, heading or list item, by the decoration and the length of a block of the article."""
    words = piece.text.count(" ") + 1
    ended = piece.text[-1:] in ".!?:;\"”’»)…"
    if piece.mark.startswith("#") or (words <= 14 and not ended and ("**" in piece.mark or NUMBERED.match(piece.text) and words <= 14)):
        return "heading"
    if piece.mark and piece.mark[0] in "•●▪‣·◦■*+-–►▶" and not piece.mark.startswith("**"):
        return "list_item"
    return "heading" if words <= 12 and not ended else "body"


def close_letters(pieces: Sequence[Piece], kinds: Sequence[str], notices: dict[int, list[Notice]], verdicts: list[Verdict]) -> None:
    """A letter to the reader goes as a whole: from its greeting to the last plea, its bullets, thanks and signatures."""
    number = 0
    while number < len(pieces):
        if any(notice.opens == "letter" for notice in notices.get(number, ())):
            last = letter_end(pieces, notices, number)
            for inside in range(number, last + 1):
                if verdicts[inside].label not in SELLING:
                    verdicts[inside] = Verdict("paywall", "section.letter", 0.9)
            number = last
        number += 1


CLOSING = re.compile(r"^(?:thank you|thanks|sincerely|yours|best|kind regards|with (?:best|kind)|warm|vielen dank|ihre?\b|merci|gracias|شكرا)", re.IGNORECASE)


def letter_end(pieces: Sequence[Piece], notices: dict[int, list[Notice]], start: int, reach: int = 25) -> int:
    """The last block of the letter that begins at `start`."""
    last = start
    for number in range(start + 1, min(start + reach, len(pieces))):
        text = pieces[number].text
        if CLOSING.match(text) and len(text) < 60:
            return signatures_end(pieces, number)
        if any(notice.label in SELLING for notice in notices.get(number, ())):
            last = number
        elif last == number - 1 and pieces[number].mark[:1] in tuple("•*-–·"):
            last = number
    return last


def signatures_end(pieces: Sequence[Piece], number: int) -> int:
    """The last of the short lines after a closing formula."""
    for following in range(number + 1, min(number + 5, len(pieces))):
        text = pieces[following].text
        if len(text) > 70 or text[-1:] in ".!?":
            return following - 1
        number = following
    return number


def mark_title(pieces: Sequence[Piece], kinds: Sequence[str], verdicts: list[Verdict], title: str | None) -> None:
    """The first block that is the title of the page: the given one, or the headline on top."""
    wanted = bare(title) if title else ""
    for number, piece in enumerate(pieces[:40]):
        if wanted and bare(piece.text) == wanted:
            verdicts[number] = Verdict("title", "title.given", 1.0)
            return
    if len(pieces) > 1 and kinds[0] != "notice" and len(pieces[0].text) < 200 and pieces[0].text[-1:] not in ".:;,":
        verdicts[0] = Verdict("title", "title.first", 0.7)


def mark_repeats(pieces: Sequence[Piece], verdicts: list[Verdict]) -> None:
    """A block whose words stood before, and was kept, is a duplicate."""
    seen: set[str] = set()
    for number, piece in enumerate(pieces):
        words = bare(piece.text)
        if len(words) >= 15 and words in seen and verdicts[number].label in ("title", "heading", "body", "standfirst", "caption", "list_item"):
            verdicts[number] = Verdict("duplicate", "repeat.block", 0.95)
        elif verdicts[number].label in ("title", "heading", "body", "standfirst", "caption", "list_item"):
            seen.add(words)


def bare(text: str) -> str:
    """The words of a text alone, for comparison.

    >>> bare("**Iraq’s Defeat** of Daesh ")
    'iraq s defeat of daesh'
    """
    return " ".join(re.findall(r"\w+", text.lower()))
