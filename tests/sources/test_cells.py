"""The code of the pages: short where it is hidden, and every number from a function with a name."""

from __future__ import annotations

import ast
import json

import pytest

from tests.support import layers, site, source

LONGEST = 10
MODULES = layers.modules(site.TOP / "src" / "natolab")


@pytest.fixture(params=site.notebooks(), ids=lambda path: path.stem)
def path(request):
    return request.param


@pytest.fixture
def text(path):
    return path.read_text(encoding="utf-8")


def imported(text: str) -> list[tuple[str, str]]:
    """Return module and name of what the cells import from modules called ``numbers``."""
    return [
        (node.module, alias.name)
        for node in ast.walk(source.tree(text))
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("numbers")
        for alias in node.names
    ]


def test_hidden_cells_are_short(text):
    """What nobody sees belongs into the package, where it is tested and has a name."""
    for meta, code in source.cells(text):
        lines = [line for line in code.splitlines() if line.strip()]
        if source.is_hidden(meta):
            assert len(lines) <= LONGEST, f"{len(lines)} hidden lines: {lines[0]!r}"


def test_numbers_of_the_text_come_from_the_package_alone(text):
    """A number that a cell glues by itself has no unit, no meaning and no test."""
    calls = [
        node.func.id
        for node in ast.walk(source.tree(text))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    assert "glue" not in calls, "the page glues by itself: use glue_all(numbers())"
    assert calls.count("glue_all") == 1


@pytest.mark.parametrize("path", site.chapters(), ids=lambda path: path.stem)
def test_chapter_takes_numbers_figures_and_explorers_from_its_own_room(path, text):
    room = f"natolab.chapters.{source.room(path).name}"
    assert imported(text) == [(f"{room}.numbers", "numbers")]
    for module, _, _ in layers.imports(source.tree(text), MODULES):
        foreign = layers.chapter(module) and not module.startswith(f"{room}.")
        assert not (foreign and layers.kind(module) in layers.OWN), f"{module} is another chapter's"


def test_the_text_shows_every_number_and_no_other(path, text, built):
    """The build keeps what each page glued, so that nothing is computed again."""
    kept = built.parent / "jupyter_execute" / "book" / f"{path.stem}.glue.json"
    given = set(json.loads(kept.read_text(encoding="utf-8")))
    shown = source.shown(text)
    assert not shown - given, "the text shows what numbers() does not give"
    # A cell may name one too, as a starting value or a line in a figure.
    assert not given - shown - source.strings(source.tree(text)), "nothing shows it"
