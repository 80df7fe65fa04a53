"""Pronouns that stand for a person beyond doubt: "he" and "she" where the nearest sentence with a person names only one.

Only texts on violence are read so: there it matters who was arrested, there reports are dry enough for the rule to hold.
"""

from bisect import bisect_left

from pipeline.names.name import Mention
from pipeline.text.page import Page

PRONOUNS = {"he": "he", "him": "he", "she": "she"}
SENTENCES_BACK = 3


def add_pronouns(page: Page, mentions: list[Mention]) -> list[Mention]:
    """The mentions with those of pronouns between them, in order of the text."""
    if page.words.isdisjoint(PRONOUNS):
        return mentions
    found: list[Mention] = []
    called: dict[str, str] = {}
    number = 0
    for token in [token for token in page.tokens if token.lower in PRONOUNS]:
        while number < len(mentions) and mentions[number].start <= token.start:
            found.append(mentions[number])
            number += 1
        if not (found and found[-1].end > token.start):
            person = only_person(page, found, token.start)
            word = PRONOUNS[token.lower]  # who was "he" once is not "she" later
            if person is not None and person.actor and called.setdefault(person.actor.actor_id, word) == word:
                found.append(Mention(token.start, token.end, "person", None, person.actor, None, "names.pronoun", 0.5))
    return found + mentions[number:]


def only_person(page: Page, before: list[Mention], position: int) -> Mention | None:
    """The last mention of the one person that this sentence up to `position` and the sentences before speak of."""
    sentence = page.sentence_at(position)
    for number in range(sentence, max(sentence - SENTENCES_BACK, 0) - 1, -1):
        first = page.sentences[number].start
        near = before[bisect_left(before, first, key=lambda mention: mention.start) :]
        persons = [mention for mention in near if mention.kind == "person" and mention.actor is not None]
        if persons:
            return persons[-1] if len({mention.actor.actor_id for mention in persons if mention.actor}) == 1 else None
    return None
