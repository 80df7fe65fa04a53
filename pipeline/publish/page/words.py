"""The page's prose that is derived: the data dictionary, and how to read the files."""

from collections.abc import Mapping
from typing import Any

from pipeline.publish.constraints import Bounds, bounds_of
from pipeline.publish.dictionary import meaning, type_word
from pipeline.tables import TABLES


def describe_dictionary(rows: Mapping[str, int]) -> list[dict[str, Any]]:
    """Every table with its columns, as the page shows them."""
    return [
        {
            "name": table.name,
            "title": table.title,
            "description": table.description,
            "rows": rows[table.name],
            "columns": [
                {
                    "name": column.name,
                    "type": type_word(column.type),
                    "meaning": meaning(column, bounds_of(table.name).get(column.name, Bounds())).replace("`", ""),
                }
                for column in table.columns
            ],
        }
        for table in TABLES.values()
    ]


def snippets(folder: str) -> list[tuple[str, str]]:
    """Code to read the release, by language; `folder` is where the files lie."""
    return [
        (
            "pandas",
            f'import pandas as pd\n\nevents = pd.read_parquet("{folder}/events.parquet", dtype_backend="pyarrow")\n'
            'events[events["modality"] == "actual"].groupby("country").size()',
        ),
        (
            "DuckDB",
            f"SELECT country, count(*) AS events, sum(fatalities_best) AS deaths\nFROM '{folder}/events.parquet'\n"
            "WHERE polarity = 'asserted' AND modality = 'actual'\nGROUP BY country ORDER BY events DESC;",
        ),
        (
            "SQLite",
            f'sqlite3 {folder}/factline.sqlite "SELECT event_type, count(*) FROM events GROUP BY 1 ORDER BY 2 DESC"',
        ),
        (
            "R",
            f'events <- arrow::read_parquet("{folder}/events.parquet")\n# or nanoparquet::read_parquet(), or read.csv()',
        ),
    ]
