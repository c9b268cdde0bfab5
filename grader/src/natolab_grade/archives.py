"""Reads folders and zip archives that strangers packed, without unpacking them."""

from __future__ import annotations

import io
import os
import re
import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

MB = 1_000_000


@dataclass(frozen=True)
class Limits:
    """How much of a submission is read.

    Parameters
    ----------
    file_mb : float
        Largest file.
    total_mb : float
        All files of one archive that a student packed.
    files : int
        Entries of one archive that a student packed.
    beside_mb : float
        Files beside the notebook, such as data, that are given to it together.
    """

    file_mb: float = 50
    total_mb: float = 200
    files: int = 2_000
    beside_mb: float = 10


class RefusedError(ValueError):
    """A file is not read; the message says why."""


@dataclass(frozen=True)
class Entry:
    """A file that was handed in.

    Parameters
    ----------
    name : str
        Path in folder or archive, with ``/``.
    modified : float or None
        Time of the last change in seconds since 1970, where the place keeps a true one.
    open : callable
        Returns the content, or raises :class:`RefusedError`.
    """

    name: str
    modified: float | None
    open: Callable[[], bytes]


def listing(place: Path, limits: Limits) -> list[Entry]:
    """Return the files of a folder, or of the zip of a course system.

    Parameters
    ----------
    place : Path
        Folder or archive; neither is changed.
    limits : Limits
        How much is read of each file.

    Returns
    -------
    list of Entry
        In the order of their names. What may not be read refuses when it is opened.
    """
    if place.is_dir():
        return sorted(_of_folder(place, limits), key=lambda entry: entry.name)
    if not place.exists():
        raise FileNotFoundError(
            f"There is no {place}; name the zip that the course system gave, or a folder."
        )
    try:
        archive = zipfile.ZipFile(place)
    except (zipfile.BadZipFile, OSError) as error:
        raise ValueError(
            f"{place} is neither a folder nor a zip archive that can be read ({error}); "
            "download it again."
        ) from error
    return [_of_archive(archive, info, limits) for info in archive.infolist() if not info.is_dir()]


def inside(name: str, content: bytes, limits: Limits) -> list[Entry]:
    """Return the files of an archive that a student handed in.

    Raises
    ------
    RefusedError
        Where the archive cannot be read, holds too many files, or claims to grow too large.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        infos = [info for info in archive.infolist() if not info.is_dir()]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise RefusedError(f"The archive {name} cannot be read: {error}.") from error
    total = sum(info.file_size for info in infos)
    if len(infos) > limits.files:
        raise RefusedError(
            f"The archive {name} holds {len(infos)} files; at most {limits.files} are read."
        )
    if total > limits.total_mb * MB:
        raise RefusedError(
            f"The archive {name} says that it holds {total / MB:,.0f} MB; "
            f"at most {limits.total_mb:g} MB are read."
        )
    return [_of_archive(archive, info, limits) for info in infos]


def path_fault(name: str) -> str | None:
    """Say what is wrong with a path in an archive, if something is."""
    path = name.replace("\\", "/")
    if path.startswith("/") or re.match(r"[A-Za-z]:", path):
        return f"The path {name!r} is absolute; files must lie inside the archive."
    if ".." in PurePosixPath(path).parts:
        return f"The path {name!r} leads out of the archive."
    return None


def _of_folder(folder: Path, limits: Limits) -> Iterator[Entry]:
    for root, folders, files in os.walk(folder, followlinks=False):
        here = Path(root)
        linked = [name for name in folders if (here / name).is_symlink()]
        folders[:] = sorted(name for name in folders if name not in linked)
        for name in sorted(files + linked):
            path = here / name
            shown = path.relative_to(folder).as_posix()
            yield Entry(shown, path.lstat().st_mtime, lambda p=path, s=shown: _read(p, s, limits))


def _read(path: Path, shown: str, limits: Limits) -> bytes:
    status = path.lstat()
    if stat.S_ISLNK(status.st_mode):
        raise RefusedError(f"{shown} is a link, not a file; links are not followed.")
    if not stat.S_ISREG(status.st_mode):
        raise RefusedError(f"{shown} is not a file that can be read.")
    if status.st_size > limits.file_mb * MB:
        raise RefusedError(_too_large(shown, status.st_size, limits))
    try:
        return path.read_bytes()
    except OSError as error:
        raise RefusedError(f"{shown} cannot be read: {error.strerror}.") from error


def _of_archive(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits) -> Entry:
    # Times in an archive are those of the packing, not of the handing in.
    return Entry(info.filename, None, lambda: _unpack(archive, info, limits))


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits) -> bytes:
    if fault := path_fault(info.filename):
        raise RefusedError(fault)
    if stat.S_ISLNK(info.external_attr >> 16):
        raise RefusedError(f"{info.filename} is a link, not a file; links are not followed.")
    most = int(limits.file_mb * MB)
    if info.file_size > most:
        raise RefusedError(_too_large(info.filename, info.file_size, limits))
    try:
        with archive.open(info) as stream:
            content = stream.read(most + 1)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise RefusedError(f"{info.filename} cannot be unpacked: {error}.") from error
    except Exception as error:  # the unpackers of zlib, bz2 and lzma raise errors of their own
        raise RefusedError(f"{info.filename} is damaged: {error}.") from error
    if len(content) > most:
        raise RefusedError(_too_large(info.filename, len(content), limits))
    return content


def _too_large(name: str, size: int, limits: Limits) -> str:
    return f"{name} has {size / MB:,.0f} MB; at most {limits.file_mb:g} MB are read."
