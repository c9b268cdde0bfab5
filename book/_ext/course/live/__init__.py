"""Put the buttons on the pages that make their code live, and serve what the buttons load.

``front/`` is the page's side and ``python/`` what runs in the reader's Python; both are served
from a folder that carries their checksum, so that files of two releases never meet in a browser's
cache. Python itself and its packages lie in ``_build/live/`` (``make live``), and are served as
``_live/``. Without them there are no buttons.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from pathlib import Path

from course.execution import cells

HERE = Path(__file__).parent
#: Tags of cells whose code a page does not show; their code runs all the same.
HIDDEN = {"remove-cell", "remove-input", "remove_cell", "remove_input"}
_SHOWN = re.compile(r'class="cell_input')
#: What stands below a page's title, so that nothing moves when its script takes it over; until
#: then it is not seen.
BAR = """<div class="live-bar" role="group" aria-label="Python in this page">
<button type="button" class="live-button live-all">Run this page<span class="visually-hidden"> and
make its code live</span></button>
<span class="live-note" role="status">Python then runs in your browser; the first time it loads
{megabytes} MB.</span>
</div>"""


def _assets(app) -> Path:
    return Path(app.confdir) / "_build" / "live"


def served() -> dict[str, bytes]:
    """Return the files that a live page loads by their names, Python in a folder of its own."""
    files = {path.name: path.read_bytes() for path in (HERE / "front").glob("*.*")}
    for path in (HERE / "python").glob("*.py"):
        files[f"python/{path.name}"] = path.read_bytes()
    return dict(sorted(files.items()))


def folder() -> str:
    """Return where the site serves them, below ``_static``."""
    total = hashlib.sha256()
    for name, content in served().items():
        total.update(name.encode() + b"\0" + content + b"\0")
    return f"live/{total.hexdigest()[:12]}"


def hidden_cells(notebook) -> list[list]:
    """Return the code that a page runs and does not show.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        The page's cells.

    Returns
    -------
    list of list
        For each such cell the number of shown cells before it, and its code.
    """
    found, shown = [], 0
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        if HIDDEN & set(cell.metadata.get("tags", [])):
            found.append([shown, cell.source])
        else:
            shown += 1
    return found


def _find_assets(app, config):
    manifest = _assets(app) / "manifest.json"
    text = manifest.read_bytes() if manifest.exists() else b""
    config.course_live = hashlib.sha256(text).hexdigest()[:16] if text else ""
    if text:
        app.tags.add("live")  # for what a page says only where this is there: {only} live


def _buttons(app, pagename, templatename, context, doctree):
    """Add the script of the buttons, and what it must know of the page."""
    if app.builder.name == "translated":  # what they say is English
        return
    body = context.get("body", "")
    offline = 'class="keep-offline' in body
    live = app.config.course_live and _SHOWN.search(body) and templatename == "page.html"
    if offline and not live:
        app.add_js_file(f"{folder()}/offline.js", type="module")
    if (context.get("meta") or {}).get("layout") == "wide" or not (live or offline):
        return
    app.add_css_file(f"{folder()}/button.css")
    if not live:
        return
    manifest = json.loads((_assets(app) / "manifest.json").read_text(encoding="utf-8"))
    about = {
        "root": context["pathto"]("_live/", resource=True),
        "page": {"name": pagename, "hidden": hidden_cells(cells(app.env, pagename))},
    }
    # Inside a script not even a comment or another script may seem to begin.
    state = json.dumps(about).replace("<", "\\u003c")
    bar = BAR.format(megabytes=round(manifest["bytes"] / 1e6))
    body = body.replace("</h1>", f"</h1>\n{bar}", 1)
    context["body"] = f'{body}<script type="application/json" id="live-page">{state}</script>'
    app.add_js_file(f"{folder()}/button.js", type="module")


def _write(app, env):
    """Write what pages load; before the pages, whose links carry a checksum of the sheets."""
    if app.builder.name != "html":
        return
    static = Path(app.outdir) / "_static"
    current = static / folder()
    for stale in (static / "live").glob("*"):
        if stale != current:
            shutil.rmtree(stale)
    for name, content in served().items():
        target = current / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists() or target.read_bytes() != content:
            target.write_bytes(content)


def _serve_assets(app, exception):
    """Serve Python: each file once, as a second name of the same bytes where that is possible."""
    if exception or app.builder.name != "html":
        return
    target, source = Path(app.outdir) / "_live", _assets(app)
    if target.exists():
        shutil.rmtree(target)
    if app.config.course_live:
        shutil.copytree(source, target, copy_function=_link)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another disk, or a system without second names
        shutil.copy2(source, target)


def setup(app):
    """Connect to the moments when settings are made and pages written."""
    app.add_config_value("course_live", "", "html", [str])
    app.connect("config-inited", _find_assets, priority=100)
    app.connect("env-updated", _write)
    # Before the mends of the theme look at the page.
    app.connect("html-page-context", _buttons, priority=700)
    app.connect("build-finished", _serve_assets, priority=800)
