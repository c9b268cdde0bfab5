"""The outer wall: the command that starts an interpreter in a cage of bubblewrap's."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from .inside.walls import HOME

#: 0.8.0 is the first that can keep those inside from making namespaces of users of their own.
NEEDED = (0, 8, 0)
#: Who runs in the cage when the grader is started by root.
NOBODY = 65534
INSTALL = (
    "bubblewrap is missing, without which no submission is run. "
    "Debian, Ubuntu: apt-get install --no-install-recommends bubblewrap; "
    "Fedora: dnf install bubblewrap. "
    "It needs Linux: on Windows grade in WSL2, on macOS in a Linux container or virtual machine."
)
#: What the interpreter and libraries of the system need, where it is there.
_SYSTEM = ("/usr", "/bin", "/lib", "/lib32", "/lib64")
_SETTINGS = ("/etc/alternatives", "/etc/fonts", "/etc/ld.so.cache", "/etc/localtime")
#: The code that runs inside, there.
_HERE = Path(__file__).parent / "inside"
_INSIDE = Path("/cage/inside")


class CageError(OSError):
    """A cage cannot be made on this machine; no submission is to blame."""


def _program(name: str) -> str:
    path = shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/bin:/bin")
    if path is None:
        raise CageError(INSTALL if name == "bwrap" else f"The program {name} is missing.")
    return path


def version() -> str:
    """Return what bubblewrap says of its version.

    Raises
    ------
    CageError
        If there is none.
    """
    done = subprocess.run(
        [_program("bwrap"), "--version"], capture_output=True, text=True, check=False
    )
    return done.stdout.strip()


def check_version() -> None:
    """Refuse a bubblewrap that is too old.

    Raises
    ------
    CageError
        If there is none, or it is older than `NEEDED`.
    """
    if not sys.platform.startswith("linux"):
        raise CageError(INSTALL)
    said = version()
    numbers = re.findall(r"\d+", said)[:3]
    if tuple(map(int, numbers)) < NEEDED:
        wanted = ".".join(map(str, NEEDED))
        raise CageError(
            f"This is {said or 'an unknown bubblewrap'}; {wanted} or newer is needed "
            "(Debian 12, Ubuntu 24.04 and Fedora have it)."
        )


def _mounts(folders: Iterable[Path], inside: Path) -> list[str]:
    """Return the arguments that mount system, environment and the cage's own code, to be read."""
    places = [Path(name) for name in (*_SYSTEM, *_SETTINGS)]
    # An outer folder before what lies in it.
    places += sorted(folder for folder in folders if not folder.is_relative_to("/usr"))
    mounts = [(place, place) for place in places if place.exists()]
    mounts.append((inside, _INSIDE))
    arguments: list[str] = []
    made = set()
    for source, target in mounts:
        if source.is_symlink() and source.is_dir():
            arguments += ["--symlink", str(source.readlink()), str(target)]
            continue
        for parent in reversed(target.parents[:-1]):
            if parent not in made:  # those that bubblewrap makes by itself are for their owner
                arguments += ["--perms", "0755", "--dir", str(parent)]
                made.add(parent)
        arguments += ["--ro-bind", str(source), str(target)]
    return arguments


def _temporary(folders: Iterable[Path]) -> str:
    """Return the cage's own folder for what passes: not one that would hide the environment."""
    hides = any(folder.is_relative_to("/tmp") for folder in folders)
    return "/scratch" if hides else "/tmp"


def command(python: Path, folders: Iterable[Path]) -> list[str]:
    """Return the command that starts the interpreter from which submissions are forked.

    Parameters
    ----------
    python : Path
        The interpreter.
    folders : iterable of Path
        What it can read, beside the system's own programs and libraries.
    """
    folders = list(folders)
    root = os.geteuid() == 0
    inside = _INSIDE if root else _HERE
    temporary = _temporary(folders)
    environment = {
        "HOME": HOME,
        "LANG": "C.UTF-8",
        "PATH": f"{python.parent}:/usr/bin:/bin",
        "TMPDIR": temporary,
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "MPLCONFIGDIR": f"{temporary}/matplotlib",
        "IPYTHONDIR": f"{temporary}/ipython",
        # One thread for each cage: two cages share two processors, and each thread of a BLAS
        # holds memory of its own.
        **dict.fromkeys(
            ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1"
        ),
        "TQDM_DISABLE": "1",  # a bar, which only a slow machine shows, is no part of an answer
        "PYTHONHASHSEED": "0",  # sets have one order: a second grading gives the same marks
    }
    bwrap = _program("bwrap")
    walls = [bwrap, "--unshare-all", "--unshare-user", "--disable-userns", "--cap-add", "ALL"]
    walls += ["--hostname", "cage", "--clearenv"]
    for name, value in environment.items():
        walls += ["--setenv", name, value]
    walls += _mounts(folders, inside)
    # No /proc: what is not there shows nobody's processes.
    walls += ["--dev", "/dev", "--tmpfs", temporary, "--dir", HOME]
    walls += ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/"]
    start = "import sys; sys.path.append('/cage'); from inside import zygote; zygote.main()"
    walls += [str(python), "-s", "-P", "-B", "-c", start]
    if not root:
        return walls
    # As root: first a view that an ordinary user can read too, wherever the environment lies,
    # then that user, then the same walls as always.
    view = [bwrap, "--tmpfs", "/tmp", *_mounts(folders, _HERE), "--proc", "/proc", "--dev", "/dev"]
    user = [_program("setpriv"), f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    return [*view, "--chdir", "/", *user, "--no-new-privs", *walls]


#: What forbids namespaces to ordinary users: where it says so, what it says, and the remedy.
_POLICIES = (
    (
        "/proc/sys/kernel/apparmor_restrict_unprivileged_userns",
        "1",
        "AppArmor forbids user namespaces (Ubuntu 23.10 and newer). An administrator allows them "
        "with: sysctl kernel.apparmor_restrict_unprivileged_userns=0",
    ),
    (
        "/proc/sys/kernel/unprivileged_userns_clone",
        "0",
        "This kernel forbids user namespaces (older Debian). An administrator allows them with: "
        "sysctl kernel.unprivileged_userns_clone=1",
    ),
    (
        "/proc/sys/user/max_user_namespaces",
        "0",
        "The number of user namespaces is set to none (RHEL and its kin). An administrator allows "
        "them with: sysctl user.max_user_namespaces=15000",
    ),
)


def remedy(said: str) -> str:
    """Return what to do about a cage that did not start.

    Parameters
    ----------
    said : str
        What bubblewrap said.
    """
    if "Can't find source path" in said:
        return (
            "The folder of the Python environment, or one above it, cannot be read by the user "
            "who runs the cages: put both where every user can read them, such as /opt."
        )
    if not re.search("namespace|not permitted|No space|uid map|ermission denied", said):
        return "Why is not known."
    for place, forbidding, what in _POLICIES:
        if Path(place).exists() and Path(place).read_text().strip() == forbidding:
            return what
    if Path("/.dockerenv").exists() or Path("/run/.containerenv").exists():
        return (
            "This may be a container, whose own walls forbid new ones. Start it with "
            "--security-opt seccomp=unconfined --security-opt apparmor=unconfined "
            "--cap-add SYS_ADMIN, or grade outside it."
        )
    return "Grade on a machine, or in a virtual machine, that allows user namespaces."
