"""The catalogue page in a real browser: it loads, filters, sorts, downloads, opens evidence, and no text does harm."""

import json
import os
import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from made_release import ABOUT, HOSTILE, in_pieces, made_chunks

from pipeline.publish.catalogue import write_catalogue
from pipeline.publish.page import evidence_files
from pipeline.publish.release import publish_release
from pipeline.publish.serve import serve

CHROMIUM = os.environ.get("FACTLINE_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium, where there is one."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright drives the browser tests")
    if CHROMIUM is None:
        pytest.skip("no Chromium: install one or name it in FACTLINE_CHROMIUM")
    with playwright.sync_playwright() as player:
        chromium = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


def outputs_of(tmp_path: Path, documents: int, hostile: str = "") -> Path:
    publish_release(in_pieces(made_chunks(documents, hostile)[0]), tmp_path, ABOUT)
    write_catalogue(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve made documents and their page."""
    return outputs_of(tmp_path_factory.mktemp("page"), 12)


class Opened:
    """A page in the browser, and everything that went wrong on it or went to the network."""

    def __init__(self, browser: Any, address: str, **settings: Any) -> None:
        self.page = browser.new_context(**settings).new_page()
        self.wrong: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.wrong.append(message.text))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.wrong.append("dialog"), dialog.dismiss()))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(address)
        self.page.wait_for_selector("#documents-table tbody tr")


@pytest.fixture
def opened(browser: Any, outputs: Path) -> Iterator[Opened]:
    """The page opened from disk; nothing may have gone wrong on it in the end."""
    found = Opened(browser, (outputs / "index.html").as_uri())
    yield found
    assert found.wrong == []
    found.page.context.close()


def column(opened: Opened, table: str, number: int) -> list[str]:
    cells: list[str] = opened.page.eval_on_selector_all(
        f"#{table}-table tbody tr", f"rows => rows.map(row => row.cells[{number}].textContent)"
    )
    return cells


def test_it_opens_from_disk_and_asks_for_nothing_else(opened: Opened) -> None:
    assert [url for url in opened.asked if not url.startswith(("file:", "data:"))] == []
    assert opened.page.title() == ABOUT.title
    assert opened.page.inner_text("#events-count").startswith("60 of 60 events")


def test_it_opens_from_the_server(browser: Any, outputs: Path) -> None:
    server = serve(outputs, port=0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        found = Opened(browser, f"http://127.0.0.1:{server.server_address[1]}/")
        found.page.click("#events-table tbody button.open")
        found.page.wait_for_selector("#evidence mark.trigger")
        assert found.wrong == []
        with found.page.expect_download() as download:
            found.page.keyboard.press("Escape")
            found.page.click("text=Events (CSV)")
        assert Path(download.value.path()).read_bytes() == (outputs / "latest" / "events.csv").read_bytes()
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_searching_keeps_the_rows_that_hold_every_word(opened: Opened) -> None:
    opened.page.fill("#events-filters input[type=search]", "mosul arrest")
    opened.page.locator("#events-count").filter(has_not_text="60 of 60").wait_for()
    places, kinds = column(opened, "events", 2), column(opened, "events", 0)
    assert all("Mosul" in place for place in places)
    assert all("arrest" in kind for kind in kinds)


def test_a_filter_keeps_its_value_only_and_clear_brings_all_back(opened: Opened) -> None:
    opened.page.select_option("#events-filters select[name=event_type]", "=PROTEST")
    assert {kind.split(" ")[0] for kind in column(opened, "events", 0)} == {"PROTEST"}
    opened.page.click("#events-filters button")
    assert opened.page.inner_text("#events-count").startswith("60 of 60")


def test_sorting_turns_with_each_press_and_says_so(opened: Opened) -> None:
    head = "#events-table thead th:nth-child(2)"
    opened.page.click(f"{head} button")
    up = column(opened, "events", 1)
    assert (opened.page.get_attribute(head, "aria-sort"), up) == ("ascending", sorted(up))
    opened.page.click(f"{head} button")
    down = column(opened, "events", 1)
    assert (opened.page.get_attribute(head, "aria-sort"), down) == ("descending", sorted(down, reverse=True))


def test_a_row_opens_its_evidence_with_everything_marked(opened: Opened) -> None:
    opened.page.focus("#events-table tbody button.open")
    opened.page.keyboard.press("Enter")
    opened.page.wait_for_selector("#evidence[open] article")
    kinds = set(opened.page.eval_on_selector_all("#evidence article mark", "marks => marks.map(mark => mark.className)"))
    assert kinds == {"trigger", "source", "target", "time", "place", "figure"}
    assert "of the raw text" in opened.page.inner_text("#evidence")
    opened.page.keyboard.press("Escape")
    assert opened.page.evaluate("document.activeElement.className") == "open"


def test_a_link_to_evidence_opens_it(browser: Any, outputs: Path) -> None:
    key = json.loads((outputs / "latest" / "events.geojson").read_text(encoding="utf-8"))["features"][0]["id"]
    found = Opened(browser, f"{(outputs / 'index.html').as_uri()}#evidence/{key}")
    assert key in found.page.inner_text("#evidence[open]")
    assert found.wrong == []


def test_a_figure_opens_the_sentence_that_claims_it(opened: Opened) -> None:
    opened.page.click("#figures-table tbody button.open")
    opened.page.wait_for_selector("#evidence[open] article")
    figure = column(opened, "figures", 0)[0]
    assert opened.page.inner_text("#evidence mark.trigger") == figure
    assert len(opened.page.inner_text("#evidence .pieces")) > 20


def test_a_document_opens_its_ledger_of_what_was_taken_out(opened: Opened) -> None:
    opened.page.click("#documents-table tbody button.open")
    opened.page.wait_for_selector("#evidence[open] table")
    rows = opened.page.eval_on_selector_all(
        "#evidence tbody tr", "rows => rows.map(row => [...row.cells].map(cell => cell.textContent))"
    )
    assert {row[1] for row in rows} == {"kept", "removed"}
    assert all(row[4].startswith("made.") for row in rows)


def test_choosing_a_place_on_the_map_filters_the_table(opened: Opened) -> None:
    name = opened.page.text_content("#map-points circle title").split(":")[0]  # the largest
    opened.page.locator("#map-points circle").first.dispatch_event("click")
    assert all(place.startswith(name) for place in column(opened, "events", 2))
    assert opened.page.eval_on_selector("#events-filters select[name=place_name]", "select => select.value") == f"={name}"


def test_the_map_moves_and_zooms_by_keyboard(opened: Opened) -> None:
    opened.page.focus("#map")
    before = opened.page.get_attribute("#map", "viewBox").split()
    opened.page.keyboard.press("+")
    opened.page.keyboard.press("ArrowLeft")
    after = opened.page.get_attribute("#map", "viewBox").split()
    assert float(after[2]) < float(before[2])


def test_the_selection_downloads_as_csv(opened: Opened, tmp_path: Path) -> None:
    opened.page.select_option("#events-filters select[name=event_type]", "=AID")
    with opened.page.expect_download() as download:
        opened.page.click("#events-export")
    lines = Path(download.value.path()).read_text(encoding="utf-8").splitlines()
    assert len(lines) - 1 == len(column(opened, "events", 0))
    assert lines[0].startswith("event_id,event_type,")
    assert all(",AID," in line for line in lines[1:])


def test_the_dictionary_can_be_searched(opened: Opened) -> None:
    opened.page.fill("#dictionary-search", "where_precision")
    opened.page.locator("#dictionary-count").filter(has_text="columns").wait_for()
    assert opened.page.locator(".dictionary:visible").count() == 3


def test_nothing_is_wider_than_a_phone(browser: Any, outputs: Path) -> None:
    found = Opened(browser, (outputs / "index.html").as_uri(), viewport={"width": 360, "height": 740})
    assert found.page.evaluate("document.documentElement.scrollWidth") <= 360


def test_every_field_has_a_label_and_every_section_a_heading(opened: Opened) -> None:
    unnamed = opened.page.eval_on_selector_all(
        "input, select, button",
        "all => all.filter(one => !(one.labels?.length || one.textContent.trim() || one.getAttribute('aria-label'))).length",
    )
    assert unnamed == 0
    assert opened.page.eval_on_selector_all("section", "all => all.filter(one => !one.querySelector('h2')).length") == 0


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page whose every text tries to do harm."""
    return outputs_of(tmp_path_factory.mktemp("hostile"), 6, HOSTILE)


def test_hostile_texts_do_no_harm(browser: Any, hostile: Path) -> None:
    found = Opened(browser, (hostile / "index.html").as_uri(), viewport={"width": 900, "height": 800})
    for table in ("events", "figures", "documents"):
        for number in range(2):
            found.page.locator(f"#{table}-table tbody button.open").nth(number).click()
            found.page.wait_for_selector("#evidence[open] article, #evidence[open] table")
            assert found.page.evaluate(
                "document.querySelector('#evidence').scrollWidth <= document.querySelector('#evidence').clientWidth"
            )
            found.page.keyboard.press("Escape")
    assert found.wrong == []
    assert found.page.evaluate("document.scripts.length") == 3
    assert found.page.evaluate("document.documentElement.scrollWidth") <= 900


def test_hostile_texts_come_out_of_the_evidence_as_they_are(browser: Any, hostile: Path) -> None:
    found = Opened(browser, (hostile / "index.html").as_uri())
    found.page.fill("#documents-filters input[type=search]", "<script>")
    found.page.wait_for_timeout(200)
    assert found.page.inner_text("#documents-count").startswith("6 of 6")
    assert "<script>alert(1)</script>" in found.page.text_content("#documents-table tbody")


def test_large_evidence_lies_beside_the_page_and_loads_when_asked_for(
    browser: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence_files, "MOST_INLINE", 1000)
    outputs = outputs_of(tmp_path, 12)
    assert len(list((outputs / "evidence").iterdir())) > 1
    found = Opened(browser, (outputs / "index.html").as_uri())
    assert [url for url in found.asked if "/evidence/" in url] == []
    found.page.click("#events-table tbody button.open")
    found.page.wait_for_selector("#evidence mark.trigger")
    assert found.wrong == []
    shutil.rmtree(outputs / "evidence")
    found = Opened(browser, (outputs / "index.html").as_uri())
    found.page.click("#events-table tbody button.open")
    found.page.locator("#evidence-body").filter(has_text="not beside this page").wait_for()


def test_the_page_is_small_and_the_same_each_time(outputs: Path) -> None:
    first = (outputs / "index.html").read_bytes()
    write_catalogue(outputs)
    assert (outputs / "index.html").read_bytes() == first
    assert len(first) < 1_500_000


def test_every_download_is_there_with_its_hash(outputs: Path) -> None:
    page = (outputs / "index.html").read_text(encoding="utf-8")
    links = re.findall(r'<a href="(releases/[^"]+)" download>', page)
    assert {Path(link).name for link in links} >= {path.name for path in (outputs / "latest").iterdir()}
    assert all((outputs / link).is_file() for link in links)


def test_search_engines_find_a_dataset_with_its_downloads(opened: Opened, outputs: Path) -> None:
    described = json.loads(opened.page.text_content("script[type='application/ld+json']"))
    assert (described["@type"], described["name"]) == ("Dataset", ABOUT.title)
    assert all((outputs / file["contentUrl"]).is_file() for file in described["distribution"])


def test_without_a_release_there_is_no_page(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="publish first"):
        write_catalogue(tmp_path)


def test_a_release_without_any_event_still_has_a_page(browser: Any, tmp_path: Path) -> None:
    kept = ("documents", "blocks")
    rows = {name: found if name in kept else found.schema.empty_table() for name, found in made_chunks(2)[0].items()}
    publish_release(in_pieces(rows), tmp_path, ABOUT)
    found = Opened(browser, write_catalogue(tmp_path).page.as_uri())
    assert found.page.inner_text("#events-count").startswith("0 of 0")
    assert found.wrong == []
