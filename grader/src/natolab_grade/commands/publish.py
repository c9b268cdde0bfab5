"""Bring the notebooks up to date that the site and JupyterLite offer: the public variant.

They stand beside their sources, ``assignments/<slug>/<slug>.ipynb``, so that the site can be built
where nbgrader is not installed. `make assignments` calls this; a class gets another variant.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from .. import releasing
from ..sources import all_assignments

SEED = "public"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command is given."""
    parser.add_argument(
        "folder", type=Path, nargs="?", default=Path("assignments"), help="folder of assignments"
    )


def run(arguments: argparse.Namespace) -> None:
    """Write the notebooks, and say where they are."""
    for assignment in all_assignments(arguments.folder):
        path = assignment.folder / f"{assignment.slug}.ipynb"
        releasing.write_notebook(assignment.release(SEED), path)
        print(f"Written: {path}")
