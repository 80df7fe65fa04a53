"""What is kept is taken as it is, is made again where it is damaged, and does not grow for ever."""

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest

from pipeline.kept import Kept

SCHEMAS = {"words": pa.schema([("word", pa.string())]), "sizes": pa.schema([("size", pa.int64())])}


def bring(folder: Path, keys: list[str], made: list[str] | None = None) -> Kept:
    """The tables of some keys: a word as often as it has letters, and its length; `made` collects what had to be made."""

    def make(key: str) -> dict[str, pa.Table]:
        if made is not None:
            made.append(key)
        return {"words": pa.table([[key] * len(key)], SCHEMAS["words"]), "sizes": pa.table([[len(key)]], SCHEMAS["sizes"])}

    kept = Kept(folder / "code", SCHEMAS)
    kept.bring(keys, make)
    return kept


def test_tables_come_in_the_order_of_keys_and_only_new_ones_are_made(tmp_path: Path) -> None:
    bring(tmp_path, ["one", "three", "five"])
    made: list[str] = []
    kept = bring(tmp_path, ["five", "four", "one"], made)
    assert made == ["four"]
    assert kept.table("words")["word"].to_pylist() == ["five"] * 4 + ["four"] * 4 + ["one"] * 3
    assert kept.table("sizes")["size"].to_pylist() == [4, 4, 3]
    assert kept.sizes("words") == [4, 4, 3]


@pytest.mark.parametrize("harm", [lambda data: data[:-30], lambda data: data.replace(b"three", b"thrEE"), lambda data: b"PK"])
def test_a_damaged_file_is_made_again(tmp_path: Path, harm: Callable[[bytes], bytes]) -> None:
    bring(tmp_path, ["one", "three"])
    for path in (tmp_path / "code").glob("*.zip"):
        path.write_bytes(harm(path.read_bytes()))
    made: list[str] = []
    assert bring(tmp_path, ["one", "three"], made).table("words")["word"].to_pylist() == ["one"] * 3 + ["three"] * 5
    assert made == ["one", "three"]


def test_what_nobody_wants_any_more_goes_and_files_stay_few(tmp_path: Path) -> None:
    for number in range(40):
        bring(tmp_path, [f"word{other}" for other in range(number, number + 20)])
    assert len(list((tmp_path / "code").iterdir())) <= 7
    bring(tmp_path, [f"other{number}" for number in range(600)])
    bring(tmp_path, ["last"])
    assert sum(path.stat().st_size for path in (tmp_path / "code").iterdir()) < 10_000


def test_what_other_code_kept_is_removed(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "file.zip").write_bytes(b"")
    bring(tmp_path, ["one"])
    assert [path.name for path in tmp_path.iterdir()] == ["code"]


def test_what_a_killed_run_left_half_written_goes(tmp_path: Path) -> None:
    bring(tmp_path, ["one"])
    (tmp_path / "code" / "half.123.part").write_bytes(b"PK")
    bring(tmp_path, ["one"])
    assert [path.suffix for path in (tmp_path / "code").iterdir()] == [".zip"]
