"""Scripts from npm that tests run in pages: the versions of ``tests/npm.toml``, fetched once."""

from __future__ import annotations

import functools
import json
import re
import sys
import tomllib

from live.mirrors import members
from live.store import Store, download, registry
from tests.support import site

PINS = site.TOP / "tests" / "npm.toml"
KEPT = site.TOP / "_build" / "live-downloads"


def pins() -> dict[str, dict[str, str]]:
    """Return version, integrity and file of each package."""
    return tomllib.loads(PINS.read_text(encoding="utf-8"))


@functools.cache
def script(package: str) -> str:
    """Return a package's script; only bytes of the pinned digest are taken."""
    pin = pins()[package]
    KEPT.parent.mkdir(exist_ok=True)
    archive = Store(KEPT).npm(package, pin["version"], pin["integrity"])
    (content,) = members(archive, [pin["file"]]).values()
    return content.decode("utf-8")


def pin_newest() -> dict[str, str]:
    """Write the newest versions into ``tests/npm.toml`` and return them by their packages."""
    text, found = PINS.read_text(encoding="utf-8"), {}
    for package, pin in pins().items():
        newest = json.loads(download(f"{registry()}/{package}/latest"))
        found[package] = newest["version"]
        for old, new in (
            (pin["version"], newest["version"]),
            (pin["integrity"], newest["dist"]["integrity"]),
        ):
            # Of two packages with one version each keeps its own.
            text = re.sub(
                rf'(?s)(\[{package}\].*?"){re.escape(old)}"', rf'\g<1>{new}"', text, count=1
            )
    PINS.write_text(text, encoding="utf-8")
    return found


if __name__ == "__main__":
    if "newest" in sys.argv:
        print("From npm, pinned:", *(f"{name} {number}" for name, number in pin_newest().items()))
    for name in pins():
        script(name)
