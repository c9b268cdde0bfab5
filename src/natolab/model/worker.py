"""A process that calls functions for another: tasks come in, results go out, both pickled.

NumPy leaves Python's lock only while it computes, and one operation on a block takes some
microseconds; two threads would spend their time handing the lock over. The processes of
``multiprocessing`` would run the caller's script again, unless it is guarded against that.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from types import TracebackType


class Worker:
    """A process of this kind, seen from outside."""

    def __init__(self) -> None:
        paths = os.pathsep.join(path for path in sys.path if path)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "natolab.model.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": paths},
        )
        assert self._process.stdin and self._process.stdout  # both are pipes
        self._to, self._from = self._process.stdin, self._process.stdout

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self, kind: type | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            self._process.kill()
        self._process.communicate()

    def run(self, function: Callable, *arguments: object) -> object:
        """Call a function of a module in the process and return what it returns."""
        try:
            pickle.dump((function, arguments), self._to)
            self._to.flush()
            return pickle.load(self._from)
        except (EOFError, BrokenPipeError) as error:
            raise RuntimeError("A process that ran a part of the ensemble has died.") from error


def main() -> None:
    """Serve tasks until the caller closes the pipe."""
    while True:
        try:
            function, arguments = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        pickle.dump(function(*arguments), sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
