"""Days that other calendars fix: Jewish festivals by the Hebrew calendar, Easter of the Eastern churches.

Sources: Reingold and Dershowitz, Calendrical Calculations (Hebrew new year); Meeus, Astronomical Algorithms, ch. 8 (Julian Easter).
"""

from datetime import date, timedelta

HEBREW_EPOCH = -1373427  # the day before 1 Tishri of the year 1, as an ordinal
PASSOVER_BEFORE_NEW_YEAR = 163  # days from 15 Nisan to the following 1 Tishri, in every year


def hebrew_day(year: int, feast: str, days: int) -> date:
    """The day so many days after the `new year`, `passover` or `hanukkah` of the Hebrew calendar that begins in a Gregorian year.

    >>> hebrew_day(2018, "new year", 9), hebrew_day(2019, "passover", 0), hebrew_day(2021, "hanukkah", 0)
    (datetime.date(2018, 9, 19), datetime.date(2019, 4, 20), datetime.date(2021, 11, 29))
    """
    first = new_year(year + 3761)
    if feast == "passover":
        first -= PASSOVER_BEFORE_NEW_YEAR
    elif feast == "hanukkah":  # 25 Kislev: the month before has 30 days in full years
        first += 84 if (new_year(year + 3762) - first) % 10 == 5 else 83
    return date.fromordinal(first) + timedelta(days=days)


def new_year(year: int) -> int:
    """The ordinal of 1 Tishri of a Hebrew year."""
    before, here, after = (elapsed(one) for one in (year - 1, year, year + 1))
    return HEBREW_EPOCH + here + (2 if after - here == 356 else 1 if here - before == 382 else 0)


def elapsed(year: int) -> int:
    """Days from the epoch to the mean new moon of 1 Tishri, moved off Sunday, Wednesday and Friday."""
    months = (235 * year - 234) // 19
    days = 29 * months + (12084 + 13753 * months) // 25920
    return days + 1 if 3 * (days + 1) % 7 < 3 else days


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the Eastern churches, as a Gregorian date.

    >>> orthodox_easter(2019), orthodox_easter(2021)
    (datetime.date(2019, 4, 28), datetime.date(2021, 5, 2))
    """
    leap = (19 * (year % 19) + 15) % 30
    shift = (2 * (year % 4) + 4 * (year % 7) - leap + 34) % 7
    month, day = divmod(leap + shift + 114, 31)
    return date(year, month, day + 1) + timedelta(days=year // 100 - year // 400 - 2)
