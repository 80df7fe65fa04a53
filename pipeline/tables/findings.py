"""The tables of what was found in texts: times, figures, mentions, and the places and actors that they name."""

from pipeline.figures.figure import CHANGES, QUALIFIERS, ROLES
from pipeline.figures.figure import KINDS as FIGURE_KINDS
from pipeline.names.name import ACTOR_KINDS, SECTORS
from pipeline.names.name import KINDS as MENTION_KINDS
from pipeline.tables.column import Day, Exact, PublishedTable, Real, Text, Whole, column, key_column, span_end, span_start
from pipeline.times.timex import BASES, MODS, PRECISIONS, TYPES

DOCUMENT = "The document."
AS_WRITTEN = "The characters themselves: exactly the raw text from `char_start` to `char_end`."
COUNTRY = "ISO 3166-1 alpha-3"


class Times(PublishedTable):
    """Times, one row a time expression.

    Each is read as a reader would: against the publication date or the date last named, and says which.
    """

    time_id: Text = key_column("tim", "Key: a hash of document, span and value.")
    document_id: Text = column(DOCUMENT, references="documents.document_id")
    char_start: Whole = span_start()
    char_end: Whole = span_end()
    text: Text = column(AS_WRITTEN)
    timex_type: Text = column("Kind of time expression.", values=TYPES, standard="TIMEX3")
    timex_value: Text = column("Normalised value.", standard="TIMEX3")
    timex_mod: Text = column(
        "What the words say beside the value: early (START), mid (MID) or late (END), about (APPROX), more or less than it.",
        nullable=True,
        values=MODS,
        standard="TIMEX3",
    )
    edtf: Text = column(
        "The same as EDTF, where EDTF can say it; both ends of a range told in two expressions carry the whole interval.",
        nullable=True,
        standard="EDTF (ISO 8601-2)",
    )
    date_start: Day = column(
        "First day that it can mean; early, mid and late are thirds of the whole.", nullable=True, standard="ISO 8601"
    )
    date_end: Day = column(
        "Last day that it can mean; early, mid and late are thirds of the whole.", nullable=True, standard="ISO 8601"
    )
    precision: Text = column("How fine the expression is.", nullable=True, values=PRECISIONS)
    basis: Text = column("What the value rests on.", values=BASES)
    anchor_time_id: Text = column("The expression that this one is counted from.", nullable=True, references="times.time_id")
    rule_id: Text = column("The rule that read it.")

    class Config:
        """What makes a row."""

        unique = ["time_id"]


class Figures(PublishedTable):
    """Figures, one row a number claimed.

    A figure is a claim: what is counted, by whom, of which day. Later tolls do not replace earlier rows.
    """

    figure_id: Text = key_column("fig", "Key: a hash of document, span and value.")
    document_id: Text = column(DOCUMENT, references="documents.document_id")
    char_start: Whole = span_start()
    char_end: Whole = span_end()
    text: Text = column(AS_WRITTEN)
    kind: Text = column("What is measured.", values=FIGURE_KINDS)
    value: Exact = column("The number claimed; null for vague amounts and ranges.", nullable=True, unit="see unit, currency, item")
    value_low: Exact = column(
        "Lower bound claimed, or what a vague amount can mean.", nullable=True, unit="see unit, currency, item"
    )
    value_high: Exact = column(
        "Upper bound claimed, or what a vague amount can mean.", nullable=True, unit="see unit, currency, item"
    )
    qualifier: Text = column("How the number is hedged.", values=QUALIFIERS)
    unit: Text = column("Unit code.", nullable=True, standard="UCUM")
    unit_name: Text = column("Unit in English.", nullable=True)
    value_base: Exact = column(
        "`value` in the SI's unit, so that miles and kilometres compare: a temperature in kelvin (a difference of temperatures "
        "without moving the zero), a year as 365.25 days. Null for counts, money and units without a fixed size.",
        nullable=True,
        unit="see unit_base",
    )
    value_low_base: Exact = column("`value_low` in the SI's unit.", nullable=True, unit="see unit_base")
    value_high_base: Exact = column("`value_high` in the SI's unit.", nullable=True, unit="see unit_base")
    unit_base: Text = column(
        "Code of the SI's unit: m, m2, m3, kg, s, m/s, K, J, W, or 1 for a share.", nullable=True, standard="UCUM"
    )
    currency: Text = column("Currency code.", nullable=True, standard="ISO 4217", pattern=r"^[A-Z]{3}$")
    item: Text = column("What is counted, as written.", nullable=True)
    item_head: Text = column("Lemma of the head of `item`.", nullable=True)
    role: Text = column("What happened to what is counted.", nullable=True, values=ROLES)
    of_whom: Text = column("Who is counted, where the role alone does not say.", nullable=True)
    change: Text = column("Direction, where the figure is a change.", nullable=True, values=CHANGES)
    date_start: Day = column("First day that the figure is of.", nullable=True, standard="ISO 8601")
    date_end: Day = column("Last day that the figure is of.", nullable=True, standard="ISO 8601")
    place_id: Text = column("Place that the figure is of.", nullable=True, references="places.place_id")
    report_id: Text = column("Report of the event that the figure belongs to.", nullable=True, references="reports.report_id")
    attributed_to: Text = column("Who claims it, as written.", nullable=True)
    evidence_start: Whole = span_start("the sentence")
    evidence_end: Whole = span_end("the sentence")
    evidence_text: Text = column("The sentence: exactly the raw text from `evidence_start` to `evidence_end`.")
    rule_id: Text = column("The rule that read it.")
    confidence: Real = column("How sure the reading is.", unit="share of 1", least=0, most=1)

    class Config:
        """What makes a row."""

        unique = ["figure_id"]


class Mentions(PublishedTable):
    """Mentions, one row a name in a text.

    Places and actors as they are named, with the place or actor that they stand for where one is known.
    """

    mention_id: Text = key_column("men", "Key: a hash of document, span and kind.")
    document_id: Text = column(DOCUMENT, references="documents.document_id")
    char_start: Whole = span_start()
    char_end: Whole = span_end()
    text: Text = column(AS_WRITTEN)
    kind: Text = column("What is named.", values=MENTION_KINDS)
    place_id: Text = column("The place.", nullable=True, references="places.place_id")
    actor_id: Text = column("The actor.", nullable=True, references="actors.actor_id")
    where_precision: Whole = column(
        "How exactly this mention says where: 1 the place itself, 2 near it, 3 second-order division, 4 first-order division, "
        "5 a line or vague region, 6 country, 7 sea or air.",
        nullable=True,
        least=1,
        most=7,
        standard="UCDP GED where_prec",
    )
    rule_id: Text = column("The rule that found it.")
    confidence: Real = column("How sure the reading is.", unit="share of 1", least=0, most=1)

    class Config:
        """What makes a row."""

        unique = ["mention_id"]


class Places(PublishedTable):
    """Places named in the texts.

    Coordinates and ids of populated places are GeoNames' (CC BY 4.0).
    """

    place_id: Text = key_column("plc", "Key: a hash of the place's identity in the gazetteer.")
    name: Text = column("Name in English.")
    feature_code: Text = column("What the place is.", standard="GeoNames feature codes")
    country: Text = column("Country.", nullable=True, standard=COUNTRY, pattern=r"^[A-Z]{3}$")
    admin1: Text = column("First-order division.", nullable=True)
    latitude: Real = column("Latitude, WGS 84.", nullable=True, unit="deg", least=-90, most=90)
    longitude: Real = column("Longitude, WGS 84.", nullable=True, unit="deg", least=-180, most=180)
    geonames_id: Whole = column("GeoNames id.", nullable=True, standard="GeoNames", least=1)
    mention_count: Whole = column("Mentions in the release.", unit="mentions", least=0)

    class Config:
        """What makes a row."""

        unique = ["place_id"]


class Actors(PublishedTable):
    """Actors named in the texts.

    One actor under all its names; country and sector at the date of the first mention.
    """

    actor_id: Text = key_column("act", "Key: a hash of the actor's identity.")
    name: Text = column("Main name.")
    kind: Text = column("What kind of actor.", values=ACTOR_KINDS)
    country: Text = column("Country, or PLOVER code of an international actor.", nullable=True, standard=f"{COUNTRY}; PLOVER")
    sector: Text = column("What the actor does in its society.", nullable=True, values=SECTORS, standard="PLOVER sectors")
    first_mentioned: Day = column("First publication date of a document that names it.", nullable=True, standard="ISO 8601")
    last_mentioned: Day = column("Last publication date of a document that names it.", nullable=True, standard="ISO 8601")
    mention_count: Whole = column("Mentions in the release.", unit="mentions", least=0)

    class Config:
        """What makes a row."""

        unique = ["actor_id"]


class ActorNames(PublishedTable):
    """Names of actors, each with the days between which it was in use, where known."""

    actor_id: Text = column("The actor.", references="actors.actor_id")
    name: Text = column("A name it goes by.")
    valid_from: Day = column("First day of the name.", nullable=True, standard="ISO 8601")
    valid_to: Day = column("Last day of the name.", nullable=True, standard="ISO 8601")

    class Config:
        """What makes a row."""

        unique = ["actor_id", "name"]
