"""Exercises that answer: a cell to fill, and a check that says in a sentence what is wrong.

A chapter declares its exercises in ``natolab/chapters/<topic>/exercises.py``; a page, a notebook
and the marking of an assignment all use the same checks.
"""

from natolab.exercises import checks, marking
from natolab.exercises.exercise import Exercise, Wrong
from natolab.exercises.outcome import Outcome

__all__ = ["Exercise", "Outcome", "Wrong", "checks", "marking"]
