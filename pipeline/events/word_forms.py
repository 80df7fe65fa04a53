"""What single words can be, apart from their place: closed classes, parts of speech, lemmas and verb forms.

Words come from the closed classes beside this module and from lemminflect's lookup lists.
"""

from dataclasses import dataclass
from functools import lru_cache

from pipeline.lexicon import read_entries
from pipeline.text.words import Remembered, parts_of_speech

PACKAGE = "pipeline.events"


# Past tenses that are verbs of their own as well, much more rarely.
PAST_FIRST = {"found": "find", "fell": "fall", "saw": "see"}


@dataclass(slots=True)
class Word:
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


@lru_cache(maxsize=1)
def gerunds() -> frozenset[str]:
    """Forms in -ing that news uses as nouns and the word lists know as verbs only."""
    entries = read_entries(PACKAGE, "closed_class.yml")
    return frozenset(word for entry in entries if entry["tag"] == "gerund" for word in entry["words"].split())


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
    verb_lemma = PAST_FIRST.get(lower) or (lower if lower in verbs else verbs[0] if verbs else new_verb(lower))
    noun_lemma = parts["NOUN"][0] if "NOUN" in parts else unlisted_singular(lower)
    form = verb_form(lower, verb_lemma, past, participle) if verb_lemma else ""
    if not lower[:1].isalnum():
        return Word(closed, False, False, False, False, "", lower, "", True)
    adverb = ("ADV" in parts and "ADJ" not in parts) or (lower.endswith("ly") and "ADV" in parts)
    noun = "NOUN" in parts or "PROPN" in parts or lower in gerunds()
    return Word(
        closed, noun, bool(verb_lemma), "ADJ" in parts, adverb, verb_lemma, noun_lemma, form, bool(parts or closed or verb_lemma)
    )


WORDS = Remembered(word_of)


@lru_cache(maxsize=1)
def new_verbs() -> dict[str, str]:
    """Lemma by form of the verbs that the word lists do not know."""
    entries = read_entries(PACKAGE, "closed_class.yml")
    lemmas = [word for entry in entries if entry["tag"] == "new_verb" for word in entry["words"].split()]
    return {lemma + ending: lemma for lemma in lemmas for ending in ("", "s", "es", "ed", "ped", "ing", "ping")}


def new_verb(lower: str) -> str:
    """The lemma of a form of a verb that the lists do not know, or nothing."""
    return new_verbs().get(lower, "")


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
