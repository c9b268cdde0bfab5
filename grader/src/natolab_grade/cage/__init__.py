"""Cages: where submissions run, and what they cannot reach from there.

Two walls, one within the other. The outer is bubblewrap's and is built once: no network, nothing
to see but Python and its packages, an empty environment, nothing to write on. In it a warm
interpreter waits that has imported what assignments import. The inner is built for each
submission: a process is forked that takes processes, memory and folders of its own, gives up all
rights, and only then runs cells. Tests reach it as messages, and lie nowhere on a disk.
"""

from natolab_grade.cage.bubblewrap import CageError
from natolab_grade.cage.environment import Environment
from natolab_grade.cage.faults import SUSPICIOUS, Fault
from natolab_grade.cage.limits import Limits
from natolab_grade.cage.proofs import Proof, self_test
from natolab_grade.cage.run import Cage, Run, run

__all__ = [
    "SUSPICIOUS",
    "Cage",
    "CageError",
    "Environment",
    "Fault",
    "Limits",
    "Proof",
    "Run",
    "run",
    "self_test",
]
