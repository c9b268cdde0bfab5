"""Formulas as MathML: current browsers show it, screen readers speak it, nothing is loaded."""

import re
from html import escape
from xml.etree import ElementTree

from docutils import nodes
from latex2mathml.converter import convert
from sphinx.errors import ExtensionError


def _mathml(self, node, display):
    """Return a formula as MathML; a mistyped one fails the build.

    The converter lets much of what it does not know pass: as a word in the formula, a bare ``&``,
    or not at all.
    """
    latex = node.astext()
    try:
        made = convert(latex, display=display)
        fault = _fault(latex, made)
    except Exception as error:
        fault = f"{type(error).__name__} {error}".strip()
    if fault:
        raise ExtensionError(
            f"{self.builder.current_docname}: the formula {latex!r} cannot be read as LaTeX: "
            f"{fault}."
        )
    return made


def _fault(latex, made):
    """Say what is wrong with a formula that was made, or return an empty text."""
    bare = re.sub(r"\\.", "", latex)
    if bare.count("{") != bare.count("}"):
        return "a brace { or } has no partner"
    try:
        words = ElementTree.fromstring(made).itertext()
    except ElementTree.ParseError:
        return "an & stands outside an environment that the converter knows"
    if unknown := [word for word in words if "\\" in word]:
        return f"the converter does not know {unknown[0]}"
    if r"\begin{" in latex and "<mtable" not in made:
        return r"the converter does not know its \begin{...}"
    return ""


def _inline(self, node):
    self.body.append(_mathml(self, node, "inline"))
    raise nodes.SkipNode


def _block(self, node):
    self.body.append(self.starttag(node, "div", CLASS="math", ROLE="math", TABINDEX="0"))
    self.body.append(_mathml(self, node, "block"))
    if node["number"]:
        self.body.append(f'<span class="eqno">({escape(str(node["number"]))})</span>')
    self.body.append("</div>\n")
    raise nodes.SkipNode


def setup(app):
    """Register the renderer under the name that ``_config.yml`` chooses."""
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))
