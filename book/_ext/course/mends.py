"""Mend what theme and bibliography get wrong for readers with keyboard, phone or screen reader."""

import re
from pathlib import Path

from bs4 import BeautifulSoup

from natolab import AS_OF

STATIC = Path(__file__).parent / "static"
ICON_SCRIPT = re.compile(r"<script [^>]*/fontawesome\.js[^>]*></script>")


def _settings(app, config):
    day = f"{AS_OF.day} {AS_OF:%B %Y}"
    config.myst_substitutions = {**config.myst_substitutions, "as_of": day}
    config.html_static_path.append(str(STATIC))
    config.html_favicon = str(STATIC / "favicon.svg")
    # The theme writes an empty mode otherwise, and its script complains of it on each page.
    config.html_context.setdefault("default_mode", "auto")
    config.html_theme_options["extra_footer"] = (
        f'<p class="as-of">The course describes what was known on '
        f'<time datetime="{AS_OF.isoformat()}">{day}</time>.</p>'
    )


def _scripts(app, pagename, templatename, context, doctree):
    """Drop Thebe, which is declared twice and throws, and scripts that stand twice."""
    kept = {}
    for script in context.get("script_files", []):
        key = (script.filename, script.attributes.get("body"))
        if "thebe" not in str(key).lower():
            kept.setdefault(key, script)
    context["script_files"] = list(kept.values())


def _body(app, pagename, templatename, context, doctree):
    """Mend the markup of a page's own text."""
    if "body" not in context:
        return
    page = BeautifulSoup(context["body"], "html.parser")
    # A list of works is a list: the role of the entries is deprecated, and links stand beside them.
    for entries in page.select("div.citation-list"):
        del entries["role"]
        for entry in entries.select("div.citation"):
            del entry["role"]
    # On a phone a figure keeps a size at which its words can be read, and scrolls in its own box.
    for picture in page.select(".cell_output figure > img"):
        picture.wrap(
            page.new_tag(
                "div",
                attrs={"class": "figure-scroll", "tabindex": "0", "role": "group"}
                | {"aria-label": "Figure, scrolls sideways on a narrow screen"},
            )
        )
    context["body"] = str(page)


def _files(app, exception):
    """Remove pages whose source is gone, and the script that doubles the icon font."""
    if exception or app.builder.format != "html":
        return
    pages = {f"{name}.html" for name in app.env.found_docs} | {"index.html", "search.html"}
    for path in Path(app.outdir).rglob("*.html"):
        name = path.relative_to(app.outdir).as_posix()
        if name.startswith("_"):
            continue
        if name not in pages:
            path.unlink()
            continue
        text = path.read_text(encoding="utf-8")
        # Half a megabyte, compressed, to draw as SVG the dozen icons that the font draws too.
        path.write_text(ICON_SCRIPT.sub("", text), encoding="utf-8")


def setup(app):
    """Connect the mends."""
    app.connect("build-finished", _files)
    app.connect("config-inited", _settings, priority=100)
    app.connect("html-page-context", _body, priority=800)
    app.connect("html-page-context", _scripts, priority=900)
    app.add_css_file("course.css")
