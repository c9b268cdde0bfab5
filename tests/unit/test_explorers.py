"""What all explorers share."""

from __future__ import annotations

import base64
import json
import re

import matplotlib.pyplot as plt
import numpy as np
import pytest

from natolab.explorers import front_end
from natolab.explorers.base import Shape
from tests.support.explorers import explorers

SCRIPTS = front_end.scripts()


@pytest.fixture(params=SCRIPTS)
def kind(request):
    return explorers()[request.param]


def test_payload_and_defaults_travel_as_json(kind):
    assert json.loads(json.dumps(kind.payload())) == kind.payload()
    assert json.loads(json.dumps(kind.defaults)) == kind.defaults


def test_result_follows_the_inputs(kind):
    widget = kind()
    assert widget.result == kind.compute(kind.defaults, kind.payload())


def test_unknown_control_names_the_nearest(kind):
    name = next(iter(kind.defaults))
    with pytest.raises(ValueError, match=f"Did you mean '{name}'"):
        kind(**{f"{name}x": 1})


def test_value_outside_its_range_is_refused_in_a_sentence(kind):
    for name, allowed in kind.ranges().items():
        if isinstance(allowed, list | Shape):
            wrong = [[], "no such value"]
        else:
            whole = all(isinstance(bound, int) for bound in allowed)
            wrong = [[], "high", allowed[1] + 1, *([allowed[0] + 0.5] if whole else [])]
        for value in wrong:
            with pytest.raises(ValueError, match=f"{name} is .+, but it must be .+\\.$"):
                kind(**{name: value})


def test_ranges_hold_every_default(kind):
    ranges = kind.ranges()
    assert set(ranges) == set(kind.defaults)
    assert kind(**kind.defaults).inputs == kind.defaults


def test_static_html_stands_without_javascript(kind):
    html = kind()._repr_mimebundle_()[0]["text/html"]
    assert html.count("<img ") == 1
    assert re.search(r'alt="[^"]{20,}"', html)
    assert "<table" in html
    state = re.search(r'<script type="application/json">(.*?)</script>', html, re.DOTALL)[1]
    assert "<" not in state
    assert json.loads(state)["inputs"] == kind.defaults


def test_picture_without_javascript_is_in_house_style_on_every_page(kind):
    with plt.rc_context({"figure.facecolor": "yellow", "axes.titlesize": 40}):
        html = kind()._repr_mimebundle_()[0]["text/html"]
        assert plt.rcParams["figure.facecolor"] == "yellow", "the notebook keeps its style"
    picture = base64.b64decode(re.search(r"svg\+xml;base64,([^\"]+)", html)[1]).decode()
    ground = re.search(r'<g id="patch_1">.*?</g>', picture, re.DOTALL)[0]
    assert "fill: none" in ground


def test_jupyter_gets_a_widget(kind):
    bundle = kind()._repr_mimebundle_()[0]
    assert "application/vnd.jupyter.widget-view+json" in bundle


def test_front_end_is_one_module_without_imports(kind):
    code = front_end.front_end(SCRIPTS[kind.slug])
    assert not re.search(r"^import ", code, re.MULTILINE)
    assert code.count("export default") == 1
    assert "export function compute" in code


def test_front_end_that_forgets_the_kit_is_refused(tmp_path):
    (tmp_path / "broken_explorer.js").write_text("export default {};\n")
    with pytest.raises(ValueError, match="exactly once, not 0 times"):
        front_end.front_end(tmp_path / "broken_explorer.js")


FILES = {
    "explorers/kit.js": "export const h = 1;\n",
    "model/kernel.js": "const STEP = 2;\nexport const LEVERS = 3;\nexport function simulate() {}\n",
    "explorers/parts/one.js": (
        'import { LEVERS } from "../../model/kernel.js";\nexport const one = LEVERS;\n'
        "export async function two() {}\n"
    ),
    "chapters/some/both_explorer.js": (
        'import { h } from "../../explorers/kit.js";\n'
        'import { simulate } from "../../model/kernel.js";\n'
        'import {\n  one,\n  two,\n} from "../../explorers/parts/one.js";\nconst STEP = 5;\n'
        'import source from "../../explorers/parts/one.js?source";\n'
        "const again = () => new Function(`return ${source}`)().one;\n"
        "export function compute() {\n"
        "  return [h, STEP, one, again(), typeof simulate, typeof two];\n}\n"
        "export default {};\n"
    ),
    "chapters/some/explorer.js": (
        'import { h } from "../../explorers/kit.js";\nexport default {};\n'
    ),
}


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package of two explorers in place of the course's."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.setattr(front_end, "PACKAGE", tmp_path)
    monkeypatch.setattr(front_end, "KIT", tmp_path / "explorers" / "kit.js")
    return tmp_path


def test_front_end_carries_the_model_only_where_asked(package, compute_in_page):
    """The model and parts come once, before what needs them, and keep their names to themselves.

    A part's source, for a worker, is made from what has come.
    """
    scripts = front_end.scripts()
    assert list(scripts) == ["both", "some"]
    assert front_end.front_end(scripts["both"]).count("const STEP = 2;") == 1
    assert "simulate" not in front_end.front_end(scripts["some"])
    assert compute_in_page(scripts["both"], [{}], {}) == [[1, 5, 3, 3, "function", "function"]]


def test_page_computes_the_same(kind, compute_in_page):
    """Python and JavaScript agree on random settings of all controls."""
    random = np.random.default_rng(1949)

    def draw(allowed):
        if isinstance(allowed, Shape):
            return allowed.draw(random)
        if isinstance(allowed, list):
            return allowed[random.integers(len(allowed))]
        if all(isinstance(bound, int) for bound in allowed):
            return int(random.integers(allowed[0], allowed[1] + 1))
        return float(random.uniform(*allowed))

    ranges = kind.ranges()
    cases = [kind.defaults] + [
        {name: draw(allowed) for name, allowed in ranges.items()} for _ in range(40)
    ]
    assert_agree(kind, cases, compute_in_page)


@pytest.mark.parametrize("every", [pytest.param(1, marks=pytest.mark.long), 10])
def test_page_computes_the_same_at_the_stops_of_sliders(kind, every, slider_stops, compute_in_page):
    """Readers stop at round numbers, where a random one never falls: on borders and in ties."""
    # Each of their hundreds of stops takes two runs of the model.
    every *= 5 if kind.slug in ("scenarios", "simulator") else 1
    cases = slider_stops(kind.slug, kind.defaults, kind.payload(), every)
    for inputs in cases[-2:]:
        assert kind(**inputs).inputs == inputs
    assert_agree(kind, cases, compute_in_page)


def assert_agree(kind, cases, compute_in_page):
    data = kind.payload()
    for inputs, page in zip(cases, compute_in_page(kind.slug, cases, data), strict=True):
        assert_close(page, kind.compute(inputs, data), str(inputs))


def assert_close(page, python, path="result"):
    """Compare two results; numbers may differ by 1e-9 of their size."""
    if isinstance(python, dict):
        assert set(page) == set(python), path
        for key in python:
            assert_close(page[key], python[key], f"{path}.{key}")
    elif isinstance(python, list):
        assert len(page) == len(python), path
        for i, (a, b) in enumerate(zip(page, python, strict=True)):
            assert_close(a, b, f"{path}[{i}]")
    elif isinstance(python, float | int) and not isinstance(python, bool):
        assert page == pytest.approx(python, rel=1e-9, abs=1e-9), path
    else:
        assert page == python, path
