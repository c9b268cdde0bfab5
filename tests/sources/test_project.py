"""The project's own documents agree with each other and with the tools that read them."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.version import Version

import natolab
from tests.support import site

PYPROJECT = tomllib.loads((site.TOP / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (site.TOP / "requirements.lock").read_text(encoding="utf-8")
# A package may have two pins, for different versions of Python; one of them must do.
PINS = re.findall(r"^([a-z0-9-]+)==([^\s;]+)", LOCK, re.MULTILINE)


def tracked():
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=site.TOP, capture_output=True, text=True, check=True
    )
    return [site.TOP / name for name in listing.stdout.split("\0") if name]


def own(text):
    """Whether a requirement is for extras of our own package."""
    return Requirement(text).name == PYPROJECT["project"]["name"]


def requirements():
    lines = (site.TOP / "requirements.txt").read_text(encoding="utf-8").splitlines()
    reader = [line.split("#")[0].strip() for line in lines if not line.startswith(".")]
    return [
        Requirement(text)
        for text in [
            *filter(None, reader),
            *PYPROJECT["project"]["dependencies"],
            *PYPROJECT["project"]["optional-dependencies"]["model"],
            *(t for t in PYPROJECT["project"]["optional-dependencies"]["test"] if not own(t)),
        ]
    ]


@pytest.mark.parametrize("requirement", requirements(), ids=str)
def test_lock_pins_what_is_required(requirement):
    name = requirement.name.lower().replace("_", "-")
    versions = [version for pinned, version in PINS if pinned == name]
    assert any(requirement.specifier.contains(version) for version in versions), (
        f"requirements.lock pins {name} to {versions or 'nothing'}: run `make lock`"
    )


def test_lock_has_a_checksum_for_every_pin():
    assert len(re.findall(r"^[a-z0-9-]+==.*\\\n    --hash=sha256:", LOCK, re.M)) == len(PINS)


def test_jupyter_book_stays_below_2():
    assert Version(dict(PINS)["jupyter-book"]) < Version("2")


@pytest.mark.parametrize(
    ("schema", "path"),
    [
        ("vendor.github-workflows", ".github/workflows/site.yml"),
        ("vendor.github-issue-forms", ".github/ISSUE_TEMPLATE/bug.yml"),
        ("vendor.github-issue-forms", ".github/ISSUE_TEMPLATE/error-of-fact.yml"),
        ("vendor.citation-file-format", "CITATION.cff"),
    ],
)
def test_file_keeps_its_schema(schema, path):
    options = "--default-filetype yaml --builtin-schema"
    subprocess.run(
        [sys.executable, "-m", "check_jsonschema", *f"{options} {schema} {path}".split()],
        cwd=site.TOP,
        check=True,
    )


def test_versions_agree():
    version = PYPROJECT["project"]["version"]
    citation = yaml.safe_load((site.TOP / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == version
    assert f"[{version}]" in (site.TOP / "CHANGELOG.md").read_text(encoding="utf-8")


def test_licences_stand():
    assert "MIT License" in (site.TOP / "LICENSE").read_text(encoding="utf-8")
    content = (site.TOP / "LICENSE-content").read_text(encoding="utf-8")
    assert "creativecommons.org/licenses/by/4.0" in content


def test_makefile_help_lists_every_command():
    text = (site.TOP / "Makefile").read_text(encoding="utf-8")
    phony = set(re.search(r"^\.PHONY: (.+)$", text, re.MULTILINE)[1].split())
    described = set(re.findall(r"^([a-z-]+):.*## ", text, re.MULTILINE))
    assert phony == described


def test_as_of_is_one_constant():
    homes = [
        path
        for path in tracked()
        if path.suffix in {".py", ".md", ".yml", ".yaml", ".cff", ".js"}
        and re.search(r"2026, 10, 5|2026-10-05|5 October 2026", path.read_text(encoding="utf-8"))
        and path.parts[-2] not in ("data",)
    ]
    assert natolab.AS_OF.isoformat() == "2026-10-05"
    assert [path.name for path in homes if "tests" not in path.parts] == ["__init__.py"]


def test_sources_name_no_path_of_a_machine():
    for path in tracked():
        if path.suffix in {".csv", ".lock", ".svg"}:
            continue
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"(?<![\w.])/(root|home|work|tmp)/\w", text), path
