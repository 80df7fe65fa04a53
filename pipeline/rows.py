"""Rows of the published tables as plain tuples, field by field in the order of their columns; a test holds them to `tables`."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple


class DocumentRow(NamedTuple):
    """One row of `documents`."""

    document_id: str
    source_path: str
    record: int | None
    source_id: str | None
    sha256: str | None
    text_sha256: str | None
    media_type: str | None
    encoding: str | None
    status: str
    status_reason: str | None
    duplicate_of: str | None
    near_duplicate_of: str | None
    title: str | None
    byline: str | None
    publisher: str | None
    published_at: str | None
    published_basis: str
    dateline: str | None
    language: str | None
    url: str | None
    licence: str | None
    char_count: int
    kept_char_count: int
    word_count: int
    block_count: int


class BlockRow(NamedTuple):
    """One row of `blocks`."""

    block_id: str
    document_id: str
    position: int
    char_start: int
    char_end: int
    label: str
    kept: bool
    rule_id: str
    score: float
    removed_text: str | None


class TimeRow(NamedTuple):
    """One row of `times`."""

    time_id: str
    document_id: str
    char_start: int
    char_end: int
    text: str
    timex_type: str
    timex_value: str
    timex_mod: str | None
    edtf: str | None
    date_start: date | None
    date_end: date | None
    precision: str | None
    basis: str
    anchor_time_id: str | None
    rule_id: str


class FigureRow(NamedTuple):
    """One row of `figures`."""

    figure_id: str
    document_id: str
    char_start: int
    char_end: int
    text: str
    kind: str
    value: Decimal | None
    value_low: Decimal | None
    value_high: Decimal | None
    qualifier: str
    unit: str | None
    unit_name: str | None
    value_base: Decimal | None
    value_low_base: Decimal | None
    value_high_base: Decimal | None
    unit_base: str | None
    currency: str | None
    item: str | None
    item_head: str | None
    role: str | None
    of_whom: str | None
    change: str | None
    date_start: date | None
    date_end: date | None
    place_id: str | None
    report_id: str | None
    attributed_to: str | None
    evidence_start: int
    evidence_end: int
    evidence_text: str
    rule_id: str
    confidence: float


class MentionRow(NamedTuple):
    """One row of `mentions`."""

    mention_id: str
    document_id: str
    char_start: int
    char_end: int
    text: str
    kind: str
    place_id: str | None
    actor_id: str | None
    where_precision: int | None
    rule_id: str
    confidence: float


class PlaceRow(NamedTuple):
    """One row of `places`."""

    place_id: str
    name: str
    feature_code: str
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    geonames_id: int | None
    mention_count: int


class ActorRow(NamedTuple):
    """One row of `actors`."""

    actor_id: str
    name: str
    kind: str
    country: str | None
    sector: str | None
    first_mentioned: date | None
    last_mentioned: date | None
    mention_count: int


class ActorNameRow(NamedTuple):
    """One row of `actor_names`."""

    actor_id: str
    name: str
    valid_from: date | None
    valid_to: date | None


class ReportRow(NamedTuple):
    """One row of `reports`; until reports are merged, each stands for an event of its own."""

    report_id: str
    event_id: str
    document_id: str
    evidence_start: int
    evidence_end: int
    evidence_text: str
    trigger_start: int
    trigger_end: int
    trigger: str
    event_type: str
    event_mode: str | None
    acled_event_type: str | None
    acled_sub_event_type: str | None
    cameo_root: str | None
    polarity: str
    modality: str
    is_background: bool
    attributed_to: str | None
    date_edtf: str | None
    date_start: date | None
    date_end: date | None
    date_basis: str
    time_id: str | None
    place_id: str | None
    place_name: str | None
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    where_precision: int | None
    fatalities_best: int | None
    fatalities_low: int | None
    fatalities_high: int | None
    injured_low: int | None
    injured_high: int | None
    weapon: str | None
    merge_rule: str
    merge_score: float
    rule_id: str
    confidence: float


class ReportActorRow(NamedTuple):
    """One row of `report_actors`."""

    report_id: str
    event_id: str
    document_id: str
    role: str
    position: int
    actor_id: str | None
    text: str
    char_start: int
    char_end: int
    country: str | None
    sector: str | None


class DocumentTables(NamedTuple):
    """The rows of one document, or of many, by table."""

    documents: list[DocumentRow]
    blocks: list[BlockRow]
    times: list[TimeRow]
    figures: list[FigureRow]
    mentions: list[MentionRow]
    places: list[PlaceRow]
    actors: list[ActorRow]
    actor_names: list[ActorNameRow]
    reports: list[ReportRow]
    report_actors: list[ReportActorRow]


def no_rows() -> DocumentTables:
    """Every table, empty."""
    return DocumentTables([], [], [], [], [], [], [], [], [], [])


def add_rows(to: DocumentTables, found: DocumentTables) -> None:
    """Append the rows of `found` to those of `to`, table by table."""
    for name in DocumentTables._fields:
        getattr(to, name).extend(getattr(found, name))
