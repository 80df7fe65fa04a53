"""What the words of a party say of who it is: a name, a description, a number of people."""

import re
from collections.abc import Iterable

from pipeline.events.merge_words import COMMON, LIGHT, WORD, stem
from pipeline.text.words import parts_of_speech

# Words for bodies and people that any country or town has: with a capital they are no names yet.
ANYBODY = frozenset(
    "army navy military airforce police force forces troops soldiers officers officials government ministry parliament congress "
    "senate council cabinet court judge jury tribunal prosecutors authorities state crown union opposition coalition rebels "
    "militants militia gunmen insurgents terrorists guerrillas protesters workers students residents villagers people men women "
    "suspects pirates warship ship vessel deputy officer boss leader driver woman man suspect".split()
)
# Titles, and words that begin the names of many states and bodies: two names that share only these share nothing.
TITLES = frozenset(
    "united general president prime minister secretary secretary-general foreign interior defence defense justice national state "
    "former north south east west northern southern eastern western new mr mrs ms dr sir saint king queen prince sheikh ayatollah "
    "grand lieutenant colonel major captain republic democratic people's islamic party front army".split()
)
AFTER_HEAD = re.compile(r"[,(]| (?:of|in|at|from|on|near|with|for|to|outside|who|that) ")
NUMBERS = {
    word: value
    for value, word in enumerate("two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split(), 2)
}
NUMBER = re.compile(rf"(?<![\w.,$€£])(\d{{1,3}}(?:,\d{{3}})+|\d+|{'|'.join(NUMBERS)})(?![\w.,:-]) ", re.IGNORECASE)
NOT_PEOPLE = frozenset(
    "year month week day hour minut secon perce milli billi thous dolla euro pound kilom metre meter mile times count janua febru "
    "march april may june july augus septe octob novem decem jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
REACH = 4  # words after a number of which one is what it counts
DESCRIBED = "~"  # before a word of a description: "Indian" in "the Indian navy"


def party_names(texts: Iterable[str], evidence: str) -> frozenset[str]:
    """Words with a capital by which parties can be told apart, in lower case; those of a mere description begin with "~".

    In a headline whose words all have capitals only words count that no dictionary has.

    >>> sorted(party_names(["the Indian navy", "General Ana Brus of the army"], "The Indian navy met General Ana Brus."))
    ['ana', 'brus', '~indian']
    >>> sorted(party_names(["Suspended Worker"], "Suspended Worker Kills Two Women"))
    []
    """
    titled = in_capitals(evidence)
    return frozenset(name for text in texts for name in names_in(text, titled))


def names_in(text: str, titled: bool) -> Iterable[str]:
    """The telling words of one party."""
    core = WORD.findall(AFTER_HEAD.split(text, maxsplit=1)[0])
    words = [word for word in core if word[0].isupper() and len(word) > 2 and word.lower() not in COMMON | LIGHT]
    if titled:
        words = [word for word in words if not parts_of_speech(word.lower())]
    named = bool(words) and core[-1] == words[-1] and not (len(core) == 1 and core[-1].lower() in ANYBODY)
    mark = "" if named else DESCRIBED
    lower = [word.lower() for word in words]
    telling = [word for word in lower if word not in TITLES] or lower
    return [mark + word for word in telling if named or word not in ANYBODY]


def in_capitals(evidence: str) -> bool:
    """Whether a sentence is a headline in title case: four words in five have a capital.

    >>> in_capitals("Worker Kills Two Women in Shooting"), in_capitals("A worker killed two women.")
    (True, False)
    """
    words = [word for word in WORD.findall(evidence) if len(word) > 3]
    return len(words) >= 3 and sum(word[0].isupper() for word in words) * 5 >= len(words) * 4


def counted(evidence: str) -> frozenset[tuple[str, int]]:
    """Numbers in a sentence with the stems of the words that they may count: those right after each.

    >>> sorted(counted("The navy captured 23 Somali pirates on 3 May."))
    [('pirat', 23), ('somal', 23)]
    """
    return frozenset(
        (word, value_of(number.group(1)))
        for number in NUMBER.finditer(evidence)
        for word in counted_words(evidence[number.end() : number.end() + 60])
    )


def value_of(number: str) -> int:
    """The value of a number in digits or letters."""
    return NUMBERS.get(number.lower()) or int(number.replace(",", ""))


def counted_words(following: str) -> list[str]:
    """Stems of the words right after a number, up to one that cannot stand between it and what it counts."""
    words: list[str] = []
    for word in WORD.findall(following)[:REACH]:
        if word.lower() in ENDS or word[0].isdigit():
            break
        if len(word) > 2 and word.lower() not in COMMON:
            words.append(stem(word))
    return [] if not NOT_PEOPLE.isdisjoint(words) else words


ENDS = frozenset(
    "of in on by and to with from at for who that were was have has are after before when while as than or but".split()
)
