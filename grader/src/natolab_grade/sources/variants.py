"""The figures of a variant: drawn from a seed, and put into the fields of the cells."""

from __future__ import annotations

import hashlib
import runpy
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import jinja2
import jinja2.meta
import numpy as np
from nbformat import NotebookNode

from natolab_grade.sources.errors import SourceError

_FIELDS = jinja2.Environment(undefined=jinja2.StrictUndefined, keep_trailing_newline=True)


def generator(slug: str, seed: int | str) -> np.random.Generator:
    """Return the generator from which a variant's figures are drawn.

    Parameters
    ----------
    slug : str
        The assignment: the same seed gives other figures in another one.
    seed : int or str
        A number or a word, such as a student's login; 7 and "7" are one.
    """
    digest = hashlib.sha256(f"{slug}\n{seed}".encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:16], "big"))


def draw(path: Path, rng: np.random.Generator) -> dict[str, Any]:
    """Return the figures that an assignment's ``variants.py`` draws, as plain Python values.

    Raises
    ------
    SourceError
        If there is no such file, or no function ``draw`` in it.
    """
    if not path.is_file():
        raise SourceError(f"{path} is missing: it says how the figures of a variant are drawn.")
    found = runpy.run_path(str(path))
    if not callable(found.get("draw")):
        raise SourceError(f"{path} has no function `draw(rng)` that returns a dictionary.")
    return {name: _plain(value) for name, value in found["draw"](rng).items()}


def _plain(value: Any) -> Any:
    """Return numpy's numbers and texts as Python's, which are written as one expects."""
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, np.ndarray | list | tuple):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, str) else value


def fields(sources: Iterable[str], where: Path) -> set[str]:
    """Return the names of the fields that texts leave open.

    Raises
    ------
    SourceError
        If the form of a field is broken.
    """
    names: set[str] = set()
    for source in sources:
        try:
            names |= jinja2.meta.find_undeclared_variables(_FIELDS.parse(source))
        except jinja2.TemplateSyntaxError as error:
            line = source.splitlines()[error.lineno - 1]
            raise SourceError(
                f"{where} has a field that cannot be read ({error.message}): {line.strip()!r}."
            ) from error
    return names


def fill(text: str, values: Mapping[str, Any]) -> str:
    """Return a text with its fields filled in."""
    return _FIELDS.from_string(text).render(values)


def fill_notebook(notebook: NotebookNode, values: Mapping[str, Any]) -> NotebookNode:
    """Fill the fields of all cells of a notebook, in place, and return it."""
    for cell in notebook.cells:
        cell.source = fill(cell.source, values)
    return notebook
