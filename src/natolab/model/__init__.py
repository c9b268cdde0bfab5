"""The scenario model: an alliance under stress, as equations that a reader can run and break.

It is a teaching model: it shows what follows from stated assumptions, and forecasts nothing.
"""

from __future__ import annotations

from importlib import import_module

_HOMES = {
    "analysis": ("Equilibria", "NAMED_LOOPS", "equilibria", "links", "loops", "sensitivity"),
    "cuts": ("CUTS", "compare_cuts"),
    "definition": ("AUXILIARIES", "LEVERS", "OUTCOMES", "PARAMETERS", "STOCKS"),
    "ensembles": ("Ensemble", "ensemble"),
    "errors": ("ModelError",),
    "hindcasting": ("Hindcast", "hindcast"),
    "runs": ("COLUMNS", "classify", "simulate", "vulnerability"),
    "scenario": ("SCENARIOS", "Scenario"),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}

__all__ = sorted(_HOME)


def __getattr__(name: str) -> object:
    """Load the part that holds a name when the name is first used, to keep the import fast."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
