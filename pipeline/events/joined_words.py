"""Words that are read together with the next ones: "test-fired", "peace talks", "what it called", the result of a vote."""

from collections.abc import Sequence
from functools import lru_cache

from pipeline.events.groups import classes
from pipeline.events.word_forms import Word
from pipeline.text.page import Token

PAIRS = {("so", "far"): ("R", "R"), ("once", "more"): ("R", "R"), ("full", "of"): ("A", "I")}
PAIRS |= {("each", "other"): ("R", "P"), ("one", "another"): ("R", "P")}
PAIRS |= {("polling", place): ("A", "N") for place in "station stations place places centre centres center centers day".split()}
PAIRS |= {(kind, "talks"): ("A", "N") for kind in "peace truce ceasefire trade climate nuclear crisis emergency budget".split()}
PAIRS |= {("deep", "inside"): ("R", "I"), ("deep", "into"): ("R", "I")}


@lru_cache(maxsize=1)
def joining() -> frozenset[str]:
    """The words that are read together with the next."""
    return classes()["before_hyphen"] | {first for first, _ in PAIRS}


def read_together(tokens: Sequence[Token], words: Sequence[Word], names: Sequence[str]) -> list[str]:
    """`names` with tags for words that are read with the next one, and for times inside a verb group.

    In "test-fired" what stands before the hyphen is part of the verb; "now" in "have now killed" does not cut the verb in two.
    """
    known = [*names]
    lowers = [token.lower for token in tokens]
    aside = [*so_called(tokens)] if "what" in lowers else []
    for start, end in aside if classes()["voting"].isdisjoint(lowers) else [*aside, *votes(tokens)]:
        known[start:end] = ["R"] * (end - start)
    for number in [at for at, lower in enumerate(lowers) if lower == "many"] if "many" in lowers else ():
        if lowers[max(number - 1, 0) : number + 2] == ["as", "many", "as"]:
            known[number - 1 : number + 2] = ["Q", "Q", "Q"]  # as many as 200
    joins = joining()
    places = () if joins.isdisjoint(lowers) else range(len(tokens) - 2)
    for number in [at for at in places if lowers[at] in joins]:
        first, second = tokens[number].lower, tokens[number + 1].lower
        if first in classes()["before_hyphen"] and second == "-" and words[number + 2].form in ("ed", "past", "ing"):
            known[number] = known[number + 1] = "R"
        elif (first, second) in PAIRS:
            known[number], known[number + 1] = PAIRS[first, second]
    for number in range(1, len(tokens) - 1) if "X" in known else ():
        within = known[number] == "X" and words[number - 1].closed in ("H", "B")
        if within and words[number + 1].form in ("ed", "past", "participle", "ing"):
            known[number] = "R"
    return known


def so_called(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """The words that only say who calls something so, up to the name given: "launched what it called an operation"."""
    found = []
    for start in [number for number, token in enumerate(tokens) if token.lower == "what" and number]:
        for number in range(start + 2, min(start + 7, len(tokens) - 1)):
            if tokens[number].lower in classes()["calling"]:
                found.append((start, number + 1 + (tokens[number + 1].lower == "as")))
                break
            if tokens[number].lower in ("said", "says") and tokens[number + 1].lower in ("was", "were", "is", "are"):
                found.append((start, number + 2))  # at what it said were bases
                break
            if tokens[number].text in ",;.:":
                break
    return found


def votes(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """The result of a vote, which is no object: "voted 13 to 0 to endorse", "passed 51-49"."""
    return [
        (number - 1, number + 2)
        for number in range(2, len(tokens) - 1)
        if tokens[number].lower in ("to", "-", "–")
        and tokens[number - 1].text.isdigit()
        and tokens[number + 1].text.isdigit()
        and tokens[number - 2].lower in classes()["voting"]
    ]
