from __future__ import annotations

import json

import matplotlib as mpl
import pytest
from playwright.sync_api import sync_playwright

from natolab.explorers.front_end import front_end, scripts
from natolab.serve import serving
from tests.support import browser as browsers
from tests.support import site

mpl.use("agg")


def pytest_collection_modifyitems(items):
    """Mark what needs a browser or the built site, so that it can be run once, or left out."""
    for item in items:
        for fixture in ("browser", "built"):
            if fixture in item.fixturenames:
                item.add_marker(fixture)


@pytest.fixture(scope="session")
def built():
    """The built site's folder."""
    if not (site.HTML / "book" / "index.html").exists():
        pytest.fail(f"The site is not built: {site.HTML} is missing. `make test` builds it.")
    return site.HTML


@pytest.fixture(scope="session")
def address(built):
    with serving(built) as url:
        yield url


@pytest.fixture
def below(built, tmp_path):
    """The address of the site where it lies below a path, as on many servers."""
    (tmp_path / "some").mkdir()
    (tmp_path / "some" / "course").symlink_to(built, target_is_directory=True)
    with serving(tmp_path) as url:
        yield f"{url}/some/course"


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=browsers.executable(), args=browsers.ARGUMENTS
        )
        yield started
        started.close()


@pytest.fixture(scope="session")
def compute_in_page(browser):
    """A function that runs an explorer's own JavaScript in the browser.

    ``compute_in_page(slug, [inputs, ...], data)`` returns one result for each inputs; in place of
    a slug it takes the path of a script.
    """
    page = browser.new_page()

    def run(slug, cases, data):
        text = page.evaluate(
            """async ([source, cases, data]) => {
                 const url = URL.createObjectURL(new Blob([source], {type: "text/javascript"}));
                 const explorer = await import(url);
                 data = JSON.parse(data);
                 const found = [];
                 for (const x of JSON.parse(cases)) found.push(await explorer.compute(x, data));
                 return JSON.stringify(found);
               }""",
            [front_end(scripts().get(slug, slug)), json.dumps(cases), json.dumps(data)],
        )
        return json.loads(text)

    yield run
    page.close()


@pytest.fixture(scope="session")
def slider_stops(browser):
    """A function that moves an explorer's sliders in the browser to all their stops.

    ``slider_stops(slug, inputs, data)`` returns the inputs at each stop of each slider, with the
    others as given; then those with all sliders at their low ends, and at their high ends. With
    ``every=n`` it visits every n-th stop of a slider, and its ends.
    """
    page = browser.new_page()

    def run(slug, inputs, data, every=1):
        text = page.evaluate(
            """async ([source, inputs, data, every]) => {
                 const url = URL.createObjectURL(new Blob([source], {type: "text/javascript"}));
                 const explorer = await import(url);
                 const start = JSON.parse(inputs);
                 const state = {inputs: start, data: JSON.parse(data), label: ""};
                 const redraws = [];
                 const model = {
                   get: (name) => state[name],
                   set(name, value) { state[name] = value; redraws.forEach((redraw) => redraw()); },
                   on: (_, redraw) => redraws.push(redraw),
                   save_changes() {},
                 };
                 const el = document.createElement("div");
                 document.body.replaceChildren(el);
                 await explorer.default.render({model, el});
                 const sliders = [...el.querySelectorAll("input[type=range]")];
                 const seen = [];
                 const move = (slider, value) => {
                   slider.value = value;
                   slider.dispatchEvent(new Event("input", {bubbles: true}));
                 };
                 for (const slider of sliders) {
                   slider.value = slider.min;
                   const stops = [slider.value];
                   for (let last = ""; last !== slider.value; slider.stepUp()) {
                     last = slider.value;
                     if (last !== stops.at(-1)) stops.push(last);
                   }
                   const last = stops.length - 1;
                   for (const stop of stops.filter((_, i) => i % every === 0 || i === last)) {
                     move(slider, stop);
                     seen.push(state.inputs);
                   }
                   model.set("inputs", start);
                 }
                 for (const end of ["min", "max"]) {
                   for (const slider of sliders) move(slider, slider[end]);
                   seen.push(state.inputs);
                   model.set("inputs", start);
                 }
                 return JSON.stringify(seen);
               }""",
            [front_end(scripts()[slug]), json.dumps(inputs), json.dumps(data), every],
        )
        return json.loads(text)

    yield run
    page.close()
