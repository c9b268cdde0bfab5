"""The inner wall: what parts one submission from all others that the same interpreter runs.

The outer wall is bubblewrap's. It leaves the waiting interpreter the rights of an administrator
over namespaces of its own; each forked process uses them to part from its siblings, and gives
them up for good before it runs a line of a student's.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import socket
import sys

HOME = "/student"

_NEW_NAMESPACES = 0x00020000 | 0x20000000 | 0x08000000 | 0x40000000  # mounts, pids, IPC, network
_NOSUID, _NODEV = 2, 4
_PR_CAPBSET_DROP = 24
_CAPABILITIES = 64
_CAPABILITY_VERSION = 0x20080522

_libc = ctypes.CDLL(None, use_errno=True)


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Capability(ctypes.Structure):
    _fields_ = (
        ("effective", ctypes.c_uint32),
        ("permitted", ctypes.c_uint32),
        ("inheritable", ctypes.c_uint32),
    )


def _call(name: str, *arguments: object) -> None:
    if getattr(_libc, name)(*arguments) != 0:
        error = ctypes.get_errno()
        raise OSError(error, f"{name}: {os.strerror(error)}")


def part() -> None:
    """Give the processes forked from now on namespaces of their own."""
    _call("unshare", _NEW_NAMESPACES)


def settle(disk: int) -> None:
    """Mount private folders, of at most `disk` bytes each, over all that can be written."""
    options = f"size={disk},nr_inodes=20000,mode=700".encode()
    for place in (HOME, os.environ["TMPDIR"], "/dev/shm"):
        _call("mount", b"tmpfs", place.encode(), b"tmpfs", _NOSUID | _NODEV, options)
    os.chdir(HOME)


def give_up_rights() -> None:
    """Drop all capabilities, so that no wall can be moved any more."""
    for capability in range(_CAPABILITIES):
        _libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0)  # fails for those the kernel lacks
    header, none = _Header(_CAPABILITY_VERSION, 0), (_Capability * 2)()
    _call("capset", ctypes.byref(header), none)


def limit(kind: int, value: int) -> None:
    """Set a limit that cannot be raised again."""
    resource.setrlimit(kind, (value, value))


def tighten(limits: dict) -> None:
    """Set what the kernel itself can limit.

    Parameters
    ----------
    limits : dict
        As `natolab_grade.cage.Limits` gives them: ``processes``, ``file_bytes``,
        ``address_bytes``.
    """
    limit(resource.RLIMIT_CORE, 0)
    limit(resource.RLIMIT_NOFILE, 256)
    limit(resource.RLIMIT_FSIZE, limits["file_bytes"])
    limit(resource.RLIMIT_NPROC, limits["processes"])
    limit(resource.RLIMIT_AS, limits["address_bytes"])


def streams(out: int, err: int) -> None:
    """Take these for what is printed past Python, and read nothing."""
    nothing = os.open("/dev/null", os.O_RDONLY)
    for source, target in ((nothing, 0), (out, 1), (err, 2)):
        os.dup2(source, target)
        os.close(source)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115 - for as long as the process lives


def interruptible(on: bool) -> None:
    """Let the grader's signal interrupt, or not: it shall meet a student's cell only."""
    signal.signal(signal.SIGINT, signal.default_int_handler if on else signal.SIG_IGN)


def present(job: socket.socket) -> None:
    """Tell the grader which process this is; the kernel vouches for the number."""
    job.send(b"!")
