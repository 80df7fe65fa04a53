import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.boilerplate.appeals import load_signs
from pipeline.boilerplate.notices import load_notices
from pipeline.boilerplate.sieve import EDGE, Sieve, fold, needed_strings
from tests.boilerplate.test_notices import all_entries

WORDS = st.sampled_from("abo about subscribe Subscribers log in login you're İSTANBUL ſold sold te ten £5 _you_ \ud800".split())
TEXTS = st.lists(WORDS | st.text(max_size=6), max_size=12).map(" ".join)


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        (r"\b(?:you|your)\b", {f"{EDGE}you{EDGE}", f"{EDGE}your{EDGE}"}),
        (r"log ?in", {"log in", "login"}),
        (r"(?:free|no) .*\bunlimited", {f"{EDGE}unlimited"}),
        (r"abon+ement", {"ement"}),
        (r"[ée]cole", {"école", "ecole"}),
        (r"\d+|army", set()),
        (r"(?:army)?", set()),
    ],
)
def test_strings_are_read_off_a_pattern(pattern: str, needed: set[str]) -> None:
    assert needed_strings(re.compile(pattern)) == needed


@given(TEXTS)
def test_no_sign_that_a_text_has_is_held_back(text: str) -> None:
    signs, sieve = load_signs()
    found = {number for number, sign in enumerate(signs) if sign.pattern.search(text)}
    assert found <= sieve.sift(fold(text))


def test_no_notice_would_be_held_back_from_its_own_examples() -> None:
    notices = load_notices().notices
    sieve = Sieve([notice.pattern.pattern for notice in notices])
    for number, entry in enumerate(all_entries()):
        for example in entry["match"]:
            if notices[number].pattern.search(example):
                assert number in sieve.sift(fold(example)), (entry["id"], example)


def test_letters_that_patterns_take_for_each_other_are_folded() -> None:
    assert Sieve([re.compile("sit", re.IGNORECASE)]).sift(fold("ſİT")) == {0}
    assert fold("ſıt") == "sit"
