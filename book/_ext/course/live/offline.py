"""Write what keeping the course for offline needs: the list of one release's files.

It must be written when the site is complete, JupyterLite included, so ``build.py`` calls it last.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

WORKER = Path(__file__).with_name("sw.js")
#: What no reader's browser asks for.
LEFT_OUT_SUFFIXES = {".map", ".doctree", ".inv"}
LEFT_OUT = {"sw.js", "offline.json", "offline-size.json"}
#: What a reader saves on its own if it is wanted: files for platforms, and the course once more.
LEFT_OUT_FOLDERS = {"quizzes", "editions"}


def release(site: Path) -> dict:
    """Return a release: its name, its size in bytes, and checksum and size of each file.

    Parameters
    ----------
    site : pathlib.Path
        The folder of the built site.

    Returns
    -------
    dict
        ``release``, ``bytes`` and ``files``; a file that stands at two addresses counts once.
    """
    files, sizes = {}, {}
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if not path.is_file() or path.suffix in LEFT_OUT_SUFFIXES or name in LEFT_OUT:
            continue
        parts = path.relative_to(site).parts
        # No page asks for a hidden file, and GitHub Pages does not give it out.
        if any(part.startswith(".") for part in parts) or parts[0] in LEFT_OUT_FOLDERS:
            continue
        content = path.read_bytes()
        total = hashlib.sha256(content).hexdigest()
        files[name] = [total, len(content)]
        sizes[total] = len(content)
    name = hashlib.sha256(json.dumps(files).encode()).hexdigest()[:16]
    return {"release": name, "bytes": sum(sizes.values()), "files": files}


def write(site: Path) -> None:
    """Put the service worker and the list of files beside a built site's root page.

    Parameters
    ----------
    site : pathlib.Path
        The folder of the built site; nothing may be added to it afterwards.
    """
    made = release(site)
    size = {"release": made["release"], "bytes": made["bytes"]}
    shutil.copyfile(WORKER, site / "sw.js")
    (site / "offline.json").write_text(json.dumps(made), encoding="utf-8")
    (site / "offline-size.json").write_text(json.dumps(size), encoding="utf-8")
