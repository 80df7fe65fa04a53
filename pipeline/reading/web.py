"""HTML to text and metadata by trafilatura; offsets then count in the text that comes out."""

import re
from html import unescape
from typing import Any, NamedTuple

from pipeline.reading.decode import UnreadableError
from pipeline.reading.limits import MAX_HTML_BYTES
from pipeline.reading.metadata import Metadata, normalise_date

# Elements that stand in a line of text; all others begin one of their own.
INLINE = frozenset(
    "a abbr b bdi bdo cite code data dfn em font i ins kbd mark q s samp small span strong sub sup time u var wbr".split()
)
UNSEEN = frozenset(("script", "style", "template", "noscript"))
TAG = re.compile(r"/?([a-zA-Z][a-zA-Z0-9]*)")


class WebPage(NamedTuple):
    """The text of a page, paragraphs on lines of their own, and what the page says of itself."""

    text: str
    metadata: Metadata


def read_page(html: str) -> WebPage:
    """The main text of an HTML page; raises UnreadableError where none is found.

    Recall is preferred: what trafilatura lets through by mistake is judged again, block by block, by the boilerplate step.
    """
    if len(html) > MAX_HTML_BYTES:
        raise UnreadableError(f"HTML of {len(html)} characters; at most {MAX_HTML_BYTES} are read")
    from trafilatura import bare_extraction  # 0.4 s to load

    try:
        page: Any = bare_extraction(html, favor_recall=True, include_comments=False, include_tables=True, with_metadata=True)
    except Exception as error:  # whatever a parser of others trips over, it is this page's fault and nobody else's
        raise UnreadableError(f"HTML that cannot be parsed: {type(error).__name__}: {error}") from error
    text = (page.text or "") if page is not None else ""
    if not text.strip():
        raise UnreadableError("HTML without a text")
    metadata = Metadata(
        title=page.title or None,
        url=page.url or None,
        published_at=normalise_date(page.date),
        publisher=page.sitename or None,
        byline=page.author or None,
        licence=page.license or None,
    )
    title = (metadata.title or "").strip()
    if title and not text.lstrip().startswith(title):
        text = f"{title}\n\n{text}"
    return WebPage("\n\n".join(line for line in text.split("\n") if line.strip()), metadata)


def strip_tags(html: str) -> WebPage:
    """All text of an HTML page, menus and all, elements on lines of their own: enough to count lines, and quickly read.

    Takes time linear in the page, whatever it holds. Tells nothing of the page's metadata.

    >>> strip_tags("<p>Read <b>on</b>\\n&amp; on<script>x</script><p>Gul").text
    'Read on & on\\n\\nGul'
    """
    if len(html) > MAX_HTML_BYTES:
        raise UnreadableError(f"HTML of {len(html)} characters; at most {MAX_HTML_BYTES} are read")
    lines, unseen = [list[str]()], ""
    for number, part in enumerate(html.split("<")):
        mark, closed, text = part.partition(">") if number else ("", ">", part)
        found = TAG.match(mark)
        name = found[1].lower() if found else ""
        if unseen:
            unseen = "" if name == unseen and mark[0] == "/" else unseen
            continue
        if name in UNSEEN and mark[0] != "/":
            unseen = name
        elif closed:
            if name and name not in INLINE:
                lines.append([])
            lines[-1].append(text)
    whole = (" ".join(unescape("".join(line)).split()) for line in lines)
    return WebPage("\n\n".join(line for line in whole if line), Metadata())
