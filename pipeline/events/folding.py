"""One row for a happening as one document tells it: a later telling that adds nothing of its own folds into the first.

Two reports of one document fold when nothing tells them apart (stated days that do not meet, places apart, tolls that
differ, targets or modes with nothing in common) and something binds them: a shared target, source, toll or trigger, or a
noun with "the" that only takes up what was told. The first telling stays; days, place, parties, toll and weapon that it
lacks come from the later one, with their own spans.
"""

from collections.abc import Iterator, Sequence

from pipeline.events.groups import classes
from pipeline.events.report import Party, Report
from pipeline.events.retelling import HEADLINES, STATED, WORD, is_same, own_place
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
BACK = 12  # reports of one type that a later one is compared with


def fold_reports(page: Page, reports: Sequence[Report]) -> list[Report]:
    """The reports of a page without those that tell again what was told, in order of their triggers."""
    kept: list[Report] = []
    told: list[int] = []  # the sentence that last told of each
    alike: dict[tuple[str, str], list[int]] = {}  # by type and polarity
    for report in reports:
        number = page.sentence_at(report.evidence_start)
        near = alike.setdefault((report.event_type, report.polarity), [])
        candidates = [index for index in near if index >= len(kept) - 4 * BACK and alike_kind(kept[index], report)][-BACK:]
        chosen = next((index for index in reversed(candidates) if is_same(page, kept[index], report, number - told[index])), None)
        if chosen is None:
            near.append(len(kept))
            kept.append(report)
            told.append(number)
            continue
        told[chosen] = number
        if page.label_at(kept[chosen].trigger_start) in HEADLINES and page.label_at(report.trigger_start) == "body":
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
        figures=tuple(dict.fromkeys((*one.figures, *two.figures))), weapon=one.weapon or two.weapon,
        modality=modality, is_background=one.is_background and two.is_background,
        parties=add_parties(page.text, one.parties, bare(one, two)), **changes,  # type: ignore[arg-type]  # fields of Report by name
    )  # fmt: skip


STRUCK = ("target", "victim")


def bare(one: Report, two: Report) -> tuple[Party, ...]:
    """The parties of the second without the place where it was, if the first tells whom it struck: "wounded by a bomb in Darin"."""
    if not any(party.role in STRUCK for party in one.parties):
        return two.parties
    return tuple(party for party in two.parties if party.role not in STRUCK or party.start != two.place_start)


def add_parties(text: str, one: tuple[Party, ...], two: tuple[Party, ...]) -> tuple[Party, ...]:
    """The parties of the first, and of the second those in roles that it leaves empty, with whom it hits if nobody acts in it."""
    roles = {party.role for party in one if party.role not in STRUCK}
    known = {party.actor.actor_id for party in one if party.actor is not None}
    written = {text[party.start : party.end].lower() for party in one if party.role in STRUCK}
    last = {role: sum(party.role == role for party in one) for role in STRUCK}
    struck, two_acts = any(last.values()), any(party.role == "source" for party in two) and not same_doer(text, one, two)
    added: list[Party] = list(behind_nameless(text, one, two))
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


def same_doer(text: str, one: tuple[Party, ...], two: tuple[Party, ...]) -> bool:
    """Whether the first sources of both are one, by name or in the same words."""
    first = next((party for party in one if party.role == "source"), None)
    second = next((party for party in two if party.role == "source"), None)
    if first is None or second is None:
        return False
    if first.actor is not None and second.actor is not None:
        return first.actor.actor_id == second.actor.actor_id
    return text[first.start : first.end].lower() == text[second.start : second.end].lower()


def behind_nameless(text: str, one: tuple[Party, ...], two: tuple[Party, ...]) -> Iterator[Party]:
    """Where the first telling knows only "gunmen", the sources that the second names, as those behind them."""
    sources = [party for party in one if party.role == "source"]
    if not sources or not all(is_faceless(text, party) for party in sources):
        return
    position = sum(party.role == "associate_source" for party in one)
    for party in two:
        if party.role == "source" and party.actor is not None and not is_faceless(text, party):
            yield party._replace(role="associate_source", position=position)
            position += 1


def is_faceless(text: str, party: Party) -> bool:
    """Whether a party is called no more than men of some kind: "gunmen", "unidentified individuals"."""
    words = {word_of(word).noun_lemma for word in WORD.findall(text[party.start : party.end].lower())}
    return words <= classes()["faceless"] | classes()["empty"] | classes()["nameless_fighter"] | {"gunman", "armed", "masked"}
