"""Errors as a live page shows them: short, in the reader's own lines, with what to do."""

from __future__ import annotations

import importlib
import linecache

import pytest

from tests.support import live

live.python()
errors = importlib.import_module("course_live.errors")

NAME = "<ipython-input-1-abc>"
BEFORE = """
import pandas as pd
share = 0.86
prices = {"May": 108.0}
troops = pd.DataFrame({"host": ["Italy"], "troops": [12]})
def passes(yes, no):
    return yes / (yes + no)
"""


def fail(code, cells=None, before=BEFORE):
    """Return what the page shows when a cell fails."""
    names = {}
    exec(before, names)
    linecache.cache[NAME] = (len(code), None, code.splitlines(keepends=True), NAME)
    try:
        exec(compile(code, NAME, "exec"), names)
    except BaseException as error:
        return errors.report(error, lambda name: name == NAME, names, cells or {})
    pytest.fail(f"no error: {code}")


CASES = {
    "shar + 1": ("NameError", "Did you mean share?"),
    "Share + 1": ("NameError", "Did you mean share?"),
    "prnt(share)": ("NameError", "Did you mean print?"),
    "xyzzy": ("NameError", "quotation marks"),
    "math.sqrt(2)": ("NameError", "import math"),
    "plt.show()": ("NameError", "import matplotlib.pyplot as plt"),
    "def f():\n    print(x)\n    x = 1\nf()": ("UnboundLocalError", "further down"),
    "print(share": ("SyntaxError", "never closed"),
    "for i in [1, 2]\n    print(i)": ("SyntaxError", "ends with a colon"),
    'print("share)': ("SyntaxError", "same quotation mark"),
    "if share = 1:\n    pass": ("SyntaxError", "write =="),
    "if troops.host = 1:\n    pass": ("SyntaxError", "write =="),
    "x = [1 2]": ("SyntaxError", "comma"),
    "print share": ("SyntaxError", "round brackets"),
    "for i in [1]:\nprint(i)": ("IndentationError", "four spaces"),
    "share = 1\n  share": ("IndentationError", "too far to the right"),
    "if share:\n    a = 1\n  b = 2": ("IndentationError", "same column"),
    'troops["hosts"]': (
        "KeyError",
        "Did you mean 'host'? There is no column 'hosts'; there are:",
    ),
    'prices["may"]': ("KeyError", "Did you mean 'May'? There is no key 'may'; there are: May"),
    "troops.loc['Italy']": ("KeyError", "There is no row 'Italy'; there are: 0."),
    "troops['troops'][7]": ("KeyError", "There is no row 7; there are: 0."),
    "troops['share in per cent']": ("KeyError", "There is no column 'share in per cent'"),
    "troops[['host', 'trops']]": ("KeyError", "The columns are: host, troops."),
    "passes(1)": ("TypeError", "needs more inputs"),
    "passes(1, 2, 3)": ("TypeError", "more inputs than it takes"),
    "passes(yes=1, nein=2)": ("TypeError", "no input of that name"),
    "print(end_=2)": ("TypeError", "no input of that name"),
    "nothing = None\nnothing()": ("TypeError", "no value (None)"),
    "'share' < 1": ("TypeError", "text and a number do not mix"),
    "share(2)": ("TypeError", "none: its type is float"),
    'troops("host")': ("TypeError", "use square brackets"),
    '"share: " + share': ("TypeError", "text and a number do not mix"),
    "round(...)": ("TypeError", "three dots"),
    "troops.colums": ("AttributeError", "Did you mean .columns?"),
    "(None).head()": ("AttributeError", "no value (None)"),
    "from matplotlib.figure import Figure\nFigure().subplots().plot([1], [1], colr='red')": (
        "AttributeError",
        "no input of that name",
    ),
    'float("2,5")': ("ValueError", "not a number"),
    "a, b = [1, 2, 3]": ("ValueError", "as many names"),
    'open("troops.csv")': ("FileNotFoundError", "natolab.data.load"),
    "import pandsa": ("ModuleNotFoundError", "Did you mean pandas?"),
    "import tensorflow": ("ModuleNotFoundError", "not among those that this page can load"),
    "import natolab.chapterz": ("ModuleNotFoundError", "natolab has nothing called chapterz"),
    "1 / 0": ("ZeroDivisionError", "divided by 0"),
    "[1, 2][5]": ("IndexError", "counts from 0"),
    "def f():\n    f()\nf()": ("RecursionError", "calls itself"),
}


@pytest.mark.parametrize("code", CASES)
def test_hint_says_what_to_do(code):
    kind, words = CASES[code]
    shown = fail(code)
    assert shown["name"] == kind
    assert words in shown["hint"]
    assert errors.text(shown).endswith(shown["hint"])


def test_hint_names_the_cell_that_has_not_run():
    shown = fail("later + 1", cells={"cell 2": "other = 1", "cell 3": "import numpy as later"})
    assert shown["hint"].startswith("later gets its value in cell 3.")


def test_name_within_a_function_is_no_value_for_other_cells():
    shown = fail(
        "later + 1", cells={"cell 2": "def f():\n    later = 1\n[later for later in 'ab']"}
    )
    assert "cell 2" not in shown["hint"]


@pytest.mark.parametrize(
    "code",
    [
        "troops['troops'].str.upper()",  # an AttributeError that names what is there
        "troops.to_numpy()[0, 0, 0]",  # an IndexError, but not for want of items
        "troops.query('hosts == 1')",  # a NameError without the name
    ],
)
def test_nothing_is_said_of_errors_that_explain_themselves(code):
    shown = fail(code)
    assert shown["name"] in ("AttributeError", "IndexError", "UndefinedVariableError")
    assert shown["message"]
    assert shown["hint"] == ""


def test_two_rows_have_no_truth_value():
    before = BEFORE + "troops = pd.concat([troops, troops])\n"
    shown = fail("if troops['troops'] > 1:\n    pass", before=before)
    assert "Join two questions by &" in shown["hint"]


def test_traceback_holds_the_readers_lines_only():
    shown = fail("def double(x):\n    return 2 * troops[x]\n\ndouble('host')\ndouble('nobody')")
    assert [line["number"] for line in shown["lines"]] == [5, 2]
    assert [line["within"] for line in shown["lines"]] == ["", "double"]
    assert shown["lines"][1]["code"] == "return 2 * troops[x]"
    assert shown["where"] == "pandas"
    assert shown["message"] == "'nobody'"


def test_syntax_error_shows_the_place():
    (line,) = fail("share = 2\n  + * 3")["lines"] or pytest.fail("no line")
    assert line["number"] == 2
    assert line["code"][len(line["mark"]) - 1]


def test_message_of_the_course_needs_no_hint():
    """It lists the right names itself."""
    shown = fail('from natolab import data\ndata.load("brent")')
    assert shown["name"] in ("KeyError", "ValueError", "FileNotFoundError")
    assert "brent_spot" in shown["message"]
    assert shown["hint"] == ""
    assert shown["where"] == "natolab"
