"""Where a page as a whole is set: the place of its dateline, unless most of what it names lies in another country."""

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.events.where import Where
from pipeline.names.name import Mention
from pipeline.text.page import Page

CERTAINTY = 0.4
# After the place of a dateline: names, a date, brackets, and then a dash, colon or bracket.
REST_OF_DATELINE = re.compile(r"(?:[ ,/]|\([^()]{0,40}\)|\d{1,2} [A-Za-z]{3,9}\.? \d{2,4}|[A-Z0-9][\w.]*){0,16}?(?:--|[-–—:(])")


def dateline_place(page: Page, mentions: Sequence[Mention]) -> Where | None:
    """The place of the dateline: a dateline passage, or a place in the first words of the page with a dash or bracket after it."""
    for mention in mentions:
        if mention.start > 200:
            break
        if mention.place is None:
            continue
        opens = mention.start < 3 and REST_OF_DATELINE.match(page.text, mention.end, mention.end + 90) is not None
        if opens or page.label_at(mention.start) == "dateline":
            return None if is_abroad(mention, mentions) else Where(mention, mention.precision or 1, CERTAINTY)
    return None


def is_abroad(dateline: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether another country than the dateline's is named far more often on the page."""
    countries: Counter[str] = Counter(
        country
        for mention in mentions
        if mention is not dateline
        and (country := mention.place.country if mention.place else mention.actor.country if mention.actor else None)
    )
    if not countries or dateline.place is None:
        return False
    home = dateline.place.country or ""
    top, count = countries.most_common(1)[0]
    return top != home and count >= 3 and countries[home] * 3 < count
