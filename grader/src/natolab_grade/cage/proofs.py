"""Prove on this machine that the walls stand, before anything of a student's is run."""

from __future__ import annotations

import socket
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

import nbformat.v4
from nbformat import NotebookNode

from natolab_grade.cage.bubblewrap import CageError
from natolab_grade.cage.environment import Environment
from natolab_grade.cage.limits import Limits
from natolab_grade.cage.run import run

_LIMITS = Limits(
    seconds=20, seconds_in_all=180, memory_mb=400, processes=8, file_mb=4, output_mb=0.1
)


@dataclass(frozen=True)
class Proof:
    """One wall.

    Attributes
    ----------
    name : str
        What it keeps in.
    held : bool
        Whether it held.
    sentence : str
        What was tried and seen, or what to do.
    """

    name: str
    held: bool
    sentence: str


#: Wall, what a cell tries (it prints "through" if it got through), and the fault that must be told.
_CELLS: tuple[tuple[str, str, str | None], ...] = (
    (
        "files",
        "import pathlib\n"
        "print('through' if any(pathlib.Path(p).exists() for p in ({secret!r}, '/proc/1', "
        "'/etc/passwd', '/root/.ssh')) else 'in')",
        None,
    ),
    (
        "read-only",
        "import sys\n"
        "for folder in ('/', '/usr', '/dev', '/cage', sys.prefix):\n"
        "    try:\n"
        "        open(folder + '/natolab-self-test', 'w')\n"
        "        print('through')\n"
        "    except OSError:\n"
        "        print('in')",
        None,
    ),
    (
        "environment",
        "import os\nprint('through' if 'NATOLAB_SELF_TEST' in os.environ or {home!r} in "
        "os.environ.values() else 'in')",
        None,
    ),
    (
        "network",
        "import socket\nsocket.create_connection(('127.0.0.1', {port}), 2)\nprint('through')",
        None,
    ),
    (
        "rights",
        "import ctypes\nc = ctypes.CDLL(None)\n"
        "print('through' if c.unshare(0x10000000) == 0 or c.umount2(b'/tmp', 2) == 0 or "
        "c.mount(b'tmpfs', b'/tmp', b'tmpfs', 0, None) == 0 else 'in')",
        None,
    ),
    (
        "processes",
        "import subprocess\n"
        "p = [subprocess.Popen(['sleep', '2']) for _ in range(64)]\nprint('through')",
        "processes",
    ),
    ("file size", "open('large', 'wb').write(bytes(8 << 20))\nprint('through')", "file"),
    (
        "folder size",
        "for i in range(4):\n    open(f'part{{i}}', 'wb').write(bytes(2 << 20))\nprint('through')",
        "file",
    ),
    ("output", "print('x' * 1_000_000 + 'through')", "output"),
    (
        "memory",
        # Held for long: a busy machine looks seldom.
        "import time\nheld = b'x' * (600 << 20)\ntime.sleep(15)\nprint('through')",
        "memory",
    ),
    ("end of the process", "import os\nos._exit(0)", "died"),
)


def _notebook(*cells: tuple[str, str]) -> NotebookNode:
    notebook = nbformat.v4.new_notebook()
    for name, code in cells:
        cell = nbformat.v4.new_code_cell(code)
        cell.metadata["nbgrader"] = {"grade_id": name, "solution": True}
        notebook.cells.append(cell)
    return notebook


def _walls(environment: Environment, secret: Path, port: int) -> Iterator[Proof]:
    """Prove the walls that cells of one notebook can try."""
    words = {"secret": str(secret), "port": port, "home": str(Path.home())}
    cells = [(name, code.format(**words)) for name, code, _ in _CELLS]
    result = run(_notebook(*cells), _LIMITS, environment)
    kinds = {(fault.cell, fault.kind) for fault in result.faults}
    for (name, _, kind), cell in zip(_CELLS, result.notebook.cells, strict=True):
        text = "".join(_text(output) for output in cell.outputs)
        held = "through" not in text and (kind is None or (name, kind) in kinds)
        seen = "holds" if held else f"does not hold; what was seen: {text[:500]}"
        yield Proof(name, held, f"The wall for {name} {seen}.")


def _text(output: NotebookNode) -> str:
    return output.get("text", "") + output.get("evalue", "")


def _time(environment: Environment) -> Iterator[Proof]:
    """Prove that a cell is stopped, and one that does not heed it too."""
    stubborn = (
        "import time\nwhile True:\n"
        "    try:\n        time.sleep(3600)\n    except KeyboardInterrupt:\n        pass"
    )
    cells = _notebook(("a", "import time\ntime.sleep(3600)"), ("b", stubborn), ("c", "print(1)"))
    result = run(cells, replace(_LIMITS, seconds=2), environment)
    kinds = [(fault.cell, fault.kind) for fault in result.faults]
    held = sorted(kinds) == [("a", "time"), ("b", "time")]
    held &= [_text(output) for output in result.notebook.cells[2].outputs] == ["1\n"]
    seen = "are stopped" if held else f"are not stopped; what was seen: {result.faults}"
    yield Proof("time", held, f"Cells that run too long {seen}.")


def _privacy(environment: Environment) -> Iterator[Proof]:
    """Prove that a second submission finds nothing of a first."""
    code = (
        "import os\nfrom pathlib import Path\n"
        "places = [Path(p, 'left') for p in ('.', os.environ['TMPDIR'], '/dev/shm')]\n"
        "print([p.exists() for p in places])\n"
        "for p in places:\n    p.write_text('left')\n"
    )
    texts = []
    for _ in range(2):
        result = run(_notebook(("a", code)), _LIMITS, environment)
        texts.append("".join(_text(output) for output in result.notebook.cells[0].outputs).strip())
    held = texts == ["[False, False, False]"] * 2
    seen = "finds nothing of the first" if held else f"finds what a first has left: {texts}"
    yield Proof("other submissions", held, f"A second submission {seen}.")


def self_test(
    environment: Environment | None = None, tell: Callable[[Proof], None] | None = None
) -> list[Proof]:
    """Prove each wall and limit on this machine.

    Parameters
    ----------
    environment : Environment, optional
        What submissions will be run with.
    tell : callable, optional
        Called with each proof when it is there.

    Returns
    -------
    list of Proof
        If one did not hold, nothing may be graded here.
    """
    environment = environment or Environment()
    proofs: list[Proof] = []

    def note(proof: Proof) -> None:
        proofs.append(proof)
        if tell is not None:
            tell(proof)

    with tempfile.TemporaryDirectory() as folder, _listener() as server:
        secret = Path(folder, "gradebook")
        secret.write_text("marks")
        secret.chmod(0o644)
        Path(folder).chmod(0o755)
        port = server.getsockname()[1]
        try:
            for proof in chain(
                _walls(environment, secret, port), _time(environment), _privacy(environment)
            ):
                note(proof)
        except CageError as error:
            note(Proof("cage", False, str(error)))
    return proofs


def _listener() -> socket.socket:
    """Return a server on this machine that a cage must not reach."""
    server = socket.create_server(("127.0.0.1", 0))
    server.listen()
    return server
