"""What an answer can be, and how it is compared with the truth: one small module for each kind."""

from natolab.exercises.checks.base import Check
from natolab.exercises.checks.choice import Choice
from natolab.exercises.checks.figure import Figure
from natolab.exercises.checks.function import Function
from natolab.exercises.checks.names import Names
from natolab.exercises.checks.number import Number
from natolab.exercises.checks.table import Table

__all__ = ["Check", "Choice", "Figure", "Function", "Names", "Number", "Table"]
