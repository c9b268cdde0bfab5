"""What students and teachers are given: one archive each, which says itself how it is used."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from release.archives import below, within
from release.sources import Sources

_STUDENTS = """\
Alliance Under Stress, version {version} of {date}: the course to take along

Pages load their explorers from a server, so a double click on a page is not enough. With Python 3
(https://www.python.org/downloads/) type in the folder of this file

    python serve.py site

(on Linux and macOS python3) and open the address that it prints. Nothing is installed, and no
network is needed. {live}

site/notebooks  the pages as notebooks, with the package and the tables that they use
{book}CITATION.cff    how to cite the course
LICENSE         terms of the code
LICENSE-content terms of text and figures; tables carry the terms of their sources
"""
_LIVE = {
    True: "Code on the pages runs in the browser: press Run this page.",
    False: "This copy was built without live cells: to run code, open a notebook in Jupyter.",
}
_BOOK = "site/editions   the course as PDF and as EPUB\n"
_TEACHERS = """\
Alliance Under Stress, version {version} of {date}: for teachers
Solutions are in here: keep it from those whose work you mark.

{contents}
To mark assignments (Linux with bubblewrap, Python 3.11 to 3.13), type in the folder of this file

    python3 -m venv grading
    grading/bin/python -m pip install --require-hashes -r packages/requirements.lock
    grading/bin/python -m pip install --no-deps packages/*.whl
    cd course/assignments
    alias natolab-grade=../../grading/bin/natolab-grade
    natolab-grade --help

The page Assignments of the course says what students are told. course/README.md has the commands
from the class to the list of marks; all but its first two lines, which are those above, hold here.
"""
_CONTENTS = {
    "course": "all sources; in assignments/ tests, rubrics and tempting wrong answers, in\n"
    "             teaching/sessions/ a plan of a meeting for each chapter",
    "solutions": "each assignment solved, for the variant that is on the site, and its rubric",
    "quizzes": "the chapters' quizzes for learning platforms; a README says which is for which",
    "packages": "the grader, the course's package, and the exact versions of what they need",
}


def students(sources: Sources, site: Path) -> dict[str, Path | bytes]:
    """Return the files of the archive for students: the site, and what serves it."""
    live = _LIVE[has_live(site)]
    book = _BOOK if below(site / "editions") else ""
    readme = _STUDENTS.format(version=sources.version, date=sources.date, live=live, book=book)
    return {
        "README.txt": readme.encode(),
        "serve.py": sources.top / "src" / "natolab" / "serve.py",
        **_terms(sources),
        **within("site", below(site)),
    }


def teachers(
    sources: Sources, solutions: Path, quizzes: Path, packages: Mapping[str, Path]
) -> dict[str, Path | bytes]:
    """Return the files of the archive for teachers."""
    folders = {
        # Whole: the grader makes variants, and the package that goes with them, from it.
        "course": sources.tracked(),
        "solutions": below(solutions),
        "quizzes": below(quizzes),
        "packages": packages,
    }
    folders = {name: files for name, files in folders.items() if files}
    contents = "".join(f"{name:12} {_CONTENTS[name]}\n" for name in folders)
    readme = _TEACHERS.format(version=sources.version, date=sources.date, contents=contents)
    files = {
        place: path for name, held in folders.items() for place, path in within(name, held).items()
    }
    return {"README.txt": readme.encode(), **_terms(sources), **files}


def has_live(site: Path) -> bool:
    """Whether code on the pages of a site runs in the browser."""
    return (site / "_live" / "manifest.json").exists()


def _terms(sources: Sources) -> dict[str, Path]:
    return {name: sources.top / name for name in ("LICENSE", "LICENSE-content")}
