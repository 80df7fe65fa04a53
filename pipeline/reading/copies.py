"""Near copies: wire copies and light rewrites of one text, found by MinHash signatures of three-word shingles.

Texts on one event in other words share hardly any shingle and stay apart. Exact copies are found by hash elsewhere.
"""

import re
from collections.abc import Sequence

from rensa import RMinHash

HASHES = 128
SEED = 1
FEWEST_WORDS = 40  # a shorter text repeats others by chance: headlines, formulas, single sentences
# 32 bands of 4 rows find 99 % of the pairs at Jaccard 0.6 and 6 % of those at 0.2, which the estimate then sorts out.
ROWS = 4
# Two standard deviations of the estimate (0.043 at 0.6) below the similarity that is to be found.
LEAST_SHARED = 0.52
# Texts of one mould (weather, quotes) crowd one band; the first of them are compared, whatever the number of the rest.
CROWD = 16
WORD = re.compile(r"\w+")

Signature = tuple[int, ...]


def signature(text: str) -> Signature:
    """MinHash of the text's three-word shingles, 128 numbers; empty under 40 words, where nothing can be said.

    Case, punctuation and white space do not count. The same text gives the same numbers on every machine.

    >>> signature("Too short to say."), len(signature("one two three four " * 10))
    ((), 128)
    """
    words = WORD.findall(text.lower())
    if len(words) < FEWEST_WORDS:
        return ()
    minhash = RMinHash(num_perm=HASHES, seed=SEED)
    minhash.update([" ".join(shingle) for shingle in zip(words, words[1:], words[2:], strict=False)])
    return tuple(minhash.digest())


def shared(one: Signature, other: Signature) -> float:
    """Estimated share of shingles that two texts have in common (Jaccard similarity).

    >>> shared((1, 2, 3, 4), (1, 2, 0, 0))
    0.5
    """
    return sum(map(int.__eq__, one, other)) / len(one)


def find_copies(signatures: Sequence[tuple[str, Signature]]) -> dict[str, str]:
    """The key of the first text of its group for every near copy; first ones and texts without a signature are not named.

    The caller's order says which text of a group is first. A text joins a group only if it is near the group's first text, so
    that a chain of rewrites does not join its two ends. Linear in the number of texts.

    >>> first = signature(" ".join(f"word{number}" for number in range(60)))
    >>> find_copies([("a", first), ("b", first), ("c", ())])
    {'b': 'a'}
    """
    bands: dict[tuple[int, Signature], list[int]] = {}
    copies: dict[str, str] = {}
    for number, (key, found) in enumerate(signatures):
        here = [(start, found[start : start + ROWS]) for start in range(0, len(found), ROWS)]
        first = nearest([signatures[n] for n in sorted({n for band in here for n in bands.get(band, ())})], found)
        if first is not None:
            copies[key] = first
            continue
        for band in here:
            crowd = bands.setdefault(band, [])
            if len(crowd) < CROWD:
                crowd.append(number)
    return copies


def nearest(candidates: Sequence[tuple[str, Signature]], found: Signature) -> str | None:
    """The key of the most similar candidate, the first of equals, or None where none is near enough."""
    best, best_shared = None, LEAST_SHARED
    for key, other in candidates:
        likeness = shared(found, other)
        if likeness > best_shared:
            best, best_shared = key, likeness
    return best
