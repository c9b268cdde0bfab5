"""The explorers of the course."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from natolab.explorers.base import Explorer
from natolab.explorers.front_end import PACKAGE, scripts


@cache
def explorers() -> dict[str, type[Explorer]]:
    """Return the class of each explorer of the course by its slug."""
    found = {}
    for slug, script in scripts().items():
        name = ".".join(script.with_suffix("").relative_to(PACKAGE).parts)
        module = import_module(f"natolab.{name}")
        (found[slug],) = (
            cls
            for cls in vars(module).values()
            if isinstance(cls, type)
            and issubclass(cls, Explorer)
            and cls.__module__ == module.__name__
        )
    return found
