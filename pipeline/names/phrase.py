"""Pieces put together: nouns with their modifiers, titles with their names, so that a mention covers who is meant."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.names.english import can_modify, is_common, english
from pipeline.names.heads import Head
from pipeline.names.node import Node
from pipeline.names.scan import HYPHENS, Scan
from pipeline.text.page import Token
from pipeline.text.words import parts_of_speech

LED = frozenset(
    "led backed held controlled based linked allied affiliated aligned trained dominated sponsored supported occupied ruled run owned "
    "armed born funded mediated brokered appointed installed speaking majority inspired style loyal besieged".split()
)
OWNERS = ("'s", "’s", "'", "’")
ABSORBED = frozenset(("country", "demonym", "people", "actor", "metonym", "place", "gaz", "body", "site", "head"))
OF_HEADS = frozenset("minister secretary ministry department undersecretary ministers secretaries".split())
LONGEST_STEP = 9
SPOTS = ("settlement", "facility")
COLLECTIVES = frozenset(
    "group team crowd band gang column number majority handful convoy unit squad bunch contingent party delegation alliance coalition".split()
)
VERB_BEFORE = frozenset("to will would could can may might must should shall not he she it they we i you who n't".split())
KIN = frozenset("family tribe clan dynasty".split())
PLURAL_BODIES = frozenset("police media press people gendarmerie forces".split())
AFTER_NOUNS = frozenset("have has had was were is are will would could can may , . ; : or and of in".split())
ADJUNCTS = frozenset("GOV MIL UAF REB PRM PTY OPP".split())


@dataclass(slots=True)
class Phrase:
    """Tokens `start` to `end`: a name, a noun with its modifiers, or a person with titles and offices before the name.

    `name` is the proper name (None for an unnamed group), `heads` the nouns from the last to the first, `modifiers` names before
    or after the noun; `backers` are names that only lead or back ("Turkish" in "Turkish-backed rebels").
    """

    start: int
    end: int
    name: Node | None = None
    heads: list[Head] = field(default_factory=list)
    modifiers: list[Node] = field(default_factory=list)
    backers: list[Node] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    owner: bool = False
    same: "Phrase | None" = None
    counted: bool = False


class Assembly:
    """Puts the nodes of a scan together; `phrases` come in order and share no token."""

    def __init__(self, scan: Scan) -> None:
        self.scan = scan
        self.tokens: Sequence[Token] = scan.tokens
        self.starting: dict[int, Phrase] = {}
        self.ending: dict[int, Phrase] = {}
        for node in scan.nodes:
            self.keep(Phrase(node.start, node.end, None if node.head else node, [node.head] if node.head else []))
        for phrase in list(self.starting.values()):
            if phrase.name is not None and phrase.name.type == "title":
                self.join_title(phrase)
        for phrase in [held for held in self.starting.values() if held.titles]:
            self.prefix_titles(phrase)
        for node in scan.nodes:
            phrase = self.starting.get(node.start)
            if phrase is not None and phrase.name is not None and phrase.name.kind in SPOTS:
                self.build_spot(phrase)
            if phrase is not None and node.head is not None and phrase.heads and phrase.end >= node.end:
                self.build(phrase)
        for phrase in list(self.starting.values()):
            if phrase.name is not None and not phrase.heads and self.starting.get(phrase.start) is phrase:
                self.build_name(phrase)
        self.phrases = [self.starting[start] for start in sorted(self.starting)]
        self.join_groups()
        self.join_appositions()

    def keep(self, phrase: Phrase) -> None:
        """File a phrase under its ends."""
        self.starting[phrase.start] = phrase
        self.ending[phrase.end] = phrase

    def drop(self, phrase: Phrase) -> None:
        """Take a phrase out that another has absorbed."""
        if self.starting.get(phrase.start) is phrase:
            del self.starting[phrase.start]
        if self.ending.get(phrase.end) is phrase:
            del self.ending[phrase.end]

    def join_title(self, phrase: Phrase) -> None:
        """A title and the name after it; several titles in a row ("Lt. Gen. Smith") are one."""
        following = self.starting.get(phrase.end)
        if following is None or phrase.name is None or self.starting.get(phrase.start) is not phrase:
            return
        if following.name is not None and following.name.type == "title":
            self.join_title(following)
            following = self.starting.get(phrase.end)
        if (
            following is None
            or following.heads
            or following.name is None
            or following.name.type not in ("name", "gaz", "person", "place", "country")
        ):
            return
        self.drop(following)
        self.drop(phrase)
        phrase.titles = [phrase.name.sector, *following.titles]
        phrase.name = Node(
            following.name.start,
            following.name.end,
            "name",
            following.name.known if following.name.type == "person" else None,
            kind="person",
        )
        phrase.end = following.end
        self.keep(phrase)

    def prefix_titles(self, phrase: Phrase) -> None:
        """Whose officer someone is, right before the title: "Navy Capt.", "Iraqi Army Col."."""
        for _ in range(3):
            before = self.ending.get(phrase.start)
            if before is None or before.titles:
                return
            named = before.name is not None and before.name.type in ("country", "demonym", "actor", "metonym", "body")
            if not named and not (before.heads and before.heads[0].collective and before.heads[0].sector in ("MIL", "COP")):
                return
            self.drop(before)
            self.drop(phrase)
            if before.name is not None:
                phrase.modifiers.append(before.name)
            phrase.start = before.start
            self.keep(phrase)

    def build_spot(self, phrase: Phrase) -> None:
        """A settlement or a building in small letters: with its own name before it, it is a site; before another noun it is none."""
        before = self.ending.get(phrase.start)
        written = self.tokens[phrase.end - 1].lower
        if (
            before is not None
            and before.name is not None
            and before.name.type == "name"
            and not before.titles
            and not written.endswith("s")
        ):
            self.drop(before)
            self.drop(phrase)
            word = self.tokens[phrase.end - 1].text.capitalize()
            self.keep(Phrase(before.start, phrase.end, Node(before.start, phrase.end, "site", kind=word)))
        elif before is not None and before.name is not None and before.name.type in ("gaz", "place", "country"):
            self.drop(phrase)
        elif phrase.end < len(self.tokens) and self.tokens[phrase.end].text[0].islower() and phrase.end not in self.starting:
            parts = parts_of_speech(self.tokens[phrase.end].lower)
            if "NOUN" in parts and "VERB" not in parts and "ADV" not in parts and self.tokens[phrase.end].lower not in english().function:
                self.drop(phrase)

    def build(self, phrase: Phrase) -> None:
        """A noun with what stands before it, what "of" adds, and the name of its holder; a noun that is none here is dropped."""
        self.drop(phrase)
        if self.only_modifies(phrase) or self.is_verb(phrase):
            return
        self.extend_left(phrase)
        self.extend_right(phrase)
        if not phrase.heads[0].plural and not phrase.heads[0].collective:
            self.join_holder(phrase)
        self.keep(phrase)

    def build_name(self, phrase: Phrase) -> None:
        """A named body with its owner ("Chile's Ministry of Mines") or leader ("US-led"), a people with an adjective."""
        name = phrase.name
        if name is None or phrase.start == 0:
            return
        k = phrase.start - 1
        before = self.ending.get(phrase.start)
        if name.type in ("body", "metonym"):
            owner = self.ending.get(k) if self.tokens[k].text in OWNERS else before
            if (
                owner is not None
                and owner.name is not None
                and owner.name.type in ("country", "demonym", "gaz", "site")
                and not owner.heads
            ):
                self.take(phrase, owner)
        elif name.type == "actor" and self.tokens[k].lower in LED and self.tokens[k - 1].text in HYPHENS:
            leader = self.ending.get(k - 1)
            if leader is not None and leader.name is not None:
                self.take(phrase, leader)
        elif name.known is not None and name.known.plural and self.tokens[k].text.islower() and can_modify(self.tokens[k].lower):
            self.drop(phrase)
            phrase.start = k
            phrase.words.append(self.tokens[k].lower)
            self.keep(phrase)

    def take(self, phrase: Phrase, owner: Phrase) -> None:
        """Let a phrase begin with its owner."""
        self.drop(owner)
        self.drop(phrase)
        if owner.name is not None:
            phrase.modifiers.append(owner.name)
        phrase.start = owner.start
        self.keep(phrase)

    def join_groups(self) -> None:
        """A noun of number and who is counted: "a group of tourists", "a team of armed police"."""
        kept: list[Phrase] = []
        for phrase in self.phrases:
            first = kept[-1] if kept else None
            if (
                first is not None and first.name is None and first.heads and first.heads[0].word in COLLECTIVES and phrase.heads and phrase.name is None
                and phrase.heads[0].plural | phrase.heads[0].collective and self.only_of(first.end, phrase.start)
            ):  # fmt: skip
                phrase.start = first.start
                phrase.modifiers += first.modifiers
                phrase.counted = True
                kept.pop()
            kept.append(phrase)
        self.phrases = kept

    def only_of(self, start: int, end: int) -> bool:
        """Whether "of" and at most two adverbs or numbers stand between two tokens."""
        words = [token.lower for token in self.tokens[start:end]]
        return bool(words) and words[0] == "of" and len(words) < 4 and all(word.isalnum() for word in words)

    def only_modifies(self, phrase: Phrase) -> bool:
        """Whether the noun only says what kind of thing the next noun is: "terrorist attacks", "military airport"."""
        following = self.starting.get(phrase.end)
        if following is not None and following.name is not None and following.name.type in ("body", "actor", "metonym"):
            return not phrase.heads[0].title and not phrase.heads[0].plural and not phrase.heads[0].collective
        if phrase.end >= len(self.tokens) or following is not None or (phrase.heads[0].plural and not phrase.heads[0].collective):
            return False
        token = self.tokens[phrase.end]
        if not token.text[0].islower() or token.start - self.tokens[phrase.end - 1].end != 1 or token.lower in english().function:
            return False
        parts = parts_of_speech(token.lower)
        if "NOUN" not in parts or "ADV" in parts:
            return False
        left = self.tokens[phrase.start - 1].lower if phrase.start else ""
        if (
            phrase.heads[0].collective
            and "VERB" in parts
            and not phrase.heads[0].plural
            and phrase.heads[0].word not in PLURAL_BODIES
        ):
            after = self.tokens[phrase.end + 1].lower if phrase.end + 1 < len(self.tokens) else "."
            return not token.lower.endswith(("s", "ed")) or (token.lower.endswith("s") and after in AFTER_NOUNS)
        return "VERB" not in parts or (
            not phrase.heads[0].collective and left not in ("the", "a", "an", "this", "one", "another", "said", ",")
        )

    def is_verb(self, phrase: Phrase) -> bool:
        """Whether the noun is a verb here: "to press", "he heads"."""
        if phrase.end - phrase.start > 1 or not phrase.start:
            return False
        left = self.tokens[phrase.start - 1].lower
        return left in VERB_BEFORE and "VERB" in parts_of_speech(self.tokens[phrase.start].lower)

    def extend_left(self, phrase: Phrase) -> None:
        """Take in modifiers until a word that cannot be one."""
        for _ in range(LONGEST_STEP):
            if phrase.start == 0 or self.tokens[phrase.start].start - self.tokens[phrase.start - 1].end > 1:
                return
            if not self.step_left(phrase):
                return

    def step_left(self, phrase: Phrase) -> bool:
        """Take in one modifier; False where none stands before the phrase."""
        k = phrase.start - 1
        token = self.tokens[k]
        before = self.ending.get(phrase.start)
        if before is not None:
            return self.absorb(phrase, before, False) or self.absorb_words(phrase, before)
        if token.text in OWNERS:
            owner = self.ending.get(k)
            return owner is not None and not phrase.owner and self.absorb(phrase, owner, True)
        if token.text in HYPHENS and k > 0:
            return self.step_over_hyphen(phrase, k)
        if token.lower == "and" and (pair := self.ending.get(k)) is not None and self.joins(phrase, pair):
            return self.absorb(phrase, pair, False)
        if token.text[0].isalpha() and self.modifies(phrase, k):
            phrase.start = k
            phrase.words.append(token.lower)
            return True
        return False

    def modifies(self, phrase: Phrase, k: int) -> bool:
        """Whether token `k` is an adjective, or a noun in a compound, before the phrase."""
        token = self.tokens[k]
        if token.text[0].isupper() and k in self.scan.opening and not can_modify(token.lower):
            return False
        if can_modify(token.lower):
            return True
        if not token.text[0].islower() or token.lower in english().function or token.lower in english().not_modifiers or token.lower.endswith("s"):
            return False
        parts = parts_of_speech(token.lower)
        return "NOUN" in parts and "VERB" not in parts and "ADV" not in parts

    def joins(self, phrase: Phrase, pair: Phrase) -> bool:
        """Whether "and" joins two peoples before one noun ("Kurdish and Arab fighters")."""
        first = phrase.modifiers[-1] if phrase.modifiers else None
        return bool(
            first
            and pair.name
            and first.type == pair.name.type
            and first.type in ("demonym", "people")
            and first.start == phrase.start
        )

    def step_over_hyphen(self, phrase: Phrase, k: int) -> bool:
        """A compound before the noun: "US-led", "anti-government", "non-governmental"."""
        before = self.ending.get(k)
        led = self.tokens[k + 1].lower in LED
        if before is not None and (led or before.name is not None):
            self.drop(before)
            phrase.start = before.start
            if before.name is not None:
                (phrase.backers if led else phrase.modifiers).append(before.name)
            return True
        if self.tokens[k - 1].text[0].isalpha():
            phrase.start = k - 1
            phrase.words.append(f"{self.tokens[k - 1].lower}-{self.tokens[k + 1].lower}")
            phrase.words.append(self.tokens[k - 1].lower)
            return True
        return False

    def absorb(self, phrase: Phrase, other: Phrase, owner: bool) -> bool:
        """Take another phrase in as a modifier; persons only as owners ("Assad's forces")."""
        if other.heads:
            if other.name is not None and not owner:
                return False
            phrase.heads += other.heads
            phrase.words += other.words
        elif other.name is None or (other.name.type not in ABSORBED and not owner and not self.is_adjunct(phrase, other)):
            return False
        if other.name is not None:
            if other.name.known is not None and other.name.known.plural and not owner:
                return False
            phrase.modifiers.append(other.name)
        phrase.modifiers += other.modifiers
        phrase.backers += other.backers
        phrase.owner = phrase.owner or owner
        self.drop(other)
        phrase.start = other.start
        return True

    def is_adjunct(self, phrase: Phrase, other: Phrase) -> bool:
        """Whether a person's name says whose body this is: "the Assad regime", "pro-Assad forces"."""
        name = other.name
        if name is None or name.type not in ("name", "person") or name.end - name.start > 4:
            return False
        if phrase.heads[0].word in KIN and phrase.end - phrase.start == 1:
            return True
        if name.end - name.start > 2 or phrase.heads[0].sector not in ADJUNCTS:
            return False
        before = self.tokens[other.start - 1] if other.start else None
        return (
            before is not None
            and (before.lower == "the" or before.text in HYPHENS)
            and (phrase.heads[0].collective or phrase.heads[0].plural)
        )

    def absorb_words(self, phrase: Phrase, other: Phrase) -> bool:
        """Take in capitals that are plain words: "Immigration inspectors"."""
        if (
            other.name is None
            or other.heads
            or (other.name.type != "name" and other.name.kind not in SPOTS)
            or other.name.kind == "person"
        ):
            return False
        words = [token.lower for token in self.tokens[other.start : other.end]]
        if not all(is_common(word) for word in words):
            return False
        phrase.words += words
        self.drop(other)
        phrase.start = other.start
        return True

    def extend_right(self, phrase: Phrase) -> None:
        """What "of" and "for" add: the country of a government, the business of a minister."""
        end = phrase.end
        if end + 1 >= len(self.tokens) or self.tokens[end].lower not in ("of", "for"):
            return
        head = phrase.heads[0]
        last_word = head.word.split(" ")[-1]
        k = end + 2 if self.tokens[end + 1].lower == "the" else end + 1
        following = self.starting.get(k)
        if following is not None and following.name is not None and not following.heads:
            named = following.name.type in ("country", "place", "gaz", "site", "body", "actor", "metonym")
            if named and (head.collective or head.title) and (self.tokens[end].lower == "of" or head.title):
                self.drop(following)
                phrase.modifiers.append(following.name)
                phrase.end = following.end
                return
            words = [token.lower for token in self.tokens[following.start : following.end]]
            if following.name.type == "name" and not following.name.kind and head.weak and all(is_common(word) for word in words):
                self.drop(following)
                phrase.words += words
                phrase.end = following.end
                return
        if last_word in OF_HEADS and self.tokens[end].lower == "of" and self.tokens[end + 1].text[0].isalpha():
            phrase.end = self.business_end(end + 1)
            state = self.starting.get(phrase.end + 1)
            if (
                state is not None
                and state.name is not None
                and state.name.type == "country"
                and self.tokens[phrase.end].lower == "of"
            ):
                self.drop(state)
                phrase.modifiers.append(state.name)
                phrase.end = state.end

    def business_end(self, k: int) -> int:
        """The token after what a minister or ministry is for: "of foreign affairs", "of Youth and Sports"."""
        for _ in range(2):
            inner = self.starting.get(k)
            if inner is not None:
                self.drop(inner)
                k = inner.end
            else:
                k += 1
            if k >= len(self.tokens) or not self.tokens[k].text[0].isupper() or self.tokens[k - 1].text[0].islower():
                return k
            if (after := self.starting.get(k)) is not None and (after.heads or (after.name and after.name.kind == "person")):
                return k
        return k

    def join_holder(self, phrase: Phrase) -> None:
        """The name of who holds an office, right behind it: "Foreign Minister Julie Bishop"."""
        following = self.starting.get(phrase.end)
        if following is None or following.start != phrase.end or following.name is None:
            return
        name = following.name
        personal = name.type in ("name", "person") or following.titles
        head = phrase.heads[0]
        placed = name.type in ("gaz", "place", "country") and name.end - name.start == 1 and head.title and not head.weak
        if not head.title:
            personal = name.kind == "person" or name.type == "person" or bool(following.titles)
        if not (personal or placed) or self.tokens[phrase.end].text.isdigit() or (following.heads and not following.titles):
            return
        self.drop(following)
        phrase.titles += following.titles
        known = name.known if name.type == "person" else None
        phrase.name = Node(name.start, name.end, "name", known, kind="person")
        phrase.end = following.end

    def join_appositions(self) -> None:
        """A name and an office on two sides of a comma are one: "Tseng, Taiwan's deputy minister", "the minister, Nguyen Van A,"."""
        for left, right in zip(self.phrases, self.phrases[1:], strict=False):
            gap = self.tokens[left.end : right.start]
            if not gap or gap[0].text != "," or len(gap) > 2 or (len(gap) == 2 and gap[1].lower not in ("the", "a", "an")):
                continue
            if is_personal(left) and right.heads and right.name is None and right.heads[0].title and not right.heads[0].plural:
                right.same = left
            elif (
                is_personal(right)
                and left.heads
                and left.name is None
                and left.heads[0].title
                and not left.heads[0].plural
                and len(gap) == 1
            ):
                left.same = right


def is_personal(phrase: Phrase) -> bool:
    """Whether a phrase is, or may be, the name of a person."""
    return phrase.name is not None and phrase.name.type in ("name", "person")
