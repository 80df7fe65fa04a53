"""Made releases for the tests of this folder."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # the tests' own maker of rows, which is no package

from made_release import ABOUT, in_pieces, made_chunks

from pipeline.publish.release import Published, publish_release


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """A release of twelve made documents."""
    tables, _ = made_chunks(12)
    return publish_release(in_pieces(tables), tmp_path_factory.mktemp("outputs"), ABOUT)


@pytest.fixture(scope="session")
def release(published: Published) -> Path:
    """The folder of that release."""
    return published.folder
