"""The cell that installs the course's package."""

from __future__ import annotations

import importlib.util
import subprocess

import pytest

from natolab import installing

WHEEL = "natolab-1.0.0-py3-none-any.whl"


@pytest.fixture
def installed(monkeypatch, tmp_path):
    """What is installed by cells that run in a folder and find nothing installed."""
    asked = []
    folder = tmp_path / "notebooks" / "assignments"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(subprocess, "run", lambda command, check: asked.append(command[-1]))
    return asked


def run(base: str = "") -> None:
    exec(installing.cell(WHEEL, base), {})


def test_nothing_is_installed_where_all_is_there(installed, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: name)
    run()
    assert installed == []


def test_the_package_stands_beside_the_notebook_or_above(installed, tmp_path):
    with pytest.raises(FileNotFoundError, match=f"The course's package, {WHEEL}, is not in the"):
        run()
    (tmp_path / "notebooks" / WHEEL).touch()
    run()
    (tmp_path / "notebooks" / "assignments" / WHEEL).touch()
    run()
    assert installed == [f"../{WHEEL}[model]", f"./{WHEEL}[model]"]


def test_with_a_site_it_comes_from_there(installed):
    run("https://example.org/notebooks/")
    assert installed == [f"natolab[model] @ https://example.org/notebooks/{WHEEL}"]
