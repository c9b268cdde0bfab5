"""Text that a cell shows as Markdown, as the page sets it: tables, and formulas as MathML."""

from __future__ import annotations


def html(source: str) -> str | None:
    """Return Markdown as HTML.

    Parameters
    ----------
    source : str
        Markdown with tables and with formulas between dollar signs.

    Returns
    -------
    str or None
        Nothing where the packages that do it are not to be had; then the source is shown.
    """
    try:
        from latex2mathml.converter import convert
        from markdown_it import MarkdownIt
        from mdit_py_plugins.dollarmath import dollarmath_plugin
    except ImportError:
        return None

    def formula(latex: str, options: dict) -> str:
        return convert(latex, display="block" if options["display_mode"] else "inline")

    parser = MarkdownIt("commonmark").enable("table")
    dollarmath_plugin(parser, renderer=formula)
    # A wide table scrolls in its own box, as the page's do.
    box = '<div class="pst-scrollable-table-container" tabindex="0" role="region" '
    return (
        parser.render(source)
        .replace("<table>", f'{box}aria-label="Table"><table class="table">')
        .replace("</table>", "</table></div>")
    )
