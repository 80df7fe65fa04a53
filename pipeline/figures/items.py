"""What each figure counts: the noun phrase behind it, the phrase after "of", what a coordination repeats, or the subject."""

import re
from collections.abc import Sequence

from pipeline.figures.before import Before, Word
from pipeline.figures.draft import Draft
from pipeline.figures.nouns import OF_PRONOUN, Phrase, head_lemma, phrase_after, phrase_of, shape_of
from pipeline.figures.small_words import either, listed
from pipeline.figures.subjects import last_verb, subject_of, thing_before

# "137 people, including 38 children, and 161 were missing": an aside on a part of them; what follows goes on with the whole.
PART_ASIDE = re.compile(r"(?:, |\()(?:including|among them|of them|of whom) (?:at least |about |some )?$")
OF_THEM_NOUN = re.compile(
    r" of (?:them|whom|which)(?:,? (?:are|were|was|is|being|have been|had been))?(?: an?| the| their)?(?= [a-z])"
)
OF_BEGINNINGS = frozenset((" of", " ou", " am"))  # of, out of, among
LABEL = re.compile(r": ?\d")
OF_THEM = re.compile(r" of (?:them|these)\b")
NEAR = 300  # how far back "of them" can lean on what another sentence counts
NUMBER_OF = re.compile(r"(?:(?:total|overall|official|record|average|combined) )?number of (?:the |its |their |these |those )?")
CONTAINED = frozenset(("[bbl_us]", "[bu_us]"))  # "released 60 million barrels": of what is not said
STRONG = re.compile(r"-(?:strong|odd|member|person|man|seat|vehicle|ship) ")
AUXILIARY = re.compile(r"\b(?:are|were|was|is|been|being)\b")
BY_MEASURE = re.compile(
    r" (?:long|wide|high|tall|deep|thick|away|old|across|apart|north|south|east|west|later|earlier|ago|from|above|below)\b"
)
OFFSET = re.compile(r" (?:after|before|later|earlier|ago)\b")  # "three days after the fall": how far off, and of nothing
FAR_OFF = re.compile(r" (?:to the )?(?:(?:north|south)?-?(?:east|west)|north|south)\b")  # "Tawila, 70 km to the west"
WORTH = re.compile(
    r"(?: worth)? of (?:the |its |their |his |her |all |all the )?| in (?:the |its |their )?(?=[a-z]+(?: [a-z]+)?)| worth of "
)
NOWHERE = frozenset(("temperature", "speed", "length", "pressure"))  # "45 °C in the south" says where, not of what


def place_items(text: str, drafts: Sequence[Draft], sentence_of: "SentenceOf") -> None:
    """Give every quantity its item, in order, so that a later one can lean on an earlier one of its sentence."""
    previous: Draft | None = None
    before = Before(text, [(draft.start, draft.end) for draft in drafts])
    for number, draft in enumerate(drafts):
        floor, ceiling = sentence_of(draft.start)
        limit = min(ceiling, drafts[number + 1].start) if number + 1 < len(drafts) else ceiling
        if previous is not None and previous.start < floor and not leans_back(text, draft, previous):
            previous = None
        phrase = item_of(text, draft, previous, (floor, max(limit, draft.end), ceiling), before)
        if phrase is not None:
            phrase = numbered(text, phrase)
            draft.item_start, draft.item_end, draft.head = phrase.start, phrase.end, head_lemma(phrase.head)
            draft.echoes = previous is not None and phrase.start == previous.item_start
        if previous is None or previous.item_end is None or not PART_ASIDE.search(text, max(floor, draft.start - 22), draft.start):
            previous = draft


def numbered(text: str, phrase: Phrase) -> Phrase:
    """What is counted by "the number of cases": the cases."""
    found = NUMBER_OF.match(text, phrase.start, phrase.end)
    rest = phrase_after(text, found.end() - 1, phrase.end, False) if found else None
    return rest if rest is not None else phrase


def leans_back(text: str, draft: Draft, previous: Draft) -> bool:
    """Whether "184 of them" is of what the sentence before counted."""
    counted = previous.kind == "count" and not previous.measured and (previous.item_end or 0) > previous.end
    return counted and draft.start - previous.end < NEAR and OF_THEM.match(text, draft.end) is not None


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


def item_of(text: str, draft: Draft, previous: Draft | None, bounds: tuple[int, int, int], before: Before) -> Phrase | None:
    """The item of one quantity; `bounds` are where the sentence begins, where the next quantity does, and where the sentence ends.

    `before` reads the words before a place.
    """
    floor, limit, ceiling = bounds
    singular = draft.value == 1
    if draft.kind == "rank" or (draft.kind in ("age", "score") and draft.joined != ""):
        return thing_before(text, before(floor, draft.start))
    joins = text[draft.end : draft.end + 3] in OF_BEGINNINGS
    if joins and (found := OF_THEM_NOUN.match(text, draft.end, ceiling)):
        noun = phrase_after(text, found.end(), limit, singular)
        told = noun is not None and AUXILIARY.search(found.group()) is not None and begins_with_verb(text, noun)
        return noun if noun is not None and not told else item_of_previous(previous)
    if joins and OF_PRONOUN.match(text, draft.end, ceiling):
        return item_of_previous(previous)
    of = phrase_of(text, draft.end, ceiling) if joins or text[draft.end - 1] == "f" else None
    if of is not None and not (draft.measured and draft.currency is None and of.head.lower().removesuffix("s") in listed("timely")):
        return of
    if draft.measured or draft.kind in ("percent", "ratio"):
        return measured_item(text, draft, previous, (floor, limit), before)
    strong = STRONG.match(text, draft.end)
    direct = phrase_after(text, strong.end() - 1 if strong else draft.end, limit, singular or strong is not None)
    if direct is not None and not LABEL.match(text, direct.end):  # "Dead: 12 Hurt: 30" is a table
        return direct if not (in_headline(text, direct) or tells_deed(text, draft, direct)) else None
    leaning = shared_item(text, draft, previous, limit, ceiling) or echoed(text, draft, previous, floor, before)
    if leaning is not None:
        return leaning
    words = before(floor, draft.start)
    thing = None if follows(words, "counters") else thing_before(text, words)
    stands_in = thing is not None and previous is not None and not previous.measured and thing.head.lower() in listed("stand_ins")
    return (item_of_previous(previous) or thing) if stands_in else thing


GOES_ON = re.compile(r" (?:in|at|on|against|over|through|for|outside|across|to|as|after|from|near|behind|with)\b")


def in_headline(text: str, phrase: Phrase) -> bool:
    """Whether what stands behind a bare number is what those counted do: "Thousands rally in Manila"."""
    return text[phrase.start : phrase.end] in listed("plain_verbs") and GOES_ON.match(text, phrase.end) is not None


def tells_deed(text: str, draft: Draft, phrase: Phrase) -> bool:
    """Whether those whom a bare number counts do what stands behind it: "Thousands laid flowers", "About 300 took part".

    A vague plural takes "of" before a noun, so that a verb behind it is theirs; behind other numbers a past form may describe
    ("200 wounded soldiers"), unless it is no participle ("took") or no noun follows it ("200 protested outside the court").
    """
    first, _, rest = text[phrase.start : phrase.end + 12].partition(" ")
    shape, low = shape_of(first.lower()), first.lower()
    if low in listed("past_only"):
        return True
    if low in listed("nouns_by_adjective"):
        return False
    if text[draft.start : draft.end].rpartition(" ")[2].lower() in listed("vague_plurals"):
        return shape.past or shape.verb
    return shape.past and rest.split(" ")[0] in listed("after_deeds")


def begins_with_verb(text: str, phrase: Phrase) -> bool:
    """Whether a phrase behind "have been" is what was done ("jailed pending trial") and not what they are ("police officers")."""
    first = text[phrase.start : phrase.end].split(" ")[0].lower()
    return shape_of(first).past and not first.endswith("s")


def item_of_previous(previous: Draft | None) -> Phrase | None:
    """The item that the quantity before it counted."""
    if previous is None or previous.item_start is None or previous.item_end is None:
        return None
    return Phrase(previous.item_start, previous.item_end, previous.head or "")


def measured_item(text: str, draft: Draft, previous: Draft | None, bounds: tuple[int, int], before: Before) -> Phrase | None:
    """What a measure, a share or an amount of money is of: "of the voters", "in aid", "loan", "speed of", else the subject."""
    floor, limit = bounds
    if draft.kind == "age":
        return phrase_after(text, draft.end, limit, True) or subject_name(text, floor, draft.start, before)
    if (repeated := restated(text, draft, previous)) is not None:
        return repeated
    if (behind := measured_behind(text, draft, limit)) is not None:
        return behind
    words = before(floor, draft.start)
    if draft.kind == "duration" and OFFSET.match(text, draft.end):
        return None
    if (draft.currency is not None and follows(words, "transfers")) or (draft.kind == "length" and FAR_OFF.match(text, draft.end)):
        return None
    found = echoed(text, draft, previous, floor, before)
    if found is None and draft.kind == "speed" and words and words[-1].low == "at" and (verb := last_verb(words, len(words) - 1)):
        found = subject_of(text, words, verb)  # "hit the bridge at 8 knots": what hit it was so fast
    found = found or thing_before(text, words)
    return found if found is not None or draft.unit not in CONTAINED else unit_word(text, draft)


def unit_word(text: str, draft: Draft) -> Phrase:
    """The word of the unit itself."""
    start = text.rfind(" ", draft.start, draft.end) + 1 or draft.start
    return Phrase(start, draft.end, text[start : draft.end])


def follows(words: Sequence[Word], verbs: str) -> bool:
    """Whether a verb of a list stands before a figure, so that who does it is not what it is of: "Britain pledged"."""
    said = [word for word in words[-4:] if word.low not in listed("passed")]
    return bool(said) and said[-1].low in listed(verbs)


def echoed(text: str, draft: Draft, previous: Draft | None, floor: int, before: Before) -> Phrase | None:
    """ "fell 2 % to 131", "12 points, or 2 %": the thing that the figure before it is said of."""
    if previous is None:
        return None
    if (previous.item_end or 0) <= draft.start and RANGING.fullmatch(text[max(previous.item_end or 0, previous.end) : draft.start]):
        return item_of_previous(previous)
    if ECHO.fullmatch(text[previous.end : draft.start]):
        return item_of_previous(previous)
    if (
        previous.item_end is not None
        and previous.end < previous.item_end <= draft.start
        and APPOSED.fullmatch(text[previous.item_end : draft.start])
    ):
        return thing_before(text, before(floor, previous.start))
    return None


APPOSED = re.compile(r",? or |, | \(")
RANGING = re.compile(r",? (?:ranging|varying|averaging|totall?ing|worth|valued|priced) (?:at |by )?")
ECHO = re.compile(
    r"(?: (?:wide|long|high|tall|deep|each|more|lower|higher))?"
    r"(?:,? (?:to|and|or|at|,|(?:up|down)(?: to)?|from|(?:or|and) about) |, )"
)


BRACKET = re.compile(r" ?\([^()\n]{1,30}\) of (?:the |its |their )?")


def says_verb(text: str, draft: Draft, phrase: Phrase) -> bool:
    """Whether one word behind a measure is its verb ("winds of 90 km/h hit") and no noun ("a 5 % drop")."""
    word = text[phrase.start : phrase.end].lower()
    return word in listed("verbs") and WITH_ARTICLE.search(text, max(0, draft.start - 14), draft.start) is None


WITH_ARTICLE = re.compile(r"\b(?:an?|the|its|their|his|her|this|that|any|record|another|further|sharp|steep) $|[.!?] $|^$", re.I)


def restated(text: str, draft: Draft, previous: Draft | None) -> Phrase | None:
    """ "7 miles (11 km)": the same thing in another unit."""
    if previous is None or not draft.measured or text[previous.end : draft.start].strip() != "(":
        return None
    return item_of_previous(previous)


def measured_behind(text: str, draft: Draft, limit: int) -> Phrase | None:
    """The noun phrase behind a measure: "5 tonnes of rice", "$3 billion loan"; words of time are none."""
    found = WORTH.match(text, draft.end, limit)
    if found is not None and draft.kind in NOWHERE and text.startswith(" in ", draft.end):
        return None
    if found is None and (bracket := BRACKET.match(text, draft.end)):
        return phrase_after(text, bracket.end() - 1, bracket.end() + 80, False)
    phrase = phrase_after(text, found.end() - 1, limit, False) if found else None
    if phrase is None and found is None and not BY_MEASURE.match(text, draft.end):
        phrase = phrase_after(text, draft.end, limit, True)
        if phrase is not None and (says_verb(text, draft, phrase) or (draft.kind == "percent" and text[phrase.start].isupper())):
            return None
    if phrase is None or phrase.head.lower().removesuffix("s") in listed("timely") or phrase.head in listed("dimensions"):
        return None
    if draft.currency is not None and phrase.head.lower() in listed("tender"):
        return None
    return phrase


def subject_name(text: str, floor: int, position: int, before: Before) -> Phrase | None:
    """The name to which an age stands in apposition: "Hana Salih, 34"."""
    found = re.compile(r"((?:[A-Z][\w.'’-]*)(?: [A-Z][\w.'’-]*){0,4}),? (?:aged |is |was )?$").search(
        text, max(floor, position - 60), position
    )
    if found is None or found.group(1).lower() in listed("determiners"):
        return thing_before(text, before(floor, position))
    return Phrase(found.start(1), found.end(1), found.group(1).rpartition(" ")[2])


SAME = re.compile(
    rf"[,;]?(?: (?:{either('same_lead')}))*(?: [a-z]+(?:ed|ing|en))?(?: (?:and|at least|another|about|some|up to|all but|only))* ?"
)
SAME_BEHIND = re.compile(r" (?:were|was|are|have|has|had|remain|remained|later|died|drowned|survived|escaped|fled)\b")


def shared_item(text: str, draft: Draft, previous: Draft | None, limit: int, ceiling: int) -> Phrase | None:
    """In "12 and 30 people" or "12 people, including 5 in the north": the item of the neighbour."""
    if previous is not None and previous.item_end is not None and not previous.measured:
        gap = text[previous.item_end : draft.start] if previous.item_end < draft.start else ""
        if len(gap) < 60 and (SAME.fullmatch(gap) or SAME_BEHIND.match(text, draft.end)):
            return item_of_previous(previous)
    if limit < ceiling and text[draft.end : limit] in (
        " and ",
        " or ",
        ", ",
        " to ",
        " and at least ",
        " and about ",
        " and up to ",
    ):
        found = re.compile(r"[\d,.]+|[a-z-]+").match(text, limit, ceiling)
        if found is not None:
            return phrase_after(text, found.end(), ceiling, False)
    return None


def is_discourse(text: str, draft: Draft) -> bool:
    """Whether a small number word only announces an enumeration: "three connected ways", "two sides"."""
    if draft.measured or draft.value is None or draft.value > 10 or text[draft.numeral.start].isdigit() or draft.head is None:
        return False
    return (
        draft.item_end is not None
        and draft.item_start is not None
        and draft.item_start - draft.end < 3
        and draft.head in listed("discourse")
    )
