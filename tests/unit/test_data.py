"""The tables and their metadata."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import zipfile

import pandas as pd
import pytest
import yaml

from natolab import data
from tests.support import site

FOLDER = site.TOP / "data"
TABLES = [resource["name"] for resource in data.package()["resources"]]


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A copy of the tables that a test may damage."""
    shutil.copytree(FOLDER, tmp_path / "data")
    monkeypatch.setattr(data, "folder", lambda: tmp_path / "data")
    data.package.cache_clear()
    yield tmp_path / "data"
    data.package.cache_clear()


def small(folder, *rows, constraints="{required: true}"):
    """Write a package of one table: a day and a count."""
    (folder / "datapackage.yaml").write_text(
        "resources:\n"
        "  - name: small\n"
        "    path: small.csv\n"
        "    schema:\n"
        "      fields:\n"
        "        - {name: day, type: date}\n"
        f"        - {{name: ships, type: integer, constraints: {constraints}}}\n"
    )
    (folder / "small.csv").write_text("\n".join(["day,ships", *rows]) + "\n")
    data.package.cache_clear()


@pytest.mark.parametrize("name", TABLES)
class TestTable:
    def test_loads_with_the_types_of_its_schema(self, name):
        frame = data.load(name)
        assert len(frame)
        for field in data.describe(name)["schema"]["fields"]:
            kind = frame[field["name"]].dtype.kind
            expected = {"integer": "iu", "year": "iu", "number": "f", "date": "M", "boolean": "b"}
            assert kind in expected.get(field["type"], "OTU"), field["name"]

    def test_has_metadata(self, name):
        entry = data.describe(name)
        for key in ("title", "description", "sources", "vintage", "derivation", "chapters"):
            assert entry.get(key), f"{name} has no {key}"
        assert entry.get("licenses") or entry.get("terms"), f"{name} has neither licence nor terms"
        for field in entry["schema"]["fields"]:
            assert field.get("description") or field.get("title"), f"{name}.{field['name']}"
            if field["type"] in ("number", "integer"):
                assert field.get("unit"), f"{name}.{field['name']} has no unit"

    def test_checksum(self, name):
        entry = data.describe(name)
        content = (FOLDER / entry["path"]).read_bytes()
        actual = f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert (entry["hash"], entry["bytes"]) == (actual, len(content)), (
            f"data/{entry['path']} changed: run `make stamp`"
        )

    def test_is_used_by_chapters_that_exist(self, name):
        slugs = data.describe(name)["chapters"]
        assert slugs, f"{name} names no chapter"
        assert set(slugs) <= {path.stem for path in site.chapters()}


def test_frictionless_finds_the_package_valid():
    from frictionless import Package, system

    with system.use_context(trusted=True):
        report = Package(str(FOLDER / data.DESCRIPTOR)).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "note"])


def test_every_file_has_an_entry_and_every_entry_a_file():
    entries = {resource["path"] for resource in data.package()["resources"]}
    assert entries == {path.name for path in FOLDER.glob("*.csv")}


def test_wrong_name_lists_the_right_ones():
    with pytest.raises(KeyError) as raised:
        data.load("senate_vote_1948")
    message = str(raised.value)
    assert "Did you mean 'senate_vote_1949'?" in message
    assert all(name in message for name in TABLES)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("2026-03-02,five", ["row 3", "'ships'", "'five'", "whole number"]),
        ("2026-03-02,5.5", ["row 3", "'ships'", "'5.5'", "whole number"]),
        ("02/03/2026,5", ["row 3", "'day'", "'02/03/2026'", "YYYY-MM-DD"]),
        ("2026-03-02,", ["row 3", "'ships'", "missing"]),
    ],
)
def test_damaged_table_says_which_row_and_column(copy, row, words):
    small(copy, "2026-03-01,75", row)
    with pytest.raises(data.TableError) as raised:
        data.load("small")
    assert all(word in str(raised.value) for word in words), raised.value


def test_missing_column_is_named(copy):
    small(copy, "2026-03-01,75")
    (copy / "small.csv").write_text("day\n2026-03-01\n")
    with pytest.raises(data.TableError, match="ships"):
        data.load("small")


def test_row_with_too_many_values_is_named(copy):
    small(copy, "2026-03-01,75", "2026-03-02,5,6")
    with pytest.raises(data.TableError, match=r"'small' cannot be read: .*line 3"):
        data.load("small")


def test_optional_values_may_be_missing(copy):
    small(copy, "2026-03-01,75", "2026-03-02,", constraints="{}")
    ships = data.load("small")["ships"]
    assert ships.dtype == pd.Int64Dtype()
    assert ships.isna().tolist() == [False, True]


def test_loads_fresh_frames():
    """A student who changes a frame must not change it for the next cell that loads it."""
    first = data.load(TABLES[0])
    first.iloc[:, 0] = first.iloc[0, 0]
    assert not first.equals(data.load(TABLES[0]))


def test_wheel_carries_the_tables(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=site.TOP,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        descriptor = yaml.safe_load(archive.read("natolab/tables/datapackage.yaml"))
        quick = json.loads(archive.read("natolab/tables/datapackage.json"))
    assert quick == descriptor, "software that knows no YAML reads this one"
    assert {f"natolab/tables/{r['path']}" for r in descriptor["resources"]} <= names
    assert {"natolab/explorers/kit.js", "natolab/natolab.mplstyle"} <= names
    tables = {name for name in names if name.startswith("natolab/tables/")}
    assert not [name for name in tables if name.endswith(".py")], "builders stay in the repository"
