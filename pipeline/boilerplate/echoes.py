"""Lines of a text as numbers, and which of them stand in several different texts of one source: what repetition tells, counted.

Only lines of which repetition can tell something are numbered: those that speak of their source or to its readers (`makers.yml`),
and short ones that are no sentence (slogans, strips, tickers). Numbers stand for words in lower case; figures count as written, so
that reports of one mould, in which only figures differ, have no line in common.

Texts that share most of their paragraphs are one story told again (wire copies, a page scraped twice) and count once. Nothing
here depends on the order of texts, and no text but the one at hand is ever in memory: of each there remain some ten numbers.
"""

from collections.abc import Sequence
from hashlib import blake2b
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.boilerplate.lines import Piece, cut_pieces
from pipeline.boilerplate.makers import Cue, find_cue
from pipeline.lexicon import LexiconError
from pipeline.reading.records import RawDocument, source_of
from pipeline.text.lower_words import lower_words

# How far a line must be repeated, kept in the two lowest bits of its number.
SPOKEN, COMMON, BARE = 0, 1, 2
LEAST_STORIES = np.array([3, 5, 8])
# Of the texts of a source, their number brought down to a power of two: so that one more text changes this bar next to never.
LEAST_SHARE = np.array([0.0, 0.25, 0.5])
BARE_WORDS, PARAGRAPH_WORDS, LEAD = (3, 14), 8, 2
SENTENCE_ENDS = '.!?…:;,"”’»)]'
# A sketch: for each of these odd numbers, the least of the products with the numbers of all paragraphs, in 64 bits.
FACTORS = np.array([int.from_bytes(blake2b(bytes([slot]), digest_size=8).digest(), "big") | 1 for slot in range(8)], np.uint64)
SAME_SLOTS = 4
MIX = np.uint64(0x9E3779B97F4A7C15)

Keys = NDArray[np.uint64]


class Line(NamedTuple):
    """A line of which repetition can tell something: its raw characters, the number under which it is judged, its wording.

    In the lead of a text, `key` stands for the line in the lead of a text: what opens one article and is shown as a teaser under
    many others is repeated there and not here.
    """

    start: int
    end: int
    key: int
    anywhere: int
    cue: Cue | None


class Note(NamedTuple):
    """What is kept of a text: its source as a number, the numbers of its lines, and a sketch of its paragraphs."""

    source: int
    keys: tuple[int, ...]
    sketch: tuple[int, ...]


class Corpus(NamedTuple):
    """The notes of many texts: a row a text in `sources`, `sketches` and `counts` (of its keys), and the keys one after another."""

    sources: Keys
    sketches: Keys
    counts: NDArray[np.int64]
    keys: Keys


NOTHING = Note(0, (), (0,) * len(FACTORS))


def number_of(words: Sequence[str], salt: bytes = b"") -> int:
    """64 bits that stand for some words."""
    return int.from_bytes(blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=8, salt=salt).digest(), "big")


def take_note(text: str, source: str, *, placed: bool = True) -> Note:
    """What is kept of a text; without `placed`, nothing is told of its lead (the text is a whole page, not as it will be read)."""
    lines, paragraphs = read_lines(cut_pieces(text))
    keys = {line.anywhere for line in lines} | ({line.key for line in lines} if placed else set())
    products = np.array(paragraphs or [0], np.uint64)[:, None] * FACTORS
    return Note(number_of([source]), tuple(sorted(keys)), tuple(products.min(axis=0).tolist()))


def note_document(raw: RawDocument) -> Note:
    """What is kept of a document; nothing of one that cannot be read."""
    if raw.text is None:
        return NOTHING
    try:
        return take_note(raw.text, source_of(raw), placed=not raw.extracted)
    except LexiconError:
        raise
    except Exception:  # an error of ours in one text must not stop all others; it is told where the text is read in earnest
        return NOTHING


def find_lines(raw: str) -> list[Line]:
    """The lines of a text of which repetition can tell something."""
    return read_lines(cut_pieces(raw))[0]


def read_lines(pieces: Sequence[Piece]) -> tuple[list[Line], list[int]]:
    """Those lines, and the numbers of the paragraphs that are the article's own, as far as one can see; if none, of other lines."""
    lines, paragraphs, others = list[Line](), list[int](), list[list[str]]()
    for piece in pieces:
        words = lower_words(piece.text)
        cue = find_cue(piece.text, words)
        if cue or is_bare(piece.text, len(words)):
            lines.append(make_line(piece, words, cue, leads=len(paragraphs) < LEAD))
        if cue is None and len(words) >= PARAGRAPH_WORDS:
            paragraphs.append(number_of(words))
        elif cue is None:
            others.append(words)
    return lines, paragraphs or [*map(number_of, others)]


def make_line(piece: Piece, words: Sequence[str], cue: Cue | None, *, leads: bool) -> Line:
    """A line with its numbers, whose lowest bits say how far it must be repeated."""
    kind = BARE if cue is None else COMMON if cue.common else SPOKEN
    anywhere = number_of(words) & ~3 | kind
    key = number_of(words, b"lead") & ~3 | kind if leads and cue else anywhere
    return Line(piece.start, piece.end, key, anywhere, cue)


def is_bare(text: str, words: int) -> bool:
    """Whether a line is short and no sentence.

    >>> is_bare("Gul Post: the voice of the valley", 7), is_bare("The case continues.", 3)
    (True, False)
    """
    return BARE_WORDS[0] <= words <= BARE_WORDS[1] and text[-1:] not in SENTENCE_ENDS


def corpus_of(notes: Sequence[Note]) -> Corpus:
    """Notes as the rows of a corpus."""
    return Corpus(
        np.array([note.source for note in notes], np.uint64),
        np.array([note.sketch for note in notes], np.uint64).reshape(-1, len(FACTORS)),
        np.array([len(note.keys) for note in notes], np.int64),
        np.array([key for note in notes for key in note.keys], np.uint64),
    )


def find_repeated(corpus: Corpus) -> list[tuple[int, ...]]:
    """By text, the keys of those of its lines that count as repeated."""
    echoes = np.flatnonzero(find_echoes(corpus))
    keys = corpus.keys[echoes].tolist()
    bounds = np.searchsorted(echoes, np.concatenate([[0], np.cumsum(corpus.counts)])).tolist()
    return [tuple(keys[first:end]) for first, end in pairwise(bounds)]


def find_echoes(corpus: Corpus) -> NDArray[np.bool_]:
    """Which of the keys stand in as many different stories of their source as lines of their kind must.

    Sorts the keys once; linear otherwise. Two lines of other words fall together once in a hundred thousand million texts.
    """
    if not len(corpus.keys):
        return np.zeros(0, bool)
    texts = np.repeat(np.arange(len(corpus.counts)), corpus.counts)
    _, source_of, sizes = np.unique(corpus.sources, return_inverse=True, return_counts=True)
    salted = corpus.keys ^ (corpus.sources * MIX)[texts]
    order = np.argsort(salted, kind="stable")
    starts = np.flatnonzero(np.diff(salted[order], prepend=salted[order[:1]] ^ np.uint64(1)))
    times = np.diff(starts, append=len(order))
    firsts, found = order[starts], np.zeros(len(order), bool)
    kinds = (corpus.keys[firsts] & np.uint64(3)).astype(np.int64)
    bars = LEAST_SHARE[kinds] * 2.0 ** np.floor(np.log2(sizes[source_of[texts[firsts]]]))
    for group in np.flatnonzero((times >= LEAST_STORIES[kinds]) & (times >= bars)).tolist():
        members = order[starts[group] : starts[group] + times[group]]
        least = int(LEAST_STORIES[kinds[group]])
        found[members] = count_stories(corpus.sketches[texts[members]], least) >= least
    return found


def count_stories(sketches: Keys, enough: int) -> int:
    """How many different stories some texts tell, counted up to `enough`; the order of the texts does not matter.

    >>> count_stories(np.array([[1] * 8, [1] * 5 + [2] * 3, [3] * 8], np.uint64), 3)
    2
    """
    left = sketches[np.lexsort(sketches.T)]
    stories = 0
    while len(left) and stories < enough:
        left = left[(left == left[0]).sum(axis=1) < SAME_SLOTS]
        stories += 1
    return stories
