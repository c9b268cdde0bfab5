"""The course's own wheel."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from live.errors import LiveError
from live.wheels import Wheel, read

TOP = Path(__file__).parents[1]


def wheel() -> Wheel:
    """Build the wheel from this checkout, tables included, and return it."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel"]
        done = subprocess.run(
            [*command, "--directory", folder], cwd=TOP, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise LiveError(f"The course's wheel cannot be built: {done.stderr.strip()[-800:]}")
        path = next(Path(folder).glob("*.whl"))
        return read(path.name, path.read_bytes())
