"""One row for a happening as one document tells it: a later telling that adds nothing of its own folds into the first.

Two reports of one document fold when nothing tells them apart (stated days that do not meet, places apart, tolls that
differ, targets or modes with nothing in common) and something binds them: a shared target, source, toll or trigger, or a
noun with "the" that only takes up what was told. The first telling stays; days, place, parties, toll and weapon that it
lacks come from the later one, with their own spans.
"""

import re
from collections.abc import Sequence

from pipeline.events.groups import classes
from pipeline.events.report import Party, Report
from pipeline.events.word_forms import word_of
from pipeline.text.page import Page

FOLDED = frozenset(
    (
        "ASSAULT",
        "PROTEST",
        "COERCE",
        "THREATEN",
        "MOBILIZE",
        "RETREAT",
        "CONSULT",
        "ACCUSE",
        "SUPPORT",
        "REQUEST",
        "REJECT",
        "AGREE",
        "SANCTION",
        "AID",
        "CONCEDE",
        "COOPERATE",
    )
)
STATED = frozenset(("explicit", "weekday", "relative"))


WORD = re.compile(r"[^\W_]+")
HEADLINES = ("title", "heading", "standfirst")
BACK = 12  # reports of one type that a later one is compared with


def fold_reports(page: Page, reports: Sequence[Report]) -> list[Report]:
    """The reports of a page without those that tell again what was told, in order of their triggers."""
    kept: list[Report] = []
    for report in reports:
        candidates = [index for index in range(max(len(kept) - 4 * BACK, 0), len(kept)) if alike_kind(kept[index], report)][-BACK:]
        chosen = next((index for index in reversed(candidates) if is_same(page, kept[index], report)), None)
        if chosen is None:
            kept.append(report)
        elif (
            page.label_at(kept[chosen].trigger_start) in ("title", "heading", "standfirst")
            and page.label_at(report.trigger_start) == "body"
        ):
            kept[chosen] = joined(page, report, kept[chosen])  # the text tells it better than its headline
        else:
            kept[chosen] = joined(page, kept[chosen], report)
    return sorted(kept, key=lambda report: report.trigger_start)


def alike_kind(one: Report, two: Report) -> bool:
    """Whether two reports are of one type, polarity and modality; a claim and a fact may be one."""
    real = {"actual", "claimed"}
    return (
        one.event_type == two.event_type
        and one.polarity == two.polarity
        and (one.modality == two.modality or {one.modality, two.modality} <= real)
    )


def is_same(page: Page, one: Report, two: Report) -> bool:
    """Whether the later report tells the same happening as the earlier one."""
    if apart(page, one, two):
        return False
    first, second = words_of(page, one, "source"), words_of(page, two, "source")
    hit, struck = words_of(page, one, "target"), words_of(page, two, "target")
    if one.evidence_start == two.evidence_start:
        modes = one.event_mode == two.event_mode or not two.event_mode
        return one.event_type == "ASSAULT" and modes and bool(first & second) and (not struck or bool(hit & struck))
    if first and second and not first & second and not (first <= classes()["faceless"] or second <= classes()["faceless"]):
        return False
    if hit & struck:
        if is_side(one) and is_side(two):  # a war party is hit many times: more must agree
            return same_trigger(page, one, two) and one.first == two.first and shares_time_or_place(one, two)
        return one.event_type in ("ASSAULT", "COERCE", "PROTEST") or bool(first & second)
    if (
        page.label_at(one.trigger_start) in HEADLINES
        and same_trigger(page, one, two)
        and (first & second or not (first and second))
    ):
        return True
    if one.fatalities_best is not None and one.fatalities_best == two.fatalities_best and one.fatalities_best > 1:
        return one.event_type == "ASSAULT"
    return one.event_type in ("ASSAULT", "PROTEST") and is_told_again(page, one, two, bool(first & second), bool(second))


def is_told_again(page: Page, one: Report, two: Report, shares_source: bool, has_source: bool) -> bool:
    """Whether a telling without a common target takes up the earlier one: near it, bare, or with its source, day or place."""
    taken_up = is_taken_up(page, two)
    if tells_harm(page, one, two):
        return True
    distance = page.sentence_at(two.evidence_start) - page.sentence_at(one.evidence_start)
    both = bool(words_of(page, one, "target") and words_of(page, two, "target"))
    if both and not taken_up:
        return distance <= 2 and shares_source and same_trigger(page, one, two) and shares_time_or_place(one, two)
    if distance > 6:
        return False
    bare = not words_of(page, two, "target") and not has_source
    return bare or taken_up or (shares_time_or_place(one, two) and (shares_source or same_trigger(page, one, two)))


HARM = frozenset(
    "assault.kill assault.wound assault.die_in assault.damage assault.destroy assault.shoot assault.leave_dead assault.claim_life "
    "assault.explode assault.set_ablaze assault.inflict".split()
)
CAUSE = frozenset(
    "assault.attack assault.n_attack assault.bomb assault.n_bombing assault.detonate assault.fire_on assault.open_fire assault.hit "
    "assault.fire_weapon assault.hit_place assault.n_heavy assault.n_air assault.storm assault.shell assault.n_shooting "
    "assault.rip assault.n_suicide assault.n_drone assault.n_strike assault.fire_shots assault.n_clash assault.clash".split()
)
APART = frozenset("another second third separate separately elsewhere meanwhile other also similar fourth later earlier".split())


def tells_harm(page: Page, one: Report, two: Report) -> bool:
    """Whether one of two reports in neighbouring sentences is the deed and the other the harm that it did, same day and place."""
    if one.event_type != "ASSAULT" or page.sentence_at(two.evidence_start) - page.sentence_at(one.evidence_start) > 3:
        return False
    rules = {one.rule_id, two.rule_id}
    if not rules & HARM or not rules <= HARM | CAUSE or one.is_background != two.is_background:
        return False
    if own_place(two) and own_place(one) and (one.place is None or two.place is None or one.place.place_id != two.place.place_id):
        return False
    if one.first != two.first or (own_place(two) and not own_place(one)):
        return False
    both = any(party.role == "source" for party in one.parties) and any(party.role == "source" for party in two.parties)
    return not both and APART.isdisjoint(WORD.findall(page.text[two.evidence_start : two.evidence_end].lower()))


def is_side(report: Report) -> bool:
    """Whether the target is a state, people, organisation or armed group and not some person or place."""
    return any(
        party.role in ("target", "victim")
        and party.actor is not None
        and party.actor.kind in ("state", "armed_group", "organisation", "nationality")
        for party in report.parties
    )


def apart(page: Page, one: Report, two: Report) -> bool:
    """Whether something that both state tells two reports apart."""
    if (
        one.date_basis in STATED
        and two.date_basis in STATED
        and one.first
        and two.first
        and one.last
        and two.last
        and (one.last < two.first or two.last < one.first)
    ):
        return True
    if (
        one.event_mode
        and two.event_mode
        and one.event_mode != two.event_mode
        and not {one.event_mode, two.event_mode} <= {"explosives", "heavy-weapons", "aerial", "destroy", "suicide-attack", "drone"}
    ):
        return True
    if own_place(one) and own_place(two) and one.place and two.place and not nested(one, two):
        return True
    if one.fatalities_best and two.fatalities_best and one.fatalities_best != two.fatalities_best:
        return True
    first, second = words_of(page, one, "source"), words_of(page, two, "source")
    return bool(first and second and not first & second and named(one, "source") and named(two, "source"))


def own_place(report: Report) -> bool:
    """Whether the place stands in the report's own sentence."""
    return report.place_start is not None and report.evidence_start <= report.place_start < report.evidence_end


def nested(one: Report, two: Report) -> bool:
    """Whether two places are one, or one lies in the other."""
    a, b = one.place, two.place
    if a is None or b is None or a.place_id == b.place_id or a.name == b.name:
        return True
    if a.country != b.country:
        return False
    return "PCL" in (a.feature_code[:3], b.feature_code[:3]) or a.admin1 == b.name or b.admin1 == a.name


def named(report: Report, role: str) -> bool:
    """Whether a party in `role` is known by name."""
    return any(party.role == role and party.actor is not None for party in report.parties)


def words_of(page: Page, report: Report, role: str) -> frozenset[str]:
    """The telling words of the parties in a role, victims with the targets."""
    roles = (role, "victim") if role == "target" else (role,)
    words: set[str] = set()
    for party in report.parties:
        if party.role in roles:
            words |= {word_of(word).noun_lemma for word in WORD.findall(page.text[party.start : party.end].lower())}
            if party.actor is not None:
                words.add(party.actor.actor_id)
    return frozenset(words - classes()["empty"])


def is_taken_up(page: Page, report: Report) -> bool:
    """Whether the trigger is a noun that takes up what was told: "the attack", "this bombing"."""
    before = page.text[max(report.trigger_start - 24, 0) : report.trigger_start].lower().split()
    if report.rule_id in ("assault.claimed_by", "assault.responsible"):
        return True
    return not {"the", "this", "that", "these", "those"}.isdisjoint(before[-3:]) and ".n_" in report.rule_id


def shares_time_or_place(one: Report, two: Report) -> bool:
    """Whether the two have the same day or place."""
    return (one.place is not None and two.place is not None and one.place.place_id == two.place.place_id) or (
        one.first is not None and one.first == two.first
    )


def same_trigger(page: Page, one: Report, two: Report) -> bool:
    """Whether the triggers are forms of one word, or one rule."""
    return one.rule_id == two.rule_id or stem(page.text[one.trigger_start : one.trigger_end]) == stem(
        page.text[two.trigger_start : two.trigger_end]
    )


def stem(trigger: str) -> str:
    """The lemma of the last word of a trigger."""
    word = word_of(trigger.lower().split()[-1])
    return word.verb_lemma or word.noun_lemma


def joined(page: Page, one: Report, two: Report) -> Report:
    """The earlier report with what it lacks from the later one."""
    changes: dict[str, object] = {}
    if one.date_basis not in STATED and two.date_basis in STATED:
        changes |= {"edtf": two.edtf, "first": two.first, "last": two.last, "date_basis": two.date_basis, "time": two.time}
    if two.place is not None and (
        one.place is None
        or (not own_place(one) and own_place(two))
        or (own_place(two) and (two.where_precision or 9) < (one.where_precision or 9))
    ):
        changes |= {
            "place": two.place,
            "place_start": two.place_start,
            "place_end": two.place_end,
            "where_precision": two.where_precision,
        }
    if one.fatalities_best is None and two.fatalities_best is not None:
        changes |= {
            "fatalities_best": two.fatalities_best,
            "fatalities_low": two.fatalities_low,
            "fatalities_high": two.fatalities_high,
        }
    if one.injured_low is None and two.injured_low is not None:
        changes |= {"injured_low": two.injured_low, "injured_high": two.injured_high}
    mode = two.event_mode if one.event_mode in (None, "destroy") and two.event_mode else one.event_mode
    if mode != one.event_mode:
        changes |= {
            "event_mode": mode,
            "acled_event_type": two.acled_event_type,
            "acled_sub_event_type": two.acled_sub_event_type,
            "cameo_root": two.cameo_root,
        }
    modality = "actual" if "actual" in (one.modality, two.modality) else one.modality
    return one._replace(
        figures=tuple(dict.fromkeys((*one.figures, *two.figures))), weapon=one.weapon or two.weapon, modality=modality,
        is_background=one.is_background and two.is_background, parties=add_parties(page.text, one.parties, two.parties), **changes,  # type: ignore[arg-type]  # fields of Report by name
    )  # fmt: skip


STRUCK = ("target", "victim")


def add_parties(text: str, one: tuple[Party, ...], two: tuple[Party, ...]) -> tuple[Party, ...]:
    """The parties of the first, and of the second those in roles that it leaves empty, with whom it hits if nobody acts in it."""
    roles = {party.role for party in one if party.role not in STRUCK}
    known = {party.actor.actor_id for party in one if party.actor is not None}
    written = {text[party.start : party.end].lower() for party in one if party.role in STRUCK}
    last = {role: sum(party.role == role for party in one) for role in STRUCK}
    struck, two_acts = any(last.values()), any(party.role == "source" for party in two)
    added: list[Party] = []
    for party in two:
        if party.role in roles or (party.role in STRUCK and struck and two_acts):
            continue
        again = (party.actor is not None and party.actor.actor_id in known) or text[party.start : party.end].lower() in written
        if party.role in STRUCK and again:
            continue
        if party.role in STRUCK:
            party = party._replace(position=last[party.role])
            last[party.role] += 1
        added.append(party)
    return (*one, *added)
