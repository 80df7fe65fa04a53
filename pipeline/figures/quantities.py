"""From numbers to quantities: the currency before, the unit or the rate behind, the qualifying words around."""

import re
from collections.abc import Iterator
from decimal import Decimal

from pipeline.figures.ages import set_age
from pipeline.figures.barred import barred_by
from pipeline.figures.currencies import Currency, currency_before, currency_behind, currency_named
from pipeline.figures.draft import Draft
from pipeline.figures.nouns import phrase_after, shape_of
from pipeline.figures.numeral_reader import find_numerals
from pipeline.figures.numerals import Numeral, times, words_of
from pipeline.figures.qualifiers import qualifier_before, qualifier_behind
from pipeline.figures.temperatures import set_degrees, set_sign
from pipeline.figures.units import Unit, rate_behind, unit_behind

TALL = re.compile(r" (?:tall|high|long|wide|deep|away|thick|above|below|from|apart|north|south|east|west|off|in|x|by)\b|[^\w\s]|$")
ATTACHED = re.compile(r"\w|['’]\w")
NO_CLOCK = re.compile(r"\d+\.(?:\d|\d{3,})")  # "2.1 pm" is a length, "2.15 pm" a time of day
SCALE_BEHIND = re.compile(r" (million|billion|trillion|thousand)\b")
OF_UNIT = re.compile(r" (?:of )?(?:an?|the) (?:US |U\.S\. )?(?=[a-z])|-(?=[a-z])")
OF_MEASURE = re.compile(r" of (?=[a-z])")
MAGNITUDE = re.compile(r"\b[Mm]agnitude[- ](?:of )?$")
ABSOLUTE = re.compile(r"\b[Aa]bsolute $")


def find_quantities(text: str, start: int, end: int, taken: "Taken") -> Iterator[Draft]:
    """The quantities of one passage in order; numbers inside dates and other barred numbers are left out."""
    floor = start
    for numeral in find_numerals(text, start, end):
        if numeral.start < floor or taken.holds(numeral.start, numeral.end, text):  # "km^2" has a digit of its own
            continue
        if is_barred(text, numeral, start, floor):
            floor = numeral.end
            continue
        draft = read_quantity(text, numeral, floor, end)
        if draft is not None:
            floor = draft.end
            yield draft


def is_barred(text: str, numeral: Numeral, start: int, floor: int) -> bool:
    """Whether a number of the passage that begins at `start` claims nothing; an amount of money always claims something."""
    if text[numeral.start - 1 : numeral.start] in MONEY_SIGNS and currency_before(text, numeral.start, floor) is not None:
        return False
    return barred_by(text, numeral, start) is not None and currency_before(text, numeral.start, floor) is None


class Taken:
    """Spans of dates, and whether a number in them is part of the date; queries come in the order of the text."""

    OFFSET = re.compile(r"[ -](?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?|centuries)\b")

    def __init__(self, taken: list[tuple[int, int, str]]) -> None:
        self.spans = sorted(taken)
        self.next = 0

    def holds(self, start: int, end: int, text: str) -> bool:
        """Whether the number is part of a date; "two years" of "two years after" measures a distance and is not."""
        while self.next < len(self.spans) and self.spans[self.next][1] <= start:
            self.next += 1
        if self.next >= len(self.spans):
            return False
        first, _, kind = self.spans[self.next]
        if end <= first or kind == "DURATION":
            return False
        if kind == "TIME" and NO_CLOCK.fullmatch(text, start, end):
            return False
        return kind == "SET" or not self.OFFSET.match(text, end)


def read_quantity(text: str, numeral: Numeral, floor: int, ceiling: int) -> Draft | None:
    """The quantity around one number; None for digits that run on into letters ("777F")."""
    before = currency_before(text, numeral.start, floor)
    numeral, unit, behind = resolve_behind(text, numeral, before)
    money = before or behind
    draft = Draft(numeral.start, numeral.end, numeral.start, numeral, numeral.value, numeral.low, numeral.high)
    if numeral.form == "fraction" and numeral.value is not None and numeral.value < 1:
        draft.kind = "ratio"
    if numeral.form in ("vague", "few"):
        draft.qualifier, draft.rule = ("vague" if numeral.value is None else "about"), "vague"
    if money is not None:
        set_money(draft, text, money, before is not None)
    elif unit is None and is_magnitude(text, numeral.start, floor):
        draft.kind, draft.unit, draft.unit_name, draft.rule = "other_measure", "{magnitude}", "magnitude", "unit.magnitude"
    elif unit is not None:
        set_unit(draft, unit)
        if unit.rule == "degree" and not set_degrees(draft, text, floor):
            return None
        set_sign(draft, text)
    elif numeral.value == 0 and ABSOLUTE.search(text, max(floor, numeral.start - 9), numeral.start):
        draft.start -= 9
        draft.kind, draft.unit, draft.unit_name, draft.rule = "temperature", "K", "kelvin", "absolute_zero"
    if unit is None and behind is None and text[numeral.start].isdigit() and ATTACHED.match(text, draft.end):
        return None
    set_age(draft, text, floor)
    set_rate(draft, text)
    set_qualifier(draft, text, floor)
    return draft if draft.end <= ceiling else None


def is_magnitude(text: str, position: int, floor: int) -> bool:
    """Whether the number at `position` is said to be the magnitude of an earthquake or a star."""
    near = text[position - 2 : position] in ("e ", "e-", "f ")
    return near and MAGNITUDE.search(text, max(floor, position - 14), position) is not None


def resolve_behind(text: str, numeral: Numeral, before: Currency | None) -> tuple[Numeral, Unit | None, Currency | None]:
    """The number with its scale mark decided ("12m people" or "12m wide"), and the unit or currency behind it."""
    digits = numeral.form in ("digits", "mixed", "fraction")
    if numeral.mark and before is None:
        scaled = currency_behind(text, numeral.end, True) or unit_behind(text, numeral.end, True)
        if scaled is None and is_unit_mark(text, numeral):
            plain = unmark(numeral)
            unit = unit_behind(text, plain.end, True, text[numeral.start : plain.end])
            if unit is not None:
                return plain, unit, None
    if before:
        return numeral, None, None
    behind = currency_behind(text, numeral.end, numeral.scale > 1)
    unit = None if behind else unit_behind(text, numeral.end, digits, text[numeral.start : numeral.end])
    if behind is None and unit is None and numeral.form in ("fraction", "vague", "few"):
        return of_measure(text, numeral)
    return numeral, unit, behind


def of_measure(text: str, numeral: Numeral) -> tuple[Numeral, Unit | None, Currency | None]:
    """ "half an hour", "a third of a mile", "tens of millions of dollars", "hundreds of miles"."""
    gap = (OF_UNIT if numeral.form == "fraction" else OF_MEASURE).match(text, numeral.end)
    if gap is None:
        return numeral, None, None
    behind = currency_behind(text, gap.end() - 1, True) if numeral.form != "fraction" else None
    return numeral, None if behind else unit_behind(text, gap.end() - 1, False), behind


def is_unit_mark(text: str, numeral: Numeral) -> bool:
    """Whether a scale mark is rather a unit here: "155mm" always, "30m" where no noun is counted."""
    if numeral.mark == "b" and numeral.value is not None and numeral.value / numeral.scale >= 1000:
        return True
    if numeral.mark in ("mm", "MM", "b", "T", "K", "B"):
        return numeral.mark in ("mm",) or not re.match(r" [a-z]", text[numeral.end : numeral.end + 2])
    if numeral.mark == "m" and IN_MILLIONS.search(text, max(0, numeral.start - 50), numeral.start):
        return False
    if numeral.mark == "m":
        return TALL.match(text, numeral.end) is not None or not counts_many(text, numeral.end)
    return False


def counts_many(text: str, position: int) -> bool:
    """Whether a plural noun follows, as it does "12m people" and not "100m sprint"."""
    phrase = phrase_after(text, position, position + 60, False)
    return phrase is not None and shape_of(phrase.head.lower()).plural


def unmark(numeral: Numeral) -> Numeral:
    """The number without its scale mark."""
    value = None if numeral.value is None else numeral.value / numeral.scale
    return numeral._replace(end=numeral.bare, value=value, mark="", scale=Decimal(1), form="digits")


def set_money(draft: Draft, text: str, money: Currency, before: bool) -> None:
    """Make the quantity an amount of money; cents count as hundredths."""
    draft.kind, draft.currency, draft.factor, draft.rule = "money", money.code, money.factor, f"money.{money.rule}"
    if before:
        draft.start = money.start
        set_debt(draft, text)
    else:
        draft.end = money.end
    if draft.numeral.scale == 1 and not before and (scale := SCALE_BEHIND.match(text, draft.end)) and draft.value is not None:
        draft.value, draft.end = times(draft.value, words_of()["scale"][scale.group(1)]), scale.end()
    if before and (named := currency_named(text, draft.end, money.code)):
        draft.currency, draft.end = named.code, named.end
    if money.factor != 1:
        draft.value, draft.low, draft.high = (
            None if bound is None else times(bound, money.factor) for bound in (draft.value, draft.low, draft.high)
        )


def set_debt(draft: Draft, text: str) -> None:
    """ "minus $37.63", "(-$5 million)": a sign before the currency."""
    found = MINUS.search(text, max(0, draft.start - 8), draft.start)
    if found is not None and draft.value is not None:
        draft.start, draft.value = found.start(1), -draft.value


def set_unit(draft: Draft, unit: Unit) -> None:
    """Give the quantity its unit."""
    draft.kind, draft.unit, draft.unit_name, draft.end = unit.kind, unit.ucum, unit.name, unit.end
    draft.rule = f"unit.{unit.rule}"


def set_rate(draft: Draft, text: str) -> None:
    """Add "per day", "a barrel" to the quantity."""
    if draft.kind in ("age", "percent", "temperature", "speed") or text[draft.end : draft.end + 1] not in RATE_BEGINNINGS:
        return
    rate = rate_behind(text, draft.end, draft.currency is not None, draft.unit is not None)
    if rate is None:
        return
    draft.end, draft.rate = rate.end, True
    if draft.currency is not None:
        draft.unit, draft.unit_name = f"/{rate.ucum}", f"per {rate.name}"
        return
    draft.unit = f"{draft.unit or ''}/{rate.ucum}"
    draft.unit_name = f"{draft.unit_name or ''} per {rate.name}".strip()
    draft.kind = "speed" if draft.kind == "length" and rate.ucum in ("h", "s", "min") else "rate"


def is_year(draft: Draft, text: str) -> bool:
    """Whether the number is a bare year that the times left over; "2000 men" and "1950 villagers" are none."""
    if draft.measured or draft.numeral.form != "digits":
        return False
    if draft.joined:
        return years_between(draft, text)
    if draft.value is None or not 1800 <= draft.value <= 2100:
        return False
    written = text[draft.numeral.start : draft.numeral.end]
    if len(written) != 4 or not written.isdigit():
        return False
    behind = draft.item_end is not None and draft.item_end > draft.end
    return not (behind and (draft.role is not None or draft.of_whom is not None or draft.value % 100 == 0))


def years_between(draft: Draft, text: str) -> bool:
    """Whether a joined pair is a span of years: "1917-1918"."""
    if (
        draft.low is None
        or draft.high is None
        or draft.joined == "ratio"
        or not (1500 <= draft.low <= 2100 and 1500 <= draft.high <= 2100)
    ):
        return False
    digits = re.findall(r"\d[\d,.]*", text[draft.core : draft.end])
    return all(len(part) == 4 for part in digits) and not (draft.item_end is not None and draft.item_end > draft.end)


def is_title(draft: Draft, text: str) -> bool:
    """Whether a small bare number only ends a name: "Operation Dawn 6", "Marlowe 20 on loan"."""
    if (
        draft.measured
        or draft.joined
        or draft.kind != "count"
        or draft.numeral.form != "digits"
        or draft.role
        or draft.start != draft.core
    ):
        return False
    if (
        draft.value is None
        or not 0 <= draft.value < 100
        or draft.end - draft.start > 2
        or (draft.item_end is not None and draft.item_end > draft.end)
    ):
        return False
    return TITLE.search(text, max(0, draft.start - 24), draft.start) is not None


MONEY_SIGNS = frozenset("$€£¥")  # nearly always right before an amount, so they are looked at first
RATE_BEGINNINGS = frozenset(" /-")
IN_MILLIONS = re.compile(
    r"\b(?:populations?|users|viewers|members|subscribers|visitors|audiences?|followers|sales|profits?|revenues?|turnover|budgets?"
    r"|loss(?:es)?|customers|votes|jobs|copies|listeners|earnings|income|debts?|deficit|surplus)\b[^.;:!?]*$"
)
MINUS = re.compile(r"(?:^|[\s(])((?:[Mm]inus|[Nn]egative) |[-−–])$")
TITLE = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][a-z]{2,} $")


# "$1.5 trillion over ten years": in the course of them, and not in more.
SPREAD = re.compile(r"(?:\d|illion|bn|[%m]|percent|per cent|spread|apart|euros|dollars|pounds) over (?:the |a |about )?$")


def set_qualifier(draft: Draft, text: str, floor: int) -> None:
    """Add the qualifying words before and behind, and the bounds that they set."""
    found = qualifier_before(text, draft.start, floor)
    if found is not None and draft.kind == "duration" and SPREAD.search(text, max(0, found.start - 12), draft.start):
        found = None
    behind = qualifier_behind(text, draft.end)
    if found is not None and found.rule != "exact":
        draft.start = found.start
        draft.qualifier = found.qualifier if draft.qualifier != "vague" else "vague"
    if behind is not None and (found is None or found.rule in ("exact", "about")):
        draft.qualifier = behind.qualifier if draft.qualifier != "vague" else "vague"
    if behind is not None:
        draft.end = behind.end
    set_bounds(draft)


def set_bounds(draft: Draft) -> None:
    """The bound that a qualifier sets; a vague word keeps its own."""
    if draft.value is None:
        return
    if draft.qualifier in ("at_least", "more_than"):
        draft.low = draft.value
    elif draft.qualifier in ("at_most", "less_than"):
        draft.high = draft.value
