"""All that documents tell, texts and their wire copies told as one: rows of happenings that stay in their files."""

import hashlib
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pipeline.digests import lost_rows, reopen_digests
from pipeline.events.merge_facts import unpack
from pipeline.kept import Kept
from pipeline.storage import Workspace, code_version
from pipeline.tables.bundle import pick_rows, rows_to_table
from pipeline.tellings import TELLINGS, tell
from pipeline.work import Work

Numbers = NDArray[np.int64]


class Told(NamedTuple):
    """Happenings of documents as rows of TELLINGS, then those of groups of copies; and the names in the documents."""

    tellings: pa.Table
    names: pa.Table


class Origin(NamedTuple):
    """Where all that was told is opened again by whoever merges it, in one step of a run: `turn` names the step."""

    workspace: Workspace
    turn: str
    copies: tuple[str, ...] = ()


class Group(NamedTuple):
    """A text and its copies: the key of their source, and where their happenings and names lie."""

    source_key: str
    tellings: list[int]
    names: list[int]


def new_turn(workspace: Workspace) -> Origin:
    """What was told as it lies now, copies each by themselves."""
    return Origin(workspace, f"{os.getpid()} {time.monotonic_ns()}")


@lru_cache(maxsize=1)
def open_told(origin: Origin) -> Told:
    """All that was told; what is opened in one step of a run is not trusted in another."""
    digests, tellings = reopen_digests(origin.workspace), []
    if origin.copies:
        tellings.append(open_copies(origin.workspace).find(origin.copies, tested=True).table("tellings"))
    return Told(pa.concat_tables([digests.table("tellings"), *tellings]), digests.table("names"))


def open_copies(workspace: Workspace) -> Kept:
    """What groups of copies tell, kept between runs."""
    return Kept(workspace.run / "copies" / code_version(), {"tellings": TELLINGS})


def bring_copies(
    origin: Origin, shards: tuple[Numbers, Numbers], near: Mapping[str, str], dropped: Mapping[int, Sequence[str]], work: Work
) -> tuple[Origin, Numbers]:
    """Have told what groups of copies tell; where all is found then, and the numbers of the rows that count.

    `shards` are those of the rows of both tables; rows of dropped documents count nowhere, those of documents in groups only there.
    """
    told = open_told(origin)
    lost = [lost_rows(table["document_id"], here, dropped) for table, here in zip(told, shards, strict=True)]
    groups, grouped = find_groups(told, near, *lost)
    named = {name_of(told, group): group for group in groups}
    copies = open_copies(origin.workspace)
    copies.bring(list(named), partial(tell_group, origin), work, named)
    count = sum(copies.sizes("tellings"))
    rows = np.concatenate([np.flatnonzero(~lost[0] & ~grouped), np.arange(count) + len(grouped)])
    return origin._replace(copies=tuple(named)), rows


def find_groups(
    told: Told, near: Mapping[str, str], lost: NDArray[np.bool_], lost_names: NDArray[np.bool_]
) -> tuple[list[Group], NDArray[np.bool_]]:
    """The groups of two documents or more that have reports, and which happenings are those of their documents."""
    first = frozenset(near.values())
    groups: dict[str, list[int]] = {}
    documents = told.names["document_id"].to_pylist()
    for number in np.flatnonzero(~lost_names).tolist():
        if documents[number] in near or documents[number] in first:
            groups.setdefault(near.get(documents[number], documents[number]), []).append(number)
    groups = {source: names for source, names in groups.items() if len(names) > 1}
    members = pa.array([documents[number] for names in groups.values() for number in names], pa.string())
    codes = pc.index_in(told.tellings["document_id"], value_set=members).fill_null(-1).to_numpy()
    grouped = (codes >= 0) & ~lost
    rows: dict[int, list[int]] = {}
    for row in np.flatnonzero(grouped).tolist():
        rows.setdefault(int(codes[row]), []).append(row)
    return list(number_groups(groups, rows)), codes >= 0


def number_groups(groups: Mapping[str, list[int]], rows: Mapping[int, list[int]]) -> Iterator[Group]:
    """Groups with the rows of their documents, which are numbered one after the other."""
    start = 0
    for source, names in groups.items():
        yield Group(source, [row for code in range(start, start + len(names)) for row in rows.get(code, ())], names)
        start += len(names)


def name_of(told: Told, group: Group) -> str:
    """A name of all that is known of a group."""
    hashes = pick_rows(told.tellings.select(["document_id", "hash"]), group.tellings).to_pydict()
    return hashlib.sha256(repr((group.source_key, hashes)).encode()).hexdigest()[:32]


def tell_group(origin: Origin, _: str, group: Group) -> dict[str, pa.Table]:
    """What a text and its copies tell together."""
    told = open_told(origin)
    facts = pick_rows(told.tellings.select(["facts"]), group.tellings)["facts"].to_pylist()
    names = pick_rows(told.names, group.names).to_pydict()
    reports = [unpack(fact)._replace(source_key=group.source_key) for here in facts for fact in here]
    rows = list(tell(reports, dict(zip(names["document_id"], names["names"], strict=True))))
    return {"tellings": rows_to_table(rows, TELLINGS)}
