"""The Data Package is valid to the standard's own tool, and says what the tables say."""

import json
from pathlib import Path

import pytest
from made_release import ABOUT, HOSTILE, in_pieces, made_chunks

from pipeline.publish.release import publish_release
from pipeline.tables import TABLES

frictionless = pytest.importorskip("frictionless", reason="validator of the extra `test`")


def described(release: Path) -> dict[str, dict[str, object]]:
    return {found["name"]: found for found in json.loads((release / "datapackage.json").read_text())["resources"]}


def test_frictionless_accepts_the_package(release: Path) -> None:
    report = frictionless.validate(str(release / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note"])


def test_frictionless_accepts_texts_that_try_to_do_harm(tmp_path: Path) -> None:
    done = publish_release(in_pieces(made_chunks(3, HOSTILE)[0]), tmp_path, ABOUT)
    report = frictionless.validate(str(done.folder / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note"])


def test_frictionless_notices_a_changed_cell(release: Path, tmp_path: Path) -> None:
    for path in release.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    text = (tmp_path / "events.csv").read_bytes()
    (tmp_path / "events.csv").write_bytes(text.replace(b"asserted", b"denied..", 1))
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_every_table_is_described_twice_with_bytes_and_hash(release: Path) -> None:
    resources = described(release)
    for name in TABLES:
        for resource, kind in ((name.replace("_", "-"), "table"), (f"{name.replace('_', '-')}-parquet", "file")):
            found = resources[resource]
            assert found["type"] == kind
            assert found["bytes"] == (release / str(found["path"])).stat().st_size


def test_columns_keep_description_closed_list_and_bounds(release: Path) -> None:
    schema = described(release)["events"]["schema"]
    fields = {field["name"]: field for field in schema["fields"]}  # type: ignore[index]
    assert "ASSAULT" in fields["event_type"]["constraints"]["enum"]
    assert fields["latitude"]["constraints"]["maximum"] == 90
    assert fields["latitude"]["unit"] == "deg"
    assert all(field["description"] for field in fields.values())


def test_nullable_links_to_the_own_table_are_foreign_keys(release: Path) -> None:
    keys = described(release)["documents"]["schema"]["foreignKeys"]  # type: ignore[index]
    assert {"fields": ["duplicate_of"], "reference": {"resource": "", "fields": ["document_id"]}} in keys
