"""Notebooks of all versions and encodings are read; what is none says so."""

from __future__ import annotations

import codecs
import copy
import json

import nbformat
import pytest
from natolab_grade import notebooks

from tests.support import toy

SOLVED = toy.Toy().solved(3)


def sources(handed):
    return [cell.source for cell in handed.cells]


PLAIN = sources(notebooks.read(json.dumps(SOLVED).encode()))


@pytest.mark.parametrize(
    "encoded",
    [
        lambda text: codecs.BOM_UTF8 + text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
        lambda text: text.encode("utf-32"),
        lambda text: text.replace("\\n", "\\r\\n").encode(),
    ],
    ids=["bom", "utf-16", "utf-16-be", "utf-32", "windows"],
)
def test_encodings_and_line_ends(encoded):
    assert sources(notebooks.read(encoded(json.dumps(SOLVED)))) == PLAIN


def test_latin_1_is_read_and_said():
    notebook = {"cells": [{"cell_type": "markdown", "source": "Größe"}], "nbformat": 4}
    handed = notebooks.read(json.dumps(notebook, ensure_ascii=False).encode("latin-1"))
    assert handed.cells[0].source == "Größe"
    assert "not in UTF-8" in handed.oddities[0]


def test_old_format_is_brought_up_to_date():
    old = nbformat.convert(copy.deepcopy(SOLVED), 3)
    handed = notebooks.read(json.dumps(old).encode())
    assert "total = 2 + 13" in "\n".join(sources(handed))
    assert "old format 3" in " ".join(handed.oddities)


@pytest.mark.parametrize(("major", "minor"), [(4, 99), (5, 0), ("six", 0)])
def test_newer_format_is_read(major, minor):
    newer = dict(SOLVED, nbformat=major, nbformat_minor=minor)
    assert sources(notebooks.read(json.dumps(newer).encode())) == PLAIN


def test_other_kernel_is_said():
    other = json.loads(json.dumps(SOLVED))
    other["metadata"]["kernelspec"] = {"name": "ir", "language": "R", "display_name": "R"}
    assert "kernel for r" in notebooks.read(json.dumps(other).encode()).oddities[0]


def test_cells_that_make_no_sense_are_left_out_or_read_as_far_as_they_go():
    strange = {
        "nbformat": 4,
        "metadata": [],
        "cells": [
            None,
            {"cell_type": "code", "source": ["a = 1\n", 2, "b = 2"]},
            {"cell_type": "code", "source": 5},
            {"cell_type": "dance", "source": "x", "metadata": {"nbgrader": {"grade_id": 7}}},
            {"cell_type": "code", "source": "\ud800"},
            {"cell_type": "code", "source": "x" * 200_001},
        ],
    }
    handed = notebooks.read(json.dumps(strange).encode())
    assert sources(handed) == ["a = 1\nb = 2", "x", "?", ""]
    assert handed.cells[1].type == "raw" and handed.cells[1].grade_id is None
    assert len(handed.oddities) == 3


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 a spreadsheet", "not a notebook"),
        (b'{"cells": [', "not a notebook"),
        (b"[1, 2]", "no cells"),
        (b'{"cells": 3}', "no list of cells"),
        (b'{"nbformat": 3, "worksheets": 5}', "old format"),
    ],
)
def test_what_is_no_notebook_says_why(content, what):
    with pytest.raises(notebooks.UnreadableError, match=what):
        notebooks.read(content)


def test_deep_nesting_says_why(monkeypatch):
    def too_deep(text):
        raise RecursionError

    monkeypatch.setattr(notebooks.json, "loads", too_deep)
    with pytest.raises(notebooks.UnreadableError, match="nested too deeply"):
        notebooks.read(b"[]")
