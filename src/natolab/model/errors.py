"""The model's one kind of error and the checks that raise it."""

from __future__ import annotations

import difflib
import importlib
import math
from collections.abc import Iterable
from numbers import Real
from typing import Any

from natolab.model.numerics import YEARS


class ModelError(ValueError):
    """The model was asked for something that it cannot do; the message says what would be right."""


class NoFileError(ModelError, FileNotFoundError):
    """There is no such file."""


class MissingPackageError(ModelError, ModuleNotFoundError):
    """A package that only an extra of ours installs is not there."""


def needed(module: str, extra: str = "model") -> Any:
    """Return a module of a package that only an extra of ours installs.

    Parameters
    ----------
    module : str
        The module's full name, such as ``"SALib.analyze.sobol"``.
    extra : str
        The extra that installs its package.

    Returns
    -------
    module

    Raises
    ------
    MissingPackageError
        If the package is not installed.
    """
    package = module.partition(".")[0]
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != package:
            raise
        raise MissingPackageError(
            f"This needs the package {package}, which the extra {extra!r} of natolab installs: in "
            f'the course\'s folder, `pip install ".[{extra}]"`.'
        ) from None


def unknown(kind: str, name: object, known: Iterable[str]) -> ModelError:
    """Return the error for a name that does not exist, with the nearest that does."""
    return ModelError(f"There is no {kind} {name!r}; {nearest(name, known)}")


def nearest(name: object, known: Iterable[str]) -> str:
    """Return the end of a sentence about a name that does not exist: what may be meant."""
    known = list(known)
    near = difflib.get_close_matches(str(name), known, n=1, cutoff=0.5)
    return f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(known)}."


def number(value: object, what: str, low: float = -math.inf, high: float = math.inf) -> float:
    """Return a value as a float if it is a finite number from ``low`` to ``high``."""
    if isinstance(value, bool) or not isinstance(value, Real):
        raise ModelError(f"{what} must be a number, not {value!r}.")
    value = float(value)
    if not math.isfinite(value):
        raise ModelError(f"{what} must be a finite number, not {value}.")
    if not low <= value <= high:
        band = f"from {low:g} to {high:g}" if math.isfinite(high) else f"at least {low:g}"
        raise ModelError(f"{what} must be {band}, not {value:g}.")
    return value


def count(value: object, what: str, low: int = 1, high: float = math.inf) -> int:
    """Return a value as an integer if it is a whole number from ``low`` to ``high``."""
    checked = number(value, what, low, high)
    if checked != int(checked):
        raise ModelError(f"{what} must be a whole number, not {checked:g}.")
    return int(checked)


def horizon(years: object) -> float:
    """Return the length of a run if the model accepts it."""
    return number(years, "The horizon `years`", *YEARS)
