"""What a page's MyST source holds: its cells, and the numbers that its text shows."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import yaml

from tests.support import site

CELL = re.compile(r"^```\{code-cell\}.*?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LOADED = re.compile(r"\bload\(\s*\"(\w+)\"")
SHOWN = re.compile(r"\{glue:\w*\}[` ]([^:`\n]+)")


def cells(text: str) -> list[tuple[dict, str]]:
    """Return metadata and code of each code cell."""
    found = []
    for body in CELL.findall(text):
        if body.startswith("---\n"):
            head, code = body[4:].split("\n---\n", 1)
            found.append((yaml.safe_load(head) or {}, code))
        else:
            lines = body.splitlines()
            options = [line for line in lines if re.match(r":\w", line)]
            head = yaml.safe_load("\n".join(option[1:] for option in options)) or {}
            found.append((head, "\n".join(lines[len(options) :])))
    return found


def checked(code: str) -> dict[str, list[str]]:
    """Return for each exercise that a cell checks the names that it hands over."""
    return {
        node.func.value.attr: [ast.unparse(answer) for answer in node.args]
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "check"
        and isinstance(node.func.value, ast.Attribute)
        and ast.unparse(node.func.value.value) == "exercises"
    }


def is_hidden(metadata: dict) -> bool:
    """Whether a reader sees the cell only after asking, or not at all."""
    return any(tag.startswith(("hide", "remove")) for tag in metadata.get("tags", []))


def shown(text: str) -> set[str]:
    """Return the names of the numbers that the text shows."""
    return {name.strip() for name in SHOWN.findall(CELL.sub("", text))}


def tree(text: str) -> ast.Module:
    """Return the code of all cells, parsed."""
    return ast.parse("\n".join(code for _, code in cells(text)))


def strings(code: ast.AST) -> set[str]:
    """Return all texts in quotation marks in some code."""
    return {
        node.value
        for node in ast.walk(code)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def room(page: Path) -> Path:
    """Return the folder of the package that holds a chapter's code."""
    return site.TOP / "src" / "natolab" / "chapters" / page.stem.replace("-", "_")


def tables(page: Path) -> set[str]:
    """Return the names of the tables that a chapter loads, in its cells or in its room."""
    return {
        name
        for path in [page, *sorted(room(page).glob("*.py"))]
        for name in LOADED.findall(path.read_text(encoding="utf-8"))
    }
