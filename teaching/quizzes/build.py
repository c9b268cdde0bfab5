"""Write the quizzes in all formats into a folder, with a text that says what is what."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from teaching.quizzes import canvas, cartridge, course, moodle, qti21
from teaching.quizzes.course import Course

FORMATS: tuple[ModuleType, ...] = (moodle, canvas, qti21, cartridge)


@dataclass(frozen=True)
class Written:
    """What was written: its files, and a sentence for each thing that a teacher should know."""

    files: tuple[Path, ...]
    sentences: tuple[str, ...]


def build(folder: Path, values: course.Values = course.computed) -> Written:
    """Write all files anew.

    Parameters
    ----------
    folder : pathlib.Path
        Where to write; what stands there goes.
    values : callable
        What gives a chapter's numbers.
    """
    source = course.read(values)
    files = {name: content for form in FORMATS for name, content in form.make(source).items()}
    told = sentences(source)
    files["README.txt"] = "\n".join([*_uses(source), "", *told, ""]).encode()
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return Written(tuple(folder / name for name in sorted(files)), tuple(told))


def left_out(source: Course, form: ModuleType) -> list[str]:
    """Return a sentence for each question that a format cannot take, with the reason."""
    return [
        f"{form.NAME} leaves out {page.slug}/{question.name}: {form.LEFT_OUT[type(question)]}"
        for page in source.chapters
        for question in page.questions
        if type(question) in form.LEFT_OUT
    ]


def sentences(source: Course) -> list[str]:
    """Return what a teacher should know of the files: what is left out, and what is changed."""
    told = [sentence for form in FORMATS for sentence in left_out(source, form)]
    told += [f"{form.NAME}: {note}" for form in FORMATS for note in form.NOTES]
    if not source.address:
        told.append(
            "Links to pages are missing, since the site has no address: set html_baseurl in "
            "_config.yml and write the files again."
        )
    return told


def _uses(source: Course) -> list[str]:
    count = sum(len(page.questions) for page in source.chapters)
    head = f"{source.title}: quizzes {len(source.chapters)}, questions {count}."
    return [head, "", *(f"{form.FILE}  {form.FOR}" for form in FORMATS)]
