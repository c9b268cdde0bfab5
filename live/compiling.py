"""Compile packages for the browser's Python, once for each package."""

from __future__ import annotations

import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path
from zipfile import ZIP_STORED, BadZipFile

from live import node
from live.errors import LiveError
from live.mirrors import python_of
from live.store import Store, digest
from live.wheels import Wheel, pack, unpack

FOLDER = Path(__file__).parent
#: Stays readable beside what is compiled: a reader may want to see how the course computes.
WITH_SOURCE = ("natolab",)


class Compiler:
    """Compiles sources with the release's own Python, in Node; keeps what was compiled.

    Parameters
    ----------
    core : dict of str to bytes
        Pyodide's core and its lock.
    store : Store
        Keeps what was compiled, and Node.
    """

    def __init__(self, core: dict[str, bytes], store: Store) -> None:
        self._core, self._store = core, store
        self._tag = f"cpython-{python_of(core).digits}"
        programs = (FOLDER / "compile.py").read_bytes() + (FOLDER / "compile.mjs").read_bytes()
        self._key = digest(programs + b"".join(core.values()))

    def compile(self, wheels: dict[str, Wheel], folder: str) -> dict[str, Wheel]:
        """Return wheels whose modules are compiled.

        Parameters
        ----------
        wheels : dict of str to Wheel
            The wheels by name.
        folder : str
            Where they will stand in the browser, with a slash at the end.

        Raises
        ------
        LiveError
            If Node cannot be had, or fails.
        """
        sources = {
            name: {folder + path: text for path, text in wheel.files.items() if _is_module(path)}
            for name, wheel in wheels.items()
        }
        compiled = self._compile(sources)
        return {name: self._with(wheel, compiled[name], folder) for name, wheel in wheels.items()}

    def _with(self, wheel: Wheel, compiled: dict[str, bytes], folder: str) -> Wheel:
        files = dict(wheel.files)
        for path, code in compiled.items():
            source = path.removeprefix(folder)
            if wheel.file.startswith(WITH_SOURCE):
                parent, _, module = source.rpartition("/")
                files[f"{parent}/__pycache__/{module.removesuffix('.py')}.{self._tag}.pyc"] = code
            else:
                del files[source]
                files[f"{source}c"] = code
        return replace(wheel, files=files)

    def _compile(self, sources: dict[str, dict[str, bytes]]) -> dict[str, dict[str, bytes]]:
        archives = {name: pack(files, ZIP_STORED) for name, files in sources.items()}
        places = {
            name: self._store.folder / "compiled" / digest(archive + self._key.encode())[:32]
            for name, archive in archives.items()
        }
        done = {name: kept for name, path in places.items() if (kept := _kept(path)) is not None}
        missing = [name for name in archives if name not in done]
        if missing:
            merged = {
                f"{name}|{path}": text for name in missing for path, text in sources[name].items()
            }
            results = self._run(merged)
            for name in missing:
                start = f"{name}|"
                done[name] = {
                    p.removeprefix(start): c for p, c in results.items() if p.startswith(start)
                }
                places[name].parent.mkdir(exist_ok=True)
                places[name].write_bytes(pack(done[name]))
        return done

    def _run(self, sources: dict[str, bytes]) -> dict[str, bytes]:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            for file, content in self._core.items():
                (folder / file).write_bytes(content)
            (folder / "in.zip").write_bytes(pack(sources, ZIP_STORED))
            command = [str(node.program(self._store)), str(FOLDER / "compile.mjs"), str(folder)]
            command += [str(FOLDER / "compile.py"), str(folder / "in.zip"), str(folder / "out.zip")]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                raise LiveError(f"Compiling in Node failed: {done.stderr.strip()[-800:]}")
            return unpack((folder / "out.zip").read_bytes())


def _is_module(path: str) -> bool:
    return path.endswith(".py") and ".dist-info/" not in path and ".data/" not in path


def _kept(path: Path) -> dict[str, bytes] | None:
    try:
        return unpack(path.read_bytes())
    except (FileNotFoundError, BadZipFile):
        return None
