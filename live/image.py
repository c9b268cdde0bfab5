"""Many files as one that a browser lays out in no time.

An image begins with four bytes, the length of a list (little end first); then the list itself, JSON
pairs of a path and a length; then the files, one behind the other. It is compressed as a whole, so
the browser's own gzip unpacks it at once, where Python would unpack wheels file by file.
"""

from __future__ import annotations

import gzip
import json


def image(files: dict[str, bytes]) -> bytes:
    """Return the image of some files.

    Parameters
    ----------
    files : dict of str to bytes
        Contents by path from the root of the browser's file system, without a slash in front.
    """
    paths = sorted(files)
    index = json.dumps([[path, len(files[path])] for path in paths]).encode()
    return b"".join([len(index).to_bytes(4, "little"), index, *(files[path] for path in paths)])


def compress(content: bytes) -> bytes:
    """Return gzip's form of some bytes: the same each time, and with a checksum that browsers test.

    Parameters
    ----------
    content : bytes
        Anything.
    """
    return gzip.compress(content, 9, mtime=0)
