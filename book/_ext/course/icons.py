"""Keep of the theme's icons those that the site shows: its fonts and rules hold two thousand.

The fonts are cut by fontTools, which comes with matplotlib.
"""

import hashlib
import re
from pathlib import Path

SHEET = "_static/styles/pydata-sphinx-theme.css"
FONTS = "_static/vendor/fontawesome/webfonts"
NAME = re.compile(r"fa-[a-z0-9-]+")
#: The rule that gives an icon, under all its names, its place in the font.
ICON = re.compile(r'((?:\.fa-[\w-]+:before,?)+)\{content:"\\([0-9a-f]+)"\}')
#: Where the sheet says which files a font has.
FILES = re.compile(r'url\([^)]*?/([\w-]+)\.woff2\) format\("woff2"\),url\([^)]*\.ttf\)')
#: The same, once the font is cut.
CUT = re.compile(r"\.[0-9a-f]{8}\.ttf\)")


def names(site):
    """Return the names of icons that pages and scripts of a site mention."""
    scripts = (site / "_static").rglob("*.js")
    texts = [
        *site.glob("*.html"),
        *site.glob("book/**/*.html"),
        *(path for path in scripts if "vendor" not in path.parts),
    ]
    return {name for path in texts for name in NAME.findall(path.read_text(encoding="utf-8"))}


def cut(source, target, places):
    """Write a font that has the glyphs of some places only, if that is not done yet."""
    if not target.exists():
        # Takes a second to import, and most builds find the fonts cut.
        from fontTools import subset

        font = subset.load_font(source, subset.Options())
        subsetter = subset.Subsetter()
        subsetter.populate(unicodes=places)
        subsetter.subset(font)
        font.save(target)


def slim(site):
    """Take from a site's style sheet and fonts the icons that it does not show.

    Parameters
    ----------
    site : Path
        Folder of the site.
    """
    sheet = site / SHEET
    css = sheet.read_text(encoding="utf-8")
    if CUT.search(css):  # no page was written, so the theme's files were not copied anew
        return
    shown = names(site)
    places = set()

    def keep(rule):
        if shown.isdisjoint(re.findall(r"\.(fa-[\w-]+):", rule[1])):
            return ""
        places.add(int(rule[2], 16))
        return rule[0]

    css = ICON.sub(keep, css)
    if not places:
        raise ValueError(
            f"{SHEET} has no rule for any icon of the site; the theme has changed how it writes "
            "them, and icons.py has to follow."
        )
    kept = set()
    digest = hashlib.sha256(repr(sorted(places)).encode()).hexdigest()[:8]

    def smaller(files):
        name = f"{files[1]}.{digest}.ttf"
        cut(site / FONTS / f"{files[1]}.ttf", site / FONTS / name, places)
        kept.add(name)
        return f"url(../vendor/fontawesome/webfonts/{name})"

    sheet.write_text(FILES.sub(smaller, css), encoding="utf-8")
    for font in (site / FONTS).iterdir():
        if font.name not in kept:
            font.unlink()


def _slim(app, exception):
    if exception is None and app.builder.name == "html":
        slim(Path(app.outdir))


def setup(app):
    """Cut the icons when all pages are written."""
    app.connect("build-finished", _slim)
