"""Import sooner what the images hold: most of what a first cell takes is imports.

An import of pandas asks the file system a thousand times whether a file is there, and in a browser
each question takes a while. The finder here knows, since it looked once; what came later, and what
lies beside a notebook, Python finds as everywhere.
"""

import gc
import os
import sys
import sysconfig
from importlib.machinery import (
    EXTENSION_SUFFIXES,
    ExtensionFileLoader,
    ModuleSpec,
    PathFinder,
    SourceFileLoader,
    SourcelessFileLoader,
)

#: In the order in which Python looks for them.
LOADERS = [
    *((suffix, ExtensionFileLoader) for suffix in EXTENSION_SUFFIXES),
    (".py", SourceFileLoader),
    (".pyc", SourcelessFileLoader),
]
#: How many objects may come before Python looks for those that nothing holds any more. At its own
#: pace it looks some hundred times during an import, finds next to nothing, and takes a tenth of
#: the time.
GARBAGE = 50_000


class _Finder:
    """Knows the files of the library and of the packages, until caches are invalidated."""

    def __init__(self) -> None:
        self._library, site = (sysconfig.get_path(name) for name in ("stdlib", "purelib"))
        self._tops = (self._library, site)
        self.invalidate_caches()

    def invalidate_caches(self) -> None:
        """Look anew, as whoever installs a package asks for."""
        self._files = {
            f"{folder}/{file}" for folder, _, files in os.walk(self._library) for file in files
        }

    def find_spec(self, name, path=None, target=None):
        """Return where a module stands; None for one that is not known."""
        if path is None:
            found = PathFinder.find_spec(name, self._before())
            if found and found.loader:  # a reader's own file, and no mere folder
                return found
        tail = name.rpartition(".")[2]
        for folder in self._tops if path is None else path:
            stem = f"{folder}/{tail}"
            for inside in ("/__init__", ""):
                for suffix, loader in LOADERS:
                    place = f"{stem}{inside}{suffix}"
                    if place in self._files:
                        return _spec(name, place, loader, stem if inside else None)
        return None

    def _before(self) -> list[str]:
        """Return the folders that Python asks before its library, such as the notebook's own."""
        known = self._library in sys.path
        return sys.path[: sys.path.index(self._library)] if known else sys.path


def _spec(name: str, place: str, loader: type, package: str | None) -> ModuleSpec:
    spec = ModuleSpec(name, loader(name, place), origin=place)
    spec.submodule_search_locations = package and [package]
    spec.has_location = True
    return spec


def install() -> None:
    """Ask this finder before the one that looks for files; let imports run without a break."""
    sys.meta_path.insert(sys.meta_path.index(PathFinder), _Finder())
    gc.set_threshold(GARBAGE)
