"""Each chapter keeps the course's one shape."""

from __future__ import annotations

import re

import pytest
import yaml

from natolab import data
from tests.support import site, source

CHAPTERS = site.TOP / "src" / "natolab" / "chapters"
# (heading, pattern) in the order in which a chapter has them.
SHAPE = [
    ("## What you will be able to do", r"^## What you will be able to do$"),
    ("## Before you start", r"^## Before you start$"),
    (
        "a section of the story",
        r"^## (?!What you|Before you|What this|Quiz|Exercises|Summary|What next|Ref)",
    ),
    ("## What this cannot tell you", r"^## What this cannot tell you$"),
    ("## Quiz", r"^## Quiz$"),
    ("## Exercises", r"^## Exercises$"),
    ("## Summary", r"^## Summary$"),
    ("## What next", r"^## What next$"),
    ("## References", r"^## References$"),
]
# What a reader can be seen to do; "understand" and "know" cannot be seen.
VERBS = set(
    """
    Explain Compare Compute Judge Describe Read Distinguish Apply Estimate Trace Weigh
    Test Name Build Show Use Tell Measure Assess Identify Interpret Say Reconstruct
    Evaluate Translate Criticise Separate Relate Work Find Argue Place Recognise
    """.split()
)


def prose(text: str) -> str:
    """Return the text of a chapter without code, front matter and lists of works."""
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    text = source.CELL.sub("", text)
    return re.sub(r"^```\{bibliography\}.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def section(text: str, heading: str) -> str:
    return text.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]


@pytest.fixture(params=site.chapters(), ids=lambda path: path.stem)
def path(request):
    return request.param


@pytest.fixture
def text(path):
    return path.read_text(encoding="utf-8")


def test_every_page_with_code_is_a_notebook_and_a_chapter_unless_it_is_a_companion():
    """No chapter escapes the tests of chapters: they find it by its kernel."""
    with_code = [path for path in site.sources() if source.cells(path.read_text(encoding="utf-8"))]
    assert with_code == site.notebooks()
    companions = {site.TOP / f"{name}.md" for name in site.COMPANIONS}
    assert companions == set(site.notebooks()) - set(site.chapters())


def test_each_chapter_has_a_room_in_the_package_and_each_room_a_page():
    rooms = {path.parent for path in CHAPTERS.glob("*/__init__.py")}
    assert rooms >= {source.room(path) for path in site.chapters()}
    assert rooms <= {source.room(path) for path in site.notebooks()}


def test_front_matter_slug_and_question(path, text):
    front = yaml.safe_load(text.split("---\n")[1])
    assert front["kernelspec"]["name"] == "python3"
    assert front["jupytext"]["text_representation"]["format_name"] == "myst"
    assert f"({path.stem})=\n# " in text
    opening = text.split("\n# ", 1)[1].split("\n## ", 1)[0]
    assert re.search(r"^:::\{admonition\} The question$", opening, re.MULTILINE)
    question = opening.split("The question\n", 1)[1].split("\n:::", 1)[0]
    assert "?" in question


def test_sections_stand_in_order(text):
    at = -1
    for name, pattern in SHAPE:
        match = re.compile(pattern, re.MULTILINE).search(text, at + 1)
        assert match, f"{name} is missing, or stands before the section that precedes it"
        at = match.start()


def test_objectives_begin_with_verbs(text):
    bullets = re.findall(r"^[-*] (.+)$", section(text, "What you will be able to do"), re.MULTILINE)
    assert len(bullets) >= 3
    for bullet in bullets:
        assert bullet.strip("*").split()[0].capitalize() in VERBS, f"no verb: {bullet[:60]!r}"


def test_prerequisites_and_time(text):
    start = section(text, "Before you start")
    assert "| Concept" in start
    assert re.search(r"\*\*Time to learn:\*\* \d+ minutes", start)


def test_exercises_have_folded_solutions(text):
    """That of an exercise which answers is folded in its answer, and so stands nowhere else."""
    parts = re.split(r"^### Exercise (\d+)", section(text, "Exercises"), flags=re.MULTILINE)
    numbers, exercises = parts[1::2], parts[2::2]
    assert numbers == [str(number) for number in range(1, len(exercises) + 1)]
    solved_here = 0
    for number, exercise in zip(numbers, exercises, strict=True):
        folded = bool(re.search(r"^:{3,}\{dropdown\} Solution", exercise, re.MULTILINE))
        answers = any(source.checked(code) for _, code in source.cells(exercise))
        assert folded != answers, f"exercise {number} has no solution, or two"
        solved_here += folded
    assert solved_here >= 6


def test_figures_and_interactive_cells(text):
    figures = [
        (meta, code) for meta, code in source.cells(text) if "figure" in meta.get("mystnb", {})
    ]
    stills = [meta for meta, code in figures if "interact" not in code and "Explorer(" not in code]
    assert len(stills) >= 4
    assert any("Explorer(" in code for _, code in figures), "no explorer"
    assert any("@interact" in code for _, code in figures), "no plain cell with sliders"
    for meta, code in figures:
        caption = meta["mystnb"]["figure"]["caption"]
        assert "Source:" in caption
        if "Explorer(" not in code:
            assert len(meta["mystnb"]["image"]["alt"].split()) > 5, f"no alt text: {caption[:50]!r}"
        if "@interact" in code:
            assert "in jupyter" in caption.lower(), f"does not say where it runs: {caption[:50]!r}"


def test_alt_text_holds_no_numbers_that_data_could_change(text):
    for meta, _ in source.cells(text):
        alt = meta.get("mystnb", {}).get("image", {}).get("alt", "")
        # Years and "two lines" are fine; 138.2 or 75 % would stand when the table changes.
        assert not re.search(r"\d+\.\d|\d+ ?%|\d,\d{3}", alt), alt


def test_length(text):
    """Count what every reader reads: quiz, exercises and solutions come on top."""
    story = re.sub(r"\n## (Quiz|Exercises)\n.*?(?=\n## )", "", prose(text), flags=re.DOTALL)
    # Of a link to the glossary a reader sees the words, not the mark and its target.
    story = re.sub(r"\{term\}`([^`<]+?)(?: <[^`>]+>)?`", r"\1", story)
    words = len(re.findall(r"[\w'-]+", story))
    assert 2500 <= words <= 4500, f"{words} words"


def test_cites_enough_works_and_lists_them(text):
    keys = {
        k.strip()
        for group in re.findall(r"\{cite(?::\w+)?\}`([^`]+)`", text)
        for k in group.split(",")
    }
    assert len(keys) >= 8
    assert re.search(
        r"```\{bibliography\}\n:filter: docname in docnames\n", section(text, "References")
    )


def test_one_sentence_a_line(text):
    """A line that holds two sentences hides a change to one of them in a review."""
    plain = [
        line for line in prose(text).splitlines() if not line.startswith(("|", "#", ":", "`", "("))
    ]
    doubled = [
        line
        for line in plain
        if re.search(
            r"(?<!\b[A-Z])(?<!St)(?<!No)(?<!cf)(?<!Mr)(?<!Dr)(?<!vs)[.?!] [A-Z][a-z]+ [a-z]", line
        )
    ]
    assert not doubled


def test_shown_code_is_short(text):
    for meta, code in source.cells(text):
        if not source.is_hidden(meta):
            lines = [line for line in code.splitlines() if line.strip()]
            assert len(lines) <= 15, f"a reader sees {len(lines)} lines: {lines[0]!r}"


def test_tables_and_chapters_name_each_other(path):
    """A table's entry says which chapters use it, and these load it."""
    named = {
        table["name"] for table in data.package()["resources"] if path.stem in table["chapters"]
    }
    assert source.tables(path) == named
