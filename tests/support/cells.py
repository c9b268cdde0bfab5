"""Ruff on the code of the pages, as notebooks: those Ruff reads, MyST it does not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import jupytext

from tests.support import site

RUFF = Path(sys.executable).with_name("ruff")


def faults(page: Path, top: Path = site.TOP) -> str:
    """Return what Ruff says of a page's cells; nothing if they are as they should be.

    The rules are those of pyproject.toml for the page's name with the suffix ``.ipynb``.
    """
    notebook = jupytext.writes(jupytext.read(page), "ipynb")
    name = page.relative_to(top).with_suffix(".ipynb")
    done = subprocess.run(
        [RUFF, "check", "--quiet", "--output-format=concise", f"--stdin-filename={name}", "-"],
        input=notebook,
        capture_output=True,
        cwd=top,
        text=True,
    )
    return (done.stdout + done.stderr).replace(str(name), str(page.relative_to(top)))


if __name__ == "__main__":
    print(found := "".join(faults(page) for page in site.notebooks()), end="")
    sys.exit(bool(found))
