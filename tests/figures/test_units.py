"""Every unit code is one that a UCUM library reads."""

import pytest

from pipeline.lexicon import read_entries

ucumvert = pytest.importorskip("ucumvert", reason="the reader of UCUM of the extra `test`")


@pytest.fixture(scope="module")
def registry() -> object:
    return ucumvert.PintUcumRegistry()


@pytest.mark.parametrize("entry", read_entries("pipeline.figures", "units.yml"), ids=lambda entry: entry["id"])
def test_a_units_code_is_ucum(entry: dict[str, str], registry: object) -> None:
    assert registry.from_ucum(entry["ucum"]) is not None  # type: ignore[attr-defined]  # the registry has no types
