"""Whether a line appeals to the reader for its publisher: to log in, to pay, to read on, to follow. No single wording decides.

Offers and pleas have endless wordings, but the same few signs: the reader is spoken to, the page speaks of itself, something is
sold, the work of newsrooms is praised. The signs and their weights are in `appeals.yml`.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.boilerplate.parts import compile_pattern
from pipeline.lexicon import LexiconError, check_examples, read_entries

PACKAGE, NAME = "pipeline.boilerplate", "appeals.yml"
LEAST, LEAST_LONG, LONG_WORDS, SHORT_WORDS, SHORT_WEIGHT = 3.0, 3.8, 20, 12, 0.5


class Sign(NamedTuple):
    """One sign: how much it says for an appeal, whether it speaks to the reader or of the page, and the pattern that shows it."""

    weight: float
    addresses: bool
    pattern: re.Pattern[str]


@lru_cache(maxsize=1)
def load_signs() -> tuple[Sign, ...]:
    """The signs, held to their examples; raises LexiconError where an entry breaks one."""
    entries, signs = read_entries(PACKAGE, NAME), {}
    for entry in entries:
        try:
            signs[entry["id"]] = Sign(float(entry["weight"]), bool(entry.get("addresses")), compile_pattern(entry["pattern"]))
        except (re.error, KeyError, TypeError, ValueError) as error:
            raise LexiconError(f"{PACKAGE}/{NAME}: entry {entry['id']!r} needs a weight and a pattern: {error}") from error
    check_examples(f"{PACKAGE}/{NAME}", entries, lambda entry, text: signs[entry["id"]].pattern.search(text) is not None)
    return tuple(signs.values())


def is_appeal(text: str) -> bool:
    """Whether the signs in a line add up to an appeal.

    >>> is_appeal("Want to read on? Our work lives on your gifts."), is_appeal("The readers of the paper were asked for gifts.")
    (True, False)
    """
    words = text.count(" ") + 1
    total, addressed = (SHORT_WEIGHT if words <= SHORT_WORDS else 0.0), False
    for weight, addresses, pattern in load_signs():
        if pattern.search(text):
            total += weight
            addressed |= addresses
    return addressed and total >= (LEAST if words <= LONG_WORDS else LEAST_LONG)
