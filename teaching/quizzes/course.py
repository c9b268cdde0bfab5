"""What the exports are made from: the course's parts, pages, quizzes and assignments."""

from __future__ import annotations

import importlib
import importlib.util
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from natolab.quizzes import Question
from teaching.errors import TeachingError

#: Where topics for discussion will stand: a list of titles and texts for each chapter's slug.
TOPICS = Path("teaching", "topics.yaml")


@dataclass(frozen=True)
class Topic:
    """Something to discuss."""

    title: str
    text: str


@dataclass(frozen=True)
class Page:
    """A page of the site, with the questions of its quiz if it has one."""

    slug: str
    title: str
    path: str
    questions: tuple[Question, ...] = ()
    topics: tuple[Topic, ...] = ()


@dataclass(frozen=True)
class Part:
    """Pages that the table of contents puts together."""

    title: str
    pages: tuple[Page, ...]


@dataclass(frozen=True)
class Assignment:
    """What is handed in for marks."""

    slug: str
    title: str
    points: int
    minutes: int
    chapters: tuple[str, ...]


@dataclass(frozen=True)
class Course:
    """The course as a platform sees it.

    Parameters
    ----------
    title : str
        Its name.
    address : str
        Where the site is, with a slash at its end; empty if it has no address yet.
    parts : tuple of Part
        The table of contents.
    assignments : tuple of Assignment
        By their slugs.
    """

    title: str
    address: str
    parts: tuple[Part, ...]
    assignments: tuple[Assignment, ...]

    @property
    def chapters(self) -> tuple[Page, ...]:
        """The pages with a quiz, in the order of the table of contents."""
        return tuple(page for part in self.parts for page in part.pages if page.questions)


def read(top: Path) -> Course:
    """Read the course from its sources.

    Parameters
    ----------
    top : pathlib.Path
        The folder of ``_toc.yml`` and ``_config.yml``.

    Raises
    ------
    TeachingError
        If no chapter has a quiz, or a source is not as expected.
    """
    config = _yaml(top / "_config.yml")
    address = config["sphinx"]["config"].get("html_baseurl", "")
    topics = _yaml(top / TOPICS) if (top / TOPICS).exists() else {}
    parts = tuple(
        Part(part["caption"], tuple(_page(top, entry, topics) for entry in part["chapters"]))
        for part in _yaml(top / "_toc.yml")["parts"]
    )
    assignments = tuple(
        _assignment(path) for path in sorted(top.glob("assignments/*/assignment.md"))
    )
    course = Course(config["title"], address and f"{address.rstrip('/')}/", parts, assignments)
    slugs = {page.slug for part in parts for page in part.pages}
    if strange := sorted(set(topics) - slugs):
        raise TeachingError(
            f"{TOPICS} has topics for {strange[0]!r}, which is no page of the book."
        )
    if not course.chapters:
        raise TeachingError(
            "No chapter has a quiz: src/natolab/chapters/<topic>/quiz.py is missing."
        )
    return course


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _page(top: Path, entry: dict[str, str], topics: dict[str, list[dict[str, str]]]) -> Page:
    path = entry["file"]
    slug = path.rpartition("/")[2]
    return Page(
        slug,
        _title(top / f"{path}.md"),
        f"{path}.html",
        _questions(slug.replace("-", "_")),
        tuple(Topic(**topic) for topic in topics.get(slug, ())),
    )


def _questions(room: str) -> tuple[Question, ...]:
    """Return the questions of a chapter with its numbers in them; none if it has no quiz."""
    package = f"natolab.chapters.{room}"
    if not importlib.util.find_spec(package) or not importlib.util.find_spec(f"{package}.quiz"):
        return ()
    numbers = importlib.import_module(f"{package}.numbers").numbers()
    questions: tuple[Question, ...] = importlib.import_module(f"{package}.quiz").QUIZ.filled(
        numbers
    )
    return questions


def _title(path: Path) -> str:
    found = re.search(r"^# (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    if not found:
        raise TeachingError(f"{path.name} has no title: a line that begins with '# '.")
    return found[1].strip()


def _assignment(path: Path) -> Assignment:
    about = yaml.safe_load(path.read_text(encoding="utf-8").split("---\n", 2)[1])["assignment"]
    return Assignment(
        path.parent.name,
        _title(path),
        about["points"],
        about["minutes"],
        tuple(about["chapters"]),
    )
