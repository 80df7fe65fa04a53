"""The lexicons of events: every entry does what its examples say. Held here and not at load, since it means reading 600 texts."""

from collections.abc import Callable

import pytest

from pipeline.events.groups import classes
from pipeline.events.report import EVENT_TYPES, Report
from pipeline.events.tagging import word_of
from pipeline.events.triggers import all_entries, load_lexicon
from pipeline.lexicon import Entry, check_examples, read_entries
from pipeline.text.page import Page

Read = Callable[..., tuple[Page, list[Report]]]
TRIGGERS = {entry["id"]: entry for entry in all_entries()}


@pytest.mark.parametrize("rule_id", TRIGGERS)
def test_a_trigger_matches_its_examples_and_avoids_its_counterexamples(rule_id: str, read_reports: Read) -> None:
    def triggers_in(entry: Entry, text: str) -> bool:
        return any(report.rule_id == entry["id"] and report.modality != "hypothetical" for report in read_reports(text, None)[1])

    check_examples("triggers", [TRIGGERS[rule_id]], triggers_in)


def test_every_trigger_has_a_counterexample() -> None:
    assert [rule_id for rule_id, entry in TRIGGERS.items() if not entry.get("avoid")] == []


def test_all_sixteen_types_have_triggers() -> None:
    assert {entry["type"] for entry in TRIGGERS.values()} == set(EVENT_TYPES)


def test_classes_hold_their_examples() -> None:
    check_examples(
        "classes.yml", read_entries("pipeline.events", "classes.yml"), lambda entry, word: word in classes()[entry["id"]]
    )


@pytest.mark.parametrize("name", ["stances.yml", "sectors.yml"])
def test_word_lists_hold_their_examples(name: str) -> None:
    check_examples(name, read_entries("pipeline.events", name), lambda entry, word: word in entry["words"].split())


def test_closed_classes_hold_their_examples() -> None:
    def shows(entry: Entry, text: str) -> bool:
        return text.split()[0] in entry["words"].split()

    check_examples("closed_class.yml", read_entries("pipeline.events", "closed_class.yml"), shows)


def test_the_crosswalk_covers_every_type() -> None:
    assert {entry["id"].split(".")[0] for entry in read_entries("pipeline.events", "crosswalk.yml")} == set(EVENT_TYPES)


# Verbs that news uses and the word lists do not know as verbs.
NEWER = frozenset("firebomb waterboard torch teargas wiretap amnesty bankroll".split())


def test_the_lexicon_knows_the_lemmas_that_it_is_asked_for() -> None:
    unknown = [lemma for lemma in load_lexicon().verbs if "-" not in lemma and not word_of(lemma).verb]
    assert [lemma for lemma in unknown if lemma not in NEWER] == []
