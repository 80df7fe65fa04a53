"""How a block looks, whatever it says: length, marks, case, function words, digits, links. One line, no neighbours.

The features are named, and `weights.yml` holds a weight for each, so that a verdict can be read.
"""

import re
from typing import NamedTuple

from pipeline.boilerplate.stamps import is_stamp

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
INNER_END = re.compile(r"[.!?؟][\"'”’»)]*\s+[\"'“‘«(]*(?=[A-ZÀ-ÞŠŽ\u0600-\u06ff])")
ENDING = re.compile(r"(?:([.!?؟。！？])|([:：])|(…|\.\.\.))[\"'”’»)\]*]*$")
SPEECH = re.compile(
    r"\b(?:said|says|told|added|according|reported|announced|killed|sagte|laut|teilte|selon|déclaré|según|dijo|afirmó)\b|قال|أعلن|ذكر"
)
YOU = re.compile(r"\b(?:[Yy]ou(?:rs?|’re|'re|’ll|'ll)?|YOUR?|Ihre?[nmrs]?|[Vv]ous|[Vv]otre|[Vv]os|[Uu]sted|[Tt]us?)\b")
WE = re.compile(r"\b(?:we|our|us|wir|uns(?:er\w*)?|nous|notre|nos|nuestr[oa]s?)\b", re.IGNORECASE)
FIRST_PERSON = re.compile(r"\b(?:I|I’m|I'm|my|me|ich|mein\w*|je|j’ai|yo)\b")
LINK = re.compile(r"https?://|www\.|\b[\w-]+\.(?:com|org|net|co|de|fr|es|io)\b|@\w")
BAR = re.compile(r"[|›»•·→←▸]|\s/\s|::|>>")
DATE = re.compile(
    r"\b(?:19|20)\d\d\b|\b\d{1,2}:\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\bago\b",
    re.IGNORECASE,
)
QUOTES, SYMBOLS = frozenset("\"“”„«"), frozenset("{}=<>_\\^~©®™")
LENGTHS = ((1, "1"), (2, "2"), (4, "3-4"), (7, "5-7"), (11, "8-11"), (19, "12-19"), (39, "20-39"), (79, "40-79"))
SAMPLE = 250  # characters looked at on either end of a long block


class Look(NamedTuple):
    """The number of words of a block, its features, and whether it is a time stamp."""

    words: int
    features: tuple[str, ...]
    stamp: bool


def look_at(text: str) -> Look:
    """The look of the bare text of a block.

    >>> look = look_at("Log in | Subscribe")
    >>> look.words, "bar" in look.features, "end.short.none" in look.features
    (4, True, True)
    """
    count = count_words(text)
    sample = text if len(text) <= 2 * SAMPLE else f"{text[:SAMPLE]} {text[-SAMPLE:]}"
    small = "short" if count < 12 else "long"
    ending = ENDING.search(text, max(len(text) - 8, 0))
    kind = "none" if ending is None else ("sentence", "colon", "ellipsis")[(ending.lastindex or 1) - 1]
    features = [f"words.{bucket_length(count)}", f"end.{small}.{kind}"]
    if count >= 3:
        features.extend(look_at_words(sample, small))
    if count >= 12:
        features.append(f"sentences.{min(len(INNER_END.findall(sample)), 3)}")
    stamp = look_at_digits(sample, small, features)
    features.extend(look_at_contents(sample))
    return Look(count, tuple(features), stamp)


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


def reached(part: int, whole: int, bounds: tuple[float, ...]) -> int:
    """How many of the bounds the share `part` of `whole` reaches.

    >>> reached(1, 4, (0.1, 0.25, 0.5))
    2
    """
    return sum([part >= bound * whole for bound in bounds])


def look_at_words(sample: str, small: str) -> list[str]:
    """Function words and capitals."""
    words = sample.split()
    function = sum([word in FUNCTION_WORDS for word in sample.lower().split()])
    capitals = sum([word[0].isupper() for word in words])
    features = [
        f"function.{small}.{reached(function, len(words), (0.01, 0.15, 0.3, 0.45))}",
        f"capitals.{small}.{reached(capitals, len(words), (0.15, 0.35, 0.6, 0.9))}",
    ]
    if sample.isupper():
        features.append("all_capitals")
    return features


def look_at_digits(sample: str, small: str, features: list[str]) -> bool:
    """Digits, dates and links, added to `features`; whether the block is a time stamp and nothing else."""
    digits = sum(map(str.isdigit, sample))
    stamp = False
    if digits:
        features.append(f"digits.{reached(digits, len(sample), (0.05, 0.2, 0.5))}")
        if DATE.search(sample):
            features.append(f"date.{small}")
        stamp = digits >= 3 and len(sample) <= 120 and is_stamp(sample)
    if stamp:
        features.append("stamp")
    return stamp


def look_at_contents(sample: str) -> list[str]:
    """Words of address and speech, links, and marks."""
    features = [name for name, pattern in WORDINGS if pattern.search(sample)]
    features.extend([name for name, mark in MARKS if mark in sample])
    if not QUOTES.isdisjoint(sample):
        features.append("quote")
    if not SYMBOLS.isdisjoint(sample):
        features.append("symbol")
    if sample[:1].islower():
        features.append("lower_start")
    return features


WORDINGS = (("says", SPEECH), ("you", YOU), ("we", WE), ("i", FIRST_PERSON), ("link", LINK), ("bar", BAR))
MARKS = (("question", "?"), ("exclamation", "!"), ("comma", ","), ("money", "$"), ("money", "€"), ("money", "£"))
