"""Whether a later report of a page tells the same happening as an earlier one.

Two reports are apart where something that both state differs: stated days that do not meet, places apart, tolls that differ,
kinds of deed or sources that exclude one another. What is not apart is one happening where something binds it: a shared target,
source, toll or trigger, a harm and the deed that did it, or a noun with "the" that only takes up what was told.
"""

import re
from datetime import timedelta

from pipeline.events.groups import classes
from pipeline.events.report import Report
from pipeline.events.word_forms import word_of
from pipeline.text.page import Page
from pipeline.text.words import Remembered

MONTH = timedelta(days=31)
WEEK = timedelta(days=7)
STATED = frozenset(("explicit", "weekday", "relative"))
WORD = re.compile(r"[^\W_]+")
HEADLINES = ("title", "heading", "standfirst")
NEAR = 6  # sentences within which a bare telling takes up what was told
KILL = frozenset(
    "assault.kill assault.execute assault.assassinate assault.die_in assault.n_killing assault.shoot assault.leave_dead "
    "assault.claim_life assault.stab".split()
)
HURT = frozenset(("assault.wound", "assault.inflict", "assault.beat"))
WRECK = frozenset("assault.destroy assault.damage assault.set_fire assault.set_ablaze assault.n_destruction".split())
BLAST = frozenset("assault.bomb assault.explode assault.detonate assault.n_bombing assault.n_suicide assault.rip".split())
FIRE = frozenset(
    "assault.attack assault.n_attack assault.storm assault.shell assault.hit assault.hit_place assault.fire_weapon "
    "assault.fire_shots assault.fire_on assault.open_fire assault.come_under_fire assault.airstrike_verb assault.n_air "
    "assault.n_drone assault.n_heavy assault.n_strike assault.n_shooting".split()
)
CLASH = frozenset(("assault.clash", "assault.n_clash", "assault.break_out"))
ABDUCT = frozenset(("assault.abduct", "assault.hostage", "assault.n_abduction"))
CLAIM = frozenset(("assault.claimed_by", "assault.responsible"))
HARM = KILL | HURT | WRECK
DEED = BLAST | FIRE | CLASH
# A noun that takes up a deed, by its rule, and the deeds that it can mean.
MEANT = {
    "assault.n_attack": HARM | BLAST | FIRE | ABDUCT,
    "assault.n_killing": KILL | BLAST | FIRE,
    "assault.assassinate": KILL | BLAST | FIRE,
    "assault.n_bombing": HARM | BLAST | FIRE,
    "assault.n_suicide": HARM | BLAST | FIRE,
    "assault.n_shooting": KILL | HURT | FIRE,
    "assault.n_clash": KILL | HURT | CLASH | FIRE,
    "assault.n_abduction": ABDUCT,
    "assault.n_destruction": WRECK | BLAST,
    "assault.claimed_by": HARM | BLAST | FIRE | ABDUCT,
    "assault.responsible": HARM | BLAST | FIRE | ABDUCT,
}


def is_same(page: Page, one: Report, two: Report, distance: int) -> bool:
    """Whether the later report tells the same happening as the earlier one, last told of `distance` sentences before."""
    if apart(page, one, two) or (one.evidence_start != two.evidence_start and is_new(page, two)):
        return False
    first, second = words_of(page, one, "source"), words_of(page, two, "source")
    if one.evidence_start == two.evidence_start:
        hit, struck = words_of(page, one, "target"), words_of(page, two, "target")
        modes = one.event_mode == two.event_mode or not two.event_mode
        again = modes and bool(first & second) and (not struck or bool(hit & struck))
        return one.event_type == "ASSAULT" and (again or harm_beside_deed(page, one, two))
    faceless = classes()["faceless"]
    if first and second and not first & second and not (first <= faceless or second <= faceless):
        return False
    hit, struck = words_of(page, one, "target"), words_of(page, two, "target")
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
    return one.event_type in ("ASSAULT", "PROTEST") and is_told_again(page, one, two, distance, bool(first & second))


def harm_beside_deed(page: Page, one: Report, two: Report) -> bool:
    """Whether two triggers of one sentence are a deed and its harm: "five were hurt in a raid by rebels", "killed and hurt"."""
    rules = {one.rule_id, two.rule_id}
    lent = ".n_" in one.rule_id and rules <= DEED and not names_role(two, "source") and not words_of(page, one, "target")
    pair = (bool(rules & HARM) and bool(rules & DEED)) or lent  # "the raid was claimed by rebels and targeted mourners"
    if not pair and not (rules & KILL and rules & HURT):
        return False
    both = names_role(one, "source") and names_role(two, "source")
    if both and not is_shared(words_of(page, one, "source"), words_of(page, two, "source")):
        return False
    between = page.text[one.trigger_end : two.trigger_start].lower()
    if ";" in between or not classes()["parted"].isdisjoint(WORD.findall(between)):
        return False
    return one.modality == two.modality or pair


def names_role(report: Report, role: str) -> bool:
    """Whether a report has a party in a role."""
    return any(party.role == role for party in report.parties)


def is_told_again(page: Page, one: Report, two: Report, distance: int, shares_source: bool) -> bool:
    """Whether a telling without a common target takes up the earlier one: near it, bare, or with its source, day or place."""
    taken_up = is_taken_up(page, two)
    if distance <= 3 and tells_harm(page, one, two):
        return True
    hit, struck = words_of(page, one, "target"), words_of(page, two, "target")
    means = one.rule_id in MEANT.get(two.rule_id, ()) and (same_trigger(page, one, two) or not is_campaign(page, two))
    if taken_up and means and (not struck or not hit):
        return True
    if hit and struck and not taken_up:
        return distance <= 2 and shares_source and same_trigger(page, one, two) and shares_time_or_place(one, two)
    if distance > NEAR or (one.rule_id in ABDUCT) != (two.rule_id in ABDUCT):
        return False
    facts = own_place(two) or two.date_basis in STATED
    if (
        facts
        and not taken_up
        and not classes()["apart"].isdisjoint(WORD.findall(page.text[two.evidence_start : two.evidence_end].lower()))
    ):
        return False
    bare = not struck and not names_role(two, "source")
    return bare or taken_up or (shares_time_or_place(one, two) and (shares_source or same_trigger(page, one, two)))


def is_campaign(page: Page, report: Report) -> bool:
    """Whether the trigger is a noun for many deeds: "the offensive" is not the killing told before it."""
    return not classes()["campaign"].isdisjoint(WORD.findall(page.text[report.trigger_start : report.trigger_end].lower()))


def tells_harm(page: Page, one: Report, two: Report) -> bool:
    """Whether one of two reports in neighbouring sentences is the deed and the other the harm that it did, same day and place."""
    rules = {one.rule_id, two.rule_id}
    if one.event_type != "ASSAULT" or not rules & HARM or not (rules & DEED or (rules & KILL and rules & HURT)):
        return False
    if own_place(two) and not (own_place(one) and nested(one, two)):
        return False
    far = not is_undated(one, two) or is_vague(one) or is_vague(two)
    if one.modality != two.modality or (one.first != two.first and far):
        return False
    if two.rule_id in DEED and named(two, "source") and names_role(two, "target"):
        return False  # who did what to whom is a telling of its own
    both = names_role(one, "source") and names_role(two, "source")
    if both and not is_shared(words_of(page, one, "source"), words_of(page, two, "source")):
        return False
    return classes()["apart"].isdisjoint(WORD.findall(page.text[two.evidence_start : two.evidence_end].lower()))


def is_undated(one: Report, two: Report) -> bool:
    """Whether one of two reports has no day of its own."""
    return bool({one.date_basis, two.date_basis} & {"none", "publication"})


def is_vague(report: Report) -> bool:
    """Whether the days stated for a report span more than a month: "in the war of 2006"."""
    if report.date_basis not in STATED or report.first is None or report.last is None:
        return False
    return report.last - report.first > MONTH


def is_shared(first: frozenset[str], second: frozenset[str]) -> bool:
    """Whether two sources may be one: words in common, or one of them says no more than "gunmen"."""
    faceless = classes()["faceless"]
    return bool(first & second) or first <= faceless or second <= faceless


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
    if is_sum_over(one, two) or is_sum_over(two, one):
        return True
    if (
        one.event_mode
        and two.event_mode
        and one.event_mode != two.event_mode
        and not {one.event_mode, two.event_mode} <= {"explosives", "heavy-weapons", "aerial", "destroy", "suicide-attack", "drone"}
    ):
        return True
    if words_of(page, two, "target") and turns_on(page, one, two):
        return True
    if own_place(one) and own_place(two) and one.place and two.place and not nested(one, two):
        return True
    if one.fatalities_best and two.fatalities_best and one.fatalities_best != two.fatalities_best:
        return True
    first, second = words_of(page, one, "source"), words_of(page, two, "source")
    return bool(first and second and not first & second and named(one, "source") and named(two, "source"))


def is_sum_over(deed: Report, toll: Report) -> bool:
    """Whether one report is of a day and the other a toll of weeks: the bombs of May are not the offensive of May 22."""
    if not (deed.date_basis in STATED and toll.date_basis in STATED and deed.first and toll.first and toll.last):
        return False
    return deed.first == deed.last and toll.last - toll.first > WEEK and toll.fatalities_best is not None


def turns_on(page: Page, one: Report, two: Report) -> bool:
    """Whether those who did the first deed suffer the second: "gunmen killed seven people. Police shot both attackers dead"."""
    struck = words_of(page, two, "target")
    doers = words_of(page, one, "source")
    avenged = struck <= classes()["faceless"] and names_role(two, "source") and not words_of(page, two, "source") & doers
    return avenged and names_role(one, "target") and not words_of(page, one, "target") & struck


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
    return any(party.role == role and party.actor is not None and party.actor.name[:1].isupper() for party in report.parties)


def words_of(page: Page, report: Report, role: str) -> frozenset[str]:
    """The telling words of the parties in a role, victims with the targets."""
    roles = (role, "victim") if role == "target" else (role,)
    words: frozenset[str] = frozenset()
    for party in report.parties:
        if party.role in roles:
            words |= TELLING[page.text[party.start : party.end].lower()]
            if party.actor is not None and party.actor.name[:1].isupper():
                words |= {party.actor.actor_id}
    return words


def telling_words(lower: str) -> frozenset[str]:
    """The lemmas of some words in lower case but for those that say nothing, such as "people"."""
    return frozenset(word_of(word).noun_lemma for word in WORD.findall(lower)) - classes()["empty"]


TELLING = Remembered(telling_words, 2**14)


def is_new(page: Page, report: Report) -> bool:
    """Whether the trigger is a noun that tells of something for the first time: "a Ukrainian attack"."""
    before = WORD.findall(page.text[max(report.trigger_start - 40, report.evidence_start) : report.trigger_start].lower())
    article = next((word for word in before[-1:-5:-1] if word in classes()["article"]), "")
    return ".n_" in report.rule_id and article in ("a", "an", "another")


def is_taken_up(page: Page, report: Report) -> bool:
    """Whether the trigger is a noun that takes up what was told: "the attack", "this bombing"."""
    before = page.text[max(report.trigger_start - 24, 0) : report.trigger_start].lower().split()
    if report.rule_id in CLAIM:
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
