"""What a release says of itself: title, licence, sources, people. A release that cannot say it is not published."""

from typing import NamedTuple


class PublicationRefusedError(ValueError):
    """A release would be published without something that its readers need; the message says what and where to give it."""


class Licence(NamedTuple):
    """A licence by its SPDX identifier (`CC-BY-4.0`), its title in words and the address of its text."""

    name: str
    title: str
    path: str


class Source(NamedTuple):
    """Whence the rows come: a publisher or folder of documents, or a reference work such as a gazetteer.

    `licence` is the licence as its owner words it, None where none is stated; `attribution` the words that its owner asks for.
    """

    title: str
    path: str | None = None
    licence: str | None = None
    attribution: str | None = None


class Contributor(NamedTuple):
    """Who made the dataset. `role` as in Frictionless Data Package v2 (`creator`, `contributor`, `publisher`)."""

    title: str
    role: str = "creator"
    path: str | None = None


class About(NamedTuple):
    """All that a release tells about itself beside its rows."""

    title: str
    description: str
    licence: Licence
    code_version: str
    schema_version: str
    sources: tuple[Source, ...]
    homepage: str | None = None
    contributors: tuple[Contributor, ...] = ()


class Check(NamedTuple):
    """A check that stood between the tables and their publication, as the validation report tells it."""

    name: str
    table: str | None
    passed: bool
    rows: int
    failures: int
    description: str = ""


# The gazetteer stands behind every place of every release; CC BY asks that it be named.
GEONAMES = Source(
    title="GeoNames geographical database",
    path="https://www.geonames.org/",
    licence="CC-BY-4.0",
    attribution="Place names and coordinates from GeoNames (https://www.geonames.org/), CC BY 4.0.",
)


def refuse_incomplete(about: About) -> None:
    """Raise PublicationRefusedError, naming everything that is missing, unless title, licence and provenance are there.

    >>> refuse_incomplete(About("", "d", Licence("", "", ""), "1", "1", ()))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    pipeline.publish.about.PublicationRefusedError: not published: no title, no licence, no sources ...
    """
    missing = [word for word, value in _needed(about) if not value]
    if missing:
        raise PublicationRefusedError(
            f"not published: {', '.join(f'no {word}' for word in missing)} "
            "(a release must say what it is, under which terms it may be used and whence it comes; give them in `About`)"
        )
    unnamed = [number for number, source in enumerate(about.sources) if not source.title.strip()]
    if unnamed:
        raise PublicationRefusedError(f"not published: sources without a title at positions {unnamed} of `About.sources`")


def _needed(about: About) -> tuple[tuple[str, str | tuple[Source, ...]], ...]:
    """The parts without which nothing is published, with the words for them."""
    return (
        ("title", about.title.strip()),
        ("description", about.description.strip()),
        ("licence", about.licence.name.strip()),
        ("sources", about.sources),
        ("code version", about.code_version.strip()),
        ("schema version", about.schema_version.strip()),
    )
