"""Put a page's resolved document and its executed code together as a notebook."""

from __future__ import annotations

import itertools
import re
from collections import deque
from collections.abc import Iterator

from docutils import nodes
from nbformat import NotebookNode, v4

from course.notebooks import code, outputs
from course.notebooks.markdown import Writer, folded

#: Cells whose code the page folds or leaves out.
_HIDDEN = {"hide-input", "hide-cell", "remove-input", "remove-cell"}
_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
_OPENING = """\
*This is a page of the course [{course}]({home}) as a notebook; \
[the page itself]({page}) runs in any browser.
Run the cells from top to bottom: press Shift + Enter in each, or choose "Run All Cells".*"""
_CHANGE = f"\n*Cells that begin with `{code.MARK}` are meant to be changed.*"


def assemble(
    document: nodes.document,
    executed: NotebookNode,
    writer: Writer,
    install: str,
    opening: dict[str, str],
) -> NotebookNode:
    """Return the notebook of a page.

    Parameters
    ----------
    document : docutils.nodes.document
        The page, resolved for HTML; it is not changed.
    executed : NotebookNode
        The page's code with its results.
    writer : Writer
        Writes the page's prose.
    install : str
        The code of the first cell.
    opening : dict of str to str
        ``course``, and the addresses ``home`` and ``page``, for the words under the title.

    Returns
    -------
    NotebookNode
        The same for the same page, down to the names of the cells.
    """
    return _Assembly(document, executed, writer).notebook(install, opening)


def _is_code(node: nodes.Node) -> bool:
    return isinstance(node, nodes.container) and node.get("nb_element") == "cell_code"


class _Assembly:
    """The cells of a notebook, as the walk through the page makes them."""

    def __init__(self, document: nodes.document, executed: NotebookNode, writer: Writer) -> None:
        self._document = document
        self._writer = writer
        self._page = writer.page
        self._cells: list[NotebookNode] = []
        self._names: set[str] = set()
        self._section = "opening"
        self._prose: list[str] = []
        self._count = 1  # the cell that installs
        codes = [(i, c) for i, c in enumerate(executed.cells) if c.cell_type == "code"]
        texts = code.without_glue([cell.source for _, cell in codes], self._code_in_prose())
        # Place on the page, cell, and what is left of its code.
        self._todo = deque((*found, text) for found, text in zip(codes, texts, strict=True))

    def notebook(self, install: str, opening: dict[str, str]) -> NotebookNode:
        (top,) = (node for node in self._document if isinstance(node, nodes.section))
        title, *rest = top.children
        self._walk([node for node in self._document if node is not top] + rest, 1)
        self._rest(None)
        self._flush()
        words = _OPENING.format(**opening)
        if any(cell.source.startswith(code.MARK) for cell in self._cells):
            words += _CHANGE
        first = [
            v4.new_markdown_cell(f"{self._writer.heading(title, 1)}\n\n{words}", id="title"),
            v4.new_code_cell(install, id="install", execution_count=1),
        ]
        return v4.new_notebook(cells=first + self._cells, metadata=_METADATA)

    def _code_in_prose(self) -> Iterator[str]:
        for block in self._document.findall(nodes.literal_block):
            if not any(_is_code(above) for above in _above(block)):
                yield block.astext()

    def _walk(self, found: list[nodes.Node], level: int) -> None:
        for node in found:
            if isinstance(node, nodes.section):
                self._flush()
                self._section = node["ids"][0]
                title, *rest = node.children
                self._prose.append(self._writer.heading(title, level + 1))
                self._walk(rest, level + 1)
            elif _is_code(node):
                self._code(node)
            else:
                self._prose += self._writer.blocks([node])

    def _flush(self) -> None:
        """Make a cell of the prose that was gathered."""
        if self._prose:
            text = "\n\n".join(self._prose)
            self._cells.append(v4.new_markdown_cell(text, id=self._name(self._section)))
            self._prose = []

    def _name(self, stem: str) -> str:
        """Return a name for a cell: from the section, so that it stays when others change."""
        stem = re.sub(r"[^\w-]", "-", stem, flags=re.ASCII)[:58]
        numbered = (f"{stem}-{number}" for number in itertools.count(2))
        name = next(name for name in itertools.chain([stem], numbered) if name not in self._names)
        self._names.add(name)
        return name

    def _code(self, node: nodes.container) -> None:
        self._rest(node["cell_index"])
        figure = next(node.findall(nodes.figure), None)
        cell = self._add(figure["ids"][0] if figure is not None else f"{self._section}-code")
        if figure is not None:
            self._caption(figure, cell)

    def _rest(self, index: int | None) -> None:
        """Add what the page does not show at all, up to a cell: later cells may need it."""
        while self._todo and (index is None or self._todo[0][0] < index):
            self._add(f"{self._section}-code")

    def _add(self, name: str) -> NotebookNode:
        """Add the next cell, if anything is left of it, and return it as it is on the page."""
        _, cell, text = self._todo.popleft()
        if not text:
            return cell
        self._flush()
        self._count += 1
        tags = cell.metadata.get("tags", [])
        hidden = bool(_HIDDEN.intersection(tags))
        metadata = {"jupyter": {"source_hidden": True}} if hidden else {"tags": ["change"]}
        results = outputs.kept(cell.outputs, _alt(cell), self._count, f"{self._page}, {name}")
        self._cells.append(
            v4.new_code_cell(
                text if hidden else f"{code.MARK}\n{text}",
                id=self._name(name),
                metadata=metadata,
                outputs=results if "remove-cell" not in tags else [],
                execution_count=self._count,
            )
        )
        return cell

    def _caption(self, figure: nodes.figure, cell: NotebookNode) -> None:
        """Add a cell below that of a figure: number and caption, and the figure in words."""
        name = figure["ids"][0]
        alt = _alt(cell) or outputs.description(cell.outputs, f"{self._page}, {name}")
        words = folded("The figure in words", self._writer.text(alt))
        text = f"{self._writer.caption(figure)}\n\n{words}"
        self._cells.append(v4.new_markdown_cell(text, id=self._name(f"{name}-caption")))


def _alt(cell: NotebookNode) -> str:
    """Return the alternative text that a cell gives its figure."""
    return cell.metadata.get("mystnb", {}).get("image", {}).get("alt", "")


def _above(node: nodes.Node) -> Iterator[nodes.Node]:
    while node.parent is not None:
        node = node.parent
        yield node
