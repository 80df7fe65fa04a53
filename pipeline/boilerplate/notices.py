"""What the notices of web pages say in a line: cookie banners, paywall pleas, share rows, credits, in five languages.

The wordings are in `notices.yml`. An entry is tried only on blocks that hold one of its `words`, which one pass of an
Aho-Corasick automaton over the whole text finds; so the number of entries hardly costs time.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from pipeline.boilerplate.appeals import is_appeal
from pipeline.boilerplate.block import LABELS
from pipeline.boilerplate.lines import Piece, cut_pieces
from pipeline.boilerplate.parts import compile_pattern
from pipeline.lexicon import Entry, LexiconError, check_examples, read_entries

PACKAGE, NAMES = "pipeline.boilerplate", ("notices.yml", "offers.yml", "pictures.yml", "voices.yml")
CHARS_A_WORD = 20
SHORT = 100  # characters of a text that may come again


class Notice(NamedTuple):
    """One wording: what a block with it is, and how far it may be trusted.

    all of `also` must be found beside the pattern, `never` must not; where it is given, the text holds one of `holds`.

    `sure` wordings decide alone; the others are evidence. `opens` says that the blocks after it belong to it (a list of
    related headlines, a reader's letter); `most_words` is the longest block in which it is believed. What `closes` goes where
    no text stands below it; a wording of one `language` is not looked for in texts of others. An `appeal` must
    show the signs of one.
    """

    rule_id: str
    label: str
    pattern: re.Pattern[str]
    words: tuple[str, ...]
    sure: bool
    opens: str
    most_words: int
    feature: str
    also: tuple[re.Pattern[str], ...] = ()
    never: re.Pattern[str] | None = None
    closes: bool = False
    language: str = ""
    holds: tuple[str, ...] = ()
    appeal: bool = False


class Notices(NamedTuple):
    """The lexicon made ready: notices, their words, and which notices each word calls for."""

    notices: tuple[Notice, ...]
    automaton: AhoCorasick
    called: tuple[frozenset[int], ...]


@lru_cache(maxsize=1)
def load_notices() -> Notices:
    """The lexicon, held to its examples; raises LexiconError where an entry breaks one."""
    entries = [entry for name in NAMES for entry in read_entries(PACKAGE, name)]
    notices = tuple(map(make_notice, entries))
    words = sorted({word for notice in notices for word in notice.words})
    called = tuple(frozenset(number for number, notice in enumerate(notices) if word in notice.words) for word in words)
    loaded = Notices(notices, AhoCorasick(words, implementation=Implementation.DFA), called)
    by_id = {notice.rule_id: notice for notice in notices}
    check_examples(PACKAGE, entries, lambda entry, text: matches_entry(by_id[entry["id"]], text))
    return loaded


def make_notice(entry: Entry) -> Notice:
    """One entry as a notice; raises LexiconError for an unknown label or a pattern that is none."""
    if entry.get("label") not in LABELS:
        raise LexiconError(
            f"{PACKAGE}: entry {entry['id']!r} has label {entry.get('label')!r}, which is none of {', '.join(LABELS)}"
        )
    try:
        pattern, never = compile_pattern(entry["pattern"]), compile_pattern(entry["without"]) if "without" in entry else None
        also = tuple(map(compile_pattern, entry.get("with", ())))
    except (re.error, KeyError) as error:
        raise LexiconError(f"{PACKAGE}: entry {entry['id']!r} has no usable pattern: {error}") from error
    words = tuple(str(word).lower() for word in entry.get("words", ()))
    if not words:
        raise LexiconError(f"{PACKAGE}: entry {entry['id']!r} names no words that call for it")
    return Notice(
        entry["id"], entry["label"], pattern, words, not entry.get("hint", False),
        entry.get("opens", ""), entry.get("most_words", 60),
        f"notice.{'hint' if entry.get('hint') else 'sure'}.{entry['label']}", also, never,
        bool(entry.get("closes")), entry.get("language", ""), tuple(entry.get("holds", ())),
        bool(entry.get("appeal")),
    )  # fmt: skip


def matches_entry(notice: Notice, text: str) -> bool:
    """Whether the notice is found in `text`, taken as one block of a page."""
    lowered = lower_text(text)
    if not any(word in lowered for word in notice.words):
        return False
    return any(piece.text.count(" ") < notice.most_words and is_found(notice, piece.text) for piece in cut_pieces(text))


def is_found(notice: Notice, text: str) -> bool:
    """Whether the wording stands in the text; a text of endless words is no notice, and would cost time."""
    if len(text) > CHARS_A_WORD * notice.most_words or (notice.holds and not any(part in text for part in notice.holds)):
        return False
    if notice.pattern.search(text) is None or (notice.appeal and not is_appeal(text)):
        return False
    return all(pattern.search(text) for pattern in notice.also) and (notice.never is None or notice.never.search(text) is None)


def find_notices(raw: str, pieces: Sequence[Piece], language: str | None = None) -> dict[int, list[Notice]]:
    """The notices in each block, by number of the block; sure ones first, then in the order of the lexicon.

    `language` is the code of the language of `raw` where it is known.
    """
    loaded, foreign = load_notices(), foreign_to((language or "")[:2].lower())
    starts, lowered = [piece.start for piece in pieces], lower_text(raw)
    wanted: dict[int, frozenset[int]] = {}
    for word, start, _ in find_words(loaded.automaton, lowered):
        # inside a word; Arabic hangs words together, and marks belong to none
        if start and lowered[start] < "\u0100" and lowered[start].isalnum() and lowered[start - 1].isalnum():
            continue
        number = bisect_right(starts, start) - 1
        before = wanted.get(number)
        wanted[number] = loaded.called[word] if before is None else before | loaded.called[word]
    found: dict[int, list[Notice]] = {}
    for number in sorted(wanted):
        text = pieces[number].text
        own = (find_in_short if len(text) < SHORT else find_in_block)(text, wanted[number] - foreign)
        if own:
            found[number] = [*own]
    return found


@lru_cache(maxsize=1 << 8)
def foreign_to(language: str) -> frozenset[int]:
    """The numbers of the notices that are not looked for in texts of a language; none where the language is unknown."""
    notices = load_notices().notices
    return frozenset(number for number, notice in enumerate(notices) if language and notice.language not in ("", language))


def find_in_block(text: str, wanted: frozenset[int]) -> tuple[Notice, ...]:
    """Those of the wanted notices that stand in a text, sure ones first."""
    words = text.count(" ")
    return tuple([notice for notice in order_notices(wanted) if words < notice.most_words and is_found(notice, text)])


@lru_cache(maxsize=1 << 12)
def order_notices(wanted: frozenset[int]) -> tuple[Notice, ...]:
    """The notices of these numbers, sure ones first, then in the order of the lexicon."""
    notices = load_notices().notices
    return tuple(sorted([notices[number] for number in sorted(wanted)], key=lambda notice: not notice.sure))


# Menus repeat, on a page and from page to page, so short texts are remembered.
find_in_short = lru_cache(maxsize=1 << 14)(find_in_block)


def find_words(automaton: AhoCorasick, lowered: str) -> list[tuple[int, int, int]]:
    """(word, start, end) of all words of the lexicon in a text; half a surrogate pair is read as a question mark."""
    try:
        return list(automaton.find_matches_as_indexes(lowered, overlapping=True))
    except UnicodeEncodeError:
        mended = lowered.encode("utf-8", "replace").decode("utf-8")
        return list(automaton.find_matches_as_indexes(mended, overlapping=True))


def lower_text(text: str) -> str:
    """Lower case with every character in its place.

    >>> lower_text("İZMİR Cookies")
    'İzmİr cookies'
    """
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := character.lower()) == 1 else character for character in text)
