"""Two numbers that make one figure: ranges, changes from one level to another, scores and votes, ratios, dollars and cents."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from pipeline.figures.changes import word_of_change
from pipeline.figures.contests import is_score, is_spaced_score, score
from pipeline.figures.draft import Draft
from pipeline.figures.numerals import divide, times
from pipeline.figures.quantities import set_bounds
from pipeline.figures.small_words import either

TO = re.compile(
    rf"\s?[-–—]\s?|-? or |[ -]to[ -]|-? to (?:(?:{either('range_words')}) )?-?| through |[ -]or[ -]|\s?~\s?| ?(?:\.\.|…) ?"
)
AND = re.compile(r" and (?:about |around |nearly |as much as |as many as )?")
IN = re.compile(r" (?:in|out of|of|of every|in every|out of every) (?:every )?$")
PLUS_MINUS = re.compile(r" ?(?:±|\+/-|\+/−|\+-) ?")
PART = re.compile(r" ?|,? and |, ")
DURATION_PART = re.compile(r" ?| and ")  # with commas between they are listed, and each is a figure
END = re.compile(r"[.,;:!?)]|$| (?:for|to|at|in|from|each)\b")
WITHIN = {
    ("foot", "inch"): 12,
    ("yard", "foot"): 3,
    ("pound", "ounce"): 16,
    ("kilometre", "metre"): 1000,
    ("metre", "centimetre"): 100,
    ("kilogram", "gram"): 1000,
    ("mile", "yard"): 1760,
    ("year", "month"): 12,
    ("week", "day"): 7,
    ("day", "hour"): 24,
    ("hour", "minute"): 60,
    ("minute", "second"): 60,
}
LOWER = re.compile(r"\b[a-z]+ $")  # "of 5 and 10 km", not "the Nasdaq 100 and 5 %"
CENTS = re.compile(r",? and | ")
BETWEEN = re.compile(
    r"\b(?:between|ranging from|range from|ranges? between|anywhere between) (?:about |around |roughly |an estimated )?$", re.I
)
FROM = re.compile(r"\bfrom (?:about |around |roughly |an estimated |nearly |just |some |only )?$", re.I)


def join_pairs(text: str, drafts: Iterable[Draft], floor: int) -> Iterator[Draft]:
    """The quantities with those joined that make one figure; each is looked at once with its neighbour."""
    left: Draft | None = None
    for right in drafts:
        if left is None:
            left = right
            continue
        joined = join(text, left, right, floor)
        if joined is None:
            yield left
            left = right
        else:
            left = joined
    if left is not None:
        yield left


def join(text: str, left: Draft, right: Draft, floor: int) -> Draft | None:
    """One figure of two neighbouring quantities, or None where they are two."""
    if right.start - left.end > 22 or left.joined in ("score", "ratio"):
        return None
    gap = text[left.end : right.start]
    if PLUS_MINUS.fullmatch(gap):
        return spread(left, right)
    if IN.fullmatch(gap):
        return ratio(left, right, gap)
    if left.joined:
        return from_to_range(left, right, gap)
    if left.currency and left.factor == 1 and CENTS.fullmatch(gap) and (right.factor != 1 or are_cents(text, left, right)):
        return add_cents(left, right)
    part = DURATION_PART if left.kind == "duration" else PART
    if left.kind == right.kind and (left.unit_name or "", right.unit_name or "") in WITHIN and part.fullmatch(gap):
        return None if BETWEEN.search(text, max(floor, left.start - 40), left.start) else add_part(left, right)
    if gap in (" and ", " or ") and LOWER.search(text, max(floor, left.start - 20), left.start):
        share_unit(left, right)
    return join_ends(text, left, right, floor) if compatible(left, right) else None


def join_ends(text: str, left: Draft, right: Draft, floor: int) -> Draft | None:
    """One figure of two quantities that can be ends of a range or sides of a contest, by the words between and before."""
    gap, before = text[left.end : right.start], text[max(floor, left.start - 60) : left.start]
    if AND.fullmatch(gap) or gap == " but ":
        if opposed(left, right):
            return both_bounds(left, right)
        return make_range(left, right, BETWEEN.search(before), "range") if BETWEEN.search(before) else None
    if gap == " " and right.qualifier == "at_most" and (start := FROM.search(before)):
        return make_range(left, right, start, "from_to")
    if gap in (" – ", " - ", " — ") and is_spaced_score(text, left, right):
        return score(left, right)
    if gap == " to " and not FROM.search(before) and (moved(text, left, right, floor) or reached(before, left, right)):
        return None
    if not TO.fullmatch(gap) or (gap.strip() in ("-", "–", "—") and len(gap) != len(gap.strip()) and not right.measured):
        return None
    if left.measured and not right.measured and not (left.rule == "age.aged" or FROM.search(before) or BETWEEN.search(before)):
        return None
    if is_score(text, left, right, before, gap):
        return score(left, right)
    if " or " in gap or "-or-" in gap:
        return make_range(left, right, None, "range") if small_step(left, right) else None
    start = FROM.search(before)
    return make_range(left, right, start, "from_to" if start else "range")


def compatible(left: Draft, right: Draft) -> bool:
    """Whether both can be ends of one range: the same unit, or a bare number before a measured one."""
    if (left.value is None and left.low is None) or (right.value is None and right.low is None):
        return False
    if right.qualifier in ("at_least", "at_most") and left.qualifier == "exact" and right.value is None:
        return False
    if (left.kind == "ratio") != (right.kind == "ratio") and not (
        left.kind == "ratio" and right.measured and right.value is not None and right.value <= 10
    ):
        return False
    if not left.measured or not right.measured:
        return (not left.rate or right.unit is not None) and (left.kind != "age" or left.rule == "age.aged")
    return (left.unit, left.currency) == (right.unit, right.currency) or (
        left.currency == right.currency is not None and not left.unit
    )


def small_step(left: Draft, right: Draft) -> bool:
    """Whether "two or three" is a range: growing, and not far."""
    return left.value is not None and right.value is not None and left.value < right.value <= times(left.value, Decimal(4))


def moved(text: str, left: Draft, right: Draft, floor: int) -> bool:
    """ "rose 3 to 20": by how much, and to what; no range, unless both count the same ("rose 3 to 5 points")."""
    if left.measured or right.measured or word_of_change(text, floor, left.start) is None:
        return False
    return re.match(r" [a-z]+s\b", text[right.end : right.end + 30]) is None


def reached(before: str, left: Draft, right: Draft) -> bool:
    """ "by 2 degrees to 41 degrees": a step and the level that it leads to, many times as great, not both ends of a range."""
    return before.endswith("by ") and left.value is not None and right.value is not None and right.value > left.value * 4


def ratio(left: Draft, right: Draft, gap: str) -> Draft | None:
    """ "one in four", "9 out of 10" as a ratio."""
    if left.measured or right.measured or left.value is None or not right.value or left.value >= right.value:
        return None
    if "out of" not in gap and "every" not in gap and (left.value > 20 or right.value > 1000 or (" of " in gap)):
        return None
    if right.value < 2 or right.qualifier != "exact":
        return None
    left.value, left.low, left.high = divide(left.value, right.value), None, None
    left.end, left.kind, left.joined, left.rule = right.end, "ratio", "ratio", "ratio"
    return left


def spread(left: Draft, right: Draft) -> Draft:
    """ "5 ± 0.2": the value with both bounds."""
    take_unit(left, right)
    if left.value is not None and right.value is not None:
        left.low, left.high = left.value - right.value, left.value + right.value
    left.end, left.rule, left.joined = right.end, "plus_minus", "range"
    return left


def add_cents(left: Draft, right: Draft) -> Draft:
    """Dollars and cents as one amount."""
    if left.value is not None and right.value is not None:
        left.value += right.value if right.factor != 1 else times(right.value, Decimal("0.01"))
        set_bounds(left)
    left.end, left.rule = right.end, "money.with_cents"
    return left


def share_unit(left: Draft, right: Draft) -> None:
    """ "4.2 million and 1.44bn euros", "5 or 10 km": a bare number right before a measured one is of its unit too."""
    bare = not left.measured and left.kind == "count" and not left.rate and left.numeral.form in ("digits", "mixed")
    behind = right.measured and right.start == right.core and right.kind not in ("age", "temperature")
    if bare and behind and left.value is not None and right.value is not None:
        take_unit(left, right)


def take_unit(left: Draft, right: Draft) -> None:
    """Share the unit or currency of whichever end has one."""
    if not left.measured:
        left.unit, left.unit_name, left.currency, left.kind = right.unit, right.unit_name, right.currency, right.kind
        if right.factor != 1 and left.value is not None:
            left.value = times(left.value, right.factor)
        left.factor = right.factor
    elif right.unit and left.currency and not left.unit:
        left.unit, left.unit_name = right.unit, right.unit_name
    elif not right.measured and left.factor != 1 and right.value is not None:
        right.value = times(right.value, left.factor)
    left.rate = left.rate or right.rate
    if left.kind == "duration" and right.kind == "age":
        left.kind = "age"


def share_scale(left: Draft, right: Draft) -> None:
    """ "two to three million": the lower end takes the scale of the upper one, where it is smaller without it."""
    scale = right.numeral.scale
    if scale > 1 and left.numeral.scale == 1 and left.value is not None and right.value is not None:
        mantissa = right.value / right.factor / scale
        if left.value < mantissa or (
            left.numeral.form == "digits" and left.value <= 100 and left.value < mantissa * 100 and left.value < 1000
        ):
            left.value = times(left.value, scale)


def make_range(left: Draft, right: Draft, word: re.Match[str] | None, form: str) -> Draft | None:
    """Both ends as bounds of one figure; a change from one level to another keeps the new level as its value."""
    share_scale(left, right)
    take_unit(left, right)
    low, high = left.value if left.value is not None else left.low, right.value if right.value is not None else right.high
    if low is None or high is None or low == high:
        return None
    if low > high and form != "from_to" and not left.measured:
        return None
    if word is not None:
        left.start = left.start - (word.end() - word.start())
    left.value, left.last = None, right.value
    left.low, left.high = min(low, high), max(low, high)
    left.end, left.joined, left.qualifier, left.rule = right.end, form, "range", form
    return left


def from_to_range(left: Draft, right: Draft, gap: str) -> Draft | None:
    """ "from 24 to 33-35 billion": the right end of a change may itself be a range."""
    if (
        gap not in ("-", "–")
        or left.joined == "range"
        or left.measured
        or left.low is None
        or left.last is None
        or right.value is None
    ):
        return None
    scale = right.numeral.scale if right.value / right.factor / right.numeral.scale > left.last else Decimal(1)
    take_unit(left, right)
    left.low, left.high, left.value, left.last = times(left.low, scale), right.value, None, right.value
    left.end = right.end
    return left


def opposed(left: Draft, right: Draft) -> bool:
    """Whether one bounds from below what the other bounds from above."""
    lower, upper = ("more_than", "at_least"), ("less_than", "at_most")
    if left.value is None or right.value is None or left.joined:
        return False
    return (left.qualifier in lower and right.qualifier in upper and left.value < right.value) or (
        left.qualifier in upper and right.qualifier in lower and left.value > right.value
    )


def both_bounds(left: Draft, right: Draft) -> Draft:
    """ "more than 10 but less than 40" as one figure with both bounds."""
    take_unit(left, right)
    ends = sorted(end for end in (left.value, right.value) if end is not None)
    left.low, left.high, left.value, left.last = ends[0], ends[1], None, right.value
    left.end, left.joined, left.qualifier, left.rule = right.end, "range", "range", "both_bounds"
    return left


def are_cents(text: str, left: Draft, right: Draft) -> bool:
    """Whether a bare number behind named money is its cents: "15 dollars and 50."."""
    if (
        right.measured
        or right.value is None
        or left.value is None
        or right.value >= 100
        or left.rule.endswith("_sign")
        or left.numeral.scale > 1
    ):
        return False
    return left.end > left.numeral.end and END.match(text, right.end) is not None and right.value > 9


def add_part(left: Draft, right: Draft) -> Draft:
    """ "5 feet 2 inches" in the smaller unit, which is exact."""
    factor = WITHIN[left.unit_name or "", right.unit_name or ""]
    if left.value is not None and right.value is not None:
        left.value = times(left.value, Decimal(factor)) + right.value
        set_bounds(left)
    left.unit, left.unit_name, left.end, left.rule = right.unit, right.unit_name, right.end, "compound_measure"
    return left
