#!/usr/bin/env bash
# Packages: pydata-sphinx-theme 0.17.1, Sphinx 7.4.7, sphinx-design 0.6.1; playwright 1.65.2. Needs
# Chromium or Chrome on the path.
#
# What they do: the theme asks each block of code whether it scrolls, so that the keyboard can reach
# it, with one loop over the page. A block that sphinx-design has folded (a closed <details>) has no
# layout; Chromium makes one to answer. So a page with 60 folded blocks is laid out some 60 times
# more when it opens; with the same blocks unfolded the number of layouts does not depend on how
# many there are.
# - A block that is wider than the page has its place in the order of the keyboard while it is folded.
#
# Why it matters: a course folds solutions and code by the dozen. On a phone these layouts were the
# longest task of a first visit. Ask what can be seen (checkVisibility), and ask again on "toggle".
set -euo pipefail
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
export BROWSER_PATH=$browser
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pydata-sphinx-theme==0.17.1 \
    sphinx==7.4.7 sphinx-design==0.6.1 playwright==1.65.2

mkdir book
cat >book/conf.py <<'PYTHON'
extensions = ["sphinx_design"]
html_theme = "pydata_sphinx_theme"
PYTHON
cat >pages.py <<'PYTHON'
BLOCK = """
.. dropdown:: Solution {number}
   {state}

   .. code-block:: python

      answer_{number} = "{line}"
"""
for count in (0, 60):
    for state in ("", ":open:"):
        blocks = [BLOCK.format(number=n, state=state, line="long " * 60) for n in range(count)]
        name = f"book/{'open' if state else 'folded'}-{count}.rst"
        with open(name, "w", encoding="utf-8") as page:
            page.write("A page\n======\n\nText.\n" + "".join(blocks))
with open("book/index.rst", "w", encoding="utf-8") as index:
    index.write("Index\n=====\n\n.. toctree::\n   :glob:\n\n   *-*\n")
PYTHON
venv/bin/python pages.py
venv/bin/sphinx-build -q book html
cat >try.py <<'PYTHON'
import os
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright


layouts = {}
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(
        executable_path=os.environ["BROWSER_PATH"], args=["--no-sandbox"]
    )
    for name in ("folded-0", "folded-60", "open-0", "open-60"):
        page = browser.new_page(viewport={"width": 390, "height": 844})
        metrics = page.context.new_cdp_session(page)
        metrics.send("Performance.enable")
        page.goto(Path("html", f"{name}.html").absolute().as_uri())
        page.wait_for_timeout(1000)
        found = {m["name"]: m["value"] for m in metrics.send("Performance.getMetrics")["metrics"]}
        layouts[name] = int(found["LayoutCount"])
        if name == "folded-60":
            measured = page.evaluate("document.querySelector('details pre').tabIndex")
        page.close()
    browser.close()
print("layouts:", layouts, "a folded block's place for the keyboard:", measured)
folded = layouts["folded-60"] - layouts["folded-0"]
unfolded = layouts["open-60"] - layouts["open-0"]
stated = folded >= 55 and abs(unfolded) < 20 and measured == 0
sys.exit(None if stated else "Not as stated.")
PYTHON
venv/bin/python try.py
