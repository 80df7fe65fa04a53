"""What is known of a text besides itself: the record's own fields, its sidecar, or `sources.yml` by folder."""

import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any, NamedTuple

import yaml

from pipeline.reading.files import SIDECAR
from pipeline.reading.limits import MAX_SIDECAR_BYTES, MAX_SIDECAR_DEPTH
from pipeline.reading.patterns import PatternError, find_in

FIELDS = ("title", "url", "published_at", "publisher", "byline", "language", "licence")
PATTERNS = ("keep", "drop")
NO_ROWS: Mapping[str, int] = MappingProxyType({})
EDTF_LIKE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?)?)?[?~%]?")
URL_DAY = re.compile(r"(?<!\d)(19[89]\d|20\d\d)[/_-](0[1-9]|1[0-2])[/_-](0[1-9]|[12]\d|3[01])(?!\d)")
Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Metadata(NamedTuple):
    """Fields that a text comes with, as given; `published_at` is EDTF. `keep` and `drop` overrule verdicts on blocks."""

    title: str | None = None
    url: str | None = None
    published_at: str | None = None
    publisher: str | None = None
    byline: str | None = None
    language: str | None = None
    licence: str | None = None
    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()


class MetadataError(ValueError):
    """A sidecar or sources.yml that cannot be used; the message names file, entry and remedy."""


def normalise_date(value: object) -> str | None:
    """A publication date as EDTF, or None where it is no date that EDTF can say.

    >>> normalise_date("2019-07-08 17:18"), normalise_date("08/07/2019"), normalise_date("2019-13-40")
    ('2019-07-08T17:18', None, None)
    """
    text = str(value).strip() if value is not None else ""
    if not EDTF_LIKE.fullmatch(text):
        return None
    month, day = text[5:7], text[8:10]
    if (month and not 1 <= int(month) <= 12) or (day.isdigit() and not 1 <= int(day) <= 31):
        return None
    return text.replace(" ", "T", 1)


def date_in(address: str | None) -> str | None:
    """A day that stands in a URL or a file name.

    >>> date_in("https://news.example/2019/07/08/a-story")
    '2019-07-08'
    """
    found = URL_DAY.search(address or "")
    return "-".join(found.groups()) if found else None


NO_METADATA = Metadata()


def from_fields(fields: Mapping[str, Any], base: Metadata = NO_METADATA) -> Metadata:
    """Metadata of a mapping over `base`: known fields that are not empty win, unknown ones are ignored."""
    given = {name: one_line(fields[name]) for name in FIELDS if fields.get(name) not in (None, "")}
    if "published_at" in given:
        given["published_at"] = normalise_date(fields["published_at"]) or base.published_at or ""
    known = {name: given.get(name, getattr(base, name)) or None for name in FIELDS}
    keep, drop = ((*getattr(base, name), *map(str, fields.get(name) or ())) for name in PATTERNS)
    return Metadata(**known, keep=keep, drop=drop)


def one_line(value: object) -> str:
    """A field as one line of text that can be published: half surrogate pairs become question marks.

    >>> one_line(" Two\\nlines "), one_line("\\ud800")
    ('Two lines', '?')
    """
    return " ".join(str(value).encode("utf-8", "replace").decode("utf-8").split())


def fill(own: Metadata, found: Metadata) -> Metadata:
    """`own`, and what it leaves open from `found`."""
    known = {name: getattr(own, name) or getattr(found, name) for name in FIELDS}
    return Metadata(**known, keep=own.keep, drop=own.drop)


class Sources(NamedTuple):
    """`sources.yml`: metadata by folder, the longest matching folder over the defaults."""

    defaults: Metadata
    folders: Mapping[str, Mapping[str, Any]]

    def of(self, path: str) -> Metadata:
        """What `sources.yml` says of the file at `path` (relative to the raw folder)."""
        found = self.defaults
        parents = [parent.as_posix() for parent in reversed(PurePosixPath(path).parents)]
        for folder in parents:
            if folder in self.folders:
                found = from_fields(self.folders[folder], found)
        return found


def read_sources(raw: Path) -> Sources:
    """The `sources.yml` of a raw folder, empty where there is none; raises MetadataError where it cannot be used."""
    path = raw / "sources.yml"
    if not path.is_file():
        return Sources(Metadata(), {})
    content = read_mapping(path)
    folders = content.get("folders") or {}
    if not isinstance(folders, dict):
        raise MetadataError(f"{path}: 'folders' must map a folder to its fields")
    for folder, fields in folders.items():
        if not isinstance(fields, dict):
            raise MetadataError(f"{path}: folder {folder!r} must hold fields such as publisher and licence")
        check_patterns(path, str(folder), fields)
    defaults = content.get("defaults") or {}
    check_patterns(path, "defaults", defaults)
    return Sources(from_fields(defaults), {str(folder).strip("/"): fields for folder, fields in folders.items()})


class Dataset(NamedTuple):
    """What the owner of a corpus says of the dataset made from it, under `dataset` in sources.yml."""

    title: str | None = None
    description: str | None = None
    licence: str | None = None
    homepage: str | None = None
    contributors: tuple[str, ...] = ()
    least_rows: Mapping[str, int] = NO_ROWS


def read_dataset(raw: Path) -> Dataset:
    """The `dataset` entry of a raw folder's sources.yml; raises MetadataError where it cannot be used."""
    path = raw / "sources.yml"
    content = (read_mapping(path).get("dataset") if path.is_file() else None) or {}
    if not isinstance(content, dict):
        raise MetadataError(f"{path}: 'dataset' must hold fields such as title and licence")
    floors = content.get("least_rows") or {}
    if not isinstance(floors, dict) or not all(isinstance(least, int) for least in floors.values()):
        raise MetadataError(f"{path}: dataset: 'least_rows' must map tables to whole numbers")
    given = {name: str(content[name]) for name in ("title", "description", "licence", "homepage") if content.get(name)}
    return Dataset(**given, contributors=tuple(map(str, content.get("contributors") or ())), least_rows=floors)


def check_patterns(path: Path | str, entry: str, fields: Mapping[str, Any]) -> None:
    """Raise MetadataError where a keep or drop pattern is no list or no regular expression."""
    for name in PATTERNS:
        patterns = fields.get(name) or []
        if not isinstance(patterns, list):
            raise MetadataError(f"{path}: {entry}: {name!r} must be a list of regular expressions")
        for pattern in patterns:
            try:
                find_in([""], str(pattern))
            except PatternError as error:
                raise MetadataError(f"{path}: {entry}: {name} pattern {str(pattern)[:80]!r} {error}") from error


def read_sidecar(location: Path) -> Mapping[str, Any]:
    """The fields of `NAME.meta.yml` beside a file, empty where there is none; raises MetadataError where it cannot be used."""
    path = location.with_name(location.name + SIDECAR)
    if not path.is_file():
        path = location.with_suffix(SIDECAR)
    if not path.is_file():
        return {}
    fields = read_mapping(path)
    check_patterns(path.name, "the sidecar", fields)
    return fields


def check_events(name: str, text: str) -> None:
    """Raise MetadataError for YAML that would cost much more than its size: aliases, or brackets in brackets without end."""
    depth = 0
    for event in yaml.parse(text, Loader=Loader):
        if isinstance(event, yaml.AliasEvent):
            raise MetadataError(f"{name}: aliases (*name) are not allowed")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_SIDECAR_DEPTH:
            raise MetadataError(f"{name}: nested more than {MAX_SIDECAR_DEPTH} deep")


def read_mapping(path: Path) -> Mapping[str, Any]:
    """A YAML file that holds a mapping; aliases are refused, since a few of them can stand for gigabytes."""
    if path.stat().st_size > MAX_SIDECAR_BYTES:
        raise MetadataError(f"{path.name}: larger than {MAX_SIDECAR_BYTES} bytes")
    try:
        text = path.read_text(encoding="utf-8-sig")
        check_events(path.name, text)
        content = yaml.load(text, Loader=Loader)
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError) as error:
        if isinstance(error, MetadataError):
            raise
        raise MetadataError(f"{path.name}: not YAML: {' '.join(str(error).split())}") from error
    if content is None:
        return {}
    if not isinstance(content, dict):
        raise MetadataError(f"{path.name}: must hold fields, one a line, such as 'title: ...'")
    return content
