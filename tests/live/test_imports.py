"""What the images hold is imported without a question to the file system."""

from __future__ import annotations

import gc
import importlib.util
import py_compile
import sys
import sysconfig
from importlib import resources
from importlib.machinery import EXTENSION_SUFFIXES, ExtensionFileLoader, PathFinder

import pytest

from live import imports


@pytest.fixture
def library(tmp_path, monkeypatch):
    """A library with compiled modules, as an image has it, which Python may import from."""
    site = tmp_path / "library" / "site-packages"
    for name, text in {
        "harbour/__init__": "from harbour.pier import LENGTH\n",
        "harbour/pier": "LENGTH = 300\n",
        "harbour/shed/__init__": "",
        "quay": "DEPTH = 12\n",
    }.items():
        source = tmp_path / "source" / f"{name}.py"
        source.parent.mkdir(parents=True, exist_ok=True)
        source.write_text(text, encoding="utf-8")
        py_compile.compile(str(source), cfile=str(site / f"{name}.pyc"), doraise=True)
    (site / "harbour" / f"crane{EXTENSION_SUFFIXES[0]}").write_bytes(b"")
    (site / "harbour" / "notes.txt").write_text("tide", encoding="utf-8")
    places = {"stdlib": tmp_path / "library", "purelib": site}
    monkeypatch.setattr(sysconfig, "get_path", lambda name: str(places[name]))
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    # In the order of Python's own: what a reader has, the library, the packages.
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path / "library"), str(site)])
    threshold = gc.get_threshold()
    yield site
    gc.set_threshold(*threshold)
    for name in [name for name in sys.modules if name.partition(".")[0] in ("harbour", "quay")]:
        del sys.modules[name]


def test_modules_are_those_that_python_finds(library):
    finder = imports._Finder()
    inside = [str(library / "harbour")]
    for name, path in {
        "harbour": None,
        "quay": None,
        "harbour.pier": inside,
        "harbour.shed": inside,
        "harbour.crane": inside,
    }.items():
        found, expected = finder.find_spec(name, path), PathFinder.find_spec(name, path)
        for what in ("name", "origin", "cached", "has_location", "submodule_search_locations"):
            assert getattr(found, what) == getattr(expected, what), (name, what)
        assert type(found.loader) is type(expected.loader)
    assert isinstance(finder.find_spec("harbour.crane", inside).loader, ExtensionFileLoader)
    assert finder.find_spec("harbour.notes", inside) is None
    assert finder.find_spec("nothing") is None


def test_they_are_imported_without_a_question(library, monkeypatch):
    imports.install()
    asked = []
    find = PathFinder.find_spec

    def note(name, path=None, target=None):
        asked.append((name, path))
        return find(name, path, target)

    monkeypatch.setattr(PathFinder, "find_spec", note)
    harbour = importlib.import_module("harbour")
    assert harbour.LENGTH == 300
    assert [name for name, _ in asked] == ["harbour"]  # whether the reader has one of his own
    assert resources.files("harbour").joinpath("notes.txt").read_text(encoding="utf-8") == "tide"


def test_readers_own_file_comes_first_and_a_later_one_is_found(library, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "path", ["", *sys.path])
    (tmp_path / "quay.py").write_text("DEPTH = 3\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    imports.install()
    assert importlib.import_module("quay").DEPTH == 3
    (library / "harbour" / "later.py").write_text("DAY = 2\n", encoding="utf-8")
    importlib.invalidate_caches()
    assert importlib.import_module("harbour.later").DAY == 2


def test_mere_folder_hides_nothing_and_what_is_installed_anew_is_taken(
    library, tmp_path, monkeypatch
):
    (tmp_path / "quay").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["", *sys.path])
    imports.install()
    assert importlib.import_module("quay").DEPTH == 12
    (library / "harbour" / "pier.py").write_text("LENGTH = 400\n", encoding="utf-8")
    importlib.invalidate_caches()
    assert importlib.import_module("harbour.pier").LENGTH == 400
    assert importlib.util.find_spec("sys").origin == "built-in"


def test_garbage_is_looked_for_less_often(library):
    gc.set_threshold(700)
    imports.install()
    assert gc.get_threshold()[0] == imports.GARBAGE > 10_000
