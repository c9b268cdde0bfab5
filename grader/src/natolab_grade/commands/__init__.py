"""The commands of ``natolab-grade``: each module here is one, and this is where they are found.

A command's module has its name (with ``_`` for ``-``), a docstring whose first line says what it
does, ``arguments(parser)``, which declares what it is given, and ``run(arguments)``, which does it
and returns nothing. What stops it is a ``ValueError`` or ``OSError`` with a sentence for teachers.
Modules whose name begins with ``_`` hold what several commands share.
"""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType


def find() -> dict[str, ModuleType]:
    """Return the module of each command by the command's name."""
    return {
        module.name.replace("_", "-"): importlib.import_module(f"{__name__}.{module.name}")
        for module in pkgutil.iter_modules(__path__)
        if not module.name.startswith("_")
    }
