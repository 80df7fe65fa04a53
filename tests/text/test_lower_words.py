"""Words by table are the words of the regular expression."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.text.lower_words import SHORT, lower_words

TEXTS = st.text(max_size=60) | st.text(st.sampled_from("aZ9_ é’“\u00a0\u2003İKſ²٣ك\ud800.-\t\n"), max_size=60)


@given(TEXTS)
@example("“Déjà vu” " * SHORT)
@example("\ud800 İstanbul’s")
def test_words_are_those_that_the_expression_finds(text: str) -> None:
    assert lower_words(text) == re.findall(r"\w+", text.lower())
