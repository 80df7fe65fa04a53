"""What a release says of its making, and the raw texts that did not lie in the raw folder as such."""

from pathlib import Path

import pyarrow.compute as pc

from pipeline.final import Final, open_tables
from pipeline.publish.about import GEONAMES, About, Contributor, Licence, Source
from pipeline.reading.metadata import read_dataset
from pipeline.storage import Workspace, code_version, kept_rows, write_aside
from pipeline.tables import SCHEMA_VERSION

TITLE = "Events and figures from news texts"
DESCRIPTION = (
    "Events (who did what to whom, where and when) and figures (numbers claimed, with unit, item and source), each row with the "
    "characters of the text that it rests on. Made by Factline."
)
LICENCES = {
    "CC-BY-4.0": Licence(
        "CC-BY-4.0", "Creative Commons Attribution 4.0 International", "https://creativecommons.org/licenses/by/4.0/"
    ),
    "CC0-1.0": Licence("CC0-1.0", "CC0 1.0 Universal", "https://creativecommons.org/publicdomain/zero/1.0/"),
}
DEFAULT_LICENCE = "CC-BY-4.0"  # the licence of the gazetteer, which asks for attribution and nothing more


def about_release(workspace: Workspace) -> About:
    """Title, licence, sources and people of a release: as `sources.yml` says, with Factline's defaults."""
    dataset = read_dataset(workspace.raw)
    licence = dataset.licence or DEFAULT_LICENCE
    return About(
        title=dataset.title or TITLE,
        description=dataset.description or DESCRIPTION,
        licence=LICENCES.get(licence) or Licence(licence, licence, f"https://spdx.org/licenses/{licence}.html"),
        code_version=code_version(),
        schema_version=SCHEMA_VERSION,
        sources=(*sources_of(workspace), GEONAMES),
        homepage=dataset.homepage,
        contributors=tuple(Contributor(name) for name in dataset.contributors) or (Contributor("Factline"),),
    )


def sources_of(workspace: Workspace) -> list[Source]:
    """Every publisher of the documents with the licence given for its texts; documents without one by their folder."""
    found: set[tuple[str, str]] = set()
    for rows in open_tables(workspace, ["documents"])["documents"]():
        for publisher, path, licence, status in zip(
            *(rows[name].to_pylist() for name in ("publisher", "source_path", "licence", "status")), strict=True
        ):
            if status != "rejected":
                found.add((publisher or f"texts in {Path(path).parent.as_posix()}", licence or ""))
    return [Source(title, licence=licence or None) for title, licence in sorted(found)] or [
        Source(f"texts in {workspace.raw.name}")
    ]


def store_extracted(workspace: Workspace) -> None:
    """Texts that came out of HTML, beside the releases under the hash of their content: their offsets count in them."""
    folder, final = workspace.outputs / "texts", Final(workspace)
    there = {path.stem for path in folder.glob("*.txt")}
    for shard, piece in final.numbered("documents"):
        documents = piece.read()
        pages = documents.filter(pc.equal(documents["media_type"], "text/html"))
        if shard is None or set(pages["text_sha256"].drop_null().to_pylist()) <= there:
            continue
        ((texts,),) = kept_rows(workspace, ["texts"], [shard])
        hashes = dict(zip(documents["document_id"].to_pylist(), documents["text_sha256"].to_pylist(), strict=True))
        for document, text, extracted in zip(*texts.to_pydict().values(), strict=True):
            path = folder / f"{hashes.get(document)}.txt"
            if extracted and not path.exists():
                folder.mkdir(parents=True, exist_ok=True)
                write_aside(path, text.encode("utf-8"))
