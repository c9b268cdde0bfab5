"""Loops that matter: by hand, by their properties, by pysimlin, and in the page."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import pairwise

import numpy as np
import pytest

from natolab.explorers.front_end import PACKAGE, bundle
from natolab.model import (
    CUTS,
    NAMED_LOOPS,
    SCENARIOS,
    STOCKS,
    ModelError,
    chain,
    circuits,
    loop_scores,
    loops,
    simulate,
)
from natolab.model.chains import Chain
from natolab.model.dominance import LOOPS, link_scores
from natolab.model.effects import partial_effects, values
from natolab.model.names import LOOP_WORDS
from natolab.model.numerics import WEEKS
from natolab.model.xmile import STEP, on_grid, to_xmile

STOCK_NAMES = [stock.name for stock in STOCKS]
#: Euler's steps as in the XMILE files, and no change too small to count: as pysimlin has it.
LIKE_XMILE = {"rows": 128, "step": STEP, "method": "euler", "still": 0.0}


def through(loop):
    """The stocks of a loop in its order."""
    return tuple(name for name in loop.variables if name in STOCK_NAMES)


class TestScores:
    def test_two_loops_by_hand(self):
        """From 2 to 3 births rise by 1 and deaths by 0.5, so that growth rises by 0.5."""
        equations = {
            "births": lambda v: v["people"],
            "deaths": lambda v: v["people"] ** 2 / 10,
            "people": lambda v: v["births"] - v["deaths"],
        }
        pairs = [("people", "births"), ("births", "people"), ("people", "deaths")]
        pairs += [("deaths", "people")]
        before = {"people": np.array([2.0]), "births": np.array([2.0]), "deaths": np.array([0.4])}
        after = {"people": np.array([3.0]), "births": np.array([3.0]), "deaths": np.array([0.9])}
        effects = partial_effects(before, after, equations, pairs)
        assert effects.ravel() == pytest.approx([1, 1, 0.5, -0.5])
        scores = link_scores(before, after, equations, pairs, 0)
        assert scores.ravel() == pytest.approx([1, 2, 1, -1])
        # So births reinforce with a score of 2, two thirds of all, and deaths balance with -1.
        assert link_scores(before, before, equations, pairs, 0).tolist() == [[0]] * 4
        assert link_scores(before, after, equations, pairs, 0.6)[3] == 0

    def test_nothing_works_at_rest(self):
        found = loop_scores("no_war")
        assert not found.scores.to_numpy().any()
        assert not found.relative().to_numpy().any()
        assert set(found.dominant()) == {()}

    @pytest.mark.parametrize("own", [True, False])
    @pytest.mark.parametrize("name", SCENARIOS)
    def test_shares_sum_to_one_or_nothing(self, name, own):
        sums = loop_scores(name).relative(own=own).abs().sum(axis=1)
        assert np.all(np.isclose(sums, 1) | (sums == 0))
        assert (sums.max() > 0) == (name != "no_war")

    def test_a_stock_that_only_settles_has_score_minus_one(self):
        """Nobody coordinates in breakdown, so nothing but the strike moves the flow's goal."""
        found = loop_scores("breakdown")
        scores = found.scores["Hormuz loss settles"]
        for time in SCENARIOS["breakdown"].switching_times:
            scores = scores[(scores.index >= time) | (scores.index < time - 1 / WEEKS)]
        moving = scores[scores != 0]
        assert len(moving) > 20
        assert moving.to_numpy() == pytest.approx(-1)

    @pytest.mark.parametrize("name", SCENARIOS)
    def test_signs_are_those_of_the_polarities(self, name):
        found = loop_scores(name).scores
        for loop in LOOPS:
            if loop.polarity == "reinforcing":
                assert found[loop.name].min() >= 0, loop
            if loop.polarity == "balancing":
                assert found[loop.name].max() <= 0, loop

    @pytest.mark.parametrize("cut", [name for name, cut in CUTS.items() if cut.loop])
    def test_a_cut_loop_does_nothing(self, cut):
        name = CUTS[cut].loop.split(" ", 1)[1]
        assert loop_scores("deescalation").scores[name].any()
        assert not loop_scores("deescalation", **CUTS[cut].parameters).scores[name].any()

    def test_leading_loops_are_the_fewest_that_do_half(self):
        found = loop_scores("realignment")
        shares = found.relative(own=False)
        for (_, row), names in zip(shares.iterrows(), found.dominant(own=False), strict=True):
            sizes = row[list(names)]
            assert len({*np.sign(sizes)}) <= 1
            assert sizes.abs().sum() >= 0.5 - 1e-12
            assert sizes.abs()[:-1].sum() < 0.5
            assert sizes.abs().is_monotonic_decreasing

    def test_breakdown_is_mutual_distancing(self):
        """The first reading's claim, as far as the loops between stocks go."""
        shares = loop_scores("breakdown").relative(own=False).abs().mean()
        assert shares.idxmax() == "mutual distancing"
        assert shares.max() > 0.5

    def test_finer_rows_change_little(self):
        """A week's step shows what fine steps in its middle show."""
        weeks, fine = (
            loop_scores("breakdown", rows=rows, step=1 / rows).relative() for rows in (52, 520)
        )
        change = (weeks - fine.to_numpy()[5::10]).abs().max(axis=1)
        assert change.quantile(0.9) < 0.01

    def test_what_is_wrong_is_said(self):
        with pytest.raises(ModelError, match="`still` must be at least 0, not -1"):
            loop_scores("breakdown", still=-1)
        with pytest.raises(ModelError, match="There is no parameter 'elastic'"):
            loop_scores("breakdown", elastic=1)


class TestStructure:
    def test_loops_have_names_of_their_own(self):
        names = [loop.name for loop in LOOPS]
        assert names[: len(LOOP_WORDS)] == list(LOOP_WORDS)
        assert len(set(names)) == len(names)
        assert "fatigue settles" in names
        assert "Hormuz loss → adaptation → log price → burden" in names

    def test_named_loops_have_the_polarity_that_the_course_gives_them(self):
        polarity = {loop.name: loop.polarity for loop in LOOPS}
        for name in NAMED_LOOPS:
            expected = "reinforcing" if name.startswith("R") else "balancing"
            assert polarity[name.split(" ", 1)[1]] == expected

    def test_a_name_without_a_loop_is_refused(self, monkeypatch):
        named = LOOP_WORDS | {"idle talk": ("exit_talk", "uncertainty")}
        monkeypatch.setattr(circuits, "LOOP_WORDS", named)
        with pytest.raises(ModelError, match="no loop that fits the name 'idle talk'"):
            circuits.loops()

    def test_two_loops_of_one_name_are_refused(self, monkeypatch):
        missing = {
            name: x for name, x in LOOP_WORDS.items() if name != "fading rally and commitment"
        }
        monkeypatch.setattr(circuits, "LOOP_WORDS", missing)
        with pytest.raises(ModelError, match="Two loops are called 'Hormuz loss"):
            circuits.loops()

    def test_why_there_are_other_loops_between_stocks(self):
        """45 between stocks: 24 pass an auxiliary twice; the other 21 are 25 of variables."""
        between = [tuple(stocks) for stocks in loops()["stocks"]]
        ours = Counter(frozenset(through(loop)) for loop in LOOPS if not loop.own)
        assert len(between) == 45
        assert sum(frozenset(stocks) in ours for stocks in between) == len(ours) == 21
        assert sum(ours.values()) == 25
        twice = {stocks for stocks, ways in ours.items() if ways == 2}
        assert len(twice) == 4
        assert all("fatigue" in stocks for stocks in twice)
        assert sum(loop.own for loop in LOOPS) == len(STOCKS) - 1  # all but uncertainty
        others = [stocks for stocks in between if frozenset(stocks) not in ours]
        assert len(others) == 24
        for stocks in others:
            assert passes_twice(stocks), stocks


def passes_twice(stocks):
    """Whether every way round some stocks meets one of its auxiliaries again."""
    causes = {}
    for cause, effect in circuits.links():
        causes.setdefault(effect, []).append(cause)

    def ways(start, end):
        """All sets of auxiliaries between two stocks."""
        for cause in causes[end]:
            if cause == start:
                yield frozenset()
            elif cause not in STOCK_NAMES and cause in causes:
                for way in ways(start, cause):
                    yield way | {cause}

    def clear(pairs, used):
        """Whether the rest of the way can be gone without what is used."""
        if not pairs:
            return True
        first, *rest = pairs
        return any(clear(rest, used | way) for way in ways(*first) if not way & used)

    return not clear(list(zip(stocks, (*stocks[1:], stocks[0]), strict=True)), frozenset())


def inlined(text):
    """The same XMILE with each goal and pace written into its flow."""
    for stock in STOCK_NAMES:
        for name in (f"{stock}_goal", f"{stock}_pace"):
            element = re.search(rf'<aux name="{name}">.*?<eqn>(.*?)</eqn>.*?</aux>\n', text)
            text = text.replace(element[0], "")
            text = re.sub(rf"\b{name}\b", f"({element[1]})", text)
    return text


class TestSecondEngine:
    """pysimlin knows the XMILE file and nothing of ours."""

    @pytest.fixture
    def load(self, tmp_path):
        simlin = pytest.importorskip("simlin", reason="pysimlin is not built for this machine")

        def load(text):
            path = tmp_path / "model.xmile"
            path.write_text(text, encoding="utf-8")
            return simlin.load(str(path))

        return load

    @staticmethod
    def links(model):
        """Link scores by cause and effect; 0 where pysimlin leaves them open."""
        with model.simulate(enable_ltm=True) as run:
            run.run_to_end()
            return {
                (link.from_var, link.to_var): np.nan_to_num(link.score[1:])
                for link in run.get_links()
                if link.score is not None
            }

    @pytest.mark.parametrize("name", SCENARIOS)
    def test_link_scores_agree(self, load, name):
        theirs = self.links(load(inlined(to_xmile(name))))
        ours = loop_scores(on_grid(SCENARIOS[name]), **LIKE_XMILE).links
        for cause, effect in {link for loop in LOOPS for link in loop.links}:
            flow = f"{effect}_change" if effect in STOCK_NAMES else effect
            found = ours[cause, effect].to_numpy()
            # Scores are ratios of small changes, in which roundings grow.
            assert found == pytest.approx(theirs[cause, flow], rel=1e-5, abs=1e-6)

    @pytest.mark.parametrize("name", SCENARIOS)
    def test_shares_agree(self, load, name):
        theirs = load(inlined(to_xmile(name))).analyze()
        assert theirs.enumeration_complete
        ours = loop_scores(on_grid(SCENARIOS[name]), **LIKE_XMILE).relative()
        places = {frozenset(loop.variables): loop.name for loop in LOOPS}
        left = set(ours)
        for loop in theirs.loops:
            variables = frozenset(v for v in loop.variables if not v.endswith("_change"))
            if variables != {"uncertainty"}:  # alone among its own, so that its share is 1
                found = ours[places[variables]].to_numpy()
                assert found == pytest.approx(loop.behavior_time_series[1:], abs=1e-6)
                left.remove(places[variables])
        # What pysimlin does not report does less than a thousandth of the work.
        assert ours[list(left)].abs().max(axis=None) < 1e-3
        moves = ours.any().sum() + (name not in ("no_war", "european_pillar"))
        assert theirs.universe_loops == moves

    @pytest.mark.parametrize("name", SCENARIOS)
    def test_shares_agree_with_the_file_as_it_is(self, load, name):
        """Ways by goal and by pace add up to ours as the step becomes short."""
        worst = []
        for rows in (100, 200):
            theirs = self.links(load(to_xmile(name, step=1 / rows)))
            scenario = on_grid(SCENARIOS[name], 1 / rows)
            ours = loop_scores(scenario, **LIKE_XMILE | {"rows": rows, "step": 1 / rows})
            scores = [
                np.prod([summed(theirs, *link) * np.ones(10 * rows) for link in loop.links], axis=0)
                for loop in LOOPS
            ]
            total = np.abs(scores).sum(axis=0)
            shares = np.divide(scores, total, out=np.zeros_like(scores), where=total > 0)
            worst.append(np.abs(shares.T - ours.relative().to_numpy()).max())
        assert worst[0] < 0.01
        assert worst[1] <= 0.6 * worst[0]

    def test_why_pysimlin_counts_39(self, load):
        """55 loops with goals and paces; joint action never moves in breakdown, nor 16 of them."""
        found = {name: load(to_xmile(name)).analyze() for name in ("deescalation", "breakdown")}
        idle = [loop for loop in LOOPS if "joint_action" in loop.variables]
        assert found["breakdown"].universe_loops == 39
        assert found["deescalation"].universe_loops == 39 + len(idle)
        assert len(idle) == 16
        # Written without goals and paces these are our loops and that of uncertainty.
        bare = {name: load(inlined(to_xmile(name))).analyze() for name in found}
        assert bare["deescalation"].universe_loops == len(LOOPS) + 1
        assert bare["breakdown"].universe_loops == len(LOOPS) + 1 - len(idle)

    def test_opposed_ways_make_other_shares_smaller(self, load):
        """Both files run alike; only goal and pace are names of their own in one of them."""
        smaller = []
        for text in (inlined(to_xmile("realignment")), to_xmile("realignment")):
            found = load(text).analyze().loops
            pull = next(x for x in found if set(x.variables) == {"hedging", "hedging_change"})
            smaller.append(np.abs(pull.behavior_time_series[1:]))
        assert np.all(smaller[1] <= smaller[0] + 1e-6)
        assert np.min(smaller[1] / np.maximum(smaller[0], 1e-9)) < 0.5


def summed(theirs, cause, effect):
    """The score from a cause to an effect, the ways by a stock's goal and pace added."""
    if effect not in STOCK_NAMES:
        return theirs.get((cause, effect), 0)
    flow = f"{effect}_change"
    return theirs.get((cause, flow), 0) + sum(
        theirs.get((cause, way), 0) * theirs.get((way, flow), 0)
        for way in (f"{effect}_goal", f"{effect}_pace")
    )


BREAKDOWN = SCENARIOS["breakdown"]


class TestChain:
    def test_talk_costs_credibility(self):
        before = simulate(BREAKDOWN)
        found = chain(
            "exit_talk", "credibility", before, simulate(BREAKDOWN.with_lever("exit_talk", 0))
        )
        steps = (("exit_talk", -1), ("uncertainty", -1), ("promise", 1), ("credibility", 1))
        assert found == Chain(
            steps, "Exit talk falls, so uncertainty falls, so promise rises, so credibility rises."
        )

    def test_a_chain_avoids_what_is_cut(self):
        """Without relief by own capability, effort reaches deterrence by forces alone."""
        after = BREAKDOWN.with_lever("european_effort", 1)
        found = chain("european_effort", "hedging", simulate(BREAKDOWN), simulate(after))
        assert found.steps[-2:] == (("european_capability", 1), ("hedging", -1))
        cut = CUTS["relief"].parameters
        runs = (simulate(s, **cut) for s in (BREAKDOWN, after))
        found = chain("european_effort", "hedging", *runs, **cut)
        assert found == Chain((), "Hedging hardly changes.")

    def test_every_step_follows_from_the_one_before(self):
        before, after = simulate("no_war"), simulate(BREAKDOWN)
        found = chain("strike", "deterrence", before, after)
        names = [name for name, _ in found.steps]
        assert names[0] == "strike"
        assert names[-1] == "deterrence"
        assert set(pairwise(names)) <= set(circuits.links())
        old, new = values(before, {}), values(after, {})
        for name, sign in found.steps:
            assert sign * (new[name] - old[name]).mean() > 0

    def test_what_did_not_happen_is_not_explained(self):
        runs = simulate("no_war"), simulate(BREAKDOWN)
        assert chain("membership", "credibility", *runs) == Chain(
            (), "Membership is the same in both runs."
        )
        assert chain("consultation", "deterrence", *runs) == Chain(
            (), "Deterrence falls, but consultation has little part in it."
        )

    def test_what_is_wrong_is_said(self):
        run, short = simulate("no_war"), simulate("no_war", years=1)
        with pytest.raises(ModelError, match="There is no lever 'strikes'"):
            chain("strikes", "deterrence", run, run)
        with pytest.raises(ModelError, match="There is no stock or auxiliary 'deterence'"):
            chain("strike", "deterence", run, run)
        with pytest.raises(ModelError, match="must have the same rows"):
            chain("strike", "deterrence", run, short)
        with pytest.raises(ModelError, match="A run must be a table"):
            chain("strike", "deterrence", run, run[["credibility"]])


LEVERS_MOVED = [
    ("conditionality", 0.3),
    ("consultation", 0.9),
    ("exit_talk", 0.0),
    ("coordination", 0.8),
    ("european_effort", 1.0),
    ("drawdown", 0.5),
    ("strike", 0.0),
]
RESULTS = ["credibility", "deterrence", "oil_price", "divergence", "european_willingness"]

OTHERWISE = [{"reciprocity": 0.0}, {"fall_time": 0.7, "elasticity": 0.3}]
CASES = [(name, {}, own) for name in SCENARIOS for own in (True, False)]
CASES += [("realignment", parameters, False) for parameters in OTHERWISE]
_IN_PAGE = """async ([kernel, loops, cases, moved, results]) => {
  const load = (text) => import(URL.createObjectURL(new Blob([text], {type: "text/javascript"})));
  const {simulate, SCENARIOS} = await load(kernel);
  const {loopScores, chain} = await load(loops);
  const scores = cases.map(([scenario, parameters, own]) =>
    loopScores(simulate(scenario, {parameters}), {parameters, own}));
  const before = simulate("breakdown", {rows: 4});
  const chains = moved.flatMap(([lever, value]) => {
    const levers = {...SCENARIOS.breakdown.levers, [lever]: [[0, value]]};
    const after = simulate({levers}, {rows: 4});
    return results.map((result) => chain(lever, result, {before, after}));
  });
  return JSON.stringify({scores, chains});
}"""


def test_the_page_computes_the_same(browser):
    sources = [
        (PACKAGE / "model" / "kernel.js").read_text(encoding="utf-8"),
        bundle(PACKAGE / "explorers" / "parts" / "loops.js"),
    ]
    page = browser.new_page()
    text = page.evaluate(_IN_PAGE, [*sources, CASES, LEVERS_MOVED, RESULTS])
    page.close()
    found = json.loads(text)
    for (name, parameters, own), there in zip(CASES, found["scores"], strict=True):
        here = loop_scores(name, **parameters)
        shares, dominant = here.relative(own=own).iloc[::13], here.dominant(own=own).iloc[::13]
        assert there["year"] == pytest.approx(shares.index)
        assert list(there["shares"]) == list(shares)
        difference = np.abs(np.array(list(there["shares"].values())).T - shares).max(axis=None)
        assert difference < 1e-6, (name, parameters)
        assert [tuple(names) for names in there["dominant"]] == list(dominant)
    before = simulate(BREAKDOWN, rows=4)
    moved = [(lever, value, result) for lever, value in LEVERS_MOVED for result in RESULTS]
    for (lever, value, result), there in zip(moved, found["chains"], strict=True):
        after = simulate(BREAKDOWN.with_lever(lever, value), rows=4)
        here = chain(lever, result, before, after)
        assert there == {"steps": [list(step) for step in here.steps], "text": here.text}
