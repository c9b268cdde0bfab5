"""The choice at the top of a page of what is printed: solutions, code, both, neither."""

from sphinx.locale import _

#: What a page may hold folded: its name in ``print.js`` and the style sheet, and its sign.
_FOLDED = {"solutions": "sd-dropdown", "code": "tag_hide-input"}
_NAMED = {"solutions": lambda: _("solutions"), "code": lambda: _("code")}


def _choices(body: str) -> list[str]:
    """Return the choices of a page, each as the names of what is printed beside the text."""
    found = [name for name, sign in _FOLDED.items() if sign in body]
    return ["", *found, *([" ".join(found)] if len(found) > 1 else [])]


def _button(choice: str) -> dict[str, str]:
    words = _(" and ").join(_NAMED[name]() for name in choice.split())
    return {
        "type": "javascript",
        "javascript": f"printPage('{choice}')",
        "text": _(".pdf with {words}").format(words=words) if words else ".pdf",
        "tooltip": _("Print to PDF, with {words}").format(words=words)
        if words
        else _("Print to PDF, the text alone"),
        "icon": "fas fa-file-pdf",
        "label": "download-pdf-button",
    }


def _add(app, pagename, templatename, context, doctree):
    """Put the choices in the place of the theme's one button."""
    for group in context.get("header_buttons", []):
        if group["label"] == "download-buttons":
            others = [each for each in group["buttons"] if each["label"] != "download-pdf-button"]
            group["buttons"] = others + [_button(each) for each in _choices(context["body"])]


def setup(app):
    """Connect to the moment when a page is written, after the theme has added its buttons."""
    app.connect("html-page-context", _add, priority=510)
    app.add_js_file("print.js")
