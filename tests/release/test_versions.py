"""A site of several versions: each as it was, a list of them, and a way to the newest."""

from __future__ import annotations

import json
import re
import sys

import pytest
from bs4 import BeautifulSoup

from release import archives, sources, versions
from release.errors import ReleaseError


def archive(folder, number, day, *pages):
    """Write the archive for students of a version with these pages."""
    site = {"404.html": f"Missing in {number}", "index.html": f"Door of {number}"}
    site |= {f"book/{page}.html": f"{page} of {number}" for page in pages}
    files = {f"site/{name}": text.encode() for name, text in site.items()}
    files["CITATION.cff"] = f"title: Ours & theirs\ndate-released: '{day}'\n".encode()
    archives.pack(folder / f"alliance-under-stress-{number}-students.zip", files)


@pytest.fixture
def made(tmp_path):
    """A site of two versions, of which the newer is not the last by the alphabet."""
    archive(tmp_path, "0.10.0", "2031-05-04", "index", "hormuz", "more/deep")
    archive(tmp_path, "0.9.0", "2030-01-01", "index", "strait")
    (tmp_path / "alliance-under-stress-0.10.0-teachers.zip").write_text("not for the site")
    target = tmp_path / "versions"
    (target / "0.8.0").mkdir(parents=True)
    assert [one.number for one in versions.assemble(tmp_path, target)] == ["0.10.0", "0.9.0"]
    return target


def test_each_version_stays_as_it_was_released(made):
    assert (made / "0.9.0/book/strait.html").read_text() == "strait of 0.9.0"
    assert (made / "0.10.0/book/hormuz.html").read_text() == "hormuz of 0.10.0"
    assert not (made / "0.10.0/book/strait.html").exists()
    assert not (made / "0.8.0").exists(), "no archive of it was given"
    assert (made / "404.html").read_text() == "Missing in 0.10.0"


def test_versions_are_listed_the_newest_first(made):
    listed = json.loads((made / "versions.json").read_text())
    assert listed == [
        {"version": "0.10.0", "date": "2031-05-04", "url": "0.10.0/"},
        {"version": "0.9.0", "date": "2030-01-01", "url": "0.9.0/"},
    ]
    page = BeautifulSoup((made / "index.html").read_text(encoding="utf-8"), "html.parser")
    assert page.h1.get_text() == "Ours & theirs: versions"
    assert [link["href"] for link in page.select("li a")] == [one["url"] for one in listed]
    assert all((made / link["href"] / "index.html").exists() for link in page.select("a"))


def test_the_latest_leads_each_page_to_the_newest_version(made):
    stubs = sorted(archives.below(made / "latest"))
    assert stubs == ["book/hormuz.html", "book/index.html", "book/more/deep.html", "index.html"]
    for name in stubs:
        path = made / "latest" / name
        text = path.read_text(encoding="utf-8")
        (to,) = set(re.findall(r'(?:href=|url=|replace\()"?([^"]+)"', text))
        assert (path.parent / to).resolve() == (made / "0.10.0" / name).resolve()


def test_a_folder_without_archives_is_refused(tmp_path, monkeypatch):
    from release import __main__ as command

    monkeypatch.setattr(sources, "TOP", tmp_path)
    monkeypatch.setattr(sys, "argv", ["release", "versions", str(tmp_path)])
    with pytest.raises(SystemExit, match=r"holds no archive for students, such as .*-0\.1\.0-stud"):
        command.main()
    archive(tmp_path, "0.1.0", "2030-01-01", "index")
    command.main()
    assert (tmp_path / "_build/versions/latest/book/index.html").exists()
    with pytest.raises(ReleaseError, match="holds no archive"):
        versions.assemble(tmp_path / "_build", tmp_path / "other")
    assert not (tmp_path / "other").exists()
