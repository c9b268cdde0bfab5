"""Let tests find built-ins and what locked cells have made, whatever a student has called so.

Tests run among the student's names. A variable called ``sum`` is a slip, a function called ``abs``
may be more, and so may be another table in the place of the one that was given; none of them shall
decide a test.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator
from contextlib import contextmanager


class Names:
    """Names that tests rely on.

    Parameters
    ----------
    space : dict
        The names of the notebook.
    """

    def __init__(self, space: dict) -> None:
        self._space = space
        # The interpreter's own, such as display, and "_" are not the tests'.
        self._real = {n: value for n, value in vars(builtins).items() if not n.startswith("_")}

    @contextmanager
    def real(self, code: str, test: bool) -> Iterator[None]:
        """Give the names that a locked cell uses their real meaning while it runs.

        Parameters
        ----------
        code : str
            The cell.
        test : bool
            Whether it is a test. What a test makes for itself may bear the name of an answer that
            is asked later, unless that begins with ``_``.
        """
        try:
            tree = ast.parse(code)
        except (SyntaxError, ValueError):  # magic commands
            yield
            return
        used = {
            node.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
        }
        hidden = {
            name: self._space[name]
            for name in used.difference(*_made(tree))
            if name in self._real
            and self._space.get(name, self._real[name]) is not self._real[name]
        }
        self._space.update({name: self._real[name] for name in hidden})
        try:
            yield
        finally:
            self._space.update(hidden)
            self._remember(tree, test)

    def _remember(self, tree: ast.Module, test: bool) -> None:
        """Keep what a locked cell has given to those that come after."""
        imported, other = _made(tree)
        given = imported | {name for name in other if name.startswith("_") or not test}
        self._real |= {name: self._space[name] for name in given if name in self._space}


def _made(tree: ast.Module) -> tuple[set[str], set[str]]:
    """Return the names that a cell imports, and those that it gives to something of its own."""
    imported: set[str] = set()
    other: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            imported |= {alias.asname or alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            other.add(node.name)
        elif isinstance(node, ast.Assign):
            names = (name for target in node.targets for name in ast.walk(target))
            other |= {
                name.id
                for name in names
                if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)
            }
    return imported, other
