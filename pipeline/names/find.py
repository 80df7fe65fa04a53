"""Find who and where in a page: scan, put together, decide, resolve. `find_names` is what the rest of the program calls."""

from bisect import bisect_left

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
    if len(text) < 250 and not text.endswith("."):
        words = [word for word in text.split() if word[0].isalpha() and len(word) > 3]
        capitals = sum(word[0].isupper() for word in words)
        if len(words) > 3 and capitals > 0.75 * len(words) and (label in TITLES or capitals == len(words)):
            return "title"
    return "mixed"


def passage_spans(page: Page) -> list[tuple[int, int, str]]:
    """Token ranges of the passages to read, with the case of each."""
    starts, spans = page.token_starts, []
    for passage in page.passages:
        if passage.label not in SKIPPED:
            first, last = bisect_left(starts, passage.start), bisect_left(starts, passage.end)
            spans.append((first, last, letter_case(page.text[passage.start : passage.end], passage.label)))
    return spans


def find_names(page: Page) -> list[Mention]:
    """Every mention of a place, an actor, a weapon, vehicle, platform or operation, in order of the text; no two overlap."""
    scan = Scan(page, passage_spans(page))
    assembly = Assembly(scan)
    return Mentions(scan, assembly.phrases).collect()
