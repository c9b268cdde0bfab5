"""What the sources say of the version to be released, and whether they are ready for it."""

from __future__ import annotations

import datetime
import re
import subprocess
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from release.errors import ReleaseError

TOP = Path(__file__).parents[1]
_VERSION = re.compile(r"\d+\.\d+\.\d+")
#: A section of the change log: its name, what stands behind that, and its text.
_SECTION = re.compile(r"^## \[([^\]]+)\](.*)\n((?:(?!## ).*\n?)*)", re.MULTILINE)


@dataclass(frozen=True)
class Sources:
    """Sources that agree on a version and are ready to be released.

    Parameters
    ----------
    top : pathlib.Path
        The checkout.
    version, date : str
        What is released, and the day that its section of the change log names.
    notes : str
        That section's text.
    citation : dict
        What ``CITATION.cff`` holds.
    repository, site : str
        Where they are; empty if they have no public address yet.
    """

    top: Path
    version: str
    date: str
    notes: str
    citation: dict[str, Any]
    repository: str
    site: str

    def tracked(self) -> dict[str, Path]:
        """Return the files that belong to the sources, by their way from the top."""
        names = _git(self.top, "ls-files", "-z").split("\0")
        return {name: self.top / name for name in names if name}


def read(top: Path) -> Sources:
    """Return what is to be released.

    Parameters
    ----------
    top : pathlib.Path
        The checkout.

    Returns
    -------
    Sources
        The sources, which are ready.

    Raises
    ------
    ReleaseError
        If they are not; a sentence for each reason.
    """
    version = _project(top / "pyproject.toml")["version"]
    citation = yaml.safe_load((top / "CITATION.cff").read_text(encoding="utf-8"))
    config = yaml.safe_load((top / "_config.yml").read_text(encoding="utf-8"))
    sections = _sections(top)
    rest, notes = sections.get(version, ("", ""))
    date = _date(rest)
    site = config["sphinx"]["config"].get("html_baseurl", "")
    wrong = [
        *_uncommitted(top),
        *_unlogged(version, date, sections),
        *_disagreeing(top, version, citation, site),
    ]
    if wrong:
        raise ReleaseError("\n".join(wrong))
    return Sources(
        top=top,
        version=version,
        date=date,
        notes=notes,
        citation=citation,
        repository=config.get("repository", {}).get("url", "").rstrip("/"),
        site=site,
    )


def released(top: Path) -> tuple[str, str] | None:
    """Return version and day of a release; None for sources before it, or past it.

    Parameters
    ----------
    top : pathlib.Path
        The sources, which need be no checkout.
    """
    version, sections = _project(top / "pyproject.toml")["version"], _sections(top)
    date = _date(sections.get(version, ("", ""))[0])
    later = sections.get("Unreleased", ("", ""))[1]
    return (version, date) if date and not later else None


def _sections(top: Path) -> dict[str, tuple[str, str]]:
    """Return the sections of the change log by name: what stands behind the name, and the text."""
    log = (top / "CHANGELOG.md").read_text(encoding="utf-8")
    return {name: (rest, text.strip()) for name, rest, text in _SECTION.findall(log)}


def _uncommitted(top: Path) -> list[str]:
    changed = [line[3:] for line in _git(top, "status", "--porcelain").splitlines()]
    if not changed:
        return []
    more = f" and {len(changed) - 3} more" if len(changed) > 3 else ""
    return [
        f"Files have changed since the last commit ({', '.join(changed[:3])}{more}): a release is "
        "made of committed sources; commit them or put them aside."
    ]


def _unlogged(version: str, date: str, sections: dict[str, tuple[str, str]]) -> list[str]:
    wrong = []
    if not date:
        found = f"## [{version}]{sections[version][0]}" if version in sections else "none"
        wrong.append(
            f"CHANGELOG.md has no dated section for version {version} (found: {found}); its "
            f"heading is ## [{version}] - and the day of the release, such as 2031-05-04."
        )
    if sections.get("Unreleased", ("", ""))[1]:
        wrong.append(
            "CHANGELOG.md still lists changes under [Unreleased]; what is released stands under "
            f"[{version}]."
        )
    return wrong


def _disagreeing(top: Path, version: str, citation: dict[str, Any], site: str) -> list[str]:
    said = {
        "grader/pyproject.toml": _project(top / "grader" / "pyproject.toml")["version"],
        "CITATION.cff": citation["version"],
        "CITATION.cff, in its preferred citation,": citation["preferred-citation"][
            "edition"
        ].removeprefix("version "),
        "README.md, under How to cite,": _cited(top / "README.md"),
    }
    place = site.rstrip("/").rpartition("/")[2]
    if _VERSION.fullmatch(place):
        said["_config.yml, in html_baseurl,"] = place
    return [
        f"{place} names version {other}, but pyproject.toml {version}: they are to be the same."
        for place, other in said.items()
        if other != version
    ]


def _date(rest: str) -> str:
    """Return the day behind the name of a section; empty if there is none."""
    day = rest.strip().removeprefix("-").strip()
    try:
        return datetime.date.fromisoformat(day).isoformat()
    except ValueError:
        return ""


def _cited(readme: Path) -> str:
    """Return the version that the words of the citation name."""
    found = re.search(rf"\bversion ({_VERSION.pattern})", readme.read_text(encoding="utf-8"))
    return found[1] if found else "none"


def _project(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))["project"]


def _git(top: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=top, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise ReleaseError(
            f"{top} is no git checkout ({done.stderr.strip()}): a release is made of committed "
            "sources; clone the repository."
        )
    return done.stdout
