"""Reads a student's notebook, whatever wrote it, into plain cells."""

from __future__ import annotations

import codecs
import json
from dataclasses import dataclass, field
from typing import Any

import nbformat

# More text than anybody writes into one cell.
MOST_CHARACTERS = 200_000
# More cells than anybody writes.
MOST_CELLS = 1_000


class UnreadableError(ValueError):
    """A file is not a notebook; the message says why."""


@dataclass
class Cell:
    """What a student's cell says.

    Parameters
    ----------
    type : str
        ``code``, ``markdown`` or ``raw``.
    source : str
        Text, whose lines end as Unix ends them.
    grade_id, id : str or None
        Name that nbgrader gave the cell, and the notebook's own.
    """

    type: str
    source: str
    grade_id: str | None = None
    id: str | None = None


@dataclass
class Handed:
    """A notebook as handed in.

    Parameters
    ----------
    cells : list of Cell
        All cells, in their order.
    marks : dict
        What the release wrote into the notebook's metadata: assignment, seed, release.
    language : str
        Language of the kernel, in lower case.
    oddities : list of str
        Sentences about the file that a human may want to know.
    """

    cells: list[Cell]
    marks: dict[str, Any] = field(default_factory=dict)
    language: str = "python"
    oddities: list[str] = field(default_factory=list)


def grade_id(cell: Any) -> str | None:
    """Return the name that nbgrader gave a cell of a notebook, if it has one."""
    return cell.metadata.get("nbgrader", {}).get("grade_id")


def read(content: bytes) -> Handed:
    """Read a notebook of any version and encoding.

    Parameters
    ----------
    content : bytes
        The file.

    Raises
    ------
    UnreadableError
        If the file is not a notebook.
    """
    oddities: list[str] = []
    text = _decode(content, oddities)
    if not text.strip():
        raise UnreadableError("The file is empty.")
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        what = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise UnreadableError(f"The file is not a notebook: {what}.") from error
    if not isinstance(document, dict):
        raise UnreadableError("The file is not a notebook: it holds no cells.")
    document = _upgraded(document, oddities)
    cells = document.get("cells")
    if not isinstance(cells, list):
        raise UnreadableError("The file is not a notebook: it holds no list of cells.")
    if len(cells) > MOST_CELLS:
        oddities.append(
            f"The notebook has {len(cells):,} cells; the first {MOST_CELLS:,} were read."
        )
    metadata = _dict(document.get("metadata"))
    kernel = _dict(metadata.get("kernelspec"))
    language = kernel.get("language") or _dict(metadata.get("language_info")).get("name")
    handed = Handed(
        [cell for raw in cells[:MOST_CELLS] if (cell := _cell(raw, oddities))],
        _dict(metadata.get("natolab")),
        str(language or kernel.get("name") or "python").lower(),
        oddities,
    )
    if not handed.language.startswith(("python", "ipython", "xpython")):
        oddities.append(
            f"The notebook was last opened with a kernel for {handed.language[:40]}; "
            "it was graded with Python."
        )
    return handed


def _decode(content: bytes, oddities: list[str]) -> str:
    marks = {
        codecs.BOM_UTF8: "utf-8-sig",
        codecs.BOM_UTF32_LE: "utf-32",
        codecs.BOM_UTF32_BE: "utf-32",
        codecs.BOM_UTF16_LE: "utf-16",
        codecs.BOM_UTF16_BE: "utf-16",
    }
    encoding = next((name for mark, name in marks.items() if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        encoding = "latin-1"
        text = content.decode("cp1252", errors="replace")
    if encoding not in ("utf-8", "utf-8-sig"):
        oddities.append(f"The file is not in UTF-8; it was read as {encoding}.")
    return text


def _upgraded(document: dict, oddities: list[str]) -> dict:
    version = document.get("nbformat", 4)
    if version == 4:
        return document
    if not isinstance(version, int) or version > 4:
        oddities.append(
            f"The notebook says that it is of format {str(version)[:20]}; it was read as format 4."
        )
        return document
    try:
        upgraded = nbformat.convert(nbformat.from_dict(document), 4)
    except Exception as error:  # old formats have no schema that would say what may go wrong
        raise UnreadableError(
            f"The notebook is of the old format {version} and could not be brought up to date: "
            f"{type(error).__name__}."
        ) from error
    oddities.append(f"The notebook is of the old format {version}; it was brought up to date.")
    return upgraded


def _cell(raw: Any, oddities: list[str]) -> Cell | None:
    if not isinstance(raw, dict):
        oddities.append("A cell that cannot be read was left out.")
        return None
    source = raw.get("source", "")
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    if not isinstance(source, str):
        oddities.append("A cell whose text cannot be read was left out.")
        return None
    # Half characters, which JSON allows, cannot be written again.
    source = source.encode("utf-8", errors="replace").decode("utf-8")
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    if len(source) > MOST_CHARACTERS:
        oddities.append(
            f"A cell of {len(source):,} characters was left out; at most {MOST_CHARACTERS:,} "
            "are read."
        )
        source = ""
    kind = raw.get("cell_type")
    grade_id = _dict(_dict(raw.get("metadata")).get("nbgrader")).get("grade_id")
    return Cell(
        kind if kind in ("code", "markdown", "raw") else "raw",
        source,
        grade_id if isinstance(grade_id, str) else None,
        raw["id"] if isinstance(raw.get("id"), str) else None,
    )


def _dict(value: Any) -> dict:
    return value if isinstance(value, dict) else {}
