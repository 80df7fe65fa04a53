"""Times of whole texts written for this test: the share found with the right value has a floor."""

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from pipeline.text.page import page_of
from pipeline.times.find import find_times


class Texts(yaml.SafeLoader):
    """A loader that leaves dates as they are written."""


Texts.yaml_implicit_resolvers = {
    key: [pair for pair in pairs if "timestamp" not in pair[0]] for key, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
GOLD: dict[str, Any] = yaml.load((Path(__file__).parent / "times.yml").read_text(encoding="utf-8"), Loader=Texts)


def found_in(case: dict[str, Any]) -> list[tuple[str, str]]:
    page = page_of(case["text"], published=date.fromisoformat(case["published"]) if "published" in case else None)
    return [(" ".join(page.text[time.start : time.end].split()), time.value) for time in find_times(page)]


def test_times_of_whole_texts_keep_their_quality() -> None:
    right = found = wanted = 0
    wrong = []
    for case in GOLD["texts"]:
        times, expected = found_in(case), [(words, value) for words, value in case["expected"]]
        right += len(set(times) & set(expected))
        found, wanted = found + len(times), wanted + len(expected)
        wrong += sorted(set(times) ^ set(expected))
    assert 2 * right / (found + wanted) >= GOLD["floor"], wrong
