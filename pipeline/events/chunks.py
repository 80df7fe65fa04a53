"""Cut a tagged sentence into noun groups, verb groups and the words between them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.events.word_forms import WORDS, Word
from pipeline.text.page import Token


@dataclass(slots=True)
class Noun:
    """What is special of a noun group: its determiner, the number of its head token, and where a possessor stands."""

    determiner: str
    head: int
    possessor: int | None


@dataclass(slots=True)
class Verb:
    """What is special of a verb group.

    `main` is the number of its last verb, `voice` `active`, `passive` or `participle` (a form that may be either until its
    surroundings are known), `modal` the modal or what stands for one, `particle` what belongs to the verb ("up" in "blew up").
    """

    main: int
    lemma: str
    form: str
    voice: str
    modal: str
    negated: bool
    infinitive: bool
    finite: bool
    perfect: bool
    particle: str


@dataclass(slots=True)
class Item:
    """A chunk: `kind` is NP, VP or the tag of a single token; tokens `start` to `end`, counted in the sentence."""

    kind: str
    start: int
    end: int
    lower: str = ""
    noun: Noun | None = None
    verb: Verb | None = None


PARTICLES = frozenset("up down off out over back away through apart on in along aside together".split())
NOMINAL = frozenset("DQAN-S")
VERBAL = frozenset("MBHOEVTR")
OPENS_NOUN = frozenset("DQANP")
# What stands between "be" and an infinitive, and the modal that says the same.
SHIFTED = dict.fromkeys("going about set due scheduled ready willing prepared poised".split(), "will")
SHIFTED |= {"expected": "may", "likely": "may", "supposed": "may", "able": "can"}


def chunk(tokens: Sequence[Token], tags: Sequence[str]) -> list[Item]:
    """The chunks of one sentence in order; every token lies in exactly one.

    >>> from pipeline.text.page import split_tokens
    >>> from pipeline.events.tagging import tag_tokens
    >>> tokens = split_tokens("The rebels have attacked Iraq's army", 0, 36)
    >>> [(item.kind, item.start, item.end) for item in chunk(tokens, tag_tokens(tokens, [""] * 7))]
    [('NP', 0, 2), ('VP', 2, 4), ('NP', 4, 7)]
    """
    items: list[Item] = []
    position, count, line = 0, len(tokens), "".join(tags)
    while position < count:
        tag = line[position]
        item = None
        if tag in OPENS_NOUN:
            item = plain_group(tokens, line, position) or noun_group(tokens, tags, position)
        elif tag in VERBAL:
            item = verb_group(tokens, tags, position)
        if item is None:
            item = Item(tag, position, position + 1, tokens[position].lower)
        elif item.verb and item.verb.infinitive and shifts(items, tokens):
            item = shift(items, item, tokens)
        items.append(item)
        position = item.end
    return items


# A noun group with nothing inside it that has to be looked at, up to a tag that ends it for sure: most are such.
PLAIN = re.compile(r"D?[QA]*N+(?=[ITCUWMBHOPEVRXD.;:()]|$)|P")


def plain_group(tokens: Sequence[Token], line: str, start: int) -> Item | None:
    """The noun group of plain shape from `start`, as `noun_group` would find it, or None; `line` holds all tags."""
    found = PLAIN.match(line, start)
    if found is None:
        return None
    end = found.end()
    determiner = tokens[start].lower if line[start] in "DQ" else ""
    return Item("NP", start, end, tokens[end - 1].lower, Noun(determiner, end - 1, None))


def shifts(items: Sequence[Item], tokens: Sequence[Token]) -> bool:
    """Whether an infinitive to come follows "is about", "are expected", "was due" and their like."""
    if not items:
        return False
    last = items[-1]
    if last.verb:
        return last.verb.voice == "passive" and tokens[last.verb.main].lower in SHIFTED
    before = next((item for item in reversed(items[-4:-1]) if item.kind not in ("E", "R")), None)
    return last.lower in SHIFTED and before is not None and before.verb is not None and before.verb.lemma == "be"


def shift(items: list[Item], infinitive: Item, tokens: Sequence[Token]) -> Item:
    """Join "is about" and the infinitive to one verb group whose modal says the same; what was joined leaves `items`."""
    verb = infinitive.verb
    last = items.pop()
    word = tokens[last.verb.main].lower if last.verb else last.lower
    first = last
    negated = False
    while first.verb is None:
        first = items.pop()
        negated |= first.kind == "E"
    negated |= bool(first.verb and first.verb.negated)
    joined = Item("VP", first.start, infinitive.end, infinitive.lower)
    if verb:
        own = first.verb.modal if first.verb else ""
        if word == "able" and first.lower in ("was", "were"):  # was able to: did
            joined.verb = replace(verb, infinitive=False, finite=True, negated=verb.negated or negated)
            return joined
        joined.verb = replace(verb, modal=own or SHIFTED[word], infinitive=False, finite=True, negated=verb.negated or negated)
    return joined


def noun_group(tokens: Sequence[Token], tags: Sequence[str], start: int) -> Item | None:
    """The longest noun group from `start`, or None where no noun ends it."""
    if tags[start] == "P":
        return Item("NP", start, start + 1, tokens[start].lower, Noun("", start, None))
    end, head, possessor = start, None, None
    while end < len(tags):
        tag = tags[end]
        if tag not in NOMINAL and not inner(tokens, tags, end, start):
            break
        if tag == "D" and end > start and tags[end - 1] != "D":
            break
        if tag == "Q" and end > start and opens_sum(tokens, tags, end):
            break
        if tag == "S":
            possessor, head = end, None
        elif tag in "NQA" and not (tag == "-" or tag == "D"):
            head = end if tag == "N" or head is None or tags[head] != "N" else head
            if tag == "A" and head != end and end + 1 < len(tags) and tags[end + 1] not in "NA-":
                break
        end += 1
    if head is None:
        return (
            Item("NP", start, start + 1, tokens[start].lower, Noun(tokens[start].lower, start, None))
            if tags[start] == "D" and tokens[start].lower in PRONOMINAL
            else None
        )
    determiner = tokens[start].lower if tags[start] in "DQ" else ""
    while tags[end - 1] in "-" and end - 1 > head:
        end -= 1
    return Item("NP", start, max(end, head + 1), tokens[head].lower, Noun(determiner, head, possessor))


def opens_sum(tokens: Sequence[Token], tags: Sequence[str], number: int) -> bool:
    """Whether a sum begins right behind a name: "lend Egypt 5 billion euros"."""
    name = tags[number - 1] == "N" and tokens[number - 1].text[0].isupper()
    return (
        name and number + 1 < len(tokens) and (tokens[number].text in "$€£" or tokens[number + 1].lower in ("million", "billion"))
    )


PRONOMINAL = frozenset(
    "both each all some many several few most others this that these those another any more neither none".split()
)


def inner(tokens: Sequence[Token], tags: Sequence[str], end: int, start: int) -> bool:
    """Whether a token that is no nominal still belongs inside the group: an adverb before an adjective, a time before a noun."""
    if end == start or end + 1 >= len(tags):
        return False
    if tags[end] == "R":
        return tags[end + 1] in "AQ" and tags[end - 1] in "DQ"
    if tags[end] == "X":
        return tags[end - 1] in "DX" and tags[end + 1] in "XNAS"
    if tags[end] == ",":  # the grinding, urban battle
        return (
            end == start + 2
            and tags[start] == "D"
            and tags[end + 1] == "A"
            and (tags[end - 1] == "A" or tokens[end - 1].lower.endswith("ing"))
        )
    if tags[end] in "'":
        return (tags[end + 1] in "NA" and tags[end - 1] in "DANQ'") or (tags[end - 1] in "NA" and tags[end + 1] in "N")
    return tags[end] == "V" and tags[end - 1] in "-R" and tags[end + 1] in "NA"


def verb_group(tokens: Sequence[Token], tags: Sequence[str], start: int) -> Item | None:
    """A verb with its auxiliaries, or None where adverbs stand alone."""
    if start + 1 == len(tags) or tags[start + 1] not in VERBAL:  # as most are
        return lone_verb(tokens, tags, start) if tags[start] in "VBHO" else None
    end, main = start, None
    seen: list[int] = []
    while end < len(tags) and tags[end] in VERBAL:
        tag = tags[end]
        opened = any(tags[number] not in "ER" for number in seen)  # "vowed", but not "not" in "vowed not to leave"
        if tag == "T" and opened and not (main is not None and stands_for_modal(tokens, main, end, seen)):
            break
        if tag == "T" and main is not None:
            main = None
        if tag == "V":
            if main is not None and tags[main] == "V":
                break
            main = end
        elif tag in "BHO" and (main is None or tags[main] != "V"):
            main = end
        elif (tag == "M" and main is not None and tags[main] == "V") or (tag in "MBHO" and main is not None and tags[main] == "V"):
            break
        seen.append(end)
        end += 1
    if main is None:
        return None
    if start == main:
        return lone_verb(tokens, tags, main)
    verb = describe(tokens, tags, start, main, particle_after(tokens, tags, main))
    return Item("VP", start, main + 1, tokens[main].lower, None, verb)


def lone_verb(tokens: Sequence[Token], tags: Sequence[str], main: int) -> Item:
    """A verb group of one word."""
    lower = tokens[main].lower
    return Item(
        "VP", main, main + 1, lower, None, describe_alone(lower, tags[main], WORDS[lower], main, particle_after(tokens, tags, main))
    )


def particle_after(tokens: Sequence[Token], tags: Sequence[str], main: int) -> str:
    """The particle right after a verb, or nothing."""
    end = main + 1
    return tokens[end].lower if end < len(tags) and tags[end] == "I" and tokens[end].lower in PARTICLES else ""


def stands_for_modal(tokens: Sequence[Token], main: int, end: int, seen: Sequence[int]) -> bool:
    """Whether "to" goes on the group: "have to", "is to", "used to"."""
    return tokens[end - 1].lower in ("have", "has", "had", "is", "are", "was", "were", "be", "used", "ought") and end - 1 == main


def describe(tokens: Sequence[Token], tags: Sequence[str], start: int, main: int, particle: str) -> Verb:
    """Read modal, negation, voice and finiteness off the tokens of a verb group."""
    word = WORDS[tokens[main].lower]
    lowers = [token.lower for token in tokens[start:main]]
    has = "".join(tags[start:main])
    modal = lowers[has.index("M")] if "M" in has else ""
    if not modal and "T" in has and has[0] in "HB":
        modal = "must" if has[0] == "H" else "will"
    written = " ".join(lowers)
    negated = "E" in has or "n't" in written or "n’t" in written or "cannot" in lowers or "n't" in tokens[main].lower
    infinitive = has.lstrip("RE")[:1] == "T"
    passive = tags[main] == "V" and word.form in ("ed", "participle", "base") and last_auxiliary(tokens, tags, start, main) == "B"
    passive = (passive and word.form != "base") or (
        passive and tokens[main].lower in ("hit", "put", "set", "cut", "beat", "hurt", "shut", "burst", "split", "overrun")
    )
    bare = not has.strip("RE")
    bare_participle = bare and word.form in ("participle", "ed")
    voice = "passive" if passive else "participle" if bare_participle and tags[main] == "V" else "active"
    lemma = word.verb_lemma or AUXILIARIES.get(tags[main], tokens[main].lower)
    finite = not infinitive and tokens[start].lower not in ("having", "being") and not (bare and word.form in ("ing", "participle"))
    return Verb(main, lemma, word.form, voice, modal, negated, infinitive, finite, "H" in has, particle)


def describe_alone(lower: str, tag: str, word: Word, main: int, particle: str) -> Verb:
    """A verb group of one word, which most are."""
    voice = "participle" if tag == "V" and word.form in ("participle", "ed") else "active"
    lemma = word.verb_lemma or AUXILIARIES.get(tag, lower)
    finite = lower not in ("having", "being") and word.form not in ("ing", "participle")
    return Verb(main, lemma, word.form, voice, "", "n't" in lower, False, finite, False, particle)


AUXILIARIES = {"B": "be", "H": "have", "O": "do"}


def last_auxiliary(tokens: Sequence[Token], tags: Sequence[str], start: int, main: int) -> str:
    """The tag of the auxiliary next before the main verb; "being" and "been" count as be."""
    for number in range(main - 1, start - 1, -1):
        if tags[number] in "BHOM":
            return tags[number]
    return ""
