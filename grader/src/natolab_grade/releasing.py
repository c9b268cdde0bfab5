"""What students get: a folder, or an archive of it, with notebook, tables and package."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from natolab import data

from .sources import Assignment

_LOADED = re.compile(r"\bload\(\"(\w+)\"\)")
#: The time that all files of an archive bear, so that the same files make the same archive.
_TIME = (2020, 1, 1, 0, 0, 0)
_README = """\
{title}

1. Open {name}.ipynb in Jupyter (or upload it to your course's JupyterHub or JupyterLite).
2. Run its cells from the top. The first one installs what is missing, from the file beside it.
3. Answer in the cells that ask for it; the tests below them say what is still wrong.
4. Run all cells once more from the top, save, and hand in {name}.ipynb and nothing else.

Do not delete or copy the cells with tests: they are put back when your work is marked.
The folder data holds the tables as files, to look at; the notebook has them already.
"""


def wheel(top: Path, folder: Path) -> Path:
    """Build the course's package into a folder and return its file.

    Parameters
    ----------
    top : Path
        A copy of the course.
    folder : Path
        The folder.

    Raises
    ------
    OSError
        If it cannot be built.
    """
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel"]
    done = subprocess.run(
        [*command, "--directory", str(folder)], cwd=top, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise OSError(f"The course's package cannot be built: {done.stderr.strip()[-800:]}")
    (built,) = Path(folder).glob("*.whl")
    return built


def write(assignment: Assignment, seed: str, folder: Path, package: Path) -> None:
    """Write a student's folder.

    Parameters
    ----------
    assignment : Assignment
        What is asked.
    seed : str
        The variant.
    folder : Path
        The folder, which must not hold anything yet.
    package : Path
        The course's package.

    Raises
    ------
    ValueError
        If there is something in the folder: a student's work may be among it.
    """
    if folder.exists() and any(folder.iterdir()):
        raise ValueError(f"{folder} is not empty; name another folder, or empty it.")
    (folder / "data").mkdir(parents=True)
    release = assignment.release(seed)
    write_notebook(release, folder / f"{assignment.slug}.ipynb")
    shutil.copyfile(package, folder / package.name)
    for table in _tables(release):
        path = data.describe(table)["path"]
        (folder / "data" / path).write_bytes((data.folder() / path).read_bytes())
    readme = _README.format(title=assignment.title, name=assignment.slug)
    (folder / "README.txt").write_text(readme, encoding="utf-8", newline="\n")


def write_notebook(notebook: NotebookNode, path: Path) -> None:
    """Write a notebook: the same one has the same bytes."""
    text = f"{nbformat.writes(notebook)}\n"
    path.write_text(text, encoding="utf-8", newline="\n")


def pack(folder: Path) -> Path:
    """Put a folder into an archive beside it, in place of the folder, and return the archive."""
    target = folder.with_name(f"{folder.name}.zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(
                (Path(folder.name) / path.relative_to(folder)).as_posix(), _TIME
            )
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
    shutil.rmtree(folder)
    return target


def _tables(notebook: NotebookNode) -> list[str]:
    """Return the names of the tables that a notebook's code names."""
    found = {
        name
        for cell in notebook.cells
        if cell.cell_type == "code"
        for name in _LOADED.findall(cell.source)
    }
    return sorted(found)
