"""Scenarios and what happens to bad input: one clear sentence, nothing half-done."""

from __future__ import annotations

import math
import pickle
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pandas as pd
import pytest

from natolab.model import (
    SCENARIOS,
    ModelError,
    Scenario,
    classify,
    ensemble,
    equilibria,
    hindcast,
    sensitivity,
    simulate,
    to_xmile,
    vulnerability,
)
from natolab.model.paths import combinations, joined, without
from natolab.model.sweeps import between

RNG = np.random.default_rng(1)


def test_scenarios_cannot_be_changed():
    scenario = SCENARIOS["breakdown"]
    with pytest.raises(AttributeError):
        scenario.name = "other"
    with pytest.raises(TypeError):
        scenario.levers["strike"] = {0.0: 0.0}
    with pytest.raises(TypeError):
        SCENARIOS["mine"] = scenario


def test_equality_hash_and_pickle():
    one = Scenario("mine", {"strike": {0: 1, 2: 0.5}, "exit_talk": 0.3})
    two = Scenario("mine", {"exit_talk": {0.0: 0.3}, "strike": {0.0: 1.0, 2.0: 0.5}})
    assert one == two
    assert hash(one) == hash(two)
    assert pickle.loads(pickle.dumps(one)) == one
    assert one != one.with_lever("strike", 0.2, name="mine")


def test_with_lever_gives_a_new_scenario():
    base = SCENARIOS["breakdown"]
    new = base.with_lever("coordination", {0.0: 0.0, 1.0: 0.8})
    assert new is not base
    assert "coordination" not in base.levers
    assert [new.value("coordination", t) for t in (0, 0.99, 1.0, 9)] == [0, 0, 0.8, 0.8]
    assert list(base.differences(new)) == ["coordination"]
    assert base.differences(base) == {}
    run = simulate(new)
    assert run["coordination"].loc[1.0] == 0.8
    assert run["credibility"].iloc[-1] != simulate(base)["credibility"].iloc[-1]


def test_course_of_no_lever_is_refused():
    with pytest.raises(ModelError, match="no_such_lever"):
        SCENARIOS["breakdown"].until("no_such_lever", 2.0)


def test_levers_keep_their_value_from_before_the_war_until_their_first_time():
    scenario = Scenario("late", {"european_effort": {2.0: 0.9}})
    assert scenario.value("european_effort", 1.9) == 0.3
    assert scenario.value("european_effort", 2.0) == 0.9


@pytest.mark.parametrize("name", SCENARIOS)
def test_yaml_round_trip(tmp_path, name):
    scenario = SCENARIOS[name]
    text = scenario.to_yaml(tmp_path / "s.yaml")
    assert Scenario.from_yaml(tmp_path / "s.yaml") == scenario
    assert Scenario.from_yaml(str(tmp_path / "s.yaml")) == scenario
    assert Scenario.from_yaml(text) == scenario


#: In the page this scenario ended European, when Python lost the parameter on the way.
CHANGED = SCENARIOS["deescalation"].with_parameters(support_threshold=0.66)


def test_parameters_are_part_of_a_scenario():
    assert CHANGED.name == "deescalation + support_threshold"
    assert SCENARIOS["deescalation"].parameters == {}
    assert SCENARIOS["deescalation"].with_parameters(name=CHANGED.name) != CHANGED
    assert CHANGED.with_lever("strike", 1).parameters == {"support_threshold": 0.66}
    other = CHANGED.with_parameters(rally=0.1, support_threshold=0.6)
    assert dict(other.parameters) == {"support_threshold": 0.6, "rally": 0.1}
    with pytest.raises(TypeError):
        CHANGED.parameters["rally"] = 0.1


def test_a_run_takes_the_parameters_of_its_scenario():
    run = simulate(CHANGED)
    pd.testing.assert_frame_equal(run, simulate("deescalation", support_threshold=0.66))
    assert classify(run) == "european"
    assert run["credibility"].iloc[-1] == pytest.approx(0.48, abs=0.005)
    again = simulate(CHANGED, support_threshold=0.6)
    pd.testing.assert_frame_equal(again, simulate("deescalation", support_threshold=0.6))


def test_a_file_brings_its_parameters(tmp_path):
    text = CHANGED.to_yaml(tmp_path / "s.yaml")
    assert text.endswith("parameters:\n  support_threshold: 0.66\n")
    assert Scenario.from_yaml(tmp_path / "s.yaml") == CHANGED


def test_an_ensemble_draws_no_parameter_that_the_scenario_sets():
    result = ensemble(CHANGED, draws=20, rng=np.random.default_rng(1))
    drawn = result.parameters()
    assert "support_threshold" not in drawn
    run = simulate(CHANGED, **drawn.loc[7])
    assert result.ends.loc[7, "credibility"] == pytest.approx(run["credibility"].iloc[-1], abs=1e-3)
    named = ensemble(CHANGED, draws=5, rng=np.random.default_rng(1), vary=["support_threshold"])
    assert named.parameters()["support_threshold"].nunique() == 5
    inputs, _ = between(
        CHANGED, CHANGED.with_lever("conditionality", 0), draws=4, rng=np.random.default_rng(1)
    )
    assert "support_threshold" not in inputs


def test_an_ensemble_keeps_to_a_ceiling_that_the_scenario_sets():
    high = SCENARIOS["breakdown"].with_parameters(price_ceiling=20, elasticity=0.04)
    result = ensemble(high, draws=20, rng=np.random.default_rng(1), years=2, vary=["bypass"])
    top = result.bands["oil_price"][0.95].max()
    assert 5 < top < 20  # 5 is the ceiling by default


def test_paths_keep_the_parameters():
    end = simulate(CHANGED.with_lever("strike", 0))["credibility"].iloc[-1]
    assert without(CHANGED).loc["strike", "credibility"] == end
    size = len(CHANGED.levers)
    whole = combinations(CHANGED, size)["credibility"].item()
    assert whole == simulate(CHANGED)["credibility"].iloc[-1]
    assert joined(CHANGED, CHANGED, 2).parameters == CHANGED.parameters


def test_a_scenario_or_its_name():
    pd.testing.assert_frame_equal(simulate("no_war"), simulate(SCENARIOS["no_war"]))


BAD = {
    "nearest scenario": (lambda: simulate("break_down"), "'breakdown'"),
    "not a scenario": (lambda: simulate(3), "Scenario or a name"),
    "nearest parameter": (lambda: simulate("no_war", elasticty=0.1), "'elasticity'"),
    "lever as parameter": (lambda: simulate("no_war", conditionality=0.1), "with_lever"),
    "parameter too high": (lambda: simulate("no_war", rally=1.2), "from 0 to 1, not 1.2"),
    "parameter no number": (lambda: simulate("no_war", rally="much"), "number, not 'much'"),
    "parameter nan": (lambda: simulate("no_war", rally=math.nan), "finite"),
    "parameter bool": (lambda: simulate("no_war", rally=True), "number, not True"),
    "horizon zero": (lambda: simulate("no_war", years=0), "from 0.005 to 100, not 0"),
    "horizon negative": (lambda: simulate("no_war", years=-1), "from 0.005 to 100"),
    "horizon of a moment": (lambda: simulate("no_war", years=1e-9), "0.005 to 100, not 1e-09"),
    "horizon endless": (lambda: simulate("no_war", years=math.inf), "finite"),
    "horizon text": (lambda: simulate("no_war", years="ten"), "number"),
    "step zero": (lambda: simulate("no_war", step=0), "step"),
    "rows zero": (lambda: simulate("no_war", rows=0), "rows"),
    "rows broken": (lambda: simulate("no_war", rows=1.5), "whole"),
    "rows too many": (lambda: simulate("no_war", rows=5000), "from 1 to 1000, not 5000"),
    "method no name": (lambda: simulate("no_war", method=["euler"]), "no method"),
    "nearest method": (lambda: simulate("no_war", method="eular"), "'euler'"),
    "nearest lever": (lambda: Scenario("x", {"strikes": 1}), "'strike'"),
    "lever no number": (lambda: Scenario("x", {"strike": "high"}), "number, not 'high'"),
    "lever none": (lambda: Scenario("x", {"strike": {0: None}}), "number, not None"),
    "lever too high": (lambda: Scenario("x", {"strike": {0: 2}}), "from 0 to 1, not 2"),
    "times out of order": (lambda: Scenario("x", {"strike": {1: 0, 0.5: 1}}), "0.5 follows 1"),
    "time negative": (lambda: Scenario("x", {"strike": {-1: 0}}), "at least 0, not -1"),
    "time no number": (lambda: Scenario("x", {"strike": {"soon": 0}}), "number, not 'soon'"),
    "course empty": (lambda: Scenario("x", {"strike": {}}), "empty"),
    "levers no mapping": (lambda: Scenario("x", ["strike"]), "map names to courses"),
    "name missing": (lambda: Scenario("", {}), "name must be a text"),
    "description": (lambda: Scenario("x", {}, 3), "description must be a text"),
    "lever none of a name": (lambda: SCENARIOS["no_war"].with_lever(["strike"], 1), "no lever"),
    "half a member": (lambda: Scenario("x", {"membership": 0.5}), "0 or 1, not 0.5"),
    "column for lever": (lambda: Scenario("x", {"war": 1}), "did you mean 'strike'?"),
    "value of no lever": (lambda: SCENARIOS["no_war"].value("war", 0), "no lever 'war'"),
    "no scenario to compare": (lambda: SCENARIOS["no_war"].differences("x"), "with a scenario"),
    "too many draws": (lambda: ensemble("no_war", draws=10**9, rng=RNG), "at most 100,000,000"),
    "executor for client": (
        lambda: ensemble("no_war", draws=5, rng=RNG, client=ThreadPoolExecutor(1)),
        "Dask client",
    ),
    "zero draws": (lambda: ensemble("no_war", draws=0, rng=RNG), "at least 1, not 0"),
    "half a draw": (lambda: ensemble("no_war", draws=1.5, rng=RNG), "whole number"),
    "seed for rng": (lambda: ensemble("no_war", draws=5, rng=1), "default_rng"),
    "block zero": (lambda: ensemble("no_war", draws=5, rng=RNG, block=0), "block"),
    "client": (lambda: ensemble("no_war", draws=5, rng=RNG, client="dask"), "Dask client"),
    "vary text": (lambda: ensemble("no_war", draws=5, rng=RNG, vary="rally"), "names"),
    "vary unknown": (lambda: ensemble("no_war", draws=5, rng=RNG, vary=["raly"]), "'rally'"),
    "vary reversed": (
        lambda: ensemble("no_war", draws=5, rng=RNG, vary={"rally": (0.3, 0.1)}),
        "must not start above",
    ),
    "vary beyond": (
        lambda: ensemble("no_war", draws=5, rng=RNG, vary={"rally": (0.3, 1.1)}),
        "from 0 to 1",
    ),
    "vary no pair": (
        lambda: ensemble("no_war", draws=5, rng=RNG, vary={"rally": 0.3}),
        "pair of numbers",
    ),
    "ensemble horizon": (lambda: ensemble("no_war", draws=5, rng=RNG, years=1e-9), "from 0.005"),
    "ensemble scenario": (lambda: ensemble("nowar", draws=5, rng=RNG), "'no_war'"),
    "classify a list": (lambda: classify([1]), "columns"),
    "classify a torso": (lambda: classify(simulate("no_war")[["war"]]), "columns"),
    "classify one row": (lambda: classify(simulate("no_war").iloc[:1]), "two rows"),
    "classify text": (lambda: classify(simulate("no_war").astype(str)), "rows of numbers"),
    "vulnerability": (lambda: vulnerability(None), "columns"),
    "sobol draws": (lambda: sensitivity("no_war", draws=100, rng=RNG), "power of 2"),
    "sensitivity method": (lambda: sensitivity("no_war", method="sobel", rng=RNG), "'sobol'"),
    "sensitivity output": (lambda: sensitivity("no_war", output="trust", rng=RNG), "end state"),
    "sensitivity rng": (lambda: sensitivity("no_war", rng=7), "generator"),
    "sensitivity of one": (
        lambda: sensitivity("no_war", rng=RNG, vary=["rally"]),
        "at least two",
    ),
    "sensitivity of nothing": (
        lambda: sensitivity("no_war", output="hormuz_loss", draws=2, rng=RNG),
        "nothing to explain",
    ),
    "equilibria lever": (lambda: equilibria("conditional"), "'conditionality'"),
    "equilibria values": (lambda: equilibria(values=[0.5, 0.2]), "must rise"),
    "equilibria one value": (lambda: equilibria(values=0.5), "must be several"),
    "equilibria list": (lambda: equilibria(levers=["strike"]), "map names to values"),
    "equilibria no name": (lambda: equilibria(["strike"]), "no lever"),
    "equilibria other": (lambda: equilibria(levers={"strike": 2}), "from 0 to 1"),
    "hindcast of no closure": (lambda: hindcast(closure=0), "'closure' above 0, not 0"),
    "yaml from a number": (lambda: Scenario.from_yaml(3), "a YAML text, not 3"),
    "yaml from nothing": (lambda: Scenario.from_yaml(""), "a YAML text, not ''"),
    "yaml in a line": (lambda: Scenario.from_yaml("{name: x, levers: {}}"), "more than one line"),
    "yaml too long for a path": (lambda: Scenario.from_yaml("x" * 5000), "cannot be read"),
    "yaml no mapping": (lambda: Scenario.from_yaml("- a\n- b\n"), "`levers`, not a list"),
    "yaml a word": (lambda: Scenario.from_yaml("peace\n"), "`levers`, not a text"),
    "yaml empty": (lambda: Scenario.from_yaml("# none\n"), "`levers`, not nothing"),
    "yaml no levers": (lambda: Scenario.from_yaml("name: x\n"), "has no `levers`"),
    "yaml broken": (lambda: Scenario.from_yaml("name: [x\nlevers: {"), "not valid YAML"),
    "yaml extra": (lambda: Scenario.from_yaml("name: x\nlever: 1\nlevers: {}\n"), "'levers'"),
    "yaml twice": (
        lambda: Scenario.from_yaml("name: x\nlevers: {strike: {0: 1, 0: 0}}\n"),
        "stands twice",
    ),
    "yaml list": (lambda: Scenario.from_yaml("name: x\nlevers: [strike]\n"), "map names"),
    "yaml order": (
        lambda: Scenario.from_yaml("name: x\nlevers: {strike: {1: 1, 0: 0}}\n"),
        "0 follows 1",
    ),
    "yaml membership": (
        lambda: Scenario.from_yaml("name: x\nlevers: {membership: {0: 1, 2: 0.2}}\n"),
        "in year 2 must be 0 or 1",
    ),
    "yaml parameters list": (
        lambda: Scenario.from_yaml("name: x\nlevers: {}\nparameters: [rally]\n"),
        "parameters must map names",
    ),
    "yaml parameter unknown": (
        lambda: Scenario.from_yaml("name: x\nlevers: {}\nparameters: {raly: 0.1}\n"),
        "'rally'",
    ),
    "yaml parameter too high": (
        lambda: Scenario.from_yaml("name: x\nlevers: {}\nparameters: {rally: 1.2}\n"),
        "'rally' must be from 0 to 1, not 1.2",
    ),
    "yaml lever as parameter": (
        lambda: Scenario.from_yaml("name: x\nlevers: {}\nparameters: {strike: 1}\n"),
        "with_lever",
    ),
    "yaml parameters in a comment": (
        lambda: Scenario.from_yaml('name: x\nlevers: {}\n# parameters: {"rally": 0.1}\n'),
        "below an entry `parameters:`",
    ),
    "parameters apart": (
        lambda: between(
            "no_war", SCENARIOS["breakdown"].with_parameters(rally=0.1), draws=5, rng=RNG
        ),
        "different parameters",
    ),
    "parameters joined": (
        lambda: joined("no_war", SCENARIOS["breakdown"].with_parameters(rally=0.1), 2),
        "different parameters",
    ),
    "yaml key": (lambda: Scenario.from_yaml("name: x\nlevers: {? [a] : 1}\n"), "question mark"),
    "yaml brackets": (
        lambda: Scenario.from_yaml("name: x\nlevers: " + "{a: " * 3000 + "1" + "}" * 3000 + "\n"),
        "too deep",
    ),
    "calendar years": (
        lambda: Scenario("x", {"strike": {2026: 1, 2028: 0}}),
        "counts years from the start of the war, 100 at most: the start is 0, a year later is 1",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input(case):
    call, part = BAD[case]
    with pytest.raises(ModelError) as caught:
        call()
    message = str(caught.value)
    assert isinstance(caught.value, ValueError)
    assert part in message
    assert "\n" not in message
    assert message.endswith((".", "?"))


def test_steps_that_no_run_reaches_draw_a_warning():
    late = SCENARIOS["breakdown"].with_lever("drawdown", {0: 0.1, 12: 0.4}, name="late")
    for run in (
        simulate,
        to_xmile,
        lambda scenario: ensemble(scenario, draws=2, rng=np.random.default_rng(1)),
        lambda scenario: sensitivity(
            scenario, draws=2, rng=np.random.default_rng(1), vary=["rally", "elasticity"]
        ),
        lambda scenario: between(
            scenario, scenario.with_lever("drawdown", 0), draws=2, rng=np.random.default_rng(1)
        ),
    ):
        with pytest.warns(UserWarning, match=r"'drawdown' of 'late' changes in year 12, when") as w:
            run(late)
        assert w[0].filename == __file__, "it points to where the run was asked for"
    simulate(late, years=13)
    # A run that was asked to be short is known to leave out what comes later.
    simulate("european_pillar", years=4)
    # At the last moment a lever still counts: whoever has left is out.
    left = Scenario("left", {"membership": {10: 0}})
    assert classify(simulate(left)) == "dissolved"


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ModelError, match=r"There is no file '.*mine\.yaml'; give") as caught:
        Scenario.from_yaml(tmp_path / "mine.yaml")
    assert isinstance(caught.value, FileNotFoundError)
    with pytest.raises(ModelError, match="is a folder, not a YAML file"):
        Scenario.from_yaml(tmp_path)


def test_a_file_of_the_wrong_shape_is_named(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text("strike: 1\n", encoding="utf-8")
    with pytest.raises(ModelError, match=r"The file mine\.yaml has no `name` and no `levers`"):
        Scenario.from_yaml(path)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(ModelError, match=r"mine\.yaml is not a text in UTF-8"):
        Scenario.from_yaml(path)
