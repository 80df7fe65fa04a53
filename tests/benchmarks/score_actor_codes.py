"""Country and sector of actor phrases: `python tests/benchmarks/score_actor_codes.py GOLD.jsonl [PREDICTIONS.jsonl]`.

GOLD has one JSON object a line: `id`, `actor` (a phrase), `context` (words that set the country, or ""), `date` and the right
`country` and `sector`; a field that is not there is not scored. The first mention of "actor, context" with an actor answers.
With a second path the answers are written there, `{"id", "events": [{"country", "sector"}]}` a line, for another scorer.
"""

import json
import sys
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from pipeline.names.find import find_names
from pipeline.text.page import page_of


def read_day(text: str) -> date | None:
    """An ISO day or "1 July 2021"; None for "today" and whatever else."""
    for form in ("%Y-%m-%d", "%d %B %Y"):
        try:
            return datetime.strptime(text.title(), form).date()
        except ValueError:
            continue
    return None


def answer(record: dict[str, Any]) -> dict[str, str]:
    """Country and sector of the first actor of a record, "" where there is none."""
    text = ", ".join(part for part in (record["actor"], record["context"]) if part)
    found = find_names(page_of(text, published=read_day(record.get("date") or "")))
    actor = next((mention.actor for mention in found if mention.actor), None)
    return {"country": (actor and actor.country) or "", "sector": (actor and actor.sector) or ""}


def main() -> None:
    """Print the share of records with the right country, the right sector, and both."""
    records = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    answers = [answer(record) for record in records]
    right: Counter[tuple[str, bool]] = Counter()
    for record, given in zip(records, answers, strict=True):
        fields = [field for field in ("country", "sector") if field in record]
        for field in fields:
            right[field, given[field] == record[field]] += 1
        right["both", all(given[field] == record[field] for field in fields)] += 1
    for field in ("country", "sector", "both"):
        total = right[field, True] + right[field, False]
        print(f"{field:8} {100 * right[field, True] / max(total, 1):5.1f} % of {total}")
    if len(sys.argv) > 2:
        lines = (json.dumps({"id": record["id"], "events": [given]}) for record, given in zip(records, answers, strict=True))
        Path(sys.argv[2]).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
