"""Who the counted people are: civilians, police, soldiers, children ... by the head of the item."""

from collections.abc import Callable
from functools import lru_cache

from pipeline.figures.draft import Draft
from pipeline.figures.figure import Figure
from pipeline.figures.nouns import head_lemma
from pipeline.lexicon import Entry, check_examples, read_entries

LEXICON = "people.yml"


@lru_cache(maxsize=1)
def groups() -> dict[str, str]:
    """Head lemmas, or two words of which the second is a lemma, to the name of the group."""
    named: dict[str, str] = {}
    for entry in read_entries(__package__, LEXICON):
        for head in entry["heads"]:
            named.setdefault(head, entry["id"])
    return named


def group_of(text: str, draft: Draft) -> str | None:
    """Who the counted people are, by the last word or the last two words of the item."""
    if draft.head is None or draft.item_start is None or draft.item_end is None:
        return None
    words = text[draft.item_start : draft.item_end].lower().split()
    if len(words) > 1 and (found := groups().get(f"{words[-2]} {head_lemma(words[-1])}")):
        return found
    return groups().get(draft.head)


def check_lexicon(find: Callable[[str], list[Figure]]) -> None:
    """Hold every entry to its examples with `find`, which finds the figures of a text; raises LexiconError."""

    def matches(entry: Entry, example: str) -> bool:
        return any(figure.of_whom == entry["id"] for figure in find(example))

    check_examples(LEXICON, read_entries(__package__, LEXICON), matches)
