"""The armed group behind "the rebels" or "the guerrillas": the one that the page names, where it names only one nearby."""

from bisect import bisect_left
from collections.abc import Sequence

from pipeline.events.groups import classes
from pipeline.events.report import Party, Report
from pipeline.events.word_forms import word_of
from pipeline.names.name import Mention
from pipeline.text.page import Page

BACK = 5  # sentences before a report in which its group may be named
STRUGGLE = frozenset(("ASSAULT", "COERCE", "THREATEN", "MOBILIZE", "RETREAT"))


def with_groups(page: Page, mentions: Sequence[Mention], reports: Sequence[Report]) -> list[Report]:
    """The reports, those whose sources are nameless fighters with the group that they fight for as `associate_source`."""
    armed = [mention for mention in mentions if mention.kind == "armed_group" and is_proper(page, mention)]
    if not armed:
        return list(reports)
    starts = [mention.start for mention in armed]
    return [with_group(page, armed, starts, report) for report in reports]


def with_group(page: Page, armed: Sequence[Mention], starts: Sequence[int], report: Report) -> Report:
    """One report with the group behind its nameless sources, if it has any and one group fits."""
    sources = [party for party in report.parties if party.role == "source"]
    if report.event_type not in STRUGGLE or not sources or not all(is_nameless(page, party) for party in sources):
        return report
    number = page.sentence_at(report.trigger_start)
    first = page.sentences[max(number - BACK, 0)].start
    near = armed[bisect_left(starts, first) : bisect_left(starts, report.evidence_end)]
    near = near if near else armed
    names = {mention.actor.name for mention in near if mention.actor is not None}
    known = {party.actor.name for party in report.parties if party.actor is not None}
    if len(names) != 1 or names & known:
        return report
    before = [mention for mention in near if mention.start < report.evidence_end]
    mention = before[-1] if before else near[0]
    actor = mention.actor
    if actor is None or any(party.start < mention.end and mention.start < party.end for party in report.parties):
        return report
    position = sum(party.role == "associate_source" for party in report.parties)
    group = Party("associate_source", position, mention.start, mention.end, actor, actor.country, actor.sector)
    return report._replace(parties=(*report.parties, group))


def is_proper(page: Page, mention: Mention) -> bool:
    """Whether a group is one that fights and has a name of its own."""
    fights = mention.actor is not None and mention.actor.sector in ("REB", "UAF", "PRM", "CRM")
    return fights and word_of(page.text[mention.start : mention.end].lower().split()[-1]).noun_lemma not in nameless()


def is_nameless(page: Page, party: Party) -> bool:
    """Whether a party is called no more than fighters of some kind: "urban guerrillas", "the rebels"."""
    words = page.text[party.start : party.end].split()
    return word_of(words[-1].lower()).noun_lemma in nameless() and not any(word[:1].isupper() for word in words[1:])


def nameless() -> frozenset[str]:
    """The heads of parties that have no name."""
    return classes()["nameless_fighter"]
