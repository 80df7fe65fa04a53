"""What the notices of web pages say in a line: cookie banners, paywall pleas, share rows, credits, in five languages.

The wordings are in `notices.yml`. An entry is tried only on blocks that hold one of its `words`, which one pass of an
Aho-Corasick automaton finds; so the number of entries hardly costs time.
"""

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from pipeline.boilerplate.appeals import is_appeal
from pipeline.boilerplate.block import FURNITURE, LABELS
from pipeline.boilerplate.lines import Piece, cut_pieces
from pipeline.boilerplate.parts import Wording, compile_wording
from pipeline.boilerplate.sieve import find_all, fold
from pipeline.lexicon import Entry, LexiconError, check_examples, read_entries

PACKAGE, NAMES = "pipeline.boilerplate", ("notices.yml", "offers.yml", "pictures.yml", "voices.yml")
CHARS_A_WORD = 20
SECTIONS = ("related", "comments", "letter", "offer", "about")
OPENS_OTHER = frozenset(("comments", "related"))
NOTICE_COST, SECTION_COST = 15.0, 40.0


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
    pattern: Wording
    words: tuple[str, ...]
    sure: bool
    opens: str
    most_words: int
    feature: str
    also: tuple[Wording, ...] = ()
    never: Wording | None = None
    closes: bool = False
    language: str = ""
    holds: tuple[str, ...] = ()
    appeal: bool = False


class Wordings(tuple[Notice, ...]):
    """The notices of one block, sure ones first, and what follows from them: worked out once, as most such blocks come again."""

    @cached_property
    def sure(self) -> bool:
        """Whether a wording decides alone."""
        return bool(self) and self[0].sure

    @cached_property
    def frames(self) -> bool:
        """Whether a wording decides that the block belongs to the frame of its page."""
        return self.sure and self[0].label in FURNITURE

    @cached_property
    def section(self) -> str:
        """The section that a notice opens, or ""."""
        return next((notice.opens for notice in self if notice.opens in SECTIONS), "")

    @cached_property
    def labels(self) -> frozenset[str]:
        """The labels of sure wordings."""
        return frozenset(notice.label for notice in self if notice.sure)

    @cached_property
    def opens(self) -> frozenset[str]:
        """All that the notices open."""
        return frozenset(notice.opens for notice in self if notice.opens)

    @cached_property
    def closing(self) -> Sequence[Notice]:
        """The notices of what closes a page."""
        return [notice for notice in self if notice.closes]

    @cached_property
    def cost(self) -> float:
        """What the notices take from the run of article in which they stand."""
        if any(notice.opens in OPENS_OTHER or notice.label == "comment" for notice in self):
            return SECTION_COST
        return 0.0 if self.labels.isdisjoint(FURNITURE) else NOTICE_COST


class Notices(NamedTuple):
    """The lexicon made ready: notices, their words, which notices each word calls for, and which begin with a Latin letter."""

    notices: tuple[Notice, ...]
    automaton: AhoCorasick
    called: tuple[frozenset[int], ...]
    lettered: tuple[bool, ...]


@lru_cache(maxsize=1)
def load_notices() -> Notices:
    """The lexicon, held to its examples; raises LexiconError where an entry breaks one."""
    entries = [entry for name in NAMES for entry in read_entries(PACKAGE, name)]
    notices = tuple(map(make_notice, entries))
    words = sorted({word for notice in notices for word in notice.words})
    called = tuple(frozenset(number for number, notice in enumerate(notices) if word in notice.words) for word in words)
    lettered = tuple(word[0] < "\u0100" and word[0].isalnum() for word in words)
    # a tenth of the size of the other kind, which is faster alone but drives all else out of the caches of the processor
    automaton = AhoCorasick(words, implementation=Implementation.ContiguousNFA)
    loaded = Notices(notices, automaton, called, lettered)
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
        pattern, never = compile_wording(entry["pattern"]), compile_wording(entry["without"]) if "without" in entry else None
        also = tuple(map(compile_wording, entry.get("with", ())))
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
    texts = [piece.text for piece in cut_pieces(text)]
    return any(text.count(" ") < notice.most_words and is_found(notice, text, fold(text)) for text in texts)


def is_found(notice: Notice, text: str, folded: str) -> bool:
    """Whether the wording stands in the text; a text of endless words is no notice, and would cost time."""
    if len(text) > CHARS_A_WORD * notice.most_words or (notice.holds and not any(part in text for part in notice.holds)):
        return False
    if not notice.pattern.search(text, folded) or (notice.appeal and not is_appeal(text)):
        return False
    return all(also.search(text, folded) for also in notice.also) and not (notice.never and notice.never.search(text, folded))


def find_notices(raw: str, pieces: Sequence[Piece], language: str | None = None) -> dict[int, Wordings]:
    """The notices in each block that has any, by number of the block.

    `language` is the code of the language of `raw` where it is known.
    """
    found = {number: find_in_block(raw[piece.start : piece.end], piece.text, language) for number, piece in enumerate(pieces)}
    return {number: wordings for number, wordings in found.items() if wordings}


def find_in_block(raw: str, text: str, language: str | None) -> Wordings:
    """The notices that stand in a block, sure ones first; `raw` is the block with decoration, `text` without."""
    words = find_words(raw)
    if not words:
        return NO_WORDINGS
    called = call_notices(words, (language or "")[:2].lower())
    if not called:
        return NO_WORDINGS
    spaces, folded = text.count(" "), fold(text)
    return Wordings([notice for notice in called if spaces < notice.most_words and is_found(notice, text, folded)])


NO_WORDINGS = Wordings()


@lru_cache(maxsize=1 << 12)
def call_notices(words: frozenset[int], language: str) -> tuple[Notice, ...]:
    """The notices that words call for, sure ones first, then in the order of the lexicon; none that is of another language."""
    notices, called = load_notices().notices, load_notices().called
    numbers = sorted(frozenset().union(*(called[word] for word in words)))
    wanted = [notices[number] for number in numbers if not language or notices[number].language in ("", language)]
    return tuple(sorted(wanted, key=lambda notice: not notice.sure))


def find_words(raw: str) -> frozenset[int]:
    """The words of the lexicon that stand in a text, none inside a word; Arabic hangs words together, and marks belong to none."""
    loaded, lowered = load_notices(), lower_text(raw)
    return frozenset(
        [
            word
            for word, start, _ in find_all(loaded.automaton, lowered)
            if not (start and loaded.lettered[word] and lowered[start - 1].isalnum())
        ]
    )


def lower_text(text: str) -> str:
    """Lower case with every character in its place.

    >>> lower_text("İZMİR Cookies")
    'İzmİr cookies'
    """
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := character.lower()) == 1 else character for character in text)
