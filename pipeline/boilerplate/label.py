"""Say of every block of a raw text what it is, and whether it belongs to the article: the boilerplate step's front door.

Two passes: evidence on each block (its wording, its look), then context (neighbours, sections, the best run of the page).
Nothing is deleted: each block has a label, the id of the rule that decided, and a score.
"""

from collections.abc import Collection, Sequence

from pipeline.boilerplate.block import KEPT, Block
from pipeline.boilerplate.lines import Piece, cut_pieces
from pipeline.boilerplate.pleas import split_pleas
from pipeline.boilerplate.repeated import remove_repeated
from pipeline.boilerplate.seams import split_seams
from pipeline.boilerplate.verdicts import Verdict, judge
from pipeline.boilerplate.whole_page import revise
from pipeline.reading.patterns import find_any


def label_blocks(
    raw: str,
    *,
    title: str | None = None,
    language: str | None = None,
    keep: Sequence[str] = (),
    drop: Sequence[str] = (),
    repeated: Collection[int] = (),
) -> list[Block]:
    """The blocks of `raw` with their labels; they cover it without gap or overlap ([] for "").

    `title` is the title that metadata gives, `language` its code where known; `keep` and `drop` are regular expressions
    that overrule every verdict for the blocks in which they are found. Raises PatternError for a broken one. `repeated` holds the
    keys of lines that other texts of its source repeat, where a whole corpus is known (see echoes.py).

    >>> [(block.label, block.kept) for block in label_blocks("The army retook the town on Monday.\\n\\nCookie settings\\n")]
    [('body', True), ('cookie_notice', False)]
    """
    if not raw:
        return []
    pieces = split_pleas(raw, split_seams(raw, cut_pieces(raw), language), language)
    page, verdicts = judge(raw, pieces, language)
    revise(page, verdicts, title)
    if repeated:
        remove_repeated(raw, page, verdicts, repeated)
    if keep or drop:
        overrule(pieces, verdicts, keep, drop)
    return join_blocks(pieces, verdicts)


def join_blocks(pieces: Sequence[Piece], verdicts: Sequence[Verdict]) -> list[Block]:
    """Pieces with their verdicts as blocks; sentences of one line that got the same label are one block again."""
    blocks: list[Block] = []
    for (start, end, _, _, _, inline), (label, rule_id, score) in zip(pieces, verdicts, strict=True):
        if inline and blocks[-1].label == label:
            blocks[-1] = blocks[-1]._replace(end=end, score=min(blocks[-1].score, score))
        else:
            blocks.append(Block(start, end, label, label in KEPT, rule_id, score))
    return blocks


def overrule(pieces: Sequence[Piece], verdicts: list[Verdict], keep: Sequence[str], drop: Sequence[str]) -> None:
    """Put the user's own patterns above every verdict; where both are found, the one that keeps wins."""
    texts = [piece.text for piece in pieces]
    kept, dropped = find_any(texts, keep), find_any(texts, drop)
    for number in range(len(pieces)):
        if kept[number]:
            label = verdicts[number].label
            verdicts[number] = Verdict(label if label in KEPT else "body", "user.keep", 1.0)
        elif dropped[number]:
            label = verdicts[number].label
            verdicts[number] = Verdict("other_boilerplate" if label in KEPT else label, "user.drop", 1.0)
