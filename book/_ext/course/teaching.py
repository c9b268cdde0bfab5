"""The handbook's parts that are made: overviews of the chapters, and the Council's cards."""

from pathlib import Path

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

TOP = Path(__file__).parents[3]


class _Made(SphinxDirective):
    """A part of a page whose Markdown is made."""

    def parsed(self, lines, titles=False):
        """Return lines of Markdown as parts of the page; with headings where ``titles``."""
        holder = nodes.section()
        self.state.nested_parse(StringList(lines), 0, holder, match_titles=titles)
        return holder.children


class _Part(_Made):
    """Markdown that the package ``teaching`` makes from chapters."""

    def text(self, handbook, chapters):
        """Return the part of the page."""
        raise NotImplementedError

    def run(self):
        """Return the part, and note on what it rests."""
        # Only where a page asks for it: what checks the sessions takes a while to import.
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
        # Named chapters, or all.
        named = self.arguments[0].split() if self.arguments else slugs
        text = self.text(handbook, [chapters.read(slug) for slug in named])
        return self.parsed(text.splitlines(), titles=True)


class Overview(_Part):
    """``{chapter-overview}``: a table of all chapters."""

    def text(self, handbook, chapters):
        """Return the table."""
        return handbook.overview(chapters)


class Sessions(_Part):
    """``{chapter-sessions} hormuz drift``: a section on each of these chapters."""

    required_arguments = 1
    final_argument_whitespace = True

    def text(self, handbook, chapters):
        """Return the sections."""
        return "\n".join(handbook.chapter(chapter) for chapter in chapters)


class Cards(_Made):
    """``{council-cards}``: a card for each seat of the Council."""

    def run(self):
        """Return the cards."""
        # Imported here: pandas takes seconds, and most builds leave the cards as they are.
        from natolab.chapters.council import roles

        self.env.note_dependency(roles.__file__)
        for table in ("nato_defence_spending", "allied_positions"):
            self.env.note_dependency(str(TOP / "data" / f"{table}.csv"))
        lines = []
        for seat in roles.SEATS:
            record = roles.on_record(seat.iso3) or ["It began the campaign."]
            lines += [
                "::::{container} council-card",
                f":::{{rubric}} {seat.ally}",
                ":::",
                f"*On record.* {'; '.join(record)}.",
                "",
                f"*You want* {seat.wants[0]}; and {seat.wants[1]}.",
                "",
                f"*You refuse* {seat.refuses}.",
                "",
                f"*What you have.* {seat.can}",
                "::::",
            ]
        for name, task in roles.OTHERS.items():
            lines += ["::::{container} council-card", f":::{{rubric}} {name}", ":::", task, "::::"]
        return self.parsed(lines)


class Plates(_Made):
    """``{council-plates}``: name plates, to be folded and set up."""

    def run(self):
        """Return the plates."""
        from natolab.chapters.council import roles

        self.env.note_dependency(roles.__file__)
        names = [*(seat.ally for seat in roles.SEATS), *roles.OTHERS]
        lines = []
        for name in names:
            lines += [":::{container} council-plate", name, ":::"]
        return self.parsed(lines)


def setup(app):
    """Add the directives."""
    app.add_directive("council-cards", Cards)
    app.add_directive("council-plates", Plates)
    app.add_directive("chapter-overview", Overview)
    app.add_directive("chapter-sessions", Sessions)
