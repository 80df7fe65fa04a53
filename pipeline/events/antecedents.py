"""Whom a pronoun means that nobody in its own sentence fits: the last fitting name or person of the sentences before it."""

from bisect import bisect_left

from pipeline.events.groups import Sentence, head_of
from pipeline.events.word_forms import word_of
from pipeline.names.name import Mention

BACK = 3  # sentences
SINGLE = frozenset(("he", "she", "him", "her", "himself", "herself"))
PLURAL = frozenset(("they", "them", "themselves"))
NEUTER = frozenset(("it", "itself"))
BODIES = frozenset(("state", "organisation", "armed_group"))


def antecedent_of(sentence: Sentence, position: int) -> Mention | None:
    """The mention that the pronoun at `position` takes up, or None. Within a sentence what comes first is what it is about."""
    lower = sentence.tokens[head_of(sentence, position)].lower
    if lower == "it" and is_empty(sentence, position):
        return None
    page, mentions = sentence.page, sentence.mentions
    passage = page.sentences[sentence.number].passage
    for number in range(sentence.number - 1, max(sentence.number - 1 - BACK, -1), -1):
        place = page.sentences[number]
        if page.passages[place.passage].label != page.passages[passage].label:
            return None
        first = bisect_left(mentions, place.start, key=lambda mention: mention.start)
        last = bisect_left(mentions, place.end, lo=first, key=lambda mention: mention.start)
        if page.text[place.start : place.start + len(lower) + 1].lower() == f"{lower} ":
            continue  # "They shot. They fled.": the same they
        fitting = [
            mention
            for mention in mentions[first:last]
            if fits(page.text, mention, lower) and (lower in SINGLE or not is_in_phrase(page.text, mention))
        ]
        if not fitting and lower in NEUTER and not page.text.startswith(("It ", "Its "), place.start):
            return None  # "The war began in April. It has killed": what the sentence before is about
        if fitting:
            return min(fitting, key=lambda mention: (not is_proper(page.text, mention), mention.actor is None, mention.start))
    return None


def is_empty(sentence: Sentence, position: int) -> bool:
    """Whether "it" stands for nothing: "it is expected that"."""
    verb = sentence.items[position + 1].verb if position + 1 < len(sentence.items) else None
    return verb is not None and verb.voice == "passive" and verb.lemma in OPINION


OPINION = frozenset(
    "expect believe report hope think fear know say understand allege claim agree decide plan assume estimate".split()
)


def is_in_phrase(text: str, mention: Mention) -> bool:
    """Whether a preposition stands right before a mention, so that its sentence is about something else."""
    before = text[max(mention.start - 24, 0) : mention.start].lower().split()
    words = [word for word in before[-2:] if word not in ("the", "a", "an", "its", "their", "his")]
    return bool(words) and word_of(words[-1]).closed == "I"


def fits(text: str, mention: Mention, pronoun: str) -> bool:
    """Whether a mention agrees with a pronoun in number and kind."""
    if mention.end - mention.start < 5 and word_of(text[mention.start : mention.end].lower()).closed:
        return False
    if pronoun in SINGLE:
        return mention.kind == "person" and not is_plural(text, mention)
    if pronoun in PLURAL:
        return mention.kind in ("people_group", "armed_group", "organisation") or (
            mention.kind == "person" and is_plural(text, mention)
        )
    return pronoun in NEUTER and (mention.kind in BODIES or (mention.place is not None and mention.place.feature_code[:3] == "PCL"))


def is_plural(text: str, mention: Mention) -> bool:
    """Whether a common noun is in the plural."""
    word = text[mention.start : mention.end].rpartition(" ")[2]
    return word[0].islower() and ((word.endswith("s") and not word.endswith("ss")) or word.endswith("men"))


def is_proper(text: str, mention: Mention) -> bool:
    """Whether a mention ends in a capitalised word, as names do."""
    return text[mention.start : mention.end].rpartition(" ")[2][:1].isupper()
