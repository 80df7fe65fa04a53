"""Every descriptor is held to its own validator; those of the extra `validate` are skipped where it is not installed."""

import csv
import json
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest
import yaml
from made_release import ABOUT

from pipeline.publish.dictionary import data_dictionary
from pipeline.publish.release import Published
from pipeline.tables import TABLES

NEEDED = "a validator of the extra `validate`"


def test_croissant_is_valid_and_its_records_can_be_read(release: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    croissant = pytest.importorskip("mlcroissant", reason=NEEDED)
    monkeypatch.chdir(release)
    dataset = croissant.Dataset("croissant.json")
    assert not dataset.metadata.ctx.issues.errors
    for name in TABLES:
        assert sum(1 for _ in dataset.records(name)) == pq.read_metadata(release / f"{name}.parquet").num_rows


@pytest.mark.parametrize("name", ["csv-metadata.json", *(f"{table}.csv-metadata.json" for table in TABLES)])
def test_csvw_is_valid(release: Path, name: str) -> None:
    csvw = pytest.importorskip("csvw", reason=NEEDED)
    assert csvw.CSVW(str(release / name), validate=True).is_valid


def test_csvw_notices_a_value_outside_its_closed_list(release: Path, tmp_path: Path) -> None:
    csvw = pytest.importorskip("csvw", reason=NEEDED)
    (tmp_path / "events.csv").write_bytes((release / "events.csv").read_bytes().replace(b"asserted", b"denied", 1))
    (tmp_path / "events.csv-metadata.json").write_bytes((release / "events.csv-metadata.json").read_bytes())
    assert not csvw.CSVW(str(tmp_path / "events.csv-metadata.json"), validate=True).is_valid


def test_the_card_loads_every_table_with_datasets(release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    datasets = pytest.importorskip("datasets", reason=NEEDED)
    for name in TABLES:
        rows = datasets.load_dataset(str(release), name, split="train", cache_dir=str(tmp_path))
        assert rows.column_names == [column.name for column in TABLES[name].columns]
        assert len(rows) == pq.read_metadata(release / f"{name}.parquet").num_rows


def test_duckdb_reads_the_same_from_parquet_and_csv(release: Path) -> None:
    for name, table in TABLES.items():
        keys = ", ".join(table.key)
        both = [
            duckdb.sql(f"SELECT {keys} FROM '{release}/{name}.{form}' ORDER BY ALL").fetchall()  # the names are our own
            for form in ("parquet", "csv")
        ]
        assert both[0] == both[1] != []


def test_pandas_reads_parquet_with_exact_decimals(release: Path) -> None:
    values = pd.read_parquet(release / "figures.parquet", dtype_backend="pyarrow")["value"]
    assert str(values.dtype) == "decimal128(38, 12)[pyarrow]"


def test_a_reader_that_is_not_arrow_reads_the_csv(release: Path) -> None:
    with (release / "figures.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    assert [row["value"] for row in rows] == [
        f"{value:f}".rstrip("0").rstrip(".") for value in _column(release, "figures", "value")
    ]


def test_sqlite_holds_all_rows_keys_and_links(release: Path) -> None:
    with closing(sqlite3.connect(f"file:{release / 'factline.sqlite'}?mode=ro", uri=True)) as base:
        assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        for name in TABLES:
            assert base.execute(f"SELECT count(*) FROM {name}").fetchone()[0] == len(_column(release, name, TABLES[name].key[0]))
        assert base.execute("SELECT value FROM _release WHERE name = 'licence'").fetchone() == ("CC-BY-4.0",)
        assert base.execute("SELECT count(*) FROM _columns WHERE description = ''").fetchone() == (0,)


def test_the_citation_names_title_version_and_licence(published: Published) -> None:
    cited = yaml.safe_load((published.folder / "CITATION.cff").read_text(encoding="utf-8"))
    assert (cited["cff-version"], cited["type"], cited["title"]) == ("1.2.0", "dataset", ABOUT.title)
    assert (str(cited["version"]), cited["license"]) == (published.version, "CC-BY-4.0")
    assert cited["authors"]


def test_jsonld_names_every_data_file_with_its_hash(release: Path) -> None:
    described = json.loads((release / "dataset.jsonld").read_text(encoding="utf-8"))
    sums = dict(reversed(line.split("  ")) for line in (release / "SHA256SUMS").read_text().splitlines())
    for file in described["distribution"]:
        assert sums[file["contentUrl"]] == file["sha256"]
    assert {f"{name}.parquet" for name in TABLES} <= {file["name"] for file in described["distribution"]}


def test_every_source_and_the_gazetteer_is_credited(release: Path) -> None:
    card = (release / "README.md").read_text(encoding="utf-8")
    package = json.loads((release / "datapackage.json").read_text(encoding="utf-8"))
    for source in ABOUT.sources:
        assert source.title in card
        assert source.title in {found["title"] for found in package["sources"]}
    assert "CC BY 4.0" in card


def test_the_dictionary_tells_every_column() -> None:
    text = data_dictionary()
    for table in TABLES.values():
        section = text.split(f"## {table.name}\n")[1].split("\n## ")[0]
        assert [line.split("`")[1] for line in section.splitlines() if line.startswith("| `")] == [c.name for c in table.columns]


def test_the_zip_holds_everything_and_checks_itself(published: Published, tmp_path: Path) -> None:
    name = f"factline-{published.version}"
    with zipfile.ZipFile(published.folder / f"{name}.zip") as archive:
        archive.extractall(tmp_path)
    assert {path.name for path in (tmp_path / name).iterdir()} == {p.name for p in published.folder.iterdir()} - {f"{name}.zip"}
    done = subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=tmp_path / name, check=False)
    assert done.returncode == 0


def test_bytes_do_not_depend_on_hash_seed_time_zone_or_locale(tmp_path: Path, published: Published) -> None:
    code = (
        "import sys; from pathlib import Path; from made_release import *; from pipeline.publish.release import publish_release; "
        "publish_release(in_pieces(made_chunks(12)[0]), Path(sys.argv[1]), ABOUT)"
    )
    here, root = Path(__file__).parent, Path(__file__).parent.parent.parent
    environment = {
        "PYTHONHASHSEED": "7",
        "TZ": "Asia/Tokyo",
        "LC_ALL": "C",
        "PYTHONPATH": f"{root}:{here}",
        "PATH": "/usr/bin:/bin",
    }
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], env=environment, check=True)
    other = tmp_path / "latest" / "SHA256SUMS"
    assert other.read_bytes() == (published.folder / "SHA256SUMS").read_bytes()


def _column(release: Path, table: str, column: str) -> list[object]:
    return list(pq.read_table(release / f"{table}.parquet", columns=[column])[column].to_pylist())
