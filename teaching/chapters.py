"""A chapter as a class works with it: read from its page, its quiz and ``sessions/``."""

from __future__ import annotations

import functools
import importlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema
import yaml

from natolab.quizzes import Quiz

TOP = Path(__file__).parents[1]
SESSIONS = Path(__file__).parent / "sessions"
_SCHEMA = Path(__file__).with_name("session.yaml")


@dataclass(frozen=True)
class Chapter:
    """What a teacher plans with.

    Parameters
    ----------
    slug, title : str
        The chapter's file name and heading.
    minutes : int
        Time to learn, by its page.
    objectives : tuple of str
        The points under *What you will be able to do*.
    exercises : dict of int to str
        Titles of its exercises by their numbers.
    sections : tuple of str
        Its headings below the title, those of exercises apart.
    assignments : tuple of str
        Slugs of the assignments that build on it.
    quiz : Quiz
        Its questions.
    session : dict
        Its entry in ``sessions/``, in the form that ``session.yaml`` gives.
    """

    slug: str
    title: str
    minutes: int
    objectives: tuple[str, ...]
    exercises: dict[int, str]
    sections: tuple[str, ...]
    assignments: tuple[str, ...]
    quiz: Quiz
    session: dict[str, Any]


def slugs() -> list[str]:
    """Return the slugs of the chapters that have a session, in the order of the contents."""
    text = (TOP / "_toc.yml").read_text(encoding="utf-8")
    order = re.findall(r"file: book/([\w-]+)", text)
    there = {path.stem for path in SESSIONS.glob("*.yaml")}
    if lost := there - set(order):
        raise ValueError(
            f"teaching/sessions/{min(lost)}.yaml belongs to no page: _toc.yml has no "
            f"book/{min(lost)}."
        )
    return [slug for slug in order if slug in there]


def page(slug: str) -> Path:
    """Return the source of a chapter's page."""
    return TOP / "book" / f"{slug}.md"


def title(path: Path) -> str:
    """Return the heading of a page or an assignment."""
    return _first(r"^# (.+)$", path.read_text(encoding="utf-8"))


def read(slug: str) -> Chapter:
    """Return one chapter.

    Raises
    ------
    ValueError
        If its session does not have the form that ``session.yaml`` gives.
    """
    text = page(slug).read_text(encoding="utf-8")
    module = importlib.import_module(f"natolab.chapters.{slug.replace('-', '_')}.quiz")
    exercises = re.findall(r"^### Exercise (\d+)(?: \(advanced\))?: (.+)$", text, re.MULTILINE)
    return Chapter(
        slug=slug,
        title=title(page(slug)),
        minutes=int(_first(r"\*\*Time to learn:\*\* (\d+)", text)),
        objectives=tuple(
            re.findall(r"^- (.+)$", _section("What you will be able to do", text), re.MULTILINE)
        ),
        exercises={int(number): title for number, title in exercises},
        sections=tuple(re.findall(r"^###? (?!Exercise \d)(.+)$", text, re.MULTILINE)),
        assignments=tuple(
            path.parent.name
            for path in sorted(TOP.glob("assignments/*/assignment.md"))
            if slug in front_matter(path)["assignment"]["chapters"]
        ),
        quiz=module.QUIZ,
        session=session(slug),
    )


def session(slug: str) -> dict[str, Any]:
    """Return a chapter's session alone.

    Raises
    ------
    ValueError
        If it does not have the form that ``session.yaml`` gives.
    """
    path = SESSIONS / f"{slug}.yaml"
    return _checked(path.name, path.read_text(encoding="utf-8"))


@functools.cache
def _checked(name: str, text: str) -> dict[str, Any]:
    given = yaml.safe_load(text)
    if error := jsonschema.exceptions.best_match(_validator().iter_errors(given)):
        raise ValueError(f"teaching/sessions/{name}, {error.json_path}: {error.message}")
    return given


@functools.cache
def _validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(yaml.safe_load(_SCHEMA.read_text(encoding="utf-8")))


def _first(pattern: str, text: str) -> str:
    if match := re.search(pattern, text, re.MULTILINE):
        return match[1]
    raise ValueError(f"A page of a chapter has nothing that looks like {pattern!r}.")


def _section(heading: str, text: str) -> str:
    return text.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]


def front_matter(path: Path) -> dict[str, Any]:
    """Return the YAML at the head of a page or an assignment."""
    return _loaded(path.read_text(encoding="utf-8").split("---\n", 2)[1])


@functools.cache
def _loaded(text: str) -> dict[str, Any]:
    return yaml.safe_load(text)
