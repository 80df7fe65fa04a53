"""Temperatures: which degrees are of heat, on which scale, below zero, and which say a difference ("2 °C warmer")."""

import re

from pipeline.figures.draft import Draft

ON_SCALE = re.compile(r" on the (Celsius|Fahrenheit) scale")
WARMTH = re.compile(
    r"\b(?:temperatures?|Celsius|Fahrenheit|heat|hot|cold|cool\w*|warm\w*|weather|mercury|thermometers?|freez\w+|thermostat)\b",
    re.I,
)
BELOW_ZERO = re.compile(r" below zero\b")
# What makes a rise, a fall or a gap of degrees: before them, without "to", or behind them.
DIFFERENCE_BEFORE = re.compile(
    r"\b(?:by|rose|rise|rises|risen|fell|fall|falls|fallen|dropped|drops|warmed|warms|cooled|cools|climbed|jumped|gained|lost"
    r"|(?:warming|rises?|increases?|drops?|falls?|changes?|differences?|swings?|jumps?|anomal(?:y|ies))(?: [a-z-]+){0,5}"
    r" (?:of|by|to|at|below|under|within|than)) $"
)
DIFFERENCE_BEHIND = re.compile(
    r"[ -](?:above|below|over|under|warmer|colder|cooler|hotter|higher|lower|more|less|of (?:global )?warming"
    r"|(?:(?:temperature|global) )?(?:rise|increase|drop|fall|warming|limit|target|threshold|goal|difference|swing|jump|change))\b"
)
REACH = 60


def set_degrees(draft: Draft, text: str, floor: int) -> bool:
    """Degrees are of heat where words of heat stand near; False for counted ones ("three degrees from two universities")."""
    warm = WARMTH.search(text, max(floor - 80, 0, draft.start - 80), draft.end + 60) is not None
    if warm:
        draft.kind, draft.unit = "temperature", "{degree}"  # of which scale is not said; UCUM's own degree is an angle
        set_scale(draft, text)
    return warm or not text[draft.core].isalpha()


def set_scale(draft: Draft, text: str) -> None:
    """ "40° on the Celsius scale"."""
    found = ON_SCALE.match(text, draft.end)
    if found is not None:
        draft.unit, draft.unit_name = ("Cel", "celsius") if found.group(1) == "Celsius" else ("[degF]", "fahrenheit")


def set_sign(draft: Draft, text: str) -> None:
    """ "20 degrees below zero" is minus 20."""
    if draft.kind == "temperature" and draft.value is not None and draft.value > 0 and (found := BELOW_ZERO.match(text, draft.end)):
        draft.value, draft.end = -draft.value, found.end()


def is_difference(draft: Draft, text: str) -> bool:
    """Whether degrees of heat say how far apart two temperatures are, and not how warm it is."""
    if DIFFERENCE_BEHIND.match(text, draft.end) is not None:
        return True
    return draft.joined != "from_to" and DIFFERENCE_BEFORE.search(text, max(0, draft.start - REACH), draft.start) is not None
