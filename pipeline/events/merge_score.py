"""Whether two happenings are one: what contradicts it, and how much speaks for it."""

from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

from pipeline.events.merge_happening import Days, Happening, Spot, Toll

ACROSS = 0.6  # what must speak for one happening told in two documents
WITHIN = 0.45  # and in two sentences of one document
SAME_NAMES = 0.08  # what two documents of one story share at least: a fifth of their names
SAME_SENTENCE = 0.12  # and their sentences
EXACT_DAY, A_WEEK = 0.4, 0.25  # what one day, and a week, are worth where the texts state them
NEWS = 0.2  # and where news was published at about the same time
EXACT_PLACE = 0.25  # what one town is worth
SAME_TOLL = 0.15  # a toll that is not small
SAME_PARTY = 0.1  # and a party, by its words
KINDRED, REMOTE = 0.12, 0.03  # what triggers of one family are worth, and a word for any violence
VERBAL = frozenset("AGREE CONSULT SUPPORT CONCEDE COOPERATE AID REQUEST ACCUSE REJECT THREATEN SANCTION".split())
PERSONAL = frozenset("abduct targeted arrest convict expel deport release resign".split())  # modes
SAME_TOWN = 15.0  # kilometres
NEAR_TOWN = 40.0
MANY_TIMES = 3  # a toll so many times another is not its update
EARTH = 6371.0
ANY = frozenset(("any_violence",))

Parties = frozenset[str]


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


def contradict(one: Happening, other: Happening) -> bool:
    """Whether the two cannot be one happening: by their days, their places, their parties or how it was done."""
    if one.days and other.days and days_apart(one.days, other.days):
        return True
    if one.place and other.place and place_support(one.place, other.place) < 0:
        return True
    if ("abduct" in one.modes) != ("abduct" in other.modes) and one.modes and other.modes:
        return True
    if of_persons(one) and of_persons(other) and differ(one.targets, other.targets, one.target_names, other.target_names):
        return True
    source, target = strangers(one, other)
    return (source and target) or ((source or target) and one.kind[0] in VERBAL)


def of_persons(one: Happening) -> bool:
    """Whether it was done to persons one by one, so that another target is another happening."""
    return one.killed == (1, 1) or not one.modes.isdisjoint(PERSONAL)


def strangers(one: Happening, other: Happening) -> tuple[bool, bool]:
    """Whether the sources, and the targets, of the two are known by other names, with no country in common."""
    source = differ(one.sources, other.sources, one.source_names, other.source_names)
    target = differ(one.targets, other.targets, one.target_names, other.target_names)
    return (
        source and one.source_countries.isdisjoint(other.source_countries) and one.sources.isdisjoint(other.targets),
        target and one.target_countries.isdisjoint(other.target_countries) and one.targets.isdisjoint(other.sources),
    )


def differ(one: Parties, other: Parties, one_names: Parties, other_names: Parties) -> bool:
    """Whether two sets of parties share nobody, though both have names: "gunmen" may be anybody."""
    return bool(one_names and other_names) and one.isdisjoint(other) and one_names.isdisjoint(other_names)


def days_apart(one: Days, other: Days) -> bool:
    """Whether two spans of days exclude one another; stated single days may touch unless both are explicit dates."""
    gap = max(one.first, other.first) - min(one.last, other.last)
    touching = one.stated and other.stated and not (one.sharp and other.sharp) and one.width == other.width == 1
    return gap > (1 if touching else 0)


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


def place_support(one: Spot | None, other: Spot | None) -> float:
    """How much the places speak for one happening; under 0 where they exclude one another."""
    if one is None or other is None:
        return 0.0
    if one.place_id == other.place_id:
        return 0.3 if one.precision <= 3 else 0.2 if one.precision <= 5 else 0.1
    coarse = max(one.precision, other.precision)
    if one.country and other.country and one.country != other.country:
        return -1.0 if coarse >= 4 or distance(one, other) > NEAR_TOWN else 0.1
    if coarse >= 6:
        return 0.1
    if coarse >= 4:
        return 0.15 if one.admin1 == other.admin1 else -1.0 if one.admin1 and other.admin1 and coarse == 4 else 0.05
    apart = distance(one, other)
    return 0.25 if apart <= SAME_TOWN else 0.12 if apart <= NEAR_TOWN else -1.0


def distance(one: Spot, other: Spot) -> float:
    """Kilometres between two places on a sphere; far, where one has no coordinates."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return EARTH
    south, north = radians(one.latitude), radians(other.latitude)
    step = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin(radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * EARTH * asin(sqrt(step))


def party_support(one: Happening, other: Happening) -> float:
    """Shared parties, else words for them, else countries; other words on a side speak against, and strangers more."""
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
    low, high = sorted((max(one.high, 1), max(other.high, 1)))
    return -0.15 if high > MANY_TIMES * low else 0.05 if one.low <= other.high and other.low <= one.high else 0.0


def story_support(one: Happening, other: Happening) -> Story:
    """What the tellings share: names of their documents; names and telling words of their sentences."""
    names = 0.4 * one.names.likeness(other.names, 4)
    return Story(names, 0.3 * one.proper.likeness(other.proper, 2) + 0.3 * one.words.likeness(other.words, 5))


def weigh(one: Happening, other: Happening) -> Support:
    """Everything but their words that speaks for one happening."""
    return Support(
        days_support(one.days, other.days),
        place_support(one.place, other.place),
        party_support(one, other),
        trigger_support(one, other),
        toll_support(one.killed, other.killed) or toll_support(one.injured, other.injured) * 0.7,
    )


def join_within(one: Happening, other: Happening) -> tuple[str, float] | None:
    """Rule and score that join two happenings of one document, or None. Marked ones are apart: "another attack".

    Days and places that the document as a whole has, by its publication and its dateline, tell nothing of one sentence.
    """
    if one.mark != other.mark or contradict(one, other):
        return None
    found = weigh(one, other)
    days = found.days if one.days and other.days and one.days.stated and other.days.stated else 0.0
    told = 2.2 * found.trigger + found.toll + 0.15 * other.definite + 0.1 * one.words.likeness(other.words, 5)
    score = 0.1 + told + found.parties + 0.5 * days + 0.25 * found.place
    return ("same_document", min(score, 1.0)) if score >= WITHIN and found.trigger > 0 else None


def join_across(one: Happening, other: Happening) -> tuple[str, float] | None:
    """Rule and score that join two happenings of different documents, or None.

    They must share a place or a party, and what is said the party that says it. What a document of both tells apart stays apart.
    """
    if contradict(one, other) or (not one.documents.isdisjoint(other.documents) and join_within(one, other) is None):
        return None
    found = weigh(one, other)
    if found.trigger <= 0 or (found.place <= 0 and found.parties <= 0) or (one.kind[0] in VERBAL and not same_voice(one, other)):
        return None
    if one.mark != other.mark and not (found.days >= EXACT_DAY and found.place >= EXACT_PLACE):
        return None
    return join_by(rule_of(found), found, one, other)


def same_voice(one: Happening, other: Happening) -> bool:
    """Whether a source of one is a party of the other."""
    return (
        not one.sources.isdisjoint(other.sources | other.targets)
        or not other.sources.isdisjoint(one.targets)
        or not one.source_names.isdisjoint(other.source_names | other.target_names)
    )


def rule_of(found: Support) -> str:
    """The rule that may join two happenings: by day and place, by day and parties, by a few days, else only by their story.

    Days deduced from publications, and months, say too little of when; an equal toll beside them says enough.
    """
    if found.days < A_WEEK and (found.toll < SAME_TOLL or not found.days):
        return "same_story"
    if found.days < EXACT_DAY:
        return "same_days"
    return "same_day_place" if found.place >= EXACT_PLACE else "same_day_parties"


def join_by(rule: str, found: Support, one: Happening, other: Happening) -> tuple[str, float] | None:
    """The rule and its score, where enough speaks for it.

    Triggers of two families need a party or a toll beside them. One story, of kindred triggers, means that documents and sentences
    share names and words; it then counts whole.
    """
    if found.trigger < KINDRED and (rule == "same_story" or (found.toll < SAME_TOLL and found.parties < SAME_PARTY)):
        return None
    story = story_support(one, other)
    if rule != "same_story":
        score = sum(found) + 0.5 * sum(story)
        return (rule, min(score, 1.0)) if score >= ACROSS else None
    if story.names < SAME_NAMES and not (found.days and found.place >= EXACT_PLACE):
        return None
    score = sum(found) + sum(story)
    return (rule, min(score, 1.0)) if story.sentence >= SAME_SENTENCE and score >= ACROSS else None
