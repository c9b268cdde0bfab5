"""The Python that code uses, and the Python that pages of the course show."""

from __future__ import annotations

import ast
import importlib
import re
import textwrap
from pathlib import Path

import jupytext

from natolab.exercises import Exercise

_SHOWN = re.compile(r"^ *```python\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
#: Signs and words of the language, by the class of the node that stands for them; others, such as
#: an assignment, every line of code has.
_SYNTAX = {
    ast.Add: "+",
    ast.BitAnd: "&",
    ast.BitOr: "|",
    ast.DictComp: "{key: value for ...}",
    ast.Div: "/",
    ast.Dict: "{key: value}",
    ast.Eq: "==",
    ast.FloorDiv: "//",
    ast.For: "for",
    # Who knows one of these knows the others.
    **dict.fromkeys((ast.Gt, ast.GtE, ast.Lt, ast.LtE), "< > <= >="),
    ast.GeneratorExp: "(... for ...)",
    ast.If: "if",
    ast.IfExp: "... if ... else ...",
    ast.In: "in",
    ast.Invert: "~",
    ast.JoinedStr: 'f"..."',
    ast.Lambda: "lambda",
    ast.ListComp: "[... for ...]",
    ast.Mod: "%",
    ast.Mult: "*",
    ast.Not: "not",
    ast.NotEq: "!=",
    ast.Pow: "**",
    ast.Slice: "[... : ...]",
    ast.Starred: "*names",
    ast.Sub: "-",
    ast.USub: "- before a number",
    ast.While: "while",
}


def used(code: str) -> set[str]:
    """Return methods, functions and signs that code uses, without names that it gives itself."""
    tree = ast.parse(code)
    given = {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    given |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            found.add(f".{node.attr}")
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            found.add(f"{node.func.id}()")
        elif type(node) in _SYNTAX:
            found.add(_SYNTAX[type(node)])
    return found - {f"{name}()" for name in given}


def names(code: str) -> set[str]:
    """Return what a piece of code in a text uses; nothing if it is none."""
    if code in _SYNTAX.values():
        return {code}
    try:
        return used(f"it{code}" if code.startswith(".") else code)
    except SyntaxError:
        return set()


def shown(page: Path) -> set[str]:
    """Return the Python that a page shows.

    That is the cells that it does not fold, and the solutions of its exercises.
    """
    codes = [
        cell.source
        for cell in jupytext.read(page).cells
        if cell.cell_type == "code"
        and not any(tag.startswith(("hide", "remove")) for tag in cell.metadata.get("tags", []))
    ]
    codes += map(textwrap.dedent, _SHOWN.findall(page.read_text(encoding="utf-8")))
    room = f"natolab.chapters.{page.stem.replace('-', '_')}.exercises"
    codes += [
        exercise.solution
        for exercise in vars(importlib.import_module(room)).values()
        if isinstance(exercise, Exercise)
    ]
    return set().union(*map(used, codes))
