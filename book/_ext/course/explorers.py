"""Put the explorers' front ends on the site and load them on the pages that have one."""

from pathlib import Path

from natolab.explorers.front_end import PACKAGE, front_end, scripts


def _settings(app, config):
    config.html_static_path.append(str(PACKAGE / "explorers" / "explorer.css"))


def _write(app, exception):
    if exception or app.builder.format != "html":
        return
    folder = Path(app.outdir) / "_static" / "explorers"
    folder.mkdir(parents=True, exist_ok=True)
    for slug, script in scripts().items():
        (folder / f"{slug}.js").write_text(front_end(script), encoding="utf-8")


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
    app.connect("config-inited", _settings, priority=100)
    app.connect("env-updated", _drop_widget_state)
    app.connect("html-page-context", _load)
    app.connect("build-finished", _write)
