"""What a measure says something of, read backwards from it: "a speed of 90 km/h", "prices rose by 3 %", "cut rates to 2 %".

The words before the figure are walked from right to left: prepositions and adverbs are passed; a noun phrase reached first is the
thing measured ("speed", "rates"); a verb reached first leads on to its subject ("prices").
"""

from pipeline.figures.before import Word
from pipeline.figures.nouns import Phrase, shape_of
from pipeline.figures.small_words import listed

RELATIVE = frozenset("which who that whose".split())


def is_verb(word: Word, before: Word | None) -> bool:
    """Whether a word is the verb of a clause, judged by itself and the word before it."""
    if word.low in BE:
        return True
    shape = shape_of(word.low)
    if before is not None:
        if before.low in listed("determiners") or before.low in ("of", "'s", "’s"):
            return False
        if shape.verb and before.low in MODAL:
            return True
        if before.low in BE and (word.low.endswith("ed") or shape.past or word.low in listed("unchanged_participles")):
            return True
        if shape.gerund and (before.text == "," or before.low in BEFORE_GERUND):
            return True
    if word.low in listed("verbs"):
        return True
    return word.text[0].islower() and shape.verb and (not shape.noun or shape.past) and not word.low.endswith("ly")


def thing_before(text: str, words: list[Word]) -> Phrase | None:
    """The noun phrase or the subject to which a figure belongs, by the words before it."""
    last = len(words) - 1
    while last >= 0 and (words[last].low in listed("passed") or words[last].low.endswith("ly") or words[last].text in "(~≈-–#"):
        last -= 1
    if last < 0:
        return None
    while last >= 0 and words[last].low in (",", "and", "or"):
        last -= 1
    if last < 0 or not words[last].text[0].isalnum():
        return None
    if is_verb(words[last], words[last - 1] if last else None) and not is_amount(words, last):
        return unless_timely(subject_of(text, words, last))
    for _ in range(3):
        phrase = phrase_ending(text, words, last)
        if phrase is None:
            break
        if (verb := verb_of_cost(words, phrase)) is not None:
            return unless_timely(subject_of(text, words, verb))
        if phrase.head.lower().removesuffix("s") not in listed("timely") and phrase.head.lower() not in listed("pronouns"):
            return phrase
        while (last >= 0 and words[last].start >= phrase.start) or (last >= 0 and words[last].low in listed("passed")):
            last -= 1
        if last < 0 or is_verb(words[last], words[last - 1] if last else None):
            break
    verb = last_verb(words, last)
    return unless_timely(subject_of(text, words, verb)) if verb is not None else None


def is_amount(words: list[Word], number: int) -> bool:
    """Whether what can be a verb is a noun before its "of": "to pay costs of £12,300"."""
    return number + 1 < len(words) and words[number + 1].low == "of" and shape_of(words[number].low).noun


def verb_of_cost(words: list[Word], phrase: Phrase) -> int | None:
    """The number of the verb of "will cost taxpayers $1.5 trillion", whose object pays and is not what costs."""
    for number in range(len(words) - 1, 0, -1):
        if words[number].start < phrase.start:
            while number > 1 and words[number].low in listed("determiners"):
                number -= 1
            return number if words[number].low in listed("cost_verbs") and is_verb(words[number], words[number - 1]) else None
    return None


def unless_timely(phrase: Phrase | None) -> Phrase | None:
    """A subject that is no day or year: "agreed on Tuesday to sell" is not said of Tuesday."""
    return None if phrase is not None and phrase.head.lower() in listed("timely") else phrase


def last_verb(words: list[Word], last: int) -> int | None:
    """The number of the nearest verb at or before `last`."""
    for number in range(last, 0, -1):
        if is_verb(words[number], words[number - 1]):
            return number
    return None


def phrase_ending(text: str, words: list[Word], last: int) -> Phrase | None:
    """The noun phrase that ends with word number `last`, with an "of" inside it: "the price of the chip"."""
    if words[last].text[0].isdigit() and not (last and words[last - 1].text[:1].isupper()):
        return None
    first = last
    while first > 0 and part_of_phrase(words, first - 1):
        first -= 1
        if words[first].low in listed("determiners") and words[first - 1].low != "of":
            break
    while first < last and (
        words[first].low in listed("determiners")
        or words[first].low in listed("prepositions")
        or words[first].low in ("and", "or", "also")
    ):
        first += 1
    if (
        any(words[first].low in listed(few) for few in ("pronouns", "prepositions", "determiners"))
        or not words[first].text[0].isalnum()
    ):
        return None
    return Phrase(words[first].start, words[last].end, head_of(words, first, last))


def part_of_phrase(words: list[Word], number: int) -> bool:
    """Whether word `number` continues a noun phrase to the left."""
    word = words[number]
    if not (word.text[0].isalpha() or word.text in "&'’"):
        return word.text[0].isdigit() and number > 0 and words[number - 1].text[:1].isupper()
    if word.low == "of":
        return number > 0 and words[number - 1].text[0].isalpha()
    if (
        word.low in listed("prepositions")
        or word.low in listed("clause")
        or word.low in RELATIVE
        or word.low in ("and", "or", "nor", "up", "down")
        or (word.low in listed("pronouns") and word.low not in listed("determiners"))
    ):
        return False
    return not is_verb(word, words[number - 1] if number else None)


def head_of(words: list[Word], first: int, last: int) -> str:
    """The last word before the first preposition of a phrase."""
    for number in range(first + 1, last + 1):
        if words[number].low in listed("prepositions") or words[number].text == ",":
            return words[number - 1].text
    return words[last].text


def subject_of(text: str, words: list[Word], verb: int) -> Phrase | None:
    """The subject of the verb at `verb`: the words of its clause before it, without auxiliaries and asides."""
    last = before_auxiliaries(words, verb)
    loose = words[verb].low.endswith("ing") or words[verb].low in ("up", "down")
    if last >= 0 and words[last].text in ",—–" and not loose:
        last = before_aside(words, last)
    elif last >= 0 and (words[last].text in ",—–" or words[last].low in BEFORE_GERUND):
        return subject_at(text, words, first_verb(words, last))
    last = before_bracket(words, last)
    if last >= 0 and words[last].low in RELATIVE:
        last -= 1
        while last >= 0 and words[last].text in ",(—–":
            last -= 1
        return phrase_ending(text, words, last) if last >= 0 and words[last].text[0].isalnum() else None
    if last < 0 or not words[last].text[0].isalnum():
        return None
    finite = words[verb].low in BE or last < verb - 1
    if words[last].low in ("to", "and", "or"):
        return subject_at(text, words, last_verb(words, last - 1))
    if not finite and is_verb(words[last], words[last - 1] if last else None):
        return subject_of(text, words, last)
    first = clause_start(words, last)
    if first > 1 and words[first - 1].low in RELATIVE and shape_of(words[first].low).verb:  # the toll of a quake that hit ...
        last = first - 2
        first = clause_start(words, last)
    return whole_subject(text, words, first, last)


def subject_at(text: str, words: list[Word], verb: int | None) -> Phrase | None:
    """The subject of a verb that may not be there."""
    return None if verb is None else subject_of(text, words, verb)


def before_auxiliaries(words: list[Word], verb: int) -> int:
    """The number of the word before a verb and its auxiliaries and adverbs."""
    last = verb - 1
    while last >= 0 and (
        words[last].low in listed("auxiliaries")
        or words[last].low.endswith("ly")
        or (last and words[last].low in PARTIAL and words[last - 1].low in BE)
    ):
        last -= 1
    return last


def before_bracket(words: list[Word], last: int) -> int:
    """The number of the word before a bracket that closes at `last`, or before a figure with its small words."""
    if last >= 0 and words[last].text == ")":
        return next((number - 1 for number in range(last, -1, -1) if words[number].text == "("), -1)
    if last >= 0 and words[last].text == "#":
        while last >= 0 and (words[last].text == "#" or words[last].low in listed("passed") or words[last].low == "worth"):
            last -= 1
    return last


BE = frozenset("is are was were be been being has have had".split())
MODAL = frozenset("to will would could can may might should must".split())
PARTIAL = frozenset("expected set due likely".split())
BEFORE_GERUND = frozenset("after before by while when without in".split())


def before_aside(words: list[Word], comma: int) -> int:
    """The number of the word before an aside that ends at the comma `comma`."""
    for number in range(comma - 1, 0, -1):
        if words[number].text in ",—–":
            return number - 1
    return comma - 1


def first_verb(words: list[Word], last: int) -> int | None:
    """The first verb of the sentence before `last`."""
    return next((number for number in range(1, last) if is_verb(words[number], words[number - 1])), None)


def clause_start(words: list[Word], last: int) -> int:
    """Where the clause begins whose subject ends at `last`."""
    for number in range(last, -1, -1):
        word = words[number]
        if word.low in listed("clause") or word.text in ',;:(“"—–' or word.low in RELATIVE:
            return number + 1
        if number and word.low == "and" and is_verb_near(words, number):
            return number + 1
    return 0


def is_verb_near(words: list[Word], number: int) -> bool:
    """Whether a verb stands within the four words before an "and", which then joins clauses."""
    return any(is_verb(words[near], words[near - 1]) for near in range(max(number - 4, 1), number))


def whole_subject(text: str, words: list[Word], first: int, last: int) -> Phrase | None:
    """The subject between two words, without determiners; one that is long or opens with an adverbial is cut to its tail."""
    while first < last and (
        words[first].low in listed("determiners")
        or words[first].low in ("#", "and", "or", "but", "also", "however", "meanwhile")
        or (words[first].low == "of" and words[first - 1].low == "#")
    ):
        first += 1
    if first > last or words[first].low in listed("pronouns"):
        return None
    verb = next(
        (n for n in range(first + 1, last + 1) if is_verb(words[n], words[n - 1]) and not words[n].low.endswith("ing")), None
    )
    if (
        words[first].low in listed("prepositions")
        or last - first > 11
        or (verb is not None and words[verb].low not in ("worth", "based", "aged"))
    ):
        return phrase_ending(text, words, last)
    return Phrase(words[first].start, words[last].end, head_of(words, first, last))
