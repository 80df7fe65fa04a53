"""From phrases to mentions: kind, place, actor, precision."""

from pipeline.names.actors import actor_of_known, body_actor, group_actor, person_actor, state_actor
from pipeline.names.decide import Decision
from pipeline.names.english import can_modify, english
from pipeline.names.gazetteer import place_of
from pipeline.names.known import Known
from pipeline.names.name import Actor, Mention, Place
from pipeline.names.node import Node
from pipeline.names.phrase import SPOTS, Phrase
from pipeline.names.places import ADMINISTRATIVE, PRECISION, Places, known_place
from pipeline.names.scan import HYPHENS, Scan
from pipeline.text.keys import make_key
from pipeline.text.words import parts_of_speech

PUBLIC = frozenset("MIL COP REB UAF PRM OPP CRM SPY GOV LEG JUD IGO PTY REF".split())
VIOLENT = frozenset("MIL REB UAF PRM".split())
PUBLIC_DENSITY, VIOLENT_DENSITY = 2.5, 1.5  # marks in a thousand characters
SPORT_DENSITY = 5
SHORT = 800  # characters; a shorter text is taken to be on public affairs


class Mentions:
    """The mentions of one document."""

    def __init__(self, scan: Scan, phrases: list[Phrase]) -> None:
        self.scan = scan
        self.tokens = scan.tokens
        self.phrases = phrases
        self.day = scan.page.published
        self.decision = Decision(scan, phrases)
        nodes = [node for phrase in phrases for node in ([phrase.name] if phrase.name else []) + phrase.modifiers + phrase.backers]
        self.places = Places(scan, nodes)
        # Unnamed groups are mentions in texts on public affairs, buildings in texts on violence; a recipe or a life has neither.
        self.public = len(scan.page.text) < SHORT or self.density(PUBLIC) > PUBLIC_DENSITY
        self.sports = sum(token.lower in english().sport for token in self.tokens) * 1000 > SPORT_DENSITY * len(scan.page.text)
        self.violent = self.density(VIOLENT) > VIOLENT_DENSITY
        self.previous: Mention | None = None
        self.seen: list[Place] = []
        self.named: list[Actor] = []
        self.persons: dict[str, Actor] = {}
        self.bodies: dict[str, Actor] = {}
        self.roles: dict[str, tuple[str | None, str | None]] = {}

    def collect(self) -> list[Mention]:
        """All mentions in order."""
        for phrase in self.phrases:
            self.learn_role(phrase)
        found = []
        for number, phrase in enumerate(self.phrases):
            following = self.phrases[number + 1] if number + 1 < len(self.phrases) else None
            mention = self.mention(phrase, following)
            if mention is not None:
                found.append(mention)
                self.previous = mention
                if mention.place is not None and mention.kind == "place" and mention.rule_id != "names.points_back":
                    self.seen.append(mention.place)
                elif mention.kind in ("armed_group", "organisation") and mention.actor is not None and mention.actor.aliases:
                    self.named.append(mention.actor)
        return found

    def density(self, sectors: frozenset[str]) -> float:
        """Nouns, groups and weapons of some sectors in a thousand characters."""
        marks = 0
        for phrase in self.phrases:
            if phrase.heads:
                marks += phrase.heads[0].sector in sectors
            elif phrase.name is not None:
                known = phrase.name.known
                named = known is not None and known.type != "person" and any(role.sector in sectors for role in known.roles)
                marks += phrase.name.kind == "weapon" or named
        return marks * 1000 / max(len(self.scan.page.text), 1)

    def learn_role(self, phrase: Phrase) -> None:
        """Country and sector that offices give to a person anywhere in the document."""
        holder = phrase.same or phrase
        if (
            holder.name is None
            or holder.name.type not in ("name", "person")
            or self.decision.kind(holder) != "person"
            and holder.name.type != "person"
        ):
            return
        country, sector = self.role_of(phrase)
        name = self.decision.full_name(holder.name)
        held = self.roles.get(name, (None, None))
        self.roles[name] = (held[0] or country, held[1] or sector)

    def role_of(self, phrase: Phrase) -> tuple[str | None, str | None]:
        """Country and sector that titles and nouns of a phrase give."""
        sector = next((title for title in phrase.titles if title), None)
        if phrase.heads:
            actor = group_actor(phrase, "", None, self.day)
            sector = actor.sector if actor.sector != "UNK" else sector
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

    def mention(self, phrase: Phrase, following: Phrase | None) -> Mention | None:
        """The mention of one phrase, if it makes one."""
        node = phrase.name
        if node is None:
            return self.group(phrase, following)
        if node.type == "thing" and node.kind in SPOTS:
            return self.spot(phrase, node)
        if node.type == "thing":
            return self.make(phrase, node.kind, None, None, None, f"names.{node.kind}", 0.9)
        if node.type in ("title", "nothing"):
            return None
        if node.type == "gaz":
            return self.gazetteer_place(phrase, node, following)
        if node.type == "site":
            return self.site(phrase, node)
        if node.type == "body":
            return self.body(phrase, node)
        if node.known is not None and node.type != "name":
            return self.known(phrase, node, node.known)
        return self.decided(phrase, node)

    def make(
        self, phrase: Phrase, kind: str, place: Place | None, actor: Actor | None, precision: int | None, rule: str, sure: float
    ) -> Mention:
        """A mention over the characters of a phrase."""
        return Mention(self.tokens[phrase.start].start, self.tokens[phrase.end - 1].end, kind, place, actor, precision, rule, sure)

    def text_of(self, start: int, end: int) -> str:
        """The text of tokens."""
        return self.scan.written(start, end)

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
        """Whether a noun makes a mention: a faint one only with a name, a number or another noun; others only in texts on public affairs."""
        head = phrase.heads[0]
        if head.holder:
            return False
        named = phrase.modifiers or phrase.backers or len(phrase.heads) > 1 or phrase.same is not None
        if named or not head.faint:
            return bool(named) or self.public or head.sector in PUBLIC
        left = self.tokens[phrase.start - 1] if phrase.start else None
        if phrase.counted or len(self.tokens) < 8:
            return True
        counted = left is not None and (
            left.text[0].isdigit() or left.lower in (english().counts if not head.plural and not head.collective else english().quantifiers)
        )
        return self.public and counted

    def predicated(self, phrase: Phrase) -> bool:
        """Whether the noun is said of someone named elsewhere: "he was a commander", "became an officer"."""
        head, start = phrase.heads[0], phrase.start
        if head.plural or head.collective or start < 2 or self.tokens[start - 1].lower not in ("a", "an"):
            return (
                start > 0 and not head.plural and self.tokens[start - 1].lower in ("taken", "elected", "appointed", "named", "as")
            )
        return self.tokens[start - 2].lower in ("is", "was", "be", "been", "being", "became", "become", "as", "remained", "named")

    def context_country(self, phrase: Phrase, following: Phrase | None) -> str | None:
        """The country of a group that names none: of the place right behind it, else the one that the document is about."""
        if following is not None and following.name is not None and 0 < following.start - phrase.end < 3:
            if self.tokens[phrase.end].lower in ("in", "from", "of", "across", "throughout", "at"):
                country = self.node_country(following.name)
                if country:
                    return country
        return self.places.main_country()

    def gazetteer_place(self, phrase: Phrase, node: Node, following: Phrase | None) -> Mention | None:
        """A city or division of the gazetteer; a surname of the document, or an implausible place, is none."""
        words = self.decision.words(node)
        beside = self.places.beside(node, following.name if following else None)
        right = self.tokens[node.end].text.capitalize() if node.end < len(self.tokens) else ""
        row, score = self.places.resolve(
            node, beside, right in ("Province", "Governorate", "State", "Region", "Oblast", "Provinces")
        )
        if " ".join(words) in self.decision.persons and not self.places.located(node, beside):
            return self.decided(phrase, Node(node.start, node.end, "name"))
        votes = self.decision.votes[" ".join(words)]
        acts = votes["acts"] >= max(2, 0.4 * votes["seen"]) and votes["acts"] > votes["place"]
        personal = acts and row.feature != "PPLC" and row.population < 2_000_000 and not self.places.located(node, beside)
        if personal or not self.places.accept(node, row, score, beside):
            return self.decided(phrase, Node(node.start, node.end, "name", rows=node.rows))
        precision = 2 if self.places.near(node) else PRECISION.get(row.feature, 1)
        place = place_of(row)
        if (
            self.sports
            and row.feature == "ADM1"
            and row.country == "GBR"
            and (team := self.team(phrase, row.name, row.country)) is not None
        ):
            return team
        if row.feature == "PPLC" and self.acts(phrase):
            name = self.scan.lexicon.places.country(row.country)
            return self.make(
                phrase,
                "state",
                place,
                state_actor(name.name if name else row.country, row.country),
                precision,
                "names.capital_acts",
                0.7,
            )
        actor = None
        return self.make(phrase, "place", place, actor, precision, "names.gazetteer", min(0.5 + score / 20, 0.95))

    def spot(self, phrase: Phrase, node: Node) -> Mention | None:
        """A settlement that points back to a place named before, or a building that something can happen in."""
        start = phrase.start
        while (
            start > 0
            and phrase.start - start < 3
            and self.tokens[start - 1].text.islower()
            and can_modify(self.tokens[start - 1].lower)
        ):
            start -= 1
        left = self.tokens[start - 1].lower if start else ""
        if node.kind == "facility":
            if not self.violent or left in ("as", "from") or self.tokens[start - 1].text in ("-",):
                return None
            return self.make(phrase, "place", None, None, None, "names.facility", 0.4)
        features = english().back_to_place.get(self.text_of(node.start, node.end).lower())
        if features is None or left not in english().definite or not self.violent:
            return None
        of = self.tokens[phrase.end].lower if phrase.end < len(self.tokens) else ""
        if of == "of":
            return None
        place = next((seen for seen in reversed(self.seen) if seen.feature_code.startswith(features)), None)
        if place is None:
            return None
        return self.make(phrase, "place", place, None, PRECISION.get(place.feature_code, 1), "names.points_back", 0.5)

    def site(self, phrase: Phrase, node: Node) -> Mention:
        """A place by its shape."""
        inner = self.scan.gazetteer_at(node.start, node.end - 1) if node.end - node.start > 1 else None
        place = self.places.site(self.text_of(node.start, node.end), node.kind, inner)
        precision = 2 if self.places.near(node) else PRECISION.get(place.feature_code, 1)
        return self.make(phrase, "place", place, None, precision, "names.site", 0.6 if node.kind in ADMINISTRATIVE else 0.55)

    def body(self, phrase: Phrase, node: Node) -> Mention:
        """An organisation by its shape; its country from a name in it, else from the document."""
        text = self.text_of(node.start, node.end)
        country = self.country_of(phrase) or self.inner_country(node)
        return self.make(
            phrase, node.kind, None, body_actor(text, node.kind, country, node.sector or None), None, "names.body", 0.7
        )

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

    def known(self, phrase: Phrase, node: Node, known: Known) -> Mention:
        """A name of the lexicons."""
        if known.type == "place":
            precision = 2 if self.places.near(node) else PRECISION.get(known.feature, 1)
            return self.make(phrase, "place", known_place(known), None, precision, "names.lexicon_place", 0.9)
        actor = actor_of_known(known, self.day)
        if known.type == "metonym" and phrase.modifiers and (country := self.country_of(phrase)) not in (None, known.country):
            actor = body_actor(self.text_of(phrase.start, phrase.end), known.kind, country, actor.sector)
        if known.plural and phrase.words:
            sector = next((english().sectors[word] for word in phrase.words if word in english().sectors), actor.sector)
            actor = actor._replace(sector=sector, actor_id=make_key("act", "people", known.name, sector or ""))
        if known.type == "country":
            if self.sports and (team := self.team(phrase, known.name, known.country)) is not None:
                return team
            row = self.scan.lexicon.places.country(known.country or "")
            kind = "state" if self.acts(phrase) else "place"
            precision = 2 if self.places.near(node) else 6
            return self.make(phrase, kind, place_of(row) if row else None, actor, precision, f"names.country.{kind}", 0.9)
        kind = actor.kind
        return self.make(phrase, kind, None, actor, None, f"names.{known.type}", 0.9)

    def team(self, phrase: Phrase, name: str, country: str | None) -> Mention | None:
        """The national team that a country's name means on a sports page; None where it is a place there too."""
        left = self.tokens[phrase.start - 1].lower if phrase.start else ""
        if left in english().place_prepositions and left not in ("into", "at") or left in ("from", "the"):
            return None
        actor = body_actor(f"{name} national team", "organisation", country, None)
        return self.make(phrase, "organisation", None, actor, None, "names.team", 0.6)

    def acts(self, phrase: Phrase) -> bool:
        """Whether a country or capital is who acts here and not where something happens."""
        tokens, start, end = self.tokens, phrase.start, phrase.end
        left = tokens[start - 1].lower if start else ""
        if left == "the":
            left = tokens[start - 2].lower if start > 1 else ""
        right = tokens[end].lower if end < len(tokens) else ""
        if (
            left in ("and", ",")
            and self.previous is not None
            and self.previous.kind in ("state", "place")
            and self.previous.actor is not None
        ):
            if 0 <= tokens[start - 1].start - self.previous.end < 6 and right not in english().acts:
                return self.previous.kind == "state"
        if left in english().place_prepositions or left in ("from", "of", "on", "over", "through"):
            return False
        if (right == "to" and left == "for") or (right in HYPHENS and self.tokens[end + 1].text[0].isupper()) or left in HYPHENS:
            return True
        if left in ("will", "would", "did", "does", "can", "should", "could", "may") and right and "VERB" in parts_of_speech(right):
            return True
        if right == "and" and end + 2 < len(tokens) and left in ("", "that", ",", "but", "."):
            after = end + 3 if tokens[end + 1].lower == "the" else end + 2
            return tokens[end + 1].text[0].isupper() and (tokens[min(after, len(tokens) - 1)].lower in english().acts or self.is_verb(after))
        if left in english().treated or right in english().acts:
            return True
        if left == "to" or right in ("'s", "’s"):
            return False
        written = tokens[start].text
        if written in ("US", "U.S", "U.S.", "UK", "U.K.") and right and right[0].isalpha() and right not in english().function:
            return True
        opens = start in self.scan.opening or left in (
            "",
            "that",
            ",",
            "and",
            "but",
            "while",
            "as",
            "because",
            "if",
            "when",
            "will",
            "says",
            "said",
        )
        return opens and self.is_verb(end)

    def is_verb(self, i: int) -> bool:
        """Whether token `i` looks like a finite verb."""
        if i >= len(self.tokens):
            return False
        word = self.tokens[i].lower
        if word.endswith("ly") and i + 1 < len(self.tokens):
            word = self.tokens[i + 1].lower
        return word.endswith(("s", "ed")) and "VERB" in parts_of_speech(word)

    def person(self, phrase: Phrase, node: Node) -> Actor:
        """The actor of a person's name."""
        name = self.decision.full_name(node)
        known = node.known or self.scan.lexicon.names.find(name, name.title())
        country, sector = self.roles.get(name, (None, None))
        if known is not None and known.type == "person":
            actor = actor_of_known(known, self.day)
            return actor._replace(sector=sector) if sector and sector != "UNK" and actor.sector in ("ELI", None) else actor
        if name not in self.persons:
            self.persons[name] = person_actor(name.title(), country, sector)
        return self.persons[name]

    def decided(self, phrase: Phrase, node: Node) -> Mention | None:
        """A name that shape and context explain."""
        view = Phrase(phrase.start, phrase.end, node)
        kind = self.decision.kind(view)
        if kind == "acronym":
            return self.acronym(phrase, node)
        if kind == "platform":
            return self.make(phrase, kind, None, None, None, "names.platform.again", 0.7)
        if kind == "person":
            return self.make(phrase, "person", None, self.person(phrase, node), None, self.person_rule(phrase, node), 0.7)
        if kind == "organisation":
            text = self.text_of(node.start, node.end)
            return self.make(phrase, kind, None, body_actor(text, kind, None, None), None, "names.organisation", 0.5)
        if kind == "place":
            text = self.text_of(node.start, node.end)
            return self.make(
                phrase,
                kind,
                self.places.site(text, "", None),
                None,
                2 if self.places.near(node) else 1,
                "names.place_by_context",
                0.5,
            )
        return None

    def person_rule(self, phrase: Phrase, node: Node) -> str:
        """Which evidence makes a name a person: an office or title, a given name, a name met before, or shape and context."""
        if phrase.heads or phrase.titles:
            return "names.person.office"
        if node.kind == "person":
            return "names.person.given"
        if " ".join(self.decision.words(node)) in self.decision.persons:
            return "names.person.again"
        return "names.person.shape" if node.end - node.start > 1 else "names.person.context"

    def acronym(self, phrase: Phrase, node: Node) -> Mention | None:
        """An acronym that the document defines stands for what it abbreviates."""
        long = self.decision.acronyms[self.tokens[node.start].text]
        whole = self.mention(long, None) if long is not phrase else None
        if whole is None:
            text = self.text_of(node.start, node.end)
            return self.make(phrase, "organisation", None, body_actor(text, "organisation", None, None), None, "names.acronym", 0.5)
        return self.make(phrase, whole.kind, whole.place, whole.actor, whole.precision, "names.acronym", 0.8)
