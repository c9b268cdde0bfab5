"""The code of a notebook's cells, without what only the pages need."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence

#: What stores numbers for the prose of a page; in a notebook they stand in the prose.
GLUE = "glue_all"
#: The first line of a cell that is meant to be changed.
MARK = "# Yours to change"


def without_glue(cells: Sequence[str], other: Iterable[str]) -> list[str]:
    """Leave out of cells what stores numbers for the prose.

    With a call of ``glue_all`` goes what it alone needed: names that neither another line of
    the cells nor the code in the prose uses. All other lines stay as they are.

    Parameters
    ----------
    cells : sequence of str
        The code of all cells of a page, in their order.
    other : iterable of str
        Code that stands in the prose, such as solutions.

    Returns
    -------
    list of str
        One code for each cell; empty where nothing is left.
    """
    trees = [ast.parse(cell) for cell in cells]
    shown = [tree for text in other if (tree := _parsed(text))]
    suspects = {GLUE}
    for tree in trees:
        suspects |= _read(filter(_glues, tree.body))
        tree.body = [line for line in tree.body if not _glues(line)]
    while suspects:
        used = _read(line for tree in (*trees, *shown) for line in tree.body)
        idle, suspects = suspects - used, set()
        for tree in trees:
            for line in list(tree.body):
                if _drop(line, idle):
                    suspects |= _read([line])
                    tree.body.remove(line)
    return [_source(cell, tree) for cell, tree in zip(cells, trees, strict=True)]


def _parsed(text: str) -> ast.Module | None:
    """Parse code of the prose, which may be a sketch that is no Python."""
    try:
        return ast.parse(text)
    except SyntaxError:
        return None


def _glues(line: ast.stmt) -> bool:
    return (
        isinstance(line, ast.Expr)
        and isinstance(line.value, ast.Call)
        and isinstance(line.value.func, ast.Name)
        and line.value.func.id == GLUE
    )


def _read(lines: Iterable[ast.stmt]) -> set[str]:
    found = [node for line in lines for node in ast.walk(line)]
    # What is added to is read before.
    added = [node.target for node in found if isinstance(node, ast.AugAssign)]
    return {
        node.id
        for node in found
        if isinstance(node, ast.Name) and (isinstance(node.ctx, ast.Load) or node in added)
    }


def _drop(line: ast.stmt, idle: set[str]) -> bool:
    """Whether a line only gives names that nothing uses; an import is shortened by those."""
    if isinstance(line, ast.Import | ast.ImportFrom):
        line.names = [alias for alias in line.names if (alias.asname or alias.name) not in idle]
        return not line.names
    if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
        return len(line.targets) == 1 and line.targets[0].id in idle
    return False


def _source(cell: str, tree: ast.Module) -> str:
    """Return what is left of a cell, each line as it was written, with its remarks."""
    kept = {line.lineno: line for line in tree.body}
    lines = cell.splitlines()
    for line in reversed(ast.parse(cell).body):
        place = slice(line.lineno - 1, line.end_lineno)
        if line.lineno not in kept:
            del lines[place]
        elif ast.dump(line) != ast.dump(kept[line.lineno]):
            lines[place] = [ast.unparse(kept[line.lineno])]
    text = "\n".join(lines).strip("\n") if tree.body else ""
    return text if "\n\n\n" in cell else text.replace("\n\n\n", "\n\n")
