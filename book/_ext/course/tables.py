"""The catalogue of the tables, made from the data package, and the tables themselves."""

import json
import re
import shutil
from pathlib import Path

import yaml
from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from natolab import catalogue

DESCRIPTOR = "datapackage.yaml"
QUICK_DESCRIPTOR = "datapackage.json"
SPREADSHEETS = Path(__file__).with_name("spreadsheets.py")
HEADING = re.compile(r"^# ([^:\n]+)", re.MULTILINE)


class Catalogue(SphinxDirective):
    """``{catalogue}``: an overview of the tables and the metadata of each."""

    def run(self):
        """Return the catalogue as sections of the page."""
        folder = "../" * self.env.docname.count("/") + "data"
        topics = _topics(self.env)
        self.env.course_catalogue = {self.env.docname: (self.config.course_pages, topics)}
        text = "\n\n".join(
            [
                f"{catalogue.link(DESCRIPTOR, f'Download {DESCRIPTOR}', folder)}, "
                f"{catalogue.link(QUICK_DESCRIPTOR, f'Download {QUICK_DESCRIPTOR}', folder)}",
                "## All tables",
                catalogue.overview(topics),
                catalogue.entries(topics, folder),
            ]
        )
        holder = nodes.section()
        self.state.nested_parse(StringList(text.splitlines()), 0, holder, match_titles=True)
        return holder.children


def _topics(env):
    """Return slug and topic of each page, in the order of the table of contents."""
    topics = {}
    for name in env.config.external_site_map:
        path = Path(env.doc2path(name))
        if heading := HEADING.search(path.read_text(encoding="utf-8")):
            topics[path.stem] = heading[1].strip()
    return topics


def _outdated(app, env, added, changed, removed):
    """Name the catalogue's page when this extension or the topics that it names changed."""
    kept = getattr(env, "course_catalogue", {})
    now = (app.config.course_pages, _topics(env))
    return [name for name, before in kept.items() if before != now]


def _copy(app, exception):
    """Serve the data package from the site: descriptor and tables in one folder."""
    if exception or app.builder.name != "html":
        return
    target = Path(app.outdir) / "data"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    source = Path(app.confdir) / "data"
    for path in [source / DESCRIPTOR, *source.glob("*.csv"), *_spreadsheets(app, source)]:
        (target / path.name).write_bytes(path.read_bytes())
    # The same descriptor as JSON: most software for such packages reads nothing else.
    content = yaml.load((source / DESCRIPTOR).read_text(encoding="utf-8"), yaml.CSafeLoader)
    text = json.dumps(content, ensure_ascii=False, indent=1)
    (target / QUICK_DESCRIPTOR).write_text(text, encoding="utf-8")


def _spreadsheets(app, source):
    """Return the tables as spreadsheets; those that nothing made out of date are kept."""
    folder = Path(app.confdir) / "_build" / "spreadsheets"
    folder.mkdir(exist_ok=True)
    age = max(path.stat().st_mtime_ns for path in (source / DESCRIPTOR, SPREADSHEETS))
    tables = {path.stem: path for path in source.glob("*.csv")}
    made = {name: folder / f"{name}.xlsx" for name in tables}
    for path in folder.iterdir():
        if path not in made.values():
            path.unlink()
    for name, path in made.items():
        newest = max(age, tables[name].stat().st_mtime_ns)
        if not path.exists() or path.stat().st_mtime_ns < newest:
            # Imported here: most builds keep what stands there.
            from course import spreadsheets

            spreadsheets.write(name, path)
    return list(made.values())


def setup(app):
    """Register the directive and copy the tables when the pages are written."""
    app.add_directive("catalogue", Catalogue)
    app.connect("env-get-outdated", _outdated)
    app.connect("build-finished", _copy)
