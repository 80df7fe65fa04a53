"""Pleas at the end of a paragraph: "... said on Monday. Sign up for our newsletter." becomes two blocks."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from pipeline.boilerplate.block import KEPT
from pipeline.boilerplate.lines import Piece
from pipeline.boilerplate.notices import find_in_block
from pipeline.boilerplate.shape import addresses_someone

LEAST_BEFORE, SENTENCE_BEFORE, MOST_AFTER = 20, 60, 400
SELLS = re.compile(r"[$€£%!?:]|^\W*(?:get|join|save|try|read|only|new|last|special|free|digital|members?|premium)\b", re.IGNORECASE)
# How such sentences begin; whether one is a notice, the lexicons decide.
STARTS = re.compile(
    r"[.!?؟]['\"”’»)]*\s+(?=(?:Sign up|Subscribe|Click (?:here|on)|Follow (?:us|@|him|her)|Read more|Support (?:our|us|the)"
    r"|Donate|Download|Get (?:our|the|unlimited|all)|Join (?:our|us|the)|Become a|Like us|Please (?:consider|support"
    r"|subscribe)|Photos?:|Image:"
    r"|This (?:article|story) (?:was|is|first|originally)|Copyright|©|All rights reserved|Reporting by"
    r"|Additional reporting|For more information"
    r"|Contact (?:us|the)|E-?mail (?:us|him|her)|Got a tip|We need your|Your support|Related:|Also read|Read also"
    r"|READ (?:MORE|ALSO)|Advertisement"
    r"|Abonnieren|Lesen Sie|Folgen Sie|Melden Sie sich|Abonnez|Inscrivez|Suivez|Lire aussi|À lire|Suscr[ií]b|Síg[ua]|Lea también"
    r"|اشترك|تابعونا|تابعنا|اقرأ أيضا|للمزيد)(?!\w))"
)
LOOSE_STARTS = re.compile(STARTS.pattern.replace(" ", r"\s+"))  # as they stand in the raw text, with its line breaks


def split_pleas(raw: str, pieces: Sequence[Piece], language: str | None = None) -> list[Piece]:
    """The pieces, with the plea at the end of a long one as a piece of its own where a lexicon is sure of it.

    >>> from pipeline.boilerplate.lines import cut_pieces
    >>> text = "The council said that the river had burst its banks in four places on Monday. Subscribe to our newsletter."
    >>> [piece.text[:13] for piece in split_pleas(text, cut_pieces(text))]
    ['The council s', 'Subscribe to ']
    """
    parted, found = list(pieces), [match.start() for match in LOOSE_STARTS.finditer(raw)]
    if not found:
        return parted
    starts = [piece.start for piece in pieces]
    for number in sorted({bisect_right(starts, start) - 1 for start in found}, reverse=True):
        parted[number : number + 1] = split_plea(raw, pieces[number], language)
    return parted


def split_plea(raw: str, piece: Piece, language: str | None) -> list[Piece]:
    """A piece and the plea at its end, or the piece alone."""
    text = piece.text
    found = STARTS.search(text, max(LEAST_BEFORE, len(text) - MOST_AFTER)) if len(text) > LEAST_BEFORE else None
    start = raw.find(text[found.end() :], piece.start, piece.end) if found else -1
    if found and start > piece.start and is_report(text[: found.start() + 1]) and is_notice(text[found.end() :], language):
        plea = Piece(start, piece.end, text[found.end() :], "", False, inline=True)
        return [piece._replace(end=start, text=text[: found.end()].rstrip()), plea]
    return [piece]


def is_report(text: str) -> bool:
    """Whether what stands before a plea is worth keeping: a paragraph, or a sentence that neither sells nor addresses anyone."""
    return len(text) >= SENTENCE_BEFORE or (text.count(" ") >= 4 and not SELLS.search(text) and not addresses_someone(text))


def is_notice(text: str, language: str | None) -> bool:
    """Whether a lexicon is sure that the text alone belongs to no article."""
    return any(notice.sure and notice.label not in KEPT for notice in find_in_block(text, text, language))
