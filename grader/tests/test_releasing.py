"""What students get and what teachers keep; solutions are in nothing that students can get."""

from __future__ import annotations

import itertools
import zipfile
from pathlib import Path

import nbformat
import pytest
from natolab_grade.__main__ import main
from natolab_grade.commands.publish import SEED
from natolab_grade.releasing import wheel
from natolab_grade.sources import all_assignments

TOP = Path(__file__).parents[2]
ASSIGNMENTS = all_assignments(TOP / "assignments")
EACH = pytest.mark.parametrize("assignment", ASSIGNMENTS, ids=lambda one: one.slug)


def secrets(assignment, seed) -> set[str]:
    """Return pairs of lines that stand in solutions and hidden tests; one alone may be chance."""
    shown = {line for cell in assignment.release(seed).cells for line in lines(cell)}
    found = set()
    for cell in assignment.solved(seed).cells:
        for pair in itertools.pairwise(lines(cell)):
            if not shown & set(pair) and len(" ".join(pair)) > 70:
                found.add(" ".join(pair))
    return found


def lines(cell) -> list[str]:
    return [line.strip() for line in cell.source.splitlines() if line.strip()]


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """The package that students install."""
    return wheel(TOP, tmp_path_factory.mktemp("package"))


@EACH
def test_the_package_holds_no_solution(assignment, package):
    secret = secrets(assignment, SEED)
    assert len(secret) > 10
    with zipfile.ZipFile(package) as packed:
        assert not [name for name in packed.namelist() if "assignments" in name]
        for name in packed.namelist():
            if name.endswith((".py", ".yaml", ".json", ".csv", ".md", ".txt")):
                text = squeezed(packed.read(name).decode("utf-8"))
                assert not {pair for pair in secret if pair in text}, name


@EACH
def test_what_the_site_offers_is_up_to_date_and_holds_no_solution(assignment):
    path = assignment.folder / f"{assignment.slug}.ipynb"
    text = path.read_text(encoding="utf-8")
    wanted = f"{nbformat.writes(assignment.release(SEED))}\n"
    assert text == wanted, "run `make assignments`"
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    shown = squeezed("\n".join(cell.source for cell in notebook.cells))
    assert not {pair for pair in secrets(assignment, SEED) if pair in shown}


def test_a_class_gets_a_folder_that_is_never_written_over(tmp_path, capsys):
    arguments = ["release", str(TOP / "assignments" / "burden"), "--seed", "b7", "--out"]
    assert main([*arguments, str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "Written:" in said
    assert "--site mends that" in said
    folder = tmp_path / "burden"
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    (package,) = folder.glob("*.whl")
    expected = {"burden.ipynb", "README.txt", "data/nato_defence_spending.csv", package.name}
    assert found == expected
    table = folder / "data" / "nato_defence_spending.csv"
    assert table.read_bytes() == (TOP / "data" / table.name).read_bytes()
    assignment = next(one for one in ASSIGNMENTS if one.slug == "burden")
    shown = (folder / "burden.ipynb").read_text(encoding="utf-8")
    assert shown == f"{nbformat.writes(assignment.release('b7'))}\n"
    assert main([*arguments, str(tmp_path)]) == 1
    assert "is not empty" in capsys.readouterr().err


def test_students_get_variants_of_their_own_in_archives(tmp_path, capsys):
    seeds = tmp_path / "seeds.csv"
    seeds.write_text("student,seed\n0071,0071\nłukasz,łukasz\n", encoding="utf-8")
    folder = str(TOP / "assignments" / "leaving")
    arguments = ["release", folder, "--seeds", str(seeds), "--zip", "--out", str(tmp_path)]
    assert main([*arguments, "--site", "https://example.org/course"]) == 0
    assert capsys.readouterr().out == f"Written for 2 students: {tmp_path / 'leaving'}\n"
    read = {}
    for student in ("0071", "łukasz"):
        with zipfile.ZipFile(tmp_path / "leaving" / f"{student}.zip") as packed:
            assert f"{student}/data/treaty_terminations.csv" in packed.namelist()
            read[student] = packed.read(f"{student}/leaving.ipynb").decode("utf-8")
        assert "https://example.org/course/book/withdrawal-law.html" in read[student]
        notebook = nbformat.reads(read[student], as_version=4)
        assert notebook.metadata.natolab.seed == student
    assert read["0071"] != read["łukasz"]
    seeds.write_text("student,seed\n../elsewhere,1\n", encoding="utf-8")
    assert main(arguments) == 1
    assert "'../elsewhere' cannot be the name of a folder" in capsys.readouterr().err
    seeds.write_text("name,seed\nanna,1\n", encoding="utf-8")
    assert main(arguments) == 1
    assert "needs the columns student and seed" in capsys.readouterr().err


def test_teachers_get_solutions_and_rubric(tmp_path, capsys):
    folders = [str(one.folder) for one in ASSIGNMENTS]
    assert main(["solutions", *folders, "--seed", "b7", "--out", str(tmp_path)]) == 0
    assert capsys.readouterr().out.count("Written:") == len(ASSIGNMENTS)
    for assignment in ASSIGNMENTS:
        text = (tmp_path / f"{assignment.slug}-solutions.ipynb").read_text(encoding="utf-8")
        solved = nbformat.reads(text, as_version=4)
        shown = squeezed("\n".join(cell.source for cell in solved.cells))
        assert {pair for pair in secrets(assignment, "b7") if squeezed(pair) in shown}
        assert "BEGIN SOLUTION" not in text
        rubric = (tmp_path / f"{assignment.slug}-rubric.md").read_text(encoding="utf-8")
        assert "{{" not in rubric
        for name in assignment.rubric:
            assert f"## {name}, up to" in rubric
