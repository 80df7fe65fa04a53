"""What kind of text it is: sport, courts, markets, cooking, remembrance. Words that mean force in the news mean nothing there."""

from typing import NamedTuple

from pipeline.events.groups import Sentence, classes
from pipeline.events.selecting import Event
from pipeline.events.tagging import word_of
from pipeline.text.page import Page

BODILY = frozenset(("ASSAULT", "PROTEST", "MOBILIZE", "COERCE", "RETREAT", "SUPPORT", "REJECT", "CONSULT", "SANCTION", "THREATEN", "AGREE"))


class Genre(NamedTuple):
    """Whether the page as a whole is about sport."""

    sport: bool


def read_genre(page: Page) -> Genre:
    """The genre of a page by the share of its words that are words of sport."""
    sport = classes()["sport"]
    words = [token.lower for token in page.tokens if len(token.lower) > 3]
    hits = sum(1 for word in words if word in sport or word.endswith("s") and word[:-1] in sport)
    return Genre(hits >= 4 and hits * 30 >= len(words))


def is_barred(sentence: Sentence, event: Event, genre: Genre) -> bool:
    """Whether the words around an event say that it is none: a match, a market."""
    if event.event_type not in BODILY:
        return False
    lemmas = {word_of(token.lower).noun_lemma for token in sentence.tokens}
    sport = lemmas & classes()["sport"]
    if genre.sport and sport or len(sport) >= 2:
        return True
    return bool(sport & {"match", "goal", "penalty", "striker", "midfielder", "goalkeeper", "innings", "cup", "championship", "league", "final"}) and not has_harm(lemmas)


def has_harm(lemmas: set[str]) -> bool:
    """Whether the sentence tells of real harm."""
    return not lemmas.isdisjoint({"police", "bomb", "gunman", "soldier", "death", "explosion", "militant", "riot"})
