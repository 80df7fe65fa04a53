"""Find the events that a page reports: who did what to whom, where and when, each with the sentence, the trigger and the rule
that say so.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from pipeline.events.analysing import analyse
from pipeline.events.attribution import attribution_of
from pipeline.events.behind_them import with_groups
from pipeline.events.casualties import toll_of
from pipeline.events.crosswalk import codes_of
from pipeline.events.folding import fold_reports
from pipeline.events.general import judge_general, without_allusions
from pipeline.events.genre import is_barred, read_genre
from pipeline.events.groups import Sentence
from pipeline.events.late_tolls import take_up_toll
from pipeline.events.matching import find_triggers
from pipeline.events.occurrence import Event
from pipeline.events.parties import read_parties
from pipeline.events.report import Party, Report
from pipeline.events.requests import find_requests
from pipeline.events.scene import home_country
from pipeline.events.selecting import select_events
from pipeline.events.when import CALLS, MONTHS, NEVER, When, day_told, times_in, when_of
from pipeline.events.where import MATERIAL, Where, where_of
from pipeline.figures.figure import Figure
from pipeline.names.name import Mention
from pipeline.text.page import Page
from pipeline.times.timex import Time

SKIPPED = frozenset(("timestamp", "dateline", "byline", "caption"))
DEEDS = frozenset(
    ("ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT", "SANCTION", "CONCEDE")
)  # can be told without anybody named
OLD = timedelta(days=366)  # an event told with a date further back is history
OLD_DEED = timedelta(days=62)  # so is a deed, or many of them, of a day further back than this or of a stretch longer than this
PASSED = timedelta(days=31)  # and one further back than this is background
STRUGGLE = frozenset(("ASSAULT", "COERCE", "PROTEST", "THREATEN", "MOBILIZE"))
ARMED_SECTORS = frozenset(("MIL", "REB", "PRM", "UAF", "COP", "SPY"))


@dataclass(slots=True)
class Narrative:
    """What earlier sentences of a passage lend to later ones: the last day and place told, and how many sentences ago."""

    when: When | None = None
    where: Where | None = None
    told: int = -9
    home: Where | None = None
    starts: dict[str, list[int]] = field(default_factory=dict)


def find_reports(page: Page, times: Sequence[Time], figures: Sequence[Figure], mentions: Sequence[Mention]) -> list[Report]:
    """The reports of a page in order of their triggers; `times`, `figures` and `mentions` are the page's, sorted by start."""
    genre = read_genre(page)
    wartime = any(mention.kind == "armed_group" for mention in mentions)
    narrative = Narrative(home=home_country(page, mentions))
    narrative.starts = {
        "times": [time.start for time in times],
        "mentions": [m.start for m in mentions],
        "figures": [f.start for f in figures],
    }
    reports: list[Report] = []
    for number, place in enumerate(page.sentences):
        if page.passages[place.passage].label in SKIPPED:
            continue
        sentence = analyse(page, number, mentions, narrative.starts["mentions"], times, narrative.starts["times"], wartime)
        if sentence is None:
            note_day(page, number, times, narrative)
            take_up_toll(page, number, figures, figures_in(place.start, place.end, narrative), reports)
            continue
        events = [*select_events(sentence, find_triggers(sentence)), *find_requests(sentence)]
        recent = names_recent_day(sentence, times, narrative.starts["times"]) if events else False
        events = [judge_general(sentence, event, recent) for event in events if not is_barred(sentence, event, genre)]
        told = [
            report_of(sentence, event, events, times, figures, narrative)
            for event in sorted(events, key=lambda event: event.found.start)
        ]
        told = [report for report in told if report.parties or report.event_type in DEEDS]
        if not any(report.event_type == "ASSAULT" for report in told):
            take_up_toll(page, number, figures, figures_in(place.start, place.end, narrative), reports)
        if not told:
            note_day(page, number, times, narrative)
        reports += told
    told_once = without_allusions(page, mentions, fold_reports(page, reports))
    return with_groups(page, mentions, told_once)


def report_of(
    sentence: Sentence,
    event: Event,
    events: Sequence[Event],
    times: Sequence[Time],
    figures: Sequence[Figure],
    narrative: Narrative,
) -> Report:
    """One event as a row."""
    numbers = times_in(sentence, times, bisect_left(narrative.starts["times"], sentence.start))
    rule_id = event.found.trigger.rule_id
    recent = sentence.number - narrative.told <= 4
    published = sentence.page.published
    when = when_of(
        sentence, event, times, numbers, narrative.when if recent and carries(event, narrative, published) else None, published
    )
    told_at = narrative.where if recent and not event.background else None
    where = where_of(sentence, event, told_at or narrative.home)
    recalled, passed = is_recalled(event, when, published), is_before(when, published, PASSED)
    if not recalled:
        sets_day = not event.background and not passed and not is_ahead(when, published)
        remember(
            sentence,
            when if sets_day else NEVER,
            where if event.event_type in MATERIAL or narrative.where is None else None,
            narrative,
        )
    inside = figures_in(sentence.start, sentence.end, narrative)
    toll = toll_of(sentence, event, events, figures, inside)
    parties = read_parties(sentence, event)
    codes = codes_of(event.event_type, event.mode, rule_id, is_armed(parties, "target"), is_state(parties))
    said = attribution_of(sentence, event)
    background = event.background or recalled or passed
    ahead = "planned" if rule_id in CALLS and is_ahead(when, published) else "actual"
    modality = ("historical" if recalled else ahead) if event.modality == "actual" else event.modality
    trigger_start, trigger_end = sentence.tokens[event.found.start].start, sentence.tokens[event.found.end - 1].end
    return Report(
        sentence.start, sentence.end, trigger_start, trigger_end, event.event_type, event.mode, codes.acled_event_type,
        codes.acled_sub_event_type, codes.cameo_root, "negated" if event.negated else "asserted", modality, background,
        said[0] if said else None, said[1] if said else None, when.edtf, when.first, when.last, when.basis, when.time,
        where.mention.place if where else None, where.mention.start if where else None, where.mention.end if where else None,
        where.precision if where else None, toll.best, toll.low, toll.high, toll.injured_low, toll.injured_high, toll.figures,
        weapon_of(sentence, event), rule_id, confidence_of(event, parties, when, where), parties,
    )  # fmt: skip


def names_recent_day(sentence: Sentence, times: Sequence[Time], starts: Sequence[int]) -> bool:
    """Whether a sentence says "since" of a day in the two months before publication: "since protests began last Wednesday"."""
    published = sentence.page.published
    if published is None:
        return False
    inside = times[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
    return any(
        time.timex_type == "DATE"
        and time.first is not None
        and time.first == time.last
        and time.first >= published - OLD_DEED
        and "since " in sentence.page.text[max(time.start - 60, sentence.start) : time.start].lower()
        for time in inside
    )


def note_day(page: Page, number: int, times: Sequence[Time], narrative: Narrative) -> None:
    """Let a sentence without an event set the day for those after it: "On Friday the envoy flew in. He met ..." """
    place = page.sentences[number]
    told = day_told(page, place.start, place.end, times, bisect_left(narrative.starts["times"], place.start))
    if told is None or (
        page.published is not None and told.first is not None and not timedelta(0) <= page.published - told.first <= PASSED
    ):
        return
    if number - narrative.told > 4:
        narrative.where = None
    narrative.when, narrative.told = told, number


def figures_in(start: int, end: int, narrative: Narrative) -> range:
    """The numbers of the figures between two places of the page."""
    starts = narrative.starts["figures"]
    return range(bisect_left(starts, start), bisect_left(starts, end))


WORDS_FRESH = timedelta(days=3)


def carries(event: Event, narrative: Narrative, published: date | None) -> bool:
    """Whether the day told before goes for an event: what is said, asked or denied in the news is of the last days."""
    if (
        event.event_type in DEEDS
        or event.event_type == "THREATEN"
        or published is None
        or narrative.when is None
        or narrative.when.last is None
    ):
        return True
    return published - narrative.when.last <= WORDS_FRESH


def remember(sentence: Sentence, when: When, where: Where | None, narrative: Narrative) -> None:
    """Keep day and place of a dated or placed event for the sentences after it; a year is no day to go on from."""
    dated = when.time is not None and when.first is not None and when.last is not None and when.last - when.first <= MONTHS
    if dated:
        narrative.when = when
    if where is not None and where.certainty > 0.7:
        narrative.where = where
    if dated or (where is not None and where.certainty > 0.7):
        narrative.told = sentence.number


def is_ahead(when: When, published: date | None) -> bool:
    """Whether an event is still to come: "a strike on Sunday" dates nothing that was told on Friday."""
    return when.first is not None and published is not None and when.first > published


def is_before(when: When, published: date | None, span: timedelta) -> bool:
    """Whether an event's own days lie further back than `span` before publication."""
    return when.time is not None and when.last is not None and published is not None and when.last < published - span


def is_recalled(event: Event, when: When, published: date | None) -> bool:
    """Whether an event's own time makes it history, or sums up a long stretch: "so far this year 40 people were killed"."""
    if event.event_type not in STRUGGLE:
        return is_before(when, published, OLD)
    if is_before(when, published, OLD_DEED):
        return True
    if published is None or when.time is None or when.first is None or when.last is None or when.first > published:
        return False
    return when.last - when.first > OLD_DEED


def is_armed(parties: Sequence[Party], role: str) -> bool:
    """Whether a party in `role` bears arms."""
    return any(party.role == role and party.sector in ARMED_SECTORS for party in parties)


def is_state(parties: Sequence[Party]) -> bool:
    """Whether a source is a government or its army."""
    return any(party.role == "source" and party.sector in ("GOV", "MIL", "COP") for party in parties)


def weapon_of(sentence: Sentence, event: Event) -> str | None:
    """The weapon named in the sentence of a violent event."""
    if event.event_type not in ("ASSAULT", "THREATEN"):
        return None
    text = sentence.page.text
    found = [mention for mention in sentence.named if mention.kind in ("weapon", "platform")]
    best = min(found, key=lambda mention: (mention.kind != "weapon", mention.start), default=None)
    return text[best.start : best.end] if best is not None else None


def confidence_of(event: Event, parties: Sequence[Party], when: When, where: Where | None) -> float:
    """A rough share of right rows of this shape: verbs with both parties, day and place are surest."""
    score = 0.55 + 0.1 * (event.found.how == "verb")
    roles = [party.role for party in parties]
    score += 0.08 * ("source" in roles) + 0.08 * ("target" in roles or "victim" in roles)
    score += 0.05 * (when.time is not None) + 0.05 * (where is not None and where.certainty > 0.7)
    return round(min(score - 0.1 * event.background, 0.95), 2)
