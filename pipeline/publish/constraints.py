"""The bounds and patterns of a column, read back from its pandera model, for the descriptors that can state them."""

from functools import cache
from typing import Any, NamedTuple

from pipeline.tables import TABLES


class Bounds(NamedTuple):
    """Inclusive bounds and the regular expression of a column; None where there is none."""

    least: float | None = None
    most: float | None = None
    pattern: str | None = None


@cache
def bounds_of(table: str) -> dict[str, Bounds]:
    """The bounds of each column of a table that has any."""
    columns = TABLES[table].model.to_schema().columns
    return {name: found for name, column in columns.items() if (found := _bounds(column.checks)) != Bounds()}


def _bounds(checks: list[Any]) -> Bounds:
    stated = {check.name: check.statistics for check in checks}
    least = stated.get("greater_than_or_equal_to", {}).get("min_value")
    most = stated.get("less_than_or_equal_to", {}).get("max_value")
    pattern = stated.get("str_matches", {}).get("pattern")
    return Bounds(_whole(least), _whole(most), getattr(pattern, "pattern", pattern))


def _whole(bound: float | None) -> float | None:
    """A bound without the fraction it does not have."""
    return int(bound) if bound is not None and float(bound).is_integer() else bound
