"""Days out of EDTF dates, as far as a date names one."""

import re
from datetime import date

DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def day_of(edtf: str | None) -> date | None:
    """The day that an EDTF date names, None where it names none.

    >>> day_of("2019-07-08T17:18"), day_of("2019-07"), day_of("2019-02-31")
    (datetime.date(2019, 7, 8), None, None)
    """
    found = DAY.match(edtf or "")
    if not found:
        return None
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        return None
