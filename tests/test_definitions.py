"""The graph loads, shows itself, and asks for runs when it should."""

import os
import time
from pathlib import Path

import dagster as dg
import pytest

from pipeline.assets.workspace import WorkspaceResource
from pipeline.definitions import defs
from pipeline.schedules import raw_folder
from pipeline.tables import TABLES


def test_every_table_is_an_asset_with_its_columns_owner_and_description() -> None:
    specs = {spec.key.to_user_string(): spec for spec in defs.resolve_all_asset_specs()}
    assert set(TABLES) <= set(specs)
    for name, spec in specs.items():
        assert spec.description, name
        assert spec.owners, name
        assert spec.group_name, name
        assert spec.code_version, name
    for name, table in TABLES.items():
        schema = specs[name].metadata["dagster/column_schema"]
        assert [column.name for column in schema.columns] == [column.name for column in table.columns]


def test_every_table_has_blocking_checks_before_the_release() -> None:
    specs = list(defs.resolve_asset_graph().asset_check_keys)
    checked = {(key.asset_key.to_user_string(), key.name) for key in specs}
    for name in TABLES:
        assert {(name, "schema"), (name, "consistent"), (name, "enough_rows")} <= checked
    for name in ("times", "figures", "mentions", "reports", "report_actors"):
        assert (name, "grounded") in checked
    assert ("blocks", "accounted_for") in checked


def test_the_lineage_leads_from_raw_files_to_the_page() -> None:
    graph = defs.resolve_asset_graph()
    catalogue = dg.AssetKey("catalogue")
    ancestors = {key.to_user_string() for key in graph.get_ancestor_asset_keys(catalogue)}
    assert {"raw_files", "release", *TABLES} <= ancestors


def test_schedule_and_sensor_are_on_by_default() -> None:
    repository = defs.get_repository_def()
    assert repository.get_schedule_def("nightly").default_status == dg.DefaultScheduleStatus.RUNNING
    for sensor in ("raw_folder", "failed_refresh"):
        assert repository.get_sensor_def(sensor).default_status == dg.DefaultSensorStatus.RUNNING


def test_published_tables_say_when_they_are_stale() -> None:
    specs = {spec.key.to_user_string(): spec for spec in defs.resolve_all_asset_specs()}
    assert all(specs[name].freshness_policy for name in (*TABLES, "release", "catalogue"))


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    return folder


def test_the_sensor_waits_for_rest_and_then_asks_once(raw: Path) -> None:
    workspace = WorkspaceResource(raw=str(raw), outputs=str(raw.parent / "out"), state=str(raw.parent / "state"))
    cursor: str | None = None

    def tick(instance: dg.DagsterInstance) -> list[dg.RunRequest]:
        nonlocal cursor
        context = dg.build_sensor_context(instance=instance, cursor=cursor, resources={"workspace": workspace})
        answer = raw_folder(context)
        if isinstance(answer, dg.SkipReason):
            return []
        cursor = answer.cursor or cursor
        return list(answer.run_requests or [])

    with dg.DagsterInstance.ephemeral() as instance:
        (raw / "a.txt").write_text("one")
        assert not tick(instance), "first sight: it may still grow"
        (raw / "a.txt").write_text("one and more")
        assert not tick(instance), "it grew"
        assert len(tick(instance)) == 1, "it rests"
        assert not tick(instance), "nothing new"
        os.utime(raw / "a.txt", ns=(time.time_ns(), time.time_ns() + 10**9))
        (raw / "a.txt").unlink()
        assert not tick(instance)
        assert len(tick(instance)) == 1, "a removed file is a change"
