"""datapackage.json: Frictionless Data Package v2 of a release.

CSV files are tables with schema, constraints and foreign keys; Parquet files are plain files with bytes and hash, because the
reference validator calls any Parquet *table* that states its bytes invalid.
"""

import json
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.publish.about import About, Contributor, Licence, Source
from pipeline.publish.cells import CSV_RULE
from pipeline.publish.constraints import Bounds, bounds_of
from pipeline.publish.draft import Draft
from pipeline.publish.exports import EXPORTS, Export
from pipeline.publish.exports.sqlite import NAME, SQLITE_SAYS
from pipeline.publish.media import MEDIA_TYPES
from pipeline.tables import TABLES, Column, Table

PACKAGE_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
RESOURCE_PROFILE = "https://datapackage.org/profiles/2.0/dataresource.json"
SCHEMA_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
OTHERS = EXPORTS | {NAME: Export("All tables as one SQLite file", SQLITE_SAYS)}


def write_datapackage(draft: Draft) -> None:
    """datapackage.json in the draft's folder."""
    draft.write_json("datapackage.json", describe(draft))


def describe(draft: Draft) -> dict[str, Any]:
    """The descriptor of all data files of the release."""
    about = draft.about
    return {
        "$schema": PACKAGE_PROFILE,
        "name": "factline-release",
        "title": about.title,
        "description": about.description,
        "version": draft.version,
        **({"homepage": about.homepage} if about.homepage else {}),
        "licenses": [about.licence._asdict()],
        "sources": [_source(source) for source in about.sources],
        "contributors": [_contributor(person) for person in about.contributors],
        "codeVersion": about.code_version,
        "schemaVersion": about.schema_version,
        "contentHash": f"sha256:{draft.content}",
        "csvFormulaRule": CSV_RULE,
        "resources": [_resource(draft, name) for name in sorted(draft.files, key=_order)],
    }


def read_about(release: Path) -> About:
    """What a published release says of itself, read back from its datapackage.json."""
    said = json.loads((release / "datapackage.json").read_text(encoding="utf-8"))
    return About(
        title=said["title"],
        description=said["description"],
        licence=Licence(**said["licenses"][0]),
        code_version=said["codeVersion"],
        schema_version=said["schemaVersion"],
        sources=tuple(Source(s["title"], s.get("path"), s.get("license"), s.get("attribution")) for s in said["sources"]),
        homepage=said.get("homepage"),
        contributors=tuple(Contributor(c["title"], c["roles"][0], c.get("path")) for c in said["contributors"]),
    )


def table_schema(table: Table) -> dict[str, Any]:
    """Table Schema of one table: fields with types, constraints and units, keys and foreign keys."""
    bounds = bounds_of(table.name)
    schema = {
        "$schema": SCHEMA_PROFILE,
        "fields": [_field(column, bounds.get(column.name, Bounds()), table.key) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    foreign = [_foreign_key(table.name, column) for column in table.columns if column.references]
    return schema | ({"foreignKeys": foreign} if foreign else {})


def field_type(kind: pa.DataType) -> str:
    """The Table Schema type of an Arrow type; raises where there is none, so that a new type is not published as text.

    >>> field_type(pa.decimal128(38, 12)), field_type(pa.date32())
    ('number', 'date')
    """
    for test, word in (
        (pa.types.is_boolean, "boolean"),
        (pa.types.is_integer, "integer"),
        (pa.types.is_floating, "number"),
        (pa.types.is_decimal, "number"),
        (pa.types.is_date, "date"),
        (pa.types.is_string, "string"),
    ):
        if test(kind):
            return word
    raise TypeError(f"no Table Schema type for Arrow type {kind}")


def _order(name: str) -> tuple[int, int, str]:
    """Tables first, in their own order, CSV before Parquet; then the other files by name."""
    stem, _, suffix = name.rpartition(".")
    names = list(TABLES)
    is_table = stem in TABLES and suffix in ("csv", "parquet")
    return (0 if is_table else 1, names.index(stem) if is_table else 0, name)


def _resource(draft: Draft, file: str) -> dict[str, Any]:
    """One data file: a table with its schema where it is the CSV of a table, else a file."""
    stem, _, suffix = file.rpartition(".")
    facts = draft.files[file]
    is_table = suffix == "csv" and stem in TABLES
    named: dict[str, Any] = {
        "$schema": RESOURCE_PROFILE,
        "name": stem.replace("_", "-") if is_table else file.replace("_", "-").replace(".", "-"),
        "path": file,
        "type": "table" if is_table else "file",
        "format": suffix,
        "mediatype": MEDIA_TYPES[suffix],
        "bytes": facts.bytes,
        "hash": f"sha256:{facts.sha256}",
    }
    if stem not in TABLES:
        return named | OTHERS[file]._asdict()
    table = TABLES[stem]
    named |= {"title": table.title, "description": table.description, "rowCount": draft.rows[stem]}
    if is_table:
        named |= {"encoding": "utf-8", "dialect": {"lineTerminator": "\r\n"}, "schema": table_schema(table)}
    return named


def _field(column: Column, bounds: Bounds, key: tuple[str, ...]) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if not column.nullable:
        constraints["required"] = True
    if key == (column.name,):
        constraints["unique"] = True
    if column.values:
        constraints["enum"] = list(column.values)
    stated = {"minimum": bounds.least, "maximum": bounds.most, "pattern": bounds.pattern}
    constraints |= {name: value for name, value in stated.items() if value is not None}
    described = {"name": column.name, "type": field_type(column.type), "description": column.description}
    extra = {"unit": column.unit, "standard": column.standard, "constraints": constraints}
    return described | {name: value for name, value in extra.items() if value}


def _foreign_key(table: str, column: Column) -> dict[str, Any]:
    target, field = column.references or ("", "")
    resource = "" if target == table else target.replace("_", "-")
    return {"fields": [column.name], "reference": {"resource": resource, "fields": [field]}}


def _source(source: Source) -> dict[str, Any]:
    named = {"title": source.title, "path": source.path, "license": source.licence, "attribution": source.attribution}
    return {name: value for name, value in named.items() if value}


def _contributor(person: Contributor) -> dict[str, Any]:
    named: dict[str, Any] = {"title": person.title, "roles": [person.role]}
    return named | ({"path": person.path} if person.path else {})
