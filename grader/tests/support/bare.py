"""Run a notebook without a cage: for tests of what comes before and after it, on honest code only.

Cells run in one namespace of this process, which takes milliseconds; no kernel is started.
"""

from __future__ import annotations

import ast
import copy
from types import SimpleNamespace

from nbformat.v4 import new_output


def run(notebook, files=None):
    """Run the code cells and return what the cage would return."""
    notebook = copy.deepcopy(notebook)
    names: dict = {"__name__": "__main__"}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.execution_count = 1
            cell.outputs = _outputs(cell.source, names)
    return SimpleNamespace(notebook=notebook, faults=())


def _outputs(source: str, names: dict) -> list:
    try:
        tree = ast.parse(source)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, "cell", "exec"), names)
        if last is not None:
            value = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
            if value is not None:
                return [new_output("execute_result", data={"text/plain": repr(value)})]
    except Exception as error:
        name, message = type(error).__name__, str(error)
        return [new_output("error", ename=name, evalue=message, traceback=[f"{name}: {message}"])]
    return []
