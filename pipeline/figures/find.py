"""Find the figures of a page: every number claimed, with its unit, its bounds and what it counts."""

from collections.abc import Sequence
from functools import lru_cache

from pipeline.figures import barred, changes, currencies, numeral_reader, people, qualifiers, roles, small_words, units
from pipeline.figures.changes import place_change
from pipeline.figures.draft import Draft
from pipeline.figures.figure import NO_BASE, Base, Figure
from pipeline.figures.items import SentenceOf, is_discourse, place_items
from pipeline.figures.measures import in_base, measure_of
from pipeline.figures.pairs import join_pairs
from pipeline.figures.quantities import Taken, find_quantities, is_title, is_year
from pipeline.figures.ranks import find_ranks
from pipeline.figures.roles import place_roles
from pipeline.figures.temperatures import is_difference
from pipeline.text.page import Page, page_of

SILENT = frozenset({"timestamp", "dateline", "byline", "caption"})


def find_figures(page: Page, taken: Sequence[tuple[int, int, str]]) -> list[Figure]:
    """The figures of `page` in order, without overlaps.

    `taken` holds the spans and types of the page's time expressions: numbers inside dates, clock times and sets are no figures,
    but a distance ("two years" of "two years after") and a duration are.
    """
    load_checked()
    return figures_in(page, taken)


@lru_cache(maxsize=1)
def load_checked() -> None:
    """Hold every lexicon to its examples, once: a rule that breaks them must stop the program before it reads a text."""
    small_words.check_lexicon()
    barred.check_lexicon()
    qualifiers.check_lexicon()
    units.check_lexicon()
    currencies.check_lexicon()
    numeral_reader.check_lexicon()
    roles.check_lexicon(find_unchecked)
    people.check_lexicon(find_unchecked)
    changes.check_lexicon(find_unchecked)


def find_unchecked(text: str) -> list[Figure]:
    """The figures of one plain text, read with lexicons whose examples are still to be tried."""
    return figures_in(page_of(text), ())


def figures_in(page: Page, taken: Sequence[tuple[int, int, str]]) -> list[Figure]:
    """The figures of a page; what `find_figures` does once the lexicons are known to be sound."""
    drafts: list[Draft] = []
    spans = Taken(list(taken))
    read = [passage for passage in page.passages if passage.label not in SILENT]
    for passage in read:
        drafts += join_pairs(page.text, find_quantities(page.text, passage.start, passage.end, spans), passage.start)
    ranks = [rank for rank in find_ranks(page.text) if any(one.start <= rank.start < one.end for one in read)]
    drafts = with_ranks(drafts, ranks) if ranks else drafts
    sentences = [(sentence.start, sentence.end) for sentence in page.sentences] if drafts else []
    place_items(page.text, drafts, SentenceOf(sentences))
    drafts = [draft for draft in drafts if is_claim(page.text, draft)]
    place_roles(page, drafts, SentenceOf(sentences))
    drafts = [draft for draft in drafts if not is_year(draft, page.text) and not is_title(draft, page.text) and not is_idle(draft)]
    bounds = SentenceOf(sentences)
    for draft in drafts:
        place_change(page.text, draft, bounds(draft.start)[0])
    return [figure_of(draft, base_of(draft, page.text)) for draft in drafts]


def with_ranks(drafts: list[Draft], ranks: list[Draft]) -> list[Draft]:
    """Quantities and ranks in order; a rank goes before a quantity at its place."""
    kept: list[Draft] = []
    for draft in sorted(drafts + ranks, key=lambda draft: (draft.start, draft.kind != "rank")):
        if not kept or draft.start >= kept[-1].end:
            kept.append(draft)
    return kept


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


def base_of(draft: Draft, text: str) -> Base:
    """A measure in the SI unit of what it measures; nothing for counts, money, and units that say no size."""
    measure = measure_of(draft.unit) if draft.unit is not None and draft.currency is None else None
    if measure is None:
        return NO_BASE
    apart = draft.kind == "temperature" and is_difference(draft, text)
    value, low, high = (in_base(bound, measure, apart) for bound in (draft.value, draft.low, draft.high))
    known = value is not None or low is not None or high is not None
    return Base(value, low, high, measure.unit) if known else NO_BASE


def figure_of(draft: Draft, base: Base) -> Figure:
    """The finished figure."""
    return Figure(
        start=draft.start,
        end=draft.end,
        kind=draft.kind,
        value=draft.value,
        low=draft.low,
        high=draft.high,
        qualifier=draft.qualifier,
        unit=draft.unit,
        unit_name=draft.unit_name,
        currency=draft.currency,
        item_start=draft.item_start,
        item_end=draft.item_end,
        head=draft.head,
        role=draft.role,
        of_whom=draft.of_whom,
        change=draft.change,
        rule_id=draft.rule,
        confidence=draft.confidence,
        base=base,
    )


def find_in_text(text: str) -> list[Figure]:
    """The figures of one plain text without dates: for lexicon examples, tests and trying things out.

    >>> [(str(f.value), f.head, f.role) for f in find_in_text("The blast killed 12 soldiers and wounded 30 others.")]
    [('12', 'soldier', 'killed'), ('30', 'other', 'injured')]
    """
    return find_figures(page_of(text), ())
