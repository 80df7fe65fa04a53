"""Mentions of those whom a text does not name: soldiers, protesters, officials, "the group"."""

from pipeline.names.actors import actor_of_known, group_actor
from pipeline.names.english import english
from pipeline.names.name import Actor, Mention
from pipeline.names.phrase import Phrase
from pipeline.names.subject import PUBLIC, Subject


class Groups(Subject):
    """Whether a noun makes a mention, and of whom."""

    def group(self, phrase: Phrase, following: Phrase | None) -> Mention | None:
        """A noun for who acts, with its modifiers."""
        head = phrase.heads[0]
        own = self.country_of(phrase)
        if (earlier := self.points_back(phrase)) is not None:
            return self.make(phrase, earlier.kind, None, earlier, None, "names.actor_points_back", 0.5)
        if not self.worth(phrase) or self.predicated(phrase):
            return None
        known = next((n.known for n in phrase.modifiers if n.known and n.type in ("actor", "metonym")), None)
        text = self.text_of(phrase.start, phrase.end)
        country = own or self.context_country(phrase, following)
        actor = group_actor(phrase, text, country, self.day)
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
            or len(phrase.heads) > 1
        ):
            return None
        if phrase.end < len(self.tokens) and self.tokens[phrase.end].lower == "of":
            return None
        kinds = kinds if self.violent else ("armed_group",)
        return next((actor for actor in reversed(self.named[-6:]) if actor.kind in kinds), None)

    def worth(self, phrase: Phrase) -> bool:
        """Whether a noun makes a mention: a faint one with a name, number or noun beside it; others in texts on public affairs."""
        head = phrase.heads[0]
        if (head.holder and not self.speaks(phrase)) or self.stray_capital(phrase):
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
