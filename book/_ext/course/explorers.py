"""Put the explorers' front ends on the site and load them on the pages that have one."""

from pathlib import Path

from natolab.explorers import _base

STATIC = Path(__file__).parent / "static"


def _slugs():
    folder = Path(_base.__file__).parent
    return [path.stem for path in folder.glob("*.js") if path.stem != "kit"]


def _write(app, exception):
    if exception or app.builder.format != "html":
        return
    static = Path(app.outdir) / "_static"
    (static / "explorers").mkdir(parents=True, exist_ok=True)
    for slug in _slugs():
        (static / "explorers" / f"{slug}.js").write_text(_base.front_end(slug), encoding="utf-8")
    (static / "explorer.css").write_text(_base.style(), encoding="utf-8")
    (static / "explorers.js").write_bytes((STATIC / "explorers.js").read_bytes())


def _load(app, pagename, templatename, context, doctree):
    if 'class="explorer"' in context.get("body", ""):
        app.add_css_file("explorer.css")
        app.add_js_file("explorers.js", type="module")


def _drop_widget_state(app, env):
    """Leave out the saved state of widgets: explorers carry their own, and no manager is loaded."""
    for page in getattr(env, "nb_metadata", {}).values():
        page.pop("js_files", None)


def setup(app):
    """Connect to the moments when pages are read and written."""
    app.connect("env-updated", _drop_widget_state)
    app.connect("html-page-context", _load)
    app.connect("build-finished", _write)
