"""SDEverywhere, an engine in JavaScript: its packages from npm, pinned in tests/sdeverywhere."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import tarfile
from pathlib import Path

from live import node
from live.store import Store
from tests.support import site
from tests.support.npm import KEPT

SOURCES = site.TOP / "tests" / "sdeverywhere"
_AS_MODULES = "node_modules/"


class SDEverywhere:
    """The engine, installed into an empty folder; only bytes of the pinned digests are taken."""

    def __init__(self, folder: Path) -> None:
        store = Store(KEPT)
        self._node, self._folder = node.program(store), folder
        shutil.copytree(SOURCES, folder, dirs_exist_ok=True)
        lock = json.loads((SOURCES / "package-lock.json").read_text(encoding="utf-8"))
        for place, pin in lock["packages"].items():
            if "integrity" in pin:
                name = place.removeprefix(_AS_MODULES)
                archive = store.npm(name, pin["version"], pin["integrity"])
                _unpack(archive, folder / place)
        shutil.copytree(SOURCES / "no-spreadsheets", folder / _AS_MODULES / "xlsx")

    def run(self, model: Path, names: list[str]) -> dict[str, list[float]]:
        """Run a model as it stands and return values by the names of variables."""
        command = [self._node, self._folder / "run.mjs", model, self._folder, *names]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


def _unpack(archive: bytes, folder: Path) -> None:
    """Unpack an npm package, whose files lie below one folder of any name."""
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for member in tar.getmembers():
            member.name = member.name.partition("/")[2]
            if member.isfile():
                tar.extract(member, folder, filter="data")
