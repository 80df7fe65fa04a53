"""croissant.json: the release for machine learning tools (MLCommons Croissant 1.0), records read from the Parquet files."""

from typing import Any

import pyarrow as pa

from pipeline.publish.citation import citation_text
from pipeline.publish.draft import Draft
from pipeline.publish.media import MEDIA_TYPES
from pipeline.tables import TABLES, Column, Table

CONFORMS_TO = "http://mlcommons.org/croissant/1.0"
PARQUET = "application/x-parquet"  # the name that Croissant's readers know, older than the registered one
# The context that the specification prescribes, term by term.
CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


def write_croissant(draft: Draft) -> None:
    """croissant.json in the draft's folder."""
    draft.write_json("croissant.json", describe_croissant(draft))


def describe_croissant(draft: Draft) -> dict[str, Any]:
    """The descriptor: every data file, and a record set for every table."""
    about = draft.about
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": CONFORMS_TO,
        "name": "factline-release",
        "alternateName": about.title,
        "description": about.description,
        "version": f"{about.schema_version}.0+{draft.version}",
        "license": about.licence.path,
        "citeAs": citation_text(about, draft.version),
        **({"url": about.homepage} if about.homepage else {}),
        "isLiveDataset": False,
        "creator": [{"@type": "sc:Organization", "name": person.title} for person in about.contributors],
        "isBasedOn": [source.path or source.title for source in about.sources],
        "distribution": [_file(draft, name) for name in sorted(draft.files)],
        "recordSet": [_record_set(table) for table in TABLES.values()],
    }


def _file(draft: Draft, name: str) -> dict[str, Any]:
    facts = draft.files[name]
    return {
        "@type": "cr:FileObject",
        "@id": name,
        "name": name,
        "contentUrl": name,
        "contentSize": f"{facts.bytes} B",
        "encodingFormat": PARQUET if name.endswith(".parquet") else MEDIA_TYPES[name.rpartition(".")[2]],
        "sha256": facts.sha256,
    }


def _record_set(table: Table) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": f"{table.title}. {table.description}".strip(),
        "key": [{"@id": f"{table.name}/{name}"} for name in table.key],
        "field": [_field(table.name, column) for column in table.columns],
    }


def _field(table: str, column: Column) -> dict[str, Any]:
    """One column. Foreign keys stay out: the reference reader joins along them, and then loses rows whose link is empty."""
    return {
        "@type": "cr:Field",
        "@id": f"{table}/{column.name}",
        "name": column.name,
        "description": " ".join([column.description, f"Unit: {column.unit}." if column.unit else ""]).strip(),
        "dataType": _data_type(column.type),
        "source": {"fileObject": {"@id": f"{table}.parquet"}, "extract": {"column": column.name}},
    }


def _data_type(kind: pa.DataType) -> str:
    if pa.types.is_boolean(kind):
        return "sc:Boolean"
    if pa.types.is_integer(kind):
        return "sc:Integer"
    if pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        return "sc:Float"
    return "sc:Date" if pa.types.is_date(kind) else "sc:Text"
