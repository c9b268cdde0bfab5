"""Key cached results on everything that they depend on.

Sphinx reads a page again when its own text changed, and jupyter-cache runs a chapter again when
its own code changed. Neither sees that the package, a table or the lock changed: without this
module a mended number in ``data/`` would leave the old one standing in the book.
"""

import hashlib
import shutil
from pathlib import Path

from jupyter_client import KernelManager

WATCHED = ("src/natolab", "data", "requirements.lock")


def digest(top: Path) -> str:
    """Return a checksum of the package, the tables and the lock below a repository's top."""
    total = hashlib.sha256()
    for name in WATCHED:
        root = top / name
        files = sorted(root.rglob("*")) if root.is_dir() else [root]
        for path in files:
            if path.is_file() and path.suffix != ".pyc":
                total.update(path.relative_to(top).as_posix().encode() + b"\0")
                total.update(path.read_bytes() + b"\0")
    return total.hexdigest()[:16]


def _key_cache(app, config):
    config.course_digest = digest(Path(app.confdir))
    caches = Path(app.outdir).parent / "executed"
    current = caches / config.course_digest
    for stale in caches.glob("*"):
        if stale != current:
            shutil.rmtree(stale)
    current.mkdir(parents=True, exist_ok=True)
    config.nb_execution_cache_path = str(current)


def setup(app):
    """Register the checksum as a value on which every read page depends."""
    # Kernels otherwise warn, once a chapter, that their talk on this machine is not encrypted.
    KernelManager.transport_encryption.default_value = "auto"
    app.add_config_value("course_digest", "", "env", [str])
    # Before myst-nb copies its settings at the default priority.
    app.connect("config-inited", _key_cache, priority=100)
