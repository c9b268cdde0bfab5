"""Wheels as dictionaries of files: read, changed, and written with the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from email.parser import HeaderParser

_DAY = (2020, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Wheel:
    """A package's files.

    Attributes
    ----------
    file : str
        Name of the wheel's file.
    files : dict of str to bytes
        What it holds, by path.
    """

    file: str
    files: dict[str, bytes] = field(repr=False)

    @property
    def info(self) -> str:
        """The folder of the package's metadata."""
        return next(
            path.partition("/")[0] for path in self.files if path.endswith(".dist-info/METADATA")
        )

    @property
    def name(self) -> str:
        """The package's name as a lock has it: small letters, hyphens."""
        return self.info.split("-")[0].lower().replace("_", "-")

    @property
    def version(self) -> str:
        """The package's version."""
        metadata = self.files[f"{self.info}/METADATA"].decode("utf-8")
        return HeaderParser().parsestr(metadata)["Version"]

    @property
    def imports(self) -> list[str]:
        """What this package lets one import."""
        tops = {path.partition("/")[0] for path in self.files if "/" in path or _is_code(path)}
        folders = {
            top
            for top in tops
            if any(p.startswith(f"{top}/") and _is_code(p) for p in self.files)
            and not top.endswith((".dist-info", ".data", ".libs"))
        }
        modules = {top.partition(".")[0] for top in tops if "/" not in top and _is_code(top)}
        return sorted(folders | modules)

    def without(self, unwanted: Callable[[str], bool]) -> Wheel:
        """Return the wheel without the paths for which a function says yes."""
        return replace(self, files={p: c for p, c in self.files.items() if not unwanted(p)})

    def pack(self) -> bytes:
        """Return the wheel's bytes: always the same for the same files."""
        return pack(self.files)


def _is_code(path: str) -> bool:
    return path.endswith((".py", ".pyc", ".so"))


def read(file: str, content: bytes) -> Wheel:
    """Return a wheel from its bytes.

    Parameters
    ----------
    file : str
        Name of the file.
    content : bytes
        A zip archive.
    """
    return Wheel(file, unpack(content))


def unpack(content: bytes) -> dict[str, bytes]:
    """Return the files in a zip archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {
            entry.filename: archive.read(entry)
            for entry in archive.infolist()
            if not entry.is_dir()
        }


def pack(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip archive of files, in the order of their names and without times of its own."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression, compresslevel=9) as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(path, _DAY)
            entry.compress_type = compression
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[path], compresslevel=9)
    return buffer.getvalue()
