"""A traceback as a beginner needs it: the reader's own lines, the message, and what to do."""

from __future__ import annotations

import linecache
import traceback
from collections.abc import Callable, Mapping

from .hints import hint


def report(
    error: BaseException,
    is_cell: Callable[[str], bool],
    names: Mapping[str, object] | None = None,
    cells: Mapping[str, str] | None = None,
) -> dict:
    """Return what the page shows of an error.

    Parameters
    ----------
    error : BaseException
        What was raised.
    is_cell : callable
        Whether a file's name is that of a cell.
    names : mapping, optional
        What the cells have defined so far.
    cells : mapping of str to str, optional
        Code of the page's cells by what a reader calls them ("cell 3").

    Returns
    -------
    dict
        ``name`` and ``message`` of the error; ``lines``, the reader's own on the way to it, each
        with ``number``, ``code`` and the function ``within`` which it stands; ``where`` it arose
        if not in one of them; ``hint``.
    """
    lines, where = _way(error, is_cell)
    last = lines[-1]["code"] if lines else ""
    return {
        "name": type(error).__name__,
        "message": _message(error),
        "lines": lines,
        "where": where,
        "hint": hint(error, names, last, cells),
    }


def _message(error: BaseException) -> str:
    if isinstance(error, SyntaxError):
        return error.msg or ""
    if isinstance(error, KeyError) and len(error.args) == 1 and isinstance(error.args[0], str):
        # Python would put a sentence into quotation marks.
        return error.args[0] if " " in error.args[0] else repr(error.args[0])
    return str(error)


def _way(error: BaseException, is_cell: Callable[[str], bool]) -> tuple[list[dict], str]:
    """Return the reader's lines that led to an error, and the library in which it arose."""
    lines, where = [], ""
    for frame, number in traceback.walk_tb(error.__traceback__):
        name = frame.f_code.co_filename
        if is_cell(name):
            code = linecache.getline(name, number).strip()
            within = frame.f_code.co_name
            line = {
                "number": number,
                "code": code,
                "within": "" if within.startswith("<") else within,
            }
            if line not in lines[-1:]:  # a function that calls itself comes once
                lines.append(line)
            where = ""
        else:
            where = frame.f_globals.get("__name__", "")
    if isinstance(error, SyntaxError) and is_cell(error.filename or ""):
        code = (error.text or "").rstrip("\n")
        mark = ""
        if code and error.offset:
            mark = " " * (error.offset - 1 - (len(code) - len(code.lstrip()))) + "^"
        lines = [{"number": error.lineno, "code": code.strip(), "within": "", "mark": mark}]
        where = ""
    return lines, (where.split(".")[0] if lines else where)


def text(shown: dict) -> str:
    """Return a report as plain text, for where no page shows it."""
    parts = [
        f"line {line['number']}{' of ' + line['within'] if line['within'] else ''}: {line['code']}"
        for line in shown["lines"]
    ]
    parts.append(f"{shown['name']}: {shown['message']}")
    if shown["hint"]:
        parts.append(shown["hint"])
    return "\n".join(parts)
