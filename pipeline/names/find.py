"""Find who and where in a page: scan, put together, decide, resolve. `find_names` is what the rest of the program calls."""

from pipeline.names.assembly import Assembly
from pipeline.names.mentions import Mentions
from pipeline.names.name import Mention
from pipeline.names.scan import Scan
from pipeline.text.page import Page

SKIPPED = frozenset(("timestamp", "byline"))
TITLES = frozenset(("title", "heading"))


def letter_case(text: str, label: str) -> str:
    """How a passage uses capitals: mixed as prose does, title (every word), upper, or lower (none).

    >>> letter_case("IRAQI ARMY IN RAWA", ""), letter_case("Iraqi Army Enters Town of Rawa", "title")
    ('upper', 'title')
    """
    if text.isupper():
        return "upper"
    if text.islower() and len(text) > 40:
        return "lower"
    if len(text) < 250:
        words = [word for word in text.split() if word[0].isalpha() and len(word) > 3]
        capitals = sum(word[0].isupper() for word in words)
        if (
            len(words) > 3
            and capitals > 0.75 * len(words)
            and (label in TITLES or capitals == len(words))
            and not text.endswith(".")
        ):
            return "title"
    return "mixed"


def passage_spans(page: Page) -> list[tuple[int, int, str]]:
    """Token ranges of the passages to read, with the case of each."""
    starts = page.token_starts
    spans, first = [], 0
    for passage in page.passages:
        last = first
        while last < len(starts) and starts[last] < passage.end:
            last += 1
        if passage.label not in SKIPPED:
            spans.append((first, last, letter_case(page.text[passage.start : passage.end], passage.label)))
        first = last
    return spans


def find_names(page: Page) -> list[Mention]:
    """Every mention of a place, an actor, a weapon, vehicle, platform or operation, in order of the text; no two overlap."""
    scan = Scan(page, passage_spans(page))
    assembly = Assembly(scan)
    return Mentions(scan, assembly.phrases).collect()
