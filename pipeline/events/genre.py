"""What kind of text it is: sport, courts, markets, cooking, remembrance. Words that mean force in the news mean nothing there."""

from collections import Counter
from itertools import chain
from typing import NamedTuple

from pipeline.events.accident import is_accident
from pipeline.events.groups import Sentence, classes
from pipeline.events.occurrence import Event
from pipeline.events.word_forms import WORDS, word_of
from pipeline.text.page import Page
from pipeline.text.words import Remembered

BODILY = frozenset(
    (
        "ASSAULT",
        "PROTEST",
        "MOBILIZE",
        "COERCE",
        "RETREAT",
        "SUPPORT",
        "REJECT",
        "CONSULT",
        "SANCTION",
        "THREATEN",
        "AGREE",
        "REQUEST",
        "ACCUSE",
        "COOPERATE",
        "CONCEDE",
        "AID",
    )
)


class Genre(NamedTuple):
    """What the page as a whole is about: sport, a court, a market, a disaster."""

    sport: bool
    court: bool
    market: bool
    accident: bool


def read_genre(page: Page) -> Genre:
    """The genre of a page by the share of its words that belong to it.

    >>> from pipeline.text.page import page_of
    >>> read_genre(page_of("The striker shot wide. The goalkeeper saved a penalty. The match ended in a late goal.")).sport
    True
    """
    words = [lower for token in page.tokens if len(lower := token.lower) > 3]
    hits = Counter(chain.from_iterable(filter(None, map(KINDS.__getitem__, words))))
    sport, court, market = (hits[name] >= 4 and hits[name] * 30 >= len(words) for name in ("sport", "court", "market"))
    enough = hits["disaster"] >= (2 if hits["attack_page"] else 1)
    accident = enough and hits["disaster"] > hits["attack_page"] and hits["disaster"] * 200 >= len(words)
    return Genre(sport, court, market, accident)


def kinds_of(word: str) -> tuple[str, ...]:
    """The classes of texts that a word belongs to."""
    return tuple(name for name in ("sport", "court", "market", "disaster", "attack_page") if in_class(word, name))


KINDS = Remembered(kinds_of)


def in_class(word: str, name: str) -> bool:
    """Whether a word or its singular is in a class."""
    lemmas = classes()[name]
    return word in lemmas or (word.endswith("s") and word[:-1] in lemmas)


def is_barred(sentence: Sentence, event: Event, genre: Genre) -> bool:
    """Whether the words around an event say that it is none: a match, a market, a lawsuit between neighbours, private business."""
    if event.event_type not in BODILY:
        return False
    if is_accident(sentence, event, genre.accident):
        return True
    bloody = event.found.trigger.rule_id in BLOODY
    game = not classes()["sport"].isdisjoint(sentence.forms) and is_sport(plain_lemmas(sentence), genre)
    if (game and (genre.sport or not bloody)) or is_private(sentence, event):
        return True
    if not (genre.market or genre.court):
        return False
    lemmas = plain_lemmas(sentence)
    if (
        genre.market
        and lemmas.isdisjoint(classes()["politics"])
        and not any(is_proper(sentence, position) for position in event.found.targets)
    ):
        return True
    return genre.court and lemmas.isdisjoint(classes()["politics"]) and not bloody


def plain_lemmas(sentence: Sentence) -> set[str]:
    """Lemmas of the words of a sentence that no capital makes a name."""
    return {WORDS[token.lower].noun_lemma for token in sentence.tokens if sentence.titled or not token.text[0].isupper()}


def is_sport(lemmas: set[str], genre: Genre) -> bool:
    """Whether a sentence is about a game and tells of no harm."""
    sport = lemmas & classes()["sport"]
    if genre.sport and sport:
        return True
    return (len(sport) >= 2 or bool(sport & GAMES)) and lemmas.isdisjoint(HARM) and lemmas.isdisjoint(classes()["politics"])


def is_private(sentence: Sentence, event: Event) -> bool:
    """Whether all who act are firms, players, critics or cells, and nobody named or in office is acted on."""
    sources = event.found.sources
    if not sources or any(is_proper(sentence, position) for position in sources):
        return False
    heads = {sentence.group(position).head for position in sources}
    if heads <= classes()["court"] and event.event_type in ("REJECT", "REQUEST"):
        return classes()["politics"].isdisjoint(word_of(token.lower).noun_lemma for token in sentence.tokens)
    if not heads <= classes()["private"]:
        return False
    return not any(
        is_proper(sentence, position) or sentence.group(position).head in classes()["politics"] for position in event.found.targets
    )


def is_proper(sentence: Sentence, position: int) -> bool:
    """Whether a capital letter inside the group makes it a name."""
    item = sentence.items[position]
    return any(number > 0 and sentence.tokens[number].text[0].isupper() for number in range(item.start, item.end))


# What these tell is a deed even where lawyers speak.
BLOODY = frozenset(
    "assault.kill assault.wound assault.shoot assault.stab assault.abduct assault.execute assault.assassinate assault.explode "
    "assault.bomb assault.rape assault.torture assault.fire_on assault.open_fire assault.n_killing coerce.arrest coerce.catch "
    "coerce.steal coerce.rob coerce.n_robbery coerce.n_raid assault.hijack assault.n_hijack assault.n_shooting assault.attack "
    "sanction.sentence sanction.hand_sentence sanction.convict_crime sanction.find_guilty accuse.charge_in accuse.charges_filed "
    "assault.leave_dead sanction.convict".split()
)
GAMES = frozenset("match goal penalty midfielder goalkeeper innings cup championship league final".split())
HARM = frozenset("police bomb gunman soldier death explosion militant riot".split())
