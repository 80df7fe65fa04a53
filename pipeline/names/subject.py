"""What a whole document tells of its names: what it is about, who holds which office, which country is meant."""

from pipeline.names.actors import actor_of_known, group_sector, person_actor
from pipeline.names.decide import Decision
from pipeline.names.english import english
from pipeline.names.fold import skeleton
from pipeline.names.name import Actor, Mention, Place
from pipeline.names.node import Node
from pipeline.names.phrase import Phrase
from pipeline.names.places import Places
from pipeline.names.scan import Scan

PUBLIC = frozenset("MIL COP REB UAF PRM OPP CRM SPY GOV LEG JUD IGO PTY REF".split())
VIOLENT = frozenset("MIL REB UAF PRM".split())
PUBLIC_DENSITY, VIOLENT_DENSITY = 2.5, 1.5  # marks in a thousand characters
SPORT_DENSITY = 5
SHORT = 800  # characters; a shorter text is taken to be on public affairs


AREAS = frozenset("centre center city town village outskirts suburb suburbs port district".split())  # whose name follows "of"


class Subject:
    """One document: its phrases, its decisions, and what they say of country and sector."""

    def __init__(self, scan: Scan, phrases: list[Phrase]) -> None:
        self.scan = scan
        self.tokens = scan.tokens
        self.phrases = phrases
        self.day = scan.page.published
        self.decision = Decision(scan, phrases)
        nodes = [node for phrase in phrases for node in (phrase.name, *phrase.modifiers, *phrase.backers) if node is not None]
        self.places = Places(scan, nodes)
        # Unnamed groups are mentions in texts on public affairs, buildings in texts on violence; a recipe or a life has neither.
        public, violent = self.densities()
        self.public = len(scan.page.text) < SHORT or public > PUBLIC_DENSITY
        self.sports = self.tells_of_sport()
        self.violent = violent > VIOLENT_DENSITY
        self.previous: Mention | None = None
        self.seen: list[Place] = []
        self.spots: list[tuple[int, Place]] = []  # places where something is, not only near, with the number of their sentence
        self.named: list[Actor] = []
        self.settings = self.find_settings()
        self.persons: dict[str, Actor] = {}
        self.bodies: dict[str, Actor] = {}
        self.roles: dict[str, tuple[str | None, str | None]] = {}

    def tells_of_sport(self) -> bool:
        """Whether words of sport stand in the document often enough."""
        sport = english().sport
        if sport.isdisjoint(self.scan.page.words):
            return False
        return len([token for token in self.tokens if token.lower in sport]) * 1000 > SPORT_DENSITY * len(self.scan.page.text)

    def densities(self) -> tuple[float, float]:
        """Nouns, groups and weapons of the sectors of public affairs, and of violence, in a thousand characters."""
        public = violent = 0
        for phrase in self.phrases:
            if phrase.heads:
                sectors = [phrase.heads[0].sector]
            elif phrase.name is None:
                continue
            elif phrase.name.kind == "weapon":
                sectors = ["MIL"]
            elif phrase.name.known is not None and phrase.name.known.type != "person":
                sectors = [role.sector for role in phrase.name.known.roles]
            else:
                continue
            public += not PUBLIC.isdisjoint(sectors)
            violent += not VIOLENT.isdisjoint(sectors)
        length = max(len(self.scan.page.text), 1)
        return public * 1000 / length, violent * 1000 / length

    def learn_role(self, phrase: Phrase) -> None:
        """Country and sector that offices give to a person anywhere in the document."""
        holder = phrase.same or phrase
        if (
            holder.name is None
            or holder.name.type not in ("name", "person")
            or (self.decision.kind(holder) != "person" and holder.name.type != "person")
        ):
            return
        country, sector = self.role_of(phrase)
        if country is None and phrase.heads and phrase.heads[0].id == "rulers":
            country = self.places.main_country  # ministers of no named country are those of the country that the text is about
        name = self.decision.full_name(holder.name)
        held = self.roles.get(name, (None, None))
        self.roles[name] = (held[0] or country, held[1] or sector)

    def role_of(self, phrase: Phrase) -> tuple[str | None, str | None]:
        """Country and sector that titles and nouns of a phrase give."""
        sector = next((title for title in phrase.titles if title), None)
        if phrase.heads:
            told = group_sector(phrase, self.day)
            sector = told if told != "UNK" else sector
        return self.country_of(phrase), sector

    def country_of(self, phrase: Phrase) -> str | None:
        """The country that a phrase names as its own; who only backs it comes last."""
        for node in (*phrase.modifiers, *phrase.backers):
            country = self.node_country(node)
            if country:
                return country
        return None

    def node_country(self, node: Node) -> str | None:
        """The country of a name."""
        if node.known is not None:
            return node.known.country
        if node.rows:
            return self.places.resolve(node, None, False)[0].country
        if node.type in ("site", "body"):
            return self.inner_country(node)
        return None

    def inner_country(self, node: Node) -> str | None:
        """The country that a name within the tokens of a node gives."""
        for i in range(node.start, node.end):
            if self.tokens[i].text[0].isupper():
                known = self.scan.known_at(i, node.end)
                if known is not None and known.known is not None and known.known.country:
                    return known.known.country
        for i in range(node.start, node.end):
            if self.tokens[i].text[0].isupper():
                inner = self.scan.gazetteer_at(i, node.end)
                if inner is not None and inner.rows and self.scan.lexicon.places.row(inner.rows[0]).population > 100_000:
                    return self.places.resolve(inner, None, False)[0].country
        return None

    def context_country(self, phrase: Phrase, following: Phrase | None) -> str | None:
        """The country of a group that names none: of the place right behind it, of the place that its sentence is set in, else
        the one that the document is about; a people of several countries only has the first two."""
        if following is not None and following.name is not None and 0 < following.start - phrase.end < 3:
            linked = self.tokens[phrase.end].lower in ("in", "from", "of", "across", "throughout", "at")
            country = self.node_country(following.name) if linked else None
            if country:
                return country
        sentence = self.scan.page.sentence_at(self.tokens[phrase.start].start)
        setting = self.settings.get(sentence)
        if setting is not None:
            return self.node_country(setting)
        people = any(node.type == "people" and not node.known.roles for node in phrase.modifiers if node.known)
        return None if people else self.places.main_country

    def find_settings(self) -> dict[int, Node]:
        """The first place behind a preposition of each sentence."""
        found: dict[int, Node] = {}
        for phrase in self.phrases:
            name = phrase.name
            if name is None or phrase.heads or name.type not in ("country", "gaz", "place") or not phrase.start:
                continue
            left = self.tokens[phrase.start - 1].lower
            if left in ("the", "northern", "southern", "eastern", "western", "central") and phrase.start > 1:
                left = self.tokens[phrase.start - 2].lower
            if left == "of" and phrase.start > 1 and self.tokens[phrase.start - 2].lower in AREAS:
                left = "in"  # struck the centre of Gorna
            if left in english().place_prepositions:
                found.setdefault(self.scan.page.sentence_at(self.tokens[phrase.start].start), name)
        return found

    def person(self, phrase: Phrase, node: Node) -> Actor:
        """The actor of a person's name."""
        name = self.decision.full_name(node)
        names = self.scan.lexicon.names
        known = node.known or names.find(name, name.title()) or names.by_skeleton.get(skeleton(tuple(name.split(" "))))
        country, sector = self.roles.get(name, (None, None))
        if known is not None and known.type == "person":
            actor = actor_of_known(known, self.day)
            return actor._replace(sector=sector) if sector and sector != "UNK" else actor
        if name not in self.persons:
            self.persons[name] = person_actor(self.decision.spelled.get(name) or name.title(), name, country, sector)
        return self.persons[name]

    def make(
        self, phrase: Phrase, kind: str, place: Place | None, actor: Actor | None, precision: int | None, rule: str, sure: float
    ) -> Mention:
        """A mention over the characters of a phrase."""
        return Mention(self.tokens[phrase.start].start, self.tokens[phrase.end - 1].end, kind, place, actor, precision, rule, sure)

    def text_of(self, start: int, end: int) -> str:
        """The text of tokens."""
        return self.scan.written(start, end)
