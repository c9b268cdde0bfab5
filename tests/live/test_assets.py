"""What a browser loads: complete, small enough, and it runs."""

from __future__ import annotations

import ast
import gzip
import hashlib
import shutil
import sys

import jupytext
import pytest

from live import build
from live.build import DOWNLOADS
from tests.support import site

#: What a reader may wait for before the first cell.
LIMIT = 30_000_000


def test_the_first_download_is_small_enough_and_as_large_as_it_says(live, manifest):
    first = [path for path in live.rglob("*") if path.is_file() and "wheels" not in path.parts]
    sizes = [
        path.stat().st_size if path.suffix == ".image" else len(gzip.compress(path.read_bytes()))
        for path in first
        if path.name != "manifest.json"
    ]
    assert manifest["bytes"] == pytest.approx(sum(sizes), rel=0.01)
    assert manifest["bytes"] <= LIMIT


def test_each_package_of_the_lock_is_there_with_all_that_it_needs(live, manifest, lock):
    packages, core = lock["packages"], live / manifest["pyodide"]["index"] / lock["live"]["core"]
    assert (core / "pyodide.asm.wasm").exists()
    for name, entry in packages.items():
        assert set(entry["depends"]) <= set(packages), name
        if name in lock["live"]["packages"]:
            assert set(entry["depends"]) <= set(lock["live"]["packages"]), name
            continue
        content = (core / entry["file_name"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == entry["sha256"], name


def test_whatever_a_cell_or_the_course_imports_is_in_the_lock(lock):
    known = {module for entry in lock["packages"].values() for module in entry["imports"]}
    texts = {
        str(path): "\n".join(c.source for c in jupytext.read(path).cells if c.cell_type == "code")
        for path in site.notebooks()
    }
    package = site.TOP / "src" / "natolab"
    texts |= {str(path): path.read_text(encoding="utf-8") for path in package.rglob("*.py")}
    lacking = {
        (name, path.rpartition("/")[2])
        for path, text in texts.items()
        for name in imported(text)
        if name not in known and name not in sys.stdlib_module_names
    }
    # What runs on many machines at once does not run in a browser.
    assert {name for name, _ in lacking} <= {"distributed", "dask"}, lacking


def imported(text):
    """Return the first names of what some code imports."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith(("%", "!"))]
    for node in ast.walk(ast.parse("\n".join(lines))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.partition(".")[0]


#: Runs in the browser: figure and tables, a package that only a function of the course imports,
#: and one that is asked for and not used.
CODE = """
import io, warnings
import ipywidgets, anywidget, pyodide_kernel, sys
sys.stdout = sys.__stdout__
import matplotlib
warnings.simplefilter("error")
from importlib.util import find_spec
from natolab import charts
from natolab.data import load, package
import matplotlib.pyplot as plt
print(len(load("brent_spot")) > 100, "resources" in package())
charts.use_house_style()
fig, ax = plt.subplots()
ax.plot([1, 2])
ax.set_title("Two")
fig.savefig(io.BytesIO(), format="svg")
import matplotlib.font_manager as fonts
print(sorted({font.name for font in fonts.fontManager.ttflist})[:2])
print(find_spec("scipy") is not None, find_spec("astropy"))
from natolab.chapters.model.claims import loops_of
print(len(loops_of()) > 3)
import networkx
print(networkx.__name__, bool(networkx.__path__), networkx.__spec__.origin.endswith(".pyc"))
"""


@pytest.mark.long
def test_python_starts_and_loads_on_demand_and_a_damaged_file_is_named(worker, live, lock):
    found = worker(CODE)
    assert found == found | {
        "said": [
            "True True",
            "['DejaVu Sans', 'DejaVu Sans Display']",
            "True None",
            "True",
            "networkx True True",
        ],
        "loaded": 1,
    }, found
    damaged = worker.site / "damaged"
    shutil.copytree(live, damaged, copy_function=shutil.copyfile)
    [image] = damaged.glob("images/*/natolab.image")
    content = bytearray(image.read_bytes())
    content[1000] ^= 1
    image.write_bytes(content)
    found = worker("1", folder="damaged")
    assert "natolab.image cannot be reached, or is damaged" in found["error"]


@pytest.mark.long
def test_the_same_inputs_give_the_same_bytes(live, manifest, tmp_path):
    downloads = tmp_path / "downloads"
    shutil.copytree(DOWNLOADS, downloads)
    shutil.rmtree(downloads / "compiled")
    again = build.build(tmp_path / "live", downloads, say=lambda _: None)
    assert again == manifest
    for path in live.rglob("*"):
        if path.is_file():
            assert (tmp_path / "live" / path.relative_to(live)).read_bytes() == path.read_bytes()
