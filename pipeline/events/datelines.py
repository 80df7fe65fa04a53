"""The dateline that opens a passage: where, when and for whom it was written, which is no part of what its first sentence tells."""

import re

REACH = 140  # characters in which a dateline ends
PLACE = r"(?P<place>[A-Z][\w.'’]*(?:[ ,-]{1,2}(?:[A-Z][\w.'’]*|de|la|el|los|del|of|al))*)"
DAY = r"(?:\d{1,2}\s+[A-Za-z]{3,9}\.?(?:\s+\d{2,4})?|[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:,?\s+\d{4})?|no date)"
BRACKET = r"(?:\([^()\n]{1,60}\)[ ,]*)?"
DATELINE = re.compile(rf"\s*{PLACE}[ ,]*{BRACKET}(?:{DAY})?[ ,]*{BRACKET}(?:--|[–—]|[-:](?=\s))")


def dateline_end(text: str, start: int) -> int:
    """The character after the dateline that opens at `start`, or `start` itself. A dateline has a day, brackets or capitals.

    >>> text = "GAO, 3 May 2021 (Wire) -- Gunmen killed two guards."
    >>> text[dateline_end(text, 0) :]
    ' Gunmen killed two guards.'
    >>> dateline_end("Gao - the capital - was hit.", 0)
    0
    """
    found = DATELINE.match(text, start, start + REACH)
    if found is None:
        return start
    opening = found[0]
    written = "(" in opening or "no date" in opening or any(mark.isdigit() for mark in opening)
    return found.end() if written or (found["place"].isupper() and len(found["place"]) > 3) else start
