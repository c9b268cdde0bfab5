"""Which version a page is of, and the places for what a site of several versions says on it.

Here each page says its version, if the sources are those of a release, and nothing otherwise. Where
several versions stand side by side, ``release/switcher.py`` fills the two places of each page in:
a note above its text where there is a newer version, and at its foot the way to the others.
"""

from pathlib import Path

from release import sources

#: What ``release/switcher.py`` looks for; what stands between the signs goes.
NOTE = "<!--version-note--><!--/version-note-->"
FOOT = "<!--versions-->{}<!--/versions-->"


def foot(top: Path) -> str:
    """Return the place at the foot of a page, as HTML, with the version where there is one.

    Parameters
    ----------
    top : pathlib.Path
        Top of the repository.
    """
    found = sources.released(top)
    return FOOT.format(f'<p class="version">Version {found[0]}, {found[1]}</p>' if found else "")


def _settings(app, config):
    options = config.html_theme_options
    options["extra_footer"] = options.get("extra_footer", "") + foot(Path(app.confdir))


def _note(app, pagename, templatename, context, doctree):
    """Leave the place above the text of a page."""
    if "body" in context:
        context["body"] = NOTE + context["body"]


def setup(app):
    """Leave the places, behind the footer's other line and what is made of a page's text."""
    app.connect("config-inited", _settings, priority=200)
    app.connect("html-page-context", _note, priority=990)
