"""A figure under construction: what the number says, before it is known what is counted."""

from dataclasses import dataclass
from decimal import Decimal

from pipeline.figures.numerals import Numeral


@dataclass(slots=True)
class Draft:
    """One quantity at `start` to `end`; `core` is where the number itself begins, behind qualifier and currency sign.

    `joined` is the form of a joined pair: `range`, `from_to`, `score`, `ratio`, or empty; `last` is the right end of a joined
    pair, as written. `echoes` says that the item is that of the figure before.
    """

    start: int
    end: int
    core: int
    numeral: Numeral
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    qualifier: str = "exact"
    kind: str = "count"
    unit: str | None = None
    unit_name: str | None = None
    currency: str | None = None
    factor: Decimal = Decimal(1)
    rate: bool = False
    joined: str = ""
    last: Decimal | None = None
    change: str | None = None
    item_start: int | None = None
    item_end: int | None = None
    head: str | None = None
    echoes: bool = False
    role: str | None = None
    of_whom: str | None = None
    rule: str = "number"
    confidence: float = 0.9

    @property
    def measured(self) -> bool:
        """Whether the number carries a unit or a currency, so that it counts nothing by itself."""
        return self.unit is not None or self.currency is not None
