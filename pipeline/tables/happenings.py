"""The tables of what happened: reports, their parties, and the events that reports are joined to."""

from typing import Any

from pipeline.events.report import DATE_BASES, EVENT_TYPES, MODALITIES, PARTY_ROLES, POLARITIES
from pipeline.tables.column import Day, Flag, PublishedTable, Real, Text, Whole, column, key_column, span_end, span_start
from pipeline.tables.findings import COUNTRY

ACLED = "ACLED codebook"
UCDP = "UCDP GED codebook"


def toll(what: str) -> Any:
    """A number of people, by the rule stated in the README."""
    return column(what, nullable=True, unit="people", least=0, standard=UCDP)


class Reports(PublishedTable):
    """Reports, one row an event as one document tells it.

    A publication date is never passed off as an event date: `date_basis` says what the days rest on.
    """

    report_id: Text = key_column("rep", "Key: a hash of document, trigger span and event type.")
    event_id: Text = column("The event that this report was joined to.", references="events.event_id")
    document_id: Text = column("The document.", references="documents.document_id")
    evidence_start: Whole = span_start("the sentence")
    evidence_end: Whole = span_end("the sentence")
    evidence_text: Text = column("The sentence: exactly the raw text from `evidence_start` to `evidence_end`.")
    trigger_start: Whole = span_start("the words that tell the event")
    trigger_end: Whole = span_end("the words that tell the event")
    trigger: Text = column("The words that tell the event: exactly the raw text from `trigger_start` to `trigger_end`.")
    event_type: Text = column("What happened.", values=EVENT_TYPES, standard="PLOVER 2.0")
    event_mode: Text = column("How it happened.", nullable=True, standard="PLOVER 2.0 modes")
    acled_event_type: Text = column("Nearest ACLED event type.", nullable=True, standard=ACLED)
    acled_sub_event_type: Text = column("Nearest ACLED sub-event type.", nullable=True, standard=ACLED)
    cameo_root: Text = column("CAMEO root code.", nullable=True, pattern=r"^[0-9]{2}$", standard="CAMEO 1.1b3")
    polarity: Text = column("Whether the text says that it happened or that it did not.", values=POLARITIES)
    modality: Text = column("In what sense the text says so.", values=MODALITIES)
    is_background: Flag = column("Whether the event is recalled, not the news of the document.")
    attributed_to: Text = column("Who says so, as written.", nullable=True)
    date_edtf: Text = column("When it happened.", nullable=True, standard="EDTF (ISO 8601-2)")
    date_start: Day = column("First day on which it can have happened.", nullable=True, standard="ISO 8601")
    date_end: Day = column("Last day on which it can have happened.", nullable=True, standard="ISO 8601")
    date_basis: Text = column("What the days rest on.", values=DATE_BASES)
    time_id: Text = column("The time expression that dates it.", nullable=True, references="times.time_id")
    place_id: Text = column("Where it happened.", nullable=True, references="places.place_id")
    place_name: Text = column("Name of that place.", nullable=True)
    country: Text = column("Country of that place.", nullable=True, standard=COUNTRY, pattern=r"^[A-Z]{3}$")
    admin1: Text = column("First-order division of that place.", nullable=True)
    latitude: Real = column("Latitude of that place, WGS 84.", nullable=True, unit="deg", least=-90, most=90)
    longitude: Real = column("Longitude of that place, WGS 84.", nullable=True, unit="deg", least=-180, most=180)
    where_precision: Whole = column(
        "How exactly the place is known.", nullable=True, least=1, most=7, standard="UCDP GED where_prec"
    )
    fatalities_best: Whole = toll("Deaths, best estimate.")
    fatalities_low: Whole = toll("Deaths, lowest claim.")
    fatalities_high: Whole = toll("Deaths, highest claim.")
    injured_low: Whole = toll("Injured, lowest claim.")
    injured_high: Whole = toll("Injured, highest claim.")
    weapon: Text = column("Weapon, as written.", nullable=True)
    merge_rule: Text = column("The rule that joined the report to its event.")
    merge_score: Real = column("How well it fits its event.", unit="share of 1", least=0, most=1)
    rule_id: Text = column("The rule that found it.")
    confidence: Real = column("How sure the reading is.", unit="share of 1", least=0, most=1)

    class Config:
        """What makes a row."""

        unique = ["report_id"]


class ReportActors(PublishedTable):
    """Parties of reports, one row a party in a role.

    Reciprocal events (meetings, clashes) have all their parties under `source`.
    """

    report_id: Text = column("The report.", references="reports.report_id")
    event_id: Text = column("The event of the report.", references="events.event_id")
    document_id: Text = column("The document.", references="documents.document_id")
    role: Text = column("Part taken.", values=PARTY_ROLES, standard="PLOVER 2.0")
    position: Whole = column("Place among the parties of that role, from 0.", least=0)
    actor_id: Text = column("The actor, where one is known.", nullable=True, references="actors.actor_id")
    text: Text = column("The party as written: exactly the raw text from `char_start` to `char_end`.")
    char_start: Whole = span_start()
    char_end: Whole = span_end()
    country: Text = column("Country of the party, or PLOVER code.", nullable=True, standard=f"{COUNTRY}; PLOVER")
    sector: Text = column("Sector of the party at the date of the text.", nullable=True, standard="PLOVER sectors")

    class Config:
        """What makes a row."""

        unique = ["report_id", "role", "position"]


class Events(PublishedTable):
    """Events, one row a thing that happened, merged across reports.

    Merging can be undone: reports stay, with the rule that joined each.
    """

    event_id: Text = key_column("evt", "Key: a hash of the earliest report.")
    event_type: Text = column("What happened.", values=EVENT_TYPES, standard="PLOVER 2.0")
    event_mode: Text = column("How it happened.", nullable=True, standard="PLOVER 2.0 modes")
    acled_event_type: Text = column("Nearest ACLED event type.", nullable=True, standard=ACLED)
    acled_sub_event_type: Text = column("Nearest ACLED sub-event type.", nullable=True, standard=ACLED)
    polarity: Text = column("Whether the reports say that it happened or that it did not.", values=POLARITIES)
    modality: Text = column(
        "In what sense the reports say so; where they differ, actual before claimed before historical.", values=MODALITIES
    )
    date_edtf: Text = column("When it happened.", nullable=True, standard="EDTF (ISO 8601-2)")
    date_start: Day = column("First day on which it can have happened.", nullable=True, standard="ISO 8601")
    date_end: Day = column("Last day on which it can have happened.", nullable=True, standard="ISO 8601")
    date_precision: Whole = column(
        "1 day, 2 two to six days, 3 week, 4 month, 5 longer or unknown.", least=1, most=5, standard="UCDP GED date_prec"
    )
    date_basis: Text = column("What the days rest on.", values=DATE_BASES)
    place_id: Text = column("Where it happened.", nullable=True, references="places.place_id")
    place_name: Text = column("Name of that place.", nullable=True)
    country: Text = column("Country of that place.", nullable=True, standard=COUNTRY, pattern=r"^[A-Z]{3}$")
    admin1: Text = column("First-order division of that place.", nullable=True)
    latitude: Real = column("Latitude of that place, WGS 84.", nullable=True, unit="deg", least=-90, most=90)
    longitude: Real = column("Longitude of that place, WGS 84.", nullable=True, unit="deg", least=-180, most=180)
    where_precision: Whole = column(
        "How exactly the place is known.", nullable=True, least=1, most=7, standard="UCDP GED where_prec"
    )
    source_actor_id: Text = column("First party that acted.", nullable=True, references="actors.actor_id")
    target_actor_id: Text = column("First party that it was done to.", nullable=True, references="actors.actor_id")
    fatalities_best: Whole = toll("Deaths, best estimate.")
    fatalities_low: Whole = toll("Deaths, lowest claim.")
    fatalities_high: Whole = toll("Deaths, highest claim.")
    injured_low: Whole = toll("Injured, lowest claim.")
    injured_high: Whole = toll("Injured, highest claim.")
    report_count: Whole = column("Reports joined.", unit="reports", least=1)
    document_count: Whole = column("Documents among them.", unit="documents", least=1)
    publisher_count: Whole = column("Publishers among them; wire copies count once.", unit="publishers", least=1)
    first_published: Text = column("Earliest publication among the documents.", nullable=True, standard="EDTF (ISO 8601-2)")
    last_published: Text = column("Latest publication among the documents.", nullable=True, standard="EDTF (ISO 8601-2)")
    conflicting: Text = column("Columns on which the reports differ, joined by `;`.", nullable=True)
    confidence: Real = column("How sure the best report is.", unit="share of 1", least=0, most=1)

    class Config:
        """What makes a row."""

        unique = ["event_id"]
