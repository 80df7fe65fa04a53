"""CSV on the Web: one metadata file beside each CSV, and csv-metadata.json for all of them with the links between them."""

import re
from typing import Any

import pyarrow as pa

from pipeline.publish.constraints import Bounds, bounds_of
from pipeline.publish.draft import Draft
from pipeline.tables import TABLES, Column, Table

CONTEXT = ["http://www.w3.org/ns/csvw", {"@language": "en"}]
DIALECT = {
    "encoding": "utf-8",
    "lineTerminators": ["\r\n"],
    "header": True,
    "delimiter": ",",
    "quoteChar": '"',
    "doubleQuote": True,
}


def write_csvw(draft: Draft) -> None:
    """`<table>.csv-metadata.json` for every table and csv-metadata.json for the group, in the draft's folder."""
    about = draft.about
    shared = {
        "dc:title": about.title,
        "dc:license": {"@id": about.licence.path},
        "dc:source": [source.title for source in about.sources],
        "dc:hasVersion": draft.version,
    }
    for table in TABLES.values():
        draft.write_json(
            f"{table.name}.csv-metadata.json", {"@context": CONTEXT, **shared, **describe_file(table), "dialect": DIALECT}
        )
    group = [describe_file(table, linked=True) for table in TABLES.values()]
    draft.write_json("csv-metadata.json", {"@context": CONTEXT, **shared, "dialect": DIALECT, "tables": group})


def describe_file(table: Table, *, linked: bool = False) -> dict[str, Any]:
    """One CSV file with its schema; foreign keys only where the other files stand beside it (`linked`).

    Links that may be empty stay out: the reference validator refuses them, and the Data Package states them all.
    """
    bounds = bounds_of(table.name)
    schema: dict[str, Any] = {
        "columns": [_column(column, bounds.get(column.name, Bounds())) for column in table.columns],
        "primaryKey": list(table.key),
    }
    foreign = [_foreign_key(column) for column in table.columns if column.references and not column.nullable]
    if linked and foreign:
        schema["foreignKeys"] = foreign
    return {"url": f"{table.name}.csv", "dc:description": f"{table.title}. {table.description}".strip(), "tableSchema": schema}


def datatype(column: Column, bounds: Bounds) -> dict[str, Any] | str:
    """The XML Schema type of a column with its bounds, closed list or pattern."""
    kind = column.type
    if pa.types.is_boolean(kind):
        return {"base": "boolean", "format": "true|false"}
    if pa.types.is_date(kind):
        return {"base": "date", "format": "yyyy-MM-dd"}
    if pa.types.is_string(kind):
        pattern = "|".join(map(re.escape, column.values)) if column.values else (bounds.pattern or "").strip("^$")
        return {"base": "string", "format": pattern} if pattern else "string"
    base = "integer" if pa.types.is_integer(kind) else "decimal" if pa.types.is_decimal(kind) else "double"
    limits = {"minimum": bounds.least, "maximum": bounds.most}
    stated = {name: value for name, value in limits.items() if value is not None}
    return {"base": base, **stated} if stated else base


def _column(column: Column, bounds: Bounds) -> dict[str, Any]:
    described = {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.description,
        "datatype": datatype(column, bounds),
        "required": not column.nullable,
        "null": [""],
    }
    return described | ({"schema:unitText": column.unit} if column.unit else {})


def _foreign_key(column: Column) -> dict[str, Any]:
    table, field = column.references or ("", "")
    return {"columnReference": column.name, "reference": {"resource": f"{table}.csv", "columnReference": field}}
