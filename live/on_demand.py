"""Load a package of the lock when something imports it, wherever the import stands.

Pyodide loads what a cell imports by name. What a function of the course imports, or matplotlib when
it writes a PDF, it does not see; this finder does. It runs in the browser only, in a worker, where
a request may be waited for.
"""

import hashlib
import importlib
import sys
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder

import js
import pyodide_js
from pyodide._package_loader import get_install_dir, unpack_buffer

#: Python and IPython ask for these and do as well without; a cell that imports one gets it.
UNASKED = ("jedi", "parso", "sqlite3")


class _Loader(Loader):
    """Loads the package of a module, then leaves the module to whoever would import it."""

    def __init__(self, fetch) -> None:
        self._fetch = fetch

    def create_module(self, spec):
        self._fetch()
        importlib.invalidate_caches()
        real = PathFinder.find_spec(spec.name)
        spec.loader, spec.origin, spec.cached = real.loader, real.origin, real.cached
        spec.submodule_search_locations = real.submodule_search_locations
        spec._set_fileattr = real.has_location
        return real.loader.create_module(real)

    def exec_module(self, module) -> None:
        raise NotImplementedError  # the module's own loader does


class _Finder(MetaPathFinder):
    def __init__(self) -> None:
        self._packages = pyodide_js._api.lockfile_packages.to_py()
        self._owner = {
            module: name
            for name, entry in self._packages.items()
            if name not in UNASKED
            for module in entry["imports"]
        }

    def find_spec(self, name, path=None, target=None):
        """Say that a module is there if a package of the lock holds it; import loads it."""
        package = self._owner.get(name)
        if path is not None or package is None or hasattr(pyodide_js.loadedPackages, package):
            return None
        return ModuleSpec(name, _Loader(lambda: self._load(package)))

    def _load(self, name: str) -> None:
        if hasattr(pyodide_js.loadedPackages, name):
            return
        entry = self._packages[name]
        setattr(pyodide_js.loadedPackages, name, "pyodide")
        for needed in entry["depends"]:
            self._load(needed)
        file = entry["file_name"]
        content = _fetch(str(js.URL.new(file, pyodide_js._api.config.indexURL).href))
        if hashlib.sha256(content.to_bytes()).hexdigest() != entry["sha256"]:
            raise ImportError(f"The file {file} of the package {name} is damaged.")
        place = get_install_dir(entry["install_dir"])
        unpack_buffer(content, filename=file, extract_dir=place)
        if entry["package_type"] == "shared_library":
            _share(place, content, file)


def _fetch(url: str):
    request = js.XMLHttpRequest.new()
    request.open("GET", url, False)
    request.responseType = "arraybuffer"
    request.send()
    if request.status != 200:
        raise ImportError(f"The file {url} cannot be loaded ({request.status}).")
    return request.response


def _share(place: str, content, file: str) -> None:
    """Make a shared library known to those that are linked to it."""
    for path in unpack_buffer(content, filename=file, extract_dir=place, calculate_dynlibs=True):
        module = pyodide_js._module
        flags = js.Object.fromEntries([["global", True], ["nodelete", True], ["fs", module.FS]])
        module.loadDynamicLibrary(path, flags)
        libraries = module.LDSO.loadedLibsByName
        setattr(libraries, path.rpartition("/")[2], getattr(libraries, path))


def install() -> None:
    """Ask this finder after all others."""
    sys.meta_path.append(_Finder())
