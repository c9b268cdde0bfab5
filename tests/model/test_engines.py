"""Other engines run the same model: PySD and pysimlin as XMILE, Chromium the JavaScript."""

from __future__ import annotations

import importlib
import json
import re
import warnings
import xml.etree.ElementTree as ET

import numpy as np
import pytest

from natolab.model import (
    COLUMNS,
    LEVERS,
    PARAMETERS,
    SCENARIOS,
    STOCKS,
    classify,
    simulate,
)
from natolab.model.generate import FOLDER
from natolab.model.xmile import STEP, on_grid, to_xmile
from tests.support.sdeverywhere import SDEverywhere

#: The model card says how many.
CASES = 250
ROWS = [0, 1, 26, 100, 260, 520]
#: Our engine with the steps of the exported file.
LIKE_XMILE = {"rows": 128, "step": STEP, "method": "euler"}


@pytest.fixture(scope="module")
def pysd():
    # chardet, which PySD imports, warns of the way in which PySD imports it.
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "chardet.universaldetector", DeprecationWarning)
        return importlib.import_module("pysd")


# Wheels exist for Linux and for Apple's own processors only, as the marker of pysimlin in the lock
# files says; elsewhere its tests are left out.
@pytest.fixture(scope="module")
def simlin():
    return pytest.importorskip("simlin", reason="pysimlin is not built for this machine")


# PySD calls pandas by a keyword that pandas 3 gives up.
@pytest.mark.filterwarnings("ignore:The inplace keyword in DataFrame.set_index")
@pytest.mark.parametrize("name", SCENARIOS)
def test_pysd_agrees_in_euler_mode(pysd, tmp_path, name):
    """The equations: an engine that knows nothing of ours reads the file and gets the same."""
    path = tmp_path / f"{name}.xmile"
    path.write_text(to_xmile(name), encoding="utf-8")
    theirs = pysd.read_xmile(str(path)).run()
    ours = simulate(on_grid(SCENARIOS[name]), **LIKE_XMILE)
    assert theirs.index.to_numpy() == pytest.approx(ours.index.to_numpy(), abs=1e-9)
    names = {lever.column: lever.name for lever in LEVERS if lever.column}
    for column in COLUMNS:
        difference = theirs[names.get(column, column)].to_numpy() - ours[column].to_numpy()
        assert np.abs(difference).max() < 1e-9, column


@pytest.mark.filterwarnings("ignore:The inplace keyword in DataFrame.set_index")
def test_pysd_agrees_with_other_parameters(pysd, tmp_path):
    changed = {"support_threshold": 0.66, "elasticity": 0.3, "fall_time": 0.7}
    path = tmp_path / "changed.xmile"
    scenario = SCENARIOS["deescalation"].with_parameters(support_threshold=0.66)
    text = to_xmile(scenario, years=4, elasticity=0.3, fall_time=0.7)
    path.write_text(text, encoding="utf-8")
    theirs = pysd.read_xmile(str(path)).run()
    ours = simulate(on_grid(SCENARIOS["deescalation"]), years=4, **LIKE_XMILE, **changed)
    assert np.abs(theirs["credibility"].to_numpy() - ours["credibility"].to_numpy()).max() < 1e-9


@pytest.mark.parametrize("name", ["alliance", "breakdown"])
def test_units_of_the_files_are_consistent(simlin, tmp_path, name):
    """Judged by an engine that derives the unit of each equation."""
    text = (FOLDER / f"{name}.xmile").read_text(encoding="utf-8")
    path = tmp_path / "model.xmile"
    path.write_text(text, encoding="utf-8")
    assert [issue.message for issue in simlin.load(str(path)).check()] == []
    # It sees a share that is taken for a unit of its own.
    path.write_text(re.sub("<model_units>.*</model_units>", "", text), encoding="utf-8")
    found = [issue.message for issue in simlin.load(str(path)).check()]
    assert any("share^2" in message for message in found)


def test_pysimlin_agrees_in_euler_mode(simlin):
    model = simlin.load(str(FOLDER / "breakdown.xmile"))
    theirs = model.run(analyze_loops=False).results
    ours = simulate(on_grid(SCENARIOS["breakdown"]), **LIKE_XMILE)
    for stock in STOCKS:
        difference = theirs[stock.name].to_numpy() - ours[stock.name].to_numpy()
        assert np.abs(difference).max() < 1e-9, stock.name


@pytest.fixture(scope="module")
def sdeverywhere(tmp_path_factory):
    return SDEverywhere(tmp_path_factory.mktemp("sdeverywhere"))


@pytest.mark.parametrize(("file", "scenario"), [("alliance", "no_war"), ("breakdown",) * 2])
def test_sdeverywhere_agrees_in_euler_mode(sdeverywhere, file, scenario):
    """An engine that compiles the file to JavaScript: every variable of both files."""
    names = {lever.column: lever.name for lever in LEVERS if lever.column}
    asked = {column: names.get(column, column) for column in COLUMNS}
    theirs = sdeverywhere.run(FOLDER / f"{file}.xmile", list(asked.values()))
    ours = simulate(on_grid(SCENARIOS[scenario]), **LIKE_XMILE)
    for column, name in asked.items():
        assert len(theirs[name]) == len(ours)
        assert np.abs(np.array(theirs[name]) - ours[column].to_numpy()).max() < 1e-9, column


def test_xmile_is_well_formed():
    root = ET.fromstring((FOLDER / "alliance.xmile").read_text(encoding="utf-8"))
    space = "{http://docs.oasis-open.org/xmile/ns/XMILE/v1.0}"
    variables = root.find(f"{space}model/{space}variables")
    names = [element.get("name") for element in variables]
    assert len({name.lower() for name in names}) == len(names)
    flows = {e.get("name") for e in variables if e.tag == f"{space}flow"}
    stocks = [e for e in variables if e.tag == f"{space}stock"]
    assert len(stocks) == 14
    assert all(stock.find(f"{space}inflow").text in flows for stock in stocks)
    assert all(e.find(f"{space}eqn").text and e.find(f"{space}doc").text for e in variables)


@pytest.fixture(scope="module")
def cases():
    """Random sets of parameters, each with a scenario, and what Python makes of them."""
    rng = np.random.default_rng(2026)
    low, high = np.array([(q.low, q.high) for q in PARAMETERS]).T
    names = [q.name for q in PARAMETERS]
    asked, expected = [], []
    for index in range(CASES):
        values = dict(zip(names, map(float, rng.uniform(low, high)), strict=True))
        scenario = list(SCENARIOS)[index % len(SCENARIOS)]
        run = simulate(scenario, **values)
        asked.append({"scenario": scenario, "parameters": values})
        expected.append({"run": run.iloc[ROWS].to_numpy().T, "class": classify(run)})
    return asked, expected


_RUN = """
  const answers = JSON.parse(cases).map(({scenario, parameters}) => {
    const run = model.simulate(scenario, {parameters});
    const picked = model.COLUMNS.map((name) => ROWS.map((row) => run[name][row]));
    return {columns: model.COLUMNS, run: picked, class: model.classify(run), rows: run.year.length};
  });
""".replace("ROWS", json.dumps(ROWS))


def compare(answers, expected):
    assert len(answers) == CASES
    worst = 0.0
    for answer, right in zip(answers, expected, strict=True):
        assert answer["columns"] == list(COLUMNS)
        assert answer["rows"] == 521
        assert answer["class"] == right["class"]
        worst = max(worst, np.abs(np.array(answer["run"], float) - right["run"]).max())
    assert worst < 1e-9


def test_javascript_in_chromium_agrees(browser, cases):
    asked, expected = cases
    page = browser.new_page()
    text = page.evaluate(
        """async ([source, cases]) => {
             const url = URL.createObjectURL(new Blob([source], {type: "text/javascript"}));
             const model = await import(url);"""
        + _RUN
        + "return JSON.stringify(answers); }",
        [(FOLDER / "kernel.js").read_text(encoding="utf-8"), json.dumps(asked)],
    )
    page.close()
    compare(json.loads(text), expected)


def test_javascript_says_what_is_wrong(browser):
    page = browser.new_page()
    messages = page.evaluate(
        """async (source) => {
             const url = URL.createObjectURL(new Blob([source], {type: "text/javascript"}));
             const {simulate} = await import(url);
             return [
               ["peace"], ["no_war", {parameters: {elastic: 1}}], ["no_war", {years: 0}],
               ["no_war", {parameters: {elasticity: NaN}}], [{levers: {strikes: [[0, 1]]}}],
               [{levers: {strike: [[0, 5]]}}], [{levers: {membership: [[2, 0.5]]}}],
               [{levers: {coordination: [[1, 0], [0.5, 1]]}}], [{}],
             ].map((given) => {
               try { simulate(...given); return ""; } catch (error) { return error.message; }
             });
           }""",
        (FOLDER / "kernel.js").read_text(encoding="utf-8"),
    )
    page.close()
    named = ["peace", "elastic", "years must be from 0.005", "elasticity", "strikes"]
    named += ["from 0 to 1, not 5", "year 2 must be 0 or 1", "must increase", "no scenario"]
    assert all(name in message for name, message in zip(named, messages, strict=True)), messages
