"""What a unit code measures, and a value in the SI's own unit of it, so that miles and kilometres can be compared.

The sizes stand in ucum.tsv, which build_ucum makes from a UCUM library. A year is the Julian one of UCUM, 365.25 days, a month its
twelfth. Temperatures move their zero point; a difference of temperatures does not.
"""

from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

TABLE = "ucum.tsv"
WIDE = Context(prec=80, rounding=ROUND_HALF_EVEN)
FINEST = Decimal("1e-12")  # the published columns hold twelve places
GREATEST = Decimal("1e26")
CLOSE = Decimal("1e-6")  # a value that twelve places would change by more than this share is not given


class Measure(NamedTuple):
    """A unit: its dimension, the SI unit of that, and how a value is brought there: times `top`, by `bottom`, plus `more`."""

    dimension: str | None
    unit: str
    top: Decimal
    bottom: Decimal
    more: tuple[Decimal, Decimal]


@lru_cache(maxsize=1)
def measures() -> dict[str, Measure]:
    """Every code of the table."""
    found = {}
    for line in (files(__package__) / TABLE).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            code, dimension, unit, size, more = line.split("\t")
            found[code] = Measure(None if dimension == "-" else dimension, unit, *fraction(size), fraction(more))
    return found


def fraction(written: str) -> tuple[Decimal, Decimal]:
    """Both halves of "381/1250"."""
    top, _, bottom = written.partition("/")
    return Decimal(top), Decimal(bottom or 1)


@lru_cache(maxsize=1024)
def measure_of(code: str) -> Measure | None:
    """What a code measures; a rate is its first code by its second. None for what has no size, such as `{magnitude}`.

    >>> measure_of("[ft_i]").top, measure_of("[bbl_us]/d").unit, measure_of("kg/{person}").unit, measure_of("/d")
    (Decimal('381'), 'm3/s', 'kg/{person}', None)
    """
    known = measures().get(code)
    if known is not None:
        return known
    head, _, per = code.rpartition("/")
    above, below = measure_of(head) if head else None, measure_of(per) if head and not per.startswith("{") else None
    if above is None or above.more[0] or (below is None and not per.startswith("{")):
        return None
    if below is None:
        return above._replace(dimension=None, unit=f"{above.unit}/{per}")
    top, bottom = WIDE.multiply(above.top, below.bottom), WIDE.multiply(above.bottom, below.top)
    return Measure(None, f"{above.unit}/{below.unit}", top, bottom, above.more)


def in_base(value: Decimal | None, measure: Measure, difference: bool = False) -> Decimal | None:
    """A value in the SI unit of its measure, exact to twelve places; None where that many places cannot hold it.

    >>> str(in_base(Decimal(5), measure_of("[mi_i]"))), str(in_base(Decimal(104), measure_of("[degF]")))
    ('8046.72', '313.15')
    >>> str(in_base(Decimal(9), measure_of("[degF]"), difference=True)), in_base(Decimal(3), measure_of("am"))
    ('5', None)
    """
    if value is None:
        return None
    exact = WIDE.divide(WIDE.multiply(value, measure.top), measure.bottom)
    if measure.more[0] and not difference:
        exact = WIDE.add(exact, WIDE.divide(*measure.more))
    if abs(exact) >= GREATEST:
        return None
    near = exact.quantize(FINEST, context=WIDE)
    if abs(near - exact) > abs(exact) * CLOSE:
        return None
    plain = near.normalize(WIDE)
    return plain.quantize(Decimal(1), context=WIDE) if int(plain.as_tuple().exponent) > 0 else plain
