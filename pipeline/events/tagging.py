"""Give every token of a sentence one tag: what it is here, not only what it can be.

Tags are single letters: D determiner, P pronoun, S possessive ending, I preposition or particle, T "to", C coordination, U
subordination, W relative word, M modal, B be, H have, O do, V full verb, N noun or name, A adjective, R adverb, E negation,
Q number, X part of a time expression, comma, full stop, quotation mark, brackets, hyphen. Words come from the closed
classes beside this module and from lemminflect's lookup lists; what is left ambiguous is decided by the tags before it and
the word after it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.events.joined_words import read_together
from pipeline.events.open_words import (
    ADJECTIVAL,
    MEASURES,
    POSTPOSED,
    QUALIFYING,
    ends_plural,
    followed_by_verb,
    is_number,
    open_class,
    qualifies_number,
)
from pipeline.events.word_forms import Word, word_of
from pipeline.text.page import Token
from pipeline.text.words import Remembered

MARKS = {
    ",": ",",
    ";": ";",
    ":": ":",
    "(": "(",
    "[": "(",
    ")": ")",
    "]": ")",
    "-": "-",
    "‑": "-",
    "/": "-",
    "–": ":",
    "—": ":",
    "$": "Q",
    "€": "Q",
    "£": "Q",
    "¥": "Q",
    "%": "Q",
}


QUOTES = frozenset("\"“”«»'‘’`*_+")


@dataclass(slots=True)
class Look:
    """A word as it is written: what it can be, its tag where that is `settled`, and how it counts in `is_titled`."""

    word: Word
    tag: str
    capital: int


def tag_tokens(
    tokens: Sequence[Token], names: Sequence[str], titled: bool | None = None, looks: Sequence[Look] | None = None
) -> list[str]:
    """One tag a token. `names` says for each token what is known of it already: `N` inside a name, `X` inside a time, else empty.

    `titled` and `looks` are found here where they are not given.

    >>> from pipeline.text.page import split_tokens
    >>> text = "The rebels attacked an army base after talks."
    >>> "".join(tag_tokens(split_tokens(text, 0, len(text)), [""] * 9))
    'DNVDANUN.'
    """
    tags: list[str] = []
    looks = looks or [LOOKS[token.text] for token in tokens]
    words = [look.word for look in looks]
    names = read_together(tokens, words, names)
    if titled is None:
        titled = is_titled(looks)
    previous, open_clause = "", True  # open: no finite verb yet since the clause began
    for number, look in enumerate(looks):
        tag = names[number] or look.tag
        if not tag:
            tag = mark_or_closed(tokens, words, number, previous) or OPEN
        elif tag == "I" and previous == "-":  # sit-in, walk-out
            tag = "N"
        if tag == OPEN:
            tag = open_class(tokens, words, tags, number, titled, open_clause)
        if tag in "VBHMOUW;:C.":
            if tag in "UW;:C.":
                open_clause = True
            elif tag != "V" or words[number].form != "ing":
                open_clause = False
        tags.append(tag)
        previous = tag
    return tags


def settled(text: str) -> str:
    """The tag of a word that is the same wherever it stands, prepositions after a hyphen apart; OPEN for a noun, verb, adjective
    or adverb that its place decides about, empty for a mark or word of a closed class that is two things.

    >>> settled("the"), settled("governor"), settled("40"), settled("to"), settled("attacks")
    ('D', 'N', 'Q', '', '?')
    """
    lower = text.lower()
    word = word_of(lower)
    if not text[0].isalpha() or text == "US":
        return "" if lower in ENDINGS else mark_or_closed([Token(0, 0, text, lower)], [word], 0, "")
    if word.closed:
        return "" if lower in AMBIGUOUS or word.closed in TURNED else word.closed
    if not word.known:
        return "" if lower.endswith(("ly", *ADJECTIVAL)) else "N"
    only_noun = word.noun and not (word.verb or word.adjective or word.adverb)
    return "N" if only_noun and lower not in POSTPOSED and lower not in MEASURES else OPEN


OPEN = "?"
ENDINGS = frozenset(("'s", "’s"))
TURNED = frozenset("R")  # adverbs, which are adjectives after some tags


def look_of(text: str) -> Look:
    """How a word looks wherever it stands."""
    return Look(word_of(text.lower()), settled(text), capital_of(text))


LOOKS = Remembered(look_of)


def is_titled(looks: Sequence[Look]) -> bool:
    """Whether capitals say nothing here: a headline in title case, or a text all in capitals."""
    upper, count = divmod(sum([look.capital for look in looks]), CAPITAL)
    return upper >= 3 and upper * 10 >= count * 7


CAPITAL = 1 << 20  # more than any sentence has words


def capital_of(text: str) -> int:
    """1 for a word of an open class, with CAPITAL where it has one; 0 for unknown words, those of closed classes and marks."""
    word = word_of(text.lower())
    return 1 + CAPITAL * text[0].isupper() if word.known and not word.closed and text[0].isalpha() else 0


def mark_or_closed(tokens: Sequence[Token], words: Sequence[Word], number: int, previous: str) -> str:
    """The tag of a mark, a number or a word of a closed class; empty for all others."""
    token, word = tokens[number], words[number]
    first = token.text[0]
    if not first.isalnum():
        if token.lower in ENDINGS:
            return possessive_or_is(tokens, words, number)
        if word.closed:
            return word.closed
        return MARKS.get(token.text) or ("'" if token.text in QUOTES else ".")
    if first.isdigit():
        return "Q"
    if not word.closed or token.text == "US":
        return "N" if token.text == "US" else ""
    if word.closed == "R" and previous in ("D", "S") and token.lower not in ("so", "too", "very", "almost", "newly", "well"):
        return "A"
    return ambiguous_closed(tokens, words, number, previous, word.closed)


def possessive_or_is(tokens: Sequence[Token], words: Sequence[Word], number: int) -> str:
    """`'s` is "is" after a pronoun ("he's leaving"), else the possessive."""
    return "B" if number and words[number - 1].closed in ("P", "W", "R") else "S"


def ambiguous_closed(tokens: Sequence[Token], words: Sequence[Word], number: int, previous: str, closed: str) -> str:
    """Closed-class words that are two things: that, to, after, up, once, one, may."""
    lower = tokens[number].lower
    if lower not in AMBIGUOUS:
        return "N" if closed == "I" and previous == "-" else closed  # sit-in, walk-out
    following = words[number + 1] if number + 1 < len(words) else None
    if lower in TWO_SIDED:
        return TWO_SIDED[lower](tokens, words, number, previous)
    if lower == "more" and previous == "Q" and following is not None and following.noun and not following.closed:
        return "A"  # "230 more police officers"
    if lower in QUALIFYING and qualifies_number(tokens, number):
        return "Q"
    if lower in ("may", "march", "will", "can") and tokens[number].text[0].isupper() and number and previous in "IDNQ":
        return "N"
    if lower in ("after", "before", "since", "until", "till", "as"):
        return "U"
    if lower == "once":
        return "R" if previous in ("H", "B", "D", "V") or (following is not None and following.closed in ("R", "U")) else "U"
    if closed == "I" and previous == "-":  # sit-in, walk-out
        return "N"
    return "V" if lower == "like" and previous in "TMP" else closed


def that_or_which(tokens: Sequence[Token], words: Sequence[Word], number: int, previous: str) -> str:
    """ "that" is an article before a noun that no verb follows, else it opens a clause."""
    if previous == "I":
        return "D"
    if number + 1 >= len(words) or previous == "N" or tokens[number + 1].text[0].isupper():
        return "W"
    following = words[number + 1]
    if not following.noun or following.closed or followed_by_verb(words, number + 1):
        return "W"
    return "W" if previous == "V" and opens_plural(tokens, words, number + 1) else "D"


def opens_plural(tokens: Sequence[Token], words: Sequence[Word], number: int) -> bool:
    """Whether a plural ends the nominal words from `number` on, so that no "that" can be their article: "that rebel troops go"."""
    for at in range(number, min(number + 4, len(words))):
        if words[at].closed or not (words[at].noun or words[at].adjective or not words[at].known):
            return False
        if ends_plural(tokens, at):
            return True
    return False


def to_or_towards(tokens: Sequence[Token], words: Sequence[Word], number: int, previous: str) -> str:
    """ "to" before a verb, before a number that it qualifies ("up to 90"), or as a preposition."""
    if number + 1 >= len(words):
        return "I"
    following = words[number + 1]
    if previous == "Q" and is_number(tokens[number + 1]):
        return "Q"
    verb = words[number + 2] if following.adverb and number + 2 < len(words) else following  # to urgently reconsider
    infinitive = (verb.verb and not verb.closed and verb.form == "base") or following.closed in ("B", "H", "O", "R", "E")
    return "T" if infinitive else "I"


def than_or_number(tokens: Sequence[Token], words: Sequence[Word], number: int, previous: str) -> str:
    """ "than" in "more than 30" belongs to the number."""
    return "Q" if previous == "Q" and number + 1 < len(tokens) and is_number(tokens[number + 1]) else "I"


def one_or_somebody(tokens: Sequence[Token], words: Sequence[Word], number: int, previous: str) -> str:
    """ "one man", but "one of them"."""
    following = words[number + 1] if number + 1 < len(words) else None
    return "Q" if following and (following.noun or not following.known) and not following.closed else "P"


def yet_or_but(tokens: Sequence[Token], words: Sequence[Word], number: int, previous: str) -> str:
    """ "yet another", but ", yet"."""
    return "C" if previous == "," else "R"


TWO_SIDED = {"that": that_or_which, "to": to_or_towards, "than": than_or_number, "one": one_or_somebody, "yet": yet_or_but}
AMBIGUOUS = QUALIFYING | frozenset(TWO_SIDED) | frozenset("may march will can after before since until till as once like".split())
