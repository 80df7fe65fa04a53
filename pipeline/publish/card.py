"""README.md of a release: a dataset card in Hugging Face form, readable by people without any tool."""

from collections.abc import Iterator

import yaml

from pipeline.publish.cells import CSV_RULE
from pipeline.publish.citation import bibtex, citation_text
from pipeline.publish.draft import Draft
from pipeline.publish.exports import EXPORTS
from pipeline.publish.exports.sqlite import NAME, SQLITE_SAYS
from pipeline.tables import TABLES

SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"), (10_000_000, "1M<n<10M"))
SNIPPETS = """## Read it

pandas:

```python
import pandas as pd
events = pd.read_parquet("events.parquet", dtype_backend="pyarrow")
```

DuckDB:

```sql
SELECT country, count(*) AS events FROM 'events.parquet' GROUP BY country ORDER BY events DESC;
```

R:

```r
events <- arrow::read_parquet("events.parquet")   # or nanoparquet::read_parquet, or read.csv("events.csv")
```

Hugging Face datasets:

```python
from datasets import load_dataset
events = load_dataset("path/to/this/folder", "events", split="train")
```

Check what you downloaded: `sha256sum --check SHA256SUMS`, or `factline verify .`
"""


def write_card(draft: Draft) -> None:
    """README.md in the draft's folder."""
    head = yaml.safe_dump(front_matter(draft), sort_keys=False, allow_unicode=True, width=120)
    draft.write_text("README.md", f"---\n{head}---\n\n" + "\n".join(_body(draft)) + "\n")


def front_matter(draft: Draft) -> dict[str, object]:
    """The YAML head that the Hugging Face Hub reads: licence, size, and one configuration a table."""
    rows = sum(draft.rows.values())
    return {
        "pretty_name": draft.about.title,
        "license": draft.about.licence.name.lower(),
        "language": ["en"],
        "size_categories": [next((word for most, word in SIZES if rows < most), "n>10M")],
        "tags": ["events", "news", "figures", "provenance", "tabular"],
        "configs": [
            {"config_name": name, "data_files": f"{name}.parquet", **({"default": True} if name == "events" else {})}
            for name in TABLES
        ],
    }


def _body(draft: Draft) -> Iterator[str]:
    about = draft.about
    yield from (f"# {about.title}", "", about.description, "", f"Version `{draft.version}`, schema {about.schema_version}.", "")
    yield from ("## Tables", "", "| table | rows | what it is |", "|---|---:|---|")
    yield from (f"| `{name}` | {draft.rows[name]:,} | {table.title}. {table.description} |" for name, table in TABLES.items())
    yield from ("", "Each is there as Parquet and as CSV with the same content. Every column is in `DATA_DICTIONARY.md`.", "")
    yield from ("## Other forms", "")
    yield from (f"- `{name}`: {export.title}. {export.description}" for name, export in EXPORTS.items())
    yield f"- `{NAME}`: {SQLITE_SAYS}"
    yield from ("", SNIPPETS, "## CSV safety", "", CSV_RULE, "")
    yield from _rights(draft)
    yield from ("## Cite it", "", citation_text(about, draft.version), "", "```bibtex", bibtex(about, draft.version) + "```", "")
    yield from (
        "## Limits",
        "",
        "Rows are what rules read in texts, not what happened: `polarity`, `modality`, `attributed_to`, `date_basis` and "
        "`confidence` say how far each may be trusted, and every row names the characters it came from. A quotation is "
        "evidence, not a republication.",
    )


def _rights(draft: Draft) -> Iterator[str]:
    about = draft.about
    yield from (
        "## Licence and sources",
        "",
        f"Tables: [{about.licence.title}]({about.licence.path}) (`{about.licence.name}`).",
        "",
    )
    yield from ("| source | licence | attribution |", "|---|---|---|")
    for source in about.sources:
        name = f"[{source.title}]({source.path})" if source.path else source.title
        yield f"| {name} | {source.licence or 'not stated; texts are not republished'} | {source.attribution or ''} |"
    yield ""
