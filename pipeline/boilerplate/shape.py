"""How a block looks, whatever it says: length, marks, case, function words, digits, links. One line, no neighbours.

The features are named, and `weights.yml` holds a weight for each, so that a verdict can be read.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline.boilerplate.signs import count_capitals, find_marks
from pipeline.boilerplate.stamps import is_stamp
from pipeline.text.lower_words import lower_words

# The commonest function words: running text is full of them, menus and lists of links are not. More languages than the
# notices know, so that a page in another language is not taken for a menu.
FUNCTION_WORDS = frozenset(
    "the a an of to in on at for from by with and or but that which who as than it its his her their is are was were be been has "
    "have had not this these those he she they we said after before when while into about over also would could there no more "
    "der die das den dem des ein eine einen einem einer und oder in im zu von mit für auf ist sind war waren wird wurde nicht auch "
    "sich als nach bei aus es er sie dass le la les un une des du de et ou en dans sur pour par avec est sont été a ont au aux que "
    "qui ne pas il elle ils se ce cette plus el los las una del y o con por para es son fue ha han al lo su sus no se como más "
    "e um uma os as do da dos das não na nos il gli di che del della nel per è sono non più anche een het van voor op niet zijn "
    "в и на не с что по из за от как это его для к о у был yang dan di untuk dengan dari ini itu ve bir için ile olarak "
    "och att det som på är av för inte w na z się nie do że jest "
    "في من على إلى عن أن إن مع كان كانت هذا هذه التي الذي قد لم لا ما بعد قبل بين و".split()
)
NO_SPACES = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")  # Chinese, Japanese and Thai: two characters count as a word
ENDING = re.compile(r"(?:([.!?؟。！？])|([:：])|(…|\.\.\.))[\"'”’»)\]*]*$")
# What the last character alone tells of the ending; a full stop may be the last of three, and a closing mark may hide one.
ENDS = {
    **dict.fromkeys("!?؟。！？", "sentence"),
    ":": "colon",
    "：": "colon",
    "…": "ellipsis",
    **dict.fromkeys("\"'”’»)]*\n", "hidden"),
}
LONG_WORD = re.compile(r"\w{4,}")
SPEECH = frozenset(
    "said says told added according reported announced killed "
    "sagte laut teilte selon déclaré según dijo afirmó قال وقال أعلن أعلنت ذكر ذكرت".split()
)
# In lower case, so without the German "Sie" and the English "us", which would be "sie" and "US".
YOU = frozenset("you your yours vous votre vos usted ustedes".split())
WE = frozenset("we our ours wir uns unser unsere unseren unserem unserer nous notre nos nuestro nuestra".split())
FIRST_PERSON = frozenset("i my me mine ich mein meine je yo".split())
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday ago".split())
LINK = re.compile(r"[@:.](?://|(?<=@)\w|(?:com|org|net|de/|fr/|es/))")
LINK_MARKS = frozenset("@:.")
BARS = frozenset("|›»•·→←▸")
SENTENCES = tuple(f"sentences.{count}" for count in range(4))
LENGTHS = ((1, "1"), (2, "2"), (4, "3-4"), (7, "5-7"), (11, "8-11"), (19, "12-19"), (39, "20-39"), (79, "40-79"))
SAMPLE = 120  # characters looked at on either end of a long block


class Look(NamedTuple):
    """The number of words of a block, its features, whether it is a time stamp, its longer words in lower case, its marks."""

    words: int
    features: tuple[str, ...]
    stamp: bool
    long_words: frozenset[str]
    marks: frozenset[str]


def look_at(text: str) -> Look:
    """The look of the bare text of a block.

    >>> look = look_at("Log in | Subscribe")
    >>> look.words, "bar" in look.features, "end.short.none" in look.features
    (4, True, True)
    """
    count = count_words(text)
    sample = text if len(text) <= 2 * SAMPLE else f"{text[:SAMPLE]} {text[-SAMPLE:]}"
    size = "short" if count < 12 else "long"
    tokens, marks = lower_words(sample), find_marks(sample)
    features = [*name_size(count, size, read_ending(text))]
    if count >= 3:
        features.append(name_function(size, sum(map(FUNCTION_WORDS.__contains__, tokens)), len(tokens)))
        features.append(name_capitals(size, *count_capitals(sample)))
        if sample.isupper():
            features.append("all_capitals")
    if count >= 12:
        features.append(count_sentences(sample, marks))
    stamp = bool(marks) and look_at_digits(sample, marks, tokens, size, features)
    said = ANY_WORDING.intersection(tokens)
    if said:
        features += [name for name, wanted in WORDINGS if not wanted.isdisjoint(said)]
    if marks:
        features += look_at_marks(sample, marks)
    if sample[:1].islower():
        features.append("lower_start")
    return Look(count, tuple(features), stamp, frozenset([token for token in tokens if len(token) > 3]), marks)


def addresses_someone(text: str) -> bool:
    """Whether a text says I, we or you: most articles do so in quotations only.

    >>> addresses_someone("We ask you for help."), addresses_someone("They asked for help.")
    (True, False)
    """
    tokens = lower_words(text)
    return not (YOU.isdisjoint(tokens) and WE.isdisjoint(tokens) and FIRST_PERSON.isdisjoint(tokens))


def count_words(text: str) -> int:
    """How many words a text has, about.

    >>> count_words("Log in now"), count_words("これでようやく元の操作性")
    (3, 6)
    """
    words = text.count(" ") + 1
    if len(text) > 8 * words and not text.isascii():
        return max(words, len(NO_SPACES.findall(text)) // 2)
    return words


def bucket_length(words: int) -> str:
    """The name of the length class of a block of so many words.

    >>> bucket_length(6), bucket_length(200)
    ('5-7', '80+')
    """
    for most, name in LENGTHS:
        if words <= most:
            return name
    return "80+"


@lru_cache(maxsize=1 << 14)
def name_function(size: str, function: int, words: int) -> str:
    """The feature of the share of function words."""
    return f"function.{size}.{reached(function, words, (0.01, 0.15, 0.3, 0.45))}"


@lru_cache(maxsize=1 << 14)
def name_capitals(size: str, capitals: int, words: int) -> str:
    """The feature of the share of words with a capital."""
    return f"capitals.{size}.{reached(capitals, words, (0.15, 0.35, 0.6, 0.9))}"


@lru_cache(maxsize=1 << 14)
def name_digits(digits: int, characters: int) -> str:
    """The feature of the share of words with digits."""
    return f"digits.{reached(digits, characters, (0.05, 0.2, 0.5))}"


def reached(part: int, whole: int, bounds: tuple[float, ...]) -> int:
    """How many of the rising bounds the share `part` of `whole` reaches.

    >>> reached(1, 4, (0.1, 0.25, 0.5))
    2
    """
    number = 0
    for bound in bounds:
        if part < bound * whole:
            break
        number += 1
    return number


def count_sentences(sample: str, marks: frozenset[str]) -> str:
    """The feature of how many sentences end in a text."""
    count = sample.count(". ") if "." in marks else 0
    if "?" in marks or "!" in marks:
        count += sample.count("? ") + sample.count("! ")
    return SENTENCES[min(count, 3)]


@lru_cache(maxsize=1 << 12)
def name_size(count: int, size: str, ending: str) -> tuple[str, str]:
    """The features of length and ending."""
    return f"words.{bucket_length(count)}", f"end.{size}.{ending}"


def read_ending(text: str) -> str:
    """How a text ends: `sentence`, `colon`, `ellipsis` or `none`, whatever closes behind the mark.

    >>> [read_ending(text) for text in ("He left.", 'He "left!")', "Read more...", "More:", "More")]
    ['sentence', 'sentence', 'ellipsis', 'colon', 'none']
    """
    last = text[-1:]
    if last == ".":
        return "ellipsis" if text.endswith("...") else "sentence"
    kind = ENDS.get(last, "none")
    if kind != "hidden":
        return kind
    found = ENDING.search(text, max(len(text) - 8, 0))
    return "none" if found is None else ("sentence", "colon", "ellipsis")[(found.lastindex or 1) - 1]


def look_at_digits(sample: str, marks: frozenset[str], tokens: Sequence[str], size: str, features: list[str]) -> bool:
    """Digits and dates, added to `features`; whether the block is a time stamp and nothing else."""
    if "0" not in marks and not any(map(str.isdecimal, marks)):
        return False
    numbers = [token for token in tokens if token < ":"]  # in ASCII 9 is before :
    if not sample.isascii():
        numbers += [token for token in tokens if token > "\x7f" and token[0].isdigit()]
    digits = sum(map(len, numbers))
    if digits:
        features.append(name_digits(digits, len(sample)))
        if any(len(number) == 4 and number[:2] in ("19", "20") for number in numbers) or not DAYS.isdisjoint(tokens):
            features.append(f"date.{size}")
    stamp = digits >= 3 and len(tokens) <= 18 and len(sample) <= 120 and is_stamp(sample)
    if stamp:
        features.append("stamp")
    return stamp


def look_at_marks(sample: str, marks: frozenset[str]) -> tuple[str, ...]:
    """Marks and links."""
    features, joins, slash = name_marks(marks)
    if joins and LINK.search(sample):
        features += ("link",)
    if slash and " / " in sample:
        features += ("slash",)
    return features


@lru_cache(maxsize=1 << 12)
def name_marks(marks: frozenset[str]) -> tuple[tuple[str, ...], bool, bool]:
    """The features of the marks themselves, and whether there may be a link, or a slash."""
    features = tuple([name for name, wanted in MARKS if not wanted.isdisjoint(marks)])
    return features, not LINK_MARKS.isdisjoint(marks), "/" in marks


WORDINGS = (("says", SPEECH), ("you", YOU), ("we", WE), ("i", FIRST_PERSON))
MARKS = (
    ("bar", BARS), ("question", frozenset("?؟")), ("exclamation", frozenset("!")), ("comma", frozenset(",،")),
    ("money", frozenset("$€£")), ("quote", frozenset("\"“”„«")), ("symbol", frozenset("{}=<>_\\^~©®™")),
)  # fmt: skip
ANY_WORDING = frozenset().union(*(wanted for _, wanted in WORDINGS))
