"""The data dictionary: every table and column in Markdown, from the one definition of the tables."""

import pyarrow as pa

from pipeline.publish.cells import CSV_RULE
from pipeline.publish.constraints import Bounds, bounds_of
from pipeline.publish.draft import Draft
from pipeline.tables import TABLES, Column, Table


def write_dictionary(draft: Draft) -> None:
    """DATA_DICTIONARY.md in the draft's folder."""
    about = draft.about
    head = f"# Data dictionary\n\n{about.title}, release {draft.version}, schema {about.schema_version}.\n\n"
    draft.write_text("DATA_DICTIONARY.md", f"{head}{data_dictionary()}\n## CSV files\n\n{CSV_RULE}\n")


def data_dictionary(level: int = 2) -> str:
    """All tables and their columns as Markdown, with headings of the level given."""
    return "\n".join(describe_table(table, level) for table in TABLES.values())


def describe_table(table: Table, level: int) -> str:
    """One table as a heading, its description, and a row a column."""
    bounds = bounds_of(table.name)
    lines = [f"{'#' * level} {table.name}", "", f"{table.title}. {table.description}".strip(), ""]
    lines += [f"Key: {', '.join(f'`{name}`' for name in table.key)}.", "", "| column | type | meaning |", "|---|---|---|"]
    lines += [_row(column, bounds.get(column.name, Bounds())) for column in table.columns]
    return "\n".join(lines) + "\n"


def type_word(kind: pa.DataType) -> str:
    """A column's type for readers.

    >>> type_word(pa.decimal128(38, 12)), type_word(pa.date32()), type_word(pa.string())
    ('decimal', 'date', 'text')
    """
    words = (
        (pa.types.is_boolean, "true or false"),
        (pa.types.is_integer, "whole number"),
        (pa.types.is_floating, "number"),
        (pa.types.is_decimal, "decimal"),
        (pa.types.is_date, "date"),
        (pa.types.is_string, "text"),
    )
    return next((word for test, word in words if test(kind)), str(kind))


def meaning(column: Column, bounds: Bounds) -> str:
    """All that is said of a column beside name and type, as sentences."""
    said = [column.description]
    if column.values:
        said.append(f"One of {', '.join(f'`{value}`' for value in column.values)}.")
    if column.references:
        said.append("Key of `{}` (`{}`).".format(*column.references))
    if bounds.least is not None or bounds.most is not None:
        said.append(_bounds_words(bounds))
    if column.unit:
        said.append(f"Unit: {column.unit}.")
    if column.standard:
        said.append(f"Standard: {column.standard}.")
    return " ".join([*said, "May be empty." if column.nullable else ""]).strip()


def _bounds_words(bounds: Bounds) -> str:
    if bounds.most is None:
        return f"At least {bounds.least}."
    return f"At most {bounds.most}." if bounds.least is None else f"From {bounds.least} to {bounds.most}."


def _row(column: Column, bounds: Bounds) -> str:
    return f"| `{column.name}` | {type_word(column.type)} | {meaning(column, bounds).replace('|', chr(92) + '|')} |"
