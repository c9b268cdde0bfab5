"""Languages: which pages are translated, and how a page leads to itself in another language.

English pages stand in ``book/``, those of another language in ``<language>/book/``. A page is
translated when it has messages: ``book/locale/<language>/LC_MESSAGES/<page>.po``.
"""

from __future__ import annotations

import posixpath
from html import escape
from pathlib import Path
from urllib.parse import urljoin

from babel import Locale
from docutils import nodes
from myst_nb.core.render import base_render_priority
from sphinx.transforms import SphinxTransform

LOCALE = "book/locale"
#: The language in which the course is written.
ORIGINAL = "en"


def translations(top: Path) -> dict[str, list[str]]:
    """Return the pages that are translated, by language.

    Parameters
    ----------
    top : pathlib.Path
        Top of the repository.

    Returns
    -------
    dict[str, list[str]]
        Names of pages, such as ``book/index``, by the code of the language, such as ``fr``.
    """
    found = {}
    for path in sorted((top / LOCALE).glob("*/LC_MESSAGES/book/**/*.po")):
        language, _, *page = path.relative_to(top / LOCALE).with_suffix("").parts
        found.setdefault(language, []).append("/".join(page))
    return found


def name(language: str) -> str:
    """Return what a language calls itself, as it stands on a link: ``Français``."""
    own = Locale.parse(language).get_display_name(language)
    return own[:1].upper() + own[1:]


def address(language: str, page: str) -> str:
    """Return where a page stands in a language, below the site's root."""
    return f"{page}.html" if language == ORIGINAL else f"{language}/{page}.html"


def _settings(app, config):
    config.course_translations = translations(Path(app.confdir))
    # myst-nb knows neither builder; the messages too need pictures, for their descriptions.
    shown = [("html", *kind) for kind in base_render_priority()["html"].items()]
    shown += config.nb_mime_priority_overrides
    config.nb_mime_priority_overrides = shown + [
        (builder, *kind)
        for builder in ("translated", "gettext")
        for html, *kind in shown
        if html == "html"
    ]
    config.html_theme_options["article_header_end"] = [
        "languages.html",
        "article-header-buttons.html",
    ]


class Cells(SphinxTransform):
    """Give the cells of tables in ``{table}`` a source, without which Sphinx translates no text."""

    default_priority = 5  # before messages take the place of the text (20)

    def apply(self, **kwargs):
        """Change the tables of the page."""
        for text in self.document.findall(nodes.paragraph):
            if not text.source:
                text.source, text.line = self.document["source"], 0


def _others(app, pagename, templatename, context, doctree):
    """Tell templates and search engines in which languages a page can be read."""
    offered = [
        language
        for language, pages in app.config.course_translations.items()
        if pagename in pages and app.builder.name in {"html", "translated"}
    ]
    every = [ORIGINAL, *offered] if offered else []
    own, site = app.config.language, app.config.html_baseurl
    folder = posixpath.dirname(address(own, pagename))
    context["course_languages"] = []
    for language in every:
        place = address(language, pagename)
        near = posixpath.relpath(place, folder)
        href = escape(urljoin(site, place) if site else near)
        context["metatags"] += f'\n<link rel="alternate" hreflang="{language}" href="{href}">'
        if language != own:
            other = {"code": language, "name": name(language), "address": near}
            context["course_languages"].append(other)


def setup(app):
    """Find the translations before pages are written, and name them on each."""
    app.add_config_value("course_translations", {}, "html", dict)
    app.connect("config-inited", _settings, priority=100)
    app.add_transform(Cells)
    # Before the theme leaves out templates that show nothing.
    app.connect("html-page-context", _others, priority=400)
