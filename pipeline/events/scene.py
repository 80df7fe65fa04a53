"""Where a page as a whole is set: the country that most of what it names belongs to. A dateline says where it was written."""

from collections import Counter
from collections.abc import Sequence

from pipeline.events.where import Where
from pipeline.names.gazetteer import gazetteer, place_of
from pipeline.names.name import Mention
from pipeline.text.page import Page

CERTAINTY = 0.4
LEAD = 1.5  # how much oftener than the next the country of a page is named
OFTEN = 3  # and how often at least


def home_country(page: Page, mentions: Sequence[Mention]) -> Where | None:
    """The country that a page is about, with the first mention that says so, where one leads clearly.

    An event without a place of its own lies there and not in the town of the dateline, in which it was merely written down.
    """
    counts: Counter[str] = Counter()
    first: dict[str, Mention] = {}
    for mention in mentions:
        told = mention.actor is not None and mention.kind != "people_group"  # the crowd has its country from the page itself
        code = mention.place.country if mention.place else mention.actor.country if mention.actor and told else None
        if code and len(code) == 3:
            counts[code] = counts.get(code, 0) + 1
            if mention.place is not None:
                first.setdefault(code, mention)
    ranked = [(code, count) for code, count in counts.most_common(3) if count >= OFTEN]
    if not ranked or ranked[0][0] not in first or (len(ranked) > 1 and ranked[0][1] < LEAD * ranked[1][1]):
        return None
    row = gazetteer().country(ranked[0][0])
    return None if row is None else Where(first[ranked[0][0]]._replace(place=place_of(row), precision=6), 6, CERTAINTY)
