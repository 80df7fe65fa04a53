"""What the documents name exists, and what exists is named."""

import re
import tomllib
from pathlib import Path

import click
import pytest

from pipeline.cli import main
from tests.write_dictionary import with_dictionary

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_data_dictionary_is_the_tables_own() -> None:
    assert with_dictionary(README) == README, "run: python tests/write_dictionary.py"


def test_every_command_is_in_the_readme() -> None:
    assert isinstance(main, click.Group)
    assert [name for name in main.commands if f"factline {name}" not in README] == []


def test_every_option_that_the_readme_names_exists() -> None:
    assert isinstance(main, click.Group)
    known = {option for command in main.commands.values() for parameter in command.params for option in parameter.opts}
    named = set(re.findall(r"factline \w+[^`\n]*?(--[a-z-]+)", README))
    assert named <= known


@pytest.mark.parametrize("path", sorted(set(re.findall(r"\]\((?!http)([^)#]+)\)", README))))
def test_every_file_that_the_readme_links_to_is_there(path: str) -> None:
    assert (ROOT / path).exists()


def test_every_module_named_at_the_entrance_exists() -> None:
    entrance = (ROOT / "pipeline" / "__init__.py").read_text(encoding="utf-8")
    named = re.findall(r"^ {4}([a-z_]+)(?:/|\.py)? ", entrance, re.MULTILINE)
    assert len(named) > 10
    for name in named:
        assert (ROOT / "pipeline" / name).is_dir() or (ROOT / "pipeline" / f"{name}.py").is_file(), name
    there = {path.stem for path in (ROOT / "pipeline").iterdir() if path.suffix in ("", ".py") and not path.name.startswith("__")}
    assert there - {"__init__", "__main__"} <= set(named)


def test_lock_file_and_project_name_no_index_and_pin_every_hash() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "http" not in lock.replace("httptools", "").replace("httpx", "").replace("httpcore", "")
    pins = re.findall(r"^([a-z0-9._-]+)(?:\[[^\]]+\])?==", lock, re.MULTILINE)
    assert lock.count("--hash=sha256:") >= len(pins) > 50
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [re.match(r"[A-Za-z0-9._-]+", entry) for entry in project["dependencies"] + project["optional-dependencies"]["test"]]
    assert {found.group().lower().replace("_", "-") for found in wanted if found} <= set(pins)


def test_nothing_else_lies_at_the_top() -> None:
    allowed = {"pyproject.toml", "README.md", "LICENSE", "CITATION.cff", "requirements.lock", "pipeline", "raw", "outputs", "tests"}
    made = {"build", "dist"}  # by pip install
    assert {path.name for path in ROOT.iterdir() if not path.name.startswith(".")} - made <= allowed
