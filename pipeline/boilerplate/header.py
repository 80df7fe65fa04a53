"""What the text itself says of its making: title, standfirst, byline, publisher, publication time, dateline.

Everything is read from blocks that have their labels, and keeps its span in the raw text and the rule that found it.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.boilerplate.block import Block, Found, Header
from pipeline.boilerplate.datelines import find_dateline
from pipeline.boilerplate.stamps import Stamp, find_stamp
from pipeline.text.span import Span

PUBLISHED = re.compile(
    r"\b(?:first published|published|posted|veröffentlicht|erstellt|publié|publicado|issued|date)\b|نشر", re.IGNORECASE
)
UPDATED = re.compile(r"\b(?:updated|modified|aktualisiert|stand|mis à jour|actualizado)\b|تحديث", re.IGNORECASE)
BYLINE = re.compile(r"^\W*(?:(?:written|reported|posted|story|words|text) )?(?:by|von|par|por|بقلم|كتب)\s*:?\s+", re.IGNORECASE)
BYLINE_END = re.compile(r"\s*(?:[|•·–—(@]|,\s|\b(?:updated|published|posted|staff|for|in|on)\b|\d)", re.IGNORECASE)
COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©|\(c\))?\s*(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?)?,?\s*(?:by )?"
    r"(?P<name>(?:the )?(?-i:[A-ZÀ-Þ])[^.,|©\n]{1,50}?)\s*(?=[.,|©\n]|all rights|$)",
    re.IGNORECASE,
)
TITLE_SUFFIX = re.compile(r"\s+(?:[-–—|·•»:]|::)\s+(?P<name>[A-ZÀ-Þ\u0600-\u06ff][^-–—|·•»]{1,40})$")


def find_header(raw: str, blocks: Sequence[Block]) -> Header:
    """The header of `raw`; `blocks` are its blocks as `label_blocks` gives them.

    >>> raw = "Army retakes town\\n\\nBy Jane Miller\\nJuly 8, 2019 17:18\\n\\nMOSUL, Iraq (Reuters) - The army said it had won."
    >>> from pipeline.boilerplate.label import label_blocks
    >>> header = find_header(raw, label_blocks(raw))
    >>> header.title.value, header.byline.value, header.published.value, header.dateline.value, header.publisher.value
    ('Army retakes town', 'Jane Miller', '2019-07-08T17:18', 'MOSUL, Iraq', 'Reuters')
    """
    title = find_labelled(raw, blocks, "title")
    dateline, dated, agency = find_place(raw, blocks)
    return Header(
        title=title,
        standfirst=find_labelled(raw, blocks, "standfirst"),
        byline=find_byline(raw, blocks),
        publisher=agency or find_publisher(raw, blocks, title),
        published=find_published(raw, blocks, dated),
        dateline=dateline,
    )


def trimmed(raw: str, block: Block) -> Span:
    """The block without decoration and white space at its edges."""
    start, end = block.start, block.end
    while start < end and not (raw[start].isalnum() or raw[start] in "\"'“‘«([¿¡"):
        start += 1
    while end > start and (raw[end - 1].isspace() or raw[end - 1] in "*_#"):
        end -= 1
    return Span(start, end)


def find_labelled(raw: str, blocks: Sequence[Block], label: str) -> Found | None:
    """The first block with the label, as one line of text."""
    for block in blocks:
        if block.label == label:
            span = trimmed(raw, block)
            return Found(" ".join(raw[span.start : span.end].split()), span, block.rule_id)
    return None


def find_byline(raw: str, blocks: Sequence[Block]) -> Found | None:
    """The names in the first byline, without "By", place, agency or date."""
    for block in blocks:
        if block.label == "byline":
            text = raw[block.start : block.end]
            opening = BYLINE.match(text)
            if opening is None:
                continue
            closing = BYLINE_END.search(text, opening.end())
            names = text[opening.end() : closing.start() if closing else len(text)].strip(" \t\r\n.,*_")
            if names:
                start = block.start + text.index(names, opening.end())
                return Found(" ".join(names.split()), Span(start, start + len(names)), block.rule_id)
    return None


def find_published(raw: str, blocks: Sequence[Block], dated: Found | None) -> Found | None:
    """The time of publication: a line that says "published", else a stamp above the text, a dateline, an update, one below."""
    best: tuple[int, Found] | None = None
    for rank, found in rank_stamps(raw, blocks):
        if best is None or rank < best[0]:
            best = (rank, found)
    if dated and (best is None or best[0] > 1):
        return dated
    return best[1] if best else None


def rank_stamps(raw: str, blocks: Sequence[Block]) -> Iterator[tuple[int, Found]]:
    """The dates of time stamps and bylines with a rank: 0 is the surest."""
    body = next((number for number, block in enumerate(blocks) if block.label == "body"), len(blocks))
    for number, block in enumerate(blocks):
        if block.label not in ("timestamp", "byline"):
            continue
        text = raw[block.start : block.end]
        stamp = find_stamp(text)
        if stamp is None:
            continue
        before = text[: stamp.start]
        if PUBLISHED.search(before) and not UPDATED.search(before):
            rank = 0
        elif UPDATED.search(before):
            rank = 2 if number < body else 4
        else:
            rank = 1 if number <= body + 1 else 3
        yield rank, found_stamp(stamp, block.start)


def found_stamp(stamp: Stamp, offset: int) -> Found:
    """A stamp as an item of the header, its span counted in the raw text."""
    return Found(stamp.value, Span(offset + stamp.start, offset + stamp.end), stamp.rule_id)


def find_place(raw: str, blocks: Sequence[Block]) -> tuple[Found | None, Found | None, Found | None]:
    """The place of the first dateline, the date in it, and the agency in it, each if given."""
    for block in [block for block in blocks if block.label in ("body", "dateline", "standfirst")][:3]:
        start = trimmed(raw, block).start
        found = find_dateline(raw[start : min(block.end, start + 200)])
        if found is None:
            continue
        place, date, agency = (shift(span, start) for span in (found.place, found.date, found.agency))
        stamp = find_stamp(raw[date.start : date.end]) if date else None
        return (
            Found(raw[place.start : place.end], place, "dateline.place") if place else None,
            found_stamp(stamp, date.start) if stamp and date else None,
            Found(raw[agency.start : agency.end], agency, "dateline.agency") if agency else None,
        )
    return None, None, None


def shift(span: tuple[int, int] | None, offset: int) -> Span | None:
    """A span moved by `offset`."""
    return Span(span[0] + offset, span[1] + offset) if span else None


def find_publisher(raw: str, blocks: Sequence[Block], title: Found | None) -> Found | None:
    """Who published the text: the holder of its copyright, or the name that ends its title and stands elsewhere too."""
    for block in blocks:
        if block.label == "legal":
            found = COPYRIGHT.search(raw, block.start, block.end)
            if found:
                return Found(found["name"].strip(), Span(*found.span("name")), "publisher.copyright")
    suffix = TITLE_SUFFIX.search(title.value) if title else None
    if title and suffix and raw.count(suffix["name"]) > 1:
        start = raw.index(suffix["name"], title.span.start)
        return Found(suffix["name"], Span(start, start + len(suffix["name"])), "publisher.title")
    return None
