"""An interpreter that has imported everything, runs nothing, and is forked for each submission.

On its standard input it has a socket. Each message there brings three descriptors for one
submission: a socket for cells and outputs, and what takes the place of standard output and error.
A message without descriptors asks whether it is still there.
"""

from __future__ import annotations

import base64
import errno
import gc
import json
import os
import random
import resource
import socket
import sys
import threading
import traceback
from contextlib import nullcontext, suppress
from pathlib import Path

from . import frames, names, shell, tampering, walls
from .streams import Outputs

#: What assignments import, and what checks them; what is not installed is left out. None of the
#: course's may be missing, or a student could replace it unseen: a test looks.
WARM = (
    "natolab.chapters.enlargement.roll_calls",
    "natolab.chapters.hormuz.oil_price",
    "natolab.chapters.iran_war.alignment_index",
    "natolab.chapters.withdrawal_law.road_map",
    "natolab.chapters.withdrawal_law.votes",
    "natolab.charts",
    "natolab.data",
    "natolab.exercises.checks",
    "natolab.exercises.marking",
    "natolab.model",
    "natolab.model.permalink",
    "natolab.notebook",
    "numpy.testing",
    "pandas.testing",
    "matplotlib.backends.backend_agg",
    "matplotlib.dates",
    "ipywidgets",
    "statistics",
)
#: What takes long the first time only.
FIRST = """
import natolab.data
natolab.data.package()
from matplotlib import pyplot
pyplot.plot([0, 1])
pyplot.title("a")
pyplot.show()
get_ipython().reset(new_session=False)
"""
_NO_NETWORK = (errno.ENETUNREACH, errno.EADDRNOTAVAIL, errno.ENETDOWN)


def _reason(error: BaseException | None) -> str | None:
    """Return which limit of the cage stood behind an error."""
    if isinstance(error, MemoryError):
        return "memory"
    if isinstance(error, socket.gaierror):
        return "network"
    if isinstance(error, RuntimeError) and "start new thread" in str(error):
        return "processes"
    if not isinstance(error, OSError):
        return None
    reason = getattr(error, "reason", None)  # urllib wraps what the network said
    if isinstance(reason, OSError):
        return _reason(reason)
    if error.errno in (errno.EFBIG, errno.ENOSPC):
        return "file"
    if error.errno == errno.EAGAIN:
        return "processes"
    return "network" if error.errno in _NO_NETWORK else None


def _threads() -> int:
    """Return how many threads a cell has left running; a progress bar's own is none."""
    return sum(type(thread).__name__ != "TMonitor" for thread in threading.enumerate()) - 1


def _children() -> bool:
    """Return whether there are child processes, running or not yet asked how they ended."""
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return False
    return True


def _put(name: str, content: str) -> bool:
    """Put a file into the folder, and return whether it could be."""
    place = Path(walls.HOME, name)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(base64.b64decode(content))
    except (OSError, ValueError):
        with suppress(OSError, ValueError):
            place.unlink()  # half a file fills the folder
        return False
    return True


def _cells(job: socket.socket, interpreter: shell.Shell, seal: tampering.Seal) -> None:
    output_bytes = 1 << 20
    tests = names.Names(interpreter.user_ns)
    while True:
        message = frames.receive(job)
        if message["do"] == "files":
            output_bytes = message["output_bytes"]
            refused = [name for name in message["files"] if not _put(name, message["files"][name])]
            frames.send(job, {"done": message["number"], "refused": refused})
            continue
        number = message["number"]
        outputs = Outputs(lambda output: frames.send(job, {"output": output}), output_bytes)
        walls.interruptible(True)
        error = None
        try:
            aside = "forget" in message
            given = message["brief"] and not aside
            with tests.real(message["code"], message["test"]) if given else nullcontext():
                error = interpreter.run(message["code"], outputs, message["brief"], aside)
        except KeyboardInterrupt as late:  # between two steps of IPython
            error = late
            outputs.fault("KeyboardInterrupt", "", [])
        finally:
            walls.interruptible(False)
        done = {
            "done": number,
            "error": None if error is None else type(error).__name__,
            "limit": _reason(error),
            "cut": outputs.cut,
            "threads": _threads(),
            "children": _children(),
        }
        if "forget" in message:
            interpreter.user_ns.pop(message["forget"], None)
            done["broken"] = seal.broken()
        frames.send(job, done)


def _submission(interpreter, seal, limits: dict, descriptors: list[int]) -> None:
    """Be the process that runs one submission, and never return."""
    try:
        job = socket.socket(fileno=descriptors[0])
        walls.streams(*descriptors[1:])
        # Above all the socket that brings the next submission.
        os.closerange(3, job.fileno())
        os.closerange(job.fileno() + 1, 4096)
        walls.settle(limits["file_bytes"])
        walls.give_up_rights()
        walls.interruptible(False)
        os.setsid()
        walls.present(job)
        # Two gradings of one submission shall give the same marks, also where it draws numbers
        # without a seed.
        random.seed(0)
        sys.modules["numpy"].random.seed(0)
        # Last: own modules of a submission can be imported, but stand in for no other.
        sys.path.append(walls.HOME)
        walls.tighten(limits)
        _cells(job, interpreter, seal)
    except EOFError:
        pass  # the grader wants no more
    finally:
        os._exit(0)


def _fork(interpreter, seal, limits: dict, descriptors: list[int]) -> None:
    middle = os.fork()
    if middle == 0:
        try:
            walls.part()
            # The first process in the new namespaces: when it ends, all in them ends.
            if os.fork() == 0:
                _submission(interpreter, seal, limits, descriptors)
        except OSError:
            traceback.print_exc()  # for the teacher: no student's code has run here
        finally:
            os._exit(0)
    os.waitpid(middle, 0)


def main() -> None:
    """Import, say so, and fork a process for each message until the grader has gone."""
    import importlib

    orders = socket.socket(fileno=os.dup(0))
    interpreter = shell.make()
    for name in WARM:
        with suppress(ImportError):
            importlib.import_module(name)
    interpreter.run(FIRST, Outputs(lambda output: None, 1 << 20), brief=True, aside=True)
    # What goes wrong from here on is told where the grader looks, not shown as a cell's output.
    sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__
    seal = tampering.Seal(interpreter)
    gc.collect()
    gc.freeze()  # the memory shared by all forks stays shared
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    frames.send(orders, {"ready": True})
    while True:
        data, descriptors, _, _ = socket.recv_fds(orders, 4096, 3)
        if not data:
            return
        if not descriptors:
            frames.send(orders, {"here": True})
            continue
        limits = json.loads(data)
        _fork(interpreter, seal, limits, descriptors)
        for descriptor in descriptors:
            os.close(descriptor)
