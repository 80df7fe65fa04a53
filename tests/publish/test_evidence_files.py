"""Evidence beside the page is written where it changed, and is what it would be had it been written anew."""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from pipeline.publish.page import evidence_files
from pipeline.publish.page.evidence_files import clear_evidence, place_evidence


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence_files, "MOST_INLINE", 200)
    monkeypatch.setattr(evidence_files, "MEAN_ROWS", 5)


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in (folder / "evidence").iterdir()}


def test_after_any_history_the_files_are_those_of_a_page_written_anew(tmp_path: Path) -> None:
    rng, told = random.Random(1), {f"evt_{number}": {"says": "</script>"} for number in range(60)}
    asked: list[str] = []

    def find(groups: Sequence[Sequence[str]]) -> Iterator[dict[str, dict[str, str]]]:
        for keys in groups:
            asked.extend(keys)
            yield {key: told[key] for key in keys}

    before = place_evidence(tmp_path / "page", list(told), find, (), ()).files
    assert sorted(asked) == sorted(told)
    for step in range(10):
        asked.clear()
        changed, gone, new = rng.choice(list(told)), rng.choice(list(told)), f"evt_new{step}"
        told[changed] = {"says": str(step)}
        told = {new: {"says": "new"}} | {key: words for key, words in told.items() if key != gone}
        shown = place_evidence(tmp_path / "page", list(told), find, {changed}, before)
        clear_evidence(tmp_path / "page", shown.files)
        assert set(asked) <= {changed, new}
        fresh = place_evidence(tmp_path / f"fresh{step}", list(told), find, (), ())
        assert fresh == shown
        assert contents(tmp_path / f"fresh{step}") == contents(tmp_path / "page")
        before = shown.files


@pytest.mark.parametrize("damage", ["changed", "gone"])
def test_damaged_files_are_written_again(tmp_path: Path, damage: str) -> None:
    told = {f"evt_{number}": {"says": "so"} for number in range(30)}
    first = place_evidence(tmp_path, list(told), lambda groups: [{key: told[key] for key in keys} for keys in groups], (), ())
    wanted = contents(tmp_path)
    path = tmp_path / "evidence" / f"{first.files[1].name}.js"
    path.unlink() if damage == "gone" else path.write_text("factlineEvidence()", encoding="utf-8")
    place_evidence(tmp_path, list(told), lambda groups: [{key: told[key] for key in keys} for keys in groups], (), first.files)
    assert contents(tmp_path) == wanted


def test_little_evidence_lies_in_the_page_and_leaves_no_files(tmp_path: Path) -> None:
    shown = place_evidence(tmp_path, ["evt_1"], lambda groups: [dict.fromkeys(keys, 1) for keys in groups], (), ())
    assert shown == ({"inline": {"evt_1": 1}}, ())
    (tmp_path / "evidence" / "0123").mkdir(parents=True)
    clear_evidence(tmp_path, shown.files)
    assert not (tmp_path / "evidence").exists()
