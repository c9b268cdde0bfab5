"""One assignment, and the notebooks of its variants."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from nbformat import NotebookNode, v4

from natolab import installing
from natolab_grade.sources import answers, making, reading, rubric, variants
from natolab_grade.sources.chapters import link
from natolab_grade.sources.errors import SourceError
from natolab_grade.sources.questions import Question, questions

#: Fields that the texts of every assignment may use beside those of its variants.
_GIVEN = {"chapter", "minutes", "points", "total"}


#: Where the pages are as seen from the site's folder ``notebooks/assignments``.
SITE = "../../"
#: The file name of the course's package.
WHEEL = f"natolab-{version('natolab')}-py3-none-any.whl"


@dataclass(frozen=True)
class Assignment:
    """An assignment of the course; ``Assignment.load`` reads one and refuses what is not right.

    Parameters
    ----------
    folder : pathlib.Path
        Where its files stand; the name of the folder is its slug.
    title : str
        Its heading.
    chapters : tuple of str
        Topics of the chapters that it rests on.
    minutes : int
        How long it takes.
    points : float
        What it is worth in all.
    questions : mapping of str to Question
        By grade_id of the answer's cell, in their order.
    rubric : mapping of str to tuple of Level
        For each question that a person marks its levels, fields not filled in.
    wrong : mapping of str to tuple of Wrong
        For each question that tests mark its tempting wrong answers, fields not filled in.
    site : str
        Address of the course's site with a slash at its end, or the way to it from where the
        notebooks will stand.
    """

    folder: Path
    title: str
    chapters: tuple[str, ...]
    minutes: int
    points: float
    questions: Mapping[str, Question]
    rubric: rubric.Rubric
    wrong: Mapping[str, tuple[answers.Wrong, ...]]
    site: str
    _template: NotebookNode = field(repr=False)

    @classmethod
    def load(cls, folder: Path, site: str = SITE) -> Assignment:
        """Read an assignment.

        Parameters
        ----------
        folder : pathlib.Path
            ``assignments/<slug>`` of a copy of the course.
        site : str, optional
            As in ``Assignment``; without it links are right on the site, in
            ``notebooks/assignments``.

        Raises
        ------
        SourceError
            If something about it is not as it should be.
        """
        folder = Path(folder).resolve()
        path = folder / "assignment.md"
        template, header = reading.read(path)
        for name, kind in {"chapters": list, "minutes": int, "points": (int, float)}.items():
            if not isinstance(header.get(name), kind):
                raise SourceError(f"{path}: the front matter needs `{name}` under `assignment`.")
        found = questions(template, header, path)
        loaded = cls(
            folder=folder,
            title=_title(template, path),
            chapters=tuple(header["chapters"]),
            minutes=header["minutes"],
            points=header["points"],
            questions=found,
            rubric=rubric.read(folder / "rubric.yaml", found),
            wrong=answers.wrong_answers(folder / "wrong_answers.py"),
            site=site,
            _template=template,
        )
        loaded._refuse_fields_and_values_that_do_not_meet()
        loaded.source(0)  # links that lead nowhere are found as they are written
        return loaded

    @property
    def slug(self) -> str:
        """The name of the assignment's folder."""
        return self.folder.name

    def values(self, seed: int | str) -> dict[str, Any]:
        """Return what stands in the fields of a variant.

        Parameters
        ----------
        seed : int or str
            A class, or a student: a number or a word.
        """
        rng = variants.generator(self.slug, seed)
        drawn = variants.draw(self.folder / "variants.py", rng)
        if taken := drawn.keys() & _GIVEN:
            raise SourceError(
                f"{self.folder / 'variants.py'} draws {min(taken)!r}, a name that each assignment "
                "has already; choose another."
            )
        book = self.folder.parents[1] / "book"
        return drawn | {
            "chapter": lambda topic, heading="": link(book, self.site, topic, heading),
            "minutes": self.minutes,
            "points": SimpleNamespace(
                **{name: f"{q.points:g}" for name, q in self.questions.items()}
            ),
            "total": f"{self.points:g}",
        }

    def source(self, seed: int | str) -> NotebookNode:
        """Return the source notebook of a variant, with solutions and hidden tests."""
        notebook = copy.deepcopy(self._template)
        notebook.cells.insert(1, self._install())
        notebook.metadata["natolab"] = {"assignment": self.slug, "seed": str(seed)}
        return making.armed(variants.fill_notebook(notebook, self.values(seed)))

    def release(self, seed: int | str) -> NotebookNode:
        """Return the notebook that a student gets: no solutions, no hidden tests."""
        return making.release(self.source(seed))

    def solved(self, seed: int | str) -> NotebookNode:
        """Return the notebook with one right answer to each question, and all tests."""
        return making.solved(self.source(seed))

    def with_answer(self, seed: int | str, given: Mapping[str, str]) -> NotebookNode:
        """Return the release as a student would hand it in, with some answers.

        Parameters
        ----------
        seed : int or str
            As in ``values``.
        given : mapping of str to str
            The grade_id of a question, and the text or code of its answer.
        """
        return answers.filled(self.release(seed), given)

    def rubric_of(self, seed: int | str) -> dict[str, tuple[rubric.Level, ...]]:
        """Return the rubric with the fields of a variant filled in."""
        return rubric.filled(self.rubric, self.values(seed))

    def wrong_of(self, seed: int | str) -> dict[str, tuple[answers.Wrong, ...]]:
        """Return the tempting wrong answers with the fields of a variant filled in."""
        values = self.values(seed)
        return {
            name: tuple(
                answers.Wrong(variants.fill(wrong.code, values), wrong.points, wrong.says)
                for wrong in found
            )
            for name, found in self.wrong.items()
        }

    def _install(self) -> NotebookNode:
        """Return the cell that gets the course's package, from the site if it has an address."""
        base = f"{self.site}notebooks/" if "://" in self.site else ""
        return v4.new_code_cell(installing.cell(WHEEL, base), id="install")

    def _refuse_fields_and_values_that_do_not_meet(self) -> None:
        path = self.folder / "assignment.md"
        in_cells = [cell.source for cell in self._template.cells]
        others = [
            t for levels in self.rubric.values() for x in levels for t in (x.takes, x.example)
        ]
        others += [wrong.code for found in self.wrong.values() for wrong in found]
        wanted = variants.fields(in_cells, path)
        drawn = self.values(0).keys()
        if missing := (wanted | variants.fields(others, self.folder)) - drawn:
            raise SourceError(
                f"{self.folder}: the text has the field {min(missing)!r}, but variants.py does not "
                f"draw it; it draws {', '.join(sorted(drawn - _GIVEN))}."
            )
        if idle := drawn - wanted - _GIVEN:
            raise SourceError(
                f"{self.folder / 'variants.py'} draws {min(idle)!r}, but no cell has that field."
            )


def all_assignments(folder: Path, site: str = SITE) -> list[Assignment]:
    """Return all assignments of a folder, in the order of their names.

    Raises
    ------
    SourceError
        If there are none.
    """
    found = sorted(path.parent for path in Path(folder).glob("*/assignment.md"))
    if not found:
        raise SourceError(f"{folder} holds no assignments: each is a folder with an assignment.md.")
    return [Assignment.load(path, site) for path in found]


def _title(notebook: NotebookNode, path: Path) -> str:
    first = notebook.cells[0].source.splitlines()[0] if notebook.cells else ""
    if not first.startswith("# "):
        raise SourceError(f"{path} must begin with a heading, `# ...`, not with {first!r}.")
    return first.removeprefix("# ").strip()
