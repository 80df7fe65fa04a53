"""The parties of an event with their spans: noun groups without articles and numbers, and the actor that a name in them stands
for.
"""

from collections import Counter
from collections.abc import Sequence

from pipeline.events.antecedents import antecedent_of
from pipeline.events.flow import coordination, verb_lists
from pipeline.events.found import Found, is_party
from pipeline.events.groups import Sentence, any_belongs, classes, head_of, part_of
from pipeline.events.mediators import with_mediators
from pipeline.events.occurrence import Event
from pipeline.events.party_actors import actor_in, land_and_sector, taken_up
from pipeline.events.report import Party
from pipeline.names.name import Mention

MUTUAL = frozenset(("CONSULT", "AGREE", "SUPPORT", "COOPERATE", "REJECT"))
LIMIT = 8  # parties of one role
FORCE = frozenset(("ASSAULT", "COERCE"))  # deeds that those who tell of them suffered or saw


def read_parties(sentence: Sentence, event: Event) -> tuple[Party, ...]:
    """Parties of the event in the order source, target, victim, associate; no span twice."""
    found = event.found
    spans: list[tuple[str, int, int]] = []
    taken: list[tuple[str, Mention]] = []
    sources, targets = list(found.sources), list(found.targets)
    if found.trigger.recip == "yes" and event.event_type == "ASSAULT" and not targets and len(sources) > 1:
        sources, targets = sources[:1], sources[1:]
    for role, positions in (("source", sources), ("target", targets), ("victim", found.victims)):
        for position in positions:
            if role == "source" and not can_act(sentence, position):
                continue
            if role == "target" and event.event_type == "ASSAULT" and sentence.group(position).head in classes()["assault_noun"]:
                continue  # repelled an attack
            own = spans_of(sentence, position, event)
            spans += [(role, start, end) for start, end in own]
            if not own and sentence.group(position).pronoun and (mention := antecedent_of(sentence, position)) is not None:
                taken.append((role, mention))
        names = found.names if role == "source" else found.target_names if role == "target" else []
        spans += [(role, start, end) for start, end in names]
    for position in sources:
        spans += [("associate_source", start, end) for start, end in backers(sentence, position, event)]
    parties = number_parties(sentence, with_mediators(sentence, event, spans))
    return parties if not taken else (*parties, *parties_before(parties, taken))


def can_act(sentence: Sentence, position: int) -> bool:
    """Whether a group can do something by itself: people, names, the armed, places; not a bomb, a lorry or a building."""
    group = sentence.group(position)
    if group.pronoun:
        return True
    return group.head not in classes()["device"] and group.head not in classes()["disaster"] and is_party(sentence, position)


def parties_before(parties: Sequence[Party], taken: Sequence[tuple[str, Mention]]) -> list[Party]:
    """Parties named in an earlier sentence that a pronoun takes up, numbered after those of the own sentence."""
    counts = Counter(party.role for party in parties)
    found = []
    for role, mention in taken:
        country = mention.actor.country if mention.actor else None
        sector = mention.actor.sector if mention.actor else None
        found.append(Party(role, counts[role], mention.start, mention.end, mention.actor, country, sector))
        counts[role] += 1
    return found


def number_parties(sentence: Sentence, spans: Sequence[tuple[str, int, int]]) -> tuple[Party, ...]:
    """Parties from token spans, each span once, numbered within its role."""
    seen: set[tuple[int, int]] = set()
    taken: list[tuple[str, int, int]] = []
    counts: dict[str, int] = {}
    parties: list[Party] = []
    for role, start, end in spans:
        inside = any(other == role and first <= start and end <= last for other, first, last in taken)
        if start >= end or inside or (start, end) in seen or counts.get(role, 0) >= LIMIT:
            continue
        taken.append((role, start, end))
        seen.add((start, end))
        actor = actor_in(sentence, start, end) or taken_up(sentence, start, end)
        country, sector = land_and_sector(sentence, start, end, actor)
        parties.append(
            Party(role, counts.get(role, 0), sentence.tokens[start].start, sentence.tokens[end - 1].end, actor, country, sector)
        )
        counts[role] = counts.get(role, 0) + 1
    return tuple(parties)


def spans_of(sentence: Sentence, position: int, event: Event, depth: int = 0) -> list[tuple[int, int]]:
    """Token spans of the parties of one noun group: pronouns resolved, "dozens of rebels" as rebels."""
    group = sentence.group(position)
    if group.pronoun:
        named = resolve(sentence, position, event)
        return [] if named is None or depth > 2 else spans_of(sentence, named, event, depth + 1)
    inner = part_of(sentence, position)
    amount = group.head in classes()["part"] or group.head == "control"  # control of a town
    if amount and inner is not None and group.head not in ("team", "unit", "crowd", "member", "gang"):
        return spans_of(sentence, inner, event, depth + 1) if depth <= 3 else []
    joint = joint_names(sentence, position)
    if len(joint) > 1 and event.event_type in MUTUAL:
        return [trimmed(sentence, member) for member in joint]
    start, end = trimmed(sentence, position)
    if start >= end:
        return []
    end = max(end, described_until(sentence, position, event))
    return [(start, max(end, apposed_until(sentence, position)))]


def described_until(sentence: Sentence, position: int, event: Event) -> int:
    """The token after the phrases that say which: "soldiers from Chad", before the verb also "rebels in Chad"."""
    items, end = sentence.items, 0
    before_verb = event.clause is not None and position < event.clause.verb
    while position + 2 < len(items) and items[position + 1].kind == "I" and items[position + 2].kind == "NP":
        prep = items[position + 1].lower
        following = sentence.group(position + 2)
        if prep not in ("of", "from") and not (before_verb and prep in ("in", "at", "throughout", "across", "to")):
            break
        if not (following.named or following.placed or (following.human and prep == "of")):
            break
        end, position = items[position + 2].end, position + 2
    return end


def apposed_until(sentence: Sentence, position: int) -> int:
    """The token after what explains a party between commas: "Ann Bale, the envoy of Chad,"."""
    items = sentence.items
    if position + 3 >= len(items) or items[position + 1].kind != "," or items[position + 2].kind != "NP":
        return 0
    last = position + 2
    while last + 2 < len(items) and items[last + 1].lower in ("of", "to", "for") and items[last + 2].kind == "NP":
        last += 2
    here, there = sentence.group(position), sentence.group(position + 2)
    closed = last + 1 < len(items) and items[last + 1].kind == ","
    one_person = (here.named and there.human and there.determiner in ("a", "an", "the")) or (
        here.human and is_person(sentence, position + 2)
    )
    return items[last].end if closed and one_person and not here.placed else 0


def joint_names(sentence: Sentence, position: int) -> list[int]:
    """The named groups of "foreign ministers of A, B and C"."""
    items = sentence.items
    if (
        sentence.group(position).head not in classes()["joint"]
        or position + 2 >= len(items)
        or items[position + 1].lower not in ("of", "from")
    ):
        return []
    group, _ = coordination(items, position + 2)
    return [member for member in group if sentence.group(member).named or sentence.group(member).placed]


def trimmed(sentence: Sentence, position: int) -> tuple[int, int]:
    """The tokens of a noun group without leading articles, numbers, times and adverbs."""
    item = sentence.items[position]
    start = item.start
    while start < item.end - 1 and (sentence.tags[start] in "DQXRIT'" or sentence.tokens[start].text == "-"):
        if sentence.tags[start] == "Q" and is_compound(sentence, start, item.end):
            return start, item.end
        start += 1
    if start + 2 < item.end and sentence.tokens[start].lower == "government" and sentence.tokens[start + 1].lower == "armed":
        start += 1  # whom the government armed
    if sentence.tags[start] == "Q":
        return start, start
    ordinal = start > item.start and sentence.tokens[start].lower in ("th", "st", "nd", "rd") and sentence.tags[start - 1] == "Q"
    start -= ordinal  # 6th Brigade
    start -= start > item.start and sentence.tags[start - 1] == "'" and "'" in sentence.tags[start : item.end]  # the "terror" sites
    return start, item.end


def is_compound(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a number is part of a word that describes: "a 71-year-old man", "the 30-member council"."""
    tokens = sentence.tokens
    return start + 3 < end and tokens[start].text.isdigit() and tokens[start + 1].text in "-‑" and tokens[start + 2].text.isalpha()


def is_person(sentence: Sentence, position: int) -> bool:
    """Whether a group is the name of a person."""
    number = sentence.mention_at[head_of(sentence, position)]
    return number is not None and sentence.mentions[number].kind == "person"


def resolve(sentence: Sentence, position: int, event: Event) -> int | None:
    """Whom a pronoun means: the speaker who tells the event, else the nearest subject before it that is named or human."""
    lower = sentence.tokens[head_of(sentence, position)].lower
    speaking = lower in ("we", "i") and event.teller is not None
    if lower in ("we", "i", "us", "me", "you", "everyone", "nobody", "someone", "who", "others", "one", "none") and not speaking:
        return None
    witnesses = witnesses_of(sentence, event) if lower == "they" else []
    if event.teller is not None:
        tellers = sentence.clauses[event.teller].subjects
        if tellers and tellers[0] < position and not sentence.group(tellers[0]).pronoun and tellers[0] not in witnesses:
            return tellers[0]
    for clause in sorted(sentence.clauses.values(), key=lambda clause: -clause.verb):
        for subject in clause.subjects:
            if (
                subject < position
                and subject not in witnesses
                and not (event.clause is not None and subject in event.clause.objects)  # men it accused of theft
                and not sentence.group(subject).pronoun
                and not (lower == "it" and is_person(sentence, subject))
                and any_belongs(sentence, [subject], "@human @name @place")
            ):
                return subject
    return None


def witnesses_of(sentence: Sentence, event: Event) -> list[int]:
    """Who tells of a deed that "they" did and is not meant by it: residents, doctors, spokesmen."""
    if event.event_type not in FORCE:
        return []
    return [
        subject
        for clause in sentence.clauses.values()
        if (verb := sentence.items[clause.verb].verb) is not None and verb.lemma in verb_lists()[0]
        for subject in clause.subjects
        if any_belongs(sentence, [subject], "@witness")
    ]


def backers(sentence: Sentence, position: int, event: Event) -> list[tuple[int, int]]:
    """Who backs a source: "backed by", "supported by", "led by" right after it."""
    spans = []
    for clause in sentence.clauses.values():
        verb = sentence.items[clause.verb].verb
        if (
            verb
            and verb.lemma in ("back", "support", "assist", "accompany", "aid", "join")
            and clause.passive
            and position < clause.verb <= position + 3
        ):
            for prep, group in clause.phrases:
                if prep == "by":
                    spans += [trimmed(sentence, member) for member in group]
    return spans


def party_positions(found: Found) -> list[int]:
    """All noun groups that are parties of a trigger."""
    return [*found.sources, *found.targets, *found.victims]
