"""Countries as other datasets write them: English name, numeric code, region."""

from functools import cache
from typing import NamedTuple

from babel import Locale
from babel.core import get_global

from pipeline.lexicon import read_entries

# User-assigned code in common use that CLDR does not list under three letters.
KOSOVO = {"XKX": "XK"}


class Country(NamedTuple):
    """A country by its ISO 3166-1 alpha-3 code: English name (CLDR), two-letter and numeric code, regions of ACLED and UCDP."""

    name: str
    alpha2: str | None
    numeric: int | None
    acled_region: str | None
    ucdp_region: str | None


@cache
def country_of(alpha3: str | None) -> Country:
    """What is known of a country; its code stands for its name where CLDR has none.

    >>> country_of("IRQ")
    Country(name='Iraq', alpha2='IQ', numeric=368, acled_region='Middle East', ucdp_region='Middle East')
    """
    if not alpha3:
        return Country("", None, None, None, None)
    alpha2 = KOSOVO.get(alpha3) or next(iter(get_global("territory_aliases").get(alpha3, [])), None)
    name = Locale("en").territories.get(alpha2 or "", alpha3)
    return Country(name, alpha2, _numeric_codes().get(alpha2 or ""), *_regions().get(alpha3, (None, None)))


@cache
def _numeric_codes() -> dict[str, int]:
    aliases = get_global("territory_aliases")
    return {targets[0]: int(code) for code, targets in sorted(aliases.items()) if code.isdigit() and len(code) == 3}


@cache
def _regions() -> dict[str, tuple[str, str]]:
    entries = read_entries("pipeline.publish.exports", "countries.yml")
    return {code: (entry["acled"], entry["ucdp"]) for entry in entries for code in entry["countries"].split()}
