"""A student's copies of the notebooks survive an update of the course."""

from __future__ import annotations

import json
import sys

import pytest

from natolab import work


def notebook(words, **more):
    cell = {"cell_type": "markdown", "metadata": {}, "source": words, **more}
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


@pytest.fixture
def folders(tmp_path):
    originals, mine = tmp_path / "_build" / "notebooks", tmp_path / "work"
    originals.mkdir(parents=True)
    (originals / "natolab-1-py3-none-any.whl").write_bytes(b"wheel")
    (originals / "hormuz.ipynb").write_text(notebook("first"))
    assert work.update(originals, mine) == []
    return originals, mine


def test_what_the_student_left_alone_follows_the_course(folders):
    originals, mine = folders
    ran = json.loads((mine / "hormuz.ipynb").read_text())
    ran["metadata"]["kernelspec"] = {"name": "python3"}
    (mine / "hormuz.ipynb").write_text(json.dumps(ran, indent=3))  # as Jupyter saves after a run
    (originals / "hormuz.ipynb").write_text(notebook("second"))
    (originals / "drift.ipynb").write_text(notebook("new"))
    assert work.update(originals, mine) == []
    assert "second" in (mine / "hormuz.ipynb").read_text()
    assert "new" in (mine / "drift.ipynb").read_text()
    assert (mine / "natolab-1-py3-none-any.whl").read_bytes() == b"wheel"


@pytest.mark.parametrize(
    "mine_now", [notebook("mine"), notebook("first", attachments={"a": {}}), "?"]
)
def test_what_the_student_changed_stays_and_the_new_version_stands_beside_it(folders, mine_now):
    originals, mine = folders
    (mine / "hormuz.ipynb").write_text(mine_now)
    assert work.update(originals, mine) == [], "there is nothing new"
    (originals / "hormuz.ipynb").write_text(notebook("second"))
    (said,) = work.update(originals, mine)
    assert "hormuz (new version).ipynb" in said
    assert (mine / "hormuz.ipynb").read_text() == mine_now
    assert "second" in (mine / "hormuz (new version).ipynb").read_text()
    assert work.update(originals, mine) == [], "he knows"

    (originals / "hormuz.ipynb").write_text(notebook("third"))
    assert len(work.update(originals, mine)) == 1
    assert "third" in (mine / "hormuz (new version).ipynb").read_text()
    (mine / "hormuz (new version).ipynb").write_text(notebook("mine too"))
    (originals / "hormuz.ipynb").write_text(notebook("fourth"))
    (said,) = work.update(originals, mine)
    assert "hormuz (new version 2).ipynb" in said
    assert "mine too" in (mine / "hormuz (new version).ipynb").read_text()


def test_a_deleted_copy_comes_back_and_a_deleted_new_version_does_not(folders):
    originals, mine = folders
    (mine / "hormuz.ipynb").rename(mine / "hormuz of mine.ipynb")
    assert work.update(originals, mine) == []
    assert "first" in (mine / "hormuz.ipynb").read_text()
    assert (mine / "hormuz of mine.ipynb").exists()
    (mine / "hormuz.ipynb").write_text(notebook("mine"))
    (originals / "hormuz.ipynb").write_text(notebook("second"))
    work.update(originals, mine)
    (mine / "hormuz (new version).ipynb").unlink()
    assert work.update(originals, mine) == []
    assert not (mine / "hormuz (new version).ipynb").exists()


def test_links_to_the_site_lead_to_it_from_the_copy(folders):
    originals, mine = folders
    (originals / "hormuz.ipynb").write_text(notebook("[x](../book/glossary.html#x)"))
    work.update(originals, mine)
    assert "](../_build/html/book/glossary.html#x)" in (mine / "hormuz.ipynb").read_text()


def test_the_command_says_what_is_wrong(folders, monkeypatch, capsys):
    originals, mine = folders
    monkeypatch.setattr(sys, "argv", ["work", str(originals), str(mine)])
    work.main()
    assert "Your notebooks stand in" in capsys.readouterr().out
    (mine / work.RECORD).write_text("{")
    with pytest.raises(SystemExit, match="cannot be read"):
        work.main()
    monkeypatch.setattr(sys, "argv", ["work", str(mine / "nowhere"), str(mine)])
    with pytest.raises(SystemExit, match="holds no notebooks"):
        work.main()
