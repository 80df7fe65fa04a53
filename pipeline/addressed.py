"""What was found on one page as rows of one document: every span in the raw text, every finding under its key."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Context, Decimal
from typing import NamedTuple

from pipeline.events.report import FigureContext, Report
from pipeline.figures.figure import Figure
from pipeline.names.name import Actor, Mention, Place
from pipeline.rows import (
    ActorNameRow,
    ActorRow,
    DocumentTables,
    FigureRow,
    MentionRow,
    PlaceRow,
    ReportActorRow,
    ReportRow,
    TimeRow,
)
from pipeline.text.keys import make_key
from pipeline.text.page import Page
from pipeline.times.timex import Time

FINEST = Decimal("1e-12")
WIDE = Context(prec=60)


class Findings(NamedTuple):
    """All that was found on one page, in clean characters."""

    times: Sequence[Time]
    figures: Sequence[Figure]
    mentions: Sequence[Mention]
    reports: Sequence[Report]
    contexts: Sequence[FigureContext]


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
