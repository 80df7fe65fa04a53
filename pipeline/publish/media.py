"""Media types of the files of a release, by the ending of their names."""

MEDIA_TYPES = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "sqlite": "application/vnd.sqlite3",
    "geojson": "application/geo+json",
    "jsonl": "application/jsonl",
    "json": "application/json",
    "zip": "application/zip",
    "md": "text/markdown",
    "cff": "application/yaml",
    "html": "text/html",
    "js": "text/javascript",
}
