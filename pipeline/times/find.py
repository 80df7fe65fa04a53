"""Find every time expression of a page and resolve it as a reader does who goes from the first line to the last."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from pipeline.lexicon import Entry, check_examples
from pipeline.text.page import Page, page_of
from pipeline.times import counts, durations, explicit, relative
from pipeline.times.context import Context
from pipeline.times.grammar import Grammar, Match, find_matches, load_grammar
from pipeline.times.guards import before, passes
from pipeline.times.reading import Groups, Reading
from pipeline.times.story import read_story
from pipeline.times.tense import tense_at
from pipeline.times.timex import Time
from pipeline.times.when import bounds, edtf

READINGS: Mapping[str, Callable[[Groups, Context], Reading | None]] = {
    "calendar": explicit.read_calendar,
    "holiday": explicit.read_holiday,
    "nth_weekday": explicit.read_nth_weekday,
    "nth_unit": explicit.read_nth_unit,
    "week_of": explicit.read_week_of,
    "part_of_year": explicit.read_part_of_year,
    "weekday": relative.read_weekday,
    "weekday_of_week": relative.read_weekday_of_week,
    "today": relative.read_today,
    "direction": relative.read_direction,
    "count": counts.read_count,
    "same_quarter": counts.read_same_quarter,
    "offset_date": counts.read_offset_date,
    "unit_after_next": counts.read_unit_after_next,
    "day_of_month": relative.read_day_of_month,
    "year_earlier": counts.read_year_earlier,
    "end_of_unit": relative.read_end_of_unit,
    "clock": relative.read_clock,
    "part_of_day": relative.read_part_of_day,
    "reference": relative.read_reference,
    "recent": durations.read_recent,
    "near_duration": durations.read_near_duration,
    "duration": durations.read_duration,
    "in_duration": durations.read_in_duration,
    "every": durations.read_every,
}


def find_times(page: Page) -> list[Time]:
    """The time expressions of a page in order, none overlapping another."""
    load_checked()
    return resolve(page, matches_on(page))


def matches_on(page: Page) -> list[Match]:
    """The matches of the grammar in every passage."""
    starts = page.token_starts
    runs, position = [], 0
    for passage in page.passages:
        first = position
        while position < len(starts) and starts[position] < passage.end:
            position += 1
        runs.append((first, position))
    return lend_years(page.text, find_matches(page.text, page.tokens, runs, passes))


@lru_cache(maxsize=1)
def load_checked() -> Grammar:
    """The grammar, every rule held to its own examples."""
    grammar = load_grammar()
    check_examples("grammar.yml", grammar.entries, shows_rule)
    return grammar


def shows_rule(entry: Entry, text: str) -> bool:
    """Whether the rule finds something in the example."""
    page = page_of(text, published=date(2016, 6, 15))
    return any(time.rule_id == entry["id"] for time in resolve(page, matches_on(page)))


LINK = re.compile(r"\s*(?:,|-|–|—|/|&|to|through|until|till|and|or|and to|and from)\s*(?:the )?", re.IGNORECASE)
RANGE_LINK = re.compile(r"\s*(?:-|–|—|to|through|until|till)\s*(?:the )?", re.IGNORECASE)


def lend_years(text: str, matches: Sequence[Match]) -> list[Match]:
    """In "31 May - 1 June 1916" and "January and February 1937" the first takes the year of the second."""
    lent = list(matches)
    for index in range(len(lent) - 2, -1, -1):
        first, second = lent[index], lent[index + 1]
        if first.rule.means == second.rule.means == "calendar" and needs_year(first) and second.start - first.end < 16 and LINK.fullmatch(text, first.end, second.start):
            groups = second.groups
            if "year" in groups and ("month" in groups or "season" in groups):
                later = "month" in first.groups and "month" in groups and first.groups["month"] > groups["month"]
                lent[index] = first._replace(groups=dict(first.groups) | {"year": groups["year"] - (1 if later else 0)} | ({"era": groups["era"]} if "era" in groups else {}))
    return lent


def needs_year(match: Match) -> bool:
    """Whether a month, day or season was named without its year."""
    return "year" not in match.groups and ("month" in match.groups or "season" in match.groups)


def resolve(page: Page, matches: Sequence[Match]) -> list[Time]:
    """The matches as times, read in order."""
    story = read_story(page.published, matches)
    context = Context(page.published, story.narrative, story.first_year, story.main_years)
    times: list[Time] = []
    for number, match in enumerate(matches):
        context.sentence = page.sentence_at(match.start)
        context.tense = tense_reader(page, match)
        place(context, page.text, match)
        groups = with_year_before(match, matches, number) | {"surface": page.text[match.start : match.end].lower()}
        reading = READINGS[match.rule.means](groups, context)
        if reading is None:
            continue
        if reading.when is not None and reading.basis != "unresolved" and not is_comparison(match, context):
            context.note(reading.when, len(times))
        times.append(timed(match, reading))
    return with_ranges(page.text, times)


PLACED = frozenset("in during by until till since through throughout before after from over for last next this the of and to or".split())
BOUNDED = frozenset(("by", "until", "till", "through"))


def place(context: Context, text: str, match: Match) -> None:
    """Tell the context which preposition goes before the match."""
    word = before(text, match.start).lower()
    context.placed, context.bounded = word in PLACED, word in BOUNDED


def is_comparison(match: Match, context: Context) -> bool:
    """Whether news only looks aside ("up from a year earlier"): the story goes on from where it was."""
    return not context.narrative and match.rule.means in ("count", "year_earlier") and (match.groups.get("after") or match.groups.get("sign")) == -1


def with_year_before(match: Match, matches: Sequence[Match], number: int) -> dict[str, Any]:
    """The groups of a match, with the year before a shortened one ("1957-58")."""
    groups = dict(match.groups)
    if "short" in groups and number:
        groups["year_before"] = matches[number - 1].groups.get("year", 1900)
    return groups


def tense_reader(page: Page, match: Match) -> Callable[[], int]:
    """The tense at a match, read only when asked for."""

    def read() -> int:
        sentence = page.sentences[page.sentence_at(match.start)]
        return tense_at(page.text, sentence.start, match.start, match.end, sentence.end)

    return read


def timed(match: Match, reading: Reading) -> Time:
    """The time of a match."""
    return Time(
        match.start, match.end, reading.timex_type, reading.value, reading.edtf, reading.first, reading.last, reading.precision, reading.basis,
        reading.anchor, match.rule.rule_id,
    )  # fmt: skip


def with_ranges(text: str, times: list[Time]) -> list[Time]:
    """Both ends of a range carry the interval in EDTF and days; each keeps its own TIMEX3 value, as TimeML marks ranges."""
    for index, (first, second) in enumerate(zip(times, times[1:], strict=False)):
        if is_range(text, first, second) and first.first and second.last and first.first < second.last and first.edtf and second.edtf and "/" not in first.edtf:
            whole = f"{first.edtf.split('T')[0]}/{second.edtf.split('T')[0].split('/')[-1]}"
            times[index] = first._replace(edtf=whole, last=second.last)
            times[index + 1] = second._replace(edtf=whole, first=first.first)
    return times


def is_range(text: str, first: Time, second: Time) -> bool:
    """Whether two dates are the ends of a range: joined by a dash or "to", or by "and" after "between"."""
    if first.timex_type not in ("DATE", "TIME") or second.timex_type not in ("DATE", "TIME") or second.start - first.end > 12:
        return False
    link = text[first.end : second.start]
    if RANGE_LINK.fullmatch(link):
        return link.strip().lower() in ("-", "–", "—", "through") or bool(re.search(r"\b(?:from|between)\s+(?:the\s+)?$", text[max(0, first.start - 16) : first.start], re.IGNORECASE)) or first.timex_type == "DATE"
    return link.strip().lower() == "and" and bool(re.search(r"\bbetween\s+(?:the\s+)?$", text[max(0, first.start - 16) : first.start], re.IGNORECASE))


__all__ = ["bounds", "edtf", "find_times"]
