"""Formulas as MathML: current browsers show it, screen readers speak it, nothing is loaded."""

from html import escape

from docutils import nodes
from latex2mathml.converter import convert
from sphinx.errors import ExtensionError


def _mathml(latex, display):
    try:
        return convert(latex, display=display)
    except Exception as error:
        raise ExtensionError(f"The formula {latex!r} cannot be read as LaTeX: {error}") from error


def _inline(self, node):
    self.body.append(_mathml(node.astext(), "inline"))
    raise nodes.SkipNode


def _block(self, node):
    self.body.append(self.starttag(node, "div", CLASS="math", ROLE="math", TABINDEX="0"))
    self.body.append(_mathml(node.astext(), "block"))
    if node["number"]:
        self.body.append(f'<span class="eqno">({escape(str(node["number"]))})</span>')
    self.body.append("</div>\n")
    raise nodes.SkipNode


def setup(app):
    """Register the renderer under the name that ``_config.yml`` chooses."""
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))
