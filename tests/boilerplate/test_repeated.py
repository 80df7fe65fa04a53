"""What other texts of a source repeat goes where it speaks of the source, and stays where papers repeat what they report."""

import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.boilerplate.block import Block
from pipeline.boilerplate.echoes import corpus_of, find_repeated, take_note
from pipeline.boilerplate.label import label_blocks

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parents[1] / "cases" / "blocks_repeated.yml").read_text("utf-8"))
SUBJECTS = "mill ferry dam school archive bridge market harbour chapel tower well barn".split()
BOX = "The Gul Post is an independent newsroom founded in 1987 in Tarsin."
SERIES = "This story is part of a series on the water of the Gul valley."
PLACES = {"start": 1, "middle": 3, "end": 7}


def article(number: int) -> list[str]:
    """A title and six paragraphs that no other number has."""
    subject, count = SUBJECTS[number % len(SUBJECTS)], number + 12
    return [
        f"The {subject} of Gul is closed after {count} days of rain",
        f"The {subject} was closed on Sunday because the river stood {count} metres over its banks, the mayor of Gul said.",
        f"It took {count} men of the fire brigade to carry what was left in the {subject} to the upper town before dark.",
        f"The {subject} had been repaired in the spring of {1980 + count} with money that the county lent to the village.",
        f"Farmers near the {subject} lost {count * 13} sheep and most of their hay, according to the chamber of agriculture.",
        f"The county sent {count} boats and a doctor on Monday, and the governor promised to come as soon as the road is dry.",
        f"Nobody knows when the {subject} can be opened again. The council will meet on Friday to talk about its {count} walls.",
    ]


def with_line(number: int, line: str, place: str = "end") -> str:
    lines = article(number)
    return "\n\n".join([*lines[: PLACES[place]], line, *lines[PLACES[place] :]])


def label_all(texts: Sequence[str], source: str = "gul", **given: Any) -> list[list[Block]]:
    """The blocks of texts of one source, as a run labels them."""
    repeated = find_repeated(corpus_of([take_note(text, source) for text in texts]))
    return [label_blocks(text, repeated=keys, **given) for text, keys in zip(texts, repeated, strict=True)]


def verdict(text: str, blocks: Sequence[Block], line: str) -> tuple[bool, str, str]:
    (found,) = [block for block in blocks if line in text[block.start : block.end]]
    return found.kept, found.label, found.rule_id


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_repetition_decides_as_the_cases_say(case: dict[str, Any]) -> None:
    times = case.get("times", 12)
    texts = [with_line(n, case["line"], case.get("place", "end")) if n < times else "\n\n".join(article(n)) for n in range(12)]
    found = {verdict(text, blocks, case["line"]) for text, blocks in zip(texts[:times], label_all(texts), strict=False)}
    if case.get("kept"):
        assert {kept for kept, *_ in found} == {True}
    else:
        assert found == {(False, case["label"], f"repeats.{case['rule']}")}
        alone = label_blocks(texts[0])
        assert verdict(texts[0], alone, case["line"])[0], "another rule knows it without any repetition"
    for text, blocks in zip(texts, label_all(texts), strict=True):
        lost = [
            text[block.start : block.end]
            for block in blocks
            if not block.kept and case["line"] not in text[block.start : block.end]
        ]
        assert lost == []


@pytest.mark.parametrize("layout", ["wrapped", "one line"])
def test_lines_are_found_again_however_a_text_is_broken(layout: str) -> None:
    texts = [with_line(number, BOX) for number in range(8)]
    if layout == "wrapped":
        texts = ["\n\n".join(textwrap.fill(line, 72 + n) for line in text.split("\n\n")) for n, text in enumerate(texts)]
    else:
        texts = [text.partition("\n\n")[2].replace("\n\n", " ") for text in texts]
    for text, blocks in zip(texts, label_all(texts), strict=True):
        (block,) = [block for block in blocks if block.rule_id == "repeats.outlet"]
        assert " ".join(text[block.start : block.end].split()) == BOX


def test_copies_of_one_article_count_once() -> None:
    copies = [with_line(1, SERIES) + " " * number for number in range(6)]
    edited = with_line(1, SERIES).replace("the mayor of Gul said", "the mayor said").replace("before dark", "before the night")
    assert all(not block.rule_id.startswith("repeats") for blocks in label_all([*copies, edited]) for block in blocks)
    assert (
        verdict(copies[0], label_all([*copies, with_line(2, SERIES), with_line(3, SERIES)])[0], SERIES)[2] == "repeats.this_story"
    )


def test_reports_of_one_mould_have_no_line_in_common() -> None:
    mould = (
        "Wheat at {} a tonne\n\nWheat rose to {} crowns a tonne in Tarsin on Monday, traders said.\n\nWheat {} · Oats {} · Hay {}"
    )
    texts = [mould.format(*(number * 7 + place for place in range(5))) for number in range(12)]
    assert [[b.label for b in blocks] for blocks in label_all(texts)] == [[b.label for b in label_blocks(text)] for text in texts]


def test_what_another_source_repeats_tells_nothing() -> None:
    texts = [with_line(number, SERIES) for number in range(6)]
    notes = [take_note(text, f"source {number % 3}") for number, text in enumerate(texts)]
    assert find_repeated(corpus_of(notes)) == [()] * 6


def test_a_lead_that_others_show_as_a_teaser_stays() -> None:
    lead = "Our reporters have walked the valley of the five rivers since the first flood, and this is what they saw."
    opener = "\n\n".join(["What the river took", lead, *article(20)[1:]])
    texts = [opener, *(with_line(number, lead) for number in range(8))]
    blocks = label_all(texts)
    assert verdict(opener, blocks[0], lead)[0]
    assert not verdict(texts[1], blocks[1], lead)[0]


def test_a_page_about_the_paper_itself_is_not_emptied() -> None:
    about = "\n\n".join(
        ["Who we are", BOX, SERIES, "Every week our correspondents write from four towns of the valley.", "We live here."]
    )
    texts = [about, *("\n\n".join([with_line(n, SERIES), *about.split("\n\n")[1:4:2]]) for n in range(9))]
    blocks = label_all(texts)
    assert verdict(about, blocks[0], BOX)[0]
    assert not verdict(texts[1], blocks[1], BOX)[0]


def test_a_heading_over_what_is_removed_goes_with_it() -> None:
    texts = [f"{with_line(number, 'Behind the page')}\n\n{BOX}" for number in range(6)]
    assert verdict(texts[0], label_all(texts)[0], "Behind the page") == (False, "contact", "repeats.heading")


def test_keep_patterns_overrule_repetition() -> None:
    texts = [with_line(number, BOX) for number in range(8)]
    assert verdict(texts[0], label_all(texts, keep=["independent newsroom"])[0], BOX) == (True, "body", "user.keep")


@settings(deadline=None)
@given(st.permutations(range(12)))
def test_the_order_of_texts_does_not_matter(order: list[int]) -> None:
    notes = [take_note(with_line(n // 2, SERIES if n % 3 else BOX), "gul" if n < 9 else "tarsin") for n in range(12)]
    found = find_repeated(corpus_of(notes))
    assert find_repeated(corpus_of([notes[number] for number in order])) == [found[number] for number in order]


@settings(deadline=None)
@given(st.lists(st.text(alphabet="our newsroom.\n “Gul” 1", max_size=60), max_size=6))
def test_any_texts_are_still_accounted_for(texts: list[str]) -> None:
    for text, blocks in zip(texts, label_all(texts * 3), strict=False):
        assert "".join(text[block.start : block.end] for block in blocks) == text
