"""Regular expressions that users give, run by RE2 (inside Arrow): in time linear in the text, whatever the expression.

RE2 knows neither look-around nor back-references; expressions that need them are refused when they are read.
"""

from array import array
from collections.abc import Sequence
from itertools import accumulate

from pipeline.reading.limits import MAX_PATTERN_CHARS


class PatternError(ValueError):
    """An expression that cannot be used; the message says why, as the end of a sentence."""


def find_in(texts: Sequence[str], pattern: str) -> list[bool]:
    """Whether the pattern is found in each text; `^` and `$` are the ends of the text. Raises PatternError.

    >>> find_in(["Read also: more", "To read also"], "^Read also:")
    [True, False]
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    if len(pattern) > MAX_PATTERN_CHARS:
        raise PatternError(f"is longer than {MAX_PATTERN_CHARS} characters")
    try:
        encoded = [text.encode("utf-8") for text in texts]
        starts = array("i", accumulate(map(len, encoded), initial=0))
        # pa.array would load pandas, which looking at one file can do without
        column = pa.StringArray.from_buffers(len(encoded), pa.py_buffer(starts), pa.py_buffer(b"".join(encoded)))
        found: list[bool] = pc.match_substring_regex(column, pattern).to_pylist()
    except (pa.ArrowInvalid, UnicodeEncodeError) as error:
        reason = str(error).removeprefix("Invalid regular expression: ")
        raise PatternError(f"is no regular expression (of RE2, without look-around): {reason}") from error
    return found


def find_any(texts: Sequence[str], patterns: Sequence[str]) -> list[bool]:
    """Whether any of the patterns is found in each text."""
    found = [False] * len(texts)
    for pattern in patterns:
        found = [one or other for one, other in zip(found, find_in(texts, pattern), strict=True)]
    return found
