"""The builder of translated pages: they stand in a folder of their own and share all else.

It writes the translated pages below ``<language>/`` into the site that is there. Style sheets,
scripts, figures and search are those of the English pages; what is not translated is linked there.
Sphinx puts the messages in the place of the text when it reads a page; results of code come from
the cache.
"""

from __future__ import annotations

import functools
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

from babel.dates import format_date
from babel.numbers import get_decimal_symbol, get_group_symbol
from docutils import nodes
from myst_nb.ext.glue.roles import PasteTextRole
from sphinx import addnodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.locale import _
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import docname_join
from sphinx.util.inventory import InventoryFile
from sphinx.util.osutil import relative_uri
from sphinxcontrib.bibtex.plugin import register_plugin
from sphinxcontrib.bibtex.style.referencing import PersonStyle
from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle

from course import caching, theme
from course.languages import LOCALE, ORIGINAL, address
from natolab import AS_OF

#: Parts of a page's text that stay English: code, and what code writes as HTML.
_ENGLISH = re.compile(
    r'<(?:div|section) (?=class="(?:cell_input|output stream|quiz|exercise-outcome'
    r"|explorer-fallback)\b)"
)
#: Text for which there is no message, so that Sphinx leaves it English.
_LEFT = re.compile(r'<(?!img)\w+ (?=[^>]*class="[^"]*\buntranslated\b)[^>]*(?=>)')
_NUMBER = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?")


class Pages(StandaloneHTMLBuilder):
    """Write the pages, and nothing that the English pages have already."""

    name = "translated"
    search = False

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return where a page stands below the site's root."""
        language = self.config.language if docname in self.env.found_docs else ORIGINAL
        return address(language, docname)

    def get_outfilename(self, pagename: str) -> str:
        """Return the file of a page."""
        return str(Path(self.outdir) / self.get_target_uri(pagename))

    def _get_translations_js(self) -> str:
        return ""  # words of the search, which is that of the English pages

    @property
    def _stamp(self) -> Path:
        return Path(self.doctreedir, "made-with")

    def _made_with(self) -> str:
        """Return checksums of what every page depends on besides its source.

        Settings, what its language says, the contents, and the English pages that links name.
        """
        english = str(Path(self.outdir, "objects.inv"))
        own = f"{LOCALE}/{self.config.language}"
        files = (english, self.config.external_toc_path, own)
        made_of = caching.digest(Path(self.app.confdir), files)
        return f"{self.build_info.config_hash} {self.build_info.tags_hash} {made_of}"

    def get_outdated_docs(self) -> Iterator[str]:
        """Yield the pages to write; Sphinx would ask for the settings of the English ones."""
        same = self._stamp.exists() and self._stamp.read_text() == self._made_with()
        for name in self.env.found_docs:
            source, page = Path(self.env.doc2path(name)), Path(self.get_outfilename(name))
            if not same or not page.exists() or page.stat().st_mtime < source.stat().st_mtime:
                yield name

    def copy_assets(self) -> None:
        """Copy nothing: all is there."""
        self._stamp.unlink(missing_ok=True)  # until all pages are written

    def finish(self) -> None:
        """Write no index and no list of pages: those of the English pages are there."""
        self._stamp.write_text(self._made_with())


class Glued(PasteTextRole):
    """A number in the prose, written as the language writes it.

    Sphinx reads a message as a document of its own, which knows no results; those of the page are
    kept while it is read.
    """

    def run(self):
        """Return the number as text."""
        env = self.document.settings.env
        own = self.document.attributes.pop("nb_renderer", None)
        if own is not None:
            env.temp_data["course_results"] = own
        self.document["nb_renderer"] = env.temp_data["course_results"]
        made, messages = super().run()
        if own is None:
            del self.document["nb_renderer"]
        for node in made:
            node[:] = [nodes.Text(local(node.astext(), env.config.language))]
        return made, messages


def local(text: str, language: str) -> str:
    """Return a number, or the day whose knowledge is described, as a language writes it.

    Parameters
    ----------
    text : str
        As English writes it.
    language : str
        Code of the language.

    Returns
    -------
    str
        The same in the language; any other text as it is.
    """
    if text == day(ORIGINAL):
        return day(language)
    if not _NUMBER.fullmatch(text):
        return text
    signs = {",": get_group_symbol(language), ".": get_decimal_symbol(language)}
    return text.translate(str.maketrans(signs))


def day(language: str) -> str:
    """Return the day whose knowledge is described, as a language writes it."""
    return format_date(AS_OF, "d MMMM y", locale=language)


class Elsewhere(SphinxPostTransform):
    """Make links to pages that are not translated such that Sphinx asks us where they lead."""

    builders = ("translated",)
    default_priority = 8  # before MyST's own links are resolved (9)

    def run(self, **kwargs):
        """Change the links of the page."""
        for link in self.document.findall(addnodes.pending_xref):
            if link["reftype"] == "myst" and link["refdomain"] == "doc":
                page = link["reftarget"]
                if page not in self.env.all_docs:
                    link.update_all_atts({"refdomain": "std", "reftype": "doc"}, replace=True)
                    link["reftarget"] = f"/{page}"


@functools.cache
def _english(site: Path) -> dict[str, dict[str, tuple]]:
    """Return what the English pages offer to link to, by kind and by name without capitals."""
    with (site / "objects.inv").open("rb") as file:
        inventory = InventoryFile.load(file, "", posixpath.join)
    return {
        kind: {name.lower(): entry for name, entry in named.items()}
        for kind, named in inventory.items()
    }


def _lead_there(app, env, link, content):
    """Lead a reference to what is not translated to the English page."""
    if app.builder.name != "translated":
        return None
    kinds = {"ref": "std:label", "term": "std:term", "doc": "std:doc"}
    kind = kinds.get(link["reftype"])
    target = link["reftarget"]
    if kind == "std:doc":
        target = docname_join(link["refdoc"], target)
    entry = _english(Path(app.outdir)).get(kind, {}).get(target.lower())
    if entry is None:
        return None
    _, _, place, title = entry
    page, mark, anchor = place.partition("#")
    where = relative_uri(app.builder.get_target_uri(link["refdoc"]), page) + mark + anchor
    if not link["refexplicit"] and title != "-":
        content = nodes.inline(title, title)
    return nodes.reference("", "", content, refuri=where, internal=True)


class Cited(SphinxTransform):
    """Remember the citations of the page: Sphinx adds those of each message that it reads."""

    default_priority = 5  # before messages take the place of the text (20)

    def apply(self, **kwargs):
        """Keep a copy; a message, which is a document of its own, comes later."""
        uses = self.env.get_domain("cite").citation_refs
        self.env.temp_data.setdefault("course_citations", list(uses))


def _cited(app, document):
    """Forget the citations of the messages, which stand for those of the page."""
    if "course_citations" in app.env.temp_data:
        domain = app.env.get_domain("cite")
        domain.data["citation_refs"] = app.env.temp_data["course_citations"]


class References(AuthorYearReferenceStyle):
    """Citations as ``_config.yml`` has them, with the language's word between two authors."""

    def __init__(self):
        super().__init__(person=PersonStyle(sep2=_(" and "), last_sep=_(", and ")))


def _notice(page: str, pathto, *, partly: bool) -> str:
    words = _(
        "This page is a pilot, translated by the authors of the course; the "
        '<a href="{english}" hreflang="en">English text</a> is the reference. '
        "Pictures, quizzes, code and most pages that links lead to are in English. "
        'Please <a href="{report}" hreflang="en">report a mistake</a>.'
    ).format(
        english=pathto(address(ORIGINAL, page), resource=True),
        report=pathto("book/report-an-error"),
    )
    if partly:
        words += " " + _("Some of this page is not translated yet.")
    return f'<p class="translation-notice" role="note">{words}</p>\n'


def _body(app, pagename, templatename, context, doctree):
    """Say that a page is a translation, and which of its parts and links are English."""
    if app.builder.name != "translated":
        return
    body = _ENGLISH.sub(rf'\g<0>lang="{ORIGINAL}" ', context["body"])
    body, left = _LEFT.subn(rf'\g<0> lang="{ORIGINAL}"', body)
    english = re.escape(context["pathto"]("book/", resource=True))
    body = re.sub(f'<a (?=[^>]*href="{english})', rf'\g<0>hreflang="{ORIGINAL}" ', body)
    # A page that has the whole window begins with what fills it.
    wide = (context.get("meta") or {}).get("layout") == "wide"
    at = re.search(r'<section id="[^"]*">\s*<h2>', body).start() if wide else 0
    notice = _notice(pagename, context["pathto"], partly=left > 0)
    context["body"] = body[:at] + notice + body[at:]


def _mend(app, exception):
    """Mend the pages as the English ones are, and remove those that are translated no more."""
    if exception or app.builder.name != "translated":
        return
    pages = [Path(app.builder.get_outfilename(name)) for name in app.env.found_docs]
    for path in (Path(app.outdir) / app.config.language).glob("**/*.html"):
        if path not in pages:
            path.unlink()
    for path in pages:
        theme.mend(path, Path(app.outdir))


def setup(app):
    """Register the builder and what only its pages need."""
    app.add_builder(Pages)
    app.add_post_transform(Elsewhere)
    app.connect("missing-reference", _lead_there)
    app.connect("html-page-context", _body, priority=850)
    app.connect("build-finished", _mend, priority=900)
    if app.config.language != ORIGINAL:
        app.add_transform(Cited)
        app.connect("doctree-read", _cited)
        app.add_role_to_domain("glue", "text", Glued(), override=True)
        app.connect("config-inited", _settings, priority=150)


def _settings(app, config):
    config.translation_progress_classes = "untranslated"
    register_plugin("sphinxcontrib.bibtex.style.referencing", "translated", References)
    config.bibtex_reference_style = "translated"
    config.html_theme_options["search_bar_text"] = _("Search the course (in English)")
    config.togglebutton_hint = _("Click to show")
    config.togglebutton_hint_hide = _("Click to hide")
    config.nb_code_prompt_show = _("Show code")
    config.nb_code_prompt_hide = _("Hide code")
