"""Sensitivity, equilibria, loops and the hindcast; what importing costs."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import natolab
from natolab.model import (
    NAMED_LOOPS,
    STOCKS,
    equilibria,
    hindcast,
    links,
    loops,
    sensitivity,
    simulate,
)


def test_sobol_finds_what_is_known():
    """After an exit, deterrence is European: the weight of the US has no effect."""
    vary = ["capability_time", "european_weight", "us_weight", "price_time"]
    table = sensitivity(
        "formal_exit",
        output="deterrence",
        draws=128,
        rng=np.random.default_rng(1),
        vary=vary,
    )
    assert set(table.index) == set(vary)
    assert table.index.name == "parameter"
    assert table.index[0] == "european_weight"
    assert abs(table.loc["us_weight", "total"]) < 0.01
    assert table["total"].is_monotonic_decreasing
    assert table["first_order"].sum() == pytest.approx(1, abs=0.1)


def test_morris_agrees_on_the_most_important():
    arguments = {"output": "deterrence", "vary": ["european_weight", "us_weight", "price_time"]}
    table = sensitivity(
        "formal_exit", method="morris", draws=10, rng=np.random.default_rng(1), **arguments
    )
    assert table.index[0] == "european_weight"
    assert list(table) == ["mu_star", "mu", "sigma"]


def test_sensitivity_of_all_parameters_is_reproducible():
    one, two = (
        sensitivity("breakdown", draws=4, rng=np.random.default_rng(3), years=3) for _ in range(2)
    )
    assert one.equals(two)


def test_equilibria_stand_still():
    found = equilibria(values=[0.1, 0.35, 0.8])
    assert found.points.groupby("value").size().tolist() == [1, 3, 1]
    rest = simulate("no_war").iloc[0]
    near = equilibria(values=[0.15, 0.16]).points.iloc[0]
    for stock in STOCKS:
        assert near[stock.name] == pytest.approx(rest[stock.name], abs=1e-6)


def test_no_tipping_where_the_loop_is_cut():
    found = equilibria(support_link=0)
    assert np.isnan(found.tipping_up)
    assert np.isnan(found.tipping_down)
    assert found.points["stable"].all()


def test_a_lasting_war_lowers_the_tipping_point():
    war = equilibria(levers={"strike": 0.1})
    assert war.tipping_up < equilibria().tipping_up - 0.2


def test_named_loops_have_the_polarity_that_the_course_gives_them():
    table = loops().set_index("name")
    for name in NAMED_LOOPS:
        expected = "reinforcing" if name.startswith("R") else "balancing"
        assert table.loc[name, "polarity"] == expected
    assert set(table["polarity"]) == {"reinforcing", "balancing", "mixed"}
    assert table["stocks"].is_unique


def test_links_are_those_of_the_equations():
    table = links().set_index(["cause", "effect"])["sign"]
    assert table["hormuz_loss", "log_price"] == "+"
    assert table["adaptation", "log_price"] == "-"
    assert table["credibility", "hedging"] == "-"
    assert table["us_commitment", "hormuz_loss"] == "-"
    assert ("log_price", "hormuz_loss") not in table.index


def test_hindcast_stands_beside_the_record():
    found = hindcast()
    weeks, errors = found.weeks, found.errors
    assert weeks.index[0].isoformat()[:10] == "2026-02-28"
    assert weeks["loss_observed"].iloc[2:10].min() > 0.85
    # The calibration: the peak, and the month in which it came.
    assert errors.loc["price_record", "peak_model"] == pytest.approx(
        errors.loc["price_record", "peak_observed"], rel=0.05
    )
    assert errors.loc["price_record", "mean_absolute_error"] < 0.25
    # The finding: the strait stayed shut when the campaign ebbed, which the model does not explain.
    assert errors.loc["loss_campaign", "bias"] < -0.3


def test_hindcast_takes_parameters():
    dearer = hindcast(elasticity=0.08).errors.loc["price_record", "peak_model"]
    assert dearer > hindcast().errors.loc["price_record", "peak_model"]


def test_importing_loads_no_heavy_library():
    """Students wait at every import; how long it takes stands in the benchmark."""
    code = """
import sys
import natolab.model as model
model.simulate, model.SCENARIOS, model.ensemble, model.equilibria
heavy = {"sympy", "scipy", "SALib", "networkx", "dask", "distributed", "tqdm", "pysd"}
print(sorted(heavy & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_ensembles_need_no_analysis_library():
    code = (
        "import sys; sys.modules.update(dict.fromkeys(['sympy', 'scipy', 'SALib', 'networkx']));"
        "import numpy; from natolab.model import ensemble, equilibria;"
        "ensemble('no_war', draws=3, rng=numpy.random.default_rng(1), years=1);"
        "equilibria(values=[0.1, 0.2])"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_what_an_extra_installs_is_named_where_it_is_missing():
    """After a plain `pip install .` each function that needs more says what to install."""
    code = """
import sys
sys.modules.update(dict.fromkeys(["sympy", "scipy", "SALib", "networkx", "distributed"]))
import numpy
from natolab import model
from natolab.chapters.model import claims
from natolab.model.errors import needed
rng = numpy.random.default_rng(1)
for call in (
    lambda: model.sensitivity("no_war", draws=2, rng=rng),
    lambda: model.sensitivity("no_war", method="morris", draws=2, rng=rng),
    model.loops,
    claims.loops_of,
    lambda: needed("distributed", "cluster"),
):
    try:
        call()
    except ImportError as error:
        print(error)
model.to_xmile("no_war")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    sentence = r"package (\w+), which .* `pip install \"\.\[(\w+)\]\"`\.$"
    assert re.findall(sentence, done.stdout, re.MULTILINE) == [
        ("SALib", "model"),
        ("SALib", "model"),
        ("networkx", "model"),
        ("networkx", "model"),
        ("distributed", "cluster"),
    ]


def test_only_what_generates_the_model_imports_packages_of_an_extra():
    extra = {"sympy", "scipy", "SALib", "networkx", "dask", "distributed"}
    package = Path(natolab.__file__).parent
    found = set()
    for path in package.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            if extra & {name.partition(".")[0] for name in names}:
                found.add(path.relative_to(package).as_posix())
    assert found == {"model/circuits.py", "model/generate.py", "model/symbols.py"}, (
        "elsewhere natolab.model.errors.needed imports them, which says what to install"
    )
