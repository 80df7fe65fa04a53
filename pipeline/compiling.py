"""FACTLINE_COMPILE=1 pip install . compiles the text engine with mypyc, into a wheel for one platform.

An experiment: on one commit rows were the same at 1.4 times the speed. Hatchling, which builds the wheel, loads this
module as its build hook; without the variable the wheel is plain Python and fits every platform.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

PACKAGES = ("text", "times", "figures", "names", "events")
# Computed each time; not known; cannot be run as a program; types that are not there where wheels are built.
OTHERWISE = ("cached_property", "get_type_hints", "__main__", "numpy", "pipeline.events.stories")
SETUP = """
import sys
from mypyc.build import mypycify
from setuptools import setup

modules = mypycify([*sys.argv[1:], "--ignore-missing-imports"], opt_level="2", debug_level="0")
setup(name="factline", packages=[], ext_modules=modules, script_args=["build_ext", "--inplace"])
"""


def get_build_hook() -> type[Any]:
    """The hook, made here so that hatchling is needed by builds alone."""
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface

    class CompileHook(BuildHookInterface):  # type: ignore[misc]  # hatchling is not installed where types are checked
        """Puts compiled modules beside those of plain Python."""

        def dependencies(self) -> list[str]:
            return ["mypy[mypyc]>=2", "setuptools>=77"] if is_wanted() else []

        def initialize(self, version: str, build_data: dict[str, Any]) -> None:
            if is_wanted() and self.target_name == "wheel":
                self.folder = Path(tempfile.mkdtemp(prefix="factline-build-"))
                build_data["force_include"].update(compile_copy(Path(self.root) / "pipeline", self.folder))
                build_data.update({"pure_python": False, "infer_tag": True})

        def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
            if is_wanted() and self.target_name == "wheel":
                shutil.rmtree(self.folder)

    return CompileHook


def is_wanted() -> bool:
    """Whether the user asked for a compiled wheel."""
    return os.environ.get("FACTLINE_COMPILE") == "1"


def compile_copy(package: Path, folder: Path) -> dict[str, str]:
    """Compile a copy of the package in `folder`, so that no compiled module is left beside sources that change.

    Returns the path of each compiled module, with its place in a wheel. Raises CalledProcessError where it cannot be compiled.
    """
    shutil.copytree(package, folder / package.name, ignore=shutil.ignore_patterns("*.so", "*.pyd", "__pycache__"))
    subprocess.run([sys.executable, "-c", SETUP, *modules_of(folder)], cwd=folder, check=True)
    built = [path for path in folder.rglob("*") if path.suffix in (".so", ".pyd")]
    places = {str(path): path.relative_to(folder) for path in built}
    return {path: str(place) for path, place in places.items() if place.parts[0] != "build"}


def modules_of(folder: Path) -> list[str]:
    """The modules to compile: of packages that read texts, those that do nothing which mypyc does otherwise."""
    found = [path for package in PACKAGES for path in sorted((folder / "pipeline" / package).glob("*.py"))]
    sources = {path: path.read_text(encoding="utf-8") for path in found}
    return [str(path.relative_to(folder)) for path in found if not any(word in sources[path] for word in OTHERWISE)]
