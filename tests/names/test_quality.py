"""Names in whole texts: the share found with the right kind must not fall below the floor kept with the texts."""

from pathlib import Path

import yaml

from pipeline.names.find import find_names
from pipeline.text.page import page_of

GOLD = Path(__file__).parents[1] / "quality" / "names.yml"


def test_mentions_in_whole_texts_keep_to_the_floor() -> None:
    gold = yaml.safe_load(GOLD.read_text(encoding="utf-8"))
    right = found = wanted = 0
    wrong = []
    for case in gold["texts"]:
        page = page_of(case["text"], published=case["published"])
        mentions = [(page.text[mention.start : mention.end], mention.kind) for mention in find_names(page)]
        expected = [tuple(pair) for pair in case["expected"]]
        left = list(expected)
        for mention in mentions:
            if mention in left:
                left.remove(mention)
                right += 1
            else:
                wrong.append(mention)
        wrong += [("missing", *pair) for pair in left]
        found, wanted = found + len(mentions), wanted + len(expected)
    share = 2 * right / (found + wanted)
    assert share >= gold["floor"], (round(share, 3), wrong)
