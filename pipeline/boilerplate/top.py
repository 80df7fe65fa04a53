"""What stands above the text: the head of a page that is glued to it, the author's name, the standfirst."""

import re
from collections.abc import Sequence

from pipeline.boilerplate.block import KEPT
from pipeline.boilerplate.lines import Piece
from pipeline.boilerplate.lists import LEAST_PARAGRAPH
from pipeline.boilerplate.seams import head_end
from pipeline.boilerplate.shape import LONG_WORD
from pipeline.boilerplate.verdicts import TOP, Judged, Verdict

ABOVE_TEXT = frozenset("timestamp byline credit caption".split())
GUESSES = frozenset("model.boilerplate shape.headline_list shape.fragment".split())
SIGNED = "shape.signed_stamp"
LOOSE = GUESSES | frozenset("model.article shape.heading context.near_article".split())
NAME = re.compile(r"[A-ZÀ-Þ][\w’'-]+(?: (?:[A-ZÀ-Þ][\w.’'-]*|de|del|la|van|von|bin|al)){1,3}")


def mark_head(page: Judged, verdicts: list[Verdict]) -> None:
    """The head of a page of one line (title, names, date, buttons) is none of its sentences."""
    pieces = page.sight.pieces
    if len(pieces) > 1 and pieces[1].inline and verdicts[0].label in KEPT and head_end(pieces[0].text) == len(pieces[0].text):
        verdicts[0] = Verdict("byline", "shape.glued_head", 0.7)


def mark_names(page: Judged, verdicts: list[Verdict]) -> None:
    """A line of two to four capitalised words beside a time stamp above the text is its author."""
    pieces = page.sight.pieces
    stamped = {n for n, (label, rule_id, _) in enumerate(verdicts[: TOP + 1]) if label == "timestamp" or rule_id == SIGNED}
    beside = sorted({near for number in stamped for near in (number - 1, number + 1) if 0 < near < min(TOP, len(pieces) - 1)})
    for number in beside:
        if any(verdicts[n].label == "body" and page.sight.words[n] >= LEAST_PARAGRAPH for n in range(1, number + 1)):
            return
        if verdicts[number].rule_id in LOOSE and NAME.fullmatch(pieces[number].text):
            verdicts[number] = Verdict("byline", "shape.name_line", 0.7)


def mark_standfirst(page: Judged, verdicts: list[Verdict]) -> None:
    """The sentence between the title and what stands above the text: kept, even where it looks like no paragraph."""
    title = next((number for number, verdict in enumerate(verdicts) if verdict.label == "title"), None)
    if title is None:
        return
    pieces, words = page.sight.pieces, page.sight.words
    last = max((number for number, verdict in enumerate(verdicts) if verdict.label == "body"), default=0)
    for number in range(title + 1, min(title + 6, last)):
        if verdicts[number].label in ("duplicate", "share", "caption", "credit"):
            continue
        text = pieces[number].text
        loose = verdicts[number].rule_id in LOOSE
        apart = any(verdict.label in ABOVE_TEXT for verdict in verdicts[number + 1 : number + 3])
        if (
            loose
            and apart
            and 6 <= words[number] <= 60
            and (text[-1:] in '.!?”"' or words[number] >= 10)
            and ((number == title + 1 and text[-1:] not in ".!?") or shares_words(pieces, verdicts, title, number))
        ):
            verdicts[number] = Verdict("standfirst", "shape.under_title", 0.7)
        return


def shares_words(pieces: Sequence[Piece], verdicts: Sequence[Verdict], title: int, number: int) -> bool:
    """Whether a block has longer words in common with the title or the first paragraphs."""
    paragraphs = [piece.text for piece, verdict in zip(pieces, verdicts, strict=True) if verdict.label == "body"][:6]
    known = set(LONG_WORD.findall(" ".join([pieces[title].text, *paragraphs]).lower()))
    return len(known.intersection(LONG_WORD.findall(pieces[number].text.lower()))) >= 2
