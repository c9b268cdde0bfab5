"""Read ``release.toml``: which Pyodide, and where its files may come from."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from live.errors import LiveError

SETTING = Path(__file__).parent / "release.toml"


@dataclass(frozen=True)
class Mirror:
    """One place that may hold a release's files: a web address, or a wheel of the package index."""

    url: str = ""
    wheel: str = ""
    sha256: str = ""
    folder: str = ""

    @property
    def name(self) -> str:
        """What messages call this mirror."""
        return self.wheel or self.url.split("/")[2]


@dataclass(frozen=True)
class Python:
    """The Python of a release, by its version such as 3.12, and what is named after that."""

    version: str

    @property
    def library(self) -> str:
        """Where it has its own library, with a slash at the end."""
        return f"lib/python{self.version}/"

    @property
    def site(self) -> str:
        """Where it has packages, with a slash at the end."""
        return f"{self.library}site-packages/"

    @property
    def digits(self) -> str:
        """How the names of wheels and of compiled modules have it: 312."""
        return self.version.replace(".", "")


@dataclass(frozen=True)
class Release:
    """A release of Pyodide and the front end of widgets that goes with it."""

    version: str
    integrity: str
    mirrors: tuple[Mirror, ...]
    widgets_version: str
    widgets_integrity: str


def read(path: Path = SETTING) -> Release:
    """Return the release that the course uses.

    Parameters
    ----------
    path : pathlib.Path, optional
        The setting, a TOML file.

    Raises
    ------
    LiveError
        If the file lacks something, or a mirror is neither an address nor a wheel.
    """
    text = tomllib.loads(path.read_text(encoding="utf-8"))
    try:
        mirrors = tuple(Mirror(**mirror) for mirror in text["mirror"])
        release = Release(
            text["pyodide"]["version"],
            text["pyodide"]["integrity"],
            mirrors,
            text["widgets"]["version"],
            text["widgets"]["integrity"],
        )
    except (KeyError, TypeError) as error:
        raise LiveError(f"{path.name} is not in order: {error}.") from error
    for mirror in mirrors:
        if bool(mirror.url) == bool(mirror.wheel and mirror.sha256 and mirror.folder):
            raise LiveError(
                f"A mirror in {path.name} needs either `url`, or `wheel` with `sha256` and "
                f"`folder`; this one has {mirror}."
            )
    return release
