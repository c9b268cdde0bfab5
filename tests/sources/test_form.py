"""Saving a source in JupyterLab loses nothing."""

from __future__ import annotations

import shutil

import jupytext
import pytest

from tests.support import form, site


@pytest.mark.parametrize("path", site.notebooks(), ids=lambda path: path.stem)
def test_a_page_saved_in_jupyterlab_keeps_what_it_says_of_itself_and_its_cells(path, tmp_path):
    shutil.copy(site.TOP / "jupytext.toml", tmp_path)
    saved = tmp_path / path.name
    saved.write_text(form.saved(path), encoding="utf-8")
    assert site.front_matter(saved) == site.front_matter(path)
    before, after = (jupytext.read(each, fmt="md:myst").cells for each in (path, saved))
    assert [cell.source for cell in after] == [cell.source for cell in before]
    for one, two in zip(before, after, strict=True):
        figure = one.metadata.get("mystnb", {}).get("figure", {})
        if "caption" in figure:
            figure["caption"] = figure["caption"].rstrip("\n")
        assert two.metadata == one.metadata
    assert form.saved(saved) == saved.read_text(encoding="utf-8"), "the form is not stable"
