"""What a beginner may do about an error: one or two sentences for the commonest ones."""

from __future__ import annotations

import ast
import builtins
import difflib
import dis
import re
import sys
import traceback
from collections.abc import Callable, Iterable, Mapping

#: How many names a hint lists before it breaks off.
MANY = 12


def hint(
    error: BaseException,
    names: Mapping[str, object] | None = None,
    line: str = "",
    cells: Mapping[str, str] | None = None,
) -> str:
    """Return what the reader may do about an error; empty if there is nothing to add.

    Parameters
    ----------
    error : BaseException
        What was raised.
    names : mapping, optional
        What the cells have defined so far.
    line : str, optional
        The line of the cell at which it stopped.
    cells : mapping of str to str, optional
        Code of the page's cells by what a reader calls them ("cell 3").

    Returns
    -------
    str
    """
    for kind, advise in _ADVICE:
        if isinstance(error, kind):
            if isinstance(advise, str):
                return advise
            return advise(error, names or {}, line, cells or {})
    return ""


def _listed(items: Iterable[object]) -> str:
    shown = [str(item) for item in items]
    more = f" and {len(shown) - MANY} more" if len(shown) > MANY else ""
    return ", ".join(shown[:MANY]) + more


def _near(name: object, choices: Iterable[object]) -> str:
    """Return the choice that looks most like a name, or nothing."""
    words = {str(choice).lower(): str(choice) for choice in choices}
    found = difflib.get_close_matches(str(name).lower(), words, n=1, cutoff=0.7)
    return words[found[0]] if found else ""


def _defines(code: str, name: str) -> bool:
    """Whether code gives something that name, outside of its functions."""
    try:
        compiled = compile(code, "cell", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    except SyntaxError:
        return False
    return ("STORE_NAME", name) in ((step.opname, step.argval) for step in dis.Bytecode(compiled))


#: What beginners use and forget to import, and what to write after ``import``.
_IMPORTS = {
    "np": "numpy as np",
    "pd": "pandas as pd",
    "plt": "matplotlib.pyplot as plt",
    **{name: name for name in ("datetime", "math", "random", "statistics")},
}


def _name(error, names, line, cells):
    if isinstance(error, UnboundLocalError):
        return "Inside this function the name gets its value further down only: give it one before."
    name = error.name
    if not name:
        return ""  # raised by a package, such as pandas for a name within a text
    for called, code in cells.items():
        if _defines(code, name):
            return f"{name} gets its value in {called}. Run that cell first, then this one again."
    if name in _IMPORTS:
        return f"{name} is a package that must be imported first: import {_IMPORTS[name]}."
    if near := _near(name, {*names, *dir(builtins)} - {name}):
        return f"Did you mean {near}? Capital and small letters count."
    return (
        f"Nothing is called {name} yet. Look for a typing error; if {name} is meant as text, "
        "put it in quotation marks."
    )


#: What Python's own message says, and what to look for.
_SYNTAX = [
    (r"'.' was never closed", "A bracket is opened here and never closed: add its partner."),
    (r"unmatched '.'", "There is a closing bracket too many, or its opening partner is missing."),
    (
        r"does not match opening",
        "Brackets come in pairs: each ( needs a ), each [ a ].",
    ),
    (
        r"unterminated",
        "A text must end with the same quotation mark with which it begins, on the same line.",
    ),
    (r"expected ':'", "A line that begins with if, for, while, def or class ends with a colon."),
    (
        r"Maybe you meant '==' or|perhaps you meant \"==\"",
        "One = gives a name to a value; to ask whether two things are equal, write ==.",
    ),
    (
        r"cannot assign to",
        "On the left of = stands the name that is to get the value; to ask whether two things are "
        "equal, write ==.",
    ),
    (
        r"forgot a comma",
        "Between two items of a list or two inputs of a function stands a comma.",
    ),
    (r"Missing parentheses in call", "A function is called with round brackets: print(share)."),
    (r"invalid character|invalid non-printable", "A sign was copied that Python does not know."),
    (r"invalid decimal literal", "A name must not begin with a digit."),
    (r"'return' outside function", "return belongs into a function, indented below its def."),
]


def _syntax(error, names, line, cells):
    message = error.msg or ""
    for pattern, advice in _SYNTAX:
        if re.search(pattern, message):
            return advice
    return (
        "Python cannot read this line. Look here and at the line before for a missing bracket, "
        "quotation mark, comma or colon."
    )


def _indentation(error, names, line, cells):
    message = error.msg or ""
    if "expected an indented block" in message:
        return "What belongs to the line that ends with a colon is indented by four spaces."
    if "unexpected indent" in message:
        return "This line begins too far to the right: remove the spaces before it."
    return "Lines that belong together begin at the same column: indent each by four spaces."


def _asked(error: BaseException) -> tuple[object, object]:
    """Return the table and the index (of rows or columns) that were asked for what they lack.

    Either may be None: not every look-up leads through a table, or as far as an index.
    """
    table = index = None
    for frame, _ in traceback.walk_tb(error.__traceback__):
        owner = frame.f_locals.get("self")
        if hasattr(type(owner), "get_loc"):
            index = owner
        elif table is None and getattr(owner, "columns", None) is not None:
            table = owner
    return table, index


def _mentioned(line: str, names: Mapping[str, object]) -> dict[str, object]:
    """Return what the names in a line stand for."""
    return {word: names[word] for word in re.findall(r"[^\W\d]\w*", line) if word in names}


def _key(error, names, line, cells):
    key = error.args[0] if error.args else ""
    table, index = _asked(error)
    kind, choices = "key", None
    if index is not None:
        is_columns = table is not None and index.equals(table.columns)
        kind, choices = "column" if is_columns else "row", list(index)
    elif table is not None:
        kind, choices = "column", list(table.columns)
    if isinstance(key, str) and " " in key.strip() and (choices is None or key not in line):
        # A sentence. The course's own functions say what would be right, an index does not.
        return "" if index is None else f"The {kind}s are: {_listed(choices)}."
    if choices is None:
        known = [value for value in _mentioned(line, names).values() if isinstance(value, dict)]
        choices = next((list(d) for d in known if key not in d), None)
    if choices is None:
        return "There is nothing under this name. Compare the spelling; capital letters count."
    near = _near(key, choices) if isinstance(key, str) else ""
    ask = f"Did you mean {near!r}? " if near else ""
    return f"{ask}There is no {kind} {key!r}; there are: {_listed(choices)}."


_UNKNOWN_INPUT = re.compile("(unexpected|invalid) keyword argument")
_COMPARE_INPUT = "The function has no input of that name: compare the spelling."


def _type(error, names, line, cells):
    message = str(error)
    if "NoneType" in message:
        return "Something has no value (None): often a function that returns nothing."
    if "ellipsis" in message:
        return "Replace the three dots (...) by your own code first."
    if found := re.search(r"'(\w+)' object is not callable", message):
        advice = f"Round brackets call a function, and this is none: its type is {found[1]}. "
        if found[1] in ("list", "dict", "tuple", "str", "DataFrame", "Series"):
            return advice + "To choose an item or a column, use square brackets."
        for word, value in _mentioned(line, names).items():
            if hasattr(builtins, word) and not callable(value):
                return advice + f"A cell has given the name {word} to a value; restart Python."
        return advice + "Perhaps an operator such as * is missing before the bracket."
    if re.search(r"missing \d+ required", message):
        return "The function needs more inputs: give one for each name in the message."
    if _UNKNOWN_INPUT.search(message):
        return _COMPARE_INPUT
    if re.search(r"takes .* positional arguments? but", message):
        return "The function was given more inputs than it takes."
    if re.search(r"can only concatenate str|(unsupported operand|not supported).*'str'", message):
        return (
            "A text and a number do not mix: turn one into the other with str(...) or float(...), "
            'or use an f-text, f"{...}".'
        )
    if "not subscriptable" in message:
        return "Square brackets choose from a list or a table; this is neither."
    return "Something has another type than is needed here. Look at it with type(...)."


def _attribute(error, names, line, cells):
    name, owner = error.name or "", error.obj
    if "has no attribute" not in str(error):  # a package's own words
        return _COMPARE_INPUT if _UNKNOWN_INPUT.search(str(error)) else ""
    if "NoneType" in str(error):
        return (
            "This has no value (None). Often a function that returns nothing stands in front of "
            "the point, or a result was not given a name."
        )
    if isinstance(owner, type(...)):
        return "Replace the three dots (...) by your own code first."
    near = _near(name, (known for known in dir(owner) if not known.startswith("_")))
    if near:
        return f"Did you mean .{near}?"
    return f"A {type(owner).__name__} has nothing called {name}. Compare the spelling."


def _value(error, names, line, cells):
    message = str(error)
    if "could not convert string to float" in message or "invalid literal for int" in message:
        return "This text is not a number. Numbers have a point, not a comma, and no unit."
    if "truth value of a" in message:
        return (
            "A whole column cannot be true or false. Join two questions by & or |, each in round "
            "brackets, or ask .any() or .all()."
        )
    if "unpack" in message:
        return "On the left of = must stand as many names as there are values on the right."
    if re.search(r"shape|dimension|same size|length", message.lower()):
        return "Two things that go together, such as the x and y of a line, differ in length."
    return ""


def _module(error, names, line, cells):
    name, _, part = (error.name or "").partition(".")
    if part and name in sys.modules:
        return f"The package {name} has nothing called {part}. Compare the spelling."
    known = ["natolab", "numpy", "pandas", "matplotlib", "ipywidgets", "scipy", "networkx", "sympy"]
    if near := _near(name, set(known) - {name}):
        return f"Did you mean {near}?"
    return f"The package {name} is not among those that this page can load."


def _index(error, names, line, cells):
    if re.search(r"out.of.(range|bounds)|empty", str(error)):
        return (
            "There are fewer items than that. Python counts from 0, and the last item is number -1."
        )
    return ""


#: Kinds of errors, the particular ones before the general, and what to say or how to find it.
_ADVICE: list[tuple[type[BaseException], str | Callable[..., str]]] = [
    (IndentationError, _indentation),
    (SyntaxError, _syntax),
    (NameError, _name),
    (KeyError, _key),
    (IndexError, _index),
    (AttributeError, _attribute),
    (
        FileNotFoundError,
        "There is no such file where this Python runs. The tables of the course come with "
        'natolab.data.load("..."), without a file.',
    ),
    (ModuleNotFoundError, _module),
    (
        ImportError,
        "The package has nothing of that name. Compare the spelling; capital letters count.",
    ),
    (
        ZeroDivisionError,
        "A number cannot be divided by 0: find out why the divisor is 0, with print(...).",
    ),
    (TypeError, _type),
    (ValueError, _value),
    (RecursionError, "A function calls itself without end: it needs a case in which it does not."),
    (
        MemoryError,
        "This needs more memory than a page gets. Use fewer runs or a smaller table.",
    ),
    (KeyboardInterrupt, "You stopped this cell. What it had computed until then is kept."),
]
