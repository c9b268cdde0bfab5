"""What went wrong in a cage, in sentences for the student."""

from __future__ import annotations

from dataclasses import dataclass

from natolab_grade.cage.limits import Limits

_SENTENCES = {
    "time": "This cell ran longer than {seconds:g} seconds and was stopped.",
    "time-in-all": "The notebook as a whole ran longer than {seconds_in_all:g} seconds; "
    "this cell and those after it were not run.",
    "memory": "This cell needed more than the {memory_mb} MB of memory that a notebook may use.",
    "processes": "This cell started more than the {processes} processes or threads that a "
    "notebook may have.",
    "file": "This cell wrote more than the {file_mb} MB of files that a notebook may write.",
    "output": "This cell showed more than {output_mb:g} MB; the rest was left out.",
    "network": "This cell asked for the network. There is none while a notebook is graded: use "
    "the data that came with the assignment.",
    "died": "This cell ended the Python process itself, so it was left out and the rest of the "
    "notebook was run without it.",
    "background": "This cell left threads or processes running after its end; the processes "
    "were ended.",
    "asserts": "After this cell a check that must fail did not fail, so it was left out and the "
    "rest of the notebook was run without it.",
    "tampered": "This cell, or an answer that it called, replaced something that the checks rely "
    "on, so it was left out and the rest of the notebook was run without it.",
    "hidden-error": "This cell stopped with an error that was kept from being shown.",
    "forged": "This cell wrote into the grader's own connection, so it was left out and the rest "
    "of the notebook was run without it.",
    "beside": "A file that lay beside the notebook was left out: it is larger than {file_mb} MB, "
    "or its name cannot be.",
    "not-run": "The Python process ended again and again; this cell was not run.",
}
#: What a human must look at: it seldom happens by mistake.
SUSPICIOUS = ("asserts", "tampered", "hidden-error", "forged", "background")


@dataclass(frozen=True)
class Fault:
    """What went wrong.

    Attributes
    ----------
    kind : str
        A word for it, such as ``"memory"``.
    cell : str
        The cell's ``grade_id``, or its id where it has none.
    sentence : str
        The same for the student.
    """

    kind: str
    cell: str
    sentence: str


def fault(kind: str, cell: str, limits: Limits, detail: str = "") -> Fault:
    """Return what went wrong, with its sentence.

    Parameters
    ----------
    kind : str
        A key of the sentences.
    cell : str
        Name of the cell.
    limits : Limits
        What was allowed.
    detail : str
        What more there is to say, such as the name of what was replaced.
    """
    sentence = _SENTENCES[kind].format(**vars(limits))
    return Fault(kind, cell, f"{sentence} ({detail})" if detail else sentence)
