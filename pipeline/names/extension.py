"""How a noun takes in what stands around it: adjectives, names, owners, "US-led", "of Iraq", the name of who holds an office."""

import re
from typing import TYPE_CHECKING

from pipeline.names.english import can_modify, english, is_common
from pipeline.names.node import Node
from pipeline.names.phrase import OWNERS, SPOTS, Phrase
from pipeline.names.reference import HYPHENS
from pipeline.names.scan import Scan
from pipeline.text.words import parts_of_speech

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.text.page import Token

ABSORBED = frozenset(("country", "demonym", "people", "actor", "metonym", "place", "gaz", "body", "site", "head"))
LONGEST_STEP = 9
NO_PERSON = re.compile(r"(?:[st]ion|ity|ment|ness|ance|ence|ship|staff)s?$")  # endings of nouns for things
ADJUNCTS = frozenset("GOV MIL UAF REB PRM PTY OPP".split())


class Extension:
    """Phrases by their ends, and the steps by which one grows."""

    def __init__(self, scan: Scan) -> None:
        self.scan = scan
        self.tokens: Sequence[Token] = scan.tokens
        self.starting: dict[int, Phrase] = {}
        self.ending: dict[int, Phrase] = {}

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

    def take(self, phrase: Phrase, owner: Phrase) -> None:
        """Let a phrase begin with its owner."""
        self.drop(owner)
        self.drop(phrase)
        if owner.name is not None:
            phrase.modifiers += (owner.name,)
        phrase.start = owner.start
        self.keep(phrase)

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
        if k > 1 and self.tokens[k - 1].text in HYPHENS and self.tokens[k - 1].end == token.start and token.text[0].islower():
            return self.step_over_hyphen(phrase, k - 1)
        if token.lower == "and" and (pair := self.ending.get(k)) is not None and self.joins(phrase, pair):
            return self.absorb(phrase, pair, False)
        if token.text[0].isalpha() and self.modifies(phrase, k):
            phrase.start = k
            phrase.words += (token.lower,)
            return True
        return False

    def modifies(self, phrase: Phrase, k: int) -> bool:
        """Whether token `k` is an adjective, or a noun in a compound, before the phrase."""
        token = self.tokens[k]
        if token.text[0].isupper() and k in self.scan.opening and not can_modify(token.lower):
            return False
        if can_modify(token.lower):
            return True
        if (
            phrase.modifiers
            or not token.text[0].islower()
            or token.lower in english().function
            or token.lower in english().not_modifiers
            or token.lower.endswith("s")
        ):
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
        """A compound before the noun: "US-led", "anti-government", "non-governmental"; `k` is its hyphen."""
        if self.tokens[k].start != self.tokens[k - 1].end or self.tokens[k + 1].start != self.tokens[k].end:
            return False
        before = self.ending.get(k)
        led = self.tokens[k + 1].lower in english().led
        if before is not None and before.name is None:
            return self.absorb(phrase, before, False)
        if before is not None and before.name is not None:
            self.drop(before)
            phrase.start = before.start
            if led:
                phrase.backers += (before.name,)
            else:
                phrase.modifiers += (before.name,)
            return True
        if not self.tokens[k - 1].text[0].isalpha():
            return False
        phrase.start = k - 1
        phrase.words += (f"{self.tokens[k - 1].lower}-{self.tokens[k + 1].lower}", self.tokens[k - 1].lower)
        return True

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
            phrase.modifiers += (other.name,)
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
        if phrase.heads[0].word in english().kin and phrase.end - phrase.start == 1:
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
        words = tuple([token.lower for token in self.tokens[other.start : other.end]])
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
                phrase.modifiers += (following.name,)
                phrase.end = following.end
                return
            words = tuple([token.lower for token in self.tokens[following.start : following.end]])
            if following.name.type == "name" and not following.name.kind and head.weak and all(is_common(word) for word in words):
                self.drop(following)
                phrase.words += words
                phrase.end = following.end
                return
        if last_word in english().of_heads and self.tokens[end].lower == "of" and self.tokens[end + 1].text[0].isalpha():
            phrase.end = self.business_end(end + 1)
            state = self.starting.get(phrase.end + 1)
            if (
                state is not None
                and state.name is not None
                and state.name.type == "country"
                and self.tokens[phrase.end].lower == "of"
            ):
                self.drop(state)
                phrase.modifiers += (state.name,)
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
        personal = name.type in ("name", "person") or bool(following.titles)
        head = phrase.heads[0]
        placed = name.type in ("gaz", "place", "country") and name.end - name.start == 1 and head.title and not head.weak
        if not head.title:
            personal = name.kind == "person" or name.type == "person" or bool(following.titles)
        first = self.tokens[name.start]
        bare = name.type == "name" and name.kind != "person"
        abstract = name.end - name.start == 1 and NO_PERSON.search(first.lower) is not None
        if bare and (first.text in self.scan.lexicon.shapes.bodies or abstract):
            return
        if not (personal or placed) or self.tokens[phrase.end].text.isdigit() or (following.heads and not following.titles):
            return
        self.drop(following)
        phrase.titles += following.titles
        known = name.known if name.type == "person" else None
        phrase.name = Node(name.start, name.end, "name", known, kind="person")
        phrase.end = following.end
