"""A trigger found in a sentence with its parties, and what can be a party at all."""

from dataclasses import dataclass, field

from pipeline.events.groups import Sentence, belongs, compile_test
from pipeline.events.triggers import Trigger

COOPERATION = frozenset(("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT", "CONCEDE"))


CONFLICT = frozenset(("ASSAULT", "COERCE", "SANCTION", "PROTEST", "MOBILIZE", "REJECT", "THREATEN"))


VICTIMS = compile_test("@human @name")


AGENTS = compile_test("@weapon_agent @assault_noun @violence_noun")


@dataclass(slots=True)
class Found:
    """One trigger in one sentence.

    `clause` is the position of the verb it is or belongs to, `noun` that of its noun group, if it is a noun; `sources`, `targets`
    and `victims` are positions of noun groups; `names` token spans inside a group ("Israeli" in "Israeli air strikes"),
    `also` the tokens of further triggers that tell the same event.
    """

    trigger: Trigger
    start: int
    end: int
    clause: int | None
    noun: int | None = None
    sources: list[int] = field(default_factory=list)
    targets: list[int] = field(default_factory=list)
    victims: list[int] = field(default_factory=list)
    names: list[tuple[int, int]] = field(default_factory=list)
    target_names: list[tuple[int, int]] = field(default_factory=list)
    how: str = "verb"
    mode: str | None = None
    swallowed: bool = False
    also: list[int] = field(default_factory=list)
    inner: "list[Found]" = field(default_factory=list)


THINGS = compile_test("@target @territory @property")


FORCES = compile_test("@armed")


PLACE_TOO = compile_test("@place")


def is_party(sentence: Sentence, position: int, event_type: str = "") -> bool:
    """Whether a group can be a party: people, names, the armed; for deeds of force also places and things that can be harmed."""
    if belongs(sentence, position, VICTIMS) or belongs(sentence, position, FORCES) or belongs(sentence, position, PLACE_TOO):
        return True
    if event_type in ("ASSAULT", "COERCE", "PROTEST", "THREATEN") and belongs(sentence, position, THINGS):
        return True
    group = sentence.group(position)
    return has_name_inside(sentence, position) and group.head not in ("day", "time")


def has_name_inside(sentence: Sentence, position: int) -> bool:
    """Whether a name stands inside the group, as possessor or modifier."""
    item = sentence.items[position]
    return any(
        sentence.mention_at[number] is not None
        or (number > 0 and sentence.tokens[number].text[0].isupper() and not sentence.titled)
        for number in range(item.start, item.end)
    )
