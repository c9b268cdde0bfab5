"""Let tests find built-ins and their own imports, whatever a student has called by those names.

Tests run among the student's names. A variable called ``sum`` is a slip, a function called ``abs``
may be more; neither shall decide a test.
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
    def real(self, code: str) -> Iterator[None]:
        """Give the names that a locked cell uses their real meaning while it runs.

        Parameters
        ----------
        code : str
            The cell.
        """
        try:
            tree = ast.parse(code)
        except (SyntaxError, ValueError):  # magic commands
            yield
            return
        names = {
            node.id: isinstance(node.ctx, ast.Load)
            for node in ast.walk(tree)
            if isinstance(node, ast.Name)
        }
        hidden = {
            name: self._space[name]
            for name, only_used in names.items()
            if only_used
            and name in self._real
            and self._space.get(name, self._real[name]) is not self._real[name]
        }
        self._space.update({name: self._real[name] for name in hidden})
        try:
            yield
        finally:
            self._space.update(hidden)
            self._remember(tree)

    def _remember(self, tree: ast.Module) -> None:
        """Keep what a locked cell has imported for those that come after."""
        for node in tree.body:
            if isinstance(node, ast.Import | ast.ImportFrom):
                for alias in node.names:
                    name = alias.asname or alias.name.partition(".")[0]
                    if name in self._space:
                        self._real[name] = self._space[name]
