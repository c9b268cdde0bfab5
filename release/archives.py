"""Archives and sums: the same files give the same bytes."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Mapping
from pathlib import Path

#: The time that all files of an archive bear.
_TIME = (2020, 1, 1, 0, 0, 0)


def below(folder: Path) -> dict[str, Path]:
    """Return the files below a folder by their way from it; none if it is not there."""
    return {
        path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()
    }


def within(place: str, files: Mapping[str, Path]) -> dict[str, Path]:
    """Return files as they stand in a folder of an archive."""
    return {f"{place}/{name}": path for name, path in files.items()}


def pack(target: Path, files: Mapping[str, Path | bytes]) -> None:
    """Write files, or what they shall hold, into an archive, all in one folder of its name."""
    with zipfile.ZipFile(target, "w") as packed:
        for name in sorted(files):
            content = files[name]
            entry = zipfile.ZipInfo(f"{target.stem}/{name}", _TIME)
            entry.external_attr = 0o644 << 16
            data = content if isinstance(content, bytes) else content.read_bytes()
            packed.writestr(entry, data, zipfile.ZIP_DEFLATED)


def sums(folder: Path) -> str:
    """Return the SHA-256 of all files of a folder, as ``sha256sum --check`` reads them."""
    return "".join(
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {name}\n"
        for name, path in sorted(below(folder).items())
    )
