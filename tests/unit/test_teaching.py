"""The handbook's parts that follow from the chapters: complete, and true to the pages."""

from __future__ import annotations

import re

import pytest

from teaching import chapters, handbook
from tests.support import site

READ = [chapters.read(slug) for slug in chapters.slugs()]
EVERY = pytest.mark.parametrize("chapter", READ, ids=lambda one: one.slug)


def test_each_chapter_has_a_session():
    assert {path.stem for path in site.chapters()} == set(chapters.slugs())


def test_each_session_stands_on_one_page():
    pages = [path.read_text(encoding="utf-8") for path in site.TOP.glob("book/teaching-*.md")]
    named = [slug for text in pages for slug in re.findall(r"\{chapter-sessions\} (.+)", text)]
    assert sorted(" ".join(named).split()) == sorted(chapters.slugs())


@EVERY
def test_each_exercise_is_mapped_and_each_objective_is_worked_on(chapter):
    mapped = chapter.session["exercises"]
    assert set(mapped) == set(chapter.exercises)
    goals = {goal for found in mapped.values() for goal in found}
    goals |= {question.objective for question in chapter.quiz.questions}
    assert goals == set(range(1, len(chapter.objectives) + 1))


@EVERY
def test_a_meeting_has_the_length_of_a_meeting(chapter):
    assert 75 <= sum(step["minutes"] for step in chapter.session["session"]) <= 100


@EVERY
def test_what_is_called_advanced_is_a_section_of_the_chapter(chapter):
    assert set(chapter.session["advanced"]) <= set(chapter.sections)


@EVERY
def test_its_section_names_every_outcome(chapter):
    text = handbook.chapter(chapter)
    for objective in chapter.objectives:
        assert f"| {objective} |" in text
    for prompt in chapter.session["prompts"]:
        assert prompt["ask"] in text and prompt["reaches"] in text


def test_the_overview_counts_what_the_pages_have():
    (row,) = [row for row in handbook.overview(READ).splitlines() if "<hormuz>`" in row]
    text = (site.TOP / "book" / "hormuz.md").read_text(encoding="utf-8")
    exercises = len(re.findall(r"^### Exercise", text, re.MULTILINE))
    quiz = len(chapters.read("hormuz").quiz.questions)
    assert f"| 90 | 6 | {exercises} | {quiz} | strait" in row


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("part: core", r"\$\.part: 'main' is not one of"),
        ("minutes: 10", r"minutes: 'main' is not of type 'integer'"),
    ],
)
def test_a_session_of_another_form_is_refused(tmp_path, monkeypatch, change, says):
    text = (chapters.SESSIONS / "hormuz.yaml").read_text(encoding="utf-8")
    key = change.split(":")[0]
    (tmp_path / "hormuz.yaml").write_text(text.replace(change, f"{key}: main", 1), encoding="utf-8")
    monkeypatch.setattr(chapters, "SESSIONS", tmp_path)
    with pytest.raises(ValueError, match=says):
        chapters.read("hormuz")
