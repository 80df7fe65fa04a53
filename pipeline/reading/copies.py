"""Near copies: wire copies and light rewrites of one text, found by MinHash signatures of three-word shingles.

Texts on one event in other words share hardly any shingle and stay apart. Exact copies are found by hash elsewhere.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from pipeline.text.lower_words import lower_words

HASHES = 128
SEED = 1
FEWEST_WORDS = 40  # a shorter text repeats others by chance: headlines, formulas, single sentences
# 32 bands of 4 rows find 99 % of the pairs at Jaccard 0.6 and 6 % of those at 0.2, which the estimate then sorts out.
ROWS = 4
# Two standard deviations of the estimate (0.043 at 0.6) below the similarity that is to be found.
LEAST_SHARED = 0.52
# Texts of one mould (weather, quotes) crowd one band; the first of them are compared, whatever the number of the rest.
CROWD = 16

Signature = tuple[int, ...]


def signature(text: str) -> Signature:
    """MinHash of the text's three-word shingles, 128 numbers; empty under 40 words, where nothing can be said.

    Case, punctuation and white space do not count. The same text gives the same numbers on every machine.

    >>> signature("Too short to say."), len(signature("one two three four " * 10))
    ((), 128)
    """
    words = lower_words(text)
    if len(words) < FEWEST_WORDS:
        return ()
    minhash = RMinHash(num_perm=HASHES, seed=SEED)
    minhash.update([" ".join(shingle) for shingle in zip(words, words[1:], words[2:], strict=False)])
    return tuple(minhash.digest())


def find_copies(signatures: Sequence[tuple[str, Signature]]) -> dict[str, str]:
    """The key of the first text of its group for every near copy; first ones and texts without a signature are not named.

    >>> first = signature(" ".join(f"word{number}" for number in range(60)))
    >>> find_copies([("a", first), ("b", first), ("c", ())])
    {'b': 'a'}
    """
    signed = [(key, found) for key, found in signatures if found]
    return match_copies([key for key, _ in signed], np.array([found for _, found in signed], np.uint64).reshape(-1, HASHES))


def match_copies(keys: Sequence[str], signatures: NDArray[np.uint64]) -> dict[str, str]:
    """As `find_copies`, for signatures that lie in one array, a row for each key.

    The caller's order says which text of a group is first. A text joins a group only if it is near the group's first text, so
    that a chain of rewrites does not join its two ends. Linear in the number of texts.
    """
    bands = number_bands(signatures)
    crowds: dict[int, list[int]] = {}
    copies: dict[str, str] = {}
    for number in np.flatnonzero((bands >= 0).any(axis=1)).tolist():
        here = [band for band in bands[number].tolist() if band >= 0]
        candidates = sorted({other for band in here for other in crowds.get(band, ())})
        first = nearest(signatures, candidates, number)
        if first is not None:
            copies[keys[number]] = keys[first]
            continue
        for band in here:
            crowd = crowds.setdefault(band, [])
            if len(crowd) < CROWD:
                crowd.append(number)
    return copies


def number_bands(signatures: NDArray[np.uint64]) -> NDArray[np.int64]:
    """For each text the numbers of its bands, the same for texts that share one; -1 for a band that no other text has."""
    numbered = np.full((len(signatures), HASHES // ROWS), -1, np.int64)
    used = 0
    for band in range(HASHES // ROWS):
        rows = np.ascontiguousarray(signatures[:, band * ROWS : (band + 1) * ROWS])
        _, numbers, counts = np.unique(rows.view(f"V{rows.itemsize * ROWS}").ravel(), return_inverse=True, return_counts=True)
        numbered[:, band] = np.where(counts[numbers] > 1, numbers + used, -1)
        used += len(counts)
    return numbered


def nearest(signatures: NDArray[np.uint64], candidates: Sequence[int], number: int) -> int | None:
    """The most similar of the candidates, the first of equals, or None where none is near enough."""
    if not candidates:
        return None
    likeness = (signatures[candidates] == signatures[number]).mean(axis=1)
    best = int(likeness.argmax())
    return candidates[best] if likeness[best] > LEAST_SHARED else None
