"""The chapter on scenarios: its explorer, its calculations, and what it says that they show."""

from __future__ import annotations

import copy
import json
import pickle
import re
from urllib.parse import quote

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from natolab.chapters.scenarios import comparison, exercises, figures, five_paths
from natolab.chapters.scenarios.explorer import ScenarioExplorer
from natolab.chapters.scenarios.five_paths import PATHS
from natolab.chapters.scenarios.numbers import numbers
from natolab.explorers.front_end import PACKAGE, bundle
from natolab.model import (
    LEVERS,
    OUTCOMES,
    PARAMETERS,
    SCENARIOS,
    ModelError,
    Scenario,
    classify,
    paths,
    simulate,
    to_xmile,
    vulnerability,
)
from natolab.model.definition import HOLLOW
from natolab.model.names import words
from natolab.model.numerics import MOST_STEPS
from natolab.model.permalink import from_link, pack, to_link, unpack
from tests.support.exercises import after


@pytest.fixture(scope="module")
def runs():
    return five_paths.runs()


@pytest.fixture(scope="module")
def shown():
    return {name: number.value for name, number in numbers().items()}


def end(scenario, **parameters):
    run = simulate(scenario, **parameters)
    return classify(run), run["credibility"].iloc[-1]


class TestExplorer:
    def test_scenario_and_run_are_python_objects(self):
        widget = ScenarioExplorer()
        assert widget.scenario == SCENARIOS["deescalation"]
        assert widget.other == SCENARIOS["no_war"]
        assert widget.run.equals(simulate("deescalation"))

    def test_setting_the_scenario_moves_the_page(self):
        widget = ScenarioExplorer()
        seen = []
        widget.observe(lambda change: seen.append(change["new"]["scenario"]["name"]), "inputs")
        widget.scenario = SCENARIOS["breakdown"]
        widget.other = "realignment"
        assert seen == ["breakdown", "breakdown"]
        assert widget.inputs["scenario"] == pack("breakdown")
        assert classify(widget.run) == "hollow"
        assert widget.other == SCENARIOS["realignment"]

    def test_follows_what_the_page_sends(self):
        widget = ScenarioExplorer()
        mine = Scenario("mine", {"strike": {0.0: 0.5, 2.0: 0.0}}, parameters={"elasticity": 0.2})
        widget.inputs = {**widget.inputs, "scenario": pack(mine)}
        assert widget.scenario == mine
        bare = Scenario("mine", mine.levers)
        assert widget.run.equals(simulate(bare, elasticity=0.2))
        assert not widget.run.equals(simulate(bare))

    def test_starts_with_a_scenario_or_a_name(self):
        widget = ScenarioExplorer(scenario="breakdown", other=SCENARIOS["formal_exit"])
        assert (widget.scenario.name, widget.other.name) == ("breakdown", "formal_exit")

    def test_refuses_what_the_model_cannot_run(self):
        widget = ScenarioExplorer()
        for wrong in ("peace", {"name": "x"}, pack("breakdown") | {"levers": {"strike": [[0, 2]]}}):
            with pytest.raises(ValueError, match="must be a scenario"):
                widget.scenario = wrong
        for parameters in ({"elasticity": 9.0}, {"elastic": 1.0}, {"elasticity": "high"}):
            with pytest.raises(ValueError, match="must be a scenario"):
                ScenarioExplorer(scenario=pack("breakdown") | {"parameters": parameters})
        with pytest.raises(ModelError, match="did you mean 'no_war'"):
            pack("nowar")
        assert widget.scenario == SCENARIOS["deescalation"]

    def test_what_is_shown_are_columns_of_a_run(self):
        assert set(comparison.SHOWN) <= set(simulate("no_war").columns)

    def test_summary_reads_full_years(self):
        run = simulate("breakdown")
        found = comparison.summary(run)
        assert found["yearly"]["credibility"] == [run["credibility"].loc[y] for y in range(11)]
        assert found["window"] == vulnerability(run)


#: Any text, and texts of what means something to YAML, short and long enough to be folded.
MARKS = "aNyo01.e+-_:#'\"\\ \n\t~{}[]!&*?|>%@`,\x85\xa0\u2028\ufeff\x07\r/=<"
WRITTEN = st.one_of(st.text(), st.text(MARKS, max_size=12), st.text("ab '\"\\#:", min_size=80))


@st.composite
def scenarios(draw):
    levers = {}
    for lever in LEVERS:
        times = draw(st.lists(st.floats(0, 12), max_size=3))
        kept = [t for i, t in enumerate(sorted(times)) if i == 0 or t - sorted(times)[i - 1] > 1e-4]
        values = st.sampled_from([0.0, 1.0]) if lever.switch else st.floats(0, 1)
        if kept:
            levers[lever.name] = {time: draw(values) for time in kept}
    parameters = {
        q.name: draw(st.floats(*q.limits))
        for q in draw(st.lists(st.sampled_from(PARAMETERS), max_size=4, unique=True))
    }
    name = draw(WRITTEN.filter(str.strip))
    return Scenario(name, levers, draw(WRITTEN), parameters)


class TestLink:
    @given(scenarios(), scenarios())
    @settings(max_examples=60, deadline=None)
    def test_carries_everything(self, scenario, other):
        link = "https://example.org/scenarios.html" + to_link(scenario, other)
        assert from_link(link) == (scenario, other)

    def test_explorer_opens_it(self):
        mine = SCENARIOS["exit_blocked"].with_parameters(support_threshold=0.66)
        widget = ScenarioExplorer.from_link(ScenarioExplorer(scenario=mine).link)
        assert widget.scenario == mine

    @pytest.mark.parametrize(
        ("link", "says"),
        [
            ("https://example.org", "carries no scenario"),
            ("#scenario=2&name=a", "carries no scenario"),
            ("#scenario=1&name=a&strike=0~1_&end=1", "misspelt at 'strike'"),
            ("#scenario=1&name=a&p.rally=much&end=1", "misspelt at 'p.rally'"),
            ("#scenario=1&name=a&strike=0~7&b.name=b&end=1", "from 0 to 1"),
            ("#scenario=1&name=a&strikes=0~1&b.name=b&end=1", "no lever 'strikes'"),
            ("#scenario=1&name=a&p.elastic=1&b.name=b&end=1", "no parameter 'elastic'"),
            ("#scenario=1&name=a&p.rally=2&b.name=b&end=1", "'rally' must be from 0 to 1, not 2"),
            ("#scenario=1&name=a&p.rally=nan&b.name=b&end=1", "'rally' must be a finite number"),
            ("#scenario=1&name=a&name=c&b.name=b&end=1", "'name' stands twice"),
            ("#scenario=1&name=a&strike=0~1_0~0&b.name=b&end=1", "year stands twice"),
            ("#scenario=1&b.name=b&end=1", "name must be a text"),
            ("#scenario=1", "end is missing"),
            ("#scenario=1&name=", "end is missing"),
            ("#scenario=1&name=a&strike=0~1", "end is missing"),
            ("#scenario=1&name=a&strike=0~1&b.name=", "end is missing"),
            ("#scenario=1&name=a&strike=0~1&b.name=b&b.strike=0~0.", "end is missing"),
        ],
    )
    def test_bad_link_says_what_is_wrong(self, link, says):
        with pytest.raises(ModelError, match=says):
            from_link(link)

    def test_it_is_read_as_mail_and_searches_hand_it_on(self):
        link = f"https://example.org/simulator.html{to_link(*TOLD)}"
        encoded = quote(link, safe="")
        v2 = encoded.replace("_", "-5F").replace("~", "-7E").replace("%", "-")
        wrapped = re.sub("(.{70})", "\\1\n", link)
        for handed in (
            f"<{link}>",
            f"see {link}).",
            f"https://eur01.safelinks.example.com/?url={encoded}&data=05%7C02&reserved=0",
            f"https://www.example.com/url?q={encoded}&sa=D&source=docs&ust=17",
            f"https://urldefense.proofpoint.com/v2/url?u={v2}&d=DwMF&c=e",
            wrapped,
            wrapped.replace("\n", "  \r\n> > "),
            link.replace("&", "&amp;"),
        ):
            assert from_link(handed) == TOLD, handed
        with pytest.raises(ModelError, match="'strike' stands behind the link's end"):
            from_link(link + "&strike=0~0")


#: Two scenarios whose names and story hold signs that links encode.
TOLD = (
    SCENARIOS["breakdown"].with_parameters(name="50 % & more + é", support_link=0.0),
    SCENARIOS["realignment"].with_parameters(elasticity=0.125),
)


TEXTS = (
    *("mine", "yes", "1.5", "null", "a: b", "it's", '"quoted"', "#1", "x # y", "- list", "{a}"),
    *("two\nlines", "end with space ", "é ø 中文", "tab\there", "back\\slash", "!tag", "&a", "*b"),
    *("a" * 30 + " word" * 40, "it's: " + "long " * 40, "para\n\n" + "text " * 30, "~", "@", "%"),
)


def strike(value):
    return f"name: a\nlevers:\n  strike: {value}\n"


#: Files that the page and Python once read differently, or might: what each holds (its name, or
#: the course of its levers), or None where it is refused. LEVERS stands for an empty entry.
READ_ALIKE = {
    # Block texts, anchors, tags and what else of YAML is no part of a scenario file.
    "name: a\ndescription: >-\n  First line\n  second\nLEVERS": None,
    "name: a\ndescription: |\n  First line\nLEVERS": None,
    "name: &a b\nLEVERS": None,
    "name: a\nlevers: &x {}\nparameters: *x\n": None,
    "name: !!str 1\nLEVERS": None,
    "name: a\nlevers: []\n": None,
    "name: [a]\nLEVERS": None,
    "? name\n: a\nLEVERS": None,
    "%YAML 1.1\n---\nname: a\nLEVERS": None,
    "--- name: a\nLEVERS": None,
    "name: a\nLEVERS---\nname: b\n": None,
    "{name: a, levers: {}}\n\n": None,
    "--- # c\nname: a\nLEVERS...\n": "a",
    # Numbers.
    strike("'1'"): None,
    strike('"0.5"'): None,
    strike("5e-1"): {"strike": [[0, 0.5]]},
    strike("5E-01"): {"strike": [[0, 0.5]]},
    strike(".5"): {"strike": [[0, 0.5]]},
    strike("+1"): {"strike": [[0, 1]]},
    strike("01"): {"strike": [[0, 1]]},
    strike("1_0"): None,
    strike("0x1"): None,
    strike("true"): None,
    strike(".nan"): None,
    strike("1e999"): None,
    strike(""): None,
    strike("{'0': 1}"): None,
    strike("{0: 1, 0.0: 1}"): None,
    strike("{1e0: 1}"): {"strike": [[1, 1]]},
    # Names and descriptions.
    "name: 2026-10-05\nLEVERS": "2026-10-05",
    "name: 12:30\nLEVERS": "12:30",
    "name: 0x1F\nLEVERS": "0x1F",
    "name: 1_000\nLEVERS": "1_000",
    "name: 5e-1\nLEVERS": None,
    "name: yes\nLEVERS": None,
    "name: ~\nLEVERS": None,
    "name: Yes please\nLEVERS": "Yes please",
    "name: a\ndescription:\nLEVERS": "a",
    "name:\nLEVERS": None,
    "name: a:b\nLEVERS": "a:b",
    "name: a: b\nLEVERS": None,
    "name: @a\nLEVERS": None,
    "name: %a\nLEVERS": None,
    "name: -a\nLEVERS": "-a",
    "name: - a\nLEVERS": None,
    "name: a#b #c\nLEVERS": "a#b",
    "name: a\n  b\n\n  c\nLEVERS": "a b\nc",
    "name: a # c\n  b\nLEVERS": None,
    "name: a\n  # c\n  b\nLEVERS": None,
    "name:\n  a\nLEVERS": None,
    "name: 'it''s'\nLEVERS": "it's",
    "name: 'a\n  b'\nLEVERS": "a b",
    'name: "a\\\n  b"\nLEVERS': "ab",
    'name: "a\\\n\n  b"\nLEVERS': "a\nb",
    'name: "a\\  \n  b"\nLEVERS': "a  b",
    'name: "\\U00110000"\nLEVERS': None,
    'name: "\\ud800"\nLEVERS': None,
    "name: 'a' b\nLEVERS": None,
    "name: a\tb\nLEVERS": None,
    "name: a\x85b\nLEVERS": None,
    "name: a\x00\nLEVERS": None,
    # Mappings.
    "name: a\nlevers:\n": None,
    "name: a\nLEVERSparameters:\n": None,
    "name: a\nlevers: {strike: {0: 1,2: 0.5}, exit_talk: .3} # c\n": {
        "strike": [[0, 1], [2, 0.5]],
        "exit_talk": [[0, 0.3]],
    },
    "name: a\nlevers: {strike: {0:1}}\n": None,
    "name: a\nlevers: {strike}\n": None,
    "name: a\nlevers: {strike: {0: 1}\n": None,
    "name: a\nlevers: {\n  strike: 1}\n": None,
    "name: a\nlevers:\n  {strike: 1}\n": None,
    "name: a\nlevers:\n strike:\n  0: 1\n  2: 0\n exit_talk: 1\n": {
        "strike": [[0, 1], [2, 0]],
        "exit_talk": [[0, 1]],
    },
    "name: a\nlevers:\n  strike:\n      0: 1\n    2: 0\n": None,
    "name: a\nlevers:\n  strike:\n    1\n": None,
    "  name: a\nLEVERS": None,
    "name : a\n'levers' : {}\n": "a",
    "name: a\nname: a\nLEVERS": None,
    "name: a\nlevers: {}\n<<: {}\n": None,
    # Times.
    "name: a\nlevers:\n  strike: {2026: 1, 2028: 0}\n": None,
    strike("{100: 1}"): {"strike": [[100, 1]]},
}


@pytest.fixture(scope="module")
def text_part(browser):
    """The page's own reading and writing of scenarios: ``text_part(body, argument)``."""
    module = bundle(PACKAGE / "explorers" / "parts" / "scenario_text.js")
    module += "export const { simulate } = $kernel;\n"
    page = browser.new_page()

    def run(body, argument):
        return json.loads(
            page.evaluate(
                """async ([source, body, argument]) => {
                     const url = URL.createObjectURL(new Blob([source], {type: "text/javascript"}));
                     const part = await import(url);
                     const work = new Function("part", "x", `return ${body};`);
                     return JSON.stringify(JSON.parse(argument).map((x) => work(part, x)));
                   }""",
                [module, body, json.dumps(argument)],
            )
        )

    yield run
    page.close()


@pytest.fixture(scope="module")
def drawn():
    rng = np.random.default_rng(1949)
    found = []
    for index in range(200):
        packed = ScenarioExplorer.ranges()["scenario"].draw(rng)
        packed["name"] = TEXTS[index % len(TEXTS)]
        packed["description"] = TEXTS[-1 - (index // 2) % len(TEXTS)] if index % 3 else ""
        found.append(packed)
    found[0]["levers"] = {"strike": [[0.0, 1 / 3], [1e-05, 1e-07], [12.5, 1.0]]}
    return found


class TestTextsInThePage:
    """What Python writes the page reads, and the other way round."""

    def test_yaml_of_python_is_read(self, text_part, drawn):
        texts = [unpack(packed).to_yaml() for packed in drawn]
        assert text_part("part.fromYaml(x)", texts) == drawn

    def test_yaml_of_the_page_is_read(self, text_part, drawn):
        texts = text_part("part.toYaml(x)", drawn)
        assert [pack(Scenario.from_yaml(text)) for text in texts] == drawn
        assert text_part("part.fromYaml(x)", texts) == drawn

    def test_links_of_both_are_read_by_both(self, text_part, drawn):
        pairs = [{"scenario": a, "other": b} for a, b in zip(drawn, reversed(drawn), strict=True)]
        for page, mine, pair in zip(
            text_part("part.toFragment(x)", pairs),
            text_part("part.fromFragment(x)", [to_link(*map(unpack, p.values())) for p in pairs]),
            pairs,
            strict=True,
        ):
            assert [pack(scenario) for scenario in from_link(page)] == [*pair.values()]
            assert mine == pair

    @pytest.mark.filterwarnings("ignore:Lever .* changes in year")
    @given(scenario=scenarios(), other=scenarios())
    @settings(max_examples=60, deadline=None)
    def test_a_scenario_runs_the_same_wherever_it_went(self, text_part, scenario, other):
        """From the page as text to Python, back as text to the page; and so as a link."""
        (sent,) = text_part(
            "({yaml: part.toYaml(x.scenario), link: part.toFragment(x)})",
            [{"scenario": pack(scenario), "other": pack(other)}],
        )
        arrived = Scenario.from_yaml(sent["yaml"])
        assert arrived == scenario
        assert from_link(sent["link"]) == (scenario, other)
        back = [arrived.to_yaml(), to_link(arrived, other)]
        body = """(() => {
          const found = x[0] === "#" ? part.fromFragment(x).scenario : part.fromYaml(x);
          const run = part.simulate(found, {parameters: found.parameters});
          return [run.credibility, run.oil_price, run.deterrence].map((column) => [...column]);
        })()"""
        run = simulate(arrived)[["credibility", "oil_price", "deterrence"]].to_numpy().T
        for found in text_part(body, back):
            assert np.abs(np.array(found) - run).max() < 1e-9

    def test_links_are_opened_however_they_were_changed_on_the_way(self, text_part):
        """What a messenger encoded, wholly or in part, or added; else a sentence, never silence."""
        fragment = to_link(*TOLD)
        inside = fragment[1:]
        right = {
            key: pack(scenario) for key, scenario in zip(("scenario", "other"), TOLD, strict=True)
        }
        changed = {
            "#" + quote(inside, safe=""): "",
            "#" + quote(quote(inside, safe=""), safe=""): "",
            "#" + inside.replace("%", "%25").replace("~", "%257E"): "",
            "#" + inside.replace("=", "%3D"): "",
            "#top" + fragment: "",
            "#top&" + inside: "",
            fragment.replace("&", "&amp;"): "",
            fragment + ").": ").",
            fragment + "%3E": "%3E",
            fragment + "&fbclid=Iw1": "&fbclid=Iw1",
        }
        body = "part.isFragment(x) && part.fromFragment(x)"
        for each, page in zip(changed, text_part(body, [*changed]), strict=True):
            extra = changed[each]
            assert page == (right | {"extra": extra} if extra else right), each
            assert from_link(each) == TOLD
        lost = {
            fragment + "&strike=0~0": "behind its end",
            fragment.replace("scenario=1&", ""): "no scenario",
            "#" + quote(inside[:200], safe=""): "cut off",
            "#" + inside.replace("~", "%25257Z"): "misspelt",
        }
        body = "(() => { try { return part.isFragment(x) && part.fromFragment(x); } "
        body += "catch (e) { return e.message; } })()"
        for each, page in zip(lost, text_part(body, [*lost]), strict=True):
            assert isinstance(page, str) and lost[each] in page, (each, page)
            with pytest.raises(ModelError):
                from_link(each)
        plain = ["", "#top", "#references", "#fig-scenarios-paths", "#:~:text=a"]
        assert text_part("part.isFragment(x)", plain) == [False] * len(plain)

    def test_parameters_survive_every_form(self, text_part, tmp_path):
        """A loop that was cut stays cut, wherever the scenario goes."""
        cut = SCENARIOS["deescalation"].with_parameters(support_link=0.0)
        cut.to_yaml(tmp_path / "cut.yaml")
        widget = ScenarioExplorer(scenario=cut, other=cut)
        page = text_part("part.fromYaml(part.toYaml(x))", [pack(cut)])[0]
        forms = {
            "file": Scenario.from_yaml(tmp_path / "cut.yaml"),
            "text": Scenario.from_yaml(cut.to_yaml()),
            "text of the page": Scenario.from_yaml(text_part("part.toYaml(x)", [pack(cut)])[0]),
            "page": unpack(page),
            "link": from_link(to_link("no_war", cut))[1],
            "explorer": widget.scenario,
            "explorer's link": ScenarioExplorer.from_link(widget.link).other,
            "pickle": pickle.loads(pickle.dumps(cut)),
            "copy": copy.deepcopy(cut),
            "with a lever": cut.with_lever("strike", cut.levers["strike"]),
        }
        for form, arrived in forms.items():
            assert dict(arrived.parameters) == {"support_link": 0.0}, form
            assert arrived.levers == cut.levers, form
        assert widget.run.equals(simulate(cut)) and not widget.run.equals(simulate("deescalation"))
        assert re.search(r'name="support_link">.*?<eqn>0.0</eqn>', to_xmile(cut))

    def test_the_limit_of_steps_is_one_sentence(self, text_part):
        def steps(number):
            return {"strike": {i / 10: 0.5 for i in range(number)}}

        most = Scenario("most", steps(MOST_STEPS))
        assert from_link(to_link(most, most)) == (most, most)
        assert text_part("part.fromYaml(x)", [most.to_yaml()]) == [pack(most)]
        more = Scenario("more", steps(MOST_STEPS + 1))
        courses = {name: [*map(list, course.items())] for name, course in more.levers.items()}
        packed = {"name": "more", "description": "", "levers": courses, "parameters": {}}
        body = "(() => { try { return part.checked(x); } catch (e) { return e.message; } })()"
        (sentence,) = text_part(body, [packed])
        assert sentence == f"Lever 'strike' has {MOST_STEPS + 1} steps; a file or a link holds " + (
            f"at most {MOST_STEPS}."
        )
        text = most.to_yaml() + f"    {MOST_STEPS / 10}: 0.5\n"
        for travel in (
            more.to_yaml,
            lambda: Scenario.from_yaml(text),
            lambda: pack(more),
            lambda: unpack(packed),
            lambda: to_link("no_war", more),
            lambda: ScenarioExplorer(scenario=more),
        ):
            with pytest.raises(ModelError, match=re.escape(sentence)):
                travel()

    def test_a_link_cut_anywhere_says_that_it_was_cut(self, text_part):
        link = to_link("breakdown", SCENARIOS["realignment"].with_parameters(elasticity=0.125))
        cut = [link[:n] for n in range(len("#scenario=1"), len(link))]
        body = "(() => { try { return part.fromFragment(x); } catch (e) { return e.message; } })()"
        for short, message in zip(cut, text_part(body, cut), strict=True):
            assert "cut off" in message, short
            with pytest.raises(ModelError, match="cut off"):
                from_link(short)

    def test_forms_that_a_hand_writes(self, text_part):
        texts = (
            "name: a  # mine\nlevers:\n  strike: {0: 1, 2.5: .5}\n  exit_talk: 0.3\n",
            "---\nlevers:\n    'drawdown':\n        1: 0.1 # step\n\n# end\nname: \"b\"\n",
            "name: c\r\ndescription:\r\nlevers: {}\r\n",
            "parameters:\n  elasticity: 0.2  # high\n  rally: 0\nname: d\nlevers: {}\n",
        )
        for text, found in zip(texts, text_part("part.fromYaml(x)", texts), strict=True):
            assert unpack(found) == Scenario.from_yaml(text)

    def test_page_and_python_read_the_same_files_the_same_way(self, text_part):
        """Each case is read as what stands beside it, or refused with a sentence, by both."""
        body = "(() => { try { return part.fromYaml(x); } catch (e) { return e.message; } })()"
        texts = [text.replace("LEVERS", "levers: {}\n") for text in READ_ALIKE]
        for text, right, page in zip(
            texts, READ_ALIKE.values(), text_part(body, texts), strict=True
        ):
            try:
                python = pack(Scenario.from_yaml(text))
            except ModelError as error:
                python = str(error)
            if right is None:
                assert isinstance(page, str) and page.endswith("."), (text, page)
                assert isinstance(python, str) and python.endswith((".", "?")), (text, python)
                continue
            assert page == python, text
            found = page["name"] if isinstance(right, str) else page["levers"]
            assert found == right, text

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("name: a\nlevers:\n\tstrike: 1\n", "Line 3: indent with spaces"),
            ("name: a\nname: b\nlevers: {}\n", "Line 2: 'name' stands twice"),
            ("name: a\nlevers:\n  strike:\n    0: 1\n    0: 0.5\n", "'0' stands twice"),
            ("name: a\nlevers:\n  strike:\n    2: 1\n    1: 0.5\n", "must increase"),
            ("name: a\nlevers:\n  strike:\n", "course of 'strike' is empty"),
            ("name: a\nlevers:\n  strike: high\n", "'high' is not a number"),
            ("name: a\nlevers:\n  membership: 0.5\n", "must be 0 or 1"),
            ("name: a\nlevers:\n  war: 0.5\n", "no lever 'war'"),
            ("name: a\nlevers:\n  strike: {0: 1\n", "not closed"),
            ("name: a\nyears: 10\nlevers: {}\n", "not 'years'"),
            ("name: 1.5\nlevers: {}\n", "in quotes"),
            ("name: a: b\nlevers: {}\n", "in quotes"),
            ("name: 'a\nlevers: {}\n", "does not end"),
            ("name: a\nlevers:\nparameters: {}\n", "Nothing stands below 'levers:'"),
            ("name: a\nlevers: {}\nparameters:\n", "Nothing stands below 'parameters:'"),
            ("name: a\nlevers: {}\nparameters: [1]\n", "a list ([) is not part"),
            ("name: a\nlevers: {}\nparameters: 1\n", "line of its own, below 'parameters:'"),
            ("name: a\nlevers: {}\nparameters:\n  elastic: 1\n", "no parameter 'elastic'"),
            ("name: a\nlevers: {}\nparameters:\n  rally: 2\n", "must be from 0 to 1, not 2"),
            ("name: a\nlevers: {}\nparameters:\n  rally: much\n", "'much' is not a number"),
            ("name: a\nlevers: {}\nparameters:\n  rally:\n", "'' is not a number"),
            ("name: a\nlevers: {}\nparameters:\n  rally: 0\n  rally: 1\n", "stands twice"),
            ("name: a\nlevers: {}\nparameters:\n  rally: 0\n    0: 1\n", "indentation"),
            ('name: a\nlevers: {}\n# parameters: {"rally": 1}\n', "parameters stand in a comment"),
            ('name: "a\\q"\nlevers: {}\n', "no escape of YAML"),
            ("just words", "expected 'key: value'"),
            ("", "must hold 'name' and 'levers'"),
        ],
    )
    def test_bad_yaml_says_what_is_wrong(self, text_part, text, says):
        with pytest.raises(ModelError):
            Scenario.from_yaml(text + "\n")
        body = "(() => { try { return part.fromYaml(x); } catch (e) { return e.message; } })()"
        (message,) = text_part(body, [text])
        assert says in message


class TestPaths:
    def test_joined_at_the_start_is_the_other_and_late_is_the_first(self):
        early = simulate(paths.joined("breakdown", "realignment", 0))
        assert np.allclose(early, simulate("realignment"))
        with pytest.warns(UserWarning, match="changes in year 10.5, when this run of 10 years"):
            late = simulate(paths.joined("breakdown", "realignment", 10.5))
        assert np.allclose(late, simulate("breakdown"))

    def test_joined_changes_only_the_chosen_levers(self):
        scenario = paths.joined("breakdown", "realignment", 2, ["conditionality"])
        assert scenario.differences(SCENARIOS["breakdown"]).keys() == {"conditionality"}
        assert scenario.levers["conditionality"] == {0.0: 0.95, 2.0: 0.2}

    def test_joined_keeps_later_steps_of_the_second(self):
        scenario = paths.joined("breakdown", "realignment", 1)
        assert scenario.levers["consultation"] == {0.0: 0.1, 1.0: 0.8, 3.0: 0.6}

    def test_combinations_say_what_sizes_there_are(self):
        assert len(paths.combinations("breakdown", 2)) == 10
        with pytest.raises(ModelError, match="from 1 to 5"):
            paths.combinations("breakdown", 6)

    def test_parting_of_equal_runs_is_never(self, runs):
        table = paths.parting({"a": runs["breakdown"], "b": runs["breakdown"]})
        assert np.isnan(table["year"].item())

    def test_parting_comes_later_by_a_stricter_standard(self, runs):
        years = [paths.parting(runs, tolerance)["year"] for tolerance in (0.02, 0.05, 0.1)]
        assert (years[0] <= years[1]).all() and (years[1] <= years[2]).all()

    def test_highest_mending_is_a_border(self):
        border = paths.highest_mending("breakdown", "conditionality", 3, "hollow")
        for value, hollow in ((border - 0.01, False), (border + 0.01, True)):
            course = {0: 0.95, 3: value}
            run = simulate(SCENARIOS["breakdown"].with_lever("conditionality", course), years=13)
            assert (classify(run) == "hollow") == hollow

    def test_highest_mending_says_never_and_always(self):
        assert np.isnan(paths.highest_mending("breakdown", "strike", 3, "hollow"))
        assert paths.highest_mending("no_war", "strike", 9.9, "dissolved") == 1.0


class TestWhatTheChapterSays:
    """Each statement in words that no glued number carries."""

    def test_classes(self, runs):
        assert [classify(run) for run in runs.values()] == [
            *("strategic_damage", "hollow", "realigned", "dissolved", "hollow")
        ]

    def test_capability_hardly_moves_in_the_first_year_and_deterrence_dips(self, runs):
        for run in runs.values():
            capability = run["european_capability"]
            assert abs(capability.loc[1.0] - capability.iloc[0]) < 0.01
            assert run["european_effort"].min() > 0.3
            assert run["deterrence"].min() < run["deterrence"].iloc[0] - 0.1

    def test_only_realignment_ends_with_more_deterrence(self, runs, shown):
        above = {n for n, r in runs.items() if r["deterrence"].iloc[-1] > r["deterrence"].iloc[0]}
        assert above == {"realignment"}
        assert 5.5 < shown["years_realignment"] < 6.5
        others = [vulnerability(runs[name])["years"] for name in PATHS if name != "realignment"]
        assert min(others) > 9.5

    def test_the_rules_of_the_classes_hold_at_the_ends(self, shown):
        assert shown["start"] - shown["end_deescalation"] > 0.05
        assert shown["end_realignment"] > shown["back"] == pytest.approx(shown["start"] - 0.05)
        assert max(shown["end_breakdown"], shown["end_exit_blocked"]) < HOLLOW
        assert shown["lowest_realignment"] < shown["back"]

    def test_a_turn_in_year_1_is_slow_and_one_in_year_2_is_stuck(self, shown):
        level = shown["back"]
        slow, stuck = (
            simulate(paths.joined("breakdown", "realignment", year), years=year + 50)
            for year in (1, 2)
        )
        assert shown["turn_1_long"] > level > slow["credibility"].loc[11.0]
        assert shown["turn_2_long"] < level - 0.1
        assert abs(shown["turn_2_long"] - stuck["credibility"].loc[32.0]) < 0.01
        assert stuck["divergence"].iloc[-1] > 0.7
        assert shown["turn_2_free"] > level

    def test_a_step_in_year_1_need_go_hardly_lower_but_later_ones_must(self, shown):
        highest = [shown["mend_0"], shown["ten_1"], shown["ten_3"], shown["ten_5"]]
        assert sorted(highest, reverse=True) == highest
        assert highest[0] - highest[1] < 0.01 < highest[1] - highest[2]

    def test_what_the_solution_of_exercise_2_shows_suffices_and_more_does_not(self, shown):
        """Two decimals, rounded down: 0.18 mends, 0.19 does not."""
        for name, year in (("ten_1", 1), ("ten_3", 3), ("ten_5", 5)):
            level = shown[name]
            for value, hollow in ((level, False), (round(level + 0.01, 2), True)):
                lever = {0: 0.95, year: value}
                run = simulate(SCENARIOS["breakdown"].with_lever("conditionality", lever), years=10)
                assert (classify(run) == "hollow") == hollow, (name, value)

    def test_peace_mends_once_the_link_is_cut(self, shown):
        peace = paths.joined("breakdown", "no_war", 3, ["strike"])
        assert classify(simulate(peace, years=13)) == "hollow"
        assert classify(simulate(peace, years=13, support_link=0)) == "strategic_damage"
        assert shown["peace_cut"] > HOLLOW > shown["peace_best"]

    def test_breakdown_hangs_on_conditionality_alone(self):
        table = five_paths.one_lever_less()["breakdown"]
        assert set(table.index[table["outcome"] != "hollow"]) == {"conditionality"}

    def test_hollow_needs_conditionality_and_a_spark(self, shown):
        assert not (paths.combinations("breakdown", 1)["outcome"] == "hollow").any()
        assert (shown["pairs"], shown["pairs_hollow"]) == (10, 2)
        for size in (2, 3, 4):
            for row in paths.combinations("breakdown", size).itertuples():
                sparked = {"strike", "exit_talk"} & set(row.levers)
                expected = "conditionality" in row.levers and bool(sparked)
                assert (row.outcome == "hollow") == expected, row

    def test_realignment_loses_its_class_only_without_coordination_and_barely(self, shown):
        table = five_paths.one_lever_less()["realignment"]
        assert set(table.index[table["outcome"] != "realigned"]) == {"coordination"}
        assert shown["back"] - 0.03 < shown["less_realignment_coordination"] < shown["back"]

    def test_blocked_exit_is_hollow_without_the_exit_too(self, shown):
        table = five_paths.one_lever_less()["exit_blocked"]
        assert table.loc["membership", "outcome"] == "hollow"
        assert abs(shown["less_exit_blocked_membership"] - shown["end_exit_blocked"]) < 0.03
        assert table.loc["conditionality", "outcome"] == "strategic_damage"

    def test_no_path_is_hollow_without_the_loop(self, shown):
        outcomes = {name: end(name, support_link=0)[0] for name in PATHS}
        assert min(shown["cut_breakdown"], shown["cut_exit_blocked"]) > HOLLOW
        assert "hollow" not in outcomes.values()
        assert outcomes["realignment"] == "realigned"

    def test_conditions_of_breakdown_hollow_the_short_war(self):
        course = SCENARIOS["breakdown"].levers["conditionality"]
        assert end(SCENARIOS["deescalation"].with_lever("conditionality", course))[0] == "hollow"

    def test_order_of_partings(self, shown):
        when = five_paths.partings()[paths.TOLERANCE].set_index(["first", "second"])["year"]
        assert when.loc["breakdown"].max() < 1 and shown["part_1_2"] < 1
        assert shown["part_1_3_fine"] < 2.5 < shown["part_1_3"] < shown["part_1_3_wide"]
        assert 2.75 < shown["part_4_5"] < 3.25

    def test_decisions_that_separate_paths_1_and_3_fall_in_the_first_year(self):
        one, three = SCENARIOS["deescalation"], SCENARIOS["realignment"]
        assert list(one.differences(three)) == [
            *("strike", "consultation", "conditionality", "exit_talk", "coordination"),
            "european_effort",
        ]
        for lever in ("consultation", "coordination", "conditionality"):
            assert one.value(lever, 1.0) != three.value(lever, 1.0)

    def test_last_chances(self, shown):
        turn, relent, peace = five_paths.last_chances().values()
        assert (shown["turn_last_realigned"], shown["turn_last_whole"]) == (0.5, 6)
        assert set(turn.loc[0.75:, "later_outcome"]) == {"strategic_damage"}
        assert turn.loc[6, "outcome"] == "strategic_damage"
        assert set(turn.loc[7:, "outcome"]) == {"hollow"}
        assert set(relent["later_outcome"]) == {"strategic_damage"}
        assert set(peace["later_outcome"]) == {"hollow"}
        assert peace["later_credibility"].max() == shown["peace_best"]

    def test_starting_value_of_the_second_cell_just_misses(self, shown):
        assert 0.37 < shown["mend_3"] < 0.40 < shown["mend_3_turned"]

    def test_distrust_ends_near_the_pre_war_value(self, shown):
        assert shown["before"] == 0.15
        assert shown["before"] < shown["tip_down"] < shown["before"] + 0.01

    def test_shares_of_draws(self, shown):
        assert shown["draws_breakdown"] == 100
        assert shown["draws_blocked"] > 80
        assert 40 < shown["draws_realignment"] < shown["draws_deescalation"] < 60
        assert shown["draws_peace"] > 95 and shown["draws_relent"] < 30

    def test_single_changes_of_exercise_2(self):
        base = SCENARIOS["breakdown"]
        for lever in ("strike", "consultation", "exit_talk", "european_effort"):
            assert {end(base.with_lever(lever, v))[0] for v in (0, 0.5, 1)} == {"hollow"}
        assert end(base.with_lever("coordination", 1.0))[0] == "strategic_damage"

    def test_early_and_late_signs_of_exercise_3(self, runs):
        pair = {name: runs[name] for name in ("deescalation", "realignment")}
        names = ["support", "oil_price", "us_commitment", "credibility", "deterrence"]
        years = [
            paths.parting(pair, variable=name)["year"].item()
            for name in (*names, "european_willingness")
        ]
        assert years == sorted(years) and years[1] < 0.5

    def test_switches_of_exercise_4(self):
        table = paths.last_chance("formal_exit", "realignment", [0.5, 1, 1.5, 2, 2.5, 3, 4, 6, 8])
        lost = table["outcome"].isin(["hollow", "dissolved"])
        assert table.index[lost].tolist() == [8]
        assert not table["later_outcome"].isin(["hollow", "dissolved"]).any()
        assert table.loc[8, "later_outcome"] == "european"

    def test_threat_that_works_of_exercise_6(self, runs):
        worked = SCENARIOS["realignment"].with_lever("conditionality", {0: 0.9, 2: 0.2})
        worked = worked.with_lever("coordination", {0.5: 0.8, 3: 0.0})
        worked = worked.with_lever("european_effort", {0: 0.3, 0.5: 1.0})
        outcome, last = end(worked)
        assert outcome == "strategic_damage"
        assert 0 < runs["realignment"]["credibility"].iloc[-1] - last < 0.05

    def test_attack_of_exercise_7_fails_within_the_ranges(self):
        peaceful = paths.joined("breakdown", "no_war", 1, ["strike"])
        found = [end(peaceful, support_slope=s, support_threshold=0.51) for s in (5, 8.5, 12)]
        assert {outcome for outcome, _ in found} == {"hollow"}
        lasts = [last for _, last in found]
        assert lasts == sorted(lasts, reverse=True)


@pytest.fixture
def closing():
    yield
    plt.close("all")


@pytest.mark.usefixtures("closing")
class TestFigures:
    def test_levers_are_drawn_as_the_scenarios_move_them(self):
        axes = figures.lever_courses({name: SCENARIOS[name] for name in PATHS}).axes
        for ax, lever in zip(axes, LEVERS, strict=True):
            for line, name in zip(ax.get_lines(), PATHS, strict=True):
                course = SCENARIOS[name]
                for year, value in zip(*line.get_data(), strict=True):
                    assert value == course.value(lever.name, year)
                assert line.get_drawstyle() == "steps-post"
                assert set(course.levers.get(lever.name, {})) <= set(line.get_xdata())

    def test_paths_stand_side_by_side_as_they_ran(self, runs):
        names = {name: name for name in ("oil_price", "credibility", "support", "deterrence")}
        for ax, variable in zip(figures.side_by_side(runs, names).axes, names, strict=True):
            for line, run in zip(ax.get_lines(), runs.values(), strict=True):
                assert np.array_equal(line.get_ydata(), run[variable])
            assert (ax.get_ylim() == (0, 1)) == (variable != "oil_price")

    def test_one_lever_less_stands_in_the_row_of_its_lever(self, runs):
        tables = {name: five_paths.one_lever_less()[name] for name in PATHS[:3]}
        ends = {name: run["credibility"].iloc[-1] for name, run in runs.items()}
        axes = figures.one_lever_less(tables, ends).axes
        rows = [label.get_text() for label in axes[0].get_yticklabels()]
        for ax, (name, table) in zip(axes, tables.items(), strict=True):
            dashed, *dots = [line for line in ax.get_lines() if len(line.get_xdata())]
            assert set(dashed.get_xdata()) == {ends[name]}
            for dot, (lever, row) in zip(dots, table.iterrows(), strict=True):
                assert dot.get_xdata()[0] == row["credibility"]
                assert rows[dot.get_ydata()[0]] == words(lever)
                assert dot.get_marker() == OUTCOMES[row["outcome"]].marker

    def test_every_pair_has_a_mark_for_each_tolerance(self):
        axes = figures.parting_years(five_paths.partings()).axes[0]
        middle = axes.get_lines()[1].get_xdata()
        assert len(middle) == 10
        assert middle.tolist() == sorted(middle)
        rows = [label.get_text() for label in axes.get_yticklabels()]
        for line, table in zip(axes.get_lines(), five_paths.partings().values(), strict=True):
            drawn = dict(zip(rows, line.get_xdata(), strict=True))
            for row in table.itertuples():
                year = drawn[f"{words(row.first)} / {words(row.second)}"]
                assert year == row.year or np.isnan([year, row.year]).all()

    def test_last_chances_are_read_on_both_clocks(self):
        tables = five_paths.last_chances()
        axes = figures.last_chances(tables).axes
        for ax, before in zip(axes, ("", "later_"), strict=True):
            lines = [line for line in ax.get_lines() if len(line.get_xdata()) > 1]
            for line, table in zip(lines, tables.values(), strict=True):
                assert line.get_ydata().tolist() == table[f"{before}credibility"].tolist()
                assert line.get_xdata().tolist() == table.index.tolist()
            marks = [line.get_marker() for line in ax.get_lines() if len(line.get_xdata()) == 1]
            expected = [
                OUTCOMES[outcome].marker
                for table in tables.values()
                for outcome in table[f"{before}outcome"]
            ]
            assert marks == expected

    def test_a_changed_course_is_drawn_beside_the_old_one(self, runs):
        run = simulate(paths.joined("breakdown", "realignment", 2))
        axes = figures.switched(run, runs["breakdown"], 2).axes[0]
        changed, stayed, year, _ = axes.get_lines()
        assert np.array_equal(changed.get_ydata(), run["credibility"])
        assert np.array_equal(stayed.get_ydata(), runs["breakdown"]["credibility"])
        assert set(year.get_xdata()) == {2}
        assert changed.get_label() == "course changed: strategic damage"
        assert stayed.get_label() == "not changed: hollow"


class TestWhatTheExercisesTeach:
    def test_realignment_spends_most_of_its_decade_below_its_name(self, runs):
        assert classify(runs["realignment"]) == "realigned"
        assert 5 < after(exercises.on_the_way)["years"] < 10

    def test_only_the_conditions_make_a_short_war_hollow(self):
        short, long = SCENARIOS["deescalation"], SCENARIOS["breakdown"]
        classes = {
            lever: end(short.with_lever(lever, course))[0] for lever, course in long.levers.items()
        }
        assert [lever for lever, found in classes.items() if found == "hollow"] == [
            "conditionality"
        ]
        ends = after(exercises.one_lever_more)["ends"]
        alone = end(short)[1]
        for lever in ("strike", "exit_talk"):
            assert HOLLOW < ends[lever] < alone - 0.15
        for lever in ("consultation", "european_effort"):
            assert ends[lever] == pytest.approx(alone, abs=0.01)
