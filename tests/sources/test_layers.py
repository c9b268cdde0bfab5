"""Imports of the package point one way."""

from __future__ import annotations

import pkgutil

import pytest

import natolab.model
from tests.support import layers, site

SOURCES = layers.modules(site.TOP / "src" / "natolab")
CLEAN = {
    "natolab": "",
    "natolab.data": "from natolab import AS_OF\n",
    "natolab.charts": "import matplotlib.pyplot as plt\n",
    "natolab.numbers": "",
    "natolab.methods.intervals": "import numpy as np\n",
    "natolab.model": "from natolab.model.engine import run\n",
    "natolab.model.engine": "from natolab.methods import intervals\n_secret = 1\n",
    "natolab.model.figures": "from natolab.model import run\nfrom natolab import charts\n",
    "natolab.explorers.base": "import anywidget\n",
    "natolab.chapters.one.price": "from natolab.data import load\n",
    "natolab.chapters.one.numbers": (
        "from natolab.chapters.one import price\nfrom natolab.numbers import Number\n"
    ),
    "natolab.chapters.one.figures": (
        "import matplotlib\nfrom natolab.chapters.one.price import path\n"
        "from natolab.model.figures import loops\n"
    ),
    "natolab.chapters.one.explorer": (
        "from natolab.chapters.one import figures, price\nfrom natolab.explorers.base import X\n"
    ),
    "natolab.exercises": "from natolab.exercises.outcome import Outcome\n",
    "natolab.exercises.outcome": "import matplotlib\n",
    "natolab.chapters.one.exercises": (
        "from natolab.chapters.one import numbers, price\nfrom natolab.exercises import Outcome\n"
    ),
    "natolab.chapters.two.shares": "from natolab.chapters.one import price\n",
}


def test_layers_of_the_package():
    found = layers.faults(SOURCES)
    assert not found, "\n".join(found)


def test_checker_sees_the_modules_and_their_kinds():
    assert {layers.kind(module) for module in SOURCES} == set(layers.MAY_IMPORT)


def test_checker_lets_good_arrows_pass():
    assert not layers.faults(CLEAN)


@pytest.mark.parametrize(
    ("module", "line", "words"),
    [
        ("chapters.one.price", "from natolab.chapters.one import figures", "must not rest on"),
        ("chapters.one.figures", "import natolab.chapters.one.explorer", "must not rest on"),
        ("chapters.one.numbers", "from natolab.chapters.one import figures", "must not rest on"),
        ("data", "def f():\n    from natolab.model import run", "must not rest on model"),
        ("methods.intervals", "from natolab.model.engine import run", "must not rest on model"),
        ("model.engine", "from natolab.model.figures import loops", "must not rest on figures"),
        ("explorers.base", "from natolab.chapters.one import price", "must not rest on"),
        ("exercises.outcome", "from natolab.chapters.one import price", "must not rest on"),
        ("chapters.one.figures", "from natolab.exercises import Outcome", "must not rest on"),
        ("chapters.one.price", "from natolab.chapters.one import exercises", "must not rest on"),
        ("chapters.two.shares", "from natolab.chapters.one import exercises", "another chapter"),
        ("chapters.one.price", "import matplotlib.pyplot as plt", "draw nothing"),
        ("chapters.one.numbers", "from natolab.charts import COLORS", "draw nothing"),
        ("methods.intervals", "from anywidget import AnyWidget", "draw nothing"),
        ("chapters.two.figures", "from natolab.chapters.one import figures", "another chapter"),
        ("chapters.one.price", "from natolab.model.engine import _secret", "is private there"),
        ("chapters.one.price", "from natolab.model import engine\nengine._secret", "private name"),
        ("chapters.one.price", "from . import figures", "relative path"),
        ("model.engine", "from natolab.model import run", "natolab.model → natolab.model.engine"),
        ("chapters.one.price", "from natolab.chapters.two import shares", "in a circle"),
    ],
)
def test_checker_finds_a_planted_fault(module, line, words):
    module = f"natolab.{module}"
    found = layers.faults(CLEAN | {module: f"{CLEAN.get(module, '')}{line}\n"})
    assert any(words in fault for fault in found), found


def test_no_module_hides_a_name_that_its_package_offers():
    """Once a module is imported it stands in its package under its own name."""
    for package in (natolab, natolab.model):
        modules = {module.name for module in pkgutil.iter_modules(package.__path__)}
        assert not modules & set(package.__all__), package.__name__
