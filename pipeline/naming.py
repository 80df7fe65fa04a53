"""Places, actors and their names, counted over all documents that refer to them."""

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.digests import kept_of
from pipeline.kept import Kept
from pipeline.tables import TABLES, arrow_schema
from pipeline.text.days import day_of


def count_names(digests: Kept, documents: pa.Table, dropped: Mapping[int, Sequence[str]]) -> dict[str, pa.Table]:
    """Places, actors and names that rows of this corpus refer to, with mentions and days counted from the mentions."""
    referred, _ = kept_of(digests, "referred", dropped)
    places = pc.index_in(referred["document_id"], value_set=documents["document_id"].combine_chunks())
    days = pa.array([day_of(published) for published in documents["published_at"].to_pylist()], pa.date32())
    mentioned = pc.greater(referred["mentions"], 0)
    day = pc.if_else(mentioned, days.take(places.combine_chunks()), pa.scalar(None, pa.date32()))
    counted = (
        referred.append_column("day", day)
        .group_by(["table", "key"])
        .aggregate([("mentions", "sum"), ("day", "min"), ("day", "max")])
    )
    by_table = {name: counted.filter(pc.equal(counted["table"], name)) for name in ("places", "actors")}
    named = {name: first_rows(digests.table(name), TABLES[name].key) for name in ("places", "actors", "actor_names")}
    return {
        "places": with_counts("places", named["places"], by_table["places"], {"mention_count": "mentions_sum"}),
        "actors": with_counts(
            "actors",
            named["actors"],
            by_table["actors"],
            {"mention_count": "mentions_sum", "first_mentioned": "day_min", "last_mentioned": "day_max"},
        ),
        "actor_names": in_order("actor_names", named["actor_names"], by_table["actors"]),
    }


def first_rows(rows: pa.Table, key: Sequence[str]) -> pa.Table:
    """The first row of each key."""
    rows = rows.combine_chunks()
    joined = pc.binary_join_element_wise(*(rows[name] for name in key), "\x1f").combine_chunks().dictionary_encode()
    _, first = np.unique(joined.indices.to_numpy(), return_index=True)
    return rows.take(first)


def in_order(name: str, rows: pa.Table, counted: pa.Table) -> pa.Table:
    """The rows that something refers to, in the order of their keys."""
    kept = rows.filter(pc.is_in(rows[TABLES[name].key[0]], value_set=counted["key"].combine_chunks()))
    return kept.sort_by([(column, "ascending") for column in TABLES[name].key]).combine_chunks()


def with_counts(name: str, rows: pa.Table, counted: pa.Table, columns: Mapping[str, str]) -> pa.Table:
    """The rows that something refers to, with their counts in place."""
    rows = in_order(name, rows, counted)
    places = pc.index_in(rows[TABLES[name].key[0]], value_set=counted["key"].combine_chunks())
    for column, counts in columns.items():
        place = rows.schema.get_field_index(column)
        field = arrow_schema(name).field(column)
        rows = rows.set_column(place, field, counted[counts].take(places).cast(field.type))
    return rows.combine_chunks()
