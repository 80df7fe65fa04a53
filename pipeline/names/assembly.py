"""Pieces put together: nouns with their modifiers, titles with their names, so that a mention covers who is meant."""

from pipeline.names.english import can_modify, english, is_common
from pipeline.names.extension import Extension
from pipeline.names.node import Node
from pipeline.names.phrase import OWNERS, SPOTS, Phrase, is_personal
from pipeline.names.reference import HYPHENS
from pipeline.names.scan import Scan
from pipeline.text.words import parts_of_speech

OBJECTS = frozenset("the a an its his her their him them it each both some all two three several".split())


class Assembly(Extension):
    """Puts the nodes of a scan together; `phrases` come in order and share no token."""

    def __init__(self, scan: Scan) -> None:
        super().__init__(scan)
        for node in scan.nodes:
            self.keep(Phrase(node.start, node.end, None if node.head else node, (node.head,) if node.head else ()))
        for phrase in list(self.starting.values()):
            if phrase.name is not None and phrase.name.type == "title":
                self.join_title(phrase)
        for phrase in [held for held in self.starting.values() if held.titles]:
            self.prefix_titles(phrase)
        for node in scan.nodes:
            self.build_node(node)
        for phrase in list(self.starting.values()):
            if phrase.name is not None and not phrase.heads and self.starting.get(phrase.start) is phrase:
                self.build_name(phrase)
        self.phrases = [self.starting[start] for start in sorted(self.starting)]
        self.join_groups()
        self.join_appositions()

    def build_node(self, node: Node) -> None:
        """Let the phrase that begins with a node grow, where nothing has absorbed it yet."""
        phrase = self.starting.get(node.start)
        if phrase is None:
            return
        if phrase.name is not None and phrase.name.kind in SPOTS:
            self.build_spot(phrase)
        if node.head is not None and phrase.heads and phrase.end >= node.end:
            self.build(phrase)

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
        phrase.titles = (phrase.name.sector, *following.titles)
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
                phrase.modifiers += (before.name,)
            phrase.start = before.start
            self.keep(phrase)

    def build_spot(self, phrase: Phrase) -> None:
        """A settlement or building in small letters: with its own name before it a site, before another noun none."""
        before = self.ending.get(phrase.start)
        written = self.tokens[phrase.end - 1].lower
        if before is not None and self.names_spot(before) and not written.endswith("s"):
            self.drop(before)
            self.drop(phrase)
            word = self.tokens[phrase.end - 1].text.capitalize()
            self.keep(Phrase(before.start, phrase.end, Node(before.start, phrase.end, "site", kind=word)))
        elif before is not None and before.name is not None and before.name.type in ("gaz", "place", "country"):
            self.drop(phrase)
        elif phrase.end < len(self.tokens) and self.tokens[phrase.end].text[0].islower() and phrase.end not in self.starting:
            parts = parts_of_speech(self.tokens[phrase.end].lower)
            if (
                "NOUN" in parts
                and "VERB" not in parts
                and "ADV" not in parts
                and self.tokens[phrase.end].lower not in english().function
            ):
                self.drop(phrase)

    def names_spot(self, before: Phrase) -> bool:
        """Whether a name can be that of the settlement or building behind it: neither plain words nor an adjective."""
        if before.name is None or before.name.type != "name" or before.titles:
            return False
        words = [token.lower for token in self.tokens[before.start : before.end] if token.text[0].isalpha()]
        if words[0] in ("pro", "anti", "non", "ex") or words[-1] in english().no_names:
            return False
        return not all(is_common(word) for word in words) and not words[-1].endswith(("ian", "ean", "ese", "ish"))

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
        elif name.type in ("actor", "person") and (owner := self.compatriot(phrase, before, k)) is not None:
            self.take(phrase, owner)
        elif name.type == "actor" and self.tokens[k].lower in english().led and self.tokens[k - 1].text in HYPHENS:
            leader = self.ending.get(k - 1)
            if leader is not None and leader.name is not None:
                self.take(phrase, leader)
        elif name.known is not None and name.known.plural and self.tokens[k].text.islower() and can_modify(self.tokens[k].lower):
            self.drop(phrase)
            phrase.start = k
            phrase.words += (self.tokens[k].lower,)
            self.keep(phrase)

    def compatriot(self, phrase: Phrase, before: Phrase | None, k: int) -> Phrase | None:
        """The country or demonym before a known name of the same country ("Pakistan's ISI", "Iranian Revolutionary Guards")."""
        owner = self.ending.get(k) if self.tokens[k].text in OWNERS else before
        if owner is None or owner.heads or owner.name is None or owner.name.known is None or phrase.name is None:
            return None
        known = phrase.name.known
        same = known is not None and known.country == owner.name.known.country
        return owner if same and owner.name.type in ("country", "demonym") and not owner.name.known.plural else None

    def join_groups(self) -> None:
        """A noun of number and who is counted: "a group of tourists", "a team of armed police"."""
        kept: list[Phrase] = []
        for phrase in self.phrases:
            first = kept[-1] if kept else None
            if first is not None and self.counts(first, phrase):
                phrase.start = first.start
                phrase.modifiers += first.modifiers
                phrase.counted = True
                kept.pop()
            kept.append(phrase)
        self.phrases = kept

    def counts(self, first: Phrase, phrase: Phrase) -> bool:
        """Whether one phrase is a noun of number for another."""
        if first.name is not None or phrase.name is not None or not first.heads or not phrase.heads:
            return False
        many = phrase.heads[0].plural or phrase.heads[0].collective
        return many and first.heads[0].word in english().collectives and self.only_of(first.end, phrase.start)

    def only_of(self, start: int, end: int) -> bool:
        """Whether "of" and at most two adverbs or numbers stand between two tokens."""
        words = [token.lower for token in self.tokens[start:end]]
        return bool(words) and words[0] == "of" and len(words) < 4 and all(word.isalnum() for word in words)

    def only_modifies(self, phrase: Phrase) -> bool:
        """Whether the noun only says what kind of thing the next noun is: "terrorist attacks", "military airport"."""
        following = self.starting.get(phrase.end)
        if following is not None and following.name is not None and following.name.type in ("thing", "nothing"):
            return not phrase.heads[0].plural or phrase.heads[0].collective
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
            and phrase.heads[0].word not in english().plural_bodies
        ):
            after = self.tokens[phrase.end + 1].lower if phrase.end + 1 < len(self.tokens) else "."
            ends = after in english().after_nouns or not after[0].isalnum()
            return ends if token.lower.endswith("s") else token.lower in parts["VERB"]
        return "VERB" not in parts or (
            not phrase.heads[0].collective and left not in ("the", "a", "an", "this", "one", "another", "said", ",")
        )

    def is_verb(self, phrase: Phrase) -> bool:
        """Whether the noun is a verb here: "to press", "he heads"."""
        if phrase.end - phrase.start > 1 or not phrase.start:
            return False
        if phrase.heads[0].word.endswith("ed") and phrase.end < len(self.tokens):  # "Officials accused the army"
            after = self.tokens[phrase.end]
            if after.lower in OBJECTS or after.text[0].isupper():
                return True
        left = self.tokens[phrase.start - 1].lower
        return left in english().verb_before and "VERB" in parts_of_speech(self.tokens[phrase.start].lower)

    def join_appositions(self) -> None:
        """A name and an office on two sides of a comma are one: "Tseng, Taiwan's deputy minister"."""
        for left, right in zip(self.phrases, self.phrases[1:], strict=False):
            between = right.start - left.end
            if not 0 < between < 3 or self.tokens[left.end].text != ",":
                continue
            if between == 2 and self.tokens[left.end + 1].lower not in ("the", "a", "an"):
                continue
            if is_personal(left) and right.heads and right.name is None and right.heads[0].title and not right.heads[0].plural:
                right.same = left
            elif (
                is_personal(right)
                and left.heads
                and left.name is None
                and left.heads[0].title
                and not left.heads[0].plural
                and between == 1
            ):
                left.same = right
