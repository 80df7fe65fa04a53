"""Names by cases: mentions with their places and actors, texts that name nobody, names of one actor, points of places."""

from math import cos, hypot, radians
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.names.find import find_names
from pipeline.names.name import Mention
from pipeline.text.page import page_of

CASES = Path(__file__).parents[1] / "cases"
KILOMETRES = 111.2  # in one degree of latitude


def read(name: str) -> list[Any]:
    return [pytest.param(case, id=case["input"][:50], marks=marks_of(case)) for case in load(name)]


def load(name: str) -> list[Any]:
    loaded: list[Any] = yaml.safe_load((CASES / name).read_text(encoding="utf-8"))
    return loaded


def marks_of(case: dict[str, Any]) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(strict=True, reason=case["xfail"])] if "xfail" in case else []


def shown(text: str, mention: Mention) -> dict[str, object]:
    place, actor = mention.place, mention.actor
    return {
        "text": text[mention.start : mention.end],
        "kind": mention.kind,
        "precision": mention.precision,
        "place": place.name if place else None,
        "place_country": place.country if place else None,
        "actor": actor.name if actor else None,
        "country": actor.country if actor else None,
        "sector": actor.sector if actor else None,
    }


@pytest.mark.parametrize("case", read("names.yml"))
def test_a_text_yields_its_mentions_with_places_and_actors(case: dict[str, Any]) -> None:
    page = page_of(case["input"], published=case.get("published"))
    found = [shown(page.text, mention) for mention in find_names(page)]
    assert [row["text"] for row in found] == [expected["text"] for expected in case["expected"]]
    for row, expected in zip(found, case["expected"], strict=True):
        assert {field: row[field] for field in expected} == expected


@pytest.mark.parametrize("case", read("names_none.yml"))
def test_a_text_that_names_nobody_yields_no_mention(case: dict[str, Any]) -> None:
    page = page_of(case["input"])
    assert [page.text[mention.start : mention.end] for mention in find_names(page)] == []


@pytest.mark.parametrize("names", load("names_same_actor.yml"), ids=lambda names: names[0])
def test_every_name_of_an_actor_leads_to_one_key(names: list[str]) -> None:
    keys = {}
    for name in names:
        found = find_names(page_of(f"The talks with {name} failed on Tuesday."))
        keys[name] = [mention.actor.actor_id for mention in found if mention.actor][:1]
    assert len({tuple(key) for key in keys.values()}) == 1, keys


@pytest.mark.parametrize("case", load("names_places.yml"), ids=lambda case: case["country"])
def test_a_place_lies_where_it_lies(case: dict[str, Any]) -> None:
    for name, (latitude, longitude) in case["names"].items():
        text = f"There was shelling in {name}, {case['country']}."
        place = next(mention.place for mention in find_names(page_of(text)) if mention.place)
        assert place.latitude is not None, name
        assert place.longitude is not None, name
        distance = KILOMETRES * hypot(place.latitude - latitude, (place.longitude - longitude) * cos(radians(latitude)))
        assert distance < 25, f"{name}: {distance:.0f} km off, {place}"
