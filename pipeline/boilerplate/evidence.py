"""Everything that speaks for or against a block: its look, its notices, its neighbours and its place on the page.

A block ends up with a tuple of named features; `model.py` adds up their weights.
"""

from collections import Counter
from collections.abc import Sequence

from pipeline.boilerplate.lines import Piece
from pipeline.boilerplate.notices import Notice
from pipeline.boilerplate.shape import look

Features = tuple[str, ...]
PROSE, SENTENCE, HEADLINE, FRAGMENT, NOTICE, NONE = "prose", "sentence", "headline", "fragment", "notice", "none"


def weigh_blocks(pieces: Sequence[Piece], notices: dict[int, list[Notice]]) -> list[list[str]]:
    """The features of every block of a page."""
    looks = [look(piece.text) for piece in pieces]
    kinds = [kind_of(features, notices.get(number)) for number, features in enumerate(looks)]
    page = page_features(pieces, kinds)
    times = Counter(piece.text for piece in pieces)
    prose = [number for number, kind in enumerate(kinds) if kind == PROSE]
    first, last = (prose[0], prose[-1]) if prose else (len(pieces), -1)
    density = window_shares(kinds)
    sections = open_sections(kinds, notices)
    found = []
    for number, piece in enumerate(pieces):
        features = ["bias", *looks[number], *page]
        kind = kinds[number]
        features.append(f"prev.{kind}.{kinds[number - 1] if number else NONE}")
        features.append(f"next.{kind}.{kinds[number + 1] if number + 1 < len(kinds) else NONE}")
        features.append(f"prev2.{kinds[number - 2] if number > 1 else NONE}")
        features.append(f"next2.{kinds[number + 2] if number + 2 < len(kinds) else NONE}")
        features.append(f"density.{density[number]}")
        features.append("zone." + ("before" if number < first else "after" if number > last else "inside"))
        if sections[number]:
            features.append(f"section.{sections[number]}")
        if times[piece.text] > 1:
            features.append("repeated")
        if piece.mark:
            features.append("mark.heading" if piece.mark[0] == "#" else "mark.emphasis" if piece.mark[0] in "*_" and " " not in piece.mark else "mark.bullet")
        if not piece.gap:
            features.append("no_gap")
        for notice in notices.get(number, ()):
            features.append(f"notice.{'sure' if notice.sure else 'hint'}.{notice.label}")
        found.append(features)
    return found


def kind_of(features: Features, notices: list[Notice] | None) -> str:
    """The rough kind of a block, as its neighbours see it."""
    if notices and notices[0].sure:
        return NOTICE
    if features[0] in ("words.20-39", "words.40-79", "words.80+"):
        return PROSE if features[1] == "end.long.sentence" or features[0] != "words.20-39" else HEADLINE
    ended = features[1].endswith("sentence")
    if features[0] == "words.12-19":
        return SENTENCE if ended else HEADLINE
    if features[0] in ("words.5-7", "words.8-11"):
        return SENTENCE if ended else HEADLINE
    return FRAGMENT


def page_features(pieces: Sequence[Piece], kinds: Sequence[str]) -> list[str]:
    """What the page is like as a whole: how much of it is running text."""
    lengths = [len(piece.text) for piece in pieces]
    total = sum(lengths) or 1
    prose = sum(length for length, kind in zip(lengths, kinds, strict=True) if kind in (PROSE, SENTENCE))
    blocks = sum(kind in (PROSE, SENTENCE) for kind in kinds)
    return [f"page.prose.{int(10 * prose / total)}", f"page.blocks.{int(5 * blocks / max(len(kinds), 1))}"]


def window_shares(kinds: Sequence[str], reach: int = 4) -> list[int]:
    """For every block, how many of the blocks within reach are running text, itself not counted."""
    running = [kind in (PROSE, SENTENCE) for kind in kinds]
    sums = [0]
    for value in running:
        sums.append(sums[-1] + value)
    return [sums[min(n + reach + 1, len(kinds))] - sums[max(n - reach, 0)] - running[n] for n in range(len(kinds))]


def open_sections(kinds: Sequence[str], notices: dict[int, list[Notice]]) -> list[str]:
    """For every block, the section that a notice above it opened (related links, comments, an offer), or "".

    Two blocks of running text in a row close a section.
    """
    sections, opened, prose = [], "", 0
    for number, kind in enumerate(kinds):
        sections.append(opened)
        opens = next((notice.opens for notice in notices.get(number, ()) if notice.opens), "")
        if opens:
            opened, prose = opens, 0
        elif kind == PROSE:
            prose += 1
            if prose >= 2:
                opened = ""
        elif kind != SENTENCE:
            prose = 0
    return sections
