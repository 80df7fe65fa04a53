"""Syntax: the cases of tests/cases/reports_syntax.yml, and that chunks lose no token."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline.events.chunks import Item, chunk, noun_group, plain_group
from pipeline.events.clauses import read_clauses
from pipeline.events.tagging import Look, look_of, tag_tokens
from pipeline.text.page import Token, split_tokens

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent.parent / "cases" / "reports_syntax.yml").read_text(encoding="utf-8")
)


def words(tokens: list[Token], item: Item) -> str:
    return " ".join(token.text for token in tokens[item.start : item.end])


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['verb']} in {case['text'][:40]}")
def test_a_verb_has_the_subject_and_the_objects_of_the_case(case: dict[str, Any]) -> None:
    tokens = split_tokens(case["text"], 0, len(case["text"]))
    flow = read_clauses(chunk(tokens, tag_tokens(tokens, [""] * len(tokens))))
    clause = next(clause for number, clause in flow.clauses.items() if words(tokens, flow.items[number]).endswith(case["verb"]))
    assert [words(tokens, flow.items[number]) for number in clause.subjects] == case["subject"]
    assert [words(tokens, flow.items[number]) for number in clause.objects] == case.get("object", [])
    assert clause.passive == case.get("passive", False)


@given(st.text(alphabet=st.sampled_from("the army attack ed ing to . , ' - ( ) and who 14 Gao is said"), max_size=80))
def test_every_token_lies_in_one_chunk(text: str) -> None:
    tokens = split_tokens(text, 0, len(text))
    chunks = chunk(tokens, tag_tokens(tokens, [""] * len(tokens)))
    assert [number for item in chunks for number in range(item.start, item.end)] == list(range(len(tokens)))


@given(st.text(alphabet=st.sampled_from("DPSITCUWMBHOVNAREQX,.'(-"), min_size=1, max_size=8))
def test_a_plain_noun_group_is_the_one_that_is_found_token_by_token(tags: str) -> None:
    tokens = split_tokens("the rising men of it " * 2, 0, 42)[: len(tags)]
    plain = plain_group(tokens, tags, 0)
    assert plain is None or plain == noun_group(tokens, list(tags), 0)


@given(
    st.lists(
        st.sampled_from("the Army attack sit - in dead US to 14 's said quickly Gao least of , more people".split()), max_size=12
    )
)
def test_settled_tags_are_those_found_in_place(written: list[str]) -> None:
    text = " ".join(written)
    tokens = split_tokens(text, 0, len(text))
    unsettled = [Look(look.word, "", look.capital) for look in map(look_of, (token.text for token in tokens))]
    names = [""] * len(tokens)
    assert tag_tokens(tokens, names) == tag_tokens(tokens, names, None, unsettled)
