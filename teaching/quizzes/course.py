"""What the exports are made from: the course's parts, pages, quizzes and assignments."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from natolab.quizzes import Question, Quiz
from teaching import chapters
from teaching.errors import TeachingError

#: What a chapter's numbers are, by the chapter's slug.
Values = Callable[[str], Mapping[str, float | int | str]]


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


def computed(slug: str) -> Mapping[str, float | int | str]:
    """Return the numbers of a chapter, computed anew: all chapters together take a minute."""
    numbers = importlib.import_module(f"{_package(slug)}.numbers").numbers()
    return {name: number.value for name, number in numbers.items()}


def read(values: Values = computed) -> Course:
    """Read the course from its sources.

    Parameters
    ----------
    values : callable
        What gives a chapter's numbers; a build of the site has them from the chapters that it ran.

    Raises
    ------
    TeachingError
        If no chapter has a quiz.
    """
    config = _yaml("_config.yml")
    address = config["sphinx"]["config"].get("html_baseurl", "")
    with_session = chapters.slugs()
    parts = tuple(
        Part(
            part["caption"],
            tuple(_page(entry, with_session, values) for entry in part["chapters"]),
        )
        for part in _yaml("_toc.yml")["parts"]
    )
    assignments = tuple(map(_assignment, sorted(chapters.TOP.glob("assignments/*/assignment.md"))))
    course = Course(config["title"], address and f"{address.rstrip('/')}/", parts, assignments)
    if not course.chapters:
        raise TeachingError(
            "No chapter has a quiz: src/natolab/chapters/<topic>/quiz.py is missing."
        )
    return course


def _yaml(name: str) -> Any:
    return yaml.safe_load((chapters.TOP / name).read_text(encoding="utf-8"))


def _page(entry: dict[str, str], with_session: list[str], values: Values) -> Page:
    path = entry["file"]
    slug = path.rpartition("/")[2]
    title = chapters.title(chapters.page(slug))
    prompts = chapters.session(slug)["prompts"] if slug in with_session else ()
    topics = tuple(
        Topic(f"To discuss, {place}: {title.partition(':')[0]}", prompt["ask"])
        for place, prompt in enumerate(prompts, 1)
    )
    return Page(slug, title, f"{path}.html", _questions(slug, values), topics)


def _questions(slug: str, values: Values) -> tuple[Question, ...]:
    """Return the questions of a chapter with its numbers in them; none if it has no quiz."""
    package = _package(slug)
    if not importlib.util.find_spec(package) or not importlib.util.find_spec(f"{package}.quiz"):
        return ()
    quiz: Quiz = importlib.import_module(f"{package}.quiz").QUIZ
    return quiz.with_values(values(slug))


def _package(slug: str) -> str:
    return f"natolab.chapters.{slug.replace('-', '_')}"


def _assignment(path: Path) -> Assignment:
    about = chapters.front_matter(path)["assignment"]
    return Assignment(
        path.parent.name,
        chapters.title(path),
        about["points"],
        about["minutes"],
        tuple(about["chapters"]),
    )
