"""The form in which JupyterLab writes the chapters' sources: ``python -m tests.support.form``.

A source in another form would be written anew as a whole when an author saves it in JupyterLab,
and the diff would not show what he changed. This brings all sources into that form.
"""

from __future__ import annotations

from pathlib import Path

import jupytext
from jupytext.config import load_jupytext_config

from tests.support import site


def saved(path: Path) -> str:
    """Return what JupyterLab writes when a source is opened and saved without an edit."""
    config = load_jupytext_config(str(path))
    notebook = jupytext.read(path, fmt="md:myst", config=config)
    for cell in notebook.cells:
        figure = cell.metadata.get("mystnb", {}).get("figure", {})
        if "caption" in figure:
            # A line end there would be written as two empty lines.
            figure["caption"] = figure["caption"].rstrip("\n")
    return jupytext.writes(notebook, fmt="md:myst", config=config)


def main() -> None:
    """Write each source that has another form, and name it."""
    for path in site.notebooks():
        text = saved(path)
        if text != path.read_text(encoding="utf-8"):
            path.write_text(text, encoding="utf-8", newline="\n")
            print(path.relative_to(site.TOP).as_posix())


if __name__ == "__main__":
    main()
