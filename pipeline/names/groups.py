"""Mentions of those whom a text does not name: soldiers, protesters, officials, "the group"."""

from pipeline.names.actors import actor_of_known, group_actor
from pipeline.names.english import english
from pipeline.names.name import Actor, Mention
from pipeline.names.phrase import OWNERS, Phrase
from pipeline.names.subject import PUBLIC, Subject

RIVERSIDE = frozenset("opposite left right east west eastern western northern southern far river other".split())
DOUBTFUL = frozenset("body bodies figure figures office offices".split())  # bodies only with a word before them
ARMED = frozenset("REB UAF PRM CRM".split())
PUBLIC_BODIES = frozenset("GOV MIL COP LEG JUD IGO".split())
SEVERAL = frozenset("both two neighbouring neighboring several many various".split())
SORTS = {"company": "BUS", "firm": "BUS", "newspaper": "JRN", "army": "MIL", "party": "PTY", "regime": "GOV"}  # sector by noun


def suits(noun: str, actor: Actor) -> bool:
    """Whether "the" noun can mean an organisation: its name has the noun, or its sector is what the noun tells.

    >>> bodies = [Actor("a", "Bank of Chad", "organisation", "TCD", "GOV"), Actor("b", "Red Cross", "organisation", None, "NGO")]
    >>> [suits("bank", body) for body in bodies], [suits("group", body) for body in bodies]
    ([True, False], [False, True])
    """
    if actor.kind == "armed_group":
        return True
    word = noun.split(" ")[-1].replace("organisation", "organization")
    names = " ".join([actor.name, *(alias.name for alias in actor.aliases)]).lower().replace("organisation", "organization")
    if word in names:
        return True
    if word == "militia":
        return actor.sector in ARMED
    if word in ("group", "organization", "movement", "network", "faction", "agency"):
        return actor.sector not in PUBLIC_BODIES or (word == "agency" and actor.country == "IGO")
    return word in SORTS and SORTS[word] == actor.sector and word not in ("army", "regime")


class Groups(Subject):
    """Whether a noun makes a mention, and of whom."""

    def group(self, phrase: Phrase, following: Phrase | None) -> Mention | None:
        """A noun for who acts, with its modifiers."""
        head = phrase.heads[0]
        if (earlier := self.apposed(phrase, following) or self.points_back(phrase)) is not None:
            return self.make(phrase, earlier.kind, None, earlier, None, "names.actor_points_back", 0.5)
        if not self.worth(phrase) or self.predicated(phrase):
            return None
        known = next((n.known for n in phrase.modifiers if n.known and n.type in ("actor", "metonym")), None)
        text = self.text_of(phrase.start, phrase.end)
        country = self.country_of(phrase) or (None if self.of_both(phrase) else self.context_country(phrase, following))
        actor = group_actor(phrase, self.without_country(phrase) or text, country, self.day)
        if phrase.same is not None and phrase.same.name is not None:
            actor = self.person(phrase.same, phrase.same.name)
        elif known is not None and head.weak and not known.roles[:0]:
            actor = actor_of_known(known, self.day) if head.sector == "UNK" or known.kind == "armed_group" else actor
        elif known is not None and known.kind == "armed_group":
            actor = actor_of_known(known, self.day)
        kind = (
            "person"
            if head.kind in ("person", "people_group", "armed_group") and not head.plural and not head.collective
            else head.kind
        )
        kind = "people_group" if kind == "person" and head.plural else kind
        return self.make(phrase, kind, None, actor, None, f"names.head.{head.id}", 0.7)

    def of_both(self, phrase: Phrase) -> bool:
        """Whether a group is of more than one country: "troops from both countries"."""
        if phrase.end >= len(self.tokens) or self.tokens[phrase.end].lower not in ("from", "of", "on"):
            return False
        return not SEVERAL.isdisjoint([token.lower for token in self.tokens[phrase.end : phrase.end + 4]])

    def without_country(self, phrase: Phrase) -> str:
        """The words of a group without the country that its actor has anyway.

        "Iraq's parliament", "Iraqi parliament" and "parliament" are one actor.
        """
        lands = [node for node in phrase.modifiers if node.type in ("country", "demonym")]
        edges = self.tokens[phrase.start].text, self.tokens[phrase.end - 1].lower
        if not lands and edges[0] not in OWNERS and edges[1] not in ("of", "the"):
            return " ".join(self.text_of(phrase.start, phrase.end).split())
        covered = {number for node in lands for number in range(node.start, node.end)}
        kept = [number for number in range(phrase.start, phrase.end) if number not in covered]
        while kept and self.tokens[kept[0]].text in OWNERS:
            kept.pop(0)
        while kept and self.tokens[kept[-1]].lower in ("of", "the"):
            kept.pop()
        whole = kept == list(range(kept[0], kept[-1] + 1)) if kept else False
        return " ".join(self.text_of(kept[0], kept[-1] + 1).split()) if whole else ""

    def apposed(self, phrase: Phrase, following: Phrase | None) -> Actor | None:
        """The group whose name stands right behind its noun: "the militia Kataib Hezbollah"."""
        if following is None or following.start != phrase.end or following.name is None or phrase.heads[0].plural:
            return None
        known = following.name.known
        named = known is not None and known.kind == "armed_group" and phrase.heads[0].word in english().back_to_actor
        return actor_of_known(known, self.day) if named and known is not None else None

    def points_back(self, phrase: Phrase) -> Actor | None:
        """The actor named before that "the group" or "the militia" means."""
        kinds = english().back_to_actor.get(phrase.heads[0].word)
        left = self.tokens[phrase.start - 1].lower if phrase.start else ""
        if (
            kinds is None
            or phrase.heads[0].plural
            or left not in ("the", "this")
            or phrase.modifiers
            or phrase.backers
            or phrase.words
            or len(phrase.heads) > 1
        ):
            return None
        if phrase.end < len(self.tokens) and self.tokens[phrase.end].lower == "of":
            return None
        kinds = kinds if self.violent else ("armed_group",)
        fitting = [actor for actor in self.named[-6:] if actor.kind in kinds and suits(phrase.heads[0].word, actor)]
        if phrase.heads[0].word == "group":  # what a text is about is "the group" throughout
            return max(reversed(fitting), key=self.named.count, default=None)
        if phrase.heads[0].word == "militia":
            fitting.sort(key=lambda actor: actor.sector in ("PRM", "UAF"))
        return fitting[-1] if fitting else None

    def worth(self, phrase: Phrase) -> bool:
        """Whether a noun makes a mention: a faint one with a name, number or noun beside it; others in texts on public affairs."""
        head = phrase.heads[0]
        if (head.holder and not self.speaks(phrase)) or self.stray_capital(phrase) or self.is_thing(phrase):
            return False
        named = phrase.modifiers or phrase.backers or len(phrase.heads) > 1 or phrase.same is not None
        if named or not head.faint:
            return bool(named) or head.sector in PUBLIC or (self.public and not self.sports)
        left = self.tokens[phrase.start - 1] if phrase.start else None
        if phrase.counted or len(self.tokens) < 8:
            return True
        counted = left is not None and (
            left.text[0].isdigit()
            or left.lower in (english().counts if not head.plural and not head.collective else english().quantifiers)
        )
        return self.public and counted

    def is_thing(self, phrase: Phrase) -> bool:
        """Whether a noun that can be a body is none here: the bank of a river, a corpse, a number."""
        written = self.tokens[phrase.end - 1].lower if phrase.end - phrase.start == 1 else phrase.heads[0].word
        if phrase.heads[0].word in ("bank", "banks"):
            rivers = any(node.known is not None and node.known.feature == "STM" for node in phrase.modifiers)
            return rivers or not RIVERSIDE.isdisjoint(phrase.words)
        return written in DOUBTFUL and not phrase.modifiers and len(phrase.heads) == 1 and not phrase.words

    def stray_capital(self, phrase: Phrase) -> bool:
        """Whether a noun owes its capital to something else that bears it ("Best Actor", "The Gunman")."""
        head, last = phrase.heads[0], phrase.end - 1
        if any(start <= last < end for start, end in self.scan.loose):
            return False
        if head.title or head.plural or head.collective or not self.tokens[last].text.istitle() or last in self.scan.opening:
            return False
        return phrase.start not in self.scan.opening and not self.tokens[last].text.isupper()

    def predicated(self, phrase: Phrase) -> bool:
        """Whether the noun is said of someone named elsewhere: "he was a commander", "became an officer"."""
        head, start = phrase.heads[0], phrase.start
        if head.plural or head.collective or not start:
            return False
        left = self.tokens[start - 1].lower
        if left in ("a", "an") and start > 2 and self.tokens[start - 2].lower in ("not", "never", "still", "now"):
            return self.tokens[start - 3].lower in ("is", "was", "are", "were")
        if left in ("a", "an") and start > 1:
            return self.tokens[start - 2].lower in (
                "is",
                "was",
                "be",
                "been",
                "being",
                "became",
                "become",
                "as",
                "remained",
                "named",
            )
        return left in ("taken", "elected", "appointed", "named", "as")

    def speaks(self, phrase: Phrase) -> bool:
        """Whether a rank or calling with an article speaks or acts ("a general said"), so that it needs no name."""
        left = self.tokens[phrase.start - 1].lower if phrase.start else ""
        right = self.tokens[phrase.end].lower if phrase.end < len(self.tokens) else ""
        return left in ("a", "an", "the", "another", "one") and (right in english().speech or right in english().acts)
