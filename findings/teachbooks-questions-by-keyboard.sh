#!/usr/bin/env bash
# Packages: teachbooks-questions 0.4.0, Sphinx 7.4.7, myst-parser 3.0.1, sphinx-design 0.6.1;
# playwright 1.65.2, axe-playwright-python 0.1.8. Needs Chromium or Chrome on the path.
#
# What they do: a page has a question with choices and one for a word, as the manual writes them.
# - axe-core finds nothing wrong with them, since what it looks for is not there: options and buttons
#   are <div> elements that listen to clicks, without a role. By keyboard only the field for a word
#   can be reached: no option can be chosen, and *Submit*, *Show answer* and *Try again* not pressed.
# - Without JavaScript options and buttons look as alive as with it, and no answer can be unfolded.
# - A word is judged only if esm.run is in reach: the module that compares words imports a library
#   for mathematics from there first. Without it *Submit* does nothing and says nothing; choices, in
#   a script of their own, still answer.
#
# Why it matters: a check by rules proves no more than its rules. Press Tab through a page, and open
# it without scripts and without a network, before a class does.
set -euo pipefail
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
export BROWSER_PATH=$browser
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check teachbooks-questions==0.4.0 sphinx==7.4.7 \
    myst-parser==3.0.1 sphinx-design==0.6.1 playwright==1.65.2 axe-playwright-python==0.1.8

mkdir book
cat >book/conf.py <<'PYTHON'
extensions = ["myst_parser", "sphinx_design", "teachbooks_questions"]
myst_enable_extensions = ["colon_fence"]
html_theme = "basic"
language = "en"
PYTHON
cat >book/index.md <<'TEXT'
# A page

:::{question} Choices
:showanswer:

Of what?
---
[x] The oil of the world
> A fifth of it.
[ ] The oil at sea
> More than a fifth of it.
---
:::

:::{question} A word
:type: short-answer
:showanswer:

Which word?
---
TI[elasticity] word
= Right so.
> Not so.
---
:::
TEXT
venv/bin/sphinx-build -q book html
cat >try.py <<'PYTHON'
import functools
import http.server
import os
import sys
import threading

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


server = http.server.ThreadingHTTPServer(
    ("127.0.0.1", 0), functools.partial(Quiet, directory="html")
)
threading.Thread(target=server.serve_forever, daemon=True).start()
address = f"http://127.0.0.1:{server.server_port}/index.html"
FOCUS = """() => {
  const now = document.activeElement;
  return now.closest('.multiple-choice, .short-answer') ? now.tagName : '';
}"""


def opened(scripts):
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    # As on a machine without a network.
    page.route("**/*", lambda r: r.continue_() if "127.0.0.1" in r.request.url else r.abort())
    page.goto(address)
    return page


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(
        executable_path=os.environ["BROWSER_PATH"], args=["--no-sandbox"]
    )
    still = opened(scripts=False)
    seen = {
        "options shown without scripts": still.locator(".multiple-choice .option").count(),
        "answers shown without scripts": still.locator(".question-feedback:visible").count(),
        "something unfolds without scripts": still.locator("details").count(),
    }
    page = opened(scripts=True)
    # The whole page but what Sphinx's plain theme puts around.
    found = Axe().run(page, context="section#a-page")
    seen["violations that axe finds"] = found.violations_count
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(page.evaluate(FOCUS))
    seen["reached by keyboard"] = sorted(reached - {""})
    page.locator(".multiple-choice .option").nth(1).click()
    seen["a click on an option answers"] = page.get_by_text("More than a fifth").first.is_visible()
    page.locator("textarea").fill("elasticity")
    word = page.locator("div.short-answer")
    before = word.inner_text()
    word.locator(".submit-button").click()
    page.wait_for_timeout(500)
    seen["a word is answered"] = word.inner_text() != before
    browser.close()
for what, value in seen.items():
    print(f"{what}: {value}")
STATED = [2, 0, 0, 0, ["TEXTAREA"], True, False]
sys.exit(None if list(seen.values()) == STATED else "Not as stated.")
PYTHON
venv/bin/python try.py
