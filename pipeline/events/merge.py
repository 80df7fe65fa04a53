"""Join the reports of one happening into events, inside documents and across them.

First the reports of each document are joined. Then, in rounds, every happening is linked to the one before it that fits it best,
and what links connect is joined by itself: taken in one order, the earliest published first, each joins the event that fits it best
or begins one. What an event knows so far is asked, not one of its reports, so that no chain of pairs joins what contradicts itself.
Nothing here looks at the corpus as a whole: texts on other things change no event.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter

import numpy as np

from pipeline.events.blocking import Blocks, block_keys, dateless
from pipeline.events.merge_facts import Joined, ReportFacts, by_age
from pipeline.events.merge_happening import Happening, read_happening
from pipeline.events.merge_score import join_across, join_within
from pipeline.events.stories import Hashes, Keys, Numbers, find_candidates, find_meetings, gather_keys, join_stories
from pipeline.text.keys import make_key

__all__ = ["Joined", "ReportFacts", "merge_reports"]

Join = Callable[[Happening, Happening], tuple[str, float] | None]
Kind = tuple[str, str, str]
ROUNDS = 2  # the second joins events begun apart, before a report told what they share
LATEST = 32  # happenings of one document with which its next report is compared


def merge_reports(reports: Iterable[ReportFacts]) -> list[Joined]:
    """The event of every report, in the order of report ids; whatever the order of `reports`, the result is the same.

    Only reports of one type and polarity are joined, and of one modality, but that facts, claims and what is recalled go together.
    An event's id is made from its earliest report.
    """
    happenings: list[Happening] = []
    for _, told in groupby(sorted(reports, key=attrgetter("source_key", "report_id")), key=attrgetter("source_key")):
        happenings += merge_document(list(told))
    happenings.sort(key=attrgetter("kind"))
    joined = list[Joined]()
    for _, of_kind in groupby(happenings, key=attrgetter("kind")):
        events = list(of_kind)
        for _ in range(ROUNDS):
            events = merge_round(events)
        joined += (join for event in events for join in name_event(event))
    return sorted(joined)


def merge_round(happenings: Iterable[Happening]) -> list[Happening]:
    """Happenings of one kind, those joined that fit one another best; takes them over."""
    told = sorted(happenings, key=lambda happening: by_age(happening.anchor))
    meetings = find_meetings(*read_keys(told))
    links = [
        (number, best[1])
        for number, candidates in find_candidates(meetings, np.ones(len(told), bool))
        if (best := find_best(told, number, candidates.tolist()))
    ]
    found = join_stories(len(told), [one for one, _ in links], [other for _, other in links])
    stories: dict[int, list[Happening]] = {}
    for happening, story in zip(told, found.tolist(), strict=True):
        stories.setdefault(story, []).append(happening)
    return [event for story in stories.values() for event in merge_across(story)]


def find_best(happenings: Sequence[Happening], number: int, candidates: Iterable[int]) -> tuple[float, int] | None:
    """How well a happening fits one of the candidates, and which: the best, the first of equals; None where it fits none."""
    happening = happenings[number]
    fits = [(fit[1], -other) for other in candidates if (fit := join_across(happenings[other], happening))]
    score, other = max(fits, default=(0.0, 1))
    return (score, -other) if other <= 0 else None


def read_keys(happenings: Sequence[Happening]) -> tuple[Keys, Keys]:
    """Own and sought keys of happenings; those of stories only where some of them have no days."""
    keys = [block_keys(happening) for happening in happenings]
    stories = any(dateless(happening.days) for happening in happenings)
    return (
        gather_keys(*flatten([key.own for key in keys]), *flatten([key.own_story if stories else () for key in keys])),
        gather_keys(*flatten([key.sought for key in keys]), *flatten([key.sought_story if stories else () for key in keys])),
    )


def flatten(keys: Sequence[Sequence[int]]) -> tuple[Hashes, Numbers]:
    """The keys of happenings one after the other, and the number of the happening of each."""
    hashes = np.fromiter((key for some in keys for key in some), np.uint64)
    return hashes, np.repeat(np.arange(len(keys), dtype=np.int64), [len(some) for some in keys])


def merge_document(reports: Sequence[ReportFacts]) -> list[Happening]:
    """The happenings of one document and of its wire copies, each told once or more."""
    happenings: list[Happening] = []
    by_kind: dict[Kind, list[int]] = {}
    by_sentence: dict[tuple[object, ...], Happening] = {}
    for report in sorted(reports, key=reading_order):
        read = read_happening(report)
        sentence = (read.kind, read.stems, frozenset(read.words.counts), read.sources, read.targets)
        told = by_sentence.get(sentence)
        if told is not None and told.anchor.document_id != report.document_id:
            told.absorb(read, "copy", 1.0)
            continue
        here = by_kind.setdefault(read.kind, [])
        number = join_best(happenings, here[-LATEST:], read, join_within)
        if number not in here:
            here.append(number)
        by_sentence.setdefault(sentence, happenings[number])
    return happenings


def merge_across(happenings: Sequence[Happening]) -> list[Happening]:
    """Events: happenings of different documents joined, in the order given."""
    events: list[Happening] = []
    undated = {happening.kind for happening in happenings if dateless(happening.days)}
    blocks = {kind: Blocks(kind in undated) for kind in {happening.kind for happening in happenings}}
    for happening in happenings:
        block = blocks[happening.kind]
        number = join_best(events, block.candidates(happening), happening, join_across)
        block.add(number, events[number])
    return events


def join_best(events: list[Happening], candidates: Iterable[int], happening: Happening, join: Join) -> int:
    """Join a happening to the candidate that fits best, the first of equals, or append it; the number where it now is."""
    fits = [(fit[1], -number, fit[0]) for number in candidates if (fit := join(events[number], happening))]
    if not fits:
        events.append(happening)
        return len(events) - 1
    score, number, rule = max(fits)
    events[-number].absorb(happening, rule, score)
    return -number


def reading_order(report: ReportFacts) -> tuple[str, str, int, str]:
    """Sort key inside a document and its copies: as a reader meets the reports."""
    return report.published or "~", report.document_id, report.trigger_start, report.report_id


def name_event(happening: Happening) -> Iterator[Joined]:
    """What joined each report of an event to it; its id is made from the earliest."""
    event_id = make_key("evt", happening.anchor.report_id)
    for report_id, (rule, score) in happening.members.items():
        yield Joined(report_id, event_id, rule, round(score, 3))
