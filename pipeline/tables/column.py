"""How a column of a published table is declared, and what can be derived from the declaration."""

from typing import Annotated, Any, NamedTuple

import pandas as pd
import pandera.pandas as pandera
import pyarrow as pa
from pandera.typing import Series

DECIMAL = pa.decimal128(38, 12)

Text = Series[Annotated[pd.ArrowDtype, pa.string()]]
Whole = Series[Annotated[pd.ArrowDtype, pa.int64()]]
Real = Series[Annotated[pd.ArrowDtype, pa.float64()]]
Exact = Series[Annotated[pd.ArrowDtype, DECIMAL]]
Day = Series[Annotated[pd.ArrowDtype, pa.date32()]]
Flag = Series[Annotated[pd.ArrowDtype, pa.bool_()]]


class PublishedTable(pandera.DataFrameModel):
    """What all tables share: their columns are exactly those listed, in that order."""

    class Config:
        """Nothing more, nothing less, nothing moved."""

        strict = True
        ordered = True


class Column(NamedTuple):
    """One column as every descriptor needs it: Arrow type, prose, unit, source standard, closed list, foreign key."""

    name: str
    type: pa.DataType
    description: str
    unit: str | None
    standard: str | None
    nullable: bool
    values: tuple[str, ...] | None
    references: tuple[str, str] | None


class Table(NamedTuple):
    """One published table: its pandera model and what is derived from it."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    model: type[PublishedTable]

    def column(self, name: str) -> Column:
        """The column of that name; raises KeyError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"table {self.name} has no column {name}")


def column(
    description: str,
    *,
    nullable: bool = False,
    values: tuple[str, ...] | None = None,
    references: str | None = None,
    unit: str | None = None,
    standard: str | None = None,
    least: float | None = None,
    most: float | None = None,
    pattern: str | None = None,
) -> Any:
    """A pandera field: prose, closed list, bounds (inclusive), regular expression, `references` as "table.column".

    `values` also closes a column that may be null; null is then allowed beside the list.
    """
    metadata = {"unit": unit, "standard": standard, "values": values, "references": references}
    return pandera.Field(
        description=description,
        nullable=nullable,
        isin=list(values) if values else None,
        ge=least,
        le=most,
        str_matches=pattern,
        metadata=metadata,
    )


def key_column(prefix: str, description: str) -> Any:
    """The key of a table: `prefix`, an underscore and 16 hexadecimal digits, a hash of the row's content."""
    return column(description, pattern=rf"^{prefix}_[0-9a-f]{{16}}$")


def span_start(what: str = "the text") -> Any:
    """First character of a span in the raw text of the document."""
    return column(f"First character of {what} in the raw text of the document.", unit="Unicode code points", least=0)


def span_end(what: str = "the text") -> Any:
    """End of a span in the raw text of the document."""
    return column(f"End (exclusive) of {what} in the raw text of the document.", unit="Unicode code points", least=0)


def read_model(name: str, model: type[PublishedTable]) -> Table:
    """The table that a model describes: its docstring's first line is the title, the rest the description."""
    schema = model.to_schema()
    columns = []
    for column_name, found in schema.columns.items():
        metadata = found.metadata or {}
        references = metadata.get("references")
        table, _, target = references.partition(".") if references else ("", "", "")
        columns.append(
            Column(
                name=column_name,
                type=found.dtype.type.pyarrow_dtype,
                description=found.description or "",
                unit=metadata.get("unit"),
                standard=metadata.get("standard"),
                nullable=found.nullable,
                values=metadata.get("values"),
                references=(table, target) if references else None,
            )
        )
    title, _, description = (model.__doc__ or "").strip().partition("\n")
    key = tuple(schema.unique or ())
    return Table(name, title.rstrip("."), " ".join(description.split()), tuple(columns), key, model)
