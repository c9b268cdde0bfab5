"""Mend what the theme gets wrong for readers with keyboard, phone or screen reader."""

import copy
import re
from html import escape
from pathlib import Path

from babel.dates import format_date
from sphinx.locale import _

from course import pictures
from natolab import AS_OF

STATIC = Path(__file__).parent / "static"
TEMPLATES = Path(__file__).parent / "templates"
#: What a page with the whole window loads: nothing of the theme, which alone is half a megabyte.
WIDE_SHEETS = re.compile(r"/(course|wide|explorer|explorers/\w+)\.css$")
WIDE_SCRIPTS = re.compile(r"/explorers(/texts[\w.-]*)?\.js$")
#: An explorer's figure for readers without scripts, which to load takes a slow computer a third of
#: a second; where there are scripts, a point of one pixel stands for it until the explorer does.
FALLBACK_FIGURE = re.compile(r'(?<=class="explorer-fallback">)<img [^>]*>')
PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
# The site's root leads to the first page; the one that the table of contents' extension writes has
# neither language nor title nor link.
DOOR = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="_static/favicon.svg">
<meta http-equiv="refresh" content="0; url=book/index.html">
</head>
<body><main><p><a href="book/index.html">{title}</a></p></main></body>
</html>
"""
#: What to mend in whole pages, as in ``_MENDS``.
_PAGE_MENDS = [
    # Half a megabyte, compressed, to draw as SVG the dozen icons that the font draws too.
    (re.compile(r"<script [^>]*/fontawesome\.js[^>]*></script>"), ""),
    # The search and its index are loaded when a reader turns to it; its own page has them at once.
    (re.compile(r'\s*<script [^>]*src="(?:\.\./)+_static/search\.js[^>]*></script>'), ""),
    (
        re.compile(
            r'<script src="((?:\.\./)+_static/)searchtools\.js"></script>\s*'
            r'<script src="(?:\.\./)+_static/language_data\.js"></script>\s*'
            r'<script src="(?:\.\./)+searchindex\.js"></script>'
        ),
        r'<script src="\1search-later.js"></script>',
    ),
    # Fetched first of all, they take the way from the style sheets, without which no text is shown.
    (re.compile(r'\s*<link rel="preload" as="script"[^>]*>'), ""),
    # Which of both "auto" means the theme asks last of all, and then styles the whole page anew.
    (
        re.compile(r"(document\.documentElement\.dataset)\.theme = localStorage[^;]*;"),
        r"""\1.theme =
      \1.mode !== "auto"
        ? \1.mode
        : matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";""",
    ),
    # A download is saved under the file's name; the theme opens it in a new tab.
    (
        re.compile(r'(<a href="[^"]+") target="_blank"(\s+class="btn btn-sm btn-download-)'),
        r"\1 download\2",
    ),
    # Speech must say what the eye reads: "Search Ctrl+K", not "Search".
    (re.compile(r'(<button class="btn search-button-field [^>]*?) aria-label="[^"]*"'), r"\1"),
]
#: Scripts that hold up the text of a page, which they would not need to.
_AT_ONCE = re.compile(r"<script (?=[^>]*src=)(?![^>]*\b(?:defer|async|type)\b)")
#: Signs of what the sheets and scripts of an extension, by a part of their names, are for.
_NEEDED_FOR = {
    "toggle": re.compile(r'class="(?:[^"]* )?(?:toggle|dropdown)[ "]'),
    "design": re.compile(r'class="(?:[^"]* )?sd-'),
}
#: What scripts in the page itself set; the file is small, and they come before scripts that wait.
_OPTIONS = re.compile(r'<script [^>]*src="[^"]*_static/documentation_options\.js[^>]*></script>')
#: The theme asks of each block whether it scrolls, folded ones too, which a browser lays out for
#: each question, and marks it before it asks of the next: dozens of layouts. Here it asks what can
#: be seen, marks what has changed when all are measured, and asks again when something unfolds.
_SCRIPT_MENDS = [
    (
        re.compile(
            r'(document\.querySelectorAll\(\["pre",[^\]]*\]\.join\(", "\)\))'
            r"\.forEach\(e=>\{e\.tabIndex=([^{}]*)\}\)"
        ),
        r"Array.from(\1).filter(e=>e.checkVisibility?.()??!0).map(e=>[e,\2])"
        r".forEach(([e,t])=>{e.tabIndex!==t&&(e.tabIndex=t)})",
    ),
    (
        re.compile(
            r'(?<=,)(\w)=\w\((\w),300\);(?=window\.addEventListener\("resize",\1\),new Mutation)'
        ),
        r'\g<0>document.addEventListener("toggle",\2,!0);',
    ),
]


def _settings(app, config):
    day = format_date(AS_OF, "d MMMM y", locale=config.language)
    config.myst_substitutions = {**config.myst_substitutions, "as_of": day}
    config.html_static_path.append(str(STATIC))
    config.templates_path.append(str(TEMPLATES))
    config.html_favicon = str(STATIC / "favicon.svg")
    # The theme writes an empty mode otherwise, and its script complains of it on each page.
    config.html_context.setdefault("default_mode", "auto")
    known = _("The course describes what was known on {day}.").format(
        day=f'<time datetime="{AS_OF.isoformat()}">{day}</time>'
    )
    config.html_theme_options["extra_footer"] = f'<p class="as-of">{known}</p>'


def _scripts(app, pagename, templatename, context, doctree):
    """Drop sheets and scripts for what the page does not hold, and scripts that stand twice."""
    body = context.get("body", "")
    unneeded = [kind for kind, sign in _NEEDED_FOR.items() if not sign.search(body)]
    unneeded.append("thebe")  # it throws, and live cells do what it would

    def needed(file) -> bool:
        said = f"{file.filename} {file.attributes.get('body')}".lower()
        return not any(kind in said for kind in unneeded)

    # In place: what is added to the page after this goes into Sphinx's own list.
    sheets = context.get("css_files", [])
    sheets[:] = filter(needed, sheets)
    kept = {}
    for script in filter(needed, context.get("script_files", [])):
        kept.setdefault((script.filename, script.attributes.get("body")), script)
    context["script_files"] = list(kept.values())


def _wide(app, pagename, templatename, context, doctree):
    """Give a page whose front matter says ``layout: wide`` the whole window, without side bars."""
    if (context.get("meta") or {}).get("layout") != "wide":
        return None
    context["body"] = FALLBACK_FIGURE.sub(
        rf'<picture><source media="(scripting: enabled)" srcset="{PIXEL}" '
        r'width="1" height="1">\g<0></picture>',
        context["body"],
    )
    app.add_css_file("wide.css")
    for kind, wanted, listed in (
        ("wide_sheets", WIDE_SHEETS, "css_files"),
        ("wide_scripts", WIDE_SCRIPTS, "script_files"),
    ):
        context[kind] = [file for file in context[listed] if wanted.search(str(file.filename))]
    return "wide.html"


#: What to mend in the markup of a page's own text, each as a pattern and what replaces it.
_MENDS = [
    # A list of works is a list: the role of the entries is deprecated, and links stand beside them.
    (re.compile(r'(<div(?=[^>]* class="citation(?:-list)?")[^>]*?) role="[^"]*"'), r"\1"),
    # Speech must say what the eye reads: "Show code cell source", not "Toggle hidden content".
    (re.compile(r'(<summary[^>]*?) aria-label="[^"]*"'), r"\1"),
    # An address that is its own text is not printed twice.
    (re.compile(r'(<a class=")(?=reference external" href="([^"]+)">\2</a>)'), r"\1bare "),
]


#: On a phone a figure keeps a size at which its words can be read, and scrolls in its own box,
#: unless its cell says that it fits: panels one above the other, no wider than a phone.
_WIDE_FIGURE = re.compile(
    r'(<div class="cell_output[^>]*>\s*<figure[^>]*>\s*)'
    r'(<img (?![^>]*class="[^"]*\bfits\b)[^>]*>)'
)


def _mended(text: str, mends: list[tuple[re.Pattern, str]]) -> str:
    for pattern, better in mends:
        text = pattern.sub(better, text)
    return text


def _body(app, pagename, templatename, context, doctree):
    """Mend the markup of a page's own text."""
    if "body" in context:
        context["body"] = _mended(context["body"], _MENDS)
        whole = escape(_("Figure, scrolls sideways on a narrow screen"))
        says = escape(_("Scrolls sideways"))
        context["body"] = _WIDE_FIGURE.sub(
            r'\1<div class="figure-scroll" tabindex="0" role="group" '
            rf'aria-label="{whole}" data-says="{says}">\2</div>',
            context["body"],
        )


def _recall_numbers(app, env):
    """Give Sphinx back its own numbers, or it finds them changed and writes each page anew."""
    env.toc_fignumbers = getattr(env, "course_running_numbers", env.toc_fignumbers)
    return []


def _number_figures(app, env):
    """Count figures and tables anew on each page: a new chapter must not renumber the others."""
    env.course_running_numbers = copy.deepcopy(env.toc_fignumbers)
    for kinds in env.toc_fignumbers.values():
        for numbers in kinds.values():
            for count, name in enumerate(numbers, 1):
                numbers[name] = (count,)
    return []


def mend(path: Path, top: Path) -> None:
    """Mend what the theme writes in a page of the site at ``top``, after the page is written."""
    text = path.read_text(encoding="utf-8")
    mended = pictures.later(_mended(text, _PAGE_MENDS), path, top)
    options = (top / "_static" / "documentation_options.js").read_text(encoding="utf-8")
    mended = _OPTIONS.sub(lambda _: f"<script>{options}</script>", mended)
    if path.name != "search.html":  # whose own scripts build on each other at once
        mended = _AT_ONCE.sub("<script defer ", mended)
    if mended != text:
        path.write_text(mended, encoding="utf-8")


def _files(app, exception):
    """Remove pages whose source is gone; mend what the theme writes, and the root."""
    if exception or app.builder.name != "html":
        return
    top = Path(app.outdir)
    pages = [top / f"{name}.html" for name in app.env.found_docs]
    for path in top.glob("book/**/*.html"):
        if path not in pages:
            path.unlink()
    for path in [*pages, top / "search.html", top / "404.html"]:
        mend(path, top)
    script = top / "_static" / "scripts" / "pydata-sphinx-theme.js"
    mended = _mended(script.read_text(encoding="utf-8"), _SCRIPT_MENDS)
    script.write_text(mended, encoding="utf-8")
    (top / "index.html").write_text(DOOR.format(title=app.config.html_title), encoding="utf-8")


def setup(app):
    """Connect the mends."""
    # Before and after the collector that numbers figures through the whole book.
    app.connect("env-get-updated", _recall_numbers, priority=100)
    app.connect("env-get-updated", _number_figures, priority=900)
    # After the writer of the root page.
    app.connect("build-finished", _files, priority=900)
    app.connect("config-inited", _settings, priority=100)
    app.connect("html-page-context", _body, priority=800)
    app.connect("html-page-context", _scripts, priority=900)
    app.connect("html-page-context", _wide, priority=950)
    app.add_css_file("course.css")
