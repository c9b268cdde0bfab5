"""Lists of works as readers look them up: surname first, one alphabet for persons and bodies.

A list of all works, ``{bibliography}`` with ``:list: bullet``, is divided by letters, and each
work says which pages cite it.

Each work is formatted once and gets its place in the alphabet once, and both are kept from build
to build. sphinxcontrib-bibtex 2.7.0 formats and sorts every work anew for each list of each build,
and compares every citation with every work for it; with twenty lists that was the largest part of
a build in which nothing had changed.
"""

import functools
import re
import unicodedata
from collections import defaultdict
from itertools import groupby
from typing import ClassVar

from docutils import nodes
from pybtex.backends import plaintext
from pybtex.plugin import register_plugin
from pybtex.richtext import Text
from pybtex.style.formatting.unsrt import Style
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.names import lastfirst
from pybtex.style.sorting.author_year_title import SortingStyle
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode
from sphinxcontrib.bibtex.domain import BibtexDomain, _FilterVisitor, get_docnames

#: Marks that TeX reads as more than themselves.
_TEX = re.compile(r"[\\{}$~^_&%#]|--|``|''")


@functools.cache
def _plain(text):
    """Return a text as it is looked up: without braces, accents and capitals."""
    text = " ".join(str(text).split())
    if _TEX.search(text):
        text = str(Text.from_latex(text))
    letters = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).lower()


def _kept(known, label, entry, make):
    """Return what was made of a work; made anew only where the work is new or was changed."""
    before, made = known.get(label, (None, None))
    if before is not entry and before != entry:
        made = make()
        known[label] = (entry, made)
    return made


class Alphabet(SortingStyle):
    """Sort by author, year and title without regard to case, accents and TeX's braces."""

    #: Where works stand, by label: the entry and its key.
    keys: ClassVar[dict] = {}

    def sorting_key(self, entry):
        """Return the key of one work."""
        return _kept(self.keys, entry.key, entry, lambda: self._key(entry))

    def _key(self, entry):
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

    #: Works formatted before, by label: the entry and what it became.
    formatted: ClassVar[dict] = {}

    def format_entry(self, label, entry, bib_data=None):
        """Return the work as text."""
        make = functools.partial(super().format_entry, label, entry, bib_data)
        return _kept(self.formatted, label, entry, make)


class Citations(BibtexDomain):
    """The domain of citations, which asks once where each work is cited."""

    def env_updated(self):
        """Fill the lists of works."""
        self.cited_in = defaultdict(set)
        for citation in self.citation_refs:
            for target in citation.targets:
                self.cited_in[target.key].add(citation.docname)
        return super().env_updated()

    def get_filtered_entries(self, bibliography_key):
        """Yield key and entry of the works that belong in a list."""
        works = self.bibliographies[bibliography_key]
        for entry in self.get_entries(works.bibfiles):
            key = works.keyprefix + entry.key
            place = {"docname": bibliography_key.docname, "cited_docnames": self.cited_in[key]}
            chosen = _FilterVisitor(entry=entry, **place).visit(works.filter_)
            if chosen or entry.key in works.keys:
                yield key, entry


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


def _recall_works(app, env, names):
    """Take up what earlier builds made with the same styles, of the works that still are."""
    styles, *kept = getattr(env, "course_works", (None, {}, {}))
    if styles != app.config.course_pages:
        kept = [{}, {}]
    works = env.get_domain("cite").bibdata.data.entries
    Course.formatted, Alphabet.keys = (
        {key: made for key, made in known.items() if key in works} for known in kept
    )
    env.course_works = (app.config.course_pages, Course.formatted, Alphabet.keys)


def _write_again(app, env):
    """Name the pages with a list of all works if any page's citations or titles changed."""
    domain = env.get_domain("cite")
    uses = [(use.docname, use.citation_ref_id, *use.targets) for use in domain.citation_refs]
    titles = {name: title.astext() for name, title in env.titles.items()}
    seen = (sorted(uses), titles)
    if getattr(env, "course_citations", None) == seen:
        return []
    env.course_citations = seen
    return [key.docname for key, value in domain.bibliographies.items() if value.list_ == "bullet"]


def setup(app):
    """Register the parts under the name ``course``."""
    app.setup_extension("sphinxcontrib.bibtex")
    app.add_domain(Citations, override=True)
    app.connect("env-before-read-docs", _recall_works)
    app.add_post_transform(AllWorks)
    app.connect("env-updated", _write_again)
    _register()


@functools.cache
def _register():
    """Tell pybtex of the styles, once a build: it searches what every installed package offers."""
    # A name that stands here is found at once; pybtex 0.26 otherwise searches once for each
    # citation.
    register_plugin("pybtex.backends", "plaintext", plaintext.Backend, force=True)
    register_plugin("pybtex.style.names", "lastfirst", lastfirst.NameStyle, force=True)
    register_plugin("pybtex.style.sorting", "course", Alphabet)
    register_plugin("pybtex.style.labels", "course", Keys)
    register_plugin("pybtex.style.formatting", "course", Course)
