"""Give every token of a sentence one tag: what it is here, not only what it can be.

Tags are single letters: D determiner, P pronoun, S possessive ending, I preposition or particle, T "to", C coordination,
U subordination, W relative word, M modal, B be, H have, O do, V full verb, N noun or name, A adjective, R adverb, E negation,
Q number, X part of a time expression, comma, full stop, quotation mark, brackets, hyphen. Words come from the closed classes beside
this module and from lemminflect's lookup lists; what is left ambiguous is decided by the tags before it and the word after it.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline.lexicon import read_entries
from pipeline.text.page import Token
from pipeline.text.words import parts_of_speech

PACKAGE = "pipeline.events"
MARKS = {",": ",", ";": ";", ":": ":", "(": "(", "[": "(", ")": ")", "]": ")", "-": "-", "‑": "-", "/": "-", "–": ":", "—": ":"}
QUOTES = frozenset("\"“”«»'‘’`")
NOUN_BEFORE = frozenset("DASQ")
VERB_BEFORE = frozenset("MTPEO")


class Word(NamedTuple):
    """What a word can be, apart from its place: closed-class tag, possible parts and its lemmas.

    `form` is that of the verb: `base`, `s`, `ing`, `past` (past tense only), `participle` (only), `ed` (either).
    """

    closed: str
    noun: bool
    verb: bool
    adjective: bool
    adverb: bool
    verb_lemma: str
    noun_lemma: str
    form: str
    known: bool


@lru_cache(maxsize=1)
def closed_classes() -> tuple[dict[str, str], frozenset[str], frozenset[str]]:
    """Tag by word, the past tenses that are no participles, and the participles that are no past tenses."""
    tags: dict[str, str] = {}
    irregular: dict[str, frozenset[str]] = {}
    for entry in read_entries(PACKAGE, "closed_class.yml"):
        if entry["tag"] in ("past", "participle"):
            irregular[entry["tag"]] = frozenset(entry["words"].split())
        if len(entry["tag"]) > 1:  # lists of verbs, not tags
            continue
        for word in entry["words"].split():
            tags.setdefault(word, entry["tag"])
    return tags, irregular["past"], irregular["participle"]


@lru_cache(maxsize=131072)
def word_of(lower: str) -> Word:
    """The possibilities of one word in lower case.

    >>> word_of("captured").form, word_of("talks").noun_lemma, word_of("would").closed
    ('ed', 'talk', 'M')
    """
    tags, past, participle = closed_classes()
    closed = tags.get(lower, "")
    parts = parts_of_speech(lower)
    verbs = parts.get("VERB", ())
    verb_lemma = lower if lower in verbs else verbs[0] if verbs else ""
    noun_lemma = parts["NOUN"][0] if "NOUN" in parts else unlisted_singular(lower)
    form = verb_form(lower, verb_lemma, past, participle) if verb_lemma else ""
    if not lower[0].isalnum():
        return Word(closed, False, False, False, False, "", lower, "", True)
    adverb = "ADV" in parts and "ADJ" not in parts or lower.endswith("ly") and "ADV" in parts
    noun = "NOUN" in parts or "PROPN" in parts or lower in GERUNDS
    return Word(closed, noun, bool(verb_lemma), "ADJ" in parts, adverb, verb_lemma, noun_lemma, form, bool(parts or closed))


def unlisted_singular(lower: str) -> str:
    """The singular of a noun that the lists do not know: "warplanes", "militiamen"."""
    if lower.endswith("men") and len(lower) > 5:
        return lower[:-3] + "man"
    return lower[:-1] if lower.endswith("s") and not lower.endswith(("ss", "us", "is")) and len(lower) > 4 else lower


def verb_form(lower: str, verb_lemma: str, past: frozenset[str], participle: frozenset[str]) -> str:
    """The form in which `lower` shows the verb `verb_lemma`."""
    if lower in past:
        return "past"
    if lower in participle:
        return "participle"
    if lower == verb_lemma:
        return "base"
    if lower.endswith("ing"):
        return "ing"
    return "s" if lower.endswith("s") and not lower.endswith("ss") else "ed"


# Forms in -ing that news uses as nouns and the word lists know as verbs only.
GERUNDS = frozenset("shelling bombing fighting shooting killing looting rioting stabbing kidnapping abducting beheading lynching hearing meeting uprising briefing stoning burning raping training funding policing lending rationing".split())
BEFORE_VERBS = frozenset("test fire petrol gang re co counter wire hand force carpet court car".split())
POSTPOSED = frozenset(("dead", "responsible", "accountable", "ablaze", "alight", "hostage"))  # said of the noun before them
# Verbs whose base form is their past tense as well.
UNCHANGED = frozenset("hit shut put set cut beat let cast burst cost hurt quit spread split thrust bid read rid shed".split())


def tag_tokens(tokens: Sequence[Token], names: Sequence[str]) -> list[str]:
    """One tag a token. `names` says for each token what is known of it already: `N` inside a name, `X` inside a time, else empty.

    >>> from pipeline.text.page import split_tokens
    >>> text = "The rebels attacked an army base after talks."
    >>> "".join(tag_tokens(split_tokens(text, 0, len(text)), [""] * 9))
    'DNVDANUN.'
    """
    tags: list[str] = []
    words = [word_of(token.lower) for token in tokens]
    names = [*names]
    for number in range(len(tokens) - 2):  # test-fired, fire-bombed: what stands before the hyphen is part of the verb
        if tokens[number].lower in BEFORE_VERBS and tokens[number + 1].text == "-" and words[number + 2].form in ("ed", "past", "ing"):
            names[number] = names[number + 1] = "R"
    titled = is_titled(tokens, words)
    previous, open_clause = "", True  # open: no finite verb yet since the clause began
    for number, (token, word) in enumerate(zip(tokens, words, strict=True)):
        tag = names[number] or mark_or_closed(tokens, words, number, previous)
        if not tag:
            tag = open_class(tokens, words, tags, number, titled, open_clause)
        if tag in "VBHMO" and (tag != "V" or word.form != "ing"):
            open_clause = False
        elif tag in "UW;:C.":
            open_clause = True
        tags.append(tag)
        previous = tag
    return tags


def is_titled(tokens: Sequence[Token], words: Sequence[Word]) -> bool:
    """Whether capitals say nothing here: a headline in title case, or a text all in capitals."""
    plain = [token.text[0].isupper() for token, word in zip(tokens, words, strict=True) if word.known and not word.closed and token.text[0].isalpha()]
    return len(plain) >= 3 and sum(plain) * 10 >= len(plain) * 7


def mark_or_closed(tokens: Sequence[Token], words: Sequence[Word], number: int, previous: str) -> str:
    """The tag of a mark, a number or a word of a closed class; empty for all others."""
    token, word = tokens[number], words[number]
    first = token.text[0]
    if not first.isalnum():
        if token.lower in ("'s", "’s"):
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
    """Closed-class words that are two things: that, her, since, after, as, no, one, to, well, may."""
    lower = tokens[number].lower
    following = words[number + 1] if number + 1 < len(words) else None
    if lower == "that":
        named = number + 1 < len(tokens) and tokens[number + 1].text[0].isupper()
        if previous == "I" or following and following.noun and not named and previous != "N" and not following.closed and not followed_by_verb(words, number + 1):
            return "D"
        return "W"
    if lower in ("at", "up", "more", "less", "fewer", "about", "around", "some", "over", "under", "as", "nearly", "almost") and qualifies_number(tokens, number):
        return "Q"
    if lower in ("than", "to") and previous == "Q" and number + 1 < len(tokens) and is_number(tokens[number + 1]):
        return "Q"
    if lower in ("may", "march", "will", "can") and tokens[number].text[0].isupper() and number and previous in "IDNQ":
        return "N"
    if lower == "to" and following:
        return "T" if following.verb and not following.closed and following.form == "base" or following.closed in ("B", "H", "O", "R", "E") else "I"
    if lower in ("after", "before", "since", "until", "till", "as"):
        return "U" if lower == "as" and previous == "," else "U"
    if lower == "yet":
        return "C" if previous == "," else "R"
    if lower == "once":
        return "R" if previous in ("H", "B", "D", "V") or following is not None and following.closed in ("R", "U") else "U"
    if lower == "one" or lower == "others":
        return "Q" if lower == "one" and following and (following.noun or not following.known) and not following.closed else "P"
    if closed == "I" and previous == "-":  # sit-in, walk-out
        return "N"
    if lower == "like" and previous in "TMP":
        return "V"
    return closed


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
    return token.text[0].isdigit() or token.lower != "one" and word_of(token.lower).closed == "Q"


def followed_by_verb(words: Sequence[Word], number: int) -> bool:
    """Whether a verb or auxiliary follows the word at `number` closely."""
    return any(w.closed in ("M", "B", "H", "O") or w.verb and (w.form in ("ed", "past") or not w.noun) for w in words[number + 1 : number + 4])


def open_class(tokens: Sequence[Token], words: Sequence[Word], tags: Sequence[str], number: int, titled: bool, open_clause: bool) -> str:
    """Noun, verb, adjective or adverb, by form, neighbours and capitals."""
    token, word = tokens[number], words[number]
    previous = tags[-1] if tags else ""
    if previous == "'" and len(tags) > 1:
        previous = tags[-2] if tags[-2] not in ",.:;" else ""
    if token.lower in ("least", "most", "many") and previous == "Q":
        return "Q"
    if not word.known:
        return unknown_word(token.lower, previous)
    if token.text[0].isupper() and number and not titled and not starts_quote(tags):
        return "N" if not (word.adjective and not word.noun) else "A"
    if word.verb and (word.noun or word.adjective or word.form in ("ing", "ed", "participle")):
        return verb_or_noun(tokens, words, tags, number, previous, open_clause)
    if word.verb:
        return "N" if previous in "D" and word.form == "base" else "V"
    if word.adverb or token.lower in POSTPOSED and previous in "VN" and previous:
        return "R"
    if word.adjective and (not word.noun or next_is_nominal(words, number)):
        return "A"
    return "N" if word.noun else "R"


def starts_quote(tags: Sequence[str]) -> bool:
    """Whether the token to come opens a sentence inside quotation marks or after a colon."""
    return bool(tags) and tags[-1] in "':"


def unknown_word(lower: str, previous: str) -> str:
    """A word that no list knows: an adverb or adjective by its ending, else a name or noun."""
    if lower.endswith("ly") and previous not in "DI":
        return "R"
    return "N"


def next_is_nominal(words: Sequence[Word], number: int) -> bool:
    """Whether the next word can go on a noun phrase."""
    if number + 1 >= len(words):
        return False
    following = words[number + 1]
    if following.verb and not following.noun and following.form in ("ed", "past"):
        return following.adjective and number + 2 < len(words) and next_is_nominal(words, number + 1)
    return not following.closed and (following.noun or following.adjective or not following.known)


def verb_or_noun(tokens: Sequence[Token], words: Sequence[Word], tags: Sequence[str], number: int, previous: str, open_clause: bool) -> str:
    """Words that are verbs among other things: form first, then the tag before, then whether the clause still wants a verb."""
    word = words[number]
    if word.form == "ing":
        return ing_form(words, tags, number, previous, tokens)
    if word.form in ("ed", "participle", "past") and tokens[number].lower not in UNCHANGED:
        return past_form(words, tags, number, previous, tokens)
    if previous in VERB_BEFORE and previous or previous == "R" and len(tags) > 1 and tags[-2] in VERB_BEFORE:
        return "V" if word.form != "s" or previous == "P" else "N"
    if tokens[number].lower in UNCHANGED and (previous in "BH" and previous or previous == "R" and len(tags) > 1 and tags[-2] in "BH"):
        return "V"
    if not word.noun and word.adjective:
        return "A" if previous in "DBASQR" or next_is_nominal(words, number) and previous != "N" else "V"
    if not previous or previous in NOUN_BEFORE or previous in "I-(" or not word.noun and previous != "N":
        return "V" if not previous and word.form == "base" and next_is_determined(words, number) and not word.noun else "N"
    if previous in "NX)," and (open_clause or tokens[number].lower in UNCHANGED) and wants_verb(tokens, words, tags, number, previous):
        return "V"
    if previous in "C" and len(tags) > 2 and wants_verb(tokens, words, tags, number, previous) and "V" in tags[-6:]:
        return "V"
    if previous == "N" and word.form == "base" and open_clause and wants_subjunctive(tags):
        return "V"
    return "V" if previous == "W" and word.form in ("base", "s") and next_is_determined(words, number) else "N"


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
    if previous in "BP" and previous or previous == "R" and len(tags) > 1 and tags[-2] == "B":
        return "V"
    if previous in ("D", "A", "S", "Q", "-"):
        return "N" if not next_is_nominal(words, number) or words[number].noun else "A"
    following = words[number + 1] if number + 1 < len(words) else None
    if following is None:
        return "N"
    takes_object = following.closed in ("D", "P", "Q", "T") or not following.known or not following.closed and (following.noun or following.adjective)
    if previous == "N" and words[number].noun and opens_group(tags) and not (following.closed == "D"):
        return "N"
    if previous in "NX" and previous:
        return "V" if takes_object or following.closed in ("I", "U") and not words[number].noun else "N"
    if not previous and (not takes_object or following.verb and following.form in ("past", "ed")):
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
    opens = following.closed in ("D", "P", "Q", "T", "I", "R", "W", "E") or not following.known or tokens[number + 1].text[0].isupper() or following.adverb
    if tokens[number].lower in UNCHANGED:
        return opens or following.noun
    plural = ends_plural(tokens, number - 1) or "C" in tags[-3:]
    if word.form == "base":
        return plural and (opens or following.noun or following.adjective) and following.closed != "M"
    if previous == ",":
        return word.form == "s" and following.closed in ("D", "T", "P", "W")
    has_noun = previous in "NX)"
    if has_noun and not plural and following.noun and not any(later.closed in ("M", "B", "H", "O") or later.verb and later.form in ("ed", "past") for later in words[number + 1 :]):
        return True
    return has_noun and not plural and opens and (following.closed != "I" or not verb_to_come(words, number))


def verb_to_come(words: Sequence[Word], number: int) -> bool:
    """Whether a past tense or auxiliary follows in the same clause: "drone strikes on a convoy killed six"."""
    for word in words[number + 1 : number + 14]:
        if word.closed in ("U", "W", "C"):
            return False
        if word.closed in ("M", "B", "H", "O") or word.verb and word.form in ("ed", "past"):
            return True
    return False


def ends_plural(tokens: Sequence[Token], number: int) -> bool:
    """Whether the noun at `number` looks like a plural."""
    lower = tokens[number].lower if number >= 0 else ""
    return lower.endswith("s") and not lower.endswith("ss") or lower in ("people", "police", "men", "women", "children", "troops")
