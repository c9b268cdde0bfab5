"""Find bubblewrap for the tests, or install it and say so."""

from __future__ import annotations

import os
import shutil
import subprocess

from natolab_grade.cage import bubblewrap


def ensure() -> None:
    """Install bubblewrap with the system's package manager if there is none.

    Raises
    ------
    CageError
        If there is none, or one too old, and it cannot be installed.
    """
    if shutil.which("bwrap") is None and shutil.which("apt-get") and os.geteuid() == 0:
        for command in (
            ["apt-get", "update", "-qq"],
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "bubblewrap"],
        ):
            print("No bubblewrap found; running:", " ".join(command), flush=True)
            subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
    bubblewrap.check_version()


if __name__ == "__main__":
    ensure()
    print("bubblewrap for the tests:", shutil.which("bwrap"))
