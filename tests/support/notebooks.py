"""The notebooks that the build made, and a clean place to run them in."""

from __future__ import annotations

import functools
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin
from nbclient import NotebookClient

from tests.support import site

FOLDER = site.TOP / "_build" / "notebooks"
UV = Path(sys.executable).with_name("uv")
#: What stands for a formula, on a page as in a notebook.
FORMULA = "∎"
#: On a page: code and results, what makes it live, links to a heading, what the pages hide of a
#: work, icons.
_NO_PROSE = (
    ".cell",
    ".live-bar",
    ".headerlink",
    ".citation .label",
    ".citation .backrefs",
    ".sd-summary-icon",
    ".sd-summary-state-marker",
)
_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table")
_MARKDOWN.use(dollarmath_plugin, renderer=lambda *_: FORMULA)


@functools.cache
def read(slug: str) -> nbformat.NotebookNode:
    """Return the notebook of a page; it is shared, so leave it as it is."""
    return nbformat.read(FOLDER / f"{slug}.ipynb", as_version=4)


def rendered(cell: nbformat.NotebookNode) -> BeautifulSoup:
    """Return a Markdown cell as a browser shows it."""
    return BeautifulSoup(_MARKDOWN.render(cell.source), "lxml")


def prose(notebook: nbformat.NotebookNode) -> list[str]:
    """Return the words of a notebook's prose, without those that only the notebook has."""
    words = []
    for cell in notebook.cells:
        if cell.cell_type != "markdown":
            continue
        page = rendered(cell)
        if cell.id == "title":
            words += page.h1.get_text().split()
            continue
        if cell.id.endswith("-caption"):
            page.details.decompose()
        words += page.get_text().split()
    return words


def page_prose(path: Path) -> list[str]:
    """Return the words of a page, without its code, its results and what the site adds."""
    article = BeautifulSoup(path.read_text(encoding="utf-8"), "lxml").select_one("article")
    for formula in article.select("div.math, math"):
        if not formula.decomposed:
            formula.replace_with(FORMULA)
    captions = article.select(".cell_output figcaption")
    for caption in captions:
        caption.find_parent(class_="cell").insert_after(caption.extract())
    for part in article.select(", ".join(_NO_PROSE)):
        part.decompose()
    return article.get_text().split()


def clean_place(folder: Path, wheel: Path) -> dict[str, str]:
    """Make an environment that holds the course's package with what it requires, and a kernel.

    Returns the variables under which ``run`` finds it.
    """
    python = folder / "env" / ("Scripts" if os.name == "nt" else "bin") / "python"
    lock = site.TOP / "tests" / "requirements.lock"
    wanted = [f"natolab[model] @ {wheel.resolve().as_uri()}", "ipykernel"]
    for command in (
        ["venv", "--python", sys.executable, folder / "env"],
        ["pip", "install", "--python", python, "--constraint", lock, *wanted],
    ):
        subprocess.run([UV, "--quiet", *command], check=True)
    kernel = folder / "kernels" / "clean"
    kernel.mkdir(parents=True)
    argv = [str(python), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    spec = {"argv": argv, "display_name": "Clean", "language": "python"}
    (kernel / "kernel.json").write_text(json.dumps(spec))
    # Long work shows a progress bar, which the build of the pages leaves out.
    quiet = {"TQDM_DISABLE": "1"}
    return {"JUPYTER_PATH": str(folder), "PYTHONPATH": "", "MPLBACKEND": "", **quiet}


def run(notebook: nbformat.NotebookNode, folder: Path) -> nbformat.NotebookNode:
    """Run a notebook from top to bottom in the clean place; a failing cell is an error."""
    copy = nbformat.from_dict(notebook)
    for cell in copy.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    resources = {"metadata": {"path": str(folder)}}
    return NotebookClient(copy, timeout=300, kernel_name="clean", resources=resources).execute()


def results(cell: nbformat.NotebookNode) -> list[object]:
    """Return what a cell printed or showed as text; of a drawing only that it is there.

    What is shown as HTML is compared as HTML: where plain text breaks its lines is the kernel's.
    """
    found = []
    for output in cell.get("outputs", []):
        if output.output_type == "stream":
            if found and isinstance(found[-1], str):
                found[-1] += output.text
            else:
                found.append(output.text)
            continue
        kinds = set(output.data)
        drawn = any(kind.startswith(("image/", "application/vnd.jupyter")) for kind in kinds)
        if drawn or output.data.get("text/html", "").startswith("<img "):
            found.append({"drawing": True})
        else:
            seen = kinds - {"text/plain"} or kinds
            found.append({kind: re.sub(r" at 0x\w+", "", output.data[kind]) for kind in seen})
    return found
