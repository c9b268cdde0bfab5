"""What a page says where several versions stand side by side: which one it is, and the others.

It is put into the two places that the build leaves in each page (``book/_ext/course/versions.py``),
as links and plain words, so that it needs no script and fetches nothing.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

_NOTE = re.compile(r"(?<=<!--version-note-->).*?(?=<!--/version-note-->)", re.DOTALL)
_FOOT = re.compile(r"(?<=<!--versions-->).*?(?=<!--/versions-->)", re.DOTALL)
#: It answers for all versions, so it is of none.
_OF_NONE = "404.html"


@dataclass(frozen=True)
class Version:
    """A version of the site: its number, the day of its release, and the course's title."""

    number: str
    date: str
    title: str


def fill(site: Path, version: Version, versions: Sequence[Version]) -> None:
    """Fill the places of a version's pages in, and tell its list of files for offline.

    Parameters
    ----------
    site : pathlib.Path
        The version's folder, beside those of the others.
    version : Version
        The version that it holds.
    versions : sequence of Version
        All of them, the newest first.
    """
    changed = []
    for path in sorted(site.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        place = path.relative_to(site).as_posix()
        note, foot = "", ""
        if place != _OF_NONE:
            note, foot = _words(site.parent, place, version, versions)
        filled = _FOOT.sub(lambda _, foot=foot: foot, _NOTE.sub(lambda _, note=note: note, text))
        if filled != text:
            path.write_text(filled, encoding="utf-8", newline="\n")
            changed.append(place)
    _list_again(site, changed)


def _words(top: Path, place: str, version: Version, versions: Sequence[Version]) -> tuple[str, str]:
    """Return what stands above a page's text and what stands at its foot."""
    up = "../" * (place.count("/") + 1)
    links = {
        other.number: f"{up}{other.number}/{place if (top / other.number / place).exists() else ''}"
        for other in versions
    }
    newest, others = versions[0], [other for other in versions if other != version]
    note = ""
    if version != newest:
        there = links[newest.number]
        lacks = " and does not have this page" * there.endswith("/")
        way = "Its first page" if lacks else f"Read this page in version {newest.number}"
        note = (
            f'<p class="version-note" lang="en" role="note">This is version {version.number} of '
            f"{version.date}, kept for courses that began with it. The newest is {newest.number} "
            f'of {newest.date}{lacks}. <a href="{escape(there)}">{way}</a>.</p>'
        )
    said = f"Version {version.number}, {version.date}{_newest(version, newest)}"
    if not others:
        return note, f'<p class="version">{said}</p>'
    items = "".join(_item(other, newest, links[other.number]) for other in others)
    foot = (
        f'<nav class="version" lang="en" aria-label="Versions of the course"><p>{said}</p>'
        f"<details><summary>Other versions</summary><ul>{items}</ul></details></nav>"
    )
    return note, foot


def _item(other: Version, newest: Version, link: str) -> str:
    lacks = "; it does not have this page, the link leads to its first" * link.endswith("/")
    return (
        f'<li><a href="{escape(link)}">Version {other.number}</a>, '
        f"{other.date}{_newest(other, newest)}{lacks}</li>"
    )


def _newest(version: Version, newest: Version) -> str:
    return ", the newest" if version == newest else ""


def _list_again(site: Path, changed: Iterable[str]) -> None:
    """Bring the list of a version's files up to date, by which browsers keep it for offline.

    Its form, and which files are left out, are the version's own (``offline.py`` wrote it).
    """
    path = site / "offline.json"
    if not path.exists():
        return
    files = json.loads(path.read_text(encoding="utf-8"))["files"]
    for name in changed:
        if name in files:
            content = (site / name).read_bytes()
            files[name] = [hashlib.sha256(content).hexdigest(), len(content)]
    name = hashlib.sha256(json.dumps(files).encode()).hexdigest()[:16]
    size = {"release": name, "bytes": sum(dict(files.values()).values())}
    path.write_text(json.dumps({**size, "files": files}), encoding="utf-8")
    (site / "offline-size.json").write_text(json.dumps(size), encoding="utf-8")
