"""The handbook's parts that follow from the chapters, as MyST Markdown."""

from __future__ import annotations

from collections.abc import Iterable

from teaching.chapters import Chapter

#: What the parts of the course are called on the page.
PARTS = {
    "core": "each course",
    "optional": "as the course's theme asks",
    "advanced": "with mathematics",
}


def overview(chapters: Iterable[Chapter]) -> str:
    """Return a table with a row for each chapter: for whom, how long, and what there is to do."""
    rows = [
        "| Chapter | For | Minutes | Objectives | Exercises | Quiz | Assignments |",
        "|---|---|---:|---:|---:|---:|---|",
    ]
    for one in chapters:
        name = one.title.partition(":")[0]
        rows.append(
            f"| {{ref}}`{name} <{one.slug}>` | {PARTS[one.session['part']]} | {one.minutes} "
            f"| {len(one.objectives)} | {len(one.exercises)} | {len(one.quiz.questions)} "
            f"| {', '.join(one.assignments) or 'none'} |"
        )
    return "\n".join(rows)


def chapter(one: Chapter) -> str:
    """Return a section on one chapter: outcomes, plan, prompts, misconceptions, activity."""
    session = one.session
    lines = [f"## {one.title}", "", _where(one.slug), ""]
    if advanced := session["advanced"]:
        names = ", ".join(f"*{name}*" for name in advanced)
        lines += [f"Advanced, and left out where nobody misses it: {names}.", ""]
    lines += [
        "### Outcomes and where they are worked on",
        "",
        "| Outcome | Exercises | Questions of the quiz |",
        "|---|---|---|",
    ]
    for number, objective in enumerate(one.objectives, start=1):
        tasks = [key for key, goals in session["exercises"].items() if number in goals]
        questions = [
            place
            for place, question in enumerate(one.quiz.questions, start=1)
            if question.objective == number
        ]
        lines.append(f"| {objective} | {_listed(tasks)} | {_listed(questions)} |")
    total = sum(step["minutes"] for step in session["session"])
    lines += ["", f"### A meeting of {total} minutes", "", "| Minutes | What |", "|---:|---|"]
    lines += [f"| {step['minutes']} | {step['what']} |" for step in session["session"]]
    lines += ["", "### To discuss", ""]
    for prompt in session["prompts"]:
        lines += [
            f"- **{prompt['ask']}**",
            f"  *What a good discussion reaches:* {prompt['reaches']}",
        ]
    lines += ["", "### What students often think", ""]
    for wrong in session["misconceptions"]:
        lines += [f"- *{wrong['claim']}*", f"  {wrong['answer']}"]
    lines += ["", "### At the board or with the projector", "", session["activity"], ""]
    return "\n".join(lines)


def _listed(numbers: list[int]) -> str:
    return ", ".join(str(number) for number in numbers) or "none"


def _where(slug: str) -> str:
    slides = f'<a href="../slides/{slug}.html">Slides</a>'
    return f"The chapter: {{ref}}`{slug}`. {slides}, with notes, for the projector and for paper."
