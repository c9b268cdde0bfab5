"""A site that keeps every version at an address of its own, so that a class keeps what it has.

It is put together from the archives for students of all releases that are to be kept.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
import zipfile
from html import escape
from pathlib import Path

import yaml

from release import switcher
from release.errors import ReleaseError
from release.prepare import NAME
from release.switcher import Version

_ARCHIVE = re.compile(rf"{NAME}-(\d+\.\d+\.\d+)-students\.zip")
_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}: versions</title>
<link rel="icon" href="{newest}/_static/favicon.svg">
</head>
<body><main>
<h1>{title}: versions</h1>
<p>A version stays as it was released; a course in progress keeps the one that it began with.
<a href="latest/">The latest</a> always leads to the newest.</p>
<ul>
{items}
</ul>
</main></body>
</html>
"""
_DOOR = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="canonical" href="{to}">
<script>location.replace("{to}" + location.search + location.hash)</script>
<noscript><meta http-equiv="refresh" content="0; url={to}"></noscript>
</head>
<body><main><p><a href="{to}">{title}</a></p></main></body>
</html>
"""


def assemble(folder: Path, target: Path) -> list[Version]:
    """Write the site anew.

    Parameters
    ----------
    folder : pathlib.Path
        Where the archives for students lie.
    target : pathlib.Path
        The folder to write; what stands there goes.

    Returns
    -------
    list of Version
        What it holds, the newest first.

    Raises
    ------
    ReleaseError
        If there is no archive.
    """
    archives = {
        found[1]: path for path in folder.iterdir() if (found := _ARCHIVE.fullmatch(path.name))
    }
    if not archives:
        raise ReleaseError(
            f"{folder} holds no archive for students, such as {NAME}-0.1.0-students.zip: "
            "`make release` writes one for a version; put those that are to be kept there."
        )
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    numbers = sorted(archives, key=lambda number: [int(part) for part in number.split(".")])
    versions = [_unpack(number, archives[number], target) for number in reversed(numbers)]
    newest = versions[0]
    for one in versions:
        switcher.fill(target / one.number, one, versions)
    items = "\n".join(
        f'<li><a href="{one.number}/">{one.number}</a>, released on {one.date}</li>'
        for one in versions
    )
    told = [{"version": one.number, "date": one.date, "url": f"{one.number}/"} for one in versions]
    _write(
        target / "index.html",
        _PAGE.format(title=escape(newest.title), newest=newest.number, items=items),
    )
    _write(target / "versions.json", json.dumps(told, indent=2) + "\n")
    # What is missing in any version is answered by one page, as hosts of sites have it.
    shutil.copyfile(target / newest.number / "404.html", target / "404.html")
    _lead_to(newest, target)
    return versions


def _unpack(number: str, archive: Path, target: Path) -> Version:
    """Put a version's site in its place."""
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(folder)
        unpacked = Path(folder) / archive.stem
        cff = yaml.safe_load((unpacked / "CITATION.cff").read_text(encoding="utf-8"))
        shutil.move(unpacked / "site", target / number)
    return Version(number, str(cff["date-released"]), cff["title"])


def _lead_to(newest: Version, target: Path) -> None:
    """Let each address below ``latest/`` lead to the same page of the newest version."""
    site = target / newest.number
    pages = [path for path in site.glob("*.html") if path.name != "404.html"]
    # Translated pages stand in the folder of their language.
    for path in [*pages, *site.glob("book/**/*.html"), *site.glob("*/book/**/*.html")]:
        place = path.relative_to(site)
        to = f"{'../' * len(place.parts)}{newest.number}/{place.as_posix()}"
        _write(target / "latest" / place, _DOOR.format(title=escape(newest.title), to=escape(to)))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
