"""An offer must never become a figure, and news about prices must never be taken for an offer."""

from pathlib import Path

import pytest
import yaml

from pipeline.boilerplate.label import label_blocks

CASES: dict[str, list[str]] = yaml.safe_load((Path(__file__).parents[1] / "cases" / "blocks_offers.yml").read_text("utf-8"))
ARTICLE = (
    "Flood cuts off villages north of Tarsin",
    "The river Wadi Zan burst its banks on Tuesday and cut off at least 14 villages, the provincial council said in a statement.",
    "Rescuers brought 320 people to safety in boats, among them patients of a hospital, a spokesman for the civil defence said.",
    "The governor asked the army for helicopters. He put the damage at $12 million and said that repairs would take months.",
    "Farmers lost about 4,000 sheep, according to the chamber of agriculture, and wheat worth $3 million was spoiled in two silos.",
)


def kept(line: str, position: int, join: str) -> bool:
    """Whether the line is kept before the paragraph of that number."""
    raw = join.join((*ARTICLE[:position], line, *ARTICLE[position:]))
    (found,) = [block for block in label_blocks(raw) if line in raw[block.start : block.end]]
    return found.kept


@pytest.mark.parametrize(("position", "join"), [(3, "\n\n"), (5, "\n\n"), (3, "\n")])
def test_what_sells_goes_and_what_reports_stays(position: int, join: str) -> None:
    assert [line for line in CASES["drop"] if kept(line, position, join)] == []
    assert [line for line in CASES["keep"] if not kept(line, position, join)] == []


def labels_of(*lines: str, join: str = "\n\n") -> dict[str, str]:
    """The labels of lines under the article."""
    raw = join.join((*ARTICLE, *lines))
    return {raw[block.start : block.end].strip(): block.label for block in label_blocks(raw)}


def test_headlines_under_a_heading_of_links_go_with_it() -> None:
    found = labels_of("ALSO IN THE NEWS\n2 May: Harvest begins\n1 May: Dam at 40% of its volume", "Photo: Reuters")
    assert list(found.values())[-4:-1] == ["related"] * 3


def test_lines_of_an_advertisement_go_with_its_first_line() -> None:
    raw = "\n\n".join((*ARTICLE[:3], "--- advertising ---\nA warm coat for 12 winters\nBoots that never leak", *ARTICLE[3:]))
    labels = [block.label for block in label_blocks(raw)]
    assert labels == ["title", "body", "body", *["advertisement"] * 3, "body", "body"]


def test_article_goes_on_after_a_letter_that_has_no_end() -> None:
    letter = ("You have opened 12 of our stories this month.", "Members receive:", "* A letter every week", "Yes, I want to help!")
    raw = "\n\n".join((ARTICLE[0], *letter, *ARTICLE[1:], "Join us today for just $4 and read without ads."))
    labels = [block.label for block in label_blocks(raw)]
    assert labels[-5:] == ["body", "body", "body", "body", "subscription"]


@pytest.mark.parametrize(
    "plea",
    [
        "Sign up for our daily newsletter.",
        "Subscribe now for $3 a month.",
        "Follow us on Twitter.",
        "Abonnieren Sie unseren Newsletter.",
    ],
)
def test_plea_at_the_end_of_a_paragraph_goes_without_the_paragraph(plea: str) -> None:
    raw = "\n\n".join((*ARTICLE[:2], f"{ARTICLE[2]} {plea}", *ARTICLE[3:]))
    removed = [raw[block.start : block.end].strip() for block in label_blocks(raw) if not block.kept]
    assert removed == [plea]


def test_order_that_is_no_plea_parts_no_paragraph() -> None:
    raw = "\n\n".join((*ARTICLE, f"{ARTICLE[2]} Follow him to the river and you see why it rose, a farmer said."))
    assert all(block.kept or block.label == "duplicate" for block in label_blocks(raw))
