"""What stands in many documents of a folder is proposed to be dropped, or said to be; copies of one article are not."""

from pathlib import Path

import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline.boilerplate.label import label_blocks
from pipeline.boilerplate.repeats import find_repeats, propose_drops

SUBJECTS = ("The mill", "A ferry", "The old dam", "One school", "The archive")
SLOGAN = "A paper is a village well, and every one of its 31 buckets is yours."


def write_folder(raw: Path) -> None:
    """Five articles that share one line which no rule knows."""
    (raw / "gul").mkdir(parents=True)
    for number, subject in enumerate(SUBJECTS):
        text = (
            f"{subject} of Gul is closed after {number + 3} days of rain",
            f"{subject} was closed on Sunday because the river stood {number + 2} metres over its banks, the mayor of Gul said.",
            f"{subject} had been repaired in the spring. It stays shut until somebody is found to pay for {subject.lower()}.",
            SLOGAN,
        )
        (raw / "gul" / f"{number}.txt").write_text("\n\n".join(text), encoding="utf-8")


def test_line_of_many_documents_is_proposed_and_its_pattern_drops_it(tmp_path: Path) -> None:
    write_folder(tmp_path)
    proposed = yaml.safe_load(propose_drops(tmp_path))
    (pattern,) = proposed["folders"]["gul"]["drop"]
    raw = (tmp_path / "gul" / "0.txt").read_text("utf-8")
    assert [raw[block.start : block.end] for block in label_blocks(raw, drop=[pattern]) if block.rule_id == "user.drop"] == [SLOGAN]


def test_what_is_proposed_once_and_copied_is_not_proposed_again(tmp_path: Path) -> None:
    write_folder(tmp_path)
    (tmp_path / "sources.yml").write_text(propose_drops(tmp_path), encoding="utf-8")
    assert "folders" not in (yaml.safe_load(propose_drops(tmp_path)) or {})


def test_what_a_run_removes_by_itself_is_said_and_not_proposed(tmp_path: Path) -> None:
    series = "This story is part of a series on the water of the Gul valley."
    write_folder(tmp_path)
    for path in sorted((tmp_path / "gul").glob("*.txt"))[:4]:
        path.write_text(f"{path.read_text('utf-8')}\n\n{series}", encoding="utf-8")
    said = propose_drops(tmp_path)
    assert f"#   'gul': '{series}'  # in 4, repeats.this_story\n" in said
    (pattern,) = yaml.safe_load(said)["folders"]["gul"]["drop"]
    assert "village well" in pattern


def test_copies_of_one_article_are_no_repetition() -> None:
    article = ("Rain fell on Gul for nine days.", "Wind broke the mill at night.", "Snow closed the road to the coast.")
    assert find_repeats([("gul", article)] * 5) == []


@given(st.permutations(range(6)))
def test_order_of_documents_does_not_matter(order: list[int]) -> None:
    documents = [
        ("gul", [f"{'abcdef'[number]} fell in the river", "Our village, our words", "One more line to read"][: 2 + number % 2])
        for number in range(6)
    ]
    assert find_repeats([documents[number] for number in order]) == find_repeats(documents)
