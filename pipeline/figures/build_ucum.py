"""Make the table of unit codes that travels in the package: `python -m pipeline.figures.build_ucum`.

What a code measures and how much of the SI's unit it is comes from ucumvert, which reads UCUM's own list of units, and pint, which
knows their sizes; both take half a second to load, the table a thousandth of that. Sizes are exact fractions, never floats.
"""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

TARGET = Path(__file__).with_name("ucum.tsv")
SYMBOLS = {
    "meter": "m", "kilogram": "kg", "second": "s", "ampere": "A", "kelvin": "K", "mole": "mol", "candela": "cd", "bit": "bit",
    "radian": "rad", "count": "",
}  # fmt: skip
DIMENSIONS = {
    "m": "length", "m2": "area", "m3": "volume", "kg": "mass", "s": "duration", "m/s": "speed", "K": "temperature",
    "kg.m2/s2": "energy", "kg.m2/s3": "power",
}  # fmt: skip
COHERENT = {
    "kg.m2/s2": "J",
    "kg.m2/s3": "W",
    "kg/m/s2": "Pa",
    "kg.m/s2": "N",
    "A.s": "C",
    "1": "1",
}  # units with names of their own


def table() -> str:
    """The table as text: code, dimension or `-`, SI unit as UCUM, size in it, and what is added to a temperature."""
    lines = ["# code, dimension, unit of the SI, how many of it, how many more: made by build_ucum from ucumvert and pint"]
    lines += ["\t".join(row) for row in sorted(rows())]
    return "\n".join(lines) + "\n"


def rows() -> Iterator[tuple[str, ...]]:
    """One row for each code of the lexicon that says how much it is; codes in braces and levels do not."""
    from pipeline.figures.units import every_code

    read = reader()
    for code in every_code():
        found = read(code)
        if found is not None:
            yield code, *found


def reader() -> Any:
    """A function from a code to its dimension, SI unit, size and offset; it gives None for a code that says no size.

    Raises what the library raises for a code that is not UCUM.
    """
    from ucumvert import PintUcumRegistry
    from ucumvert.parser import get_ucum_parser, parse_ucum
    from ucumvert.ucum_pint import UcumToPintTransformer

    registry = PintUcumRegistry(non_int_type=Fraction)
    parser, transformer = get_ucum_parser(), UcumToPintTransformer(ureg=registry)

    def read(code: str) -> tuple[str, str, str, str] | None:
        quantity = transformer.transform(parse_ucum(code, parser))
        units = getattr(quantity, "units", None)  # what is only an annotation has none
        if units is None or any(registry._units[name].is_logarithmic for name in units._units):
            return None
        size, base = registry.get_base_units(units)
        size *= Fraction(quantity.magnitude)
        at_zero = registry.Quantity(Fraction(0), units).to(base).magnitude if len(units._units) == 1 else Fraction(0)
        written = unit_of(base)
        dimension = DIMENSIONS.get(written, "-")
        return dimension, COHERENT.get(written, written), str(size), str(Fraction(at_zero))

    return read


def unit_of(base: Any) -> str:
    """A product of base units as UCUM: `kg.m2/s2`."""
    powers = {SYMBOLS[name]: int(power) for name, power in base._units.items() if SYMBOLS[name]}
    above = ".".join(f"{symbol}{power if power > 1 else ''}" for symbol, power in sorted(powers.items()) if power > 0)
    below = "".join(f"/{symbol}{-power if power < -1 else ''}" for symbol, power in sorted(powers.items()) if power < 0)
    return above + below or "1"


if __name__ == "__main__":
    TARGET.write_text(table(), encoding="utf-8")
