"""Assignments as their authors write them, and the notebooks that are made from them.

A folder of ``assignments/`` holds ``assignment.md`` (a MyST notebook with nbgrader's marks),
``variants.py`` (``draw(rng)``: the figures of a variant), ``rubric.yaml`` (levels of what a person
marks) and ``wrong_answers.py`` (tempting wrong answers, for the tests).
"""

from natolab_grade.sources.answers import Wrong, filled
from natolab_grade.sources.assignment import Assignment, all_assignments
from natolab_grade.sources.errors import SourceError
from natolab_grade.sources.questions import Question
from natolab_grade.sources.rubric import Level, Rubric

__all__ = [
    "Assignment",
    "Level",
    "Question",
    "Rubric",
    "SourceError",
    "Wrong",
    "all_assignments",
    "filled",
]
