"""outputs/index.html: the latest release for readers with a browser and nothing else; no network, from disk or any static host."""

import json
import shutil
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from pipeline.publish.changelog import CHANGES
from pipeline.publish.citation import bibtex, citation_text
from pipeline.publish.datapackage import read_about
from pipeline.publish.index import read_index
from pipeline.publish.layout import LATEST, RELEASES, latest_release, read_sums, write_whole
from pipeline.publish.page.charts import draw_charts
from pipeline.publish.page.downloads import MAIN, describe_downloads
from pipeline.publish.page.embed import columns_of, content_policy, safe_json
from pipeline.publish.page.evidence import read_evidence
from pipeline.publish.page.shown import DOCUMENT_COLUMNS, EVENT_COLUMNS, FIGURE_COLUMNS, Shown, read_shown
from pipeline.publish.page.words import describe_dictionary, snippets
from pipeline.publish.page.worldmap import coast_path, grid_path, towns_path

PAGE = "index.html"
EVIDENCE = "evidence"  # folder of evidence files beside the page, by version
MOST_INLINE = 900_000  # characters of evidence that the page itself carries
KEYS_PER_PART = 200
SCRIPTS = ("columns.js", "table.js", "map.js", "evidence.js", "start.js")
NUMBERS = ("events", "reports", "figures", "times", "places", "actors", "documents")


def write_catalogue(outputs: Path) -> Path:
    """The catalogue page of the latest release, and its evidence files where they are too many for the page.

    Returns the page's path. Raises FileNotFoundError where nothing is published yet.
    """
    release = latest_release(outputs)
    if release is None:
        raise FileNotFoundError(f"{outputs / LATEST} leads to no release: publish first (`factline run`)")
    shown = read_shown(release)
    evidence = place_evidence(outputs, release.name, gather_evidence(release, shown))
    page = render(outputs, release, shown, evidence)
    write_whole(outputs / PAGE, page)
    for old in (outputs / EVIDENCE).glob("*"):
        if old.name != release.name or "inline" in evidence:
            shutil.rmtree(old)
    return outputs / PAGE


def gather_evidence(release: Path, shown: Shown) -> dict[str, Any]:
    """Evidence by key, for every row that the page shows, in the order of the rows: events, figures, documents."""
    keys = [[row[0] for row in rows] for rows in (shown.events, shown.figures, shown.documents)]
    found = read_evidence(release, *keys)
    return {key: found.get(key) for group in keys for key in group}


def place_evidence(outputs: Path, version: str, evidence: Mapping[str, Any]) -> dict[str, Any]:
    """Where the page finds its evidence: in itself, or in script files beside it, so many rows in each, in the same order."""
    if len(safe_json(evidence)) <= MOST_INLINE:
        return {"inline": evidence}
    folder = outputs / EVIDENCE / version
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    keys = list(evidence)
    for part, first in enumerate(range(0, len(keys), KEYS_PER_PART)):
        group = keys[first : first + KEYS_PER_PART]
        text = f"factlineEvidence({part},{safe_json({key: evidence[key] for key in group})});\n"
        (folder / f"{part}.js").write_text(text, encoding="utf-8", newline="\n")
    return {"folder": f"{EVIDENCE}/{version}", "rows": KEYS_PER_PART}


def render(outputs: Path, release: Path, shown: Shown, evidence: Mapping[str, Any]) -> str:
    """The page as HTML."""
    about, package = read_about(release), json.loads((release / "datapackage.json").read_text(encoding="utf-8"))
    rows = {
        resource["path"].rpartition(".")[0]: resource["rowCount"] for resource in package["resources"] if "rowCount" in resource
    }
    downloads = describe_downloads(release, f"{RELEASES}/{release.name}", read_sums(release))
    script, style = page_script(), template_text("page.css")
    return (
        environment()
        .get_template("index.html.j2")
        .render(
            about=about,
            version=release.name,
            policy=content_policy([script], [style]),
            style=style,
            script=script,
            jsonld=safe_json(jsonld_of(release)),
            data=safe_json(page_data(shown, evidence)),
            numbers=[(name, rows[name]) for name in NUMBERS],
            downloads=downloads,
            main_downloads=[file for name in MAIN for file in downloads if file.name.endswith(name)],
            dictionary=describe_dictionary(rows),
            snippets=[*snippets(f"{RELEASES}/{release.name}"), ("BibTeX", bibtex(about, release.name))],
            citation=citation_text(about, release.name),
            releases=[entry | {"changes": _changes(outputs, entry["version"])} for entry in read_index(outputs)],
            charts=draw_charts(release),
            coast=coast_path(),
            grid=grid_path(),
            towns=towns_path(),
        )
    )


def jsonld_of(release: Path) -> dict[str, Any]:
    """The release's schema.org description with downloads as the page links to them."""
    described: dict[str, Any] = json.loads((release / "dataset.jsonld").read_text(encoding="utf-8"))
    files = [file | {"contentUrl": f"{RELEASES}/{release.name}/{file['contentUrl']}"} for file in described["distribution"]]
    return described | {"distribution": files}


def page_data(shown: Shown, evidence: Mapping[str, Any]) -> dict[str, Any]:
    """What the page's script reads."""
    return {
        "events": columns_of(shown.events, EVENT_COLUMNS),
        "figures": columns_of(shown.figures, FIGURE_COLUMNS),
        "documents": columns_of(shown.documents, DOCUMENT_COLUMNS),
        "totals": shown.totals,
        "evidence": evidence,
    }


@cache
def environment() -> Environment:
    """Jinja with every value escaped unless a template says otherwise, and no value missing."""
    return Environment(loader=PackageLoader("pipeline.publish"), autoescape=True, undefined=StrictUndefined, trim_blocks=True)


@cache
def page_script() -> str:
    """The page's whole script, in a scope of its own."""
    opening = '"use strict";\n(() => {\nconst DATA = JSON.parse(document.getElementById("data").textContent);\n'
    parts = [template_text(name) for name in SCRIPTS]
    unpacked = "const [EVENTS, FIGURES, DOCUMENTS] = [DATA.events, DATA.figures, DATA.documents].map(unpackAll);\n"
    return opening + parts[0] + unpacked + "".join(parts[1:]) + "})();"


def template_text(name: str) -> str:
    """A file of the templates folder."""
    return (files("pipeline.publish") / "templates" / name).read_text(encoding="utf-8")


def _changes(outputs: Path, version: str) -> str | None:
    path = outputs / CHANGES / f"{version}.md"
    return f"{CHANGES}/{version}.md" if path.is_file() else None
