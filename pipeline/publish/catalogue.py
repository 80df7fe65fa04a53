"""outputs/index.html: the latest release for readers with a browser and nothing else; no network, from disk or any static host."""

import json
from collections.abc import Mapping, Sequence
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from pipeline.publish.changelog import CHANGES
from pipeline.publish.citation import bibtex, citation_text
from pipeline.publish.datapackage import read_about
from pipeline.publish.index import read_index
from pipeline.publish.layout import LATEST, RELEASES, latest_release, read_sums, write_whole
from pipeline.publish.ledger import Since
from pipeline.publish.page.charts import draw_charts
from pipeline.publish.page.downloads import MAIN, describe_downloads
from pipeline.publish.page.embed import columns_of, content_policy, safe_json
from pipeline.publish.page.evidence import read_evidence
from pipeline.publish.page.evidence_files import EvidenceFile, clear_evidence, place_evidence
from pipeline.publish.page.shown import DOCUMENT_COLUMNS, EVENT_COLUMNS, FIGURE_COLUMNS, Shown, read_shown
from pipeline.publish.page.words import describe_dictionary, snippets
from pipeline.publish.page.worldmap import coast_path, grid_path, towns_path
from pipeline.publish.select import rows_where, values_of

PAGE = "index.html"
SCRIPTS = ("columns.js", "table.js", "map.js", "evidence.js", "start.js")
NUMBERS = ("events", "reports", "figures", "times", "places", "actors", "documents")


class Written(NamedTuple):
    """The page, and the files of evidence beside it."""

    page: Path
    evidence: tuple[EvidenceFile, ...]


def write_catalogue(outputs: Path, since: Since | None = None, before: Sequence[EvidenceFile] = ()) -> Written:
    """The catalogue page of the latest release, and evidence files where they are too many for the page.

    `before` are the evidence files of the page of the release that `since` names; what did not change is taken from them.
    Raises FileNotFoundError where nothing is published yet.
    """
    release = latest_release(outputs)
    if release is None:
        raise FileNotFoundError(f"{outputs / LATEST} leads to no release: publish first (`factline run`)")
    shown = read_shown(release)
    groups = [[row[0] for row in rows] for rows in (shown.events, shown.figures, shown.documents)]
    stale = find_stale(release, shown, since) if since else ()
    find = partial(read_evidence, release)
    evidence = place_evidence(outputs, [key for group in groups for key in group], find, stale, before if since else ())
    write_whole(outputs / PAGE, render(outputs, release, shown, evidence.where))
    clear_evidence(outputs, evidence.files)
    return Written(outputs / PAGE, evidence.files)


def find_stale(release: Path, shown: Shown, since: Since) -> set[str]:
    """Keys of rows of which something is told otherwise than in an earlier release."""
    reports = rows_where(release / "reports.parquet", "document_id", since.documents, ["event_id"])
    documents, place = set(since.documents), FIGURE_COLUMNS.index("document_id")
    figures = {row[0] for row in shown.figures if row[place] in documents}
    return {*since.events, *values_of(reports, "event_id"), *documents, *figures}


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
