"""The handbook's parts that follow from the chapters: an overview, and each chapter's session."""

import sys
from pathlib import Path

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

TOP = Path(__file__).parents[3]


class _Part(SphinxDirective):
    """Markdown that the package ``teaching`` makes from all chapters."""

    def text(self, handbook, chapters):
        """Return the part of the page."""
        raise NotImplementedError

    def run(self):
        """Return the part, and note on what it rests."""
        # The package stands beside the book; build and tests start in different folders.
        if str(TOP) not in sys.path:
            sys.path.append(str(TOP))
        from teaching import chapters, handbook

        slugs = chapters.slugs()
        for path in [
            *(chapters.page(slug) for slug in slugs),
            *TOP.glob("teaching/*.py"),
            *TOP.glob("teaching/sessions/*.yaml"),
            *TOP.glob("assignments/*/assignment.md"),
            *TOP.glob("src/natolab/chapters/*/quiz.py"),
        ]:
            self.env.note_dependency(str(path))
        text = self.text(handbook, [chapters.read(slug) for slug in slugs])
        holder = nodes.section()
        self.state.nested_parse(StringList(text.splitlines()), 0, holder, match_titles=True)
        return holder.children


class Overview(_Part):
    """``{chapter-overview}``: a table of all chapters."""

    def text(self, handbook, chapters):
        """Return the table."""
        return handbook.overview(chapters)


class Sessions(_Part):
    """``{chapter-sessions}``: a section on each chapter."""

    def text(self, handbook, chapters):
        """Return the sections."""
        return "\n".join(handbook.chapter(chapter) for chapter in chapters)


def setup(app):
    """Add the two directives."""
    app.add_directive("chapter-overview", Overview)
    app.add_directive("chapter-sessions", Sessions)
