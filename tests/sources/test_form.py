"""Saving a source in JupyterLab changes nothing, so that a diff shows what its author did."""

from __future__ import annotations

import difflib

import jupytext
import pytest
import yaml

from tests.support import form, site

#: A page as somebody may write it, who does not know the form.
FREE = """---
jupytext: {text_representation: {extension: .md, format_name: myst}}
kernelspec: {display_name: Python 3, language: python, name: python3}
layout: wide
assignment: {minutes: 5, questions: {pace: {kind: code}}}
mystnb: {execution_timeout: 60}
---
# A page

```{code-cell} ipython3
:nbgrader: {"grade_id": "pace", "solution": true}
:tags: [remove-input]
x = 1
```

(label)=
- a list

```{code-cell} ipython3
---
mystnb:
  figure:
    name: fig-x
    caption: |
      What it shows. Source: its publisher.
---
x
```
"""


def short(path):
    return path.relative_to(site.TOP).as_posix().removesuffix(".md")


@pytest.mark.parametrize("path", form.sources(), ids=short)
def test_a_source_saved_without_an_edit_stays_as_it_is(path):
    lines = [text.splitlines() for text in (path.read_text(encoding="utf-8"), form.saved(path))]
    changed = "\n".join(difflib.unified_diff(*lines, "as it stands", "saved", lineterm="", n=0))
    if changed:
        pytest.fail(f"`python -m tests.support.form` brings it into form:\n{changed}", False)


def test_a_page_without_code_was_not_saved_as_a_notebook():
    """JupyterLab would give it a notebook's front matter."""
    plain = [path for path in site.sources() if path not in form.sources()]
    assert plain
    saved = [short(path) for path in plain if {"jupyter", "jupytext"} & {*site.front_matter(path)}]
    assert not saved, f"Take the front matter of a notebook from {saved}."


def test_what_is_brought_into_form_says_the_same(tmp_path):
    path = tmp_path / "page.md"
    path.write_text(FREE, encoding="utf-8")
    before, front = jupytext.read(path, fmt="md:myst").cells, site.front_matter(path)
    text = form.saved(path)
    assert text != FREE
    path.write_text(text, encoding="utf-8")
    assert form.saved(path) == text, "the form is not stable"
    front["kernelspec"]["display_name"] = "Python 3 (ipykernel)"
    assert yaml.safe_load(text.split("---\n")[1]) == front
    after = jupytext.read(path, fmt="md:myst").cells
    assert [cell.source for cell in after] == [cell.source for cell in before]
    before[-1].metadata["mystnb"]["figure"]["caption"] = "What it shows. Source: its publisher."
    assert [cell.metadata for cell in after] == [cell.metadata for cell in before]
