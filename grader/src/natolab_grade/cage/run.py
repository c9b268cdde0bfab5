"""Run a notebook's cells in a cage, and go on without the cells that break it."""

from __future__ import annotations

import copy
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import nbformat.v4
from nbformat import NotebookNode

from natolab_grade.cage import canary
from natolab_grade.cage.environment import Environment
from natolab_grade.cage.faults import Fault, fault
from natolab_grade.cage.limits import Limits
from natolab_grade.cage.process import EndedError, Process, Reply
from natolab_grade.notebooks import grade_id
from natolab_grade.verdicts import PROBE, is_test

#: How often a notebook is begun anew, each time without one cell more.
_STARTS = 12
_CANARY_SECONDS = 30


@dataclass(frozen=True)
class Run:
    """What came of a notebook.

    Attributes
    ----------
    notebook : NotebookNode
        A copy of it, with outputs.
    faults : tuple of Fault
        What went wrong in the cage; errors of the code are none, they stand in the outputs.
    seconds : float
        How long it took.
    peak_mb : float
        The most memory that was seen resident, in MB.
    """

    notebook: NotebookNode
    faults: tuple[Fault, ...]
    seconds: float = 0
    peak_mb: float = 0


def name_of(cell: NotebookNode) -> str:
    """Return a cell's ``grade_id``, or its id where it has none.

    The visible part of a test has the name of the test.
    """
    return grade_id(cell) or cell.metadata.get(PROBE) or cell.get("id", "")


def is_own(cell: NotebookNode) -> bool:
    """Return whether a cell is the student's: an answer, or one more than the release has."""
    marks = cell.metadata.get("nbgrader")
    if not marks:
        return PROBE not in cell.metadata
    return bool(marks.get("solution"))


def run(
    notebook: NotebookNode,
    limits: Limits,
    environment: Environment,
    files: Mapping[str, bytes] | None = None,
) -> Run:
    """Run a notebook in a cage.

    A cell that ends the process, or makes tests unreliable, is left out, and the notebook is run
    once more without it. Nothing that a student did raises an error here.

    Parameters
    ----------
    notebook : NotebookNode
        Its cells are those of the release in the release's order; cells of the student's may
        stand between them.
    limits : Limits
        What it may use.
    environment : Environment
        What it is run with.
    files : Mapping of str to bytes, optional
        What lies in its folder, by relative path.

    Raises
    ------
    CageError
        If this machine cannot make a cage.
    """
    return _Runner(copy.deepcopy(notebook), limits, environment, files or {}).run()


@dataclass(frozen=True)
class Cage:
    """Runs notebooks in cages of one kind; it can be sent to another process.

    Attributes
    ----------
    limits : Limits
        What each notebook may use.
    environment : Environment
        What they are run with.
    """

    limits: Limits
    environment: Environment

    def __call__(self, notebook: NotebookNode, files: Mapping[str, bytes]) -> Run:
        """Run a notebook with the files beside it, as :func:`run` does."""
        return run(notebook, self.limits, self.environment, files)


@dataclass
class _Runner:
    notebook: NotebookNode
    limits: Limits
    environment: Environment
    files: Mapping[str, bytes]
    left_out: dict[int, Fault] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    blamed: Counter = field(default_factory=Counter)
    background: int | None = None
    doubtful: int | None = None
    peak_mb: float = 0

    def run(self) -> Run:
        start = time.monotonic()
        self.end = start + self.limits.seconds_in_all
        self.cells = [
            (index, cell)
            for index, cell in enumerate(self.notebook.cells)
            if cell.cell_type == "code"
        ]
        for attempt in range(_STARTS):
            # What a run that was broken off has seen, the next sees again.
            self.faults, self.background = [], None
            if self._attempt(last=attempt == _STARTS - 1):
                break
        faults = (*self.left_out.values(), *self.faults)
        seconds = time.monotonic() - start
        return Run(self.notebook, tuple(dict.fromkeys(faults)), seconds, self.peak_mb)

    def _attempt(self, last: bool) -> bool:
        """Run all cells but those that are left out; return whether that was the last run."""
        with self.environment.zygote() as zygote:
            with Process(zygote, self.limits, self.files) as process:
                for name in process.refused_files:
                    self.faults.append(fault("beside", "", self.limits, name))
                over = self._all_cells(process, last)
            self.peak_mb = max(self.peak_mb, process.peak_mb)
        return over

    def _all_cells(self, process: Process, last: bool) -> bool:
        count = 0
        for position, (index, cell) in enumerate(self.cells):
            if index in self.left_out:
                _show(cell, self.left_out[index])
                continue
            left = self.end - time.monotonic()
            if left <= 0:
                self._not_run(position, "time-in-all")
                return True
            count += 1
            cell.execution_count = count
            try:
                self._cell(process, index, cell, left)
                continue
            except EndedError as error:
                kind, what = error.kind, ""
            except _UntrustedError as error:
                kind, what = error.kind, error.what
            if not last:
                self._blame(index, kind, what)
                return False
            self.faults.append(fault(kind, name_of(cell), self.limits, what))
            self._not_run(position, "not-run")
            break
        return True

    def _not_run(self, position: int, kind: str) -> None:
        """Say of a cell and all after it that they were not run, lest a test seem passed."""
        for number, (index, cell) in enumerate(self.cells[position:]):
            what = fault(kind, name_of(cell), self.limits)
            _show(cell, self.left_out.get(index, what))
            if number == 0:
                self.faults.append(what)

    def _blame(self, index: int, kind: str, what: str) -> None:
        """Choose the cell to leave out."""
        if self.background is not None and kind in ("died", "memory"):
            # What ran may be to blame, or a thread that an earlier cell has left: first the one,
            # then, when the same happens again, the other.
            before = self.doubtful
            self.doubtful = index
            if before is not None and self.left_out[before].kind == kind:
                del self.left_out[before]
                index, self.doubtful = self.background, None
        self._leave_out(index, kind, what)
        if not is_own(self.notebook.cells[index]):
            # A test that kills calls an answer that kills; at the second, leave the answer out.
            answer = self._answer_before(index)
            self.blamed[answer] += 1
            if answer is not None and self.blamed[answer] == 2:
                self._leave_out(answer, kind, what)

    def _leave_out(self, index: int, kind: str, what: str) -> None:
        name = name_of(self.notebook.cells[index])
        self.left_out[index] = fault(kind, name, self.limits, what)

    def _answer_before(self, index: int) -> int | None:
        own = [i for i, cell in self.cells if i < index and i not in self.left_out and is_own(cell)]
        return own[-1] if own else None

    def _cell(self, process: Process, index: int, cell: NotebookNode, left: float) -> None:
        own = is_own(cell)
        seconds = min(self.limits.seconds, left)
        test = is_test(cell) or PROBE in cell.metadata
        reply = process.run(cell.source, seconds, brief=not own, test=test)
        cell.outputs = _joined(reply, own)
        name = name_of(cell)
        if reply.late:
            late = fault("time", name, self.limits)
            self.faults.append(late)
            cell.outputs = [o for o in cell.outputs if o.output_type != "error"]
            cell.outputs.append(_error(late))
            cell.execution_count = None  # its end is not of its own making
        elif reply.done.get("limit"):
            limit = fault(str(reply.done["limit"]), name, self.limits)
            self.faults.append(limit)
            _explain(cell, limit)
        if reply.cut:
            cut = fault("output", name, self.limits)
            self.faults.append(cut)
            cell.outputs.append(_note(cut))
        if own:
            self._leftovers(process, index, name, reply)
        elif reply.done.get("error") and not any(o.output_type == "error" for o in cell.outputs):
            # A test in which nothing is seen to fail is one that is passed.
            hidden = fault("hidden-error", name, self.limits)
            self.faults.append(hidden)
            cell.outputs.append(_error(hidden))
        # After a test too: it calls what the student has written.
        self._canary(process)

    def _leftovers(self, process: Process, index: int, name: str, reply: Reply) -> None:
        ended = process.end_children() if reply.done.get("children") else 0
        threads = reply.done.get("threads", 0) if self.background is None else 0
        if threads:
            self.background = index  # the thread is there after all later cells too
        if threads or ended:
            self.faults.append(fault("background", name, self.limits))

    def _canary(self, process: Process) -> None:
        code, name = canary.code()
        reply = process.run(code, _CANARY_SECONDS, brief=True, forget=name)
        broken = reply.done.get("broken")
        if broken:
            raise _UntrustedError("tampered", ", ".join(map(str, broken[:3])))
        shown = [output.get("ename") for output in reply.outputs]
        if reply.done.get("error") != canary.EXPECTED or canary.EXPECTED not in shown:
            raise _UntrustedError("asserts", "")


class _UntrustedError(Exception):
    """After a cell, tests say nothing.

    Parameters
    ----------
    kind : str
        The kind of fault.
    what : str
        What was changed.
    """

    def __init__(self, kind: str, what: str) -> None:
        super().__init__(kind)
        self.kind = kind
        self.what = what


def _error(what: Fault) -> NotebookNode:
    return nbformat.v4.new_output(
        "error", ename="Stopped", evalue=what.sentence, traceback=[what.sentence]
    )


def _note(what: Fault) -> NotebookNode:
    return nbformat.v4.new_output("stream", name="stdout", text=f"\n[{what.sentence}]\n")


def _show(cell: NotebookNode, what: Fault) -> None:
    """Put a fault in the place of what a cell shows."""
    cell.outputs, cell.execution_count = [_error(what)], None


def _explain(cell: NotebookNode, what: Fault) -> None:
    """Put a fault before the error that came of it."""
    cell.outputs.insert(0, _note(what))


def _joined(reply: Reply, own: bool) -> list[NotebookNode]:
    """Return outputs with neighbouring streams joined.

    nbgrader takes whatever a test prints on standard error, a warning also, for a failed test; so
    a test's goes to standard output.
    """
    outputs: list[NotebookNode] = []
    for output in reply.outputs:
        if output.output_type == "stream":
            if not own:
                output.name = "stdout"
            if outputs and outputs[-1].get("name") == output.name:
                outputs[-1].text += output.text
                continue
        outputs.append(output)
    return outputs
