"""Write resolved docutils nodes as Markdown that every Jupyter shows: CommonMark with tables.

Each kind of node has a method, ``block_...`` or ``inline_...``, that returns text. A kind that has
none is an error, so that no part of a page is lost in silence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from docutils import nodes
from sphinx.errors import ExtensionError

#: Signs that Markdown, or a formula's beginning, would take for its own anywhere in a line.
_SIGNS = re.compile(r"[\\`*$~]|(?<![^\W_])_|_(?![^\W_])|(?<=\])\(|<(?=[A-Za-z/!?])|&(?=#?\w+;)")
#: What Markdown would take for a heading, a quotation or an item at the beginning of a line.
_BEGINNING = re.compile(r"^(\d*)(#{1,6} |[-+] |>|(?<=\d)[.)] )", re.MULTILINE)


class Writer:
    """Writes the nodes of one page.

    Parameters
    ----------
    page : str
        Name of the page, for messages.
    address : callable
        Takes the address to which a node refers, as seen from the page, and returns it as seen
        from the notebook.
    numbers : mapping
        For ``"figure"`` and ``"table"`` the running number of each anchor, as Sphinx counts them.
    """

    def __init__(
        self,
        page: str,
        address: Callable[[str], str],
        numbers: Mapping[str, Mapping[str, tuple[int, ...]]],
    ) -> None:
        self.page = page
        self._address = address
        self._numbers = numbers

    def blocks(self, found: Iterable[nodes.Node]) -> list[str]:
        """Return one text for each block."""
        texts = (self._method("block", node)(node) for node in found)
        return [text for text in texts if text]

    def joined(self, found: Iterable[nodes.Node]) -> str:
        """Return blocks as one text."""
        return "\n\n".join(self.blocks(found))

    def inline(self, found: Iterable[nodes.Node]) -> str:
        """Return what stands in a line as one text."""
        return "".join(self._method("inline", node)(node) for node in found)

    def text(self, words: str) -> str:
        """Return plain words, with the signs that Markdown would take for its own made plain."""
        return _SIGNS.sub(r"\\\g<0>", words)

    def heading(self, title: nodes.title, level: int) -> str:
        """Return a heading."""
        return f"{'#' * min(level, 6)} {self._line(title)}"

    def caption(self, figure: nodes.figure) -> str:
        """Return a figure's number and caption."""
        (caption,) = figure.findall(nodes.caption)
        return f"**{self._number('figure', figure, 'Fig.')}** {self.inline(caption.children)}"

    def _method(self, kind: str, node: nodes.Node) -> Callable:
        name = type(node).__name__
        method = getattr(self, f"_{kind}_{name}", None)
        if method is None:
            words = " ".join(node.astext().split())[:60]
            raise ExtensionError(
                f"{self.page}: the notebook cannot show a {kind} of the kind {name!r} "
                f"(here {words!r}). Write it with what other pages use, or give "
                f"course/notebooks/markdown.py a method _{kind}_{name}."
            )
        return method

    def _line(self, node: nodes.Element) -> str:
        return " ".join(self.inline(node.children).split())

    def _number(self, kind: str, node: nodes.Element, word: str) -> str:
        for anchor in node["ids"]:
            if anchor in self._numbers.get(kind, {}):
                return f"{word} {'.'.join(map(str, self._numbers[kind][anchor]))}"
        raise ExtensionError(
            f"{self.page}: a {kind} has no number ({' '.join(node.astext().split())[:60]!r}); "
            "give it a name."
        )

    # Blocks: each takes a node.

    def _block_paragraph(self, node):
        return _BEGINNING.sub(r"\1\\\2", self.inline(node.children).strip())

    def _block_bullet_list(self, node):
        return self._items(node, ("-" for _ in node))

    def _block_enumerated_list(self, node):
        start = node.get("start", 1)
        return self._items(node, (f"{start + i}." for i, _ in enumerate(node)))

    def _items(self, node, marks):
        items = [self.blocks(item.children) for item in node]
        gap = "\n" if all(len(item) <= 1 for item in items) else "\n\n"
        return gap.join(
            f"{mark} " + "\n\n".join(item).replace("\n", "\n" + " " * (len(mark) + 1))
            for mark, item in zip(marks, items, strict=True)
        )

    def _block_block_quote(self, node):
        return _quoted(self.joined(node.children))

    def _block_admonition(self, node):
        title, *rest = node.children
        return _quoted("\n\n".join([f"**{self._line(title)}**", *self.blocks(rest)]))

    def _block_literal_block(self, node):
        text = node.astext().rstrip("\n")
        return f"{_fence(text, '```')}{_language(node)}\n{text}\n{_fence(text, '```')}"

    def _block_math_block(self, node):
        formula = node.astext().strip()
        if "\\\\" in formula and "\\begin" not in formula:
            formula = f"\\begin{{aligned}}\n{formula}\n\\end{{aligned}}"
        number = f" \\tag{{{node['number']}}}" if node.get("number") else ""
        return f"$$\n{formula}{number}\n$$"

    def _block_container(self, node):
        return self.joined(node.children)

    _block_compound = _block_container

    def _block_dropdown_main(self, node):
        """Write a part that opens at a press; beside the words of its title stand icons."""
        title, body = node.children
        (words,) = (part for part in title if "sd-summary-text" in part["classes"])
        return folded(self._line(words), self.joined(body.children))

    def _block_table(self, node):
        caption = ""
        if node.children and isinstance(node[0], nodes.title):
            caption = f"**{self._number('table', node, 'Table')}** {self._line(node[0])}\n\n"
        head, body = [
            [[self._entry(entry) for entry in row] for row in rows]
            for rows in (
                [row for part in node.findall(nodes.thead) for row in part],
                [row for part in node.findall(nodes.tbody) for row in part],
            )
        ]
        first = head or [[""] * len(body[0])]
        lines = [*first, ["---"] * len(first[0]), *body]
        return caption + "\n".join(f"| {' | '.join(line)} |" for line in lines)

    def _entry(self, entry):
        text = "<br>".join(self.blocks(entry.children))
        return " ".join(re.sub(r"(?<!\\)\|", r"\\|", text).split())

    def _block_citation(self, node):
        """Write a work of the list of references; its label is its key, which the pages hide."""
        _, *rest = node.children
        return "- " + self.joined(rest).replace("\n", "\n  ")

    def _nothing(self, node):
        return ""

    _block_target = _block_comment = _nothing
    _block_toctree = _nothing  # the site's menu

    # What stands in a line: each takes a node.

    def _inline_Text(self, node):  # noqa: N802
        return self.text(node.astext())

    def _inline_inline(self, node):
        return self.inline(node.children)

    def _inline_emphasis(self, node):
        return _marked(self.inline(node.children), "*")

    def _inline_strong(self, node):
        return _marked(self.inline(node.children), "**")

    def _inline_literal(self, node):
        text = node.astext()
        if "kbd" in node["classes"]:
            if any(isinstance(child, nodes.literal) for child in node):
                return self.inline(node.children)
            return f"<kbd>{text}</kbd>"
        fence = _fence(text, "`")
        gap = " " if text.startswith("`") or text.endswith("`") else ""
        return f"{fence}{gap}{text}{gap}{fence}"

    def _inline_math(self, node):
        return f"${node.astext().strip()}$"

    def _inline_reference(self, node):
        """Write a link; what stands in this notebook, such as a figure, is named without one."""
        words = self.inline(node.children)
        if "refuri" not in node:
            return words
        address = self._address(node["refuri"])
        if re.search(r"[\s()]", address):
            address = f"<{address}>"
        return f"[{words}]({address})"

    _inline_number_reference = _inline_reference

    def _inline_download_reference(self, node):
        """Write a link to a file that the site offers."""
        address = self._address(f"../_downloads/{node['filename']}")
        return f"[{self.inline(node.children)}]({address})"


def folded(summary: str, text: str) -> str:
    """Return text that opens at a press; the empty lines let Markdown inside it be read."""
    return f"<details>\n<summary>{summary}</summary>\n\n{text}\n\n</details>"


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines())


def _marked(text: str, mark: str) -> str:
    """Return text between marks, which must stand at its first and last letter."""
    bare = text.strip()
    return text.replace(bare, f"{mark}{bare}{mark}") if bare else text


def _fence(text: str, least: str) -> str:
    longest = max(map(len, re.findall("`+", text)), default=0)
    return "`" * max(len(least), longest + 1)


def _language(node: nodes.literal_block) -> str:
    language = node.get("language", "")
    return {"default": "", "none": "", "ipython3": "python"}.get(language, language)
