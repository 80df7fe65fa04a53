"""How assets show themselves in Dagster: column schema, lineage, row counts, previews."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from itertools import islice
from typing import Any

import dagster as dg

from pipeline.final import Chunks, Final
from pipeline.storage import code_version
from pipeline.summary import Summary
from pipeline.tables import TABLES, Column

OWNERS = ["team:factline"]
# The nightly refresh missed once is a warning, twice a failure.
FRESH = dg.FreshnessPolicy.time_window(fail_window=timedelta(hours=50), warn_window=timedelta(hours=26))
PREVIEW_ROWS = 5
WIDEST_CELL = 80


def column_schema(name: str) -> dg.TableSchema:
    """The columns of a published table as Dagster shows them."""
    return dg.TableSchema(columns=[describe_column(column) for column in TABLES[name].columns])


def describe_column(column: Column) -> dg.TableColumn:
    """One column: type, prose and constraints."""
    rules = [f"one of: {', '.join(column.values)}"] if column.values else []
    rules += [f"references {'.'.join(column.references)}"] if column.references else []
    return dg.TableColumn(
        column.name,
        str(column.type),
        description=column.description,
        constraints=dg.TableColumnConstraints(nullable=column.nullable, other=rules),
        tags={key: value for key, value in (("unit", column.unit), ("standard", column.standard)) if value and len(value) < 60},
    )


def table_lineage(name: str) -> dg.TableColumnLineage:
    """Which columns are foreign keys of which."""
    return dg.TableColumnLineage(
        {
            column.name: [dg.TableColumnDep(dg.AssetKey(column.references[0]), column.references[1])]
            for column in TABLES[name].columns
            if column.references and column.references[0] != name
        }
    )


def table_spec(name: str, group: str, deps: Iterable[str]) -> dg.AssetSpec:
    """The asset of a published table."""
    table = TABLES[name]
    return dg.AssetSpec(
        name,
        deps=list(deps),
        description=f"{table.title}. {table.description}".strip(),
        group_name=group,
        owners=OWNERS,
        kinds={"python", "arrow", "table"},
        code_version=code_version(),
        freshness_policy=FRESH,
        metadata={"dagster/column_schema": column_schema(name), "dagster/column_lineage": table_lineage(name)},
    )


def table_result(name: str, final: Final, extra: Mapping[str, Any] | None = None) -> dg.MaterializeResult[None]:
    """What a run says of a table: rows, a preview, and a data version that is a hash of its rows."""
    metadata = {
        "dagster/row_count": final.rows(name),
        "dagster/column_schema": column_schema(name),
        "preview": dg.MetadataValue.md(preview(name, final.chunks(name))),
        **(extra or {}),
    }
    return dg.MaterializeResult(name, metadata=metadata, data_version=dg.DataVersion(final.version(name)))


def preview(name: str, chunks: Chunks) -> str:
    """The first rows of a table as Markdown."""
    rows = [
        row for part in islice((part for part in chunks() if part.num_rows), 1) for row in part.slice(0, PREVIEW_ROWS).to_pylist()
    ]
    names = [column.name for column in TABLES[name].columns]
    lines = [" | ".join(names), " | ".join("---" for _ in names)]
    lines += [" | ".join(cell(row[column]) for column in names) for row in rows]
    return "\n".join(f"| {line} |" for line in lines)


def cell(value: object) -> str:
    """A value in a Markdown table."""
    text = "" if value is None else " ".join(str(value).split()).replace("|", "\\|")
    return text if len(text) <= WIDEST_CELL else f"{text[: WIDEST_CELL - 1]}…"


def describe_changes(summary: Summary) -> dict[str, Any]:
    """What changed against the release before, and what to look at, as metadata."""
    look = [f"- rejected: `{path}`: {reason}" for path, reason in summary.newly_rejected]
    look += [f"- gone: `{path}`" for path in summary.removed_paths]
    return {
        "new documents": summary.new,
        "changed documents": summary.changed,
        "removed documents": summary.removed,
        "rejected documents": summary.rejected,
        "what to look at": dg.MetadataValue.md("\n".join(look) or "nothing"),
    }


def failures_table(rows: list[dict[str, Any]]) -> dg.TableMetadataValue:
    """Broken rows as a table on the page of a check."""
    return dg.MetadataValue.table([dg.TableRecord({name: str(value) for name, value in row.items()}) for row in rows])
