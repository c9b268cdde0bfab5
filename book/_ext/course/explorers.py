"""Put the explorers' front ends on the site and load them on the pages that have one."""

import re
from pathlib import Path

from natolab.explorers import strings
from natolab.explorers.front_end import PACKAGE, STYLE, front_end, own_style, scripts

#: The scenario model for other programs: without a war, and with one.
MODELS = [PACKAGE / "model" / f"{name}.xmile" for name in ("alliance", "breakdown")]
_SHOWN = re.compile(r'class="explorer" data-explorer="(\w+)"')


def _settings(app, config):
    config.html_static_path += [str(STYLE), *(str(path) for path in MODELS)]


def _write(app, env):
    """Write scripts and sheets; before the pages, whose links carry a checksum of the sheets."""
    if app.builder.name not in {"html", "translated"}:
        return
    folder = Path(app.outdir) / "_static" / "explorers"
    folder.mkdir(parents=True, exist_ok=True)
    if texts := strings.script(_language(app)):
        (folder / _texts(app)).write_text(texts, encoding="utf-8")
    # Pages in another language share all else with the English ones, which one builder writes.
    if app.builder.name != "html":
        return
    for slug, script in scripts().items():
        (folder / f"{slug}.js").write_text(front_end(script), encoding="utf-8")
        if sheet := own_style(script):
            (folder / f"{slug}.css").write_text(sheet, encoding="utf-8")


def _language(app):
    """Return the language of the pages, as their <html lang> has it."""
    return (app.config.language or strings.SOURCE).replace("_", "-")


def _texts(app):
    return f"texts.{_language(app)}.js"


def _load(app, pagename, templatename, context, doctree):
    shown = _SHOWN.findall(context.get("body", ""))
    if shown:
        app.add_css_file("explorer.css")
        if _language(app) != strings.SOURCE:
            # Deferred scripts and modules run in the order in which they stand.
            app.add_js_file(f"explorers/{_texts(app)}", defer="")
        app.add_js_file("explorers.js", type="module")
    for slug in dict.fromkeys(shown):
        if own_style(scripts()[slug]):
            app.add_css_file(f"explorers/{slug}.css")


def _drop_widget_state(app, env):
    """Leave out the saved state of widgets: explorers carry their own, and no manager is loaded."""
    for page in getattr(env, "nb_metadata", {}).values():
        page.pop("js_files", None)


def setup(app):
    """Connect to the moments when pages are read and written."""
    app.connect("config-inited", _settings, priority=100)
    app.connect("env-updated", _drop_widget_state)
    app.connect("env-updated", _write)
    app.connect("html-page-context", _load)
