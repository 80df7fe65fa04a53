"""The sample corpus, name by name: every place where it lies, every name of one actor under one key."""

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from math import cos, hypot, radians
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from pipeline.boilerplate.label import label_blocks
from pipeline.names.find import find_names
from pipeline.names.name import Mention, Place
from pipeline.reading.records import read_slice
from pipeline.reading.shards import plan_shards
from pipeline.text.page import make_page, page_of

ROOT = Path(__file__).parents[2]
CASES = Path(__file__).parents[1] / "cases"
KILOMETRES = 111.2  # in one degree of latitude


class Found(NamedTuple):
    text_name: str
    words: str
    mention: Mention


@lru_cache(maxsize=1)
def corpus() -> tuple[Found, ...]:
    spool = ROOT / ".dagster" / "factline" / "spool"
    texts = [raw for shard in plan_shards(ROOT / "raw", spool) for part in shard.slices for raw in read_slice(part) if raw.text]
    return tuple(found for raw in texts for found in mentions_of(raw.source_id or Path(raw.source_path).stem, raw.text or ""))


def mentions_of(name: str, text: str) -> Iterator[Found]:
    blocks = [(block.start, block.end, block.label) for block in label_blocks(text) if block.kept or block.label == "dateline"]
    page = make_page(text, blocks)
    for mention in find_names(page):
        yield Found(name, " ".join(page.text[mention.start : mention.end].split()), mention)


def load(name: str) -> Any:
    return yaml.safe_load((CASES / name).read_text(encoding="utf-8"))


def points() -> dict[str, tuple[str | None, float, tuple[float, float]]]:
    rows = load("names_sample_places.yml")["named"]
    return {name.lower(): (row["country"], row["within"], tuple(point)) for row in rows for name, point in row["places"].items()}


def misses(name: str, place: Place | None, known: dict[str, tuple[str | None, float, tuple[float, float]]]) -> str:
    if name.lower() not in known:
        return "not in the table"
    country, within, (latitude, longitude) = known[name.lower()]
    if place is None or place.latitude is None or place.longitude is None:
        return "has no point"
    north, east = place.latitude - latitude, (place.longitude - longitude) * cos(radians(latitude))
    distance = KILOMETRES * hypot(north, east)
    if country != place.country and country is not None:
        return f"in {place.country}"
    return f"{distance:.0f} km off" if distance > within else ""


def test_every_place_of_the_sample_corpus_lies_where_it_lies() -> None:
    known = points()
    named = [
        found for found in corpus()
        if found.mention.kind in ("place", "state") and found.mention.place is not None
        and found.mention.place.feature_code != "PCLI" and found.mention.rule_id != "names.points_back"
    ]  # fmt: skip
    checked = [(found.text_name, found.words, misses(found.words, found.mention.place, known)) for found in named]
    assert [row for row in checked if row[2]] == []
    assert len(named) > 250


def test_a_noun_that_points_back_points_to_the_right_place() -> None:
    known, pointing = points(), load("names_sample_places.yml")["pointing"]
    said: dict[tuple[str, str], list[Found]] = defaultdict(list)
    for found in corpus():
        place = found.mention.place
        if found.mention.rule_id == "names.points_back" and place is not None and place.feature_code != "PCLI":
            said[found.text_name, found.words].append(found)
    wrong = []
    for (text, noun), mentions in said.items():
        targets = pointing.get(text, {}).get(noun, [])
        targets = targets * len(mentions) if len(targets) == 1 else targets
        pairs = zip(mentions, [*targets, *[""] * len(mentions)], strict=False)
        wrong += [(text, noun, target, misses(target, found.mention.place, known)) for found, target in pairs]
    assert [row for row in wrong if row[3]] == []


def test_every_country_of_the_sample_corpus_is_a_country_and_a_state() -> None:
    countries = [found for found in corpus() if found.mention.place is not None and found.mention.place.feature_code == "PCLI"]
    assert countries
    for found in countries:
        actor, place = found.mention.actor, found.mention.place
        assert place is not None
        assert actor is None or actor.country == place.country, found


def test_every_name_of_an_actor_of_the_sample_corpus_leads_to_one_key() -> None:
    keys: dict[str, set[str]] = defaultdict(set)
    for found in corpus():
        if found.mention.actor is not None:
            keys[found.words].add(found.mention.actor.actor_id)
    rows = load("names_sample_actors.yml")["same"]
    assert [name for row in rows for name in row if not keys[name]] == []
    split = {row[0]: ids for row in rows if len(ids := set.union(*(keys[name] for name in row))) > 1}
    assert split == {}
    assert len({key for row in rows for key in keys[row[0]]}) == len(rows)


def test_no_word_of_the_sample_corpus_is_an_actor_that_it_is_not() -> None:
    never = {(kind, name) for kind, names in load("names_sample_actors.yml")["not"].items() for name in names}
    assert never.isdisjoint({(found.mention.kind, found.words) for found in corpus()})


def read_context() -> list[Any]:
    return [pytest.param(case, id=case["input"][:50]) for case in load("names_context_places.yml")]


@pytest.mark.parametrize("case", read_context())
def test_a_name_with_several_bearers_means_the_one_of_its_context(case: dict[str, Any]) -> None:
    known: dict[str, tuple[str | None, float, tuple[float, float]]]
    known = {name.lower(): (None, 25.0, (point[0], point[1])) for name, point in case["places"].items()}
    page = page_of(case["input"])
    found = {page.text[mention.start : mention.end]: mention.place for mention in find_names(page) if mention.place}
    checked = {name: misses(name, found.get(name), known) for name in case["places"]}
    assert {name: problem for name, problem in checked.items() if problem} == {}
