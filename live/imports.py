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
    SourcelessFileLoader,
)

#: How many objects may come before Python looks for those that nothing holds any more. At its own
#: pace it looks some hundred times during an import, finds next to nothing, and takes a tenth of
#: the time.
GARBAGE = 50_000


class _Finder:
    """Knows compiled modules, packages and extensions, and in which order Python takes them."""

    def __init__(self) -> None:
        library, site = (sysconfig.get_path(name) for name in ("stdlib", "purelib"))
        self._tops = (library, site)
        self._files = {
            f"{folder}/{file}" for folder, _, files in os.walk(library) for file in files
        }
        self._kinds = [
            ("/__init__.pyc", SourcelessFileLoader),
            *((suffix, ExtensionFileLoader) for suffix in EXTENSION_SUFFIXES),
            (".pyc", SourcelessFileLoader),
        ]

    def find_spec(self, name, path=None, target=None):
        """Return where a module of the images stands; None for any other."""
        if path is None and (found := PathFinder.find_spec(name, [""])):
            return found  # a reader's own file, which Python asks first
        tail = name.rpartition(".")[2]
        for folder in self._tops if path is None else path:
            for suffix, loader in self._kinds:
                place = f"{folder}/{tail}{suffix}"
                if place not in self._files:
                    continue
                package = suffix == self._kinds[0][0]
                spec = ModuleSpec(name, loader(name, place), origin=place, is_package=package)
                spec.submodule_search_locations = [f"{folder}/{tail}"] if package else None
                spec.has_location = True
                return spec
        return None


def install() -> None:
    """Ask this finder before Python's own, and let imports run without a break."""
    sys.meta_path.insert(0, _Finder())
    gc.set_threshold(GARBAGE)
