"""How a block looks, whatever it says: length, marks, case, function words, digits, links. One line, no neighbours.

The features are named, and `weights.yml` holds a weight for each, so that a verdict can be read.
"""

import re
from collections.abc import Sequence
from operator import itemgetter
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
ENDING = re.compile(r"(?:([.!?؟。！？])|([:：])|(…|\.\.\.))[\"'”’»)\]*]*$")
LONG_WORD = re.compile(r"\w{4,}")
TOKEN = re.compile(r"\w+")
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
LINK_PARTS = ("//", "com", "org", "net", "de/", "fr/", "es/")
DIGIT, FIRST = re.compile(r"\d"), itemgetter(0)
BARS = frozenset("|›»•·→←▸")
LENGTHS = ((1, "1"), (2, "2"), (4, "3-4"), (7, "5-7"), (11, "8-11"), (19, "12-19"), (39, "20-39"), (79, "40-79"))
SAMPLE = 120  # characters looked at on either end of a long block


class Look(NamedTuple):
    """The number of words of a block, its features, whether it is a time stamp, and its longer words in lower case."""

    words: int
    features: tuple[str, ...]
    stamp: bool
    long_words: frozenset[str]


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
    lowered = TOKEN.findall(sample.lower())
    words = frozenset(lowered)
    if count >= 3:
        features.extend(look_at_words(sample, lowered, small))
    if count >= 12:
        features.append(f"sentences.{min(sample.count('. ') + sample.count('? ') + sample.count('! '), 3)}")
    stamp = look_at_digits(sample, lowered, small, features)
    features.extend(look_at_contents(sample, words))
    return Look(count, tuple(features), stamp, frozenset([word for word in words if len(word) > 3]))


def addresses_someone(text: str) -> bool:
    """Whether a text says I, we or you: most articles do so in quotations only.

    >>> addresses_someone("We ask you for help."), addresses_someone("They asked for help.")
    (True, False)
    """
    tokens = frozenset(TOKEN.findall(text.lower()))
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


def reached(part: int, whole: int, bounds: tuple[float, ...]) -> int:
    """How many of the bounds the share `part` of `whole` reaches.

    >>> reached(1, 4, (0.1, 0.25, 0.5))
    2
    """
    return sum([part >= bound * whole for bound in bounds])


def look_at_words(sample: str, lowered: Sequence[str], small: str) -> list[str]:
    """Function words and capitals."""
    words = sample.split()
    function = sum(map(FUNCTION_WORDS.__contains__, lowered))
    capitals = sum(map(str.isupper, map(FIRST, words)))
    features = [
        f"function.{small}.{reached(function, len(lowered), (0.01, 0.15, 0.3, 0.45))}",
        f"capitals.{small}.{reached(capitals, len(words), (0.15, 0.35, 0.6, 0.9))}",
    ]
    if sample.isupper():
        features.append("all_capitals")
    return features


def look_at_digits(sample: str, lowered: Sequence[str], small: str, features: list[str]) -> bool:
    """Digits and dates, added to `features`; whether the block is a time stamp and nothing else."""
    if DIGIT.search(sample) is None:
        return False
    numbers = [token for token in lowered if token[0].isdigit()]
    digits = sum(map(len, numbers))
    if digits:
        features.append(f"digits.{reached(digits, len(sample), (0.05, 0.2, 0.5))}")
        if any(len(number) == 4 and number[:2] in ("19", "20") for number in numbers) or not DAYS.isdisjoint(lowered):
            features.append(f"date.{small}")
    stamp = digits >= 3 and len(lowered) <= 18 and len(sample) <= 120 and is_stamp(sample)
    if stamp:
        features.append("stamp")
    return stamp


def look_at_contents(sample: str, words: frozenset[str]) -> list[str]:
    """Words of address and speech, links, and marks."""
    marks = frozenset(sample)
    features = [] if ANY_WORDING.isdisjoint(words) else [name for name, wanted in WORDINGS if not wanted.isdisjoint(words)]
    found = ANY_MARK & marks
    if found:
        features.extend([name for name, wanted in MARKS if not wanted.isdisjoint(found)])
    if ("@" in marks or any(map(sample.__contains__, LINK_PARTS))) and LINK.search(sample):
        features.append("link")
    if "/" in marks and " / " in sample:
        features.append("slash")
    if sample[:1].islower():
        features.append("lower_start")
    return features


WORDINGS = (("says", SPEECH), ("you", YOU), ("we", WE), ("i", FIRST_PERSON))
MARKS = (
    ("bar", BARS), ("question", frozenset("?؟")), ("exclamation", frozenset("!")), ("comma", frozenset(",،")),
    ("money", frozenset("$€£")), ("quote", frozenset("\"“”„«")), ("symbol", frozenset("{}=<>_\\^~©®™")),
)  # fmt: skip
ANY_WORDING = frozenset().union(*(wanted for _, wanted in WORDINGS))
ANY_MARK = frozenset().union(*(wanted for _, wanted in MARKS))
