"""The course's own wheel."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import yaml

from live.errors import LiveError
from live.wheels import Wheel, read
from natolab.data import DESCRIPTOR, QUICK_DESCRIPTOR

TOP = Path(__file__).parents[1]
_TABLES = "natolab/tables/"


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
        return with_quick_descriptor(read(path.name, path.read_bytes()))


def with_quick_descriptor(built: Wheel) -> Wheel:
    """Return the course's wheel with the tables' descriptor as JSON beside that as YAML."""
    descriptor = yaml.safe_load(built.files[_TABLES + DESCRIPTOR])
    quick = json.dumps(descriptor, ensure_ascii=False, sort_keys=False).encode()
    return replace(built, files=built.files | {_TABLES + QUICK_DESCRIPTOR: quick})
