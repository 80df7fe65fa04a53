"""One table, written part by part into its Parquet and its CSV file; memory is bounded by one part."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from types import TracebackType
from typing import NamedTuple, Self

from pipeline.publish.assembly import Assembly, Made, Works
from pipeline.publish.cells import header_line
from pipeline.publish.encoding import Encoded, Job, Text, described
from pipeline.publish.parts import Part
from pipeline.publish.row_groups import MAGIC, RowGroup, write_footer
from pipeline.tables import TABLES, arrow_schema


class TableFiles(NamedTuple):
    """The two files of a table."""

    csv: Made
    parquet: Made

    @property
    def rows(self) -> int:
        """How many rows the table has."""
        return sum(group.rows for group in self.parquet.groups)


class TableWriter:
    """Open Parquet and CSV files of one table.

    The Parquet footer names the release's version, which is known only when all tables are written: so `finish` writes it.
    """

    def __init__(self, works: Works, name: str, parts: Sequence[Part]) -> None:
        self._parts = parts
        self._schema = described(arrow_schema(name), TABLES[name])
        self._old_csv = works.old.parts(f"{name}.csv") if works.old else {}
        self._old_parquet = works.old.parts(f"{name}.parquet") if works.old else {}
        self._old_groups = works.old.row_groups(name) if works.old else {}
        self._stack = ExitStack()
        self._csv = self._stack.enter_context(Assembly(works, f"{name}.csv", deflated=True))
        self._parquet = self._stack.enter_context(Assembly(works, f"{name}.parquet", deflated=False))
        self._groups: list[tuple[RowGroup, int]] = []
        self._made: Made | None = None
        self.jobs = [Job(name, part, self._known(part)) for part in parts if part.key not in self._old_parquet]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stack.close()

    def _known(self, part: Part) -> frozenset[str]:
        """The pieces of a part that stand in the CSV file of the release before."""
        return frozenset(piece.key for piece in part.pieces if piece.key in self._old_csv)

    def write(self, encoded: Iterator[Encoded]) -> Made:
        """All rows into both files, those in `jobs` as they come; returns the CSV file, whose SHA-256 stands for the content."""
        self._csv.put(header_line(self._schema.names))
        self._parquet.put(MAGIC)
        for part in self._parts:
            start, texts = self._parquet.size, iter(list[Text]())
            if part.key in self._old_parquet:
                self._parquet.keep(self._old_parquet[part.key])
                self._groups.append((self._old_groups[part.key], start))
            else:
                found = next(encoded)
                self._parquet.put(found.parquet, part.key)
                self._groups.append((found.group, start))
                texts = iter(found.csv)
            self._put_csv(part, texts)
        self._made = self._csv.close()
        return self._made

    def _put_csv(self, part: Part, texts: Iterator[Text]) -> None:
        """A part into the CSV file, piece by piece: `texts` are those that did not stand in the release before."""
        for piece in part.pieces:
            if piece.key in self._old_csv:
                self._csv.keep(self._old_csv[piece.key])
            else:
                text = next(texts)
                self._csv.put(text.plain, piece.key, text.deflated)

    def finish(self, footer: Mapping[str, str]) -> TableFiles:
        """Close both files, with `footer` as the Parquet file's own metadata."""
        self._parquet.put(write_footer(self._schema, footer, self._groups))
        assert self._made is not None, "written before it is finished"
        groups = tuple(group for group, _ in self._groups)
        pieces = tuple(tuple((piece.key, piece.rows) for piece in part.pieces) for part in self._parts)
        return TableFiles(self._made, self._parquet.close()._replace(groups=groups, pieces=pieces))
