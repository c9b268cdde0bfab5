"""What submissions are run with, and the warm interpreters from which they are forked."""

from __future__ import annotations

import json
import os
import queue
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import natolab
import natolab.data
from natolab_grade.cage import bubblewrap
from natolab_grade.cage.bubblewrap import CageError
from natolab_grade.cage.inside import frames
from natolab_grade.cage.limits import Limits

_START_SECONDS = 120


class Zygote:
    """One warm interpreter behind the outer wall; it runs no student's code itself.

    Parameters
    ----------
    command : list of str
        The command that starts it.

    Raises
    ------
    CageError
        If it does not start.
    """

    def __init__(self, command: list[str]) -> None:
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the interpreter
        self._orders, theirs = socket.socketpair()
        # A session of its own: an interrupt at the teacher's keyboard is not for it. It ends when
        # its socket closes, which it does with this process however that ends.
        self._process = subprocess.Popen(
            command, stdin=theirs, stdout=self._said, stderr=self._said, start_new_session=True
        )
        theirs.close()
        self._orders.settimeout(_START_SECONDS)
        try:
            frames.receive(self._orders)
        except (EOFError, TimeoutError, ConnectionError) as error:
            why = self.why()
            self.close()
            raise CageError(f"The cage did not start. {why}") from error

    def why(self) -> str:
        """Return what was said where it, or a cage within it, failed, and what to do."""
        self._said.seek(0)
        said = self._said.read()[-2000:].decode(errors="replace").strip()
        return f"{bubblewrap.remedy(said)} What was said: {said or 'nothing'}"

    def fork(self, limits: Limits, descriptors: list[int]) -> None:
        """Start a process for one submission.

        Parameters
        ----------
        limits : Limits
            What it may use.
        descriptors : list of int
            Its socket, and what takes the place of its standard output and error.
        """
        try:
            socket.send_fds(self._orders, [json.dumps(limits.kernel()).encode()], descriptors)
        except OSError as error:
            raise CageError(f"The warm interpreter has ended. {self.why()}") from error

    def prove_alive(self) -> None:
        """Ask for an answer: what was forked from it may have ended because it has.

        Raises
        ------
        CageError
            If none comes.
        """
        try:
            self._orders.sendall(b"?")
            frames.receive(self._orders)
        except (EOFError, OSError) as error:
            raise CageError(f"The warm interpreter has ended. {self.why()}") from error

    @property
    def ended(self) -> bool:
        """Whether it runs no more, as when the system was short of memory."""
        return self._process.poll() is not None

    def close(self) -> None:
        """End it and all that was forked from it."""
        self._orders.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._said.close()


@dataclass
class Environment:
    """What submissions are run with. As a context manager it ends its interpreters at the end.

    Pickled, only its attributes travel, not the interpreters: whatever is sent to another process,
    such as a worker on another machine, meets there the one environment that this process has with
    these attributes, so that its interpreters stay warm from task to task. They end with it.

    Attributes
    ----------
    python : Path
        The interpreter; by default the one that runs the grader.
    folders : tuple of Path
        What submissions can read, beside the system's own programs and libraries.
    """

    python: Path = field(default_factory=lambda: _plain(sys.executable))
    folders: tuple[Path, ...] = field(default_factory=lambda: _own_folders())
    _idle: queue.SimpleQueue[Zygote] = field(default_factory=queue.SimpleQueue, repr=False)

    def __reduce__(self) -> tuple:
        return _of_this_process, (self.python, self.folders)

    def __enter__(self) -> Environment:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def zygote(self) -> Iterator[Zygote]:
        """Lend a warm interpreter, each to one submission at a time.

        So what is counted for one, such as processes, does not touch another.
        """
        zygote = self._living()
        if zygote is None:
            bubblewrap.check_version()
            zygote = Zygote(bubblewrap.command(self.python, self.folders))
        try:
            yield zygote
        except CageError:
            zygote.close()
            raise
        except BaseException:
            self._idle.put(zygote)
            raise
        self._idle.put(zygote)

    def _living(self) -> Zygote | None:
        """Return an idle interpreter, if there is one that has not ended meanwhile."""
        while True:
            try:
                zygote = self._idle.get_nowait()
            except queue.Empty:
                return None
            if not zygote.ended:
                return zygote
            zygote.close()

    def close(self) -> None:
        """End all interpreters that are idle."""
        while not self._idle.empty():
            self._idle.get_nowait().close()


_here: dict[tuple[Path, tuple[Path, ...]], Environment] = {}
_here_lock = threading.Lock()


def _of_this_process(python: Path, folders: tuple[Path, ...]) -> Environment:
    """Return the environment that all which was sent to this process shares."""
    with _here_lock:
        return _here.setdefault((python, folders), Environment(python, folders))


def _plain(path: object) -> Path:
    """Return a path without ``..``; links stay, for by its link an environment is known."""
    return Path(os.path.abspath(str(path)))  # noqa: PTH100 - resolve() would follow links


def _own_folders() -> tuple[Path, ...]:
    """Return the folders of this interpreter, its packages and the course's.

    Of a working copy of the course only what a wheel would hold: beside it lie solutions.
    """
    package = Path(natolab.__file__).parent
    folders = (sys.prefix, sys.base_prefix, package, natolab.data.folder())
    return tuple(sorted({_plain(folder) for folder in folders}))
