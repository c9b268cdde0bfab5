"""Put a release together in ``_build/release``; nothing is published."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from hatchling.builders.wheel import WheelBuilder

from release import archives, bundles, citation
from release.errors import ReleaseError
from release.sources import Sources

NAME = "alliance-under-stress"


@dataclass(frozen=True)
class Prepared:
    """A release: its folder, and a sentence for each thing that it could have."""

    folder: Path
    missing: tuple[str, ...]


def prepare(sources: Sources) -> Prepared:
    """Write the release anew.

    Parameters
    ----------
    sources : Sources
        What is released. Site, notebooks and solutions have been built from it.

    Returns
    -------
    Prepared
        Where the release is, and what it lacks.

    Raises
    ------
    ReleaseError
        If something has not been built without which there is no release.
    """
    build = sources.top / "_build"
    site, solutions = build / "html", build / "solutions"
    notebooks = build / "notebooks" / f"{NAME}-notebooks.zip"
    package = build / "notebooks" / f"natolab-{sources.version}-py3-none-any.whl"
    unsolved = [
        slug
        for slug in sorted(path.parent.name for path in sources.top.glob("assignments/*/*.md"))
        if not (solutions / f"{slug}-solutions.ipynb").exists()
    ]
    _refuse_without(site / "index.html", "make html")
    _refuse_without(notebooks, "make notebooks")
    _refuse_without(package, "make notebooks")
    if unsolved:
        raise ReleaseError(f"Solutions are missing ({', '.join(unsolved)}): make solutions")

    target = build / "release"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    base = f"{NAME}-{sources.version}"
    shutil.copyfile(package, target / package.name)
    shutil.copyfile(notebooks, target / f"{base}-notebooks.zip")
    for name, path in archives.below(site / "editions").items():
        shutil.copyfile(path, target / f"{base}{Path(name).suffix}")
    cff = citation.cff(sources)
    students = bundles.students(sources, site) | {"CITATION.cff": cff}
    archives.pack(target / f"{base}-students.zip", students)
    with tempfile.TemporaryDirectory() as folder:
        grader = _wheel(sources.top / "grader", Path(folder))
        packages = {
            path.name: path
            for path in (package, grader, sources.top / "grader" / "requirements.lock")
        }
        teachers = bundles.teachers(sources, solutions, site / "quizzes", packages)
        teachers["CITATION.cff"] = cff
        archives.pack(target / f"{base}-teachers.zip", teachers)
    for name, content in {
        "CITATION.cff": cff,
        ".zenodo.json": citation.zenodo(sources),
        "CHANGELOG.md": _notes(sources),
    }.items():
        (target / name).write_bytes(content)
    (target / "SHA256SUMS").write_bytes(archives.sums(target).encode())
    return Prepared(target, tuple(_missing(site)))


def _refuse_without(path: Path, command: str) -> None:
    if not path.exists():
        raise ReleaseError(f"{path} is missing: {command}")


def _wheel(project: Path, folder: Path) -> Path:
    """Build a package into a folder; the same sources give the same bytes."""
    (built,) = WheelBuilder(str(project)).build(directory=str(folder), versions=["standard"])
    return Path(built)


def _notes(sources: Sources) -> bytes:
    """Return what the change log says of this version."""
    return f"# Version {sources.version} of {sources.date}\n\n{sources.notes}\n".encode()


def _missing(site: Path) -> list[str]:
    """Return a sentence for each thing that the release could have."""
    lacks = []
    if not archives.below(site / "editions"):
        lacks.append(
            "The release has no printed and e-book editions of its sources: `make editions` writes "
            "them."
        )
    if not bundles.has_live(site):
        lacks.append("Its site has no live cells: `make live` and `make html` bring them.")
    return lacks
