"""Places, actors and their names, counted over all documents that refer to them."""

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.digests import count_referred, kept_of
from pipeline.kept import Kept
from pipeline.tables import TABLES, arrow_schema
from pipeline.tables.bundle import let_go, pick_rows


def count_names(digests: Kept, dropped: Mapping[int, Sequence[str]]) -> dict[str, pa.Table]:
    """Places, actors and names that rows of this corpus refer to, with mentions and days counted from the mentions."""
    counted = count_referred(referred_to(digests, dropped))
    by_table = {name: counted.filter(pc.equal(counted["table"], name)) for name in ("places", "actors")}
    named = {name: first_rows(digests.table(name), TABLES[name].key) for name in ("places", "actors", "actor_names")}
    let_go()
    mentioned = {"first_mentioned": "first", "last_mentioned": "last"}
    return {
        "places": with_counts("places", named["places"], by_table["places"], {"mention_count": "mentions"}),
        "actors": with_counts("actors", named["actors"], by_table["actors"], {"mention_count": "mentions"} | mentioned),
        "actor_names": in_order("actor_names", named["actor_names"], by_table["actors"]),
    }


def referred_to(digests: Kept, dropped: Mapping[int, Sequence[str]]) -> pa.Table:
    """What each shard refers to, counted; where documents of a shard were dropped, what each of the others does."""
    counted, shards = digests.table("counted"), np.repeat(np.arange(len(digests.keys)), digests.sizes("counted"))
    if not dropped:
        return counted
    touched = list(dropped)
    some, here = kept_of(digests, "referred", dropped)
    again = pick_rows(some, np.flatnonzero(np.isin(here, touched))).select(counted.schema.names)
    return pa.concat_tables([counted.filter(~np.isin(shards, touched)), again])


def first_rows(rows: pa.Table, key: Sequence[str]) -> pa.Table:
    """The first row of each key."""
    joined = pc.binary_join_element_wise(*(rows[name] for name in key), "\x1f").combine_chunks().dictionary_encode()
    _, first = np.unique(joined.indices.to_numpy(), return_index=True)
    return pick_rows(rows, first)


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
