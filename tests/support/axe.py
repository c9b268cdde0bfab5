"""axe-core, rules of accessibility, from npm: the version of ``tests/axe.toml``, fetched once."""

from __future__ import annotations

import functools
import json
import re
import sys
import tomllib

from live.mirrors import members
from live.store import Store, download, registry
from tests.support import site

PIN = site.TOP / "tests" / "axe.toml"
KEPT = site.TOP / "_build" / "live-downloads"


@functools.cache
def script() -> str:
    """Return axe-core's script; only bytes of the pinned digest are taken."""
    pin = tomllib.loads(PIN.read_text(encoding="utf-8"))
    KEPT.parent.mkdir(exist_ok=True)
    archive = Store(KEPT).npm("axe-core", pin["version"], pin["integrity"])
    (content,) = members(archive, ["axe.min.js"]).values()
    return content.decode("utf-8")


def violations(page, options: dict) -> list[str]:
    """Return what axe finds wrong with a page as it stands."""
    page.evaluate(script())
    found = page.evaluate("(options) => axe.run(document, options)", options)
    return [
        f"{rule['id']}: {node['html'][:160]} — {node.get('failureSummary', '')}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def pin_newest() -> str:
    """Write the newest version into ``tests/axe.toml`` and return it."""
    newest = json.loads(download(f"{registry()}/axe-core/latest"))
    text = PIN.read_text(encoding="utf-8")
    for name, value in (
        ("version", newest["version"]),
        ("integrity", newest["dist"]["integrity"]),
    ):
        text = re.sub(rf'^{name} = ".*"$', f'{name} = "{value}"', text, flags=re.M)
    PIN.write_text(text, encoding="utf-8")
    return newest["version"]


if __name__ == "__main__":
    if "newest" in sys.argv:
        print("axe-core, pinned:", pin_newest())
    script()
