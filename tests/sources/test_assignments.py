"""The page about assignments agrees with the assignments."""

from __future__ import annotations

import re

import pytest
import yaml

from tests.support import site

FOLDERS = sorted(path.parent for path in (site.TOP / "assignments").glob("*/assignment.md"))
PAGE = (site.TOP / "book" / "assignments.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_page_names_each_assignment_with_chapters_points_and_time(folder):
    text = (folder / "assignment.md").read_text(encoding="utf-8")
    about = yaml.safe_load(text.split("---\n")[1])["assignment"]
    title = re.search(r"^# (.+)$", text, re.MULTILINE)[1]
    (row,) = [line for line in PAGE.splitlines() if f"/assignments/{folder.name}.ipynb" in line]
    chapters = ", ".join(f"{{ref}}`{chapter}`" for chapter in about["chapters"])
    assert row.startswith(f"| {title} | {chapters} | {about['points']} | {about['minutes']} |")


def test_page_names_no_other_assignment():
    named = re.findall(r"/assignments/([a-z-]+)\.ipynb", PAGE)
    assert sorted(named) == [folder.name for folder in FOLDERS]
