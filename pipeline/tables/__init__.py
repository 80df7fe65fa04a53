"""Every published table, defined once: names, types, checks and column prose; all descriptors are derived from here."""

from collections.abc import Mapping
from types import MappingProxyType

import pyarrow as pa

from pipeline.tables.column import Column, Table, read_model
from pipeline.tables.findings import ActorNames, Actors, Figures, Mentions, Places, Times
from pipeline.tables.happenings import Events, ReportActors, Reports
from pipeline.tables.texts import Blocks, Documents

# Raised when a column is added (minor), or renamed, removed or given another meaning (major).
SCHEMA_VERSION = "1.0"

TABLES: Mapping[str, Table] = MappingProxyType(
    {
        name: read_model(name, model)
        for name, model in {
            "documents": Documents,
            "blocks": Blocks,
            "times": Times,
            "figures": Figures,
            "mentions": Mentions,
            "places": Places,
            "actors": Actors,
            "actor_names": ActorNames,
            "reports": Reports,
            "report_actors": ReportActors,
            "events": Events,
        }.items()
    }
)


def arrow_schema(name: str) -> pa.Schema:
    """The Arrow schema of a table: column order, types and nullability."""
    return pa.schema([pa.field(column.name, column.type, column.nullable) for column in TABLES[name].columns])


__all__ = ["SCHEMA_VERSION", "TABLES", "Column", "Table", "arrow_schema"]
