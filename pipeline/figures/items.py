"""What each figure counts: the noun phrase behind it, the phrase after "of", what a coordination repeats, or the subject."""

import re
from collections.abc import Sequence

from pipeline.figures.draft import Draft
from pipeline.figures.nouns import OF_PRONOUN, Phrase, head_lemma, phrase_after, phrase_of, subject_before, word_lists

OF_THEM_NOUN = re.compile(r" of (?:them|whom|which)(?:,? (?:are|were|was|is|being|have been|had been))?(?= [a-z])")
BY_MEASURE = re.compile(r" (?:long|wide|high|tall|deep|thick|away|old|across|apart|north|south|east|west|later|earlier|ago|from|above|below)\b")
WORTH = re.compile(r"(?: worth)? of (?:the |its |their |his |her |all |all the )?| in (?:the |its |their )?(?=[a-z]+(?: [a-z]+)?)| worth of ")


def place_items(text: str, drafts: Sequence[Draft], sentence_of: "SentenceOf") -> None:
    """Give every quantity its item, in order, so that a later one can lean on an earlier one of its sentence."""
    previous: Draft | None = None
    for number, draft in enumerate(drafts):
        floor, ceiling = sentence_of(draft.start)
        limit = min(ceiling, drafts[number + 1].start) if number + 1 < len(drafts) else ceiling
        if previous is not None and previous.start < floor:
            previous = None
        phrase = item_of(text, draft, previous, floor, max(limit, draft.end), ceiling)
        if phrase is not None:
            draft.item_start, draft.item_end, draft.head = phrase.start, phrase.end, head_lemma(phrase.head)
        previous = draft


class SentenceOf:
    """Bounds of the sentence that holds a position; positions come in the order of the text."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self.spans = spans
        self.number = 0

    def __call__(self, position: int) -> tuple[int, int]:
        """First character of the sentence, and the one after its last."""
        while self.number + 1 < len(self.spans) and self.spans[self.number + 1][0] <= position:
            self.number += 1
        return self.spans[self.number] if self.spans else (0, position)


def item_of(text: str, draft: Draft, previous: Draft | None, floor: int, limit: int, ceiling: int) -> Phrase | None:
    """The item of one quantity; `limit` is where the next quantity begins."""
    singular = draft.value == 1
    if draft.kind in ("age", "score") and draft.joined != "":
        return subject_before(text, floor, draft.start)
    if found := OF_THEM_NOUN.match(text, draft.end, ceiling):
        noun = phrase_after(text, found.end(), limit, singular)
        return noun if noun is not None else item_of_previous(previous)
    if OF_PRONOUN.match(text, draft.end, ceiling):
        return item_of_previous(previous)
    if draft.measured or draft.kind in ("percent", "ratio"):
        return measured_item(text, draft, previous, floor, limit)
    of = phrase_of(text, draft.end, limit)
    if of is not None:
        return of
    direct = phrase_after(text, draft.end, limit, singular)
    if direct is not None:
        return direct
    return shared_item(text, draft, previous, limit, ceiling) or subject_before(text, floor, draft.start)


def item_of_previous(previous: Draft | None) -> Phrase | None:
    """The item that the quantity before it counted."""
    if previous is None or previous.item_start is None or previous.item_end is None:
        return None
    return Phrase(previous.item_start, previous.item_end, previous.head or "")


def measured_item(text: str, draft: Draft, previous: Draft | None, floor: int, limit: int) -> Phrase | None:
    """What a measure, a share or an amount of money is of: "of the voters", "in aid", "loan", else the subject."""
    if draft.kind == "age":
        return phrase_after(text, draft.end, limit, True) or subject_name(text, floor, draft.start)
    found = WORTH.match(text, draft.end, limit)
    if found:
        phrase = phrase_after(text, found.end() - 1, limit, False)
        if phrase is not None:
            return phrase
    if not BY_MEASURE.match(text, draft.end):
        phrase = phrase_after(text, draft.end, limit, True)
        if phrase is not None:
            return phrase
    return subject_before(text, floor, draft.start)


def subject_name(text: str, floor: int, position: int) -> Phrase | None:
    """The name to which an age stands in apposition: "Hana Salih, 34"."""
    found = re.compile(r"((?:[A-Z][\w.'’-]*)(?: [A-Z][\w.'’-]*){0,4}),? (?:aged |is |was )?$").search(text, max(floor, position - 60), position)
    if found is None:
        return subject_before(text, floor, position)
    return Phrase(found.start(1), found.end(1), found.group(1).rpartition(" ")[2])


def shared_item(text: str, draft: Draft, previous: Draft | None, limit: int, ceiling: int) -> Phrase | None:
    """In "12 and 30 people" or "12 people, including 5 in the north": the item of the neighbour."""
    if previous is not None and previous.item_end is not None and not previous.measured:
        gap = text[previous.item_end : draft.start] if previous.item_end < draft.start else ""
        if len(gap) < 60 and not re.search(r"[;:()]", gap):
            return item_of_previous(previous)
    if re.match(r" and | or |, | to ", text[draft.end : draft.end + 5]) and limit < ceiling:
        found = re.compile(r"[\d,.]+|[a-z-]+").match(text, limit, ceiling)
        if found is not None:
            return phrase_after(text, found.end(), ceiling, False)
    return None


def is_discourse(text: str, draft: Draft) -> bool:
    """Whether a small number word only announces an enumeration: "three connected ways", "two sides"."""
    if draft.measured or draft.value is None or draft.value > 10 or text[draft.numeral.start].isdigit() or draft.head is None:
        return False
    return draft.item_end is not None and draft.item_start is not None and draft.item_start - draft.end < 3 and draft.head in word_lists()["discourse"]
