"""Clean text with a map back: every character of the clean text knows the raw characters that it stands for.

Fixes are small, named, harmless to good text and applied in one pass; where several could apply at one place, the first in
`FIXES` wins. Nothing here decides what belongs to an article.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple

from pipeline.text.span import Span


class Fix(NamedTuple):
    """One repair: its name, the raw characters that it acts on, and what stands there afterwards."""

    name: str
    pattern: str
    repair: Callable[[str], str]


def nothing(_: str) -> str:
    """Repair by removal."""
    return ""


def space(_: str) -> str:
    """Repair by a single space."""
    return " "


def mend_mojibake(run: str) -> str:
    """UTF-8 read as Windows-1252, undone by ftfy; a run that ftfy does not understand stays.

    >>> mend_mojibake("â€™")
    '’'
    """
    from ftfy import fix_encoding  # 50 ms to load, and most texts never need it

    return str(fix_encoding(run))


def mend_ligature(ligature: str) -> str:
    """A typographic ligature as the letters it joins."""
    return {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}[ligature]


def unlink(link: str) -> str:
    """A Markdown link or image as its words.

    >>> unlink("[the report ](https://example.org/a)")
    'the report '
    """
    return link[link.index("[") + 1 : link.rindex("](")]


def unescape_mark(mark: str) -> str:
    """A mark that Markdown escapes with a backslash."""
    return mark[1]


EMOJI = "\U0001f300-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\U0001f1e6-\U0001f1ff"
# The second to fourth byte of a UTF-8 sequence, as Windows-1252 and Latin-1 show it.
TAIL = (
    "\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e"
    "\u0192\u02c6\u02dc\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122"
)

FIXES: tuple[Fix, ...] = (
    Fix("mojibake", rf"(?:[\u00c3\u00c2\u00c4\u00c5\u00d8\u00d9][{TAIL}]|\u00e2[{TAIL}][{TAIL}])+", mend_mojibake),
    Fix("markdown_escape", r"\\[\\`*_{}\[\]()#+.!|>~-]", unescape_mark),
    Fix("entity", r"&(?:amp|lt|gt|quot|apos|nbsp|[lr][sd]quo|[nm]dash|hellip|shy|#\d{2,6}|#x[0-9a-fA-F]{2,5});", unescape),
    Fix("markdown_link", r"!?\[[^\[\]\n]{1,300}\]\([^()\s]{1,500}\)", unlink),
    Fix("markdown_emphasis", r"\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<!\w)_{1,2}(?=\w)|(?<=[\w.,;:!?])_{1,2}(?!\w)|~~", nothing),
    Fix("markdown_heading", r"(?m:^)\#{1,6}[ \t]+|(?m:^)>[ \t]+", nothing),
    Fix("bullet", rf"(?m:^)[ \t]*(?:[•●▪‣·◦■□►▶*–+-][ \t]+|[{EMOJI}]+[ \t]*)", nothing),
    Fix("emoji", rf"[ \t]*[{EMOJI}]+", nothing),
    Fix("invisible", r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+", nothing),
    Fix("ligature", r"[\ufb00-\ufb06]", mend_ligature),
    Fix("broken_hyphen", r"[ \t\r]*\n\s*(?=[-–][a-z])|(?<=[a-z][-–])[ \t\r]*\n\s*(?=[a-z])", nothing),
    Fix("broken_before_mark", r"[ \t\r]*\n\s*(?=[,.;:!?)\]”’])", nothing),
    Fix("broken_line", r"[ \t\r]*\n\s*", space),
    Fix("hard_space", r"[\u00a0\u2000-\u200a\u202f\u205f\u3000\t\r]+ *| [ \u00a0\u2000-\u200a\u202f\t\r]+", space),
)
REPAIRS = {fix.name: fix.repair for fix in FIXES}
ANY_FIX = re.compile("|".join(f"(?P<{fix.name}>{fix.pattern})" for fix in FIXES))
# Where a fix can begin, but for blanks or a "!" before it: trying all fixes at every character costs forty times more.
CANDIDATE = re.compile(
    r"[\n\t\r\u00a0\u2000-\u200f\u202a-\u202f\u205f\u2060-\u2069\u3000\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\x7f*&\[\\_~#>"
    rf"•●▪‣·◦■□►▶\u00c2-\u00c5\u00d8\u00d9\u00e2\ufb00-\ufb06{EMOJI}]|  "
)


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Runs of clean text and where each began and ended in the raw text; `verbatim` runs map character by character."""

    clean_starts: list[int] = field(default_factory=list)
    raw_starts: list[int] = field(default_factory=list)
    raw_ends: list[int] = field(default_factory=list)
    verbatim: list[bool] = field(default_factory=list)

    def add(self, clean_start: int, raw_start: int, raw_end: int, verbatim: bool) -> None:
        """Append one run; runs come in the order of the text."""
        self.clean_starts.append(clean_start)
        self.raw_starts.append(raw_start)
        self.raw_ends.append(raw_end)
        self.verbatim.append(verbatim)

    def raw_span(self, start: int, end: int) -> Span:
        """The raw characters behind the clean characters `start` to `end`; an empty span stays empty."""
        starts = self.clean_starts
        if not starts:
            return Span(0, 0)
        first = last = max(bisect_right(starts, start) - 1, 0)
        raw_start = self.raw_starts[first] + (start - starts[first] if self.verbatim[first] else 0)
        if end <= start:
            return Span(raw_start, raw_start)
        if first + 1 < len(starts) and end > starts[first + 1]:
            last = bisect_right(starts, end - 1, first) - 1
        raw_end = self.raw_starts[last] + end - starts[last] if self.verbatim[last] else self.raw_ends[last]
        return Span(raw_start, raw_end)


@dataclass(frozen=True, slots=True)
class CleanText:
    """Clean text, its map to the raw text and the names of the fixes that were applied."""

    text: str
    offsets: OffsetMap
    applied: frozenset[str]


def clean_text(raw: str, spans: Sequence[tuple[int, int]] | None = None, between: str = "\n\n") -> CleanText:
    """The characters of `spans` (all, if none are given) cleaned and joined by `between`, with their addresses.

    >>> found = clean_text("The U.S.\\n-led coalition &amp; **allies**")
    >>> found.text
    'The U.S.-led coalition & allies'
    >>> tuple(found.offsets.raw_span(4, 12)), sorted(found.applied)
    ((4, 13), ['broken_hyphen', 'entity', 'markdown_emphasis'])
    """
    pieces: list[str] = []
    offsets, applied, length = OffsetMap(), set(), 0
    for number, (start, end) in enumerate(spans if spans is not None else [(0, len(raw))]):
        if number:
            offsets.add(length, start, start, False)
            pieces.append(between)
            length += len(between)
        for piece, raw_start, raw_end, name in repair_span(raw, start, end):
            if name:
                applied.add(name)
            if piece:
                offsets.add(length, raw_start, raw_end, not name)
                pieces.append(piece)
                length += len(piece)
    return CleanText("".join(pieces), offsets, frozenset(applied))


def repair_span(raw: str, start: int, end: int) -> Iterable[tuple[str, int, int, str]]:
    """Pieces of one span in order: (clean piece, raw start, raw end, name of the fix or "" for verbatim text).

    The words of a Markdown link keep their own addresses: only its brackets and its target are taken away.
    """
    position = start
    for found in find_fixes(raw, start, end):
        name, (left, right) = found.lastgroup or "", found.span()
        if position < left:
            yield raw[position:left], position, left, ""
        if name == "markdown_link":
            words = left + found.group().index("[") + 1
            yield "", left, words, name
            yield from repair_span(raw, words, left + found.group().rindex("]("))
        else:
            yield REPAIRS[name](found.group()), left, right, name
        position = right
    if position < end:
        yield raw[position:end], position, end, ""


def find_fixes(raw: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """What is to be repaired, from left to right, as if every fix were tried at every character."""
    position = start
    while (found := ANY_FIX.match(raw, position, end)) and found.end() > position:
        yield found
        position = found.end()
    for candidate in CANDIDATE.finditer(raw, position, end):
        at = candidate.start()
        if at < position:
            continue
        first = at - 1 if raw[at] == "[" and at > position and raw[at - 1] == "!" else at
        while first > position and raw[first - 1] in " \t\r":
            first -= 1
        found = next((hit for place in range(first, at + 1) if (hit := ANY_FIX.match(raw, place, end))), None)
        while found and found.end() > position:  # a fix may end where a line begins, and with it a bullet
            yield found
            position = found.end()
            found = ANY_FIX.match(raw, position, end)
