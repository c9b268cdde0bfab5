"""What a human must look at, and why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Flag:
    """A matter that the grader could not settle alone, in a sentence.

    Parameters
    ----------
    student : str
        Whose submission; empty where it concerns the whole batch.
    kind : str
        One word or two by which flags are sorted, such as ``late`` or ``several notebooks``.
    sentence : str
        What was found and what was done about it.
    """

    student: str
    kind: str
    sentence: str
