"""Releases: refused in sentences, complete, consistent, and the same bytes again."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile

import pytest
import yaml

from release import prepare, sources
from release.errors import ReleaseError
from tests.support import site as course

LOG = """\
# Change log

## [Unreleased]

## [0.3.0] - 2031-05-04

### Added

- A thing.

## [0.2.0] - 2030-01-01

- Older.
"""
GRADER = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "natolab-grade"
version = "0.3.0"
requires-python = ">=3.11"
[tool.hatch.build.targets.wheel]
packages = ["src/natolab_grade"]
"""
CITATION = {
    "cff-version": "1.2.0",
    "message": "Cite it so.",
    "title": "A Course",
    "abstract": "What it is — für Studierende.",
    "type": "software",
    "authors": [
        {"name": "The authors"},
        {
            "family-names": "Ünal",
            "given-names": "Ada",
            "orcid": "https://orcid.org/0000-0000-0000-0001",
        },
    ],
    "version": "0.3.0",
    "license": "MIT",
    "keywords": ["alliances"],
    "preferred-citation": {
        "type": "book",
        "title": "A Course",
        "authors": [{"name": "The authors"}],
        "edition": "version 0.3.0",
        "license": "CC-BY-4.0",
    },
}
#: What belongs to the sources, and what the build makes of them.
TRACKED = {
    ".gitignore": "/_build/\n",
    "pyproject.toml": '[project]\nname = "natolab"\nversion = "0.3.0"\n',
    "CHANGELOG.md": LOG,
    "CITATION.cff": yaml.safe_dump(CITATION, allow_unicode=True),
    "_config.yml": 'repository:\n  url: ""\nsphinx:\n  config:\n    html_baseurl: ""\n',
    "README.md": "In words: The authors, version 0.3.0, with the chapter.\n",
    "LICENSE": "code\n",
    "LICENSE-content": "text\n",
    "src/natolab/serve.py": (course.TOP / "src/natolab/serve.py").read_text(encoding="utf-8"),
    "grader/pyproject.toml": GRADER,
    "grader/requirements.lock": "nbgrader==0.9.5\n",
    "grader/src/natolab_grade/__init__.py": "",
    "assignments/burden/assignment.md": "# Burden\n",
    "assignments/leaving/assignment.md": "# Leaving\n",
    "teaching/sessions/hormuz.yaml": "part: core\n",
    "book/hormuz.md": "# Hormuz\n",
    "book/_ext/build.py": "",
}
BUILT = {
    "html/index.html": "<title>Course</title>",
    "html/404.html": "Missing",
    "html/book/hormuz.html": "Hormuz",
    "notebooks/alliance-under-stress-notebooks.zip": "archive",
    "notebooks/natolab-0.3.0-py3-none-any.whl": "wheel",
    "solutions/burden-solutions.ipynb": "{}",
    "solutions/leaving-solutions.ipynb": "{}",
}
BASE = "alliance-under-stress-0.3.0"


def write(top, files):
    for name, text in files.items():
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def commit(top):
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    for command in (["add", "."], [*who, "commit", "-qm", "All"]):
        subprocess.run(["git", *command], cwd=top, check=True)


@pytest.fixture
def tree(tmp_path):
    """A small checkout that is ready to be released, and built."""
    top = tmp_path / "course"
    write(top, TRACKED)
    write(top / "_build", BUILT)
    subprocess.run(["git", "init", "-q"], cwd=top, check=True)
    commit(top)
    return top


def change(top, name, old, new):
    text = (top / name).read_text(encoding="utf-8")
    assert old in text
    write(top, {name: text.replace(old, new)})


def released(top):
    return prepare.prepare(sources.read(top))


def contents(path):
    with zipfile.ZipFile(path) as packed:
        assert packed.testzip() is None
        return {
            name.removeprefix(f"{path.stem}/"): packed.read(name).decode("utf-8", "replace")
            for name in packed.namelist()
        }


def test_a_release_holds_what_each_reader_needs(tree):
    site = tree / "_build" / "html"
    write(site, {"editions/course.pdf": "print", "editions/course.epub": "e-book"})
    write(site, {"quizzes/moodle.xml": "<quiz/>", "_live/manifest.json": "{}"})
    release = released(tree)
    assert release.missing == ()
    assert {path.name for path in release.folder.iterdir()} == {
        ".zenodo.json",
        "CHANGELOG.md",
        "CITATION.cff",
        "SHA256SUMS",
        f"{BASE}-notebooks.zip",
        f"{BASE}-students.zip",
        f"{BASE}-teachers.zip",
        f"{BASE}.epub",
        f"{BASE}.pdf",
        "natolab-0.3.0-py3-none-any.whl",
    }
    assert (release.folder / "CHANGELOG.md").read_text() == (
        "# Version 0.3.0 of 2031-05-04\n\n### Added\n\n- A thing.\n"
    )
    students = contents(release.folder / f"{BASE}-students.zip")
    assert students["site/book/hormuz.html"] == "Hormuz"
    assert "Code on the pages runs in the browser" in students["README.txt"]
    assert "site/editions" in students["README.txt"]
    assert not [name for name in students if "solution" in name or "assignment" in name]
    teachers = contents(release.folder / f"{BASE}-teachers.zip")
    assert {name for name in teachers if not name.startswith("course/")} == {
        "CITATION.cff",
        "LICENSE",
        "LICENSE-content",
        "README.txt",
        "packages/natolab-0.3.0-py3-none-any.whl",
        "packages/natolab_grade-0.3.0-py3-none-any.whl",
        "packages/requirements.lock",
        "quizzes/moodle.xml",
        "solutions/burden-solutions.ipynb",
        "solutions/leaving-solutions.ipynb",
    }
    # The grader makes variants from the course as a whole.
    assert {name for name in teachers if name.startswith("course/")} == {
        f"course/{name}" for name in TRACKED
    }
    for folder in ("course", "solutions", "quizzes", "packages"):
        assert re.search(rf"^{folder} ", teachers["README.txt"], re.MULTILINE)


def test_what_is_missing_is_said(tree):
    # Editions that the site does not offer are of other sources.
    write(tree / "_build", {"editions/course.pdf": "print"})
    release = released(tree)
    assert not list(release.folder.glob("*.pdf"))
    assert release.missing == (
        "The release has no printed and e-book editions of its sources: `make editions` writes "
        "them.",
        "Its site has no live cells: `make live` and `make html` bring them.",
    )
    students = contents(tree / f"_build/release/{BASE}-students.zip")
    assert "built without live cells" in students["README.txt"]
    assert "site/editions" not in students["README.txt"]


def test_what_was_released_before_is_gone(tree):
    write(tree / "_build", {"release/old.zip": "old"})
    assert not (released(tree).folder / "old.zip").exists()


def test_same_sources_give_same_bytes(tree):
    """Whenever, in whatever order and wherever they were written."""
    write(tree / "_build/html", {"quizzes/moodle.xml": "<quiz/>"})
    first = {path.name: path.read_bytes() for path in released(tree).folder.iterdir()}
    other = tree.with_name("other")
    for name in reversed(subprocess.check_output(["ls", "-A"], cwd=tree, text=True).split()):
        shutil.copytree(tree / name, other / name) if (tree / name).is_dir() else shutil.copyfile(
            tree / name, other / name
        )
    for path in other.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    assert {path.name: path.read_bytes() for path in released(other).folder.iterdir()} == first


def test_sums_are_those_of_all_files(tree):
    folder = released(tree).folder
    listed = dict(
        reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text().splitlines()
    )
    assert listed == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.name != "SHA256SUMS"
    }


def test_citation_is_filled_and_zenodo_told_the_same(tree):
    folder = released(tree).folder
    cff = yaml.safe_load((folder / "CITATION.cff").read_text(encoding="utf-8"))
    assert cff == {**CITATION, "date-released": "2031-05-04"}
    zenodo = json.loads((folder / ".zenodo.json").read_text(encoding="utf-8"))
    assert zenodo["version"] == cff["version"] == "0.3.0"
    assert zenodo["publication_date"] == "2031-05-04"
    assert zenodo["title"] == "A Course"
    assert zenodo["upload_type"] == "software"
    assert zenodo["license"] == "MIT"
    assert "What it is — für Studierende." in zenodo["description"]
    assert "Text and figures: CC-BY-4.0" in zenodo["description"]
    assert zenodo["creators"] == [
        {"name": "The authors"},
        {"name": "Ünal, Ada", "orcid": "0000-0000-0000-0001"},
    ]
    assert "related_identifiers" not in zenodo


def test_addresses_come_from_the_settings(tree):
    change(tree, "_config.yml", '  url: ""', "  url: https://example.org/group/course/")
    change(tree, "_config.yml", 'baseurl: ""', "baseurl: https://course.example.org/")
    commit(tree)
    folder = released(tree).folder
    cff = yaml.safe_load((folder / "CITATION.cff").read_text(encoding="utf-8"))
    assert cff["repository-code"] == "https://example.org/group/course"
    assert cff["url"] == "https://course.example.org/"
    (related,) = json.loads((folder / ".zenodo.json").read_text())["related_identifiers"]
    assert related["identifier"] == "https://example.org/group/course"


def test_the_citation_of_the_course_is_valid_when_filled(tmp_path):
    """With all that a release can add to it."""
    filled = sources.Sources(
        top=course.TOP,
        version="0.1.0",
        date="2031-05-04",
        notes="",
        citation=yaml.safe_load((course.TOP / "CITATION.cff").read_text(encoding="utf-8")),
        repository="https://example.org/group/course",
        site="https://course.example.org/",
    )
    (tmp_path / "CITATION.cff").write_bytes(prepare.citation.cff(filled))
    command = [sys.executable, "-m", "check_jsonschema"]
    schema = ["--builtin-schema", "vendor.citation-file-format"]
    done = subprocess.run(
        [*command, *schema, str(tmp_path / "CITATION.cff")], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        (
            "CHANGELOG.md",
            "2031-05-04",
            "not yet released",
            "(found: ## [0.3.0] - not yet released)",
        ),
        ("CHANGELOG.md", "2031-05-04", "2031-02-30", "(found: ## [0.3.0] - 2031-02-30)"),
        ("CHANGELOG.md", "[0.3.0]", "[0.4.0]", "section for version 0.3.0 (found: none)"),
        ("CHANGELOG.md", "ased]\n", "ased]\n\n- A new one.\n", "changes under [Unreleased]"),
        (
            "CITATION.cff",
            "\nversion: 0.3.0",
            "\nversion: 0.2.0",
            "CITATION.cff names version 0.2.0",
        ),
        ("CITATION.cff", "edition: version 0.3.0", "edition: version 0.2.0", "preferred citation,"),
        ("_config.yml", 'baseurl: ""', "baseurl: https://example.org/c/0.2.0/", "in html_baseurl,"),
        ("README.md", "0.3.0", "0.2.0", "How to cite, names version 0.2.0, but py"),
        ("grader/pyproject.toml", "0.3.0", "0.2.0", "grader/pyproject.toml names version 0.2.0"),
    ],
)
def test_sources_that_are_not_ready_are_refused(tree, name, old, new, says):
    change(tree, name, old, new)
    commit(tree)
    with pytest.raises(ReleaseError, match=re.escape(says)):
        released(tree)
    assert not (tree / "_build/release").exists()


def test_what_is_not_committed_is_refused(tree):
    write(tree, {"LICENSE": "other\n", "new.txt": "new\n"})
    with pytest.raises(ReleaseError, match=r"last commit \(LICENSE, new.txt\)"):
        released(tree)
    write(tree, {"more.txt": "", "most.txt": ""})
    with pytest.raises(ReleaseError, match=r"\(LICENSE, more.txt, most.txt and 1 more\)"):
        released(tree)


def test_only_sources_of_a_release_say_its_version(tree):
    assert sources.released(tree) == ("0.3.0", "2031-05-04")
    change(tree, "CHANGELOG.md", "ased]\n", "ased]\n\n- A new one.\n")
    assert sources.released(tree) is None
    write(tree, {"CHANGELOG.md": "# Change log\n"})
    assert sources.released(tree) is None


def test_an_unpacked_archive_is_refused(tree):
    shutil.rmtree(tree / ".git")
    write(tree, {".git": "gitdir: nowhere\n"})
    with pytest.raises(ReleaseError, match="is no git checkout"):
        released(tree)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("html/index.html", "index.html is missing: make html"),
        ("notebooks/alliance-under-stress-notebooks.zip", "notebooks.zip is missing: make note"),
        ("notebooks/natolab-0.3.0-py3-none-any.whl", "any.whl is missing: make notebooks"),
        ("solutions/leaving-solutions.ipynb", r"missing \(leaving\): make solutions"),
    ],
)
def test_what_has_not_been_built_is_named(tree, name, says):
    (tree / "_build" / name).unlink()
    with pytest.raises(ReleaseError, match=says):
        released(tree)


def test_students_serve_the_site_without_installing_anything(tree, tmp_path):
    archive = released(tree).folder / f"{BASE}-students.zip"
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(tmp_path)
    # Isolated: neither the package nor anything else that is installed can be imported.
    command = [sys.executable, "-I", "-S", "-u", "serve.py", "site", "--port", "0"]
    place = tmp_path / archive.stem
    with subprocess.Popen(command, cwd=place, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert "The course is at" in server.stdout.readline()
        finally:
            server.terminate()


def test_the_command_says_what_came_of_it(tree, monkeypatch, capsys):
    from release import __main__ as command

    monkeypatch.setattr(sources, "TOP", tree)
    monkeypatch.setattr(sys, "argv", ["release", "check"])
    command.main()
    assert capsys.readouterr().out == "The sources are ready for the release 0.3.0 of 2031-05-04.\n"
    assert not (tree / "_build/release").exists()
    monkeypatch.setattr(sys, "argv", ["release"])
    command.main()
    assert "Nothing is published" in capsys.readouterr().out
    write(tree, {"new.txt": "new\n"})
    with pytest.raises(SystemExit, match=r"^Files have changed"):
        command.main()
