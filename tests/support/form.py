"""The form in which JupyterLab writes the sources: ``python -m tests.support.form``.

A source in another form would be written anew as a whole when an author saves it in JupyterLab,
and the diff would not show what he changed. This brings all sources into that form.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from ipykernel.kernelspec import KERNEL_NAME, get_kernel_dict
from jupytext import TextFileContentsManager
from nbformat import NotebookNode, from_dict

from tests.support import site


def sources() -> list[Path]:
    """Return all sources that are notebooks: pages with code, and assignments."""
    return [*site.notebooks(), *sorted(site.TOP.glob("assignments/*/assignment.md"))]


def captions_on_one_line(notebook: NotebookNode) -> None:
    """Take the last line end from each caption; it would be written as two empty lines."""
    for cell in notebook.cells:
        figure = cell.metadata.get("mystnb", {}).get("figure", {})
        if "caption" in figure:
            figure["caption"] = figure["caption"].rstrip("\n")


def saved(path: Path) -> str:
    """Return what JupyterLab writes when a source is opened and saved without an edit.

    That is more than what jupytext alone makes of it: the server reads and writes by the settings
    that lie beside the source, and the page notes the kernel that it runs.
    """
    with TemporaryDirectory() as folder:
        copy = Path(folder, path.name)
        shutil.copy(site.TOP / "jupytext.toml", folder)
        shutil.copy(path, copy)
        server = TextFileContentsManager(root_dir=folder)
        model = server.get(copy.name, type="notebook")
        # From the server to the page and back it is JSON.
        notebook = from_dict(json.loads(json.dumps(model["content"])))
        captions_on_one_line(notebook)
        kernel = get_kernel_dict()
        notebook.metadata["kernelspec"] = {
            "name": KERNEL_NAME,
            "display_name": kernel["display_name"],
            "language": kernel["language"],
        }
        notebook.metadata["language_info"] = {"name": "python", "file_extension": ".py"}
        server.save({"type": "notebook", "format": "json", "content": notebook}, copy.name)
        return copy.read_text(encoding="utf-8")


def main() -> None:
    """Write each source that has another form, and name it."""
    for path in sources():
        text = saved(path)
        if text != path.read_text(encoding="utf-8"):
            path.write_text(text, encoding="utf-8", newline="\n")
            print(path.relative_to(site.TOP).as_posix())


if __name__ == "__main__":
    main()
