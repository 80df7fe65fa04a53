"""One document through every step: a raw text in, its rows of every table out, addressed in the raw characters.

This is the whole of Factline for one text, without Dagster and without pandas; `factline extract` prints what it returns.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Context, Decimal
from typing import NamedTuple

from pipeline.boilerplate.block import Block, Header
from pipeline.boilerplate.header import find_header
from pipeline.boilerplate.label import label_blocks
from pipeline.events.figure_context import place_figures
from pipeline.events.find import find_reports
from pipeline.events.report import FigureContext, Report
from pipeline.figures.figure import Figure
from pipeline.figures.find import find_figures
from pipeline.names.find import find_names
from pipeline.names.name import Actor, Mention, Place
from pipeline.reading.copies import signature
from pipeline.reading.language import detect_language, is_supported
from pipeline.reading.metadata import Metadata, date_in, normalise_date
from pipeline.reading.records import RawDocument
from pipeline.rows import (
    ActorNameRow,
    ActorRow,
    BlockRow,
    DocumentRow,
    DocumentTables,
    FigureRow,
    MentionRow,
    PlaceRow,
    ReportActorRow,
    ReportRow,
    TimeRow,
    no_rows,
)
from pipeline.text.clean import clean_text
from pipeline.text.days import day_of
from pipeline.text.keys import make_key
from pipeline.text.page import Page, make_page
from pipeline.times.find import find_times
from pipeline.times.timex import Time

# Labels of removed blocks that still go to the time step: they hold the document's own dates.
DATED = frozenset({"timestamp", "dateline", "caption"})  # removed, but their times are read, and the names of the last two
REMOVED_SHOWN = 120  # characters of a removed block that are quoted: enough to judge it by
FINEST = Decimal("1e-12")
WIDE = Context(prec=60)
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


class Reading(NamedTuple):
    """One document read: its rows, and its MinHash signature (empty for a short text) for finding copies of it."""

    rows: DocumentTables
    signature: tuple[int, ...]


class Findings(NamedTuple):
    """All that was found on one page, in clean characters."""

    times: Sequence[Time]
    figures: Sequence[Figure]
    mentions: Sequence[Mention]
    reports: Sequence[Report]
    contexts: Sequence[FigureContext]


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


def add_findings(rows: DocumentTables, raw: str, page: Page, document_id: str, found: Findings) -> None:
    """Every finding as a row, its span led back to the raw text."""
    addressed = Addressed(raw, page, document_id)
    time_ids = [addressed.key("tim", time.start, time.end, time.value) for time in found.times]
    report_ids = [addressed.key("rep", r.trigger_start, r.trigger_end, r.event_type) for r in found.reports]
    rows.times.extend(addressed.time(time, key, time_ids) for time, key in zip(found.times, time_ids, strict=True))
    rows.figures.extend(
        addressed.figure(figure, context, report_ids) for figure, context in zip(found.figures, found.contexts, strict=True)
    )
    rows.mentions.extend(addressed.mention(mention) for mention in found.mentions)
    for report, key in zip(found.reports, report_ids, strict=True):
        rows.reports.append(addressed.report(report, key, time_ids))
        rows.report_actors.extend(addressed.parties(report, key))
    add_names(rows, page.published, found)


class Addressed:
    """Findings of one page as rows of one document: spans in the raw text, and the raw characters between them."""

    def __init__(self, raw: str, page: Page, document_id: str) -> None:
        self.raw, self.page, self.document_id = raw, page, document_id

    def span(self, start: int, end: int) -> tuple[int, int, str]:
        """Raw start, raw end and the raw text between."""
        first, last = self.page.raw_span(start, end)
        return first, last, self.raw[first:last]

    def words(self, start: int | None, end: int | None) -> str | None:
        """Clean words of a span that may be missing."""
        return self.page.text[start:end] if start is not None and end is not None else None

    def key(self, prefix: str, start: int, end: int, *parts: object) -> str:
        """The key of a finding at a clean span."""
        return make_key(prefix, self.document_id, *self.page.raw_span(start, end), *parts)

    def sentence(self, position: int) -> tuple[int, int]:
        """Raw span of the sentence that holds a clean position."""
        sentence = self.page.sentences[self.page.sentence_at(position)]
        first, last = self.page.raw_span(sentence.start, sentence.end)
        return first, last

    def time(self, found: Time, key: str, time_ids: Sequence[str]) -> TimeRow:
        """A row of `times`."""
        anchor = None if found.anchor is None else time_ids[found.anchor]
        start, end, text = self.span(found.start, found.end)
        return TimeRow(
            time_id=key,
            document_id=self.document_id,
            char_start=start,
            char_end=end,
            text=text,
            timex_type=found.timex_type,
            timex_value=found.value,
            timex_mod=found.mod,
            edtf=found.edtf,
            date_start=found.first,
            date_end=found.last,
            precision=found.precision,
            basis=found.basis,
            anchor_time_id=anchor,
            rule_id=found.rule_id,
        )

    def figure(self, found: Figure, context: FigureContext, report_ids: Sequence[str]) -> FigureRow:
        """A row of `figures`."""
        start, end, text = self.span(found.start, found.end)
        evidence_start, evidence_end = self.sentence(found.start)
        claimed = (plain(found.value), plain(found.low), plain(found.high))
        return FigureRow(
            figure_id=make_key("fig", self.document_id, start, end, found.kind, *claimed),
            document_id=self.document_id,
            char_start=start,
            char_end=end,
            text=text,
            kind=found.kind,
            value=fit(found.value),
            value_low=fit(found.low),
            value_high=fit(found.high),
            qualifier=found.qualifier,
            unit=found.unit,
            unit_name=found.unit_name,
            value_base=found.base.value,
            value_low_base=found.base.low,
            value_high_base=found.base.high,
            unit_base=found.base.unit,
            currency=found.currency,
            item=self.words(found.item_start, found.item_end),
            item_head=found.head,
            role=found.role,
            of_whom=found.of_whom,
            change=found.change,
            date_start=context.first,
            date_end=context.last,
            place_id=context.place and context.place.place_id,
            report_id=None if context.report is None else report_ids[context.report],
            attributed_to=self.words(context.attributed_start, context.attributed_end),
            evidence_start=evidence_start,
            evidence_end=evidence_end,
            evidence_text=self.raw[evidence_start:evidence_end],
            rule_id=found.rule_id,
            confidence=found.confidence,
        )

    def mention(self, found: Mention) -> MentionRow:
        """A row of `mentions`."""
        start, end, text = self.span(found.start, found.end)
        return MentionRow(
            make_key("men", self.document_id, start, end, found.kind),
            self.document_id,
            start,
            end,
            text,
            found.kind,
            found.place and found.place.place_id,
            found.actor and found.actor.actor_id,
            found.precision,
            found.rule_id,
            found.confidence,
        )

    def report(self, found: Report, key: str, time_ids: Sequence[str]) -> ReportRow:
        """A row of `reports`, not yet merged."""
        place = found.place
        evidence_start, evidence_end, evidence = self.span(found.evidence_start, found.evidence_end)
        trigger_start, trigger_end, trigger = self.span(found.trigger_start, found.trigger_end)
        return ReportRow(
            report_id=key,
            event_id=make_key("evt", key),
            document_id=self.document_id,
            evidence_start=evidence_start,
            evidence_end=evidence_end,
            evidence_text=evidence,
            trigger_start=trigger_start,
            trigger_end=trigger_end,
            trigger=trigger,
            event_type=found.event_type,
            event_mode=found.event_mode,
            acled_event_type=found.acled_event_type,
            acled_sub_event_type=found.acled_sub_event_type,
            cameo_root=found.cameo_root,
            polarity=found.polarity,
            modality=found.modality,
            is_background=found.is_background,
            attributed_to=self.words(found.attributed_start, found.attributed_end),
            date_edtf=found.edtf,
            date_start=found.first,
            date_end=found.last,
            date_basis=found.date_basis,
            time_id=None if found.time is None else time_ids[found.time],
            place_id=place and place.place_id,
            place_name=place and place.name,
            country=place and place.country,
            admin1=place and place.admin1,
            latitude=place and place.latitude,
            longitude=place and place.longitude,
            where_precision=found.where_precision,
            fatalities_best=found.fatalities_best,
            fatalities_low=found.fatalities_low,
            fatalities_high=found.fatalities_high,
            injured_low=found.injured_low,
            injured_high=found.injured_high,
            weapon=found.weapon,
            merge_rule="single",
            merge_score=1.0,
            rule_id=found.rule_id,
            confidence=found.confidence,
        )

    def parties(self, found: Report, key: str) -> Iterable[ReportActorRow]:
        """The rows of `report_actors` of one report."""
        for party in found.parties:
            start, end, text = self.span(party.start, party.end)
            actor_id = party.actor and party.actor.actor_id
            yield ReportActorRow(
                key, make_key("evt", key), self.document_id, party.role, party.position, actor_id, text, start, end,
                party.country, party.sector,
            )  # fmt: skip


def fit(value: Decimal | None) -> Decimal | None:
    """A number as the published column holds it: 26 digits before the point, 12 after; a larger one cannot be published.

    >>> fit(Decimal(1) / 3)
    Decimal('0.333333333333')
    """
    if value is None or abs(value) >= 10**26:
        return None
    return value.quantize(FINEST, context=WIDE) if int(value.as_tuple().exponent) < -12 else value


def plain(value: Decimal | None) -> str:
    """A number in one writing, whatever its exponent.

    >>> plain(Decimal("4.20E+6"))
    '4200000'
    """
    return "" if value is None else f"{value.normalize():f}"


def add_names(rows: DocumentTables, day: date | None, found: Findings) -> None:
    """Places and actors that the findings refer to, with their mentions counted."""
    places: dict[str, tuple[Place, int]] = {}
    actors: dict[str, tuple[Actor, int]] = {}
    for place, weight in referred_places(found):
        places[place.place_id] = (place, places.get(place.place_id, (place, 0))[1] + weight)
    for actor, weight in referred_actors(found):
        actors[actor.actor_id] = (actor, actors.get(actor.actor_id, (actor, 0))[1] + weight)
    rows.places.extend(PlaceRow(*place, count) for place, count in places.values())
    for actor, count in actors.values():
        rows.actors.append(ActorRow(*actor[:5], day, day, count))
        rows.actor_names.append(ActorNameRow(actor.actor_id, actor.name, None, None))
        rows.actor_names.extend(ActorNameRow(actor.actor_id, *alias) for alias in actor.aliases if alias.name != actor.name)


def referred_places(found: Findings) -> Iterable[tuple[Place, int]]:
    """Places of mentions (weight 1), reports and figures (weight 0)."""
    yield from ((mention.place, 1) for mention in found.mentions if mention.place)
    yield from ((report.place, 0) for report in found.reports if report.place)
    yield from ((context.place, 0) for context in found.contexts if context.place)


def referred_actors(found: Findings) -> Iterable[tuple[Actor, int]]:
    """Actors of mentions (weight 1) and of the parties of reports (weight 0)."""
    yield from ((mention.actor, 1) for mention in found.mentions if mention.actor)
    yield from ((party.actor, 0) for report in found.reports for party in report.parties if party.actor)
