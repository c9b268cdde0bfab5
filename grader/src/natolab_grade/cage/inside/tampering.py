"""See whether a cell has changed what the tests rely on."""

from __future__ import annotations

import operator
import sys
from collections.abc import Iterator
from types import FunctionType

#: What the tests compare with, and what the course's checks stand on.
MODULES = (
    "builtins",
    "copy",
    "decimal",
    "inspect",
    "math",
    "operator",
    "statistics",
    "numpy",
    "numpy.testing",
    "pandas",
    "pandas.testing",
)
#: Packages of which all is watched: the course's, and this one, which runs the cells.
OURS = ("natolab", __package__)
CLASSES = (
    ("pandas", "DataFrame"),
    ("pandas", "Series"),
    ("pandas", "Index"),
    ("IPython.core.interactiveshell", "InteractiveShell"),
    ("IPython.core.displayhook", "DisplayHook"),
)
_GONE = object()
_BEFORE_AND_AFTER = ("pre_run_cell", "post_run_cell", "pre_execute", "post_execute")


def _is_ours(name: str) -> bool:
    return any(name == ours or name.startswith(f"{ours}.") for ours in OURS)


def _watched() -> Iterator[tuple[str, object]]:
    """Yield modules and classes, each with its name."""
    for name, module in list(sys.modules.items()):
        if _is_ours(name):
            yield name, module
            for thing in vars(module).values():
                if isinstance(thing, type) and thing.__module__ == name:
                    yield f"{name}.{thing.__qualname__}", thing
        elif name in MODULES:
            yield name, module
    for module, name in CLASSES:
        if module in sys.modules:
            for thing in getattr(sys.modules[module], name).__mro__[:-1]:
                yield f"{thing.__module__}.{thing.__qualname__}", thing


def _does(value: object) -> bool:
    """Return whether something runs code where it is called or looked up."""
    return callable(value) or hasattr(type(value), "__get__")


def _parts(function: FunctionType) -> tuple:
    """Return what a function does, which can be replaced in it."""
    return function.__code__, function.__defaults__, function.__kwdefaults__


class _Watched:
    """A module or class as it was.

    Parameters
    ----------
    where : str
        Its name.
    thing : module or type
        The module or class.
    """

    def __init__(self, where: str, thing: object) -> None:
        self._where = where
        # A class hands out a function anew each time it is asked; its own dictionary does not.
        self._names = vars(thing)
        self._before = frozenset(self._names)
        # What is ours is watched in full, also what is only looked at, such as a constant.
        self._known = {n: v for n, v in self._names.items() if _is_ours(where) or _does(v)}
        # Static methods and those of classes hold the function.
        inner = {n: getattr(value, "__func__", value) for n, value in self._known.items()}
        self._functions = [
            (name, value, _parts(value))
            for name, value in inner.items()
            if isinstance(value, FunctionType)
        ]
        # pandas and its like load parts of themselves when they are needed.
        self._closed = where not in MODULES

    def changed(self) -> Iterator[str]:
        """Yield names that stand for something else than before, or for something new.

        A name that is new in a class hides the one that the class inherits, and one that is new in
        a module hides the built-in.
        """
        there = self._names.get
        for name, value in self._known.items():
            if there(name, _GONE) is not value:
                yield f"{self._where}.{name}"
        for name, function, parts in self._functions:
            if any(map(operator.is_not, _parts(function), parts)):
                yield f"{self._where}.{name}"
        if self._closed and len(self._names) != len(self._before):
            for name in self._names.keys() - self._before:
                if _does(self._names[name]):
                    yield f"{self._where}.{name}"


class Seal:
    """Remember how things are, and later name what has changed.

    Parameters
    ----------
    shell : InteractiveShell
        The interpreter.
    """

    def __init__(self, shell) -> None:
        self._shell = shell
        self._modules = {name: sys.modules[name] for name, _ in _watched() if name in sys.modules}
        self._things = [_Watched(*found) for found in _watched()]
        self._own = {name: value for name, value in vars(shell).items() if callable(value)}
        self._inputs = len(shell.input_transformers_cleanup), len(shell.input_transformers_post)

    def _replaced(self) -> Iterator[str]:
        for name, module in self._modules.items():
            if sys.modules.get(name) is not module:
                yield name
        for thing in self._things:
            yield from thing.changed()

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
        return [*self._replaced(), *shell, *methods, *self._hooks()]
