"""The same cages on other machines: Dask carries notebooks to its workers, and back as they ran.

All else stays with the teacher: what was handed in, results, marks. A worker runs notebooks with
its own Python and its own copy of the course, so both must be the same as the teacher's; and it
proves its walls before it runs the first.
"""

from __future__ import annotations

import hashlib
import platform
import threading
from collections.abc import Mapping
from concurrent.futures import CancelledError
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

from nbformat import NotebookNode

import natolab
import natolab.data

from . import cage

_CONNECT_SECONDS = 20
_PROOF_SECONDS = 600
_lock = threading.Lock()


class Cluster:
    """The workers behind a scheduler of Dask's, as a way to run notebooks.

    Parameters
    ----------
    address : str
        The scheduler's, such as ``tls://grading.example.edu:8786``.

    Attributes
    ----------
    threads : int
        How many cages its workers run at a time.

    Raises
    ------
    ValueError
        If it cannot be reached or trusted, has no workers, or one of them has other software or
        walls that do not hold.
    """

    def __init__(self, address: str) -> None:
        try:
            from distributed import Client, KilledWorker, Security
        except ModuleNotFoundError as error:
            raise ValueError(
                f"Grading on other machines needs the package {error.name}; install "
                "natolab-grade[cluster]."
            ) from error
        if not address.startswith("tls://"):
            raise ValueError(
                f"The scheduler {address} takes programs from whoever can reach it, and sends "
                "students' work for all to read; start it with keys, and name it as tls://... "
                "(deploy/README.md of the course says how)."
            )
        try:
            keys = Security().get_connection_args("client")["ssl_context"]
        except OSError as error:
            raise ValueError(
                f"The keys that Dask's configuration names cannot be read: {error}."
            ) from error
        if keys is None:
            raise ValueError(
                "Dask has no keys to show to the scheduler; name them in its configuration "
                "(deploy/dask.yaml of the course is a model)."
            )
        try:
            self._client = Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError) as error:
            raise ValueError(f"The scheduler {address} cannot be used: {error}.") from error
        self._ours = software()
        self._lost = KilledWorker
        try:
            self.threads = self._ask_all(address)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Leave the scheduler; its workers go on."""
        self._client.close()

    def run(self, notebook: NotebookNode, files: Mapping[str, bytes]) -> cage.Run:
        """Run a notebook in a cage of some worker, and wait for it.

        Parameters
        ----------
        notebook, files
            As in :func:`natolab_grade.cage.run`.

        Raises
        ------
        CageError
            If no worker can run it, or each that tried has ended.
        """
        job = self._client.submit(_run, self._ours, notebook, cage.Limits(), files, pure=False)
        try:
            return job.result()
        except (self._lost, CancelledError) as error:
            raise cage.CageError(f"The workers ended, or the scheduler: {error}") from error

    def _ask_all(self, address: str) -> int:
        """Return the number of all workers' threads, once each is ready."""
        workers = self._client.nthreads()
        if not workers:
            raise ValueError(f"The scheduler {address} has no workers; start some.")
        print(f"Proving that the cages of {len(workers)} workers hold ...", flush=True)
        jobs = {
            worker: self._client.submit(_prove, self._ours, workers=[worker], pure=False)
            for worker in workers
        }
        for worker, job in jobs.items():
            try:
                job.result(_PROOF_SECONDS)
            except (ValueError, OSError) as error:
                raise ValueError(f"The worker {worker} may grade nothing. {error}") from error
            except (ImportError, RuntimeError) as error:
                raise ValueError(
                    f"The worker {worker} does not have the grader ({error}); set it up as here."
                ) from error
        return sum(workers.values())


def software() -> dict[str, str]:
    """Return of which versions marks could depend: Python, packages, and the course itself."""
    found = {one.metadata["Name"].lower(): one.version for one in distributions()}
    for name, folder in (
        ("the course's package", Path(natolab.__file__).parent),
        ("the course's tables", natolab.data.folder()),
        ("the grader", Path(__file__).parent),
    ):
        found[name] = _digest(folder)
    return found | {"Python": platform.python_version()}


def differences(ours: dict[str, str], theirs: dict[str, str]) -> list[str]:
    """Say what two machines have in different versions; what only one has does not count."""
    return [
        f"{name} is {version} with the teacher and {theirs[name]} there"
        for name, version in ours.items()
        if theirs.get(name, version) != version
    ]


def _digest(folder: Path) -> str:
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".py", ".js", ".csv", ".yaml"):
            total.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:12]


# What follows runs on the workers.


@cache
def _software() -> dict[str, str]:
    return software()


@cache
def _proved() -> cage.Environment:
    """Return what this worker runs notebooks with, once its walls have held."""
    environment = cage.Environment()
    proofs = cage.self_test(environment)
    if broken := [proof.sentence for proof in proofs if not proof.held]:
        environment.close()
        raise cage.CageError(" ".join(broken))
    return environment


def _ready(ours: dict[str, str]) -> cage.Environment:
    """Refuse to run anything where software or walls are not as they must be."""
    with _lock:
        if other := differences(ours, _software()):
            raise cage.CageError(
                f"It has other software, so its marks could be others: {'; '.join(other[:3])}. "
                "Bring both to the same version of the course, and start it anew."
            )
        return _proved()


def _prove(ours: dict[str, str]) -> None:
    _ready(ours)


def _run(
    ours: dict[str, str], notebook: NotebookNode, limits: cage.Limits, files: Mapping[str, bytes]
) -> cage.Run:
    """Run a notebook; a worker that came later is asked first too."""
    return cage.run(notebook, limits, _ready(ours), files)
