"""The first cell of the notebooks: it installs the course's package where that is missing."""

from __future__ import annotations

#: Of what a notebook imports, what tells that the package is there with all that it needs.
NEEDED = ("natolab", "SALib")

#: Without a site to fetch it from, the course's package has to stand beside the notebook, or in
#: the folder above: there it is for the assignments, which have a folder of their own.
_BESIDE = """
    from pathlib import Path

    wheel = "{wheel}"
    found = [place for place in (".", "..") if Path(place, wheel).exists()]
    if not found:
        raise FileNotFoundError(
            f"The course's package, {{wheel}}, is not in the folder of this notebook: "
            "put it there, from the archive of all notebooks or from where you have this one, "
            "and run this cell again."
        )
    course = f"{{found[0]}}/{{wheel}}[model]\""""
_FROM_SITE = """
    course = "natolab[model] @ {base}{wheel}\""""
_INSTALL = """\
# Installs what this notebook needs; does nothing where it is there.
import subprocess
import sys
from importlib.util import find_spec

if not all(map(find_spec, [{names}])):{course}
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", course], check=True)
    print("Installed. If no sliders appear below, reload this page and run all cells again.")"""


def cell(wheel: str, base: str) -> str:
    """Return the cell that installs the course's package where it is missing.

    Parameters
    ----------
    wheel : str
        The wheel's file name.
    base : str
        The address of the folder that holds it, with a slash at its end; empty where it stands
        beside the notebook.

    Returns
    -------
    str
        The cell's code.
    """
    names = ", ".join(f'"{name}"' for name in NEEDED)
    course = (_FROM_SITE if base else _BESIDE).format(wheel=wheel, base=base)
    return _INSTALL.format(names=names, course=course)
