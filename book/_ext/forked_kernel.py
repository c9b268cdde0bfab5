"""What runs in a forked process that becomes a kernel; ``course.kernels`` starts it.

It stands alone so that the process imports nothing else: the extension takes seconds.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from contextlib import suppress
from multiprocessing import forkserver
from pathlib import Path

import psutil

#: What chapters import, but for what looks for its notebook when it is imported, as pyplot's
#: backend does.
PRELOADED = [
    "anywidget",
    "ipykernel.debugger",
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "ipykernel.zmqshell",
    "ipywidgets",
    "matplotlib.backends.backend_svg",
    "matplotlib.dates",
    "matplotlib.figure",
    "natolab.data",
    "pandas",
]


def prepare(*, start: bool = False) -> bool:
    """Say what the fork server imports before kernels are forked from it.

    Parameters
    ----------
    start : bool
        Start it at once; otherwise it starts with the first kernel.

    Returns
    -------
    bool
        Whether this system has a fork server; Windows has none.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return False
    # ipykernel's debugger, which no build uses, else complains of how Python was compiled.
    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")
    # The drawing backend of a kernel is chosen when matplotlib is first imported.
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    multiprocessing.get_context("forkserver").set_forkserver_preload(PRELOADED)
    if start:
        forkserver.ensure_running()
    return True


def end() -> None:
    """End the fork server and free its memory; another kernel would start it anew."""
    for process in psutil.Process().children():
        with suppress(psutil.NoSuchProcess):  # it was ended before the translated pages
            if "multiprocessing.forkserver" in " ".join(process.cmdline()):
                process.terminate()


def run(connection_file: str, folder: str, environment: dict[str, str]) -> None:
    """Be a kernel.

    Parameters
    ----------
    connection_file : str
        Where the kernel listens, as Jupyter writes it.
    folder : str
        The folder to run in.
    environment : dict of str to str
        All environment variables.
    """
    # The build ends the kernel with itself, as a daemon; a cell may start processes all the same.
    multiprocessing.current_process().daemon = False
    # What was imported before the fork stays: to look through it for garbage would copy its pages.
    gc.freeze()
    os.setsid()  # like a kernel of its own start, out of reach of signals to the build
    threading.Thread(target=_end_with_the_build, daemon=True).start()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    # What the build imports no chapter may: it would fail in JupyterLab.
    sys.path[:] = [place for place in sys.path if Path(place) != Path(__file__).parent]
    from ipykernel.kernelapp import IPKernelApp

    # A kernel that knows its parent does not explain to a terminal how it is left.
    parent = f"--IPKernelApp.parent_handle={os.getppid()}"
    IPKernelApp.launch_instance(argv=["-f", connection_file, parent])


def _end_with_the_build() -> None:
    # That the fork server lives is no sign that the build does: it waits for its kernels.
    multiprocessing.parent_process().join()
    os.killpg(os.getpid(), signal.SIGKILL)
