"""What the boilerplate step says of a text: blocks that cover it without gap or overlap, and what its header tells."""

from typing import NamedTuple

from pipeline.text.span import Span

KEPT_LABELS = ("title", "heading", "body", "list_item", "standfirst", "correction")
# A caption tells of a picture, often an old one or one whose story the text tells again: its names and times are read, as those of
# datelines are, but it claims no figures and tells no events.
REMOVED_LABELS = (
    "caption", "dateline", "byline", "timestamp", "paywall", "subscription", "cookie_notice", "newsletter", "advertisement",
    "share", "navigation", "related", "credit", "comment", "legal", "contact", "duplicate", "other_boilerplate",
)  # fmt: skip
LABELS = KEPT_LABELS + REMOVED_LABELS
KEPT = frozenset(KEPT_LABELS)
# What only the frame of a page carries.
FURNITURE = frozenset("navigation share legal cookie_notice comment related newsletter subscription paywall contact byline".split())


class Block(NamedTuple):
    """Characters `start` to `end` of the raw text, what they are, and the rule that decided.

    Blank lines belong to the block before them.
    """

    start: int
    end: int
    label: str
    kept: bool
    rule_id: str
    score: float


class Found(NamedTuple):
    """One item of a header: its value in normal form and the raw characters that say so."""

    value: str
    span: Span
    rule_id: str


class Header(NamedTuple):
    """What the text itself says of its making; None where it says nothing.

    `published` is EDTF (`2019-07-08T17:18`, `2019-07-08`, `2019-07`), `dateline` the place as written.
    """

    title: Found | None = None
    standfirst: Found | None = None
    byline: Found | None = None
    publisher: Found | None = None
    published: Found | None = None
    dateline: Found | None = None
