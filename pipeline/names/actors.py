"""Who a phrase means, as an actor: name, country, PLOVER sector at the date of the text, a key that every document shares."""

from datetime import date
from functools import lru_cache

from pipeline.names.english import english
from pipeline.names.heads import Head
from pipeline.names.known import Known, Role
from pipeline.names.name import Actor, Alias
from pipeline.names.phrase import Phrase
from pipeline.text.keys import make_key

OFFICES = frozenset(("GOV", "LEG", "MIL", "SPY", "JUD", "COP", "PTY"))
STRONG = frozenset(
    (
        "MIL",
        "COP",
        "SPY",
        "REB",
        "UAF",
        "PRM",
        "LEG",
        "JUD",
        "REL",
        "MED",
        "EDU",
        "BUS",
        "JRN",
        "CRM",
        "LAB",
        "OPP",
        "PTY",
        "REF",
        "AGR",
        "NGO",
    )
)


kept_key = lru_cache(maxsize=1 << 14)(make_key)  # whoever acts in one text acts in many


def sector_at(roles: tuple[Role, ...], day: date | None, person: bool) -> str | None:
    """The sector that holds on a day (None: the last known); who has left office is of the elite (ELI).

    >>> roles = (Role("GOV", date(2000, 1, 1), date(2008, 5, 7)),)
    >>> sector_at(roles, date(2005, 1, 1), True), sector_at(roles, date(2010, 1, 1), True)
    ('GOV', 'ELI')
    """
    if not roles:
        return None
    when = day or date.max
    holding = [role for role in roles if role.first <= when <= role.last]
    if holding:
        return holding[-1].sector
    earlier = [role for role in roles if role.last < when]
    if not earlier:
        return roles[0].sector if not person else None
    last = max(earlier, key=lambda role: role.last).sector
    return "ELI" if person and last in OFFICES else last


def actor_of_known(known: Known, day: date | None) -> Actor:
    """The actor of a lexicon entry."""
    kind = "state" if known.type in ("country", "place") else known.kind
    if known.type in ("demonym", "people"):
        kind = "people_group" if known.plural else "nationality"
    country = known.country
    sector = sector_at(known.roles, day, known.type == "person")
    key = kept_key("act", "state", country) if known.type in ("country", "demonym") else kept_key("act", known.kind, known.name)
    if known.type == "demonym":
        key = kept_key("act", "people", known.country)
    return Actor(key, known.name, kind, country, sector, known.aliases)


def state_actor(name: str, country: str) -> Actor:
    """The state of a country, for a capital that speaks."""
    return Actor(kept_key("act", "state", country), name, "state", country, None, ())


def person_actor(name: str, folded: str, country: str | None, sector: str | None) -> Actor:
    """A person of no lexicon; the folded full name without Arabic articles is the key, so that every document has the same."""
    words = [word for word in folded.split(" ") if word not in ("al", "el")]
    return Actor(kept_key("act", "person", " ".join(words)), name, "person", country, sector, (Alias(name),))


def body_actor(name: str, kind: str, country: str | None, sector: str | None) -> Actor:
    """An organisation of no lexicon."""
    return Actor(kept_key("act", kind, name.lower(), country or ""), name, kind, country, sector, (Alias(name),))


def group_actor(phrase: Phrase, text: str, country: str | None, day: date | None) -> Actor:
    """An unnamed group or office: what it is called, whose it is, and its sector."""
    head = phrase.heads[0]
    kind = head.kind
    if kind == "person" and head.plural:
        kind = "people_group"
    sector = group_sector(phrase, day)
    return Actor(kept_key("act", "group", kind, country or "", sector or "", text.lower()), text, kind, country, sector, ())


def group_sector(phrase: Phrase, day: date | None) -> str | None:
    """The sector of a noun with its modifiers: "army spokesman" is MIL, "former minister" ELI, "opposition lawmaker" LEG."""
    head = phrase.heads[0]
    sector = head.sector
    brought = modifier_sector(phrase, day)
    if brought and (head.weak or (sector in ("CVL", "UNK", "GOV", "MIL", "COP", "EDU", "LAB", "OPP") and outranks(brought, head))):
        sector = brought
    if sector in OFFICES and english().former.intersection(phrase.words):
        return "ELI"
    return sector


def outranks(brought: str, head: Head) -> bool:
    """Whether a modifier's sector replaces that of a noun that has one of its own."""
    if head.sector in ("LAB", "OPP"):
        return brought in ("NGO", "IGO", "MED", "REF")
    if head.sector == "GOV":
        return brought in ("SPY", "REB", "MIL") and head.weak
    if head.sector in ("CVL", "UNK"):
        return brought in ("MIL", "COP", "REB", "LAB", "EDU", "REF", "MED", "BUS") and not head.faint
    return head.sector in ("MIL", "COP") and brought in ("REB", "PRM", "SPY")


def modifier_sector(phrase: Phrase, day: date | None) -> str | None:
    """The sector that modifiers speak for: nouns nearest the head first, then named organisations."""
    for other in phrase.heads[1:]:
        if other.sector in STRONG or other.sector == "GOV":
            return other.sector
    for word in phrase.words:
        if word in english().sectors and english().sectors[word] in STRONG:
            return english().sectors[word]
    for node in phrase.modifiers:
        if node.known is not None and node.known.roles:
            return sector_at(node.known.roles, day, False)
        if node.type == "body" and node.sector:
            return node.sector
    return next((english().sectors[word] for word in phrase.words if word in english().sectors), None)
