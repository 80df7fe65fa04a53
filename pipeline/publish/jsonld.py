"""schema.org JSON-LD of a release, for search engines: dataset.jsonld, and the same in the catalogue page."""

from typing import Any

from pipeline.publish.citation import authors, citation_text
from pipeline.publish.draft import Draft
from pipeline.publish.media import MEDIA_TYPES
from pipeline.tables import TABLES


def write_jsonld(draft: Draft) -> None:
    """dataset.jsonld in the draft's folder."""
    draft.write_json("dataset.jsonld", describe_jsonld(draft))


def describe_jsonld(draft: Draft) -> dict[str, Any]:
    """A schema.org Dataset with its downloads."""
    about = draft.about
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": about.title,
        "description": about.description,
        "version": draft.version,
        "license": about.licence.path,
        "isAccessibleForFree": True,
        "citation": citation_text(about, draft.version),
        **({"url": about.homepage} if about.homepage else {}),
        "creator": [{"@type": "Organization", "name": name} for name in authors(about)],
        "isBasedOn": [
            {"@type": "CreativeWork", "name": source.title, **_told(source.path, source.licence)} for source in about.sources
        ],
        "variableMeasured": [f"{table.name}: {table.title}" for table in TABLES.values()],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": name,
                "contentUrl": name,
                "encodingFormat": MEDIA_TYPES[name.rpartition(".")[2]],
                "contentSize": f"{facts.bytes} B",
                "sha256": facts.sha256,
            }
            for name, facts in sorted(draft.files.items())
        ],
    }


def _told(path: str | None, licence: str | None) -> dict[str, str]:
    return {**({"url": path} if path else {}), **({"license": licence} if licence else {})}
