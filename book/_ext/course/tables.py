"""The catalogue of the tables, made from the data package, and the tables themselves."""

import re
import shutil
from pathlib import Path

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from natolab import catalogue, data

HEADING = re.compile(r"^# ([^:\n]+)", re.MULTILINE)


class Catalogue(SphinxDirective):
    """``{catalogue}``: an overview of the tables and the metadata of each."""

    def run(self):
        """Return the catalogue as sections of the page."""
        folder = "../" * self.env.docname.count("/") + "data"
        topics = self._topics()
        text = "\n\n".join(
            [
                catalogue.link(data.DESCRIPTOR, f"Download {data.DESCRIPTOR}", folder),
                "## All tables",
                catalogue.overview(topics),
                catalogue.entries(topics, folder),
            ]
        )
        holder = nodes.section()
        self.state.nested_parse(StringList(text.splitlines()), 0, holder, match_titles=True)
        return holder.children

    def _topics(self):
        """Return slug and topic of each page, in the order of the table of contents."""
        topics = {}
        for name in self.env.external_site_map:
            path = Path(self.env.doc2path(name))
            self.env.note_dependency(str(path))
            if heading := HEADING.search(path.read_text(encoding="utf-8")):
                topics[path.stem] = heading[1].strip()
        return topics


def _copy(app, exception):
    """Serve the data package from the site: descriptor and tables in one folder."""
    if exception or app.builder.format != "html":
        return
    target = Path(app.outdir) / "data"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    for name in [data.DESCRIPTOR, *(table["path"] for table in data.package()["resources"])]:
        (target / name).write_bytes((data.folder() / name).read_bytes())


def setup(app):
    """Register the directive and copy the tables when the pages are written."""
    app.add_directive("catalogue", Catalogue)
    app.connect("build-finished", _copy)
