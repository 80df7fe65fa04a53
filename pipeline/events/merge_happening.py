"""One happening as far as it is known: what one report says of it, or several reports that were joined."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import sqrt
from typing import NamedTuple

from pipeline.events.merge_facts import Anchor, ReportFacts, by_age
from pipeline.events.merge_parties import counted, party_names
from pipeline.events.merge_words import is_definite, kin, mark, proper_words, stems, telling_words

# Days before its publication in which an undated piece of news will have happened, and days after it for what is only planned.
NEWS_LASTS = 4
PLANS_REACH = 30
TOLL_LASTS = 14  # days before it is told in which that may have happened whose toll has risen
TOLL_RISES = re.compile(
    r"\b(?:toll|number of [\w ]{0,24}(?:dead|killed|deaths|victims)|dead)\b.{0,90}?"
    r"\b(?:rises?|rose|risen|climb\w*|increas\w*|jump\w*|revised|up from|now stands?)\b",
    re.IGNORECASE,
)
# What happened, was claimed to have happened or is recalled is one thing; what is planned or imagined is another.
REAL = dict.fromkeys(("actual", "claimed", "historical"), "real")
# Families of words by which the mode of a report is told as well: killed, by a bomb.
MODE_KIN = {
    "explosives": frozenset(("blast",)),
    "suicide-attack": frozenset(("blast",)),
    "firearms": frozenset(("gunfire",)),
    "aerial": frozenset(("bombardment",)),
    "drone": frozenset(("bombardment",)),
    "heavy-weapons": frozenset(("bombardment",)),
}
VAGUE = frozenset(("any_violence",))  # a family by which nothing is told from anything else
ENOUGH_STEMS = 4  # words for one happening; with more, any word would do
ENOUGH_TOLD = 12  # tellings after which it is clear which words belong to a happening


class Days(NamedTuple):
    """First and last day as ordinals: `stated` by the text or deduced from its publication; `sharp` if given as a date."""

    first: int
    last: int
    stated: bool
    sharp: bool

    @property
    def width(self) -> int:
        """Number of days."""
        return self.last - self.first + 1


class Spot(NamedTuple):
    """A place as reports give it, with UCDP's where_prec (2, near it, where the report does not say)."""

    place_id: str
    name: str
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    precision: int


class Toll(NamedTuple):
    """Deaths, or injuries, claimed: lowest and highest."""

    low: int
    high: int


class Gist(NamedTuple):
    """Words of several tellings: how many of them have each, how many there are, and the length of the counts as a vector."""

    counts: Mapping[str, int]
    tellings: int
    length: float

    def joined(self, other: "Gist") -> "Gist":
        """The gist of the tellings of both; this one, where enough tellings are known."""
        if self.tellings >= ENOUGH_TOLD:
            return self
        counts = Counter(self.counts)
        counts.update(other.counts)
        return Gist(counts, self.tellings + other.tellings, sqrt(sum(count * count for count in counts.values())))

    def likeness(self, other: "Gist", enough: int) -> float:
        """Cosine of the counts, 0 to 1, lowered in proportion where fewer than `enough` words are shared.

        >>> gist("abcd").likeness(gist("abxy"), 2), gist("a").likeness(gist("a"), 2)
        (0.5, 0.5)
        """
        mine, others = self.counts, other.counts
        both = mine.keys() & others.keys()
        if not both:
            return 0.0
        return sum([mine[word] * others[word] for word in both]) / (self.length * other.length) * min(1.0, len(both) / enough)

    def share(self, other: "Gist", enough: int) -> float:
        """Which share of the shorter one's words both have, lowered in proportion where fewer than `enough` are shared.

        >>> gist("abc").share(gist("abcdef"), 3), gist("a").share(gist("ab"), 2)
        (1.0, 0.5)
        """
        both = len(self.counts.keys() & other.counts.keys())
        return both / max(1, min(len(self.counts), len(other.counts))) * min(1.0, both / enough)


def gist(words: Iterable[str]) -> Gist:
    """The gist of one telling: all its words."""
    counts = dict.fromkeys(words, 1)
    return Gist(counts, 1, sqrt(len(counts)))


@dataclass(slots=True)
class Happening:
    """What is known of one happening, and how its reports came to it: rule and score by report id; `documents` are source keys.

    `kind` is type, polarity, and modality, where all that is real is one; `recalled` what is only told as history.
    """

    anchor: Anchor
    kind: tuple[str, str, str]
    recalled: bool
    members: dict[str, tuple[str, float]]
    documents: set[str]
    days: Days | None
    place: Spot | None
    mark: str | None
    definite: bool
    stems: frozenset[str]
    kin: frozenset[str]
    modes: frozenset[str]
    sources: frozenset[str]
    targets: frozenset[str]
    source_countries: frozenset[str]
    target_countries: frozenset[str]
    source_names: frozenset[str]
    target_names: frozenset[str]
    source_words: frozenset[str]
    target_words: frozenset[str]
    party_words: frozenset[str]
    counts: frozenset[tuple[str, int]]
    killed: Toll | None
    injured: Toll | None
    names: "Gist"
    proper: "Gist"
    words: "Gist"

    def absorb(self, other: "Happening", rule: str, score: float) -> None:
        """Take the reports of `other`; the later of both first ones joined by `rule` with `score`, the rest stay as they were."""
        first, second = sorted((self.anchor, other.anchor), key=by_age)
        self.members |= other.members
        self.members[first.report_id], self.members[second.report_id] = ("anchor", 1.0), (rule, score)
        self.anchor = first
        self.documents |= other.documents
        self.recalled = self.recalled and other.recalled
        self.days = narrower_days(self.days, other.days)
        self.place = narrower_place(self.place, other.place)
        self.mark = self.mark or other.mark
        self.killed = other.killed or self.killed
        self.injured = other.injured or self.injured
        self.unite(other)

    def unite(self, other: "Happening") -> None:
        """Everything that both know of words, names and parties."""
        if len(self.stems) < ENOUGH_STEMS and (self.stems & other.stems or self.kin & other.kin - VAGUE):
            self.stems |= other.stems
            self.kin |= other.kin
        self.modes |= other.modes
        self.sources |= other.sources
        self.targets |= other.targets
        self.source_countries |= other.source_countries
        self.target_countries |= other.target_countries
        self.source_names |= other.source_names
        self.target_names |= other.target_names
        self.source_words |= other.source_words
        self.target_words |= other.target_words
        self.party_words |= other.party_words
        self.counts |= other.counts
        self.names = self.names.joined(other.names)
        self.proper = self.proper.joined(other.proper)
        self.words = self.words.joined(other.words)


def narrower_days(one: Days | None, other: Days | None) -> Days | None:
    """The days on which both agree, stated days before deduced ones; the first's, where they only touch."""
    if one is None or other is None:
        return one or other
    if one.stated != other.stated:
        return one if one.stated else other
    first, last = max(one.first, other.first), min(one.last, other.last)
    return Days(first, last, one.stated, one.sharp or other.sharp) if first <= last else one


def narrower_place(one: Spot | None, other: Spot | None) -> Spot | None:
    """The more exact of two places, the first of equals."""
    if one is None or other is None:
        return one or other
    return other if other.precision < one.precision else one


def read_happening(report: ReportFacts) -> Happening:
    """What one report alone tells."""
    trigger = report.trigger_start - report.evidence_start
    return Happening(
        anchor=Anchor(report.report_id, report.document_id, report.published),
        kind=(report.event_type, report.polarity, REAL.get(report.modality, report.modality)),
        recalled=report.modality == "historical",
        members={report.report_id: ("single", 1.0)},
        documents={report.source_key},
        days=read_days(report),
        place=read_place(report),
        mark=mark(report.evidence, trigger),
        definite=is_definite(report.evidence, trigger),
        stems=stems(report.trigger),
        kin=kin(report.trigger) | MODE_KIN.get(report.event_mode or "", frozenset()),
        modes=frozenset((report.event_mode,) if report.event_mode else ()),
        sources=frozenset(report.sources),
        targets=frozenset(report.targets),
        source_countries=frozenset(report.source_countries),
        target_countries=frozenset(report.target_countries),
        source_names=party_names(report.source_texts, report.evidence) if report.source_texts else frozenset(report.sources),
        target_names=party_names(report.target_texts, report.evidence) if report.target_texts else frozenset(report.targets),
        source_words=frozenset().union(*map(telling_words, report.source_texts)),
        target_words=frozenset().union(*map(telling_words, report.target_texts)),
        party_words=frozenset().union(*map(telling_words, report.parties)),
        counts=counted(report.evidence),
        killed=read_toll(report.fatalities_low, report.fatalities_high),
        injured=read_toll(report.injured_low, report.injured_high),
        names=gist(report.names),
        proper=gist(proper_words((report.evidence,), 1)),
        words=gist(telling_words(report.evidence)),
    )


def read_days(report: ReportFacts) -> Days | None:
    """Days that the text states; else those before the publication for news, and none for what is recalled.

    Where a toll has risen, the day is that of the new count and not of what happened before it.
    """
    first, last = report.first or report.last, report.last or report.first
    if first and last and report.event_type == "ASSAULT" and TOLL_RISES.search(report.evidence):
        return Days(last.toordinal() - TOLL_LASTS, last.toordinal(), False, False)
    if first and last and report.date_basis not in ("none", "publication"):
        return Days(first.toordinal(), last.toordinal(), True, report.date_basis == "explicit")
    published = published_day(report.published)
    if published is None or report.is_background or report.modality in ("historical", "hypothetical"):
        return None
    ahead = 0 if report.modality in ("actual", "claimed") else PLANS_REACH
    return Days(published.toordinal() - NEWS_LASTS, published.toordinal() + ahead, False, False)


def published_day(published: str | None) -> date | None:
    """The day of an EDTF publication time, where it names one."""
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def read_place(report: ReportFacts) -> Spot | None:
    """The place of a report, where it has one."""
    if report.place_id is None:
        return None
    name = report.place_name or ""
    return Spot(
        report.place_id, name, report.country, report.admin1, report.latitude, report.longitude, report.where_precision or 2
    )


def read_toll(low: int | None, high: int | None) -> Toll | None:
    """A toll with both ends; an open end is the other one."""
    ends = [end for end in (low, high) if end is not None]
    return Toll(min(ends), max(ends)) if ends else None
