"""Lists of works as readers look them up: surname first, one alphabet for persons and bodies.

A list of all works, ``{bibliography}`` with ``:list: bullet``, is divided by letters, and each
work says which pages cite it.
"""

import functools
import unicodedata
from itertools import groupby

from docutils import nodes
from pybtex.plugin import register_plugin
from pybtex.richtext import Text
from pybtex.style.formatting.unsrt import Style
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.sorting.author_year_title import SortingStyle
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode
from sphinxcontrib.bibtex.domain import get_docnames


@functools.cache
def _plain(text):
    """Return a text as it is looked up: without braces, accents and capitals."""
    letters = unicodedata.normalize("NFKD", str(Text.from_latex(str(text))))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).lower()


class Alphabet(SortingStyle):
    """Sort by author, year and title without regard to case, accents and TeX's braces."""

    def sorting_key(self, entry):
        """Return the key of one work."""
        return tuple(map(_plain, super().sorting_key(entry)))


class Keys(BaseLabelStyle):
    """Take each work's key for its label: unique in the whole book, and the pages hide it."""

    def format_labels(self, entries):
        """Yield one label a work."""
        return (entry.key for entry in entries)


class Course(Style):
    """The style that ``_config.yml`` names."""

    default_name_style = "lastfirst"
    default_sorting_style = "course"
    default_label_style = "course"


class AllWorks(SphinxPostTransform):
    """Divide the list of all works by letters, and add to each work the pages that cite it."""

    default_priority = 6  # after the list is filled (5), before the references are resolved (10)

    def run(self, **kwargs):
        """Change the lists of the page."""
        domain = self.env.get_domain("cite")
        works = {
            citation.citation_id: citation
            for citation in domain.citations
            if citation.bibliography_key.docname == self.env.docname
        }
        for entries in list(self.document.findall(nodes.bullet_list)):
            if all(item["ids"] and item["ids"][0] in works for item in entries):
                self._mark(entries, works, domain)
                self._divide(entries, works)

    def _mark(self, entries, works, domain):
        order = list(get_docnames(self.env))
        first = {}
        for use in sorted(domain.citation_refs, key=lambda use: order.index(use.docname)):
            for target in use.targets:
                first.setdefault(target.key, {}).setdefault(use.docname, use.citation_ref_id)
        for item in entries:
            line = nodes.paragraph("", "Cited in ", classes=["cited-in"])
            for name, anchor in first.get(works[item["ids"][0]].key, {}).items():
                topic = nodes.Text(self.env.titles[name].astext().split(":")[0])
                if len(line) > 1:
                    line += nodes.Text(", ")
                line += make_refnode(
                    self.app.builder, self.env.docname, name, anchor, nodes.inline("", "", topic)
                )
            if len(line) > 1:
                item += line

    def _divide(self, entries, works):
        alphabet = Alphabet()
        sections = []
        by_letter = groupby(
            entries, lambda item: alphabet.sorting_key(works[item["ids"][0]].entry)[0][0].upper()
        )
        for letter, items in by_letter:
            sections.append(nodes.section("", nodes.title("", letter), ids=[f"works-{letter}"]))
            sections[-1] += nodes.bullet_list("", *list(items), classes=["works"])
        letters = nodes.paragraph(classes=["letters"])
        for section in sections:
            (anchor,) = section["ids"]
            letters += nodes.reference("", section[0].astext(), refid=anchor, internal=True)
            letters += nodes.Text(" ")
        entries.replace_self([letters, *sections])


def _write_again(app, env):
    """Name the pages with a list of all works: they change when any page's citations do."""
    lists = env.get_domain("cite").bibliographies.items()
    return [key.docname for key, value in lists if value.list_ == "bullet"]


def setup(app):
    """Register the parts under the name ``course``."""
    app.add_post_transform(AllWorks)
    app.connect("env-updated", _write_again)
    register_plugin("pybtex.style.sorting", "course", Alphabet)
    register_plugin("pybtex.style.labels", "course", Keys)
    register_plugin("pybtex.style.formatting", "course", Course)
