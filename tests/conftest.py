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
                 return JSON.stringify(JSON.parse(cases).map((x) => explorer.compute(x, data)));
               }""",
            [front_end(scripts().get(slug, slug)), json.dumps(cases), json.dumps(data)],
        )
        return json.loads(text)

    yield run
    page.close()
