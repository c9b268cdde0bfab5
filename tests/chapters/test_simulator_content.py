"""The simulator's missions, stories, tour, record and words, and what they say of the model.

The model solutions of the missions stand here and not in the package, which students install.
"""

from __future__ import annotations

import json
import re
from functools import cache

import numpy as np
import pytest

from natolab.chapters.simulator import stories, tour, verify, verify_all
from natolab.chapters.simulator.conditions import Condition, holds, measure, met, side
from natolab.chapters.simulator.levers import LEVER_WORDS
from natolab.chapters.simulator.mission_list import missions
from natolab.chapters.simulator.missions import failing, find_mission, hint, packed
from natolab.chapters.simulator.payload import payload
from natolab.chapters.simulator.record import record
from natolab.data import load
from natolab.explorers.front_end import PACKAGE, bundle
from natolab.model import LEVERS, PARAMETERS, SCENARIOS, ModelError, Scenario
from natolab.model.hindcasting import START, price_before
from natolab.model.names import label
from natolab.model.permalink import from_link, mission_of, pack, to_link
from natolab.model.scenario import find
from tests.support import site

NAMES = list(missions())
seen = cache(side)  # no scenario is run twice


@cache
def shown():
    return payload()


def late(scenario, year, **levers):
    """A scenario in which levers take other values from a year on."""
    for name, value in levers.items():
        scenario = scenario.with_lever(name, scenario.until(name, year) | {year: value})
    return scenario


def with_levers(scenario, **levers):
    for name, course in levers.items():
        scenario = scenario.with_lever(name, course)
    return scenario


BREAKDOWN, PEACE = SCENARIOS["breakdown"], SCENARIOS["no_war"]
COURT, PILLAR = find_mission("court").start, find_mission("europe-alone").start
#: From year 4 on the same in A and B of the mission on memory.
PRESENT = {
    "strike": 0.0,
    "consultation": 0.5,
    "conditionality": 0.6,
    "exit_talk": 0.05,
    "european_effort": 0.6,
}

#: For each mission scenarios A and B that solve it.
SOLUTIONS = {
    "one-lever": [
        (BREAKDOWN.with_lever("conditionality", 0.3), PEACE),
        (late(BREAKDOWN, 1.0, conditionality=0.2), PEACE),
        (BREAKDOWN.with_lever("coordination", 1.0), PEACE),
    ],
    "only-words": [(PEACE.with_lever("exit_talk", {0: 1.0, 1: 0.05}), PEACE)],
    "dry-forest": [(with_levers(PEACE, conditionality=0.95, exit_talk=0.6), PEACE)],
    "bounded-shock": [
        (with_levers(SCENARIOS["deescalation"], coordination=0.9, consultation=1.0), PEACE)
    ],
    "after-the-war": [
        (late(BREAKDOWN, 1.0, strike=0.0, conditionality=0.15), PEACE),
        (late(BREAKDOWN, 1.0, strike=0.0, coordination=1.0), PEACE),
    ],
    "court": [(late(COURT, 2.75, conditionality=0.95), COURT)],
    "two-roads": [
        (
            BREAKDOWN.with_lever("conditionality", 0.0),
            with_levers(BREAKDOWN, coordination=1.0, consultation=1.0),
        )
    ],
    "long-memory": [(late(PEACE, 4.0, **PRESENT), late(BREAKDOWN, 4.0, **PRESENT))],
    "europe-alone": [(PILLAR.with_lever("drawdown", {9.0: 0.3}), PILLAR)],
    "robust": [
        (late(SCENARIOS["realignment"], 0.8, conditionality=0.0), PEACE),
        (late(SCENARIOS["realignment"], 0.8, conditionality=0.15, exit_talk=0.0), PEACE),
    ],
}

#: Tempting moves that solve nothing, and words of the hint that answers them.
WRONG = [
    ("one-lever", BREAKDOWN.with_lever("strike", 0.0), None, "eased the war"),
    ("one-lever", BREAKDOWN.with_lever("conditionality", 0.6), None, "Lower it further"),
    ("one-lever", BREAKDOWN.with_lever("coordination", 0.5), None, "half measures"),
    ("one-lever", BREAKDOWN.with_lever("exit_talk", 0.0), None, "loosen the tie"),
    ("one-lever", BREAKDOWN.with_lever("membership", 0.0), None, "rule .* membership stays"),
    (
        "one-lever",
        with_levers(BREAKDOWN, strike=0.0, conditionality=0.0),
        None,
        "rule .* more than one lever",
    ),
    (
        "one-lever",
        with_levers(BREAKDOWN, conditionality=0.5).with_parameters(rise_time=2.0),
        None,
        "rule .* assumptions",
    ),
    ("only-words", PEACE.with_lever("exit_talk", {0: 0.5, 1: 0.05}), None, "How loud"),
    ("only-words", PEACE.with_lever("exit_talk", {0: 1.0, 0.5: 0.05}), None, "a whole year"),
    ("only-words", PEACE.with_lever("exit_talk", 1.0), None, "rule .* year 1"),
    ("dry-forest", PEACE.with_lever("conditionality", 1.0), None, "spark"),
    ("dry-forest", PEACE.with_lever("exit_talk", 1.0), None, "make the forest dry"),
    ("dry-forest", PEACE.with_lever("strike", 1.0), None, "rule .* war stays"),
    ("dry-forest", PEACE.with_lever("drawdown", 1.0), None, "In peace this does little"),
    (
        "bounded-shock",
        SCENARIOS["deescalation"].with_lever("coordination", {0.4: 0.9}),
        None,
        "first day",
    ),
    (
        "bounded-shock",
        SCENARIOS["deescalation"].with_lever("coordination", 0.9),
        None,
        "bring them closer",
    ),
    ("dry-forest", with_levers(PEACE, conditionality=0.5, exit_talk=0.6), None, "still too mild"),
    (
        "dry-forest",
        with_levers(PEACE, conditionality=0.95, exit_talk=0.6, drawdown=0.5),
        None,
        "Put the others back",
    ),
    ("bounded-shock", SCENARIOS["deescalation"].with_lever("consultation", 1.0), None, "send the"),
    (
        "bounded-shock",
        SCENARIOS["deescalation"].with_lever("european_effort", 1.0),
        None,
        "does not reach the strait",
    ),
    ("bounded-shock", SCENARIOS["deescalation"].with_lever("strike", 0.1), None, "war stays"),
    ("after-the-war", late(BREAKDOWN, 1.0, strike=0.0), None, "Peace alone"),
    ("after-the-war", late(BREAKDOWN, 1.0, conditionality=0.0), None, "smoulders"),
    (
        "after-the-war",
        late(BREAKDOWN, 1.0, strike=0.0, european_effort=1.0),
        None,
        "second lever is not strong",
    ),
    (
        "after-the-war",
        late(BREAKDOWN, 1.0, strike=0.0, conditionality=0.6),
        None,
        "come down further",
    ),
    ("after-the-war", late(BREAKDOWN, 1.0, strike=0.0, coordination=0.5), None, "more of it"),
    ("after-the-war", BREAKDOWN.with_lever("strike", 0.0), None, "rule .* before year 1"),
    ("court", late(COURT, 2.75, exit_talk=1.0), None, "promise itself be priced"),
    ("court", late(COURT, 2.75, drawdown=1.0), None, "belief goes"),
    ("court", late(COURT, 2.75, strike=1.0), None, "second war"),
    ("court", late(COURT, 2.75, conditionality=0.5), None, "This is the lever"),
    ("court", late(COURT, 2.75, european_effort=0.2), None, "bound to keep on paper"),
    ("court", late(COURT, 2.75, membership=0.0), None, "rule .* membership"),
    (
        "two-roads",
        BREAKDOWN.with_lever("conditionality", 0.0),
        BREAKDOWN.with_lever("coordination", 0.5),
        "B lags behind",
    ),
    (
        "two-roads",
        BREAKDOWN.with_lever("conditionality", 0.0),
        BREAKDOWN.with_lever("conditionality", 0.0),
        "rule .* both in A and in B",
    ),
    ("two-roads", BREAKDOWN.with_lever("strike", 0.0), BREAKDOWN, "Neither road"),
    (
        "two-roads",
        BREAKDOWN.with_lever("coordination", 1.0),
        BREAKDOWN.with_lever("conditionality", 0.0),
        "A lags behind",
    ),
    (
        "two-roads",
        BREAKDOWN.with_lever("coordination", 1.0),
        BREAKDOWN.with_lever("exit_talk", 0.0),
        "what ties American commitment",
    ),
    (
        "two-roads",
        BREAKDOWN.with_lever("coordination", 1.0),
        BREAKDOWN.with_lever("conditionality", 0.3),
        "too low",
    ),
    ("long-memory", PEACE, late(BREAKDOWN, 4.0, strike=0.0), "still differ"),
    (
        "long-memory",
        late(PEACE, 4.0, european_effort=0.3),
        late(
            BREAKDOWN,
            4.0,
            strike=0.0,
            consultation=0.5,
            conditionality=0.15,
            exit_talk=0.05,
            european_effort=0.3,
        ),
        "B heals",
    ),
    (
        "long-memory",
        late(PEACE, 4.0, **{**PRESENT, "strike": 1.0, "conditionality": 0.95}),
        late(BREAKDOWN, 4.0, **{**PRESENT, "strike": 1.0, "conditionality": 0.95}),
        "both are now unwell",
    ),
    ("long-memory", PEACE, BREAKDOWN.with_lever("strike", 0.0), "rule .* B's first four years"),
    ("europe-alone", PILLAR.with_lever("consultation", 1.0), None, "before their relief"),
    ("europe-alone", PILLAR.with_lever("drawdown", 0.0), None, "nobody has left"),
    ("europe-alone", PILLAR.with_lever("european_effort", {0: 0.3, 3: 1.0}), None, "less money"),
    ("europe-alone", PILLAR.with_lever("drawdown", {9.0: 0.45}), None, "Nearly"),
    ("robust", late(SCENARIOS["realignment"], 0.8, consultation=1.0), None, "feed doubt"),
    ("robust", late(SCENARIOS["realignment"], 0.8, coordination=0.9), None, "Four of five"),
    ("robust", late(SCENARIOS["realignment"], 0.8, exit_talk=0.4), None, "wrong sign"),
    ("robust", SCENARIOS["realignment"].with_lever("conditionality", 0.0), None, "rule .* 0.45"),
]


def sides(mission, a, b):
    return seen(a), seen(find(mission.other) if b is None else b)


class TestMissions:
    def test_ten_from_easy_to_hard_on_three_levels(self):
        levels = [mission.level for mission in missions().values()]
        assert len(levels) == 10
        assert levels == sorted(levels)
        assert set(levels) == {1, 2, 3}
        assert len({mission.title for mission in missions().values()}) == 10
        assert set(SOLUTIONS) == set(NAMES)

    @pytest.mark.parametrize("name", NAMES)
    def test_the_start_does_not_solve_it_and_breaks_no_rule(self, name):
        mission = find_mission(name)
        a, b = seen(find(mission.start)), seen(find(mission.other))
        assert met(mission.rules, a, b, mission)
        assert not met(mission.goal, a, b, mission)
        assert hint(mission, a, b) == ""

    @pytest.mark.parametrize("name", NAMES)
    def test_every_mission_can_be_solved(self, name):
        for a, b in SOLUTIONS[name]:
            mission = find_mission(name)
            assert not failing(mission, seen(a), seen(b))
            assert hint(mission, seen(a), seen(b)) == ""

    @pytest.mark.parametrize(("name", "a", "b", "words"), WRONG)
    def test_a_tempting_wrong_move_gets_its_hint(self, name, a, b, words):
        mission = find_mission(name)
        said = hint(mission, *sides(mission, a, b))
        assert re.search(words, said), said

    @pytest.mark.parametrize("name", NAMES)
    def test_each_mission_has_hints_and_sentences(self, name):
        mission = find_mission(name)
        assert 2 <= len(mission.hints) <= 5
        texts = [mission.task, mission.explanation, *(each.text for each in mission.hints)]
        says = [condition.says for condition in (*mission.goal, *mission.rules)]
        assert all(text.endswith((".", "?")) for text in [*texts, *says])
        assert not any("  " in text for text in texts)
        assert "assum" in mission.explanation or "model" in mission.explanation

    def test_each_hint_is_shown_to_somebody(self):
        said = {hint(find_mission(n), *sides(find_mission(n), a, b)) for n, a, b, _ in WRONG}
        texts = [each.text for mission in missions().values() for each in mission.hints]
        assert not set(texts) - said

    def test_what_explanations_say_of_the_model(self):
        """Claims about runs that the explanations make in words."""
        plan = SOLUTIONS["bounded-shock"][0][0]
        low = plan.with_parameters(escort_effect=0.2)
        assert seen(low).run["oil_price"].max() > 1.6
        pillar = SOLUTIONS["europe-alone"][0][0]
        default = Scenario(pillar.name, pillar.levers)
        task = find_mission("europe-alone")
        assert measure("a.exposure.years", seen(default), seen(default), task) > 0
        for name, outcome in (("conditionality", 1.0), ("exit_talk", 1.0)):
            alone = seen(PEACE.with_lever(name, outcome))
            assert measure("a.outcome", alone, alone, task) != "hollow"
        war = late(BREAKDOWN, 1.0, strike=0.0, conditionality=0.15)
        trust = seen(war).run["credibility"]
        assert trust.iloc[-1] < trust.iloc[0] - 0.2

    def test_worlds_stay_within_plausible_ranges(self):
        bounds = {q.name: (q.low, q.high) for q in PARAMETERS}
        for mission in missions().values():
            for world in mission.worlds.values():
                for name, value in world.items():
                    assert bounds[name][0] <= value <= bounds[name][1]
        assert PILLAR.parameters["european_weight"] == bounds["european_weight"][1]


class TestVerify:
    @pytest.mark.parametrize("name", NAMES)
    def test_a_code_of_completion_is_verified(self, name):
        a, b = SOLUTIONS[name][0]
        verdict = verify("https://course.test/book/simulator.html" + to_link(a, b, name))
        assert verdict.solved and verdict.mission == name and not verdict.failing
        assert str(verdict).startswith("Solved: ")

    def test_says_what_fails_in_sentences(self):
        verdict = verify(to_link("breakdown", "no_war", "one-lever"))
        assert not verdict.solved
        assert verdict.failing == ("The alliance does not end hollow. Here: hollow.",)
        assert "Not solved: Bring the alliance back" in str(verdict)

    @pytest.mark.parametrize(
        ("link", "here"),
        [
            (to_link("deescalation", "no_war", "bounded-shock"), "Here: 123.8 dollars."),
            (to_link("no_war", "no_war", "only-words"), "Here: 88.1 of 100."),
            (to_link("european_pillar", "no_war", "europe-alone"), "Here: 9.02."),
        ],
    )
    def test_values_are_shown_as_on_the_page(self, link, here):
        assert any(here in sentence for sentence in verify(link).failing)

    @pytest.mark.parametrize(
        ("link", "words"),
        [
            (to_link("breakdown", "no_war"), "names no mission"),
            (to_link("breakdown", "no_war", "one-levr"), "no mission 'one-levr'; did you mean"),
            ("https://course.test/simulator.html", "carries no scenario"),
            (to_link("breakdown", "no_war", "one-lever")[:-6], "end is missing"),
            (to_link("breakdown", "no_war", "court").replace("court", "Court%21"), "small letters"),
            (to_link("breakdown", "no_war", "court").replace("mission", "misson"), "misson"),
        ],
    )
    def test_a_wrong_link_is_refused_with_a_sentence(self, link, words):
        with pytest.raises(ModelError, match=re.escape(words)):
            verify(link)

    def test_links_keep_scenario_comparison_and_mission(self):
        link = to_link(COURT, "breakdown", "court")
        assert from_link(link) == (COURT, SCENARIOS["breakdown"])
        assert mission_of(link) == "court"
        assert mission_of(to_link(COURT, "breakdown")) == ""
        with pytest.raises(ModelError, match="small letters"):
            to_link(COURT, COURT, "no mission")

    def test_a_list_of_links_becomes_a_table(self):
        solved = to_link(*SOLUTIONS["dry-forest"][0], "dry-forest")
        text = (
            f"Ada Lovelace: https://x.test/a.html{solved}\n\n"
            f"{to_link('no_war', 'no_war', 'dry-forest')}\nGrace Hopper, hello\n"
        )
        table = verify_all(text)
        assert list(table["line"]) == [1, 3, 4]
        assert list(table["student"]) == ["Ada Lovelace", "", "Grace Hopper"]
        assert list(table["solved"]) == [True, False, False]
        assert "ends hollow" in table["failing"][1]
        assert "carries no scenario" in table["error"][2]
        assert list(verify_all("").columns) == list(table.columns)


class TestMeasures:
    TASK = find_mission("two-roads")

    def test_idle_steps_change_nothing(self):
        idle = PEACE.with_lever("strike", {0.0: 0.0, 3.0: 0.0}).with_lever("exit_talk", 0.05)
        a, b = seen(idle), seen(PEACE)
        assert measure("differ.levers", a, b, self.TASK) == 0

    def test_time_bounds_what_counts_as_a_change(self):
        a, b = seen(late(BREAKDOWN, 4.0, strike=0.9)), seen(BREAKDOWN)
        found = {
            name: measure(f"changed.levers{name}", a, b, self.TASK)
            for name in ("", ".until.4", ".until.4.5", ".from.4", ".from.3")
        }
        assert found == {"": 1, ".until.4": 0, ".until.4.5": 1, ".from.4": 1, ".from.3": 1}

    def test_a_value_may_be_another_measure(self):
        a, b = seen(BREAKDOWN), seen(PEACE)
        condition = Condition("a.end.credibility", "<", {"measure": "b.end.credibility"})
        assert holds(condition, a, b, self.TASK)
        assert not holds(condition, b, a, self.TASK)

    @pytest.mark.parametrize(
        "name",
        "a.end.trust c.outcome a.at.11.support worlds.lost a.lever.strike.mean a a.exposure.weeks "
        "changed.steps shared.parameters shared".split(),
    )
    def test_an_unknown_measure_is_refused(self, name):
        a = seen(PEACE)
        with pytest.raises(ModelError, match="no measure"):
            measure(name, a, a, self.TASK)

    def test_an_unknown_operator_is_refused(self):
        a = seen(PEACE)
        with pytest.raises(ModelError, match="no operator '='; did you mean"):
            holds(Condition("a.outcome", "=", "hollow"), a, a, self.TASK)


def drawn(random):
    """A random scenario, as the page keeps it."""
    levers = {}
    for lever in LEVERS:
        if random.random() < 0.4:
            continue
        times = np.unique(random.uniform(0, 9.9, random.integers(1, 4)).round(1))
        values = random.uniform(0, 1, len(times)).round(1)
        values = values.round() if lever.switch else values
        levers[lever.name] = [[float(t), float(v)] for t, v in zip(times, values, strict=True)]
    parameters = {"elasticity": 0.2} if random.random() < 0.3 else {}
    return Scenario("drawn", {k: dict(map(tuple, c)) for k, c in levers.items()}, "", parameters)


def test_page_measures_the_same(browser):
    """Measures, rules, goals, hints and links agree with Python on random and on solved runs."""
    random = np.random.default_rng(1949)
    names = {c.measure for m in missions().values() for c in (*m.goal, *m.rules)}
    names |= {c.measure for m in missions().values() for each in m.hints for c in each.when}
    names |= {"a.lowest.support", "b.exposure.depth", "a.exposure.area", "differ.parameters"}
    names |= {"gap.at.3.deterrence", "b.lever.exit_talk.lowest", "differ.levers.until.2.5"}
    names |= {"differ.lever.strike", "worlds.hollow", "a.start.credibility", "a.at.10.oil_price"}
    cases = [(name, *pair) for name, pairs in SOLUTIONS.items() for pair in pairs]
    cases += [(NAMES[i % 10], drawn(random), drawn(random)) for i in range(8)]
    measured = len(cases)
    cases += [(n, a, find(find_mission(n).other) if b is None else b) for n, a, b, _ in WRONG]
    script = PACKAGE / "chapters" / "simulator" / "missions.js"
    text = PACKAGE / "explorers" / "parts" / "scenario_text.js"
    page = browser.new_page()
    result = page.evaluate(
        """async ([missions, links, run, text]) => {
             const load = (source) =>
               import(URL.createObjectURL(new Blob([source], {type: "text/javascript"})));
             const { measure, hint, solved, simulate } = await load(run);
             const { fromFragment, toFragment } = await load(text);
             const [list, cases, names] = JSON.parse(missions);
             const found = cases.map(([name, a, b]) => {
               const mission = list[name];
               const [one, two] = [a, b].map((scenario) => ({
                 scenario,
                 run: simulate(scenario, { years: 10, parameters: scenario.parameters }),
               }));
               return {
                 measures: names.map((each) => measure(each, one, two, mission)),
                 hint: hint(mission, one, two),
                 solved: solved(mission, one, two),
               };
             });
             const read = links.map((link) => {
               try {
                 return toFragment(fromFragment(link));
               } catch (error) {
                 return error.message;
               }
             });
             return JSON.stringify([found, read]);
           }""",
        [
            json.dumps(
                [
                    {name: packed(find_mission(name)) for name in NAMES},
                    [[name, pack(a), pack(b)] for name, a, b in cases],
                    sorted(names),
                ]
            ),
            [
                to_link(COURT, BREAKDOWN, "court"),
                to_link(COURT, BREAKDOWN),
                to_link(COURT, BREAKDOWN, "court").replace("=court", "=Court"),
                to_link(COURT, BREAKDOWN, "court").replace("mission", "misson"),
            ],
            bundle(script) + "\nexport { simulate };",
            bundle(text),
        ],
    )
    page.close()
    found, read = json.loads(result)
    for index, ((name, a, b), theirs) in enumerate(zip(cases, found, strict=True)):
        mission, one, two = find_mission(name), seen(a), seen(b)
        for each, value in zip(sorted(names), theirs["measures"], strict=True):
            if index >= measured:
                break
            ours = measure(each, one, two, mission)
            assert value == (ours if isinstance(ours, str) else pytest.approx(ours, abs=1e-9)), each
        assert theirs["hint"] == hint(mission, one, two)
        assert theirs["solved"] == met((*mission.rules, *mission.goal), one, two, mission)
    assert mission_of(read[0]) == "court" and from_link(read[0]) == (COURT, BREAKDOWN)
    assert "mission" not in read[1]
    assert "mission is misspelt: 'Court'" in read[2]
    assert "misson" in read[3]


class TestStories:
    def test_every_preset_has_one(self):
        assert list(stories.STORIES) == list(SCENARIOS)

    @pytest.mark.parametrize("name", list(stories.STORIES))
    def test_its_course_follows_the_levers(self, name):
        scenario, course = SCENARIOS[name], stories.STORIES[name].course
        assert len(course) in ((0,) if name == "no_war" else (3, 4, 5))
        years = [beat.year(scenario) for beat in course]
        assert years == sorted(years)
        for beat, year in zip(course, years, strict=True):
            assert beat.lever in beat.moves
            for lever, way in beat.moves.items():
                steps = scenario.levers[lever]
                assert year in steps, f"{lever} does not move in year {year}"
                before = PEACE.value(lever, 0) if year == 0 else scenario.value(lever, year - 1e-3)
                assert (way == "up") == (steps[year] > before), (beat.text, lever)
                assert steps[year] != before

    @pytest.mark.parametrize("name", list(stories.STORIES))
    def test_what_is_promised_and_withdrawn_is_told(self, name):
        scenario = SCENARIOS[name]
        told = {
            (lever, beat.year(scenario))
            for beat in stories.STORIES[name].course
            for lever in beat.moves
        }
        for lever in ("conditionality", "exit_talk", "membership", "drawdown"):
            steps = list(scenario.levers.get(lever, {}).items())
            moved = steps if steps and steps[0][1] != PEACE.value(lever, 0) else steps[1:]
            assert {(lever, year) for year, _ in moved} <= told

    def test_what_they_say_is_what_the_model_does(self):
        facts = {name: stories.facts(name) for name in stories.STORIES}
        assert facts["deescalation"]["outcome"] == "strategic damage"
        assert facts["breakdown"]["outcome"] == "hollow"
        assert facts["breakdown"]["peace_end"] < 35
        assert facts["realignment"]["outcome"] == "realigned"
        gap = (
            facts["realignment"]["credibility_lowest"] - facts["deescalation"]["credibility_lowest"]
        )
        assert 0 < gap < 5, "nearly as deep as in path 1"
        assert facts["realignment"]["deterrence_end"] > facts["realignment"]["deterrence_start"]
        assert facts["formal_exit"]["outcome"] == "dissolved"
        assert 0.35 < 1 - facts["formal_exit"]["credibility_at_exit"] / 88 < 0.7, "much of it"
        blocked = facts["exit_blocked"]
        assert blocked["outcome"] == "hollow"
        assert blocked["no_lapse"] - blocked["credibility_end"] < 5 < 35 < blocked["no_conditions"]
        pillar = facts["european_pillar"]
        assert pillar["outcome"] == "European"
        assert pillar["european_end"] > pillar["american_end"]
        assert f"{pillar['late_exposure']:.0f}" == "1" and pillar["exposure"] > 8
        stays = 1 - SCENARIOS["european_pillar"].value("drawdown", 10)
        assert stays > 0.5, "more than half of the forces stay"
        no_war = facts["no_war"]
        assert no_war["credibility_end"] == pytest.approx(no_war["credibility_start"], abs=0.1)

    def test_sources_stand_in_the_bibliography_as_they_are_cited(self):
        text = (site.TOP / "book" / "references.bib").read_text(encoding="utf-8")
        pages = {path.stem for path in (site.TOP / "book").glob("*.md")}
        for story in stories.STORIES.values():
            assert set(story.chapters) <= pages
            for source in story.sources:
                entry = re.search(rf"@\w+\{{{source.key},(.*?)\n@", text, re.DOTALL)[1]
                assert re.search(r"\((\d{4})\)", source.short)[1] in entry
                first = re.split(r" and | \(", source.short)[0]
                assert first in entry.replace("{", "").replace("}", "")

    def test_numbers_come_from_the_run(self):
        for story in shown()["stories"].values():
            assert not re.search(r"[{}]|\d\.\d\d", story["makes"].format(**story["facts"]))
        for story in stories.STORIES.values():
            assert not re.search(r"\d", re.sub(r"\{[^}]*\}|path 1|of 100", "", story.makes))


class TestTour:
    def test_five_steps_with_three_options_each(self):
        assert len(tour.STEPS) == 5
        assert all(len(step.options) == 3 for step in tour.STEPS)

    def test_the_model_agrees_with_exactly_one_option(self):
        assert [step["predict"]["right"] for step in shown()["tour"]] == [1, 2, 1, 1, 2]

    def test_a_question_without_one_answer_is_refused(self):
        step = tour.Step("strike", {0.0: 1.0}, "Which?", (), "")
        with pytest.raises(ModelError, match="one option of 'Which\\?', not with 0"):
            tour.right(step, PEACE)

    def test_what_it_says_to_look_at(self):
        runs = [seen(scenario).run for scenario in tour.stages()]
        war, conditional, peace, mended, armed = runs[1:]
        assert war["hormuz_loss"].loc[:0.06].max() > 0.8, "the strait closes within days"
        assert war["burden"].idxmax() > war["oil_price"].idxmax() + 0.2, "felt months later"
        assert conditional["membership"].iloc[-1] == 1
        assert peace["oil_price"].iloc[-1] < 1.02 and peace["hormuz_loss"].iloc[-1] < 0.01
        assert (np.diff(peace["credibility"].loc[1.5:]) < 0).all(), "trust keeps falling"
        assert mended["credibility"].iloc[-1] < mended["credibility"].iloc[0]
        assert armed["european_capability"].iloc[-1] > 0.7
        added = armed["european_capability"] - mended["european_capability"]
        assert (added > added.iloc[-1] / 2).idxmax() > 3, "the forces come years later"


class TestRecordAndPanels:
    def test_record_is_what_the_tables_hold(self):
        seen_record = record()
        oil, ships = seen_record["energy"]
        price = load("brent_spot").set_index("date")["usd_per_barrel"]
        first = price[str(START) : str(START.replace(month=3, day=6))].mean()
        assert oil.value[0] == pytest.approx(first)
        assert 0 < oil.year[0] < 7 / 365 and ships.year[-1] < 1
        assert max(oil.value) < price.max() and min(ships.value) >= 0
        assert ships.value[2] < 10
        house, senate, home, allies = seen_record["politics"]
        votes = load("congress_war_votes").dropna(subset=["yes"])
        assert len(house.value) + len(senate.value) == len(votes)
        assert "212 to 219, failed" in house.note[0] and house.value[0] < 50
        assert len(home.value) == 3 and len(allies.value) == 4
        assert not home.line and not senate.line, "polls of different questions are no series"

    def test_each_observation_has_unit_source_and_time(self):
        for series in (each for found in record().values() for each in found):
            assert series.unit and "(table " in series.source
            assert len(series.year) == len(series.value)
            assert series.line or len(series.note) == len(series.value)
            assert list(series.year) == sorted(series.year)

    def test_panels_show_the_model_in_units_that_can_be_felt(self):
        panels = {panel["name"]: panel for panel in shown()["panels"]}
        assert list(panels) == ["energy", "politics", "security"]
        for panel in panels.values():
            assert 2 <= len(panel["series"]) <= 3
            for line in panel["series"]:
                assert line["label"] == label(line["variable"])
                for name in ("breakdown", "realignment", "formal_exit"):
                    values = seen(SCENARIOS[name]).run[line["variable"]]
                    drawn = line["offset"] + line["scale"] * values
                    low, high = line["domain"]
                    assert low - 1e-9 <= drawn.min() and drawn.max() <= high + 1e-9
        oil = panels["energy"]["series"][0]
        assert oil["scale"] == price_before() and oil["unit"] == "$ a barrel"

    def test_technical_names_stay_out_of_the_panels(self):
        labels = [line["label"] for panel in shown()["panels"] for line in panel["series"]]
        assert len(set(labels)) == len(labels)
        text = json.dumps(shown()["panels"] + [shown()["levers"]])
        assert not re.search(r"scarcity|log price|closeness|log points", text)


def test_levers_have_labels_and_words_at_both_ends():
    assert list(LEVER_WORDS) == [lever.name for lever in LEVERS]
    for words in LEVER_WORDS.values():
        assert max(len(words.label), len(words.low), len(words.high)) < 28
        assert words.about.endswith(".")


def test_payload_is_ready_for_json_and_small():
    text = json.dumps(shown(), allow_nan=False)
    assert len(text) < 60_000
    assert json.loads(text) == shown()
