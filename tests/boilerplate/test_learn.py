"""The weights are what the project's own pages teach, and those pages have the gold that they claim."""

from itertools import islice
from pathlib import Path
from random import Random

import pytest
import yaml

from pipeline.boilerplate.learn import learn, read_examples, write_weights
from pipeline.boilerplate.made_pages import SLOT, Page, make_pages, read_parts

FOLDER = Path(__file__).parents[1] / "quality" / "pages"
WEIGHTS = Path(__file__).parents[2] / "pipeline" / "boilerplate" / "weights.yml"
OWN_SLOTS = {"title", "caption", "headline", "own", "teaser", "lede", "more_of_lede"}
# Sums of many numbers differ in their last digit from processor to processor, and a weight may then round the other way.
ROUNDING = 0.02


@pytest.mark.slow
def test_weights_are_those_that_the_pages_teach(tmp_path: Path) -> None:
    made = tmp_path / "weights.yml"
    write_weights(made, *learn(read_examples(FOLDER)))
    ours, theirs = (yaml.safe_load(path.read_text("utf-8")) for path in (WEIGHTS, made))
    for part in ("line", "block", "place"):
        for name in {*ours[part], *theirs[part]}:
            assert ours[part].get(name, 0.0) == pytest.approx(theirs[part].get(name, 0.0), abs=ROUNDING), f"{part} {name}"
    assert ours["stay"] == theirs["stay"]


def test_pages_are_made_the_same_every_time() -> None:
    assert list(islice(make_pages(FOLDER), 40)) == list(islice(make_pages(FOLDER), 40))


def test_gold_is_the_article_and_nothing_else() -> None:
    articles = {article["id"]: bare("".join(article["text"])) for own in read_parts(FOLDER).articles.values() for article in own}
    for text in islice(make_pages(FOLDER), 0, None, 25):
        for start, end, share in text.spans:
            if share == 1.0:
                assert bare(text.raw[start:end]) in articles[text.source]


def bare(text: str) -> str:
    """The letters and digits of a text alone."""
    return "".join(filter(str.isalnum, text))


def test_every_slot_of_a_layout_has_wordings() -> None:
    parts = read_parts(FOLDER)
    article = parts.articles["en"][0]
    rows = yaml.safe_dump(parts.boxes) + yaml.safe_dump(parts.words)
    for slot in set(SLOT.findall(rows)) - OWN_SLOTS:
        page = Page(parts, article, Random(1))
        assert page.word_for(slot), slot


def test_the_parts_of_pages_stay_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.glob("*.yml")) < 300_000
