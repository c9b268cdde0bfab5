"""Takes out of a notebook's outputs whatever could run where a teacher looks at it."""

from __future__ import annotations

import base64
import re
from typing import Any

import nbformat
from nbconvert.preprocessors.sanitize import SanitizeHTML

# What tables are made of. Links and pictures are not among it: nothing is loaded from elsewhere.
TAGS = "table thead tbody tfoot tr th td caption b i em strong p div span br ul ol li pre".split()
# Blocks whose text is no text to be read.
UNREAD = re.compile(r"(?is)<(style|script)\b.*?(</\1\s*>|\Z)")
PICTURES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}
SVG = "image/svg+xml"
# A drawing in the place of a picture runs nothing and loads nothing.
IMAGE = '<img src="data:image/svg+xml;base64,{}">'
DRAWN = re.compile(re.escape(IMAGE).replace(r"\{\}", "([A-Za-z0-9+/=]+)"))


def clean(notebook: nbformat.NotebookNode) -> None:
    """Clean all outputs of a notebook, in place: text, tables and pictures are left.

    Parameters
    ----------
    notebook : NotebookNode
        A notebook as it was run. nbconvert, and nbgrader's formgrader with it, would run the
        scripts in its outputs.
    """
    sanitizer = SanitizeHTML(
        tags=TAGS,
        attributes={"*": ["colspan", "rowspan"]},
        strip=True,
        safe_output_keys={"metadata", "text/plain", *PICTURES},
        sanitized_output_types={"text/html"},
    )
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        for output in cell.outputs:
            if "data" not in output:
                continue
            drawing = output.data.get(SVG)
            if isinstance(output.data.get("text/html"), str):
                output.data["text/html"] = UNREAD.sub("", output.data["text/html"])
            sanitizer.sanitize_code_outputs([output])
            for form in PICTURES.keys() & output.data.keys():
                if picture(output.data[form], form) is None:
                    del output.data[form]
            if isinstance(drawing, str):
                told = base64.b64encode(drawing.encode("utf-8", "replace")).decode()
                output.data["text/html"] = IMAGE.format(told)
        cell.outputs = [output for output in cell.outputs if output.get("data", True)]


def picture(told: Any, form: str = "image/png") -> bytes | None:
    """Return the picture in an output, or None where it is none.

    Parameters
    ----------
    told : object
        What stands in the output.
    form : str, optional
        ``image/png`` or ``image/jpeg``.
    """
    try:
        content = base64.b64decode("".join(told.split()), validate=True)
    except (ValueError, AttributeError):
        return None
    return content if content.startswith(PICTURES[form]) else None


def drawing(output: Any) -> bytes | None:
    """Return the drawing that :func:`clean` left in an output, or None where there is none."""
    found = DRAWN.fullmatch(str(output.get("data", {}).get("text/html", "")))
    return base64.b64decode(found[1]) if found else None
