"""Add up a run of number words: "two hundred and fifty thousand" is one number, "two and three" are two."""

import re
from decimal import Decimal
from typing import NamedTuple

from pipeline.figures.numerals import run_of_words, times, words_of

PIECE = re.compile(r"[A-Za-z]+")
ZERO, HUNDRED, THOUSAND = Decimal(0), Decimal(100), Decimal(1000)


class Sum(NamedTuple):
    """A number under way: finished scales, the part below the next scale, its least scale, the last part, where it ends."""

    total: Decimal
    current: Decimal
    least: Decimal | None
    last: str
    end: int


def read_run(text: str, position: int, seed: Decimal | None = None) -> tuple[Decimal, int, Decimal] | None:
    """The number that the words at `position` make, where it ends and its scale; `seed` stands for an article ("a hundred").

    >>> read_run("two hundred and fifty thousand men", 0)
    (Decimal('250000'), 30, Decimal('1000'))
    >>> read_run("one hundred and two hundred", 0)
    (Decimal('100'), 11, Decimal('1'))
    """
    run = run_of_words().match(text, position)
    if run is None:
        return None
    state = Sum(ZERO, seed if seed is not None else ZERO, None, "unit" if seed is not None else "", position)
    kept = state
    previous = position
    for piece in PIECE.finditer(text, position, run.end()):
        word, gap = piece.group().lower(), text[previous : piece.start()]
        previous = piece.end()
        if word == "and":
            previous = piece.start()
            continue
        if "and" in gap or "," in gap:
            kept = state
            if state.last not in ("hundred", "scale"):
                break
        grown = grow(state, word, piece.end())
        if grown is None:
            state = kept if kept.last in ("hundred", "scale") and word_part(word) in ("hundred", "scale") else state
            break
        state = grown
    scale = state.least if state.least is not None and state.current == ZERO else Decimal(1)
    return (state.total + state.current, state.end, scale) if state.end > position else None


def word_part(word: str) -> str:
    """Which part of the grammar a number word is."""
    return next(part for part in ("unit", "ten", "hundred", "scale") if word in words_of()[part])


def grow(state: Sum, word: str, end: int) -> Sum | None:
    """The sum with one more word, or None where the word begins another number."""
    part = word_part(word)
    value = words_of()[part][word]
    if part == "unit":
        fits = state.last in ("", "hundred", "scale") or (state.last == "ten" and ZERO < value < 10)
        return Sum(state.total, state.current + value, state.least, "unit", end) if fits else None
    if part == "ten":
        fits = state.last in ("", "hundred", "scale")
        return Sum(state.total, state.current + value, state.least, "ten", end) if fits else None
    if part == "hundred":
        fits = state.last in ("unit", "ten") and ZERO < state.current < HUNDRED
        return Sum(state.total, state.current * HUNDRED, state.least, "hundred", end) if fits else None
    if not state.last or (state.least is not None and value >= state.least):
        return None
    if state.current == ZERO:
        return None
    return Sum(state.total + times(state.current, value), ZERO, value, "scale", end)
