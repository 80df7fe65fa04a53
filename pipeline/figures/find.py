"""Find the figures of a page: every number claimed, with its unit, its bounds and what it counts."""

from collections.abc import Sequence

from pipeline.figures.changes import place_change
from pipeline.figures.draft import Draft
from pipeline.figures.figure import Figure
from pipeline.figures.items import SentenceOf, is_discourse, place_items
from pipeline.figures.pairs import join_pairs
from pipeline.figures.quantities import Taken, find_quantities, is_title, is_year
from pipeline.figures.ranks import find_ranks
from pipeline.figures.roles import place_roles
from pipeline.text.page import Page, page_of

SILENT = frozenset({"timestamp", "dateline", "byline"})


def find_figures(page: Page, taken: Sequence[tuple[int, int, str]]) -> list[Figure]:
    """The figures of `page` in order, without overlaps.

    `taken` holds the spans and types of the page's time expressions: numbers inside dates, clock times and sets are no figures, but a
    distance ("two years" of "two years after") and a duration are.
    """
    drafts: list[Draft] = []
    spans = Taken(list(taken))
    for passage in page.passages:
        if passage.label not in SILENT:
            drafts += drafts_of(page.text, passage.start, passage.end, spans)
    sentences = [(sentence.start, sentence.end) for sentence in page.sentences] if drafts else []
    place_items(page.text, drafts, SentenceOf(sentences))
    drafts = [draft for draft in drafts if is_claim(page.text, draft)]
    place_roles(page.text, drafts, SentenceOf(sentences))
    drafts = [draft for draft in drafts if not is_year(draft, page.text) and not is_title(draft, page.text) and not is_idle(draft)]
    bounds = SentenceOf(sentences)
    for draft in drafts:
        place_change(page.text, draft, bounds(draft.start)[0])
    return [figure_of(draft) for draft in drafts]


def drafts_of(text: str, start: int, end: int, taken: Taken) -> list[Draft]:
    """The quantities and ranks of one passage, in order."""
    drafts = list(join_pairs(text, find_quantities(text, start, end, taken), start))
    ranks = [rank for rank in find_ranks(text, start, end) if not any(rank.start < draft.end and draft.start < rank.end for draft in drafts)]
    return sorted(drafts + ranks, key=lambda draft: draft.start) if ranks else drafts


def is_claim(text: str, draft: Draft) -> bool:
    """Whether a quantity says something: not "three ways", not a "one" that stands for a noun."""
    if is_discourse(text, draft):
        return False
    one = draft.numeral.form == "words" and draft.value == 1 and not draft.measured and draft.kind == "count"
    return not one or (draft.item_end is not None and draft.item_end > draft.end)


def is_idle(draft: Draft) -> bool:
    """Whether a vague small word counts nothing that anybody would look up: "a few games", unlike "a few soldiers"."""
    if draft.numeral.form != "few" or draft.numeral.scale > 1 or draft.measured or (draft.high or 0) > 12:
        return False
    return draft.role is None and draft.of_whom is None and draft.head not in ("people", "person", "thousand", "hundred")


def figure_of(draft: Draft) -> Figure:
    """The finished figure."""
    return Figure(
        draft.start, draft.end, draft.kind, draft.value, draft.low, draft.high, draft.qualifier, draft.unit, draft.unit_name, draft.currency,
        draft.item_start, draft.item_end, draft.head, draft.role, draft.of_whom, draft.change, draft.rule, draft.confidence,
    )  # fmt: skip


def find_in_text(text: str) -> list[Figure]:
    """The figures of one plain text without dates: for lexicon examples, tests and trying things out.

    >>> [(str(f.value), f.head, f.role) for f in find_in_text("The blast killed 12 soldiers and wounded 30 others.")]
    [('12', 'soldier', 'killed'), ('30', 'other', 'injured')]
    """
    return find_figures(page_of(text), ())
