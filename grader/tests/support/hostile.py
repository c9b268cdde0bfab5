"""Submissions that are broken, greedy or out for more, each with what must become of it.

Each is a harmless stand-in that reaches for the same guard as what it stands for: a cell that
would sleep an hour for one that never ends, an archive that only claims to be large.
"""

from __future__ import annotations

import base64
import io
import os
import zipfile
from pathlib import Path

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from .kinds import FULL, SEED, SHARE, WRONG, Kind, cells, changed, raw, solved, text, without
from .toy import Toy, cell_of, save

#: What a submission that got out would leave on this machine; a test looks for them.
MARKERS = Path("/tmp", "natolab-grade-markers")
#: In the environment of the grader, and to be seen by nobody else.
SECRET = "NATOLAB_TEST_SECRET"
SECRET_VALUE = "for the grader alone"

_ESCAPE = f"""
from pathlib import Path
for place in ({str(MARKERS)!r}, '/tmp', '/var/tmp', '/usr', '/'):
    try:
        Path(place).mkdir(parents=True, exist_ok=True)
        Path(place, 'natolab-grade-escaped').write_text('here')
    except OSError:
        pass
"""
_STUBBORN = """
import time
while True:
    try:
        time.sleep(3600)
    except BaseException:
        pass
"""
_ALWAYS_EQUAL = """
class Yes(int):
    def __eq__(self, other):
        return True
    def __hash__(self):
        return 0
"""
_NO_ASSERTS = """
import ast
class Remove(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.Pass()
get_ipython().ast_transformers.append(Remove())
"""
_SNOOP = """
import os
seen = [os.path.join(root, name) for root, _, names in os.walk('/home') for name in names]
print('seen:', seen, os.listdir(os.environ['TMPDIR']), os.path.exists('/proc/self'))
"""
_FORGE = """
import os, socket
for number in range(3, 64):
    try:
        os.write(number, b'\\x00\\x00\\x00\\x0b{"done": 1}')
    except OSError:
        pass
"""


def _delete(name: str):
    def change(notebook):
        notebook.cells = [cell for cell in notebook.cells if cell.get("id") != name]

    return changed(change)


def _duplicate(notebook):
    place = notebook.cells.index(cell_of(notebook, "q2"))
    notebook.cells.insert(place, cell_of(notebook, "q2").copy())


def _move(notebook):
    test = cell_of(notebook, "q2-test")
    notebook.cells.remove(test)
    notebook.cells.insert(notebook.cells.index(cell_of(notebook, "q2")), test)


def _reverse(notebook):
    notebook.cells.reverse()


def _rename(notebook):
    for number, cell in enumerate(notebook.cells):
        cell.id = f"mine-{number}"
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader["grade_id"] = f"mine-{number}"


def _strip(notebook):
    notebook.metadata.clear()
    for cell in notebook.cells:
        cell.metadata.clear()
        cell.pop("id", None)


def _weaken(notebook):
    cell_of(notebook, "q2").source = WRONG
    cell_of(notebook, "q2-test").source = "pass"


def _raise_points(notebook):
    cell_of(notebook, "q2").source = WRONG
    for cell in notebook.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader["points"] = 1000


def _unlock(notebook):
    cell_of(notebook, "q2").source = WRONG
    test = cell_of(notebook, "q2-test")
    test.source = "1000"
    test.metadata.nbgrader.update(solution=True, locked=False)


def _as_text(notebook):
    cell = cell_of(notebook, "q2")
    cell.cell_type = "markdown"
    for key in ("outputs", "execution_count"):
        cell.pop(key, None)


def _setup_sleeps(notebook):
    cell_of(notebook, "setup").source = "import math, time\ntime.sleep(3600)"


def _own_imports(notebook):
    cell_of(notebook, "setup").source = "import math\n" + _NO_ASSERTS


def _other_language(notebook):
    notebook.metadata["kernelspec"] = {"name": "ir", "display_name": "R", "language": "R"}


def _version_3(folder: Path) -> None:
    worksheet = []
    for cell in solved().cells:
        old = {"cell_type": cell.cell_type, "metadata": dict(cell.metadata)}
        if cell.cell_type == "code":
            old |= {"input": cell.source, "language": "python", "outputs": [], "collapsed": False}
        else:
            old |= {"source": cell.source}
        worksheet.append(old)
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}}
    save(old | {"worksheets": [{"cells": worksheet, "metadata": {}}]}, folder / "toy.ipynb")


def _version_9(notebook):
    notebook["nbformat"], notebook["nbformat_minor"] = 9, 99


def _zip(*entries: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(zipfile.ZipInfo(name), content)
    return buffer.getvalue()


def _claims_to_be_large() -> bytes:
    """Return a small archive whose directory says that its one file has 3 GB."""
    content = bytearray(_zip(("toy.ipynb", text().encode())))
    place = content.rindex(b"PK\x01\x02") + 24
    content[place : place + 4] = (3_000_000_000).to_bytes(4, "little")
    return bytes(content)


def _zip_with_link() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        info = zipfile.ZipInfo("toy.ipynb")
        info.create_system, info.external_attr = 3, 0o120777 << 16
        archive.writestr(info, "/etc/hostname")
    return buffer.getvalue()


def _link(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "toy.ipynb").symlink_to("/etc/hostname")


def _link_to_folder(folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir()
    (folder / "inside").symlink_to(folder.parent, target_is_directory=True)


def _pipe(folder: Path) -> None:
    folder.mkdir(parents=True)
    os.mkfifo(folder / "toy.ipynb")


def _large_file(folder: Path) -> None:
    folder.mkdir(parents=True)
    with (folder / "toy.ipynb").open("wb") as file:
        file.truncate(60_000_000)  # takes no room on the disk


def _many_cells(notebook):
    notebook.cells += [new_code_cell("pass", id=f"more-{number}") for number in range(1500)]


def _two(folder: Path) -> None:
    save(solved(), folder / "toy.ipynb")
    save(solved(q2=WRONG, q3="squares = []"), folder / "copy of toy.ipynb")
    other = new_notebook(cells=[new_code_cell("print('something else')")])
    save(other, folder / "z.ipynb")


def _beside(**files: str):
    def make(folder: Path) -> None:
        save(solved(), folder / "toy.ipynb")
        for name, content in files.items():
            (folder / f"{name}.py").write_text(content)

    return make


def _other_assignment(folder: Path) -> None:
    other = [new_markdown_cell("# Homework on birds"), new_code_cell("print('a heron')")]
    save(new_notebook(cells=other), folder / "birds.ipynb")


_NESTED = ("[" * 20_000 + "]" * 20_000).encode()

HOSTILE = (
    # Broken.
    Kind("a syntax error", cells(q2="def share(part, whole:\n    return"), without("q2")),
    Kind("an error before the answer", cells(q2="1 / 0\n" + SHARE), without("q2"), "ZeroDivision"),
    Kind(
        "an error that cannot say what it is",
        cells(q2="class E(Exception):\n    def __str__(self):\n        raise self\nraise E()"),
        without("q2"),
    ),
    Kind(
        "an error group",
        cells(
            q2="def share(a, b):\n    raise ExceptionGroup('two', [ValueError(1), ValueError(2)])"
        ),
        without("q2"),
    ),
    Kind(
        "an error that draws itself",
        cells(
            q2="class E(Exception):\n    def _render_traceback_(self):\n        return []\n"
            "def share(a, b):\n    raise E()"
        ),
        without("q2"),
    ),
    Kind(
        "only stubs",
        lambda folder: save(Toy().release(SEED), folder / "toy.ipynb"),
        without("q1", "q2", "q3"),
    ),
    Kind("half a file", raw(text().encode()[:900]), None, "not a notebook"),
    Kind("an empty file", raw(b""), None, "empty"),
    Kind("noise", raw(bytes(range(256)) * 20), None, "not a notebook"),
    Kind("a list", raw(b"[1, 2, 3]"), None, "no cells"),
    Kind("nested deeply", raw(_NESTED), None, "nested"),
    Kind("no list of cells", raw(b'{"cells": {"a": 1}, "nbformat": 4}'), None, "no list of cells"),
    Kind("no notebook", raw(b"%PDF-1.4", "essay.pdf"), None, "No notebook"),
    Kind(
        "no cells",
        raw(b'{"cells": [], "nbformat": 4, "metadata": {}}'),
        None,
        "nothing of this assignment",
    ),
    Kind("another assignment", _other_assignment, None, "nothing of this assignment"),
    Kind(
        "cells that are none",
        raw(text().replace('"cells": [', '"cells": [7, null, "x", ', 1).encode()),
        FULL,
        "cannot be read",
    ),
    # Endless.
    Kind(
        "sleeps for an hour",
        cells(q2="import time\ntime.sleep(3600)"),
        without("q2"),
        "ran longer than",
    ),
    Kind("will not be interrupted", cells(q2=_STUBBORN), without("q2"), "ran longer than"),
    Kind(
        "sleeps when tested",
        cells(q2="import time\ndef share(part, whole):\n    time.sleep(3600)"),
        without("q2"),
        "ran longer than",
    ),
    Kind("sleeps before the first question", changed(_setup_sleeps), FULL, "ran longer than"),
    Kind(
        "calls itself without end",
        cells(q2="def share(part, whole):\n    return share(part, whole)"),
        without("q2"),
        "RecursionError",
    ),
    # Greedy.
    Kind(
        "asks for all memory at once",
        cells(q2="held = bytearray(10**12)\n" + SHARE),
        without("q2"),
        "MB of memory",
    ),
    Kind(
        "takes memory bit by bit",
        cells(
            q2=(
                "import time\nheld = []\nfor _ in range(60):\n    held.append(b'x' * (10 << 20))\n"
                # A busy machine looks seldom.
                "time.sleep(5)\n" + SHARE
            )
        ),
        without("q2"),
        "MB of memory",
    ),
    Kind(
        "takes memory when tested",
        cells(
            q2=(
                "import time\ndef share(part, whole):\n    held = []\n    for _ in range(60):\n"
                "        held.append(b'x' * (10 << 20))\n    time.sleep(5)\n"
            )
        ),
        without("q2"),
        "MB of memory",
    ),
    Kind(
        "starts many processes",
        cells(
            q2=(
                "import subprocess\nall = [subprocess.Popen(['sleep', '60']) for _ in range(64)]\n"
                + SHARE
            )
        ),
        without("q2"),
        "processes or threads",
    ),
    Kind(
        "starts many threads",
        cells(
            q2=(
                "import threading, time\nfor _ in range(64):\n"
                "    threading.Thread(target=time.sleep, args=(1,), daemon=True).start()\n" + SHARE
            )
        ),
        without("q2"),
        "processes or threads",
    ),
    Kind(
        "writes a large file",
        cells(q2="open('a', 'wb').write(bytes(20 << 20))\n" + SHARE),
        without("q2"),
        "MB of files",
    ),
    Kind(
        "fills its folder",
        cells(
            q2=("for n in range(9):\n    open(f'part{n}', 'wb').write(bytes(2 << 20))\n" + SHARE)
        ),
        without("q2"),
        "MB of files",
    ),
    Kind(
        "prints without measure",
        cells(q2="print('x' * 3_000_000)\n" + SHARE),
        FULL,
        "showed more than",
    ),
    Kind(
        "prints past Python",
        cells(
            q2=("import subprocess\nsubprocess.run('yes | head -c 3000000', shell=True)\n" + SHARE)
        ),
        FULL,
        "showed more than",
    ),
    Kind(
        "shows a huge picture",
        cells(
            q5=(
                "from IPython.display import Image, display\n"
                "display(Image(data=b'\\x89PNG\\r\\n\\x1a\\n' + bytes(3_000_000), format='png'))"
            )
        ),
        FULL,
        "showed more than",
    ),
    # Ending the process.
    Kind("ends the process", cells(q2="import os\nos._exit(0)"), without("q2"), "ended the Python"),
    Kind(
        "ends the process when tested",
        cells(q2="import os\ndef share(part, whole):\n    os._exit(0)"),
        without("q2"),
        "ended the Python",
    ),
    Kind(
        "ends the process from a thread",
        cells(
            q1=(
                "import os, threading\ntotal = 12\n"
                "end = threading.Thread(target=os._exit, args=(0,))\nend.start()\nend.join()"
            )
        ),
        without("q1"),
        "ended the Python",
    ),
    Kind(
        "ends the process in every cell",
        cells(
            q1="import os\nos._exit(0)", q2="import os\nos._exit(1)", q3="import os\nos._exit(2)"
        ),
        without("q1", "q2", "q3"),
        "ended the Python",
    ),
    Kind(
        "kills itself", cells(q2="import os\nos.kill(os.getpid(), 9)\n" + SHARE), FULL, "uses kill"
    ),
    Kind("exits", cells(q2="import sys\nsys.exit()\n" + SHARE), without("q2")),
    Kind("interrupts itself", cells(q2="raise KeyboardInterrupt\n" + SHARE), without("q2")),
    Kind(
        "leaves a process running",
        cells(q2=("import subprocess\nleft = subprocess.Popen(['sleep', '3600'])\n" + SHARE)),
        FULL,
        "left threads or processes",
    ),
    Kind(
        "leaves a daemon running",
        cells(
            q2=(
                "import subprocess\n"
                "subprocess.run('setsid sleep 3600 >/dev/null 2>&1 &', shell=True)\n" + SHARE
            )
        ),
        FULL,
        "left threads or processes",
    ),
    # Escaping and snooping.
    Kind("leaves a marker outside", cells(q2=_ESCAPE + SHARE), FULL),
    Kind(
        "leaves a marker from a process of its own",
        cells(
            q2=(
                f"import subprocess\nsubprocess.run('mkdir -p {MARKERS}; touch {MARKERS}/shell', "
                "shell=True)\n" + SHARE
            )
        ),
        FULL,
        "uses subprocess",
    ),
    Kind(
        "reads the environment",
        cells(q2="import os\nprint(dict(os.environ))\n" + SHARE),
        FULL,
        hides=SECRET_VALUE,
    ),
    Kind(
        "looks for other people's files", cells(q2=_SNOOP + SHARE), FULL, shows="seen: [] [] False"
    ),
    Kind(
        "looks for the gradebook",
        cells(
            q2=(
                "import os\n"
                "tops = (os.environ['TMPDIR'], '/home', '/var')\n"
                "names = [n for top in tops for *_, ns in os.walk(top) for n in ns]\n"
                "print('found:', names)\n" + SHARE
            )
        ),
        FULL,
        shows="found: []",
    ),
    Kind(
        "looks for the solutions",
        cells(
            q2=(
                "import natolab\nfrom pathlib import Path\n"
                "above = Path(natolab.__file__).parents[2]\n"
                "print('found:', sorted(above.rglob('assignment.md')))\n" + SHARE
            )
        ),
        FULL,
        shows="found: []",
    ),
    Kind(
        "calls home",
        cells(q2=("import socket\nsocket.create_connection(('192.0.2.1', 80), 1)\n" + SHARE)),
        without("q2"),
        "asked for the network",
    ),
    Kind(
        "asks for a page",
        cells(
            q2=(
                "import urllib.request\nurllib.request.urlopen('http://127.0.0.1:9/', timeout=1)\n"
                + SHARE
            )
        ),
        without("q2"),
    ),
    Kind(
        "wants to be administrator",
        cells(
            q2=(
                "import ctypes\nc = ctypes.CDLL(None)\n"
                "print('got:', c.unshare(0x10000000), c.mount(b'x', b'/tmp', b'tmpfs', 0, None), "
                "c.setuid(0))\n" + SHARE
            )
        ),
        FULL,
        "uses ctypes",
        shows="got: -1 -1 -1",
    ),
    # Deleted, duplicated, moved, renamed, stripped, tampered.
    Kind("test deleted", _delete("q2-test"), FULL, "missing"),
    Kind("answer deleted", _delete("q2"), without("q2"), "missing"),
    Kind("heading deleted", _delete("q2-text"), FULL),
    Kind("answer duplicated", changed(_duplicate), FULL, "2 times"),
    Kind("test above its answer", changed(_move), FULL, "moved"),
    Kind("all upside down", changed(_reverse), FULL, "moved"),
    Kind("cells renamed", changed(_rename), FULL, "lost its name"),
    Kind("metadata stripped", changed(_strip), FULL),
    Kind("test weakened", changed(_weaken), without("q2"), "had been changed"),
    Kind("points raised", changed(_raise_points), without("q2")),
    Kind("test made an answer", changed(_unlock), without("q2")),
    Kind("answer made text", changed(_as_text), FULL, "another type"),
    Kind("many cells", changed(_many_cells), FULL, "cells; the first"),
    # Encodings, formats, archives, files.
    Kind("in UTF-16", raw(text().encode("utf-16")), FULL, "not in UTF-8"),
    Kind("in Latin-1", raw(text(q4="Zoë says: naïve").encode("latin-1")), FULL, "not in UTF-8"),
    Kind("an old format", _version_3, FULL, "old format"),
    Kind("a format of the future", changed(_version_9), FULL, "format 9"),
    Kind("a kernel for R", changed(_other_language), FULL, "kernel for r"),
    Kind(
        "an archive that leads out",
        raw(_zip(("../../toy.ipynb", b"{}")), "a.zip"),
        None,
        "leads out",
    ),
    Kind(
        "an archive with absolute paths",
        raw(_zip(("/elsewhere/toy.ipynb", b"{}")), "a.zip"),
        None,
        "absolute",
    ),
    Kind(
        "an archive that claims to be large",
        raw(_claims_to_be_large(), "a.zip"),
        None,
        "says that it holds",
    ),
    Kind(
        "an archive of very many files",
        raw(_zip(*[(f"{n}.txt", b"") for n in range(2500)]), "a.zip"),
        None,
        "2500 files",
    ),
    Kind("an archive with a link", raw(_zip_with_link(), "a.zip"), None, "is a link"),
    Kind(
        "an archive that is none", raw(b"PK\x03\x04 and no more", "a.zip"), None, "cannot be read"
    ),
    Kind("a link", _link, None, "is a link"),
    Kind("a link to a folder", _link_to_folder, None, "No notebook"),
    Kind("a pipe", _pipe, None, "not a file that can be read"),
    Kind("a very large file", _large_file, None, "60 MB"),
    Kind("several notebooks", _two, FULL, "Several notebooks"),
    Kind(
        "modules that shadow",
        _beside(math="raise SystemExit", numpy="raise SystemExit", nbgrader="raise SystemExit"),
        FULL,
    ),
    # Scripts for the feedback page.
    Kind(
        "script in an answer in words",
        cells(q4="<script>alert(1)</script> because"),
        FULL,
        hides="<script>alert",
    ),
    Kind("script in a link", cells(q4="[here](javascript:alert(1))"), FULL, hides="](javascript"),
    Kind(
        "script as a result",
        cells(
            q5=("from IPython.display import Javascript, display\ndisplay(Javascript('alert(1)'))")
        ),
        FULL,
        hides="application/javascript",
    ),
    # Cheating against the tests themselves.
    Kind("asserts removed", cells(q2=_NO_ASSERTS + WRONG), without("q2"), "replaced something"),
    Kind("asserts removed by the first cell", changed(_own_imports), FULL, "replaced something"),
    Kind(
        "the interpreter replaced",
        cells(q2=("ip = get_ipython()\nip.run_cell = lambda *a, **k: None\n" + WRONG)),
        without("q2"),
        "replaced something",
    ),
    Kind(
        "the interpreter's class replaced",
        cells(q2=("type(get_ipython()).__mro__[1].run_code = lambda *a, **k: False\n" + WRONG)),
        without("q2"),
    ),
    Kind(
        "a hook before each cell",
        cells(
            q2=(
                "def look(info):\n    print(info.raw_cell)\n"
                "get_ipython().events.register('pre_run_cell', look)\n" + WRONG
            )
        ),
        without("q2"),
        "replaced something",
    ),
    Kind(
        "a built-in replaced",
        cells(q2="import builtins\nbuiltins.abs = lambda x: 0\n" + WRONG),
        without("q2"),
        "replaced something",
    ),
    Kind(
        "numpy replaced",
        cells(q2=("import numpy as np\nnp.isclose = lambda *a, **k: True\n" + WRONG)),
        without("q2"),
        "replaced something",
    ),
    Kind(
        "pandas replaced",
        cells(q2=("import pandas as pd\npd.Series.equals = lambda *a, **k: True\n" + WRONG)),
        without("q2"),
        "replaced something",
    ),
    Kind(
        "code traced",
        cells(q2="import sys\nsys.settrace(lambda *a: None)\n" + WRONG),
        without("q2"),
        "replaced something",
    ),
    Kind("a built-in shadowed", cells(q2="abs = lambda x: 0\n" + WRONG), without("q2")),
    Kind(
        "the course's checks replaced",
        cells(
            q2="from natolab.exercises import checks\n"
            "checks.Number.difference = lambda *a, **k: None\n" + WRONG
        ),
        without("q2"),
        "replaced something",
    ),
    Kind(
        "the course's marking replaced",
        cells(
            q2="from natolab.exercises import marking\nmarking.value = lambda *a, **k: None\n"
            + WRONG
        ),
        without("q2"),
        "tampered",
    ),
    Kind(
        "the course's marking replaced when tested",
        cells(
            q2="from natolab.exercises import marking\n"
            "def share(part, whole):\n    marking.value = lambda *a, **k: None\n"
            "    return 100 * part / whole\n"
        ),
        without("q2"),
        "tampered",
    ),
    Kind("always equal", cells(q1=_ALWAYS_EQUAL + "total = Yes(0)"), without("q1"), "equal to"),
    Kind(
        "a list that is always equal",
        cells(
            q3=("class L(list):\n    def __eq__(self, other):\n        return True\nsquares = L()")
        ),
        without("q3"),
        "equal to",
    ),
    Kind("forges messages", cells(q2=_FORGE + WRONG), without("q2")),
    Kind(
        "shows points",
        cells(
            q2=(
                "from IPython.display import display\n"
                "def share(part, whole):\n    get_ipython().displayhook(1000)\n    return 0\n"
            )
        ),
        without("q2"),
    ),
    Kind(
        "reads the test",
        cells(q2=("def share(part, whole):\n    print(In[-1])\n    return 0\n")),
        without("q2"),
        "may read the tests",
    ),
    Kind(
        "carries the test away in an error",
        cells(q2=("def share(part, whole):\n    raise AssertionError(In[-1])\n")),
        without("q2"),
        "may read the tests",
    ),
    Kind(
        "hides its code",
        cells(
            q2=(
                "import base64\nexec(base64.b64decode("
                + repr(base64.b64encode(WRONG.encode()).decode())
                + "))"
            )
        ),
        without("q2"),
        "does not stand there",
    ),
)
