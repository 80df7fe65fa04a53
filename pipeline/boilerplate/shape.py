"""How a block looks, whatever it says: length, marks, case, function words, digits, links. One line, no neighbours.

The features are named; `weights.yml` holds a weight for each, so that a verdict can be read.
"""

import re
from functools import lru_cache

# The commonest function words of the five languages: running text is full of them, menus and lists of links are not.
FUNCTION_WORDS = frozenset(
    "the a an of to in on at for from by with and or but that which who as than it its his her their is are was were be been has "
    "have had not this these those he she they we said after before when while into about over also would could there no more "
    "der die das den dem des ein eine einen einem einer und oder in im zu von mit für auf ist sind war waren wird wurde nicht auch "
    "sich als nach bei aus es er sie dass le la les un une des du de et ou en dans sur pour par avec est sont été a ont au aux que "
    "qui ne pas il elle ils se ce cette plus el los las una del y o con por para es son fue ha han al lo su sus no se como más "
    "في من على إلى عن أن إن مع كان كانت هذا هذه التي الذي قد لم لا ما بعد قبل بين و".split()
)
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,:]\d+)*")
INNER_END = re.compile(r"[.!?؟][\"'”’»)]*\s+[\"'“‘«(]*(?=[A-ZÀ-ÞŠŽ\u0600-\u06ff])")
ENDING = re.compile(r"(?:([.!?؟])|([:：])|(…|\.\.\.))[\"'”’»)\]*]*$")
SPEECH = re.compile(r"\b(?:said|says|told|added|according|reported|announced|killed|sagte|laut|teilte|selon|déclaré|según|dijo|afirmó)\b|قال|أعلن|ذكر")
YOU = re.compile(r"\b(?:you|your|you’re|you'll|sie ihre?|ihre?[nm]?|vous|votre|vos|usted|tu)\b", re.IGNORECASE)
WE = re.compile(r"\b(?:we|our|us|wir|uns(?:er\w*)?|nous|notre|nos|nuestr[oa]s?)\b", re.IGNORECASE)
LINK = re.compile(r"https?://|www\.|\b[\w-]+\.(?:com|org|net|co|de|fr|es|io)\b|@\w")
BAR = re.compile(r"[|›»•·→←▸]|\s/\s|::|>>")
DATE = re.compile(
    r"\b(?:19|20)\d\d\b|\b\d{1,2}:\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\bago\b", re.IGNORECASE
)
LENGTHS = ((1, "1"), (2, "2"), (4, "3-4"), (7, "5-7"), (11, "8-11"), (19, "12-19"), (39, "20-39"), (79, "40-79"))


def bucket_length(words: int) -> str:
    """The name of the length class of a block of so many words.

    >>> bucket_length(6), bucket_length(200)
    ('5-7', '80+')
    """
    for most, name in LENGTHS:
        if words <= most:
            return name
    return "80+"


def share(part: int, whole: int, *bounds: float) -> int:
    """How many of the bounds the share reaches.

    >>> share(1, 4, 0.1, 0.25, 0.5)
    2
    """
    return sum(part >= bound * whole for bound in bounds)


@lru_cache(maxsize=1 << 16)
def look(text: str) -> tuple[str, ...]:
    """The features of the bare text of a block."""
    words = WORD.findall(text)
    count = len(words)
    length = bucket_length(count)
    features = [f"words.{length}"]
    small = "short" if count < 12 else "long"
    ending = ENDING.search(text)
    features.append(f"end.{small}." + ("none" if ending is None else ("sentence", "colon", "ellipsis")[ending.lastindex - 1]))
    if count >= 3:
        features.append(f"function.{small}.{share(sum(w in FUNCTION_WORDS for w in text.lower().split()), count, 0.01, 0.15, 0.3, 0.45)}")
        features.append(f"capitals.{small}.{share(sum(w[0].isupper() for w in words), count, 0.15, 0.35, 0.6, 0.9)}")
    if text.isupper() and count > 1:
        features.append("all_capitals")
    if any(map(str.isdigit, text)):
        features.append(f"digits.{share(sum(map(str.isdigit, text)), len(text), 0.05, 0.2, 0.5)}")
        if DATE.search(text):
            features.append(f"date.{small}")
    features.extend(name for name, pattern in CONTENTS if pattern.search(text))
    if count >= 12:
        features.append(f"sentences.{min(len(INNER_END.findall(text)), 3)}")
    return tuple(features)


CONTENTS = (("says", SPEECH), ("you", YOU), ("we", WE), ("link", LINK), ("bar", BAR), ("question", re.compile(r"[?؟]")),
            ("exclamation", re.compile("!")), ("comma", re.compile("[,،]")), ("quote", re.compile("[\"“”„«]")), ("money", re.compile("[$€£]")),
            ("lower_start", re.compile(r"^[a-zà-ÿ]")), ("symbol", re.compile(r"[{}=<>_\\^~©®™]")))  # fmt: skip
