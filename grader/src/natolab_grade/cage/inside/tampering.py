"""See whether a cell has changed what the tests rely on."""

from __future__ import annotations

import sys
from collections.abc import Iterator

#: What the tests compare with.
MODULES = (
    "builtins",
    "math",
    "operator",
    "statistics",
    "numpy",
    "numpy.testing",
    "pandas",
    "pandas.testing",
    "natolab.data",
    "natolab.exercises.checks",
    "natolab.exercises.marking",
)
CLASSES = (
    ("pandas", "DataFrame"),
    ("pandas", "Series"),
    ("pandas", "Index"),
    ("IPython.core.interactiveshell", "InteractiveShell"),
    ("IPython.core.displayhook", "DisplayHook"),
)
_BEFORE_AND_AFTER = ("pre_run_cell", "post_run_cell", "pre_execute", "post_execute")


def _watched() -> Iterator[tuple[str, object]]:
    for name in MODULES:
        if name in sys.modules:
            yield name, sys.modules[name]
            if name.startswith("natolab."):
                for thing in list(vars(sys.modules[name]).values()):
                    if isinstance(thing, type) and thing.__module__.startswith("natolab."):
                        yield f"{thing.__module__}.{thing.__name__}", thing
    for module, name in CLASSES:
        if module in sys.modules:
            yield f"{module}.{name}", getattr(sys.modules[module], name)


class Seal:
    """Remember how things are, and later name what has changed.

    Parameters
    ----------
    shell : InteractiveShell
        The interpreter.
    """

    def __init__(self, shell) -> None:
        self._shell = shell
        # A class hands out a function anew each time it is asked; its own dictionary does not.
        self._known = {
            (where, name): value
            for where, thing in _watched()
            for name, value in vars(thing).items()
            if callable(value)
        }
        self._own = {name: value for name, value in vars(shell).items() if callable(value)}
        self._inputs = len(shell.input_transformers_cleanup), len(shell.input_transformers_post)

    def _hooks(self) -> Iterator[str]:
        shell = self._shell
        if shell.ast_transformers:
            yield "the reading of cells (ast_transformers)"
        if self._inputs != (
            len(shell.input_transformers_cleanup),
            len(shell.input_transformers_post),
        ):
            yield "the reading of cells (input_transformers)"
        if sys.gettrace() is not None or sys.getprofile() is not None:
            yield "the running of code (settrace)"
        for event in _BEFORE_AND_AFTER:
            for function in shell.events.callbacks.get(event, ()):
                if getattr(function, "__module__", None) in (None, "__main__"):
                    yield f"what runs with each cell ({event})"

    def broken(self) -> list[str]:
        """Return the names of what has changed."""
        now = dict(_watched())
        changed = [
            f"{where}.{name}"
            for (where, name), value in self._known.items()
            if where not in now or vars(now[where]).get(name) is not value
        ]
        shell = [
            f"the interpreter's {name}"
            for name, value in vars(self._shell).items()
            if callable(value) and self._own.get(name, value) is not value
        ]
        methods = [
            f"the interpreter's {name}"
            for name in vars(self._shell)
            if name.startswith(("run_", "_showtraceback", "showtraceback"))
        ]
        return [*changed, *shell, *methods, *self._hooks()]
