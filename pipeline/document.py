"""One document through every step: a raw text in, its rows of every table out, addressed in the raw characters.

This is the whole of Factline for one text, without Dagster and without pandas; `factline extract` prints what it returns.
"""

import hashlib
import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.addressed import Findings, add_findings
from pipeline.boilerplate.block import Block, Header
from pipeline.boilerplate.header import find_header
from pipeline.boilerplate.label import label_blocks
from pipeline.events.figure_context import place_figures
from pipeline.events.find import find_reports
from pipeline.figures.find import find_figures
from pipeline.names.find import find_names
from pipeline.reading.copies import signature
from pipeline.reading.language import detect_language, is_supported
from pipeline.reading.metadata import Metadata, date_in, normalise_date
from pipeline.reading.records import RawDocument
from pipeline.rows import BlockRow, DocumentRow, DocumentTables, no_rows
from pipeline.text.clean import clean_text
from pipeline.text.days import day_of
from pipeline.text.keys import make_key
from pipeline.text.page import Page, make_page
from pipeline.times.find import find_times

# Labels of removed blocks that still go to the time step: they hold the document's own dates.
DATED = frozenset({"timestamp", "dateline", "caption"})  # removed, but their times are read, and the names of the last two
REMOVED_SHOWN = 120  # characters of a removed block that are quoted: enough to judge it by
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


class Reading(NamedTuple):
    """One document read: its rows, and its MinHash signature (empty for a short text) for finding copies of it."""

    rows: DocumentTables
    signature: tuple[int, ...]


def read_document(raw: RawDocument) -> Reading:
    """The rows of one raw document; a document that cannot be used has a row that says why, and no others."""
    text_sha256 = hashlib.sha256((raw.text or "").encode("utf-8", "surrogatepass")).hexdigest() if raw.text is not None else None
    document_id = make_key("doc", raw.source_path, raw.source_id or "", text_sha256 or f"{raw.record}:{raw.reason}")
    rows = no_rows()
    if raw.text is None:
        rows.documents.append(document_row(raw, document_id, None, [], Header(), "rejected", None))
        return Reading(rows, ())
    language = raw.metadata.language or detect_language(raw.text)
    blocks = label_blocks(
        raw.text,
        title=raw.metadata.title,
        language=language,
        keep=raw.metadata.keep,
        drop=raw.metadata.drop,
        repeated=raw.repeated,
    )
    header = find_header(raw.text, blocks)
    status = "ok" if is_supported(language) else "unsupported_language"
    document = document_row(raw, document_id, text_sha256, blocks, header, status, language)
    rows.documents.append(document)
    for number, block in enumerate(blocks):
        excerpt = None if block.kept else raw.text[block.start : min(block.end, block.start + REMOVED_SHOWN)]
        rows.blocks.append(BlockRow(make_key("blk", document_id, number), document_id, number, *block, excerpt))
    if status != "ok":
        return Reading(rows, ())
    page = make_page(
        raw.text, [(b.start, b.end, b.label) for b in blocks if b.kept or b.label in DATED], day_of(document.published_at)
    )
    add_findings(rows, raw.text, page, document_id, find_everything(page))
    return Reading(rows, signature(page.text))


def find_everything(page: Page) -> Findings:
    """Every step over one page, each given what the earlier ones found."""
    times = find_times(page)
    figures = find_figures(page, [(time.start, time.end, time.timex_type) for time in times])
    mentions = find_names(page)
    reports = find_reports(page, times, figures, mentions)
    return Findings(times, figures, mentions, reports, place_figures(page, times, figures, mentions, reports))


def published(metadata: Metadata, path: str, header: Header) -> tuple[str | None, str]:
    """When a document was published, as EDTF, and where that stands."""
    if metadata.published_at:
        return metadata.published_at, "metadata"
    if header.published and normalise_date(header.published.value):
        return header.published.value, "dateline" if header.published.rule_id.startswith("dateline") else "header"
    for basis, day in (("url", date_in(metadata.url)), ("file", date_in(path))):
        if day and day_of(day):
            return day, basis
    return None, "none"


def document_row(
    raw: RawDocument,
    document_id: str,
    text_sha256: str | None,
    blocks: Sequence[Block],
    header: Header,
    status: str,
    language: str | None,
) -> DocumentRow:
    """The row of `documents`; metadata that came with the text goes before what the text says of itself."""
    metadata, text = raw.metadata, raw.text or ""
    published_at, basis = published(metadata, raw.source_path, header)
    kept = [block for block in blocks if block.kept]
    reason = raw.reason if status == "rejected" else f"language {language}" if status == "unsupported_language" else None
    return DocumentRow(
        document_id=document_id,
        source_path=raw.source_path,
        record=raw.record,
        source_id=raw.source_id,
        sha256=raw.sha256,
        text_sha256=text_sha256,
        media_type=raw.media_type,
        encoding=raw.encoding,
        status=status,
        status_reason=reason,
        duplicate_of=None,
        near_duplicate_of=None,
        title=mended(metadata.title or (header.title and header.title.value)),
        byline=mended(metadata.byline or (header.byline and header.byline.value)),
        publisher=metadata.publisher or (header.publisher and header.publisher.value),
        published_at=published_at,
        published_basis=basis,
        dateline=header.dateline and header.dateline.value,
        language=language,
        url=metadata.url,
        licence=metadata.licence,
        char_count=len(text),
        kept_char_count=sum(block.end - block.start for block in kept),
        word_count=sum([len(WORD.findall(text, block.start, block.end)) for block in kept]),
        block_count=len(blocks),
    )


def mended(words: str | None) -> str | None:
    """Words of a header without the marks, entities and mojibake that text cleaning takes away; None where nothing is left.

    >>> mended("**Lebanonâ€™s** port")
    'Lebanon’s port'
    """
    return clean_text(words).text.strip() or None if words else None
