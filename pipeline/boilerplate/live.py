"""Live pages: entries under times of day, with key points on top. What stands under the times is the article."""

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.boilerplate.block import KEPT
from pipeline.boilerplate.verdicts import BULLETS, Judged, Verdict

CLOCK = re.compile(
    r"^(?:updated |posted |stand:? |um |à )?([01]?\d|2[0-3])[:.h]([0-5]\d)(?: ?([ap])\.?m\.?)?"
    r"(?: ?(?:uhr|gmt|utc|bst|[ecmp][sd]?t|cest?|ist|local time))?$",
    re.IGNORECASE,
)
LEAST_ENTRIES, IN_ORDER = 3, 0.7
LEAST_SENTENCE, LONGEST_HEADING, KEY_POINTS = 8, 14, 12
ENDING = frozenset(("related", "comment"))
GUESSED = ("model.", "shape.fragment", "shape.headline_list", "context.heads")


def keep_entries(page: Judged, verdicts: list[Verdict]) -> None:
    """Keep the entries of a live page, in place: sentences, the heading under each time, key points above the first."""
    clocks = find_clocks(page)
    if len(clocks) < LEAST_ENTRIES:
        return
    first = min(clocks)
    for number in sorted(clocks):
        verdicts[number] = Verdict("timestamp", "shape.clock", 0.9)
    for number in range(first + 1, len(verdicts)):
        if verdicts[number].rule_id.startswith("section.") or (verdicts[number].label in ENDING and is_sure(page, number)):
            break
        if verdicts[number].label not in KEPT and verdicts[number].rule_id.startswith(GUESSED):
            keep_entry(page, verdicts, number, number - 1 in clocks)
    keep_points(page, verdicts, first)


def find_clocks(page: Judged) -> frozenset[int]:
    """The blocks that are times of day, where at least three follow each other up or down the day; else none."""
    times = {}
    for number, look in enumerate(page.sight.looks):
        if look.marks and look.words <= 4 and (found := CLOCK.match(page.sight.pieces[number].text)):
            hour, half = int(found[1]), (found[3] or "").lower()
            times[number] = (hour % 12 + 12 * (half == "p") if half else hour, int(found[2]))
    steps = [later > sooner for sooner, later in pairwise(times.values()) if later != sooner]
    share = max(sum(steps), len(steps) - sum(steps)) / len(steps) if steps else 0.0
    return frozenset(times) if share >= IN_ORDER else frozenset()


def is_sure(page: Judged, number: int) -> bool:
    """Whether a wording decided about a block."""
    return any(notice.sure for notice in page.sight.notices.get(number, ()))


def keep_entry(page: Judged, verdicts: list[Verdict], number: int, under_time: bool) -> None:
    """Keep a block of an entry: a sentence, or the heading right under a time that has text below it."""
    text, words = page.sight.pieces[number].text, page.sight.words[number]
    if words >= LEAST_SENTENCE and text[-1:] in '.!?”"’»。؟…':
        verdicts[number] = Verdict("body", "context.live_entry", 0.6)
    elif under_time and 2 <= words <= LONGEST_HEADING and has_text_below(page, verdicts, number):
        verdicts[number] = Verdict("heading", "context.live_heading", 0.6)


def has_text_below(page: Judged, verdicts: Sequence[Verdict], number: int) -> bool:
    """Whether a sentence stands right below a block."""
    following = number + 1
    return following < len(verdicts) and page.sight.words[following] >= LEAST_SENTENCE and not is_sure(page, following)


def keep_points(page: Judged, verdicts: list[Verdict], first: int) -> None:
    """Keep the bulleted points right above the first entry."""
    for number in range(first - 1, max(first - KEY_POINTS, 0), -1):
        mark = page.sight.pieces[number].mark
        if not mark or mark[0] not in BULLETS or is_sure(page, number):
            return
        if verdicts[number].label not in KEPT:
            verdicts[number] = Verdict("list_item", "context.live_point", 0.6)
