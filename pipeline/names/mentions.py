"""From phrases to mentions: kind, place, actor, precision."""

from pipeline.names.actors import actor_of_known, body_actor
from pipeline.names.english import english, is_common
from pipeline.names.gazetteer import place_of
from pipeline.names.known import Known
from pipeline.names.locations import Locations
from pipeline.names.name import Mention
from pipeline.names.node import Node
from pipeline.names.phrase import SPOTS, Phrase
from pipeline.names.points import known_place, precision_of
from pipeline.names.pronouns import add_pronouns
from pipeline.names.reference import HYPHENS
from pipeline.text.keys import make_key


class Mentions(Locations):
    """The mentions of one document."""

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
                    if mention.precision != 2 or mention.rule_id == "names.site":
                        self.spots.append((self.scan.page.sentence_at(mention.start), mention.place))
                elif mention.kind in ("armed_group", "organisation") and mention.actor is not None and mention.actor.aliases:
                    self.named.append(mention.actor)
        return add_pronouns(self.scan.page, found) if self.violent else found

    def mention(self, phrase: Phrase, following: Phrase | None) -> Mention | None:
        """The mention of one phrase, if it makes one."""
        node = phrase.name
        if node is None:
            return self.group(phrase, following)
        if node.type == "thing" and node.kind in SPOTS:
            return self.spot(phrase, node)
        if node.type == "thing":
            return self.make(phrase, node.kind, None, None, None, f"names.{node.kind}", 0.9)
        if node.type in ("title", "nothing") or self.is_prefixed(phrase):
            return None
        if (district := self.district(phrase, node)) is not None:
            return district
        if node.type == "gaz":
            place = self.gazetteer_place(phrase, node, following)
            kind = "person" if node.sector == "given" else ""
            return place or self.decided(phrase, Node(node.start, node.end, "name", rows=node.rows, kind=kind))
        if node.type == "site":
            return self.site(phrase, node)
        if node.type == "body":
            return self.body(phrase, node)
        if node.known is not None and node.type == "person" and self.is_namesake(node, node.known):
            return self.decided(phrase, Node(node.start, node.end, "name", kind="person"))
        if node.known is not None and node.type != "name":
            return self.known(phrase, node, node.known)
        division = self.places.division_beside(node, following.name if following else None) if node.kind != "person" else None
        if division is not None and self.places.located(node, division.name) and not phrase.titles:
            return self.unlisted(phrase, division)
        return self.decided(phrase, node)

    def is_namesake(self, node: Node, known: Known) -> bool:
        """Whether a surname of somebody known is that of another whom this document names in full: "Claudio Castro ... Castro"."""
        full = self.decision.full_name(node)
        if node.end - node.start > 1 or full == " ".join(self.decision.words(node)):
            return False
        bearer = self.scan.lexicon.names.find(full, full.title())
        return bearer is None or bearer.name != known.name

    def is_prefixed(self, phrase: Phrase) -> bool:
        """Whether a place is only what someone is for or against ("pro-Beijing"), or a currency ("US$")."""
        tokens, start, end = self.tokens, phrase.start, phrase.end
        if phrase.heads or phrase.name is None or phrase.name.type not in ("country", "gaz"):
            return False
        if end < len(tokens) and tokens[end].text in ("$", "€", "£") and tokens[end].start == tokens[end - 1].end:
            return True
        return start > 1 and tokens[start - 1].text in HYPHENS and tokens[start - 2].lower in ("pro", "anti")

    def body(self, phrase: Phrase, node: Node) -> Mention:
        """An organisation by its shape; its country from a name in it, else from the document."""
        text = self.text_of(node.start, node.end)
        country = self.country_of(phrase) or self.inner_country(node)
        sector = "IGO" if country == "IGO" else node.sector or None
        return self.make(phrase, node.kind, None, body_actor(text, node.kind, country, sector), None, "names.body", 0.7)

    def fits(self, node: Node, known: Known) -> bool:
        """Whether a town of the lexicon that is also a word or a given name ("Ana", "Hit") is meant: its country says so."""
        text = self.tokens[node.start].text
        doubtful = node.end - node.start == 1 and (len(text) < 5 or text in self.scan.lexicon.given or is_common(text.lower()))
        if not doubtful or known.feature not in ("PPL", "CMP"):
            return True
        evidence = self.places.countries[known.country or ""]
        return evidence > 1 or (evidence > 0 and self.places.located(node, None))

    def known(self, phrase: Phrase, node: Node, known: Known) -> Mention | None:
        """A name of the lexicons."""
        if known.type == "place" and not self.fits(node, known):
            return None
        if known.type == "place":
            precision = 2 if self.places.near(node) else precision_of(known.feature)
            actor = actor_of_known(known, self.day) if known.roles else None
            return self.make(phrase, "place", known_place(known), actor, precision, "names.lexicon_place", 0.9)
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
            if node.rows:
                row, _ = self.places.resolve(node, None, False)
                if self.places.countries[row.country]:
                    near = 2 if self.places.near(node) else precision_of(row.feature)
                    return self.make(phrase, kind, place_of(row), None, near, "names.place_by_context", 0.5)
            division = self.places.division_behind(node)
            if division is not None:
                return self.unlisted(phrase, division)
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
