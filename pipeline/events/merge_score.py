"""Whether two happenings are one: what contradicts it, and how much speaks for it."""

from typing import NamedTuple

from pipeline.events.merge_contradictions import (
    A_MONTH,
    Parties,
    contradict,
    is_personal,
    is_verbal,
    others_killed,
    strangers,
)
from pipeline.events.merge_happening import Days, Happening, Toll
from pipeline.events.merge_parties import DESCRIBED
from pipeline.events.merge_places import place_support

ACROSS = 0.6  # what must speak for one happening told in two documents
WITHIN = 0.45  # and in two sentences of one document
SAME_NAMES = 0.08  # what two documents of one story share at least: a fifth of their names
SAME_SENTENCE = 0.12  # and their sentences
SURE, ALIKE, BOTH_PARTIES = 0.75, 0.25, 0.2  # what speaks for one story of documents that name little: in all, words, parties
EXACT_DAY, A_WEEK = 0.4, 0.25  # what one day, and a week, are worth where the texts state them
NEWS = 0.2  # and where news was published at about the same time
EXACT_PLACE = 0.25  # what one town is worth
SMALL = 2  # a number that any happening may have
SAME_TOLL = 0.15  # a toll that is not small
SAME_PARTY = 0.1  # and a party, by its words
KINDRED, REMOTE = 0.12, 0.03  # what triggers of one family are worth, and a word for any violence
MANY_TIMES = 3  # a toll so many times another is not its update
ANY = frozenset(("any_violence",))


class Story(NamedTuple):
    """What speaks for one story, up to 1 together: the names of the documents, the words of the sentences."""

    names: float
    sentence: float


class Support(NamedTuple):
    """What speaks for one happening, each part in shares of 1; one under 0 speaks against it. A shared story comes on top."""

    days: float
    place: float
    parties: float
    trigger: float
    toll: float


def days_support(one: Days | None, other: Days | None) -> float:
    """How much the days speak for one happening: most for one exact day."""
    if one is None or other is None:
        return 0.0
    if one.stated and other.stated:
        if max(one.first, other.first) > min(one.last, other.last):
            return 0.15
        width = max(one.width, other.width)
        return EXACT_DAY if width == 1 else A_WEEK if width <= 7 else 0.12 if width <= 31 else 0.0
    if one.stated or other.stated:
        return NEWS
    return NEWS if abs(one.last - other.last) <= 1 else 0.12


def party_support(one: Happening, other: Happening) -> float:
    """Shared parties, else words for them, else countries; other names on a side speak against, and strangers more."""
    sources = side_support(one.sources, other.sources, one.source_words, other.source_words)
    targets = side_support(one.targets, other.targets, one.target_words, other.target_words)
    support = sources + targets - 0.1 * sum(strangers(one, other))
    if sources <= 0 and targets <= 0:
        crossed = not one.sources.isdisjoint(other.targets) or not one.targets.isdisjoint(other.sources)
        return support + max(0.1 * crossed, 0.08 * (not one.party_words.isdisjoint(other.party_words)))
    return support


def side_support(one: Parties, other: Parties, one_words: Parties, other_words: Parties) -> float:
    """What the parties of one side are worth."""
    if not one.isdisjoint(other):
        return 0.15
    if not one_words.isdisjoint(other_words):
        return 0.1
    return -0.05 if one_words and other_words else 0.0


def trigger_support(one: Happening, other: Happening) -> float:
    """The same word, a word of its family, a word for any violence, or only the same mode."""
    if not one.stems.isdisjoint(other.stems):
        return 0.15
    if not (one.kin & other.kin) <= ANY:
        return KINDRED
    if not one.modes.isdisjoint(other.modes):
        return 0.08
    return REMOTE if ANY & (one.kin | other.kin) else 0.0


def toll_support(one: Toll | None, other: Toll | None) -> float:
    """Equal tolls speak for one happening, more so when they are not small; tolls many times one another speak against it."""
    if one is None or other is None:
        return 0.0
    if one == other and one.high > 0:
        return SAME_TOLL if one.high > 2 else 0.08
    return -0.15 if many_times(one, other) else 0.05 if one.low <= other.high and other.low <= one.high else 0.0


def many_times(one: Toll | None, other: Toll | None) -> bool:
    """Whether one toll is many times the other: not its update, but of something else."""
    return one is not None and other is not None and max(one.high, other.high) > MANY_TIMES * max(1, min(one.high, other.high))


def story_support(one: Happening, other: Happening) -> Story:
    """What the tellings share: names of their documents; names and telling words of their sentences."""
    names = max(0.4 * one.names.likeness(other.names, 4), 0.3 * one.names.share(other.names, 3))
    return Story(names, 0.3 * one.proper.likeness(other.proper, 2) + 0.3 * one.words.likeness(other.words, 5))


def weigh(one: Happening, other: Happening) -> Support:
    """Everything but their words that speaks for one happening."""
    return Support(
        days_support(one.days, other.days),
        place_support(one.place, other.place),
        party_support(one, other),
        trigger_support(one, other),
        toll_support(one.killed, other.killed) or toll_support(one.injured, other.injured) * 0.7 or count_support(one, other),
    )


def count_support(one: Happening, other: Happening) -> float:
    """What it is worth that both count the same sort of people and find the same number, if it is not small."""
    return SAME_TOLL if any(number > SMALL for _, number in one.counts & other.counts) else 0.0


def counts_differ(one: Happening, other: Happening) -> bool:
    """Whether both count the same sort of people and never the same number: 23 and 26 pirates. A toll may rise."""
    if one.killed or other.killed or not one.counts.isdisjoint(other.counts):
        return False
    return not {word for word, _ in one.counts}.isdisjoint(word for word, _ in other.counts)


def join_within(one: Happening, other: Happening) -> tuple[str, float] | None:
    """Rule and score that join two happenings of one document, or None. Marked ones are apart: "another attack".

    Days and places that the document as a whole has, by its publication and its dateline, tell nothing of one sentence.
    """
    if one.mark != other.mark or contradict(one, other) or (is_verbal(one) and not same_voice(one, other)):
        return None
    if turned_round(one, other) or one.recalled != other.recalled or sums_up(one.days, other.days) or sums_up(other.days, one.days):
        return None
    found = weigh(one, other)
    if many_times(one.killed, other.killed) or (
        is_personal(one) and is_personal(other) and found.parties <= 0 and not other.definite
    ):
        return None
    days = found.days if one.days and other.days and one.days.stated and other.days.stated else 0.0
    told = 2.2 * found.trigger + found.toll + 0.15 * other.definite + 0.1 * one.words.likeness(other.words, 5)
    score = 0.1 + told + found.parties + 0.5 * days + 0.25 * found.place
    return ("same_document", min(score, 1.0)) if score >= WITHIN and found.trigger > 0 else None


def sums_up(one: Days | None, other: Days | None) -> bool:
    """Whether the first is told of about a month or more, as sums of many happenings are, and the second of no stated days."""
    return one is not None and one.stated and one.width >= A_MONTH - 3 and not (other is not None and other.stated)


def turned_round(one: Happening, other: Happening) -> bool:
    """Whether who struck in one is struck in the other: an answer, and not the same blow."""
    if one.kind[0] != "ASSAULT" or not one.sources.isdisjoint(other.sources) or not one.source_words.isdisjoint(other.source_words):
        return False
    return any(
        not first.sources.isdisjoint(second.targets) or not first.source_words.isdisjoint(second.target_words)
        for first, second in ((one, other), (other, one))
    )


def join_across(one: Happening, other: Happening) -> tuple[str, float] | None:
    """Rule and score that join two happenings of different documents, or None.

    They must share a place or a party, and what is said the party that says it. What a document of both tells apart stays apart.
    """
    if (
        contradict(one, other)
        or others_killed(one, other)
        or (not one.documents.isdisjoint(other.documents) and join_within(one, other) is None)
    ):
        return None
    found = weigh(one, other)
    if found.trigger <= 0 or (found.place <= 0 and found.parties <= 0) or (is_verbal(one) and not same_voice(one, other)):
        return None
    if one.mark != other.mark and not (found.days >= EXACT_DAY and found.place >= EXACT_PLACE):
        return None
    return join_by(rule_of(found), found, one, other)


def same_voice(one: Happening, other: Happening) -> bool:
    """Whether a source of one is a party of the other; where nobody named speaks, whether it is of one target."""
    if (
        not one.sources.isdisjoint(other.sources | other.targets)
        or not other.sources.isdisjoint(one.targets)
        or not one.source_names.isdisjoint(other.source_names | other.target_names)
    ):
        return True
    if one.source_names and other.source_names:
        return False
    unsaid = not one.source_words or not other.source_words
    if one.source_names or other.source_names:
        return unsaid and any(not name.startswith(DESCRIBED) for name in one.target_names & other.target_names)
    return (unsaid or not one.source_words.isdisjoint(other.source_words)) and not one.target_words.isdisjoint(other.target_words)


def rule_of(found: Support) -> str:
    """The rule that may join two happenings: by day and place, by day and parties, by a few days, else only by their story.

    Days deduced from publications, and months, say too little of when; an equal toll beside them says enough.
    """
    if found.days < A_WEEK and (found.toll < SAME_TOLL or not found.days):
        return "same_story"
    if found.days < EXACT_DAY:
        return "same_days"
    return "same_day_place" if found.place >= EXACT_PLACE else "same_day_parties"


def is_bound(found: Support, story: Story, one: Happening, other: Happening) -> bool:
    """Whether more than a day and a country speaks for one happening: a town, a party, a toll, or like sentences."""
    if found.place >= EXACT_PLACE or found.parties >= SAME_PARTY or found.toll >= SAME_TOLL or story.sentence >= ALIKE:
        return True
    return not one.targets.isdisjoint(other.targets)


def join_by(rule: str, found: Support, one: Happening, other: Happening) -> tuple[str, float] | None:
    """The rule and its score, where enough speaks for it.

    Triggers of two families need a party or a toll beside them. One story, of kindred triggers, means that documents and sentences
    share names and words; it then counts whole.
    """
    if found.days < EXACT_DAY and counts_differ(one, other):
        return None
    if found.trigger < KINDRED and (rule == "same_story" or (found.toll < SAME_TOLL and found.parties < BOTH_PARTIES)):
        return None
    story = story_support(one, other)
    if rule != "same_story" and not is_bound(found, story, one, other):
        return None
    if rule != "same_story":
        score = sum(found) + 0.5 * sum(story)
        return (rule, min(score, 1.0)) if score >= ACROSS else None
    score = sum(found) + sum(story)
    if story.names < SAME_NAMES and not (found.days and found.place >= EXACT_PLACE):  # of the same people in the same words
        return (rule, min(score, 1.0)) if score >= SURE and story.sentence >= ALIKE and found.parties >= BOTH_PARTIES else None
    return (rule, min(score, 1.0)) if story.sentence >= SAME_SENTENCE and score >= ACROSS else None
