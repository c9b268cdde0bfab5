"""Run code of an exercise apart from the student's own."""

from __future__ import annotations

import contextlib
import io
from typing import Any

import matplotlib.pyplot as plt


def run(*codes: str) -> dict[str, Any]:
    """Run pieces of code one after the other in a namespace of their own.

    Figures that they open are closed, so that a notebook shows none and the student's own figure
    stays the current one; what they print does not show either.

    Parameters
    ----------
    *codes : str
        Python code, such as an exercise's ``setup`` and its ``solution``.

    Returns
    -------
    dict of str to object
        The names that the code has defined.
    """
    before = set(plt.get_fignums())
    namespace: dict[str, Any] = {}
    with plt.ioff(), quiet():
        for code in codes:
            exec(code, namespace)
    for number in set(plt.get_fignums()) - before:
        plt.close(number)
    return namespace


def quiet() -> contextlib.redirect_stdout:
    """Return a context in which nothing that is printed shows.

    A check runs code again and again; only the student's own run is his to read.
    """
    return contextlib.redirect_stdout(io.StringIO())
