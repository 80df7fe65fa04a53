"""The grammar: the longest match wins, rules name what exists, lexicons hold their examples."""

import pytest

from pipeline.lexicon import read_entries
from pipeline.text.page import page_of
from pipeline.times.find import READINGS, find_times, load_checked
from pipeline.times.grammar import load_grammar
from pipeline.times.guards import GUARDS
from pipeline.times.patterns import PatternError, compile_pattern
from pipeline.times.surroundings import load_words

CODES = {"MONTH": frozenset("m"), "DAY": frozenset("d"), "=of": frozenset("o")}


def test_every_rule_names_a_reading_and_a_guard_that_exist() -> None:
    rules = [rule for rules in load_grammar().by_first.values() for rule in rules]
    assert {rule.means for rule in rules} == set(READINGS)
    assert {rule.guard for rule in rules if rule.guard} == set(GUARDS)


def test_every_rule_has_examples_and_counterexamples() -> None:
    assert all(entry.get("match") and entry.get("avoid") for entry in load_checked().entries)


def test_every_list_of_words_is_asked_for() -> None:
    from pathlib import Path

    import pipeline.times

    sources = "".join(path.read_text(encoding="utf-8") for path in Path(pipeline.times.__file__).parent.glob("guards_*.py"))
    assert [name for name in load_words() if f'"{name}"' not in sources] == []


def test_the_longest_match_wins() -> None:
    page = page_of("on Tuesday, 4 September 2001, at 8:46 a.m.")
    assert [page.text[time.start : time.end] for time in find_times(page)] == ["Tuesday, 4 September 2001, at 8:46 a.m."]


def test_a_pattern_with_an_open_bracket_is_refused() -> None:
    with pytest.raises(PatternError, match="missing"):
        compile_pattern("(MONTH 'of'", CODES)


def test_a_pattern_with_an_unknown_sign_is_refused() -> None:
    with pytest.raises(PatternError, match="cannot read"):
        compile_pattern("MONTH + DAY", CODES)


def test_a_pattern_with_a_class_that_no_word_has_is_refused() -> None:
    with pytest.raises(PatternError, match="no word is 'YEAR'"):
        compile_pattern("MONTH YEAR", CODES)


def test_no_word_is_listed_twice_under_one_class() -> None:
    seen: set[tuple[str, str]] = set()
    for entry in read_entries("pipeline.times", "words.yml"):
        for word in entry["words"]:
            assert (entry["class"], word) not in seen
            seen.add((entry["class"], word))


def test_every_class_of_words_is_asked_for() -> None:
    from pathlib import Path

    import pipeline.times

    folder = Path(pipeline.times.__file__).parent
    asked = "".join((folder / name).read_text(encoding="utf-8") for name in ("grammar.yml", "vocabulary.py"))
    assert [entry["class"] for entry in read_entries("pipeline.times", "words.yml") if entry["class"] not in asked] == []
