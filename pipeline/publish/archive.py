"""One zip of everything in a release; the same files give the same bytes."""

import shutil
import zipfile
from pathlib import Path

# The earliest time that the format can hold: dates are no part of a release.
NO_TIME = (1980, 1, 1, 0, 0, 0)
FILE_MODE = 0o644 << 16
LEVEL = 4  # 6 takes twice the time for 3 % less
PACKED_ALREADY = (".parquet",)


def write_zip(folder: Path, version: str) -> Path:
    """factline-<version>.zip of all files in `folder`, in a folder of that name, beside them."""
    target = folder / f"factline-{version}.zip"
    files = sorted(path for path in folder.iterdir() if path != target)
    with zipfile.ZipFile(target, "w", allowZip64=True) as archive:
        for path in files:
            entry = zipfile.ZipInfo(f"factline-{version}/{path.name}", NO_TIME)
            entry.compress_type = zipfile.ZIP_STORED if path.suffix in PACKED_ALREADY else zipfile.ZIP_DEFLATED
            entry._compresslevel = LEVEL  # type: ignore[attr-defined]  # the only way before Python 3.13
            entry.external_attr = FILE_MODE
            entry.create_system = 3  # Unix, on every machine
            entry.file_size = path.stat().st_size
            with path.open("rb") as source, archive.open(entry, "w") as sink:
                shutil.copyfileobj(source, sink, 1 << 20)
    return target
