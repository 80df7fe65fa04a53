"""Nouns, verbs, adjectives and adverbs told apart: by form, by the tags before and by the words after."""

from collections.abc import Sequence

from pipeline.events.word_forms import Word, word_of
from pipeline.text.page import Token

NOUN_BEFORE = frozenset("DASQ")


VERB_BEFORE = frozenset("MTPEO")


POSTPOSED = frozenset(("dead", "responsible", "accountable", "ablaze", "alight", "hostage"))  # said of the noun before them


MEASURES = frozenset(("least", "most", "many"))


# Verbs whose base form is their past tense as well.
UNCHANGED = frozenset("hit shut put set cut beat let cast burst cost hurt quit spread split thrust bid read rid shed".split())


def followed_by_verb(words: Sequence[Word], number: int) -> bool:
    """Whether a verb or auxiliary follows the word at `number` closely."""
    return any(
        w.closed in ("M", "B", "H", "O") or (w.verb and (w.form in ("ed", "past") or not w.noun))
        for w in words[number + 1 : number + 4]
    )


def open_class(
    tokens: Sequence[Token], words: Sequence[Word], tags: Sequence[str], number: int, titled: bool, open_clause: bool
) -> str:
    """Noun, verb, adjective or adverb, by form, neighbours and capitals."""
    token, word = tokens[number], words[number]
    previous = tags[-1] if tags else ""
    if previous == "'" and len(tags) > 1:
        previous = tags[-2] if tags[-2] not in ",.:;" else ""
    if token.lower in MEASURES and previous == "Q":
        return "Q"
    if not word.known:
        return unknown_word(token.lower, previous)
    if token.text[0].isupper() and number and not titled and not starts_quote(tags):
        return "N" if not (word.adjective and not word.noun) else "A"
    if word.verb and (word.noun or word.adjective or word.form in ("ing", "ed", "participle")):
        return verb_or_noun(tokens, words, tags, number, previous, open_clause)
    if word.verb:
        return "N" if previous in ("D", "A") and word.form == "base" else "V"  # a heinous act
    if word.adverb or (token.lower in POSTPOSED and previous in "VN" and previous):
        return "R"
    if word.adjective and not word.noun and previous == "N" and number + 1 < len(words) and words[number + 1].closed in ("I", "T"):
        return "R"  # students loyal to the party
    if word.adjective and (not word.noun or next_is_nominal(words, number)):
        return "A"
    return "N" if word.noun else "R"


def starts_quote(tags: Sequence[str]) -> bool:
    """Whether the token to come opens a sentence inside quotation marks or after a colon."""
    return bool(tags) and tags[-1] in "':"


ADJECTIVAL = ("ous", "ful", "less", "able", "ible")  # endings of adjectives that no list knows: "heinous"


def unknown_word(lower: str, previous: str) -> str:
    """A word that no list knows: an adverb or adjective by its ending, else a name or noun."""
    if lower.endswith("ly") and previous not in "DI":
        return "R"
    if lower.endswith(ADJECTIVAL) and previous in "DASR":
        return "A"
    return "N"


def next_is_nominal(words: Sequence[Word], number: int) -> bool:
    """Whether the next word can go on a noun phrase."""
    if number + 1 >= len(words):
        return False
    following = words[number + 1]
    if following.verb and not following.noun and following.form in ("ed", "past"):
        return following.adjective and number + 2 < len(words) and next_is_nominal(words, number + 1)
    return not following.closed and (following.noun or following.adjective or not following.known)


def verb_or_noun(
    tokens: Sequence[Token], words: Sequence[Word], tags: Sequence[str], number: int, previous: str, open_clause: bool
) -> str:
    """Words that are verbs among other things: form first, then the tag before, then whether the clause still wants a verb."""
    word = words[number]
    if word.form == "ing":
        return ing_form(words, tags, number, previous, tokens)
    if word.form in ("ed", "participle", "past") and tokens[number].lower not in UNCHANGED:
        return past_form(words, tags, number, previous, tokens)
    if (previous in VERB_BEFORE and previous) or (previous == "R" and len(tags) > 1 and tags[-2] in VERB_BEFORE):
        return "V" if word.form != "s" or previous == "P" else "N"
    if previous == "R" and len(tags) > 1:
        previous = tags[-2]
    if tokens[number].lower in UNCHANGED and (
        (previous in "BH" and previous) or (previous == "R" and len(tags) > 1 and tags[-2] in "BH")
    ):
        return "V"
    if previous == "N" and word.form == "base" and helps(tokens, tags, number):
        return "V"
    if not word.noun and word.adjective:
        return "A" if previous in "DBASQR" or (next_is_nominal(words, number) and previous != "N") else "V"
    if not previous or previous in NOUN_BEFORE or previous in "I-(" or (not word.noun and previous != "N"):
        return "V" if not previous and word.form == "base" and next_is_determined(words, number) and not word.noun else "N"
    if (
        previous in "NX),"
        and (open_clause or tokens[number].lower in UNCHANGED)
        and wants_verb(tokens, words, tags, number, previous)
    ):
        return "V"
    if previous in "C" and len(tags) > 2 and wants_verb(tokens, words, tags, number, previous) and "V" in tags[-6:]:
        return "V"
    if previous == "N" and word.form == "base" and open_clause and wants_subjunctive(tags):
        return "V"
    return "V" if previous == "W" and word.form in ("base", "s") and next_is_determined(words, number) else "N"


def helps(tokens: Sequence[Token], tags: Sequence[str], number: int) -> bool:
    """Whether a name that is helped stands before the word: "promised to help Kenya produce rockets"."""
    first = number - 1
    while first > 0 and tags[first] == "N":
        first -= 1
    return tags[first] == "V" and tokens[first].lower in ("help", "helps", "helped", "helping", "let", "lets", "make", "made")


def wants_subjunctive(tags: Sequence[str]) -> bool:
    """Whether a clause opened by "that" after a verb has a subject and no verb yet: "demanded that the state pay"."""
    for index in range(len(tags) - 1, 0, -1):
        if tags[index] == "W":
            return tags[index - 1] == "V"
        if tags[index] in "VMBHO.;:U":
            return False
    return False


def ing_form(words: Sequence[Word], tags: Sequence[str], number: int, previous: str, tokens: Sequence[Token]) -> str:
    """Gerund, participle or noun: "the shelling of", "was shelling", "after shelling the town"."""
    if (previous in "BP" and previous) or (previous == "R" and len(tags) > 1 and tags[-2] == "B"):
        return "V"
    if previous in ("D", "A", "S", "Q", "-"):
        return "N" if not next_is_nominal(words, number) or words[number].noun else "A"
    following = words[number + 1] if number + 1 < len(words) else None
    if following is None:
        return "N"
    takes_object = (
        following.closed in ("D", "P", "Q", "T")
        or not following.known
        or (not following.closed and (following.noun or following.adjective))
        or (previous == "," and tokens[number + 1].lower in QUALIFYING and qualifies_number(tokens, number + 1))
    )
    if previous == "N" and words[number].noun and opens_group(tags) and following.closed != "D":
        return "N"
    if previous in "NX" and previous:
        return "V" if takes_object or (following.closed in ("I", "U") and not words[number].noun) else "N"
    if not previous and (not takes_object or (following.verb and following.form in ("past", "ed"))):
        return "N"
    return "V" if takes_object and (previous != "" or following.closed == "D") else "N" if words[number].noun else "V"


def opens_group(tags: Sequence[str]) -> bool:
    """Whether an article and at most one noun stand right before, with nothing in between: "a landmark hearing"."""
    return len(tags) > 1 and tags[-2] in "DA"


def past_form(words: Sequence[Word], tags: Sequence[str], number: int, previous: str, tokens: Sequence[Token]) -> str:
    """A past tense or participle, or an adjective made of one: "the wounded soldiers", "armed groups"."""
    nominal = next_is_nominal(words, number)
    if previous == "Q" and tokens[number - 1].lower in ("thousands", "hundreds", "dozens", "scores", "millions", "one"):
        return "V"
    if previous in ("D", "Q", "S") and words[number].form != "past":
        return "A" if nominal or previous == "D" else "V"
    if previous in ("I", "A", "-", "V") and nominal and words[number].form != "past":
        return "A"
    if not previous and nominal and words[number].form != "past":
        return "A"
    return "V"


def next_is_determined(words: Sequence[Word], number: int) -> bool:
    """Whether the next word opens an object or an infinitive."""
    if number + 1 >= len(words):
        return False
    return words[number + 1].closed in ("D", "P", "Q", "T") or not words[number + 1].known


def wants_verb(tokens: Sequence[Token], words: Sequence[Word], tags: Sequence[str], number: int, previous: str) -> bool:
    """Whether a word that may be noun or verb stands where the clause wants its verb, by number and by what follows."""
    word = words[number]
    if number + 1 >= len(words):
        return word.form == "base" and number > 1 and ends_plural(tokens, number - 1)
    following = words[number + 1]
    opens = (
        following.closed in ("D", "P", "Q", "T", "I", "R", "W", "E")
        or not following.known
        or tokens[number + 1].text[0].isupper()
        or following.adverb
    )
    if tokens[number].lower in UNCHANGED:
        return opens or following.noun
    plural = ends_plural(tokens, number - 1) or ("C" in tags[-3:] and not in_compound(tokens, words, tags, number))
    if word.form == "base":
        return (
            plural
            and (opens or following.noun or following.adjective or following.form in ("ed", "participle"))
            and following.closed != "M"
        )
    if previous == ",":
        return word.form == "s" and following.closed in ("D", "T", "P", "W")
    has_noun = previous in "NX)"
    if (
        has_noun
        and not plural
        and following.noun
        and not any(
            later.closed in ("M", "B", "H", "O") or (later.verb and later.form in ("ed", "past")) for later in words[number + 1 :]
        )
    ):
        return True
    return has_noun and not plural and opens and (following.closed != "I" or not verb_to_come(words, number))


def in_compound(tokens: Sequence[Token], words: Sequence[Word], tags: Sequence[str], number: int) -> bool:
    """Whether an "and" only joins words before one noun: "a missile and drone attack on the port killed six"."""
    joined = len(tags) > 1 and tags[-2] == "C" and tokens[number - 1].text[0].islower()
    return joined and words[number + 1].closed == "I" and verb_to_come(words, number)


def verb_to_come(words: Sequence[Word], number: int) -> bool:
    """Whether a past tense or auxiliary follows in the same clause: "drone strikes on a convoy killed six"."""
    for word in words[number + 1 : number + 14]:
        if word.closed in ("U", "W", "C"):
            return False
        if word.closed in ("M", "B", "H", "O") or (word.verb and word.form in ("ed", "past")):
            return True
    return False


def ends_plural(tokens: Sequence[Token], number: int) -> bool:
    """Whether the noun at `number` looks like a plural."""
    lower = tokens[number].lower if number >= 0 else ""
    return (lower.endswith("s") and not lower.endswith("ss")) or lower in ("people", "police", "men", "women", "children", "troops")


QUALIFYING = frozenset("at up more less fewer about around some over under as nearly almost".split())


def qualifies_number(tokens: Sequence[Token], number: int) -> bool:
    """Whether "at", "more", "up" and their like open a qualified number: "at least 14", "up to 90", "about 30"."""
    ahead = [token.lower for token in tokens[number + 1 : number + 3]]
    if ahead[:1] in (["least"], ["most"]) and tokens[number].lower == "at":
        return len(ahead) == 2 and is_number(tokens[number + 2])
    if ahead[:1] in (["than"], ["to"]) and len(ahead) == 2:
        return is_number(tokens[number + 2])
    if tokens[number].lower in ("up", "at", "more", "less", "fewer", "as"):
        return False
    return len(ahead) > 0 and is_number(tokens[number + 1])


def is_number(token: Token) -> bool:
    """Whether a token is a number in digits or words."""
    return token.text[0].isdigit() or (token.lower != "one" and word_of(token.lower).closed == "Q")
