"""Code that a human should look at is named; code that chapters teach is not."""

import pytest
from natolab_grade import suspicion
from nbformat.v4 import new_code_cell, new_notebook
from tests.support.kinds import SHARE


def found(*sources):
    notebook = new_notebook(cells=[new_code_cell(source) for source in sources])
    return {each.kind for each in suspicion.look(notebook)}


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("get_ipython().ast_transformers.append(T())", "interpreter"),
        ("import sys\nsys._getframe(1)", "interpreter"),
        ("print(In[-1])", "reads tests"),
        ("print(get_ipython().history_manager)", "reads tests"),
        ("import os\nos._exit(0)", "system"),
        ("!ls", "system"),
        ("%%bash\nls", "system"),
        ("import ctypes", "system"),
        ("import urllib.request as r", "network"),
        ("from socket import socket", "network"),
        ("exec('x = 1')", "hidden code"),
        ("import numpy as np\nnp.isclose = lambda *a: True", "replaces"),
        ("import pandas as pd\npd.Series.equals = f", "replaces"),
        ("import builtins", "replaces"),
        ("__builtins__['abs'] = f", "replaces"),
        ("from natolab.exercises import marking\nmarking.value = f", "replaces"),
        ("f.__code__ = g.__code__", "replaces"),
        ("getattr(os, '_exit')(0)", "system"),
        ("class A:\n    def __eq__(self, other):\n        return True", "compares"),
        ("A = type('A', (), {'x': 1})", "compares"),
        ("open('/etc/passwd')", "files"),
        ("open('../other/toy.ipynb')", "files"),
    ],
)
def test_code_to_look_at_is_named(code, kind):
    assert kind in found(code)


@pytest.mark.parametrize(
    "code",
    [
        SHARE,
        "import numpy as np\nrng = np.random.default_rng(1)\nx = rng.normal(size=3)\nx[0] = 1",
        "import pandas as pd\npd.options.display.max_rows = 5\nd = pd.DataFrame({'a': [1]})\n"
        "d['b'] = d['a'] * 2\nd.loc[0, 'a'] = 3\nd.query('a > 1')\nd.eval('a + b')",
        "import matplotlib.pyplot as plt\nplt.rcParams['figure.dpi'] = 100\nplt.plot([1])",
        "from natolab.data import load\nprices = load('brent_spot')",
        "%matplotlib inline",
        "open('data/own.csv')",
        "def broken(:",
    ],
)
def test_code_that_serves_an_answer_is_not(code):
    assert found(code) == set()


def test_name_of_the_module_is_remembered_from_cell_to_cell():
    assert found("import numpy as np", "np.allclose = None") == {"replaces"}
