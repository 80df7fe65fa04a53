"""The text engine stays within what mypyc compiles."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TRANSLATE = """
import sys
sys.path.insert(0, ".")
from pathlib import Path
from pipeline.compiling import modules_of
from mypyc.build import mypycify
mypycify([*modules_of(Path(".")), "--ignore-missing-imports"], target_dir=sys.argv[1])
"""


@pytest.mark.slow
def test_every_module_that_the_build_hook_names_is_translated_to_c(tmp_path: Path) -> None:
    for module in ("mypyc", "setuptools"):
        pytest.importorskip(module, reason="mypyc and setuptools translate the modules", exc_type=ImportError)
    done = subprocess.run([sys.executable, "-c", TRANSLATE, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert list(tmp_path.rglob("*.c"))
