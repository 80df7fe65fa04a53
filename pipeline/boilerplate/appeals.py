"""Whether a line appeals to the reader for its publisher: to log in, to pay, to read on, to follow. No single wording decides.

Offers and pleas have endless wordings, but the same few signs: the reader is spoken to, the page speaks of itself, something is
sold, the work of newsrooms is praised. The signs and their weights are in `appeals.yml`.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.boilerplate.parts import Wording, compile_wording
from pipeline.boilerplate.sieve import Sieve, fold
from pipeline.lexicon import LexiconError, check_examples, read_entries

PACKAGE, NAME = "pipeline.boilerplate", "appeals.yml"
LEAST, LEAST_LONG, LONG_WORDS, SHORT_WORDS, SHORT_WEIGHT = 3.0, 3.8, 20, 12, 0.5


class Sign(NamedTuple):
    """One sign: how much it says for an appeal, whether it speaks to the reader or of the page, and the pattern that shows it."""

    weight: float
    addresses: bool
    pattern: Wording


class Signs(NamedTuple):
    """The lexicon made ready: the signs, and which of them a text may have at all."""

    signs: tuple[Sign, ...]
    sieve: Sieve


@lru_cache(maxsize=1)
def load_signs() -> Signs:
    """The signs, held to their examples; raises LexiconError where an entry breaks one."""
    entries, signs = read_entries(PACKAGE, NAME), {}
    for entry in entries:
        try:
            signs[entry["id"]] = Sign(float(entry["weight"]), bool(entry.get("addresses")), compile_wording(entry["pattern"]))
        except (re.error, KeyError, TypeError, ValueError) as error:
            raise LexiconError(f"{PACKAGE}/{NAME}: entry {entry['id']!r} needs a weight and a pattern: {error}") from error
    check_examples(f"{PACKAGE}/{NAME}", entries, lambda entry, text: signs[entry["id"]].pattern.search(text))
    return Signs(tuple(signs.values()), Sieve([sign.pattern.pattern for sign in signs.values()]))


def is_appeal(text: str) -> bool:
    """Whether the signs in a line add up to an appeal.

    >>> is_appeal("Want to read on? Our work lives on your gifts."), is_appeal("The readers of the paper were asked for gifts.")
    (True, False)
    """
    signs, sieve = load_signs()
    folded = fold(text)
    possible = sieve.sift(folded)
    found = [number in possible and sign.addresses and sign.pattern.search(text, folded) for number, sign in enumerate(signs)]
    if not any(found):  # most texts address nobody, and are spared the other signs
        return False
    words = text.count(" ") + 1
    total = SHORT_WEIGHT if words <= SHORT_WORDS else 0.0
    for number, sign in enumerate(signs):
        if found[number] or (number in possible and not sign.addresses and sign.pattern.search(text, folded)):
            total += sign.weight
    return total >= (LEAST if words <= LONG_WORDS else LEAST_LONG)
