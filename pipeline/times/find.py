"""Find every time expression of a page and resolve it as a reader does who goes from the first line to the last."""

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any

from pipeline.lexicon import Entry, check_examples
from pipeline.text.page import Page, page_of
from pipeline.times import clocks, counts, durations, explicit, feasts, relative, spoken
from pipeline.times.apposed import with_dates_beside
from pipeline.times.context import Context
from pipeline.times.grammar import Grammar, Match, find_matches, load_grammar
from pipeline.times.guards import passes
from pipeline.times.mods import mod_of, narrowed
from pipeline.times.ranges import LINK, lend_years, with_ranges
from pipeline.times.reading import Groups, Reading
from pipeline.times.story import read_story
from pipeline.times.tense import Signs, signs_in, tells_habit, tense_at
from pipeline.times.timex import Time

READINGS: Mapping[str, Callable[[Groups, Context], Reading | None]] = {
    "calendar": explicit.read_calendar,
    "holiday": feasts.read_holiday,
    "night_of_days": explicit.read_night_of_days,
    "nth_weekday": explicit.read_nth_weekday,
    "week_number": explicit.read_week_number,
    "nth_unit": explicit.read_nth_unit,
    "week_of": explicit.read_week_of,
    "part_of_year": explicit.read_part_of_year,
    "weekday": relative.read_weekday,
    "weekday_of_week": relative.read_weekday_of_week,
    "today": relative.read_today,
    "direction": durations.read_direction_or_stretch,
    "count": counts.read_count,
    "same_quarter": counts.read_same_quarter,
    "offset_date": counts.read_offset_date,
    "unit_after_next": counts.read_unit_after_next,
    "day_of_month": relative.read_day_of_month,
    "compound_count": counts.read_compound_count,
    "part_of_holiday": feasts.read_part_of_holiday,
    "holiday_weekend": feasts.read_holiday_weekend,
    "days_of_month": relative.read_days_of_month,
    "clocks": clocks.read_clocks,
    "year_earlier": counts.read_year_earlier,
    "night_before": relative.read_night_before,
    "week_after_weekday": counts.read_week_after_weekday,
    "quarter_ended": counts.read_quarter_ended,
    "season_of_two_years": explicit.read_season_of_two_years,
    "weekday_count": counts.read_weekday_count,
    "end_of_unit": relative.read_end_of_unit,
    "clock": relative.read_clock,
    "slash_date": explicit.read_slash_date,
    "spoken_clock": spoken.read_spoken_clock,
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
        first, position = position, bisect_left(starts, passage.end, position)
        runs.append((first, position))
    return lend_years(page.text, without_ancient(find_matches(page, runs, passes)))


MOST_BETWEEN = 16  # characters between dates that share a year
DAYS_JOINED = re.compile(r",? (?:and|or|into|to|through|until)(?: on)? |, ")
ANCIENT = frozenset(("old-year", "old-years", "early-year"))


def without_ancient(matches: Sequence[Match]) -> list[Match]:
    """Bare years of three figures count only in a text that says elsewhere that it tells of such years."""
    if any(match.rule.rule_id in ANCIENT for match in matches):
        return list(matches)
    return [match for match in matches if match.rule.rule_id != "bare-old-year"]


@lru_cache(maxsize=1)
def load_checked() -> Grammar:
    """The grammar, every rule held to its own examples."""
    grammar = load_grammar()
    check_examples("grammar.yml", grammar.entries, shows_rule)
    return grammar


def shows_rule(entry: Entry, text: str) -> bool:
    """Whether the rule finds something in the example."""
    return any(match.rule.rule_id == entry["id"] for match in matches_on(page_of(text)))


def resolve(page: Page, matches: Sequence[Match]) -> list[Time]:
    """The matches as times, read in order."""
    story = read_story(page.published, matches)
    context = Context(page.published, story.narrative, story.first_year, story.main_years)
    times: list[Time] = []
    told: Reading | None = None
    tenses = Tenses(page)
    for number, match in enumerate(matches):
        sentence = page.sentence_at(match.start)
        again = number > 0 and sentence == context.sentence and says_again(match, matches[number - 1])
        context.sentence = sentence
        if not again:
            told = read_here(page, matches, number, context, tenses, told)
        if told is None:
            continue
        if told.when is not None and told.basis != "unresolved" and not is_comparison(match, context):
            context.note(told.when, len(times), told.basis != "explicit" and match.rule.means == "calendar")
        times.append(timed(match, told, page.text))
    return with_dates_beside(page, with_ranges(page.text, times))


def says_again(match: Match, last: Match) -> bool:
    """Whether a sentence names the same piece of the calendar in the same words again: it means the same."""
    return match.rule is last.rule and match.rule.means == "calendar" and match.groups == last.groups


def read_here(
    page: Page, matches: Sequence[Match], number: int, context: Context, tenses: "Tenses", told: Reading | None
) -> Reading | None:
    """What a match means where it stands; `told` is the reading of the match before."""
    match = matches[number]
    context.tense, context.habit = partial(tenses.tense, context.sentence, match), partial(tenses.habit, context.sentence)
    context.text, context.position = page.text, match.start
    groups = with_year_before(match, matches, number)
    groups["surface"] = page.text[match.start : match.end].lower()
    if groups.get("bare") and (context.mentions[-1].when.year if context.mentions else context.year or 1) <= 0:
        groups["era"] = -1  # bare years of a text that tells of years before Christ
    first = matches[number - 1] if number else None
    if first is not None and told is not None and told.when is not None and match.start - first.end < MOST_BETWEEN:
        groups |= (
            same_year(match, first, told) | listed_year(page.text, match, first, told) | listed_day(page.text, match, first, told)
        )
    return read_match(match, groups, context)


def read_match(match: Match, groups: Groups, context: Context) -> Reading | None:
    """What the match means here; None where it names no day that there is, or one outside the years 1 to 9999."""
    if str(groups.get("noon")) == "24" and context.text[max(context.position - 6, 0) : context.position].lower() == "after ":
        groups = {**groups, "noon": "0" if context.tense() < 0 else "24"}  # "blew up after midnight on Sunday": as that day began
    try:
        return READINGS[match.rule.means](groups, context)
    except OverflowError:
        return None


def is_comparison(match: Match, context: Context) -> bool:
    """Whether the text only looks back ("up from a year earlier"): the story goes on from where it was."""
    groups = match.groups
    if match.rule.means in ("count", "year_earlier"):
        return (groups.get("after") or groups.get("sign") or groups.get("offset")) == -1
    return context.narrative and match.rule.means == "direction" and groups.get("direction") in (-2, -1)


def with_year_before(match: Match, matches: Sequence[Match], number: int) -> dict[str, Any]:
    """The groups of a match, with the year before a shortened one ("1957-58")."""
    groups = dict(match.groups)
    if "short" in groups and number:
        groups["year_before"] = matches[number - 1].groups.get("year", 1900)
    return groups


def same_year(match: Match, first: Match | None, told: Reading | None) -> dict[str, Any]:
    """The year of the first day of "April 9 through 17", which the second shares, and how it was found."""
    if first is None or told is None or told.when is None or first.rule is not match.rule or not match.rule.pattern.segments:
        return {}
    near = match.start - first.end < 16 and first.groups.get("month") == match.groups.get("month")
    return {"year": told.when.year, "shared": (told.basis, told.anchor)} if near and "year" not in match.groups else {}


def listed_year(text: str, match: Match, first: Match | None, told: Reading | None) -> dict[str, Any]:
    """The year of a month listed after another ("June, July and August"): that of the first, or the next after December."""
    if first is None or told is None or told.when is None or told.when.unit != "month" or told.basis != "relative_to_publication":
        return {}
    plain = match.rule.means == "calendar" and "month" in match.groups and "day" not in match.groups and "year" not in match.groups
    if not plain or match.start - first.end > 12 or not LINK.fullmatch(text, first.end, match.start):
        return {}
    later = match.groups["month"] < told.when.number
    return {"year": told.when.year + (1 if later else 0), "shared": (told.basis, told.anchor)}


def listed_day(text: str, match: Match, first: Match, told: Reading) -> dict[str, Any]:
    """The day before the weekday of "next Wednesday and Thursday", "Tuesday into Wednesday", which the second comes after."""
    if match.rule.means != "weekday" or "weekday" not in first.groups or told.when is None or told.when.unit != "day":
        return {}
    return {"after_day": told.first} if told.first and DAYS_JOINED.fullmatch(text, first.end, match.start) else {}


class Tenses:
    """What the sentences of a page tell of tense and habit, each read once and only when asked for."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.signs: dict[int, Signs] = {}
        self.habits: dict[int, bool] = {}

    def tense(self, number: int, match: Match) -> int:
        """The tense at a match in a sentence."""
        sentence = self.page.sentences[number]
        if number not in self.signs:
            self.signs[number] = signs_in(self.page.text, self.page.tokens_in(sentence.start, sentence.end), sentence.end)
        return tense_at(self.page.text, sentence.start, match.start, match.end, sentence.end, self.signs[number])

    def habit(self, number: int) -> bool:
        """Whether a sentence tells a habit."""
        if number not in self.habits:
            sentence = self.page.sentences[number]
            self.habits[number] = tells_habit(self.page.text, sentence.start, sentence.end)
        return self.habits[number]


def timed(match: Match, reading: Reading, text: str) -> Time:
    """The time of a match."""
    mod = mod_of(match, reading, text[match.start : match.end])
    first, last = narrowed(reading, mod)
    return Time(
        match.start, match.end, reading.timex_type, reading.value, reading.edtf, first, last, reading.precision,
        reading.basis, reading.anchor, match.rule.rule_id, mod,
    )  # fmt: skip
