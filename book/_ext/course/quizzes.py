"""Bring the script that wakes a quiz, and its style, to the pages that have one."""

from pathlib import Path

from natolab import quizzes

FOLDER = Path(quizzes.__file__).parent
FILES = [FOLDER / "quiz.css", FOLDER / "quiz.js"]


def _settings(app, config):
    config.html_static_path += [str(path) for path in FILES]


def _load(app, pagename, templatename, context, doctree):
    if 'class="quiz"' in context.get("body", ""):
        app.add_css_file("quiz.css")
        app.add_js_file("quiz.js", type="module")


def setup(app):
    """Connect to the moments when settings are read and pages are written."""
    app.connect("config-inited", _settings, priority=100)
    app.connect("html-page-context", _load)
