from time import perf_counter

import pytest

from pipeline.boilerplate import notices
from pipeline.boilerplate.lines import cut_pieces
from pipeline.boilerplate.notices import CHARS_A_WORD, find_notices, load_notices, make_notice
from pipeline.boilerplate.parts import compile_pattern, compile_wording
from pipeline.lexicon import Entry, LexiconError, read_entries


def all_entries() -> list[Entry]:
    return [entry for name in notices.NAMES for entry in read_entries(notices.PACKAGE, name)]


def test_every_notice_has_counterexamples() -> None:
    entries = all_entries()
    assert not [entry["id"] for entry in entries if not entry.get("avoid")]
    assert len(load_notices().notices) == len(entries)


def test_notices_are_found_by_block() -> None:
    raw = "The army left.\n\nCookie settings\n\nالكوكيز\n\nAbonnez-vous"
    found = find_notices(raw, cut_pieces(raw))
    assert {number: each[0].label for number, each in found.items()} == {1: "cookie_notice", 3: "subscription"}


def test_words_inside_longer_words_call_no_notice() -> None:
    raw = "He spoke of a book about oysters."
    assert find_notices(raw, cut_pieces(raw)) == {}


@pytest.mark.parametrize("separator", [" ", " | ", " - ", ""])
def test_no_wording_takes_long_to_fail(separator: str) -> None:
    for entry, notice in zip(all_entries(), load_notices().notices, strict=True):
        for example in entry["match"]:
            text = ((example + separator) * 200)[: CHARS_A_WORD * notice.most_words - 6]
            started = perf_counter()
            notice.pattern.search(" ".join(text.split(" ")[: notice.most_words - 1]) + "!!zz")
            assert perf_counter() - started < 1.0, (notice.rule_id, example)


def test_half_a_surrogate_pair_stops_nothing() -> None:
    raw = "\ud800 Cookie settings"
    assert find_notices(raw, cut_pieces(raw)).keys() <= {0}


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ({"id": "x", "label": "spam", "pattern": "a", "words": ["a"]}, "none of"),
        ({"id": "x", "label": "legal", "pattern": "(", "words": ["a"]}, "no usable pattern"),
        ({"id": "x", "label": "legal", "pattern": "a"}, "names no words"),
    ],
)
def test_broken_entry_is_refused_with_its_reason(entry: dict[str, object], complaint: str) -> None:
    with pytest.raises(LexiconError, match=complaint):
        make_notice(entry)


def test_folded_patterns_find_what_patterns_that_ignore_case_find() -> None:
    for entry in all_entries():
        pattern, wording = compile_pattern(entry["pattern"]), compile_wording(entry["pattern"])
        for example in (*entry["match"], *entry["avoid"]):
            for text in (example, example.upper(), example.replace("s", "ſ"), f"ß{example}İ"):
                assert wording.search(text) == (pattern.search(text) is not None), (entry["id"], text)
