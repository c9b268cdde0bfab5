#!/usr/bin/env bash
# Packages: nbgrader 0.9.6, ipykernel 7.4.0, IPython 9.18.1, tqdm 4.70.1.
#
# What they do: four tests of one assignment hold for the right answer, and none raises an error.
# - one only asserts: full points, as one expects;
# - one asserts while a tqdm bar runs: no points, since the bar goes to stderr, and nbgrader takes
#   anything on stderr for a failure. A Python warning does the same;
# - one ends with a line that shows a number (7 of 10 rows, say), after its asserts: nbgrader takes
#   that number for the points, if it lies between none and all;
# - one ends with a line that shows a text: full points.
# The log warns of the text, which costs nothing, and says nothing of the points that are gone.
#
# Why it matters: whether a bar appears can hang on the machine (many show one after two seconds
# only), so that right answers lose points on a slow one alone. Keep stderr quiet in tests, and end
# them with `None`, or a print.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check nbgrader==0.9.6 ipykernel==7.4.0 \
    ipython==9.18.1 tqdm==4.70.1

export PATH=$work/venv/bin:$PATH
export HOME=$work JUPYTER_CONFIG_DIR=$work/jupyter IPYTHONDIR=$work/ipython
cat >course.py <<'PYTHON'
import csv
import subprocess
import sys
from pathlib import Path

import nbformat
from nbformat import v4

TESTS = {
    "asserts": "assert total == 6",
    "bar": "from tqdm import tqdm\nassert sum(tqdm([1, 2, 3])) == total",
    "number": "assert total == 6\nlen([1] * 7)",
    "text": "assert total == 6\n'right'",
}
STATED = {"asserts": 10.0, "bar": 0.0, "number": 7.0, "text": 10.0}


def marks(name, **more):
    return {"nbgrader": {"schema_version": 3, "grade_id": name, "task": False, **more}}


cells = [
    v4.new_code_cell(
        "### BEGIN SOLUTION\ntotal = 6\n### END SOLUTION",
        metadata=marks("answer", solution=True, grade=False, locked=False),
    )
]
for name, code in TESTS.items():
    about = marks(name, solution=False, grade=True, locked=True, points=10)
    cells.append(v4.new_code_cell(code, metadata=about))
kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
for place in ("source/one", "submitted/student/one"):
    Path(place).mkdir(parents=True)
    nbformat.write(
        v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), f"{place}/work.ipynb"
    )
Path("nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.course_id = 'c'\n")
for command in ("generate_assignment", "autograde"):
    done = subprocess.run(["nbgrader", command, "one"], capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    lines = [line for line in done.stderr.splitlines() if "WARNING" in line or "ERROR" in line]
    print(command, "warns of:", lines or "nothing")

from nbgrader.api import Gradebook

with Gradebook("sqlite:///gradebook.db") as book:
    notebook = book.find_submission_notebook("work", "one", "student")
    seen = {grade.name: grade.auto_score for grade in notebook.grades}
for name, code in TESTS.items():
    print(f"{seen[name]:4} of 10 points: {code!r}")
sys.exit(None if seen == STATED else f"Not as stated: {seen}")
PYTHON
venv/bin/python -W ignore course.py
