"""Downloaded files on this machine: fetched once, and only those whose digest is the right one."""

from __future__ import annotations

import base64
import hashlib
import http.client
import os
import urllib.error
import urllib.request
from pathlib import Path

from live.errors import LiveError

#: Seconds after which a server that says nothing counts as out of reach.
_PATIENCE = 20


def digest(content: bytes, kind: str = "sha256") -> str:
    """Return the digest of some bytes in hexadecimal."""
    return hashlib.new(kind, content).hexdigest()


def from_integrity(integrity: str) -> tuple[str, str]:
    """Return kind and hexadecimal digest of an npm integrity such as ``sha512-...``."""
    kind, _, value = integrity.partition("-")
    return kind, base64.b64decode(value).hex()


def check(name: str, content: bytes, expected: str, kind: str = "sha256") -> bytes:
    """Return the bytes if they have the expected digest.

    Raises
    ------
    LiveError
        If they have not; the message names the file.
    """
    found = digest(content, kind)
    if found != expected:
        raise LiveError(
            f"The file {name} is not the one that belongs to this release: its {kind} is "
            f"{found[:16]}..., but {expected[:16]}... is expected. Nothing was built from it."
        )
    return content


def download(url: str) -> bytes:
    """Return what stands at an address.

    Raises
    ------
    LiveError
        If it cannot be had.
    """
    try:
        with urllib.request.urlopen(url, timeout=_PATIENCE) as answer:
            return answer.read()
    except (urllib.error.URLError, http.client.HTTPException, OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise LiveError(f"{url} cannot be fetched ({reason}).") from error


def registry() -> str:
    """Return the address of npm's registry, without a slash at its end."""
    return os.environ.get("NPM_CONFIG_REGISTRY", "https://registry.npmjs.org/").rstrip("/")


class Store:
    """A folder of downloaded files, each under its digest.

    Parameters
    ----------
    folder : pathlib.Path
        Where they are kept; made if need be.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, name: str, expected: str) -> Path:
        """Return where a file is kept, whether it is there or not."""
        return self.folder / expected[:16] / name

    def get(self, name: str, expected: str, kind: str = "sha256") -> bytes | None:
        """Return a kept file's bytes, or None; a kept file that has changed stops the build."""
        path = self.path(name, expected)
        if not path.exists():
            return None
        try:
            return check(name, path.read_bytes(), expected, kind)
        except LiveError as error:
            raise LiveError(f"{error} Remove {path} to fetch it anew.") from error

    def find(self, expected: str) -> Path | None:
        """Return the kept file that has a sha256, whatever it is called, or None."""
        for path in self.path("any", expected).parent.glob("*"):
            if path.suffix != ".part" and self.get(path.name, expected) is not None:
                return path
        return None

    def put(self, name: str, content: bytes, expected: str, kind: str = "sha256") -> bytes:
        """Keep a file if its digest is the expected one, and return its bytes."""
        check(name, content, expected, kind)
        path = self.path(name, expected)
        path.parent.mkdir(exist_ok=True)
        # A build that is stopped here leaves no half file under the final name.
        half = path.with_suffix(".part")
        half.write_bytes(content)
        half.replace(path)
        return content

    def npm(self, package: str, version: str, integrity: str) -> bytes:
        """Return the archive of an npm package, from the configured registry or from here."""
        kind, expected = from_integrity(integrity)
        file = f"{package.rpartition('/')[2]}-{version}.tgz"
        kept = self.get(file, expected, kind)
        if kept is not None:
            return kept
        content = download(f"{registry()}/{package}/-/{file}")
        return self.put(file, content, expected, kind)
