"""The folder of live assets: files under names that change with what they hold."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
from pathlib import Path

from live.image import compress, image
from live.store import digest


class Folder:
    """Files to be written, all at once.

    Parameters
    ----------
    target : pathlib.Path
        Where they will stand.
    """

    def __init__(self, target: Path) -> None:
        self._target = target
        #: What will be written, by path.
        self.files: dict[str, bytes] = {}

    def single(self, kind: str, file: str, content: bytes) -> str:
        """Add a file in a folder that is named for it; return its path."""
        return self.group(kind, {file: content}) + file

    def group(self, kind: str, files: dict[str, bytes]) -> str:
        """Add files in a folder that is named for all of them; return the folder's path.

        Parameters
        ----------
        kind : str
            What the files are, the first part of the path.
        files : dict of str to bytes
            Contents by name.
        """
        whole = "".join(f"{name} {digest(files[name])}\n" for name in sorted(files))
        folder = f"{kind}/{digest(whole.encode())[:12]}/"
        self.files |= {folder + name: content for name, content in files.items()}
        return folder

    def image(self, name: str, files: dict[str, bytes]) -> dict:
        """Add an image of files; return what whoever loads it has to know.

        Parameters
        ----------
        name : str
            What it holds.
        files : dict of str to bytes
            Contents by path from the root of the browser's file system.
        """
        content = image(files)
        packed = compress(content)
        # No server knows this ending, so none unpacks the file on its way.
        path = self.single("images", f"{name}.image", packed)
        checksum = base64.b64encode(hashlib.sha256(packed).digest()).decode()
        return {"path": path, "integrity": f"sha256-{checksum}", "size": len(content)}

    def write(self, manifest: dict) -> None:
        """Write all files beside the folder, then put them in its place.

        Parameters
        ----------
        manifest : dict
            Says which file is which; the one file whose name is fixed.
        """
        fresh = self._target.with_name(f"{self._target.name}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        for path, content in self.files.items():
            (fresh / path).parent.mkdir(parents=True, exist_ok=True)
            (fresh / path).write_bytes(content)
        text = json.dumps(manifest, indent=1)
        (fresh / "manifest.json").write_text(text + "\n", encoding="utf-8")
        shutil.rmtree(self._target, ignore_errors=True)
        fresh.replace(self._target)
