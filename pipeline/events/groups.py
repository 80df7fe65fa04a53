"""What a noun group is: the lemmas of its words, the names in it, and whether it belongs to a set of the lexicon."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.events.chunks import Item
from pipeline.events.flow import Clause, Flow, phrases_from
from pipeline.events.word_forms import PACKAGE, WORDS, word_of
from pipeline.lexicon import read_entries
from pipeline.names.name import ACTOR_KINDS, Mention
from pipeline.text.page import Page, Token
from pipeline.text.words import Remembered

NAMED = frozenset(ACTOR_KINDS)

PERSONS = frozenset(
    "he she they we i him them us me who himself herself themselves everyone nobody someone others none it other another".split()
)


PLURALS = frozenset("arms goods remains damages headquarters premises news".split())  # words whose singular is another word
AGENT_ENDINGS = (
    "owner",
    "worker",
    "holder",
    "keeper",
    "maker",
    "fighter",
    "man",
    "woman",
    "person",
    "ologist",
    "crat",
    "eer",
    "goer",
    "monger",
    "men",
    "women",
)


AMOUNTS = frozenset(
    "dozen hundred thousand score million ten tens many some most several few other others all both majority half".split()
)


@dataclass(frozen=True, slots=True)
class Test:
    """A compiled set of nouns: lemmas, and whether names, places and people belong to it."""

    lemmas: frozenset[str]
    name: bool
    place: bool
    human: bool


@dataclass(slots=True)
class Sentence:
    """One analysed sentence: its tokens, tags, flow and what other steps found in it.

    `mentions` and `times` hold for every token the number of the mention or time that covers it, or None.
    """

    page: Page
    number: int
    start: int
    end: int
    tokens: Sequence[Token]
    lowers: Sequence[str]  # the tokens in lower case
    forms: frozenset[str]  # and those of their forms that entries of the trigger lexicon need
    tags: Sequence[str]
    chunks: list[Item]
    flow: Flow
    mentions: Sequence[Mention]
    mention_at: list[int | None]
    named: list[Mention]  # each mention in the sentence once
    titled: bool
    wartime: bool = False  # whether the page names an armed group
    facts: dict[int, "Group"] = field(default_factory=dict)
    read: dict[int, list[tuple[str, list[int]]]] = field(default_factory=dict)
    items: list[Item] = field(init=False)  # the flow's chunks
    clauses: dict[int, Clause] = field(init=False)  # the flow's clauses by the position of their verb

    def __post_init__(self) -> None:
        """What the rules ask for all the time lies at hand."""
        self.items, self.clauses = self.flow.items, self.flow.clauses

    def phrases_after(self, position: int) -> list[tuple[str, list[int]]]:
        """The prepositional phrases behind the chunk at `position` of the flow, read once; nobody changes them."""
        found = self.read.get(position)
        if found is None:
            found = self.read[position] = phrases_from(self.items, position + 1)
        return found

    def group(self, position: int) -> "Group":
        """The facts of the noun group at `position` of the flow, made once."""
        found = self.facts.get(position)
        if found is None:
            found = self.facts[position] = read_group(self, position)
        return found


@dataclass(slots=True)
class Group:
    """Facts of one noun group: lemma of its head, lemmas of its other words, kinds of the names in it.

    `counted` says that its head is a number, an amount or a part of something.
    """

    head: str
    modifiers: tuple[str, ...]
    named: bool
    placed: bool
    human: bool
    pronoun: bool
    determiner: str
    possessor: int | None
    counted: bool


@lru_cache(maxsize=1)
def classes() -> dict[str, frozenset[str]]:
    """The sets of nouns of classes.yml by name."""
    return {entry["id"]: frozenset(entry["words"].split()) for entry in read_entries(PACKAGE, "classes.yml")}


@lru_cache(maxsize=4096)
def compile_test(words: str) -> Test:
    """A set as the lexicon writes it: lemmas, `@class`, `@name`, `@place`, `@human`, `@actor`."""
    lemmas: set[str] = set()
    flags = set()
    for word in words.split():
        if word in ("@name", "@actor", "@place"):
            flags.add(word)
        elif word.startswith("@"):
            lemmas |= classes()[word[1:]]
            flags |= {"@human"} if word == "@human" else set()
        else:
            lemmas.add(word)
    return Test(frozenset(lemmas), "@name" in flags or "@actor" in flags, "@place" in flags, "@human" in flags)


TESTS = Remembered(compile_test)


def read_group(sentence: Sentence, position: int) -> Group:
    """The facts of the noun group at `position`."""
    item, tokens = sentence.items[position], sentence.tokens
    noun = item.noun
    if noun is None:
        return Group(item.lower, (), False, False, False, False, "", None, is_counted(item.lower, sentence.tags[item.start]))
    head, lower, tags = tokens[noun.head], tokens[noun.head].lower, sentence.tags
    word, tag = WORDS[lower], tags[noun.head]
    lemma = word.noun_lemma if tag != "P" and lower not in PLURALS else lower
    modifiers: tuple[str, ...] = ()
    if noun.head > item.start:
        if noun.head >= 2 and tokens[noun.head - 1].text in "-‑" and noun.head - 2 >= item.start:
            lemma = f"{tokens[noun.head - 2].lower}-{lemma}"
        modifiers = tuple([WORDS[tokens[i].lower].noun_lemma for i in range(item.start, noun.head) if tags[i] in "NAVQRP"])
    named, placed = names_in(sentence, item, noun.head)
    person = lower in PERSONS
    pronoun = tag == "P" or (person and head.text != "US")
    human = HUMAN[lemma] or (pronoun and person)
    human = human or (not word.known and not classes()["human"].isdisjoint(modifiers))  # sister mary, in whatever case
    return Group(lemma, modifiers, named, placed, human, pronoun, noun.determiner, noun.possessor, is_counted(lemma, tag))


def is_human(lemma: str) -> bool:
    """Whether a head tells of people, by its word alone: "bomber", "ex-minister"."""
    humans = classes()["human"]
    return (
        lemma in humans
        or (lemma.endswith(AGENT_ENDINGS) and len(lemma) > 6)
        or ("-" in lemma and lemma.rpartition("-")[2] in humans)
    )


HUMAN = Remembered(is_human)


def is_counted(lemma: str, tag: str) -> bool:
    """Whether a head is a number, an amount or a part of something: what it is of says what it is."""
    return tag == "Q" or COUNTS[lemma]


COUNTS = Remembered(lambda lemma: lemma.isdigit() or lemma in classes()["part"])


def names_in(sentence: Sentence, item: Item, head: int) -> tuple[bool, bool]:
    """Whether the group's head is a name of somebody, and whether it is one of a place. Unlisted capitals may be either."""
    number = sentence.mention_at[head]
    if number is not None:
        mention = sentence.mentions[number]
        capital = mention.place is not None and mention.place.feature_code.startswith(("PPLC", "PCL"))  # Ankara rejected a call
        return mention.kind in NAMED or mention.actor is not None or capital, mention.place is not None
    token = sentence.tokens[head]
    if token.text[0].islower() and "Q" in sentence.tags[item.start : head]:
        return False, False  # "253 million euros": what is counted is no name, known or not
    if not token.text[0].isupper() or sentence.titled:
        unknown = len(token.lower) > 3 and not word_of(token.lower).known and token.text[0].isalpha() and sentence.tags[head] == "N"
        return unknown and not word_of(word_of(token.lower).noun_lemma).known, unknown and sentence.titled
    word = word_of(token.lower)
    if head == 0 and word.known and (word.noun or word.closed or word.adjective or word.verb):
        return False, False
    return sentence.tags[head] in "NA", sentence.tags[head] in "NA" and not word.known


def belongs(sentence: Sentence, position: int, test: Test) -> bool:
    """Whether the noun group at `position` is in the set; "dozens of rebels" counts as rebels."""
    group = sentence.facts.get(position) or sentence.group(position)
    head, lemmas = group.head, test.lemmas
    if head in lemmas or ("-" in head and head.rpartition("-")[2] in lemmas):
        return True
    if (test.name and group.named) or (test.place and group.placed) or (test.human and group.human):
        return True
    if group.pronoun and head in ("they", "we") and "soldier" in lemmas:
        return True
    if head == "state" and (inner := part_of(sentence, position)) is not None and not test.human:
        return sentence.group(inner).head in lemmas
    if group.counted:
        inner = part_of(sentence, position)
        if inner is not None:
            return belongs(sentence, inner, test)
        return test.human and (sentence.tags[head_of(sentence, position)] == "Q" or group.head in AMOUNTS)
    return False


def head_of(sentence: Sentence, position: int) -> int:
    """The number of the head token of the group at `position`."""
    noun = sentence.items[position].noun
    return noun.head if noun is not None else sentence.items[position].start


def part_of(sentence: Sentence, position: int) -> int | None:
    """What an amount is an amount of: the group after "of"."""
    items = sentence.items
    if (
        position + 2 < len(items)
        and items[position + 1].kind == "I"
        and items[position + 1].lower == "of"
        and items[position + 2].kind == "NP"
    ):
        return position + 2
    return None


def any_belongs(sentence: Sentence, positions: Sequence[int], words: str) -> bool:
    """Whether one of the groups is in the set written in `words`."""
    test = TESTS[words]
    for position in positions:  # noqa: SIM110  # asked all the time, and a generator costs twice as much
        if belongs(sentence, position, test):
            return True
    return False


def any_head(sentence: Sentence, positions: Sequence[int], words: str) -> bool:
    """Whether one of the groups has its head among the plain lemmas of `words`."""
    lemmas = TESTS[words].lemmas
    for position in positions:  # noqa: SIM110  # asked all the time, and a generator costs twice as much
        if sentence.group(position).head in lemmas:
            return True
    return False
