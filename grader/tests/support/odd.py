"""Honest submissions that merely look odd; each keeps its marks."""

from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path

from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from .kinds import FULL, SHARE, Kind, cells, changed, raw, solved, text
from .toy import cell_of, save

#: Submissions are due then; the one that comes seconds later has this file's time set.
DUE = "2026-10-01T12:00+00:00"
_JUST_AFTER = 1_790_856_030  # 30 seconds after


def _named(name: str):
    return lambda folder: save(solved(), folder / name)


def _own(*sources: str, before: str = "q2"):
    def change(notebook):
        place = notebook.cells.index(cell_of(notebook, before))
        more = [new_code_cell(source, id=f"own{n}") for n, source in enumerate(sources)]
        notebook.cells[place:place] = more

    return changed(change)


def _notes(notebook):
    notebook.cells = [
        one for cell in notebook.cells for one in (new_markdown_cell("A *note* of mine."), cell)
    ]


def _translated(notebook):
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and cell.id != "q4":
            cell.source = "## Frage: bitte ausfüllen, auf Deutsch übersetzt"


def _colab(notebook):
    notebook.metadata["colab"] = {"provenance": [], "toc_visible": True}
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    for number, cell in enumerate(notebook.cells):
        cell.pop("id", None)
        cell.metadata |= {"id": f"aB{number}", "outputId": "e1", "colab": {"base_uri": "https://"}}
    notebook["nbformat_minor"] = 0


def _vscode(notebook):
    notebook.metadata["vscode"] = {"interpreter": {"hash": "31f2"}}
    for cell in notebook.cells:
        cell.metadata["vscode"] = {"languageId": "python"}


def _deepnote(notebook):
    notebook.metadata["deepnote"] = {"notebook_id": "1"}
    for cell in notebook.cells:
        cell.metadata |= {"deepnote_cell_type": "code", "source_hash": "1", "execution_millis": 3}


def _jupyterlite(notebook):
    notebook.metadata["kernelspec"] = {
        "name": "python",
        "display_name": "Python (Pyodide)",
        "language": "python",
    }
    notebook.metadata["language_info"] = {"name": "python", "version": "3.13"}


def _bare_metadata(notebook):
    notebook.metadata.clear()


def _no_ids(notebook):
    notebook["nbformat_minor"] = 4
    for cell in notebook.cells:
        cell.pop("id", None)


def _old_outputs(notebook):
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [new_output("error", ename="E", evalue="of yesterday", traceback=[])]
            cell.execution_count = 77


def _trailing_blanks(notebook):
    for cell in notebook.cells:
        cell.source = "\n".join(line + "  " for line in cell.source.splitlines()) + "\n\n"


def _as_lines(notebook):
    for cell in notebook.cells:
        cell.source = cell.source.splitlines(keepends=True)


def _windows(folder: Path) -> None:
    notebook = solved()
    for cell in notebook.cells:
        cell.source = cell.source.replace("\n", "\r\n")
    content = json.dumps(notebook, indent=1).replace("\n", "\r\n").encode()
    raw(content)(folder)


def _zipped(folder: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("my work/toy.ipynb", text())
        archive.writestr("__MACOSX/my work/._toy.ipynb", b"\0")
    raw(buffer.getvalue(), "toy.zip")(folder)


def _more_files(folder: Path) -> None:
    save(solved(), folder / "toy.ipynb")
    (folder / ".DS_Store").write_bytes(b"\0\0")
    (folder / "photo.png").write_bytes(b"\x89PNG")
    (folder / ".ipynb_checkpoints").mkdir()
    save(solved(q2="pass"), folder / ".ipynb_checkpoints" / "toy-checkpoint.ipynb")


def _late_by_seconds(folder: Path) -> None:
    save(solved(), folder / "toy.ipynb")
    os.utime(folder / "toy.ipynb", (_JUST_AFTER, _JUST_AFTER))


def _split(notebook) -> None:
    place = notebook.cells.index(cell_of(notebook, "q2"))
    notebook.cells.insert(place, new_code_cell("def percent(x):\n    return 100 * x", id="mine"))
    cell_of(notebook, "q2").source = "def share(a, b):\n    return percent(a / b)"


ODD = (
    Kind("file renamed", _named("final FINAL (2).ipynb"), FULL),
    Kind("no ending", _named("toy"), FULL),
    Kind("in a folder of its own", _named("week 3/toy.ipynb"), FULL),
    Kind("Zoë Müller-Łukasz", cells(), FULL),
    Kind("李小龍", cells(), FULL),
    Kind("O'Brien, Máire 🐙", cells(), FULL),
    Kind("cells of their own", _own("a = 1", "b = a + 1\nb", "print(b)"), FULL),
    Kind("a cell of their own with an error", _own("1 / 0"), FULL),
    Kind("a helper in a cell of its own", changed(_split), FULL),
    Kind("tests of their own", _own("assert 1 + 1 == 2"), FULL),
    Kind("notes between all cells", changed(_notes), FULL),
    Kind("headings in another language", changed(_translated), FULL),
    Kind("metadata of Colab", changed(_colab), FULL),
    Kind("metadata of VS Code", changed(_vscode), FULL),
    Kind("metadata of Deepnote", changed(_deepnote), FULL),
    Kind("a kernel of JupyterLite", changed(_jupyterlite), FULL),
    Kind("no metadata of the notebook", changed(_bare_metadata), FULL),
    Kind("no ids of cells", changed(_no_ids), FULL),
    Kind("outputs of yesterday", changed(_old_outputs), FULL),
    Kind("blanks at the ends of lines", changed(_trailing_blanks), FULL),
    Kind("source as lines", changed(_as_lines), FULL),
    Kind("line ends of Windows", _windows, FULL),
    Kind("a byte order mark", raw(b"\xef\xbb\xbf" + text().encode()), FULL),
    Kind("packed as zip", _zipped, FULL),
    Kind("more files beside it", _more_files, FULL),
    Kind("seconds after the deadline", _late_by_seconds, FULL),
    Kind(
        "a warning when tested",
        cells(
            q2=(
                "import warnings\ndef share(part, whole):\n    warnings.warn('rounded')\n"
                "    return 100 * part / whole"
            )
        ),
        FULL,
    ),
    Kind(
        "prints when tested",
        cells(
            q2=(
                "def share(part, whole):\n    print('now', part, whole)\n"
                "    return 100 * part / whole"
            )
        ),
        FULL,
    ),
    Kind("a built-in's name as a variable", cells(q1="sum = 2\nmax = 10\ntotal = sum + max"), FULL),
    Kind("magic commands", _own("%matplotlib inline", "%%time\nx = 1", "%timeit -n1 -r1 1"), FULL),
    Kind("a command of the shell", _own("!echo hello"), FULL),
    Kind("an await", _own("import asyncio\nawait asyncio.sleep(0)"), FULL),
    Kind("a progress bar", _own("from tqdm import tqdm\nfor _ in tqdm(range(3)):\n    pass"), FULL),
    Kind("a table shown", _own("import pandas as pd\npd.DataFrame({'a': [1]})"), FULL),
    Kind(
        "a figure shown",
        cells(q5=("import matplotlib.pyplot as plt\nplt.plot(squares)\nplt.show()")),
        FULL,
    ),
    Kind(
        "threads that end",
        _own(
            "from concurrent.futures import ThreadPoolExecutor\n"
            "with ThreadPoolExecutor(3) as pool:\n    print(list(pool.map(abs, [-1, 2])))"
        ),
        FULL,
    ),
    Kind("a question to the user", _own("name = input('Your name? ')"), FULL),
    Kind("exit at the end", cells(q5="figure = squares\nexit()"), FULL),
    Kind("Greek letters and emoji", cells(q1="Δ = 10  # 🚢\ntotal = 2 + Δ"), FULL),
    Kind(
        "a class and types",
        cells(
            q2=(
                "from dataclasses import dataclass\n@dataclass\nclass Part:\n    part: float\n"
                "    whole: float\ndef share(part: float, whole: float) -> float:\n"
                "    p = Part(part, whole)\n    return p.part / p.whole * 100"
            )
        ),
        FULL,
    ),
    Kind(
        "equality of a class of their own",
        cells(
            q2=(
                "class P:\n    def __init__(self, v):\n        self.v = v\n"
                "    def __eq__(self, other):\n        return self.v == other.v\n" + SHARE
            )
        ),
        FULL,
    ),
    Kind("a lambda", cells(q2="share = lambda part, whole: part / whole * 100"), FULL),
)
