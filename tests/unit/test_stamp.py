"""Sizes, checksums and vintages in the descriptor follow the tables' files."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys

import pytest
import yaml

from data.stamp import DescriptorError, stamp
from natolab import AS_OF
from tests.support import site

DESCRIPTOR = """\
name: made  # for tests
resources:
  - name: prices
    path: prices.csv
    hash: sha256:0
    bytes: 0
    vintage_from: date
    vintage: "2026-01-01"  # the last day
    derivation: >-
      Rows from 2025 on.
  # of the same book
  - name: studies
    path: studies.csv
    title: "Studies: two"
    vintage_from: natolab.AS_OF
    bytes: 1
    hash: sha256:1
    vintage: "2020"
  - name: books
    path: books.csv
    bytes: 2
    hash: sha256:2
    vintage: "2019"
"""


@pytest.fixture
def folder(tmp_path):
    """A stamped package of three tables."""
    (tmp_path / "datapackage.yaml").write_text(DESCRIPTOR, encoding="utf-8")
    (tmp_path / "prices.csv").write_bytes(b"date,price\n2026-01-02,70\n2026-01-05,71.5\n")
    (tmp_path / "studies.csv").write_bytes(b"study\nA\nB\n")
    (tmp_path / "books.csv").write_bytes(b"book\nA\n")
    stamp(tmp_path)
    return tmp_path


def append(path, text):
    with path.open("a", encoding="utf-8", newline="") as file:
        file.write(text)


def entry(folder, name):
    package = yaml.safe_load((folder / "datapackage.yaml").read_text(encoding="utf-8"))
    return next(table for table in package["resources"] if table["name"] == name)


def text(folder):
    return (folder / "datapackage.yaml").read_text(encoding="utf-8")


def test_only_what_follows_from_the_files_is_written(folder):
    def size_and_hash(name):
        content = (folder / name).read_bytes()
        return str(len(content)), hashlib.sha256(content).hexdigest()

    expected = DESCRIPTOR
    for number, name in enumerate(["prices.csv", "studies.csv", "books.csv"]):
        size, checksum = size_and_hash(name)
        expected = expected.replace(f"bytes: {number}\n", f"bytes: {size}\n")
        expected = expected.replace(f"sha256:{number}\n", f"sha256:{checksum}\n")
    expected = expected.replace('"2026-01-01"', '"2026-01-05"')
    assert text(folder) == expected.replace('"2020"', f'"{AS_OF.isoformat()}"')


def test_says_which_tables_changed(folder):
    assert stamp(folder) == []
    append(folder / "studies.csv", "C\n")
    assert stamp(folder) == ["studies"]
    append(folder / "prices.csv", "2026-01-06,72\n")
    assert stamp(folder) == ["prices"]
    assert entry(folder, "prices")["vintage"] == "2026-01-06"
    assert entry(folder, "books")["vintage"] == "2019"
    os.utime(folder / "datapackage.yaml", (0, 0))
    assert stamp(folder) == []
    # Nothing is written where nothing changed: make would build the course anew.
    assert (folder / "datapackage.yaml").stat().st_mtime == 0


def test_a_new_entry_needs_neither_size_nor_checksum(folder):
    (folder / "new.csv").write_bytes(b"day\n2026-01-01\n")
    append(folder / "datapackage.yaml", "  - name: new\n    path: new.csv  # ours\n    title: N\n")
    assert stamp(folder) == ["new"]
    assert list(entry(folder, "new")) == ["name", "path", "hash", "bytes", "title"]
    assert "    path: new.csv  # ours\n" in text(folder)


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda folder: (folder / "stray.csv").touch(), "stray.csv has no entry"),
        (lambda folder: (folder / "prices.csv").unlink(), "prices.csv .* has no file"),
        (
            lambda folder: (folder / "prices.csv").write_text("day,price\n2026-01-01,1\n"),
            "prices takes its vintage from 'date'",
        ),
        (
            lambda folder: append(
                folder / "datapackage.yaml", "  -\n    name: odd\n    path: prices.csv\n"
            ),
            "4 entries, but only 3",
        ),
    ],
)
def test_says_what_does_not_belong_together_and_writes_nothing(folder, damage, words):
    damage(folder)
    damaged = text(folder)
    with pytest.raises(DescriptorError, match=words):
        stamp(folder)
    assert text(folder) == damaged


def test_the_command_finds_the_course_stamped():
    run = subprocess.run(
        [sys.executable, "-m", "data.stamp"], cwd=site.TOP, capture_output=True, text=True
    )
    assert run.stdout == "Every table's entry is up to date.\n", run.stderr
