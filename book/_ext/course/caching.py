"""Key cached results on everything that they depend on.

Sphinx reads a page again when its own text changed, and jupyter-cache runs a chapter again when
its own code changed. Neither sees that the package, a table or the lock changed: without this
module a mended number in ``data/`` would leave the old one standing in the book.
"""

import hashlib
import os
import shutil
from pathlib import Path

from jupyter_client import KernelManager

RESULTS_REST_ON = ("src/natolab", "data", "requirements.lock")
PAGES_REST_ON = ("book/_ext", "requirements.lock")


def digest(top: Path, names: tuple[str, ...]) -> str:
    """Return a checksum of files and folders below a repository's top."""
    total = hashlib.sha256()
    for name in names:
        root = top / name
        files = sorted(root.rglob("*")) if root.is_dir() else [root]
        for path in files:
            # What builds and stamps a table is no part of it.
            if name == "data" and path.suffix == ".py":
                continue
            if path.is_file() and path.suffix != ".pyc" and not path.name.startswith("."):
                total.update(path.relative_to(top).as_posix().encode() + b"\0")
                total.update(path.read_bytes() + b"\0")
    return total.hexdigest()[:16]


def _key_cache(app, config):
    top = Path(app.confdir)
    config.course_results = digest(top, RESULTS_REST_ON)
    config.course_pages = digest(top, PAGES_REST_ON)
    caches = Path(app.outdir).parent / "executed"
    current = caches / config.course_results
    for stale in caches.glob("*"):
        if stale != current and stale.is_dir():
            shutil.rmtree(stale)
    current.mkdir(parents=True, exist_ok=True)
    config.nb_execution_cache_path = str(current)


def setup(app):
    """Register the checksums as values on which pages depend."""
    # Kernels otherwise warn, once a chapter, that their talk on this machine is not encrypted.
    KernelManager.transport_encryption.default_value = "auto"
    # On a slow machine long work would leave its progress bar on the page.
    os.environ["TQDM_DISABLE"] = "1"
    app.add_config_value("course_results", "", "env", [str])
    app.add_config_value("course_pages", "", "html", [str])
    # Before myst-nb copies its settings at the default priority.
    app.connect("config-inited", _key_cache, priority=100)
