"""What two tellings cannot both say of one happening: other days, other places, other people."""

from pipeline.events.merge_happening import Days, Happening
from pipeline.events.merge_parties import DESCRIBED
from pipeline.events.merge_places import place_support

VERBAL = frozenset("AGREE CONSULT SUPPORT CONCEDE COOPERATE AID REQUEST ACCUSE REJECT THREATEN SANCTION".split())
PERSONAL = frozenset("abduct targeted arrest convict expel deport release resign".split())  # modes
DEATH = frozenset(("death",))
A_MONTH = 31  # days

Parties = frozenset[str]


def contradict(one: Happening, other: Happening) -> bool:
    """Whether the two cannot be one happening: by their days, their places, their parties or how it was done."""
    if one.days and other.days and days_apart(one.days, other.days):
        return True
    if one.place and other.place and place_support(one.place, other.place) < 0:
        return True
    if one.recalled != other.recalled and not told_of_days(one.days, other.days):
        return True
    if ("abduct" in one.modes) != ("abduct" in other.modes) and one.modes and other.modes:
        return True
    if of_persons(one) and of_persons(other) and differ(one.targets, other.targets, one.target_names, other.target_names):
        return True
    source, target = strangers(one, other)
    return (source and target) or ((source or target) and is_verbal(one))


def told_of_days(one: Days | None, other: Days | None) -> bool:
    """Whether the texts state when both were, to the month: what is recalled without is not what happens now."""
    return one is not None and other is not None and one.stated and other.stated and max(one.width, other.width) <= A_MONTH


def of_persons(one: Happening) -> bool:
    """Whether it was done to persons one by one, so that another target is another happening."""
    return one.killed == (1, 1) or is_personal(one)


def others_killed(one: Happening, other: Happening) -> bool:
    """Whether both tell the death of people known by full names that have no word in common."""
    if not (DEATH & one.kin & other.kin) or not one.targets.isdisjoint(other.targets):
        return False
    mine, others = ({name for name in side.target_names if not name.startswith(DESCRIBED)} for side in (one, other))
    return min(len(mine), len(others)) > 1 and mine.isdisjoint(others)


def is_personal(one: Happening) -> bool:
    """Whether it is of a sort that is done to persons one by one: an arrest, a sentence."""
    return not one.modes.isdisjoint(PERSONAL)


def strangers(one: Happening, other: Happening) -> tuple[bool, bool]:
    """Whether the sources, and the targets, of the two are known by other names, with no country in common.

    Speakers known by names of several words are strangers even in one country: "Rome" may be its minister, Ana Brus no other one.
    """
    source = differ(one.sources, other.sources, one.source_names, other.source_names)
    target = differ(one.targets, other.targets, one.target_names, other.target_names)
    known = is_verbal(one) and min(len(one.source_names), len(other.source_names)) > 1
    return (
        source and (known or one.source_countries.isdisjoint(other.source_countries)) and one.sources.isdisjoint(other.targets),
        target and one.target_countries.isdisjoint(other.target_countries) and one.targets.isdisjoint(other.sources),
    )


def is_verbal(one: Happening) -> bool:
    """Whether it is a word of somebody, so that another speaker is another happening. A verdict is of whom it is about."""
    return one.kind[0] in VERBAL and "convict" not in one.modes


def differ(one: Parties, other: Parties, one_names: Parties, other_names: Parties) -> bool:
    """Whether two sets of parties share nobody, though both have names, or both only descriptions: "gunmen" may be anybody."""
    if not one_names or not other_names or not one.isdisjoint(other) or not one_names.isdisjoint(other_names):
        return False
    return only_described(one_names) == only_described(other_names)


def only_described(names: Parties) -> bool:
    """Whether the words of a side are only of descriptions: "the Indian navy" may be named elsewhere."""
    return all(name.startswith(DESCRIBED) for name in names)


def days_apart(one: Days, other: Days) -> bool:
    """Whether two spans of days exclude one another; stated single days may touch unless both are explicit dates."""
    gap = max(one.first, other.first) - min(one.last, other.last)
    touching = one.stated and other.stated and not (one.sharp and other.sharp) and one.width == other.width == 1
    return gap > (1 if touching else 0)
