"""The page for addresses that lead nowhere: it mends what can be mended and leads home."""

import json
from html import escape
from pathlib import Path

#: Run before anything else of the page, so inlined: where the site begins is not known before.
SCRIPT = Path(__file__).with_name("notfound.js")
BODY = """<div class="wide-text">
<h1>There is no such page</h1>
<p id="nearest" hidden>It may be this one: <a href="{home}"></a>.</p>
<p>The address may be misspelt, or the page has moved.
<a href="{home}">Contents</a> lists all pages; <a href="search.html">search</a> looks into them.</p>
</div>
"""


def _page(app):
    """Make ``404.html``, which GitHub Pages and our own server send for what they do not have."""
    if app.builder.name != "html":
        return
    pages = sorted(app.env.found_docs)
    known = {
        "site": app.config.html_baseurl and f"{app.config.html_baseurl.rstrip('/')}/",
        "pages": {name: app.env.titles[name].astext() for name in pages},
        "moved": app.config.course_moved,
    }
    told = escape(json.dumps(known, ensure_ascii=False))
    script = f'<script data-known="{told}">\n{SCRIPT.read_text(encoding="utf-8")}</script>'
    body = BODY.format(home=escape(app.builder.get_target_uri(app.config.root_doc)))
    context = {
        "title": "There is no such page",
        "body": body,
        "meta": {"layout": "wide"},
        "metatags": '<meta name="viewport" content="width=device-width, initial-scale=1">' + script,
    }
    yield "404", context, "page.html"


def setup(app):
    """Register the setting for pages that moved, and the page."""
    # From the old name to the new one, such as {"book/strait": "book/hormuz"}.
    app.add_config_value("course_moved", {}, "html", dict)
    app.connect("html-collect-pages", _page)
