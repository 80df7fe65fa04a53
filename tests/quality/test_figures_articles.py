"""Whole texts written for the project: which of their figures are found, and how many are right."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from pipeline.figures.figure import Figure
from pipeline.figures.find import find_figures
from pipeline.text.page import Page, page_of
from pipeline.times.find import find_times

GOLD: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "figures_articles.yml").read_text(encoding="utf-8"))


def right(page: Page, figure: Figure, gold: dict[str, Any]) -> bool:
    for field in ("value", "low", "high"):
        if field in gold and getattr(figure, field) != Decimal(gold[field]):
            return False
    return all(getattr(figure, field) == gold[field] for field in ("unit", "currency", "role", "change") if field in gold)


def test_figures_of_whole_texts_stay_above_their_floors() -> None:
    wanted = found = good = items = items_wanted = spurious = total = 0
    faults = []
    for case in GOLD["texts"]:
        page = page_of(case["text"])
        figures = find_figures(page, [(time.start, time.end, time.timex_type) for time in find_times(page)])
        total += len(figures)
        left, position = list(figures), 0
        for gold in case["figures"]:
            wanted += 1
            start = page.text.index(gold["at"], position)
            position = start + len(gold["at"])
            hits = [figure for figure in left if figure.start < position and start < figure.end]
            if not hits:
                faults.append(f"missed {gold['at']}")
                continue
            figure = hits[0]
            left.remove(figure)
            found += 1
            good += right(page, figure, gold)
            if not right(page, figure, gold):
                faults.append(f"wrong {gold['at']}: {figure}")
            if "item" in gold:
                items_wanted += 1
                item = "" if figure.item_start is None else page.text[figure.item_start : figure.item_end]
                items += gold["item"] in item
                if gold["item"] not in item:
                    faults.append(f"item of {gold['at']}: {item!r}")
        spurious += len(left)
        faults += [f"spurious {page.text[figure.start : figure.end]}" for figure in left]
    floors = GOLD["floors"]
    assert found / wanted >= floors["found"], faults
    assert good / wanted >= floors["right"], faults
    assert items / items_wanted >= floors["item"], faults
    assert spurious / total <= floors["spurious"], faults
