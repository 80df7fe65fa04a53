"""What happened to those who are counted: killed, injured, arrested, displaced ... across coordination and ellipsis.

A role comes from the words next to a number, in this order: what is said of the item behind it ("12 people died"), the item itself
("12 deaths"), the verb before it ("killing 12"), a noun before it ("the death toll rose to 325"), or the figure that it is a part
or a sibling of ("including four children", "12 soldiers and three civilians were killed").
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import pairwise

from pipeline.figures.draft import Draft
from pipeline.figures.figure import Figure
from pipeline.figures.items import SentenceOf
from pipeline.figures.people import group_of
from pipeline.figures.small_words import either, listed
from pipeline.figures.triggers import LEXICON, Trigger, entries, find_triggers, phrases
from pipeline.lexicon import Entry, check_examples
from pipeline.text.page import Page

COUNTABLE = ("count", "percent", "ratio")
AUX = rf"(?:(?:,? (?:{either('said_relative')}))?(?: (?:{either('said_of')})){{0,6}})"
ASIDE = (
    rf"(?:,? (?:{either('aside_words')})\b[^.;:()?!]{{1,70}}?,?(?: have| has| had)?"
    rf"(?: (?:{either('aside_ends')})){{1,2}}(?: (?:also|reportedly|confirmed|believed|feared|all))?)"
)
OF_THEM = r"(?: of (?:them|those|these|whom|us))?"
# "soldiers, police and medics", "men and women", "a driver and his son"
WITH_OTHERS = (
    r"(?: and (?:a|an|one|his|her|the) [a-z]+(?: [a-z]+)?|(?:, [a-z-]+){1,3},? and [a-z-]+| and [a-z-]+(?:s|men|police|children))"
)
CLAD = rf" (?:{either('clad')}) [a-z -]{{1,40}}"
BEHIND_GAP = re.compile(rf"{OF_THEM}{AUX} $|{ASIDE} $|{WITH_OTHERS}{AUX} $|{CLAD} $")
PARTS_BETWEEN = re.compile(
    rf"(?:(?: of [^,;.()]{{1,40}})?, (?=\d|(?:an?|{either('of_numbers')}) )|(?:,| \(| –| —) ?(?:{either('parts_words')})\b)"
    rf"[^;.()]{{1,140}}(?:,|\)| –| —){AUX} $"
)
OBJECT = re.compile(rf" (?:\d|some \d|[A-Z]|(?:{either('object_starts')})\b)")
ACTIVE_GAP = re.compile(rf"(?: (?:{either('active_passed')}))* $")
LIST_GAP = re.compile(
    rf" (?:{either('list_starts')}|[A-Z][\w'’-]+|[a-z]+(?:s|men)\b(?=,? (?:and|including) ))(?: [\w'’-]+){{0,6}}"
    r"(?:, [\w'’ -]{1,40})*,?"
    r" (?:and|including|along with|as well as) (?:(?:another|his|her|their|also|at|the) )*$"
)
NOUN_GAP = re.compile(rf"[^.;?!()]{{0,90}}\b(?:{either('toll_verbs')}) (?:(?:{either('toll_passed')}) )*$|: ?$")
PART_GAP = re.compile(rf"[,(–—-]? ?(?:(?:{either('part_words')}) ?)+(?:the |their |his |her |also |a total of )*$")
PART_BEHIND = re.compile(
    r" (?:of them|of whom|of which|of those|of these|critically|seriously|severely)\b"
    r"| (?:were|was|are|is) (?:[a-z]+ )?(?:civilians?|children|women|soldiers|police)"
)
SIBLING_GAP = re.compile(
    r"(?: on board| aboard| in the (?:north|south|east|west))?"
    rf"(?:, (?:most|many|some|all|mostly|including|both|half)\b[^;.]{{1,60}})?,? and (?:(?:{either('sibling_words')}) )?$"
    r"|, (?:and )?(?:another |at least )?$| or $|,? as well as $|,? along with $| and (?:his|her|their) $"
)
PARTICIPLE = re.compile(r" [a-z]+ed (?:of|for|in|on|as|by|with|over|after|at|to)\b")
FINITE = re.compile(r"\b(?:was|were|has|have|had|are|is)\b")
TELLS = re.compile(rf" (?:who [^,.;]{{1,60}} )?(?:later |also |have |has |had )?(?:{either('tellers')})\b")
BE_DONE = re.compile(r"\b(?:was|were|been|being|is|are|be)\b[^,;]*$")
THEREBY = re.compile(r" (?!in |at |on |near |from |outside |who |of )[^;.]*, (?:\w+ly )?[a-z]+ing (?:[a-z]+ ){0,3}$")
OF_WHOLE = re.compile(r" (?:out )?of (?:the |its |their |his |her |all )?(?:\w+ )?")
SAID_OF_WHOLE = re.compile(r" [a-z]+(?:ed|en) (?:[a-z]+ ){0,5}(?:were|was|are|have|had)\b")
NOBODY = re.compile(r"\b(?:[Nn]obody|[Nn]one|[Nn]o one|[Nn]either)\b[^,;.]*$")
OUT_OF = re.compile(r"\b(?:[Aa]mong|[Oo]f|[Aa]mongst) (?:the |those |a total of )?$")


def place_roles(page: Page, drafts: Sequence[Draft], sentence_of: SentenceOf) -> None:
    """Give every count of people or things its role and who they are; roles spread to parts and siblings of one sentence."""
    start = 0
    while start < len(drafts):
        floor, ceiling = sentence_of(drafts[start].start)
        end = start
        while end < len(drafts) and drafts[end].start < ceiling:
            end += 1
        end = max(end, start + 1)
        place_in_sentence(page, [draft for draft in drafts[start:end] if draft.kind in COUNTABLE], floor, ceiling)
        start = end


def place_in_sentence(page: Page, drafts: Sequence[Draft], floor: int, ceiling: int) -> None:
    """Roles of the counts of one sentence."""
    if not drafts:
        return
    text, triggers = page.text, find_triggers(page, floor, ceiling)
    said: list[str] = []
    for number, draft in enumerate(drafts):
        until = drafts[number + 1].start if number + 1 < len(drafts) else ceiling
        role, how = own_role(text, draft, triggers, floor, until)
        if role is None and number:
            role, how = inherited(text, drafts[number - 1], draft, said[-1])
        draft.role = role
        if how == "part":
            draft.rule = "part_of_previous"
        forget_subject(text, draft, drafts[number - 1] if number else None, how)
        said.append(how)
    spread_back(text, drafts, said)
    settle_parts(text, drafts)
    for draft in drafts:
        draft.of_whom = group_of(text, draft)


def forget_subject(text: str, draft: Draft, previous: Draft | None, how: str) -> None:
    """ "The attack killed 8", "officials reported 5 killed": who is named before the verb is not who is counted."""
    if how not in ("active", "behind") or draft.item_end is None or draft.item_end > draft.start:
        return
    # "12 protesters threw stones, injuring 20": nobody says that those are protesters
    thereby = THEREBY.fullmatch(text[draft.item_end : draft.start]) is not None
    if not draft.echoes or thereby or (previous is not None and previous.item_start is None):
        draft.item_start = draft.item_end = draft.head = None


def own_role(text: str, draft: Draft, triggers: Sequence[Trigger], floor: int, until: int) -> tuple[str | None, str]:
    """The role that the words around one count give it, and from where: `item`, `behind`, `active`, `noun`, or empty."""
    end = draft.item_end if draft.item_end is not None and draft.item_end > draft.end else draft.end
    if NOBODY.search(text, max(floor, draft.start - 24), draft.start):
        return None, ""
    said = role_behind(text, end, triggers, until, draft.head)
    if said is not None and said not in STRONG and PARTICIPLE.match(text, end) and not FINITE.search(text, end, until):
        done, how = role_before(text, draft, triggers, floor)
        if how == "active" and done in STRONG:  # "executed six men convicted of spying"
            return done, how
    strong, weak = role_of_item(text, draft)
    if said is not None and (said != "affected" or strong is None):
        return said, "behind"
    if strong is not None:
        return strong, "item"
    role, how = role_before(text, draft, triggers, floor)
    return (role, how) if role is not None else (weak, "item" if weak else "")


def settle_parts(text: str, drafts: Sequence[Draft]) -> None:
    """ "Four of the six attackers died": what is said of the part is not said of the whole; "of the six killed" is."""
    for left, right in pairwise(drafts):
        if left.item_start is None or left.item_start != right.item_start or right.item_end is None or right.role is None:
            continue
        if left.end <= right.start < left.item_start and OF_WHOLE.fullmatch(text[left.end : right.start]):
            if SAID_OF_WHOLE.match(text, right.item_end):
                left.role = left.role or right.role
            else:
                left.role, right.role = right.role, None


def role_behind(text: str, end: int, triggers: Sequence[Trigger], until: int, head: str | None) -> str | None:
    """The role that the nearest words behind an item say of it; a few say it of buildings only."""
    behind = phrases()["behind"]
    for number in range(bisect_left(triggers, (end,)), len(triggers)):
        trigger = triggers[number]
        if trigger.phrase not in behind or text.startswith(":", trigger.end):
            continue
        if trigger.phrase in listed("of_buildings") and head not in listed("buildings"):
            continue
        if trigger.start > max(until, end) + 170:
            return None
        if behind_fits(text, end, trigger, trigger.start <= until):
            return behind[trigger.phrase]
    return None


def role_of_item(text: str, draft: Draft) -> tuple[str | None, str | None]:
    """What the item says of itself: strongly ("12 dead", "12 deaths"), or weakly, so that a verb goes first ("12 hostages")."""
    if draft.item_start is None or draft.item_start < draft.end - 1:
        return None, None
    known = phrases()
    words = text[draft.item_start : draft.item_end].lower().split()
    said = next((known["behind"][word] for word in words if word in listed("states")), None)
    named = known["items"].get(draft.head or "") or next((known["items"][word] for word in words if word in known["items"]), None)
    return (named, None) if named in STRONG else (said, named)


STRONG = frozenset(("killed", "injured", "missing"))


def behind_fits(text: str, end: int, trigger: Trigger, near: bool) -> bool:
    """Whether what stands between an item and a trigger lets the trigger speak of the item; figures may stand only in an aside."""
    gap = text[end : trigger.start]
    if not (near and BEHIND_GAP.fullmatch(gap)) and not (len(gap) < 170 and PARTS_BETWEEN.fullmatch(gap)):
        return False
    if trigger.phrase in phrases()["active"] and text[trigger.end + 1 : trigger.end + 2].isdigit() and not BE_DONE.search(gap):
        return False  # "launched 119 drones and its foe had shot down 53 of them"
    bare = gap.strip(" ,") in ("", "which", "that", "who")
    return not (bare and trigger.phrase in phrases()["active"] and OBJECT.match(text, trigger.end))


def role_before(text: str, draft: Draft, triggers: Sequence[Trigger], floor: int) -> tuple[str | None, str]:
    """The role from the nearest verb or noun before a count."""
    known = phrases()
    near = triggers[bisect_left(triggers, (draft.start - 150,)) : bisect_left(triggers, (draft.start,))]
    for trigger in reversed(near):
        if trigger.end > draft.start or draft.start - trigger.end > 110:
            continue
        gap = text[trigger.end : draft.start]
        if trigger.phrase in known["active"] and (ACTIVE_GAP.fullmatch(gap) or (len(gap) < 80 and LIST_GAP.fullmatch(gap))):
            if not can_be_object(text, draft, trigger.phrase):
                continue
            return known["active"][trigger.phrase], "active"
        if gap == ": " and trigger.phrase in known["behind"]:
            return known["behind"][trigger.phrase], "active"
        if trigger.phrase in known["nouns"] and NOUN_GAP.fullmatch(gap) and noun_alone(text, trigger):
            return known["nouns"][trigger.phrase], "noun"
    return None, ""


def can_be_object(text: str, draft: Draft, verb: str) -> bool:
    """Whether a verb says its role of this count: a loose one of people only, and none of a bare share."""
    behind = draft.echoes or (draft.item_start is not None and draft.item_start >= draft.end)
    if draft.kind != "count" and not behind:
        return False
    if verb in ("saved", "saving") and not behind:
        return True
    if verb in ("cost", "costing"):
        return behind and draft.head == "life"
    return verb not in listed("loose_verbs") or (behind and group_of(text, draft) is not None) or personal(draft)


def personal(draft: Draft) -> bool:
    """Whether the item is people or lives."""
    return draft.head in ("people", "person", "life", "villager", "family", "other")


def noun_alone(text: str, trigger: Trigger) -> bool:
    """Whether a short noun is a subject ("the dead", "injured: 12") and no adjective or part of another phrase."""
    if " " in trigger.phrase or trigger.phrase in listed("toll_nouns"):
        return True
    return text[trigger.end : trigger.end + 1] == ":" or text[max(0, trigger.start - 4) : trigger.start].lower() in ("the ", " of ")


def inherited(text: str, previous: Draft, draft: Draft, how: str) -> tuple[str | None, str]:
    """The role of the count before, of which this is a part ("including four children") or a sibling ("and three civilians")."""
    if previous.role is None:
        return None, ""
    end = previous.item_end if previous.item_end is not None and previous.end < previous.item_end <= draft.start else previous.end
    gap = text[end : draft.start]
    part = len(gap) < 160 and (PART_GAP.search(gap[-60:]) if ";" not in gap else None)
    if part and part.group().strip(" ,") not in ("and", "at least", "", "with", "and at least"):
        return previous.role, "part"
    if PART_BEHIND.match(text, draft.end) and len(gap) < 120:
        return previous.role, "part"
    if len(gap) < 40 and OUT_OF.search(text, max(0, previous.start - 20), previous.start):
        return previous.role, "part"
    told = TELLS.match(text, max(draft.end, draft.item_end or 0))
    if how in ("active", "noun", "part") and not told and SIBLING_GAP.fullmatch(gap):
        return previous.role, how
    return None, ""


def spread_back(text: str, drafts: Sequence[Draft], said: list[str]) -> None:
    """ "12 soldiers and three civilians were killed": what is said behind the last sibling holds for all."""
    for number in range(len(drafts) - 2, -1, -1):
        left, right = drafts[number], drafts[number + 1]
        if left.role is not None or right.role is None or said[number + 1] != "behind":
            continue
        end = left.item_end if left.item_end is not None and left.item_end > left.end else left.end
        if end <= right.start and SIBLING_GAP.fullmatch(text[end : right.start]):
            left.role, said[number] = right.role, "behind"


def check_lexicon(find: Callable[[str], list[Figure]]) -> None:
    """Hold every entry to its examples with `find`, which finds the figures of a text; raises LexiconError."""

    def matches(entry: Entry, example: str) -> bool:
        return any(figure.role == entry["id"] for figure in find(example))

    check_examples(LEXICON, entries(), matches)
