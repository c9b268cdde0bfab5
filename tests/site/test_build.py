"""The build: what changes the page, what fails it. Each test builds a book of one page."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import psutil
import pytest
import yaml
from bs4 import BeautifulSoup
from docutils import nodes
from sphinx import addnodes, builders
from sphinx.errors import ExtensionError, SphinxParallelError

from tests.support import site

PAGE = """\
---
jupytext: {text_representation: {extension: .md, format_name: myst}}
kernelspec: {name: python3, display_name: Python 3, language: python}
---
# Small

The first price is {glue:text}`first:.2f`.

```{code-cell} ipython3
from natolab import data, glue_all
from natolab.numbers import Number
first = data.load("brent_spot")["usd_per_barrel"].iloc[0]
glue_all({"first": Number(first, "dollars a barrel", "the first price")})
```
"""
#: What the package is built from besides its code and the tables.
PACKAGE = ("pyproject.toml", "README.md", "LICENSE")


def part(name):
    """Return a module of the extension."""
    spec = importlib.util.spec_from_file_location(
        name, site.TOP / "book" / "_ext" / "course" / f"{name}.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def book(tmp_path):
    """A copy of the project whose book is one page; ``write`` sets it, ``build`` builds it."""
    for name in ("data", "src", "book/_ext", "release"):
        shutil.copytree(site.TOP / name, tmp_path / name)
    wanted = ("_config.yml", "requirements.lock", "book/references.bib", "CHANGELOG.md", *PACKAGE)
    for name in wanted:
        shutil.copy(site.TOP / name, tmp_path / name)
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: book/small\n")
    return Book(tmp_path)


class Book:
    def __init__(self, top):
        self.top = top
        self.write(PAGE)

    def write(self, text, name="small"):
        (self.top / "book" / f"{name}.md").write_text(text)

    @property
    def command(self):
        paths = [str(self.top / "src"), str(site.TOP / "tests" / "no_network")]
        return {
            "args": [sys.executable, "book/_ext/build.py"],
            "cwd": self.top,
            "env": os.environ | {"PYTHONPATH": os.pathsep.join(paths), "NO_COLOR": "1"},
        }

    def build(self):
        return subprocess.run(**self.command, capture_output=True, text=True)

    def html(self, name="small"):
        return (self.top / "_build" / "html" / "book" / f"{name}.html").read_text()

    def notebook(self, name="small"):
        return self.top / "_build" / "notebooks" / f"{name}.ipynb"

    def add(self, text):
        """Add a second page."""
        toc = "format: jb-book\nroot: book/small\nchapters:\n- file: book/second\n"
        (self.top / "_toc.yml").write_text(toc)
        self.write(text, "second")


def test_what_changed_reaches_the_site_and_nothing_else_is_done(book):
    """A page that stays as it is stays, a changed table runs its chapter, a style arrives.

    Figures and tables are numbered anew on each page, which Sphinx once took for a change of each
    page.
    """
    alone = "\n```{code-cell} ipython3\nimport sys\nassert 'course' not in sys.modules\n```\n"
    table = "\n```{list-table} A table on each page\n:name: tab-NAME\n* - 1949\n```\n"
    term = "\n```{glossary}\nAbandonment\n  Being left alone.\n```\n"
    book.write(PAGE + alone + table.replace("NAME", "small"))
    book.add("# Second\n" + table.replace("NAME", "second") + term)
    first = book.build()
    assert first.returncode == 0, first.stderr
    assert "ran 1 of 1 chapters: book/small" in first.stdout
    assert "Ctrl-C" not in first.stdout, "kernels speak to nobody's terminal"
    before = re.search(r"The first price is .*?([\d.]+)</span>", book.html())[1]
    second = book.top / "_build" / "html" / "book" / "second.html"
    assert "Table 1 " in second.read_text()
    written = second.stat().st_mtime_ns
    made = {"notebook": book.notebook(), "wheel": next(book.notebook().parent.glob("*.whl"))}
    bytes_before = {name: path.read_bytes() for name, path in made.items()}
    times_before = {name: path.stat().st_mtime_ns for name, path in made.items()}
    assert before in bytes_before["notebook"].decode()
    assert not book.notebook("second").exists(), "it has no code"
    files = set((book.top / "_build" / "html").rglob("*"))
    assert any(path.suffix == ".ttf" for path in files), "icons have a font"
    again = book.build()
    assert again.returncode == 0
    assert set((book.top / "_build" / "html").rglob("*")) == files
    assert "ran 1 of" not in again.stdout, "its code did not change, yet it ran"
    assert second.stat().st_mtime_ns == written
    assert {name: path.read_bytes() for name, path in made.items()} == bytes_before
    assert {name: path.stat().st_mtime_ns for name, path in made.items()} == times_before
    with (book.top / "book" / "small.md").open("a") as file:
        file.write("\nOne more sentence.\n")
    assert book.build().returncode == 0
    assert "One more sentence" in book.html()
    assert second.stat().st_mtime_ns == written
    index = (book.top / "_build" / "html" / "searchindex.js").read_text()
    assert json.loads(index[index.index("{") : -1])["indexentries"] == {
        "abandonment": [[0, "term-Abandonment", True]]
    }
    made["notebook"].unlink()
    (book.top / "book" / "_ext" / "course" / "static" / "course.css").write_text("/* new */")
    prices = book.top / "data" / "brent_spot.csv"
    prices.write_text(prices.read_text().replace(before.rstrip("0"), "12.34", 1))
    assert book.build().returncode == 0
    assert "12.34" in book.html()
    assert "12.34" in book.notebook().read_text()
    assert made["wheel"].read_bytes() != bytes_before["wheel"], "it carries the table"
    assert (book.top / "_build" / "html" / "_static" / "course.css").read_text() == "/* new */"


def test_other_builders_are_left_alone(book):
    """What mends and feeds the site is no business of an EPUB, whose builder is HTML too."""
    command = [str(Path(sys.executable).with_name("jupyter-book")), "build", "."]
    done = subprocess.run(
        [*command, "--builder", "custom", "--custom-builder", "epub"],
        cwd=book.top,
        env=os.environ | {"PYTHONPATH": str(book.top / "src"), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    made = book.top / "_build" / "epub"
    (packed,) = made.glob("*.epub")
    with zipfile.ZipFile(packed) as archive:
        assert b"The first price is" in archive.read("book/small.xhtml")
    ours = ("data", "notebooks", "slides", "404.html", "_static/explorers")
    assert [name for name in ours if (made / name).exists()] == []


PLACES = """    html_baseurl: https://example.org/course/
    course_launch:
      Elsewhere: https://example.com/open?notebook={url}
"""


def test_notebook_is_the_same_from_build_to_build_and_knows_the_address_of_the_site(book):
    """A build from nothing gives the same bytes; an address is in links, wheel and buttons."""
    book.write(PAGE + "\nSee {ref}`there <there>`.\n")
    book.add("(there)=\n# Second\n")
    assert book.build().returncode == 0
    notebook = book.notebook().read_bytes()
    archive = book.notebook().with_name("alliance-under-stress-notebooks.zip")
    packed = archive.read_bytes()
    assert b"(../book/second.html#there)" in notebook
    assert b'wheel = "natolab-0.1.0-py3-none-any.whl"' in notebook.replace(b"\\", b"")
    assert "launch-button" not in book.html()
    for name in (".doctrees", "executed", "jupyter_execute", "notebooks", "html"):
        shutil.rmtree(book.top / "_build" / name)
    config = book.top / "_config.yml"
    assert book.build().returncode == 0
    assert book.notebook().read_bytes() == notebook
    assert archive.read_bytes() == packed

    text = config.read_text()
    unset = next(line for line in text.splitlines(True) if "html_baseurl:" in line)
    config.write_text(text.replace(unset, PLACES))
    assert book.build().returncode == 0
    text = book.notebook().read_text()
    assert "(https://example.org/course/book/second.html#there)" in text
    assert "natolab[model] @ https://example.org/course/notebooks/natolab-" in text
    assert "../book" not in text
    place = "https%3A%2F%2Fexample.org%2Fcourse%2Fnotebooks%2Fsmall.ipynb"
    assert f'href="https://example.com/open?notebook={place}"' in book.html()


MEETS = """
```{code-cell} ipython3
import time
from pathlib import Path
assert "other" not in globals()
other = "OTHER"
Path("OWN.here").touch()
end = time.monotonic() + 60
while not Path("OTHER.here").exists():
    assert time.monotonic() < end, "the other chapter does not run meanwhile"
    time.sleep(0.01)
```

```{code-cell} ipython3
import matplotlib.pyplot as plt
plt.subplots()
plt.show()
```
"""


def test_chapters_run_side_by_side_and_share_nothing(book):
    """Each waits for the other; each starts with nothing defined, and draws its figure once."""
    book.write(PAGE + MEETS.replace("OWN", "small").replace("OTHER", "second"))
    second = MEETS.replace("OWN", "second").replace("OTHER", "small")
    book.add(PAGE.replace("# Small", "# Second") + second)
    result = book.build()
    assert result.returncode == 0, result.stderr
    assert "ran 2 of 2 chapters" in result.stdout
    for name in ("small", "second"):
        assert book.html(name).count("<img alt") == 1


def test_pages_without_code_are_read_while_the_last_chapters_run(monkeypatch):
    monkeypatch.syspath_prepend(site.TOP / "book" / "_ext")
    execution = part("execution")
    monkeypatch.setattr(execution.os, "cpu_count", lambda: 2)
    runs = execution._Runs.__new__(execution._Runs)
    runs._todo = ["book/war", "book/fork", "book/index"]
    runs._results = dict.fromkeys(runs._todo)
    names = sorted([*runs._todo, "book/data", "book/privacy"])
    order = ["book/war", "book/data", "book/privacy", "book/fork", "book/index"]
    assert sorted(names, key=runs.place) == order


def test_pages_are_written_in_small_lots_and_no_fault_of_one_is_lost(monkeypatch):
    """Sphinx forgets a lot that failed if others still wait when it comes to know of it."""
    for name in ("make_chunks", "ParallelTasks"):
        monkeypatch.setattr(builders, name, getattr(builders, name))
    monkeypatch.syspath_prepend(site.TOP / "book" / "_ext")
    part("execution").setup(SimpleNamespace(connect=lambda *_: None))
    pages = [f"book/{number}" for number in range(38)]
    lots = builders.make_chunks(pages, 1)
    assert [page for lot in lots for page in lot] == pages
    assert max(map(len, lots)) < 10
    tasks = builders.ParallelTasks(1)
    tasks.add_task(int, "a page with a fault")
    (writer,) = tasks._procs.values()
    writer.join()
    with pytest.raises(SphinxParallelError, match="a page with a fault"):
        tasks.add_task(int, "1")


PROCESSES = """
```{code-cell} ipython3
import multiprocessing, os, time
context = multiprocessing.get_context("spawn")
brief, endless = context.Process(target=int), context.Process(target=time.sleep, args=(600,))
brief.start()
endless.start()
brief.join()
assert brief.exitcode == 0
with open("processes", "w") as file:
    print(os.getpid(), endless.pid, file=file)
```
"""


def test_cells_may_start_processes_and_none_outlives_the_build(book):
    book.write(PAGE + PROCESSES)
    result = book.build()
    assert result.returncode == 0, result.stderr
    kernel, child = map(int, (book.top / "book" / "processes").read_text().split())
    for pid in (kernel, child):
        # Where nobody collects them, processes that have ended stay as zombies.
        assert not psutil.pid_exists(pid) or psutil.Process(pid).status() == "zombie"


FOR_EVER = """
```{code-cell} ipython3
import os, time
with open("process", "w") as file:
    print(os.getpid(), file=file)
time.sleep(600)
```
"""


def test_kernels_end_with_a_build_that_is_killed(book):
    book.write(PAGE + FOR_EVER)
    written = book.top / "book" / "process"
    with subprocess.Popen(**book.command, stdout=subprocess.DEVNULL) as build:
        while build.poll() is None and not (written.exists() and written.read_text()):
            time.sleep(0.1)
        kernel = psutil.Process(int(written.read_text()))
        build.kill()
    _, alive = psutil.wait_procs([kernel], timeout=20)
    assert not [process for process in alive if process.status() != "zombie"]


CITES = "# Small\n\n{cite}`Snyder1984`\n\n```{bibliography}\n:filter: docname in docnames\n```\n"
ALL = "# Second\n\n```{bibliography}\n:list: bullet\n:all:\n```\n"


def test_works_follow_the_bibliography_and_their_citations(book):
    """What is kept of a work from build to build goes when the work or its citations change."""
    book.write(CITES)
    book.add(ALL)
    assert book.build().returncode == 0
    works = book.top / "book" / "references.bib"
    text = works.read_text()
    title = "The Security Dilemma in Alliance Politics"
    assert title in text
    assert title.lower() in book.html().lower()
    works.write_text(text.replace(title, "Another title"))
    assert book.build().returncode == 0
    assert "Another title" in book.html()
    assert "Another title" in book.html("second")
    cited = book.html("second").count("cited-in")
    book.write(CITES.replace("Snyder1984`", "Snyder1984,OlsonZeckhauser1966`"))
    assert book.build().returncode == 0
    assert book.html("second").count("cited-in") == cited + 1
    kept = book.top / "_build" / ".doctrees" / "environment.pickle"
    key = re.findall(r"^@\w+\{(\w+),", text, re.MULTILINE)[-1]
    assert key.encode() in kept.read_bytes()
    works.write_text(text[: text.rindex("\n@")] + "\n")
    assert book.build().returncode == 0
    assert key.encode() not in kept.read_bytes()


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        (None, 0),
        ("book/index.md", 1),
        ("data/brent_spot.csv", 1),
        ("src/natolab/data.py", 1),
        ("book/_ext/course/static/course.css", 1),
        ("README.md", 0),
    ],
)
def test_make_builds_again_when_something_changed_and_only_then(built, changed, status):
    """Asks make what it would do; nothing is built."""
    what_if = ["-W", changed] if changed else []
    asked = subprocess.run(["make", "-q", *what_if, "_build/html/index.html"], cwd=site.TOP)
    assert asked.returncode == status


FAULTS = {
    # What Sphinx warns of; all at once.
    "warning": {
        "[lost](nowhere.md)": "nowhere",
        "See {ref}`no-such-label`.": "no-such-label",
        "{cite}`NoSuchWork1949`": "NoSuchWork1949",
        "{glue:text}`never_glued`": "never_glued",
    },
    "exception": {"```{code-cell} ipython3\n1 / 0\n```": "ZeroDivisionError"},
    "stderr": {
        "```{code-cell} ipython3\nimport warnings; warnings.warn('old')\n```": "stderr",
    },
    "notebook": {
        # A kind of block that the writer of notebooks does not know, also in a folded part.
        ":::{dropdown} Solution\n```{versionadded} 2\nNews\n```\n:::": "'versionmodified'",
    },
    "network": {
        "```{code-cell} ipython3\nimport urllib.request\n"
        "urllib.request.urlopen('https://example.org')\n```": "without the network",
    },
    "formula": {r"So $\undefinedmacro{x}$.": r"book/small: the formula '\\undefinedmacro{x}'"},
    # What only tests have, and readers do not install.
    "package": {"```{code-cell} ipython3\nimport lxml\n```": "lxml"},
}


@pytest.mark.parametrize(
    ("latex", "says"),
    [
        (r"\frac{dx}{dt} = \pi_x \, (x^{*} - x)", None),
        (r"\begin{cases} a & b \\ c & d \end{cases}", None),
        (r"\begin{align} a &= b \end{align}", None),
        (r"\operatorname{logistic}{\left(a < 50\% \right)}", None),
        (r"\undefinedmacro{x}", r"does not know \\undefinedmacro"),
        (r"\begin{aligned} a &= b \end{aligned}", "an & stands outside"),
        (r"\begin{unknown} a \end{unknown}", r"does not know its \\begin"),
        (r"a & b", "an & stands outside"),
        (r"\frac{1}{2", "no partner"),
        (r"\left( x", "ExtraLeftOrMissingRightError"),
    ],
)
def test_a_mistyped_formula_is_named_with_its_page(latex, says):
    """The converter raises nothing for most of them, and browsers show what they can."""
    mathml = part("mathml")
    page = SimpleNamespace(builder=SimpleNamespace(current_docname="book/small"))
    if says is None:
        made = mathml._mathml(page, nodes.Text(latex), "inline")
        assert ElementTree.fromstring(made).tag.endswith("math")
        return
    with pytest.raises(ExtensionError, match=f"^book/small: the formula .*{says}"):
        mathml._mathml(page, nodes.Text(latex), "inline")


def test_a_page_is_read_once_for_the_references_to_its_figures():
    """Sphinx reads it from disk for each."""
    read = []

    def get_doctree(name):
        read.append(name)
        return SimpleNamespace(ids={"fig-price": nodes.figure(ids=["fig-price"])})

    env = SimpleNamespace(
        app=SimpleNamespace(registry=SimpleNamespace(enumerable_nodes={})),
        config=SimpleNamespace(numfig_format={"figure": "Figure %s"}, numfig=True),
        domaindata={},
        get_doctree=get_doctree,
        toc_fignumbers={"book/small": {"figure": {"fig-price": (3,)}}},
    )
    domain = part("numbering").Numbering(env)
    domain.labels["fig-price"] = ("book/small", "fig-price", "The price")
    builder = SimpleNamespace(name="html", get_relative_uri=lambda *_: "small.html")
    for _ in range(2):
        node, words = addnodes.pending_xref(refexplicit=False), nodes.inline("", "fig-price")
        made = domain.resolve_xref(env, "book/two", builder, "numref", "fig-price", node, words)
        assert (made.astext(), made["refuri"]) == ("Figure 3", "small.html#fig-price")
    assert read == ["book/small"]


def test_quizzes_are_written_again_for_what_they_are_made_of(tmp_path, monkeypatch):
    """Of a page that is its title; to write them takes seconds."""
    written = []
    monkeypatch.setattr("teaching.quizzes.build.build", lambda folder, _: written.append(folder))
    monkeypatch.syspath_prepend(site.TOP / "book" / "_ext")
    downloads = part("downloads")
    monkeypatch.setattr(downloads, "TOP", tmp_path)
    folder = tmp_path / "_build" / "html" / "quizzes"
    session, page = tmp_path / "teaching/sessions/small.yaml", tmp_path / "book/small.md"
    for path in (folder, session.parent, page.parent):
        path.mkdir(parents=True)
    env = SimpleNamespace(found_docs={"book/small"}, doc2path=lambda _: str(page))
    for title, text, prompt, times in (
        ("The bargain", "One sentence.", "Why?", 1),
        ("The bargain", "Another sentence.", "Why?", 1),
        ("The bargain", "Another sentence.", "Why not?", 2),
        ("The old bargain", "Another sentence.", "Why not?", 3),
    ):
        page.write_text(f"# {title}\n\n{text}\n")
        session.write_text(f"prompts: [{{ask: {prompt}}}]\n")
        downloads._write_quizzes(env, folder.parent)
        assert written == [folder] * times


#: What Sphinx finds when it writes a page; all but the first are written by a second process.
WRITTEN = "# Second\n\n```no-such-language\nx\n```\n"


@pytest.mark.parametrize("kind", FAULTS)
def test_faults_fail_the_build(book, kind):
    book.write(PAGE + "\n" + "\n\n".join(FAULTS[kind]) + "\n")
    book.add(WRITTEN)
    result = book.build()
    assert result.returncode != 0
    if kind == "warning":
        assert "no-such-language" in result.stdout + result.stderr
    for words in FAULTS[kind].values():
        assert words in result.stdout + result.stderr
    assert not (book.top / "_build" / ".doctrees").exists(), "Sphinx would not warn again"
    assert not (book.top / "_build" / "html" / "index.html").exists(), "make would call it built"


def test_suppressed_warnings_are_named_with_a_reason():
    text = (site.TOP / "_config.yml").read_text(encoding="utf-8")
    config = yaml.safe_load(text)["sphinx"]["config"]
    for name in config["suppress_warnings"]:
        assert re.search(rf"- {re.escape(name)}  # \w+", text), f"{name} has no reason beside it"


HIDDEN = """
```{code-cell} ipython3
:tags: [remove-cell]
secret = 2
```

```{code-cell} ipython3
secret + 40
```
"""


def test_buttons_that_make_code_live_need_what_they_load(book):
    """Without Python for the browser there are none; with it each page of code has them."""
    book.write(PAGE + HIDDEN)
    book.add("# Second\n\n```{only} live\nIt opens in JupyterLite.\n```\n")
    assert book.build().returncode == 0
    assert "live-page" not in book.html()
    assert "It opens in JupyterLite" not in book.html("second")
    site_folder = book.top / "_build" / "html"
    assert not (site_folder / "_live").exists()
    assets = book.top / "_build" / "live"
    assets.mkdir()
    (assets / "manifest.json").write_text('{"bytes": 28123456}')
    # What makes JupyterLite has tests of its own; here something stands in for it.
    made = 'from pathlib import Path\n\nPath("_build/html/lite.txt").write_text("made")\n'
    (book.top / "live").mkdir()
    (book.top / "live" / "__main__.py").write_text(made)
    result = book.build()
    assert result.returncode == 0, result.stderr
    about = json.loads(re.search(r'id="live-page">(.*?)</script>', book.html())[1])
    assert about["root"] == "../_live/"
    assert re.search(r"the first time it loads\s+28 MB", book.html())
    assert about["page"] == {"name": "book/small", "hidden": [[1, "secret = 2"]]}
    assert (site_folder / "_live" / "manifest.json").exists()
    script = re.search(r'src="\.\./(_static/live/\w+/button\.js)', book.html())[1]
    assert (site_folder / script).with_name("worker.js").exists()
    assert "live/" not in book.html("second")
    assert "It opens in JupyterLite" in book.html("second")
    kept = json.loads((site_folder / "offline.json").read_text())["files"]
    assert {"book/small.html", "_live/manifest.json", "lite.txt", script} <= set(kept)


ENGLISH = """
See {ref}`there <there>` and [again](second.md).

Left as it is.

{cite:t}`OlsonZeckhauser1966` count on {glue:text}`count:,.0f`.

```{bibliography}
:filter: docname in docnames
```

```{code-cell} ipython3
---
mystnb:
  figure:
    name: fig-small
    caption: 'A line. Source: nobody.'
  image:
    alt: A line that rises.
---
import matplotlib.pyplot as plt
glue_all({"count": Number(1234.0, "1", "a count")})
_ = plt.plot([1, 2])
```
"""
FRENCH = {
    "Small": "Petit",
    "The first price is {glue:text}`first:.2f`.": "Le prix est {glue:text}`first:.2f`.",
    "See {ref}`there <there>` and [again](second.md).": "{ref}`Là <there>`, [encore](second.md).",
    "{cite:t}`OlsonZeckhauser1966` count on {glue:text}`count:,.0f`.": (
        "{cite:t}`OlsonZeckhauser1966` : {glue:text}`count:,.0f`."
    ),
    "A line. Source: nobody.": "Une ligne. Source : personne.",
    "A line that rises.": "Une ligne qui monte.",
    "Gone.": "Parti.",
}


def messages(text):
    """Return what a translator's file says, with its marks, by message."""
    found = {}
    for entry in text.split("\n\n"):
        if named := re.search(r'^msgid "(.+)"$', entry, re.MULTILINE):
            said = re.search(r'^msgstr "(.*)"$', entry, re.MULTILINE)[1]
            found[named[1]] = ("fuzzy" in entry.split("msgid")[0], said)
    return found


def test_a_translated_page_stands_beside_the_english_one(book):
    """With numbers and works of its language, and links to what is English only; a part that is
    not translated says so, and so does the page. What the page says in English comes to the
    translator."""
    book.write(PAGE + ENGLISH)
    book.add("(there)=\n# Second\n")
    (book.top / "_toc.yml").write_text(
        "format: jb-book\nroot: book/small\nparts:\n- caption: Part\n  chapters:\n"
        "  - file: book/second\n"
    )
    path = book.top / "book" / "locale" / "fr" / "LC_MESSAGES" / "book" / "small.po"
    path.parent.mkdir(parents=True)
    entries = [f'msgid "{english}"\nmsgstr "{french}"\n' for english, french in FRENCH.items()]
    path.write_text("\n".join(entries), encoding="utf-8")
    (path.parents[1] / "sphinx.po").write_text('msgid " and "\nmsgstr " et "\n')
    result = book.build()
    assert result.returncode == 0, result.stdout + result.stderr
    assert result.stdout.count("ran 1 of") == 1, "its code ran again"
    price = re.search(r"The first price is .*?([\d.]+)</span>", book.html())[1]
    page = book.top / "_build" / "html" / "fr" / "book" / "small.html"
    french = page.read_text("utf-8")
    body = BeautifulSoup(french, "lxml").select_one("article")
    text = body.get_text()
    assert f"Le prix est {price.replace('.', ',')}." in text
    assert "Olson et Zeckhauser [1966]" in text
    assert "1\N{NARROW NO-BREAK SPACE}234" in text
    places = [link["href"] for link in body.select("p a[hreflang=en]")]
    assert places[-2:] == ["../../book/second.html#there", "../../book/second.html"]
    (left,) = body.select(".untranslated:not(img)")
    assert left.get_text() == "Left as it is."
    assert left["lang"] == "en"
    assert "Some of this page is not translated yet." in text
    assert body.select_one("figure img")["alt"] == "Une ligne qui monte."
    assert not body.select(".backrefs"), "cited once, so that the work's name leads back"
    assert 'hreflang="fr"' in book.html()
    assert 'hreflang="fr"' not in book.html("second")

    written = page.stat().st_mtime_ns
    book.write("(there)=\n# Second\n\nOne more sentence.\n", "second")
    assert book.build().returncode == 0
    assert "One more sentence" in book.html("second")
    assert page.stat().st_mtime_ns == written, "nothing that it shows has changed"
    book.write("(there)=\n# Another title\n", "second")
    assert book.build().returncode == 0
    assert page.stat().st_mtime_ns > written, "it may name the page that it leads to"
    (path.parents[1] / "sphinx.po").write_text('msgid " and "\nmsgstr " & "\n')
    assert book.build().returncode == 0
    assert "Olson &amp; Zeckhauser" in page.read_text("utf-8")

    book.write(PAGE.replace("The first price", "The very first price") + ENGLISH)
    command = [sys.executable, "book/_ext/languages.py"]
    environment = os.environ | {"PYTHONPATH": str(book.top / "src"), "NO_COLOR": "1"}
    told = subprocess.run(
        command, cwd=book.top, env=environment, capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stdout + told.stderr
    now = messages(path.read_text(encoding="utf-8"))
    changed = "The very first price is {glue:text}`first:.2f`."
    assert now[changed] == (True, FRENCH["The first price is {glue:text}`first:.2f`."])
    assert now["Left as it is."] == (False, "")
    assert now["Small"] == (False, "Petit")
    assert "Gone." not in now
    assert "Theme: dark" in (path.parents[1] / "sphinx.po").read_text(encoding="utf-8")
