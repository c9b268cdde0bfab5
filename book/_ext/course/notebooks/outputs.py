"""The results that a notebook shows before it is run: those of the page, light and safe.

Jupyter shows no SVG and runs no script of a notebook that it does not trust, as one that was just
downloaded. So a drawing stands as an image in HTML, which every Jupyter shows, with its alternative
text; and a widget, which needs a running kernel, stands as the drawing that it leaves on the page.
"""

from __future__ import annotations

import base64
from html import escape

from bs4 import BeautifulSoup, Tag
from nbformat import NotebookNode, v4
from sphinx.errors import ExtensionError

WIDGET = "application/vnd.jupyter.widget-view+json"
SVG = "image/svg+xml"
#: What is kept as it is; a drawing's description or a table's plain form among them.
KEPT = ("text/html", "text/markdown", "text/latex", "text/plain", "image/png")


def kept(outputs: list[NotebookNode], alt: str, count: int, place: str) -> list[NotebookNode]:
    """Return the outputs of one cell as the notebook holds them.

    Parameters
    ----------
    outputs : list of NotebookNode
        As they were when the page was built.
    alt : str
        The alternative text of the cell's figure; empty if it has none.
    count : int
        The cell's number in the order of running.
    place : str
        Page and cell, for messages.
    """
    return [_kept(output, alt, count, place) for output in outputs if not _is_glue(output)]


def _is_glue(output: NotebookNode) -> bool:
    return "scrapbook" in output.get("metadata", {})


def _kept(output: NotebookNode, alt: str, count: int, place: str) -> NotebookNode:
    if output.output_type == "stream":
        return v4.new_output("stream", name=output.name, text=output.text)
    if output.output_type not in ("display_data", "execute_result"):
        raise ExtensionError(
            f"{place}: the notebook cannot keep an output of the kind {output.output_type!r}; "
            "a cell of the course prints, or shows a result or a figure."
        )
    options = {"execution_count": count} if output.output_type == "execute_result" else {}
    return v4.new_output(output.output_type, data=_bundle(output.data, alt, place), **options)


def _bundle(data: NotebookNode, alt: str, place: str) -> dict[str, str]:
    if WIDGET in data and "text/html" in data:
        return _explorer(data["text/html"])
    if SVG in data:
        plain = alt if WIDGET in data else data.get("text/plain", alt)
        return {"text/html": _image(data[SVG].encode(), alt), "text/plain": plain}
    if strange := [kind for kind in data if kind not in KEPT]:
        raise ExtensionError(
            f"{place}: the notebook cannot keep a result of the kind {strange[0]!r}; it keeps "
            f"{', '.join((SVG, *KEPT))}."
        )
    return dict(data)


def description(outputs: list[NotebookNode], place: str) -> str:
    """Return the alternative text that an explorer gives its picture."""
    for output in outputs:
        data = output.get("data", {})
        if WIDGET in data and "text/html" in data:
            return _picture(data["text/html"])["alt"]
    raise ExtensionError(
        f"{place}: the figure has no description in words; give its cell an `alt` "
        "(`mystnb: image: alt:`)."
    )


def _explorer(page: str) -> dict[str, str]:
    """Return the picture that an explorer shows to readers without scripts."""
    image = _picture(page)
    picture = base64.b64decode(image["src"].partition(",")[2])
    return {"text/html": _image(picture, image["alt"]), "text/plain": image["alt"]}


def _picture(page: str) -> Tag:
    return BeautifulSoup(page, "html.parser").select_one(".explorer-fallback img")


def _image(picture: bytes, alt: str) -> str:
    coded = base64.b64encode(picture).decode()
    # White, because the house style draws dark on nothing, and Jupyter may be dark.
    return (
        f'<img src="data:{SVG};base64,{coded}" alt="{escape(alt)}" style="background-color: white">'
    )
